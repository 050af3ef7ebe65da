"""Words typed where a value is asked for: put into the row's box for words by one key, with the value where it is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from returning_partner import ReportingPlan, answer, take_in, update_of

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.settling import settle
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.fields import Value

UPDATES = "Action updates"
KITS = "Property marking kits"


def asked(ws: Workspace, path: Path) -> dict[str, ReturnFinding]:
    return {found.returned: found for found in preview_returns(ws, [path]).findings if found.question}


@pytest.mark.parametrize(
    ("cell", "words", "value", "box"),
    [
        ((UPDATES, "1.2", "RAG"), "Amber. Two families moved away, CPS deciding", "amber", "narrative"),
        ((UPDATES, "1.2", "RAG"), "Amber - staffing", "amber", "narrative"),
        ((UPDATES, "1.2", "RAG"), "Red (delayed)", "red", "narrative"),
        ((UPDATES, "1.2", "RAG"), "Two families moved away, CPS deciding", None, "narrative"),
        ((UPDATES, "1.2", "New due date"), "slipped, hall double booked", None, "narrative"),
        (("Indicators", "NI 16", "Actual"), "498 (Dec incomplete, final due 12 Jan)", 498, "note"),
        (("Indicators", "NI 16", "Actual"), "Not released by headquarters", None, "note"),
        (("Risks", "R1", "Likelihood"), "2 - new co-ordinator in post", 2, "comment"),
        (("Risks", "R1", "Impact"), "Unlikely now the post is filled", None, "comment"),
        (("Mitigations", "R1", "Status"), "Agreed on 12 October", None, "progress"),
        (("Funding", KITS, "Spent this quarter"), "Invoice to follow", None, "note"),
        (("Log", "4", "Status"), "Waiting for the county's protocol", None, "narrative"),
    ],
)
def test_words_in_place_of_a_value_or_beside_it_have_a_box(
    ws: Workspace, form: Path, cell: tuple[str, str, str], words: str, value: Value, box: str
) -> None:
    found = asked(ws, answer(form, {cell: words}))[words]
    assert (found.value, found.takeable, found.words_into["key"]) == (value, value is not None, box)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        *(((UPDATES, "1.2", "RAG"), words) for words in ("gren", "AMBER*", "green (was amber)", "Green (on track)", "Amber.")),
        *(((UPDATES, "1.2", "New due date"), words) for words in ("end of Sept", "Friday 1 April", "ditto", "TBC")),
        *((("Indicators", "NI 16", "Actual"), words) for words in ("c. 40", "40 (was 35)", "???", "5OO")),
        (("Funding", KITS, "Spent this quarter"), "£2k spent"),
        ((UPDATES, "1.2", "Update"), "ditto"),
    ],
)  # fmt: skip
def test_a_value_in_words_of_their_own_leaves_nothing_to_put_elsewhere(
    ws: Workspace, form: Path, cell: tuple[str, str, str], words: str
) -> None:
    assert not asked(ws, answer(form, {cell: words}))[words].words_into


def test_the_value_is_taken_and_the_words_are_added_to_the_update(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    words = "Amber. Two families moved away"
    filled = answer(form, {(UPDATES, "1.2", "RAG"): words, (UPDATES, "1.2", "Update"): "Lamps lit."})
    preview = preview_returns(ws, [filled])
    (found,) = [found for found in preview.findings if found.question]
    found.decision = "beside"
    apply_returns(ws, preview)
    update = update_of(ws, plan.items[1])
    assert (update["rag"], update["narrative"]) == ("amber", f"Lamps lit.\n{words}")
    assert ws.records("returns")[0]["state"] == "applied"
    again = preview_returns(ws, [answer(form, {(UPDATES, "1.2", "New due date"): "30/09/2010"}, "b.xlsx")])
    assert not [found for found in again.findings if found.question]


@pytest.mark.parametrize(
    ("cell", "words", "register", "field"),
    [
        ((UPDATES, "1.2", "RAG"), "Two families moved away", "updates", "narrative"),
        (("Funding", KITS, "Spent this quarter"), "Invoice to follow", "funding_entries", "note"),
        (("Indicators", "NI 16", "Actual"), "Not released by headquarters", "measurements", "note"),
    ],
)
def test_words_alone_are_put_into_their_box_later(
    ws: Workspace, plan: ReportingPlan, form: Path, cell: tuple[str, str, str], words: str, register: str, field: str
) -> None:  # fmt: skip
    take_in(ws, answer(form, {cell: words}))
    assert ws.records("returns")[0]["state"] == "received"
    (question,) = open_questions(ws, plan.plan)
    settle(ws, question.file_id, question.index, "beside")
    assert [record[field] for record in ws.records(register) if record[field] == words] == [words]
    assert ws.records("returns")[0]["state"] == "applied"
    ws.undo()
    assert not [record for record in ws.records(register) if record[field] == words]


def test_words_beside_a_value_are_settled_with_it(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    words = "498 (September incomplete, final due 12 October)"
    take_in(ws, answer(form, {("Indicators", "NI 16", "Actual"): words}))
    (question,) = open_questions(ws, plan.plan)
    settle(ws, question.file_id, question.index, "beside")
    (measured,) = ws.records("measurements", {"indicator": plan.indicator, "quarter": "2010-Q2"})
    assert (measured["value"], measured["note"]) == (498, words)
