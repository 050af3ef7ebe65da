"""Who leads, as plans name them: "Chair – Licensing Officer, Borough Council"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from csp_desktop.excel.wording.titles import TITLES, is_rank, title_and_rest
from csp_desktop.excel.wording.who_is_named import (
    COMMA,
    INITIALS,
    NO_NAME,
    NOT_AGENCIES,
    SURE_BODY,
    TOGETHER,
    bodies_together,
    is_body,
    is_person,
    is_post,
    may_be_person,
)

_JOB = re.compile(
    r"\b(?:officer|co-?ordinator|manager|chair|head|director|inspector|sergeant|constable|worker|lead|team|superintendent)\b",
    re.IGNORECASE,
)
# A rank or a job and nothing else: what follows a comma is what it is of, "Sgt, Town team".
_BARE_POST = re.compile(
    r"(?:(?:detective|chief|temporary|acting|deputy|assistant|senior|t/|a/|d/)\s*)*"
    r"(?:inspector|sergeant|constable|superintendent|insp|sgt|supt|pcso|pc|ps|di|ds|dci|officer|manager|director|co-?ordinator|lead|chair)\.?"
    r"|head of service|officer[- ]in[- ]charge|(?:corporate|executive|strategic|service) director|(?:service|team|group|station|watch|crew) manager|team leader",
    re.IGNORECASE,
)
# A name, and what runs on behind it without a mark: "P Example BDC Licensing Officer".
_RUNS_ON = re.compile(
    r"(?P<name>[^\W\d_a-z](?:[^\W\d_]|['’.-])*\s+(?:[A-Z]\.?\s+)?[^\W\d_a-z][^\W\d_A-Z](?:[^\W\d_]|['’-])*)\s+(?:(?:of|from|at)\s+(?:the\s+)?)?(?P<rest>[A-Z].*)"
)
# What parts a name from the post or body beside it; a comma parts, but may stand in a list.
_BESIDE = re.compile(
    rf"\s*[(\[]\s*|\s*[)\]]\s*[-–—,:]?\s*|\s+[-–—]\s*|\s*[–—]\s*|(?<=\w)-\s+|\s*:\s+|\s*\|\s*|\s*{COMMA}\s+"
)
_DASH = re.compile(r"\s+[-–—]\s+")
_JOINED = re.compile(r"\s*;\s*|\s*,?\s+and\s+")
_COMMAS = re.compile(rf"{COMMA}(?![^()]*\))")
# Beside a body these words say that it leads, and name no post.
_LEADS_ALONE = re.compile(r"(?:joint |co-?|overall )?leads?(?: agency)?", re.IGNORECASE)
CALLED_LEAD = re.compile(
    r"\s*[(\[]\s*(?:joint |co-?|overall )?leads?(?: agency)?\s*[)\]]|(?:(?<=^)|(?<=\n))\s*leads?(?: agency)?\s*:\s*",
    re.IGNORECASE,
)
"""What says of a name that it leads: “(lead)”, “Lead:”."""
# Leads that run on in one line: a new one starts with two names and a dash or comma, or with the title before them.
_TITLE = rf"(?i:(?:detective|chief|temporary|acting|deputy|assistant|{'|'.join(sorted(TITLES, key=len, reverse=True))})\b\.?\s(?:\d+\s)?)"
_RUN_ON = re.compile(
    rf"(?:(?:\b|(?P<joint>\s*[;&/]\s*|\sand\s))(?P<title>{_TITLE}+)|(?P<joined>\s*[;&/]\s*|\sand\s)|(?<=\w)[ ])"
    r"(?=(?P<name>(?!Chief |Police |Council )[A-Z][a-z]+ (?!Inspector|Officer)[A-Z][a-z]+)(?:\s+[-–—]\s|,\s))"
)
# What a post is of, and no lead of its own, follows these: "Inspector for Wendle Division – County Police".
_OF_WHAT = re.compile(r"\b(?:for|of|in|at|to|the|with|across|within|covering|from|on|and)$", re.IGNORECASE)
# One who follows a comma with a body and post but no dash: "…, P Example BDC Licensing Officer".
_RUN_ON_BARE = re.compile(r",\s+(?=[A-Z][a-z]*\.? [A-Z][a-z]+ (?!(?:DC|BC|CC|TC|UA)\b)[A-Z]{2,6}\b)")
# "Essex Police Licensing Officer" is of Essex Police; what "Senior Probation Officer" and "Police Sergeant" are of is not said.
_BODY_BEFORE_POST = re.compile(
    r"(?!(?:(?:Senior|Principal|Chief|Deputy|Assistant)\s+)?(?:Probation|Police)\s+(?:Officer|Sergeant|Constable|Inspector|Superintendent)\b)"
    r"((?:[A-Z][a-z]+\s+){0,3}(?:Police|Council|Probation|Fire and Rescue))\b"
)
_BODY = re.compile(
    r"\b(?:police|council|probation|nhs|icb|fire|trust|partnership|county|district|borough|agency|association|health|"
    r"school|schools|college|university|authority|team|group|board|forum|panel|all|partners|department|services?)$",
    re.IGNORECASE,
)


class NamedLead(NamedTuple):
    """A lead as a plan names them: a person or a post, what follows the name, and the agency they seem to be of."""

    name: str
    job_title: str
    agency: str


def named_leads(text: str) -> list[NamedLead] | None:
    """The people or posts a list of leads names, one a line; None where its lines name agencies instead."""
    leads: list[NamedLead] = []
    for line in _RUN_ON_BARE.sub("\n", _RUN_ON.sub(_begun, text)).split("\n"):
        line = " ".join(line.split()).strip(" ,;")
        if not line:
            continue
        several = [_named_lead(part) for part in _JOINED.split(line)]
        named = several if all(lead and lead.agency for lead in several) else [_named_lead(line)]
        if None in named:
            return None
        leads += filter(None, named)
    return leads or None


def _named_lead(line: str) -> NamedLead | None:
    return _somebody(line, unheard=True) or _post_of_body(line) or _post(line)


def _begun(run_on: re.Match[str]) -> str:
    """Where somebody's name begins, a line begun before it, or before its title, if another lead runs on into it."""
    if NO_NAME.search(run_on["name"]):
        return run_on[0]
    title = run_on["title"] or ""
    before = run_on.string[: run_on.start()].rpartition("\n")[2]
    if _OF_WHAT.search(before):
        return run_on[0]
    if run_on["joint"] or run_on["joined"]:
        another = re.search(r"[-–—,(]", before) and (title or is_person(run_on["name"]))
        return f"\n{title}" if another else run_on[0]
    if not title or (title == "DC " and before.endswith(" ")):
        # "Rochford DC" is a council.
        return f"{title}\n"
    return f"\n{title}" if re.search(r"[-–—,].*\w\s$", before) else title


# A plan names the same few leads in row after row.
@lru_cache(maxsize=4_096)
def _somebody(text: str, *, unheard: bool) -> NamedLead | None:
    """The one person a text names, with the post and body beside the name; None where it names none, or several.

    `unheard`: beside a post or body any two or three words with a capital are a name, be the first name one nobody
    has listed.
    """
    parts = [part for part in _BESIDE.split(text) if part]
    if len(parts) == 1 and len(two := [part.strip() for part in text.split("/")]) == 2:
        # "Kay Marsh / Essex Police".
        parts = two if sum(map(is_body, two)) == 1 and sum(map(is_person, two)) == 1 else parts
    named = [part for part in parts if is_person(part)]
    if not named and unheard and len(parts) > 1 and not is_post_of_unit(_DASH.split(text)[0]):
        named = [part for part in parts if may_be_person(part)]
    if len(named) != 1:
        return _runs_on(parts[0], unheard=unheard) if len(parts) == 1 else None
    others = [part for part in parts if part != named[0]]
    if any(is_person(piece.strip()) for part in others for piece in re.split(rf"{TOGETHER.pattern}|;", part)):
        # "Kay Marsh, Essex Police & Tom Reed, Council".
        return None
    # Two capitals beside a name are its initials, or what its owner is: "(DM)", "(PI)".
    bodies = [part for part in others if is_body(part) and not re.fullmatch("[A-Z]{2}", part)]
    if others and " " not in named[0] and not (bodies or any(map(is_post, others))):
        # "Jan – Mar", "Amber - none raised".
        return None
    if len(bodies) > 1 or ("," in text and any(map(may_be_person, others))):
        return None
    title, name = title_and_rest(named[0])
    if title and is_rank(title) and " " not in name and not others:
        # "Inspector Rochford": be it a surname or a place, the post is all that is known.
        return NamedLead(text, text if is_post(text) else "", "")
    if not title or not is_rank(title) or " " not in name:
        title, name = "", named[0]
    posts = [part for part in others if part not in bodies]
    if bodies or len(posts) != 1:
        return NamedLead(name, ", ".join(filter(None, (title, *posts))), *(bodies or [""]))
    post, agency = _post_and_body(posts[0]) if _JOB.search(posts[0]) else (posts[0], "")
    return NamedLead(name, ", ".join(filter(None, (title, post))), agency)


def _runs_on(text: str, *, unheard: bool) -> NamedLead | None:
    """Somebody named, with what follows the name in the same breath; a post alone is nobody's name."""
    title, rest = title_and_rest(text)
    match = _RUNS_ON.fullmatch(rest)
    if match is None or NO_NAME.search(match["name"]):
        return None
    follows = match["rest"]
    bodied = re.match(r"[A-Z]{2,6}\b", follows) and _JOB.search(follows)
    known = title or (is_person(match["name"]) and (unheard or SURE_BODY.fullmatch(follows)))
    if not bodied and not (known and (_JOB.search(follows) or is_body(follows))):
        # "Modern Slavery Lead", "DA Commissioning Lead": a post, and nobody's name.
        return None
    post, agency = _post_and_body(follows)
    return NamedLead(match["name"], ", ".join(filter(None, (title, post))), agency)


@lru_cache(maxsize=4_096)
def _post_of_body(text: str) -> NamedLead | None:
    """A post, be it with its unit, and the one body beside it: "Kent Police – Neighbourhood Inspector", "Manager (ABC)"."""
    post, *body = _DASH.split(text)
    named = any(is_body(part) or is_person(part) for part in _BESIDE.split(post) if part)
    if len(body) == 1 and is_body(body[0]) and is_post(post) and not (named or _LEADS_ALONE.fullmatch(post)):
        return NamedLead(post, post, body[0])
    parts = [part for part in _BESIDE.split(text) if part]
    bodies = [part for part in parts if is_body(part) and not re.fullmatch("[A-Z]{2}", part)]
    posts = [
        part for part in parts if part not in bodies and is_post(part) and not _LEADS_ALONE.fullmatch(part)
    ]
    if len(parts) != 2 or len(bodies) != 1 or len(posts) != 1:
        return None
    return NamedLead(posts[0], posts[0], bodies[0])


def _post(line: str) -> NamedLead | None:
    """A post with its body or what it is of, or by itself."""
    parts = _DASH.split(line, maxsplit=1)
    if len(parts) == 1 and _JOB.search(parts[0]):
        parts = line.rsplit(", ", 1)
        if len(parts) == 2 and (_JOB.search(parts[1]) or not (_BODY.search(parts[1]) or parts[1].isupper())):
            parts = [line]
    if len(parts) == 2 and parts[1]:
        return NamedLead(parts[0], parts[1] if _JOB.search(parts[1]) else parts[0], _agency(parts[1]))
    of_what = is_post(line) and not is_body(line) and re.search(r"\w (?:for|of|in|at) \w", line)
    if _JOB.search(line):
        return NamedLead(line, line, _agency(line))
    return NamedLead(line, line, "") if of_what else None


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


class PartedLeads(NamedTuple):
    """Who leads as a cell says it: persons with what stands beside them, or posts; bodies; and the bodies of its persons."""

    posts: list[str]
    bodies: list[str]
    theirs: list[str]


def parted_leads(text: str, *, officers: bool, beside_bodies: bool = False) -> PartedLeads:
    """Posts or persons, and bodies, in a cell of leads.

    `officers` where its heading promises persons, `beside_bodies` where names stand beside bodies all down its column.
    """
    leads = PartedLeads([], [], [])
    unheard = officers or beside_bodies
    for name in _with_what_is_theirs(_names(text, officers=officers), unheard=unheard):
        lead = _somebody(name, unheard=unheard) or _post_of_body(name)
        if lead and lead.agency:
            leads.theirs.append(lead.agency)
        may_be_post = is_post(name) or (officers and not _may_be_body(name))
        if lead or (may_be_post and not bodies_together(name)):
            leads.posts.append(name)
        else:
            leads.bodies.append(name)
    return leads


def are_beside_bodies(texts: Iterable[str]) -> bool:
    """Do the cells of a column say who and of which body, and are the names surely somebody's in a third of them?"""
    lines = [text.replace("\n", ", ") for text in texts]
    leads = [lead for line in lines if (lead := _somebody(line, unheard=True)) and lead.agency]
    return bool(leads) and sum(is_person(lead.name) for lead in leads) * 3 >= len(leads)


class _Named(NamedTuple):
    """A name in a cell, and what parts it from the one before: a comma, a line, a semicolon or “and”."""

    text: str
    mark: str


def _names(text: str, *, officers: bool) -> list[_Named]:
    """The names of a cell; a bare rank or job goes with what it is of, unless that is a post itself."""
    names: list[_Named] = []
    text = CALLED_LEAD.sub("", text)
    for mark, line in zip(*[iter(["\n", *re.split(r"([;\n])", text)])] * 2, strict=True):
        own = [_Named(name, ",") for part in _COMMAS.split(line) if (name := part.strip())]
        own[:1] = [name._replace(mark=mark) for name in own[:1]]
        while own:
            name = own.pop(0)
            if own and _is_of_unit(name.text, own[0].text):
                name = name._replace(text=f"{name.text}, {own.pop(0).text}")
            first, *others = _one_by_one(name.text, officers=officers)
            names += [
                _Named(first, name.mark if not others else "&"),
                *(_Named(other, "&") for other in others),
            ]
    return names


def is_post_of_unit(text: str) -> bool:
    """Is a text a bare rank or job and the unit it is of, behind a comma: “Superintendent, Local Policing Area”?"""
    parts = [part.strip() for part in _COMMAS.split(text)]
    return len(parts) == 2 and _is_of_unit(*parts)


def _is_of_unit(post: str, beside: str) -> bool:
    return _BARE_POST.fullmatch(post) is not None and not _stands_alone(_DASH.split(beside)[0])


def _one_by_one(text: str, *, officers: bool) -> list[str]:
    """The persons, or persons and bodies, that “and” or a stroke joins; anything else as it is."""
    pieces = [piece for piece in TOGETHER.split(text) if piece]
    persons = [
        piece
        for piece in pieces
        if piece.casefold() not in TITLES
        and (
            _somebody(piece, unheard=officers)
            or (officers and (may_be_person(piece) or INITIALS.fullmatch(piece)))
        )
    ]
    if len(pieces) < 2 or not persons or not all(piece in persons or is_body(piece) for piece in pieces):
        return [text]
    if all((lead := _somebody(piece, unheard=officers)) and lead.agency for piece in pieces):
        return pieces
    # "Kay Marsh / Essex Police" is somebody of that body.
    return [text] if _somebody(text, unheard=False) else pieces


def _with_what_is_theirs(names: list[_Named], *, unheard: bool) -> list[str]:
    """The names of a cell, a person's with the post and the one body that follow."""
    whole: list[str] = []
    for at, name in enumerate(names):
        if at and _is_theirs(names, at, whole[-1], unheard=unheard):
            whole[-1] = f"{whole[-1]}, {name.text}"
        else:
            whole.append(name.text)
    return whole


def _is_theirs(names: list[_Named], at: int, before: str, *, unheard: bool) -> bool:
    """Is a name the post or body of the person before it?"""
    name, mark = names[at]
    person = _somebody(before, unheard=unheard)
    if (person is None and not (unheard and may_be_person(before))) or (person and person.agency):
        return False
    if mark not in (",", "\n") or names[at - 1].mark == "&":
        return False
    if mark == "," and is_post(name) and not _somebody(name, unheard=unheard):
        return True
    # Several bodies after one name are a list of leads, and so are several names before one body.
    follows = names[at + 1] if at + 1 < len(names) else None
    bodies = follows and follows.mark in (",", mark) and is_body(follows.text)
    persons = (
        at > 1
        and names[at - 1].text == before
        and names[at - 1].mark != ";"
        and _somebody(names[at - 2].text, unheard=unheard)
    )
    return is_body(name) and not bodies and not persons


def _may_be_body(name: str) -> bool:
    return bool(_BODY.search(name) or is_body(name) or INITIALS.fullmatch(name))


def _stands_alone(name: str) -> bool:
    return is_post(name) or is_person(name) or is_body(name)


def _agency(text: str) -> str:
    """The agency in what follows a name: its capitals, or all of it where it says no job."""
    capitals = [word for word in re.findall(r"\b[A-Z]{2,6}\b", text) if word not in NOT_AGENCIES]
    if capitals:
        return str(capitals[0])
    if not _JOB.search(text):
        return text.strip()
    match = _BODY_BEFORE_POST.match(text)
    return match[1] if match else ""
