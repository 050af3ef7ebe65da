"""Two copies of one file compared: what of theirs comes in by itself, and what a person must decide.

Each field they changed is merged by the rules of `editing.merge`: what stood when the copies parted, what it is
there, what it is here. Links merge as sets; places in a list never clash; a record made on both sides with the
same key is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.editing.copies.counterparts import MISSING, Counterparts
from csp_desktop.editing.copies.field_rules import Figure, closed, figures_of, merged, ours_stands
from csp_desktop.editing.copies.made_alike import MONEY
from csp_desktop.editing.copies.speaking import Speaking, on_day, telling
from csp_desktop.editing.copies.their_changes import Parted, TheirRecord
from csp_desktop.editing.merge import Outcome
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Field, Links, Record, Reference, Value, Values, is_blank
from csp_desktop.registers.register import Register

_Place = tuple[str, str]


class Comparison:
    """What a copy comes to: its `findings`, and the changes that take in what is certain and what was decided."""

    def __init__(self, ws: Workspace, copy: Workspace, parted: Parted) -> None:
        self._ws = ws
        self._copy = copy
        self.parted = parted
        self._speaking = Speaking(ws, copy)
        self._counterparts = Counterparts(ws, copy, parted)
        self.findings: list[CopyFinding] = []
        self.inserts: dict[_Place, Values] = {}
        self.updates: dict[_Place, Values] = {}
        self.removals: list[_Place] = []
        self.withheld: set[_Place] = set()
        """Records that were to come in, and wait for a decision."""
        self._gone: list[TheirRecord] = []
        self._made_here_too: set[_Place] = set()
        self._compare()

    @property
    def questions(self) -> list[CopyFinding]:
        """What a person has to decide and has not yet."""
        return [finding for finding in self.findings if finding.question]

    @property
    def finds_anything(self) -> bool:
        """Whether there is anything to take in or to ask."""
        return any(finding.outcome != "unchanged" for finding in self.findings) or bool(
            self.updates or self.removals
        )

    def changes(self) -> list[Change]:
        """What takes in all that is certain, records of one register together."""
        order = [register.name for register in REGISTERS]
        inserts = sorted(self.inserts.items(), key=lambda made: order.index(made[0][0]))
        return [
            *(Insert(name, {**values, **self.contents_of(name, record)}, record)
              for (name, record), values in inserts),
            *(Update(name, record, values) for (name, record), values in self.updates.items()),
            *(Delete(name, record) for name, record in self.removals),
        ]  # fmt: skip

    def contents_of(self, name: str, record: str) -> Values:
        """The bytes of the files that a record of the copy keeps."""
        return {field.name: self._copy.content(name, record, field.name) for field in BY_NAME[name].contents}

    # Comparing

    def _compare(self) -> None:
        self._theirs = {(record.register.name, record.id): record for record in self.parted.records}
        by_register: dict[Register, list[TheirRecord]] = {}
        for record in self.parted.records:
            by_register.setdefault(record.register, []).append(record)
        self._counterparts.foresee(
            {register: [record.id for record in records] for register, records in by_register.items()}
        )
        gone: list[TheirRecord] = []
        missing: list[TheirRecord] = []
        present: list[TheirRecord] = []
        for register in REGISTERS:
            for record in by_register.get(register, ()):
                if record.now is None:
                    gone.extend(self._gone_here(record))
                elif self._counterparts.of(register, record.id) is None:
                    missing.append(record)
                else:
                    present.append(record)
        # What comes in is known first, because what is here may be made to name it.
        self._bring_in(missing)
        for record in present:
            if (record.register.name, record.id) in self._doubtful:
                self._ask_whether_one(record)
            else:
                self._compare_fields(record)
        self._gone = gone

    def _gone_here(self, record: TheirRecord) -> Iterator[TheirRecord]:
        """A record removed there as it is known here, where it is here: by its id, or by that of the one made alike."""
        ours_id = self._counterparts.of(record.register, record.id)
        if ours_id == record.id:
            yield record
        elif self.parted.district is None and ours_id and self._counterparts.here(record.register, ours_id):
            if record.register.name in MONEY:
                self._made_here_too.add((record.register.name, ours_id))
            base = {
                name: self._counterparts.still_here(record.register[name], value)
                for name, value in record.base.items()
            }
            yield replace(record, id=ours_id, base=base)

    def _compare_fields(self, record: TheirRecord) -> None:
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

    @property
    def alike(self) -> dict[_Place, str]:
        """What was made on both sides and is one, theirs and ours; of money until a person says otherwise."""
        alike = self._counterparts.alike
        return alike.pairs if alike else {}

    @property
    def _doubtful(self) -> set[_Place]:
        alike = self._counterparts.alike
        return alike.doubtful if alike else set()

    def _ask_whether_one(self, record: TheirRecord) -> None:
        """Money made on both sides alike: one payment seen twice, or two."""
        register = record.register
        ours_id = self._counterparts.of(register, record.id)
        assert ours_id is not None
        ours = self._counterparts.here(register, ours_id)
        assert ours is not None
        label = register.label.lower()
        self._hold(
            record,
            f"Both of you made this {label} since the copy was made, and it is here once; take theirs in only where it "
            "is another one.",
            takeable=True,
        )
        self.findings[-1].current = self._speaking.lines(register, ours)
        self.findings[-1].brings += self._counterparts.under_twin(
            register, record.id, ours_id, self._doubtful
        )

    # Records that are not here

    def _bring_in(self, missing: list[TheirRecord]) -> None:
        """Make their new records here; ask where what they belong to was deleted here, or their key is taken."""
        deleted = self._ws.history.deleted([record.id for record in missing])
        candidates = {
            (record.register.name, record.id): record
            for record in missing
            if record.made and record.id not in deleted
        }
        self._counterparts.coming = set(candidates)
        while held := [place for place, record in candidates.items() if self._why_held(record)]:
            for place in held:
                del candidates[place]
            self._counterparts.coming = set(candidates)
        for record in missing:
            place = (record.register.name, record.id)
            if place in candidates:
                self._insert(record)
            elif record.id not in deleted:
                self._hold(record, self._why_held(record))
            elif self._changed_there(record):
                self._hold(record, "")

    def _why_held(self, record: TheirRecord) -> str:
        """Why a new record cannot simply be made here; "" where it can."""
        assert record.now is not None
        taken = self._counterparts.key_taken(record.register, record.now)
        if taken:
            return f"Another {record.register.label.lower()} here has the same {taken}; give one of them its own."
        for field in (*record.register.references, *record.register.links):
            if not ours_stands(record.register, field) and (
                self._counterparts.value(field, record.now[field.name]) is MISSING
            ):
                return "What it belongs to was deleted here; taking it brings that back."
        return ""

    def _insert(self, record: TheirRecord) -> None:
        register, now = record.register, record.now
        assert now is not None
        values = self._counterparts.mapped(register, now)
        self.inserts[register.name, record.id] = values
        if register.name == "copies_taken_in":
            if now["last_step"] in self.parted.known:
                # What it left open between the two of us is asked now.
                values["findings"] = closed(values["findings"])
            return
        told = False
        # Of what is all new one line a record says enough.
        for field in () if self.parted.district else register.fields:
            if telling(register, field, now.get(field.name)):
                told = True
                finding = self._finding("new", record, now, field.name, record.id)
                finding.returned = self._speaking.value(field, now[field.name])
                self.findings.append(finding)
        if not told:
            finding = self._finding("new", record, now, "", record.id)
            finding.returned = finding.title
            self.findings.append(finding)

    def _changed_there(self, record: TheirRecord) -> bool:
        """Whether a record deleted here was changed there in more than its place."""
        assert record.now is not None
        return any(
            record.now.get(name) != before and not ours_stands(record.register, record.register[name])
            for name, before in record.base.items()
        )

    def _hold(self, record: TheirRecord, why: str, *, takeable: bool | None = None) -> None:
        """Ask about a record as a whole, with all that is filled in it."""
        register, now = record.register, record.now
        assert now is not None
        if register.name == "copies_taken_in":
            return
        finding = self._finding("clash", record, now, "", record.id)
        finding.returned = self._speaking.lines(register, now)
        finding.message = why
        if not why:
            finding.issued = self._speaking.lines(register, {**now, **record.base})
            finding.message = (
                f"{finding.who} changed it on {on_day(finding.when)}, and it was deleted here; taking theirs brings "
                "it back as it is in the copy, with what belongs to it there and what names it."
            )
        finding.current = ""
        finding.takeable = not self._counterparts.key_taken(register, now) if takeable is None else takeable
        finding.brings = self._counterparts.brought(register, now)
        if not why:
            finding.brings += self._counterparts.gone_with(register, record.id, self._looked_at())
        self.findings.append(finding)

    def _looked_at(self) -> set[tuple[str, str, str]]:
        """What is compared by itself, by register, record and field; a record deleted here as a whole, with no field."""
        looked_at = set()
        for (name, record_id), record in self._theirs.items():
            if self._counterparts.here(record.register, record_id):
                fields = record.register.by_name if record.made else record.base
                looked_at |= {(name, record_id, field) for field in fields}
            elif record.now is not None and (record.made or self._changed_there(record)):
                looked_at.add((name, record_id, ""))
        return looked_at

    # Records that are gone there

    def remove_gone(self) -> None:
        """Remove what they removed where it is untouched here; ask about it, with all beneath it, where not.

        Said last, and again whenever something of what comes in was turned into a question.
        """
        gone = self._gone
        self.removals = []
        self.findings = [finding for finding in self.findings if not finding.removes]
        places = {(record.register.name, record.id): record for record in gone}
        groups: dict[_Place, list[TheirRecord]] = {}
        for record in gone:
            groups.setdefault(self._topmost(record, places), []).append(record)
        # One that must stay keeps what it names from going, so it is asked again until nothing changes.
        asked: dict[_Place, str] = {}
        while True:
            going = {place for place in places if self._topmost(places[place], places) not in asked}
            fresh = {
                top: why
                for top, members in groups.items()
                if top not in asked
                and (why := next(filter(None, (self._touched(member, going) for member in members)), ""))
            }
            if not fresh:
                break
            asked.update(fresh)
        self._keep_naming(
            {place for place, record in places.items() if self._topmost(record, places) in asked}
        )
        for top in groups:
            record = places[top]
            ours = self._counterparts.here(record.register, record.id)
            assert ours is not None
            finding = self._finding("clash" if top in asked else "changed", record, ours, "", record.id)
            finding.issued = finding.current = finding.title
            finding.removes = finding.takeable = True
            if top in asked:
                finding.message = f"{finding.who} deleted it on {on_day(finding.when)}, but {asked[top]}."
            else:
                self.removals.append(top)
            self.findings.append(finding)

    def _keep_naming(self, staying: set[_Place]) -> None:
        """Let nothing stop naming what stays until it is decided: their deletion is what took the name away."""
        for (name, record), values in list(self.updates.items()):
            register = BY_NAME[name]
            ours = self._counterparts.here(register, record)
            assert ours is not None
            for field in _naming(register):
                if field.name not in values:
                    continue
                stood, value = ours[field.name], values[field.name]
                named = stood if isinstance(field, Links) else (stood,)
                staying_here = [target for target in named if (field.to, target) in staying]
                if isinstance(field, Links) and not set(staying_here) <= set(value):
                    kept = [target for target in stood if target in value or target in staying_here]
                    values[field.name] = (*kept, *(target for target in value if target not in stood))
                elif value is None and staying_here:
                    values[field.name] = stood
                else:
                    continue
                if values[field.name] == stood:
                    del values[field.name]
                    self.findings = [
                        finding
                        for finding in self.findings
                        if (finding.register, finding.record, finding.field) != (name, record, field.name)
                    ]
            if not values:
                del self.updates[name, record]

    def _topmost(self, record: TheirRecord, gone: dict[_Place, TheirRecord]) -> _Place:
        """The removed record that this one went with."""
        at, seen = record, {record.id}
        while True:
            above = next(
                (
                    gone[reference.to, at.base[reference.name]]
                    for reference in at.register.references
                    if reference.on_delete == "cascade"
                    and (reference.to, at.base.get(reference.name)) in gone
                ),
                None,
            )
            if above is None or above.id in seen:
                return at.register.name, at.id
            at = above
            seen.add(at.id)

    def _touched(self, record: TheirRecord, going: set[_Place]) -> str:
        """What has happened here since to a record removed there; "" for nothing."""
        register = record.register
        ours = self._counterparts.here(register, record.id)
        assert ours is not None
        if (register.name, record.id) in self._made_here_too:
            return "it was made here too, and may be another one"
        known_as = self._speaking.title(register, ours)
        for name, before in record.base.items():
            field = register[name]
            if ours[name] != self._counterparts.still_here(field, before) and not ours_stands(
                register, field
            ):
                return f"“{known_as}” was changed here ({field.label.lower()})"
        for other, field, ids in self._ws.referring(register.name, record.id):
            for other_id in ids:
                if (other.name, other_id) in going or self._lets_go(other, other_id, field, record.id):
                    continue
                naming = self._counterparts.here(other, other_id)
                assert naming is not None
                return f"{other.label.lower()} “{self._speaking.title(other, naming)}” here belongs to “{known_as}”"
        return ""

    def _lets_go(self, register: Register, record_id: str, field: Reference | Links, target: str) -> bool:
        """Whether what comes in makes a record no longer name another."""
        values = self.updates.get((register.name, record_id), {})
        if field.name not in values:
            return False
        value = values[field.name]
        return target not in value if isinstance(field, Links) else value != target

    # What fits by itself but not together

    def demote(
        self, register: str, record: str, names: Collection[str], why: str, *, takeable: bool = False
    ) -> bool:
        """Turn what would come in of a record, or some fields of it, into questions; whether there was anything."""
        place = (register, record)
        if place in self.inserts:
            del self.inserts[place]
            self._counterparts.coming.discard(place)
            self.withheld.add(place)
            self.findings = [
                finding for finding in self.findings if (finding.register, finding.record) != place
            ]
            self._hold(self._theirs[place], why, takeable=takeable)
            return True
        values = self.updates.get(place, {})
        fields = [name for name in values if not names or name in names]
        for name in fields:
            del values[name]
        if not values:
            self.updates.pop(place, None)
        for finding in self.findings:
            if (finding.register, finding.record) == place and finding.field in fields:
                finding.outcome, finding.message, finding.takeable = "clash", why, takeable
        return bool(fields)


def _naming(register: Register) -> list[Reference | Links]:
    """The fields of a register that name other records."""
    return [*register.references, *register.links]
