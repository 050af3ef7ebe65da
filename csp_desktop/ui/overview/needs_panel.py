"""What needs you: the one list of what is to be done next, each line leading there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.settings import settings
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import caption
from csp_desktop.ui.overview.needs import Need, first_steps, needs
from csp_desktop.ui.overview.overview_panels import Panel
from csp_desktop.ui.painted.facts import Fact, FactColumn

_PRINTED = "printed"


class NeedsPanel(Panel):
    """The steps of a new file, which tick themselves, and what is late or waits."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("What needs you", context, parent)
        self.facts = self.table("What needs you", [FactColumn("State", 92), FactColumn("What")], headed=False)
        self.nothing = caption("Nothing is late and nothing is waiting.")
        self.body.addWidget(self.nothing)
        self.on_path = False
        """Whether the file is so new that its steps are shown."""
        context.printed.connect(self._note_printed)

    def _note_printed(self) -> None:
        name = str(self.context.workspace.path)
        settings().put(_PRINTED, [*(kept for kept in self._printed() if kept != name), name][-20:])
        records = self.context.records
        if records is not None:
            self.fill(records, self.context.quarter)

    def _printed(self) -> list[str]:
        return [kept for kept in settings().get(_PRINTED, []) if isinstance(kept, str)]

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        printed = str(self.context.workspace.path) in self._printed() or bool(
            self.context.workspace.records("printed_reports")
        )
        steps = first_steps(records, printed) if self.context.editable else []
        self.on_path = bool(steps)
        lines = [*steps, *needs(records, quarter, self.context.today)]
        self.facts.show_rows([self._row(line) for line in lines])
        self.facts.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    def _row(self, line: Need) -> list[Fact]:
        if line.done is None:
            word = {"red": "Late", "amber": "Waiting"}.get(line.rag, "")
        else:
            word = "Done" if line.done else "To do"
        rag = line.rag if line.done is None else "blue" if line.done else "none"
        said = f"{word}: {line.words}. {line.under}"
        return [
            Fact(word, rag=rag, opens=line.opens),
            Fact(
                line.words,
                "soft" if line.done else "bold" if line.done is not None else "plain",
                under="" if line.done else line.under,
                said=said,
                opens=line.opens,
            ),
        ]
