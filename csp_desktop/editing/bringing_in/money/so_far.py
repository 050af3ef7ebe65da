"""Money told as spent so far: each quarter has what earlier ones have not, and later quarters follow a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import SoFar, SourceCells
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money, parse_money
from csp_desktop.registers.fields import Values
from csp_desktop.registers.plan_records import grouped

_NOTED = re.compile(r"^(£[\d,]+(?:\.\d\d)?) (?:so far|in all)$", re.MULTILINE)


class Following(NamedTuple):
    """An entry of a later quarter, worked out from what was spent so far, and its amount now that an earlier one changed."""

    entry: Values
    said: str
    amount: int


class MoneySoFar:
    """The money of each allocation and kind by quarter, in the file and as a workbook tells it."""

    def __init__(self, ws: Workspace, cells: SourceCells) -> None:
        self._ws, self._cells = ws, cells
        # What a workbook tells of a quarter in one figure, by allocation and kind.
        self._told: dict[tuple[str, str], dict[str, int]] = {}

    @cached_property
    def _entries(self) -> dict[str, list[Values]]:
        """The money recorded in the file, by allocation."""
        return grouped(self._ws.records("funding_entries"), "allocation")

    def _of_kind(self, allocation: str, kind: str) -> list[Values]:
        return [entry for entry in self._entries.get(allocation, ()) if entry["kind"] == kind]

    def tell(self, values: Values) -> None:
        """A workbook tells what a quarter has, in figures of that quarter alone."""
        if not values.get("on_date") and isinstance(values.get("amount"), int):
            told = self._told.setdefault((values["allocation"], values["kind"]), {})
            told[values["quarter"]] = values["amount"]

    def own_part(
        self, allocation: str, kind: str, quarter: str, said: SoFar, note: str | None = None
    ) -> Values | None:
        """What of a figure is the quarter's own, with what was said in its note; None where that is asked."""
        told = self._told.setdefault((allocation, kind), {})
        entries = self._of_kind(allocation, kind)
        before = sum(pence for of, pence in told.items() if of < quarter) + sum(
            entry["amount"] or 0
            for entry in entries
            if entry["quarter"] < quarter and (entry["on_date"] or entry["quarter"] not in told)
        )
        if not said.sure:
            return self._perhaps(kind, quarter, said, before)
        if said.pence < before:
            self._cells.asked(
                said.place,
                f"{_called(kind, said.pence)} is less than the {format_money(before)} recorded for earlier "
                "quarters, so it was not taken.",
            )
            return None
        for entry in entries:
            noted = _so_far_noted(entry)
            later = entry["quarter"] > quarter and entry["quarter"] not in told
            if later and noted is not None and said.pence > noted:
                self._cells.asked(
                    said.place,
                    f"{_called(kind, said.pence)} is more than the {_called(kind, noted)} brought in "
                    f"for {Quarter.parse(entry['quarter']).label}, so it was not taken; put right which is wrong.",
                )
                return None
        told[quarter] = said.pence - before
        if before:
            less = f"{_called(kind, said.pence)}, less {format_money(before)} recorded for earlier quarters."
            self._cells.add_message(said.place, less)
        own = next((entry for entry in entries if entry["quarter"] == quarter and not entry["on_date"]), {})
        return {
            "amount": told[quarter],
            "note": _with_so_far(note or str(own.get("note") or ""), _called(kind, said.pence)),
        }

    def _perhaps(self, kind: str, quarter: str, said: SoFar, before: int) -> Values | None:
        """A figure nothing says more of: the quarter's own, unless it may be that and all before it together."""
        if not 0 < before <= said.pence:
            return {"amount": said.pence}
        label = Quarter.parse(quarter).label
        whole, together = (
            ("for the whole year", "where it is for the whole year, leave it")
            if kind == "forecast"
            else (
                "all so far",
                "where it is all so far, head the column “to date” and bring the workbook in again",
            )
        )
        self._cells.asked(
            said.place,
            f"Is {format_money(said.pence)} {whole} or {label} alone, as earlier quarters have {format_money(before)} "
            f"already? Nothing was taken: choose {label} for this column where it is that quarter's alone; {together}.",
        )
        return None

    def following(self, changes: Iterable[Insert | Update]) -> Iterator[Following]:
        """The entries of later quarters that are worked out from what these changes say of earlier ones."""
        by_id = {entry["id"]: entry for entries in self._entries.values() for entry in entries}
        changed: dict[tuple[str, str], dict[str, Values]] = {}
        for change in changes:
            if change.register == "funding_entries":
                entry: Values = {**by_id.get(change.id, {}), **change.values, "id": change.id}
                changed.setdefault((entry["allocation"], entry["kind"]), {})[change.id] = entry
        for (allocation, kind), own in changed.items():
            before = self._of_kind(allocation, kind)
            after = {**{entry["id"]: entry for entry in before}, **own}
            for entry in sorted(before, key=lambda entry: str(entry["quarter"])):
                noted = _so_far_noted(entry)
                if noted is None or entry["id"] in own:
                    continue
                quarter = entry["quarter"]
                if entry["amount"] != noted - _sum_before(quarter, before):
                    # Somebody has put another figure there since.
                    continue
                amount = noted - _sum_before(quarter, after.values())
                if amount != entry["amount"]:
                    after[entry["id"]] = {**entry, "amount": amount}
                    yield Following(entry, _called(kind, noted), amount)


def _sum_before(quarter: str, entries: Iterable[Values]) -> int:
    return sum(entry.get("amount") or 0 for entry in entries if entry["quarter"] < quarter)


def _so_far_noted(entry: Values) -> int | None:
    """The sum so far that the amount of an entry was worked out from."""
    said = _NOTED.search(str(entry["note"] or ""))
    return parse_money(said[1]) if said else None


def _called(kind: str, pence: int) -> str:
    """A sum of all quarters to one, or of the whole year where it is a forecast."""
    return f"{format_money(pence)} {'in all' if kind == 'forecast' else 'so far'}"


def _with_so_far(note: str, line: str) -> str:
    """A note with the sum so far in place of the one before; what else somebody wrote stays."""
    if _NOTED.search(note):
        return _NOTED.sub(line, note, count=1)
    return f"{note}\n{line}" if note else line
