"""Email drafts for sending a return out, chasing it and asking for corrections: files a mail program opens.

Nothing is mailed from here. A draft is an .eml file marked unsent, with the workbook attached and
addressed to those who receive returns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Literal

from csp_desktop.editing.returns.return_particulars import receivers, recipient_name, with_line
from csp_desktop.editing.returns.standing.missing import missing_rows, missing_said, newest_forms
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.returns.writing_workbooks import FileToWrite, ReturnNames, WrittenFile, place_files
from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import BadRequest, FileProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Person
from csp_desktop.rules.return_states import BACK, COUNTED_DAYS

Purpose = Literal["send", "chase", "corrections"]
_LINE_END = b"\r\n"
WORKBOOK_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class WrittenDraft:
    """One draft on disk: for which return, to which addresses (none where nobody receives returns)."""

    file: WrittenFile
    return_id: str
    recipient: str
    addresses: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the draft stands."""
        return self.file.path


def draft_message(
    records: PlanRecords,
    return_record: Record,
    purpose: Purpose,
    today: date,
    workbooks: Sequence[tuple[str, bytes]] = (),
    missing: str = "",
) -> EmailMessage:
    """The draft for one return; `workbooks` are the file names and contents to attach, `missing` names what it lacks."""
    quarter = Quarter.parse(return_record["quarter"])
    people = receivers(records, return_record["agency"], return_record["group"], today)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _subject(records, return_record, quarter, purpose)
    addresses = [address for person in people if (address := _address(person)) is not None]
    if addresses:
        message["To"] = addresses
    body = _letter(records, return_record, quarter, purpose, today, missing, in_parts=len(workbooks) > 1)
    message.set_content(_framed(records, return_record, people, body))
    for name, content in workbooks:
        message.add_attachment(content, maintype=WORKBOOK_TYPE[0], subtype=WORKBOOK_TYPE[1], filename=name)
    return message


def write_drafts(
    ws: Workspace, plan_id: str, returns: Iterable[str], folder: Path, purpose: Purpose, today: date
) -> list[WrittenDraft]:
    """Write one draft for each return, with the newest workbook sent for it (or its corrections) attached.

    That a return was chased is written into its note.
    No two returns share a draft; one written before is replaced only where it is still as it was written.
    Raises FileProblem where the folder cannot be written to, BadRequest where no return is named.
    """
    records = ws.plan_records(plan_id)
    of_plan = {return_record["id"]: return_record for return_record in records.returns}
    wanted = [of_plan[return_id] for return_id in returns if return_id in of_plan]
    if not wanted:
        raise BadRequest("There is no return to write an email for; send the returns first.")
    names = {quarter: ReturnNames(ws, records.partnership["id"], quarter) for quarter in _quarters(wanted)}
    missing = _missing(ws, records, wanted) if purpose == "chase" else {}
    messages = [
        _message(ws, records, return_record, purpose, today, missing.get(return_record["id"], ""))
        for return_record in wanted
    ]
    files = [
        _file(names[return_record["quarter"]], records, return_record, purpose, message)
        for return_record, message in zip(wanted, messages, strict=True)
    ]

    def record(_: list[Path]) -> None:
        if purpose == "chase":
            line = f"Chased {format_date(today.isoformat())}."
            chased = [return_record for return_record in wanted if line not in (return_record["note"] or "")]
            ws.apply(
                [
                    Update("returns", return_record["id"], {"note": with_line(return_record, line)})
                    for return_record in chased
                ],
                "chased",
            )

    try:
        written = place_files(folder, files, record)
    except OSError as problem:
        raise FileProblem(
            f"The email drafts could not be written to {folder}; nothing in the plan was changed. "
            "Close any draft that is open, or choose another folder, and write them again."
        ) from problem
    return [
        WrittenDraft(
            file, return_record["id"], recipient_name(records, return_record, short=True), _addresses(message)
        )
        for file, return_record, message in zip(written, wanted, messages, strict=True)
    ]


def _quarters(returns: Iterable[Record]) -> set[str]:
    return {str(return_record["quarter"]) for return_record in returns}


def _missing(ws: Workspace, records: PlanRecords, returns: Iterable[Record]) -> dict[str, str]:
    """By return, what those that have come back in part lack."""
    back = {return_record["id"]: return_record for return_record in returns if return_record["state"] in BACK}
    lacking = {}
    for return_id, form in newest_forms(ws, back).items():
        _, rows = missing_rows(form, RecordedValues(records, Quarter.parse(back[return_id]["quarter"])))
        lacking[return_id] = missing_said(rows)
    return lacking


def _message(
    ws: Workspace, records: PlanRecords, return_record: Record, purpose: Purpose, today: date, missing: str
) -> EmailMessage:
    direction = "corrections" if purpose == "corrections" else "sent"
    sent = ws.records("return_files", {"return": return_record["id"], "direction": direction}, ("saved_on",))
    newest = [kept for kept in sent if kept["saved_on"] == sent[-1]["saved_on"]]
    # A return that went out in parts is kept whole beside them.
    parts = [kept for kept in newest if not kept["snapshot"]] if purpose != "corrections" else []
    workbooks = [
        (kept["file_name"], content)
        for kept in parts or newest[-1:]
        if (content := ws.content("return_files", kept["id"], "content")) is not None
    ]
    return draft_message(records, return_record, purpose, today, workbooks, missing)


def _file(
    names: ReturnNames, records: PlanRecords, return_record: Record, purpose: Purpose, message: EmailMessage
) -> FileToWrite:
    recipient = names.recipient(recipient_name(records, return_record, short=True))
    marked = _marking(return_record["return_code"], purpose)

    def own(standing: bytes) -> bool:
        mark, _, rest = standing.partition(_LINE_END)
        return mark == marked(rest)

    content = message.as_bytes()
    return FileToWrite(
        f"{recipient} {return_record['quarter']} {purpose}.eml", marked(content) + _LINE_END + content, own
    )


def _marking(return_code: str, purpose: Purpose) -> Callable[[bytes], bytes]:
    """The first line of a draft, by which it is known again: for which return, and whether still as written."""
    return lambda content: (
        f"X-CSP-Desktop-Draft: {return_code} {purpose} {hashlib.sha256(content).hexdigest()}".encode()
    )


def _addresses(message: EmailMessage) -> tuple[str, ...]:
    to = message["To"]
    return tuple(address.addr_spec for address in to.addresses) if to is not None else ()


def _subject(records: PlanRecords, return_record: Record, quarter: Quarter, purpose: Purpose) -> str:
    due = f", due {format_date(return_record['due_on'])}" if return_record["due_on"] else ""
    opening = {"send": "C", "chase": "Reminder: c", "corrections": "Corrections needed: c"}[purpose]
    text = (
        f"{opening}ommunity safety return for {quarter.label}, {recipient_name(records, return_record)}{due}"
    )
    return " ".join(text.split())


def _letter(
    records: PlanRecords,
    return_record: Record,
    quarter: Quarter,
    purpose: Purpose,
    today: date,
    missing: str,
    *,
    in_parts: bool,
) -> list[str]:
    """What an email says, by paragraph."""
    name = recipient_name(records, return_record)
    plan = f"{records.partnership['name']}'s {records.plan['title']}"
    about = (
        f"the {quarter.label} return ({quarter.months} {quarter.calendar_year}) for {name}, part of {plan}"
    )
    due = format_date(return_record["due_on"]) if return_record["due_on"] else ""
    of_officers = (
        "There is one workbook for each lead officer: please pass them on. Each can be sent back by itself."
    )
    parts = [of_officers] if in_parts else []
    if purpose == "send":
        by = f" by {due}" if due else ""
        return [
            f"Please find attached {about}.",
            f"Please fill in the pale yellow cells and send the workbook back to us{by}. The first sheet says how; "
            "everything we already have is filled in for you.",
            *parts,
        ]
    if purpose == "corrections":
        return [
            f"Thank you for {about}.",
            "Some answers could not be read as they are. I have attached your workbook again: each of these cells is "
            "marked with what would be right, and only these can be changed. Please correct them and send it back.",
        ]
    if missing:
        return [
            f"Thank you for {about}. Some of it is still missing:",
            f"{missing}.",
            "I have attached the workbook again. Please fill in what is missing and send it back; what you have told "
            "us already need not be repeated.",
            *parts,
            "If you cannot complete it, or there is nothing to report, please tell us, so that we can note it.",
        ]
    return [
        f"We do not yet have {about}.{_lateness(return_record, today, due)}",
        "I have attached it again. If you have begun to fill in the earlier copy, please send that one: both "
        "carry the same return code.",
        *parts,
        "If you cannot complete it, or there is nothing to report, please tell us, so that we can note it.",
    ]


def _lateness(return_record: Record, today: date, due: str) -> str:
    if not due:
        return ""
    late = (today - date.fromisoformat(return_record["due_on"])).days
    if late <= 0:
        return f" It is due on {due}."
    days = f", {late} day{'' if late == 1 else 's'} ago" if late <= COUNTED_DAYS else " and is now overdue"
    return f" It was due on {due}{days}."


def _framed(records: PlanRecords, return_record: Record, people: list[Person], body: list[str]) -> str:
    """The paragraphs of an email between greeting and signature."""
    greeting = " and ".join(person["name"] for person in people[:2]) if len(people) <= 2 else ""
    signature = [
        records.partnership["name"],
        *(records.partnership[field] for field in ("phone", "email") if records.partnership[field]),
    ]
    return "\n\n".join(
        [
            f"Dear {greeting or 'colleagues'},",
            *body,
            f"The return code is {return_record['return_code']}.",
            "Thank you.",
            "\n".join(signature),
        ]
    )


def _address(person: Person) -> Address | None:
    if not person["email"]:
        return None
    try:
        return Address(" ".join(str(person["name"]).split()), addr_spec=str(person["email"]).strip())
    except (MessageError, ValueError, IndexError):
        return None  # not an address a mail program would take: the draft leaves it to be chosen there
