"""Why a column is taken for a field, and the question asked where that is not certain."""

from __future__ import annotations

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.headings import ABOVE
from csp_desktop.excel.recognising.settling import Option
from csp_desktop.excel.recognising.value_profiles import Profile
from csp_desktop.registers.catalog import register_named

# What is counted of values, and what several of them and what one of them is.
_LOOKS = (
    ("dates", "look like dates", "looks like a date"), ("emails", "are email addresses", "is an email address"),
    ("phones", "are telephone numbers", "is a telephone number"), ("ratings", "are ratings", "is a rating"), ("ticks", "are yes or no", "is yes or no"),
    ("levels", "are words of a scale", "is a word of a scale"), ("statuses", "are words of a status", "is a word of a status"),
    ("money", "are amounts of money", "is an amount of money"), ("percents", "are per cent", "is per cent"),
    ("small", "are small whole numbers", "is a small whole number"), ("numbers", "are numbers", "is a number"), ("refs", "are reference numbers", "is a reference number"), ("posts", "name posts", "names a post"),
    ("when", "say when", "says when"), ("bodies", "name agencies or groups", "names an agency or group"), ("sentences", "are sentences", "is a sentence"),
    ("names", "are short names", "is a short name"),
)  # fmt: skip
_OF_ANY_KIND = ("sentences", "names")
_OF_TIMES = ("timescale", "target_period", "baseline_period", "meets", "proximity")


def what_values_are(seen: Profile, *meant: str) -> str:
    """ "3 of 4 values look like dates."; "" where there are none or they are of no one kind."""
    if not seen.count:
        return "Its cells are empty."
    # That words say when, or that a number may be a reference, tells only where one of the fields it may be is that.
    timed = any(field in _OF_TIMES or field.endswith(("_on", "_by")) for field in meant)
    untold = {*(() if timed else ("when",)), *(() if "ref" in meant else ("refs",))}
    looks = [look for look in _LOOKS if look[0] not in untold]
    shares = {look: getattr(seen, look[0]) for look in looks if look[0] not in _OF_ANY_KIND}
    if max(shares.values()) < 0.5:
        shares = {look: getattr(seen, look[0]) for look in looks}
    most = max(shares, key=lambda look: shares[look])
    if seen.count == 1:
        return f"Its only value {most[2]}." if shares[most] >= 0.5 else "Its only value is of no one kind."
    if shares[most] >= 0.5:
        return f"{round(shares[most] * seen.count)} of {seen.count} values {most[1]}."
    return f"Its {seen.count} values are of no one kind."


# What a table of a register is called, and what a row of it is.
_TABLES_CALLED = {
    "plan_items": "an action plan", "risks": "a risk register", "indicators": "a list of indicators", "people": "a contact list",
    "funding_streams": "a list of grants", "allocations": "a list of spending", "log_entries": "a log of actions, recommendations, orders or duties",
}  # fmt: skip
_ROWS_CALLED = {
    "plan_items": "action",
    "log_entries": "action or decision",
    "allocations": "project",
    "people": "name",
}


# Fields whose labels, made for a form, are no names of things in a sentence.
_FIELDS_CALLED = {
    "starts_on": "start date", "completed_on": "date it was completed", "reported_on": "date it was reported", "target_on": "date for the target",
    "held_on": "day it is held", "original_due_on": "original due date", "review_on": "review date", "due_on": "due date", "raised_on": "date it was raised", "expires_on": "date it expires", "ends_on": "end date",
    "submitted_on": "date it was submitted", "approved_on": "date it was approved", "decided_on": "date of the decision",
    "left_on": "date they left", "spend_by": "date to spend it by", "target_period": "date for the target", "better": "direction that is better",
    "author": "person who reported it", "approved_by": "body that approved it", "parent": "group it reports to", "actual": "sum spent",
    "forecast": "sum forecast", "committed": "sum committed", "claimed": "sum claimed", "value": "figure", "public": "mark for the public",
    "cross_cutting": "mark for cross-cutting actions", "meets": "meeting pattern", "out_of": "number that are ranked",
}  # fmt: skip


def table_called(register: str) -> str:
    """What a table of a register is called in a sentence: "an action plan", "a list of bids"."""
    return _TABLES_CALLED.get(register, f"a list of {register_named(register).plural.lower()}")


def row_called(register: str) -> str:
    """What a row of such a table is called in a sentence: "action", "risk"."""
    return _ROWS_CALLED.get(register, register_named(register).label.lower())


def field_label(register: str, name: str) -> str:
    """What a field is called within a sentence."""
    if register and name in ("title", "name", "project") and name == register_named(register).title:
        return f"{row_called(register)} itself"
    if name in _FIELDS_CALLED:
        return _FIELDS_CALLED[name]
    label = ABOVE.get((register, name)) or register_named(register)[name].label
    return label if label.split()[0].isupper() else label[:1].lower() + label[1:]


def reason_for(use: ColumnUse, rival: Option | None, seen: Profile) -> str:
    """Why a column is taken for its field."""
    if not use.heading:
        return f"It stands where the {field_label(use.register, use.field)} does. {what_values_are(seen, use.field)}"
    return f"“{use.heading}” is a heading for the {field_label(use.register, use.field)}. {what_values_are(seen, use.field)}"


def question(use: ColumnUse, rival: Option | None, seen: Profile) -> str:
    """What a person is asked of a column, with its evidence."""
    first = field_label(use.register, use.field)
    heading = use.heading or "(no heading)"
    if rival and rival[1] not in ("ignored", "notes") and rival[:2] != (use.register, use.field):
        second = field_label(rival[0], rival[1])
        if second == first:
            first, second = (
                f"{first} of the {row_called(use.register)}",
                f"{second} of the {row_called(rival[0])}",
            )
        return f"Is “{heading}” the {first} or the {second}? {what_values_are(seen, use.field, rival[1])}"
    return f"Is “{heading}” the {first}? {what_values_are(seen, use.field)}"
