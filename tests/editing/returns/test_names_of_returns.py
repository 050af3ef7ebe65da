"""No two returns share a file name, and nothing that stands in a folder is replaced unsaid."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from returning_partner import Q2, ReportingPlan, answer, send

from csp_desktop.editing.returns.going_out import ExportedReturn, export_returns
from csp_desktop.editing.returns.writing_workbooks import FileToWrite, names_said, place_files
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import AppError
from csp_desktop.paths import name_key


def second_partnership(ws: Workspace, plan: ReportingPlan, short_name: str) -> str:
    """A second partnership whose plan asks the same agencies; its plan."""
    partnership = Insert("partnerships", {"name": "Other CSP", "short_name": short_name})
    other = Insert(
        "plans", {"partnership": partnership.id, "title": "Other plan", "first_year": 2010, "last_year": 2010}
    )
    items = [
        Insert(
            "plan_items",
            {"plan": other.id, "level": "priority", "title": "Do it", "lead_agencies": (agency,)},
        )
        for agency in (plan.police, plan.council)
    ]
    ws.apply([partnership, other, *items])
    return other.id


def alike_agencies(ws: Workspace, plan: ReportingPlan, names: Sequence[str]) -> None:
    for number, name in enumerate(names):
        agency = Insert("agencies", {"name": f"Agency {number}", "short_name": name})
        item = Insert(
            "plan_items",
            {"plan": plan.plan, "level": "priority", "title": f"For {number}", "lead_agencies": (agency.id,)},
        )
        ws.apply([agency, item])


def holds_each_its_own(exported: Sequence[ExportedReturn]) -> bool:
    """Every path is one file's own, and the workbook there carries the code it was recorded under."""
    keys = {name_key(one.path.name) for one in exported}
    texts = {one.return_code: _all_text(one.path) for one in exported}
    return len(keys) == len(exported) and all(code in text for code, text in texts.items())


def _all_text(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )


@pytest.mark.slow
@pytest.mark.parametrize("short_name", ["Other", "anytown", "Anytown", "Any/town", "..", "NUL", "x" * 200])
def test_returns_of_two_partnerships_in_one_folder_never_share_a_name(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, short_name: str
) -> None:
    other = second_partnership(ws, plan, short_name)
    out = tmp_path / "out"
    sent = [*export_returns(ws, plan.plan, Q2, out), *export_returns(ws, other, Q2, out)]
    assert len(sent) == 5 and holds_each_its_own(sent)
    assert len(list(out.iterdir())) == 5
    assert not any(names_said([one.file]) for one in sent)
    again = [*export_returns(ws, plan.plan, Q2, out), *export_returns(ws, other, Q2, out)]
    assert [one.path for one in again] == [one.path for one in sent]
    assert holds_each_its_own(again) and all(one.file.replaced for one in again)


def test_the_partnership_is_named_only_where_there_are_several(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    assert send(ws, plan, tmp_path / "alone").name == "Return 2010-Q2 Police.xlsx"
    other = second_partnership(ws, plan, "Other")
    assert [one.path.name for one in export_returns(ws, other, Q2, tmp_path / "two", ("Police",))] == [
        "Return 2010-Q2 Police, Other.xlsx"
    ]


def test_recipients_whose_names_come_out_alike_keep_a_workbook_each(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    names = ["A/B", "A:B", "a-b", "A-B. ", "NUL", "recipient nul", "JAG", "Cafe\u0301", "Caf\u00e9", f"{'y' * 90}1", f"{'y' * 90}2"]  # fmt: skip
    alike_agencies(ws, plan, names)
    sent = export_returns(ws, plan.plan, Q2, tmp_path / "out")
    assert len(sent) == 3 + len(names) and holds_each_its_own(sent)
    assert len(list((tmp_path / "out").iterdir())) == len(sent)
    again = export_returns(ws, plan.plan, Q2, tmp_path / "out")
    assert {one.return_id: one.path for one in again} == {one.return_id: one.path for one in sent}
    elsewhere = export_returns(ws, plan.plan, Q2, tmp_path / "elsewhere")
    assert holds_each_its_own(elsewhere)
    assert {one.return_id: one.path.name for one in elsewhere} == {
        one.return_id: one.path.name for one in sent
    }


def test_a_name_another_return_went_out_under_is_not_given_again(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    first = send(ws, plan, tmp_path / "monday")
    ws.apply([Update("agencies", plan.police, {"short_name": "Constabulary"})])
    ws.apply([Update("agencies", plan.council, {"short_name": "POLICE"})])
    second = send(ws, plan, tmp_path / "tuesday", "POLICE")
    assert (first.name, second.name) == ("Return 2010-Q2 Police.xlsx", "Return 2010-Q2 POLICE (2).xlsx")


def test_a_short_name_an_agency_and_a_group_share_means_both(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    alike_agencies(ws, plan, ["JAG"])
    assert len(export_returns(ws, plan.plan, Q2, tmp_path / "out", ("jag",))) == 2


def test_a_workbook_replaced_by_its_newer_issue_is_named(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    send(ws, plan, tmp_path)
    [again] = export_returns(ws, plan.plan, Q2, tmp_path, ("Police",))
    [sentence] = names_said([again.file])
    assert "“Return 2010-Q2 Police.xlsx” replaced" in sentence and "nobody had changed it" in sentence
    assert again.as_json()["replaced"] is True


def test_one_a_partner_saved_there_is_left_and_both_are_named(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    path = send(ws, plan, tmp_path)
    answer(path, {("Action updates", "1.2", "Update"): "Typed by the partner"})
    filled = path.read_bytes()
    [again] = export_returns(ws, plan.plan, Q2, tmp_path, ("Police",))
    [sentence] = names_said([again.file])
    assert f"“{path.name}” was there already" in sentence and f"“{path.stem} (2).xlsx”" in sentence
    assert path.read_bytes() == filled and not again.file.replaced
    [third] = export_returns(ws, plan.plan, Q2, tmp_path, ("Police",))
    assert third.path == again.path and third.file.replaced and path.read_bytes() == filled


def test_what_an_undone_sending_left_behind_is_not_replaced(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    path = send(ws, plan, tmp_path)
    before = path.read_bytes()
    ws.undo()
    assert send(ws, plan, tmp_path) != path and path.read_bytes() == before


def test_a_stranger_in_capitals_or_a_folder_of_that_name_is_left_alone(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    (tmp_path / "RETURN 2010-q2 police.XLSX").write_text("mine", encoding="utf-8")
    (tmp_path / "Return 2010-Q2 Police (2).xlsx").mkdir()
    assert send(ws, plan, tmp_path).name == "Return 2010-Q2 Police (3).xlsx"
    assert (tmp_path / "RETURN 2010-q2 police.XLSX").read_text(encoding="utf-8") == "mine"


def test_a_workbook_held_open_elsewhere_is_left_and_named(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = send(ws, plan, tmp_path)
    before, replace = path.read_bytes(), Path.replace

    def held(draft: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "in use")
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", held)
    [again] = export_returns(ws, plan.plan, Q2, tmp_path, ("Police",))
    assert again.path.name == "Return 2010-Q2 Police (2).xlsx" and path.read_bytes() == before
    assert path.name in names_said([again.file])[0]


def test_where_recording_fails_the_folder_is_as_it_was(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    sent = export_returns(ws, plan.plan, Q2, out, ("Police", "ATC"))
    answer(sent[0].path, {("Action updates", "1.10", "Update"): "Typed by the partner"})
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def refuse(*args: object, **kwargs: object) -> None:
        raise AppError("The disk is full.")

    monkeypatch.setattr(ws, "apply", refuse)
    with pytest.raises(AppError, match="disk is full"):
        export_returns(ws, plan.plan, Q2, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_where_a_later_file_fails_earlier_ones_are_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.eml").write_bytes(b"before")
    files = [FileToWrite(name, name.encode(), lambda standing: True) for name in ("a.eml", "b.eml", "c.eml")]
    taken = Path.open

    def full(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "c.eml":
            raise OSError(28, "No space left on device")
        return taken(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        place_files(tmp_path, files)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.eml": b"before"}


def test_many_names_are_counted_after_the_first_few(tmp_path: Path) -> None:
    files = [FileToWrite(f"{number}.xlsx", b"one", lambda standing: True) for number in range(8)]
    place_files(tmp_path, files)
    [sentence] = names_said(place_files(tmp_path, files))
    assert sentence.startswith("“0.xlsx”, “1.xlsx”, “2.xlsx”, “3.xlsx”, “4.xlsx” and 3 more replaced")
    assert hashlib.sha256((tmp_path / "7.xlsx").read_bytes()).digest() == hashlib.sha256(b"one").digest()
