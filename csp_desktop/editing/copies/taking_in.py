"""Bringing copies of this file back: preview what each changed since it parted, then take that in, a step a copy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from csp_desktop.editing.copies.combined_since import combined_since
from csp_desktop.editing.copies.comparison import Comparison
from csp_desktop.editing.copies.copy_finding import TAKEN_IN_VERSION, CopyFinding, counted
from csp_desktop.editing.copies.deciding import decide
from csp_desktop.editing.copies.district import people_here, remembered
from csp_desktop.editing.copies.fitting import make_fit
from csp_desktop.editing.copies.their_changes import since_parting
from csp_desktop.editing.merge import QUESTIONS, Decision
from csp_desktop.editing.ways_of_naming import ways_of_naming
from csp_desktop.editing.workspace import Insert, Step, Workspace
from csp_desktop.errors import AppError, FileDamaged, FileProblem, InvalidChange
from csp_desktop.passing_copies import PREFIX
from csp_desktop.paths import same_file
from csp_desktop.registers.fields import Value
from csp_desktop.registers.kept_json import keep_json
from csp_desktop.storage.forgetting import make_nameless

Choices = Mapping[tuple[str, str, str], tuple[Decision, Value]]
"""What a person decided, by register, record and field: the decision, and the value where one was typed."""


@dataclass
class ComparedCopy:
    """What one copy comes to. `message` says why it could not be looked at, "" where it could.

    `district` says of a district's own file what it is and how it comes in; of a copy where what it brings stands in
    the old plan of a partnership that has become part of another, "" where it does not.
    """

    path: Path
    message: str = ""
    findings: list[CopyFinding] = field(default_factory=list)
    by_whom: list[str] = field(default_factory=list)
    step: Step | None = None
    district: str = ""

    @property
    def questions(self) -> list[CopyFinding]:
        """What a person has to decide and has not yet."""
        return [finding for finding in self.findings if finding.question]


@dataclass
class CopiesPreview:
    """What a number of copies come to; nothing is changed by looking."""

    copies: list[ComparedCopy]
    applied: bool = False

    @property
    def findings(self) -> list[CopyFinding]:
        """The findings of all copies."""
        return [finding for copy in self.copies for finding in copy.findings]

    @property
    def needs_person(self) -> bool:
        """Whether a copy could not be looked at, or a question is open."""
        return any(copy.message or copy.questions for copy in self.copies)

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        return {
            "applied": self.applied,
            "counts": counted(self.findings),
            "findings": [finding.as_merge_json() for finding in self.findings],
        }


def preview_copies(ws: Workspace, paths: Sequence[Path]) -> CopiesPreview:
    """Compare copies of this file with it; each is seen as if those before it had been taken in."""
    if len(paths) == 1:
        return CopiesPreview([_previewed(ws, paths[0])])
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        trial = Path(folder) / ws.path.name
        ws.copy_to(trial)
        with Workspace.open(trial, backup=False, user=ws.user) as tried:
            copies = [_taken_in(tried, path, {}, "leave", date.today()) for path in paths]
    return CopiesPreview(copies)


def apply_copies(
    ws: Workspace,
    paths: Sequence[Path],
    on_clash: str = "leave",
    *,
    choices: Mapping[Path, Choices] | None = None,
    today: date | None = None,
) -> CopiesPreview:
    """Take in what is certain and what was decided, each copy as one step that can be undone.

    With `on_clash` "take" theirs is taken where both sides changed a value. What stays undecided is kept in the
    record of the copy that was taken in.
    """
    ws.backup()
    copies = [
        _taken_in(ws, path, (choices or {}).get(path, {}), on_clash, today or date.today()) for path in paths
    ]
    return CopiesPreview(copies, applied=True)


@contextmanager
def _opened(ws: Workspace, path: Path) -> Iterator[Workspace]:
    """A copy open to read, brought up to date in memory; raises FileProblem where it cannot be trusted."""
    if same_file(ws.path, path):
        raise FileProblem(f"“{path.name}” is this very file, so nothing was taken in; choose the copy of it.")
    with Workspace.open(path, read_only=True) as copy:
        contradiction = copy.contradiction()
        if contradiction:
            raise FileDamaged(
                f"“{path.name}” does not agree with itself ({contradiction.rstrip('.')}), so nothing was taken in; "
                "both files are as they were. Restore a backup of that copy and bring that back instead."
            )
        forgotten = ws.forgotten
        theirs = {person for person, ours in people_here(ws, copy).items() if ours in forgotten}
        known = [person for person in (forgotten | theirs) - copy.forgotten if copy.record("people", person)]
        if not known:
            yield copy
            return
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            nameless = Path(folder) / path.name
            copy.copy_to(nameless)
            make_nameless(nameless, known, ways_of_naming)
            with Workspace.open(nameless, read_only=True) as without_names:
                yield without_names


def _compared(
    ws: Workspace, copy: Workspace, comparison: Comparison, path: Path, step: Step | None = None
) -> ComparedCopy:
    district = comparison.parted.district
    said = district.sentence(path.name) if district else combined_since(ws, copy, comparison)
    return ComparedCopy(path, "", comparison.findings, comparison.parted.by_whom, step, said)


def _previewed(ws: Workspace, path: Path) -> ComparedCopy:
    try:
        with _opened(ws, path) as copy:
            comparison = Comparison(ws, copy, since_parting(ws, copy))
            make_fit(ws, comparison)
            return _compared(ws, copy, comparison, path)
    except AppError as problem:
        return ComparedCopy(path, problem.sentence)


def _taken_in(ws: Workspace, path: Path, choices: Choices, on_clash: str, today: date) -> ComparedCopy:
    try:
        with _opened(ws, path) as copy:
            comparison = Comparison(ws, copy, since_parting(ws, copy))
            make_fit(ws, comparison)
            step = _apply(ws, comparison, path, choices, on_clash, today, copy.file_id)
            here = people_here(ws, copy)
            for person in {here.get(person, person) for person in copy.forgotten} - ws.forgotten:
                if ws.record("people", person):
                    ws.forget(person)
            return _compared(ws, copy, comparison, path, step)
    except AppError as problem:
        return ComparedCopy(path, problem.sentence)


def _apply(
    ws: Workspace,
    comparison: Comparison,
    path: Path,
    choices: Choices,
    on_clash: str,
    today: date,
    file_id: str,
) -> Step | None:
    # What both sides did alike is remembered too: a copy taken in after this one may set it at odds with it.
    if not comparison.finds_anything and not comparison.parted.stands_changed:
        return None
    refused_before: set[tuple[str, str, str]] = set()
    while True:
        # What is to be deleted may have been asked anew.
        _tell(
            [finding for finding in comparison.findings if not finding.done],
            choices,
            on_clash,
            refused_before,
        )
        decided = [
            finding for finding in comparison.findings if finding.outcome in QUESTIONS and finding.decision
        ]
        changes = [*comparison.changes(), *decide(ws, decided, comparison.contents_of, comparison.inserts)]
        try:
            together = [*changes, _record(comparison, path, today, file_id)]
            # Two people's allocations together may be too much: both are facts, and the checks say so.
            return ws.apply(together, _reason(path, comparison), of_copy=True)
        except InvalidChange as problem:
            # What fits neither by itself nor together becomes a question, and the rest comes in.
            refused = [
                finding
                for finding in decided
                if (finding.register, finding.record) == (problem.register, problem.record)
            ]
            if refused or not comparison.demote(problem.register, problem.record, (), problem.sentence):
                if not decided:
                    raise
                for finding in refused or decided:
                    finding.decision, finding.done, finding.message = None, "open", problem.sentence
                    refused_before.add((finding.register, finding.record, finding.field))
            comparison.remove_gone()


def _tell(
    findings: Iterable[CopyFinding],
    choices: Choices,
    on_clash: str,
    refused: Set[tuple[str, str, str]],
) -> None:
    """Say of findings what is to become of them; of those `refused` nothing yet."""
    for finding in findings:
        finding.done = "nothing" if finding.outcome == "unchanged" else "applied"
        if finding.outcome in QUESTIONS:
            finding.done = "open"
            place = (finding.register, finding.record, finding.field)
            if place in refused:
                continue
            if place in choices:
                finding.decision, finding.chosen = choices[place]
            elif on_clash == "take" and finding.takeable:
                finding.decision = "theirs"


def _record(comparison: Comparison, path: Path, today: date, file_id: str) -> Insert:
    """What remembers that a copy was taken in, with the questions it raised."""
    district = comparison.parted.district
    asked = [finding.as_json() for finding in comparison.findings if finding.outcome in QUESTIONS]
    findings = {
        "steps": comparison.parted.steps,
        "by": comparison.parted.by_whom,
        "counts": counted(comparison.findings),
        "findings": asked,
        **(remembered(district, file_id) if district else _alike(comparison)),
    }
    values = {
        "file": path.name,
        "last_step": comparison.parted.steps[-1],
        "taken_on": today.isoformat(),
        "findings": keep_json(TAKEN_IN_VERSION, findings),
    }
    return Insert("copies_taken_in", values)


def _alike(comparison: Comparison) -> dict[str, object]:
    """What was made on both sides and found alike, as it is remembered."""
    pairs = {f"{register}/{theirs}": ours for (register, theirs), ours in comparison.alike.items()}
    return {"same": pairs} if pairs else {}


def _reason(path: Path, comparison: Comparison) -> str:
    by_whom = comparison.parted.by_whom
    if comparison.parted.district:
        return f"district file {path.stem}"
    whose = f" of {by_whom[0]}" if len(by_whom) == 1 else ""
    return f"copy {path.stem}{whose}"
