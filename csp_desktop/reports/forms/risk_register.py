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
    ref_column,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import badge, capital, chosen_priorities, context, quarter_of, written
from csp_desktop.rules.risk_scores import Placing, RiskPosition, band, mitigation_overdue, positions

TITLE = "Risk register"


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """Open risks with their mitigations, then those closed; of the whole plan or one priority."""
    quarter = quarter_of(records, options)
    places = positions(records, quarter, options.printed_on)
    if options.item is not None:
        wanted = {priority["id"] for priority in chosen_priorities(records, options)}
        places = [
            place
            for place in places
            if (priority := records.priority_of(place.risk["item"])) is not None and priority["id"] in wanted
        ]
    still_open = sorted(
        (place for place in places if place.risk["status"] == "open"), key=lambda place: -(place.score or 0)
    )
    scored = [place for place in still_open if place.score is not None]
    unscored = [place for place in still_open if place.score is None]
    closed = [place for place in places if place.risk["status"] != "open"]
    blocks: dict[str, Block] = {
        "map": _heat_map(records, still_open),
        "summary": _summary(records, still_open),
    }
    if unscored:
        # Nobody knows how grave these are: they do not belong at the bottom.
        blocks["unscored"] = _table(records, unscored, quarter, options, "Open risks without a score", "")
    if scored or not unscored:
        blocks["open"] = _table(
            records, scored, quarter, options, "Open risks, highest first", "No risks are open."
        )
    if closed:
        blocks["closed"] = _table(records, closed, quarter, options, "Closed, or happened", "")
    sheet = Sheet(f"Risk register at the end of {quarter.label}", context(records, TITLE, quarter), blocks)
    return Form("risk-register", TITLE, (sheet,), reported=False)


def _heat_map(records: PlanRecords, places: list[RiskPosition]) -> HeatMap:
    squares = [(row, column) for row in range(1, 6) for column in range(1, 6)]
    risks: dict[tuple[int, int], list[str]] = {}
    for place in places:
        if place.current:
            mark = (
                f"{place.risk['ref'] or place.risk['title'][:8]}{place.arrow[:1] if place.movement else ''}"
            )
            risks.setdefault((place.current.likelihood, place.current.impact), []).append(mark)
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
        + ("; ".join(told) + "." if told else "No risks are on it."),
    )


def _summary(records: PlanRecords, places: list[RiskPosition]) -> Facts:
    appetite = records.partnership["risk_appetite"]
    above = [place for place in places if place.above_appetite]
    rising = [place for place in places if place.rising]
    falling = [place for place in places if (place.movement or 0) < 0]
    late = [place for place in places if place.overdue_mitigations]
    actions = sum(len(place.overdue_mitigations) for place in late)
    unreviewed = [place for place in places if place.review_overdue]
    bare = [place for place in places if place.no_mitigation]
    return Facts(
        (
            ("Open", cell(str(len(places)))),
            (f"Above appetite ({appetite})", _counted(above)),
            ("Rising since last quarter", _counted(rising)),
            ("Falling since last quarter", _counted(falling)),
            ("Reviews overdue", _counted(unreviewed)),
            ("Actions overdue", _counted(late, actions)),
            ("Without any action", _counted(bare)),
        ),
        "Summary",
    )


def _counted(places: list[RiskPosition], number: int | None = None) -> Cell:
    """ "2: R4, R9": how many, of risks where no other number is given, and which risks they are."""
    refs = ", ".join(place.risk["ref"] for place in places if place.risk["ref"])
    many = len(places) if number is None else number
    return cell(f"{many}: {refs}" if refs else str(many))


def _table(
    records: PlanRecords,
    places: list[RiskPosition],
    quarter: Quarter,
    options: ReportOptions,
    title: str,
    empty: str,
) -> Table:
    columns = (
        ref_column(place.risk["ref"] for place in places),
        Column("risk", "Risk, cause and consequence", share=1.5, leads=True),
        Column("owner", "Owner", em=8.5),
        Column("before", "Before", em=4.6, align="right"),
        Column("now", "Now", em=5.2, align="right"),
        Column("target", "Target", em=4.8, align="right"),
        Column("band", "Band", em=BADGE_WIDE),
        Column("mitigations", "Controls and actions", share=1.7),
        Column("review", "This quarter, and next review", share=1),
    )
    rows = tuple(_row(records, place, quarter, options.printed_on) for place in places)
    return Table(columns, rows, title, empty=empty).without(options.without)


def _row(records: PlanRecords, place: RiskPosition, quarter: Quarter, today: date) -> Row:
    risk = place.risk
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
            _score(place.inherent),
            _now(place),
            (*_score(place.target), *cell(Words(written(risk["target_on"], short=True), "soft"))),
            cell(badge(records, place.band)),
            _mitigations(records, place, quarter, today),
            _review(records, place, quarter),
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


def _now(place: RiskPosition) -> Cell:
    if place.current is None:
        return cell(Words("–", "soft"))
    scores = f"{place.current.likelihood} × {place.current.impact}"
    return cell(Words(f"{place.score} {place.arrow}".strip(), "strong"), Words(scores, "soft"))


def _mitigations(records: PlanRecords, place: RiskPosition, quarter: Quarter, today: date) -> Cell:
    pieces: list[Piece] = []
    for mitigation in records.mitigations_of.get(place.risk["id"], []):
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
    return tuple(pieces) or cell(Words("Nothing is recorded.", "alert" if place.no_mitigation else "soft"))


def _review(records: PlanRecords, place: RiskPosition, quarter: Quarter) -> Cell:
    review = records.review(place.risk["id"], quarter)
    status = capital(place.risk["status"], usual="open", end=".")
    if place.review_overdue:
        following = Words(f"Review was due {written(place.review_overdue, short=True)}.", "alert")
    else:
        following = Words(
            f"Review {written(place.risk['review_on'], short=True)}." if place.risk["review_on"] else "",
            "soft",
        )
    return cell(Words(status, "strong"), review["comment"] if review else "", following)
