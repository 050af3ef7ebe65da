"""What names the records of a table where no column is headed by a name for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from csp_desktop.excel.recognising.column_mapping import CERTAIN, NOTED, ColumnUse
from csp_desktop.excel.recognising.column_words import reason_for
from csp_desktop.excel.recognising.evidence import value_evidence
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import Key
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.registers.catalog import register_named

# Headings that name a body, in words made alike.
_BODY_WORDS = {
    "department",
    "directorate",
    "service",
    "team",
    "division",
    "unit",
    "organisation",
    "agency",
    "partner",
    "provider",
    "recipient",
}
# A unit of measurement is no unit of a body.
_MEASURES = {"measurement", "measure", "cost", "price", "rate"}
# How sure it is that money is named by the number of its project, by who gets it, or by what only looks like a body.
_BY_NUMBER, _BY_BODY, _BY_LOOKS = 0.7, 0.9, 0.8

# A heading that says so much names the records; another claims it as plainly that says hardly less.
_NAMES_THEM, _AS_PLAINLY = 3.0, 1.5
_MOSTLY, _DIFFERENT = 0.8, 0.9


def surely_named(
    register: str, uses: Sequence[ColumnUse], columns: Sequence[Column], heads: Sequence[Mapping[Key, float]]
) -> list[ColumnUse]:
    """The name unasked that stands in nearly every row, each time another, where no other heading claims it as plainly."""
    title = (register, register_named(register).title)
    said = [head.get(title, 0.0) for head in heads]
    settled = []
    for at, (use, column) in enumerate(zip(uses, columns, strict=True)):
        rival = max((claim for place, claim in enumerate(said) if place != at), default=0.0)
        plain = said[at] >= _NAMES_THEM and rival < said[at] - _AS_PLAINLY
        plain = plain or (register == "allocations" and at == 0 and _all_else_told(use, uses, columns))
        # In a register nothing is written into yet, the headings tell all there is.
        whole = column.seen.filled > _MOSTLY and column.seen.distinct > _DIFFERENT
        if use.asked and (use.register, use.field) == title and plain and (whole or not column.seen.count):
            use = replace(use, sureness=CERTAIN)
            use = replace(use, why=reason_for(use, None, column.seen))
        settled.append(use)
    return settled


def _all_else_told(naming: ColumnUse, uses: Sequence[ColumnUse], columns: Sequence[Column]) -> bool:
    """Are the amount and the body it goes to plainly told, and is there no other text nobody knows that may name the money?"""
    told = {use.field for use in uses if use.register == "allocations" and not use.asked}
    return {"amount", "provider"} <= told and not any(
        use is not naming and use.field == NOTED and column.seen.names + column.seen.sentences > _MOSTLY
        for use, column in zip(uses, columns, strict=True)
    )


def tells_of_people(uses: Iterable[ColumnUse], columns: Iterable[Column]) -> bool:
    """Do most of the names stand for persons, or say what post or address somebody has?"""
    fields = {use.field for use in uses}
    named = max(
        (
            column.seen.persons
            for use, column in zip(uses, columns, strict=True)
            if use.field in ("name", "first_name", "last_name")
        ),
        default=0.0,
    )
    return named > 0.5 or bool(fields & {"job_title", "email", "phone"})


def settled_names(register: str, uses: list[ColumnUse], columns: list[Column]) -> list[ColumnUse]:
    """A register of threats or causes that gives its risks no name of their own: the cause is the name."""
    title = register_named(register).title
    if any(use.register == register and use.field == title for use in uses):
        return uses
    if register == "risks":
        told = _empty_name(uses, columns)
        if told is not None:
            return [replace(use, field=title, sureness=CERTAIN) if use is told else use for use in uses]
    instead = {"risks": ("cause",), "plan_items": ("objective",)}.get(register, ())
    for name in instead:
        naming_use = next((use for use in uses if use.register == register and use.field == name), None)
        if naming_use:
            named = replace(naming_use, field=title)
            if _may_name(uses, columns):
                named = replace(named, sureness=min(named.sureness, _BY_LOOKS))
            return [named if use is naming_use else use for use in uses]
    return _named_by_number_or_body(uses, columns) if register == "allocations" else uses


def named_after_all(
    register: str, uses: Sequence[ColumnUse], columns: Sequence[Column]
) -> tuple[ColumnUse, ...] | None:
    """The uses with a question for the name, where a register is sure and nothing heads one; None where none could be.

    The first text it may be is each time another and stands in most rows.
    """
    title = (register, register_named(register).title)
    for use, column in zip(uses, columns, strict=True):
        whole = column.seen.filled > _MOSTLY and column.seen.distinct > _DIFFERENT
        text = column.seen.numbers + column.seen.dates < 0.3 and value_evidence(title, column.seen) > 0
        if use.field == NOTED and whole and text and not column.chart:
            called = (
                f"Nothing else names the rows. Is “{use.heading or '(no heading)'}” what each is called by?"
            )
            named = replace(
                use, register=register, field=title[1], quarter="", sureness=_BY_LOOKS, why=called
            )
            return tuple(named if other is use else other for other in uses)
    return None


def _may_name(uses: list[ColumnUse], columns: list[Column]) -> bool:
    """Do texts, each another, stand under a heading nobody knows, or for a category, so that they may be the name?"""
    return any(
        ((use.field == NOTED and not use.why and column.seen.sentences > 0.6) or use.field == "category")
        and column.in_table.heading
        and column.seen.distinct > _DIFFERENT
        and column.seen.filled > _MOSTLY
        for use, column in zip(uses, columns, strict=True)
    )


def _empty_name(uses: list[ColumnUse], columns: list[Column]) -> ColumnUse | None:
    """The “Name”, else the “Description”, of a register nothing is written into yet: not the cause beside it names the risks."""
    empty = [use for use, column in zip(uses, columns, strict=True) if not column.seen.count]
    if not any(use.field == "cause" for use in empty):
        return None
    noted = {alike_words(use.heading): use for use in reversed(empty) if use.field == NOTED}
    return noted.get(("name",)) or noted.get(("title",)) or noted.get(("description",))


def _named_by_number_or_body(uses: list[ColumnUse], columns: list[Column]) -> list[ColumnUse]:
    """A list of money that names no project: the project's number names it, else the body it goes to."""
    if not any(use.field == "amount" for use in uses):
        return uses
    numbered = next((use for use in uses if {"project", "scheme"} & set(alike_words(use.heading))), None)
    body = next((use for use in uses if use.field == "provider"), None) or next(
        (
            use
            for use in uses
            if use.field == NOTED
            and set(alike_words(use.heading)) & _BODY_WORDS
            and not set(alike_words(use.heading)) & _MEASURES
        ),
        None,
    )
    unlisted = _unlisted_before(body, uses, columns) if body and not numbered else None
    naming, sure = (
        (numbered, _BY_NUMBER) if numbered else (unlisted, _BY_LOOKS) if unlisted else (body, _BY_BODY)
    )
    if naming is None:
        naming, sure = _body_by_looks(uses, columns), _BY_LOOKS
    if naming is None or naming.field == "provider":
        return uses  # what is paid to a body and for nothing anybody named is called by the body
    why = f"Nothing else names the money. Is “{naming.heading}” what it is called by?"
    named = replace(naming, register="allocations", field="project", sureness=sure, why=why)
    return [named if use is naming else use for use in uses]


def _unlisted_before(body: ColumnUse, uses: list[ColumnUse], columns: list[Column]) -> ColumnUse | None:
    """The first column, in front of the body, where it names something else in each row under a heading nobody knows."""
    first, column = uses[0], columns[0]
    named = column.seen.names > 0.8 and column.seen.distinct > _DIFFERENT and column.seen.bodies < 0.5
    unknown = first.field == NOTED and not first.why and bool(first.heading)
    return first if first is not body and unknown and named and column.seen.filled > _MOSTLY else None


def _body_by_looks(uses: list[ColumnUse], columns: list[Column]) -> ColumnUse | None:
    """The one column under no known heading whose cells are nearly all different bodies: who was given the money."""
    bodies = [
        use
        for use, column in zip(uses, columns, strict=True)
        if use.field == NOTED and not use.why and column.seen.bodies > 0.5 and column.seen.distinct > 0.6
    ]
    return bodies[0] if len(bodies) == 1 else None
