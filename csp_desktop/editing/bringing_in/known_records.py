"""Which record of the file a drafted one is: by its ref, its wording, or wording much alike; or which it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from csp_desktop.editing.bringing_in.money.called_anew import may_be_called_anew
from csp_desktop.editing.bringing_in.money.known_payments import KnownPayments, called
from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Date, Quarter, Values, Year
from csp_desktop.registers.funding import FUNDING_ENTRIES
from csp_desktop.registers.log import LOG_ENTRIES
from csp_desktop.registers.performance import INDICATORS
from csp_desktop.registers.register import Register

ALIKE = 90.0
"""From this likeness (of 100) on, wordings under the same heading are taken for the same record."""

SAME_NUMBER_ALIKE, SAME_NUMBER_AND_LEAD, SAME_NUMBER_ONLY = 80.0, 70.0, 55.0
"""From these likenesses on a record of the same number is taken for the same: by its wording, or where whoever leads it
is the same too; and below the last its wording says that it is another."""

WORTH_ASKING = 70.0
"""From this likeness on, a record that nothing else is taken for is asked about."""

_WHOLE_WITHIN = 85.0
"""As alike as a wording and the same with words added are taken to be."""


# So alike are two spellings of one word, and what says that something is not done.
_SPELT_OTHERWISE = 80.0
_SMALL_WORDS = {"the", "a", "of", "in", "on", "for", "by", "to", "and", "or", "per", "total"}
_NUMBER_OF = re.compile(r"\b(?:no\.?|number|count) of\b", re.IGNORECASE)
_SEVERAL_IN_Y, _SEVERAL = re.compile(r"(?<=\w{2})ies$"), re.compile(r"(?<=\w{2}[^s])s$")
_SLIP_OF_THE_PEN = 88.0
_PER_CENT = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_DENYING = {"not", "no", "de", "non", "stop", "end", "without"}
# Records that are parts of another, few to each.
_PARTS = ("mitigations",)


class Nearest(NamedTuple):
    """A record that may be the same as a draft, with how alike their wordings are (0 to 100), and why that is asked."""

    record: str
    title: str
    likeness: float
    why: str = ""


@dataclass
class Pairing:
    """Drafts of one place in the file paired with its records, by draft key."""

    same: dict[str, Values]
    nearest: dict[str, Nearest]


def pair(
    register: Register,
    drafts: Sequence[tuple[Draft, Mapping[str, Any]]],
    records: Sequence[Values],
    apart: frozenset[str] = frozenset(),
) -> Pairing:
    """Pair drafts (with their resolved values) and records; drafts in `apart` are records of their own.

    What agrees in all it is known by comes first, then what is called alike, then what has the same number: numbers
    are given anew when something goes, wordings are not.
    """
    return _Pairing(register, drafts, records, apart).paired()


class _Pairing:
    """Drafts and records of one place, as long as neither has found its own."""

    def __init__(
        self,
        register: Register,
        drafts: Sequence[tuple[Draft, Mapping[str, Any]]],
        records: Sequence[Values],
        apart: frozenset[str],
    ) -> None:
        self.register, self.apart = register, apart
        self.free = {record["id"]: record for record in records}
        self.waiting = {draft.key: (draft, values) for draft, values in drafts}
        self.same: dict[str, Values] = {}
        self.nearest: dict[str, Nearest] = {}
        self.by_number: dict[str, Nearest] = {}

    def paired(self) -> Pairing:
        if not self.free:
            return Pairing(self.same, self.nearest)
        for draft, _ in list(self.waiting.values()):
            if draft.record_id and draft.record_id in self.free:
                self._take(draft.key, self.free[draft.record_id])
        if self.register is FUNDING_ENTRIES:
            self._take_payments()
        self._take_unchanged()
        ways = dict.fromkeys(way for draft, _ in self.waiting.values() for way in draft.known_by)
        if any(len(draft.known_by) > 1 for draft, _ in self.waiting.values()):
            self._take_known(None)
        for way in sorted(ways, key=self._is_numbered):
            self._take_known(way)
        for key, near in _most_alike(self.register, self.waiting.values(), self.free.values()).items():
            self.nearest[key] = near
            if near.likeness >= ALIKE and key not in self.apart:
                self._take(key, self.free[near.record])
        self._take_the_only_part()
        self._ask_of_new_names()
        asked = {near.record for near in self.nearest.values()}
        for key, near in self.by_number.items():
            # What has found its own in the meantime is nobody's question any more.
            if key in self.waiting and key not in self.nearest and near.record in self.free.keys() - asked:
                self.nearest[key] = near
        return Pairing(self.same, self.nearest)

    def _take(self, key: str, record: Values) -> None:
        self.same[key] = record
        del self.free[record["id"]], self.waiting[key]

    def _take_payments(self) -> None:
        """Payments are the ones of their invoice, or of their day and sum, and nothing else."""
        same, asked = KnownPayments(self.waiting.values(), self.free.values(), self.apart).pairs()
        for key, record in same.items():
            self._take(key, record)
        for key, record in asked.items():
            self.nearest[key] = Nearest(record["id"], called(record), 0.0)
            del self.free[record["id"]]
        for draft, values in list(self.waiting.values()):
            if values.get("on_date"):
                del self.waiting[draft.key]

    def _is_numbered(self, way: tuple[str, ...]) -> bool:
        """Is a number, and no wording, what something is known by?"""
        return "ref" in way and self.register.title not in way

    def _take_unchanged(self) -> None:
        """Of drafts and records called alike, each draft is first the record that holds all it says.

        Those that say most choose first.
        """
        called: dict[Any, list[Values]] = {}
        for record in self.free.values():
            called.setdefault(record[self.register.title], []).append(record)
        for draft, values in sorted(self.waiting.values(), key=lambda draft: -len(draft[1])):
            alike = called.get(values.get(self.register.title), ()) if draft.key not in self.apart else ()
            exact = (
                record
                for record in alike
                if record["id"] in self.free
                and all(record.get(name) == value for name, value in values.items())
            )
            if same_record := next(exact, None):
                self._take(draft.key, same_record)

    def _take_known(self, way: tuple[str, ...] | None) -> None:
        """What agrees in a way of knowing it, or where that is None in all of them together."""
        index: dict[tuple[str, ...], dict[tuple[Any, ...], list[Values]]] = {}
        for draft, values in list(self.waiting.values()):
            fields = way or tuple(name for one in draft.known_by for name in one)
            if (way and way not in draft.known_by) or (
                draft.key in self.apart and fields not in self.register.unique
            ):
                continue
            key = _key(fields, {**draft.starting, **values})
            if key is None:
                continue
            if fields not in index:
                known = index[fields] = {}
                for record in self.free.values():
                    if (other := _key(fields, record)) is not None:
                        known.setdefault(other, []).append(record)
            candidates = [
                record
                for record in index[fields].get(key, ())
                if record["id"] in self.free and not is_another(self.register, values, record)
            ]
            if not candidates:
                continue
            record = max(candidates, key=lambda record: _agreement(values, record))
            if way and self._is_numbered(way):
                self._take_by_number(draft, values, record)
            else:
                self._take(draft.key, record)

    def _take_by_number(self, draft: Draft, values: Mapping[str, Any], record: Values) -> None:
        """A record of the same number, where the wording says too that it is this one; else it is asked about.

        Everybody's first risk is R1, and every meeting's first action is number 1.
        """
        likeness = _likeness(self.register, values, record)
        title = self.register.title
        reworded = not _swaps_a_word(str(values.get(title) or ""), str(record[title] or ""))
        if self.register is INDICATORS and values.get(title):
            # A word less or more may make another measure: repeat victims are not all victims.
            if _has_another_word(values[title], record[title]):
                self.by_number[draft.key] = Nearest(record["id"], str(record[title]), likeness)
            else:
                self._take(draft.key, record)
        elif (likeness >= SAME_NUMBER_ALIKE and reworded) or (
            likeness >= SAME_NUMBER_AND_LEAD
            and _same_lead(values, record)
            and not _begun_again(values, record)
        ):
            self._take(draft.key, record)
        elif likeness >= SAME_NUMBER_ONLY or self.register.name != "log_entries":
            self.by_number[draft.key] = Nearest(record["id"], str(record[title]), likeness)

    def _ask_of_new_names(self) -> None:
        """Money that may only be called anew is asked about: what was spent of it would be counted twice."""
        asked = {near.record for near in self.nearest.values()}
        for key, (_, values) in self.waiting.items():
            if key in self.nearest:
                continue
            for record in self.free.values():
                if (
                    record["id"] not in asked
                    and not is_another(self.register, values, record)
                    and may_be_called_anew(self.register, values, record)
                ):
                    self.nearest[key] = Nearest(
                        record["id"],
                        str(record[self.register.title]),
                        _likeness(self.register, values, record),
                    )
                    asked.add(record["id"])
                    break

    def _take_the_only_part(self) -> None:
        """What is done about a risk is written anew as it goes on: one before and one after may well be the same."""
        if self.register.name in _PARTS and len(self.waiting) == len(self.free) == 1:
            (draft, values), (record,) = *self.waiting.values(), self.free.values()
            likeness = _likeness(self.register, values, record)
            if draft.key not in self.nearest and likeness >= SAME_NUMBER_ONLY:
                self.nearest[draft.key] = Nearest(record["id"], str(record[self.register.title]), likeness)


def is_only_numbered_so(values: Mapping[str, Any], record: Values, nearest: Nearest) -> bool:
    """Does nothing but its number speak for a draft being a record: it is worded wholly otherwise?"""
    ref = values.get("ref")
    return bool(ref) and record.get("ref") == ref and nearest.likeness < SAME_NUMBER_ONLY


def nearest_elsewhere(
    register: Register, drafts: Sequence[tuple[Draft, Mapping[str, Any]]], records: Sequence[Values]
) -> dict[str, Nearest]:
    """By draft key, the record of the same level worded most alike that stands somewhere else: to be asked about."""
    nearest: dict[str, Nearest] = {}
    if not records:
        return nearest
    for level in {values.get("level") for _, values in drafts}:
        nearest |= _most_alike(
            register,
            [(draft, values) for draft, values in drafts if values.get("level") == level],
            [record for record in records if record.get("level") == level],
        )
    return nearest


def _likeness(register: Register, values: Mapping[str, Any], record: Values) -> float:
    """How alike a draft and a record are worded, 0 to 100; 100 where one of them says nothing."""
    said, known = (plain(str(side.get(register.title) or "")) for side in (values, record))
    return fuzz.token_set_ratio(said, known) if said and known else 100.0


def _most_alike(
    register: Register, drafts: Iterable[tuple[Draft, Mapping[str, Any]]], records: Iterable[Values]
) -> dict[str, Nearest]:
    """By draft key, the record worded most alike; each record is one draft's, the most alike first."""
    if isinstance(register[register.title], Date):
        return {}  # two days are not one day worded otherwise
    if register.name == "group_members":
        return {}  # two members are not one for both being the vice chair
    by_id = {record["id"]: record for record in records}
    if not by_id:
        return {}
    titles = {record_id: plain(str(record[register.title] or "")) for record_id, record in by_id.items()}
    wordings = {draft.key: plain(str(values.get(register.title) or "")) for draft, values in drafts}
    # Comparing everything with everything is worth it only while a person can look at the answer.
    if len(wordings) * len(titles) > 1_000_000:
        return {}
    likenesses: list[tuple[float, str, str]] = []
    drafted = {draft.key: values for draft, values in drafts}
    for key, wording in wordings.items():
        if len(wording) < 8:
            continue
        others = {
            record_id: title
            for record_id, title in titles.items()
            if not is_another(register, drafted[key], by_id[record_id])
        }
        likenesses += [
            (
                min(likeness, ALIKE - 1)
                if register is INDICATORS
                and _has_another_word(drafted[key][register.title], by_id[record_id][register.title])
                else likeness,
                key,
                record_id,
            )
            for likeness, record_id in _alike(wording, others)
        ]
    nearest: dict[str, Nearest] = {}
    for likeness, key, record_id in sorted(likenesses, key=lambda pair: -pair[0]):
        if key not in nearest and record_id in titles:
            nearest[key] = Nearest(record_id, str(by_id[record_id][register.title]), likeness)
            del titles[record_id]
    return nearest


def is_another(register: Register, values: Mapping[str, Any], record: Values) -> bool:
    """Is a record another however alike it is worded: of another quarter, year or day, other money, or from elsewhere?

    “No change” in two quarters is said twice, a grant of the same name comes again each year, and two reviews may
    recommend the same.
    """
    if any(
        values.get(name) is not None and record[name] not in (None, values[name])
        for name in _told_apart(register)
    ):
        return True
    said, known = (plain(str(side.get("source") or "")) for side in (values, record))
    return bool(said and known) and fuzz.token_set_ratio(said, known) < SAME_NUMBER_ALIKE


@cache
def _told_apart(register: Register) -> tuple[str, ...]:
    times = [field.name for field in register.fields if isinstance(field, Quarter | Year)]
    days = {FUNDING_ENTRIES: ("on_date", "kind"), LOG_ENTRIES: ("raised_on",)}
    return (*times, *days.get(register, ()))


_LEADS = ("lead_agencies", "lead_groups", "lead_officers", "owner_agency", "owner", "provider")


def _same_lead(values: Mapping[str, Any], record: Values) -> bool:
    return any(values.get(name) and values[name] == record.get(name) for name in _LEADS)


def _begun_again(values: Mapping[str, Any], record: Values) -> bool:
    """Does what is finished here begin anew? It is something else, or somebody says why not."""
    return values.get("status") == "not started" and record.get("status") in ("complete", "stopped", "closed")


def _agreement(values: Mapping[str, Any], record: Values) -> tuple[bool, bool, int]:
    """How well one of several records called alike fits a draft: by its lead, by its number, by all it says."""
    agreed = sum(record.get(name) == value for name, value in values.items())
    return _same_lead(values, record), bool(values.get("ref")) and values["ref"] == record.get("ref"), agreed


def _has_another_word(wording: object, other: object) -> bool:
    """Has one of two wordings a telling word that the other has nothing like?"""
    said, known = (_telling_words(str(side or "")) for side in (wording, other))
    return any(
        max((fuzz.ratio(word, one) for one in theirs), default=0.0) < _SLIP_OF_THE_PEN
        for own, theirs in ((said, known), (known, said))
        for word in own - theirs
    )


def _telling_words(wording: str) -> set[str]:
    """The words of a wording that say what is measured, of one or several alike."""
    words = plain(_PER_CENT.sub(" percentage ", _NUMBER_OF.sub(" ", wording))).split()
    return {_SEVERAL.sub("", _SEVERAL_IN_Y.sub("y", word)) for word in words if word not in _SMALL_WORDS}


def _swaps_a_word(wording: str, other: str) -> bool:
    """Does each of two wordings have a word for which the other has another: “in Northtown”, “in Southtown”?"""
    said, known = set(plain(wording).split()), set(plain(other).split())
    own, theirs = said - known, known - said
    if _DENYING & (own | theirs):
        return True
    return any(
        len(word) > 3 and max((fuzz.ratio(word, one) for one in theirs), default=100.0) < _SPELT_OTHERWISE
        for word in own
    ) and any(
        len(word) > 3 and max((fuzz.ratio(word, one) for one in own), default=100.0) < _SPELT_OTHERWISE
        for word in theirs
    )


def _alike(wording: str, titles: Mapping[str, str]) -> list[tuple[float, str]]:
    """(likeness, record) of the records worded most like a draft."""
    likenesses = {
        record_id: likeness
        for _, likeness, record_id in process.extract(
            wording, titles, scorer=fuzz.token_sort_ratio, score_cutoff=WORTH_ASKING, limit=3
        )
    }
    # Words added to a wording, or taken from it, leave the rest as it was.
    for title, _, record_id in process.extract(
        wording, titles, scorer=fuzz.token_set_ratio, score_cutoff=100, limit=3
    ):
        if min(len(title.split()), len(wording.split())) >= 3:
            likenesses[record_id] = max(likenesses.get(record_id, 0.0), _WHOLE_WITHIN)
    numbers = _numbers(wording)
    return [
        # "Unit 1" and "Unit 2" are nearly the same words.
        (
            min(likeness, ALIKE - 1)
            if _numbers(titles[record_id]) != numbers or _swaps_a_word(wording, titles[record_id])
            else likeness,
            record_id,
        )
        for record_id, likeness in likenesses.items()
    ]


def _numbers(wording: str) -> list[str]:
    return sorted(re.findall(r"\d+", wording))


def _key(fields: tuple[str, ...], values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What a record is known by, comparable; None where one of the fields says nothing."""
    parts = []
    for name in fields:
        value = values.get(name)
        if value is None or value in ("", ()):
            return None
        parts.append((name, plain(value) or value if isinstance(value, str) else value))
    return tuple(parts)
