"""The shipped sample as changes to an empty file: content in, inserts out, the same ids each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from csp_desktop.editing.changes import Insert
from csp_desktop.registers.register import id_from
from csp_desktop.sample import plan_abuse, plan_alcohol, plan_property, plan_public, plan_streets
from csp_desktop.sample.funding_content import ALLOCATIONS, BIDS, STREAMS
from csp_desktop.sample.partners_content import (
    AGENCIES,
    COUNTY,
    GROUPS,
    LINKED_PLANS,
    NEIGHBOUR,
    PARTNERSHIP,
    PEOPLE,
)
from csp_desktop.sample.performance_content import ACHIEVEMENTS, INDICATORS
from csp_desktop.sample.risk_content import RISKS
from csp_desktop.sample.shapes import Figure, Item, Said

_HOME, _NEIGHBOUR = PARTNERSHIP["short_name"], NEIGHBOUR["short_name"]
_PLAN = "2010"
_INTRODUCTION = (
    "The third year of the partnership plan for 2008 to 2011. The strategic assessment of last winter kept "
    "anti-social behaviour, domestic abuse and alcohol as priorities, put theft from vehicles and robbery in the "
    "place of burglary, and gave driving and parking a group of its own for one year because residents raise it "
    "more than anything else. Reoffending is here because it became a duty of all of us on 1 April 2010."
)
_AGENCY = {agency.short_name: agency for agency in AGENCIES}


def shipped_sample() -> list[Insert]:
    """Every record of the shipped sample, each register after those it refers to."""
    parts = (_partners(), _plan(), _performance(), _risks(), _funding(), _achievements())
    return [insert for part in parts for insert in part]


def _id(register: str, key: str) -> str:
    return id_from(f"sample/{register}/{key}")


def _ids(register: str, keys: str) -> tuple[str, ...]:
    return tuple(_id(register, key) for key in keys.split(", ") if key)


def _link(register: str, key: str | None) -> str | None:
    return _id(register, key) if key else None


def _insert(register: str, key: str, **values: Any) -> Insert:
    return Insert(register, values, _id(register, key))


def _partners() -> Iterator[Insert]:
    for partnership in (PARTNERSHIP, NEIGHBOUR, COUNTY):
        yield _insert("partnerships", partnership["short_name"], **partnership)
    for agency in AGENCIES:
        yield _insert(
            "agencies",
            agency.short_name,
            name=agency.name,
            short_name=agency.short_name,
            kind=agency.kind,
            responsible_from=agency.responsible_from,
            notes=agency.notes,
        )
    for person in PEOPLE:
        yield _insert(
            "people",
            f"{person.agency}/{person.title}",
            agency=_id("agencies", person.agency),
            name=person.title,
            job_title=person.title,
            email=person.email,
            phone=person.phone,
            receives_returns=person.receives,
            left_on=person.left_on,
        )
    home = _id("partnerships", _HOME)
    for group in GROUPS:
        chair = next(
            (f"{agency}/{person}" for agency, person, _ in group.members if person == group.chair), None
        )
        yield _insert(
            "groups",
            group.short_name,
            partnership=home,
            name=group.name,
            short_name=group.short_name,
            parent=_link("groups", group.parent),
            kind=group.kind,
            purpose=group.purpose,
            chair=_link("people", chair),
            meets=group.meets,
            shared_with=(_id("partnerships", _NEIGHBOUR),) if group.shared else (),
            starts_on=group.starts_on,
            ends_on=group.ends_on,
        )
    for group in GROUPS:
        for place, (agency_name, member, role) in enumerate(group.members):
            yield _insert(
                "group_members",
                f"{group.short_name}/{place}",
                group=_id("groups", group.short_name),
                agency=_id("agencies", agency_name),
                person=_link("people", f"{agency_name}/{member}" if member else None),
                role=role,
            )
    for title, owner, period, notes in LINKED_PLANS:
        yield _insert(
            "linked_plans", title, partnership=home, title=title, owner=owner, period=period, notes=notes
        )


def plan_items() -> list[Item]:
    """The sample's plan in outline order."""
    items = (
        *plan_streets.ITEMS,
        *plan_property.ITEMS,
        *plan_abuse.ITEMS,
        *plan_alcohol.ITEMS,
        *plan_public.ITEMS,
    )
    return sorted(items, key=lambda item: [int(number) for number in item.ref.split(".")])


def _plan() -> Iterator[Insert]:
    yield _insert(
        "plans",
        _PLAN,
        partnership=_id("partnerships", _HOME),
        title="Annual plan 2010/11",
        first_year=2010,
        last_year=2010,
        status="agreed",
        introduction=_INTRODUCTION,
    )
    siblings: Counter[str] = Counter()
    items = plan_items()
    for item in items:
        parent = item.ref.rpartition(".")[0]
        siblings[parent] += 1
        yield _insert(
            "plan_items",
            item.ref,
            plan=_id("plans", _PLAN),
            level=item.level,
            parent=_link("plan_items", parent),
            position=siblings[parent],
            ref=item.ref,
            title=item.title,
            target=item.target,
            timescale=item.timescale,
            due_on=item.due,
            resources=item.resources,
            outcome=item.outcome,
            lead_agencies=_ids("agencies", item.leads),
            lead_groups=_ids("groups", item.groups),
            status=item.status,
            completed_on=item.completed,
            cross_cutting=item.cross_cutting,
        )
    for item in items:
        lead = _AGENCY[item.leads.split(", ")[0]]
        for quarter, said, reported_on in (
            ("2010-Q1", item.q1, lead.q1_on),
            ("2010-Q2", item.q2, lead.q2_on),
        ):
            if said:
                yield _update(item, quarter, said, lead.reporter, reported_on)


def _update(item: Item, quarter: str, said: Said, author: str | None, reported_on: str | None) -> Insert:
    return _insert(
        "updates",
        f"{item.ref}/{quarter}",
        item=_id("plan_items", item.ref),
        quarter=quarter,
        narrative=said.narrative,
        rag=said.rag,
        outcome_rag=said.outcome_rag,
        moderated_rag=said.moderated,
        moderation_reason=said.reason,
        new_due_on=said.new_due,
        author=author,
        reported_on=reported_on,
    )


def _performance() -> Iterator[Insert]:
    for place, indicator in enumerate(INDICATORS, 1):
        yield _insert(
            "indicators",
            indicator.ref,
            plan=_id("plans", _PLAN),
            item=_id("plan_items", indicator.item),
            position=place,
            ref=indicator.ref,
            title=indicator.title,
            source=indicator.source,
            unit=indicator.unit,
            better=indicator.better,
            kind=indicator.kind,
            baseline_state=indicator.baseline_state,
            baseline_value=indicator.baseline,
            baseline_period=indicator.baseline_period,
            target_kind=indicator.target_kind,
            target_value=indicator.target,
            target_period=indicator.target_period,
            amber_within=indicator.amber_within,
            scope=indicator.scope,
            contextual=indicator.contextual,
            owner=_id("agencies", indicator.owner),
            stated_target=indicator.stated_target,
            notes=indicator.notes,
            **{f"trajectory_q{number}": value for number, value in enumerate(indicator.trajectory or (), 1)},
        )
    for indicator in INDICATORS:
        figures = {
            f"2009-Q{number}": Figure(value)
            for number, value in enumerate(indicator.last_year, 1)
            if value is not None
        }
        figures |= {
            quarter: figure
            for quarter, figure in (("2010-Q1", indicator.q1), ("2010-Q2", indicator.q2))
            if figure
        }
        for quarter, figure in figures.items():
            yield _insert(
                "measurements",
                f"{indicator.ref}/{quarter}",
                indicator=_id("indicators", indicator.ref),
                quarter=quarter,
                value_state="TBC" if figure.value is None else "known",
                value=figure.value,
                provisional=figure.provisional,
                note=figure.note,
            )


def _risks() -> Iterator[Insert]:
    for place, risk in enumerate(RISKS, 1):
        yield _insert(
            "risks",
            risk.ref,
            plan=_id("plans", _PLAN),
            item=_id("plan_items", risk.item),
            position=place,
            ref=risk.ref,
            title=risk.title,
            cause=risk.cause,
            consequence=risk.consequence,
            category=risk.category,
            owner_agency=_id("agencies", risk.agency),
            owner=risk.owner,
            **_scores("inherent", risk.inherent),
            **_scores("current", risk.now),
            **_scores("target", risk.target),
            target_on=risk.target_on,
            proximity=risk.proximity,
            response=risk.response,
            status=risk.status,
            review_on=risk.review_on,
        )
    for risk in RISKS:
        for quarter, review in (("2010-Q1", risk.q1), ("2010-Q2", risk.q2)):
            if review:
                likelihood, impact, comment = review
                yield _insert(
                    "risk_reviews",
                    f"{risk.ref}/{quarter}",
                    risk=_id("risks", risk.ref),
                    quarter=quarter,
                    likelihood=likelihood,
                    impact=impact,
                    comment=comment,
                )
    for risk in RISKS:
        for place, mitigation in enumerate(risk.mitigations, 1):
            yield _insert(
                "mitigations",
                f"{risk.ref}/{place}",
                risk=_id("risks", risk.ref),
                position=place,
                title=mitigation.title,
                kind=mitigation.kind,
                owner_agency=_id("agencies", mitigation.agency),
                owner=mitigation.owner,
                due_on=mitigation.due,
                status=mitigation.status,
                progress=mitigation.progress,
            )


def _scores(which: str, scores: tuple[int, int]) -> dict[str, int]:
    likelihood, impact = scores
    return {f"{which}_likelihood": likelihood, f"{which}_impact": impact}


def _pence(pounds: float | None) -> int | None:
    return None if pounds is None else round(pounds * 100)


def _funding() -> Iterator[Insert]:
    # A stream brought forward refers to the one it came from, so that one comes first.
    for stream in sorted(STREAMS, key=lambda stream_given: stream_given.carried_from is not None):
        yield _insert(
            "funding_streams",
            stream.key,
            partnership=_id("partnerships", _HOME),
            name=stream.name,
            funder=stream.funder,
            kind=stream.kind,
            year=stream.year,
            amount=_pence(stream.amount),
            route=stream.route,
            banker=_id("agencies", stream.banker),
            spend_by=stream.spend_by,
            carry_forward=stream.carry_forward,
            carried_from=_link("funding_streams", stream.carried_from),
            conditions=stream.conditions,
        )
    for bid in BIDS:
        yield _insert(
            "bids",
            f"{bid.stream}/{bid.project}",
            stream=_id("funding_streams", bid.stream),
            item=_link("plan_items", bid.item),
            project=bid.project,
            amount_sought=_pence(bid.sought),
            submitted_on=bid.submitted_on,
            decision=bid.decision,
            decided_on=bid.decided_on,
            amount_awarded=_pence(bid.awarded),
            joint_with=(_id("partnerships", _NEIGHBOUR),) if bid.our_share else (),
            our_share=bid.our_share,
            notes=bid.notes,
        )
    keys = [f"{allocation.stream}/{allocation.item}" for allocation in ALLOCATIONS]
    yield from _allocations(keys)
    for key, allocation in zip(keys, ALLOCATIONS, strict=True):
        for entry in allocation.entries:
            yield _insert(
                "funding_entries",
                f"{key}/{entry.quarter}/{entry.kind}",
                allocation=_id("allocations", key),
                quarter=entry.quarter,
                on_date=entry.on_date,
                kind=entry.kind,
                amount=_pence(entry.amount),
                reference=entry.reference,
                note=entry.note,
            )


def _allocations(keys: Sequence[str]) -> Iterator[Insert]:
    for key, allocation in zip(keys, ALLOCATIONS, strict=True):
        yield _insert(
            "allocations",
            key,
            stream=_id("funding_streams", allocation.stream),
            item=_id("plan_items", allocation.item),
            group=_id("groups", allocation.group),
            project=allocation.project,
            provider=allocation.provider,
            amount=_pence(allocation.amount),
            status=allocation.status,
            approved_by=_link("groups", allocation.approved_by),
            approved_on=allocation.approved_on,
            notes=allocation.notes,
        )


def _achievements() -> Iterator[Insert]:
    for achievement in ACHIEVEMENTS:
        yield _insert(
            "achievements",
            achievement.title,
            plan=_id("plans", _PLAN),
            item=_link("plan_items", achievement.item),
            indicator=_link("indicators", achievement.indicator),
            title=achievement.title,
            last_year=achievement.last_year,
            this_year=achievement.this_year,
            narrative=achievement.narrative,
            rag=achievement.rag,
        )
