"""Risks, their reviews by quarter, and what is done about them."""

from __future__ import annotations

from csp_desktop.registers.fields import Choice, Date, Narrative, Quarter, Reference, Text, WholeNumber
from csp_desktop.registers.register import Register


def _score(name: str, label: str, *aliases: str) -> WholeNumber:
    return WholeNumber(name=name, label=label, minimum=1, maximum=5, aliases=aliases)


RISKS = Register(
    name="risks",
    label="Risk",
    plural="Risks",
    title="title",
    within="plan",
    fields=(
        Reference(name="plan", label="Plan", to="plans", required=True, on_delete="cascade"),
        Reference(name="item", label="Plan item", to="plan_items"),
        WholeNumber(name="position", label="Position", minimum=0, default=0),
        Text(
            name="ref",
            label="Ref",
            aliases=("Risk ref", "Risk no", "Risk ID", "Risk number", "No", "ID", "ID No", "Reference"),
        ),
        Narrative(
            name="title",
            label="Risk",
            required=True,
            aliases=(
                "Key Risks to Achieving",
                "Risk description",
                "Description of risk",
                "Risk title",
                "Risks",
                "Description",
                "Risk name",
                "Risk statement",
                "Risk event",
                "Event",
            ),
        ),
        Narrative(
            name="cause",
            label="Cause",
            aliases=(
                "Causes",
                "Root cause",
                "Trigger",
                "Triggers",
                "Vulnerability",
                "Threat",
                "Threat source",
                "Source of risk",
            ),
        ),
        Narrative(
            name="consequence",
            label="Consequence",
            aliases=(
                "Effect",
                "Consequences",
                "Impact description",
                "Potential impact",
                "Impact",
                "What could happen",
            ),
        ),
        Text(name="category", label="Category", aliases=("Risk type", "Risk category", "Type", "Theme")),
        Reference(name="owner_agency", label="Owner agency", to="agencies"),
        Text(
            name="owner",
            label="Owner",
            aliases=(
                "Risk owner",
                "Responsible",
                "Responsible officer",
                "Responsible person",
                "Lead officer",
            ),
        ),
        _score(
            "inherent_likelihood",
            "Likelihood before",
            "Inherent likelihood",
            "Gross likelihood",
            "Initial likelihood",
            "Pre mitigation likelihood",
        ),
        _score(
            "inherent_impact",
            "Impact before",
            "Inherent impact",
            "Gross impact",
            "Initial impact",
            "Pre mitigation impact",
        ),
        _score(
            "current_likelihood",
            "Likelihood now",
            "Likelihood",
            "Current likelihood",
            "Residual likelihood",
            "Net likelihood",
            "Probability",
        ),
        _score(
            "current_impact",
            "Impact now",
            "Impact",
            "Current impact",
            "Residual impact",
            "Net impact",
            "Severity",
        ),
        _score("target_likelihood", "Target likelihood", "Post mitigation likelihood"),
        _score("target_impact", "Target impact", "Post mitigation impact"),
        Date(
            name="target_on",
            label="Target by",
            aliases=("Target date", "Target completion date", "Target resolution"),
        ),
        Text(name="proximity", label="Proximity", aliases=("When might it happen",)),
        Choice(
            name="response",
            label="Response",
            aliases=("Risk response", "Treatment", "Strategy"),
            options=("tolerate", "treat", "transfer", "terminate"),
            default="treat",
        ),
        Choice(
            name="status",
            label="Status",
            options=("open", "closed", "happened"),
            default="open",
            aliases=("Risk status", "Current status"),
        ),
        Date(name="review_on", label="Review on", aliases=("Review date", "Next review", "Date of review")),
        Narrative(name="notes", label="Notes"),
        Reference(name="copied_from", label="Copied from", to="risks"),
    ),
)

RISK_REVIEWS = Register(
    name="risk_reviews",
    label="Risk review",
    plural="Risk reviews",
    title="comment",
    within="risk",
    unique=(("risk", "quarter"),),
    fields=(
        Reference(name="risk", label="Risk", to="risks", required=True, on_delete="cascade"),
        Quarter(name="quarter", label="Quarter", required=True),
        _score("likelihood", "Likelihood"),
        _score("impact", "Impact"),
        Narrative(name="comment", label="Comment"),
        Reference(name="return_file", label="Return", to="return_files"),
    ),
)

MITIGATIONS = Register(
    name="mitigations",
    label="Mitigation",
    plural="Mitigations",
    title="title",
    within="risk",
    fields=(
        Reference(name="risk", label="Risk", to="risks", required=True, on_delete="cascade"),
        WholeNumber(name="position", label="Position", minimum=0, default=0),
        Narrative(
            name="title",
            label="Mitigation",
            required=True,
            aliases=(
                "Key Actions to Mitigate Risk",
                "Mitigations",
                "Mitigation strategy",
                "Mitigation plan",
                "Mitigation actions",
                "Risk mitigation",
                "Potential responses",
                "Responses",
                "Response",
                "Risk response",
                "Response plan",
                "Treatment plan",
                "Recommended treatment",
                "Recommended action",
                "Remediation",
                "Contingency",
                "How to prevent",
                "Mitigating actions",
                "Actions",
                "Action required",
                "Further action",
            ),
        ),
        Choice(
            name="kind",
            label="Kind",
            options=("existing control", "planned action"),
            default="planned action",
        ),
        Reference(name="owner_agency", label="Owner agency", to="agencies"),
        Text(name="owner", label="Owner", aliases=("Action owner", "Actionee", "Action by", "Control owner")),
        Date(name="due_on", label="Due"),
        Choice(
            name="status",
            label="Status",
            options=("not started", "in progress", "complete", "stopped"),
            default="not started",
        ),
        Narrative(name="progress", label="Progress"),
        Narrative(name="notes", label="Notes"),
        Reference(name="copied_from", label="Copied from", to="mitigations"),
    ),
)
