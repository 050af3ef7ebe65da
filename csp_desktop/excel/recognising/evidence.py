"""What a column's values say for or against each field it could be, in log-odds."""

from __future__ import annotations

from collections.abc import Callable

from csp_desktop.excel.recognising.headings import IGNORE, NOTES, Key
from csp_desktop.excel.recognising.value_profiles import Profile
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Choice, Date, Links, Money, Number, Rag, Reference, Year, YesNo

Judge = Callable[[Profile], float]

NEVER = -9.0
"""A veto: whatever the heading says, the values are none of this field."""


def value_evidence(key: Key, seen: Profile) -> float:
    """Log-odds of a column's values for a field; 0 where there is nothing to judge by."""
    if not seen.count:
        return 1.5 if seen.fills and _role(key) is _rating else 0.0
    return _role(key)(seen)


def _role(key: Key) -> Judge:
    if key in _BY_KEY:
        return _BY_KEY[key]
    if key == NOTES:
        return _anything
    if key[1] == IGNORE:
        return _worked_out
    register, name = key
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.endswith(("likelihood", "impact")):
        return _score
    field = register_named(register)[name]
    if name == register_named(register).title:
        return _title
    for kind, judge in _BY_KIND:
        if isinstance(field, kind):
            return judge
    return _narrative if field.kind == "narrative" else _short_text


# By what a field is


def _anything(seen: Profile) -> float:
    return 0.0


def _worked_out(seen: Profile) -> float:
    """What follows from other columns; a day, or a sentence, follows from none."""
    return NEVER if seen.dates > 0.5 or (seen.sentences > 0.6 and seen.average > 25) else 0.0


def _title(seen: Profile) -> float:
    if seen.numbers > 0.4 or seen.dates > 0.3 or seen.emails > 0.3:
        return NEVER
    if seen.ratings > 0.5 or seen.levels > 0.6 or seen.statuses > 0.6 or seen.ticks > 0.5:
        return -6.0
    if seen.posts > 0.6 and seen.average <= 24 and seen.sentences < 0.2:
        return -4.0  # "Action" over "Clerk" and "Chair" says who does it
    said = 1.2 if seen.distinct > 0.9 else 0.3 if seen.distinct > 0.6 else -1.5 if seen.count > 4 else 0.0
    if seen.count > 6 and seen.distinct < 0.35:
        said -= 2.0
    if seen.filled < 0.4:
        said -= 1.5
    return said + (0.8 if seen.sentences > 0.5 else 0.0 if seen.average > 12 else -0.7) - 2.0 * seen.refs


def _above(seen: Profile) -> float:
    """What rows stand under repeats, or stands in the first of several rows."""
    if seen.numbers > 0.5 or seen.dates > 0.3 or seen.emails > 0.3:
        return NEVER
    if seen.levels > 0.5 or seen.ratings > 0.5 or seen.statuses > 0.5:
        return -7.0
    if seen.count > 2 and seen.distinct > 0.95 and seen.sentences > 0.6 and seen.filled > 0.9:
        return -2.5  # what stands over one row alone stands over nothing
    if seen.count > 2 and seen.refs > 0.9 and seen.distinct > 0.95 and seen.filled > 0.9:
        return -7.0  # a number of its own in each row is that row's
    repeated = seen.distinct < 0.75 or seen.filled < 0.75
    return (1.5 if repeated else -0.8 if seen.count > 3 else 0.0) - 1.5 * seen.refs


def _above_figures(seen: Profile) -> float:
    """What indicators stand under; that they are to rise or fall is none of it."""
    return NEVER if seen.directions + seen.arrows > 0.6 else _above(seen)


def _narrative(seen: Profile) -> float:
    if seen.numbers > 0.6 or seen.dates > 0.6:
        return -5.0
    if seen.ratings > 0.6 or seen.levels > 0.7 or seen.ticks > 0.6:
        return -4.0
    return 1.0 if seen.average >= 15 else 0.2 if seen.average >= 6 else -1.0


def _update(seen: Profile) -> float:
    return -2.5 if seen.statuses > 0.7 and seen.average < 16 else _narrative(seen)


def _short_text(seen: Profile) -> float:
    if seen.dates > 0.5:
        return -4.0
    if seen.numbers > 0.7:
        return -2.0
    return 0.5 if seen.average <= 45 else -1.0


def _aim(seen: Profile) -> float:
    """What is to be reached, in words or figures; months and dates under “Target” are when."""
    return -4.0 if seen.when > 0.6 else _short_text(seen)


def _category(seen: Profile) -> float:
    if seen.numbers > 0.5 or seen.dates > 0.3 or seen.ratings > 0.5 or seen.levels > 0.6:
        return -5.0
    if seen.average > 60 or (seen.count > 2 and seen.sentences > 0.6 and seen.distinct > 0.9):
        return -2.5
    return 1.0 if seen.distinct < 0.8 or seen.count < 6 else -0.5


def _when(seen: Profile) -> float:
    if seen.when > 0.5 or seen.dates > 0.3:
        return 1.5
    if seen.years > 0.5:
        return 0.5
    return -3.5 if seen.numbers > 0.5 or seen.when < 0.15 else -0.8


def _date(seen: Profile) -> float:
    return 1.5 if seen.dates > 0.5 else 0.3 if seen.when > 0.5 else -3.5


def _score(seen: Profile) -> float:
    if seen.sentences > 0.5 and seen.scores < 0.5:
        return 0.3 if seen.leading > 0.6 else NEVER
    if seen.small > 0.7 or seen.scores > 0.7 or seen.levels > 0.6:
        return 1.5
    if seen.chances > 0.6:
        return 0.5
    if seen.sentences < 0.3 and seen.scores + seen.levels > 0.4:
        return 0.5
    return 0.5 if seen.small + seen.levels > 0.5 else -3.0


def _rating(seen: Profile) -> float:
    if seen.ratings > 0.6 or seen.fills:
        return 2.0
    return -3.0 if seen.numbers > 0.5 or seen.ticks > 0.6 or seen.average > 25 else -1.5


def _status(seen: Profile) -> float:
    if seen.ratings > 0.7 and seen.statuses < 0.5:
        return -1.5
    if seen.statuses > 0.5 or seen.ticks > 0.6:
        return 1.8
    if seen.numbers > 0.5 or seen.dates > 0.5:
        return -4.0
    if seen.average > 25:
        # "Completed", and in the lines below what came of it: the heading has to say that it is a status.
        return -1.5 if seen.opening > 0.6 else NEVER
    if seen.statuses < 0.2 and seen.count > 2:
        # Words, but none that say how far something is.
        return -2.0
    return 0.0 if seen.distinct < 0.7 else -0.8


def _cause(seen: Profile) -> float:
    """Why something may happen is said in some words; "Internal", "Audit" or a team is where it was found."""
    if seen.sentences > 0.5:
        return _narrative(seen) + 1.0
    return _narrative(seen) - (2.0 if seen.bodies > 0.5 or seen.distinct < 0.7 else 0.0)


def _response(seen: Profile) -> float:
    if seen.responses > 0.6:
        return 2.0
    if seen.responses < 0.2 and seen.average > 9:
        return -4.0
    return -4.0 if seen.average > 25 or seen.numbers > 0.5 else -1.5


def _choice(seen: Profile) -> float:
    return -2.0 if seen.average > 30 or seen.dates > 0.5 else 0.0


def _unit(seen: Profile) -> float:
    """What figures are counted in; what else stands under such a heading is a unit of staff or a price."""
    return 1.8 if seen.units > 0.5 else _choice(seen) - (3.5 if seen.units < 0.1 and seen.count > 2 else 0.0)


def _direction(seen: Profile) -> float:
    """Which way is better; which way a figure went holds a “→” or “Static” somewhere, and is another thing."""
    if seen.changes:
        return -4.0
    if seen.directions > 0.6:
        return 1.8
    if seen.arrows > 0.6:
        return 1.0
    # Words of an aim, where neither a way nor a yes stands among them.
    return _choice(seen) - (3.0 if seen.directions + seen.arrows + seen.ticks < 0.2 else 0.0)


def _yes_no(seen: Profile) -> float:
    return 1.5 if seen.ticks > 0.6 else -3.0


def _name(seen: Profile) -> float:
    """Who: short, neither figures nor dates nor sentences."""
    if seen.names < 0.5:
        # A name, and why them.
        return -1.5 if seen.sentences > 0.5 and seen.numbers + seen.dates < 0.1 else -4.0
    if seen.statuses > 0.6 or seen.ratings > 0.6 or seen.levels > 0.6:
        return -4.0
    return 1.0 if seen.average <= 45 else 0.0


def _officer(seen: Profile) -> float:
    return (
        _name(seen)
        + (0.7 if seen.posts + seen.persons > 0.5 else 0.0)
        - (2.5 if seen.bodies > 0.7 and seen.posts < 0.2 else 0.0)
    )


def _body(seen: Profile) -> float:
    return (
        _name(seen) + (0.5 if seen.bodies > 0.5 else 0.0) - (0.5 if seen.posts + seen.persons > 0.6 else 0.0)
    )


def _group(seen: Profile) -> float:
    """What somebody is a member of: called a board, a panel or in capitals, and often again."""
    return _name(seen) + (1.5 if seen.groups > 0.4 else -2.5) - (2.0 if seen.persons > 0.5 else 0.0)


def _part_in_group(seen: Profile) -> float:
    """ "Chair", "Member", "Deputy": a few short words."""
    if seen.numbers + seen.dates + seen.emails > 0.3 or seen.ticks > 0.6:
        return NEVER
    if seen.parts > 0.6:
        return 2.0
    return _short_text(seen) - (2.0 if seen.average > 25 else 0.0)


def _resources(seen: Profile) -> float:
    """Money, things or hours; persons under such a heading are who does it."""
    return -2.0 if seen.persons + seen.posts > 0.6 and not seen.money else 0.0


def _person(seen: Profile) -> float:
    if seen.introduced > 0.6:
        return 1.2  # a name, and beside it how to reach who is called so
    if seen.numbers > 0.3 or seen.dates > 0.3 or seen.emails > 0.5:
        return NEVER
    if seen.count > 2 and seen.sentences > 0.3 and seen.persons + seen.posts + seen.bodies < 0.3:
        return -4.0
    return (0.8 if seen.names > 0.8 and seen.average < 40 else -1.5) + (0.4 if seen.distinct > 0.9 else -0.8)


def _money(seen: Profile) -> float:
    if seen.numbers + seen.money > 0.6:
        return 1.2 + (0.5 if seen.money > 0.4 else 0.0) - (2.0 if seen.percents > 0.5 else 0.0)
    return -4.0 if seen.numbers + seen.money < 0.2 else -0.5


def _figure(seen: Profile) -> float:
    if seen.dates > 0.4:
        return -5.0
    if seen.numbers > 0.4 or seen.figured > 0.7:
        return 1.2
    return -2.5 if seen.average > 30 else -0.6


def _measured(seen: Profile) -> float:
    """A figure; words that hold none, such as “On target”, say how a figure stands and are none."""
    return -4.0 if not seen.figured and seen.count > 2 and seen.average > 6 else _figure(seen)


def _target_figure(seen: Profile) -> float:
    """A figure, or whether it is to go up or down."""
    if seen.directions and seen.dates < 0.1 and seen.figured + seen.directions > 0.7:
        return 1.2
    return _figure(seen)


def _year(seen: Profile) -> float:
    return 1.8 if seen.years > 0.6 else -3.0


def _origin(seen: Profile) -> float:
    """A meeting, a minute ("4.2"), a review or an Act: a word or a number."""
    return -3.0 if seen.dates > 0.5 or seen.average > 80 else 0.5


def _ref(seen: Profile) -> float:
    if seen.distinct < 0.8 and seen.count > 3:
        return -4.0
    return _number(seen)


def _number(seen: Profile) -> float:
    """A number people say aloud; in a log they begin anew with every meeting or review."""
    if (
        seen.dates > 0.3
        or seen.average > 20
        or seen.sentences > 0.3
        or seen.money > 0.3
        or seen.percents > 0.3
    ):
        return -5.0
    if seen.refs > 0.7 or seen.counted:
        return 1.5
    return 0.5 if seen.average <= 12 else -1.5


def _email(seen: Profile) -> float:
    if seen.introduced > 0.4:
        return NEVER
    return 4.0 if seen.emails > 0.6 or (seen.emails and seen.reached > 0.8) else -3.0


def _phone(seen: Profile) -> float:
    return 3.0 if seen.phones > 0.5 else -2.5


def _web(seen: Profile) -> float:
    return 3.0 if seen.links > 0.5 else -2.0


def _rank(seen: Profile) -> float:
    """A place among others; which way they are ranked, “desc”, is none."""
    return _figure(seen) if seen.figured > 0.5 or not seen.count else NEVER


def _job(seen: Profile) -> float:
    """A post; what somebody is in a group, “Chair” or “Member”, is none."""
    if seen.parts > 0.6:
        return -3.0
    return (
        _short_text(seen)
        + (1.0 if seen.posts > 0.5 else 0.0)
        - (3.0 if seen.levels + seen.ticks > 0.6 else 0.0)
    )


def _mitigation(seen: Profile) -> float:
    return -3.0 if seen.responses > 0.7 and seen.average < 18 else _narrative(seen)


def _consequence(seen: Profile) -> float:
    """Words, however few scores they could be: “Residual impact: Moderate” is none."""
    if seen.levels > 0.4 or seen.small > 0.4 or seen.scores > 0.6 or seen.leading > 0.6:
        return NEVER
    return _narrative(seen)


def _both(seen: Profile) -> float:
    """Likelihood and impact in one cell."""
    return 1.5 if seen.pairs > 0.6 else NEVER


def _tier(seen: Profile) -> float:
    """Of which level of the plan each row is: in words for them, and of more than one."""
    return 2.0 if seen.tiers > 0.9 and not seen.mark else NEVER


_BY_KEY: dict[Key, Judge] = {
    **{("risks", f"{phase}_scores"): _both for phase in ("inherent", "current", "target")},
    ("plan_items", "level"): _tier,
    ("plan_items", "priority"): _above,
    ("plan_items", "objective"): _above,
    ("plan_items", "target"): _aim,
    ("plan_items", "timescale"): _when,
    ("plan_items", "lead_officers"): _officer,
    ("plan_items", "lead_agencies"): _body,
    ("plan_items", "resources"): _resources,
    ("updates", "narrative"): _update,
    ("log_updates", "narrative"): _update,
    ("risk_reviews", "comment"): _update,
    ("risks", "consequence"): _consequence,
    ("risks", "cause"): _cause,
    ("risks", "category"): _category,
    ("risks", "item"): _above,
    ("risks", "owner"): _name,
    ("mitigations", "owner"): _name,
    ("log_entries", "owner"): _name,
    ("log_entries", "ref"): _number,
    ("log_entries", "source"): _origin,
    ("mitigations", "control"): _mitigation,
    ("mitigations", "title"): _mitigation,
    ("mitigations", "due_on"): _when,
    ("indicators", "item"): _above_figures,
    ("indicators", "target_value"): _target_figure,
    ("indicators", "target_period"): _when,
    ("indicators", "baseline_period"): _when,
    ("indicators", "owner"): _body,
    ("indicators", "unit"): _unit,
    ("indicators", "better"): _direction,
    ("measurements", "value"): _measured,
    ("allocations", "item"): _above,
    ("allocations", "stream"): _above,
    ("bids", "stream"): _anything,
    ("people", "name"): _person,
    ("people", "first_name"): _person,
    ("people", "last_name"): _person,
    ("people", "agency"): _name,
    ("people", "job_title"): _job,
    ("measurements", "rank"): _rank,
    ("group_members", "group"): _group,
    ("group_members", "role"): _part_in_group,
    ("meetings", "held_on"): _date,
    ("meetings", "group"): _group,
    ("linked_plans", "web_address"): _web,
    ("agencies", "name"): _person,
    **{("funding_entries", kind): _money for kind in ("actual", "forecast", "committed", "claimed")},
}
_BY_NAME: dict[str, Judge] = {
    "ref": _ref,
    "status": _status,
    "decision": _status,
    "response": _response,
    "email": _email,
    "phone": _phone,
    "category": _category,
}
_BY_KIND: tuple[tuple[type, Judge], ...] = (
    (Rag, _rating),
    (Choice, _choice),
    (YesNo, _yes_no),
    (Date, _date),
    (Money, _money),
    (Number, _figure),
    (Year, _year),
    (Links, _name),
    (Reference, _name),
)
