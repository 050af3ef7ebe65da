"""What kind of body a name says an agency is, and which is the coordinator's own, where that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csp_desktop.patterns import late_pattern
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Agency

# The first that fits; a name that fits none has no kind. Responsible authorities are those of section 5(1) of the
# Crime and Disorder Act 1998, as it is and as it was: police authorities, primary care trusts and clinical
# commissioning groups were among them. Co-operating bodies are those of section 5(2).
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, late_pattern(words, re.IGNORECASE))
    for kind, words in (
        (
            "other",
            r"\bcommissioner\b|\bpolice (?:and|&) crime panel\b|\bPF?CC\b|\bbritish transport police\b"
            r"|\bgovernment\b|\bhome office\b",
        ),
        (
            "co-operating body",
            r"\b(?:parish|town|community) councils?\b|\bhousing (?:association|trust|society)|\bregistered provider"
            r"|\bschools?\b|\bcolleges?\b|\bacademy\b|\bNHS (?:foundation )?trust\b|\byouth (?:offending|justice)\b",
        ),
        (
            "voluntary",
            r"\bvictim support\b|\bwomen's aid\b|\brefuge$|\bcitizens'? advice\b|\bneighbourhood watch\b|\bYMCA\b"
            r"|\bCVS\b|\bvoluntary (?:service|action|sector)|\bage uk\b|\bcrimestoppers\b|\bcharity\b",
        ),
        (
            "responsible authority",
            r"\b(?:district|borough|county|city|metropolitan|unitary) council\b|\blondon borough of\b"
            r"|(?<!\byouth )(?<!\bstudent )(?<!\bfaith )\bcouncil$|(?-i:[a-z] (?:DC|BC|CC|CBC|MBC|MDC|UA)$)"
            r"|\bpolice(?: (?:authority|service|constabulary))?$|\bconstabulary$|\bmetropolitan police\b|^police (?:scotland$|service of\b)"
            r"|\bfire (?:and|&) rescue\b|\bfire (?:service|authority|brigade)\b|^fire$|\bprobation\b"
            r"|\bprimary care trust\b|\bPCT\b|\bclinical commissioning group\b|\bCCG\b|\bintegrated care board\b|\bICB\b"
            r"|\blocal health board\b",
        ),
    )
)

# What a column about bodies says of each, in the words of the same Act and those used for them; those invited to take
# part under section 5(3) are of no kind the file has, and neither are firms.
_IN_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, late_pattern(words, re.IGNORECASE))
    for kind, words in (
        ("responsible authority", r"\bresponsible (?:authorit|bod|partner|agenc)|^responsible$|^RAs?$"),
        ("co-operating body", r"\bco[- ]?operat"),
        (
            "voluntary",
            r"\bvoluntary\b|\bvolunteer|\bVC(?:S|SE|FS|FSE)\b|\bthird sector\b|\bcharit(?:y|ies|able)\b",
        ),
        ("other", r"\binvite|\bother\b|\bprivate\b|\bbusiness\b|\bcommercial\b"),
    )
)
_STATUTORY = late_pattern(
    r"(?:a )?statutory(?: (?:partner|body|agency|authority|member|organisation|sector|duty))?", re.IGNORECASE
)
_DENIED = late_pattern(r"\b(?:non?|not|never|was|were|former(?:ly)?|until|ceased)\b", re.IGNORECASE)
_LONGEST_KIND = 60

_COUNCIL = late_pattern(r"\bcouncil\b|\bborough of\b", re.IGNORECASE)
_COUNTY = late_pattern(r"\bcounty council\b", re.IGNORECASE)
# What the names of partnerships and councils share and says nothing about where they are.
_EVERYWHERE = late_pattern(
    r"\b(?:the|of|and|for|a|community|safety|safer|partnership|crime|disorder|reduction|council|district|borough|city"
    r"|county|metropolitan|unitary|london|royal|csp)\b"
)


def kind_of_body(name: str) -> str | None:
    """The kind of agency a name stands for; None where the name does not say."""
    plain = name.strip().replace("’", "'")
    return next((kind for kind, words in _KINDS if words.search(plain)), None)


def kind_in_words(text: str) -> str | None:
    """The kind of agency some words say outright: “Co-operating”; None for words that say none, deny one or say two."""
    said = " ".join(text.split()).strip(" .?:*")
    if len(said) > _LONGEST_KIND or _DENIED.search(said):
        return None
    if _STATUTORY.fullmatch(said):
        return "responsible authority"
    kinds = [kind for kind, words in _IN_WORDS if words.search(said)]
    # “Other statutory body” may be of either of two kinds.
    return (
        kinds[0] if len(kinds) == 1 and not (kinds == ["other"] and "statutory" in said.casefold()) else None
    )


def home_council(records: PlanRecords) -> Agency | None:
    """The council whose officer keeps the plan, where the names leave no doubt.

    A community safety team is a council's: the only one in the file, a district's before the county's; of
    several the one that is called as the partnership is.
    """
    councils = [
        agency
        for agency in records.agencies
        if kind_of_body(agency["name"]) == "responsible authority" and _COUNCIL.search(agency["name"])
    ]
    councils = [agency for agency in councils if not _COUNTY.search(agency["name"])] or councils
    if len(councils) > 1:
        here = _telling((records.partnership["name"], records.partnership["short_name"]))
        councils = [agency for agency in councils if here & _telling((agency["name"], agency["short_name"]))]
    return councils[0] if len(councils) == 1 else None


def _telling(names: Iterable[str | None]) -> set[str]:
    return {
        word for name in names for word in re.findall(r"\w+", _EVERYWHERE.sub(" ", (name or "").casefold()))
    }
