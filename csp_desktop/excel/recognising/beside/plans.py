"""What columns of a plan say of one another: activities beside tasks, a date beside a deadline."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from csp_desktop.excel.recognising.beside import first_due
from csp_desktop.excel.recognising.column_mapping import CERTAIN, ColumnUse
from csp_desktop.excel.recognising.column_words import question, reason_for
from csp_desktop.excel.recognising.finding.bands import band_of
from csp_desktop.excel.recognising.finding.over_plans import has_subject
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.value_profiles import Profile
from csp_desktop.excel.wording.cells import plain

_ENDING = {"end", "due", "deadline", "completion"}
_DUE = first_due.Due(
    ("plan_items", "timescale", ""), ("plan_items", "original_due_on", ""), ("plan_items", "timescale", "")
)
_OBJECTIVES = (("objective",), ("aim",))
_DONE = (("action",), ("activity",), ("task",), ("key", "action"), ("key", "activity"))
# What milestones head the day first foreseen, the one foreseen now, and the one it came to.
_FORESEEN = {"planned", "scheduled", "baseline"}
_FORESEEN_NOW = {"revised", "forecast", "reforecast", "rescheduled", "amended", "expected", "latest"}
_COME_TO_PASS = {"actual"}
_BESIDE_DAYS = {"date", "now", "latest", "current", "end", "finish", "completion", "delivery", "due"}
_AT_LENGTH, _LONGER = (("description",), ("detail",)), 1.5
_GONE_BY = {"last", "previous", "prior", "former"}
_NEARLY_ALL, _MOSTLY = 0.8, 0.6
_NUMBERS = (("no",), ("ref",), ("id",), ("number",))
_STATUS = {
    "status",
    "current",
    "progress",
    "overall",
    "action",
    "delivery",
    "latest",
    "quarter",
    "q1",
    "q2",
    "q3",
    "q4",
}
_COLOURS = ("red", "amber", "green", "blue", "yellow", "r", "a", "g", "b")
# What people call the levels of a plan, highest first.
# What heads how it goes, whatever else it may be headed by.
_GOING, _IN_WORDS = {"progress", "update", "comment", "commentary"}, 25
_REMARKS = (
    ("comment",),
    ("note",),
    ("remark",),
    ("general", "comment"),
    ("other", "comment"),
    ("further", "comment"),
)
_MILESTONES = (("milestone",), ("key", "milestone"))
_PRIORITIES = (("priority",), ("theme",), ("priority", "area"), ("priority", "theme"), ("csp", "priority"))
_AIMS = {"aim", "goal"}
_STEPS = ("activity", "task", "sub task")
_NAMED_ABOVE = {"priority", "level"}
_BELOW_A_PRIORITY = {
    "objective", "activity", "task", "recommendation", "finding", "issue", "need", "deliverable", "milestone", "project",
}  # fmt: skip
# Fewer values than this among the rows say that several rows stand under one.
_SOME_REPEATED = 0.75
# What heads each thing done on the way, beside what it is done for.
_ON_THE_WAY = {
    "milestone", "step", "task", "subtask", "action", "subaction", "activity", "deliverable", "stage",
}  # fmt: skip
_CALLED = {"name", "title", "description"}
_AGAIN, _EVERY = 0.7, 0.9


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of a plan."""
    _stand_in_steps(columns, options)
    _served_by_steps(columns, options)
    _dates_beside_ends(columns, options)
    first_due.weigh(columns, options, _DUE)
    _planned_and_come_to_pass(columns, options)
    _ratings_gone_by(columns, options)
    _ratings_called_a_status(columns, options)
    _delivered_by_actions(columns, options)
    _milestones_of_deliverables(columns, options)
    _aims_below_priorities(columns, options)
    _done_somehow(columns, options)
    _numbered_in_front(columns, options)
    _updates_that_begin_with_a_status(columns, options)


def _updates_that_begin_with_a_status(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Complete”, and below it how it went, under “Progress / status” is what was reported of a quarter."""
    for column, own in zip(columns, options, strict=True):
        if _GOING & set(column.words) and column.seen.statuses < 0.5 and column.seen.average > _IN_WORDS:
            own.pop(("plan_items", "status", ""), None)


def comments_beside_quarters(
    columns: list[Column], options: list[dict[Option, float]], nothing: list[float]
) -> None:
    """A plain “Comments” beside what is told of each quarter is of none of them: kept in the notes."""
    told = ("updates", "narrative")
    if not any(
        column.own_quarter and own.get((*told, column.quarter), 0.0) > CLEAR
        for column, own in zip(columns, options, strict=True)
    ):
        return
    for at, column in enumerate(columns):
        if column.words in _REMARKS and (*told, "") in options[at]:
            options[at].clear()
            nothing[at] = SURELY


def due_once(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of two columns of days that both say when an action is due, neither is the day that the other's words mean."""
    timescale: Option = ("plan_items", "timescale", "")
    days = [
        own
        for column, own in zip(columns, options, strict=True)
        if column.seen.dates > _MOSTLY and own.get(timescale, 0.0) > CLEAR
    ]
    for own in days if len(days) > 1 else ():
        own.pop(("plan_items", "due_on", ""), None)


def numbered_apart(columns: list[Column], options: list[dict[Option, float]], nothing: list[float]) -> None:
    """Of two columns of numbers headed alike the second numbers the actions where the first comes again or has gaps."""
    ref = ("plan_items", "ref", "")
    numbers = [
        (column, at)
        for at, (column, own) in enumerate(zip(columns, options, strict=True))
        if column.seen.refs > _NEARLY_ALL and (ref in own or column.words in _NUMBERS)
    ]
    for (column, at), (second, behind) in pairwise(numbers):
        again = column.seen.distinct < 1 or column.seen.filled < second.seen.filled
        if column.words == second.words and again and second.seen.distinct == 1:
            options[at].pop(ref, None)
            nothing[at] = SURELY
            options[behind][ref] = SURELY
            return


def names_before_details(
    columns: list[Column], options: list[dict[Option, float]], nothing: list[float]
) -> None:
    """“Action” over short names, each another, is what is done; “Action description” beside it tells of it at length."""
    title = ("plan_items", "title", "")
    told = [
        at
        for at, (column, own) in enumerate(zip(columns, options, strict=True))
        if column.words in _AT_LENGTH or (column.words[-1:] in _AT_LENGTH and title in own)
    ]
    names = [at for at, own in enumerate(options) if own.get(title, 0.0) > CLEAR and at not in told]
    if len(names) != 1 or not told:
        return
    name = columns[names[0]]
    longer = all(columns[at].seen.average > _LONGER * name.seen.average for at in told)
    if longer and name.seen.count and name.seen.distinct == 1 and name.seen.filled > _NEARLY_ALL:
        options[names[0]][title] = SURELY
        for at in told:
            options[at].clear()
            nothing[at] = SURELY


def _stand_in_steps(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of activities, tasks and sub-tasks side by side, the tasks are the actions and the activities what they serve."""
    places = {" ".join(column.words): at for at, column in enumerate(columns)}
    if not all(step in places for step in _STEPS[:2]):
        return
    above = options[places["activity"]]
    above["plan_items", "objective", ""] = above.pop(("plan_items", "title", ""), 0.0) + 1.0
    below = places.get("sub task")
    if below is not None:
        options[below].pop(("plan_items", "title", ""), None)


def _served_by_steps(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A project over several rows, each with a milestone, step or task of its own and its day, is what those serve."""
    title, above = ("plan_items", "title", ""), ("plan_items", "objective", "")
    if not any(column.seen.when > 0.5 and column.seen.filled > _EVERY for column in columns):
        return
    named = [at for at, own in enumerate(options) if own.get(title, 0.0) > CLEAR]
    if len(named) != 2 or any(own.get(above, 0.0) > max(CLEAR, own.get(title, 0.0)) for own in options):
        return
    over, step = (columns[at].seen for at in named)
    stands_over = over.count > 1 and over.distinct * over.filled <= _AGAIN
    each_another = min(step.distinct, step.filled) > _EVERY
    words = [word for word in columns[named[1]].words if word not in _CALLED]
    if stands_over and each_another and _ON_THE_WAY & set(words[-1:]):
        options[named[0]] = {above: SURELY}
        options[named[1]] = {title: SURELY}


def _delivered_by_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside an action a deliverable is what comes of it."""
    title, objective = ("plan_items", "title", ""), ("plan_items", "objective", "")
    if any(title in own and column.words in _DONE for column, own in zip(columns, options, strict=True)):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("deliverable",) and own.get(objective, 0.0) < SURELY:
                own.pop(title, None)
                own.pop(objective, None)
                outcome = ("plan_items", "outcome", "")
                own[outcome] = max(CLEAR, own.get(outcome, 0.0)) + PLAINLY


def _milestones_of_deliverables(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside deliverables that each stand once the milestones on the way are their target, and no actions."""
    title, target = ("plan_items", "title", ""), ("plan_items", "target", "")
    words = [column.words for column in columns]
    if ("deliverable",) not in words or any(own in _DONE for own in words):
        return
    of_it = words.index(("deliverable",))
    ways = [at for at, own in enumerate(words) if own in _MILESTONES]
    if len(ways) != 1 or columns[of_it].seen.distinct < 1 or title not in options[of_it]:
        return
    others = [own for at, own in enumerate(options) if at not in (of_it, *ways)]
    if columns[ways[0]].seen.dates > 0.5 or any(
        own.get(title, 0.0) >= CLEAR and max(own, key=own.__getitem__) == title for own in others
    ):
        return
    options[of_it] = {title: options[of_it][title] + PLAINLY}
    options[ways[0]] = {target: max(CLEAR, options[ways[0]].get(target, 0.0)) + PLAINLY}


def _aims_below_priorities(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Strategic aim” beside the priorities is what is aimed at below them."""
    priority = ("plan_items", "priority", "")
    if any(
        column.words in _PRIORITIES and priority in own for column, own in zip(columns, options, strict=True)
    ):
        for column, own in zip(columns, options, strict=True):
            if column.words and column.words[-1] in _AIMS and column.words not in _PRIORITIES:
                own.pop(priority, None)


def _done_somehow(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside “What”, how it is done names no action."""
    title = ("plan_items", "title", "")
    if any(column.words == ("what",) and title in own for column, own in zip(columns, options, strict=True)):
        for column, own in zip(columns, options, strict=True):
            if column.words[:1] == ("how",):
                own.pop(title, None)


def _numbered_in_front(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Obj” or “Action” over 1.1, 1.2 and so on numbers the actions, where no other column does."""
    ref, seen = ("plan_items", "ref", ""), columns[0].seen
    numbered = seen.count > 2 and seen.refs > _NEARLY_ALL and seen.distinct == 1 and seen.when < 0.5
    if numbered and columns[0].words and not columns[0].is_rated and not any(ref in own for own in options):
        options[0].clear()
        options[0][ref] = CLEAR + PLAINLY


def _dates_beside_ends(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A plain “Date” beside a column headed by an end or a deadline is the day of the row, not when it is due."""
    if any(_ENDING & set(column.words) and column.seen.when > 0.5 for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("date",):
                own.pop(("plan_items", "timescale", ""), None)


def _planned_and_come_to_pass(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Planned” over days is when an action is due, or was at first beside “Revised”; “Actual” beside it when it was done."""
    due, at_first = ("plan_items", "timescale", ""), ("plan_items", "original_due_on", "")
    planned = _headed_by(columns, _FORESEEN)
    now, actual = _headed_by(columns, _FORESEEN_NOW), _headed_by(columns, _COME_TO_PASS)
    others = [
        own
        for at, own in enumerate(options)
        if at not in (*planned, *now) and own.get(due, 0.0) > CLEAR and max(own, key=own.__getitem__) == due
    ]
    if len(planned) != 1 or others or len(now) > 1 or columns[planned[0]].seen.dates <= 0.5:
        return
    options[planned[0]].clear()
    options[planned[0]][at_first if now else due] = SURELY
    for at in now:
        options[at].clear()
        options[at][due] = SURELY
    if len(actual) == 1:
        options[actual[0]].clear()
        options[actual[0]]["plan_items", "completed_on", ""] = SURELY


def _headed_by(columns: list[Column], words: set[str]) -> list[int]:
    """The columns headed by one of these words and little else, over some days or still empty."""
    return [
        at
        for at, column in enumerate(columns)
        if words & set(column.words)
        and set(column.words) <= words | _BESIDE_DAYS
        and not column.own_quarter
        and (column.seen.dates > 0 or not column.seen.count)
    ]


def _ratings_gone_by(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“RAG last time” beside a RAG is how it was, of no quarter anybody names."""
    for column, own in zip(columns, options, strict=True):
        if _GONE_BY & set(column.words) and not column.own_quarter:
            for option in [option for option in own if option[:2] == ("updates", "rag")]:
                del own[option]


def _ratings_called_a_status(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Colours under “Status”, or their letters, are ratings, where no other column rates."""
    if any("rag" in column.words for column in columns):
        return
    for column, own in zip(columns, options, strict=True):
        colours = sum(column.said.get(word, 0.0) for word in _COLOURS)
        if (
            "status" in column.words
            and set(column.words) <= _STATUS
            and colours >= _MOSTLY
            and column.seen.ratings + column.seen.statuses > _NEARLY_ALL
        ):
            own.clear()
            own["updates", "rag", column.quarter] = SURELY


def led_by_persons(columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """Leads who are nearly all persons or posts are lead officers, whoever their heading promises.

    Where most are persons, what else looks like a name is one too, and no agency.
    """
    if any(use.field == "lead_officers" for use in uses):
        return uses
    return [
        replace(use, field="lead_officers")
        if use.field == "lead_agencies" and _names_persons(column.seen)
        else use
        for column, use in zip(columns, uses, strict=True)
    ]


def objectives_before_actions(columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """What is headed an objective and nothing else is one where the actions are certainly named further right."""
    actions = [use.column for use in uses if use.field == "title" and not use.asked]
    return [
        replace(use, sureness=CERTAIN, why=reason_for(use, None, column.seen))
        if use.asked
        and use.field == "objective"
        and column.words in _OBJECTIVES
        and any(use.column < action for action in actions)
        else use
        for column, use in zip(columns, uses, strict=True)
    ]


def above_all(table: FoundTable, columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """An aim or outcome several actions stand under is the priority where nothing in or over the table names one.

    What is headed an objective stays one, and so does an action of the table that others stand under.
    """
    fields = [use.field for use in uses]
    over = (*table.titles.values(), table.grid.name)
    alone = fields.count("objective") == 1 and not _NAMED_ABOVE & set(fields) and "title" in fields
    if not alone or table.sections or any(map(band_of, over)):
        return uses
    at, named = fields.index("objective"), fields.index("title")
    seen, words, grid = columns[at].seen, columns[at].words, table.grid
    if "priority" not in words and any(map(has_subject, over)):
        return uses  # they are aims of what the sheet or its title names
    repeated = min(seen.distinct, seen.filled) < _SOME_REPEATED
    if not repeated or not _BELOW_A_PRIORITY.isdisjoint(words) or (at > named and words[:1] != ("parent",)):
        return uses
    titles = {plain(grid.text(row, uses[named].column)) for row in table.rows}
    if any(plain(grid.text(row, uses[at].column)) in titles for row in table.rows):
        return uses
    use = replace(uses[at], field="priority")
    why = (question if use.asked else reason_for)(use, None, seen)
    return [*uses[:at], replace(use, why=why), *uses[at + 1 :]]


def _names_persons(seen: Profile) -> bool:
    named = seen.persons + seen.posts
    return named > _NEARLY_ALL or (seen.persons > 0.5 and named + seen.strangers > _NEARLY_ALL)
