"""What became of the cells of an import, told from what is written: taken is what a record holds afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from csp_desktop.editing.bringing_in.preview import PLAN, ImportPreview, Proposal
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, Mark, Reading, joined
from csp_desktop.excel.opening.grid import Place
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Text, Values
from csp_desktop.registers.register import Register

_NOT_HELD = Mark(
    "asked", message="No record could take this, so it was not brought in; put it where it belongs."
)
_LEFT_OUT = Mark("ignored", message="Left out by you.")
# A cell of leads may name agencies and groups; each goes into the field of its kind.
_OF_LEADS = ("lead_agencies", "lead_groups", "lead_officers")
# An owner who is an agency leads.
_GOES_INTO = {**dict.fromkeys(_OF_LEADS, _OF_LEADS), "owner": ("owner", "lead_agencies")}
# A cell that names what its row stands under is the title of that record, and says whose this one is.
_STOOD_UNDER = {"parent": "title"}


class CellOutcomes:
    """The cells every drafted field was read from, and what the records hold of them in the end."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.cells = reading, reading.cells
        self.joined_to: dict[str, list[str]] = {}
        self._sources = {draft.key: draft.sources for draft in reading.drafts}
        self._sources[PLAN] = {"introduction": tuple(reading.introduction_places)}
        if reading.title_place:
            self._sources[PLAN]["title"] = (reading.title_place,)

    def joined(self, register: Register, drafts: list[tuple[Draft, Values]]) -> list[tuple[Draft, Values]]:
        """Drafts with their values, several of one record told as one: texts a line each, else the first counts."""
        if not register.unique:
            return drafts
        distinct: list[tuple[Draft, Values]] = []
        first: dict[tuple[object, ...], tuple[Draft, Values]] = {}
        for draft, values in drafts:
            said = {**draft.starting, **values}
            keys = [
                (fields, *register.alike(fields, said))
                for fields in register.unique
                if all(said.get(name) for name in fields)
            ]
            known = next((first[key] for key in keys if key in first), None)
            if known is None:
                distinct.append((draft, values))
                first.update((key, distinct[-1]) for key in keys)
            else:
                self._join(register, *known, draft, values)
        return distinct

    def _join(
        self, register: Register, draft: Draft, values: Values, other: Draft, other_values: Values
    ) -> None:
        self.joined_to.setdefault(draft.key, []).append(other.key)
        # What the drafts themselves were read from stays as it was read.
        sources, others = dict(self._sources[draft.key]), self._sources[other.key]
        self._sources[draft.key] = sources
        for name, value in other_values.items():
            both = joined(register[name], values[name], value) if name in values else value
            if both is not None:
                values[name] = both
                sources[name] = tuple(dict.fromkeys((*sources.get(name, ()), *others.get(name, ()))))

    def settle(self, preview: ImportPreview, ws: Workspace) -> None:
        """Cells marked as taken whose words no record will hold are listed instead."""
        written: dict[str, Mapping[str, Any]] = {}
        for change in preview.changes:
            if isinstance(change, (Insert, Update)):
                earlier = written.get(change.id)
                written[change.id] = {**earlier, **change.values} if earlier else change.values
        kept: dict[Place, tuple[tuple[str, str], ...]] = {}
        lost: list[tuple[Place, Any, Mark]] = []
        for proposal in preview.proposals:
            held, said = self._held(proposal, written, ws), proposal.values
            fate, own = _fate(proposal), register_named(proposal.register)
            same = _held_as_said(said, held)
            for name, places in self._sources.get(proposal.key, {}).items():
                if there := _holding(proposal.register, name, same):
                    for place in places:
                        before = kept.setdefault(place, there)
                        if before is not there:
                            kept[place] = before + there
                elif name in said:
                    # Of whom or what is meant there is only an id.
                    words = said[name] if isinstance(own.by_name.get(name), Text) else None
                    lost += [(place, words, fate) for place in places]
        fates = {place: fate for place, _, fate in lost if fate is not _NOT_HELD}
        elsewhere = [
            (place, mark)
            for place, mark in self.cells.in_records()
            if not _is_kept(mark, kept.get(place, ())) and self.cells.holds(place)
        ]
        for place, mark in elsewhere:
            there = kept.get(place, ())
            other = next((name for register, name in there if register == mark.register), "")
            left = mark._replace(field=other) if other else fates.get(place, _NOT_HELD)
            self.cells.mark(place, left)
        for place, text, mark in list(self.cells.beside_in_records()):
            if not _is_kept(mark, kept.get(place, ())):
                self.cells.mark_beside(place, text, fates.get(place, _NOT_HELD))
        for place, value, fate in lost:
            # Of a cell that tells of several records, those that are not there are listed.
            if (
                place in kept
                and isinstance(value, str)
                and self.cells.marked(place).outcome in ("taken", "noted")
            ):
                self.cells.set_part(place, value, fate)

    @staticmethod
    def _held(
        proposal: Proposal, written: Mapping[str, Mapping[str, Any]], ws: Workspace
    ) -> Mapping[str, Any]:
        """What the proposed record holds once the import is applied."""
        if proposal.outcome in ("left out", "asked") or not proposal.record:
            return {}
        new = written.get(proposal.record, {})
        if proposal.values.keys() <= new.keys():
            return new
        return {**(ws.record(proposal.register, proposal.record) or {}), **new}


def _held_as_said(said: Values, held: Mapping[str, Any]) -> Collection[str]:
    """The fields in which a record holds what was said."""
    if said.items() <= held.items():
        return said.keys()
    return {name for name, value in said.items() if value == held.get(name)}


def _holding(register: str, name: str, same: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The fields of a record, with its register, that hold what is said of a drafted field; `same` are all that do."""
    if name in _GOES_INTO:
        return tuple((register, one) for one in _GOES_INTO[name] if one in same)
    return _only(register, name) if name in same else ()


@cache
def _only(register: str, name: str) -> tuple[tuple[str, str], ...]:
    return ((register, name),)


def _is_kept(mark: Mark, kept: Collection[tuple[str, str]]) -> bool:
    """Whether what a cell says is in a field, of those kept, where its mark says it went."""
    # Its register and its field.
    return mark[1:3] in kept or (mark.register, _STOOD_UNDER.get(mark.field, "")) in kept


def _fate(proposal: Proposal) -> Mark:
    """What becomes of the cells of a record that was not written."""
    if proposal.outcome == "asked":
        return Mark("asked", message=proposal.question)
    return _LEFT_OUT if proposal.outcome == "left out" else _NOT_HELD
