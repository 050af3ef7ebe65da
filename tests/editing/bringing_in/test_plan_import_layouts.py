"""Plans under headings, forms by priority, achievements and contacts brought in, and nothing dropped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from plan_documents import (
    ACHIEVED,
    CONTACTS,
    document,
    forms_of,
    forms_workbook,
    headings_of,
    headings_workbook,
    rows_between,
    table_workbook,
)

from csp_desktop.editing.bringing_in.plan_import import ImportPreview, apply_import, preview_import
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.indicators import stated_lines
from csp_desktop.registers.as_written.amounts import format_money, format_number
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Record
from csp_desktop.rules.targets import compare_target


def bring_in(ws: Workspace, book: Path) -> ImportPreview:
    """Import a workbook, and see that doing so again proposes nothing."""
    preview = preview_import(ws, book)
    apply_import(ws, preview)
    again = preview_import(ws, book)
    assert again.changes == []
    assert all(count["new"] == count["updated"] == 0 for count in again.counts.values())
    return preview


def titled(ws: Workspace, register: str, title: str) -> Record:
    (found,) = [record for record in ws.records(register) if record["title"] == title]
    return found


def assert_all_accounted_for(ws: Workspace, preview: ImportPreview, book: Path) -> list[str]:
    """Each sentence of each cell taken stands in a record; all others are listed with why. Those asked about."""
    values = [
        str(value)
        for register in REGISTERS
        for record in ws.records(register.name)
        for value in record.values()
        if isinstance(value, str | float | int)
    ]
    amounts = [format_money(record["amount"]) for record in ws.records("allocations")]
    figures = [format_number(found["value"]) for found in ws.records("measurements")]
    kept = plain(" ".join([*values, *amounts, *figures]))
    listed: dict[tuple[str, str], list[dict[str, str]]] = {}
    for cell in preview.as_json()["cells"]:
        listed.setdefault((cell["sheet"], cell["cell"]), []).append(cell)
    for sheet in load_workbook(book).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                found = listed[sheet.title, cell.coordinate]
                assert all(entry["message"] for entry in found if entry["outcome"] != "taken")
                if found[0]["outcome"] != "taken" or found[0]["field"] in ("rag", "outcome_rag"):
                    continue
                apart = " ".join(plain(entry["text"]) for entry in found[1:])
                for sentence in sentences(str(cell.value), found[0]):
                    wording = plain(sentence)
                    assert wording in kept or wording in apart, (cell.coordinate, sentence)
    return [cell["text"] for cells in listed.values() for cell in cells if cell["outcome"] == "asked"]


def sentences(text: str, cell: dict[str, str]) -> list[str]:
    """The pieces of a cell that must each be found again."""
    if cell["register"] == "indicators":
        return stated_lines(text)
    if cell["field"].startswith("lead"):
        return re.findall(r"\w+", text)
    return re.split(r"\n|^- |^Strategic Priority: |(?<=[.;])\s", text)


# Headings without numbers


def test_headings_become_priorities_and_objectives(ws: Workspace, tmp_path: Path) -> None:
    book = headings_workbook(tmp_path / "plan.xlsx")
    preview = bring_in(ws, book)
    assert preview.layout == "rochford-2004"
    items = ws.records("plan_items", order=("position",))
    assert [found["title"] for found in items if found["level"] == "priority"] == [
        "Calmer streets",
        "Partnership",
    ]
    assert len([found for found in items if found["level"] == "objective"]) == 3
    assert len([found for found in items if found["level"] == "action"]) == 4
    code = titled(ws, "plan_items", "Agree a closing time code with landlords")
    assert (code["timescale"], code["due_on"], code["resources"]) == (
        "By June 2006",
        "2006-06-30",
        "Officer time",
    )
    train = titled(ws, "plan_items", "Train door staff")
    assert (train["timescale"], train["due_on"]) == ("Ongoing", None)
    assert assert_all_accounted_for(ws, preview, book) == []


def test_the_update_lands_in_the_quarter_of_its_heading(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, headings_workbook(tmp_path / "plan.xlsx"))
    assert {found["quarter"] for found in ws.records("updates")} == {"2005-Q4"}
    (plan,) = ws.records("plans")
    assert plan["first_year"] == 2005


def test_the_real_plan_under_headings(ws: Workspace, tmp_path: Path) -> None:
    text = document("000")
    if text is None:
        pytest.skip("the reference documents are not here")
    opening, rows = headings_of(text)
    book = headings_workbook(tmp_path / "plan.xlsx", rows, opening=opening)
    preview = bring_in(ws, book)
    assert preview.layout == "rochford-2004"
    priorities = [found["title"] for found in ws.records("plan_items", {"level": "priority"}, ("position",))]
    assert len(priorities) == 4
    assert {found["quarter"] for found in ws.records("updates")} == {"2003-Q4"}
    assert assert_all_accounted_for(ws, preview, book) == []


# Forms by priority


def test_a_form_gives_items_ratings_and_risks(ws: Workspace, tmp_path: Path) -> None:
    book = forms_workbook(tmp_path / "plan.xlsx")
    preview = bring_in(ws, book)
    assert preview.layout == "priority-form"
    assert any("which quarter" in note for note in preview.notes)
    assert len(ws.records("plan_items", {"level": "priority"})) == 2
    alarms = titled(ws, "plan_items", "Lend out shed alarms")
    assert "Thirty alarms" in alarms["outcome"]
    (update,) = ws.records("updates", {"item": alarms["id"]})
    assert (update["quarter"], update["rag"], update["outcome_rag"]) == ("2012-Q1", "green", "amber")
    marking = titled(ws, "plan_items", "Mark tools at allotments")
    assert (marking["timescale"], marking["due_on"]) == ("by June 12", "2012-06-30")
    assert [found["title"] for found in ws.records("risks", order=("position",))] == [
        "Alarms arrive late",
        "Nobody borrows them",
    ]
    assert len(ws.records("mitigations")) == 1
    assert assert_all_accounted_for(ws, preview, book) == []


def test_a_form_gives_indicators_with_baseline_target_and_figures(ws: Workspace, tmp_path: Path) -> None:
    bring_in(ws, forms_workbook(tmp_path / "plan.xlsx"))
    sheds = titled(ws, "indicators", "Shed break-ins")
    assert (
        sheds["baseline_state"],
        sheds["baseline_value"],
        sheds["target_kind"],
        sheds["target_value"],
    ) == (
        "known",
        150,
        "percent change",
        -20,
    )
    compared = compare_target(sheds)
    assert compared is not None
    assert compared.agrees
    locked = titled(ws, "indicators", "Residents who lock up")
    assert (locked["ref"], locked["baseline_state"], locked["unit"]) == ("NI 99", "TBC", "percent")
    assert (locked["target_kind"], locked["target_value"]) == ("value", 61.5)
    measured = {
        (found["quarter"], found["value"]) for found in ws.records("measurements", {"indicator": sheds["id"]})
    }
    assert measured == {("2012-Q1", 31), ("2012-Q2", 29)}


def test_amounts_become_proposed_allocations_and_people_lead_for_their_agency(
    ws: Workspace, tmp_path: Path
) -> None:
    bring_in(ws, forms_workbook(tmp_path / "plan.xlsx"))
    streams = {found["id"]: found for found in ws.records("funding_streams")}
    assert {found["name"]: found["kind"] for found in streams.values()} == {
        "CSP Grant": "grant",
        "MDC Reserve": "reserve",
        "PRG": "reward grant",
    }
    assert {
        (streams[found["stream"]]["name"], found["amount"], found["status"])
        for found in ws.records("allocations")
    } == {
        ("CSP Grant", 500_000, "proposed"),
        ("MDC Reserve", 150_000, "proposed"),
        ("PRG", 200_000, "proposed"),
    }
    agencies = {found["id"]: found["short_name"] for found in ws.records("agencies")}
    sheds = titled(ws, "plan_items", "Reduce Shed Break-Ins By 20% By 2013")
    assert {agencies[lead] for lead in sheds["lead_agencies"]} == {"Town Police", "MDC"}
    assert {(found["name"], agencies[found["agency"]]) for found in ws.records("people")} == {
        ("Crime Reduction Officer", "Town Police"),
        ("Gardens Co-ordinator", "MDC"),
    }
    officers = {found["id"]: found["job_title"] for found in ws.records("people")}
    assert {officers[officer] for officer in sheds["lead_officers"]} == set(officers.values())


def test_the_real_forms(ws: Workspace, tmp_path: Path) -> None:
    text = document("001")
    if text is None:
        pytest.skip("the reference documents are not here")
    opening = ("Rochford District Community Safety Partnership", "Annual Partnership Plan 2010/2011")
    book = forms_workbook(tmp_path / "plan.xlsx", forms_of(text), opening=opening)
    preview = bring_in(ws, book)
    assert len(ws.records("plan_items", {"level": "priority"})) == 5
    stated = {
        (found["baseline_value"], figure)
        for found in ws.records("indicators")
        if (compared := compare_target(found))
        for figure in compared.stated
    }
    pairs = {
        (2080, 1872),
        (718, 682),
        (325, 293),
        (23, 22),
        (594, 588),
        (598, 658),
        (217, 195),
        (181, 176),
        (56, 50),
    }
    assert pairs <= stated
    total = sum(found["amount"] for found in ws.records("allocations"))
    assert total == (20 + 15 + 10 + 20 + 20 + 10 + 4 + 20 + 20) * 100_000
    assert assert_all_accounted_for(ws, preview, book) == []


# Achievements and contacts


def test_achievements(ws: Workspace, tmp_path: Path) -> None:
    book = table_workbook(tmp_path / "achieved.xlsx", ACHIEVED)
    preview = bring_in(ws, book)
    assert preview.layout == "achievements"
    sheds = titled(ws, "achievements", "Fewer shed break-ins")
    assert (sheds["last_year"], sheds["this_year"], sheds["rag"]) == (180, 150, "green")
    assert sheds["stated_change"] == "16.7% (30 offences)" and not sheds["narrative"]
    assert titled(ws, "achievements", "Listen to people")["narrative"] == "Four panels held."
    # The plan that tells what was achieved in 2011/12 is the next one's: so the printed sheet heads it.
    assert ws.records("plans")[0]["first_year"] == 2012
    assert assert_all_accounted_for(ws, preview, book) == ["about 90"]


def test_the_years_of_achievements_are_those_of_their_own_headings(ws: Workspace, tmp_path: Path) -> None:
    table = [
        ("Priority", "2014/15 outturn", "2013/14 outturn", "RAG"),
        ("Fewer thefts of bicycles", 150, 180, "Green"),
    ]
    bring_in(ws, table_workbook(tmp_path / "turned.xlsx", [table]))
    bicycles = titled(ws, "achievements", "Fewer thefts of bicycles")
    assert (bicycles["last_year"], bicycles["this_year"]) == (180, 150)
    assert ws.records("plans")[0]["first_year"] == 2015


def test_the_real_achievements(ws: Workspace, tmp_path: Path) -> None:
    text = document("001")
    if text is None:
        pytest.skip("the reference documents are not here")
    table = rows_between(
        text, "2009/2010 Priority\tYear to Date", "10 Strategic Priorities for 2010/2011\n\nThis"
    )
    book = table_workbook(tmp_path / "achieved.xlsx", [table])
    bring_in(ws, book)
    found = {(record["last_year"], record["this_year"]) for record in ws.records("achievements")}
    assert {(170, 152), (2167, 2080), (695, 626), (266, 279), (215, 181), (2802, 2650)} <= found
    assert len(ws.records("achievements")) == 7


def test_contacts_by_region(ws: Workspace, tmp_path: Path) -> None:
    ws.apply(
        [Insert("partnerships", {"name": "Meadowshire Safety", "short_name": "MS", "area": "Meadowshire"})]
    )
    book = table_workbook(tmp_path / "contacts.xlsx", CONTACTS, top=3, left=2)
    preview = bring_in(ws, book)
    assert preview.layout == "contacts"
    known = {found["name"]: found for found in ws.records("partnerships")}
    assert (known["Upper Vale"]["phone"], known["Upper Vale"]["email"]) == (
        "01234 567890",
        "safe@uppervale.example",
    )
    assert known["Mereside"]["region"] == "North"
    assert known["Meadowshire Safety"]["chair"] == "Chief Executive"
    left = [cell["text"] for cell in preview.as_json()["cells"] if cell["outcome"] == "asked"]
    assert left == ["ask for the team"]


def test_the_real_contacts(ws: Workspace, tmp_path: Path) -> None:
    text = document("002")
    if text is None:
        pytest.skip("the reference documents are not here")
    table = rows_between(text, "Region\tCSP\tChair", "Collaboration\n\nCastlepoint")
    bring_in(ws, table_workbook(tmp_path / "contacts.xlsx", [table]))
    regions = [found["region"] for found in ws.records("partnerships") if found["region"]]
    assert (regions.count("North"), regions.count("West"), regions.count("South")) == (6, 4, 4)
    assert all(found["phone"] and found["email"] for found in ws.records("partnerships") if found["region"])
