"""What was said before the version of a return that is looked at: in earlier versions, and in the same batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.changes import kept_findings, kept_outcome
from csp_desktop.editing.returns.comparing.outside import words_place
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.fields import Value

# A cell among all returns of a batch: register, record, funding entry kind, field, quarter.
Place = tuple[str, str, str, str, str]


@dataclass
class Pending:
    """What workbooks looked at earlier in the same batch would write: values, and whose they are."""

    values: dict[Place, tuple[Value, str]] = field(default_factory=dict)


@dataclass
class Earlier:
    """What earlier versions of the same return came to: values by (row code, column), what cells with an
    open question held, proposals, words outside the form, signature; what each cell `said` last, and the names of
    their `files`."""

    values: dict[tuple[str, str], Value] = field(default_factory=dict)
    open: dict[tuple[str, str], str] = field(default_factory=dict)
    proposals: list[dict[str, Any]] = field(default_factory=list)
    outside: set[tuple[str, ...]] = field(default_factory=set)
    signed: dict[str, str] = field(default_factory=dict)
    received: bool = False
    said: dict[tuple[str, str], ReturnFinding] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def learn(self, findings: Iterable[ReturnFinding]) -> None:
        """Add what a version says that was only looked at so far."""
        for finding in findings:
            if finding.beside:
                self.outside.add(words_place(finding))
            elif finding.outcome == "changed" and finding.key:
                self.values[finding.code, finding.key] = finding.value
            elif finding.question and finding.key and finding.code:
                self.open[finding.code, finding.key] = finding.returned
            if finding.outcome == "proposed row":
                self.proposals.append(finding.proposal)
        self.hear(findings)

    def hear(self, findings: Iterable[ReturnFinding]) -> None:
        """Keep what each cell of a version said, for showing it beside the next."""
        self.said |= {
            (finding.code, finding.key): finding
            for finding in findings
            if finding.code and finding.key and not finding.beside
        }


@dataclass(frozen=True)
class CellTwice:
    """What one cell of a return said in the versions before, and says in this one; None where it was left empty."""

    before: ReturnFinding | None
    now: ReturnFinding | None

    @property
    def about(self) -> ReturnFinding:
        """The finding that names the cell."""
        finding = self.now or self.before
        assert finding is not None
        return finding


def side_by_side(
    before: Mapping[tuple[str, str], ReturnFinding], findings: Iterable[ReturnFinding]
) -> list[CellTwice]:
    """The cells in which one of two versions says something that was not sent: those first in which the two differ."""
    now = {
        (finding.code, finding.key): finding
        for finding in findings
        if finding.code and finding.key and not finding.beside
    }
    cells = [CellTwice(before.get(place), finding) for place, finding in now.items()]
    cells += [CellTwice(finding, None) for place, finding in before.items() if place not in now]
    told = [cell for cell in cells if _tells(cell.before) or _tells(cell.now)]
    return sorted(told, key=lambda cell: (not _differ(cell), cell.about.code))


def _differ(cell: CellTwice) -> bool:
    """Whether both versions say something, and not the same."""
    before, now = cell.before, cell.now
    if before is None or now is None or not (before.returned and now.returned):
        return False
    return before.returned != now.returned


def _tells(finding: ReturnFinding | None) -> bool:
    return finding is not None and (finding.outcome != "unchanged" or bool(finding.message))


def earlier_versions(ws: Workspace, return_id: str, but: str = "") -> Earlier:
    """What the versions of a return that were taken in came to; not that of the file with the fingerprint `but`."""
    earlier = Earlier()
    received = ws.records("return_files", {"return": return_id, "direction": "received"}, ("saved_on",))
    for kept in received:
        if kept["sha256"] == but:
            continue
        earlier.received = True
        earlier.files.append(kept["file_name"])
        earlier.signed.update(kept_outcome(kept).get("signed", {}))
        findings = kept_findings(kept)
        earlier.hear(findings)
        for finding in findings:
            if finding.beside:
                earlier.outside.add(words_place(finding))
            elif finding.done == "applied" and finding.key:
                earlier.values[finding.code, finding.key] = finding.chosen
            elif finding.done == "open" and finding.key and finding.code:
                earlier.open[finding.code, finding.key] = finding.returned
            if finding.proposal:
                earlier.proposals.append(finding.proposal)
    return earlier
