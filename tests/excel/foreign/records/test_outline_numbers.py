"""“1” and “1.1” over actions numbered below them are their priority and objective, where they say nothing else."""

from __future__ import annotations

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Draft, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Ref", "Description", "Lead", "Timescale")
_LEADS = ("Council", "30 June 2026")


def _levels(*rows: tuple[object, ...]) -> list[tuple[str, str, str]]:
    """(level, title, title of what it stands under) of each item."""
    reading = read_grids([Grid.of_rows("Delivery plan", [_HEADINGS, *rows])], FinancialYear(2026), Mappings())
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


def test_a_row_with_a_lead_of_its_own_or_nothing_below_it_is_an_action() -> None:
    said = _levels(
        ("1", "Publish the strategy", "Council", "30 June 2026"),
        ("1.1", "Consult residents", *_LEADS),
        ("2", "Brief the board", None, None),
        ("3", "Fit alley gates", *_LEADS),
        ("10", "Paint the underpass", *_LEADS),
    )
    assert [level for level, *_ in said if level != "priority"] == ["action"] * 5
