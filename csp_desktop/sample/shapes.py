"""The shapes the shipped sample is written in: one line of content, links by ref or short name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a lead reported on an item for a quarter; author and date come from the lead agency."""

    narrative: str
    rag: str
    outcome_rag: str | None = None
    moderated: str | None = None
    reason: str | None = None
    new_due: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A line of the plan; it stands under the item whose ref is its own less the last number."""

    ref: str
    level: str
    title: str
    leads: str
    groups: str = ""
    timescale: str | None = None
    due: str | None = None
    target: str | None = None
    resources: str | None = None
    outcome: str | None = None
    status: str = "in progress"
    completed: str | None = None
    cross_cutting: bool = False
    q1: Said | None = None
    q2: Said | None = None


def priority(
    ref: str, title: str, leads: str, groups: str, target: str, resources: str, **more: object
) -> Item:
    """A priority, with its progress comments as updates."""
    return _item("priority", ref, title, leads, groups, target=target, resources=resources, **more)


def objective(ref: str, title: str, leads: str, groups: str, **more: object) -> Item:
    """An objective under a priority."""
    return _item("objective", ref, title, leads, groups, **more)


def action(
    ref: str,
    title: str,
    leads: str,
    groups: str,
    timescale: str,
    due: str | None,
    outcome: str,
    **more: object,
) -> Item:
    """An action; `due` is the day read from the timescale, None where it names none."""
    return _item("action", ref, title, leads, groups, timescale=timescale, due=due, outcome=outcome, **more)


def _item(level: str, ref: str, title: str, leads: str, groups: str, **more: object) -> Item:
    return Item(ref=ref, level=level, title=title, leads=leads, groups=groups, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Agency:
    """An agency and the days it answered for Q1 and Q2; `reporter` is the person who fills its returns."""

    short_name: str
    name: str
    kind: str
    reporter: str | None = None
    q1_on: str | None = None
    q2_on: str | None = None
    responsible_from: str | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Person:
    """Someone known by job title only."""

    title: str
    agency: str
    email: str
    phone: str
    receives: bool = False
    left_on: str | None = None


@dataclass(frozen=True)
class Group:
    """A group; members are (agency, person or None, role)."""

    short_name: str
    name: str
    kind: str
    parent: str | None
    chair: str | None
    meets: str
    purpose: str
    members: tuple[tuple[str, str | None, str], ...]
    shared: bool = False
    starts_on: str | None = None
    ends_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """An indicator under a priority, with last year's quarters and this year's first two."""

    ref: str
    item: str
    title: str
    owner: str
    source: str
    unit: str = "count"
    better: str = "lower"
    kind: str = "per quarter"
    baseline: float | None = None
    baseline_state: str = "known"
    baseline_period: str | None = "2009/10"
    target_kind: str = "none"
    target: float | None = None
    target_period: str | None = "March 2011"
    stated_target: str | None = None
    amber_within: float = 10.0
    trajectory: tuple[float, float, float, float] | None = None
    scope: str = "local"
    contextual: bool = False
    notes: str | None = None
    last_year: tuple[float | None, ...] = ()
    q1: Figure | None = None
    q2: Figure | None = None


@dataclass(frozen=True)
class Figure:
    """A quarter's measurement; None stands for "to be confirmed"."""

    value: float | None
    note: str | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Mitigation:
    """Something done about a risk."""

    title: str
    kind: str
    agency: str
    owner: str
    due: str | None
    status: str
    progress: str | None


@dataclass(frozen=True, kw_only=True)
class Risk:
    """A risk; scores are (likelihood, impact); reviews are (likelihood, impact, comment) for Q1 and Q2."""

    ref: str
    item: str
    title: str
    cause: str
    consequence: str
    category: str
    agency: str
    owner: str
    inherent: tuple[int, int]
    now: tuple[int, int]
    target: tuple[int, int]
    target_on: str
    review_on: str
    proximity: str
    q1: tuple[int, int, str]
    q2: tuple[int, int, str] | None
    response: str = "treat"
    status: str = "open"
    mitigations: tuple[Mitigation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A funding stream; money in whole pounds."""

    key: str
    name: str
    funder: str
    kind: str
    amount: int
    spend_by: str
    carry_forward: str
    conditions: str
    route: str = "direct"
    year: int = 2010
    banker: str = "RDC"
    carried_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bid:
    """A bid to a stream; money in whole pounds, `our_share` in per cent where joint with the neighbour."""

    stream: str
    item: str | None
    project: str
    sought: int
    submitted_on: str | None
    decision: str
    decided_on: str | None = None
    awarded: int | None = None
    our_share: float | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Entry:
    """A sum entered for a quarter, in pounds; `kind` as in the register."""

    quarter: str
    kind: str
    amount: float
    on_date: str
    reference: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """Money of a stream given to an item and group, in whole pounds, with its entries."""

    stream: str
    item: str
    group: str
    project: str
    provider: str
    amount: int
    status: str = "approved"
    approved_by: str | None = "Steering"
    approved_on: str | None = "2010-04-21"
    notes: str | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Achievement:
    """What last year's priority came to; ref of this year's indicator where it goes on."""

    title: str
    last_year: float | None
    this_year: float | None
    rag: str
    narrative: str
    item: str | None = None
    indicator: str | None = None
