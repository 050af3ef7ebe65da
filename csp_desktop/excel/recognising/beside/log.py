"""What columns of a log say of one another: an issue beside its decision, an action beside its recommendation."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.beside import first_due
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column

_AGENDA_ITEM = ("agenda", "item")
# What heads the business of meetings, and what came of it, in words made alike.
_TAKEN_THERE = (("agenda", "item"), ("item", "business"))
_CAME_OF_IT = {
    "action", "agreed", "conclusion", "decided", "decision", "discussion", "done", "minute", "note", "recommendation", "resolution",
    "resolved", "response", "status",
}  # fmt: skip
_OUTCOMES = (("outcome",), ("result",), ("outcome", "meeting"))
_OF_MINUTES = {"minute", "min"}
_DECIDED_BY, _WHO = {"made", "decided", "taken", "agreed", "approved"}, ("owner", "lead_agencies")
# So little more that it is a question.
_HARDLY_MORE = 0.2
_AGREED, _ACTION = ("action", "agreed"), ("action",)
_HOW_BAD = {"severity", "impact"}
_NEXT_STEP = ("next", "step")
_BY, _NEARLY_ALL = ("by",), 0.8
_MEETS = (("panel",), ("board",), ("committee",), ("forum",), ("group",), ("tasking",), ("meeting",))
_KINDS, _MOSTLY = {"kind", "type", "category", "nature", "form"}, 0.6
_DESCRIBED = ("description",)
_RECOMMENDED = {"recommendation", "recommended"}
_FIRST = {"raised", "logged", "opened", "created", "reported"}
_DUE = first_due.Due(
    ("log_entries", "due_on", ""), ("log_entries", "due_on", ""), ("log_updates", "new_due_on", "")
)
_REVIEWS = (("review",), ("review", "name"), ("name", "review"), ("case", "review"), ("dhr",), ("dardr",))
# What says when, as it stands in “by end of March 2026” or “every six months”.
_OF_TIME = re.compile(
    r"\d+(?:st|nd|rd|th)?|q[1-4]|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|spring|summer|"
    r"autumn|winter|every|each|end|start|mid|early|late|by|in|on|of|at|to|the|and|or|from|after|then|next|due|review(?:ed)?|quarter(?:ly|s)?|"
    r"(?:bi)?(?:month|week|annual|year|dai?)(?:s|ly)?|day|six|twelve|three|two|one|fortnight(?:ly)?|ongoing|continuous|rolling|tb[acd]|na|none|not|yet|set|ad|hoc|when|needed|as|required|meeting|board|panel"
)
# So many other words in each of its values name something, and say no more than when.
_NAMING = 0.9


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of a log."""
    _numbers_of_recommendations(columns, options)
    _met_recommendations(columns, options)
    _steps_after_events(columns, options)
    _days_of_decisions(columns, options)
    _decided_issues(columns, options)
    _numbers_of_agenda_items(columns, options)
    _groups_that_decide(columns, options)
    _meetings_ahead(columns, options)
    _days_behind_who_acts(columns, options)
    _what_recommendations_changed(columns, options)
    _named_meetings(columns, options)
    _kinds_of_entries(columns, options)
    _by_and_meetings_by_what_they_hold(columns, options)
    _named_reviews(columns, options)
    first_due.weigh(columns, options, _DUE)


def _named_reviews(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Review” over names is the review an entry comes from, also where it says when each was published."""
    source: Option = ("log_entries", "source", "")
    for column, own in zip(columns, options, strict=True):
        other_words = sum(share for word, share in column.said.items() if not _OF_TIME.fullmatch(word))
        if column.words in _REVIEWS and source in own and column.seen.dates < 0.2 and other_words >= _NAMING:
            own.clear()
            own[source] = SURELY


def _by_and_meetings_by_what_they_hold(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“By” over days is when an entry is due and over names who acts; “Panel” over days the day it was raised there."""
    for column, own in zip(columns, options, strict=True):
        seen, field = column.seen, ""
        if column.words == _BY:
            named = seen.names > _NEARLY_ALL and seen.posts + seen.persons + seen.bodies > _MOSTLY
            field = "due_on" if seen.dates > _NEARLY_ALL else "owner" if named else ""
        elif column.words in _MEETS and seen.dates > _NEARLY_ALL:
            field = "raised_on"
        option: Option = ("log_entries", field, "")
        said_elsewhere = any(
            other.get(option, 0.0) > CLEAR and max(other, key=other.__getitem__) == option
            for other in options
            if other is not own
        )
        if field and not said_elsewhere:
            own.clear()
            own[option] = SURELY


def _kinds_of_entries(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Type” over PSPOs, closure orders and agreements says what kind each entry is, where another column names it."""
    title: Option = ("log_entries", "title", "")
    for column, own in zip(columns, options, strict=True):
        named = any(other.get(title, 0.0) > CLEAR for other in options if other is not own)
        if named and _KINDS & set(column.words[-1:]) and column.seen.log_kinds > _MOSTLY:
            own.clear()
            own["log_entries", "kind", ""] = SURELY


def _named_meetings(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """ "Board 16 July 2026" is the meeting an entry comes from by name, and no day it was raised on."""
    raised, source = (("log_entries", name, "") for name in ("raised_on", "source"))
    for column, own in zip(columns, options, strict=True):
        named = column.seen.dates < 0.2 and column.seen.groups > 0.8 and column.seen.when > 0.8
        if "meeting" in column.words and named and {raised, source} <= own.keys():
            own[source] = max(own[source], own.pop(raised)) + PLAINLY


def _numbers_of_agenda_items(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """The number of an agenda item or a minute is where an entry comes from, and its own number only where each has another and no other column has one."""
    ref, source = (("log_entries", name, "") for name in ("ref", "source"))
    for column, own in zip(columns, options, strict=True):
        of_meeting = column.words == _AGENDA_ITEM or (
            _OF_MINUTES & set(column.words) and column.seen.refs > 0.7
        )
        if of_meeting and ref in own and source in own:
            numbered = any(ref in other for other in options if other is not own)
            own.pop(ref if numbered or column.seen.distinct < 1 else source)


def _met_recommendations(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An action beside a recommendation says how it is met."""
    said = [
        bool(_RECOMMENDED & set(column.words)) and column.seen.numbers + column.seen.refs < 0.5
        for column in columns
    ]
    for own, recommended in zip(options, said, strict=True):
        if any(said) and not recommended:
            own.pop(("log_entries", "title", ""), None)


def _what_recommendations_changed(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Impact” in words beside a recommendation is what it changed; of an issue it is how bad that is."""
    if not any(_RECOMMENDED & set(column.words) for column in columns):
        return
    for column, own in zip(columns, options, strict=True):
        if column.words == ("impact",) and column.seen.levels < 0.5 and column.seen.numbers < 0.5:
            own["log_entries", "outcome", ""] = CLEAR


def _numbers_of_recommendations(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Rec” over numbers numbers the recommendations."""
    for column, own in zip(columns, options, strict=True):
        if column.words == ("recommendation",) and column.seen.refs > 0.7:
            own["log_entries", "ref", ""] = PLAINLY + PLAINLY


def _steps_after_events(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A next step beside what happened or is to be done follows on from it, and does not name it."""
    title: Option = ("log_entries", "title", "")
    steps = [column.words == _NEXT_STEP for column in columns]
    if any(title in own and not step for own, step in zip(options, steps, strict=True)):
        for own, step in zip(options, steps, strict=True):
            if step:
                own.pop(title, None)


def _days_of_decisions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """The day a decision was made is not one from which it is in force."""
    if any("decision" in column.words for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("date", "made"):
                own.pop(("log_entries", "starts_on", ""), None)
    if any({"decision", "decided", "decide"} & set(column.words) for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("when",) and (when := own.pop(("log_entries", "due_on", ""), 0.0)):
                own["log_entries", "raised_on", ""] = when


def _decided_issues(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside an issue a decision is what came of it, and beside the day it was raised the day of a decision is none.

    Where it is the issues that are numbered, so is the action agreed; where their log is kept, so is any action.
    """
    title, outcome, raised = (("log_entries", name, "") for name in ("title", "outcome", "raised_on"))
    issues = any(
        title in own and "issue" in column.words and "decision" not in column.words
        for column, own in zip(columns, options, strict=True)
    )
    decided = any("decision" in column.words for column in columns)
    first = any(
        raised in own and _FIRST & set(column.words) for column, own in zip(columns, options, strict=True)
    )
    # How bad each is, and when it was raised, is said of issues: what is done is done about them.
    of_issues = first and any(_HOW_BAD & set(column.words) for column in columns)
    numbered = of_issues or any("issue" in column.words and column.seen.refs > 0.7 for column in columns)
    for column, own in zip(columns, options, strict=True):
        if column.words == ("issue",) and title in own and any(told.words == _DESCRIBED for told in columns):
            own[title] += PLAINLY
        if "revised" in column.words:
            own.pop(raised, None)
        if "decision" not in column.words:
            if (decided or numbered) and column.words == ("issue",) and title in own:
                own[title] += PLAINLY
            if not (numbered and column.words == _AGREED) and not (of_issues and column.words == _ACTION):
                continue
        if issues and title in own:
            own[outcome] = max(own.get(outcome, 0.0), own.pop(title))
        if first:
            own.pop(raised, None)


def _days_behind_who_acts(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A bare “Date” right behind who is to act on a recommendation may be when that is due as well as when it was made."""
    raised, due = ("log_entries", "raised_on", ""), ("log_entries", "due_on", "")
    asked_of = any(_RECOMMENDED & set(column.words) for column in columns)
    if not asked_of or any(own.get(due, 0.0) > CLEAR for own in options):
        return
    for before, column, own in zip(options, columns[1:], options[1:], strict=False):
        acts = any(before.get(("log_entries", name, ""), 0.0) > CLEAR for name in _WHO)
        if column.words == ("date",) and acts and raised in own:
            own[due] = own[raised] + _HARDLY_MORE


def _meetings_ahead(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """The business of meetings, where nothing came of it yet, is due on their days, and was not raised on them."""
    title, raised, due = (("log_entries", name, "") for name in ("title", "raised_on", "due_on"))
    taken = [
        own
        for column, own in zip(columns, options, strict=True)
        if column.words in _TAKEN_THERE and column.seen.names + column.seen.sentences > 0.6
    ]
    clear = any(own.get(option, 0.0) > CLEAR for own in options for option in (title, due))
    came = any(_CAME_OF_IT & set(column.words) or column.words in _OUTCOMES for column in columns)
    if not taken or clear or came:
        return
    taken[0].clear()
    taken[0][title] = CLEAR + PLAINLY
    for column, own in zip(columns, options, strict=True):
        if "meeting" in column.words and raised in own and column.seen.when > 0.5:
            own[due] = max(own.pop(raised), CLEAR)


def _groups_that_decide(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """The board or group that made a decision is where it comes from, those who carry it out stand elsewhere; a person has it."""
    source: Option = ("log_entries", "source", "")
    decided = any({"decision", "decided", "resolution"} & set(column.words) for column in columns)
    if not decided or any(source in own for own in options):
        return
    for column, own in zip(columns, options, strict=True):
        seen = column.seen
        if not _DECIDED_BY & set(column.words) or column.words[-1] != "by":
            continue
        if seen.groups > _MOSTLY:
            own.clear()
            own[source] = SURELY
        elif seen.persons + seen.posts > _NEARLY_ALL:
            own.clear()
            own["log_entries", "owner", ""] = SURELY
        elif seen.bodies > 0.5:
            said = max((own.pop(option) for option in [*own] if option[1] in _WHO), default=0.0)
            own[source] = max(said, CLEAR)
