"""The card of the overview for the log: what is late or runs out soon."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.log import LogLine, late_or_expiring
from csp_desktop.ui.context import Context
from csp_desktop.ui.overview.overview_panels import Panel
from csp_desktop.ui.painted.facts import Fact, FactColumn, Opens

_FIRST = 6


class LogPanel(Panel):
    """Late and expiring entries of the log, longest late first; not there where nothing is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Late or expiring in the log", context, parent)
        self.add_link("Log", lambda: context.filtered.emit("Log", "late"))
        self.facts = self.table(
            "Late or expiring in the log", [FactColumn(""), FactColumn("", 150)], headed=False
        )

    def fill(self, records: PlanRecords, quarter: Quarter) -> None:
        lines = late_or_expiring(records, quarter, self.context.today)
        rows = [self._row(line) for line in lines[:_FIRST]]
        if len(lines) > _FIRST:
            more = Fact(f"and {len(lines) - _FIRST} more", "soft", opens=Opens(chip=("Log", "late")))
            rows.append([more, Fact("")])
        self.facts.show_rows(rows)
        self.setVisible(bool(lines))

    def _row(self, line: LogLine) -> list[Fact]:
        opens = Opens(record=("log_entries", line.entry["id"]))
        named = (
            f"{line.entry['ref']} {line.entry['title']}" if line.entry["ref"] else str(line.entry["title"])
        )
        words = line.words[:1].upper() + line.words[1:]
        return [
            Fact(" ".join(named.split()), opens=opens),
            Fact(words, "soft", mark=line.rag, said=f"{line.rag}: {words}", opens=opens),
        ]
