"""A heading without what explains it: "Likelihood (1-5)", "Impact H/M/L", "Owner = who answers for it"."""

from __future__ import annotations

import re

# In brackets, after an equals sign or "e.g.", or a scale at the end: "1-5", "out of 5", "H/M/L".
_EXPLAINING = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|=.*|(?<=\w)[\s,;:–-]+(?:[Ee]\.?[Gg]\b|[Ff]or example\b).*|\b\d+\s*(?:-|–|to)\s*\d+\s*$|\bout of \d+\s*$|\b(?:H\s*/\s*M\s*/\s*L|L\s*/\s*M\s*/\s*H)\s*$"
    r"|\b(?:[Hh]igh|[Ll]ow)\s*/\s*[Mm]ed(?:ium)?\s*/\s*(?:[Hh]igh|[Ll]ow)\s*$"
)


def with_its_year(text: str) -> str:
    """A heading without what explains it in brackets, after an equals sign or on further lines, but with its year."""
    bare = _EXPLAINING.sub(" ", text).strip().split("\n")[0]
    return " ".join((bare or text).split())


def without_explanation(text: str) -> str:
    """A heading without what explains it, and without the year it is of."""
    bare = with_its_year(text)
    # "Target 2026/27" is a target; a heading that is nothing but a year stays.
    bare = re.sub(r"\s*\b(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d){1,2})?\b", "", bare).strip(" -–:") or bare
    # A question with its examples after it.
    asked = re.match(r"([^?]{8,80}\?)\s+\S", bare)
    return asked[1] if asked else bare
