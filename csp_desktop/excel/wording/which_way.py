"""Which way is better, as the name of an indicator or a mark tells: fewer burglaries, more residents who feel safe.

A name that could be meant either way tells nothing: reports of hate crime may be wanted or not.
"""

from __future__ import annotations

import re

from csp_desktop.rules.targets import stated_level

# What a target in words asks for.
_UP = re.compile(r"^\W*(?:increase|more|raise|improve|higher|grow)", re.IGNORECASE)
_DOWN = re.compile(r"^\W*(?:reduce|reduction|decrease|fewer|less|lower|cut|below|under|<)", re.IGNORECASE)
# Fixed wordings first: they hold words that alone would say the other way.
_PLAINLY_LOWER = (
    r"\b(?:not|n['’]t) (?:feel(?:ing)? )?(?:safe|satisfied|confident)\b|\bno(?:t|ne)? in education\b|\bneets?\b|\bfear of crime\b|"
    r"\b(?:as|is|are) a (?:\w+ )?(?:big |large )?problem\b|\bdropp?(?:ed|ing)?[ -]?outs?\b|\brepeats? victim\w*|"
    r"\bwait(?:ing|ed|s)? (?:over|more than|longer than|for more)\b|\bno longer (?:safe|satisfied|confident)\b"
)
_PLAINLY_HIGHER = (
    r"\b(?:answered|dealt with|resolved|attended|responded(?: to)?|responses|completed|assessed|seen|removed|cleared|collected|processed|"
    r"decided|investigated|contacted|repaired)\b.{0,40}\b(?:within|in|on|inside) (?:\w+ ){0,2}(?:target|time|\d+ \w+|\w+ (?:hours?|days?|weeks?))\b.*|"
    r"\b(?:not|n['’]t|no longer|stopped) (?:re-?offend(?:ed|ing)?|a problem)\b"
)
# What may be counted for better or for worse, whatever else is said of it.
_EITHER = re.compile(
    r"\breport(?:s|ed|ing)?\b|\breferr(?:al|als|ed|ing)\b|\breferr?als?\b|\bmarac\b|\bcost(?:s|ing)?\b|\barrest\w*|\bstop and search\w*|"
    r"(?:%|\bper ?cent(?:age)?|\brate of)\s+(?:reduction|change|decrease)\b|^\W*(?:reduction|decrease|change)s?\b|\bdisclos\w*|\bcases\b|"
    r"\bnotices? (?:issued|served)\b|\bbreach\w*|\bidentified\b|\brecovered\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|without|nor|neither|none|lack(?:ing)?|fail(?:ed|s|ures?|ing)?|refus\w+|declin\w+|cancell?\w*|unable|un\w+ed|less|fewer|"
    r"reduc\w+|decreas\w+|withdr[ae]w\w*|missed|only|closed|losing|longer)\b|n['’]t\b",
    re.IGNORECASE,
)
_AIMED = (
    ("higher", re.compile(r"^\W*(?:to )?(?:increas(?:e|es|ed|ing)|rais(?:e|ing)|more|maximis(?:e|ing)|grow(?:th)?)\b", re.IGNORECASE)),
    ("lower", re.compile(r"^\W*(?:to )?(?:reduc(?:e|es|ed|ing)|decreas(?:e|ing)|fewer|less|lower(?:ing)?|cut(?:ting)?|minimis(?:e|ing))\b", re.IGNORECASE)),
)  # fmt: skip
# What people think, feel or have got done, more of which is what anybody wants.
_HIGHER = re.compile(
    r"\bsatisf(?:ied|action)\b|\bconfiden(?:t|ce)\b|\bsafe(?:r|ly)?\b|\breassur\w+|\btrust(?:s|ed)? in\b|"
    r"\b(?:help(?:ed|ing)?|support(?:ed|ing)?|mov(?:ed|ing)|resettled|rehoused|housed)\b(?=.*\b(?:in|into|to)\b)|\bsupported\b|\bhelped\b|\brehoused\b|"
    r"\bmade (?:safer?|secure)\b|\bsecured\b|\b(?:successful(?:ly)?|success rates?)\b|"
    r"\b(?:complet(?:ed|es|ing|ions?)) (?:of )?(?:an? |the |their |our )?(?:\w+ ){0,2}(?:treatment|programmes?|courses?|training|sentences?|orders?|plans?)\b|"
    r"\b(?:treatment|programmes?|course|training) complet(?:ed|ions?)\b|"
    r"\btrained\b|\brecruit(?:ed|s)\b|\bvolunteers?\b|\bengag(?:ed|ing|ement)\b|\b(?:delivered|carried out|installed|fitted)\b|"
    r"\baware(?:ness)?\b|\bdetect(?:ed|ions?)\b|\bdetection rates?\b|\b(?:solved|brought to justice)\b|\bin(?:to)? (?:paid )?(?:work|employment|training|education)\b|"
    r"\bget(?:ting)? on well\b|\bagree(?:ing)? that\b|\bpositive outcomes?\b|\bsustain(?:ed|ing)\b.*\btenanc\w+|\btenanc\w+ sustained\b",
    re.IGNORECASE,
)
# What is suffered, waited for or lost.
_LOWER = re.compile(
    r"\bunsafe\b|\bdissatisf\w+|\bworr(?:y|ied)\b|\bafraid\b|\bre-?offend(?:ing|ers?|ed)?\b|\bre-?offences?\b|\bre-?convict\w*|"
    r"\brepeat (?:victim\w*|offend\w*|incidents?|callers?|offences|crimes?|burglar\w*)\b|"
    r"\b(?:waiting|response|processing|turn-?around|wait) times?\b|\b(?:average|mean|median) (?:wait|time|number of days|days)\b|\btime taken\b|"
    r"\bdays? (?:lost|taken|waited|from|between|to (?:re-?let|process|complete|remove|repair|clear|decide|answer|respond))\b|\bworking days lost\b|"
    r"\b(?:long|length of) waits?\b|\bdelay(?:s|ed)?\b|\boverdue\b|\bbacklogs?\b|\bsick(?:ness)?\b|\babsen(?:ce|t|teeism)\w*|"
    r"\bevict(?:ed|ions?)\b|\bdeaths?\b|\bkilled\b|\bseriously injured\b|\bksi\b|\bcasualt(?:y|ies)\b|\binjur(?:y|ies|ed)\b|\bfatal\w*|"
    r"\bfirst[- ]time entrants?\b|\bfalse alarms?\b|\bdeliberate fires?\b|\bexclusions?\b",
    re.IGNORECASE,
)  # fmt: skip
_HARM = re.compile(
    r"\bcrimes?\b|\boffences?\b|\bburglar(?:y|ies)\b|\bthefts?\b|\brobber(?:y|ies)\b|\bviolen(?:ce|t)\b|\bassaults?\b|\bwounding\b|"
    r"\banti[- ]?social behaviou?r\b|\basb\b|\bcriminal damage\b|\bvandalism\b|\barsons?\b|\bfires?\b|\bcollisions?\b|\bnuisance\b|\bdisorder\b|"
    r"\bfly[- ]?tip\w*|\bgraffiti\b|\blitter(?:ed|ing)?\b|\bhomeless(?:ness)?\b|\brough sleep\w*|\bsleeping rough\b|\bcomplaints?\b|"
    r"\bshoplifting\b|\bstolen\b|\bvehicle (?:crime|interference)\b|\baccidents?\b",
    re.IGNORECASE,
)
# Crimes more of which may only mean that more of their victims come forward.
_HIDDEN = re.compile(
    r"\b(?:hate|domestic(?! burglar)|sexual|rape|stalking|harassment|coerci\w+|slavery|exploitation|trafficking|honour|spiking|fraud|scams?|drugs?|possession|weapons?|knife|knives)\b",
    re.IGNORECASE,
)


_MARKS = {
    **dict.fromkeys(("↑", "▲", "⬆", "⇧", "⇑", "🔺", "🔼", "+"), "higher"),
    **dict.fromkeys(("↓", "▼", "⬇", "⇩", "⇓", "🔻", "🔽"), "lower"),
}
_LEVEL_MARKS = frozenset(("→", "↔", "➡", "⇨", "⇔", "►", "=", "◄►"))
_LEVEL_WORDS = frozenset(
    ("static", "stable", "same", "the same", "no change", "unchanged", "steady", "level", "flat", "constant", "improving", "worsening",
     "improved", "worsened", "better", "worse", "deteriorating", "declining")
)  # fmt: skip
_YES = frozenset(("yes", "y", "true", "✓", "✔", "☑", "√", "1"))
_NO = frozenset(("no", "n", "false", "✗", "✘", "☐", "0"))
_SAYS_HIGHER = re.compile(
    r"\b(?:high(?:er)?|bigger|large[r]?|more|up|increas\w*|greater|rise|maximis\w*)\b", re.IGNORECASE
)
_SAYS_LOWER = re.compile(
    r"\b(?:low(?:er)?|small(?:er)?|less|fewer|down|decreas\w*|reduc\w*|fall|minimis\w*)\b", re.IGNORECASE
)
# "Crime prevention surveys", "Fire safety visits": work that is done about it.
_DONE = re.compile(
    r"\b(?:prevent\w*|safety|visits?|surveys?|patrols?|checks?|operations?|meetings?|events?|campaigns?|surgeries|training|sessions|"
    r"awareness|victims|investigat\w*|prosecut\w*|convict\w*|charg\w*|sanction\w*|outcomes?|watch|reduction|panels?|"
    r"inspections?|alarms?|funding|budget|team|officers?|stoppers|tackl\w*|plans?|orders?|injunctions?|warnings?|cautions?|applications?|"
    r"deal(?:t|s|ing)? with|handl\w+|tools?|powers?|penalt(?:y|ies)|fines?|notices?|reviews?|removals?|removed|seiz\w+|cleared|clearances?|"
    r"returned|extinguished|resolved|upheld|answered|housed|accommodat\w+|programmes?|issued|served|given|offered|distributed|organised|"
    r"litter picks?|picks|packs?|kits?|leaflets?|lessons|pledges?|signator(?:y|ies)|submissions?|intelligence|contacts?)\b",
    re.IGNORECASE,
)


def way_told_by_name(title: str) -> str | None:
    """ "lower" or "higher" where what is counted can be wanted only that way; else None."""
    name = " ".join(title.split())
    lower, name = _taken_out(_PLAINLY_LOWER, name)
    higher, name = _taken_out(_PLAINLY_HIGHER, name)
    aimed = next((way for way, said in _AIMED if said.search(name)), None)
    if lower or higher:
        return None if (lower and higher) or aimed else "lower" if lower else "higher"
    if _EITHER.search(name):
        # "Increase reporting of hate crime" says so itself.
        return "higher" if aimed == "higher" and not _LOWER.search(name) else None
    gained, suffered = _HIGHER.search(name), _LOWER.search(name)
    if aimed:
        # "Increase in burglary" or "Reduce satisfaction" is no aim of anybody's, but a change that is measured.
        against = (suffered or _HARM.search(name)) and not gained if aimed == "higher" else gained
        return None if against else aimed
    if _NEGATED.search(name) or (gained and suffered):
        return None
    if gained:
        return "higher"
    if suffered:
        return "lower"
    return "lower" if _HARM.search(name) and not _HIDDEN.search(name) and not _DONE.search(name) else None


def way_asked(target: str) -> str | None:
    """The way a target in words asks for: "Reduce by 5%", "at least 20"."""
    if level := stated_level(target):
        return level[1]
    return "higher" if _UP.search(target) else "lower" if _DOWN.search(target) else None


def _taken_out(words: str, name: str) -> tuple[bool, str]:
    """Whether these words stand in a name, and the name without them."""
    rest = re.sub(words, " ", name, flags=re.IGNORECASE)
    return rest != name, rest


def way_of_mark(text: str) -> str | None:
    """The way an arrow or a plus sign points."""
    return _MARKS.get(text.strip().replace("\ufe0f", ""))


def tells_of_change(text: str) -> bool:
    """ "→", "Static", "Improving": which way something went, and not which way is better."""
    said = text.strip().replace("\ufe0f", "").casefold()
    return said in _LEVEL_MARKS or said in _LEVEL_WORDS


def way_answered(heading: str, text: str) -> str | None:
    """The way a yes or no means under “Bigger is better?”; None where the heading asks no such thing."""
    said = text.strip().casefold()
    higher, lower = bool(_SAYS_HIGHER.search(heading)), bool(_SAYS_LOWER.search(heading))
    if higher == lower or said not in _YES | _NO:
        return None
    return "higher" if higher == (said in _YES) else "lower"
