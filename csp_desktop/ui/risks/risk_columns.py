"""Columns over risks and the mitigations nested under them, and over a risk's reviews by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from csp_desktop.palette import ColourRole
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Value
from csp_desktop.registers.left_out import standing_by_themselves
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.risk import MITIGATIONS, RISK_REVIEWS, RISKS
from csp_desktop.registers.typed_records import Mitigation, Risk, RiskReview
from csp_desktop.rules.risk_scores import (
    Placing,
    band,
    mitigation_overdue,
    placing,
    standing,
)
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import (
    Column,
    DerivedColumn,
    FieldColumn,
    MixedColumn,
    field_column,
    related_column,
    with_others,
)
from csp_desktop.ui.grid.rows.row import Row
from csp_desktop.ui.risks.score_columns import score_columns, where

STATUS_RAGS = {"not started": "none", "in progress": "amber", "complete": "blue", "stopped": "none"}


@dataclass(kw_only=True)
class _RiskTitle(FieldColumn):
    """The risk in bold, its consequence below."""

    def under(self, row: Row) -> str:
        return row.typed(Risk)["consequence"] or ""

    def strong(self, row: Row) -> bool:
        return True


@dataclass(kw_only=True)
class _MitigationTitle(FieldColumn):
    """What is done, and below who does it."""

    def under(self, row: Row) -> str:
        mitigation = row.typed(Mitigation)
        agency = self.context.names.short("agencies", mitigation["owner_agency"])
        said = ", ".join(part for part in (agency, mitigation["owner"]) if part)
        if mitigation["kind"] == "existing control":
            return f"existing control · {said}" if said else "existing control"
        return said


@dataclass(kw_only=True)
class _MitigationStatus(FieldColumn):
    """The status as a badge; overdue before anything else."""

    def text(self, row: Row) -> str:
        if mitigation_overdue(row.typed(Mitigation), self.context.quarter, self.context.today):
            return "Overdue"
        return super().text(row)

    def rating(self, row: Row) -> str | None:
        if mitigation_overdue(row.typed(Mitigation), self.context.quarter, self.context.today):
            return "red"
        return STATUS_RAGS.get(row.typed(Mitigation)["status"], "none")

    def parse(self, row: Row, raw: object) -> Value:
        # "Overdue" is how the cell reads, not a status of its own.
        if str(raw).strip().casefold() == "overdue":
            return row.typed(Mitigation)["status"]
        return super().parse(row, raw)


@dataclass(kw_only=True)
class _Nested(MixedColumn):
    """A column of risks and mitigations: sorted by the risk, its mitigations staying below it."""

    context: Context

    def sort_key(self, row: Row) -> tuple[bool, Any]:
        column = self.by_register.get("risks")
        if column is None:
            return (True, 0)
        if row.register is RISKS:
            return column.sort_key(row)
        risk = self.context.shown_records.risk.get(row.typed(Mitigation)["risk"])
        return column.sort_key(Row(RISKS, risk)) if risk else (True, 0)


def risk_columns(context: Context, quarter: Quarter) -> list[Column]:
    """The register: risks with their scores, and below each what is done about it."""
    scores = score_columns(context)

    def closed(row: Row) -> bool:
        return row.typed(Risk)["status"] in ("closed", "happened")

    def own(register: str, name: str, **looks: Any) -> FieldColumn:
        return field_column(context, register, name, **looks)

    def nested(
        key: str, label: str, width: int, risks: Column | None, mitigations: Column | None, **looks: Any
    ) -> Column:
        by_register = ({"risks": risks} if risks else {}) | (
            {"mitigations": mitigations} if mitigations else {}
        )
        return _Nested(key=key, label=label, width=width, by_register=by_register, context=context, **looks)

    def review_tone(row: Row) -> ColourRole:
        return "red" if where(context, row.typed(Risk)).review_overdue else "ink"

    def due_tone(row: Row) -> ColourRole:
        late = mitigation_overdue(row.typed(Mitigation), quarter, context.today)
        return "red" if late else "ink"

    titles = RISKS["title"], MITIGATIONS["title"]
    comment = related_column(
        context, "risk_reviews", "comment", key="comment",
        find=lambda row: context.shown_records.review(row.id, quarter),
        owner=lambda row: {
            "risk": row.id, "quarter": quarter.code, **_halves(standing(context.shown_records, row.typed(Risk), quarter)),
        },
    )  # fmt: skip
    columns: list[Column] = [
        nested("ref", "Ref", 58, own("risks", "ref"), None),
        nested(
            "title", "Risk and mitigation", 260,
            _RiskTitle(
                key="title", name="title", declared=titles[0], context=context, label="Risk", wraps=True,
                tones=lambda row: "soft" if closed(row) else "ink",
            ),
            _MitigationTitle(
                key="title", name="title", declared=titles[1], context=context, label="Mitigation", wraps=True
            ),
            wraps=True,
        ),
        nested(
            "before", "Before", 112, scores["before"],
            _MitigationStatus(
                key="status", name="status", declared=MITIGATIONS["status"], context=context, label="Status"
            ),
            hint="A risk's score before anything was done; a mitigation's status.",
        ),
        nested("now", "Now", 84, scores["now"], None, hint=scores["now"].hint),
        nested("target", "Target", 72, scores["target"], None, hint=scores["target"].hint),
        nested(
            "when", "Review / due", 112, own("risks", "review_on", tones=review_tone),
            own("mitigations", "due_on", tones=due_tone),
            hint="When a risk is to be reviewed; when a mitigation is due.",
        ),
        nested(
            "progress", "Comment and progress", 190, comment, own("mitigations", "progress"), wraps=True,
            hint=f"The review of {quarter.short}; a mitigation's progress.",
        ),
        nested("status", "Status", 92, own("risks", "status"), None, hidden=True),
        nested(
            "owner", "Owner", 100, own("risks", "owner_agency"), own("mitigations", "owner_agency"), hidden=True
        ),
        nested("item", "Plan item", 84, own("risks", "item"), None, hidden=True),
        nested("category", "Category", 100, own("risks", "category"), None, hidden=True),
        nested("response", "Response", 96, own("risks", "response"), None, hidden=True),
        nested("proximity", "Proximity", 96, own("risks", "proximity"), None, hidden=True),
        nested(
            "consequence", "Consequence", 170, own("risks", "consequence"), None, wraps=True, hidden=True
        ),
        nested("cause", "Cause", 170, own("risks", "cause"), None, wraps=True, hidden=True),
    ]  # fmt: skip
    columned = {
        name: {own_column.name for column in columns if isinstance(column, MixedColumn)
               if isinstance(own_column := column.by_register.get(name), FieldColumn)}
        for name in ("risks", "mitigations")
    }  # fmt: skip
    columns += [
        nested(field.name, field.label, 110, own("risks", field.name), None, hidden=True)
        for field in standing_by_themselves("risks", columned["risks"])
    ]
    columns += [
        nested(
            f"mitigation {field.name}", f"Mitigation: {field.label}", 110, None, own("mitigations", field.name),
            hidden=True,
        )
        for field in standing_by_themselves("mitigations", columned["mitigations"])
    ]  # fmt: skip
    return columns


def _halves(place: Placing | None) -> dict[str, int | None]:
    return {"likelihood": place.likelihood, "impact": place.impact} if place else {}


def nested_rows(records: PlanRecords, *, with_mitigations: bool = True) -> list[Row]:
    """Each risk, and below it what is done about it."""
    rows: list[Row] = []
    for risk in records.risks:
        rows.append(Row(RISKS, risk, depth=1))
        if with_mitigations:
            below = records.mitigations_of.get(risk["id"], [])
            rows.extend(Row(MITIGATIONS, mitigation, depth=2) for mitigation in below)
    return rows


def review_columns(context: Context) -> list[Column]:
    """The columns of one risk's reviews by quarter."""

    def at(row: Row) -> Quarter:
        return Quarter.parse(row.typed(RiskReview)["quarter"])

    def placed(row: Row) -> Placing | None:
        review = row.typed(RiskReview)
        return placing(review["likelihood"], review["impact"])

    def rag(row: Row) -> str:
        place = placed(row)
        return band(place.score, context.shown_records.partnership) if place else ""

    return [
        DerivedColumn(
            key="quarter", label="Quarter", width=58, of=lambda row: row.typed(RiskReview)["quarter"],
            says=lambda row: at(row).short,
            tones=lambda row: "ink" if at(row) == context.quarter else "soft",
        ),
        field_column(context, "risk_reviews", "likelihood", width=80),
        field_column(context, "risk_reviews", "impact", width=60),
        DerivedColumn(
            key="score", label="Score", width=62, of=lambda row: place.score if (place := placed(row)) else None,
            says=lambda row: str(place.score) if (place := placed(row)) else "", rates=rag,
        ),
        field_column(context, "risk_reviews", "comment", width=112),
        *with_others(context, "risk_reviews", [], hidden=True, elsewhere=("likelihood", "impact", "comment")),
    ]  # fmt: skip


def review_rows(records: PlanRecords, risk: Risk, year: FinancialYear) -> list[Row]:
    """One row for each quarter of a year: its review, or a draft of one."""
    rows: list[Row] = []
    for quarter in year.quarters:
        review = records.review(risk["id"], quarter)
        started = {
            **RISK_REVIEWS.blank(),
            "id": f"{risk['id']}@{quarter.code}",
            "risk": risk["id"],
            "quarter": quarter.code,
        }
        rows.append(Row(RISK_REVIEWS, review or started, draft=review is None))
    return rows
