"""Registers and tables made by others brought in by a mapping of their columns, which is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from sheets_brought_in import book, bring_in

from csp_desktop.editing.bringing_in.plan_import import apply_import, map_table, preview_import
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import WorkbookProblem
from csp_desktop.keeping_all import keeping_all
from csp_desktop.periods import FinancialYear

YEAR = FinancialYear(2010)


RISKS = [
    (None, "Risk register 2010/11"),
    (),
    (None, "Ref", "Description of risk", "Inherent risk", None, None, "Existing controls", "Residual risk", None, None, "Owner", "Review date", "RAG"),
    (None, None, None, "Likelihood", "Impact", "Score", None, "Likelihood", "Impact", "Score"),
    (None, "People"),
    (None, "R1", "Our analyst leaves", "High", "Medium", 15, "Train two people\nKeep notes", "Medium", "Medium", 9, "MDC", "31/03/2011", "A"),
    (None, "R2", "The grant is cut", "High", "High", 25, "Ask early", "High", "High", 25, "Police", "June 2010", "R"),
    (None, None, None, None, None, None, "Look for a reserve"),
    (None, "Money"),
    (None, "R3", "A bank error", "Low", "High", 5, "• Check monthly\n• Two signatures", "Low", "Low", 1, "Treasurer", "tbc", "G"),
    (),
    (None, "Total", None, None, None, 45),
]  # fmt: skip


def test_a_risk_register_with_scores_in_words(ws: Workspace, tmp_path: Path) -> None:
    preview = bring_in(ws, book(tmp_path / "risks.xlsx", RISKS, ("D3:F3", "H3:J3")))
    assert preview.layout == "mapped"
    risks = {found["ref"]: found for found in ws.records("risks")}
    first = risks["R1"]
    assert (first["inherent_likelihood"], first["inherent_impact"]) == (5, 3)
    assert (first["current_likelihood"], first["current_impact"]) == (3, 3)
    assert (first["category"], first["owner"], first["review_on"]) == ("People", "MDC", "2011-03-31")
    assert risks["R2"]["review_on"] == "2010-06-30"
    actions = {
        ref: [found["title"] for found in ws.records("mitigations", {"risk": risk["id"]}, ("position",))]
        for ref, risk in risks.items()
    }
    assert actions == {
        "R1": ["Train two people", "Keep notes"],
        "R2": ["Ask early", "Look for a reserve"],
        "R3": ["Check monthly", "Two signatures"],
    }
    cells = preview.as_json()["cells"]
    assert not [cell for cell in cells if cell["outcome"] == "asked"]
    (later,) = [cell for cell in cells if cell["text"] == "tbc"]
    assert (later["outcome"], later["message"]) == ("ignored", "“tbc” says nothing.")


def test_a_preview_nobody_keeps_is_gone_at_once(ws: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path / "risks.xlsx", RISKS, ("D3:F3", "H3:J3"))
    with keeping_all():
        preview = preview_import(ws, path, year=YEAR)
        read, in_cells = ref(preview.reading), ref(preview.reading.cells)
        del preview
        assert (read(), in_cells()) == (None, None)


def test_an_action_table_with_priorities_leads_and_progress(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Priority", "Action", "Lead", "By when", "Q1", "Q1 RAG", "Doing well?"),
        ("Burglary", "Mark bikes", "Police", "June 2010", "Forty marked", "G", "yes"),
        (None, "Gate the alleys", "MDC, Police", "Ongoing", None, "Amber", None),
        ("Abuse", "Train nurses", "PCT", "31/12/2010", "Booked", None, None),
    ]
    preview = bring_in(ws, book(tmp_path / "actions.xlsx", rows))
    items = {found["title"]: found for found in ws.records("plan_items")}
    assert items["Gate the alleys"]["parent"] == items["Burglary"]["id"]
    assert items["Mark bikes"]["due_on"] == "2010-06-30"
    assert len(items["Gate the alleys"]["lead_agencies"]) == 2
    updates = {found["item"]: found for found in ws.records("updates")}
    marked = updates[items["Mark bikes"]["id"]]
    assert (marked["quarter"], marked["narrative"], marked["rag"]) == ("2010-Q1", "Forty marked", "green")
    assert updates[items["Gate the alleys"]["id"]]["rag"] == "amber"
    assert {cell["cell"] for cell in preview.as_json()["cells"] if cell["outcome"] == "noted"} == {"G2"}
    assert items["Mark bikes"]["notes"] == "Doing well?: yes"


def test_indicators_with_quarters_percentages_and_tbc(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Indicator", "Baseline", "Target", "Q1", "Q2", "Lead agency"),
        ("NI 1", "Thefts from vans", 594, "10% reduction (535)", 141, 146, "Police"),
        ("NI 2", "People who feel safe", "13.9%", "TBC", "TBC", None, "MDC"),
    ]
    bring_in(ws, book(tmp_path / "indicators.xlsx", rows))
    found = {one["ref"]: one for one in ws.records("indicators")}
    assert (found["NI 1"]["target_kind"], found["NI 1"]["target_value"]) == ("percent change", -10)
    assert found["NI 1"]["stated_target"] == "10% reduction (535)"
    assert (found["NI 2"]["unit"], found["NI 2"]["baseline_value"], found["NI 2"]["target_kind"]) == (
        "percent",
        13.9,
        "value",
    )
    values = {
        (one["indicator"], one["quarter"]): (one["value_state"], one["value"])
        for one in ws.records("measurements")
    }
    assert values == {
        (found["NI 1"]["id"], "2010-Q1"): ("known", 141),
        (found["NI 1"]["id"], "2010-Q2"): ("known", 146),
        (found["NI 2"]["id"], "2010-Q1"): ("TBC", None),
    }


def test_what_a_document_gives_away_beyond_its_stream_comes_in_as_it_stands(
    ws: Workspace, tmp_path: Path
) -> None:
    home = ws.records("partnerships")[0]["id"]
    ws.apply(
        [
            Insert(
                "funding_streams",
                {"partnership": home, "name": "Home Office", "year": 2010, "amount": 100_00},
            )
        ]
    )
    rows = [
        ("Project", "Funding stream", "Amount", "Status"),
        ("Marshals", "Home Office", "£4,500", "Approved"),
        ("Alarms", "Home Office", "£2,000", "Approved"),
    ]
    bring_in(ws, book(tmp_path / "funding.xlsx", rows))
    assert {(found["amount"], found["status"]) for found in ws.records("allocations")} == {
        (4_500_00, "approved"),
        (2_000_00, "approved"),
    }


def test_funding_with_streams_money_and_totals(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Funding 2010/11",),
        ("Project", "Funding stream", "Amount", "Provider", "Balance"),
        ("Marshals", "Home Office", "£4,500", "Taxi firm", 100),
        ("Alarms", "PRG", "2k", "Victim support", 0),
        ("Lights", "Home Office", "soon", None, None),
        ("TOTAL", None, "£6,500"),
    ]
    path = book(tmp_path / "funding.xlsx", rows)
    preview = preview_import(ws, path)
    assert preview.counts["funding_streams"]["new"] == 2
    streams = {found.values["name"] for found in preview.proposals if found.register == "funding_streams"}
    assert streams == {"Home Office", "PRG"}
    listed = {cell["cell"]: cell for cell in preview.as_json()["cells"]}
    assert "not an amount" in listed["C5"]["message"]
    assert listed["C6"]["outcome"] == "ignored"


def test_ratings_told_by_colour(ws: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "colours.xlsx",
        [("Action", "By when", "RAG"), ("Mark bikes", "Ongoing"), ("Gate alleys", "Ongoing")],
    )
    from openpyxl import load_workbook

    made = load_workbook(path)
    made.active["C2"].fill = PatternFill("solid", fgColor="00B050")  # type: ignore[index]
    made.active["C3"].fill = PatternFill("solid", fgColor="FFC000")  # type: ignore[index]
    made.save(path)
    bring_in(ws, path)
    assert sorted(found["rag"] for found in ws.records("updates")) == ["amber", "green"]


def test_a_mapping_somebody_changed_is_remembered(ws: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "odd.xlsx",
        [
            ("Ref", "Thing to do", "Whose job"),
            ("1", "Mark the bicycles", "Police"),
            ("2", "Gate the alleys", "MDC"),
        ],
    )
    preview = preview_import(ws, path, year=YEAR)
    (table,) = preview.reading.mapped
    mapping = table.mapping
    mapping = type(mapping)("plan_items", mapping.columns)
    mapping = mapping.with_column(1, "plan_items", "ref").with_column(2, "plan_items", "title")
    mapping = mapping.with_column(3, "plan_items", "lead_agencies")
    changed = map_table(ws, preview, table, mapping, YEAR)
    assert changed.counts["plan_items"]["new"] == 3
    assert changed.counts["agencies"]["new"] == 2
    apply_import(ws, changed)
    assert len(ws.records("import_layouts")) == 1
    again = preview_import(ws, path, year=YEAR)
    assert again.reading.mapped[0].mapping.columns[1].field == "title"
    assert again.changes == []


def test_an_unknown_table_is_listed_whole(ws: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "stars.xlsx", [("Planet", "Moons", "Rings"), ("Mars", 2, "no"), ("Saturn", 82, "yes")]
    )
    preview = preview_import(ws, path, year=YEAR)
    assert preview.changes == []
    cells = preview.as_json()["cells"]
    assert sum(cell["outcome"] == "asked" for cell in cells) == 6
    assert all(cell["message"] for cell in cells)


def test_agencies_listed_and_named_in_one_workbook_are_one(ws: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "both.xlsx",
        [
            ("Action", "Lead agency", "By when"),
            ("Mark bikes", "Town Police", "Ongoing"),
            ("Gate alleys", "MDC", "Ongoing"),
        ],
    )
    from openpyxl import load_workbook

    made = load_workbook(path)
    sheet = made.create_sheet("Agencies")
    for row in (
        ("Agency", "Short name"),
        ("Town Police", "Police"),
        ("Meadow District Council", "MDC"),
        ("Town Police", "Police"),
    ):
        sheet.append(row)
    made.save(path)
    bring_in(ws, path)
    agencies = ws.records("agencies")
    assert sorted(found["short_name"] for found in agencies) == ["MDC", "Police"]
    assert {found["kind"] for found in agencies} == {"responsible authority"}


def test_a_return_is_sent_to_where_it_belongs(ws: Workspace, tmp_path: Path) -> None:
    made = Workbook()
    made.active.title = "Start here"  # type: ignore[union-attr]
    made.active.append(["Quarterly return"])  # type: ignore[union-attr]
    made.create_sheet("_meta").append(["A123"])
    made.save(tmp_path / "return.xlsx")
    with pytest.raises(WorkbookProblem, match="return"):
        preview_import(ws, tmp_path / "return.xlsx")


def test_a_sheet_by_name(ws: Workspace, tmp_path: Path) -> None:
    path = book(tmp_path / "risks.xlsx", RISKS, ("D3:F3", "H3:J3"), name="Register")
    assert preview_import(ws, path, sheet="register", year=YEAR).counts["risks"]["new"] == 3
    with pytest.raises(WorkbookProblem, match="“Register”"):
        preview_import(ws, path, sheet="Riks")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"%PDF-1.4"])
def test_what_cannot_be_read_is_said_in_a_sentence(ws: Workspace, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookProblem) as problem:
        preview_import(ws, path)
    assert problem.value.sentence.startswith("“plan.xlsx”")
    assert ws.records("plans") == []


def test_several_columns_may_tell_of_one_cause_and_controls_are_kept_apart(
    ws: Workspace, tmp_path: Path
) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Risk_ID", "Threat", "Vulnerability", "Likelihood (1-5)", "Impact (1-5)", "Controls", "Mitigation plan", "Risk_Score"),
        ("R1", "Vans stolen from the yard", "No lock on the yard gate", 4, 3, "Night patrols", "Fit a lock", 12),
        ("R2", "Files lost in a fire", "Paper files only", 2, 5, "Smoke alarms", "Scan the files", 10),
    ]  # fmt: skip
    bring_in(ws, book(tmp_path / "threats.xlsx", rows, name="Risks"))
    first = {found["ref"]: found for found in ws.records("risks")}["R1"]
    assert (first["title"], first["cause"]) == ("Vans stolen from the yard", "No lock on the yard gate")
    kinds = {found["title"]: found["kind"] for found in ws.records("mitigations", {"risk": first["id"]})}
    assert kinds == {"Night patrols": "existing control", "Fit a lock": "planned action"}


def test_chances_in_per_cent_and_text_in_two_columns(ws: Workspace, tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        ("Ref", "Risk", "Root cause", "Trigger", "Probability", "Impact"),
        ("1", "The hall floods again", "Blocked drains nearby", "A week of heavy rain", "40%", "Major"),
        ("2", "The clerk falls ill", "Nobody shares the work", "The winter season", "90%", "Minor"),
    ]
    preview = bring_in(ws, book(tmp_path / "chances.xlsx", rows))
    found = {one["ref"]: one for one in ws.records("risks")}
    assert (found["1"]["current_likelihood"], found["1"]["current_impact"]) == (3, 4)
    assert found["2"]["current_likelihood"] == 5
    assert (found["1"]["cause"], found["1"]["notes"]) == (
        "Blocked drains nearby",
        "Probability: 40%\nTrigger: A week of heavy rain",
    )
    listed = {cell["cell"]: cell["message"] for cell in preview.as_json()["cells"]}
    assert "3 of 5" in listed["E2"]
