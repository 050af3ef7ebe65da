"""Who the partnership is: partnerships, agencies, people, groups and the plans of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp_desktop.registers.fields import (
    Choice,
    Date,
    Links,
    Narrative,
    Reference,
    Text,
    WholeNumber,
    YesNo,
)
from csp_desktop.registers.register import Register


def _thresholds_fit(record: Mapping[str, Any]) -> str | None:
    amber, red = record["risk_amber_from"], record["risk_red_from"]
    if amber is None or red is None:
        return "Give the score from which a risk is amber, and the score from which it is red."
    return None if amber < red else "Red must start at a higher score than amber."


PARTNERSHIPS = Register(
    name="partnerships",
    label="Partnership",
    plural="Partnerships",
    title="name",
    fields=(
        Text(name="name", label="Name", required=True),
        Text(name="short_name", label="Short name", required=True),
        Choice(
            name="kind",
            label="Kind",
            options=("statutory partnership", "informal merger", "county group", "unitary"),
            default="statutory partnership",
        ),
        Text(name="area", label="Area", aliases=("District",)),
        Text(name="region", label="Region"),
        Text(name="chair", label="Chair"),
        Text(name="coordinator", label="Co-ordinator", aliases=("Coordinator", "Community safety manager")),
        Text(name="phone", label="Phone", aliases=("Tel", "Telephone")),
        Text(name="email", label="Email", aliases=("E-mail",)),
        Text(name="website", label="Website"),
        Links(name="authorities", label="Authorities", to="agencies", aliases=("Responsible authorities",)),
        Links(name="joint_with", label="Joint with", to="partnerships"),
        Narrative(name="vision", label="Vision"),
        Reference(name="merged_into", label="Merged into", to="partnerships"),
        Narrative(name="rag_words", label="Words for ratings"),
        WholeNumber(
            name="risk_amber_from",
            label="Amber from score",
            aliases=("Amber risk from",),
            minimum=2,
            maximum=25,
            default=6,
        ),
        WholeNumber(
            name="risk_red_from",
            label="Red from score",
            aliases=("Red risk from",),
            minimum=3,
            maximum=25,
            default=12,
        ),
        WholeNumber(name="risk_appetite", label="Risk appetite", minimum=1, maximum=25, default=10),
    ),
    checks=(_thresholds_fit,),
)

AGENCIES = Register(
    name="agencies",
    label="Agency",
    plural="Agencies",
    title="name",
    unique=(("short_name",),),
    fields=(
        Text(name="name", label="Name", required=True, aliases=("Agency", "Organisation")),
        Text(name="short_name", label="Short name", required=True, aliases=("Abbreviation",)),
        Choice(
            name="kind",
            label="Kind",
            options=("responsible authority", "co-operating body", "voluntary", "other"),
            default="other",
        ),
        Date(name="responsible_from", label="Responsible from"),
        Date(name="responsible_until", label="Responsible until"),
        Choice(name="return_form", label="Return form", options=("full", "short"), default="full"),
        Narrative(name="notes", label="Notes"),
    ),
)

PEOPLE = Register(
    name="people",
    label="Person",
    plural="People",
    title="name",
    within="agency",
    fields=(
        Reference(name="agency", label="Agency", to="agencies", on_delete="clear"),
        Text(name="name", label="Name", required=True, aliases=("Contact",)),
        Text(name="job_title", label="Job title", aliases=("Role", "Post")),
        Text(name="email", label="Email", aliases=("E-mail",)),
        Text(name="phone", label="Phone", aliases=("Tel", "Telephone")),
        YesNo(name="receives_returns", label="Receives returns"),
        Date(name="left_on", label="Left on"),
        Narrative(name="notes", label="Notes"),
    ),
)

GROUPS = Register(
    name="groups",
    label="Group",
    plural="Groups",
    title="name",
    within="partnership",
    unique=(("partnership", "short_name"),),
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        Text(name="name", label="Name", required=True, aliases=("Group",)),
        Text(name="short_name", label="Short name", required=True),
        Reference(name="parent", label="Reports to", to="groups"),
        Choice(
            name="kind",
            label="Kind",
            options=(
                "oversight",
                "partnership",
                "steering",
                "reference",
                "sub-group",
                "task and finish",
                "working group",
            ),
            default="sub-group",
        ),
        Narrative(name="purpose", label="Terms of reference", aliases=("Purpose",)),
        Reference(name="chair", label="Chair", to="people"),
        Text(name="meets", label="Meets"),
        Links(name="shared_with", label="Shared with", to="partnerships"),
        Date(name="starts_on", label="Starts on"),
        Date(name="ends_on", label="Ends on"),
        Choice(name="return_form", label="Return form", options=("full", "short"), default="full"),
        Narrative(name="notes", label="Notes"),
    ),
)

GROUP_MEMBERS = Register(
    name="group_members",
    label="Member",
    plural="Members",
    title="role",
    within="group",
    fields=(
        Reference(name="group", label="Group", to="groups", required=True, on_delete="cascade"),
        Reference(name="agency", label="Agency", to="agencies", required=True, on_delete="cascade"),
        Reference(name="person", label="Person", to="people"),
        Text(name="role", label="Role"),
    ),
)

LINKED_PLANS = Register(
    name="linked_plans",
    label="Linked plan",
    plural="Linked plans",
    title="title",
    within="partnership",
    fields=(
        Reference(
            name="partnership", label="Partnership", to="partnerships", required=True, on_delete="cascade"
        ),
        Text(name="title", label="Title", required=True),
        Text(name="owner", label="Owner"),
        Text(name="period", label="Period"),
        Text(name="web_address", label="Web address"),
        Narrative(name="notes", label="Notes"),
    ),
)
