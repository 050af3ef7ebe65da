"""What stands behind the action against a risk: who does it, by when and how far it is, told from what is of the risk."""

from __future__ import annotations

from collections.abc import Iterable

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.wordings.like_words import TOLD_OF_IT

_ACTIONS: tuple[Option, ...] = (("mitigations", "title", ""), ("mitigations", "control", ""))
_RISK: Option = ("risks", "title", "")
_NUMBER: Option = ("risks", "ref", "")
_REACHED_ON: Option = ("risks", "target_on", "")
_DOER: Option = ("mitigations", "owner", "")
_DUE: Option = ("mitigations", "due_on", "")
_HOW_FAR: Option = ("mitigations", "status", "")
_KIND: Option = ("mitigations", "kind", "")
_PROGRESS: Option = ("mitigations", "progress", "")
_OWNERS: tuple[Option, ...] = (("risks", "owner", ""), ("risks", "owner_agency", ""))
_STANDS: Option = ("risks", "status", "")
_DOERS = (("by", "whom"), ("by", "who"), ("who", "by"), ("whom",))
_TO_BE_DONE = {"action", "mitigation", "treatment", "mitigating", "do", "plan", "task", "step"}
_RATED = {"rating", "score", "level", "grade", "grading", "factor", "ranking"}
_NUMBERED = {"no", "ref", "id"}
_WHOSE = {"owner", "lead", "responsible", "who", "officer"}
_NEARLY_ALL, _EVERY = 0.8, 0.9
# Words that say of each row whether it is there already or still to be done, and how long they are at most.
_IN_PLACE = ("control", "controls", "existing", "current")
_PLANNED = ("action", "actions", "planned", "further", "proposed", "future", "treatment")
_LONGEST_KIND = 20
# Of the rows of a table at most, where each risk stands beside several of its actions.
_STANDS_OVER = 0.75
# So little more than what is kept in the notes that it is a question.
_ASKED = 3.0
# So little more than whose the risk is that it is a question.
_LIKELIER = 0.2
# What a heading that came before is worth less.
_HEADED_ALIKE = 3.0


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of what stands behind the actions against risks."""
    _by_whom_after_actions(columns, options)
    _days_by_which_to_act(columns, options)
    _dates_of_actions(columns, options)
    _kinds_of_actions(columns, options)
    _behind_an_action(columns, options)
    _headed_as_of_actions(columns, options)
    _listed_apart(columns, options)


def keep_second_owners(
    columns: list[Column], options: list[dict[Option, float]], nothing: list[float]
) -> None:
    """A second “Owner” where no action stands beside the risks is one more of the risk: kept in the notes."""
    if any(own.get(option, 0.0) > CLEAR for own in options for option in _ACTIONS):
        return
    owned: set[tuple[str, ...]] = set()
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        if not own.keys() & {*_OWNERS, _DOER}:
            continue
        if column.words in owned:
            own.clear()
            nothing[at] = SURELY
        owned.add(column.words)


def _by_whom_after_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“By whom?” right after what is to be done says who does it, not whose the risk is."""
    for at in range(1, len(columns)):
        if _DOER in options[at] and columns[at].words in _DOERS and set(_ACTIONS) & set(options[at - 1]):
            options[at][_DOER] += PLAINLY


def _days_by_which_to_act(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Action by” over days, behind what is to be done, says by when and not by whom; an “Owner” over days is asked about."""
    if any(own.get(_DUE, 0.0) > CLEAR for own in options):
        return
    acted = False
    for column, own in zip(columns, options, strict=True):
        words = set(alike_words(column.in_table.own))
        nothing_else = max(own.values(), default=0.0) < _ASKED
        if acted and nothing_else and column.seen.dates > _NEARLY_ALL and not words & TOLD_OF_IT:
            if column.words[-1:] == ("by",):
                own[_DUE] = CLEAR + PLAINLY
            elif words & _WHOSE:
                own[_DUE] = _ASKED
        acted = acted or _acts(column, own)


def _dates_of_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A target date beside what is to be done is the day that is due, where no score is to be reached by then."""
    scored = any(
        "target" in column.words
        and "date" not in column.words
        and {"score", "likelihood", "impact", "risk", "rating"} & set(column.words)
        for column in columns
    )
    if not scored and any(own.get(_ACTIONS[0], 0.0) > CLEAR for own in options):
        for own in options:
            if ("risks", "target_on", "") in own and _DUE in own:
                own[_DUE] += 2.0


def _kinds_of_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Control” and “Action” by turns, before or behind what stands against a risk, say which of the two it is."""
    kinds = {at for at, column in enumerate(columns) if _says_kind(column)}
    acting = [
        at
        for at, (column, own) in enumerate(zip(columns, options, strict=True))
        if at not in kinds and _acts(column, own)
    ]
    for at in kinds:
        if acting and at >= min(acting) - 1:
            options[at].clear()
            options[at][_KIND] = SURELY


def _says_kind(column: Column) -> bool:
    in_place, planned = (max(column.said.get(word, 0.0) for word in words) for words in (_IN_PLACE, _PLANNED))
    return column.seen.average <= _LONGEST_KIND and min(in_place, planned) > 0 and in_place + planned > _EVERY


def _behind_an_action(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A lead or owner behind an action is of the action where the risk has its own, or a day it is due follows.

    A status behind it is of the action where its words say how far something is, and not that a risk is open.
    """
    at = next(
        (at for at, (column, own) in enumerate(zip(columns, options, strict=True)) if _acts(column, own)),
        None,
    )
    if at is None:
        return
    theirs = False
    for behind in range(at + 1, len(columns)):
        column, own = columns[behind], options[behind]
        owner = max((own.get(option, 0.0) for option in _OWNERS), default=0.0)
        if owner and any(columns[other].words == column.words for other in range(at)):
            owner += _HEADED_ALIKE  # the same once more is of the action
        if owner > CLEAR and "risk" not in column.words and owner >= own.get(_DOER, 0.0):
            owned = _of_the_risk(columns, options, behind, _OWNERS) or _for_each_action(
                columns, options, behind
            )
            if not (owned or (behind == at + 1 and _falls_due(options, behind + 1))):
                return  # whose the risk is, and what follows is of the risk again
            own[_DOER] = owner + (PLAINLY if owned else _LIKELIER)
            if owned:
                for option in _OWNERS:
                    own.pop(option, None)
            theirs = True
        elif own.get(_DOER, 0.0) > CLEAR:
            theirs = True
        elif own.get(_DUE, 0.0) > CLEAR:
            own[_DUE] += PLAINLY if theirs else 0.0
            theirs = True
        elif (
            own.get(_STANDS, 0.0) > CLEAR
            and "risk" not in column.words
            and own.get(_HOW_FAR, 0.0) <= own[_STANDS]
        ):
            under_way = column.seen.under_way > 0.5
            beside = behind == at + 1 and (under_way or _for_each_action(columns, options, behind))
            if beside or (theirs and (under_way or _of_the_risk(columns, options, behind, (_STANDS,)))):
                own[_HOW_FAR] = own.pop(_STANDS) + PLAINLY
            elif theirs and column.seen.under_way:
                own[_HOW_FAR] = own[_STANDS] + _LIKELIER
            return
        elif theirs and column.seen.under_way > 0.5 and own.keys() & {_HOW_FAR, _PROGRESS}:
            own[_HOW_FAR] = max(own.get(_HOW_FAR, 0.0), own.get(_PROGRESS, 0.0)) + PLAINLY
            return
        elif not own.keys() & {_KIND, _PROGRESS, *_ACTIONS}:
            return


def _headed_as_of_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An “Action owner” is never the owner of the risk, nor an “Action status” in words of progress its status."""
    for column, own in zip(columns, options, strict=True):
        words = set(alike_words(column.in_table.own))
        if not _TO_BE_DONE & words or "risk" in words:
            continue
        if own.get(_DOER, 0.0) >= CLEAR:
            for option in _OWNERS:
                own.pop(option, None)
        if own.get(_HOW_FAR, 0.0) >= CLEAR and column.seen.under_way:
            own.pop(_STANDS, None)


def _listed_apart(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """In a list of mitigations each names its risk by number, and all else is of the mitigation.

    Where each row is rated, its number is that of a risk of its own, whatever it is called by.
    """
    at = next((at for at, column in enumerate(columns) if _numbers_risks(column)), None)
    titled = any(own.get(_RISK, 0.0) > CLEAR for own in options)
    acted = any(own.get(option, 0.0) > CLEAR for own in options for option in _ACTIONS)
    rated = all(
        any(own.get(("risks", score, ""), 0.0) > CLEAR for own in options)
        for score in ("current_likelihood", "current_impact")
    )
    if at is None or titled or rated or not acted:
        return
    options[at].clear()
    options[at][_NUMBER] = CLEAR + 2 * PLAINLY
    for own in options[:at] + options[at + 1 :]:
        for theirs, ours in ((_OWNERS, _DOER), ((_STANDS,), _HOW_FAR), ((_REACHED_ON,), _DUE)):
            said = max((own.pop(option) for option in theirs if option in own), default=0.0)
            if said:
                own[ours] = max(own.get(ours, 0.0), said) + PLAINLY
        for option in [option for option in own if option[0] == "risks"]:
            del own[option]


def _numbers_risks(column: Column) -> bool:
    """ "Risk ref" over numbers, some perhaps again and again; what rates a risk does not number it."""
    words = set(column.words)
    numbers = not words & _RATED or bool(words & _NUMBERED)
    return "risk" in words and len(words) <= 3 and numbers and column.seen.refs > _NEARLY_ALL


def are_of_mitigations(uses: Iterable[ColumnUse]) -> bool:
    """Does each row say by number, and in no other way, which risk its mitigation is against?"""
    fields = {(use.register, use.field): use for use in uses}
    number = fields.get(("risks", "ref"))
    return (
        number is not None
        and _RISK[:2] not in fields
        and "risk" in alike_words(number.heading)
        and any(option[:2] in fields for option in _ACTIONS)
    )


def _acts(column: Column, own: dict[Option, float]) -> bool:
    """Does a heading name what is to be done about a risk?"""
    said = max((own.get(option, 0.0) for option in _ACTIONS), default=0.0)
    return (
        said > CLEAR
        and said >= max(own.values())
        and bool(_TO_BE_DONE & set(alike_words(column.in_table.own)))
    )


def _of_the_risk(
    columns: list[Column], options: list[dict[Option, float]], behind: int, wanted: tuple[Option, ...]
) -> bool:
    """Does another column, before this one or by its heading, say the same of the risk itself?"""
    return any(
        (at < behind or "risk" in columns[at].words)
        and any(own.get(option, 0.0) > CLEAR for option in wanted)
        for at, own in enumerate(options)
        if at != behind
    )


def _for_each_action(columns: list[Column], options: list[dict[Option, float]], behind: int) -> bool:
    """Does a column say something of every action, where several rows of them stand beside one risk?"""
    over = any(
        own.get(_RISK, 0.0) > CLEAR and 0 < column.seen.filled <= _STANDS_OVER
        for column, own in zip(columns, options, strict=True)
    )
    return over and columns[behind].seen.filled > _EVERY


def _falls_due(options: list[dict[Option, float]], at: int) -> bool:
    return at < len(options) and options[at].get(_DUE, 0.0) > CLEAR
