"""Plans laid out in Excel as partnerships lay theirs out: words of our own, and real documents where present."""

from __future__ import annotations

import html
import re
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT.parent / "shared" / "seeds"

SECTION_HEADINGS = (
    "JAG ref",
    "Objective",
    "Actions",
    "Target & Performance indicator",
    "Lead agency",
    "Lead Action Group(s)",
)

OWN_TITLE = "Safer Meadowshire Action Plan 2009-2010 - DRAFT"
OWN_INTRODUCTION = ("Two sections make up this plan.", "It is looked at again every quarter.")
OWN_SECTIONS: list[tuple[str, list[tuple[object, ...]]]] = [
    (
        "1. FEEL SAFER IN THE TOWN",
        [
            (
                1.1,
                "Tell residents what is being done",
                "○ Write for the parish magazine\n○ Put a stall up at\nthe summer fair",
                "Two articles a year",
                "MDC",
                "Comms",
                "One article printed.",
                "Stall held in August.",
                None,
                None,
            ),
            (
                1.2,
                "Keep the high street calm at night, viz:\n○ noise\n○ broken glass",
                "Run taxi marshals in December",
                None,
                "MDC, Police",
                "Comms, Night Time Economy Group",
                None,
                "Green",
                None,
                None,
            ),
            (1.3, "Visit people who live alone", "○", None, None, "N/A", None, None, None, None),
        ],
    ),
    (
        "2. CROSS CUTTING THEME – DRINK AND DRUGS",
        [
            (
                2.1,
                "Give people a way out",
                "Referrals to:\n• Housing advice\n• Job club",
                None,
                "Probation , Police",
                "Assigned by JAG",
                None,
                None,
                None,
                None,
            ),
            (
                2.2,
                "Talk to schools",
                "- One assembly a term\n- A leaflet for parents",
                None,
                "MDC\nDrink and drugs working group",
                "Drink and drugs working group",
                None,
                None,
                None,
                None,
            ),
        ],
    ),
]


def sections_workbook(
    path: Path,
    sections: list[tuple[str, list[tuple[object, ...]]]] = OWN_SECTIONS,
    *,
    title: str = OWN_TITLE,
    introduction: tuple[str, ...] = OWN_INTRODUCTION,
    year: str = "2009-2010",
) -> Path:
    """A plan of numbered sections with four quarter columns, one table under the other."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Action plan"
    row = 1
    for text in (title, *introduction):
        if text:
            sheet.cell(row, 1, text)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)
            row += 2
    for heading, rows in sections:
        sheet.cell(row, 1, heading)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)
        for column, text in enumerate(SECTION_HEADINGS, 1):
            sheet.cell(row + 1, column, text)
            sheet.merge_cells(start_row=row + 1, start_column=column, end_row=row + 2, end_column=column)
        sheet.cell(row + 1, 7, f"Update: {year}")
        sheet.merge_cells(start_row=row + 1, start_column=7, end_row=row + 1, end_column=10)
        for quarter in range(1, 5):
            sheet.cell(row + 2, 6 + quarter, f"Quarter {quarter}")
        row += 3
        for values in rows:
            for column, value in enumerate(values, 1):
                if value is not None:
                    sheet.cell(row, column, value)
            row += 1
        row += 1
    book.save(path)
    return path


def document(start: str) -> str | None:
    """The text of a real document whose file name starts so; None where the documents are absent."""
    found = sorted(DOCUMENTS.glob(f"{start}*.txt")) if DOCUMENTS.is_dir() else []
    return found[0].read_text(encoding="utf-8") if found else None


def cell_from_markup(text: str) -> str:
    """A table cell of a converted document as it stands in Excel: lists as bulleted lines, no mark-up."""
    text = re.sub(r"<ul[^>]*>", "\n", text)
    text = re.sub(r"<li>\s*", "\n○ ", text)
    text = re.sub(r"<[^>]+>", " ", text)
    text = html.unescape(text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [re.sub(r"^○ (?=[○•])", "", line) for line in lines if line]
    return "\n".join(lines)


def sections_of(text: str) -> tuple[str, tuple[str, ...], list[tuple[str, list[tuple[object, ...]]]]]:
    """(title, introduction, sections) of the plan of numbered sections."""
    opening, sections = [], []
    for line in text.splitlines():
        clean = cell_from_markup(line).strip()
        heading = re.fullmatch(r"[#\s]*(\d\. [A-Z][^\t]+)", re.sub(r"<[^>]+>", "", line).strip())
        if heading:
            sections.append((html.unescape(heading[1].strip()), []))
        elif re.match(r"\d\.\d\t", line):
            cells = [cell_from_markup(cell) for cell in line.split("\t")]
            sections[-1][1].append(tuple(cell or None for cell in (*cells, *[""] * 10)[:10]))
        elif clean and not sections:
            opening.append(clean.strip("*"))
    return opening[0], tuple(opening[1:]), sections
