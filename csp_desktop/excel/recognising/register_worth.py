"""What a table is worth as one register: its columns, its name, and what only such a table has or lacks."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.asked_tables import is_logged, what_rows_say
from csp_desktop.excel.recognising.beside.bodies import (
    OF_NAMES,
    are_bodies,
    name_hardly_anybody,
    names_alone,
    names_anybody,
    names_come_again,
)
from csp_desktop.excel.recognising.beside.meetings_between import are_under_meetings
from csp_desktop.excel.recognising.beside.mitigations import are_of_mitigations
from csp_desktop.excel.recognising.beside.money import SOUGHT
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.columns.charts import CHART
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE, Key
from csp_desktop.excel.recognising.none_of_ours import is_hinted, names_over, of_other_kinds
from csp_desktop.excel.recognising.settling import OWN_WORD
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.log import OF_REVIEWS
from csp_desktop.excel.recognising.wordings.of_registers import CALLED_A_PLAN, HINTS, IN_FORCE
from csp_desktop.registers.catalog import register_named

NOTES_PRICE = 1.8
"""What a column left in the notes is worth: a field must be likelier than this to be proposed."""

# Fields that stand in every kind of table and so hardly tell them apart.
_COMMON = {
    "ref", "status", "owner", "lead_agencies", "lead_officers", "notes", "timescale", "due_on", "narrative", "comment",
    "note", "lead_groups", "progress", "source", "agency", "item", "description", "completed_on",
    "resources", "rag", "kind", "period", "area", "category", "raised_on", "starts_on", "ends_on", "responsible_from",
    "responsible_until", "left_on", "submitted_on", "approved_on", "decided_on", "purpose", "unit", "new_due_on",
}  # fmt: skip
# Registers one heading alone can tell: "KPI" heads a list of indicators, "Organisation" anything.
_TOLD_BY_ONE = ("plan_items", "risks", "indicators", "log_entries")
_OF_MONEY = re.compile(
    r"[£$€]|\b(?:amounts?|awards?|awarded|grants?|fund|budget|allocat|spen[dt]|claim|streams?|bids?|paid|money|income|cost)",
    re.IGNORECASE,
)
_NO_MONEY = 10.0
# So many of a column's cells say who somebody is and how to reach them, for it to be one of people.
_INTRODUCED = 0.6
# What it says against risks that a table is called one of issues, whatever scores they have.
_OF_OTHERS = 20.0
_WHAT_IT_IS = {"risk", "action", "activity", "task", "project"}
# What a risk or an action says besides its name: a table with none of it is a list of something else.
_TELLING: dict[str, frozenset[str]] = {
    "risks": frozenset((
        "inherent_likelihood", "inherent_impact", "current_likelihood", "current_impact", "target_likelihood",
        "target_impact", "owner", "owner_agency", "status", "response", "consequence", "review_on",
        "inherent_scores", "current_scores", "target_scores",
    )),
    "plan_items": frozenset((
        "lead_agencies", "lead_officers", "lead_groups", "timescale", "due_on", "starts_on", "status", "outcome",
        "resources", "completed_on", "priority", "objective",
    )),
}  # fmt: skip


def worth_as(
    register: str,
    table: FoundTable,
    columns: list[Column],
    uses: list[ColumnUse],
    heads: list[dict[Key, float]],
) -> tuple[float, bool]:
    """Log-odds that a table is of a register, and whether its records have a name."""
    title = naming = register_named(register).title
    if register == "allocations" and not any(use.field == title for use in uses):
        naming = "provider"  # money for nothing anybody named is called by who gets it
    worth, named = 0.0, False
    for column, use, head in zip(columns, uses, heads, strict=True):
        if use.field in ("", NOTED):
            continue
        if use.field == IGNORE:
            worth += 0.0 if column.chart else 0.5
            continue
        names_it = use.register == register and use.field == naming
        said = max(
            head.get((use.register, title if names_it else use.field), 0.0),
            3.0 if use.field.endswith(("likelihood", "impact", "_scores")) else 0.0,
        )
        gain = said + min(value_evidence((use.register, use.field), column.seen), 2.0) - NOTES_PRICE
        if names_it:
            named = True
            worth += min(max(gain, 0.0), 5.0) * 1.2 - (2.5 if said < 3.4 else 0.0)
        else:
            gain = max(0.0, min(gain, 1.2 if use.field in _COMMON else 4.0))
            worth += gain if column.seen.count or column.seen.fills else gain * 0.3
    known = sum(use.field not in ("", NOTED, IGNORE) for use in uses)
    by_one = register in _TOLD_BY_ONE and any(head.get((register, title), 0.0) >= 4.9 for head in heads)
    if known < 2 and not by_one:
        worth -= 4.0
    drawn, reviewed = _are_drawn(table, columns, uses), any(map(is_of_reviews, columns))
    logged = is_logged(table, columns) and not drawn
    spoken_of = register == "risks" and _speaks_of_risk(table, columns, uses)
    if register == "risks" and not spoken_of:
        # An issue has happened, and what has a severity and a status may be anything: a fault, a query, a complaint.
        worth -= 6.0
    if register == "risks" and of_other_kinds(table):
        worth -= _OF_OTHERS
    hinted = is_hinted(register, table)
    # An action log is a log, though it speaks of actions.
    worth += 3.0 * (hinted and not (register == "plan_items" and logged))
    if register == "log_entries":
        # What was found and, beside it, what is done about it.
        apart = any(map(_is_found_beside, columns, uses))
        issues = _named_as_logged(uses) and not re.search(CALLED_A_PLAN, names_over(table), re.IGNORECASE)
        worth += 1.5 if logged or apart else 0.0 if reviewed or issues else -3.0
    if register == "log_entries" and are_under_meetings(table):
        worth += _UNDER_MEETINGS
    if register == "log_entries" and (drawn or _stand_under_priorities(table, columns, uses)):
        worth -= _OF_A_PLAN
    if register == "people" and not (
        any(use.field in ("email", "phone", "job_title") for use in uses)
        or any(_ROLES & set(column.words) or column.seen.introduced > _INTRODUCED for column in columns)
    ):
        worth -= 2.5
    if register in OF_NAMES and not (hinted and register != "people"):
        worth += names_alone(register, columns, uses, heads)
    if register == "people" and name_hardly_anybody(columns, uses):
        worth -= 8.0
    if register == "agencies" and names_anybody(columns) and names_come_again(columns, uses):
        worth -= 8.0  # where persons of the same body stand in several rows the rows are of persons
    if register == "linked_plans" and _are_strategies(columns, uses, heads):
        worth += 3.0 * (not hinted)
    elif register == "linked_plans" and not hinted:
        # A plan, its owner and its dates are of anything planned, and a page is of anything with a title and a year.
        worth -= 7.0 if any(use.field == "web_address" for use in uses) else 4.0
    if register in _TELLING and not _tells_enough(register, uses):
        worth -= 2.5
    if (
        register == "funding_streams"
        and not hinted
        and not any(_OF_MONEY.search(use.heading) for use in uses)
    ):
        # A name, a value and a day or year are of anything.
        worth -= 10.0
    if register == "funding_streams" and _comes_again(columns, uses):
        worth -= 5.0  # a grant in row after row is what each row was spent from
    if register == "people" and _comes_again(columns, uses) and _counted(columns, uses):
        worth -= 8.0  # what somebody did week after week is none of their particulars
    if register == "indicators" and not any(
        use.register == "measurements" or use.field in ("baseline_value", "target_value") for use in uses
    ):
        worth -= 0.5 if by_one or hinted else 3.0
    if register == "allocations" and not any(
        (use.register == "funding_entries" or use.field == "amount")
        and (column.seen.count or not column.own_quarter)
        for column, use in zip(columns, uses, strict=True)
    ):
        worth -= 4.0
    if register == "allocations" and _counts_no_money(columns):
        worth -= 6.0
    if (
        register == "allocations"
        and not hinted
        and is_hinted("indicators", table)
        and not _is_priced(columns)
    ):
        worth -= _NO_MONEY  # monthly figures of a team are counts, where nothing speaks of money
    if register == "bids" and any(_ASKED_FOR & set(column.words) for column in columns):
        worth += _PROPOSED
    if register == "bids" and _are_decided(columns, uses):
        worth += _DECIDED
    if register == "plan_items" and _is_granted(columns):
        worth -= _PROPOSED  # what somebody gives money for is money, whatever days it runs from and to
    if reviewed and (register == "plan_items" or (register == "risks" and not spoken_of)):
        worth -= _REVIEWED
    if register == "plan_items" and not logged:
        worth += _DATED_AND_LED * len({"a date", "a lead"} & what_rows_say(register, uses, columns).keys())
    named = named or (register == "people" and any(use.field == "last_name" for use in uses))
    named = named or (register == "risks" and are_of_mitigations(uses))
    return worth if named else min(worth - 8.0, 0.0), named


def is_telling(
    register: str, columns: list[Column], uses: list[ColumnUse], heads: list[dict[Key, float]]
) -> bool:
    """Does a column say plainly what only this register has, or name its records by their own word or as only they are?"""
    title = register_named(register).title
    if register == "agencies" and any(
        use.field == title and are_bodies(column) for column, use in zip(columns, uses, strict=True)
    ):
        return True
    return any(
        column.seen.count
        and use.field not in _COMMON | {"", NOTED, IGNORE}
        and head.get((use.register, use.field), 0.0)
        >= (OWN_WORD if use.field == title and use.register == register else _PLAINLY)
        for column, use, head in zip(columns, uses, heads, strict=True)
    )


def _are_strategies(columns: list[Column], uses: list[ColumnUse], heads: list[dict[Key, float]]) -> bool:
    """Is what a column calls plans called so in nearly every row too, beside what years it is for or where it is found?"""
    title = ("linked_plans", "title")
    if not any(use.field in ("period", "web_address") for use in uses):
        return False
    return any(
        (use.register, use.field) == title
        and head.get(title, 0.0) >= OWN_WORD
        and column.seen.strategies > _MOSTLY_CALLED
        and column.seen.distinct == 1
        for column, use, head in zip(columns, uses, heads, strict=True)
    )


# So many of the rows say themselves what they are.
_MOSTLY_CALLED = 0.7
# How much a heading says that says plainly what records have.
_PLAINLY = 3.4
# What it says against a log that its rows stand under priorities, or are tasks of a chart.
_OF_A_PLAN = 8.0
# What it says for a log that its rows stand under the meetings they come from.
_UNDER_MEETINGS = 5.0
_PRIORITIES = {
    ("priority",),
    ("theme",),
    ("priority", "area"),
    ("priority", "theme"),
    ("csp", "priority"),
    ("strategic", "priority"),
}


def _stand_under_priorities(table: FoundTable, columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Does a cell of a priority stand for several rows, by its words or merged over them, and nothing say when one was raised?

    It stands in front of the action, where a log may say behind it which of them one is about.
    """
    if any(use.register == "log_entries" and use.field in ("raised_on", "meeting") for use in uses):
        return False
    for column, use in zip(columns, uses, strict=True):
        if use.field == "title":
            break
        seen, at = column.seen, column.in_table.column
        if (
            column.words in _PRIORITIES
            and seen.names + seen.sentences > 0.6
            and seen.levels + seen.ratings < 0.3
        ):
            merged = any(
                last > first and left <= at <= right and first in table.rows
                for first, left, last, right in table.grid.merged
            )
            if merged or seen.distinct < 0.8:
                return True
    return False


def _are_drawn(table: FoundTable, columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Does a chart show from when to when each task is done, whatever duty or order the work is for?"""
    fields = {use.field for use in uses}
    return (
        any(column.chart == CHART for column in columns)
        and "starts_on" in fields
        and not fields.isdisjoint(("timescale", "expires_on"))
        and any(use.field == "title" and not _WHAT_IT_IS.isdisjoint(alike_words(use.heading)) for use in uses)
        and not re.search(
            HINTS["log_entries"], re.sub(IN_FORCE, "", names_over(table), flags=re.IGNORECASE), re.IGNORECASE
        )
    )


# What it says for a plan that most of its rows have a date, and that most have a lead.
_DATED_AND_LED = 1.0


_RISK_WORDS = re.compile(r"\b(?:risks?|threats?|hazards?|vulnerabilit(?:y|ies)|go wrong)\b", re.IGNORECASE)
_LOGGED = {"issue", "decision", "recommendation"}


def _speaks_of_risk(table: FoundTable, columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Is a table one of risks by its name, by the heading of a column that fits, or by a likelihood?"""
    if any(use.field.endswith("likelihood") for use in uses):
        return True
    title = next((use for use in uses if use.register == "risks" and use.field == "title"), None)
    if title and not _RISK_WORDS.search(title.heading):
        about = any(
            use.field == "ref" and column.seen.distinct < 0.9
            for column, use in zip(columns, uses, strict=True)
        )
        # A number that stands in several rows is that of the risk each is about.
        if about or "issue" in alike_words(title.heading):
            return False
    return is_hinted("risks", table) or any(
        _RISK_WORDS.search(use.heading.replace("_", " ")) for use in uses if use.field not in ("", NOTED)
    )


def _counted(columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Do figures stand in a column that says nothing of the records?"""
    return any(
        use.field == NOTED and column.seen.numbers > 0.8 and not column.seen.counted
        for column, use in zip(columns, uses, strict=True)
    )


def _comes_again(columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Do the names of a table's records come again and again?"""
    return any(
        use.field == "name" and column.seen.count > 6 and column.seen.distinct < 0.5
        for column, use in zip(columns, uses, strict=True)
    )


# What it says for a bid that something is proposed or applied for, and against a plan that it is given money.
_PROPOSED = 4.0
_ASKED_FOR = {"proposal", "applicant", "bid"}
# What it says for bids that each row has what was asked for and what was decided.
_DECIDED = 15.0
_GIVERS = {"sponsor", "funder", "grantor", "donor", "grantmaker", "awardee", "grantee"}
_SUMS = {"total", "amount", "award", "awarded", "grant", "value", "funding", "sum"}


def _are_decided(columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Do what was asked for and the decision on it stand in each row, and no spending by quarter, which no bid has?"""
    told = {use.field: column for column, use in zip(columns, uses, strict=True) if use.register == "bids"}
    sought, decision = told.get("amount_sought"), told.get("decision")
    return (
        sought is not None
        and decision is not None
        and bool(SOUGHT & set(sought.words))
        and value_evidence(("bids", "decision"), decision.seen) > 0
        and not any(column.own_quarter for column in columns)
    )


def _is_granted(columns: list[Column]) -> bool:
    """Do a body that gives money and a sum of it stand in each row?"""
    given = any(_GIVERS & set(column.words) and column.seen.bodies > 0.5 for column in columns)
    return given and any(
        _SUMS & set(column.words) and column.seen.numbers > 0.6 and column.seen.average >= 4
        for column in columns
    )


_ROLES = {"role", "position", "capacity"}
_COSTED = {"cost", "price", "rate", "budget", "spend", "spent", "grant", "fund", "paid"}


def _counts_no_money(columns: list[Column]) -> bool:
    """Have the figures of a table a unit of measurement, or a target, and no price?"""
    return not _is_priced(columns) and any(
        column.seen.count
        and (
            {"unit", "measurement"} <= set(column.words)
            or column.words in (("uom",), ("unit", "measure"))
            or (column.words == ("target",) and column.seen.numbers > 0.6)
        )
        for column in columns
    )


def _is_priced(columns: list[Column]) -> bool:
    """Does a heading speak of money, or do amounts of it stand in a column?"""
    return any(
        _COSTED & set(column.words) or _OF_MONEY.search(column.in_table.heading) or column.seen.money > 0.3
        for column in columns
    )


def _named_as_logged(uses: list[ColumnUse]) -> bool:
    """Does the heading of what names the records call them issues, decisions or recommendations?"""
    return any(
        use.field == "title" and use.register == "log_entries" and _LOGGED & set(alike_words(use.heading))
        for use in uses
    )


def _tells_enough(register: str, uses: list[ColumnUse]) -> bool:
    """Does a table say anything of its records that only they have, or call them what they are?"""
    title = register_named(register).title
    if register == "risks" and any({"likelihood", "impact"} <= set(alike_words(use.heading)) for use in uses):
        return True
    return any(
        use.register != register
        or use.field in _TELLING[register]
        or (use.field == title and _WHAT_IT_IS & set(alike_words(use.heading)))
        for use in uses
        if use.field not in ("", NOTED, IGNORE)
    )


# What it says against a plan, or risks nobody calls so, that a column holds what a review found or recommended.
_REVIEWED = 8.0


def is_of_reviews(column: Column) -> bool:
    """Does a column hold what a review found, or what it recommends?"""
    return headed_as_review(column.in_table.own) and _holds_texts(column)


def _is_found_beside(column: Column, use: ColumnUse) -> bool:
    """Does a column hold what a review found, where another says what is done about it?"""
    return is_of_reviews(column) and (use.register, use.field) != ("log_entries", "title")


def headed_as_review(heading: str) -> bool:
    """Does a heading call what stands under it what a review found, or what it recommends?"""
    return re.fullmatch(OF_REVIEWS, " ".join(heading.split()), re.IGNORECASE) is not None


def _holds_texts(column: Column) -> bool:
    """Are most of its cells texts, and not the names of bodies or posts, words of a status, numbers or days?"""
    seen = column.seen
    # A sentence speaks of schools and officers, and names none.
    named = max(seen.bodies, seen.posts) if seen.sentences < 0.6 else 0.0
    others = max(named, seen.statuses, seen.ratings, seen.refs, seen.dates)
    return seen.names + seen.sentences > 0.6 and others < 0.6


def recommends(column: Column) -> bool:
    """Does a column hold recommendations, however their heading goes on: “Recommendation from the review”?"""
    return (
        column.words[:1] == ("recommendation",)
        and len(column.words) > 1
        and _holds_texts(column)
        and column.seen.distinct > 0.8
    )
