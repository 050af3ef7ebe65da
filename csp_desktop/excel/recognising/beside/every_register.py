"""What columns of any register say of one another: which heading is the plainest name, what is no status, what is past."""

from __future__ import annotations

from csp_desktop.excel.recognising.columns.ticks import asked_of, of_mitigations
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.wordings.of_registers import NAMED_IN_WORDS
from csp_desktop.registers.catalog import register_named

_LONGER = 1.1
# Where each register says how far something is.
_STATUS_OF: dict[str, Option] = {
    "plan_items": ("plan_items", "status", ""),
    "risks": ("risks", "status", ""),
    "log_entries": ("log_updates", "status", ""),
}
# What heads how something stands now, in words made alike.
_STANDS = (("status",), ("current", "status"), ("progress", "status"), ("status", "update"))
# Where each register keeps how something goes.
_TOLD_IN = {"plan_items": "updates", "log_entries": "log_updates"}
_ACTED = ("title", "control")
_TICKED = 0.8
_REVIEWED_BY = {"reviewed", "by"}
_LAST_REVIEW = {"last", "review"}
_OF_REVIEW = (("review", "date"), ("date", "review"), ("review",))


def weigh(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of any register."""
    if register in NAMED_IN_WORDS:
        title = (register, register_named(register).title, "")
        _plainest_names(title, columns, options)
        _others_related_to(title, columns, options)
        _numbered_alike(title, columns, options)
    _kinds_are_no_statuses(columns, options)
    _statuses_told_at_length(register, columns, options)
    _ticks_say_how_far(register, columns, options)
    if register in ("log_entries", "risks"):
        _reviews_gone_by(columns, options)


def _plainest_names(title: Option, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of headings that could all name the record the plainest does, where what stands under it is shorter and each time different."""
    naming = [
        (column, own)
        for column, own in zip(columns, options, strict=True)
        if own.get(title, 0.0) > CLEAR and column.seen.count
    ]
    for column, own in naming:
        others = [other for other, _ in naming if other is not column]
        if (
            others
            and column.seen.distinct > 0.9
            and all(
                _says_more(other.words, column.words) and other.seen.average > _LONGER * column.seen.average
                for other in others
            )
        ):
            own[title] += PLAINLY


def _says_more(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Does a heading say more than a name: “Potential risks” beside “Risk”, “Long name” beside “Short name”?"""
    if name[-1:] in (("name",), ("title",)):
        return words[-1:] != name[-1:] or ("short" in name and "short" not in words)
    return set(name) < set(words)


def _others_related_to(title: Option, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Related tasks” and “Linked risks” are others than the record they stand beside, and do not name it."""
    for column, own in zip(columns, options, strict=True):
        if column.words[:1] in (("related",), ("linked",), ("associated",)):
            own.pop(title, None)


def _numbered_alike(title: Option, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Milestone 1” and “Milestone 2” are steps of the record they stand beside, and neither names it."""
    bare = [tuple(word for word in column.words if not word.isdigit()) for column in columns]
    for column, own, words in zip(columns, options, bare, strict=True):
        if words != column.words and bare.count(words) > 1:
            own.pop(title, None)


def _kinds_are_no_statuses(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Words of a status under “Type” say how far something is, and of no kind."""
    for column, own in zip(columns, options, strict=True):
        if column.seen.statuses > 0.6:
            for option in [option for option in own if option[1] == "kind"]:
                del own[option]


def _statuses_told_at_length(
    register: str, columns: list[Column], options: list[dict[Option, float]]
) -> None:
    """Sentences under “Status” tell how it goes, where no other column does."""
    if register not in _TOLD_IN:
        return
    told = (_TOLD_IN[register], "narrative")
    if any(option[:2] == told and own[option] > CLEAR for own in options for option in own):
        return
    for column, own in zip(columns, options, strict=True):
        seen = column.seen
        if (
            column.words in _STANDS
            and seen.sentences > 0.5
            and seen.statuses + seen.ratings < 0.3
            and not own
        ):
            own[*told, column.quarter] = CLEAR + PLAINLY


def _ticks_say_how_far(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Ticks, or yes and no, under what asks whether something is done are its status, and no day it was done."""
    if register not in _STATUS_OF:
        return
    own_status, beside = _STATUS_OF[register], ("mitigations", "status", "")
    mitigated = any(own.get(("mitigations", name, ""), 0.0) > CLEAR for own in options for name in _ACTED)
    told = {
        option
        for column, own in zip(columns, options, strict=True)
        if column.seen.statuses > _TICKED > column.seen.ticks
        for option in own
        if own[option] > CLEAR
    }
    for column, own in zip(columns, options, strict=True):
        heading = column.in_table.own
        asked = asked_of(heading)
        if not asked or column.own_quarter or not column.seen.count or column.seen.ticks < _TICKED:
            continue
        status = own_status
        if register == "risks" and of_mitigations(heading):
            if not mitigated:
                continue
            status = beside
        if status in told:
            # Words beside it say more.
            own.pop(status, None)
            continue
        said = max(CLEAR + PLAINLY, own.get(status, 0.0))
        own.clear()
        own[status] = said
        if register == "risks" and mitigated and asked == "outstanding" and status == own_status:
            own[beside] = said  # the risk, or what is done about it


def _reviews_gone_by(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A last review, or a review date beside who did it, is a day gone by: neither of the next nor when it was raised."""
    done = any("reviewer" in column.words or set(column.words) >= _REVIEWED_BY for column in columns)
    for column, own in zip(columns, options, strict=True):
        if (done and column.words in _OF_REVIEW) or set(column.words) >= _LAST_REVIEW:
            own.clear()
