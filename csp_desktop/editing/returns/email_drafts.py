"""Email drafts for sending a return out and for chasing it: files a mail program opens ready to send.

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

from csp_desktop.editing.returns.writing_workbooks import FileToWrite, ReturnNames, WrittenFile, place_files
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest, FileProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record, format_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Person
from csp_desktop.rules.partner_standing import person_is_there
from csp_desktop.rules.return_states import COUNTED_DAYS

Purpose = Literal["send", "chase"]
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


def receivers(records: PlanRecords, agency: str | None, group: str | None, on: date) -> list[Person]:
    """The people a return goes to: those of the agency, or of the group's members, who receive returns.

    A group's chair comes first, and alone where no member receives returns. People who have left by `on`
    are passed over.
    """
    if agency:
        found = [person for person in records.people if person["agency"] == agency]
    else:
        chair = records.group[group]["chair"] if group else None
        members = [member["person"] for member in records.group_members if member["group"] == group]
        found = [records.person[one] for one in dict.fromkeys([chair, *members]) if one in records.person]
    still_there = [person for person in found if person_is_there(person, on)]
    receiving = [person for person in still_there if person["receives_returns"]]
    if group and not receiving:
        return [person for person in still_there if person["id"] == chair]
    return receiving


def recipient_name(records: PlanRecords, found: Record, *, short: bool = False) -> str:
    """The agency or group a return is for."""
    name = "short_name" if short else "name"
    if found["agency"]:
        agency: Record = records.agency[found["agency"]]
        return str(agency[name])
    group: Record = records.group[found["group"]]
    return str(group[name])


def draft_message(
    records: PlanRecords,
    found: Record,
    purpose: Purpose,
    today: date,
    workbooks: Sequence[tuple[str, bytes]] = (),
) -> EmailMessage:
    """The draft for one return; `workbooks` are the file names and contents to attach."""
    quarter = Quarter.parse(found["quarter"])
    people = receivers(records, found["agency"], found["group"], today)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _subject(records, found, quarter, purpose)
    addresses = [address for person in people if (address := _address(person)) is not None]
    if addresses:
        message["To"] = addresses
    message.set_content(_letter(records, found, quarter, purpose, people, today, len(workbooks) > 1))
    for name, content in workbooks:
        message.add_attachment(content, maintype=WORKBOOK_TYPE[0], subtype=WORKBOOK_TYPE[1], filename=name)
    return message


def write_drafts(
    ws: Workspace, plan_id: str, returns: Iterable[str], folder: Path, purpose: Purpose, today: date
) -> list[WrittenDraft]:
    """Write one draft for each return, with the newest workbook sent for it attached.

    No two returns share a draft; one written before is replaced only where it is still as it was written.
    Raises FileProblem where the folder cannot be written to, BadRequest where no return is named.
    """
    records = ws.plan_records(plan_id)
    of_plan = {found["id"]: found for found in records.returns}
    wanted = [of_plan[one] for one in returns if one in of_plan]
    if not wanted:
        raise BadRequest("There is no return to write an email for; send the returns first.")
    names = {quarter: ReturnNames(ws, records.partnership["id"], quarter) for quarter in _quarters(wanted)}
    messages = [_message(ws, records, found, purpose, today) for found in wanted]
    files = [
        _file(names[found["quarter"]], records, found, purpose, message)
        for found, message in zip(wanted, messages, strict=True)
    ]
    try:
        written = place_files(folder, files)
    except OSError as problem:
        raise FileProblem(
            f"The email drafts could not be written to {folder}; nothing in the plan was changed. "
            "Close any draft that is open, or choose another folder, and write them again."
        ) from problem
    return [
        WrittenDraft(file, found["id"], recipient_name(records, found, short=True), _addresses(message))
        for file, found, message in zip(written, wanted, messages, strict=True)
    ]


def _quarters(returns: Iterable[Record]) -> set[str]:
    return {str(found["quarter"]) for found in returns}


def _message(
    ws: Workspace, records: PlanRecords, found: Record, purpose: Purpose, today: date
) -> EmailMessage:
    sent = ws.records("return_files", {"return": found["id"], "direction": "sent"}, ("saved_on",))
    newest = [kept for kept in sent if kept["saved_on"] == sent[-1]["saved_on"]]
    # A return that went out in parts is kept whole beside them.
    wanted = [kept for kept in newest if not kept["snapshot"]] or newest[-1:]
    workbooks = [
        (kept["file_name"], content)
        for kept in wanted
        if (content := ws.content("return_files", kept["id"], "content")) is not None
    ]
    return draft_message(records, found, purpose, today, workbooks)


def _file(
    names: ReturnNames, records: PlanRecords, found: Record, purpose: Purpose, message: EmailMessage
) -> FileToWrite:
    recipient = names.recipient(recipient_name(records, found, short=True))
    marked = _marking(found["return_code"], purpose)

    def own(standing: bytes) -> bool:
        mark, _, rest = standing.partition(_LINE_END)
        return mark == marked(rest)

    content = message.as_bytes()
    return FileToWrite(
        f"{recipient} {found['quarter']} {purpose}.eml", marked(content) + _LINE_END + content, own
    )


def _marking(return_code: str, purpose: Purpose) -> Callable[[bytes], bytes]:
    """The first line of a draft, by which it is known again: for which return, and whether still as written."""
    return lambda content: (
        f"X-CSP-Desktop-Draft: {return_code} {purpose} {hashlib.sha256(content).hexdigest()}".encode()
    )


def _addresses(message: EmailMessage) -> tuple[str, ...]:
    to = message["To"]
    return tuple(address.addr_spec for address in to.addresses) if to is not None else ()


def _subject(records: PlanRecords, found: Record, quarter: Quarter, purpose: Purpose) -> str:
    due = f", due {format_date(found['due_on'])}" if found["due_on"] else ""
    opening = "Reminder: c" if purpose == "chase" else "C"
    text = f"{opening}ommunity safety return for {quarter.label}, {recipient_name(records, found)}{due}"
    return " ".join(text.split())


def _letter(
    records: PlanRecords,
    found: Record,
    quarter: Quarter,
    purpose: Purpose,
    people: list[Person],
    today: date,
    in_parts: bool,
) -> str:
    name = recipient_name(records, found)
    greeting = " and ".join(person["name"] for person in people[:2]) if len(people) <= 2 else ""
    due = format_date(found["due_on"]) if found["due_on"] else ""
    by = f" by {due}" if due else ""
    plan = f"{records.partnership['name']}'s {records.plan['title']}"
    parts = (
        "There is one workbook for each lead officer: please pass them on. Each can be sent back by itself."
    )
    if purpose == "send":
        body = [
            f"Please find attached the {quarter.label} return ({quarter.months} {quarter.calendar_year}) for "
            f"{name}, part of {plan}.",
            f"Please fill in the shaded cells and send the workbook back to us{by}. The first sheet says how; "
            "everything we already have is filled in for you.",
            *([parts] if in_parts else []),
        ]
    else:
        late = (today - date.fromisoformat(found["due_on"])).days if found["due_on"] else 0
        when = ""
        if late > COUNTED_DAYS:
            when = f" It was due on {due} and is now overdue."
        elif late > 0:
            when = f" It was due on {due}, {late} day{'' if late == 1 else 's'} ago."
        elif due:
            when = f" It is due on {due}."
        body = [
            f"We do not yet have the {quarter.label} return ({quarter.months} {quarter.calendar_year}) of "
            f"{name} for {plan}.{when}",
            "I have attached it again. If you have begun to fill in the earlier copy, please send that one: both "
            "carry the same return code.",
            *([parts] if in_parts else []),
            "If you cannot complete it, or there is nothing to report, please tell us, so that we can note it.",
        ]
    signature = [
        records.partnership["name"],
        *(records.partnership[one] for one in ("phone", "email") if records.partnership[one]),
    ]
    return "\n\n".join(
        [
            f"Dear {greeting or 'colleagues'},",
            *body,
            f"The return code is {found['return_code']}.",
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
