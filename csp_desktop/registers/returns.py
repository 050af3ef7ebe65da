"""Returns sent and received, and the papers and marks kept with the plan."""

from __future__ import annotations

from csp_desktop.registers.fields import (
    Choice,
    Content,
    Date,
    Narrative,
    Number,
    Quarter,
    Rag,
    Reference,
    Structured,
    Text,
)
from csp_desktop.registers.register import Register


def _one_recipient(record: object) -> str | None:
    agency, group = record["agency"], record["group"]  # type: ignore[index]
    return None if bool(agency) != bool(group) else "A return goes to one agency or one group."


RETURNS = Register(
    name="returns",
    label="Return",
    plural="Returns",
    title="return_code",
    within="plan",
    unique=(("return_code",),),
    checks=(_one_recipient,),
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Quarter(name="quarter", label="Quarter", required=True),
        Reference(name="agency", label="Agency", to="agencies", on_delete="cascade"),
        Reference(name="group", label="Group", to="groups", on_delete="cascade"),
        Reference(name="person", label="Sent to", to="people"),
        Text(name="return_code", label="Return code", required=True),
        Date(name="due_on", label="Due"),
        Date(name="sent_on", label="Sent on"),
        Choice(
            name="state",
            label="State",
            options=("prepared", "sent", "received", "applied", "waived"),
            default="prepared",
        ),
        Narrative(name="note", label="Note"),
    ),
)

RETURN_FILES = Register(
    name="return_files",
    label="Return file",
    plural="Return files",
    title="file_name",
    within="return",
    fields=(
        Reference(name="return", label="Return", to="returns", required=True, on_delete="cascade"),
        Choice(
            name="direction",
            label="Direction",
            options=("sent", "received", "corrections"),
            required=True,
            default="received",
        ),
        Text(name="file_name", label="File name", required=True),
        Text(name="sha256", label="Fingerprint", required=True),
        Text(name="saved_on", label="Saved on"),
        Content(name="content", label="File"),
        Structured(name="snapshot", label="What was issued"),
        Structured(name="outcome", label="What was done"),
    ),
)

ACHIEVEMENTS = Register(
    name="achievements",
    label="Achievement",
    plural="Achievements",
    title="title",
    within="plan",
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Reference(name="item", label="Priority", to="plan_items"),
        Reference(name="indicator", label="Indicator", to="indicators"),
        Narrative(name="title", label="Priority", required=True),
        Number(name="last_year", label="Last year"),
        Number(name="this_year", label="This year"),
        Text(name="stated_change", label="Change as written"),
        Narrative(name="narrative", label="Achievements"),
        Rag(name="rag", label="Rating"),
    ),
)

ACCEPTED_FINDINGS = Register(
    name="accepted_findings",
    label="Accepted finding",
    plural="Accepted findings",
    title="reason",
    within="plan",
    unique=(("plan", "finding"),),
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Text(name="finding", label="Finding", required=True),
        Narrative(name="message", label="What was found"),
        Narrative(name="reason", label="Why it is accepted", required=True),
        Text(name="accepted_by", label="Accepted by"),
        Date(name="accepted_on", label="Accepted on"),
    ),
)

IMPORT_LAYOUTS = Register(
    name="import_layouts",
    label="Remembered layout",
    plural="Remembered layouts",
    title="name",
    unique=(("header_shape",),),
    fields=(
        Text(name="name", label="Name", required=True),
        Text(name="header_shape", label="Shape of the header", required=True),
        Narrative(name="mapping", label="Columns", required=True),
    ),
)

PACKS = Register(
    name="packs",
    label="Pack",
    plural="Packs",
    title="name",
    within="partnership",
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        Text(name="name", label="Name", required=True),
        Narrative(name="contents", label="Forms", required=True),
    ),
)

PRINTED_REPORTS = Register(
    name="printed_reports",
    label="Printed report",
    plural="Printed reports",
    title="title",
    within="plan",
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Quarter(name="quarter", label="Quarter"),
        Text(name="title", label="Title", required=True),
        Text(name="issued_on", label="Issued on"),
        Content(name="content", label="File"),
    ),
)

COPIES_TAKEN_IN = Register(
    name="copies_taken_in",
    label="Copy taken in",
    plural="Copies taken in",
    title="file",
    fields=(
        Text(name="file", label="File", required=True),
        Text(name="last_step", label="Last step"),
        Date(name="taken_on", label="Taken in on"),
        Structured(name="findings", label="What was found"),
    ),
)
