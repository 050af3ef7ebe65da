"""What words mean in place of a value: nothing, not known yet, nought, yes or no, how far a thing has got.

The one list of them, for what is imported, comes back in a return, or is typed or pasted.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from csp_desktop.patterns import late_pattern

_NOTHING = late_pattern(
    r"(?:n\s*/\s*a|n\.\s*a|na|not applicable|nil(?: return)?|"
    r"(?:none|nothing)(?: (?:at present|currently|yet|identified|known|recorded|required))?|[-–—]+|\?+)\.?",
    re.IGNORECASE,
)
_NOT_YET = (
    r"t\.?b\.?[cad]|to follow|to be (?:confirmed|agreed|decided|determined|advised|announced|identified|appointed|allocated|assigned)|"
    r"not (?:yet (?:known|agreed|decided|confirmed|identified|appointed|allocated|assigned)|known yet)"
)
_NOT_YET_WHOLE = late_pattern(
    rf"(?:{_NOT_YET}|(?:data |figures? |information )?(?:is |are )?(?:not (?:yet |currently )?(?:available|published|released|received|collected)|unavailable)"
    r"(?: (?:yet|at present))?|no (?:data|figures?|information)(?: (?:yet|as yet|available|received|at present))*"
    r"|new (?:measure|indicator|kpi|pi)|to be (?:baselined|set|established|calculated)"
    rf"|n\s*/\s*k|nk|(?:not|un)(?: |-)?(?:known|allocated|assigned)|awaited|awaiting(?: (?:data|figures?|information|confirmation|appointment))?)\.?",
    re.IGNORECASE,
)
_NOT_YET_WITHIN = late_pattern(rf"\b(?:{_NOT_YET})\b", re.IGNORECASE)
# What is said of a post that nobody is in, and nobody covers: “Vacant (advert closes 4 December)”, “Vacant from April”.
_SINCE_VACANT = (
    r"(?!.*\b(?:cover\w*|acting|interim|contact|stand(?:s|ing)? in|c/o|call|ring)\b)(?:\s*[(\[–—:;,/-].*|\s+(?:from|until|till|since|at|pending|currently|now|awaiting|advert\w*|to|interview\w*|recruit\w*|as|due|while|"
    r"being|out|again|this|in|with)\b.*)?"
)
_NOBODY = late_pattern(
    r"(?:currently )?(?:no[ -]?(?:owner|lead|one|body|lead officer)(?: (?:yet|at present|named|assigned|identified))?|unowned"
    r"|(?:post |role |position )?(?:is )?(?:currently )?(?:vacant(?: (?:post|role|position))?|unfilled)"
    rf"{_SINCE_VACANT}|vacancy{_SINCE_VACANT}|(?:being )?recruit(?:ing|ed)|recruitment (?:under ?way|in progress)"
    r"|to be recruited|(?:post|role) to be (?:filled|appointed|advertised)|awaiting recruitment)\.?",
    re.IGNORECASE,
)
_NOBODY_IN_PARTICULAR = late_pattern(
    r"(?:all|every)(?: (?:partners?|agenc(?:y|ies)|members?|staff|teams?|leads?|officers?|owners?|of (?:us|the above)|concerned))?"
    r"|every(?:one|body)|any(?:one|body)|various(?: (?:partners|agencies|officers|leads|owners))?|several|multiple|many|others?|shared|joint",
    re.IGNORECASE,
)
_NO_MITIGATION = late_pattern(
    r"(?:currently )?no (?:further |current |existing |specific |formal |additional )?"
    r"(?:controls?|mitigations?|mitigating actions?|actions?|measures?|safeguards?|plans?)"
    r"(?: (?:yet|at present|currently|in place|identified|needed|required|planned|possible|available|to date))*"
    r"|none (?:in place|needed|planned|available|as yet|to date)(?: (?:yet|at present))?|not yet (?:in place|started|developed|written)|not in place(?: yet)?"
    r"|(?:still )?to be (?:developed|written|drafted|considered|discussed|reviewed|put in place|completed)|(?:currently )?(?:under|in) (?:review|development|discussion)"
    r"|being (?:developed|reviewed|considered|drafted)|see (?:the )?(?:action |delivery |business |risk |mitigation )?(?:plan|above|below|notes?|comments?|attached)|nothing (?:in place|needed)",
    re.IGNORECASE,
)
_ABOVE = r"(?:(?:as|as per|see|same as) (?:the )?(?:above|row above|previous row)|ditto)\.?|-?\s*do\s*-|do\.|[\"”“〃]{1,2}|''"
_AS_ABOVE = late_pattern(_ABOVE, re.IGNORECASE)
_SAME_AGAIN = late_pattern(rf"{_ABOVE}|(?:as below|same(?: as before)?)\.?", re.IGNORECASE)
_SENT = r"(?:attached|enclosed|separate|accompanying|covering)"
_SENT_KIND = r"(?:reports?|updates?|notes?|minutes|papers?|documents?|briefings?|summary|spreadsheets?|figures|details)"
_SENT_BESIDE = late_pattern(
    rf"(?:please )?(?:see|find|refer to|as per|as|per) (?:the |my |our )?(?:(?:{_SENT} )?e-?mail|attachments?|enclosures?|{_SENT}(?: \w+){{0,2}})"
    r"(?: for (?:(?:full|more|further) )?(?:details?|information))?\.?"
    rf"|(?:(?:full )?{_SENT_KIND} )?(?:is |are )?(?:attached|enclosed)\.?|(?:{_SENT_KIND} )?(?:e-?mailed|sent) separately\.?|{_SENT_KIND} (?:e-?mailed|sent by e-?mail)\.?",
    re.IGNORECASE,
)
_LAST_TIME = (
    r"(?:(?:the )?(?:last|previous) (?:quarter|qtr|time|period|report|return|update)|(?:q|quarter )[1-4])"
)
_NO_CHANGE = late_pattern(
    r"(?:there (?:has been|is) )?(?:still )?(?:no (?:further )?changes?(?: to (?:report|note)| (?:to|in) (?:the )?(?:due date|date|timescale|deadline|rating|rag|status|scores?))?|not? changed|(?:remains? )?un-?changed|n/c"
    r"|no (?:further |new )?updates?|nothing (?:further |new |more )?to (?:report|add)"
    rf"|(?:(?:remains?|stays?) )?(?:as|as per|as at|as in|the same as|same as) (?:before|previous(?:ly)?(?: (?:reported|stated))?|{_LAST_TIME})"
    rf"|see {_LAST_TIME}|(?:remains?|stays?) (?:the same|as (?:it )?(?:was|is)))"
    rf"(?: (?:since|from|on|to) {_LAST_TIME})?(?: (?:this (?:quarter|time)|at present|at this (?:time|stage)|to date))?\.?",
    re.IGNORECASE,
)
_CLEAR = late_pattern(
    r"(?:please )?(?:clear|delete|erase|remove)(?: (?:it|this|that|all|(?:this |the )?(?:cell|box|text|entry|answer|update)))?\.?",
    re.IGNORECASE,
)
_CLEARED = late_pattern(r"[\[({<](?:clear|delet|eras|remov)(?:ed|ing|e)?[\])}>]", re.IGNORECASE)
_NOUGHT = ("nil", "zero")
_YES = ("yes", "y", "true", "1", "1.0", "x", "✓", "✔")
_NO = ("no", "n", "false", "0", "0.0")
# The words of the registers for where something stands or what is done about it, and others for the same.
_STATUSES = {
    "complete": ("completed", "done", "achieved", "finished", "closed"),
    "in progress": ("on track", "underway", "under way", "started"),
    "ongoing": ("on going",),
    "not started": ("not yet started", "not started yet", "planned"),
    "stopped": ("withdrawn", "cancelled", "deleted", "revoked"),
    "lapsed": ("expired",),
    "open": ("live", "active", "current"),
    "happened": ("occurred",),
    "treat": ("mitigate", "reduce"),
    "tolerate": ("accept",),
    "terminate": ("avoid",),
    "transfer": ("share",),
}
_ON_TRACK = ("on track", "on target", "on course", "on schedule")
_MEANT = {word: status for status, words in _STATUSES.items() for word in (status, *words)}
_DONE = late_pattern(rf"\b(?:{'|'.join(('complete', *_STATUSES['complete']))})\b", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Only "n/a", "none", "nil", "-", "?" and the like."""
    return _NOTHING.fullmatch(text.strip()) is not None


def says_not_yet(text: str) -> bool:
    """Only "TBC", "to be confirmed" and the like."""
    return _NOT_YET_WHOLE.fullmatch(text.strip()) is not None


def says_nobody(text: str) -> bool:
    """Where a name is asked for, only "no owner", "post vacant", "recruiting" and the like."""
    return _NOBODY.fullmatch(text.strip()) is not None


def says_nobody_in_particular(text: str) -> bool:
    """Where a name is asked for, only "various", "everyone", "all partners" and the like."""
    return _NOBODY_IN_PARTICULAR.fullmatch(text.strip()) is not None


def says_no_mitigation(text: str) -> bool:
    """Where a mitigation is asked for, only "no controls", "not yet in place", "see plan" and the like."""
    return _NO_MITIGATION.fullmatch(text.strip().rstrip(".")) is not None


def says_same_again(text: str) -> bool:
    """Only "as above", "ditto" or the marks for it: another cell says it."""
    return _SAME_AGAIN.fullmatch(text.strip()) is not None


def says_as_above(text: str) -> bool:
    """Only "as above", "ditto" or the marks for it: the cell above says it."""
    return _AS_ABOVE.fullmatch(text.strip()) is not None


def says_sent_beside(text: str) -> bool:
    """Only "see email", "see attached report", "attached" and the like: something that came with it says it."""
    return _SENT_BESIDE.fullmatch(" ".join(text.split())) is not None


def says_no_change(text: str) -> bool:
    """Only "no change", "as per last quarter", "no update", "nothing to report" and the like: what was, still is."""
    return _NO_CHANGE.fullmatch(" ".join(text.split())) is not None


def speaks_of_not_yet(text: str) -> bool:
    """Whether "TBC" or the like stands among other words."""
    return _NOT_YET_WITHIN.search(text) is not None


def says_clear(text: str) -> bool:
    """Only "clear", "(clear)", "[cleared]", "delete this" and the like: perhaps a cell is to be emptied."""
    words = " ".join(text.split())
    return any(
        pattern.fullmatch(said)
        for pattern, said in ((_CLEAR, words.strip("[](){}<> *\"'“”‘’")), (_CLEARED, words))
    )


def says_nought(text: str) -> bool:
    """Where a figure is asked for, "nil" or "zero"."""
    return text.strip().casefold() in _NOUGHT


def yes_or_no(text: str) -> bool | None:
    """True for "Yes", "y", "true", a tick; False for "No", "n", "false"; None for anything else."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def status_meant(text: str, options: Collection[str]) -> str | None:
    """The one of these options that a word for where something stands means; None for none of them."""
    meant = _MEANT.get(" ".join(re.findall(r"[^\W_]+", text.casefold())))
    return meant if meant in options else None


def status_phrases(options: Collection[str]) -> dict[str, str]:
    """The words for each of these options, to look for among other words."""
    phrases = {word: meant for word, meant in _MEANT.items() if meant in options}
    if "in progress" in options and "ongoing" not in options:
        phrases |= dict.fromkeys(("ongoing", *_STATUSES["ongoing"]), "in progress")
    return phrases


def rating_phrases(*, blue_is_complete: bool) -> dict[str, str]:
    """The words that speak of a rating without its colour, to look for among other words."""
    phrases = dict.fromkeys(_ON_TRACK, "green")
    return phrases | (dict.fromkeys(("complete", *_STATUSES["complete"]), "blue") if blue_is_complete else {})


def speaks_of_done(text: str) -> bool:
    """Whether "done", "completed" or the like stands among other words."""
    return _DONE.search(text) is not None
