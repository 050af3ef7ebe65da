"""Money and people as plans name them: "20k CSP Allocation", "Chair – Licensing Officer, Borough Council"."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.excel.wording.given_names import GIVEN_NAMES
from csp_desktop.registers.as_written.amounts import parse_money

_AMOUNT = re.compile(r"(?<![\w.,/])(£?\s?\d[\d,]*(?:\.\d+)?\s?[kK]?)\s+(?:from\s+(?:the\s+)?)?(?=[A-Z])")
_KINDS = (
    ("reserve", "reserve"),
    ("prg", "reward grant"),
    ("reward", "reward grant"),
    ("in kind", "in kind"),
    ("match", "match"),
)
_JOB = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head|director|inspector|sergeant|constable|worker|lead|team|superintendent)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head of|director|inspector|sergeant|constable|superintendent|lead|leader|"
    r"adviser|advisor|analyst|worker|assistant|administrator|(?<!crime )commissioner|chief executive|ceo|cfo|supervisor|practitioner|"
    r"consultant|engineer|nurse|teacher|warden|engagement lead|business partner|secretary|treasurer|planner|accountant|"
    r"specialist|executive|developer|trainer|president|councillor|cllr|clerk|champion|"
    r"sgt|insp|supt|pcso|dci|d/?supt|ch(?:ief)? insp)\b|(?-i:\bD[IS](?=,? [A-Z]))",
    re.IGNORECASE,
)
# A rank or a job and nothing else: what follows a comma is what it is of, "Sgt, Town team".
_BARE_POST = re.compile(
    r"(?:(?:detective|chief|temporary|acting|deputy|assistant|senior|t/|a/|d/)\s*)*"
    r"(?:inspector|sergeant|constable|superintendent|insp|sgt|supt|pcso|pc|ps|di|ds|dci|officer|manager|director|co-?ordinator|lead|chair)\.?",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:(?P<rank>(?:(?:detective|chief|temporary)\s+)*(?:inspector|superintendent|supt|insp|sergeant|sgt|constable|pc|pcso|cllr|councillor|dr))\.?\s+)?"
    r"(?P<name>(?-i:[A-Z][A-Za-z.'’-]*\s+(?:[A-Z]\.?\s+)?[A-Z][a-z][A-Za-z'’-]*))"
    r"(?P<mark>\s*,\s+|\s+[-–—]\s+|\s+)(?P<rest>\S.*)",
    re.IGNORECASE,
)
# Two words with a capital each that are no name of anybody.
_NO_NAME = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head|director|inspector|sergeant|constable|worker|lead|leader|team|superintendent|"
    r"police|council|probation|nhs|icb|fire|trust|partnership|county|district|borough|agency|association|health|school|schools|"
    r"college|university|authority|group|board|forum|panel|all|partners?|department|services?|community|safety|youth|justice|public|"
    r"housing|domestic|abuse|violence|crime|drugs?|alcohol|senior|principal|deputy|assistant|neighbourhood|city|town|local|road|"
    r"children|adults?|social|care|young|victims?|business|legal|environmental|licensing|planning|policy|performance|data|strategic|"
    r"operational|programme|project|the|chief|vice|joint|office|delivery|action|steering|task|force|hub|unit|centre|reduction)\b",
    re.IGNORECASE,
)
# Leads that run on in one line: a new one starts with two names and a dash or comma.
_RUN_ON = re.compile(
    r"(?<=\w)[ ](?=(?:Chief Inspector )?(?!Chief |Police |Council )[A-Z][a-z]+ (?!Inspector|Officer)[A-Z][a-z]+(?:\s+[-–—]\s|,\s))(?<!Inspector )"
)
# One who follows a comma with a body and post but no dash: "…, P Example BDC Licensing Officer".
_RUN_ON_BARE = re.compile(r",\s+(?=[A-Z][a-z]*\.? [A-Z][a-z]+ [A-Z]{2,6}\b)")
_NOT_AGENCIES = {"CSP", "ASB", "JAG", "DAP", "PPO", "NHW", "DARO", "DA", "PRG", "CDRP"}


# What is a body whatever stands before it.
_AGENCY = re.compile(
    r"[A-Z]{2,7}|(?i:(?:[\w&'’.-]+ )*(?:police|council|probation|nhs|icb|fire|trust|authority|college|university))"
)


class NamedAmount(NamedTuple):
    """An amount of money as a plan names it: pence, the stream it comes from, its kind, and what it is for."""

    pence: int
    stream: str
    kind: str
    purpose: str


class NamedLead(NamedTuple):
    """A lead as a plan names them: a person or a post, what follows the name, and the agency they seem to be of."""

    name: str
    job_title: str
    agency: str


def named_amounts(text: str) -> list[NamedAmount]:
    """Every amount with the name of its stream in a text on resources."""
    amounts: list[NamedAmount] = []
    matches = list(_AMOUNT.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    for match, end in zip(matches, ends, strict=bool(matches)):
        pence = parse_money(match[1])
        rest = " ".join(text[match.end() : end].split())
        stream, _, purpose = rest.strip(" ,;+&").partition(" - ")
        if pence is None or not stream:
            continue
        kind = next((kind for word, kind in _KINDS if word in stream.casefold()), "grant")
        amounts.append(NamedAmount(pence, stream.strip(" .,;"), kind, purpose.strip()))
    return amounts


def named_leads(text: str) -> list[NamedLead] | None:
    """The people or posts a list of leads names, one a line; None where its lines name agencies instead."""
    leads: list[NamedLead] = []
    for line in _RUN_ON_BARE.sub("\n", _RUN_ON.sub("\n", text)).split("\n"):
        line = " ".join(line.split()).strip(" ,;")
        if not line:
            continue
        lead = _person(line) or _post(line)
        if lead is None:
            return None
        leads.append(lead)
    return leads or None


def _person(line: str) -> NamedLead | None:
    """Somebody named, with their post and body after a dash or comma, or after the name itself."""
    match = _PERSON.fullmatch(line)
    if match is None or _NO_NAME.search(match["name"]):
        return None
    rest = match["rest"]
    bodied = re.match(r"[A-Z]{2,6}\b", rest) and _JOB.search(rest)
    if not match["mark"].strip() and not (match["rank"] or bodied or is_person(match["name"])):
        # "Modern Slavery Lead", "DA Commissioning Lead": a post, and nobody's name.
        return None
    post, agency = _post_and_body(rest)
    return NamedLead(match["name"], ", ".join(filter(None, (match["rank"], post))), agency)


def _post(line: str) -> NamedLead | None:
    """A post with its body or what it is of, or by itself."""
    parts = re.split(r"\s+[-–—]\s+", line, maxsplit=1)
    if len(parts) == 1 and _JOB.search(parts[0]):
        parts = line.rsplit(", ", 1)
        if len(parts) == 2 and (_JOB.search(parts[1]) or not (_BODY.search(parts[1]) or parts[1].isupper())):
            parts = [line]
    if len(parts) == 2 and parts[1]:
        return NamedLead(parts[0], parts[1] if _JOB.search(parts[1]) else parts[0], _agency(parts[1]))
    return NamedLead(line, line, _agency(line)) if _JOB.search(line) else None


def _post_and_body(rest: str) -> tuple[str, str]:
    """What follows a name, parted: "CSP Coordinator RDC" is a post of RDC, "Essex Police" a body and no post."""
    if not _JOB.search(rest) and not re.search(r"\s[-–—]\s|,\s", rest):
        return "", rest.strip()
    parts = re.split(r"\s+[-–—]\s+|,\s+", rest)
    if len(parts) > 1 and _BODY.search(parts[-1]) and not _JOB.search(parts[-1]):
        return ", ".join(parts[:-1]), parts[-1]
    agency = _agency(rest)
    bare = re.sub(rf"^{re.escape(agency)}\s+|\s+{re.escape(agency)}$", "", rest) if agency else rest
    return bare, agency


def is_person(text: str) -> bool:
    """Does a short text name somebody: "Grace Sample", "G. Sample", "Cllr Sample"?"""
    rest = re.sub(
        r"^(?:mr|mrs|ms|miss|dr|cllr|councillor|pc|pcso|sgt|insp|di|ds|dci|supt)\b\.?\s+",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    words = rest.split()
    if (
        not 1 <= len(words) <= 3
        or not all(re.fullmatch(r"[A-Z][A-Za-z'’.-]*", word) for word in words)
        or _NO_NAME.search(rest)
    ):
        return False
    if rest != text.strip():
        return True
    initials = len(words) > 1 and re.fullmatch(r"[A-Z]\.?", words[0]) and len(words[-1]) > 2
    return bool(initials) or words[0].casefold() in GIVEN_NAMES


def is_post(text: str) -> bool:
    """Does a short text name a post, such as "Youth Justice Manager", rather than a body?"""
    return len(text) <= 70 and _POST.search(text) is not None


_BODY = re.compile(
    r"\b(?:police|council|probation|nhs|icb|fire|trust|partnership|county|district|borough|agency|association|health|"
    r"school|schools|college|university|authority|team|group|board|forum|panel|all|partners|department|services?)$",
    re.IGNORECASE,
)


def names_persons(text: str) -> bool:
    """Do the names of a whole column of leads stand for persons: many are somebody's, and none is a body?"""
    names = {name for part in re.split(r"[,;\n]", text) if (name := part.strip())}
    worded = re.compile(r"[A-Z][A-Za-z'’.-]*(?: [A-Z][A-Za-z'’.-]*){0,2}")
    if not all(worded.fullmatch(name) and not name.isupper() and not _NO_NAME.search(name) for name in names):
        return False
    known = sum(map(is_person, names))
    return known > 1 and known * 3 >= len(names)


def parted_leads(text: str, *, officers: bool) -> tuple[list[str], list[str]]:
    """Posts or persons, and bodies, in a cell of leads; `officers` where its heading promises persons."""
    posts, bodies = [], []
    for name in _names(text):
        if (
            is_post(name)
            or is_person(name)
            or (officers and not _BODY.search(name) and not re.fullmatch(r"[A-Z]{2,7}", name))
        ):
            posts.append(name)
        else:
            bodies.append(name)
    return posts, bodies


def _names(text: str) -> list[str]:
    """The names of a cell; a bare rank or job goes with what it is of, unless that is a post itself."""
    names: list[str] = []
    for line in re.split(r"[;\n]", text):
        own = [name for part in line.split(",") if (name := part.strip())]
        while own:
            name = own.pop(0)
            if own and _BARE_POST.fullmatch(name) and not _stands_alone(own[0]):
                name = f"{name}, {own.pop(0)}"
            names.append(name)
    return names


def _stands_alone(name: str) -> bool:
    return is_post(name) or is_person(name) or _AGENCY.fullmatch(name) is not None


def _agency(text: str) -> str:
    """The agency in what follows a name: its capitals, or all of it where it says no job."""
    capitals = [word for word in re.findall(r"\b[A-Z]{2,6}\b", text) if word not in _NOT_AGENCIES]
    if capitals:
        return str(capitals[0])
    if not _JOB.search(text):
        return text.strip()
    match = re.match(r"((?:[A-Z][a-z]+\s+){0,3}(?:Police|Council|Probation|Fire and Rescue))\b", text)
    return match[1] if match else ""
