"""What each column of a table may be in one register: by its heading, its values and its neighbours, in log-odds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from csp_desktop.excel.recognising.beside import mitigations, people, plans, risks, supporters
from csp_desktop.excel.recognising.beside.terms import weigh_together
from csp_desktop.excel.recognising.columns.money_ahead import says_money_ahead
from csp_desktop.excel.recognising.columns.score_columns import phase_options
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.headings import IGNORE, NOTES, Key, heading_evidence
from csp_desktop.excel.recognising.register_worth import NOTES_PRICE, recommends
from csp_desktop.excel.recognising.second_opinion import OF_ITS_YEAR, TIMED
from csp_desktop.excel.recognising.settling import SURELY, Option, Spoken
from csp_desktop.excel.recognising.several_columns import may_repeat
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named

# What it is worth that records have a name, and that figures by quarter stand beside one nobody has listed.
NAMED = 3.0
_BY_FIGURES = 3.5
# Fields that name a record together.
NAMES: dict[str, tuple[Key, ...]] = {"people": (("people", "first_name"), ("people", "last_name"))}


def options_of(register: str, columns: list[Column], counted: Column | None) -> Spoken:
    """What speaks for each column in one register: of its options, of the notes, and by its heading alone.

    `counted` is the one that names what its table counts, under whatever heading.
    """
    options: list[dict[Option, float]] = []
    nothing: list[float] = []
    heads: list[dict[Key, float]] = []
    titles = {(register, register_named(register).title), *NAMES.get(register, ())}
    earlier: set[tuple[str, ...]] = set()
    spans = _from_and_to(columns) if register == "plan_items" else {}
    year_before = any(column.years_before == 1 for column in columns)
    written_to = any(column.seen.emails > 0.6 or column.seen.posts > 0.6 for column in columns)
    for column in columns:
        in_table = column.in_table
        head = (
            dict(heading_evidence(register, in_table.bare, in_table.own, in_table.heading))
            if in_table.heading
            else {}
        )
        head |= _timed(register, column, head)
        head |= _when_not_who(column, head)
        head |= spans.get(in_table.column, {})
        if column is counted:
            head[register, "title"] = _BY_FIGURES
        head |= _by_one_word(register, column, head, not heads, written_to)
        if column.years_before:
            head.pop(("measurements", "value"), None)
        elif register == "indicators" and year_before and {"last", "year"} <= set(column.words):
            # What it was at the same time last year, beside the figure of that whole year.
            head = {NOTES: SURELY}
        if column.years_off and not column.own_quarter:
            # Neither a figure nor progress nor money of another year is of this quarter.
            head = {key: said for key, said in head.items() if key[0] not in TIMED}
            # Nor is it worked out from this year's quarters.
            head.pop((register, IGNORE), None)
        if column.own_quarter and _WANTED & set(column.words):
            # A target by quarter is a step on the way there; of a month or another year there is no such step.
            head.pop(("indicators", "target_value"), None)
        if column.own_quarter and _GONE_BY & set(column.words) and "year" in column.words:
            # “Q1 last year” is a figure of no quarter of this one, and of no whole year.
            head.pop(("measurements", "value"), None)
            head.pop(("indicators", "baseline_value"), None)
        if column.of_another_year:
            head = {key: said for key, said in head.items() if key[1] not in OF_ITS_YEAR}
        if column.sums:
            head = {(register, IGNORE): 6.0}
        own: dict[Option, float] = {}
        for key, said in head.items():
            if key == NOTES or column.chart:
                continue
            worth = (
                said
                + value_evidence(key, column.seen)
                + (_naming(column) if key in titles and said >= 2.5 else 0.0)
            )
            # Scores before and after are headed alike: which are which is settled apart.
            scored = key[1].endswith(("likelihood", "impact"))
            if column.words in earlier and not scored and not may_repeat(*key):
                worth -= 3.0
            if worth > 0.5 and said > 0.8:
                quarter = column.quarter if key[0] in TIMED or key[1] == "value" else ""
                own[(*key, quarter)] = worth
        earlier.add(column.words)
        options.append(own)
        heads.append(head)
        nothing.append(max(NOTES_PRICE, head.get(NOTES, 0.0)))
    weigh_together(register, columns, options)
    supporters.weigh(register, columns, options, nothing)
    if register == "plan_items":
        plans.names_before_details(columns, options, nothing)
        plans.comments_beside_quarters(columns, options, nothing)
        plans.numbered_apart(columns, options, nothing)
        plans.due_once(columns, options)
    if register == "people":
        people.keep_roles(columns, options, nothing)
    if register == "risks":
        risks.descriptions_beside_titles(columns, options, nothing)
        risks.both_scores_told(columns, options, nothing)
        mitigations.keep_second_owners(columns, options, nothing)
        phase_options(columns, options, nothing)
    return Spoken(options, nothing, heads)


def _naming(column: Column) -> float:
    """What it is worth that a column names the records: nothing names them in empty cells."""
    return NAMED if column.seen.count else -NAMED


def _by_one_word(
    register: str, column: Column, head: Mapping[Key, float], first: bool, written_to: bool
) -> dict[Key, float]:
    """What a heading nobody has listed says by a word at its end or start: “Expert name”, “Milestone ID” in front."""
    last, seen = column.words[-1:], column.seen
    # Beside addresses to write to, or posts somebody has, short names are those of people.
    named = seen.persons > 0.5 or (written_to and seen.names > 0.8 and seen.bodies < 0.3)
    if register == "people" and first and not column.in_table.heading and written_to and named:
        return {("people", "name"): 4.5}
    numbered = seen.counted or (seen.numbered and seen.filled > 0.9)
    if first and not column.in_table.heading and seen.count > 1 and numbered:
        # What is counted in front of all columns numbers the records, whether it says so or not.
        return {(register, "ref"): 4.0} if "ref" in register_named(register).by_name else {}
    if register == "log_entries" and recommends(column):
        return {("log_entries", "title"): 5.5}
    if register == "plan_items" and len(column.words) == 2 and last == ("by",) and seen.when > 0.6:
        # “Land by”, “Finish by”: whatever is done by a day.
        return {("plan_items", "timescale"): 4.5}
    if max(head.values(), default=0.0) > 2.0:
        return {}
    if register == "people" and len(column.words) > 1 and last == ("name",) and named:
        return {} if _NOT_THE_NAME & set(column.words) else {("people", "name"): 4.5}
    if first and _numbers_rows(column) and "ref" in register_named(register).by_name:
        return {(register, "ref"): 4.0}
    return {}


def _numbers_rows(column: Column) -> bool:
    """Does every row have a number of its own under a heading that ends with such a word, or is one word alone?"""
    seen = column.seen
    if column.is_rated:
        return False
    if len(column.words) == 1:
        return seen.count > 2 and seen.refs > 0.9 and seen.distinct == 1 and seen.when < 0.5
    numbered = column.words[-1:] in (("id",), ("ref",), ("no",))
    return numbered and seen.count > 1 and seen.refs > 0.7 and seen.distinct > 0.95


# Names that are none of the whole name a person goes by.
_NOT_THE_NAME = {"middle", "maiden", "former", "previous", "user", "login", "file"}
# What heads a column of colours without a word: they rate it.
_SAYS_HOW_IT_GOES = frozenset(("status", "progress", "position", "update", "performance", "delivery"))
_SPANS = (("from", "to"), ("from", "until"), ("from", "till"), ("date from", "date to"))
_WANTED = {"target", "trajectory", "profile"}
# What a quarter is to bring is neither progress made in it nor a figure of it; what was told of it is.
_AHEAD = {
    "milestone",
    "plan",
    "planned",
    "task",
    "forecast",
    "projected",
    "projection",
    "expected",
    "estimated",
    "predicted",
}
# These are ahead too, unless a heading says that they were done.
_TO_DO = {"action", "deliverable", "step"}
_DONE = {
    "taken", "complete", "done", "undertaken", "delivered", "achieved", "carried", "made", "sofar", "status", "outcome", "result", "report",
    "reported", "review", "summary", "note", "commentary",
}  # fmt: skip
_TOLD = {"update", "progress", "comment", "narrative", "position"}
_GONE_BY = {"last", "previous", "prior"}
_WHO: tuple[Key, ...] = (("plan_items", "lead_officers"), ("plan_items", "lead_agencies"))


def _from_and_to(columns: list[Column]) -> dict[int, dict[Key, float]]:
    """When actions begin and end, where two columns of days beside each other are headed “From” and “To”."""
    for first, second in pairwise(columns):
        headed = plain(first.in_table.own), plain(second.in_table.own)
        if headed in _SPANS and first.seen.dates > 0.6 and second.seen.dates > 0.6:
            return {
                first.in_table.column: {("plan_items", "starts_on"): 5.2},
                second.in_table.column: {("plan_items", "timescale"): 5.2},
            }
    return {}


def _when_not_who(column: Column, head: dict[Key, float]) -> dict[Key, float]:
    """The timescale, a little before the leads, where a heading of leads stands over cells that say when."""
    seen, due = column.seen, ("plan_items", "timescale")
    leads = [key for key in _WHO if key in head]
    if not leads or due in head or seen.when <= 0.6 or seen.posts + seen.bodies + seen.persons > 0.2:
        return {}
    best = max(head[key] + value_evidence(key, seen) for key in leads)
    # So little before them that it is a question, never taken in silence against its heading.
    return {due: best - value_evidence(due, seen) + 0.5}


def _timed(register: str, column: Column, head: Mapping[Key, float]) -> dict[Key, float]:
    """What a heading that names a quarter or month, or stands over colours alone, says beyond its other words."""
    if register == "indicators" and column.years_before == 1 and column.seen.numbers > 0.5:
        return {("indicators", "baseline_value"): 5.5}
    seen, words = column.seen, set(column.words)
    coloured = bool(seen.fills and not seen.count)
    if register == "plan_items" and coloured and words & _SAYS_HOW_IT_GOES:
        return {("updates", "rag"): 5.5}
    if not column.quarter:
        return {}
    if register == "plan_items":
        if "rag" in words or seen.ratings > 0.6 or coloured:
            return {("updates", "rag"): 5.5}
        ahead = _AHEAD & words or (_TO_DO & words and not _DONE & words)
        if ahead and not _TOLD & words:
            return {NOTES: 5.0} if column.own_quarter else {}
        told = seen.count or _TOLD & words
        return {("updates", "narrative"): 5.0} if column.own_quarter and told else {}
    if register == "indicators" and column.own_quarter:
        if _WANTED & words:
            number = column.quarter[-1] if "Q" in column.quarter and not column.of_another_year else ""
            return {("indicators", f"trajectory_q{number}"): 5.5} if number else {}
        if words & {"rag", "status", "rating", "variance", "change"} or seen.ratings > 0.6:
            return {("indicators", IGNORE): 5.0}
        if _AHEAD & words:
            return {NOTES: 5.0}
        if words & {"comment", "narrative", "note", "update"}:
            return {("measurements", "note"): 5.5}
        return {("measurements", "value"): 5.5}
    if register == "allocations" and column.own_quarter:
        if says_money_ahead(column.in_table.heading):
            return {("funding_entries", "forecast"): 5.0}
        if words & {"spend", "actual", "claim", "paid", "invoiced", "claimed"}:
            return {("funding_entries", "actual"): 5.0}
        return {("funding_entries", "actual"): 3.0}
    return {}
