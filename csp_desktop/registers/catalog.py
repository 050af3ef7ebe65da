"""All registers, in the order they depend on one another."""

from __future__ import annotations

from csp_desktop.errors import BadRequest
from csp_desktop.registers import funding, log, partners, performance, plan, returns, risk
from csp_desktop.registers.register import Register

REGISTERS: tuple[Register, ...] = (
    partners.PARTNERSHIPS,
    partners.AGENCIES,
    partners.PEOPLE,
    partners.GROUPS,
    partners.GROUP_MEMBERS,
    partners.LINKED_PLANS,
    plan.PLANS,
    plan.PLAN_SECTIONS,
    plan.PLAN_ITEMS,
    returns.RETURNS,
    returns.RETURN_FILES,
    plan.UPDATES,
    performance.INDICATORS,
    performance.MEASUREMENTS,
    risk.RISKS,
    risk.RISK_REVIEWS,
    risk.MITIGATIONS,
    funding.FUNDING_STREAMS,
    funding.BIDS,
    funding.ALLOCATIONS,
    funding.FUNDING_ENTRIES,
    log.MEETINGS,
    log.LOG_ENTRIES,
    log.LOG_UPDATES,
    returns.ACHIEVEMENTS,
    returns.ACCEPTED_FINDINGS,
    returns.IMPORT_LAYOUTS,
    returns.PACKS,
    returns.PRINTED_REPORTS,
    returns.COPIES_TAKEN_IN,
)

BY_NAME: dict[str, Register] = {register.name: register for register in REGISTERS}


def register_named(name: str) -> Register:
    """The register of that name; raises BadRequest."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise BadRequest(
            f"There is no register called “{name}”; the names are {', '.join(BY_NAME)}."
        ) from None
