"""The paper return: a recipient's form to fill in by hand, its rows numbered as on screen."""

from __future__ import annotations

from csp_desktop.errors import ReportProblem
from csp_desktop.registers.fields import Choice, Date, Narrative, YesNo
from csp_desktop.registers.issued_form import IssuedForm, IssuedSheet
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import NEW_ITEMS, PROPOSALS, SIGN_OFF, InputColumn
from csp_desktop.reports.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Facts,
    Form,
    Row,
    Sheet,
    Table,
    Ticks,
    Words,
    cell,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import quarter_of, written

TITLE = "Return form"
_NEW_ITEMS = 3
# Letters wide: a column of boxes to tick, of figures and of dates.
_NARROW = 7.5
# Letters of a line to write on in it, in Word.
_NARROW_LINE = 10


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """A form for each return given in the options, or for the recipient chosen among them."""
    quarter = quarter_of(records, options)
    forms = [form for form in options.issued if form.quarter == quarter.code]
    if options.recipient is not None:
        wanted = options.recipient.casefold()
        forms = [
            form for form in forms if wanted in (form.recipient.casefold(), form.recipient_name.casefold())
        ]
    if not forms:
        whom = f" for “{options.recipient}”" if options.recipient else ""
        raise ReportProblem(
            f"There is nothing to report on{whom} in {quarter.label}, so no return form was printed; "
            "add leads to the plan's open items, or choose another recipient."
        )
    sheets = tuple(_sheet(form, options) for form in forms)
    return Form("return-form", TITLE, sheets, legend=False)


def _sheet(form: IssuedForm, options: ReportOptions) -> Sheet:
    blocks: dict[str, Block] = {
        "about": Facts(
            (
                ("Return by", cell(written(form.due_on))),
                ("To", cell(form.contact)),
                ("Return code", cell(form.return_code or "Added when the form is sent")),
            )
        )
    }
    for sheet in form.sheets:
        if sheet.rows:
            blocks[sheet.key] = _rows(form, sheet).without(options.without)
    if any(sheet.key == NEW_ITEMS for sheet in form.sheets):
        blocks["new items"] = _new_items()
    blocks["sign off"] = Facts(tuple((label, cell(Blank())) for label in SIGN_OFF.values()))
    period = form.period
    return Sheet(
        title=f"Return for {period.label}: {form.recipient_name}",
        context=f"{form.partnership} · {form.plan} · {period.months} {period.calendar_year}",
        blocks=blocks,
        lead="Write on the lines on the right, or change what is already there; leave a row as it is where "
        "nothing changed."
        + (" The code before each row is the same as on the spreadsheet." if form.issue else ""),
    )


def _rows(form: IssuedForm, sheet: IssuedSheet) -> Table:
    declared = sheet.form
    coded = any(row.code for row in sheet.rows)
    rows = []
    for row in sheet.rows:
        ref = row.context.get("ref")
        title = Words(f"{ref} {row.title}" if ref else row.title)
        about = cell(title, *(Words(part, "soft") for part in sheet.known(row, form.period)))
        answers = (_answer(form, column, row.shown(column.key)) for column in declared.inputs)
        rows.append(Row((*([cell(row.code)] if coded else []), about, *answers)))
    return Table(
        title=declared.title,
        columns=(
            *([Column("code", "Row code", em=6, leads=True)] if coded else []),
            Column("what", "About", share=1, leads=True),
            *(_column(column) for column in declared.inputs),
        ),
        rows=tuple(rows),
    )


def _column(column: InputColumn) -> Column:
    """A column of answers: room for words, or as wide as the boxes to tick."""
    if isinstance(column.field, Narrative):
        return Column(column.key, column.header, share=1.4 if column.asked else 0.8)
    return Column(column.key, column.header, em=_NARROW)


def _answer(form: IssuedForm, column: InputColumn, value: object) -> Cell:
    """What is known already, and room or boxes for the answer."""
    field = column.field
    if field.kind == "rag":
        return (Ticks(tuple(form.rag_words.values()), form.rag_words.get(str(value), "")),)
    if isinstance(field, Choice):
        return (Ticks(tuple(field.format(option) for option in field.options), field.format(value)),)
    if isinstance(field, YesNo):
        return (Ticks(("Yes", "No"), field.format(value)),)
    room = Blank(4 if column.asked else 3) if isinstance(field, Narrative) else Blank(letters=_NARROW_LINE)
    return (*cell(field.format(value)), room)


def _new_items() -> Table:
    kinds = next(column.field for column in PROPOSALS.inputs if column.key == "kind")
    assert isinstance(kinds, Choice)
    columns = tuple(
        Column(column.key, column.header, em=9.5, leads=True)
        if column.key == "kind"
        else Column(column.key, column.header, share=column.width)
        for column in PROPOSALS.inputs
    )
    boxes = Ticks(tuple(kinds.format(option) for option in kinds.options))
    rooms = (boxes if column.key == "kind" else _room(column) for column in PROPOSALS.inputs)
    row = Row(tuple((room,) for room in rooms))
    return Table(columns, (row,) * _NEW_ITEMS, "New actions, risks or mitigations to propose")


def _room(column: InputColumn) -> Blank:
    """Room to write: two lines for words, one for a day."""
    return Blank(1, letters=_NARROW_LINE) if isinstance(column.field, Date) else Blank(2)
