"""Cells that point elsewhere: that nothing has changed since, or that the row above says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from returning_partner import Q2, ReportingPlan, answer, of, send, take_in, update_of

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.workspace import Insert, Workspace

UPDATES = "Action updates"
WORDS = (
    "No change", "no changes.", "Unchanged", "as last quarter", "No change since Q1", "remains the same",
    "As per last quarter", "as previously reported", "Same as Q1", "No further update", "Nothing to report this quarter",
)  # fmt: skip


def only(ws: Workspace, form: Path, place: tuple[str, str, str], words: str) -> ReturnFinding:
    preview = preview_returns(ws, [answer(form, {place: words})])
    (found,) = [one for one in preview.findings if one.returned == words]
    counts = conservation(preview.findings)
    assert counts["filled"] == sum(count for kind, count in counts.items() if kind != "filled")
    return found


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    "place",
    [
        (UPDATES, "1.3", "New due date"),
        ("Indicators", "NI 16", "Provisional"),
        (UPDATES, "1.1", "RAG"),
        ("Mitigations", "R1", "Status"),
        ("Mitigations", "R1", "Progress"),
    ],
)
def test_what_was_sent_and_a_day_or_yes_or_no_stand(
    ws: Workspace, form: Path, place: tuple[str, str, str], words: str
) -> None:
    found = only(ws, form, place, words)
    assert (found.outcome, found.message) == ("unchanged", "It says that nothing has changed.")


def test_a_nought_that_was_sent_stands(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    ws.apply(
        [Insert("measurements", {"indicator": plan.indicator, "quarter": Q2.code, "value": 0.0})], "key in"
    )
    form = send(ws, plan, tmp_path / "out")
    assert only(ws, form, ("Indicators", "NI 16", "Actual"), "No change").outcome == "unchanged"


@pytest.mark.parametrize(
    ("place", "meant"),
    [((UPDATES, "1.2", "RAG"), "red"), (("Risks", "R1", "Likelihood"), 4), (("Risks", "R1", "Impact"), 3)],
)  # fmt: skip
def test_the_rating_or_score_of_the_quarter_before_is_suggested(
    ws: Workspace, form: Path, place: tuple[str, str, str], meant: object
) -> None:
    found = only(ws, form, place, "No change")
    assert (found.outcome, found.value, found.takeable) == ("ask", meant, True)
    assert found.message.startswith("“No change”: in Q1 it was ")
    assert not found.words_into  # they tell nothing beside it


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((UPDATES, "1.3", "RAG"), "No change"),
        ((UPDATES, "1.2", "RAG"), "same"),
        (("Indicators", "NI 16", "Actual"), "No change"),
    ],
)
def test_where_nothing_says_what_it_was_it_cannot_be_read(
    ws: Workspace, form: Path, place: tuple[str, str, str], words: str
) -> None:
    assert only(ws, form, place, words).outcome == "rejected"


@pytest.mark.parametrize("words", ["No change - we await the funding", "Nothing was reported this quarter"])
def test_words_that_tell_more_take_the_place_of_what_was_sent(ws: Workspace, form: Path, words: str) -> None:
    assert only(ws, form, ("Mitigations", "R1", "Progress"), words).outcome == "changed"


def test_over_what_was_filled_in_for_the_quarter_it_is_asked_about(ws: Workspace, form: Path) -> None:
    found = only(ws, form, (UPDATES, "1.1", "Update"), "No change")
    assert (found.outcome, found.value, found.current) == ("ask", "No change", "Sixty by August.")
    assert found.message == "“No change” stands over what was filled in. Is it to replace that?"


@pytest.mark.parametrize("words", ["-", "n/a", ".", "None"])
@pytest.mark.parametrize("place", [(UPDATES, "1.1", "Update"), ("Mitigations", "R1", "Progress")])
def test_a_dash_over_words_that_were_sent_is_asked_about(
    ws: Workspace, form: Path, place: tuple[str, str, str], words: str
) -> None:
    found = only(ws, form, place, words)
    assert (found.outcome, found.value, found.takeable) == ("ask", words, True)
    assert found.message == f"“{words}” stands over what was filled in. Is it to replace that?"


def test_in_an_empty_box_for_words_it_is_the_answer(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    take_in(ws, answer(form, {(UPDATES, "1.3", "Update"): "No change"}))
    assert update_of(ws, plan.items[2])["narrative"] == "No change"


def test_a_date_of_the_version_before_stands(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    place = (UPDATES, "1.3", "New due date")
    take_in(ws, answer(form, {place: "31/12/2010"}, "v1.xlsx"))
    preview = take_in(ws, answer(form, {place: "No change"}, "v2.xlsx"))
    assert not of(preview, "ask", "changed", "clash", "rejected")
    assert update_of(ws, plan.items[2])["new_due_on"] == "2010-12-31"


@pytest.mark.parametrize(
    "words", ["As above", "ditto", "Same as above", '"', "see above", "As above.", "As per above"]
)
def test_what_the_row_above_says_is_suggested(ws: Workspace, form: Path, words: str) -> None:
    answers = {
        (UPDATES, "1.3", "Update"): "All seen within a week.",
        (UPDATES, "1.3", "RAG"): "Amber",
        (UPDATES, "1.3", "New due date"): "31/03/2011",
        **{
            (UPDATES, ref, heading): words
            for ref in ("1.4", "1.5")
            for heading in ("Update", "RAG", "New due date")
        },
    }
    asked = of(preview_returns(ws, [answer(form, dict(answers))]), "ask")
    assert {(found.ref, found.key): found.value for found in asked} == {
        (ref, key): value
        for ref in ("1.4", "1.5")
        for key, value in (
            ("narrative", "All seen within a week."),
            ("rag", "amber"),
            ("new_due_on", "2011-03-31"),
        )
    }
    told = f"“{words}”: did they mean what the row above says, “All seen within a week.”?"
    assert [found.message for found in asked if found.key == "narrative"] == [told, told]


@pytest.mark.parametrize("words", ["As above", "as below", "same"])
def test_where_no_row_above_says_it_the_words_are_asked_about(ws: Workspace, form: Path, words: str) -> None:
    found = only(ws, form, (UPDATES, "1.4", "Update"), words)
    assert (found.outcome, found.value) == ("ask", words)
    assert found.message == f"“{words}” points at another cell. Which words did they mean?"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("See email", "ask"),
        ("See attached.", "ask"),
        ("Please see attached report", "ask"),
        ("see my e-mail", "ask"),
        ("Attached", "ask"),
        ("See separate sheet", "ask"),
        ("Please find attached", "ask"),
        ("Report attached", "ask"),
        ("See attached for details", "ask"),
        ("See attached report for the six streets lit", "changed"),
        ("Attached lamps to six posts", "changed"),
        ("See minutes", "changed"),
        ("Tags attached", "changed"),
        ("Sent by email", "changed"),
        ("In email contact with the school", "changed"),
    ],
)
def test_words_that_point_at_what_was_sent_beside_are_asked_about(
    ws: Workspace, form: Path, words: str, outcome: str
) -> None:
    found = only(ws, form, (UPDATES, "1.3", "Update"), words)
    assert (found.outcome, found.value) == (outcome, words)
    if outcome == "ask":
        assert (
            found.message
            == f"“{words}” refers to something sent with the workbook. Which words did they mean?"
        )


def test_a_column_of_nothing_but_such_words_suggests_nothing(ws: Workspace, form: Path) -> None:
    answers: dict[tuple[str, str, str], object] = {
        (UPDATES, f"1.{number}", "Update"): "As above" for number in range(1, 7)
    }
    asked = of(preview_returns(ws, [answer(form, answers)]), "ask")
    assert {found.message for found in asked} == {
        "“As above” points at another cell. Which words did they mean?"
    }
