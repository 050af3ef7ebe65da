"""Who somebody is and how to reach them in one cell: "Ann Elm, Housing Manager, ann.elm@example.org"."""

from __future__ import annotations

import re
from typing import NamedTuple

from csp_desktop.excel.recognising.wordings.cell_words import PARTS_IN_GROUPS
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.who_is_named import is_body, is_person, is_post, may_be_person

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
"""An address to write to, within a text."""
_PHONE = re.compile(
    r"(?<![\w/.-])\(?\+?\d[\d ()-]{7,}\d(?:\s*(?:ext?|x)\.?\s*\d{1,6})?(?![\w/])", re.IGNORECASE
)
# An address, with its brackets, and what parts it from the name before it.
_ADDRESSES = re.compile(
    rf"[\s,–-]*(?:[(<\[]\s*)?(?:\be-?mail\s*:?\s*)?{EMAIL.pattern}(?:\s*[)>\]])?(?P<after>\s*[,;\n]?)",
    re.IGNORECASE,
)
# What stands before an address or a number and after a mark: “Tel:”, “E:”, “or by email”.
_LABEL = re.compile(
    r"(?<![\w'])(?:(?:e-?mail|telephone|tele?|phone|mobile|mob|direct(?: line| dial)?|ddi|office|work|contact)"
    r"(?: address| number| no)?\b\.?\s*[:=]?|[etpm]\s*[:.](?=\s|$))",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[\n;|<>\[\]()]\s*|\s*,\s+|\s+[-–—/]\s*|\s*[–—]\s+|\s*,$")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 15
_LONGEST = 200


class ContactDetails(NamedTuple):
    """What a cell says of one person; "" for what it does not say."""

    name: str = ""
    job_title: str = ""
    email: str = ""
    phone: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """What it says, by field."""
        return {field: text for field, text in self._asdict().items() if text}


def contact_details(text: str) -> ContactDetails | None:
    """What a cell says of one person where that is all it says; None for any other, and for several persons' details."""
    if not text or len(text) > _LONGEST:
        return None
    emails = list(dict.fromkeys(EMAIL.findall(text)))
    rest = EMAIL.sub("\n", text)
    phones = [number for number in _PHONE.findall(rest) if _is_long_enough(number)]
    if len(emails) > 1 or len(phones) > 1:
        return None
    for phone in phones:
        rest = rest.replace(phone, "\n")
    if emails or phones:
        rest = _LABEL.sub("\n", rest)
    words = [part.strip(" .,:;/–-") for part in _PARTS.split(rest)]
    who = _who([part for part in words if part], reached=bool(emails or phones))
    if who is None or not (emails or phones or who.name):
        return None
    return who._replace(email="".join(emails), phone="".join(phones).strip())


def without_addresses(text: str) -> str:
    """The names in a text without the addresses to write to that stand beside them; all of it where it holds no names."""
    if "@" not in text:
        return text
    lines = [line.strip(" ,;:–-") for line in _ADDRESSES.sub(r"\g<after>", text).split("\n")]
    return "\n".join(filter(None, lines)) or text


def _is_long_enough(number: str) -> bool:
    return _FEWEST_DIGITS <= len(re.findall(r"\d", number)) <= _MOST_DIGITS


def _who(words: list[str], *, reached: bool) -> ContactDetails | None:
    """A name, and the post that follows it, or a post beside how it is `reached`; None where words are anything else."""
    if not words:
        return ContactDetails()
    name, *posts = words
    if reached and not posts and is_post(name) and plain(name) not in PARTS_IN_GROUPS:
        return ContactDetails(name)
    if not (is_person(name) or may_be_person(name)) or len(posts) > 2:
        return None
    if any(plain(post) in PARTS_IN_GROUPS or is_person(post) or is_body(post) for post in posts):
        return None
    if posts and not is_post(posts[0]):
        return None
    return ContactDetails(name, ", ".join(posts))
