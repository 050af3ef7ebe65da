"""The overview: its numbers, where they lead, and findings accepted with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import SmallFile
from PySide6.QtCore import QPoint, Qt
from shown_tab import shown_tab

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.rules.money.funding_position import stream_positions, together
from csp_desktop.rules.money.underspend import underspends
from csp_desktop.rules.rag import rate
from csp_desktop.rules.risk_scores import positions
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.chips import ChipBar, ChipButton
from csp_desktop.ui.look.reason_dialog import ReasonDialog
from csp_desktop.ui.overview.overview_panels import ReturnsPanel
from csp_desktop.ui.overview.overview_tab import OverviewTab
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.window.frame.context_bar import returns_note


@pytest.fixture
def tab(context: Context, qtbot: object) -> OverviewTab:
    return shown_tab(qtbot, OverviewTab(context), 1400, 900)


def column(table: FactTable, place: int) -> list[str]:
    return [table.fact_at(row, place).text for row in range(table.model().rowCount())]


def counts(chips: ChipBar) -> dict[str, int | None]:
    """What stands on each chip."""
    return {chip.text(): chip.count for chip in chips.findChildren(ChipButton)}


def test_each_priority_stands_with_its_ratings(tab: OverviewTab, context: Context) -> None:
    shown = tab.priorities.facts
    assert shown.model().rowCount() == len(context.records.priorities)
    assert shown.fact_at(0, 1).said.startswith("Q1 2010/11: ")
    assert shown.fact_at(0, 2).said.startswith("Q2 2010/11: ")
    assert column(shown, 0) == [f"{item['ref']} {item['title']}" for item in context.records.priorities]
    counted = sum(segment.value for segment in shown.fact_at(0, 3).segments)
    assert counted == len(shown.fact_at(0, 3).several)


def test_the_headings_of_the_top_cards_stand_level(tab: OverviewTab) -> None:
    tops = {panel: panel.mapTo(tab, QPoint()).y() for panel in tab.panels}
    highest = [panel for panel, top in tops.items() if top == min(tops.values())]
    middles = {
        panel.accessibleName(): panel._heading.mapTo(tab, panel._heading.rect().center()).y()
        for panel in highest
    }
    assert len(middles) == 3 and len(set(middles.values())) == 1, middles


def test_a_step_that_changes_the_plan_itself_is_shown_once(
    tab: OverviewTab, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(tab, "refresh", lambda: shown.append(context.records.plan["title"]))
    context.apply([Update("plans", context.plan_id, {"title": "Safer Anytown"})])
    assert shown == ["Safer Anytown"]


def test_another_quarter_is_shown_at_once(tab: OverviewTab, context: Context) -> None:
    before = tab.returns.accessibleName()
    context.choose_quarter(Quarter.parse("2010-Q1"))
    assert before == "Returns for Q2" and tab.returns.accessibleName() == "Returns for Q1"


def test_every_fact_of_every_card_leads_somewhere(tab: OverviewTab) -> None:
    facts = [
        table.fact_at(row, place)
        for table in tab.findChildren(FactTable)
        for row in range(table.model().rowCount())
        for place in range(table.model().columnCount())
    ]
    assert any(fact.opens for fact in facts)
    assert [
        fact for fact in facts if not (fact.opens or fact.several or fact.text in ("no actions", ""))
    ] == []


def test_a_risk_opens_its_record(tab: OverviewTab, context: Context, qtbot: object) -> None:
    above = [one for one in positions(context.records, context.quarter, context.today) if one.above_appetite]
    assert tab.risks.facts.model().rowCount() >= len(above) > 0
    highest = max(above, key=lambda one: one.score or 0)
    tab.risks.facts.setFocus()
    with qtbot.waitSignal(context.opened) as asked:
        qtbot.keyClick(tab.risks.facts, Qt.Key.Key_Return)
    assert asked.args[0] == "risks"
    assert context.records.risk[asked.args[1]]["title"] == tab.risks.facts.fact_at(0, 0).text
    assert tab.risks.facts.fact_at(0, 1).text == str(highest.score)


def test_off_target_tells_the_rule(tab: OverviewTab) -> None:
    whys = column(tab.off_target.facts, 3)
    assert whys and all("red" in why or "amber" in why for why in whys)


def test_off_target_stands_worst_first(tab: OverviewTab, context: Context) -> None:
    facts = tab.off_target.facts
    titles = {f"{one['ref']} {one['title']}": one for one in context.records.indicators}
    rated = [rate(context.records, titles[title], context.quarter) for title in column(facts, 0)]
    assert [facts.fact_at(row, 3).mark for row in range(len(rated))] == [rating.rag for rating in rated]
    order = [(rating.rag != "red", -rating.off) for rating in rated]
    assert order == sorted(order) and len(set(order)) > 2


def test_contextual_indicators_lack_no_figure(tab: OverviewTab, context: Context) -> None:
    records = context.records
    unmeasured = [
        one
        for one in records.indicators
        if not one["contextual"] and records.measurement(one["id"], context.quarter) is None
    ]
    assert tab.off_target.rest.fact_at(0, 2).text == f"{len(unmeasured)} without a figure"
    leads = [tab.off_target.rest.fact_at(0, place).opens.chip for place in range(3)]
    assert [chip for _, chip in leads] == ["On target", "Not rated", "No figure this quarter"]
    context.apply([Update("indicators", unmeasured[0]["id"], {"contextual": True})])
    assert tab.off_target.rest.fact_at(0, 2).text == f"{len(unmeasured) - 1} without a figure"


def test_a_risk_that_rose_is_told_as_bad_and_one_that_fell_as_good(
    tab: OverviewTab, context: Context
) -> None:
    above = [
        stands
        for stands in positions(context.records, context.quarter, context.today)
        if stands.above_appetite and stands.risk["status"] == "open"
    ]
    for row, (likelihood, look) in enumerate([(5, "late"), (4, "good")]):
        stands = above[row]
        for quarter, placed in (
            (context.quarter.previous, 9 - likelihood),
            (context.quarter, likelihood),
        ):
            review = context.records.review(stands.risk["id"], quarter)
            at = {"likelihood": placed, "impact": 5}
            context.apply(
                [Update("risk_reviews", review["id"], at)]
                if review
                else [Insert("risk_reviews", {"risk": stands.risk["id"], "quarter": quarter.code, **at})]
            )
        facts = tab.risks.facts
        place = column(facts, 0).index(stands.risk["title"])
        assert facts.fact_at(place, 1).tail_look == look


def test_money_tells_what_is_free(tab: OverviewTab, context: Context) -> None:
    year = FinancialYear(context.quarter.year)
    whole = together(stream_positions(context.records, year, context.quarter))
    spent, committed, free, available = map(
        format_money, (whole.spent, whole.committed, whole.left, whole.available)
    )
    figure = tab.money.figure.fact_at(0, 0)
    assert (figure.text, figure.tail) == (spent, f"of {available} spent, half of the year gone")
    unspent = underspends(context.records, context.quarter, context.today)
    radar = tab.money.radar
    assert column(radar, 0)[:3] == [one.words for one in unspent[:3]]
    rest = format_money(sum(one.left_over for one in unspent[3:]))
    assert column(radar, 0)[3:] == [f"{rest} more in {len(unspent) - 3} other streams looks unspent."]
    assert [tab.money.legend.fact_at(0, place).text for place in (0, 1)] == [
        f"committed {committed}",
        f"free {free}",
    ]


def test_findings_are_kept_apart(tab: OverviewTab, context: Context, qtbot: object) -> None:
    found = findings(context.records, context.quarter, context.today)
    first = column(tab.checks.facts, 0)
    assert len(found) > 12 >= len(first) > 0
    assert first == sorted(first, key=["Error", "Query", "Note"].index)
    assert (
        first[0] == {"error": "Error", "query": "Query"}[min(one.kind for one in found if not one.accepted)]
    )
    tab.checks.chips.choose("query")
    tab.checks.more.click()
    queries = [one for one in found if one.kind == "query" and not one.accepted]
    assert column(tab.checks.facts, 1) == [one.message for one in queries]
    assert set(column(tab.checks.facts, 0)) == {"Query"}


def test_a_finding_is_accepted_with_a_reason_and_taken_back(
    tab: OverviewTab, context: Context, qtbot: object
) -> None:
    checks = tab.checks
    assert not checks.accept.isEnabled()
    before = counts(checks.chips)
    message = checks.facts.fact_at(0, 1).text
    checks.facts.go_to(0)
    checks.accept.click()
    dialog = checks.findChild(ReasonDialog)
    assert not dialog.confirm.isEnabled()
    qtbot.keyClicks(dialog.reason, "  known; the county has the figures ")
    dialog.confirm.click()
    accepted = context.records.accepted_findings
    assert [one["reason"] for one in accepted] == ["known; the county has the figures"]
    assert message not in column(checks.facts, 1)
    after = counts(checks.chips)
    assert (after["Open"], after["Accepted"]) == (before["Open"] - 1, before["Accepted"] + 1)
    assert after["Open"] == after["Errors"] + after["Queries"] + after["Notes"]
    checks.chips.choose("accepted")
    assert column(checks.facts, 1) == [message]
    assert "known; the county has the figures" in checks.facts.fact_at(0, 1).under
    assert tab.reveal("accepted_findings", accepted[0]["id"])
    checks.accept.click()
    assert context.records.accepted_findings == []
    context.undo()
    assert len(context.records.accepted_findings) == 1


@pytest.mark.parametrize(("width", "columns"), [(1400, 3), (900, 2), (600, 1)])
def test_cards_stand_in_as_many_columns_as_have_room(
    tab: OverviewTab, qtbot: object, width: int, columns: int
) -> None:
    tab.resize(width, 800)
    qtbot.waitUntil(lambda: len({panel.mapTo(tab, QPoint()).x() for panel in tab.panels}) == columns)


def test_returns_tell_the_deadline(tab: OverviewTab, context: Context) -> None:
    records = context.records
    plan, agencies = records.plan["id"], records.agencies
    for place, (state, due) in enumerate(
        [
            ("applied", "2010-10-15"),
            ("sent", "2010-10-15"),
            ("prepared", "2010-10-01"),
            ("waived", "2010-10-01"),
        ]
    ):
        context.apply(
            [
                Insert(
                    "returns",
                    {
                        "plan": plan, "quarter": "2010-Q2", "agency": agencies[place]["id"],
                        "return_code": f"T-{place}", "due_on": due, "state": state,
                    },
                )
            ]
        )  # fmt: skip
    fact = tab.returns.figure.fact_at(0, 0)
    assert fact.text == "1" and "of 3 in" in fact.tail and "2 late by 18 days" in fact.tail
    assert column(tab.returns.facts, 1) == ["18 days late", "4 days late", "In"]
    assert fact.opens.chip == ("Returns", "Late")


def test_a_return_that_came_back_in_part_is_told(qtbot: object, small: SmallFile, tmp_path: Path) -> None:
    context = Context(Workspace.open(small.path, backup=False), today=date(2010, 10, 19))
    (exported,) = export_returns(
        context.workspace, small.plan, Quarter.parse("2010-Q2"), tmp_path / "out", ("Police",)
    )
    context.choose_quarter(Quarter.parse("2010-Q2"))
    words = {"quarter": "2010-Q2", "narrative": "Forty marked."}
    last = Insert("updates", {"item": small.other, **words})
    context.apply(
        [
            Insert("updates", {"item": small.action, **words, "rag": "green"}),
            last,
            Update("returns", exported.return_id, {"state": "applied"}),
        ]
    )
    panel = ReturnsPanel(context)
    qtbot.addWidget(panel)
    panel.fill(context.records, context.quarter)
    assert column(panel.facts, 1) == ["In part"] and panel.figure.fact_at(0, 0).tail.endswith("1 in part")
    assert returns_note(context) == ("Returns: 1 of 1 in · 1 in part", "amber")
    # While another is out, when that is due is told first.
    other = Insert(
        "returns",
        {
            "plan": small.plan, "quarter": "2010-Q2", "agency": small.council, "return_code": "T", "state": "sent",
            "due_on": "2010-10-22",
        },
    )  # fmt: skip
    context.apply([other])
    panel.fill(context.records, context.quarter)
    assert panel.figure.fact_at(0, 0).tail == "of 2 in    due 22 Oct 2010, 3 days to go"
    context.undo()
    context.apply([Update("updates", last.id, {"rag": "red"})])
    panel.fill(context.records, context.quarter)
    assert column(panel.facts, 1) == ["In"] and panel.figure.fact_at(0, 0).tail.endswith("all in")
    assert returns_note(context) == ("All 1 returns in", "green")
    context.close()


def test_nothing_is_accepted_in_a_file_opened_to_read(sample_file: Path, qtbot: object) -> None:
    context = Context(Workspace.open(sample_file, read_only=True), today=date(2010, 10, 19))
    tab = OverviewTab(context)
    qtbot.addWidget(tab)
    tab.show()
    tab.checks.facts.go_to(0)
    assert tab.checks.facts.chosen_rows == {0} and not tab.checks.accept.isEnabled()
    context.close()


def test_several_findings_are_accepted_with_one_reason(tab: OverviewTab, context: Context) -> None:
    checks = tab.checks
    checks.chips.choose("query")
    messages = column(checks.facts, 1)[:3]
    checks.facts.setFocus()
    for row in (0, 1, 2, 1):
        checks.facts.picked_too.emit(row)
    assert checks.facts.chosen_rows == {0, 2} and checks.accept.text() == "Accept 2 with a reason…"
    checks.accept.click()
    dialog = checks.findChild(ReasonDialog)
    dialog.reason.setPlainText("agreed at the meeting in October")
    dialog.accept()
    accepted = {one["message"]: one["reason"] for one in context.records.accepted_findings}
    assert accepted == dict.fromkeys([messages[0], messages[2]], "agreed at the meeting in October")
    assert context.workspace.undoable == "accepted 2 findings"
    context.undo()
    assert context.records.accepted_findings == []


def test_a_click_looks_at_a_finding_and_it_is_settled_where_it_stands(
    tab: OverviewTab, context: Context, qtbot: object
) -> None:
    checks, gone = tab.checks, []
    context.opened.connect(lambda *to: gone.append(to))
    checks.more.click()
    fields = [finding.field for finding in checks._shown]
    row = next(
        at
        for at, finding in enumerate(checks._shown)
        if finding.register == "plan_items" and finding.field == "due_on"
    )
    finding = checks._shown[row]
    where = checks.facts.visualRect(checks.facts.model().index(row, 1)).center()
    qtbot.mouseClick(checks.facts.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not gone and checks.look.isVisible() and checks.look.why.text() == finding.why, fields
    box = checks.look.form.box("due_on")
    box.set_text("1/3/2011")
    box.committed.emit("1/3/2011")
    assert context.workspace.record("plan_items", finding.record)["due_on"] == "2011-03-01"
    checks.look.go.click()
    assert gone in ([], [("plan_items", finding.record)])
