"""The quarterly sheet: one priority on a page, with every box of the partnership plan's appendix form."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Group, Indicator, PlanItem, PlanUpdate, Risk
from csp_desktop.reports.blocks import (
    BADGE_LAST,
    BADGE_WIDE,
    Block,
    Cell,
    Column,
    Facts,
    Form,
    Prose,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    letters_wide,
    ref_column,
)
from csp_desktop.reports.forms.indicator_figures import (
    baseline,
    figure_columns,
    figure_notes,
    measured,
    source,
    target,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import (
    DASH,
    NO_PRIORITIES,
    badge,
    by_when,
    capital,
    chosen_priorities,
    context,
    counted_words,
    evidence,
    leads,
    moderation,
    named,
    new_date,
    officers,
    quarter_of,
    unreported,
    written,
)
from csp_desktop.rules.due_dates import overdue
from csp_desktop.rules.money.funding_position import stream_positions
from csp_desktop.rules.rag import item_rag, priority_rating, rate, reported_items
from csp_desktop.rules.risk_scores import RiskPosition, mitigation_overdue, position

TITLE = "Quarterly sheet"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """A sheet for every priority, or for one."""
    quarter = quarter_of(records, options)
    sheets = [_sheet(records, priority, quarter, options) for priority in chosen_priorities(records, options)]
    if not sheets:
        nothing = Prose("", empty=NO_PRIORITIES)
        sheets = [Sheet(records.plan["title"], context(records, TITLE, quarter), {"progress": nothing})]
    return Form("quarterly-sheet", TITLE, tuple(sheets))


def _sheet(records: PlanRecords, priority: PlanItem, quarter: Quarter, options: ReportOptions) -> Sheet:
    inside = [priority, *records.outline(priority["id"])]
    blocks: dict[str, Block] = {
        "lead": _lead(records, priority, inside, quarter),
        "indicators": _indicators(records, inside, quarter),
        "milestones": _milestones(records, priority, quarter, options),
        "progress": _progress(records, priority, quarter),
        "risks": _risks(records, inside, quarter, options),
        "mitigations": _mitigations(records, inside, quarter, options),
    }
    now = priority_rating(records, priority, quarter, options.which_rag)
    before = priority_rating(records, priority, quarter.previous, options.which_rag)
    return Sheet(
        title=named(priority),
        context=context(records, TITLE, quarter),
        rating=badge(records, now.rag),
        before=None if before.rag in ("none", now.rag) else badge(records, before.rag),
        blocks={
            name: block.without(options.without) if isinstance(block, Table) else block
            for name, block in blocks.items()
        },
    )


def _indicators(records: PlanRecords, inside: list[PlanItem], quarter: Quarter) -> Table:
    ids = {item["id"] for item in inside}
    indicators = [indicator for indicator in records.indicators if indicator["item"] in ids]
    quarters = FinancialYear(quarter.year).quarters
    rows: list[Row] = []
    reasons = []
    for indicator in indicators:
        rating = rate(records, indicator, quarter)
        told = [f"{rating.words}."] if rating.rag in ("amber", "red") else []
        told += figure_notes(records, indicator, quarter)
        if told:
            reasons.append(f"{indicator['ref'] or indicator['title']}: {' '.join(told)}")
        rows.append(
            Row(
                (
                    cell(named(indicator), Words(source(indicator), "soft")),
                    baseline(indicator),
                    target(indicator),
                    *(measured(records, indicator, each, quarter) for each in quarters),
                    cell(badge(records, rating.rag)),
                )
            )
        )
    return Table(
        title="Performance indicators",
        columns=(
            Column("indicator", "Indicator and source", share=1, leads=True),
            *figure_columns(
                rows,
                quarters,
                baseline=_wide(indicators, "baseline_period"),
                target=_wide(indicators, "target_period"),
                quarter=3.9,
            ),
            Column("rating", "Rating", em=BADGE_LAST),
        ),
        rows=tuple(rows),
        note="\n".join(reasons),
        empty="No indicator measures this priority yet.",
    )


def _wide(indicators: list[Indicator], period: str) -> float:
    """How wide a column of figures must be for the periods under them."""
    said: list[Record] = list(indicators)
    return letters_wide((indicator[period] for indicator in said), least=6.4)


def _lead(records: PlanRecords, priority: PlanItem, inside: list[PlanItem], quarter: Quarter) -> Facts:
    agencies = [records.agency[lead]["name"] for lead in priority["lead_agencies"]]
    groups = [
        piece
        for lead_group in priority["lead_groups"]
        for piece in (
            records.group[lead_group]["name"],
            Words(_chair(records, records.group[lead_group]), "soft"),
        )
    ]
    if not agencies and not groups:
        led_below = dict.fromkeys(
            records.agency[agency]["name"] for item in inside for agency in item["lead_agencies"]
        )
        agencies = list(led_below)
    return Facts(
        (
            (
                "Lead",
                cell(*agencies, *groups, officers(records, priority))
                or cell(Words("No one is named yet.", "soft")),
            ),
            (
                "Target",
                cell(priority["target"], priority["outcome"]) or cell(Words("No target is set.", "soft")),
            ),
            ("Resources", _resources(records, priority, inside, quarter)),
        )
    )


def _chair(records: PlanRecords, group: Group) -> str:
    chair = records.person.get(group["chair"])
    return f"Chair: {chair['job_title'] or chair['name']}" if chair else ""


def _resources(records: PlanRecords, priority: PlanItem, inside: list[PlanItem], quarter: Quarter) -> Cell:
    ids = {item["id"] for item in inside}
    money = [
        held
        for stream in stream_positions(records, FinancialYear(quarter.year), quarter)
        for held in stream.allocations
        if held.allocation["item"] in ids and held.allocation["status"] != "withdrawn"
    ]
    said = ""
    if money:
        proposed = sum(held.proposed for held in money)
        said = (
            f"{format_money(sum(held.allocated for held in money))} allocated"
            f"{f', {format_money(proposed)} more proposed' if proposed else ''}, "
            f"{format_money(sum(held.spent for held in money))} spent to the end of {quarter.short}."
        )
    return cell(priority["resources"], Words(said, "soft")) or cell(Words("None are recorded.", "soft"))


def _milestones(records: PlanRecords, priority: PlanItem, quarter: Quarter, options: ReportOptions) -> Table:
    rows = []
    expected = {item["id"] for item in reported_items(records, priority["id"])}
    for item in records.outline(priority["id"]):
        update = records.update(item["id"], quarter)
        rag = item_rag(records, item, quarter, options.which_rag)
        outcome_rag = update["outcome_rag"] if update and update["outcome_rag"] else "none"
        rows.append(
            Row(
                (
                    cell(item["ref"]),
                    _milestone(records, item, priority, quarter),
                    _rating(records, rag, item["id"] in expected),
                    _outcome(records, item, update, quarter, options, item["id"] in expected),
                    _rating(records, outcome_rag, item["id"] in expected),
                ),
                under=item["parent"] != priority["id"],
            )
        )
    return Table(
        title="Milestones and outcomes",
        columns=(
            ref_column(item["ref"] for item in records.plan_items),
            Column("milestone", "Key milestone", share=1, leads=True),
            Column("rating", "Milestone rating", em=BADGE_WIDE),
            Column("outcome", "Outcomes and outputs, and where they stand", share=1.35),
            Column("outcome rating", "Outcome rating", em=BADGE_LAST),
        ),
        rows=tuple(rows),
        empty="No milestones are set under this priority yet.",
    )


def _rating(records: PlanRecords, rag: str, expected: bool) -> Cell:
    return cell(badge(records, rag)) if expected or rag != "none" else cell(Words(DASH, "soft"))


def _milestone(records: PlanRecords, item: PlanItem, priority: PlanItem, quarter: Quarter) -> Cell:
    own = leads(records, item)
    told = [
        by_when(records, item, quarter, headed=False),
        own if own and own != leads(records, priority) else "",
        f"Resources: {item['resources']}" if item["resources"] else "",
        *evidence(item),
    ]
    return cell(item["title"], Words(" · ".join(part for part in told if part), "soft"))


def _outcome(
    records: PlanRecords,
    item: PlanItem,
    update: PlanUpdate | None,
    quarter: Quarter,
    options: ReportOptions,
    expected: bool,
) -> Cell:
    late = overdue(records, item, quarter, options.printed_on)
    wanted = [item["target"] or "", item["outcome"] or ""]
    if update is None:
        return cell(
            *(Words(part, "soft") for part in wanted), unreported(item, quarter, expected), _late(late)
        )
    return cell(
        *(Words(part, "soft") for part in wanted),
        update["narrative"],
        counted_words(records, update),
        new_date(records, update),
        _late(late),
        *(moderation(records, update) if options.which_rag == "moderated" else ()),
    )


def _late(due: date | None) -> Words:
    return Words(f"Late: due {written(due)}." if due else "", "alert")


def _progress(records: PlanRecords, priority: PlanItem, quarter: Quarter) -> Prose:
    update = records.update(priority["id"], quarter)
    said = [update["narrative"] or ""] if update else []
    said += [piece.text for piece in moderation(records, update) if isinstance(piece, Words)]
    return Prose(
        "\n".join(part for part in said if part),
        "Progress and comments",
        empty=f"No comments for {quarter.label}.",
    )


def _risks(records: PlanRecords, inside: list[PlanItem], quarter: Quarter, options: ReportOptions) -> Table:
    rows = []
    for risk in _risks_of(records, inside):
        place = position(records, risk, quarter, options.printed_on)
        review = records.review(risk["id"], quarter)
        told = [risk["cause"], risk["consequence"]]
        status = capital(risk["status"], usual="open", end=".")
        late = f"Review was due {written(place.review_overdue)}." if place.review_overdue else ""
        rows.append(
            Row(
                (
                    cell(risk["ref"]),
                    cell(
                        risk["title"],
                        Words(". ".join(part.rstrip(".") for part in told if part), "soft"),
                        review["comment"] if review else "",
                        Words(status, "strong"),
                        Words(late, "alert"),
                    ),
                    _score(place),
                    cell(badge(records, place.band)),
                )
            )
        )
    return Table(
        title="Key risks to achieving",
        columns=(
            Column("ref", "Ref", em=3, leads=True, spare=True),
            Column("risk", "Risk", share=1, leads=True),
            Column("score", "Score", em=4.6),
            Column("band", "Band", em=BADGE_WIDE),
        ),
        rows=tuple(rows),
        empty="No risk is recorded for this priority.",
    )


def _risks_of(records: PlanRecords, inside: list[PlanItem]) -> list[Risk]:
    ids = {item["id"] for item in inside}
    return [risk for risk in records.risks if risk["item"] in ids]


def _score(place: RiskPosition) -> Cell:
    if place.score is None:
        return cell(Words("No score", "soft"))
    if not place.movement:
        return cell(f"{place.score} {place.arrow}".strip())
    assert place.previous is not None
    return cell(f"{place.score} {place.arrow[0]}", Words(f"was {place.previous.score}", "soft"))


def _mitigations(
    records: PlanRecords, inside: list[PlanItem], quarter: Quarter, options: ReportOptions
) -> Table:
    rows = []
    for risk in _risks_of(records, inside):
        for mitigation in records.mitigations_of.get(risk["id"], []):
            late = mitigation_overdue(mitigation, quarter, options.printed_on)
            owner = records.agency.get(mitigation["owner_agency"])
            who = ", ".join(part for part in (mitigation["owner"], owner and owner["short_name"]) if part)
            due = written(mitigation["due_on"], short=True)
            rows.append(
                Row(
                    (
                        cell(risk["ref"]),
                        cell(
                            mitigation["title"],
                            mitigation["progress"],
                            Words(who, "soft"),
                            Words("" if risk["ref"] else f"Against: {risk['title']}", "soft"),
                        ),
                        cell(
                            capital(mitigation["status"]),
                            Words(due, "alert") if late else Words(due, "soft"),
                            Words("Overdue" if late else "", "alert"),
                        ),
                    )
                )
            )
    return Table(
        title="Key actions to mitigate risk",
        columns=(
            Column("ref", "Risk", em=3, leads=True, spare=True),
            Column("mitigation", "Action", share=1, leads=True),
            Column("status", "Status and date", em=7.6),
        ),
        rows=tuple(rows),
        empty="No action to mitigate these risks is recorded.",
    )
