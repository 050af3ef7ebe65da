"""What is told of a received workbook as a whole: whose it is, what stands in it that is not of its return, why it is none."""

from __future__ import annotations

from collections.abc import Iterator

from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.excel.returns.returned_form import ReturnedForm
from csp_desktop.excel.returns.writer import META, START
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.row_codes import read_return_code


def apart_said(file: PreviewedFile) -> Iterator[str]:
    """What is told of rows that came back in another's workbook, and of a form with nothing filled in."""
    if file.part_of is not None:
        rows = file.part_of.elsewhere.get(file.return_id)
        counted = rows.counted if rows else "Rows"
        yield f"{counted} that came back in “{file.path.name}”, with {file.part_of.called}."
    if file.empty and not file.in_part:
        yield "It came back empty: nothing is filled in of what was asked. What is recorded stays as it is."


def late_said(file: PreviewedFile) -> Iterator[str]:
    """What is told of the form of an earlier quarter than the one that is asked for."""
    assert file.form is not None
    if file.written_on is not None:
        sent, now = file.written_on.period, file.form.period
        yield f"This is the {sent.label} form; its answers are taken for {now.label}."
    elif file.late_form and not file.again:
        now = Quarter.parse(file.late_form)
        yield f"This is the {file.form.period.label} form; {now.label} is being asked for by now."


def repeated_said(returned: ReturnedForm) -> Iterator[str]:
    """What is told of answers that were given for an earlier quarter and stand on its form still."""
    if repeated := returned.said_before:
        cells = f"{repeated:,} cell{' says' if repeated == 1 else 's say'}"
        yield (
            f"{cells} what was said for the earlier quarter, and nothing is taken from "
            f"{'it' if repeated == 1 else 'them'}; where that still holds, enter it yourself."
        )


def fits_several(file: PreviewedFile, codes: list[str]) -> str:
    """Why nothing was taken from a workbook without a code whose rows are of several returns."""
    return (
        f"“{file.path.name}” names no return and its rows fit more than one ({listed(codes)}), so nothing "
        "was taken from it; write the return code beside the words “Return code” in it and try again."
    )


def why_not(file: PreviewedFile, code: str | None) -> str:
    """Why nothing was taken from a workbook that is no return of this file, or of none."""
    name = file.path.name
    if code and read_return_code(code) is None:
        return (
            f"The return code {code} in “{name}” is mistyped, so nothing was taken from it; "
            "compare it with the code on the Returns tab and correct it in the workbook."
        )
    if code:
        return (
            f"“{name}” is return {code}, which was not sent from this file, so nothing was taken from "
            "it; open the file it was sent from."
        )
    return (
        f"“{name}” is not a return: it holds no return code and no row codes that were sent from this "
        "file. Nothing was taken from it."
    )


def elsewhere_said(file: PreviewedFile) -> Iterator[str]:
    """How many rows are from other returns, and which."""
    for rows in file.elsewhere.values():
        now = file.as_now and rows.earlier
        whose = "its" if rows.rows == 1 else "their"
        taken = f"; {whose} answers are taken for {Quarter.parse(file.quarter).short}" if now else ""
        yield f"{rows.counted} {'is' if rows.rows == 1 else 'are'} from {rows.called}{taken}."


def one_sheet_said(returned: ReturnedForm, *, hidden: bool) -> str:
    """What a sheet saved as text is, and what is missing beside it."""
    named = [sheet.issued.form.title for sheet in returned.sheets]
    named += [META if hidden else START]
    return (
        f"This is one sheet of the return, “{named[0]}”, saved as text; what it says is below, and the other "
        "sheets are not in it. Ask the sender for the Excel workbook itself."
    )
