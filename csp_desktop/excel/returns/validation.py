"""What a cell of a return takes without a warning, by the kind of its column."""

from __future__ import annotations

from csp_desktop.excel.writing.text_cells import in_formula
from csp_desktop.excel.writing.worksheet_part import Check
from csp_desktop.registers.return_form import CLEAR, InputColumn

# 1990 to 2099, as days are counted in a workbook.
DAYS = ("32874", "73050")


def validation(column: InputColumn, options: list[str], first: str, listed: str, day: str) -> Check | None:
    """The check of a column whose top cell is `first`; None where anything may be written.

    `listed` is where a list stands that is too long for the check itself, "{}" its length; `day` a day as an example.
    """
    kind, title = column.field.kind, column.header
    if options:
        inline = ",".join(options)
        short = len(inline) <= 253 and not any("," in option or '"' in option for option in options)
        error = f"Choose from the list: {', '.join(options)}; or type {CLEAR} to empty the cell."[:254]
        return Check("list", (in_formula(inline) if short else listed.format(len(options)),), error, title)
    if kind == "date":
        return Check("date", DAYS, f"Write a date such as {day}; or type {CLEAR} to empty the cell.", title)
    numbers = {
        "money": ((CLEAR,), "Write pounds, digits only, such as 1200.50"),
        "whole number": ((CLEAR,), "Write how many, digits only"),
        "number or TBC": (("TBC", CLEAR), "Write a number, or TBC if it is not known yet"),
    }
    if kind in numbers:
        words, wanted = numbers[kind]
        return Check(
            "custom", (_number_or(first, *words),), f"{wanted}; or type {CLEAR} to empty the cell.", title
        )
    return None


def _number_or(cell: str, *words: str) -> str:
    said = ",".join(f'{cell}="{word}"' for word in words)
    return f"OR(ISNUMBER({cell}),{said})"
