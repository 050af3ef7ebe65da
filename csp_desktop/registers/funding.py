"""Money: streams, bids, allocations and what was spent.

A `position` here is where somebody put a record by hand; those without one follow in the order they came.
"""

from __future__ import annotations

from csp_desktop.registers.fields import (
    Choice,
    Date,
    Links,
    Money,
    Narrative,
    Number,
    Quarter,
    Reference,
    Text,
    WholeNumber,
    Year,
)
from csp_desktop.registers.register import Register

_STREAM = ("Funding stream", "Fund", "Funding source", "Source of funding", "Grant", "Source")
"""What people head the money something is paid from."""

FUNDING_STREAMS = Register(
    name="funding_streams",
    label="Funding stream",
    plural="Funding streams",
    title="name",
    within="partnership",
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        WholeNumber(name="position", label="Position", minimum=0),
        Text(
            name="name",
            label="Name",
            required=True,
            aliases=_STREAM,
        ),
        Text(name="funder", label="Funder", aliases=("Funding body", "Awarded by", "Provider of funds")),
        Choice(
            name="kind",
            label="Kind",
            options=("grant", "reserve", "reward grant", "mainstream", "match", "in kind"),
            default="grant",
        ),
        Year(name="year", label="Year", required=True),
        Money(
            name="amount",
            label="Amount",
            aliases=("Grant amount", "Total funding", "Amount available", "Budget", "Total"),
        ),
        Choice(name="route", label="Route", options=("direct", "through the county"), default="direct"),
        Reference(name="banker", label="Banker", to="agencies"),
        Date(name="spend_by", label="Spend by", aliases=("To be spent by", "Spend deadline")),
        Choice(
            name="carry_forward",
            label="Carry forward",
            options=("allowed", "not allowed"),
        ),
        Reference(name="carried_from", label="Carried from", to="funding_streams"),
        Narrative(
            name="conditions", label="Conditions", aliases=("Grant conditions", "Restrictions", "Comments")
        ),
        Narrative(name="notes", label="Notes"),
    ),
)

BIDS = Register(
    name="bids",
    label="Bid",
    plural="Bids",
    title="project",
    within="stream",
    fields=(
        Reference(
            name="stream",
            label="Stream",
            to="funding_streams",
            required=True,
            on_delete="cascade",
            aliases=(*_STREAM, "Funder"),
        ),
        WholeNumber(name="position", label="Position", minimum=0),
        Reference(name="item", label="Plan item", to="plan_items"),
        Narrative(name="project", label="Project", required=True, aliases=("Bid", "Project title")),
        Money(
            name="amount_sought",
            label="Amount sought",
            aliases=("Bid amount", "Amount requested", "Amount of bid"),
        ),
        Date(name="submitted_on", label="Submitted on", aliases=("Date submitted",)),
        Choice(
            name="decision",
            label="Decision",
            options=("draft", "submitted", "awarded", "part awarded", "refused", "withdrawn"),
            default="draft",
        ),
        Date(name="decided_on", label="Decided on"),
        Money(name="amount_awarded", label="Amount awarded", aliases=("Awarded", "Award")),
        Links(name="joint_with", label="Joint with", to="partnerships"),
        Number(name="our_share", label="Our share %"),
        Narrative(name="notes", label="Notes"),
    ),
)

ALLOCATIONS = Register(
    name="allocations",
    label="Allocation",
    plural="Allocations",
    title="project",
    within="stream",
    fields=(
        Reference(
            name="stream",
            label="Stream",
            to="funding_streams",
            required=True,
            on_delete="cascade",
            aliases=(*_STREAM, "Funder"),
        ),
        WholeNumber(name="position", label="Position", minimum=0),
        Reference(name="item", label="Plan item", to="plan_items"),
        Reference(name="group", label="Group", to="groups"),
        Narrative(
            name="project",
            label="Project",
            required=True,
            aliases=("Project name", "Scheme", "Initiative", "Purpose", "Spend item", "Item"),
        ),
        Text(
            name="provider",
            label="Provider",
            aliases=("Recipient", "Delivered by", "Organisation", "Delivery partner"),
        ),
        Money(
            name="amount",
            label="Amount",
            aliases=("Allocation", "Allocated", "Amount allocated", "Budget", "Cost", "Funding", "Value"),
        ),
        Choice(
            name="status", label="Status", options=("proposed", "approved", "withdrawn"), default="proposed"
        ),
        Reference(name="approved_by", label="Approved by", to="groups"),
        Date(name="approved_on", label="Approved on"),
        Narrative(name="notes", label="Notes"),
    ),
)

FUNDING_ENTRIES = Register(
    name="funding_entries",
    label="Funding entry",
    plural="Funding entries",
    title="note",
    within="allocation",
    fields=(
        Reference(
            name="allocation",
            label="Allocation",
            to="allocations",
            required=True,
            on_delete="cascade",
            aliases=("Project", "Project name", "Scheme", "Initiative"),
        ),
        WholeNumber(name="position", label="Position", minimum=0),
        Quarter(name="quarter", label="Quarter", required=True),
        Date(name="on_date", label="Date"),
        Choice(
            name="kind",
            label="Kind",
            options=("forecast", "committed", "actual", "claimed", "returned"),
            default="actual",
        ),
        Money(name="amount", label="Amount"),
        Text(name="reference", label="Reference"),
        Narrative(name="note", label="Note"),
        Reference(name="return_file", label="Return", to="return_files"),
    ),
)
