"""The fields of a record that both sides have: which of theirs are taken, and which a person must decide.

Each field they changed is merged by the rules of `editing.merge`: what stood when the copies parted, what it is
there, what it is here. Links merge as sets; places in a list never clash; a figure and what says what it is are one.
"""

from __future__ import annotations

from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.editing.copies.counterparts import MISSING, Counterparts
from csp_desktop.editing.copies.field_rules import Figure, figures_of, merged, ours_stands
from csp_desktop.editing.copies.speaking import Speaking, on_day
from csp_desktop.editing.copies.their_changes import Parted, TheirRecord
from csp_desktop.editing.merge import Outcome
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.fields import Field, Record, Value, Values, is_blank

_Place = tuple[str, str]


class FieldComparison:
    """Compares the fields of records known on both sides: `updates` are what is taken, `findings` all that is told."""

    def __init__(self, ws: Workspace, copy: Workspace, parted: Parted) -> None:
        self._ws = ws
        self._copy = copy
        self.parted = parted
        self._speaking = Speaking(ws, copy)
        self._counterparts = Counterparts(ws, copy, parted)
        self.findings: list[CopyFinding] = []
        self.updates: dict[_Place, Values] = {}

    @property
    def alike(self) -> dict[_Place, str]:
        """What was made on both sides and is one, theirs and ours; of money until a person says otherwise."""
        alike = self._counterparts.alike
        return alike.pairs if alike else {}

    def compare_fields(self, record: TheirRecord) -> None:
        """Take, or ask about, what was changed there of a record that is here too."""
        register = record.register
        ours_id = self._counterparts.of(register, record.id)
        assert ours_id is not None and record.now is not None
        ours = self._counterparts.here(register, ours_id)
        assert ours is not None
        # A record made on both sides had nothing in it when the copies parted.
        blank = record.made and ours_id != record.id
        by_key = blank and (register.name, record.id) not in self.alike
        asked = {
            name
            for figure in figures_of(register)
            if self._ask_about_figure(record, ours_id, figure, blank, ours)
            for name in (figure.state, figure.value)
        }
        for field in register.columns + register.links:
            if field in register.contents or not (record.made or field.name in record.base):
                continue
            if field.name in asked or (by_key and any(field.name in key for key in register.unique)):
                continue
            base = self._base(record, ours_id, field, blank, ours)
            theirs = self._counterparts.value(field, record.now[field.name], base or ())
            if theirs is MISSING:
                if record.now[field.name] == base:
                    continue
                self._ask_about_missing(record, ours_id, field, base, ours)
                continue
            base = self._counterparts.still_here(field, base)
            self._compare_field(record, ours_id, field, base, theirs, ours)

    def _base(self, record: TheirRecord, ours_id: str, field: Field, blank: bool, ours: Record) -> Value:
        """What both sides knew of a field that was written there since the copies parted."""
        base = field.default if blank else record.base.get(field.name, field.default)
        return self._known_to_both(record, ours_id, field, base, ours)

    def _ask_about_figure(
        self, record: TheirRecord, ours_id: str, figure: Figure, blank: bool, ours: Record
    ) -> bool:
        """Ask once about a figure and what says what it is, where both sides changed them; whether that was asked."""
        register, now = record.register, record.now
        assert now is not None
        base = {
            name: self._base(record, ours_id, register[name], blank, ours)
            if record.made or name in record.base
            else now[name]
            for name in (figure.state, figure.value)
        }
        if not figure.at_odds(base, now, ours):
            return False
        name = max(base, key=lambda name: record.said[name].when if name in record.said else "")
        finding = self._finding("clash", record, ours, name, ours_id)
        finding.field = figure.value
        finding.issued, finding.returned, finding.current = (
            self._speaking.figure(register, figure, side) for side in (base, now, ours)
        )
        finding.value, finding.takeable = now[figure.value], True
        finding.proposal = {figure.state: now[figure.state]}
        self._tell_ours(finding, figure.state, figure.value)
        self.findings.append(finding)
        return True

    def _known_to_both(
        self, record: TheirRecord, ours_id: str, field: Field, base: Value, ours: Record
    ) -> Value:
        """What ours was when the copy took this file in last; the base as it is where it never did, or left it open."""
        met, name = self.parted.met, record.register.name
        # Where each side made it, the copy asked about it under its own id.
        left_open = {(name, known_by, part) for known_by in (record.id, ours_id) for part in (field.name, "")}
        if met is None or left_open & met.undecided:
            return base
        return met.before.get((name, ours_id), {}).get(field.name, ours[field.name])

    def _compare_field(
        self, record: TheirRecord, ours_id: str, field: Field, base: Value, theirs: Value, ours: Record
    ) -> None:
        register, now, value = record.register, record.now or {}, ours[field.name]
        if theirs == base or (is_blank(theirs) and is_blank(base)):
            return
        outcome, result = merged(register, field, base, theirs, value)
        if outcome == "changed":
            self.updates.setdefault((register.name, ours_id), {})[field.name] = result
        if ours_stands(register, field):
            return
        finding = self._finding(outcome, record, ours, field.name, ours_id)
        finding.issued, finding.returned, finding.current = (
            self._speaking.value(field, side) for side in (base, now[field.name], value)
        )
        finding.value, finding.takeable = result, True
        if outcome == "clash":
            self._tell_ours(finding, field.name)
        self.findings.append(finding)

    def _finding(
        self, outcome: Outcome, record: TheirRecord, known_by: Record, name: str, ours_id: str
    ) -> CopyFinding:
        said = record.last_said(name)
        return CopyFinding(
            outcome,
            record.register.name,
            self._speaking.ref(record.register, known_by),
            name,
            title=self._speaking.title(record.register, known_by),
            record=ours_id,
            who=said.who,
            when=said.when,
        )

    def _tell_ours(self, finding: CopyFinding, *names: str) -> None:
        """Say who changed ours, and when."""
        for change in self._ws.history.changes_to(finding.record):
            if change["field"] in (*names, ""):
                who = "you" if change["made_by"] == self._ws.user else change["made_by"]
                finding.ours_from = f"{who}, {on_day(str(change['made_at']))}"
                break
        theirs = f"{finding.who} changed it to “{finding.returned}” on {on_day(finding.when)}"
        alike = finding.returned == finding.current
        stands = "another one of that name" if alike else f"“{finding.current}”"
        finding.message = f"{theirs}; here it is {stands}" + (
            f" ({finding.ours_from})." if finding.ours_from else "."
        )

    def _ask_about_missing(
        self, record: TheirRecord, ours_id: str, field: Field, base: Value, ours: Record
    ) -> None:
        """A value that names what is no longer here: taking it brings that back."""
        assert record.now is not None
        if ours_stands(record.register, field):
            return
        finding = self._finding("clash", record, ours, field.name, ours_id)
        finding.issued, finding.returned, finding.current = (
            self._speaking.value(field, side) for side in (base, record.now[field.name], ours[field.name])
        )
        theirs = self._counterparts.with_missing(field, record.now[field.name])
        finding.value = merged(record.register, field, base, theirs, ours[field.name])[1]
        finding.takeable = True
        finding.brings = self._counterparts.brought_for(field, record.now[field.name])
        finding.message = f"“{finding.returned}” names what was deleted here; taking it brings that back."
        self.findings.append(finding)
