"""The risk register: where risks stand on the matrix, how they moved, and what is done about them."""

from __future__ import annotations

from datetime import date

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem, Risk
from csp_desktop.reports.blocks import (
    BADGE_WIDE,
    Block,
    Cell,
    Column,
    Facts,
    Form,
    HeatMap,
    Piece,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    letters_wide,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import badge, chosen_priorities, context, quarter_of, written
from csp_desktop.rules.risk_scores import Placing, RiskPosition, band, mitigation_overdue, positions

TITLE = "Risk register"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Open risks with their mitigations, then those closed; of the whole plan or one priority."""
    quarter = quarter_of(records, options)
    found = positions(records, quarter, options.printed_on)
    if options.item is not None:
        wanted = {priority["id"] for priority in chosen_priorities(records, options)}
        found = [
            one
            for one in found
            if (priority := records.priority_of(one.risk["item"])) is not None and priority["id"] in wanted
        ]
    still_open = sorted(
        (one for one in found if one.risk["status"] == "open"), key=lambda one: -(one.score or 0)
    )
    closed = [one for one in found if one.risk["status"] != "open"]
    blocks: dict[str, Block] = {
        "map": _heat_map(records, still_open),
        "summary": _summary(records, still_open),
        "open": _table(
            records, still_open, quarter, options, "Open risks, highest first", "No risk is open."
        ),
    }
    if closed:
        blocks["closed"] = _table(records, closed, quarter, options, "Closed, or happened", "")
    sheet = Sheet(f"Risk register at the end of {quarter.label}", context(records, TITLE, quarter), blocks)
    return Form("risk-register", TITLE, (sheet,), reported=False)


def _heat_map(records: PlanRecords, found: list[RiskPosition]) -> HeatMap:
    squares = [(row, column) for row in range(1, 6) for column in range(1, 6)]
    risks: dict[tuple[int, int], list[str]] = {}
    for one in found:
        if one.current:
            mark = f"{one.risk['ref'] or one.risk['title'][:8]}{one.arrow[:1] if one.movement else ''}"
            risks.setdefault((one.current.likelihood, one.current.impact), []).append(mark)
    told = [
        f"likelihood {row}, impact {column}: {', '.join(risks[row, column])}"
        for row, column in reversed(squares)
        if (row, column) in risks
    ]
    return HeatMap(
        title="Where the risks stand",
        bands={(row, column): band(row * column, records.partnership) for row, column in squares},
        risks=risks,
        alt="Matrix of likelihood against impact. "
        + ("; ".join(told) + "." if told else "No risk is placed on it."),
    )


def _summary(records: PlanRecords, found: list[RiskPosition]) -> Facts:
    appetite = records.partnership["risk_appetite"]
    above = [one for one in found if one.above_appetite]
    rising = [one for one in found if one.rising]
    falling = [one for one in found if (one.movement or 0) < 0]
    late = sum(len(one.overdue_mitigations) for one in found)
    unreviewed = [one for one in found if one.review_overdue]
    bare = [one for one in found if one.no_mitigation]
    return Facts(
        (
            ("Open", cell(str(len(found)))),
            (f"Above appetite ({appetite})", _counted(above)),
            ("Rising since last quarter", _counted(rising)),
            ("Falling since last quarter", _counted(falling)),
            ("Reviews overdue", _counted(unreviewed)),
            ("Actions overdue", cell(str(late))),
            ("Without any action", _counted(bare)),
        ),
        "In short",
    )


def _counted(found: list[RiskPosition]) -> Cell:
    refs = ", ".join(one.risk["ref"] for one in found if one.risk["ref"])
    return cell(f"{len(found)}: {refs}" if refs else str(len(found)))


def _table(
    records: PlanRecords,
    found: list[RiskPosition],
    quarter: Quarter,
    options: ReportOptions,
    title: str,
    empty: str,
) -> Table:
    columns = (
        Column("ref", "Ref", em=letters_wide(one.risk["ref"] for one in found), leads=True, spare=True),
        Column("risk", "Risk, cause and consequence", share=1.5, leads=True),
        Column("owner", "Owner", em=8.5),
        Column("before", "Before", em=4.6, align="right"),
        Column("now", "Now", em=5.2, align="right"),
        Column("target", "Target", em=4.8, align="right"),
        Column("band", "Band", em=BADGE_WIDE),
        Column("mitigations", "Controls and actions", share=1.7),
        Column("review", "This quarter, and next review", share=1),
    )
    rows = tuple(_row(records, one, quarter, options.printed_on) for one in found)
    return Table(columns, rows, title, empty=empty).without(options.without)


def _row(records: PlanRecords, one: RiskPosition, quarter: Quarter, today: date) -> Row:
    risk = one.risk
    owner = records.agency.get(risk["owner_agency"])
    item = records.item.get(risk["item"])
    told = [
        f"Cause: {risk['cause']}" if risk["cause"] else "",
        f"Consequence: {risk['consequence']}" if risk["consequence"] else "",
        _sorted_under(risk, item),
    ]
    return Row(
        (
            cell(risk["ref"]),
            cell(risk["title"], *(Words(part, "soft") for part in told)),
            cell(risk["owner"], Words(owner["short_name"] if owner else "", "soft")),
            _score(one.inherent),
            _now(one),
            (*_score(one.target), *cell(Words(written(risk["target_on"], short=True), "soft"))),
            cell(badge(records, one.band)),
            _mitigations(records, one, quarter, today),
            _review(records, one, quarter),
        )
    )


def _sorted_under(risk: Risk, item: PlanItem | None) -> str:
    parts = [
        risk["category"],
        risk["proximity"] and f"proximity: {risk['proximity']}",
        risk["response"],
        item and item["ref"] and f"plan item {item['ref']}",
    ]
    said = "; ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] + "." if said else ""


def _score(place: Placing | None) -> Cell:
    if place is None:
        return cell(Words("–", "soft"))
    return cell(str(place.score), Words(f"{place.likelihood} × {place.impact}", "soft"))


def _now(one: RiskPosition) -> Cell:
    if one.current is None:
        return cell(Words("–", "soft"))
    place = f"{one.current.likelihood} × {one.current.impact}"
    return cell(Words(f"{one.score} {one.arrow}".strip(), "strong"), Words(place, "soft"))


def _mitigations(records: PlanRecords, one: RiskPosition, quarter: Quarter, today: date) -> Cell:
    pieces: list[Piece] = []
    for mitigation in records.mitigations_of.get(one.risk["id"], []):
        owner = records.agency.get(mitigation["owner_agency"])
        late = mitigation_overdue(mitigation, quarter, today)
        due = written(mitigation["due_on"], short=True)
        facts = [
            "existing control" if mitigation["kind"] == "existing control" else mitigation["status"],
            due and f"due {due}",
            mitigation["owner"],
            owner["short_name"] if owner else "",
        ]
        said = "; ".join(part for part in facts if part)
        pieces.extend(
            cell(
                Words(mitigation["title"], "strong"),
                Words(f"Overdue: due {due}." if late else "", "alert"),
                Words(said[:1].upper() + said[1:] + ".", "soft"),
                mitigation["progress"],
            )
        )
    return tuple(pieces) or cell(Words("Nothing is recorded.", "alert" if one.no_mitigation else "soft"))


def _review(records: PlanRecords, one: RiskPosition, quarter: Quarter) -> Cell:
    review = records.review(one.risk["id"], quarter)
    status = "" if one.risk["status"] == "open" else one.risk["status"].capitalize() + "."
    if one.review_overdue:
        following = Words(f"Review was due {written(one.review_overdue, short=True)}.", "alert")
    else:
        following = Words(
            f"Review {written(one.risk['review_on'], short=True)}." if one.risk["review_on"] else "", "soft"
        )
    return cell(Words(status, "strong"), review["comment"] if review else "", following)
