"""What somebody said of the records of a file, found again however the file is read next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from csp_desktop.editing.bringing_in.plan_import import Choice, ImportPreview, Proposal
from csp_desktop.editing.bringing_in.source_tables import naming_cell
from csp_desktop.excel.foreign.reading import Draft, Reading
from csp_desktop.registers.catalog import register_named


@dataclass
class _Answer:
    """A choice for a proposal, and the ways its record is known by in other readings, the surest first.

    `near` is the record it may be the same as; what is no draft of the file is known by its key alone.
    """

    choice: Choice
    key: str
    ways: tuple[Hashable, ...]
    near: str = ""


class ImportAnswers:
    """The answers to one file. Drafts have other keys in each reading: those of the last are asked for."""

    def __init__(self) -> None:
        self._answers: list[_Answer] = []

    def __bool__(self) -> bool:
        return bool(self._answers)

    @property
    def choices(self) -> dict[str, Choice]:
        """The choice for each proposal, by its key in the last reading."""
        return {answer.key: answer.choice for answer in self._answers if answer.key}

    def give(self, proposal: Proposal, choice: Choice, reading: Reading) -> None:
        """Answer for a proposal of a reading, instead of what was said of it before."""
        self.take_back(proposal)
        draft = next((draft for draft in reading.drafts if draft.key == proposal.key), None)
        ways = tuple(_ways(draft)) if draft else ()
        near = proposal.nearest.record if proposal.nearest else ""
        self._answers.append(_Answer(choice, proposal.key, ways, near))

    def take_back(self, proposal: Proposal) -> None:
        """Forget what was said of a proposal."""
        self._answers = [answer for answer in self._answers if answer.key != proposal.key]

    def find_in(self, reading: Reading) -> None:
        """Find the records answered for in another reading; one that is not there may be in the next."""
        if not any(answer.ways for answer in self._answers):
            return
        ways = {draft.key: list(_ways(draft)) for draft in reading.drafts}
        times = Counter(way for known in ways.values() for way in known)
        alone = {way: key for key, known in ways.items() for way in known if times[way] == 1}
        for answer in self._answers:
            if answer.ways:
                answer.key = next((alone[way] for way in answer.ways if way in alone), "")

    def drop_mistaken(self, preview: ImportPreview) -> bool:
        """Hold back "same record" where another record is near now; was any held back?"""
        near = {proposal.key: proposal.nearest.record for proposal in preview.proposals if proposal.nearest}
        mistaken = [
            answer
            for answer in self._answers
            if answer.choice == "update" and near.get(answer.key, answer.near) != answer.near
        ]
        for answer in mistaken:
            answer.key = ""
        return bool(mistaken)

    def unused(self, preview: ImportPreview) -> int:
        """How many answers are for no record of a preview."""
        proposed = {proposal.key for proposal in preview.proposals}
        return sum(answer.key not in proposed for answer in self._answers)


def _ways(draft: Draft) -> Iterator[Hashable]:
    """By all its cells, by the cell that names it, by its number and title."""
    if cells := frozenset(place for places in draft.sources.values() for place in places):
        yield draft.register, cells
    if named := naming_cell(draft):
        yield draft.register, named
    title = draft.values.get(register_named(draft.register).title)
    if title:
        yield draft.register, str(draft.values.get("ref") or ""), str(title)
