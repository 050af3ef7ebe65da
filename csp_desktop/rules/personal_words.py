"""Words about people within text: names known, email addresses, telephone numbers, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import combining, normalize

from csp_desktop.registers.as_written.wordings import as_compared, listed
from csp_desktop.registers.fields import Record

# Titles and ranks people are called by, before their surname.
_TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Rev", "Revd", "Reverend",
    "Cllr", "Councillor", "PC", "DC", "PS", "DS", "PCSO", "Constable", "Sgt", "Sergeant", "Insp", "Inspector", "CI", "DCI",
    "Ch Insp", "Chief Inspector", "Supt", "Superintendent", "Ch Supt", "Chief Superintendent",
)  # fmt: skip
_TITLE = "(?:" + "|".join(re.escape(title) for title in sorted(_TITLES, key=len, reverse=True)) + r")\.?"
_LEADING_TITLES = re.compile(rf"^(?:{_TITLE}\s+)+", re.IGNORECASE)
_AT = r"(?:\s?(?:@|\(at\)|\[at\])\s?)"
_DOT = r"(?:\.|\s?[(\[]dot[)\]]\s?|(?-i:\sDOT\s))"
# As a word of its own "at" stands between days and hours too ("12.10.2026 at 10.30am"), so then both sides must look
# like an address.
_E_MAIL = re.compile(
    rf"[\w.+'’-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)+"
    rf"|\b(?-i:[a-z]|[^\W\d_][\w+'’-]*(?:[._]|\sDOT\s)[^\W\d_])[\w.+'’-]*(?-i:\sAT\s)(?:[^\W_][\w-]*{_DOT})+[^\W\d_]{{2,}}\b"
    r"|(?-i:\b[^\W\d_][\w+'’-]*[._][^\W\d_](?:[\w.+'’-]*\w)?\sat\s(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}\b)",
    re.IGNORECASE,
)
_DASH = r"\-‐‑‒–—−"
# What a list of people has in place of a name.
_NOBODY = re.compile(
    r"\b(?:vacant|vacancy|to be (?:confirmed|appointed|advised|recruited|decided)|tb[acd]|unknown|not known|n/a)\b",
    re.IGNORECASE,
)
_YEARS = rf"(?:19|20)\d\d\s?[{_DASH}/]\s?\d\d(?:\d\d)?\b"
_TELEPHONE = re.compile(
    # A day in figures may be followed by another.
    rf"(?<![\w.,£/-])(?!0[1-9][./{_DASH}](?:0?[1-9]|1[0-2])[./{_DASH}](?:19|20)?\d\d\b)"
    rf"(?:\+\s?\d(?:[\s().{_DASH}]{{0,3}}\d){{7,14}}|\(?0(?:[\s().{_DASH}]{{0,3}}\d){{9,10}}"
    rf"|\(?0\d{{2,4}}\)?\s?/\s?\d{{3,4}}[\s.{_DASH}]?\d{{3,4}})(?![\d/])"
    rf"|\b(?:tel|telephone|phone|mob|mobile|ring|call)\b[.:]?\s*(?:(?:no|number|on)\b[.:]?\s*)?(?!{_YEARS})"
    rf"\d(?:[\s{_DASH}]?\d){{4,}}(?:\s?/\s?\d(?:[\s{_DASH}]?\d){{4,}})?"
    r"|\b(?:ext|extension)\b[.:]?\s*\d{3,}",
    re.IGNORECASE,
)
# Outward part without Q, V or X first, inward part without C, I, K, M, O or V; "R3 2nd" is an ordinal.
_POSTCODE = re.compile(
    r"\b(?![QVXqvx])[A-Za-z]{1,2}\d[A-Za-z\d]?\s{0,3}(?!\d(?:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b"
)


class PersonalWords(NamedTuple):
    """Words found in a text that are about a person, and what kind they are: "name", "postcode" and so on."""

    kind: str
    words: str


def name_patterns(names: Iterable[str]) -> list[re.Pattern[str]]:
    """What each name looks like in text without accents: whole, by initial, turned round, by title and surname.

    A name of one word is one only where it is written as such: "Rose", but "numbers rose".
    """
    made = []
    for name in names:
        plain = _LEADING_TITLES.sub("", re.split(r"[,(]", _without_accents(name)[0].strip())[0].strip())
        parts = plain.split()
        if not parts or _NOBODY.search(plain):
            continue
        first, last = parts[0], _part(parts[-1])
        if len(parts) == 1:
            shapes = [
                rf"(?-i:{_part(first[:1].upper() + first[1:])}|{_part(first.upper())})",
                rf"{_TITLE}\s+{last}",
            ]
        else:
            shapes = [
                rf"(?:\s|[{_DASH}])+".join(_part(part) for part in parts),
                # Capitals tell a name from "a day" and "mark the day".
                rf"(?-i:{_part(first)}\s+(?:[A-Z]\S*\s+){{0,2}}{last})",
                rf"(?-i:{re.escape(first[0])}\.?\s*(?:[A-Z]\.?\s*)?{last})",
                rf"(?-i:{last}\s*,\s*(?:{_part(first)}|{re.escape(first[0])}\b\.?))",
                rf"{_TITLE}\s+{last}",
            ]
        made.append(re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE))
    return made


def _part(part: str) -> str:
    """A word of a name, however its apostrophes and hyphens are written, or whether they are."""
    return re.sub(
        "['’ʼ`]",
        "['’ʼ`]?\\\\s?",
        re.sub(f"[{_DASH}]", f"(?:[{_DASH}]|\\\\s+)?", re.escape(part).replace(r"\-", "-")),
    )


_OF_NAMES = r"(?:(?:[A-Z]\.?|(?:[A-Z]['’])?[A-Z]\w+(?:-[A-Z]\w+)?|Ma?c[A-Z]\w+)|de|del|della|di|la|le|van|von|der|den|ten|al|el|bin|ap)"
_NAME = re.compile(rf"{_OF_NAMES}(?:\s+{_OF_NAMES}){{1,3}}")
# What is told of posts and bodies, never of a person by name.
_POST = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head|director|inspector|sergeant|constable|lead|leader|superintendent|team|"
    r"adviser|advisor|analyst|worker|assistant|administrator|commissioner|executive|secretary|treasurer|clerk|warden|"
    r"police|council|partnership|group|board|forum|panel|service|services|authority|trust|agency|community|safety|crime|"
    r"district|borough|county|town|city|neighbourhood|office|department|unit|fire|health|probation|housing|youth|"
    r"support|standards|care|aid|concern|protection|enforcement|licensing|highways|environment(?:al)?|planning|"
    r"resources|homes|abuse|policing|behaviour|economy|watch|pastors|advice|red cross|centre|scene|lighting|(?:high|open) (?:street|road)|"
    r"agencies|alliance|partners|councils|contingencies|education|schools?|college|university|legal|finance|"
    r"strategic|national|regional|local|social|public|adult|children|families|victims?|domestic|vacant|vacancy|"
    r"confirmed|not known|decided|agreed|tb[ac]|plc|ltd|cic|safer|[dmb]?bc|cvs|pct|nhs|csp|"
    r"senior|deputy|principal|chief|member|portfolio|holder|action|steering|reduction|prevention|all|the|with)\b|\bDC$",
    re.IGNORECASE,
)

# Places and bodies in two or more words as people have their names: councils by their place alone, services known
# everywhere. Nobody is called North, Great or St before a surname.
_ELSEWHERE = re.compile(
    r"(?:north|south|east|west|mid|central|great|greater|upper|lower|inner|outer|new|high|port|st|saint|three)\s+\w\w.*"
    r"|age uk|amber valley|blaenau gwent|bury st edmunds|cannock chase|canvey island|castle point|cheshire (?:east|west)"
    r"|chester le street|derbyshire dales|ellesmere port|epping forest|forest heath|isle of \w+|kings lynn|malvern hills|melton mowbray"
    r"|merthyr tydfil|milton keynes|mole valley|neath port talbot|rhondda cynon taf|ribble valley|scottish borders"
    r"|suffolk coastal|surrey heath|taunton deane|(?:tees|test|thames) valley|tower hamlets|tunbridge wells"
    r"|waltham forest|welwyn hatfield|wyre forest|turning point|change grow live|changing lives|phoenix futures",
    re.IGNORECASE,
)


def names_within(text: str | None) -> list[str]:
    """Who is named in a box meant for a person or a post: "Cllr Jane Oduya; Community safety officer" names one.

    What stands after a comma or in brackets is a post, a body or a place, unless it has a title.
    """
    named = []
    for said in re.split(r"\s*(?:[;/&+\n]|\band\b)\s*", text or ""):
        for number, part in enumerate(re.split(r"\s*[,(]\s*", said)):
            part = part.strip(" .)")
            name = _LEADING_TITLES.sub("", part)
            has_title = name != part
            whole = (number == 0 or has_title) and _NAME.fullmatch(_without_accents(name)[0])
            titled = has_title and re.fullmatch(_OF_NAMES, _without_accents(name)[0])
            elsewhere = not has_title and _ELSEWHERE.fullmatch(name)
            if (whole or titled) and not (elsewhere or _POST.search(name)):
                named.append(part)
    return named


# Who is called so is a person, known to the file or not. Ranks are no such sign: "Rochford DC Housing", "PC repairs".
_INITIALS = r"(?:[A-Z]\.?[ ]?){1,3}"
_SURNAME = (
    r"(?:(?:van|von|de|der|den|del|la|le|al|el|bin|da|dos|di)[ -])*(?:[A-Z]['’]|Ma?c)?[A-Z]\w+(?:-[A-Z]\w+)?"
)
_CALLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|(?<!\bNear )(?<!\bHit and )(?<!\bDon[’']t )Miss)\b\.?\s+"
    rf"(?!(?:Teams|Word|Excel|Office|Access|Forms|Outlook)\b)(?:{_INITIALS}\b)?{_SURNAME}(?: {_SURNAME})?"
)

# Letters that are no plain one with an accent put to it.
_LIKE = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}


def _without_accents(text: str) -> tuple[str, Sequence[int]]:
    """A text with plain letters, and where each of them stands in it; the last place is its end."""
    if text.isascii():
        return text, range(len(text) + 1)
    plain, places = [], []
    for place, sign in enumerate(text):
        if not combining(sign):
            plain.append(_LIKE.get(sign) or normalize("NFD", sign)[0])
            places.append(place)
    return "".join(plain), [*places, len(text)]


def without_personal_words(text: str, names: Sequence[re.Pattern[str]]) -> tuple[str, list[PersonalWords]]:
    """A text with such words replaced by what was withheld, and those words."""
    kinds = [
        ("email address", _E_MAIL),
        *(("name", pattern) for pattern in names),
        ("name", _CALLED),
        ("telephone number", _TELEPHONE),
        ("postcode", _POSTCODE),
    ]
    withheld: list[PersonalWords] = []
    plain, places = _without_accents(text)
    for kind, pattern in kinds:
        found = [(places[match.start()], places[match.end()]) for match in pattern.finditer(plain)]
        if not found:
            continue
        withheld += [PersonalWords(kind, text[start:end]) for start, end in found]
        for start, end in reversed(found):
            text = f"{text[:start]}[{kind} withheld]{text[end:]}"
        plain, places = _without_accents(text)
    return text, withheld


_KINDS = {"name": "s", "email address": "es", "telephone number": "s", "postcode": "s"}


class PersonalData(NamedTuple):
    """The words about people, each once."""

    words: tuple[PersonalWords, ...]

    def __str__(self) -> str:
        """In words: "3 names, 1 email address and 2 telephone numbers"; "nobody’s name, address or number" for none."""
        parts = []
        for kind, ending in _KINDS.items():
            number = sum(each.kind == kind for each in self.words)
            if number:
                parts.append(f"{number:,} {kind if number == 1 else kind + ending}")
        if not parts:
            return "nobody’s name, address or number"
        return listed(parts)

    @property
    def listed(self) -> str:
        """All of them, one a line."""
        return "\n".join(each.words for each in self.words)


def personal_data(texts: Iterable[object], people: Iterable[Record]) -> PersonalData:
    """What of people is in some texts; a post entered as a name is nobody's."""
    whole = "\n".join(" ".join(str(text).split()) for text in texts if text)
    names = name_patterns(
        person["name"] for person in people if person["name"] and person["name"] != person.get("job_title")
    )
    _, personal = without_personal_words(whole, names)
    once = {(each.kind, as_compared(each.words)): each for each in reversed(personal)}
    kinds = list(_KINDS)
    return PersonalData(
        tuple(sorted(once.values(), key=lambda each: (kinds.index(each.kind), each.words.casefold())))
    )
