"""One reading of a workbook against one file: whose plan, who is meant, register after register, what would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from csp_desktop.editing.bringing_in.draft_checks import told_twice
from csp_desktop.editing.bringing_in.draft_values import DraftValues
from csp_desktop.editing.bringing_in.gone_records import RETIRED
from csp_desktop.editing.bringing_in.groups_reporting import in_order, open_circles
from csp_desktop.editing.bringing_in.joint_names import settle_joint
from csp_desktop.editing.bringing_in.partner_names import NamedPartner
from csp_desktop.editing.bringing_in.plans.settled_plan import settle_plan
from csp_desktop.editing.bringing_in.plans.supposed_priorities import empty_supposed
from csp_desktop.editing.bringing_in.plans.target import choose_partnership
from csp_desktop.editing.bringing_in.preview import (
    ImportPreview,
    Proposal,
    ProposalOutcome,
    followed_key,
    gone_key,
    named_key,
)
from csp_desktop.editing.bringing_in.proposed import Proposed
from csp_desktop.editing.bringing_in.register_comparison import RegisterComparison
from csp_desktop.editing.bringing_in.remembered_layouts import changes_to_remember
from csp_desktop.editing.bringing_in.standing import standing_of
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, Label, Posts, partner_cells
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.partners import GROUP_MEMBERS, PEOPLE


def _named_first(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Drafts in the order they are compared: plan items first where others name them, on sheets before or after theirs."""
    named = any(isinstance(value, Label) for draft in drafts for value in draft.values.values())
    return sorted(drafts, key=lambda draft: draft.register != "plan_items") if named else drafts


class ImportComparison:
    """One reading against one file, until cancelled."""

    def __init__(
        self, ws: Workspace, preview: ImportPreview, partnership: str | None, cancelled: Callable[[], bool]
    ) -> None:
        self.ws, self.preview, self.reading = ws, preview, preview.reading
        self.reading.cells.forget_comparison()
        self.partnership = choose_partnership(ws, preview.reading, preview.file, preview.notes, partnership)
        preview.partnership = self.partnership["id"]
        self.meant = DraftValues(ws, self.reading, self.partnership["id"])
        self.proposed = Proposed(preview)
        self.registers = RegisterComparison(
            ws, preview, self.partnership, self.meant, self.proposed, cancelled
        )

    def run(self) -> None:
        # Whom the workbook lists itself is known before names elsewhere in it are read.
        done: set[str] = set()
        for register in ("agencies", "people", "groups"):
            listed = [draft for draft in self.reading.drafts if draft.register == register]
            if not listed or not (self._names_leads() if register == "people" else self._names_anybody()):
                continue
            turns, self.meant.circling = in_order(listed)
            for turn in turns:
                before = len(self.proposed.inserts)
                if register == "people":
                    self.meant.recognise_partners(turn)
                self.registers.compare(register, turn)
                self.meant.names.know(self.proposed.inserts[before:])
            if register == "people":
                self._know_people()
            done.update(draft.key for draft in listed)
        self.meant.recognise_partners(self.reading.drafts)
        standing = self.registers.standing
        self.registers.other_year, standing.plan_is_new = settle_plan(
            self.ws, self.proposed, self.meant, self.partnership["id"]
        )
        for draft in _named_first(self.reading.drafts):
            if draft.key not in done:
                together = self._beside(draft)
                self.registers.compare(draft.register, together)
                done.update(other.key for other in together)
        self.proposed.drop(empty_supposed(standing.supposed, self.meant, self.proposed.changes))
        open_circles(self.ws, self.proposed)
        settle_joint(self.ws, self.proposed, self.meant.ids)
        self._follow_so_far()
        order = list(BY_NAME)
        self._drop_nobodys()
        made = [*self.meant.names.made, *self.meant.officers.made, *self.proposed.inserts]
        made.sort(key=lambda insert: order.index(insert.register))
        self._list_gone()
        self.preview.changes = [*made, *self.proposed.updates]
        self.preview.layouts = changes_to_remember(self.ws, self.reading.mapped)
        self._count_partners()
        self.registers.outcome.settle(self.preview, self.ws)
        self.preview.notes += told_twice(self.reading.drafts)

    def _names_anybody(self) -> bool:
        return any(partner_cells(value) for draft in self.reading.drafts for value in draft.values.values())

    def _names_leads(self) -> bool:
        return any(
            isinstance(value, Posts) for draft in self.reading.drafts for value in draft.values.values()
        )

    def _know_people(self) -> None:
        """Leads named elsewhere in the workbook are looked for among the people it lists, too."""
        for proposal in self.preview.proposals:
            if proposal.register == "people" and proposal.record:
                record = self.ws.record("people", proposal.record) or PEOPLE.blank()
                self.meant.officers.know({**record, **proposal.values, "id": proposal.record})

    def _follow_so_far(self) -> None:
        """What later quarters have of a sum so far changes with what earlier ones have; where it cannot, that is said."""
        for entry, said, amount in self.meant.so_far.following(self.proposed.changes):
            key, values = followed_key(entry["id"]), {"note": entry["note"], "amount": amount}
            quarter = Quarter.parse(entry["quarter"]).label
            allocation = self.ws.record("allocations", entry["allocation"]) or {}
            whose = f"“{allocation.get('project')}” in {quarter}"
            if amount < 0:
                self.preview.notes.append(
                    f"Earlier quarters come to more than the {said} brought in for {whose}, which "
                    "was left as it is: put right which is wrong."
                )
            elif self.preview.choices.get(key) == "leave out":
                self.preview.proposals.append(
                    Proposal(key, "funding_entries", "left out", entry["id"], values)
                )
            else:
                self.proposed.change(key, "funding_entries", entry, values, {})
                self.preview.notes.append(
                    f"{whose} becomes {format_money(amount)}: earlier quarters have changed, and {said} stays."
                )

    def _beside(self, draft: Draft) -> list[Draft]:
        """The drafts compared together with one: those that stand in the same place in the same register."""
        return self._together[draft.key]

    @cached_property
    def _together(self) -> dict[str, list[Draft]]:
        by_standing: dict[tuple[str, str], list[Draft]] = {}
        together = {}
        for draft in self.reading.drafts:
            others = by_standing.setdefault((draft.register, self._compared_with(draft)), [])
            others.append(draft)
            together[draft.key] = others
        return together

    def _compared_with(self, draft: Draft) -> str:
        """With which others of its register a draft is compared: people with all, members with those of their group."""
        if draft.register == PEOPLE.name:
            return ""
        groups = partner_cells(draft.values.get("group")) if draft.register == GROUP_MEMBERS.name else ()
        for names in groups:
            for named in self.meant.recognised.get(names, ()):
                if isinstance(named, NamedPartner):
                    return named.id
        return standing_of(draft)

    def _list_gone(self) -> None:
        for register, record, name in self.registers.told.gone():
            key = gone_key(record["id"])
            if self.preview.choices.get(key) == "retire":
                field, over = RETIRED[register]
                self.proposed.change(key, register, record, {**record, field: over[0]}, {})
            else:
                gone = Proposal(key, register, "gone", record["id"], dict(record), called=name)
                self.preview.proposals.append(gone)

    def _drop_nobodys(self) -> None:
        """Whoever is named only in what is not brought in is not made."""
        named = _ids_in(self.proposed.changes)
        officers, partners = self.meant.officers, self.meant.names
        officers.made = [insert for insert in officers.made if insert.id in named]
        named |= _ids_in(officers.made)
        dropped = {insert.id for insert in partners.made if insert.id not in named}
        partners.made = [insert for insert in partners.made if insert.id not in dropped]
        partners.met = {(register, partner) for register, partner in partners.met if partner not in dropped}

    def _count_partners(self) -> None:
        for officer in self.meant.officers.made:
            self.preview.proposals.append(
                Proposal(named_key("people", officer.id), "people", "new", officer.id, dict(officer.values))
            )
        made = {insert.id: insert for insert in self.meant.names.made}
        for register, partner in sorted(self.meant.names.met):
            insert = made.get(partner)
            values: Values = dict(insert.values) if insert else {}
            outcome: ProposalOutcome = "new" if insert else "same"
            self.preview.proposals.append(
                Proposal(named_key(register, partner), register, outcome, partner, values)
            )


def _ids_in(changes: Iterable[Insert | Update]) -> set[str]:
    """The ids of the records that changes name."""
    named: set[str] = set()
    for change in changes:
        for name in register_named(change.register).naming:
            value = change.values.get(name)
            if isinstance(value, tuple):
                named.update(value)
            elif value:
                named.add(value)
    return named
