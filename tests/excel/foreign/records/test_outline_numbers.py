"""Rows numbered “1” and “1.1” over others, or called “Priority 1: …”, are the priority and objective of those below."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Ref", "Description", "Lead", "Timescale")
_LEADS = ("Council", "30 June 2026")


def _levels(
    *rows: tuple[object, ...], sheet: str = "Delivery plan", over: tuple[tuple[object, ...], ...] = ()
) -> list[tuple[str, str, str]]:
    """(level, title, title of what it stands under) of each item."""
    grid = Grid.of_rows(sheet, [*over, _HEADINGS, *rows])
    reading = read_grids([grid], FinancialYear(2026), Mappings())
    items = [draft for draft in reading.drafts if draft.register == "plan_items"]
    titles = {draft.key: draft.values["title"] for draft in items}

    def above(draft: Draft) -> str:
        parent = draft.values.get("parent")
        return titles[parent.key] if isinstance(parent, To) else ""

    return [(draft.values["level"], draft.values["title"], above(draft)) for draft in items]


def test_two_levels_over_the_actions() -> None:
    assert _levels(
        ("1", "Less violence", None, None),
        ("1.1", "Public places", None, None),
        ("1.1.1", "Pay for bus marshals", *_LEADS),
        ("1.2", "In the home", None, None),
        ("1.2.1", "Agree one referral form", *_LEADS),
        ("2", "Strong communities", None, None),
        ("2.1", "Train champions in colleges", *_LEADS),
    ) == [
        ("priority", "Less violence", ""),
        ("objective", "Public places", "Less violence"),
        ("action", "Pay for bus marshals", "Public places"),
        ("objective", "In the home", "Less violence"),
        ("action", "Agree one referral form", "In the home"),
        ("priority", "Strong communities", ""),
        ("action", "Train champions in colleges", "Strong communities"),
    ]


@pytest.mark.parametrize("below", ["a", "(a)"])
def test_letters_number_what_stands_below_a_number(below: str) -> None:
    second = below.replace("a", "b")
    assert _levels(
        ("1", "NIGHT-TIME ECONOMY", None, None),
        (f"1{below}", "Accredit eight premises", *_LEADS),
        (f"1{second}", "Look into a levy", *_LEADS),
        ("2", "REOFFENDING", None, None),
        (f"2{below}", "Open a clinic", *_LEADS),
    ) == [
        ("priority", "NIGHT-TIME ECONOMY", ""),
        ("action", "Accredit eight premises", "NIGHT-TIME ECONOMY"),
        ("action", "Look into a levy", "NIGHT-TIME ECONOMY"),
        ("priority", "REOFFENDING", ""),
        ("action", "Open a clinic", "REOFFENDING"),
    ]


def test_a_row_with_a_lead_of_its_own_or_nothing_below_it_is_an_action() -> None:
    said = _levels(
        ("1", "Publish the strategy", "Council", "30 June 2026"),
        ("1.1", "Consult residents", *_LEADS),
        ("2", "Brief the board", None, None),
        ("3", "Fit alley gates", *_LEADS),
        ("10", "Paint the underpass", *_LEADS),
    )
    assert [level for level, *_ in said if level != "priority"] == ["action"] * 5


_STEPS = (
    ("1.1", "Install cameras in the town centre", *_LEADS),
    ("1.1.1", "Order the cameras", *_LEADS),
    ("1.2", "Run a course on knives", *_LEADS),
    ("1.2.1", "Book the hall", *_LEADS),
)


def test_in_a_whole_outline_under_no_name_the_first_level_are_the_priorities() -> None:
    assert [level for level, *_ in _levels(*_STEPS)] == ["priority", "action"] * 2


@pytest.mark.parametrize(
    ("sheet", "over", "priority"),
    [
        ("Priority 1 - Violence", (), "Priority 1 - Violence"),
        ("Tackling violence", (), "Tackling violence"),
        ("Sheet1", (("Tackling violence",), ()), "Tackling violence"),
        ("Sheet1", (("Priority 1: Tackling violence",), ()), "Priority 1: Tackling violence"),
    ],
)
def test_actions_and_their_steps_under_a_priority_named_over_them_stand_under_it(
    sheet: str, over: tuple[tuple[object, ...], ...], priority: str
) -> None:
    said = _levels(*_STEPS, sheet=sheet, over=over)
    assert [one for one in said if one[0] == "priority"] == [("priority", priority, "")]
    assert {above for level, _, above in said if level == "action"} == {priority}


_FENCE, _BUS = (
    ("Mend the fence", "Council", "June 2026", "Complete", None),
    ("Run a late bus", "Council", "May 2026", "Open", "Monthly"),
)
_LIGHT, _TALK = (
    ("Light the path", "Police", "July 2026", "Open", None),
    ("Talk to tenants", "Police", "May 2026", "Open", "Twice"),
)
_PLACES, _PEOPLE = (
    ("Priority 1: Places", None, None, None, "Going well"),
    ("Priority 2 – People", "Council", None, None, "Late"),
)
_FEWER = ("Objective 2.1: Fewer harmed", None, None, None, "Down by two")


@pytest.mark.parametrize(
    ("rows", "levels"),
    [
        (
            (_PLACES, _FENCE, _BUS, _PEOPLE, _FEWER, _LIGHT, _TALK),
            {"Mend the fence": _PLACES[0], "Run a late bus": _PLACES[0], _FEWER[0]: _PEOPLE[0], "Light the path": _FEWER[0]},
        ),
        # An action called so, or a row of nothing below it, makes none of them a priority.
        ((_PLACES, _FENCE, _BUS, ("Priority 2: Help people", *_TALK[1:]), _LIGHT), {_PLACES[0]: "Plan", "Mend the fence": "Plan"}),
        ((_PLACES, _FENCE, _BUS, _LIGHT, _PEOPLE), {_PLACES[0]: "Plan", "Mend the fence": "Plan"}),
    ],
)  # fmt: skip
def test_rows_called_priorities_that_say_less_than_those_below_head_them_and_keep_their_words(
    rows: tuple[tuple[object, ...], ...], levels: dict[str, str]
) -> None:
    headings = ("Action", "Lead", "Due", "Status", "Update")
    grid = Grid.of_rows("Plan", [headings, *rows])
    reading = read_grids([grid], FinancialYear(2026), Mappings(plans_year=FinancialYear(2026)))
    drafts = {draft.key: draft for draft in reading.drafts}
    above = {
        draft.values["title"]: drafts[draft.values["parent"].key].values["title"]
        for draft in reading.drafts
        if "parent" in draft.values
    }
    assert (
        levels.items()
        <= {title: over.replace("All actions", "Plan") for title, over in above.items()}.items()
    )
    told = {draft.values.get("narrative") for draft in reading.drafts if draft.register == "updates"}
    assert {row[4] for row in rows if row[4]} <= told


@pytest.mark.parametrize(("called", "taken"), [("Outcome {}: {}", True), ("{}) {}", False)])
def test_actions_under_what_is_called_outcomes_among_them_are_a_plan(called: str, taken: bool) -> None:
    headings = ("Outcome and contributions", "Lead partner", "By", "Status", "Mid-year commentary")
    above = [
        (called.format(at, name), None, None, None, "Going well")
        for at, name in enumerate(("Safe places", "Safe people", "Safe homes"), 1)
    ]
    rows = [above[0], _FENCE, _BUS, above[1], _LIGHT, _TALK, above[2], ("Fit alarms", *_FENCE[1:])]
    grid = Grid.of_rows("Outcomes", [("Local outcomes plan, mid-year",), headings, *rows])
    (mapped,) = read_grids([grid], FinancialYear(2026), Mappings()).mapped
    assert (mapped.mapping.register, mapped.taken) == ("plan_items", taken)
