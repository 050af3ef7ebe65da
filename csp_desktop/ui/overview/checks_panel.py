"""Things to check: findings kept apart by gravity, opened where they lie, or accepted with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from csp_desktop.editing.changes import Delete, Insert
from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.checks.finding import CheckFinding
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import caption, link_button
from csp_desktop.ui.look.chips import Chip, ChipBar
from csp_desktop.ui.look.plain_words import READ_ONLY, allow
from csp_desktop.ui.overview.finding_look import FindingLook
from csp_desktop.ui.overview.overview_panels import Panel
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens

_KINDS = {"error": ("red", "Error"), "query": ("amber", "Query"), "note": ("none", "Note")}
_CHIPS = (
    ("open", "Open"),
    ("error", "Errors"),
    ("query", "Queries"),
    ("note", "Notes"),
    ("accepted", "Accepted"),
)
_FIRST = 8
_TOLD = 6


class ChecksPanel(Panel):
    """The findings of the chosen quarter: errors first, then queries, then notes; accepted ones apart."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Things to check", context, parent)
        self._findings: Sequence[CheckFinding] = ()
        self._shown: Sequence[CheckFinding] = ()
        self._all_shown = False
        self._picked: list[int] = []
        self.filled = False
        """Whether the plan has been looked through since the file was opened."""
        self.chips = ChipBar("Which findings")
        self.chips.chosen.connect(lambda _: self._show_first())
        self.body.addWidget(self.chips)
        self.facts = self.table(
            "Findings", [FactColumn("Kind", 88), FactColumn("What")], headed=False, looked_at=True
        )
        self.facts.picked.connect(lambda row: self._pick([row]))
        self.facts.picked_too.connect(self._pick_too)
        self.facts.setAccessibleDescription("Space, or a click with Ctrl, chooses several.")
        self.look = FindingLook(context)
        self.body.addWidget(self.look)
        self.nothing = caption("Looking through the plan…")
        self.body.addWidget(self.nothing)
        self.more = link_button("", self._show_all)
        self.accept = QPushButton("Accept with a reason…")
        self.accept.clicked.connect(self._ask_or_take_back)
        self.accept.setAccessibleDescription("Record why this can stay as it is")
        allow(self.accept, "Choose what to accept first.")
        self.more.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.accept)
        foot.addStretch(1)
        foot.addWidget(self.more)
        self.body.addLayout(foot)

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        # Imported here because no other card needs any of the checks: the page is painted without.
        from csp_desktop.rules.checks.readiness import findings

        self.filled = True
        self._findings = findings(records, quarter, self.context.today)
        counts = Counter("accepted" if finding.accepted else finding.kind for finding in self._findings)
        counts["open"] = sum(counts[kind] for kind in _KINDS)
        self.chips.set_chips([Chip(name, label, counts[name]) for name, label in _CHIPS])
        self._show()

    def reveal(self, record: str) -> bool:
        """Show an accepted finding by the id of its acceptance."""
        records = self.context.records
        keys = (
            {accepted["id"]: accepted["finding"] for accepted in records.accepted_findings} if records else {}
        )
        if record not in keys:
            return False
        if self.chips.current != "accepted":
            self.chips.choose("accepted")
        self._show_all()
        place = next((at for at, finding in enumerate(self._shown) if finding.key == keys[record]), -1)
        if place >= 0:
            self.facts.go_to(place)
        return place >= 0

    def _show_first(self) -> None:
        self._all_shown = False
        self._show()

    def _show_all(self) -> None:
        self._all_shown = True
        self._show()

    def _show(self) -> None:
        wanted = self.chips.current
        before = {finding.key for finding in self.picked}
        matching = [
            finding
            for finding in self._findings
            if (bool(finding.accepted) if wanted == "accepted" else not finding.accepted)
            and wanted in ("open", "accepted", finding.kind)
        ]
        matching.sort(key=lambda finding: list(_KINDS).index(finding.kind))
        self._shown = matching if self._all_shown else matching[:_FIRST]
        self.facts.show_rows([self._row(finding) for finding in self._shown])
        self.nothing.setText("Nothing has been accepted." if wanted == "accepted" else "Nothing to check.")
        self.nothing.setVisible(not matching)
        self.more.setText(f"Show all {len(matching)}")
        self.more.setVisible(len(matching) > len(self._shown))
        self._pick([row for row, finding in enumerate(self._shown) if finding.key in before])

    def _row(self, finding: CheckFinding) -> list[Fact]:
        rag, word = _KINDS[finding.kind]
        told = f"Accepted: {finding.accepted}" if finding.accepted else finding.settle
        opens = Opens(record=(finding.register, finding.record))
        return [
            Fact(word, rag=rag, opens=opens),
            Fact(
                finding.message,
                under=told,
                said=f"{word}: {finding.message} {finding.why} {told}",
                opens=opens,
            ),
        ]

    @property
    def picked(self) -> list[CheckFinding]:
        """The findings chosen."""
        return [self._shown[row] for row in self._picked if row < len(self._shown)]

    def _pick_too(self, row: int) -> None:
        rows = [other for other in self._picked if other != row]
        self._pick(rows if row in self._picked else [*rows, row])

    def _pick(self, rows: list[int]) -> None:
        self._picked = rows
        self.facts.choose_rows(rows)
        picked = self.picked
        self.look.show_finding(picked[0] if len(picked) == 1 else None)
        lacking = "" if picked else "Choose what to accept first."
        allow(self.accept, lacking if self.context.editable else READ_ONLY)
        several = f" {len(picked)}" if len(picked) > 1 else ""
        taking_back = self.chips.current == "accepted"
        self.accept.setText(
            f"Withdraw{several} acceptance{'s' if several else ''}"
            if taking_back
            else f"Accept{several} with a reason…"
        )

    def _ask_or_take_back(self) -> None:
        picked = self.picked
        if not picked:
            return
        if picked[0].accepted:
            self._take_back(picked)
            return
        first = picked[0]
        sentence = (
            f"{first.message}\n{first.why}"
            if len(picked) == 1
            else "\n".join([f"• {finding.message}" for finding in picked[:_TOLD]])
            + (f"\nand {len(picked) - _TOLD} more" if len(picked) > _TOLD else "")
        )
        # Imported here because it takes a while, and nobody is asked for a reason at the start.
        from csp_desktop.ui.look.reason_dialog import ReasonDialog

        dialog = ReasonDialog(
            "Accept a finding" if len(picked) == 1 else f"Accept {len(picked)} findings",
            sentence,
            "Accept",
            self,
        )
        dialog.confirmed.connect(lambda reason: self._accept(picked, reason))
        dialog.open()

    def _accept(self, picked: Sequence[CheckFinding], reason: str) -> None:
        values = {
            "plan": self.context.plan_id,
            "reason": reason,
            "accepted_by": self.context.workspace.user,
            "accepted_on": self.context.today.isoformat(),
        }
        self.context.apply(
            [
                Insert("accepted_findings", {**values, "finding": finding.key, "message": finding.message})
                for finding in picked
            ],
            f"accepted: {picked[0].message}" if len(picked) == 1 else f"accepted {len(picked)} findings",
        )

    def _take_back(self, picked: Sequence[CheckFinding]) -> None:
        records = self.context.records
        assert records is not None  # a finding was shown
        keys = {finding.key for finding in picked}
        self.context.apply(
            [
                Delete("accepted_findings", accepted["id"])
                for accepted in records.accepted_findings
                if accepted["finding"] in keys
            ],
            f"withdrew the acceptance of: {picked[0].message}"
            if len(picked) == 1
            else f"withdrew {len(picked)} acceptances",
        )
