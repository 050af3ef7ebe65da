"""Taking returns back: preview what each workbook says, then apply what is certain in one step."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from csp_desktop.editing.merge import OUTCOME_VERSION, QUESTIONS, ReturnFinding, Version
from csp_desktop.editing.returns.changes import (
    Provenance,
    RecordChanges,
    came_empty,
    chosen_value,
    keep,
    kept_findings,
    outcome_with,
    provenance,
    settled_state,
    supersede,
)
from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.editing.returns.comparing.recognition import Recogniser
from csp_desktop.editing.returns.proposals import REGISTER_OF_KIND, made_of_proposal, tie_to_record
from csp_desktop.editing.returns.values import RecordedValues, column_of
from csp_desktop.editing.workspace import Insert, Step, Update, Workspace
from csp_desktop.excel.opening.safe_reading import FileRead, Stopped
from csp_desktop.excel.opening.wrapped_files import read_returned
from csp_desktop.keeping_all import keeping_all
from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.kept_json import keep_json
from csp_desktop.registers.register import new_id


@dataclass
class ReturnsPreview:
    """What a number of workbooks say; nothing is changed by looking."""

    files: list[PreviewedFile]
    applied: bool = False

    @property
    def findings(self) -> list[ReturnFinding]:
        """The findings of all files."""
        return [finding for file in self.files for finding in file.findings]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each outcome."""
        return dict(Counter(finding.outcome for finding in self.findings))

    @property
    def needs_person(self) -> bool:
        """Whether a file could not be read or known, is only a part, or a question is open."""
        return any(file.status != "recognised" or file.questions or file.in_part for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        return {
            "files": [file.as_json() for file in self.files],
            "applied": self.applied,
            "counts": self.counts,
        }

    def pair_by_title(self, ws: Workspace, file: PreviewedFile, sheet: str) -> None:
        """Read a sheet that was sorted apart anew, its rows paired by their titles."""
        file.paired_by_title.add(sheet)
        _look_again(ws, self)

    def say_slid(self, ws: Workspace, file: PreviewedFile, sheet: str, slid: bool | None) -> None:
        """Say whether the answers of a sheet stand one row from their own; None takes back what was said."""
        file.slid.pop(sheet, None)
        if slid is not None:
            file.slid[sheet] = slid
        _look_again(ws, self)

    def take_to(self, ws: Workspace, file: PreviewedFile, return_id: str, *, take: bool = True) -> None:
        """Take the rows a workbook holds of another return in with that one, as a part of it; or leave them after all."""
        self.files = [one for one in self.files if one.part_of is not file or one.return_id != return_id]
        file.taken_to.discard(return_id)
        if take:
            file.as_now = file.as_now and not file.elsewhere[return_id].earlier
            file.taken_to.add(return_id)
            part = PreviewedFile(
                file.path,
                "recognised",
                content=file.content,
                sha256=file.sha256,
                book=file.book,
                return_code=file.elsewhere[return_id].return_code,
                return_id=return_id,
                part_of=file,
            )
            at = next(at for at, one in enumerate(self.files) if one is file)
            self.files.insert(at + 1, part)
        _look_again(ws, self)

    def say_version(self, ws: Workspace, file: PreviewedFile, version: Version) -> None:
        """Say what a later version of a return is, and compare it as that."""
        file.version = version
        _look_again(ws, self)

    def say_now(self, ws: Workspace, file: PreviewedFile, *, now: bool = True) -> None:
        """Say that the answers on an earlier quarter's form are for the quarter asked about now; or not after all."""
        self.files = [one for one in self.files if one.part_of is not file]
        file.taken_to.clear()
        file.as_now, file.version = now, ""
        _look_again(ws, self)


def preview_returns(ws: Workspace, paths: Sequence[Path]) -> ReturnsPreview:
    """Read returned workbooks in a process of their own and compare each with what was issued."""
    return compare_returns(ws, read_returned(paths))


@keeping_all()
def compare_returns(ws: Workspace, reads: Iterable[FileRead]) -> ReturnsPreview:
    """Compare workbooks that have been read with what was issued."""
    looking = Recogniser(ws)
    files = []
    for read in reads:
        sha256 = hashlib.sha256(read.content).hexdigest()
        if read.book is None:
            assert read.problem is not None
            file = PreviewedFile(read.path, "refused", read.problem.sentence, sha256=sha256)
        else:
            file = PreviewedFile(
                read.path,
                "recognised",
                content=read.content,
                sha256=sha256,
                book=read.book,
                email_words=read.email_words,
            )
            looking.recognise(file)
            looking.compare(file)
        files.append(file)
    return ReturnsPreview(files)


def apply_returns(
    ws: Workspace, preview: ReturnsPreview, on_clash: str = "leave", *, today: date | None = None
) -> Step | None:
    """Apply what is certain, and every decision made, in one step; None where there is nothing to record.

    With `on_clash` "take", the partner's value is taken where both sides changed a cell, also where the
    very file was taken in before and its clashes were left. Each file is kept with what became of every
    cell; questions left open stay on its return.
    """
    make_returns_ready(ws, preview, on_clash)
    return write_returns(ws, preview, on_clash, today=today)


def make_returns_ready(
    ws: Workspace,
    preview: ReturnsPreview,
    on_clash: str = "leave",
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Compare a preview with the file as it is by now, and back that up; raises Stopped where cancelled."""
    if any(file.findings for file in preview.files):
        _look_again(ws, preview, cancelled)
    files = _taken_in(preview)
    if files or (on_clash == "take" and _left_clashes(ws, preview, files)):
        ws.backup()


def _taken_in(preview: ReturnsPreview) -> list[PreviewedFile]:
    """The files that are taken in; not those that were before."""
    return [file for file in preview.files if file.status == "recognised" and not file.again]


def write_returns(
    ws: Workspace, preview: ReturnsPreview, on_clash: str = "leave", *, today: date | None = None
) -> Step | None:
    """Apply what was made ready, as `apply_returns` says."""
    files = _taken_in(preview)
    left = _left_clashes(ws, preview, files) if on_clash == "take" else []
    preview.applied = True
    if not files and not left:
        return None
    looking = Recogniser(ws)
    gathered: dict[tuple[str, str], RecordChanges] = {}
    versions: dict[str, list[PreviewedFile]] = {}
    ids = {(file.return_id, file.sha256): new_id() for file in files}
    added: list[tuple[ReturnFinding, RecordChanges, Provenance]] = []
    made: list[Insert] = []
    for file in files:
        recorded = looking.recorded(file)
        changes = gathered.setdefault((file.plan_id, file.quarter), RecordChanges(recorded))
        reported_on = file.reported_on or (today or date.today()).isoformat()
        source = Provenance(
            ids[file.return_id, file.sha256], file.signed.get("completed_by") or None, reported_on
        )
        for finding in file.findings:
            if _adds_a_record(finding):
                made.append(made_of_proposal(ws, _return_of(ws, file), finding, _alike(made, finding)))
                finding.done = "applied"
            elif (
                finding.beside
                or finding.decision == "beside"
                or (finding.outcome == "proposed row" and finding.decision == "theirs")
            ):
                added.append((finding, changes, source))
            else:
                _apply_finding(finding, on_clash, changes, source)
        for earlier in versions.setdefault(file.return_id, []):
            supersede(earlier.findings, file.findings)
        versions[file.return_id].append(file)
    # What is added to an answer needs the answer first, of whichever version it is.
    for finding, changes, source in added:
        if finding.outcome == "proposed row":
            tie_to_record(changes.recorded, finding)
        _apply_finding(finding, on_clash, changes, source)
    now = datetime.now().isoformat(timespec="microseconds")
    step: list[Insert | Update] = [
        *made,
        *(_received(file, ids[file.return_id, file.sha256], now) for file in files),
    ]
    # What is taken to another return is settled in the one it was kept with before.
    taken = [file for file in preview.files if file.taken_from and not file.again]
    for file in taken:
        if file.part_of is not None or ws.records(
            "return_files", {"return": file.came_as, "sha256": file.sha256, "direction": "received"}
        ):
            versions.setdefault(file.taken_from, [])
    for return_id, of_return in versions.items():
        step += _close_earlier(ws, return_id, of_return, taken)
    for file, kept in left:
        changes = gathered.setdefault((file.plan_id, file.quarter), RecordChanges(looking.recorded(file)))
        step += _take_left(ws, file, kept, changes, looking.recorded(file))
    for changes in gathered.values():
        step += changes.changes()
    return ws.apply(step, _reason([*files, *(file for file, _ in left)]))


def _adds_a_record(finding: ReturnFinding) -> bool:
    """Whether a proposed row was decided to become a record of its own."""
    decided = finding.proposal.get("as", {}) if finding.decision == "theirs" else {}
    return finding.outcome == "proposed row" and decided.get("kind", "tie") != "tie"


def _alike(made: Sequence[Insert], finding: ReturnFinding) -> int:
    """How many records this import makes already of the kind a proposed row becomes."""
    return sum(insert.register == REGISTER_OF_KIND[finding.proposal["as"]["kind"]] for insert in made)


def _return_of(ws: Workspace, file: PreviewedFile) -> Record:
    returned = ws.record("returns", file.return_id)
    assert returned is not None  # it was recognised by it
    return returned


def _left_clashes(
    ws: Workspace, preview: ReturnsPreview, files: Sequence[PreviewedFile]
) -> list[tuple[PreviewedFile, Record]]:
    """Files taken in before whose clashes were left open, as they are kept; not those a new version answers."""
    answered = {file.return_id for file in files}
    left = {}
    for file in preview.files:
        if file.status == "recognised" and file.again and file.return_id not in answered:
            same = {"sha256": file.sha256, "direction": "received", "return": file.return_id}
            for kept in ws.records("return_files", same):
                if any(map(_left, kept_findings(kept))):
                    left[kept["id"]] = (file, kept)
    return list(left.values())


def _left(finding: ReturnFinding) -> bool:
    return finding.done == "open" and finding.outcome == "clash" and finding.takeable


def _take_left(
    ws: Workspace, file: PreviewedFile, kept: Record, changes: RecordChanges, recorded: RecordedValues
) -> list[Insert | Update]:
    """Take the partner's side of the clashes left open when a file was taken in."""
    source = provenance(kept)
    findings = kept_findings(kept)
    file.message = "This very file was taken in before; where it clashed, theirs is taken now."
    seen = {_place(finding): finding for finding in file.findings}
    for finding in filter(_left, findings):
        if recorded.owner(column_of(finding).kept.subject, finding.record) is None:
            continue
        finding.decision, finding.done, finding.chosen = "theirs", "applied", finding.value
        changes.write(finding, finding.value, source)
        if previewed := seen.get(_place(finding)):
            previewed.outcome, previewed.decision, previewed.done = "clash", "theirs", "applied"
            previewed.message = f"{finding.message} Theirs is taken now."
    return keep(ws, kept, findings)


def _received(file: PreviewedFile, file_id: str, now: str) -> Insert:
    """The workbook as it came, kept with what became of every cell."""
    outcome = {
        "signed": file.signed,
        "form": {"issue": file.form.issue if file.form else 1},
        "empty": file.empty,
        "as_now": file.as_now,
        "findings": [finding.as_json() for finding in file.findings],
    }
    values = {
        "id": file_id,
        "return": file.return_id,
        "direction": "received",
        "file_name": file.path.name,
        "sha256": file.sha256,
        "saved_on": now,
        "content": file.content,
        "outcome": keep_json(OUTCOME_VERSION, outcome),
    }
    return Insert("return_files", values)


def _close_earlier(
    ws: Workspace, return_id: str, files: Sequence[PreviewedFile], taken: Sequence[PreviewedFile]
) -> list[Update]:
    """Questions of versions taken in before that these answer, and the state the return is in now.

    `taken` are files taken to other returns, which may have been kept with a version of this one.
    """
    changes = []
    everything = [finding for file in files for finding in file.findings]
    received = ws.records("return_files", {"return": return_id, "direction": "received"})
    for kept in received:
        findings = kept_findings(kept)
        answered = sum(supersede(findings, file.findings) for file in files)
        if answered + sum(_taken_away(findings, kept, file) for file in taken):
            changes.append(Update("return_files", kept["id"], {"outcome": outcome_with(kept, findings)}))
        everything += findings
    empty = came_empty(received) and all(file.empty for file in files)
    changes.append(Update("returns", return_id, {"state": settled_state(everything, empty=empty)}))
    return changes


def _taken_away(findings: Sequence[ReturnFinding], kept: Record, taken: PreviewedFile) -> bool:
    """Settle what is asked about what is taken to another return; whether any."""
    if (kept["return"], kept["sha256"]) != (taken.taken_from, taken.sha256):
        return False
    gone = [found for found in findings if found.done == "open" and taken.takes(found)]
    for finding in gone:
        finding.done = "settled"
        finding.message = f"{finding.message} It was taken to {taken.called} later."
    return bool(gone)


def _apply_finding(finding: ReturnFinding, on_clash: str, changes: RecordChanges, source: Provenance) -> None:
    if on_clash == "take" and finding.outcome == "clash" and finding.takeable and finding.decision is None:
        finding.decision = "theirs"
    if finding.decision is None and finding.outcome in QUESTIONS:
        finding.done = "open"
        return
    if finding.register == "returns" and finding.decision is None:
        finding.done = "applied" if finding.outcome == "changed" else "nothing"
        return
    if not finding.key or not finding.record:
        finding.done = "settled" if finding.decision else "nothing"
        return
    current = changes.value(finding)
    write, value = chosen_value(finding, current)
    if write:
        changes.write(finding, value, source)
        finding.chosen = value
    elif finding.decision == "theirs":
        finding.decision, finding.done = None, "open"  # there is no one value to take
        return
    if finding.decision == "beside":
        changes.put_beside(finding, source)
        finding.chosen, finding.done = value if write else current, "applied"
        return
    finding.done = "applied" if write else ("settled" if finding.decision else "nothing")


def _reason(files: Sequence[PreviewedFile]) -> str:
    names = list(dict.fromkeys(file.recipient for file in files))
    quarters = list(dict.fromkeys(Quarter.parse(file.quarter).short for file in files))
    listed = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"{'return' if len(names) == 1 else 'returns'} {listed} {', '.join(quarters)}"


def _look_again(
    ws: Workspace, preview: ReturnsPreview, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Compare anew with what the file says now; decisions stand where their question is the same."""
    looking = Recogniser(ws)
    for file in preview.files:
        if cancelled():
            raise Stopped
        if file.book is None or file.status != "recognised":
            continue
        before = {_place(finding): finding for finding in file.findings}
        looking.recognise(file)
        looking.compare(file)
        for finding in file.findings:
            old = before.get(_place(finding))
            if (
                old is not None
                and old.decision
                and (old.outcome, old.current) == (finding.outcome, finding.current)
            ):
                finding.decision, finding.chosen = old.decision, old.chosen
                finding.proposal = old.proposal


def _place(finding: ReturnFinding) -> tuple[str, ...]:
    return finding.sheet, finding.cell, finding.code, finding.key, finding.outside, finding.returned
