"""Two copies of one file compared: what of theirs comes in by itself, and what a person must decide.

What is here too is compared field by field; what is not comes in or is asked about; what was removed there goes where
nothing speaks against it. A record made on both sides with the same key is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.editing.copies.counterparts import MISSING
from csp_desktop.editing.copies.field_comparison import FieldComparison
from csp_desktop.editing.copies.field_rules import closed, ours_stands
from csp_desktop.editing.copies.made_alike import MONEY
from csp_desktop.editing.copies.speaking import on_day, telling
from csp_desktop.editing.copies.their_changes import Parted, TheirRecord
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Links, Record, Reference, Values
from csp_desktop.registers.plan import PLANS
from csp_desktop.registers.register import Register

_Place = tuple[str, str]


class Comparison(FieldComparison):
    """What a copy comes to: its `findings`, and the changes that take in what is certain and what was decided."""

    def __init__(self, ws: Workspace, copy: Workspace, parted: Parted) -> None:
        super().__init__(ws, copy, parted)
        self.inserts: dict[_Place, Values] = {}
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
                self.compare_fields(record)
        self._gone = gone
        self._ask_about_replaced_plans()

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
        self._ask_about_replaced_money()

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

    # What a district tells anew

    @property
    def _replaced(self) -> Iterator[tuple[TheirRecord, Record]]:
        """What a district's file brings that may take the place of something here, with that."""
        for (name, their_id), ours_id in (
            self.parted.district.replaced.items() if self.parted.district else ()
        ):
            record, ours = self._theirs.get((name, their_id)), self._counterparts.here(BY_NAME[name], ours_id)
            if (name, their_id) in self.inserts and record is not None and ours is not None:
                yield record, ours

    def _ask_about_replaced_plans(self) -> None:
        for record, ours in self._replaced:
            if record.register is PLANS:
                finding = self._finding("clash", record, ours, "status", ours["id"])
                status = PLANS["status"]
                finding.current, finding.returned = (
                    status.format(each) for each in (ours["status"], "closed")
                )
                finding.value, finding.takeable = "closed", True
                comes = self.inserts["plans", record.id]["title"]
                finding.message = (
                    f"“{finding.title}” is here from before, and this file brings another plan of the same partnership "
                    f"for the same years, “{comes}”. Where that takes its place, close this one: it stays to be read, "
                    "and the county counts the one that has come."
                )
                self.findings.append(finding)

    def _ask_about_replaced_money(self) -> None:
        for record, ours in self._replaced:
            if record.register is not PLANS:
                finding = self._finding("clash", record, ours, "", ours["id"])
                finding.current = finding.title
                finding.removes = finding.takeable = True
                finding.message = (
                    f"“{finding.title}” is here from before, and this file brings money of that name for the same year. "
                    "Where it is the same, delete what is here, with its allocations and entries, or it counts twice."
                )
                self.findings.append(finding)

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
                finding.done = ""
        return bool(fields)


def _naming(register: Register) -> list[Reference | Links]:
    """The fields of a register that name other records."""
    return [*register.references, *register.links]
