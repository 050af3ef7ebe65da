"""A register in two states side by side, as the History window shows it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Band, Column, Form, Row, Sheet, Table, cell
from csp_desktop.reports.catalog import look
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context
from csp_desktop.reports.typesetting import typeset

TITLE = "Side by side"


class Line(NamedTuple):
    """What one field of a record, by its name, says in the two states."""

    record: str
    field: str
    left: str
    right: str


def print_side_by_side(
    records: PlanRecords, register: str, left: str, right: str, lines: Iterable[Line], options: ReportOptions
) -> bytes:
    """A register in two states as PDF; raises ReportProblem in one sentence."""
    rows: list[Row | Band] = []
    for record, fields in groupby(lines, key=lambda line: line.record):
        rows.append(Band(record))
        rows.extend(Row((cell(line.field), cell(line.left), cell(line.right))) for line in fields)
    table = Table(
        columns=(
            Column("field", "Field", em=11, leads=True),
            Column("left", left, share=1, leads=True),
            Column("right", right, share=1, leads=True),
        ),
        rows=tuple(rows),
        empty="Nothing differs.",
    )
    sheet = Sheet(
        title=f"{register}: {left} beside {right[0].lower() + right[1:]}",
        context=context(records, TITLE),
        blocks={"lines": table},
    )
    form = Form("checks", TITLE, (sheet,), legend=False)
    document = {
        "look": look(records, options, TITLE),
        "cover": None,
        "contents": False,
        "flipped": form.flipped,
        "forms": [form.data()],
    }
    return typeset(document, printed_on=options.printed_on)
