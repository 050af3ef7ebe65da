"""The overview: its numbers, where they lead, and findings accepted with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from csp_desktop.periods import Quarter
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.rules.risk_scores import positions
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.reason_dialog import ReasonDialog
from csp_desktop.ui.overview.overview_tab import OverviewTab
from csp_desktop.ui.painted.fact_table import FactTable


@pytest.fixture
def tab(context: Context, qtbot: object) -> OverviewTab:
    made = OverviewTab(context)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    return made


def column(table: FactTable, place: int) -> list[str]:
    return [table.fact_at(row, place).text for row in range(table.model().rowCount())]


def test_each_priority_stands_with_its_ratings(tab: OverviewTab, context: Context) -> None:
    shown = tab.priorities.facts
    assert shown.model().rowCount() == len(context.records.priorities)
    assert shown.fact_at(0, 1).said.startswith("Q1 2010/11: ")
    assert shown.fact_at(0, 2).said.startswith("Q2 2010/11: ")
    counted = sum(segment.value for segment in shown.fact_at(0, 3).segments)
    assert counted == len(shown.fact_at(0, 3).several)


def test_another_quarter_is_shown_at_once(tab: OverviewTab, context: Context) -> None:
    before = tab.returns.accessibleName()
    context.choose_quarter(Quarter.parse("2010-Q1"))
    assert before == "Returns for Q2" and tab.returns.accessibleName() == "Returns for Q1"


def test_every_fact_of_every_card_leads_somewhere(tab: OverviewTab) -> None:
    for table in tab.findChildren(FactTable):
        for row in range(table.model().rowCount()):
            for place in range(table.model().columnCount()):
                fact = table.fact_at(row, place)
                assert fact.opens or fact.several or fact.text in ("no actions", ""), fact


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


def test_findings_are_kept_apart(tab: OverviewTab, context: Context, qtbot: object) -> None:
    found = findings(context.records, context.quarter, context.today)
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
    from csp_desktop.editing.changes import Insert

    records = context.records
    plan, agencies = records.plan["id"], records.agencies
    for place, (state, due) in enumerate([("applied", "2010-10-15"), ("sent", "2010-10-15")]):
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
    assert fact.text == "1" and "of 2 in" in fact.tail and "1 late by 4 days" in fact.tail
    assert column(tab.returns.facts, 1) == ["4 days late", "In"]
    assert fact.opens.chip == ("Returns", "Late")
