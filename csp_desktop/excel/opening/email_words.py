"""What somebody wrote in the email a workbook was attached to, beyond greeting, covering note and name."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html.parser import HTMLParser

# From here on: the sender's name and address, what a program added, or the email that was answered.
_END = re.compile(
    r"(?:(?:kind|best|warm|many)?\s*(?:regards|wishes|thanks)\b.{0,30}|yours\b.{0,20}|thank you\b.{0,30}|thanks\b.{0,30}|cheers\b.{0,20}|"
    r"--+|_{5,}|-{2,}\s*(?:original|forwarded) message.*|from:.*|on .{6,80} wrote:|>.*|sent from .*|"
    r"(?:this|the (?:information|contents))\b.{0,40}\be-?mail\b.*|(?:confidential|disclaimer|caution|official)\b.{0,60})[.,!]?",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hiya|dear|good (?:morning|afternoon|evening)|morning|afternoon|all)\b[^.:;]{0,40}[,.!:-]*",
    re.IGNORECASE,
)
_COVERING = re.compile(
    r"\b(?:attach\w*|enclos\w*|herewith|find|here is|here's|hereby|as requested|see below|returns?|form|spreadsheet|workbook)\b",
    re.IGNORECASE,
)
# A covering sentence with one of these says more than that something is attached; so does one with a ref or figure.
_MORE = re.compile(
    r"\b(?:but|not|n\.?b|should|could|cannot|can't|couldn't|please (?!find|see)|also|except|although|however|unable|missing|"
    r"late|wrong|instead|change\w*|amend\w*|correct\w*|ignore|still|red|amber|green|complete|awaiting|tbc)\b|"
    r"\d+\.\d|\b[a-z]\d{3}-\w\b|£",
    re.IGNORECASE,
)
_PLEASANT = re.compile(
    r"(?:hope|trust|apologies|sorry|any (?:questions|queries|problems)|let me know|happy to|happy new year|merry|have a)\b.*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def words_of(message: EmailMessage) -> str:
    """What an email says of its own; "" where it only greets and says that something is attached."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    text = body.get_content()
    if body.get_content_subtype() == "html":
        seen = _Seen()
        seen.feed(text)
        text = "".join(seen.texts)
    kept: list[str] = []
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if _END.fullmatch(line):
            break
        kept.append(line)
    sentences = [sentence for sentence in _SENTENCE.split("\n".join(kept)) if re.search(r"\w", sentence)]
    if all(map(_says_nothing, sentences)):
        return ""
    return "\n".join(kept).strip()


def _says_nothing(sentence: str) -> bool:
    if _MORE.search(sentence):
        return False
    words = len(sentence.split())
    pleasant = any(pattern.fullmatch(sentence) for pattern in (_GREETING, _PLEASANT))
    return pleasant or words <= 2 or (_COVERING.search(sentence) is not None and words <= 16)


class _Seen(HTMLParser):
    """The words of an email written as a page, a line for each paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("style", "script", "head")
        if tag in ("p", "div", "br", "tr", "li"):
            self.texts.append("\n")
        elif tag in ("td", "th"):
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("style", "script", "head")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data.replace("\n", " "))
