"""A folder for a successor: what to know, whom to ask, the packs, and a copy of the file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from csp_desktop.editing.registers_out import export_registers
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.return_particulars import recipient_name
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError, FileProblem
from csp_desktop.paths import free_path, legal_name
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import REPORTS, gather, look
from csp_desktop.reports.documents import handover
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.packs import Pack, print_pack
from csp_desktop.reports.typesetting import typeset, write_pdf

BOOKLET, CONTACTS = "Handover.pdf", "Contacts.xlsx"
_FOLLOWING = ("committee-page", "partner-directory", "checks")
_CONTACT_REGISTERS = ("agencies", "people", "groups", "group_members")


@dataclass(frozen=True)
class HandoverRecords:
    """Everything that is printed for a handover, read from the file: no database is needed any more."""

    records: PlanRecords
    options: ReportOptions
    questions: Sequence[tuple[str, str, str]]
    packs: Sequence[Record]


@dataclass(frozen=True)
class HandoverPages:
    """The PDF files by name, and a sentence for each pack that could not be printed."""

    files: Mapping[str, bytes]
    problems: Sequence[str]


def handover_records(ws: Workspace, plan_id: str, quarter: Quarter, today: date) -> HandoverRecords:
    """What a handover tells of a plan."""
    records = ws.plan_records(plan_id)
    questions = [
        (
            recipient_name(records, question.return_record),
            Quarter.parse(question.return_record["quarter"]).label,
            question.finding.message,
        )
        for question in open_questions(ws, plan_id)
    ]
    packs = ws.records("packs", {"partnership": records.partnership["id"]}, ("name",))
    issued = paper_returns(ws, plan_id, quarter) if packs else ()
    options = ReportOptions(quarter=quarter, printed_on=today, issued=issued)
    return HandoverRecords(records, options, questions, packs)


def handover_pages(handed: HandoverRecords) -> HandoverPages:
    """The booklet and every pack as PDF; raises ReportProblem where the booklet cannot be printed."""
    records, options = handed.records, handed.options
    packs: dict[str, bytes] = {}
    described: list[tuple[str, str]] = []
    problems: list[str] = []
    for kept in handed.packs:
        try:
            pack = Pack.from_json(kept["name"], kept["contents"])
            name = f"Pack {legal_name(kept['name'], 'Pack')}.pdf"
            packs[name] = print_pack(records, pack, options)
        except AppError as problem:
            problems.append(f"The pack “{kept['name']}” was left out: {problem.sentence}")
            continue
        described.append((pack.name, ", ".join(REPORTS[part.report].title for part in pack.parts)))
    own = handover.gather(records, options, handover.HandedOver(handed.questions, described))
    forms = [own, *(gather(records, name, options) for name in _FOLLOWING)]
    booklet = typeset(
        {
            "look": look(records, replace(options, orientation="portrait"), handover.TITLE),
            "cover": None,
            "contents": True,
            "flipped": False,
            "forms": [form.data() for form in forms],
        },
        printed_on=options.printed_on,
    )
    return HandoverPages({BOOKLET: booklet, **packs}, problems)


def write_handover(ws: Workspace, folder: Path, pages: HandoverPages) -> list[Path]:
    """Put the pages, the contacts and a copy of the file into a folder; what was written. Raises FileProblem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy = free_path(folder, f"{ws.path.stem}.csp")
    except OSError as problem:
        raise FileProblem(
            f"The folder {folder} could not be made, so nothing was written; choose another folder."
        ) from problem
    written = []
    for name, content in pages.files.items():
        write_pdf(folder / name, content)
        written.append(folder / name)
    written.append(export_registers(ws, folder / CONTACTS, _CONTACT_REGISTERS))
    ws.copy_to(copy)
    return [*written, copy]
