"""Two columns for one field: joined where that makes sense, else the second is listed; what is taken is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from conftest import SmallFile
from taken_cells import missing

from csp_desktop.editing.bringing_in.plan_import import (
    ImportPreview,
    apply_import,
    compare,
    map_table,
    remembered_mappings,
)
from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid, ShownNumber
from csp_desktop.excel.opening.source_files import open_grids
from csp_desktop.excel.recognising.column_mapping import TableMapping
from csp_desktop.periods import FinancialYear

YEAR = FinancialYear(2010)


def bring_in(ws: Workspace, rows: list[tuple[Any, ...]], register: str = "", **uses: str) -> ImportPreview:
    """Import a table; with a register, its columns taken by their letters for "register field quarter"."""
    preview = compare(ws, read_grids([Grid.of_rows("Sheet", rows)], YEAR, remembered_mappings(ws)), "t.xlsx")
    if register:
        (table,) = preview.reading.mapped
        mapping = TableMapping(register, table.mapping.columns, 1.0)
        for letter, use in uses.items():
            mapping = mapping.with_column("ABCDEFGH".index(letter) + 1, *use.split())
        preview = map_table(ws, preview, table, mapping, YEAR)
    cells = preview.as_json()["cells"]
    apply_import(ws, preview)
    assert missing(ws, cells) == []
    return preview


def outcome(preview: ImportPreview, cell: str) -> tuple[str, str]:
    (found,) = [one for one in preview.as_json()["cells"] if one["cell"] == cell]
    return found["outcome"], found["message"]


def test_a_word_under_a_rating_is_not_called_taken(ws: Workspace) -> None:
    preview = bring_in(
        ws,
        [
            ("No.", "Q2", "Timescale", "Q2 RAG", "Q1", "Action"),
            (None, "Mark bicycles", None, "Close the alley", None, "Mark bicycles"),
        ],
    )
    assert outcome(preview, "B2")[0] == "taken"
    kept = [found["narrative"] or "" for found in ws.records("updates")]
    assert outcome(preview, "D2")[0] == ("taken" if "Close the alley" in " ".join(kept) else "asked")


def test_groups_that_name_others_in_their_own_list(ws: Workspace) -> None:
    bring_in(
        ws,
        [("Ref", "Risk description"), ("Mark bicycles", "Mark bicycles")],
        "groups",
        A="groups name",
        B="groups shared_with",
    )
    assert [found["name"] for found in ws.records("groups")] == ["Mark bicycles"]


def test_two_columns_of_leads_are_both_taken_and_remembered(ws: Workspace) -> None:
    ws.apply(
        [
            Insert("agencies", {"name": "Mere Police", "short_name": "Police"}, "police"),
            Insert("agencies", {"name": "Mere Council", "short_name": "Council"}, "council"),
        ]
    )
    heading = ("Action", "Lead partner", "Lead officer", "Timescale")
    uses = {"A": "plan_items title", "B": "plan_items lead_agencies", "C": "plan_items lead_agencies"}
    bring_in(ws, [heading, ("Mark bicycles", "Police", "Council", "June 2010")], "plan_items", **uses)
    bring_in(ws, [heading, ("Light the alleys", "Council", "Police", "June 2010")])
    leads = {found["title"]: found["lead_agencies"] for found in ws.records("plan_items")}
    assert leads["Mark bicycles"] == ("police", "council")
    assert leads["Light the alleys"] == ("council", "police")


def test_two_quarters_never_make_one_update(ws: Workspace) -> None:
    rows = [
        ("Action", "Q1 progress", "Q1 RAG", "Q2 progress", "Q2 RAG"),
        ("Mark bicycles", "Forty marked", "Green", "Six marked", "Red"),
    ]
    uses = {
        "A": "plan_items title",
        "B": "updates narrative",
        "C": "updates rag",
        "D": "updates narrative",
        "E": "updates rag",
    }
    bring_in(ws, rows, "plan_items", **uses)
    found = {one["quarter"]: (one["narrative"], one["rag"]) for one in ws.records("updates")}
    assert found == {"2010-Q1": ("Forty marked", "green"), "2010-Q2": ("Six marked", "red")}


def test_two_texts_stand_under_their_headings(ws: Workspace) -> None:
    rows = [("Action", "Resources", "Equipment"), ("Mark bicycles", "Officer time", "Two marking kits")]
    uses = {"A": "plan_items title", "B": "plan_items resources", "C": "plan_items resources"}
    bring_in(ws, rows, "plan_items", **uses)
    (action,) = [found for found in ws.records("plan_items") if found["title"] == "Mark bicycles"]
    assert action["resources"] == "Resources: Officer time\nEquipment: Two marking kits"


def test_of_two_dates_the_first_is_taken_and_the_second_listed(ws: Workspace) -> None:
    rows = [
        ("Risk", "Review date", "Next meeting", "Likelihood", "Chance"),
        ("The hall floods", "30/06/2010", "30/09/2010", 3, 4),
    ]
    uses = {
        "A": "risks title",
        "B": "risks review_on",
        "C": "risks review_on",
        "D": "risks current_likelihood",
        "E": "risks current_likelihood",
    }
    preview = bring_in(ws, rows, "risks", **uses)
    (risk,) = ws.records("risks")
    assert (risk["review_on"], risk["current_likelihood"]) == ("2010-06-30", 3)
    for cell in ("C2", "E2"):
        kind, message = outcome(preview, cell)
        assert kind == "noted"
        assert message.endswith("holds one value and an earlier cell gave it, so this one was not taken.")


def register_sheets(tmp_path: Path, **changed: Any) -> list[Grid]:
    """Agencies and items of a small file as exported, with cells of the agencies' sheet written over."""
    small = SmallFile(tmp_path / "small.csp")
    with Workspace.create(small.path) as other:
        other.apply(small.changes)
        path = export_registers(other, tmp_path / "out.xlsx", ["agencies", "plans", "plan_items"])
    agencies, *rest = open_grids(path)
    values = dict(agencies.values)
    for cell, value in changed.items():
        place = (int(cell[1:]), "ABCDEFGH".index(cell[0]) + 1)
        values[place] = value
        if value is None:
            del values[place]
    return [replace(agencies, values=values), *rest]


def test_leads_whose_agency_could_not_come_in_are_listed(ws: Workspace, tmp_path: Path) -> None:
    preview = compare(ws, read_grids(register_sheets(tmp_path, B2=None, C2=None), YEAR), "out.xlsx")
    cells = preview.as_json()["cells"]
    apply_import(ws, preview)
    assert missing(ws, cells) == []
    (lead,) = [one for one in cells if (one["sheet"], one["cell"]) == ("Plan items", "M3")]
    assert lead["outcome"] == "asked"


def test_a_date_in_a_column_of_words_is_kept_as_it_is_seen(ws: Workspace, tmp_path: Path) -> None:
    grids = register_sheets(tmp_path, B3=date(2009, 6, 11))
    apply_import(ws, compare(ws, read_grids(grids, YEAR), "out.xlsx"))
    assert "11 June 2009" in [found["name"] for found in ws.records("agencies")]


def test_people_called_alike_are_told_apart_the_second_time(ws: Workspace) -> None:
    rows = [
        ("Job title", "Name", "Telephone", "Organisation"),
        (None, "Town warden", None, "Mark bicycles"),
        ("Warden of the market", "Town warden", None, None),
    ]
    bring_in(ws, rows)
    assert compare(ws, read_grids([Grid.of_rows("Sheet", rows)], YEAR), "t.xlsx").changes == []


def test_a_cell_left_out_whole_is_listed_once(ws: Workspace) -> None:
    rows = [("Ref", "Risk description", None), (None, "Mark bicycles", "Mark bicycles")]
    preview = bring_in(ws, rows, "bids", A="bids project", B="bids project", C="bids joint_with")
    cells = [one["cell"] for one in preview.as_json()["cells"]]
    assert len(cells) == len(set(cells))


def test_a_column_of_another_register_is_left_once_the_register_is_chosen(ws: Workspace) -> None:
    rows = [
        ("No.", "Priority", "Action", "Lead agency", "Timescale", "Q1", "Q2", "Comments"),
        (None, None, None, None, None, None, "Mark bicycles", "Mark bicycles"),
    ]
    preview = bring_in(ws, rows, "agencies", **dict.fromkeys("ABCDEFG", "agencies name"))
    assert outcome(preview, "G2")[0] == "taken"
    assert outcome(preview, "H2")[0] == "noted"
    assert [agency["name"] for agency in ws.records("agencies")] == ["Mark bicycles"]
    assert ws.records("updates") == []


def test_rows_of_one_name_are_each_known_again(ws: Workspace) -> None:
    rows = [
        ("Project", "Funding source", "Provider", "Approved on", "Amount"),
        ("Mark bicycles", "Mark bicycles", None, None, None),
        ("Mark bicycles", None, None, None, "1.1"),
    ]
    bring_in(ws, rows)
    assert {allocation["amount"] for allocation in ws.records("allocations")} == {None, 110}
    again = compare(ws, read_grids([Grid.of_rows("Sheet", rows)], YEAR), "t.xlsx")
    assert again.changes == []


def test_a_second_status_is_noted_in_every_row_it_comes_again_in(ws: Workspace) -> None:
    rows: list[tuple[Any, ...]] = [("Risk", "How it stands", "And now")]
    rows += [(f"The {name} may close", "Open", "Closed") for name in ("pool", "library", "market")]
    preview = bring_in(ws, rows, "risks", A="risks title", B="risks status", C="risks status")
    assert [outcome(preview, f"C{row}")[0] for row in (2, 3, 4)] == ["noted"] * 3
    assert [(risk["status"], risk["notes"]) for risk in ws.records("risks")] == [
        ("open", "And now: Closed")
    ] * 3


def test_a_number_that_shows_its_digits_in_several_ways_keeps_each(ws: Workspace) -> None:
    shown = ("007", "07", "7.0", "07")
    rows: list[tuple[Any, ...]] = [("Ref", "Risk")]
    rows += [(ShownNumber(7, digits), f"School {at} may close") for at, digits in enumerate(shown)]
    bring_in(ws, rows, "risks", A="risks ref", B="risks title")
    assert tuple(risk["ref"] for risk in ws.records("risks")) == shown
