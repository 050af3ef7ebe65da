"""The drafts of one register against the records that are there: which are the same, what is asked, changed or made."""

from __future__ import annotations

from collections.abc import Callable

from csp_desktop.editing.bringing_in.cell_outcomes import CellOutcomes
from csp_desktop.editing.bringing_in.draft_checks import (
    beside_own_notes,
    no_longer_provisional,
    not_overwriting,
    refuse_row,
    sound_values,
)
from csp_desktop.editing.bringing_in.draft_values import DraftValues
from csp_desktop.editing.bringing_in.gone_records import ToldAgain
from csp_desktop.editing.bringing_in.indicator_doubts import IndicatorDoubts
from csp_desktop.editing.bringing_in.known_records import (
    WORTH_ASKING,
    Nearest,
    Pairing,
    is_only_numbered_so,
    nearest_elsewhere,
    pair,
)
from csp_desktop.editing.bringing_in.money.called_anew import made_again
from csp_desktop.editing.bringing_in.money.known_payments import beside_own_note, called, moved_payments
from csp_desktop.editing.bringing_in.partner_names import as_known_body, take_called
from csp_desktop.editing.bringing_in.partners.known_people import as_known_person, pair_people
from csp_desktop.editing.bringing_in.partners.moved_meetings import moved_meetings
from csp_desktop.editing.bringing_in.plans.other_years import OtherYear
from csp_desktop.editing.bringing_in.plans.supposed_priorities import (
    find_renamed,
    find_supposed,
    unname_partnership,
)
from csp_desktop.editing.bringing_in.preview import ImportPreview, Proposal, ProposalOutcome
from csp_desktop.editing.bringing_in.proposed import Proposed
from csp_desktop.editing.bringing_in.standing import Standing, standing_of
from csp_desktop.editing.bringing_in.told_anew import told_anew
from csp_desktop.editing.changes import Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, To
from csp_desktop.excel.opening.safe_reading import Stopped
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.funding import FUNDING_ENTRIES
from csp_desktop.registers.log import MEETINGS
from csp_desktop.registers.partners import PEOPLE
from csp_desktop.registers.performance import INDICATORS, MEASUREMENTS
from csp_desktop.registers.register import Register
from csp_desktop.rules.body_kinds import kind_of_body

_UNDER_ANOTHER = "It stands under another project."
# Whoever is named by a partner's name in other cells is made where nobody is called so.
_NAMED_BY_PARTNERS = ("agencies", "groups", "partnerships", "plans")


class RegisterComparison:
    """Compares register after register, each with what was known and proposed by then; until cancelled.

    `told` are the records each was compared with, `outcome` what becomes of cells; `other_year` is known once the
    plan is settled.
    """

    def __init__(
        self,
        ws: Workspace,
        preview: ImportPreview,
        partnership: Values,
        meant: DraftValues,
        proposed: Proposed,
        cancelled: Callable[[], bool],
    ) -> None:
        self.preview, self.reading, self.cells = preview, preview.reading, preview.reading.cells
        self.partnership, self.meant, self.proposed, self.cancelled = partnership, meant, proposed, cancelled
        self.standing = Standing(ws, self.reading, meant, partnership["id"])
        self.doubts = IndicatorDoubts(ws, self.reading, meant.ids)
        self.told = ToldAgain(ws, self.reading)
        self.outcome = CellOutcomes(self.reading)
        self.other_year = OtherYear({})
        self._unique: dict[tuple[object, ...], str] = {}
        self._refused: set[str] = set()
        self._asked: set[str] = set()

    def compare(self, register_name: str, drafts: list[Draft]) -> None:
        """Compare drafts of one register that stand in the same place, and propose what becomes of them."""
        register = register_named(register_name)
        choices = self.preview.choices
        kept = self._resolved(register, drafts)
        if not kept:
            return
        unname_partnership(kept, self.partnership, self.reading)
        if not self.standing.plan_is_new:
            find_supposed(kept, self.reading, self.meant)
        kept = self.outcome.joined(register, kept)
        if self.standing.hang_on_new(register, kept):
            self._make_each(register, kept)
            return
        records = self.standing.by_id(register, kept) + self.standing.beside(register, kept[0][1])
        apart = frozenset(key for key, choice in choices.items() if choice == "add")
        pairing = self._paired(register, kept, records, apart)
        anywhere = self.standing.anywhere(register, records, kept[0][0])
        if anywhere:
            left = [one for one in kept if one[0].key not in pairing.same]
            pairing.same.update(pair(register, left, anywhere, apart).same)
        position = max((record["position"] for record in records), default=-1) if register.numbered else -1
        elsewhere = self.standing.elsewhere(register, records, kept[0][0])
        strangers = [
            (draft, values)
            for draft, values in kept
            if draft.key not in pairing.same and draft.key not in pairing.nearest
        ]
        if register is FUNDING_ENTRIES:
            moved = moved_payments(strangers, self.standing.payments_told, self.standing.payments)
            for key, payment in moved.items():
                pairing.nearest[key] = Nearest(payment["id"], called(payment), 0.0, _UNDER_ANOTHER)
            elsewhere = list(moved.values())
        else:
            pairing.nearest.update(nearest_elsewhere(register, strangers, elsewhere))
            if not self.standing.plan_is_new:
                find_renamed(strangers, pairing, self.reading, self.meant)
        by_id = {record["id"]: record for record in (*elsewhere, *records)}
        self.told.add(register, records, pairing, kept)
        for draft, values in kept:
            if self.cancelled():
                raise Stopped
            nearest = pairing.nearest.get(draft.key)
            record = pairing.same.get(draft.key)
            if record is None and nearest and register_name not in _NAMED_BY_PARTNERS:
                choice = choices.get(draft.key)
                likely = register is not PEOPLE or nearest.likeness >= WORTH_ASKING
                likely = likely and not is_only_numbered_so(values, by_id[nearest.record], nearest)
                if choice == "update" or (choice is None and likely and self.preview.mappings.take_doubtful):
                    record = by_id[nearest.record]
                elif choice is None:
                    self._ask(draft, values, nearest)
                    continue
            if record is not None and (why := self._why_asked(draft, values, record)):
                self._ask(draft, values, Nearest(record["id"], str(record[register.title]), 100.0, why))
                continue
            if record is not None:
                self._know(draft, record["id"])
                values = self._as_told_again(register, draft, record, values, anywhere=record in anywhere)
                values = sound_values(register, record, values, draft.places, self.cells) or {}
                self._keep_unique(register, record)
                self.proposed.change(draft.key, register_name, record, values, draft.told_at, nearest)
                continue
            position += self._make(register, draft, values, nearest, position + 1)

    def _resolved(self, register: Register, drafts: list[Draft]) -> list[tuple[Draft, Values]]:
        """The drafts that can be compared, with what their values mean; what the others wait for is said."""
        left_out = {key for key, choice in self.preview.choices.items() if choice == "leave out"}
        in_turn = drafts
        if register is FUNDING_ENTRIES:
            # What is spent so far is told by what is left in of earlier quarters.
            in_turn = sorted(
                drafts, key=lambda draft: (draft.key in left_out, str(draft.values.get("quarter") or ""))
            )
        meant = {}
        for draft in in_turn:
            if self.cancelled():
                raise Stopped
            meant[draft.key] = self.meant.resolve(register, draft)
        resolved = [(draft, meant[draft.key]) for draft in drafts]
        kept = []
        for draft, values in resolved:
            above = [value.key for value in draft.values.values() if isinstance(value, To)]
            if self._refused.intersection(above):
                self._refuse(draft, "What this belongs to could not be brought in.")
                continue
            if draft.key in self.meant.contradicting:
                self._refused.add(draft.key)
                continue
            if register is MEASUREMENTS and draft.key in self.doubts.figures and draft.key not in left_out:
                for place in {place for places in draft.sources.values() for place in places}:
                    self.cells.asked(place, self.doubts.figures[draft.key])
                self._refused.add(draft.key)
                continue
            waits = self._asked.intersection(above)
            if draft.key in left_out or waits or any(key not in self.meant.ids for key in above):
                outcome: ProposalOutcome = "asked" if waits and draft.key not in left_out else "left out"
                if outcome == "asked":
                    self._asked.add(draft.key)
                self.preview.proposals.append(
                    Proposal(draft.key, register.name, outcome, "", values, places=draft.told_at)
                )
                continue
            kept.append((draft, values))
        return kept

    def _paired(
        self,
        register: Register,
        kept: list[tuple[Draft, Values]],
        records: list[Values],
        apart: frozenset[str],
    ) -> Pairing:
        """Drafts of one place paired with its records, as those of their register are told again."""
        if register is PEOPLE:
            bodies = {agency["id"]: agency["name"] for agency in self.meant.names.agencies}
            pairing = pair_people(kept, records, bodies, apart)
        else:
            pairing = pair(register, kept, records, apart)
            if register.name in ("agencies", "groups"):
                take_called(kept, records, pairing, apart)
        if register is MEETINGS:
            groups = {group["id"]: group["short_name"] for group in self.meant.names.groups}
            today = self.preview.mappings.today
            pairing.nearest.update(moved_meetings(kept, records, pairing, groups, today))
        return pairing

    def _as_told_again(
        self, register: Register, draft: Draft, record: Values, values: Values, *, anywhere: bool
    ) -> Values:
        """What a draft changes in the record it is; `anywhere` says that the sheet does not say where that stands."""
        if self.preview.choices.get(standing_of(draft)) != "update":
            values = self.other_year.without_replacing(register.name, record, values, draft, self.cells)
        values = not_overwriting(record, values, draft, self.cells)
        values = no_longer_provisional(record, beside_own_notes(record, values))
        if register.name == "plan_items":
            values = told_anew(draft.values, values, record)
            if anywhere:
                # The sheet names no priority: it moves nothing to another.
                del values["parent"]
        elif register is PEOPLE:
            values = as_known_person(record, values)
        elif register.name in ("agencies", "groups"):
            values = self._as_known_body(draft, record, values)
        elif register is FUNDING_ENTRIES:
            values = beside_own_note(record, values)
        elif register is INDICATORS and self.doubts.turns_kind(draft, values, record):
            values.pop("kind")
        return values

    def _make_each(self, register: Register, kept: list[tuple[Draft, Values]]) -> None:
        """Propose new records below one that is new itself."""
        position = -1
        for draft, values in kept:
            position += self._make(register, draft, values, None, position + 1)

    def _make(
        self, register: Register, draft: Draft, values: Values, nearest: Nearest | None, position: int
    ) -> int:
        """Propose a new record at a position; says how many were made: none of what cannot be one."""
        starting = dict(draft.starting)
        if register.name == "agencies" and (kind := kind_of_body(str(values.get("name") or ""))):
            # What a column says of its kind stands over it.
            starting.setdefault("kind", kind)
        sound = sound_values(register, starting, values, draft.places, self.cells, new=True)
        if sound is None:
            self._refuse(draft)
            return 0
        values = sound
        if register.name == "agencies" and (
            several := self.meant.names.several_called(str(values.get("name") or ""), "authorities")
        ):
            self._refuse(draft, f"{several}: give its full name in the file, or add it on the Partners tab.")
            return 0
        twin = self._twin(register, {**starting, **values}) if register.unique else None
        if twin:
            self._know(draft, twin)
            self.preview.proposals.append(
                Proposal(draft.key, register.name, "same", twin, values, places=draft.told_at)
            )
            for place in draft.places.values():
                self.cells.add_message(place, "Said before in this workbook.")
            return 0
        if register.numbered:
            starting["position"] = position
        insert = Insert(register.name, {**starting, **values}, draft.record_id or "")
        self._know(draft, insert.id)
        self.meant.new.add(insert.id)
        if register.unique:
            self._keep_unique(register, {**insert.values, "id": insert.id})
        # Known by its district, a partnership is still shown by its name.
        if register.title in starting:
            values = {register.title: starting[register.title], **values}
        proposal = Proposal(
            draft.key, register.name, "new", insert.id, values, nearest=nearest, places=draft.told_at
        )
        self.proposed.make(insert, proposal)
        return 1

    def _as_known_body(self, draft: Draft, record: Values, values: Values) -> Values:
        kept = as_known_body(record, values)
        if kept.get("name") != values.get("name") and (place := draft.places.get("name")):
            self.cells.add_message(place, f"“{values['name']}” is read as {kept['name']}.")
        return kept

    def _why_asked(self, draft: Draft, values: Values, record: Values) -> str:
        """Why a record of the same name may be another, where nobody has said whether it is; "" where it is the one."""
        if draft.key in self.preview.choices:
            return ""
        why = ""
        if not self.preview.mappings.take_doubtful:
            if draft.register == "indicators":
                why = self.doubts.other_unit(draft, values, record)
            elif draft.register == "bids":
                why = made_again(values, record)
        return why or self.other_year.why_asked(draft.register, record, values)

    def _ask(self, draft: Draft, values: Values, nearest: Nearest) -> None:
        """Nothing is written of a record that may be one of the file before somebody says whether it is."""
        self._asked.add(draft.key)
        for key in self.outcome.joined_to.get(draft.key, ()):
            self._asked.add(key)
        self.preview.proposals.append(
            Proposal(draft.key, draft.register, "asked", "", values, nearest=nearest, places=draft.told_at)
        )

    def _know(self, draft: Draft, record: str) -> None:
        """A draft, and those told of with it, is this record."""
        for key in (draft.key, *self.outcome.joined_to.get(draft.key, ())):
            self.meant.ids[key] = record

    def _refuse(self, draft: Draft, why: str = "") -> None:
        self._refused.add(draft.key)
        refuse_row(draft, self.cells, why)

    def _keep_unique(self, register: Register, record: Values) -> None:
        for fields in register.unique:
            self._unique[register.name, *register.alike(fields, record)] = record["id"]

    def _twin(self, register: Register, values: Values) -> str | None:
        """The record this workbook made before that this one could not stand beside."""
        for fields in register.unique:
            twin = self._unique.get((register.name, *register.alike(fields, values)))
            if twin:
                return twin
        return None
