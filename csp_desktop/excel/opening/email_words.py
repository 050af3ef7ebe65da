"""What somebody wrote in the email a workbook was attached to, beyond greeting, covering note and name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import EmailMessage
from html.parser import HTMLParser

# From here on a mail that was answered, or what a program added below.
_BELOW = re.compile(
    r"_{5,}|-{2,}\s*(?:original|forwarded) message.*|\*?from:.*|on .{6,160}(?:wrote:|<\S+@\S+>),?|wrote:|>.*|"
    r"(?:disclaimer|confidentiality)\b.{0,40}",
    re.IGNORECASE,
)
# Marks and warnings that stand over a mail or below it.
_STAMP = re.compile(
    r"\W*(?:official|restricted|protect|unclassified|not protectively marked|(?:private (?:and|&) )?confidential)"
    r"(?:\W+(?:sensitive|personal|commercial|legal|police))*\W*|\W*external(?: e-?mail| sender)?\W*|"
    r"\W*(?:caution|warning)\b.*\b(?:links?|attachments?|sender|outside)\b.*|(?:please )?do not (?:click|open)\b.*\blinks?\b.*|"
    r"(?:this|the (?:information|contents) (?:in|of) this)\s+(?:e-?mail|message)\b.*"
    r"\b(?:confidential|intended|privileged|virus\w*|scanned|solely|outside|external)\b.*",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|forwarded)\s*:", re.IGNORECASE)
_ANSWERED = re.compile(r"\s*(?:re|aw|antw|automatic reply)\s*:", re.IGNORECASE)
_HEAD_OF_FORWARDED = re.compile(
    r"^(?:[-_ ]*(?:original|forwarded) message[-_ ]*\s+)?\*?from:.*\n(?:\*?(?:sent|date|to|cc|subject|importance|attachments?):.*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_THANKS = re.compile(
    r"(?:many\s+)?(?:thanks|thank you|thx|cheers|much appreciated)\b[^.!?\d]{0,30}[.,!]?", re.IGNORECASE
)
# Below it stand the sender's name and address, and perhaps a postscript.
_SIGN_OFF = re.compile(
    r"(?:with\s+)?(?:(?:kind(?:est)?|best|warm(?:est)?|many)?\s*(?:regards|wishes)\b[^.!?\d]{0,30}|best|kr|bw|"
    r"yours\b[^.!?\d]{0,20}|--+|sent from (?:my|outlook|mail|yahoo)\b.*)[.,!]?",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"(?:p\.?\s?s|n\.?b)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:(?:hi|hello|hiya|dear|good (?:morning|afternoon|evening)|morning|afternoon)(?:\s+[\w'’-]+){0,3}|all)\s*[,.!:-]*",
    re.IGNORECASE,
)
_COVERING = re.compile(
    r"\b(?:attach\w*|enclos\w*|herewith|find|here is|here's|here you (?:go|are)|hereby|as requested|see below|returns?|form|"
    r"spreadsheet|workbook)\b",
    re.IGNORECASE,
)
# A covering sentence with one of these says more than that something is attached; so does one with a ref or figure.
_MORE = re.compile(
    r"\b(?:but|not|n\.?b|no|nil|none|nothing|should|could|cannot|can't|couldn't|please (?!find|see)|also|except|although|however|"
    r"unable|missing|late|wrong|instead|change\w*|amend\w*|correct\w*|ignore|still|red|amber|green|complete|awaiting|tbc|"
    r"provisional|estimate\w*|until|includ\w+|exclud\w+)\b|\d+\.\d|\b[a-z]\d{3}-\w\b|£",
    re.IGNORECASE,
)
_PLEASANT = re.compile(
    r"(?:hope|trust|apologies|sorry|happy to|happy new year|merry|have a|see you|speak soon|looking forward|i look forward)\b.*",
    re.IGNORECASE,
)
# These say no more whatever words they have, unless it is of something in the return.
_CUSTOMARY = re.compile(
    r"(?:(?:many|my|our) )*(?:sorry|apolog(?:ies|ise))\b[^,;]{0,40}\b(?:late(?:ness)?|delay(?:ed)?)\b[^,;]{0,25}|"
    r"(?:if|should) you (?:have|need|require) (?:any|further|more|to)\b.*|(?:please )?(?:do not|don.t) hesitate\b.*|"
    r"(?:any|with any) (?:questions|queries|problems|issues)\b.*|(?:please |just )*(?:let me know|contact me|call me|get in touch)\b.*",
    re.IGNORECASE,
)
_OF_THE_RETURN = re.compile(
    r"\d|£|\b(?:red|amber|green|complete|figures?|rating|update|row|cell|sheet)\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r".*\s\|\s.*|(?:tel(?:ephone)?|t|mob(?:ile)?|m|phone|fax|direct(?: line| dial)?|dd|ext|e|e-?mail|w|web(?:site)?)?\W*"
    r"(?:\S+@\S+|(?:https?://|www\.)\S+|\+?[\d ()-]{5,})(?:\s+ext\W*\d+)?|follow us\b.*",
    re.IGNORECASE,
)
# A name, post or office: "PC 1234 Jo Lamp", "Chair of the Board".
_NAMED = re.compile(
    r"(?:(?:PC|PCSO|PS|Sgt|Insp) \d+|[A-Z][\w'’]*[a-z]|[A-Z]{1,4}|of|and|the|for|in|&)(?:[\s/,-]+|$)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s[–—-]+\s|\n+")


def words_of(message: EmailMessage) -> str:
    """What an email says of its own; "" where it only greets and says that something is attached.

    Of one that was passed on, what the email says that came first is its own too. So is its subject, where that says more than
    what the email is and is not that of one it answers or passes on.
    """
    text = _text_of(message, "plain")
    if not text.strip():
        seen = _Seen()
        seen.feed(_text_of(message, "html"))
        text = "".join(seen.texts)
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    subject = " ".join(str(message["Subject"] or "").split())
    if _PASSED_ON.match(subject):
        text = _HEAD_OF_FORWARDED.sub("\n", text, count=1)
    kept = [*_said_by(subject), *_written(text.split("\n"))]
    sentences = [sentence for sentence in _SENTENCE.split("\n".join(kept)) if re.search(r"\w", sentence)]
    if all(map(_says_nothing, sentences)):
        return ""
    return "\n".join(kept).strip()


def _said_by(subject: str) -> list[str]:
    """What a subject says of its own: "NIL RETURN", "Return - note that 2.4 is red"; nothing where it only names the return."""
    if _PASSED_ON.match(subject) or _ANSWERED.match(subject):
        return []
    more = any(re.search(r"[^\W\d_]|£", found[0]) for found in _MORE.finditer(subject))
    return [subject] if more else []


def _text_of(message: EmailMessage, kind: str) -> str:
    """The words of a message as "plain" text or as "html"; those in letters nobody knows as far as can be read."""
    body = message.get_body((kind,))
    if body is None:
        return ""
    try:
        return str(body.get_content())
    except LookupError:
        payload = body.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _written(lines: Iterable[str]) -> list[str]:
    """The lines somebody wrote, down to the name under them, and a postscript below that."""
    kept: list[str] = []
    signed = postscript = said = False
    for line in lines:
        if _BELOW.fullmatch(line):
            break
        if _STAMP.fullmatch(line):
            continue
        if signed:
            postscript = bool(line) and (postscript or _POSTSCRIPT.match(line) is not None)
            if postscript:
                kept.append(line)
        elif _SIGN_OFF.fullmatch(line) or (said and _THANKS.fullmatch(line)):
            signed = True
        else:
            kept.append(line)
            # Thanks before anything was said are no end.
            said = said or not (not line or _THANKS.fullmatch(line) or _GREETING.fullmatch(line))
    return kept


def _says_nothing(sentence: str) -> bool:
    if _CUSTOMARY.fullmatch(sentence) and not _OF_THE_RETURN.search(sentence):
        return True
    if _ADDRESS.fullmatch(sentence):
        return True
    if _MORE.search(sentence):
        return False
    words = len(sentence.split())
    pleasant = any(pattern.fullmatch(sentence) for pattern in (_GREETING, _PLEASANT, _THANKS))
    named = words <= 8 and re.fullmatch(rf"(?:{_NAMED.pattern})+", sentence) is not None
    return pleasant or named or words <= 2 or (_COVERING.search(sentence) is not None and words <= 16)


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
