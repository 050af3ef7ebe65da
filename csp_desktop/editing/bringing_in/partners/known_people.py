"""Which person of the file somebody in a list is: by their email, by name and agency, or by a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rapidfuzz import fuzz

from csp_desktop.editing.bringing_in.known_records import ALIKE, WORTH_ASKING, Nearest, Pairing
from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.person_names import also_called, name_words
from csp_desktop.registers.fields import Values

_SHORTEST_PHONE = 8
_SPELT_ALIKE = 85.0
# Who has no more than the name may as well be somebody else: only a person can say.
_NAME_ALONE = WORTH_ASKING - 10


# By what a draft and a person fit, the best last: the same name elsewhere, one much alike, the same name and telephone,
# the same name with all else another, another name at the same address, and from here on hardly anybody else's.
_MOVED, _ALIKE, _TELEPHONE, _NAMESAKE, _ADDRESS, _SPELLING, _NAME, _OWN_ADDRESS, _NAME_AND_ADDRESS = range(9)


@dataclass(frozen=True)
class _Fit:
    """How a draft and a person of the file fit; `sure` where nothing needs asking."""

    rank: int
    agreed: int
    sure: bool
    likeness: float


def pair_people(
    drafts: Sequence[tuple[Draft, Values]],
    records: Sequence[Values],
    agencies: Mapping[str, str],
    apart: frozenset[str] = frozenset(),
) -> Pairing:
    """Pair the people a workbook lists with those of the file; drafts in `apart` are people of their own.

    `agencies` says what each agency is called. Each person of the file is one draft's: those that fit best come first,
    and nobody is asked about who has found their own.
    """
    return _PeoplePairing(drafts, records, agencies, apart).paired()


def as_known_person(record: Values, values: Values) -> Values:
    """What a list says of a known person, without what it only writes otherwise: “BIRCH, Bob” is Bob Birch."""
    kept = dict(values)
    name = str(values.get("name") or "")
    if name and (_says_no_more(name, record["name"]) or _is_initial_of(name, record["name"])):
        kept["name"] = record["name"]
    if _email(values) and _email(values) == _email(record):
        kept["email"] = record["email"]
    if _phone(values) and _phone(values) == _phone(record):
        kept["phone"] = record["phone"]
    return kept


class _PeoplePairing:
    """Drafts and people of the file, as long as neither has found its own."""

    def __init__(
        self,
        drafts: Sequence[tuple[Draft, Values]],
        records: Sequence[Values],
        agencies: Mapping[str, str],
        apart: frozenset[str],
    ) -> None:
        self.drafts, self.agencies, self.apart = drafts, agencies, apart
        self.free = {record["id"]: record for record in records}
        self.called = {record["id"]: also_called(record["name"]) for record in records}
        self.drafted = {draft.key: also_called(str(values.get("name") or "")) for draft, values in drafts}
        self.shared_emails = _shared(
            [(_email(values), self.drafted[draft.key]) for draft, values in drafts]
        ) | _shared([(_email(record), self.called[record["id"]]) for record in records])
        self.namesakes = (
            Counter(chain.from_iterable(self.called.values())),
            Counter(chain.from_iterable(self.drafted.values())),
        )
        self.index: dict[tuple[str, str], list[str]] = {}
        for record in records:
            known = {("agency", record["agency"] or ""), ("email", _email(record))}
            for said in known | {("name", name) for name in self.called[record["id"]]}:
                self.index.setdefault(said, []).append(record["id"])
        self.same: dict[str, Values] = {}
        self.nearest: dict[str, Nearest] = {}
        self.asked: set[str] = set()

    def paired(self) -> Pairing:
        for draft, _ in self.drafts:
            if draft.record_id in self.free:
                self.same[draft.key] = self.free.pop(draft.record_id)
        fits = [
            (fit, draft.key, record["id"])
            for draft, values in self.drafts
            if draft.key not in self.same
            for record in self._candidates(draft, values)
            if (fit := self._fit(draft, values, record))
        ]
        fits.sort(key=lambda found: (-found[0].rank, -found[0].agreed))
        for fit, key, record_id in fits:
            if fit.sure and key not in self.apart and key not in self.same and record_id in self.free:
                self.same[key] = self.free.pop(record_id)
        for fit, key, record_id in fits:
            self._ask(fit, key, record_id)
        self._ask_about_moved()
        return Pairing(self.same, self.nearest)

    def _candidates(self, draft: Draft, values: Values) -> list[Values]:
        """Those of the file of the same name, email or agency."""
        found = dict.fromkeys(self._with("agency", values.get("agency")))
        found.update(dict.fromkeys(self._with("email", _email(values))))
        for name in self.drafted[draft.key]:
            found.update(dict.fromkeys(self._with("name", name)))
        return [self.free[record] for record in found if record in self.free]

    def _with(self, field: str, said: str | None) -> list[str]:
        """Those of the file of an agency, an email or a name."""
        return self.index.get((field, said or ""), []) if said else []

    def _fit(self, draft: Draft, values: Values, record: Values) -> _Fit | None:
        name, known = str(values.get("name") or ""), record["name"]
        namesake = bool(self.called[record["id"]] & self.drafted[draft.key])
        agency, other = values.get("agency"), record["agency"]
        beside = agency is not None and agency == other
        agreed = _agreed(values, record) + beside
        likeness = 100.0 if namesake else fuzz.token_sort_ratio(plain(name), plain(known))
        if _email(values) and _email(values) == _email(record):
            if namesake:
                return _Fit(_NAME_AND_ADDRESS, agreed, True, likeness)
            if _email(values) not in self.shared_emails:
                sure = _called_otherwise(name, known)
                return _Fit(_OWN_ADDRESS if sure else _ADDRESS, agreed, sure, max(likeness, WORTH_ASKING))
        if namesake and (beside or agency is None or other is None):
            if _is_another(values, record):
                return _Fit(_NAMESAKE, agreed, False, _NAME_ALONE)
            return _Fit(_NAME, agreed, beside or agreed > 0 or self._is_only_one(draft, record), likeness)
        if namesake:
            phone = _phone(values) != "" and _phone(values) == _phone(record)
            return _Fit(_TELEPHONE, agreed, False, likeness) if phone else None
        if not beside or _is_another(values, record):
            return None
        if likeness >= ALIKE and len(plain(name)) >= 8:
            return _Fit(
                _SPELLING, agreed, agreed > 1 and not _differs(_email(values), _email(record)), likeness
            )
        near = likeness >= WORTH_ASKING and len(plain(name)) >= 8
        near = near or (_phone(values) == _phone(record) != "" and _same_given_name(name, known))
        if near or _is_initial_of(name, known) or _is_initial_of(known, name):
            return _Fit(_ALIKE, agreed, False, max(likeness, WORTH_ASKING))
        return None

    def _is_only_one(self, draft: Draft, record: Values) -> bool:
        """Is there one of a name, in the file and in the workbook?"""
        known, drafted = self.namesakes
        return all(known[name] <= 1 for name in self.called[record["id"]]) and all(
            drafted[name] <= 1 for name in self.drafted[draft.key]
        )

    def _ask(self, fit: _Fit, key: str, record_id: str) -> None:
        if key in self.nearest or record_id in self.asked or record_id not in self.free:
            return
        if key not in self.same:
            self.asked.add(record_id)
            self.nearest[key] = Nearest(record_id, self._title(self.free[record_id]), fit.likeness)

    def _ask_about_moved(self) -> None:
        """Who is at another agency now, and no more where the file has them: the same person, or a namesake."""
        told = {values.get("agency") for _, values in self.drafts} - {None}
        named = frozenset[str]().union(*self.drafted.values())
        most = 2 * sum(bool(called & named) for called in self.called.values()) >= len(self.called)
        for draft, _ in self.drafts:
            if draft.key in self.same or draft.key in self.nearest:
                continue
            for record in self._candidates(draft, {}):
                if (most or record["agency"] in told) and record["left_on"] is None:
                    self._ask(_Fit(_MOVED, 0, False, _NAME_ALONE), draft.key, record["id"])

    def _title(self, record: Values) -> str:
        agency = self.agencies.get(record["agency"] or "", "")
        return f"{record['name']}, {agency}" if agency else str(record["name"])


def _shared(people: Sequence[tuple[str, frozenset[str]]]) -> set[str]:
    """The addresses several people have, who are not called the same."""
    first: dict[str, frozenset[str]] = {}
    return {email for email, called in people if email and not first.setdefault(email, called) & called}


def _email(values: Mapping[str, Any]) -> str:
    return str(values.get("email") or "").strip().casefold()


def _phone(values: Mapping[str, Any]) -> str:
    """The digits of a phone number; "" where they are too few to be anybody's own."""
    digits = re.sub(r"\D", "", str(values.get("phone") or ""))
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def _differs(said: str, known: str) -> bool:
    return bool(said and known) and said != known


def _post(values: Mapping[str, Any]) -> str:
    return plain(str(values.get("job_title") or ""))


def _is_another(values: Mapping[str, Any], record: Values) -> bool:
    """Has a namesake both another address and another post?"""
    return _differs(_email(values), _email(record)) and _differs(_post(values), _post(record))


def _agreed(values: Mapping[str, Any], record: Values) -> int:
    return sum(bool(told(values)) and told(values) == told(record) for told in (_email, _phone, _post))


def _called_otherwise(name: str, known: str) -> bool:
    """May two names of one address be one person's: one spelt otherwise, shortened, or with the same surname?"""
    said, before = name_words(name), name_words(known)
    if not said or not before:
        return False
    return (
        said[-1] == before[-1]
        or set(said) <= set(before)
        or set(before) <= set(said)
        or fuzz.token_sort_ratio(" ".join(said), " ".join(before)) >= _SPELT_ALIKE
    )


def _says_no_more(name: str, known: str) -> bool:
    """Has a name no word that the one known has not, titles apart?"""
    said = name_words(name)
    return bool(said) and set(said) <= set(name_words(known))


def _same_given_name(name: str, known: str) -> bool:
    """Do two names begin alike? Somebody married keeps the telephone, a successor the post."""
    said, before = name_words(name), name_words(known)
    return len(said) > 1 < len(before) and said[0] == before[0]


def _is_initial_of(name: str, known: str) -> bool:
    """ "J Smith" for John Smith."""
    said, full = name_words(name), name_words(known)
    return (
        len(said) > 1 < len(full)
        and said[-1] == full[-1]
        and len(said[0]) == 1
        and full[0].startswith(said[0])
    )
