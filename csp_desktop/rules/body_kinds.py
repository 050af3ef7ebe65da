"""What kind of body a name says an agency is, where it says so beyond doubt."""

from __future__ import annotations

import re

# The first that fits; a name that fits none has no kind. Responsible authorities are those of section 5(1) of the
# Crime and Disorder Act 1998, as it is and as it was: police authorities, primary care trusts and clinical
# commissioning groups were among them. Co-operating bodies are those of section 5(2).
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
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
            r"|(?<!\byouth )(?<!\bstudent )(?<!\bfaith )\bcouncil$"
            r"|\bpolice(?: (?:authority|service|constabulary))?$|\bconstabulary$|\bmetropolitan police\b"
            r"|\bfire (?:and|&) rescue\b|\bfire (?:service|authority|brigade)\b|^fire$|\bprobation\b"
            r"|\bprimary care trust\b|\bPCT\b|\bclinical commissioning group\b|\bCCG\b|\bintegrated care board\b|\bICB\b"
            r"|\blocal health board\b",
        ),
    )
)


def kind_of_body(name: str) -> str | None:
    """The kind of agency a name stands for; None where the name does not say."""
    plain = name.strip().replace("’", "'")
    return next((kind for kind, words in _KINDS if words.search(plain)), None)
