"""Payments of the file told again: by the number of their invoice and the sum, else by the day, the sum and the payee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

from rapidfuzz import fuzz

from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.excel.foreign.records.payments import BY_INVOICE
from csp_desktop.excel.recognising.beside.payments import heads_payee
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Values

_SAME_PAYEE, _SAME_WORDS = 90.0, 80.0


class _Telling(IntEnum):
    """How surely a payment is one of the file, the surest first; from `ASKED` on only a person can say."""

    WHOLE = 0
    DAY_PUT_RIGHT = 1
    SAME_DAY_AND_SUM = 2
    ASKED = 3
    ANOTHER = 4


class KnownPayments:
    """The payments of one project a workbook tells of, beside those the file holds of it and nobody's yet."""

    def __init__(
        self,
        drafts: Iterable[tuple[Draft, Mapping[str, Any]]],
        records: Iterable[Values],
        apart: frozenset[str],
    ) -> None:
        self._drafts = [(draft, values) for draft, values in drafts if values.get("on_date")]
        self._records = [record for record in records if record["on_date"]]
        self._apart = apart
        # A number that several days have is of an order or a way of paying, and tells no payment.
        days = {(_number(said), said["on_date"]) for said in self._records}
        drafted = {(_number(values), values["on_date"]) for _, values in self._drafts}
        self._again = {
            number
            for side in (days, drafted)
            for number, count in Counter(n for n, _ in side).items()
            if count > 1
        }
        alike: dict[tuple[object, ...], set[int]] = {}
        for beside, record in enumerate(self._records):
            for sign in _signs(record):
                alike.setdefault(sign, set()).add(beside)
        self._found = sorted(
            (telling, at, beside)
            for at, (draft, values) in enumerate(self._drafts)
            for beside in set().union(*(alike.get(sign, set()) for sign in _signs(values)))
            if (telling := self._telling(draft, values, self._records[beside])) < _Telling.ANOTHER
        )

    def pairs(self) -> tuple[dict[str, Values], dict[str, Values]]:
        """By draft key the records that are surely the same, and those to be asked about; each is one draft's."""
        same: dict[str, Values] = {}
        asked: dict[str, Values] = {}
        taken: set[str] = set()
        for telling, at, beside in self._found:
            key, record = self._drafts[at][0].key, self._records[beside]
            if key in same or key in asked or key in self._apart or record["id"] in taken:
                continue
            taken.add(record["id"])
            (same if telling < _Telling.ASKED else asked)[key] = record
        return same, asked

    def _telling(self, draft: Draft, values: Mapping[str, Any], record: Values) -> _Telling:
        if record["kind"] != values["kind"]:
            return _Telling.ANOTHER
        same_sum = values.get("amount") == record["amount"]
        same_day = values["on_date"] == record["on_date"]
        number, known = _number(values), _number(record)
        if number and number == known:
            if same_sum and same_day:
                return _Telling.WHOLE
            if BY_INVOICE not in draft.known_by or number in self._again:
                return _Telling.ANOTHER
            put_right = same_sum and values["quarter"] == record["quarter"]
            return _Telling.DAY_PUT_RIGHT if put_right else _Telling.ASKED
        if not (same_sum and same_day) or (number and known):
            return _Telling.ANOTHER
        note, before = _noted(values), _noted(record)
        if note == before and not (number or known):
            return _Telling.WHOLE
        payee, paid_before = _payee(note), _payee(before)
        if payee and paid_before:
            alike = fuzz.token_set_ratio(payee, paid_before) >= _SAME_PAYEE
        else:
            words, known_words = (" ".join(side.values()) for side in (note, before))
            alike = not (words and known_words) or fuzz.token_set_ratio(words, known_words) >= _SAME_WORDS
        return _Telling.SAME_DAY_AND_SUM if alike else _Telling.ASKED


def moved_payments(
    strangers: Iterable[tuple[Draft, Mapping[str, Any]]], told: Iterable[Draft], records: Iterable[Values]
) -> dict[str, Values]:
    """By draft key the payment of the same invoice and sum under another project that no row tells of there.

    `strangers` are under a project that has no such payment, `told` all that the workbook tells of, `records` those of
    the whole file.
    """
    kept: dict[tuple[str, object], list[Values]] = {}
    for record in records:
        if number := _number(record):
            kept.setdefault((number, record["amount"]), []).append(record)
    rows = Counter((_number(draft.values), draft.values.get("amount")) for draft in told)
    moved: dict[str, Values] = {}
    for draft, values in strangers:
        invoice = _number(values), values.get("amount")
        if BY_INVOICE in draft.known_by and rows[invoice] <= len(kept.get(invoice, ())):
            others = [record for record in kept[invoice] if record["allocation"] != values["allocation"]]
            if others and others[0]["kind"] == values["kind"]:
                moved[draft.key] = others[0]
    return moved


def _signs(said: Mapping[str, Any]) -> list[tuple[object, ...]]:
    """What payments that may be one have in common: their number, or their day and sum."""
    number = _number(said)
    by_day = (said["on_date"], said.get("amount"))
    return [by_day, (number,)] if number else [by_day]


def _number(said: Mapping[str, Any]) -> str:
    return plain(str(said.get("reference") or ""))


def beside_own_note(record: Values, values: Values) -> Values:
    """What somebody added to the note of a payment here stays under what a list says of it again."""
    if not (values.get("on_date") and values.get("note") and record.get("note")):
        return values
    told = _noted(values)
    own = [line for line in record["note"].split("\n") if _under_heading(line)[0] not in told]
    return {**values, "note": "\n".join([values["note"], *own])}


def _noted(said: Mapping[str, Any]) -> dict[str, str]:
    """What the note of a payment says, by the heading each line stands under."""
    lines = map(_under_heading, str(said.get("note") or "").split("\n"))
    return {heading: plain(text) for heading, text in lines if text}


def _under_heading(line: str) -> tuple[str, str]:
    """The heading a line of a note stands under, "" for none, and what it says."""
    heading, parted, text = line.partition(": ")
    return (heading, text) if parted else ("", line)


def _payee(noted: Mapping[str, str]) -> str:
    return next((text for heading, text in noted.items() if heads_payee(heading)), "")


def called(record: Values) -> str:
    """What a payment is shown as: its number, sum and day."""
    paid = "" if record["amount"] is None else format_money(record["amount"])
    return ", ".join(filter(None, (record["reference"], paid, format_date(record["on_date"]))))
