"""What a record of each register holds, field by field, so that a misspelt field is found before it runs.

A test compares these with the declarations: a field added there is added here.
"""

from typing import Any, TypedDict


class Partnership(TypedDict):
    """A record of partnerships."""

    id: str
    name: Any
    short_name: Any
    kind: Any
    area: Any
    region: Any
    chair: Any
    coordinator: Any
    phone: Any
    email: Any
    website: Any
    authorities: Any
    joint_with: Any
    vision: Any
    merged_into: Any
    rag_words: Any
    risk_amber_from: Any
    risk_red_from: Any
    risk_appetite: Any


class Agency(TypedDict):
    """A record of agencies."""

    id: str
    name: Any
    short_name: Any
    kind: Any
    responsible_from: Any
    responsible_until: Any
    return_form: Any
    notes: Any


class Person(TypedDict):
    """A record of people."""

    id: str
    agency: Any
    name: Any
    job_title: Any
    email: Any
    phone: Any
    receives_returns: Any
    left_on: Any
    notes: Any


class Group(TypedDict):
    """A record of groups."""

    id: str
    partnership: Any
    name: Any
    short_name: Any
    parent: Any
    kind: Any
    purpose: Any
    chair: Any
    meets: Any
    shared_with: Any
    starts_on: Any
    ends_on: Any
    return_form: Any
    notes: Any


class GroupMember(TypedDict):
    """A record of group_members."""

    id: str
    group: Any
    agency: Any
    person: Any
    role: Any


class LinkedPlan(TypedDict):
    """A record of linked_plans."""

    id: str
    partnership: Any
    title: Any
    owner: Any
    period: Any
    web_address: Any
    notes: Any


class Plan(TypedDict):
    """A record of plans."""

    id: str
    partnership: Any
    title: Any
    first_year: Any
    last_year: Any
    status: Any
    introduction: Any
    copied_from: Any


class PlanSection(TypedDict):
    """A record of plan_sections."""

    id: str
    plan: Any
    position: Any
    title: Any
    text: Any


class PlanItem(TypedDict):
    """A record of plan_items."""

    id: str
    plan: Any
    level: Any
    parent: Any
    position: Any
    ref: Any
    title: Any
    target: Any
    timescale: Any
    due_on: Any
    resources: Any
    outcome: Any
    lead_agencies: Any
    lead_groups: Any
    status: Any
    completed_on: Any
    cross_cutting: Any
    lead_officers: Any
    starts_on: Any
    original_due_on: Any
    public: Any
    evidence: Any
    notes: Any
    copied_from: Any


class Return(TypedDict):
    """A record of returns."""

    id: str
    plan: Any
    quarter: Any
    agency: Any
    group: Any
    person: Any
    return_code: Any
    due_on: Any
    sent_on: Any
    state: Any
    note: Any


ReturnFile = TypedDict(
    "ReturnFile",
    {
        "id": str,
        "return": Any,
        "direction": Any,
        "file_name": Any,
        "sha256": Any,
        "saved_on": Any,
        "content": Any,
        "snapshot": Any,
        "outcome": Any,
    },
)
"""A record of return_files."""


class PlanUpdate(TypedDict):
    """A record of updates."""

    id: str
    item: Any
    quarter: Any
    narrative: Any
    rag: Any
    outcome_rag: Any
    moderated_rag: Any
    moderation_reason: Any
    new_due_on: Any
    author: Any
    reported_on: Any
    done: Any
    of: Any
    notes: Any
    return_file: Any


class Indicator(TypedDict):
    """A record of indicators."""

    id: str
    plan: Any
    item: Any
    position: Any
    ref: Any
    title: Any
    source: Any
    unit: Any
    better: Any
    kind: Any
    baseline_state: Any
    baseline_value: Any
    baseline_period: Any
    target_kind: Any
    target_value: Any
    target_period: Any
    amber_within: Any
    amber_in: Any
    trajectory_q1: Any
    trajectory_q2: Any
    trajectory_q3: Any
    trajectory_q4: Any
    scope: Any
    contextual: Any
    owner: Any
    stated_target: Any
    notes: Any
    copied_from: Any


class Measurement(TypedDict):
    """A record of measurements."""

    id: str
    indicator: Any
    quarter: Any
    value_state: Any
    value: Any
    provisional: Any
    note: Any
    group_average: Any
    rank: Any
    out_of: Any
    months: Any
    return_file: Any


class Risk(TypedDict):
    """A record of risks."""

    id: str
    plan: Any
    item: Any
    position: Any
    ref: Any
    title: Any
    cause: Any
    consequence: Any
    category: Any
    owner_agency: Any
    owner: Any
    inherent_likelihood: Any
    inherent_impact: Any
    current_likelihood: Any
    current_impact: Any
    target_likelihood: Any
    target_impact: Any
    target_on: Any
    proximity: Any
    response: Any
    status: Any
    review_on: Any
    notes: Any
    copied_from: Any


class RiskReview(TypedDict):
    """A record of risk_reviews."""

    id: str
    risk: Any
    quarter: Any
    likelihood: Any
    impact: Any
    comment: Any
    return_file: Any


class Mitigation(TypedDict):
    """A record of mitigations."""

    id: str
    risk: Any
    position: Any
    title: Any
    kind: Any
    owner_agency: Any
    owner: Any
    due_on: Any
    status: Any
    progress: Any
    notes: Any
    copied_from: Any


class FundingStream(TypedDict):
    """A record of funding_streams."""

    id: str
    partnership: Any
    position: Any
    name: Any
    funder: Any
    kind: Any
    year: Any
    amount: Any
    route: Any
    banker: Any
    spend_by: Any
    carry_forward: Any
    carried_from: Any
    conditions: Any
    notes: Any


class Bid(TypedDict):
    """A record of bids."""

    id: str
    stream: Any
    position: Any
    item: Any
    project: Any
    amount_sought: Any
    submitted_on: Any
    decision: Any
    decided_on: Any
    amount_awarded: Any
    joint_with: Any
    our_share: Any
    notes: Any


class Allocation(TypedDict):
    """A record of allocations."""

    id: str
    stream: Any
    position: Any
    item: Any
    group: Any
    project: Any
    provider: Any
    amount: Any
    status: Any
    approved_by: Any
    approved_on: Any
    notes: Any


class FundingEntry(TypedDict):
    """A record of funding_entries."""

    id: str
    allocation: Any
    position: Any
    quarter: Any
    on_date: Any
    kind: Any
    amount: Any
    reference: Any
    note: Any
    return_file: Any


class Meeting(TypedDict):
    """A record of meetings."""

    id: str
    partnership: Any
    group: Any
    held_on: Any
    place: Any
    notes: Any


class LogEntry(TypedDict):
    """A record of log_entries."""

    id: str
    partnership: Any
    plan: Any
    kind: Any
    ref: Any
    title: Any
    source: Any
    meeting: Any
    group: Any
    lead_agencies: Any
    owner: Any
    raised_on: Any
    starts_on: Any
    due_on: Any
    review_on: Any
    expires_on: Any
    completed_on: Any
    area: Any
    outcome: Any
    evidence: Any
    notes: Any
    public: Any


class LogUpdate(TypedDict):
    """A record of log_updates."""

    id: str
    entry: Any
    quarter: Any
    narrative: Any
    status: Any
    new_due_on: Any
    return_file: Any


class Achievement(TypedDict):
    """A record of achievements."""

    id: str
    plan: Any
    item: Any
    indicator: Any
    title: Any
    last_year: Any
    this_year: Any
    stated_change: Any
    narrative: Any
    rag: Any


class AcceptedFinding(TypedDict):
    """A record of accepted_findings."""

    id: str
    plan: Any
    finding: Any
    message: Any
    reason: Any
    accepted_by: Any
    accepted_on: Any


class ImportLayout(TypedDict):
    """A record of import_layouts."""

    id: str
    name: Any
    header_shape: Any
    mapping: Any


class PackKept(TypedDict):
    """A record of packs."""

    id: str
    partnership: Any
    name: Any
    contents: Any


class PrintedReport(TypedDict):
    """A record of printed_reports."""

    id: str
    plan: Any
    quarter: Any
    title: Any
    issued_on: Any
    content: Any


class CopyTakenIn(TypedDict):
    """A record of copies_taken_in."""

    id: str
    file: Any
    last_step: Any
    taken_on: Any
    findings: Any


BY_REGISTER: dict[str, Any] = {
    "partnerships": Partnership,
    "agencies": Agency,
    "people": Person,
    "groups": Group,
    "group_members": GroupMember,
    "linked_plans": LinkedPlan,
    "plans": Plan,
    "plan_sections": PlanSection,
    "plan_items": PlanItem,
    "returns": Return,
    "return_files": ReturnFile,
    "updates": PlanUpdate,
    "indicators": Indicator,
    "measurements": Measurement,
    "risks": Risk,
    "risk_reviews": RiskReview,
    "mitigations": Mitigation,
    "funding_streams": FundingStream,
    "bids": Bid,
    "allocations": Allocation,
    "funding_entries": FundingEntry,
    "meetings": Meeting,
    "log_entries": LogEntry,
    "log_updates": LogUpdate,
    "achievements": Achievement,
    "accepted_findings": AcceptedFinding,
    "import_layouts": ImportLayout,
    "packs": PackKept,
    "printed_reports": PrintedReport,
    "copies_taken_in": CopyTakenIn,
}
"""The kind of record of each register."""
