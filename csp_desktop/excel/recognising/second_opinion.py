"""A second opinion on a table's columns: settled anew by the fitted weights, and asked about where the wordings differ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from csp_desktop.excel.recognising.beside.payments import OF_PAYMENTS, are_claims, are_payments, heads_payee
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.column_words import question, reason_for
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.fitted.fields import likely_fields
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import IGNORE, Key, column_fields
from csp_desktop.excel.recognising.register_worth import NOTES_PRICE
from csp_desktop.excel.recognising.settling import SURELY, Option, Settled, Spoken, settle
from csp_desktop.excel.recognising.several_columns import NEAR, cost_again, same
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Choice

# Fields that say something of a quarter or month.
TIMED = ("updates", "measurements", "funding_entries", "log_updates", "risk_reviews")
# The day an action is due is read from its timescale: no column is both.
_READ_FROM_ANOTHER: Key = ("plan_items", "due_on")
# What of several years beside each other only one is of the year the table is of.
OF_ITS_YEAR = ("target_value", "amount")
# A field less likely than this is no answer, what is clear and less likely than that is a question after all, and what
# was a question and is as likely as the last is none any more.
_LEAST, _DOUBTED, _SURE = 0.02, 0.08, 0.97
# How likely an answer is at least that the wordings do not give: of those less likely half are wrong.
_ANSWERED = 0.3
# How likely at least what the wordings ask about, for the question to be put.
_STILL_ASKED = 0.15
# So much speaks for what two columns say alike that neither is only a note.
_TWICE = 6.0
# How likely none must be at least for what is headed as a note to stay one.
_NOTE_AFTER_ALL = 0.15
# So likely everything is at least: beyond that a figure has no digits left to tell.
_HARDLY = 1e-12
# So much is what a column is told to be worth that no other takes its field.
_CLEAR = 20.0
# How sure an answer is at most that the wordings do not give.
_BY_WEIGHTS_ALONE = 0.8
_SPOKEN = 0.8
# So much values may say against a field that no wording speaks of, and against one that some do.
_AGAINST, _AGAINST_SPOKEN = -1.6, -4.5
# What is to be done is no progress made.
_TO_BE_DONE = (("action",), ("task",))
# So likely must be something else, for a clear field to be a question.
_RATHER = 0.5
# What is to be reached and what comes of it are called alike.
_HARDLY_APART = frozenset(("target", "outcome"))
# Values that say by themselves what their column is, and how near two wordings are that may both be meant.
_PLAIN_VALUES, _RIVAL = 1.4, 1.0


def second_opinion(
    register: str, columns: Sequence[Column], spoken: Spoken, uses: Sequence[ColumnUse]
) -> list[ColumnUse]:
    """The uses of a table's columns, settled anew by the weights: what is other than the wordings have it is a question.

    `spoken` is what `uses` were settled by.
    """
    likely = [
        likely_fields(column, by_field(own), price, open_to(register, column, own, head))
        for column, own, price, head in zip(columns, *spoken, strict=True)
    ]
    # Whom each payment of a project went to is no question of who provides it, nor how a claim stands how the project does.
    paid = any((use.register, use.field) == ("allocations", "project") for use in uses) and are_payments(
        columns
    )
    claimed = paid and are_claims(columns)
    told = [
        _is_told(column, use, price, shares)
        or own.get((use.register, use.field, use.quarter), 0.0) >= SURELY
        or (paid and heads_payee(column.in_table.heading))
        or (claimed and use.field == NOTED)
        for column, use, own, price, shares in zip(
            columns, uses, spoken.options, spoken.nothing, likely, strict=True
        )
    ]
    worth = [
        _as_it_is(use) if is_told else _worth(column, own, shares)
        for column, use, is_told, own, shares in zip(columns, uses, told, spoken.options, likely, strict=True)
    ]
    settled = settle(worth, [0.0] * len(columns), cost_again, same)
    return [
        use if is_told else _answer(register, column, use, choice, own, shares)
        for column, use, is_told, choice, own, shares in zip(
            columns, uses, told, settled, spoken.options, likely, strict=True
        )
    ]


def _answer(
    register: str,
    column: Column,
    use: ColumnUse,
    choice: Settled,
    own: Mapping[Option, float],
    shares: Mapping[Key | None, float],
) -> ColumnUse:
    """What a column is in the end; `use` is what the wordings have it for, `choice` what the weights."""
    if choice.option is None:
        return _told_twice(use, own, column) or _unanswered(register, column, use, shares)
    owner, name, quarter = choice.option
    hardly_apart = use.register == owner and {use.field, name} <= _HARDLY_APART
    if hardly_apart or same((use.register, use.field, ""), (owner, name, "")):
        return _weighed(use, own, shares, column)
    share = near_share(shares, (owner, name))
    if share < _ANSWERED:
        return _unanswered(register, column, use, shares)
    # Other than the wordings have it: however likely, a question.
    sure = min(round(share, 3), _BY_WEIGHTS_ALONE)
    answer = replace(use, register=owner, field=name, quarter=quarter, sureness=sure)
    return replace(answer, why=question(answer, choice.rival, column.seen))


def _told_twice(use: ColumnUse, own: Mapping[Option, float], column: Column) -> ColumnUse | None:
    """What a heading says as plainly as another that has taken it: “Due date” beside “Deadline” is asked, not noted."""
    most = max(own.values(), default=0.0)
    if not use.asked or most < _TWICE:
        return None
    owner, name, quarter = max(own, key=own.__getitem__)
    return _questioned(replace(use, register=owner, field=name, quarter=quarter), None, column)


def _unanswered(
    register: str, column: Column, use: ColumnUse, shares: Mapping[Key | None, float]
) -> ColumnUse:
    """What a column is that the weights have no answer for: what the wordings are sure of is never noted unasked."""
    if use.field == NOTED:
        return use
    if not use.asked:
        return _questioned(use, None, column)
    if shares.get((use.register, use.field), 0.0) >= _STILL_ASKED:
        return use
    return replace(use, register=register, field=NOTED, quarter="", sureness=1.0, why="")


def _is_told(column: Column, use: ColumnUse, price: float, shares: Mapping[Key | None, float]) -> bool:
    """Is a column headed by its field's very name or as a note, worked out from others or told by them, or is nothing in it?"""
    if not use.asked and column.words == alike_words(use.field.replace("_", " ")):
        return True
    if column.of_product and use.field.endswith(("_likelihood", "_impact")):
        return True
    if column.own_quarter and not use.asked and use.field.startswith("trajectory_"):
        # “Q2 target”: the step of the quarter it names, and none of the year's target.
        return True
    surely_none = column.own_quarter or price >= SURELY or shares[None] > _NOTE_AFTER_ALL
    headed_as_note = use.field == NOTED and price > NOTES_PRICE and surely_none
    return bool(column.chart or column.sums or use.field == IGNORE or headed_as_note or not column.seen.count)


def _as_it_is(use: ColumnUse) -> dict[Option, float]:
    return {} if use.field in (NOTED, IGNORE) else {(use.register, use.field, use.quarter): _CLEAR}


def _worth(
    column: Column, own: Mapping[Option, float], shares: Mapping[Key | None, float]
) -> dict[Option, float]:
    """What each likely field of a column is worth beside none, in log-odds; of the quarter the wordings say, if any."""
    said = {(register, name): quarter for register, name, quarter in sorted(own, key=own.__getitem__)}
    return {
        (*key, said.get(key, timed(column, key))): math.log(share / max(shares[None], _HARDLY))
        for key, share in shares.items()
        if key is not None and share > _LEAST
    }


def timed(column: Column, key: Key) -> str:
    """The quarter or month a column is of, where the field says something of one."""
    return column.quarter if key[0] in TIMED or key[1] == "value" else ""


def near_share(shares: Mapping[Key | None, float], key: Key) -> float:
    """How likely a field is, with those so near that it matters little which of them it is."""
    alike = next((near for near in (*NEAR, _HARDLY_APART) if key[1] in near), {key[1]})
    return sum(share for other, share in shares.items() if other and other[0] == key[0] and other[1] in alike)


def by_field(own: Mapping[Option, float]) -> dict[Key, float]:
    """What is said for each field, whichever quarter it would be of."""
    worth: dict[Key, float] = {}
    for (register, name, _), value in own.items():
        worth[register, name] = max(value, worth.get((register, name), value))
    return worth


def open_to(
    register: str, column: Column, own: Mapping[Option, float], head: Mapping[Key, float]
) -> list[Key]:
    """The fields a column may be: what its wordings allow, and whatever its values do not speak against."""
    kept = {(owner, name) for owner, name, _ in own}
    return [
        key
        for key in column_fields(register)
        if key in kept
        or (
            key != _READ_FROM_ANOTHER
            and key not in OF_PAYMENTS
            and value_evidence(key, column.seen)
            > (_AGAINST_SPOKEN if head.get(key, 0.0) > _SPOKEN else _AGAINST)
            and not (key[1] == "narrative" and column.words[-1:] in _TO_BE_DONE)
            and not (_of_another_time(column) and (key[0] in TIMED or key[1] in (*OF_ITS_YEAR, "status")))
        )
    ]


def _of_another_time(column: Column) -> bool:
    """Is a column of another year, or of a time that is no quarter or month: “12 months to March 2014”?"""
    timed = any(character.isdigit() for character in column.in_table.dated) and not column.quarter
    return timed or column.of_another_year or bool(column.years_off) or bool(column.years_before)


def _weighed(
    use: ColumnUse, own: Mapping[Option, float], shares: Mapping[Key | None, float], column: Column
) -> ColumnUse:
    """A use that stays: a question where the weights speak strongly against it, and none where they are sure of it too."""
    key = (use.register, use.field)
    if use.field in (NOTED, IGNORE) or key not in shares:
        return use
    share = near_share(shares, key)
    # Whose figure it is, of which quarter or year, is asked where the wordings ask; so is which of several leads.
    of_when = use.register in TIMED or bool(column.years_off)
    fits = not _is_chosen(key) or value_evidence(key, column.seen) >= 0
    if use.asked and fits and shares[key] >= _SURE and not of_when and not _rivalled(use, own):
        sure = replace(use, sureness=round(shares[key], 3))
        return replace(sure, why=reason_for(sure, None, column.seen))
    if share >= _DOUBTED or _told_by_values(key, column):
        return use
    other = max(shares, key=shares.__getitem__)
    if shares[other] < _RATHER:
        return use
    return _questioned(use, (*other, "") if other else None, column)


def _questioned(use: ColumnUse, rival: Option | None, column: Column) -> ColumnUse:
    """A use the wordings are sure of and the weights are not, as a question."""
    doubtful = replace(use, sureness=min(use.sureness, _BY_WEIGHTS_ALONE))
    return replace(doubtful, why=question(doubtful, rival, column.seen))


def _told_by_values(key: Key, column: Column) -> bool:
    """Do the values say by themselves what their column is? Words that are none of a choice's are left out anyway."""
    return _is_chosen(key) or value_evidence(key, column.seen) >= _PLAIN_VALUES


def _is_chosen(key: Key) -> bool:
    """Is a field one of a few words?"""
    register, name = key
    return isinstance(register_named(register).by_name.get(name), Choice)


def _rivalled(use: ColumnUse, own: Mapping[Option, float]) -> bool:
    """May a column as well be something else, by all its wordings say?"""
    meant = (use.register, use.field, use.quarter)
    others = [worth for option, worth in own.items() if not same(option, meant)]
    return max(others, default=0.0) > own.get(meant, 0.0) - _RIVAL
