"""Plans laid out in Excel as partnerships lay theirs out: words of our own, and real documents where present."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
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


OWN_HEADINGS_ROWS: list[tuple[object, ...]] = [
    ("Action", "Timescale", "Resources", "March 2006 Update"),
    ("Calmer streets",),
    ("Work with shops and pubs so that evenings end quietly",),
    (
        "- Agree a closing time code with landlords",
        "By June 2006",
        "Officer time",
        "Eleven landlords have signed.",
    ),
    ("- Train door staff", "Ongoing", "Home Office bid of £1500", None),
    ("Show people that streets are looked after",),
    ("Remove graffiti within two days", "2005/06", "Street scene team", "Nine in ten removed in time."),
    ("Partnership",),
    ("Keep working together in every service", None, None, "All services have named a lead."),
    ("- Hold a joint conference", "March 2006", "£900 from the reserve", "Held on 3 March."),
]


def headings_workbook(
    path: Path,
    rows: list[tuple[object, ...]] = OWN_HEADINGS_ROWS,
    *,
    opening: tuple[str, ...] = ("Appendix B", "Community Safety Action Plan March 2006 Update"),
) -> Path:
    """A plan of unnumbered headings with one dated update column."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Plan"
    row = 1
    for text in opening:
        sheet.cell(row, 1, text)
        row += 2
    for values in rows:
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)
        row += 1
    book.save(path)
    return path


def headings_of(text: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """(opening, rows) of the plan of unnumbered headings."""
    opening: list[str] = []
    rows: list[tuple[object, ...]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or re.fullmatch(r"[\s|:-]+", line):
            continue
        if not rows and cells[0] != "Action":
            opening.append(cells[0])
            continue
        texts = [cell for cell in cells if cell]
        if set(texts[1:]) == {"T"} or texts == ["T", "T"]:
            texts = texts[:1] if texts[0] != "T" else []
        # Words the printed page broke apart leave a cell too many at the front.
        while len(cells) > 4:
            cells[0:2] = [f"{cells[0]} {cells[1]}".strip()]
        if texts:
            rows.append(tuple(cell or None for cell in (cells if len(texts) > 1 else texts)))
    return tuple(opening), rows


@dataclass
class FormText:
    """What one priority's form says, block by block."""

    title: str
    indicators: str
    baseline: str
    targets: list[str]
    leads: str
    resources: str
    milestones: list[tuple[str, str, str, str]] = field(default_factory=list)
    progress: str = ""
    risks: str = ""
    mitigations: str = ""
    quarters: dict[int, list[object]] = field(default_factory=dict)


OWN_FORMS = [
    FormText(
        "Reduce Shed Break-Ins By 20% By 2013",
        "20% reduction in shed break-ins by March 2013\nNI 99 Residents who lock up\nNumber of Garden Watch members",
        "Shed break-ins (Police Crime Database) 2011/2012 (150)\n"
        "NI 99 Residents who lock up 2011/2012 (TBC)\nNumber of Garden Watch members 2011/2012 (40)",
        [
            "20% reduction by March 2013 (120)",
            "NI 99 Residents who lock up by March 2013 (61.5%)",
            "Number of Garden Watch members by March 2013 (60)",
        ],
        "Crime Reduction Officer – Town Police\nGardens Co-ordinator, MDC",
        "5k CSP Grant\n1,500 from MDC Reserve\n£2k PRG - Locks scheme",
        [
            ("Mark tools at allotments", "A", "Four marking days held by June 12", "G"),
            (
                "Lend out shed alarms",
                "G",
                "Thirty alarms out by September 2012\nAll returned by March 2013",
                "A",
            ),
            ("Run a window sticker drive", "", "", ""),
        ],
        progress="Alarms bought.",
        risks="Alarms arrive late\nNobody borrows them",
        mitigations="Order from two suppliers",
        quarters={1: [31, None, 44], 2: [29, None, None]},
    ),
    FormText(
        "Improve Trust In Services",
        "NI 98 People who feel listened to",
        "NI 98 People who feel listened to 2011/2012 (55%)",
        ["NI 98 People who feel listened to by March 2013 (60%)"],
        "MDC, Town Police",
        "Officer time",
        [("Hold ward walks", "R", "One walk a month", "A")],
    ),
]


def forms_workbook(
    path: Path,
    forms: list[FormText] = OWN_FORMS,
    *,
    opening: tuple[str, ...] = ("Partnership Plan 2012/2013",),
) -> Path:
    """One form for each priority, one under the other."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Appendix 1"
    row = 1
    for text in opening:
        sheet.cell(row, 1, text)
        row += 2
    for form in forms:
        sheet.cell(row, 1, f"Strategic Priority: {form.title}")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=11)
        for label, text in (("Performance Indicators", form.indicators), ("Baseline", form.baseline)):
            row += 1
            sheet.cell(row, 1, label)
            sheet.cell(row, 2, text)
            sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=11)
        row += 1
        sheet.cell(row, 1, "Target:")
        for at, text in enumerate(form.targets):
            sheet.cell(row + at, 2, text)
            for quarter in range(1, 5):
                if at == 0:
                    sheet.cell(row, 2 + 2 * quarter, f"Q{quarter}")
                figures = form.quarters.get(quarter, [])
                if at < len(figures) and figures[at] is not None:
                    sheet.cell(row + at, 3 + 2 * quarter, figures[at])
        row += len(form.targets)
        for column, text in ((1, "CSP Lead:"), (2, form.leads), (6, "CSP Resources:"), (7, form.resources)):
            sheet.cell(row, column, text)
        row += 1
        sheet.cell(row, 1, "Key Milestones")
        sheet.cell(row, 5, "Outcomes & Outputs")
        for milestone, rag, outcome, outcome_rag in form.milestones:
            row += 1
            for column, text in ((1, milestone), (4, rag), (5, outcome), (11, outcome_rag)):
                if text:
                    sheet.cell(row, column, text)
        for label, text in (
            ("Progress/Comments:", form.progress),
            ("Key Risks to Achieving:", form.risks),
            ("Key Actions to Mitigate Risk:", form.mitigations),
        ):
            row += 1
            sheet.cell(row, 1, label)
            if text:
                sheet.cell(row, 2, text)
        row += 2
    book.save(path)
    return path


def forms_of(text: str) -> list[FormText]:
    """The forms of the appendix of the plan of priorities."""
    forms = []
    appendix = text[text.index("13 Appendix 1\n\nStrategic") :]
    for part in re.split(r"^Strategic Priority: ", appendix, flags=re.MULTILINE)[1:]:
        lines = [[cell.strip() for cell in line.split("\t")] for line in part.splitlines()]
        form = FormText(lines[0][0], "", "", [], "", "")
        block = ""
        for cells in lines[1:]:
            filled = [cell for cell in cells if cell and not re.fullmatch(r"Q[1-4]", cell)]
            if not filled or re.fullmatch(r"[-|: ]+|.*Community Safety Partnership|\W+", " ".join(filled)):
                continue
            if filled[0].startswith("Report Compiled"):
                break
            label = filled[0].rstrip(":")
            if label in ("Performance Indicators", "Baseline") or label == "Target":
                block, texts = label, filled[1:]
            elif label == "CSP Lead":
                form.leads, form.resources = filled[1], filled[3]
                block, texts = label, []
            elif label == "Key Milestones":
                block, texts = label, []
            elif label in ("Progress/Comments", "Key Risks to Achieving", "Key Actions to Mitigate Risk"):
                block, texts = label, filled[1:]
            else:
                texts = filled
            joined = "\n".join(texts)
            if block == "Performance Indicators":
                form.indicators = f"{form.indicators}\n{joined}".strip()
            elif block == "Baseline":
                form.baseline = f"{form.baseline}\n{joined}".strip()
            elif block == "Target":
                form.targets += texts
            elif block == "Key Milestones" and texts:
                rest = [cell for cell in texts[1:] if cell != "A"]
                count = texts[1:].count("A")
                form.milestones.append(
                    (texts[0], "A" if count else "", " ".join(rest), "A" if count > 1 else "")
                )
            elif block == "Progress/Comments":
                form.progress = f"{form.progress}\n{joined}".strip()
            elif block == "Key Risks to Achieving":
                form.risks = f"{form.risks}\n{joined}".strip()
            elif block == "Key Actions to Mitigate Risk":
                form.mitigations = f"{form.mitigations}\n{joined}".strip()
        forms.append(form)
    return forms


ACHIEVED = [
    [
        ("2011/2012 Priority", "Year to Date (April 10- March 11)", "Year to Date (April 11- March 12)", "% change", "Performance Indicator"),
        ("Fewer shed break-ins", 180, 150, "16.7% (30 offences)", "Green"),
        ("More reports of abuse", 80, "about 90", "up", "Amber"),
    ],
    [("2011/2012 Priority", "Achievements", "Performance Indicator"), ("Listen to people", "Four panels held.", "Green")],
]  # fmt: skip

CONTACTS = [
    [
        ("Region", "CSP", "Chair", "Contact Details"),
        ("North", "Upper Vale", "Head of Housing\nUpper Vale Council", "Tel : 01234 567890\nEmail : safe@uppervale.example"),
        (None, "Mereside", "Portfolio Holder", "Email: csp@mereside.example ask for the team"),
        ("South", "Meadowshire", "Chief Executive", "Tel : 01999 111222"),
    ]
]  # fmt: skip


def table_workbook(
    path: Path, tables: list[list[tuple[object, ...]]], *, top: int = 1, left: int = 1
) -> Path:
    """Tables one under the other on one sheet, a row apart."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Table"
    row = top
    for table in tables:
        for values in table:
            for column, value in enumerate(values, left):
                if value not in (None, ""):
                    sheet.cell(row, column, value)  # type: ignore[arg-type]
            row += 1
        row += 1
    book.save(path)
    return path


def rows_between(text: str, first: str, last: str) -> list[tuple[object, ...]]:
    """The rows of a table of a document, from the one that starts with `first` up to `last`."""
    rows = []
    part = text[text.index(first) : text.index(last)]
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > 1 and any(cells):
            rows.append(tuple(int(cell) if cell.isdigit() else cell for cell in cells))
    return rows
