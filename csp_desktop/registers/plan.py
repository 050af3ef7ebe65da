"""The action plan: plans, their items in three levels, and the quarters' updates."""

from __future__ import annotations

from csp_desktop.registers.fields import (
    Choice,
    Date,
    Links,
    Narrative,
    Quarter,
    Rag,
    Reference,
    Text,
    WholeNumber,
    Year,
    YesNo,
)
from csp_desktop.registers.register import Register

PLANS = Register(
    name="plans",
    label="Plan",
    plural="Plans",
    title="title",
    within="partnership",
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        Text(name="title", label="Title", required=True),
        Year(name="first_year", label="First year", required=True),
        Year(name="last_year", label="Last year", required=True),
        Choice(name="status", label="Status", options=("draft", "agreed", "closed"), default="draft"),
        Narrative(name="introduction", label="Introduction"),
        Reference(name="copied_from", label="Copied from", to="plans"),
    ),
    checks=(
        lambda record: (
            None
            if record["first_year"] <= record["last_year"]
            else "The last year of a plan cannot come before its first."
        ),
    ),
)

PLAN_SECTIONS = Register(
    name="plan_sections",
    label="Plan section",
    plural="Plan sections",
    title="title",
    within="plan",
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        WholeNumber(name="position", label="Position", minimum=0, default=0),
        Text(name="title", label="Title", required=True),
        Narrative(name="text", label="Text"),
    ),
)

LEVELS = ("priority", "objective", "action")

_BY_WHEN = ("By when", "Deadline", "Target date", "Completion date", "When", "Due date", "Date due")
"""What people head both the day something is due and the words that say when."""


def _level_fits(record: object) -> str | None:
    level, parent = record["level"], record["parent"]  # type: ignore[index]
    if level == "priority":
        return "A priority stands on its own: it has no parent." if parent else None
    return None if parent else f"An {level} belongs under a priority or objective; choose its parent."


PLAN_ITEMS = Register(
    name="plan_items",
    label="Plan item",
    plural="Plan items",
    title="title",
    within="plan",
    checks=(_level_fits,),
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Choice(name="level", label="Level", options=LEVELS, required=True, default="action"),
        Reference(name="parent", label="Under", to="plan_items", on_delete="cascade"),
        WholeNumber(name="position", label="Position", minimum=0, default=0),
        Text(
            name="ref", label="Ref", aliases=("JAG ref", "Reference", "No.", "Number", "Action no", "Ref no")
        ),
        Narrative(
            name="title",
            label="What is to be done",
            required=True,
            aliases=(
                "Action",
                "Actions",
                "Objective",
                "Milestone",
                "Key Milestones",
                "Task",
                "Activity",
                "Key actions",
                "Actions required",
            ),
        ),
        Narrative(
            name="target", label="Target", aliases=("Target & Performance indicator", "Performance indicator")
        ),
        Text(
            name="timescale",
            label="Timescale",
            aliases=("Timescales", *_BY_WHEN),
        ),
        Date(name="due_on", label="Due", aliases=_BY_WHEN),
        Narrative(
            name="resources",
            label="Resources",
            aliases=("CSP Resources", "Resources required", "Funding", "Cost", "Budget"),
        ),
        Narrative(
            name="outcome",
            label="Outcomes & outputs",
            aliases=(
                "Outcomes & Outputs",
                "Key Outcomes & Outputs",
                "Outcome",
                "Outcomes",
                "Expected outcome",
                "Success measure",
            ),
        ),
        Links(
            name="lead_agencies",
            label="Lead agencies",
            to="agencies",
            aliases=(
                "Lead agency",
                "Lead",
                "Who",
                "By whom",
                "Responsible",
                "Responsibility",
                "Owner",
            ),
        ),
        Links(
            name="lead_groups",
            label="Lead groups",
            to="groups",
            aliases=("Lead Action Group(s)", "Lead group", "Action group"),
        ),
        Choice(
            name="status",
            label="Status",
            options=("not started", "in progress", "ongoing", "complete", "stopped"),
            default="not started",
        ),
        Date(name="completed_on", label="Completed on"),
        YesNo(name="cross_cutting", label="Cross-cutting"),
        Links(
            name="lead_officers",
            label="Lead officers",
            to="people",
            aliases=("Lead officer", "Lead officer(s)", "Officer", "Responsible officer", "Named officer"),
        ),
        Date(name="starts_on", label="Starts on"),
        # What a filled due date was before it was first replaced: written with that change, never typed.
        Date(name="original_due_on", label="Originally due"),
        YesNo(name="public", label="Public"),
        Text(name="evidence", label="Evidence"),
        Narrative(name="notes", label="Notes"),
        Reference(name="copied_from", label="Copied from", to="plan_items"),
    ),
)

UPDATES = Register(
    name="updates",
    label="Update",
    plural="Updates",
    title="narrative",
    within="item",
    unique=(("item", "quarter"),),
    fields=(
        Reference(name="item", label="Plan item", to="plan_items", required=True, on_delete="cascade"),
        Quarter(name="quarter", label="Quarter", required=True),
        Narrative(
            name="narrative",
            label="Update",
            aliases=(
                "Progress",
                "Comments",
                "Progress/Comments",
                "Progress update",
                "Current position",
                "Commentary",
            ),
        ),
        Rag(name="rag", label="RAG", aliases=("Rating", "Status", "RAG status", "RAG rating")),
        Rag(name="outcome_rag", label="Outcome RAG"),
        Rag(name="moderated_rag", label="Our rating"),
        Narrative(name="moderation_reason", label="Why our rating differs"),
        Date(name="new_due_on", label="New due date"),
        Text(name="author", label="Reported by"),
        Date(name="reported_on", label="Reported on"),
        WholeNumber(name="done", label="Number done", minimum=0),
        WholeNumber(name="of", label="Out of", minimum=0),
        Narrative(name="notes", label="Notes"),
        Reference(name="return_file", label="Return", to="return_files"),
    ),
)
