"""Whether a few words name a person, a post or a body, or are somebody's initials."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.given_names import GIVEN_NAMES
from csp_desktop.excel.wording.titles import looks_like_name, title_and_rest
from csp_desktop.registers.as_written.word_meanings import says_nobody, says_not_yet
from csp_desktop.rules.body_kinds import kind_of_body

_POST = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head (?:of|at|for)|director|inspector|sergeant|constable|superintendent|lead|leader|"
    r"(?:portfolio|cabinet) (?:holder|member)|adviser|advisor|analyst|worker|assistant|administrator|(?<!crime )commissioner|chief executive|ceo|cfo|supervisor|practitioner|"
    r"consultant|engineer|nurse|(?:head)?teacher|solicitor|commander|warden|engagement lead|business partner|secretary|treasurer|planner|accountant|"
    r"specialist|executive|developer|trainer|president|councillor|cllr|clerk|champion|"
    r"sgt|insp|supt|pcso|dci|d/?supt|ch(?:ief)? insp)\b|(?-i:\bD[IS](?=,? [A-Z]))",
    re.IGNORECASE,
)
# What is called by the work its people do, or is an executive itself: “Street Warden Team”, “Housing Executive”.
_BODY_OF_POSTS = re.compile(
    r"(?:the )?(?!.*\b(?:head|chief|deputy|senior|director|manager|chair|of|for)\b)(?:[\w&'’/-]+ )*"
    r"(?:(?:housing|health (?:and|&) safety|transport|(?:scottish|welsh|northern ireland|ni)) executive(?: \([A-Z]{2,6}\))?"
    r"|(?:warden|worker|officer|advis[eo]r|nurse|pcso|champion|trainer|engineer|practitioner)s?['’]? "
    r"(?:team|service|group|unit|scheme|network|forum)s?|lead local flood authority)",
    re.IGNORECASE,
)
TOGETHER = re.compile(r"\s*/\s*|\s*&\s*|\s*\+\s*|\s+and\s+")
"""What joins two names in a cell."""
# What is one body's business, though each half may name another: "Fire and Rescue", "Police and Crime Commissioner".
_OF_TWO_WORDS = re.compile(
    r"\bfire\s*(?:and|&)\s*rescue\b|\b(?:police|fire)\s*(?:and|&)\s*(?:fire|crime)\b|\bprison\w*\s*(?:and|&)\s*probation\b"
    r"|\bhealth\s*(?:and|&)\s*social care\b|\bcommissioner\b",
    re.IGNORECASE,
)
# Its comma parts no names either.
_OF_THREE_WORDS = (
    r"(?i:(?<=\bpolice,)\s*fire\s*(?:and|&)\s*crime\b|(?<=\bfire,)\s*police\s*(?:and|&)\s*crime\b"
    r"|(?<=\beducation,)\s*health\s*(?:and|&)\s*(?:social\s+)?care\b)"
)
COMMA = rf",(?!{_OF_THREE_WORDS})"
"""A comma that parts names, as a pattern: not the one in “Police, Fire and Crime Commissioner”."""
INITIALS = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\.){2,3}")
"""Two or three capitals."""
# Two words with a capital each that are no name of anybody.
NO_NAME = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head|director|inspector|sergeant|constable|worker|lead|leader|team|superintendent|"
    r"police|council|probation|nhs|icb|fire|trust|partnership|county|district|borough|agency|association|health|school|schools|"
    r"college|university|authority|group|board|forum|panel|all|partners?|department|services?|community|safety|youth|justice|public|"
    r"housing|domestic|abuse|violence|crime|drugs?|alcohol|senior|principal|deputy|assistant|neighbourhood|city|town|local|road|"
    r"children|adults?|social|care|young|victims?|business|legal|environmental|licensing|planning|policy|performance|data|strategic|"
    r"division|sector|locality|region|area|valley|communities|operational|programme|project|the|chief|vice|joint|office|delivery|action|steering|task|force|hub|unit|centre|reduction)\b",
    re.IGNORECASE,
)
# Nor of anybody whose first name is not one of those listed; some are surnames too.
_NO_STRANGER = re.compile(
    r"^(?:north|south|east|west|mid|central|greater?|upper|lower|inner|outer)\b|\b(?:trading|standards|support|advice|citizens?|women|men|aid|watch|highways|street|pastors?|home|homes|house|court|crown|"
    r"prosecution|prison|protection|foundation|church|charity|hospital|academy|ambulance|constabulary|rescue|response|recovery|"
    r"prevention|intervention|offenders?|offending|enforcement|engagement|communications|commissioning|safeguarding|incident|"
    r"neighbourhoods?|estates?|parks?|transport|licensees?|pubwatch|shopwatch|chamber|commerce|university|federation|volunteers?|"
    r"registered|landlords?|providers?|vale|finance|resources|wellbeing|mental|family|families|early|help|regulatory|civil|emergency)\b",
    re.IGNORECASE,
)
_WELL_KNOWN = {
    "NHS", "ICB", "CCG", "PCT", "PCC", "CPS", "YOT", "YOS", "YJS", "YJB", "CVS", "DWP", "HMP", "BTP", "MPS", "GMP", "FRS", "NPS", "CRC",
    "RSL", "DCC", "ACC",
}  # fmt: skip
NOT_AGENCIES = {"CSP", "ASB", "JAG", "DAP", "PPO", "NHW", "DARO", "DA", "PRG", "CDRP"}
"""Short names of groups, themes and schemes that are no bodies."""
# What is a body whatever stands before it.
_SHORT_COUNCIL = re.compile(r"(?:[A-Z][\w'’&.-]*\s+)+(?:DC|BC|CC|TC|MBC|CBC|MDC|UA|LBC?)")
_OFFICE = re.compile(r"\bcommissioner\b|\boffice$", re.IGNORECASE)
SURE_BODY = re.compile(
    r"(?:NHS\b.*|(?:[\w'’&.-]+\s+)+(?i:police|constabulary|council|probation|trust|authority|service|agency|association))"
)
# Parts of councils that lead work in their own name.
_DEPARTMENT = re.compile(
    r"(?:[\w'’&.-]+\s+)*(?:(?:adults?['’]?s?|child(?:ren)?['’]?s?|youth|family|families|housing|social|leisure|regulatory|environmental|"
    r"customer|legal|neighbourhood|street|waste|parking|library|early help) services|trading standards|environmental health|"
    r"public health|social care|youth (?:offending|justice) team)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[A-Z]{2,7}|(?i:(?:[\w&'’.-]+ )*(?:police|council|probation|nhs|icb|fire|trust|authority|college|university))"
)


def is_person(text: str) -> bool:
    """Does a short text name somebody: "Grace Sample", "G. Sample", "Cllr Sample", "T/Insp Grace Sample"?"""
    title, name = title_and_rest(text)
    words = name.split()
    if not looks_like_name(name) or NO_NAME.search(name):
        return False
    if title:
        # "DC Streetscene" is a district council's.
        return not is_post(name) and (title != "DC" or len(words) > 1)
    initials = (
        len(words) > 1 and re.fullmatch(r"(?:[A-Z]\.){1,3}[A-Z]?|[A-Z]", words[0]) and len(words[-1]) > 2
    )
    first = words[0].casefold()
    return len(words) <= 3 and (bool(initials) or first in GIVEN_NAMES or first.split("-")[0] in GIVEN_NAMES)


def may_be_person(text: str) -> bool:
    """Has a text the look of somebody's name, and not of a body, place or post?"""
    return (
        2 <= len(text.split()) <= 3
        and looks_like_name(text)
        and not (NO_NAME.search(text) or _NO_STRANGER.search(text) or is_post(text) or is_body(text))
    )


def may_be_one_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: “Sgt Ann Elm”, “A. Elm”, “Elm, Ann”; a post may be anybody's."""
    if not all(is_person(name) or may_be_person(name) for name in (one, other)):
        return True
    return are_one_name(one, other)


def are_one_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever the title and the order, with a first name in full or in short."""
    first, second = (untitled(name).replace(".", " ").split() for name in (one, other))
    if sorted(first) == sorted(second):
        return True
    return (
        bool(first and second)
        and first[-1] == second[-1]
        and (first[0].startswith(second[0]) or second[0].startswith(first[0]))
    )


def untitled(name: str) -> str:
    """What somebody is known by: “Insp. Ann Elm” is Ann Elm, “Insp. Elm” all that is known of them."""
    _, own = title_and_rest(name)
    return plain(own if len(own.split()) > 1 and looks_like_name(own) else name)


def is_body(text: str) -> bool:
    """Is a text surely what a body is called: “Essex Police”, “Rochford DC”, “NHS Essex”, “Probation Service”?"""
    if (
        text in NOT_AGENCIES
        or says_not_yet(text)
        or says_nobody(text)
        or (is_post(text) and not _OFFICE.search(text))
    ):
        return False
    named = (_AGENCY, _SHORT_COUNCIL, SURE_BODY, _DEPARTMENT, _BODY_OF_POSTS)
    return any(one.fullmatch(text) for one in named) or kind_of_body(text) is not None


def is_post(text: str) -> bool:
    """Does a short text name a post, such as "Youth Justice Manager", rather than a body?"""
    return len(text) <= 70 and _POST.search(text) is not None and not _BODY_OF_POSTS.fullmatch(text)


def bodies_together(text: str) -> list[str]:
    """The bodies a stroke, “and” or a plus joins, each surely one by its own name; none where the whole is one body."""
    for joint in (r"\s*/\s*", r"\s+and\s+|\s*[&+]\s*"):
        pieces = re.split(joint, text)
        surely = all(piece and is_body(piece) and not may_be_initials(piece) for piece in pieces)
        if len(pieces) > 1 and surely and not _OF_TWO_WORDS.search(text):
            return pieces
    return []


def initials_together(text: str) -> list[str]:
    """The initials of several people: “KM/TR”, “KM & TR”; none where a text is anything else."""
    pieces = TOGETHER.split(text)
    return pieces if len(pieces) > 1 and all(map(may_be_initials, pieces)) else []


def may_be_initials(text: str) -> bool:
    """May two or three capitals be somebody's initials, and no short name every officer knows: NHS, RDC?"""
    letters = text.replace(".", "")
    return (
        INITIALS.fullmatch(text) is not None
        and letters not in _WELL_KNOWN
        and not re.fullmatch(r"[A-Z](?:DC|CC|BC)", letters)
    )


def are_initials(texts: Iterable[str]) -> bool:
    """Are all the names of a column initials, and most of them of two letters?"""
    names = {
        name
        for text in texts
        for part in re.split(rf"{COMMA}|[;\n]", text)
        for name in TOGETHER.split(part.strip())
        if name
    }
    return (
        len(names) > 1
        and all(map(may_be_initials, names))
        and sum(len(name.replace(".", "")) == 2 for name in names) * 2 > len(names)
    )


def names_persons(text: str) -> bool:
    """Do the names of a whole column of leads stand for persons: many are somebody's, and none is a body?"""
    names = {name for part in re.split(rf"{COMMA}|[;\n]", text) if (name := part.strip())}
    worded = re.compile(r"[A-Z][A-Za-z'’.-]*(?: [A-Z][A-Za-z'’.-]*){0,2}")
    if not all(worded.fullmatch(name) and not name.isupper() and not NO_NAME.search(name) for name in names):
        return False
    known = sum(map(is_person, names))
    return known > 1 and known * 3 >= len(names)
