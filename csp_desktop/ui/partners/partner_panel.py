"""The record beside the Partners grids: its form, who belongs to it, and what it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_column, field_columns, with_others
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.grid.rows.row import Row, rows_of
from csp_desktop.ui.look import theme
from csp_desktop.ui.look.card import ElidedLink, caption, link_button
from csp_desktop.ui.look.emptying import empty_layout
from csp_desktop.ui.look.plain_words import Label, give_hint, with_article
from csp_desktop.ui.partners.forgetting_box import ask_and_forget
from csp_desktop.ui.partners.partner_grids import Section, led_by

_LISTED = 8


class PartnerPanel(QFrame):
    """One record of a section: a form, and links to what it is connected with."""

    def __init__(self, context: Context, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.context = context
        self._register = section.register
        self._label = register_named(section.register).label
        self.setAccessibleName(f"{self._label} chosen")
        self._kind = caption(self._label)
        self._title = Label(parent=self)
        self._title.setWordWrap(True)
        theme.set_role(self._title, "title")
        self.form = RecordForm(
            context,
            with_others(context, section.register, field_columns(context, section.register, section.form)),
            name=self._label,
            parent=self,
        )
        self.members: RegisterGrid | None = None
        self._connected = QVBoxLayout()
        self._connected.setSpacing(theme.px(2))
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(4))
        column.addWidget(self._kind)
        column.addWidget(self._title)
        column.addSpacing(theme.px(6))
        column.addWidget(self.form)
        if section.register == "groups":
            column.addSpacing(theme.px(8))
            self._build_members(column)
        column.addSpacing(theme.px(8))
        column.addLayout(self._connected)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)
        self._inner = inner
        self.setMinimumWidth(theme.px(300))
        self.show_row(None)

    def _build_members(self, column: QVBoxLayout) -> None:
        heading = Label("Members", self)
        theme.set_role(heading, "heading")
        members = self.members = RegisterGrid(
            self.context,
            with_others(
                self.context,
                "group_members",
                [
                    field_column(self.context, "group_members", "agency", width=72),
                    field_column(self.context, "group_members", "person", width=140),
                    field_column(self.context, "group_members", "role", width=90),
                ],
                hidden=True,
            ),
            name="Members of the group",
            key="partners group_members",
            register="group_members",
            new=lambda row: {"group": self.form.row.id} if self.form.row else None,
            example=lambda *_: "New member, for example “Chair”",
            parent=self,
        )
        members.setMinimumHeight(theme.px(190))
        members.set_empty_words("No members yet: press Insert to add one.")
        self._add_member = link_button("Add member", members.insert_row)
        column.addWidget(heading)
        column.addWidget(members)
        column.addWidget(self._add_member, 0, Qt.AlignmentFlag.AlignLeft)

    def show_row(self, row: Row | None) -> None:
        """Show a record, or that none is chosen."""
        standing = row if row is not None and not row.draft else None
        self.form.show_row(standing)
        self.form.setVisible(standing is not None)
        title = str(standing.record[standing.register.title] or "") if standing else ""
        self._title.setText(title or f"Choose {with_article(self._label.lower())}, or add one")
        self._kind.setVisible(standing is not None)
        records = self.context.records
        if self.members is not None:
            self.members.setVisible(standing is not None)
            self._add_member.setVisible(standing is not None and self.context.editable)
            known = records.group_members if standing is not None and records is not None else []
            members = [member for member in known if standing is not None and member["group"] == standing.id]
            self.members.set_rows(rows_of("group_members", members))
        empty_layout(self._connected)
        if standing is not None and records is not None:
            self._connect(standing.id, records)

    def _connect(self, chosen: str, records: PlanRecords) -> None:
        members, groups = records.group_members, records.groups
        if self._register == "agencies":
            self._list("Leads", "plan_items", led_by(records, "lead_agencies", chosen))
            self._list(
                "People", "people", [person for person in records.people if person["agency"] == chosen]
            )
            sits = {member["group"] for member in members if member["agency"] == chosen}
            self._list("Member of", "groups", [group for group in groups if group["id"] in sits])
        elif self._register == "groups":
            self._list("Reporting to it", "groups", [group for group in groups if group["parent"] == chosen])
            self._list("Leads", "plan_items", led_by(records, "lead_groups", chosen))
        elif self._register == "people":
            self._list("Chairs", "groups", [group for group in groups if group["chair"] == chosen])
            sits = {member["group"] for member in members if member["person"] == chosen}
            self._list("Member of", "groups", [group for group in groups if group["id"] in sits])
            person = next((person for person in records.people if person["id"] == chosen), None)
            if person is not None and person["left_on"] and self.context.editable:
                link = link_button("Make anonymous…", lambda: ask_and_forget(self.context, person, self))
                give_hint(link, "Takes the name of a person who has left out of the file and its history")
                self._connected.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _list(self, heading: str, register: str, connected: Sequence[Record]) -> None:
        if not connected:
            return
        label = Label(f"{heading} ({len(connected)})", self._inner)
        theme.set_role(label, "heading")
        self._connected.addWidget(label)
        for record in connected[:_LISTED]:
            link = ElidedLink(_named(record))
            link.clicked.connect(_opener(self.context, register, record["id"]))
            self._connected.addWidget(link)
        if len(connected) > _LISTED:
            self._connected.addWidget(caption(f"and {len(connected) - _LISTED} more"))
        self._connected.addSpacing(theme.px(8))


def _named(record: Record) -> str:
    title = " ".join(str(record.get("title") or record.get("name") or "").split())
    return f"{record['ref']} {title}" if record.get("ref") else title


def _opener(context: Context, register: str, record: str) -> Callable[[], object]:
    return lambda: context.opened.emit(register, record)
