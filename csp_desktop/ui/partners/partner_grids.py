"""The registers of the Partners tab: their rows, columns and forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtWidgets import QWidget

from csp_desktop.editing.reassignment import ties
from csp_desktop.editing.returns.return_particulars import receivers
from csp_desktop.palette import ColourRole
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Agency, Group, Person, PlanItem
from csp_desktop.rules.partner_standing import Standing, agency_standing, group_standing, person_is_there
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import Column, DerivedColumn, field_column, field_columns, with_others
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row, rows_of
from csp_desktop.ui.partners.hand_over_dialog import HandOverDialog

CURRENT, PAST, RECEIVES, NOBODY = "current", "past", "receives", "nobody"
SHOWN = {
    CURRENT: "Current",
    PAST: "Past",
    RECEIVES: "Receives returns",
    NOBODY: "Leads, but nobody receives returns",
}
_WHERE_ADDRESSES_STAND = (
    "Enter who gets them under People, with an email address and “Receives returns” ticked."
)


@dataclass(frozen=True)
class Section:
    """One register of the tab: how its grid and form are made, and which narrowings it knows."""

    chip: str
    register: str
    columns: Callable[[Context], list[Column]]
    form: tuple[str, ...]
    rows: Callable[[Context, PlanRecords], list[Row]]
    new: Callable[[Context, Row | None], dict[str, Any] | None]
    example: str
    about: str
    narrowings: dict[str, Callable[[Context, Row], bool]] = field(default_factory=dict)

    @property
    def add_label(self) -> str:
        """What its Add button says."""
        return f"Add {register_named(self.register).label.lower()}"


class PartnerGrid(RegisterGrid):
    """A grid whose rows may be named elsewhere: deleting asks who takes that over."""

    def delete_rows(self) -> None:
        standing = [row for row in self.view.selected_rows() if not row.draft]
        ids = [row.id for row in standing]
        register = standing[0].register.name if standing else ""
        if standing and self.context.editable and ties(self.context.workspace, register, ids):
            HandOverDialog(self.context, register, ids, self).open()
        else:
            super().delete_rows()


def partner_grid(context: Context, section: Section, parent: QWidget | None = None) -> PartnerGrid:
    """The grid of a section."""
    return PartnerGrid(
        context,
        with_others(context, section.register, section.columns(context), hidden=True),
        name=register_named(section.register).plural,
        key=f"partners {section.register}",
        register=section.register,
        new=lambda row: section.new(context, row),
        example=lambda *_: (
            f"New {register_named(section.register).label.lower()}, for example “{section.example}”"
        ),
        parent=parent,
    )


def led_by(
    records: PlanRecords, links: Literal["lead_agencies", "lead_groups"], partner: str
) -> list[PlanItem]:
    """The items of the plan that an agency ("lead_agencies") or group ("lead_groups") leads."""
    return [item for item in records.outline() if partner in item[links]]


# Agencies


def _agency_columns(context: Context) -> list[Column]:
    def leads(row: Row) -> int:
        return len(led_by(context.records, "lead_agencies", row.id)) if context.records else 0

    def goes_to(row: Row) -> str:
        if context.records is None or row.draft:
            return ""
        people = receivers(context.records, row.id, None, context.today)
        return ", ".join(person["name"] for person in people) or ("none" if leads(row) else "")

    return [
        field_column(context, "agencies", "short_name", width=92),
        field_column(context, "agencies", "name", width=240),
        DerivedColumn(
            key="standing", label="Status", width=250, wraps=True, of=lambda row: _of_agency(context, row).words,
            tones=lambda row: "ink" if _of_agency(context, row).current else "soft",
        ),
        DerivedColumn(
            key="leads", label="Leads", width=70, right=True, of=lambda row: leads(row) or None,
            hint="Items of the plan shown that it leads",
        ),
        DerivedColumn(
            key="receivers", label="Returns go to", width=190, wraps=True, of=lambda row: goes_to(row) or None,
            tones=lambda row: "red" if goes_to(row) == "none" else "ink",
            hint=_WHERE_ADDRESSES_STAND, hovers=lambda row: _WHERE_ADDRESSES_STAND,
        ),
        *field_columns(
            context, "agencies", ["kind", "responsible_from", "responsible_until", "notes"],
            {name: {"hidden": True} for name in ("kind", "responsible_from", "responsible_until", "notes")},
        ),
    ]  # fmt: skip


def _of_agency(context: Context, row: Row) -> Standing:
    return agency_standing(row.typed(Agency), context.today)


def _leads_to_nobody(context: Context, row: Row) -> bool:
    records = context.records
    return (
        records is not None
        and bool(led_by(records, "lead_agencies", row.id))
        and not receivers(records, row.id, None, context.today)
    )


# People


def _people_columns(context: Context) -> list[Column]:
    def gone(row: Row) -> ColourRole:
        return "ink" if _is_there(context, row) else "soft"

    return [
        field_column(context, "people", "name", width=210, tones=gone),
        field_column(context, "people", "agency", width=100),
        field_column(context, "people", "job_title", width=220),
        field_column(context, "people", "receives_returns", width=120),
        field_column(context, "people", "email", width=230),
        field_column(context, "people", "phone", width=120),
        field_column(context, "people", "left_on"),
    ]


def _is_there(context: Context, row: Row) -> bool:
    return person_is_there(row.typed(Person), context.today)


# Groups


def _group_rows(context: Context, records: PlanRecords) -> list[Row]:
    """Groups as a tree: each before those that report to it."""
    register = register_named("groups")
    children: dict[str | None, list[Group]] = {}
    for group in sorted(records.groups, key=lambda group: str(group["name"]).casefold()):
        above = group["parent"] if group["parent"] in records.group else None
        children.setdefault(above, []).append(group)

    def below(parent: str | None, depth: int) -> list[Row]:
        return [
            row
            for group in children.get(parent, [])
            for row in [Row(register, group, depth=depth), *below(group["id"], depth + 1)]
        ]

    return below(None, 1)


def _group_columns(context: Context) -> list[Column]:
    def members(row: Row) -> int | None:
        members = context.records.group_members if context.records else []
        return sum(member["group"] == row.id for member in members) or None

    def tone(row: Row) -> ColourRole:
        standing = _of_group(context, row)
        return "amber" if standing.ends_soon else "ink" if standing.current else "soft"

    return [
        field_column(context, "groups", "name", width=300),
        field_column(context, "groups", "short_name", width=110),
        DerivedColumn(
            key="standing", label="Kind", width=230, wraps=True, tones=tone,
            of=lambda row: _of_group(context, row).words,
        ),
        field_column(context, "groups", "chair", width=170),
        field_column(context, "groups", "meets", width=120),
        DerivedColumn(key="members", label="Members", width=80, right=True, of=members),
        DerivedColumn(
            key="leads", label="Leads", width=70, right=True,
            of=lambda row: len(led_by(context.records, "lead_groups", row.id)) or None if context.records else None,
        ),
        *field_columns(
            context, "groups", ["kind", "parent", "starts_on", "ends_on", "purpose"],
            {name: {"hidden": True} for name in ("kind", "parent", "starts_on", "ends_on", "purpose")},
        ),
    ]  # fmt: skip


def _of_group(context: Context, row: Row) -> Standing:
    return group_standing(row.typed(Group), context.today)


def _own_partnership(context: Context) -> dict[str, Any] | None:
    return {"partnership": context.records.partnership["id"]} if context.records else None


def _new_group(context: Context, above: Row | None) -> dict[str, Any] | None:
    started = _own_partnership(context)
    if started is not None and above is not None and not above.draft:
        # A row inserted in the tree stands beside the one it was inserted below.
        started["parent"] = above.typed(Group)["parent"]
    return started


def rows_without_plan(context: Context, section: Section) -> list[Row]:
    """A section's rows in a file that has no plan: what is not of one partnership, by name."""
    register = register_named(section.register)
    if register.within == "partnership":
        return []
    return rows_of(section.register, context.workspace.records(section.register, order=(register.title,)))


def _by_name(register: str) -> Callable[[Context, PlanRecords], list[Row]]:
    def rows(context: Context, records: PlanRecords) -> list[Row]:
        title = register_named(register).title
        listed = records.of(register) or ()
        return rows_of(register, sorted(listed, key=lambda record: str(record[title] or "").casefold()))

    return rows


SECTIONS: tuple[Section, ...] = (
    Section(
        "Agencies",
        "agencies",
        _agency_columns,
        ("name", "short_name", "kind", "responsible_from", "responsible_until", "notes"),
        _by_name("agencies"),
        lambda context, above: {},
        "County Probation Service",
        "The agencies that lead actions and get returns.",
        {
            CURRENT: lambda context, row: _of_agency(context, row).current,
            PAST: lambda context, row: not _of_agency(context, row).current,
            NOBODY: _leads_to_nobody,
        },
    ),
    Section(
        "People",
        "people",
        _people_columns,
        ("name", "agency", "job_title", "email", "phone", "receives_returns", "left_on"),
        _by_name("people"),
        lambda context, above: {"agency": above.typed(Person)["agency"]} if above else {},
        "Community safety officer",
        "The people of the agencies, and which of them get the returns.",
        {
            CURRENT: _is_there,
            PAST: lambda context, row: not _is_there(context, row),
            RECEIVES: lambda context, row: bool(row.typed(Person)["receives_returns"]),
        },
    ),
    Section(
        "Groups",
        "groups",
        _group_columns,
        ("name", "short_name", "kind", "parent", "chair", "meets", "starts_on", "ends_on", "shared_with", "purpose"),
        _group_rows,
        _new_group,
        "Domestic abuse forum",
        "The groups that lead or decide, and who belongs to them.",
        {
            CURRENT: lambda context, row: _of_group(context, row).current,
            PAST: lambda context, row: not _of_group(context, row).current,
        },
    ),
    Section(
        "Linked plans",
        "linked_plans",
        lambda context: field_columns(
            context,
            "linked_plans",
            ["title", "owner", "period", "web_address", "notes"],
            {"title": {"width": 280}, "owner": {"width": 180}, "period": {"width": 110}, "web_address": {"width": 230}},
        ),
        ("title", "owner", "period", "web_address", "notes"),
        _by_name("linked_plans"),
        lambda context, above: _own_partnership(context),
        "County policing plan",
        "Plans of others that yours has to agree with.",
    ),
    Section(
        "Partnerships",
        "partnerships",
        lambda context: field_columns(
            context,
            "partnerships",
            ["short_name", "name", "kind", "area", "chair", "email", "phone", "merged_into"],
            {"name": {"width": 260}, "kind": {"width": 150}, "chair": {"width": 170}, "email": {"width": 210}},
        ),
        (
            "name", "short_name", "kind", "area", "region", "chair", "coordinator", "phone", "email", "website", "authorities",
            "joint_with", "vision",
            "merged_into", "risk_amber_from", "risk_red_from", "risk_appetite",
        ),
        lambda context, records: rows_of("partnerships", context.workspace.records("partnerships", order=("name",))),
        lambda context, above: {},
        "Anytown CSP",
        "The partnerships whose plans are kept in this file.",
    ),
)  # fmt: skip
