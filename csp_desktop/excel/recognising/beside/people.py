"""What columns of contacts say of one another: a role beside a post."""

from __future__ import annotations

import re

from csp_desktop.excel.recognising.finding.over_plans import has_subject
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.wording.who_is_named import is_body

_LONGEST_ADDRESS = 5
_SECOND = {"second", "secondary", "deputy", "alternate", "alternative", "substitute", "2"}
# What somebody is on a group, in a word or two: “Vice-chair”, “Co-opted member”.
_ROLES, _LONGEST_ROLE = {"role", "position", "capacity"}, 14
_ALL_POSTS = 0.9
_NEARLY_ALL, _MOSTLY = 0.8, 0.6
# Of a few bodies some are called like none.
_WHERE_THEY_ARE, _SOME_KNOWN = (("for",), ("of",), ("at",), ("with",), ("where",)), 0.5
_OF_GROUPS = {"board", "group", "committee", "panel", "partnership", "forum"}
# Every word of “On circulation for quarterly return?” and “Gets return sheet (Y/N)”: a return that came back or is late is another thing.
_RETURN = re.compile(
    r"\breturns?\b|\b(?:quarter(?:ly)?|monitoring|performance) (?:forms?|sheets?|templates?)\b", re.IGNORECASE
)
_OF_RETURNS = re.compile(
    r"(?:\b(?:(?:receive|get|want|need|complete|fill|do|does|send|circulate|issue|email|return)(?:e?s)?|"
    r"out|up|back|us|our|on|in|for|the|a|of|to|by|with|this|person|who|is|are|be|should|csp|our|quarterly|quarter|termly|monthly|monitoring|performance|progress|plan|"
    r"circulation|distribution|mailing|list|sheets?|forms?|templates?|request|circulated|contact|lead|y|n|yes|no)\b|[\W_])+",
    re.IGNORECASE,
)
_TICKED = 0.6
_POSTS = (("position",), ("post",), ("job", "title"), ("job",), ("designation",), ("role",))


# “Role on Board”, “Position on the ASB Panel”, “Board role”: whose members are listed.
_ROLE_ON = re.compile(
    r"(?:role|position|capacity|status|membership) (?:on|in|at|within) (?:the )?(?P<on>.+)|(?P<of>.+) (?:role|position|membership)",
    re.IGNORECASE,
)


def group_of_role(heading: str) -> str:
    """The group a heading says people have their role on: “Board”; "" where it names none or the whole partnership."""
    said = _ROLE_ON.fullmatch(" ".join(heading.split()))
    group = (said["on"] or said["of"]) if said else ""
    *before, last = group.casefold().split() or [""]
    # “Role in group” says of no group which it is.
    named = last in _OF_GROUPS - {"partnership"} and (last != "group" or bool(before))
    return group if named else ""


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of contacts."""
    _forms_of_address(columns, options)
    _whole_names(options)
    _second_ones(columns, options)
    _roles_beside_posts(columns, options)
    _roles_in_groups(columns, options)
    _telephones(columns, options)
    _addresses_to_write_to(columns, options)
    _asked_for_returns(columns, options)
    _of_members(columns, options)
    _bodies_under_small_words(columns, options)


def _bodies_under_small_words(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“For” or “Of” over bodies is whom people are there for, where no other column says it; over themes or anything else it is asked."""
    agency: Option = ("people", "agency", "")
    if any(own.get(agency, 0.0) > CLEAR for own in options):
        return
    for column, own in zip(columns, options, strict=True):
        seen = column.seen
        bodies = seen.bodies >= _SOME_KNOWN and seen.names > _NEARLY_ALL
        themes = sum(share for text, share in column.said.items() if has_subject(text) and not is_body(text))
        if (
            column.words in _WHERE_THEY_ARE
            and bodies
            and themes < _SOME_KNOWN
            and not seen.persons + seen.posts
        ):
            own.clear()
            own[agency] = SURELY


def _forms_of_address(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Mr”, “Supt” and “Cllr” under “Title” are how somebody is addressed, and no post."""
    for column, own in zip(columns, options, strict=True):
        if column.words == ("title",) and 0 < column.seen.average <= _LONGEST_ADDRESS:
            own.pop(("people", "job_title", ""), None)


def _whole_names(options: list[dict[Option, float]]) -> None:
    """“First contact” without a surname anywhere is somebody's whole name."""
    if not any(("people", "last_name", "") in own for own in options):
        for own in options:
            if ("people", "name", "") in own:
                own.pop(("people", "first_name", ""), None)


def _addresses_to_write_to(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Addresses to write to say what they are, whatever heads them, where only one column holds any.

    Some cells may hold a telephone number too, or instead; with names beside them they are of whoever they name.
    """
    written = [at for at, column in enumerate(columns) if _is_written_to(column)]
    introduced = [at for at, column in enumerate(columns) if column.seen.introduced > _NEARLY_ALL]
    if len(introduced) == 1 and not any(("people", "name", "") in own for own in options):
        options[introduced[0]] = {("people", "name", ""): CLEAR + PLAINLY}
    if len(written) == 1 and not _SECOND & set(columns[written[0]].words):
        options[written[0]].clear()
        mixed = columns[written[0]].seen.emails <= _NEARLY_ALL
        options[written[0]]["people", "email", ""] = SURELY if mixed else CLEAR + PLAINLY


def _is_written_to(column: Column) -> bool:
    seen = column.seen
    mixed = bool(seen.emails) and seen.reached > _NEARLY_ALL
    return seen.introduced == 0 and (seen.emails > _NEARLY_ALL or mixed)


def _second_ones(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A second contact or a deputy, and how to reach them, stand beside the first, who is the record."""
    for field in ("name", "job_title", "email", "phone"):
        option: Option = ("people", field, "")
        claiming = [
            (bool(_SECOND & set(column.words)), own)
            for column, own in zip(columns, options, strict=True)
            if option in own
        ]
        if not all(second for second, _ in claiming):
            for second, own in claiming:
                if second:
                    del own[option]


def _roles_beside_posts(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A role in a project or a group beside a position or a job title is not the post."""
    post: Option = ("people", "job_title", "")
    if any(
        column.words in _POSTS and own.get(post, 0.0) > CLEAR
        for column, own in zip(columns, options, strict=True)
    ):
        for column, own in zip(columns, options, strict=True):
            if "role" in column.words and column.words not in _POSTS:
                own.pop(post, None)


def _roles_in_groups(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Role on board” over “Chair” and “Member”, or “Capacity” beside the group, is what somebody is there, and no post."""
    of_group = any(
        column.words[-1] in _OF_GROUPS and not _ROLES & set(column.words) and column.seen.names > 0.6
        for column in columns
        if column.words
    )
    for column, own in zip(columns, options, strict=True):
        words = set(column.words)
        said = _OF_GROUPS & words or (of_group and column.seen.posts < _ALL_POSTS)
        if _ROLES & words and said and 0 < column.seen.average <= _LONGEST_ROLE:
            own.pop(("people", "job_title", ""), None)


def keep_roles(columns: list[Column], options: list[dict[Option, float]], nothing: list[float]) -> None:
    """Keep “Chair” and “Member” in the notes where nothing names the group: no post, and no membership to put them in."""
    if any(own.get(("group_members", "group", ""), 0.0) > CLEAR for own in options):
        return
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        if ("group_members", "role", "") in own and group_of_role(column.in_table.own):
            continue
        if _ROLES & set(column.words) and column.seen.parts > _MOSTLY:
            own.clear()
            nothing[at] = SURELY


def _telephones(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of a direct line and a mobile the one most people have is the telephone, the first where none is."""
    phone: Option = ("people", "phone", "")
    claiming = [
        (column.seen.filled, -at, own)
        for at, (column, own) in enumerate(zip(columns, options, strict=True))
        if own.get(phone, 0.0) > CLEAR and column.seen.phones > 0.5
    ]
    for *_, own in sorted(claiming, key=lambda claim: claim[:2], reverse=True)[1:]:
        del own[phone]


def _asked_for_returns(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Yes and no under “Gets return sheet?” say who is sent the returns; under any other heading they say no such thing."""
    for column, own in zip(columns, options, strict=True):
        heading = column.in_table.own
        if column.seen.ticks > _TICKED and _RETURN.search(heading) and _OF_RETURNS.fullmatch(heading):
            option: Option = ("people", "receives_returns", "")
            own[option] = max(CLEAR + PLAINLY, own.get(option, 0.0))


def _of_members(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A group and a role in it are those of a member, who is there for a body; without either they are notes.

    “Role on Board” names the group itself.
    """
    group, role, agency, name = (
        ("group_members", "group", ""),
        ("group_members", "role", ""),
        ("people", "agency", ""),
        ("people", "name", ""),
    )
    grouped = any(own.get(group, 0.0) > CLEAR for own in options)
    for_bodies = any(
        own.get(agency, 0.0) > CLEAR and own.get(group, 0.0) < own[agency] for own in options if agency in own
    )
    for column, own in zip(columns, options, strict=True):
        if for_bodies and column.seen.parts > _MOSTLY and group_of_role(column.in_table.own):
            own.clear()
            own[role] = SURELY
        elif not (grouped and for_bodies):
            own.pop(group, None)
            own.pop(role, None)
        elif own.get(group, 0.0) > CLEAR and column.seen.groups > column.seen.persons:
            own.pop(name, None)
