"""Money and people as plans name them: "20k CSP Allocation", "Chair – Licensing Officer, Borough Council"."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.registers.fields import parse_money

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
    r"adviser|advisor|analyst|worker|assistant|administrator|commissioner|chief executive|ceo|cfo|supervisor|practitioner|"
    r"consultant|engineer|nurse|teacher|warden|engagement lead|business partner|secretary|treasurer|planner|accountant|"
    r"specialist|executive|developer|trainer|president|councillor|cllr|clerk|champion)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^(?:chief\s+)?(?:inspector|supt|superintendent|insp|sgt|sergeant|pc|pcso|cllr|dr|mr|mrs|ms)\b\.?",
    re.IGNORECASE,
)
# Leads that run on in one line: a new one starts with two names and a dash or comma.
_RUN_ON = re.compile(
    r"(?<=\w)[ ](?=(?:Chief Inspector )?(?!Chief |Police |Council )[A-Z][a-z]+ (?!Inspector|Officer)[A-Z][a-z]+(?:\s+[-–—]\s|,\s))(?<!Inspector )"
)
_NOT_AGENCIES = {"CSP", "ASB", "JAG", "DAP", "PPO", "NHW", "DARO", "DA", "PRG", "CDRP"}


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
    for line in _RUN_ON.sub("\n", text).split("\n"):
        line = " ".join(line.split()).strip(" ,;")
        if not line:
            continue
        name, dash, rest = _parted(line, r"\s+[-–—]\s+")
        if not dash:
            name, dash, rest = _parted(line, r",\s+")
            dash = dash and _looks_like_a_person(name)
        if dash and rest:
            leads.append(NamedLead(name, rest, _agency(rest)))
        elif _JOB.search(line):
            leads.append(NamedLead(line, line, _agency(line)))
        else:
            return None
    return leads or None


def is_post(text: str) -> bool:
    """Does a short text name a post, such as "Youth Justice Manager", rather than a body?"""
    return len(text) <= 70 and _POST.search(text) is not None


_BODY = re.compile(
    r"\b(?:police|council|probation|nhs|icb|fire|trust|partnership|county|district|borough|agency|association|health|"
    r"school|schools|college|university|authority|team|group|board|forum|panel|all|partners|department|services?)$",
    re.IGNORECASE,
)


def parted_leads(text: str, *, officers: bool) -> tuple[list[str], list[str]]:
    """Posts or persons, and bodies, in a cell of leads; `officers` where its heading promises persons."""
    posts, bodies = [], []
    for part in re.split(r"[,;\n]", text):
        name = part.strip()
        if not name:
            continue
        if is_post(name) or (officers and not _BODY.search(name) and not re.fullmatch(r"[A-Z]{2,7}", name)):
            posts.append(name)
        else:
            bodies.append(name)
    return posts, bodies


def _parted(line: str, mark: str) -> tuple[str, bool, str]:
    parts = re.split(mark, line, maxsplit=1)
    return (parts[0], True, parts[1]) if len(parts) == 2 else (line, False, "")


def _looks_like_a_person(text: str) -> bool:
    name = _RANK.sub("", text).strip()
    words = name.split()
    return 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words) and not _JOB.search(name)


def _agency(text: str) -> str:
    """The agency in what follows a name: its capitals, or all of it where it says no job."""
    capitals = [word for word in re.findall(r"\b[A-Z]{2,6}\b", text) if word not in _NOT_AGENCIES]
    if capitals:
        return str(capitals[0])
    if not _JOB.search(text):
        return text.strip()
    match = re.match(r"((?:[A-Z][a-z]+\s+){0,3}(?:Police|Council|Probation|Fire and Rescue))\b", text)
    return match[1] if match else ""
