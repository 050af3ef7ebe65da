"""What speaks for a table being no register of ours: a legend, a checklist, a questionnaire, a list of links."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.finding.keys import is_key_line
from csp_desktop.excel.recognising.finding.matrices import is_matrix
from csp_desktop.excel.recognising.finding.told_scales import tells_scale
from csp_desktop.excel.recognising.headings import known_heading, none_evidence
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.recognising.wordings.cell_words import LEVEL_WORDS
from csp_desktop.excel.recognising.wordings.of_others import NONE_HINTS
from csp_desktop.excel.recognising.wordings.of_registers import CALLED_A_PLAN, HINTS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.explained import without_explanation

LEGEND = "a legend or scale"
_STAKEHOLDERS = "a stakeholder analysis"
_IN_FULL, _IN_A_MATRIX, _IN_A_SCALE, _CALLED_A_KEY = 3.0, 5.0, 12.0, 4.0
_LABELS_AND_MEANINGS = 3
_LONGEST_NAME = 60
# A wider table explains nothing by its headings: “Key” there numbers its records.
_LEGEND_WIDTH = 10
_FORM = "the particulars of a form"
_LONGEST_FORM, _SURE_HEADING = 10, 0.75
_SUMMARY = "a summary of another sheet"
# Nobody keeps figures of the risks in a book besides the book.
_COUNTED = 12.0
# However many months there are figures of.
_SURELY_PLACES = 60.0
_IN_A_BOOK = re.compile(
    r"\b(?:risks?|assets?)\b|\b(?:inherent|residual)\b|\b(?:overdue|open|closed) (?:actions|issues)\b",
    re.IGNORECASE,
)
# What is called so is it, whatever its columns would do for: tasks ticked off, people counted.
_SURELY_CALLED = {"a checklist": 12.0, "a record of who attended": 8.0}
_OF_PLACES, _AGENDA = "figures of places", "a timetable or agenda"
_PLACES = {
    (word,)
    for word in (
        "ward", "area", "beat", "district", "borough", "sector", "neighbourhood", "locality", "parish", "town", "lsoa", "postcode",
        "place", "location", "street", "hotspot", "site", "division", "constituency", "village", "estate", "station", "school",
    )
} | {("ward", "name"), ("beat", "code"), ("policing", "area"), ("police", "area"), ("local", "area"), ("name", "ward")}  # fmt: skip
_AIMED = {"target", "baseline", "goal", "ambition", "trajectory"}
# How a column is headed that says what each item of a meeting is for, and what it says.
_WHAT_FOR = {
    ("for",), ("purpose",), ("purpose", "item"), ("purpose", "report"), ("item", "type"), ("type", "item"), ("type", "report"), ("why",),
    ("action", "required"), ("board", "action"), ("required",), ("what", "for"), ("for", "what"), ("reason",), ("category",), ("outcome", "sought"),
}  # fmt: skip
_PURPOSES = {
    "decision", "discussion", "noting", "note", "information", "approval", "approve", "assurance", "endorsement", "endorse", "consultation",
    "comment", "sign off", "agreement", "agree", "scrutiny", "info", "steer", "discuss", "decide", "debate", "presentation", "briefing",
}  # fmt: skip
_LINKS = "a list of links or documents"
# A link and a document say it; a page for each of many purposes says no more. A list of links says little besides.
_MOST_LINKS, _MOST_BESIDE_LINKS = 2, 5
_CHART = "a chart of who is responsible"
_SHARERS = 3


_KINDS = {"assumption": "an assumption", "issue": "an issue", "dependency": "a dependency", "decision": "a decision",
          "action": "an action", "opportunity": "an opportunity", "lesson": "a lesson", "constraint": "a constraint"}  # fmt: skip
# A table of nothing but these is none of ours, whatever its columns would do for; what is to be done of an issue is logged.
_NOTHING_TO_DO = {"assumption", "dependency", "constraint"}
_ASSUMED, _IN_ALL = "a list of assumptions, dependencies or lessons", 12.0
_LOOKED_AT, _LONGEST_KIND, _SHORT = 60, 14, 40
_LETTERS = {"r": "risk", "a": "assumption", "i": "issue", "d": "dependency", "o": "opportunity"}
_FEWEST_LETTERS = 3
# Of these one stands beside the R of a log; R, A and others may be ratings.
_NO_RATINGS = {"i", "d"}
_OF_RISKS = re.compile(r"\braid\b|\brisks?\b", re.IGNORECASE)
# What else may stand in a heading over entries of one kind and says nothing of which.
_BESIDE_KIND = {
    "section", "part", "table", "log", "register", "list", "key", "main", "open", "closed", "live", "current", "new",
    "project", "programme", "program", "raid", "learned", "learnt", "the", "and", "our", "of", "other", "all",
}  # fmt: skip


# How minutes open, within so many rows, and what that is called.
_OPENING = 20
_MINUTES = re.compile(
    r"^\W*(?:draft |agreed )?(?:meeting )?minutes\b|\bminutes of\b|\bmeeting minutes\b", re.IGNORECASE
)
_MINUTED = "Minutes"


def names_over(table: FoundTable) -> str:
    """What names a table: its sheet and what stands over it, and that it is of minutes where the sheet opens as such."""
    over = f"{table.grid.name} {' '.join(text[:150] for text in table.titles.values())}".replace("_", " ")
    opening = (lone[1] for row in table.grid.rows[:_OPENING] if (lone := table.grid.lone_text(row)))
    minuted = any(len(text) <= _LONGEST_NAME and _MINUTES.search(text) for text in opening)
    return f"{over} {_MINUTED}" if minuted and not _MINUTES.search(over) else over


def is_hinted(register: str, table: FoundTable) -> bool:
    """Does the name of a table, or of its sheet, speak of a register?"""
    return re.search(HINTS[register], names_over(table), re.IGNORECASE) is not None


_A_LOG = re.compile(
    r"\blogs?\b|\bmatters arising\b|\bminutes\b|\bactions? (?:from|arising|agreed)\b", re.IGNORECASE
)


def called_a_plan(table: FoundTable) -> bool:
    """Does the name of a table, or of its sheet, call it a plan, and nothing there speak of a log or a meeting?"""
    called = re.search(CALLED_A_PLAN, names_over(table), re.IGNORECASE) is not None
    return called and not is_hinted("log_entries", table)


def called_a_log(table: FoundTable) -> bool:
    """Is a table called a log or the minutes of a meeting, and no plan?"""
    return _A_LOG.search(names_over(table)) is not None and not called_a_plan(table)


def _named(table: FoundTable) -> str:
    """What names a table without what explains it: a sentence over a table may speak of guidance or a list."""
    names = [table.grid.name, *(text for text in table.titles.values() if len(text) <= _LONGEST_NAME)]
    return " ".join(names).replace("_", " ")


def kinds_of_entries(table: FoundTable) -> dict[int, str]:
    """Rows of a log of risks, assumptions, issues and dependencies that are no risks, and what is asked of them."""
    for column in table.columns:
        lettered = _says_raid(column.heading) or _only_letters(table, column.column)
        some = {_kind_said(table, row, column.column, lettered) for row in table.rows[:_LOOKED_AT]} - {""}
        if not some or not some <= {"risk", *_KINDS}:
            continue
        said = {row: _kind_said(table, row, column.column, lettered) for row in table.rows}
        kinds = {row: _KINDS[kind] for row, kind in said.items() if kind in _KINDS}
        if kinds and "risk" in said.values() and set(said.values()) <= {"", "risk", *_KINDS}:
            return _not_risks(kinds)
    return _not_risks(_kinds_headed(table))


def _not_risks(kinds: dict[int, str]) -> dict[int, str]:
    return {row: f"This is {kind}, not a risk; put it where it belongs." for row, kind in kinds.items()}


def _kinds_headed(table: FoundTable) -> dict[int, str]:
    """The rows that stand under a heading of a kind that is no risk, "ASSUMPTIONS", with that kind.

    A heading of actions alone parts a plan; so one must speak of risks, or the table, if it has other kinds too.
    """
    named = {kind for text in table.sections.values() for kind in kinds_named(text)}
    if "risk" not in named and not (named - {"action"} and _OF_RISKS.search(names_over(table))):
        return {}
    headed: dict[int, str] = {}
    kind = ""
    for row in sorted((*table.rows, *table.sections)):
        if row in table.sections:
            kinds = [_KINDS.get(said, "") for said in kinds_named(table.sections[row])]
            kind = " or ".join(kinds) if all(kinds) else ""
        elif kind:
            headed[row] = kind
    return headed


def of_other_kinds(table: FoundTable) -> bool:
    """Does what stands right over a table, or its sheet, call it one of issues or assumptions and not of risks?"""
    named = _kinds_over(table)
    return bool(named) and "risk" not in named


def _kinds_over(table: FoundTable) -> list[str]:
    """The kinds of entry that what stands right over a table, or else its sheet, names and nothing besides."""
    over = max(table.titles, default=0)
    return (kinds_named(table.titles[over]) if over else []) or kinds_named(table.grid.name)


def kinds_named(text: str) -> list[str]:
    """The kinds of entry a heading names and nothing besides: "Section B: Issues and dependencies"; none for others."""
    words = [
        _singular(word)
        for word in plain(without_explanation(text)).split()
        if len(word) > 1 and not word.isdigit()
    ]
    said = [word for word in words if word not in _BESIDE_KIND]
    return said if all(word == "risk" or word in _KINDS for word in said) else []


def _says_raid(text: str) -> bool:
    return "raid" in plain(text).replace(" ", "")


def _only_letters(table: FoundTable, column: int) -> bool:
    """Do the rows of a column say R, A, I, D or O and nothing else, several of them or in a log that is called RAID?"""
    said = {table.grid.text(row, column).strip().casefold() for row in table.rows[:_LOOKED_AT]} - {""}
    fewest = 2 if _says_raid(names_over(table)) else _FEWEST_LETTERS
    told = fewest == 2 or bool(said & _NO_RATINGS)
    return "r" in said and told and fewest <= len(said) and said <= _LETTERS.keys()


def _kind_said(table: FoundTable, row: int, column: int, lettered: bool) -> str:
    """The kind of entry a cell names, in one word: "issue" for "Issues", and for "I" where letters stand for kinds."""
    text = table.grid.text(row, column)
    if len(text) > _LONGEST_KIND:
        return text
    word = _singular(plain(text))
    return _LETTERS.get(word, word) if lettered else word


def _singular(word: str) -> str:
    """ "dependency" for "dependencies", "issue" for "issues"."""
    return f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")


def none_of_ours(table: FoundTable, columns: list[Column]) -> tuple[float, str]:
    """Log-odds that a table is no register of ours, and what it looks like instead."""
    said: dict[str, float] = {}
    linked = 0
    for column in columns:
        for (_, reason), strength in none_evidence(column.in_table.own).items():
            if reason == LEGEND and len(columns) > _LEGEND_WIDTH:
                continue
            linked += reason == _LINKS
            if reason != _LINKS or linked <= _MOST_LINKS:
                said[reason] = said.get(reason, 0.0) + strength
    reached = any(column.seen.emails > 0.6 or column.seen.phones > 0.6 for column in columns)
    if reached or said.get(_STAKEHOLDERS, 0.0) < _IN_FULL:
        # Whom one can write to or ring is a contact, and “Power” somewhere in one heading says nothing yet.
        said.pop(_STAKEHOLDERS, None)
    names = _named(table)
    for reason, pattern in NONE_HINTS.items():
        if re.search(pattern, names, re.IGNORECASE):
            said[reason] = said.get(reason, 0.0) + _SURELY_CALLED.get(reason, 4.0)
    if (kinds := set(_kinds_over(table))) and kinds <= _NOTHING_TO_DO:
        said[_ASSUMED] = said.get(_ASSUMED, 0.0) + _IN_ALL
    if len({plain(column.in_table.own) for column in columns} & set(LEVEL_WORDS)) >= 3:
        # Likelihoods across, impacts down: a matrix. One word again and again is none: “M” heads every Monday.
        said[LEGEND] = said.get(LEGEND, 0.0) + 5.0
    if is_matrix(table, table.columns):
        said[LEGEND] = said.get(LEGEND, 0.0) + _IN_A_MATRIX
    if _is_scale(table):
        said[LEGEND] = said.get(LEGEND, 0.0) + _IN_A_SCALE
    elif len(columns) <= _LABELS_AND_MEANINGS and any(map(is_key_line, table.titles.values())):
        said[LEGEND] = said.get(LEGEND, 0.0) + _CALLED_A_KEY
    texts = [column.seen for column in columns if column.seen.count]
    if any(seen.questions > 0.6 and seen.count > 2 for seen in texts):
        said["a questionnaire"] = said.get("a questionnaire", 0.0) + 5.0
    lettered = [seen for seen in texts if seen.letters > 0.8]
    if len(lettered) >= _SHARERS and any(seen.ratings < 0.9 for seen in lettered):
        said[_CHART] = said.get(_CHART, 0.0) + 6.0
    if len(columns) == 2 and _labelled(table, columns[0]):
        said[_FORM] = said.get(_FORM, 0.0) + 5.0
    if _asks_by_turns(table, columns):
        said[_FORM] = said.get(_FORM, 0.0) + 8.0
    if _sums_up(table, columns):
        said[_SUMMARY] = _COUNTED
    if _counts_places(columns):
        said[_OF_PLACES] = _SURELY_PLACES
    if any(_says_what_for(table, column) for column in columns):
        said[_AGENDA] = said.get(_AGENDA, 0.0) + _COUNTED
    if len(columns) > 2 and (
        are_reached(columns) or _paid(columns) or len(columns) - linked > _MOST_BESIDE_LINKS
    ):
        said.pop(
            _LINKS, None
        )  # beside a telephone, a sum, or much else said of it, it is where a body is found
    elif any(seen.links > 0.6 for seen in texts):
        said[_LINKS] = said.get(_LINKS, 0.0) + 4.0
    if (
        len(table.rows) <= 6
        and len(columns) <= 3
        and any(seen.levels > 0.6 or seen.ratings > 0.6 for seen in texts)
    ):
        said[LEGEND] = said.get(LEGEND, 0.0) + 5.0
    if (
        sum(column.seen.numbers > 0.6 and bool(column.quarter or column.years_before) for column in columns)
        > 1
    ):
        said.pop("a questionnaire", None)  # what was answered year after year is an indicator
    strongest = max(said, key=said.__getitem__, default="")
    return 2.0 + 1.4 * said.get(strongest, 0.0), strongest


def _counts_places(columns: list[Column]) -> bool:
    """Is each row a place, with nothing but figures of several quarters or months beside it, and none to be reached?"""
    place, *others = columns
    timed = [column for column in others if column.own_quarter]
    return (
        place.words in _PLACES
        and place.seen.numbers < 0.2
        and len(timed) > 1
        and all(column.seen.numbers > 0.6 for column in others if column.seen.count)
        and not any(_AIMED & set(column.words) for column in others)
    )


def _says_what_for(table: FoundTable, column: Column) -> bool:
    """Does a column say of items of a meeting what each is for: decision, discussion, noting?"""
    if column.words not in _WHAT_FOR:
        return False
    said = [plain(table.grid.text(row, column.in_table.column)) for row in table.rows[:_LOOKED_AT]]
    said = [text.removeprefix("for ").removeprefix("to ") for text in said if text]
    return len(said) > 2 and sum(text in _PURPOSES for text in said) > 0.8 * len(said)


def are_reached(columns: list[Column]) -> bool:
    """Does a list say how to reach those it names, by telephone, email or post?"""
    return any(
        column.seen.emails > 0.6
        or column.seen.phones > 0.6
        or {"email", "phone", "telephone", "address", "postcode"} & set(column.words)
        for column in columns
    )


def _paid(columns: list[Column]) -> bool:
    """Does a list say how much money each of those it names had or was given?"""
    return any(
        column.seen.money > 0.6
        or (
            column.seen.numbers > 0.6
            and {"amount", "grant", "award", "awarded", "funding"} & set(column.words)
        )
        for column in columns
    )


def _is_scale(table: FoundTable) -> bool:
    """Do the rows say what each step of a scale means?"""
    steps = [table.grid.text(row, table.columns[0].column) for row in table.rows]
    return tells_scale([column.own for column in table.columns], steps)


def _labelled(table: FoundTable, column: Column) -> bool:
    """Do the first cells of nearly all rows end in a colon, each asking for what stands beside it?"""
    first = [table.grid.text(row, column.in_table.column).strip() for row in (*table.header, *table.rows)]
    return sum(text.endswith(":") for text in first) > 0.6 * len(table.rows)


def _asks_by_turns(table: FoundTable, columns: list[Column]) -> bool:
    """Do labels stand in every other column of every row, also of the first, each beside what it asks for?"""
    if len(columns) < 4 or len(columns) % 2 or not 0 < len(table.rows) <= _LONGEST_FORM:
        return False
    rows = (*table.header, *table.rows)
    asked = [table.grid.text(row, column.in_table.column) for column in columns[::2] for row in rows]
    asked = [text for text in asked if text]
    return sum(known_heading(text) >= _SURE_HEADING for text in asked) > 0.8 * len(asked)


def _sums_up(table: FoundTable, columns: list[Column]) -> bool:
    """Do two columns count the risks, actions or issues of a book, each row in words and a figure?"""
    words, figures = columns[0], columns[1] if len(columns) > 1 else columns[0]
    said = [table.grid.text(row, words.in_table.column) for row in table.rows[:_LOOKED_AT]]
    said = [text for text in said if text.strip()]
    return (
        len(said) > 2
        and figures.seen.numbers > 0.8
        and sum(bool(_IN_A_BOOK.search(text)) for text in said) > 0.5 * len(said)
        and max(map(len, said)) < _SHORT
    )
