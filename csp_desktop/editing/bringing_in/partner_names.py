"""Who is meant by a name in somebody's workbook: agencies and groups by short name, name or a variant of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz import fuzz

from csp_desktop.editing.bringing_in.known_records import Pairing
from csp_desktop.editing.changes import Insert
from csp_desktop.excel.foreign.reading import Draft
from csp_desktop.excel.wording.body_names import SMALL_WORDS, is_short_for, may_be_called, spelt_out
from csp_desktop.excel.wording.who_is_named import (
    COMMA,
    bodies_together,
    initials_together,
    is_body,
    may_be_initials,
)
from csp_desktop.registers.as_written.dates import A_MONTH, parse_date
from csp_desktop.registers.as_written.word_meanings import (
    says_nobody,
    says_nobody_in_particular,
    says_not_yet,
    says_nothing,
    says_same_again,
    speaks_of_not_yet,
    status_meant,
)
from csp_desktop.registers.as_written.wordings import either
from csp_desktop.registers.fields import Values
from csp_desktop.rules.body_kinds import kind_of_body

PartnerRegister = Literal["agencies", "groups"]
PartnerColumn = Literal["agencies", "groups", "authorities"]
"""What a column of names is of; authorities are agencies named in full, those of many districts beside each other."""

_HOW_NOT_WHO = re.compile(
    r"(?:to be |as )?(?:assigned|agreed|determined|decided|nominated|identified|appointed|see)\b.*",
    re.IGNORECASE,
)
# A whole text that says when: "By June 2006", "2005/06", "Ongoing"; a month by itself may be somebody's name.
_WHEN = re.compile(
    r"(?=.*(?:\d|\b(?:by|end|ongoing|on-going|continuous|annual|annually|yearly|quarterly|monthly|weekly|daily)\b))"
    r"(?:\b(?:by|end|of|the|in|from|until|to|and|each|every|early|mid|late|year|month|quarter|ongoing|on-going|continuous|"
    r"annual|annually|yearly|quarterly|monthly|weekly|daily|spring|summer|autumn|winter|"
    rf"{A_MONTH}|q[1-4])\b|\d{{1,2}}(?:st|nd|rd|th)\b|\b\d+\b|[\s/.&’'–—-])+",
    re.IGNORECASE,
)
_HOW_FAR = ("complete", "in progress", "ongoing", "not started", "stopped", "lapsed", "open")
_GROUP_WORDS = re.compile(
    r"\b(?:group|sub-?group|forum|panel|jag|committee|working party|steering|task and finish)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamedPartner:
    """One name as written, and the partner it means; `known` is no where the partner is made for it."""

    text: str
    register: PartnerRegister
    id: str
    known: bool
    message: str = ""


@dataclass(frozen=True)
class NobodyNamed:
    """A piece of text in a column of names that names nobody, and why."""

    text: str
    why: str
    understood: bool


@dataclass
class PartnerNames:
    """The agencies and groups of a file, and those a workbook brings.

    `made` holds an Insert for each partner that is new.
    """

    partnership: str
    agencies: list[Values]
    groups: list[Values]
    made: list[Insert] = field(default_factory=list)
    met: set[tuple[PartnerRegister, str]] = field(default_factory=set)

    def know(self, inserts: Iterable[Insert]) -> None:
        """Know the partners a workbook lists itself."""
        for insert in inserts:
            record = {**insert.values, "id": insert.id}
            if insert.register == "agencies":
                self.agencies.append(record)
            elif insert.register == "groups":
                self.groups.append(record)

    def recognise(
        self, text: str, column: PartnerColumn, *, one: bool = False, initials: bool = False
    ) -> list[NamedPartner | NobodyNamed]:
        """Everybody named in a cell of a column of agencies, groups or authorities; unknown ones are made.

        Where a cell names `one`, it is parted at commas only if some of its parts are known and it is not; then
        nobody is made of the others. Nor is anybody of what may be somebody's `initials`.
        """
        partners: list[NamedPartner | NobodyNamed] = []
        parts = name_parts(text)
        if one and (self._called(text, column) or not any(self._known(part, column) for part in parts)):
            parts = [" ".join(text.split())]
        for part in parts:
            unnamed = names_nobody(part)
            if unnamed:
                partners.append(unnamed)
                continue
            for piece in (initials and initials_together(part)) or self._pieces(part, column):
                if one and len(parts) > 1 and not self._known(piece, column):
                    partners.append(
                        NobodyNamed(
                            piece, f"Only one can be recorded here; “{piece}” is not known.", understood=False
                        )
                    )
                    continue
                named = self._known(piece, column)
                if named is None and (several := self.several_called(piece, column)):
                    why = f"{several}; choose which on the record."
                    partners.append(NobodyNamed(piece, why, understood=False))
                    continue
                if named is None and initials and may_be_initials(piece):
                    why = f"“{piece}” may be somebody's initials, or short for an agency; choose on the record who leads."
                    partners.append(NobodyNamed(piece, why, understood=False))
                    continue
                named = self._called_in_full(named) if named else self._make(piece, column)
                self.met.add((named.register, named.id))
                partners.append(named)
        return partners

    def _called_in_full(self, named: NamedPartner) -> NamedPartner:
        """Somebody named; one made by an abbreviation alone is called in full where its name is met."""
        if len(named.text.split()) < 2:
            return named
        made = next((at for at, insert in enumerate(self.made) if insert.id == named.id), None)
        if made is None:
            return named
        values = self.made[made].values
        if values["name"] != values["short_name"] or values["name"] not in _initials(named.text):
            return named
        kind = kind_of_body(named.text) if named.register == "agencies" else None
        known = {"kind": kind, **values} if kind else {**values}
        self.made[made] = Insert(named.register, {**known, "name": named.text}, named.id)
        sides = self.agencies if named.register == "agencies" else self.groups
        next(record for record in sides if record["id"] == named.id)["name"] = named.text
        return replace(named, message=f"Read as the full name of {values['name']}.")

    def _pieces(self, part: str, column: PartnerColumn) -> list[str]:
        """One name, or those run together in it: known ones, "EHC Drugs working group", or bodies, "Council/Police"."""
        if self._called(part, column):
            return [part]
        for separator in (r"\s*/\s*", r"\s+and\s+|\s*&\s*|\s*\+\s*"):
            pieces = [piece for piece in re.split(separator, part) if piece]
            if len(pieces) > 1 and all(self._known(piece, column) for piece in pieces):
                return pieces
        if bodies := bodies_together(part):
            return bodies
        apart = [piece for piece in re.split(r"\s+/\s+", part) if piece]
        if len(apart) > 1 and sum(
            is_body(piece) or self._known(piece, column) is not None for piece in apart
        ) * 2 >= len(apart):
            return apart
        words = part.split()
        for count in range(1, len(words)):
            first, rest = " ".join(words[:count]), " ".join(words[count:])
            if self._called(first, column) and self._called(rest, column):
                return [first, rest]
        return [part]

    def _called(self, text: str, column: PartnerColumn) -> bool:
        """Known by exactly this name."""
        partner = self._known(text, column)
        return partner is not None and not partner.message

    def agency_called(self, text: str) -> str | None:
        """The agency known by a name or a variant of it; nobody is made."""
        partner = self._known(text, "agencies")
        return partner.id if partner and partner.register == "agencies" else None

    def _known(self, text: str, column: PartnerColumn) -> NamedPartner | None:
        sides: list[tuple[PartnerRegister, list[Values]]] = [
            ("agencies", self.agencies),
            ("groups", self.groups),
        ]
        if column == "groups":
            sides.reverse()
        elif column == "authorities":
            sides = sides[:1]
        for exact in (True, False):
            for register, records in sides:
                # One district's council is not another's with a letter wrong.
                slips = column != "authorities"
                record = _exactly(text, records) if exact else _nearly(text, records, slips=slips)
                if record:
                    message = (
                        "" if exact else f"“{text}” is read as {record['short_name']} ({record['name']})."
                    )
                    return NamedPartner(text, register, record["id"], True, message)
        return None

    def several_called(self, text: str, column: PartnerColumn) -> str:
        """Which several agencies a short form may be, as the beginning of a sentence; "" where it is none."""
        if column == "groups":
            return ""
        fitting = _short_forms(text, self.agencies, anywhere=column != "authorities")
        if len(fitting) < 2:
            return ""
        names = [str(agency["name"]) for agency in fitting]
        return f"“{text}” may be {either(names)}"

    def _make(self, text: str, column: PartnerColumn) -> NamedPartner:
        register: PartnerRegister = (
            "groups"
            if column == "groups" or (column == "agencies" and _GROUP_WORDS.search(text))
            else "agencies"
        )
        values: Values = {"name": text, "short_name": text}
        if register == "groups":
            values["partnership"] = self.partnership
            if re.search(r"working (?:group|party)", text, re.IGNORECASE):
                values["kind"] = "working group"
            elif re.search(r"task and finish", text, re.IGNORECASE):
                values["kind"] = "task and finish"
        elif kind := "responsible authority" if column == "authorities" else kind_of_body(text):
            values["kind"] = kind
        insert = Insert(register, values)
        self.made.append(insert)
        record = {**values, "id": insert.id}
        (self.groups if register == "groups" else self.agencies).append(record)
        what = "a group" if register == "groups" else "an agency"
        return NamedPartner(text, register, insert.id, False, f"“{text}” is new: it will be added as {what}.")


def name_parts(text: str) -> list[str]:
    """The names in a cell: commas, semicolons, bullets and lines part them; a wrapped line does not."""
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if lines and stripped[:1].islower() and not lines[-1].endswith((",", ";")):
            lines[-1] = f"{lines[-1]} {stripped}"
        else:
            lines.append(stripped)
    parts = [part for line in lines for part in re.split(rf"{COMMA}|[;•○●▪·]", line)]
    return [
        " ".join(part.split()).strip(" .") for part in parts if part.strip(" .\t–-") or says_nothing(part)
    ]


def says_when(text: str) -> bool:
    """Is all of a text a date or a span of time, though it stands in a column of names?"""
    return _WHEN.fullmatch(text) is not None


def names_nobody(text: str) -> NobodyNamed | None:
    """Why a text in a column of names names nobody; None where it may be a name."""
    if says_nothing(text) or says_nobody(text):
        return NobodyNamed(text, f"“{text}” means nobody is named.", understood=True)
    if says_not_yet(text):
        return NobodyNamed(text, f"“{text}”: nobody is named yet.", understood=True)
    if parse_date(text) is not None or not re.search(r"[^\W\d_]", text):
        return NobodyNamed(text, f"“{text}” is a date or a number, not a name.", understood=False)
    if says_nobody_in_particular(text):
        why = f"“{text}” names nobody in particular; choose a lead on the record."
        return NobodyNamed(text, why, understood=False)
    if says_same_again(text):
        return NobodyNamed(
            text, f"“{text}” points at another cell; choose a lead on the record.", understood=False
        )
    if speaks_of_not_yet(text) or text.rstrip(" )").endswith("?"):
        return NobodyNamed(
            text, f"“{text}” is not certain yet; choose a lead on the record.", understood=False
        )
    if says_when(text):
        return NobodyNamed(text, f"“{text}” says when, not who.", understood=False)
    if status_meant(text, _HOW_FAR):
        return NobodyNamed(
            text,
            f"“{text}” says how far it is, not who leads; choose a lead on the record.",
            understood=False,
        )
    if _HOW_NOT_WHO.fullmatch(text):
        return NobodyNamed(
            text,
            f"“{text}” says how a lead is chosen, not who it is; choose one on the record.",
            understood=False,
        )
    if len(text.split()) > 9 or len(text) > 80:
        return NobodyNamed(
            text,
            f"“{text}” reads as a sentence, not as a name; choose a lead on the record.",
            understood=False,
        )
    return None


def name_key(text: str) -> str:
    """A name without what variants differ in: case, small words, plurals, abbreviations, order of words."""
    kept = [word.rstrip("s") if len(word) > 3 else word for word in spelt_out(text)]
    return " ".join(sorted(kept))


def called(text: str, records: Sequence[Values]) -> Values | None:
    """The one of some records with name and short name that a name means, exactly or as a variant of it."""
    return _exactly(text, records) or _nearly(text, records)


def take_called(
    drafts: Iterable[tuple[Draft, Values]], records: Iterable[Values], pairing: Pairing, apart: frozenset[str]
) -> None:
    """Pair agencies or groups a workbook lists with those of the file that are called so in short, or in full."""
    free = {record["id"]: record for record in records}
    for record in pairing.same.values():
        free.pop(record["id"], None)
    for draft, values in drafts:
        if draft.key in pairing.same or draft.key in apart:
            continue
        if known := called(str(values.get("name") or ""), list(free.values())):
            pairing.same[draft.key] = free.pop(known["id"])


def as_known_body(record: Values, values: Values) -> Values:
    """What a list says of a known agency or group, whose full name no abbreviation takes the place of.

    The abbreviation becomes its short name where it has none of its own.
    """
    name, known = str(values.get("name") or ""), record["name"]
    if not name or not _is_shorter(name, record):
        return values
    kept = {**values, "name": known}
    if record["short_name"] == known and name in _initials(known):
        kept.setdefault("short_name", name)
    return kept


def _is_shorter(name: str, record: Values) -> bool:
    """Is a name a short form of the one a record has, which says more?"""
    known = record["name"]
    if len(name) >= len(known):
        return False
    words, full = set(name_key(name).split()), set(name_key(known).split())
    return (
        name.casefold() == record["short_name"].casefold()
        or name in _initials(known)
        or words < full
        or (is_short_for(name, known) and not is_short_for(known, name))
    )


def _exactly(text: str, records: Iterable[Values]) -> Values | None:
    wanted = text.casefold()
    return next(
        (
            record
            for record in records
            if wanted in (record["short_name"].casefold(), record["name"].casefold())
        ),
        None,
    )


def _nearly(text: str, records: Sequence[Values], *, slips: bool = True) -> Values | None:
    """The only record a variant can mean; None where none or several could be meant."""
    key = name_key(text)
    if not key:
        return None
    same = [record for record in records if key in _keys(record)]
    if not same:
        same = [record for record in records if _initials_agree(text, record)]
    if not same:
        same = _short_forms(text, records, anywhere=slips)
        if len(same) > 1:
            return None
    if not same and slips and len(key) >= 6:
        # A slip of the pen, not a word more or less: "Essex Police Authority" is not Essex Police, nor
        # "Area 2 panel" the panel of area 1.
        likeness = {
            record["id"]: max(
                (fuzz.ratio(key, other) for other in _keys(record) if _may_be_a_slip(key, other)),
                default=0.0,
            )
            for record in records
        }
        best = max(likeness.values(), default=0.0)
        same = [record for record in records if best >= 88 and likeness[record["id"]] == best]
    return same[0] if len({record["id"] for record in same}) == 1 else None


def _short_forms(text: str, records: Sequence[Values], *, anywhere: bool) -> list[Values]:
    """The records of whose names one is a short form, or else those whose names are short forms of it."""
    short = [record for record in records if is_short_for(text, record["name"], anywhere=anywhere)]
    return short or [record for record in records if may_be_called(record["name"], text)]


def _may_be_a_slip(key: str, other: str) -> bool:
    """As many words, and the same numbers."""
    return key.count(" ") == other.count(" ") and re.findall(r"\d+", key) == re.findall(r"\d+", other)


def _keys(record: Values) -> set[str]:
    keys = {name_key(record["name"]), name_key(record["short_name"])}
    # "PPO Group" is known as "PPO".
    return keys | {" ".join(word for word in key.split() if word != "group") for key in keys} - {""}


def _initials_agree(text: str, record: Values) -> bool:
    """ "EHC" for East Herts Council, whichever of the two is written and whichever is known."""
    for short, long in ((text, record["name"]), (record["short_name"], text)):
        if re.fullmatch(r"[A-Z]{3,7}", short) and short in _initials(long):
            return True
    return False


def _initials(name: str) -> set[str]:
    words: list[str] = re.findall(r"[A-Za-z]+", name.replace("&", " and "))
    if len(words) < 2:
        return set()
    without = [word for word in words if word.casefold() not in SMALL_WORDS]
    return {"".join(word[0] for word in kept).upper() for kept in (words, without)}
