"""What does not add up in the action plan and its updates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import as_compared, in_short
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords, Records, grouped
from csp_desktop.registers.typed_records import PlanItem, PlanUpdate
from csp_desktop.rules.checks.finding import Check, CheckFinding, called, scope
from csp_desktop.rules.due_dates import FINISHED, overdue
from csp_desktop.rules.money.funding_position import allocation_position
from csp_desktop.rules.rag import item_rag, moderated, rate, reported_items, shown_rag
from csp_desktop.rules.risk_scores import band, standing
from csp_desktop.rules.time_gone import quarters_ended
from csp_desktop.rules.timescales import read_timescale

UNDERSPENT = 0.20

_NO_UPDATE = Check(
    "no-update",
    "query",
    "This will be blank in the report.",
    "Chase the lead for an update, or write one that says there is nothing to report.",
    quarterly=True,
)
_GREEN_OVERDUE = Check(
    "green-overdue",
    "query",
    "A green rating with a due date already passed will be questioned.",
    "Mark it complete, give it a new due date, or rate it amber or red.",
    quarterly=True,
    field="rag",
)
_OVERDUE = Check(
    "action-overdue",
    "note",
    "The due date has passed and no new date has been set.",
    "Mark it complete, stop it, or ask the lead for a new due date.",
    quarterly=True,
    field="due_on",
)
_GREEN_INDICATOR = Check(
    "green-missed-indicator",
    "query",
    "The actions are rated green, but the indicator they should improve is red.",
    "Moderate the rating, or explain in the update why the figure has not improved.",
    quarterly=True,
    field="rag",
)
_GREEN_UNDERSPENT = Check(
    "green-underspent",
    "query",
    "Work that is on course has usually spent more than a fifth of its budget by the third quarter.",
    "Chase outstanding invoices, moderate the rating, or move the money.",
    quarterly=True,
    field="rag",
)
_GREEN_RISK = Check(
    "green-red-risk",
    "query",
    "A green rating suggests no obstacles, but a risk to it is red.",
    "Review the risk's scores or moderate the rating.",
    quarterly=True,
    field="rag",
)
_UNCHANGED = Check(
    "narrative-unchanged",
    "query",
    "Repeating last quarter's wording suggests that nothing new was reported.",
    "Ask the lead what happened this quarter.",
    quarterly=True,
    field="narrative",
)
_MODERATION = Check(
    "moderation-reason",
    "query",
    "The lead will ask why the rating was changed.",
    "Give the reason beside our rating.",
    quarterly=True,
    field="moderation_reason",
)
_LEAD_GONE = Check(
    "lead-gone",
    "error",
    "No one is responsible for it any more, so its return has nowhere to go.",
    "Name the agency or group that has taken it over.",
    field="lead_agencies",
)
_NO_LEAD = Check(
    "no-lead",
    "query",
    "It is on no one's return, so no one will report on it.",
    "Name a lead agency or lead group.",
    field="lead_agencies",
)
_DUPLICATE = Check(
    "duplicate-ref",
    "error",
    "At meetings and on returns the same ref means two things.",
    "Give one of them a different ref.",
    field="ref",
)
_TIMESCALE = Check(
    "timescale-unreadable",
    "note",
    "Without a date it can never show as overdue.",
    "Enter a due date; the timescale stays as written.",
    field="due_on",
)


def check_plan(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """Findings about plan items and their updates."""
    yield from _without_update(records, quarter, today)
    for item in records.outline():
        yield from _green(records, item, quarter, today)
        yield from _update_itself(records, item, quarter)
        yield from _leads(records, item, quarter, today)
        yield from _timescale(records, item, quarter)
    for register in ("plan_items", "indicators", "risks"):
        yield from _duplicates(register, getattr(records, register), quarter)


def _without_update(records: PlanRecords, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    if today < quarter.start:
        return
    for item in reported_items(records):
        if item["status"] in FINISHED or has_update(records, item, quarter):
            continue
        over = today > quarter.end
        message = f"{called('plan_items', item)} has no update for {quarter.label}{'' if over else ' yet'}."
        yield _NO_UPDATE.finds("plan_items", item, message, quarter, None if over else "note")


def has_update(records: PlanRecords, item: PlanItem, quarter: Quarter) -> bool:
    """Whether an item, or the objective it stands under, has words or a rating for the quarter."""
    above: Record | None = item
    while above is not None and (above is item or above["level"] == "objective"):
        update = records.update(above["id"], quarter)
        if update and (update["narrative"] or shown_rag(update) != "none"):
            return True
        above = records.item.get(above["parent"]) if above["parent"] else None
    return False


def _green(records: PlanRecords, item: PlanItem, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    """What contradicts a green rating of an item, or of a priority all of whose actions are green."""
    own = shown_rag(records.update(item["id"], quarter)) == "green"
    missed = overdue(records, item, quarter, today)
    if own:
        yield from _green_overdue(records, item, missed, quarter, today)
    elif missed:
        message = (
            f"{called('plan_items', item)} was due {format_date(missed.isoformat())} and is not finished."
        )
        yield _OVERDUE.finds("plan_items", item, message, quarter)
    if not own and not _all_green(records, item, quarter):
        return
    name = called("plan_items", item)
    said = f"{name} is green" if own else f"Every rated action under {name} is green"
    inside = scope(records, item)
    if not own:
        # What hangs on a green action is found there.
        inside = {below for below in inside if shown_rag(records.update(below, quarter)) != "green"}
    for indicator in records.indicators:
        if indicator["item"] in inside and (rating := rate(records, indicator, quarter)).rag == "red":
            message = f"{said}, but {called('indicators', indicator)} is red: {rating.words}."
            yield _GREEN_INDICATOR.finds("plan_items", item, message, quarter)
            break
    spent, committed = _used_shares(records, inside, quarter)
    ended = quarters_ended(quarter, today)
    # By the half year something must have been spent; by the third quarter a good part of it.
    none_used = ended >= 2 and spent is not None and spent <= 0 and not committed
    if spent is not None and (none_used or (ended >= 3 and spent < UNDERSPENT)):
        much = f"only {spent:.0%}" if spent > 0 else "none"
        message = f"{said}, but {much} of its money was spent by {quarter.label}."
        yield _GREEN_UNDERSPENT.finds("plan_items", item, message, quarter)
    for risk in records.risks:
        if risk["item"] in inside and risk["status"] == "open":
            place = standing(records, risk, quarter)
            if place and band(place.score, records.partnership) == "red":
                message = f"{said}, but risk {called('risks', risk)} stands at {place.score} (red)."
                yield _GREEN_RISK.finds("plan_items", item, message, quarter)
                break


def _green_overdue(
    records: PlanRecords, item: PlanItem, missed: date | None, quarter: Quarter, today: date
) -> Iterator[CheckFinding]:
    name = called("plan_items", item)
    if missed:
        message = f"{name} is green, but its date passed on {format_date(missed.isoformat())}."
        yield _GREEN_OVERDUE.finds("plan_items", item, message, quarter)
        return
    for below in records.outline(item["id"]):
        due = overdue(records, below, quarter, today)
        # A green one below speaks for itself.
        if due and shown_rag(records.update(below["id"], quarter)) != "green":
            below_name = called("plan_items", below)
            message = f"{name} is green, but {below_name} under it was due {format_date(due.isoformat())}."
            yield _GREEN_OVERDUE.finds("plan_items", item, message, quarter)
            return


def _all_green(records: PlanRecords, item: PlanItem, quarter: Quarter) -> bool:
    if item["level"] != "priority" or shown_rag(records.update(item["id"], quarter)) != "none":
        return False
    rags = {item_rag(records, reported, quarter) for reported in reported_items(records, item["id"])}
    return "green" in rags and rags <= {"green", "blue", "none"}


def _used_shares(
    records: PlanRecords, inside: set[str], quarter: Quarter
) -> tuple[float, float] | tuple[None, None]:
    """The shares spent and committed of the money approved for some items; None where there is none."""
    positions = [
        allocation_position(records, allocation, quarter)
        for allocation in records.allocations
        if allocation["item"] in inside and allocation["status"] == "approved"
    ]
    held = sum(position.allocated for position in positions)
    if held <= 0:
        return None, None
    return (
        sum(position.spent for position in positions) / held,
        sum(position.committed for position in positions) / held,
    )


def _update_itself(records: PlanRecords, item: PlanItem, quarter: Quarter) -> Iterator[CheckFinding]:
    update = records.update(item["id"], quarter)
    if update is None:
        return
    name = called("plan_items", item)
    before = records.update(item["id"], quarter.previous)
    if before and _words(update) and _words(update) == _words(before):
        message = f"The update of {name} repeats last quarter's word for word."
        yield _UNCHANGED.finds("plan_items", item, message, quarter)
    if moderated(update) and not update["moderation_reason"]:
        message = f"Our rating of {name} differs from its lead's and gives no reason."
        yield _MODERATION.finds("plan_items", item, message, quarter)


def _words(update: PlanUpdate) -> str:
    # Only a quarter or a year written anew is the same story.
    told = re.sub(
        r"\b(?:q[1-4]|quarter \w+|(?:19|20)\d\d(?:/\d\d)?)\b", "", (update["narrative"] or "").casefold()
    )
    return " ".join(re.findall(r"\w+", told))


def _leads(records: PlanRecords, item: PlanItem, quarter: Quarter, today: date) -> Iterator[CheckFinding]:
    if item["status"] in FINISHED or item["level"] == "priority":
        return
    name = called("plan_items", item)
    by = min(quarter.end, today)
    for link in item["lead_agencies"]:
        agency = records.agency.get(link)
        if agency is None:
            message = f"{name} is led by an agency that is no longer in the list."
            yield _LEAD_GONE.finds("plan_items", item, message, quarter)
        elif (until := agency["responsible_until"]) and date.fromisoformat(until) < by:
            message = f"{name} is led by {agency['short_name']}, a responsible authority only until {format_date(until)}."
            yield _LEAD_GONE.finds("plan_items", item, message, quarter)
    for link in item["lead_groups"]:
        group = records.group.get(link)
        if group is None:
            message = f"{name} is led by a group that is no longer in the list."
            yield _LEAD_GONE.finds("plan_items", item, message, quarter)
        elif (ended := group["ends_on"]) and date.fromisoformat(ended) < by:
            message = f"{name} is led by {group['short_name']}, which ended on {format_date(ended)}."
            yield _LEAD_GONE.finds("plan_items", item, message, quarter)
    if not records.children(item["id"]) and not _led(records, item):
        yield _NO_LEAD.finds("plan_items", item, f"{name} has no lead agency or group.", quarter)


def _led(records: PlanRecords, item: PlanItem) -> bool:
    above: Record | None = item
    while above is not None:
        if above["lead_agencies"] or above["lead_groups"]:
            return True
        above = records.item.get(above["parent"]) if above["parent"] else None
    return False


def _timescale(records: PlanRecords, item: PlanItem, quarter: Quarter) -> Iterator[CheckFinding]:
    if item["due_on"] or item["status"] in FINISHED:
        return
    if read_timescale(item["timescale"], FinancialYear(records.plan["first_year"])).kind == "unreadable":
        message = (
            f"No date can be read from the timescale “{item['timescale']}” of {called('plan_items', item)}."
        )
        yield _TIMESCALE.finds("plan_items", item, message, quarter)


def _duplicates(register: str, records: Records, quarter: Quarter) -> Iterator[CheckFinding]:
    given = [record for record in records if record["ref"] and record["ref"].strip()]
    for same in grouped([{**record, "ref": record["ref"].strip()} for record in given], "ref").values():
        for record in same[1:]:
            titles = " and ".join(f"“{in_short(duplicate['title'])}”" for duplicate in (same[0], record))
            # One national indicator is often reported under two priorities: worth asking, not wrong.
            shared = register == "indicators" and as_compared(same[0]["title"]) == as_compared(
                record["title"]
            )
            message = f"Ref {record['ref']} is used twice: {titles}."
            yield _DUPLICATE.finds(register, record, message, quarter, "query" if shared else None)
