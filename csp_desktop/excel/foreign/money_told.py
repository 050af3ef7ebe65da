"""Money told of in several tables of a workbook: what was agreed in one, what was paid, claimed or forecast of it in others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from csp_desktop.excel.foreign.reading import Draft, Reading, SoFar, SourceCells, To
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.tables_found import TablePlace
from csp_desktop.excel.wording.cells import plain, year_in_short, years_in
from csp_desktop.registers.as_written.amounts import format_money

# What is said of money once, so that two that say it otherwise are not the same.
_ITS_OWN = ("provider", "amount", "approved_on", "approved_by", "item")
_FEWEST_WORDS = 2
_NO_PAYMENT: tuple[object, ...] = ()


class _Stands(NamedTuple):
    """Where money stands: its sheet, and the table with its headings where it stands in one as it is."""

    sheet: str
    table: TablePlace | None = None
    shape: str = ""


class AllocationsTold:
    """The allocations told of so far, to know one again where another table says more of it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_project: dict[str, dict[_Stands, list[Draft]]] = {}
        self._by_word: dict[str, set[str]] = {}
        self.joined = False

    def told_of(self, draft: Draft) -> list[Draft]:
        """Those that a draft of another table may be; none where it is one of its own, which is kept as such."""
        project, stands = plain(str(draft.values.get("project") or "")), self._stands_in(draft)
        by_table = self._by_project.setdefault(project, {})
        told = [
            each
            for table, known in by_table.items()
            if _are_other(stands, table)
            for each in known
            if self._may_be(draft, each)
        ]
        if len(told) > 1 and "amount" in draft.values:
            told = []
        if not told:
            by_table.setdefault(stands, []).append(draft)
            for word in project.split():
                self._by_word.setdefault(word, set()).add(project)
        return told

    def called_like(self, draft: Draft) -> Draft | None:
        """The one of another table that a draft of no amount and of a fund nobody named is called less fully than."""
        stream, words = draft.values.get("stream"), set(plain(str(draft.values.get("project") or "")).split())
        supposed = isinstance(stream, To) and stream.key in self._reading.supposed_streams
        if not supposed or "amount" in draft.values or len(words) < _FEWEST_WORDS:
            return None
        stands = self._stands_in(draft)
        fullest = set.intersection(*sorted((self._by_word.get(word, set()) for word in words), key=len))
        alike = [
            known
            for project in fullest
            if words < set(project.split())
            for table, several in self._by_project[project].items()
            if _are_other(stands, table)
            for known in several
            if self._may_be(draft, known)
        ]
        return alike[0] if len(alike) == 1 else None

    def _may_be(self, draft: Draft, known: Draft) -> bool:
        """Is a draft of the same fund as one of another table, or of one nobody named, and does nothing speak against it?"""
        here, there = (each.values.get("stream") for each in (draft, known))
        supposed = self._reading.supposed_streams
        same = here == there or any(isinstance(each, To) and each.key in supposed for each in (here, there))
        agree = all(
            _said(draft, name) == _said(known, name) or not (_said(draft, name) and _said(known, name))
            for name in _ITS_OWN
        )
        years = {said for said in map(_year_of_sheet, (draft, known)) if said}
        return same and agree and not (draft.when and known.when) and len(years) < 2

    def _stands_in(self, draft: Draft) -> _Stands:
        """The sheet and the table a draft was read from; of a table laid out anew only its sheet."""
        place = _stands(draft)
        for table in (mapped.table for mapped in self._reading.mapped):
            if (
                place
                and table.rows
                and table.grid.name == place.sheet
                and _holds(table.bounds(*table.rows), place)
            ):
                return _Stands(place.sheet, table.place, table.shape)
        return _Stands(place.sheet if place else draft.key)

    def without_empty(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Drafts without the funds nobody named that hold nothing, now that what stood under them is paid from others."""
        empty = set(self._reading.supposed_streams)
        for draft in drafts if empty else ():
            empty -= {value.key for value in draft.values.values() if isinstance(value, To)}
        if not empty:
            return list(drafts)
        for draft in drafts:
            if draft.key in empty:
                for place in draft.sources.get("name", ()):
                    if self._reading.cells.marked(place).register == "funding_streams":
                        self._reading.cells.ignored(
                            place, "It names no fund: what stands below is paid from others."
                        )
        return [draft for draft in drafts if draft.key not in empty]

    @staticmethod
    def of_which(draft: Draft, told: Sequence[Draft]) -> str:
        """The question which of several a row is of."""
        cells = " and ".join(f"{place.sheet} {place.address}" for place in map(_stands, told) if place)
        return f"“{draft.values['project']}” stands at {cells}, and nothing says which of them this is of: say so there or here."

    @staticmethod
    def if_the_same(draft: Draft, known: Draft) -> str:
        """The question whether what is called less fully is the same."""
        place = _stands(known)
        where = f" ({place.sheet} {place.address})" if place else ""
        return (
            f"“{draft.values['project']}” may be “{known.values['project']}”{where}, so it was not brought in: call both the same "
            "and import again, or add it by hand."
        )

    def join(self, known: Draft, draft: Draft) -> None:
        """Keep the lines of both in the notes, each once, and what a new one starts with."""
        self.joined = True
        own, more = (str(each.values.get("notes") or "").splitlines() for each in (known, draft))
        if both := list(dict.fromkeys([*own, *more])):
            known.values["notes"] = draft.values["notes"] = "\n".join(both)
        known.starting = {**draft.starting, **known.starting}


def payment_of(draft: Draft) -> tuple[object, ...]:
    """What tells a payment from others of the same quarter; nothing for what is no payment of a day."""
    told = [draft.values.get(name) for name in ("on_date", "reference")]
    if draft.register != "funding_entries" or not any(told):
        return _NO_PAYMENT
    return (*told, draft.values.get("amount"), *(place.sheet for place in draft.places.values()))


def leave_sums_of_payments(drafts: list[Draft], cells: SourceCells) -> list[Draft]:
    """Drafts without the sums of quarters that payments of a day make up; one they do not come to is asked about."""
    paid: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if payment_of(draft):
            paid.setdefault(_of_quarter(draft), []).append(draft)
    left: set[str] = set()
    for draft in drafts:
        if (
            draft.register != "funding_entries"
            or payment_of(draft)
            or not (own := paid.get(_of_quarter(draft)))
        ):
            continue
        left.add(draft.key)
        amount = draft.values.get("amount")
        pence = amount.pence if isinstance(amount, SoFar) else amount
        come_to = sum(each.values["amount"] for each in own)
        first = _stands(own)
        where = f" from {first.sheet} {first.address} on" if first else ""
        for place in {place for places in draft.sources.values() for place in places}:
            if pence == come_to:
                cells.ignored(place, f"The payments of the quarter{where} come to it.")
            else:
                cells.asked(
                    place,
                    f"The payments of the quarter{where} come to {format_money(come_to)}: put right whichever is wrong.",
                )
    return [draft for draft in drafts if draft.key not in left]


def _are_other(one: _Stands, other: _Stands) -> bool:
    """Are two other tables, or sheets, and no lists of different things with the same headings, of areas or of years?"""
    if one.table and other.table:
        return one.shape != other.shape
    return one.sheet != other.sheet


def _of_quarter(entry: Draft) -> tuple[object, ...]:
    return tuple(entry.values.get(name) for name in ("allocation", "quarter", "kind"))


def _stands(drafts: Draft | Iterable[Draft]) -> Place | None:
    """Where the first of some drafts stands."""
    every = [drafts] if isinstance(drafts, Draft) else drafts
    return next((place for draft in every for place in draft.places.values()), None)


def _sheet(draft: Draft) -> str:
    place = _stands(draft)
    return place.sheet if place else draft.key


def _year_of_sheet(draft: Draft) -> object:
    """The years the name of its sheet says."""
    return year_in_short(_sheet(draft)) or years_in(_sheet(draft))


def _said(draft: Draft, name: str) -> object:
    value = draft.values.get(name)
    text = getattr(value, "text", value)
    return plain(text) if isinstance(text, str) else text


def _holds(bounds: tuple[int, int, int, int], place: Place) -> bool:
    top, left, bottom, right = bounds
    return top <= place.row <= bottom and left <= place.column <= right
