"""The partnerships of a county come in from one workbook, by the command and the window, and print as a directory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from csp_desktop.cli import main
from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, preview_import
from csp_desktop.editing.county.gathering import county_records
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.fields import Values
from csp_desktop.reports.blocks import Band, Row
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context

REGIONS = {"North": 6, "West": 4, "South": 4}
DISTRICTS = (
    "Averley", "Waverley", "Brackwater", "Coldham", "Durnford", "Elmstow", "Fernhill", "Gorse Vale", "Hartwell",
    "Inglemere", "Kestrel Bay", "Lowmoor", "Marsh Point", "Nettlecombe",
)  # fmt: skip


def in_columns() -> list[tuple[object, ...]]:
    """Fourteen partnerships, a column for each thing known of them; two of them work jointly."""
    rows: list[tuple[object, ...]] = [
        ("Region", "Partnership", "Chair post", "Co-ordinator post", "Telephone", "E-mail", "Responsible authorities", "Joint with")
    ]  # fmt: skip
    regions = [region for region, count in REGIONS.items() for _ in range(count)]
    for at, (region, name) in enumerate(zip(regions, DISTRICTS, strict=True)):
        rows.append(
            (
                region,
                f"{name} Community Safety Partnership",
                f"Chief executive, {name} Council",
                "Community safety manager",
                f"01632 9601{at:02}",
                f"csp@{name.lower().replace(' ', '')}.example.gov.uk",
                "District council; County Police; Fire and Rescue Service",
                {"Lowmoor": "Marsh Point", "Marsh Point": "Lowmoor CSP"}.get(name),
            )
        )
    return rows


def as_in_the_prospectus() -> list[tuple[object, ...]]:
    """The same list with a region once and telephone and email in one cell."""
    rows: list[tuple[object, ...]] = [("Region", "CSP", "Chair", "Contact Details")]
    last = ""
    for region, name, chair, _, phone, email, *_ in in_columns()[1:]:
        known = str(name).removesuffix(" Community Safety Partnership")
        rows.append((region if region != last else None, known, chair, f"Tel : {phone} Email : {email}"))
        last = str(region)
    return rows


def workbook(path: Path, rows: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "county.csp"
    with pytest.raises(SystemExit) as ended:
        main(["new", str(path), "--name", "Safer County", "--short-name", "SC", "--year", "2026"])
    assert ended.value.code == 0
    return path


@pytest.fixture
def ws(file: Path) -> Iterator[Workspace]:
    with Workspace.open(file, backup=False) as workspace:
        yield workspace


def bring_in(ws: Workspace, book: Path) -> ImportPreview:
    preview = preview_import(ws, book)
    apply_import(ws, preview)
    return preview


def by_short(ws: Workspace) -> dict[str, Values]:
    return {each["short_name"]: each for each in ws.records("partnerships") if each["short_name"] != "SC"}


def left_over(preview: ImportPreview) -> list[str]:
    return [cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"]


def test_every_column_comes_in_and_nothing_is_doubled(ws: Workspace, tmp_path: Path) -> None:
    book = workbook(tmp_path / "partnerships.xlsx", in_columns())
    preview = bring_in(ws, book)
    assert left_over(preview) == [] and preview.notes == []
    known = by_short(ws)
    assert set(known) == {f"{name} CSP" for name in DISTRICTS}
    averley = known["Averley CSP"]
    assert {
        name: averley[name] for name in ("name", "area", "region", "chair", "coordinator", "phone", "email")
    } == {
        "name": "Averley Community Safety Partnership",
        "area": "Averley",
        "region": "North",
        "chair": "Chief executive, Averley Council",
        "coordinator": "Community safety manager",
        "phone": "01632 960100",
        "email": "csp@averley.example.gov.uk",
    }
    # A council named as anybody's is the district's own, be its neighbour's name ever so like; the police are one.
    agencies = {agency["id"]: agency for agency in ws.records("agencies")}
    assert len(agencies) == len(DISTRICTS) + 2
    assert {agency["kind"] for agency in agencies.values()} == {"responsible authority"}
    for name in ("Averley", "Waverley"):
        own = [agencies[agency]["name"] for agency in known[f"{name} CSP"]["authorities"]]
        assert own == [f"{name} District council", "County Police", "Fire and Rescue Service"]
    # Whichever row comes first, both name each other.
    lowmoor, marsh = known["Lowmoor CSP"], known["Marsh Point CSP"]
    assert (lowmoor["joint_with"], marsh["joint_with"]) == ((marsh["id"],), (lowmoor["id"],))
    again = bring_in(ws, book)
    assert not again.changes and left_over(again) == []


def test_the_list_of_the_prospectus_and_the_full_one_are_of_the_same_partnerships(
    ws: Workspace, tmp_path: Path
) -> None:
    preview = bring_in(ws, workbook(tmp_path / "short.xlsx", as_in_the_prospectus()))
    assert left_over(preview) == [] and len(ws.records("partnerships")) == 15
    full = bring_in(ws, workbook(tmp_path / "full.xlsx", in_columns()))
    assert len(ws.records("partnerships")) == 15
    assert {proposal.outcome for proposal in full.proposals if proposal.register == "partnerships"} == {
        "updated"
    }
    marsh, lowmoor = (by_short(ws)[name] for name in ("Marsh Point", "Lowmoor"))
    assert marsh["joint_with"] == (lowmoor["id"],) and marsh["coordinator"] == "Community safety manager"


def test_kinds_and_names_that_are_nobodys(ws: Workspace, tmp_path: Path) -> None:
    rows = [
        ("Partnership", "Area", "Region", "Kind", "Chair", "Email", "Joint with", "Authorities"),
        ("Averley and Brack CSP", "Averley", "East", "Joint", "Portfolio holder", "a@example.gov.uk", "Kestrel; Brack", None),
        ("Brack", "Brack", "East", "Unitary authority", "Portfolio holder", "b@example.gov.uk", "None", "Clinical commissioning group"),
        ("Coldham", "Coldham", "East", "Wonderful", "Portfolio holder", "c@example.gov.uk", "Coldham", "TBC"),
    ]  # fmt: skip
    preview = bring_in(ws, workbook(tmp_path / "kinds.xlsx", rows))
    assert left_over(preview) == ["Kestrel", "Wonderful", "Coldham"]
    known = by_short(ws)
    assert known["Averley and Brack CSP"]["kind"] == "informal merger"
    assert known["Averley and Brack CSP"]["joint_with"] == (known["Brack"]["id"],)
    assert known["Brack"]["kind"] == "unitary" and known["Brack"]["joint_with"] == ()
    assert known["Coldham"]["joint_with"] == () and known["Coldham"]["authorities"] == ()
    (ccg,) = ws.records("agencies")
    assert known["Brack"]["authorities"] == (ccg["id"],) and ws.records("groups") == []


def test_it_prints_as_a_directory_from_a_file_whose_plan_is_empty(file: Path, tmp_path: Path) -> None:
    book = workbook(tmp_path / "partnerships.xlsx", in_columns())
    out = tmp_path / "directory.pdf"
    for command in (
        ["import", str(file), str(book)],
        ["print", str(file), "county-directory", "--out", str(out)],
    ):
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert ended.value.code == 0, command
    assert out.read_bytes().startswith(b"%PDF")
    with Workspace.open(file, read_only=True) as workspace:
        county = county_records(workspace, FinancialYear(2026))
    options = ReportOptions(printed_on=date(2026, 5, 1))
    rows = gather(county, "county-directory", options).sheets[0].blocks["partnerships"].rows
    counted: dict[str, int] = {}
    region = ""
    for row in rows:
        if isinstance(row, Band):
            region = row.title
        else:
            counted[region] = counted.get(region, 0) + 1
    assert counted == {**REGIONS, "No region recorded": 1}
    printed = "\n".join(
        piece.text for row in rows if isinstance(row, Row) for cell in row.cells for piece in cell
    )
    for *_, chair, coordinator, phone, email, authorities, _joint in in_columns()[1:]:
        assert all(str(said) in printed for said in (chair, coordinator, phone, email)), (chair, authorities)
    assert "Averley District council, County Police, Fire and Rescue Service" in printed
    assert "Joint with Lowmoor CSP" in printed and "Joint with Marsh Point CSP" in printed


def test_it_comes_in_by_the_window(file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    book = workbook(tmp_path / "partnerships.xlsx", in_columns())
    context = Context(Workspace.open(file, backup=False), date(2026, 5, 1))
    dialog = PlanImportDialog(context, book)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.source.job is None, timeout=20_000)
    assert "14 new partnerships" in dialog.summary.text()
    shown = [proposal.title for proposal in dialog._records.rows if proposal.register == "partnerships"]
    assert shown[:2] == ["Averley Community Safety Partnership", "Waverley Community Safety Partnership"]
    dialog.apply()
    assert len(by_short(context.workspace)) == 14
    context.undo()
    assert by_short(context.workspace) == {} and context.workspace.records("agencies") == []
    context.close()
