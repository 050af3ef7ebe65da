"""What a cell of a return takes without a warning, by the kind of its column."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from csp_desktop.excel.writing.text_cells import in_formula
from csp_desktop.registers.return_form import CLEAR, InputColumn


def validation(column: InputColumn, options: list[str], first: str, listed: str) -> DataValidation | None:
    """The check of a column whose top cell is `first`; None where anything may be written.

    `listed` is where a list stands that is too long for the check itself, "{}" its length.
    """
    kind = column.field.kind
    check: DataValidation | None = None
    if options:
        inline = ",".join(options)
        if len(inline) <= 253 and not any("," in option or '"' in option for option in options):
            check = DataValidation(type="list", formula1=in_formula(inline))
        else:
            check = DataValidation(type="list", formula1=listed.format(len(options)))
        check.error = f"Choose from the list: {', '.join(options)}; or type {CLEAR} to empty the cell."[:254]
    elif kind == "date":
        check = DataValidation(type="date", operator="between", formula1="32874", formula2="73050")
        check.error = f"Write a date such as 31/03/2011; or type {CLEAR} to empty the cell."
    elif kind == "money":
        check = DataValidation(type="custom", formula1=_number_or(first, CLEAR))
        check.error = f"Write pounds, digits only, such as 1200.50; or type {CLEAR} to empty the cell."
    elif kind == "whole number":
        check = DataValidation(type="custom", formula1=_number_or(first, CLEAR))
        check.error = f"Write how many, digits only; or type {CLEAR} to empty the cell."
    elif kind == "number or TBC":
        check = DataValidation(type="custom", formula1=_number_or(first, "TBC", CLEAR))
        check.error = f"Write a number, or TBC if it is not known yet; or type {CLEAR} to empty the cell."
    if check is not None:
        # A warning can be overruled: what was meant is then asked about, not lost.
        check.errorStyle = "warning"
        check.errorTitle = column.header
        check.showErrorMessage = True
        check.allow_blank = True
    return check


def _number_or(cell: str, *words: str) -> str:
    said = ",".join(f'{cell}="{word}"' for word in words)
    return f"OR(ISNUMBER({cell}),{said})"
