"""The log: dated things beside the plan, what was said of them by quarter, and the meetings they come from."""

from __future__ import annotations

from csp_desktop.registers.fields import Choice, Date, Links, Narrative, Quarter, Reference, Text, YesNo
from csp_desktop.registers.register import Register

LOG_KINDS = ("meeting action", "review recommendation", "order or agreement", "duty")

MEETINGS = Register(
    name="meetings",
    label="Meeting",
    plural="Meetings",
    title="held_on",
    within="partnership",
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        Reference(name="group", label="Group", to="groups"),
        Date(name="held_on", label="Held on", required=True),
        Text(name="place", label="Place"),
        Narrative(name="notes", label="Notes"),
    ),
)

LOG_ENTRIES = Register(
    name="log_entries",
    label="Log entry",
    plural="Log",
    several="Log entries",
    title="title",
    within="partnership",
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        Reference(name="plan", label="Plan", to="plans"),
        Choice(name="kind", label="Kind", options=LOG_KINDS, required=True, default="meeting action"),
        Text(
            name="ref",
            label="Ref",
            aliases=("No", "Number", "Ref no", "Reference", "Action no", "Rec no", "Recommendation no"),
        ),
        Narrative(
            name="title",
            label="Title",
            required=True,
            aliases=(
                "Action",
                "Actions",
                "Agreed action",
                "Action agreed",
                "Task",
                "Recommendation",
                "Order",
                "Agreement",
                "Duty",
            ),
        ),
        Text(name="source", label="Source", aliases=("Minute", "Minute ref")),
        Reference(name="meeting", label="Meeting", to="meetings"),
        Reference(name="group", label="Group", to="groups"),
        Links(
            name="lead_agencies",
            label="Lead agencies",
            to="agencies",
            aliases=("Lead", "Lead agency", "Agency", "Responsible agency"),
        ),
        Text(
            name="owner",
            label="Owner",
            aliases=(
                "By whom",
                "Who",
                "Action owner",
                "Action by",
                "Lead officer",
                "Officer",
                "Responsible",
                "Responsible officer",
            ),
        ),
        Date(name="raised_on", label="Raised on", aliases=("Date raised", "Meeting date", "Date of meeting")),
        Date(name="starts_on", label="Starts on"),
        Date(
            name="due_on",
            label="Due",
            aliases=("Due date", "Date due", "Due by", "Deadline", "By when", "When", "Target date"),
        ),
        Date(name="review_on", label="Review on", aliases=("Review date", "Next review")),
        Date(name="expires_on", label="Expires on", aliases=("Expiry date", "Expires")),
        Date(name="completed_on", label="Completed on", aliases=("Date completed",)),
        Text(name="area", label="Area"),
        Narrative(name="outcome", label="Outcome"),
        Text(name="evidence", label="Evidence"),
        Narrative(name="notes", label="Notes"),
        YesNo(name="public", label="Public"),
    ),
)

LOG_UPDATES = Register(
    name="log_updates",
    label="Log update",
    plural="Log updates",
    title="narrative",
    within="entry",
    unique=(("entry", "quarter"),),
    fields=(
        Reference(name="entry", label="Log entry", to="log_entries", required=True, on_delete="cascade"),
        Quarter(name="quarter", label="Quarter", required=True),
        Narrative(
            name="narrative",
            label="Update",
            aliases=("Progress", "Progress update", "Comments", "Current position", "Commentary"),
        ),
        # No status of its own until somebody says one: an update alone does not change how a thing stands.
        Choice(
            name="status",
            label="Status",
            options=("not started", "in progress", "complete", "stopped", "lapsed"),
        ),
        Date(name="new_due_on", label="New due date"),
        Reference(name="return_file", label="Return", to="return_files"),
    ),
)
