"""Lines over and between rows of money that say where it comes from: "Funding stream: Safer Streets – £48,000"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from csp_desktop.registers.as_written.amounts import parse_money

_FUND = r"fund(?:s|ing|ed|er)?|grants?|allocations?|pots?|reserves?|monies|money|streams?|levy|contributions?"
_GIVER = r"commissioner|o?pcc|home office|ministry|nhs|icb|lottery|trust|foundation"
# Grants of the Home Office that are called so without a word of money.
_KNOWN_GRANTS = r"safer streets|serious violence duty|safer neighbourhoods|shared prosperity|levelling up"
_NAMES_FUND = re.compile(
    rf"\b(?:{_FUND}|{_GIVER}|{_KNOWN_GRANTS}|council|police|programme|budget)\b", re.IGNORECASE
)
_SAYS_FUND = re.compile(rf"\b(?:{_FUND}|{_GIVER})\b", re.IGNORECASE)

# Two words before a dash or a colon can be nothing but a label; one word only before a colon.
_LABEL = re.compile(
    r"(?:(?:(?:name of (?:the )?)?(?:funding|grant) (?:stream|source|pot|scheme|programme|name|fund)|source of (?:funding|funds|income|money)|"
    r"(?:fund|pot|stream) name|name of (?:the )?(?:fund|grant|pot|stream))(?:\s*:|\s+[–—-]\s)|(?:fund|funding|grant|pot|stream)\s*:)\s*(?P<name>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# Between rows of money these say where it comes from; over a table “From” may as well be who wrote it.
_FROM = re.compile(
    r"(?:(?:paid|funded|met|drawn|spent|money|funding)?\s*(?:from|out of)|(?:(?:funding|money|income)\s+)?source|charged to)"
    r"(?:\s*:|\s+[–—-]\s)\s*(?:the\s+)?(?=\S*[^\W\d_])",
    re.IGNORECASE,
)
_FUNDER = re.compile(
    r"(?:(?:(?:funding|grant) (?:body|provider|giver)|fund(?:ed|ing) (?:by|from)|grant from|funder|awarded by)\s*(?::|\s[–—-]\s)\s*|"
    r"(?:(?:part|jointly|fully) )?(?:funded|awarded) by (?:the )?(?=\w))(?P<name>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_SUM = re.compile(r"£\s?\d[\d,]*(?:\.\d+)?\s?k?(?![\w.]*\w)", re.IGNORECASE)
_BARE_SUM = re.compile(r"(?<=:)\s*(?!(?:19|20)\d\d$)\d[\d,]*(?:\.\d\d?)?$")
# A bare number beside these is no sum.
_NO_SUM = re.compile(
    r"\b(?:ref(?:erence)?|no|nos|number|code|id|contact|tel(?:ephone)?|phone|mobile|ext(?:ension)?|invoice|po)\b",
    re.IGNORECASE,
)
# A sum beside these is not all of a fund.
_OTHER_SUM = re.compile(
    r"\b(?:spen[dt]|spending|expenditure|remaining|left|balance|underspen[dt]|overspen[dt]|unspent|to date|so far|committed|unallocated|"
    r"forward|per|each|up to|max(?:imum)?|min(?:imum)?|over|under|claimed|paid|received|required|sought|requested|of which|match(?:ed)?)\b",
    re.IGNORECASE,
)
# The number before a heading of a paper: “2. Applications not funded”.
_NUMBERED = re.compile(
    r"(?:(?:section|part|table|annex|appendix)\s+)?(?:\d{1,2}[.):]|\d{1,2}(?:\.\d{1,2})+[.):]?|[a-z][.):])\s+(?=\D)",
    re.IGNORECASE,
)
# What rows of money are, and what became of them.
_ROWS = (
    r"(?:applications?|bids?|claims?|payments?|awards?|grants?|projects?|schemes?|instal?lments?|spend(?:ing)?|expenditure|commitments?|"
    r"commissions?|contracts?|invoices?|requests?|proposals?|allocations?|budget|funding|money|monies|transactions?|receipts?|"
    r"draw-?downs?|refunds?|repayments?|recharges?|orders?)"
)
_DONE = (
    r"(?:made|paid(?: out)?|sent(?: in)?|received|submitted|awarded|agreed|approved|refused|rejected|declined|turned down|withdrawn|"
    r"(?:not |un)\w+|due|outstanding|requested|commissioned|given(?: out)?|allocated|committed|considered|decided|decisions?|invited|"
    r"claimed|funded|(?:gone|going) out)"
)
# What the rows below are, before the fund they are paid from: “Claims against the PCC grant”, “Bids made to the Lottery”.
_PAID_FROM = re.compile(
    rf"{_ROWS}(?: {_DONE})? (?:(?:against|from|under|out of)(?: the)?\s+(?=\S)|(?:by|to)(?: the)?\s+(?=.*\b(?:{_FUND}|{_GIVER})\b))",
    re.IGNORECASE,
)
# A title that says what the rows are, and no fund: “Claims made to funders”, “Small grants awarded 2026/27”.
_WHICH = r"(?:(?:all|the|our|other|recent|current|new|open|closed|live|latest|successful|unsuccessful|approved|list of|summary of|table of|record of)\s+)*"
_OF_ROWS = re.compile(
    rf"{_WHICH}{_ROWS}(?:(?:,| and| &|/) ?{_ROWS})*|"
    rf"{_WHICH}(?:(?:small|large|community)\s+)?{_ROWS}(?:(?:,| and| &|/) ?{_ROWS})*\s+(?:(?:{_DONE}|in|so far|to date|this year|by|to)\b.*|"
    r"for (?:funding|money|grants?|support)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# What rows of money are about, what became of it and when: with no other name in it no fund, “Schemes and what has gone out”.
_ABOUT_ROWS = re.compile(
    r"\b(?:what|who|how|where|which|gone|going|went|out|so far|to date|spen[dt]|spending|paid|asks?|asked|requests?|requested|"
    r"bids?|applications?|applied|awards?|awarded|agreed|decided|decisions?|rounds?|panel|schemes?|projects?|pieces of work|"
    r"payments?|costs?|invoices?|claims?|claimed|orders?|commissions?|contracts?)\b",
    re.IGNORECASE,
)
_OF_NO_NAME = frozenset((
    "small", "large", "all", "new", "current", "other", "our", "the", "this", "these", "local", "live", "open", "closed", "list", "money",
    "csp", "partnership", "community", "safety", "panel", "sat", "met", "q", "spring", "summer", "autumn", "winter", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
))  # fmt: skip
# Who decides on money, or when: no fund.
_PANEL = re.compile(
    r"\b(?:grants?|funding|funds?|bids?)\s+(?:panels?|boards?|committees?|sub-?groups?|meetings?|officers?|teams?|fairs?|decisions?)\b",
    re.IGNORECASE,
)
# When it was asked for or decided, behind the fund: “Community Fund round 3, closed 2 October, panel 27 October”.
_OCCASION = re.compile(
    r"\s*[,;:(–—-]\s*(?:panel|board|meeting|clos(?:ed|es|ing)|deadline|open(?:s|ed)|decided|decisions?|launched|as at|updated|"
    r"awarded|agreed|approved|paid|applications?|bids?)\b(?=.*\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_ROWS_OF = re.compile(
    r"\s+(?:applications?|bids|claims|payments|awards)(?=\s*(?:$|(?:19|20)\d\d))", re.IGNORECASE
)
# One of several times a fund gives money.
_ROUND = re.compile(
    r"\W*\b(?:(?:round|tranche|phase|call|window)\s+(?:\d+|one|two|three|four|[ivx]+)|(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?)\b",
    re.IGNORECASE,
)
# A fund called by its name in a sentence: “£24,000 from the Stronger Neighbourhoods Fund”.
_IN_SENTENCE = re.compile(
    r"(?:(?P<sum>£\s?\d[\d,]*(?:\.\d+)?k?)\s+(?:from|of|out of)\s+)?(?:the\s+)?(?P<name>(?!(?:The|A|An|This|Our|Each|Every|Any|All|No)\b)"
    r"[A-Z][\w'’&-]*(?:\s+(?:(?:of|for|and)\s+)?[A-Z][\w'’&-]*)*\s+(?:[Ff]und|[Gg]rant|[Ll]evy|[Rr]eserve|[Aa]llocation))\b"
)
# What a title says of the rows behind the fund: “PCC grant: what projects have claimed”.
_SAID_OF_ROWS = re.compile(
    r"\s*(?::|\s[–—-])\s+(?:what|who|how|where|which|claims?|claimed|spend(?:ing)?|spent|payments?|projects?|allocations?|monitoring|tracker|summary)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# What is spent of it, named after any fund: “Serious Violence Duty – spend plan”.
_SPENT_OF = re.compile(
    r"\s*(?::|\s[–—-])\s+(?:spend(?:ing)?|expenditure) (?:plan|profile|summary|tracker|breakdown|forecast|schedule|by \w+)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# What the rows come to themselves, unless it is of a year before.
_OF_THE_ROWS = re.compile(
    r"\b(?:spen[dt]|spending|expenditure|remaining|left|balance|under-?spen[dt]|over-?spen[dt]|unspent|to date|so far|committed|"
    r"unallocated|allocated|claimed)\b",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(
    r"\bforward\b|\b[bc]/f\b|\bfrom (?:19|20)\d\d\b|\b(?:last|previous) year\b", re.IGNORECASE
)
_OF_FUND = re.compile(
    r"\b(?:award(?:ed)?|grants?|fund(?:s|ing)?|budget|allocation|available|pot|money)\b", re.IGNORECASE
)
_BESIDE_SUM = (
    "total|overall|full|the|our|annual|amount|sum|value|size|award|awarded|grant|grants|fund|funds|funding|budget|allocation|available|"
    "agreed|approved|confirmed|original|final|for|of|in|is|this|us|pot|money|csp|partnership|to|from|year|financial"
)
_BEFORE_SUM = re.compile(
    rf"(?:[–—:,(=[]|\s-)\s*(?:(?:{_BESIDE_SUM}|of|is)\b\s*)*[\s–—:,(=[-]*$|\s+(?:of|is)$", re.IGNORECASE
)
# Papers about money, which are not what the money comes from unless they go on to say so.
_PAPER = re.compile(
    r"\b(?:track(?:er|ing)|monitor(?:ing)?|registers?|reports?|returns?|summary|overview|statement|logs?|lists?|schedules?|profile|"
    r"spreadsheet|workbook|dashboard|plan|updates?|sheet|breakdown|position|forecast|record|details|analysis|outturn|table)\b"
    rf"(?!.*\b(?:{_FUND})\b)",
    re.IGNORECASE | re.DOTALL,
)
# What a line says of the figures below, and not where they come from: “Figures agreed with Finance 9 October”.
_OF_FIGURES = re.compile(
    r"\W*(?:(?:all|the|these) )?(?:figures|amounts|numbers|costs|values|sums)\b", re.IGNORECASE
)
# How the figures below are counted: “All figures in £000”, “£ unless shown otherwise”, “Excluding VAT”.
_UNIT_SAID = r"(?:£|pounds?\b|thousands?\b|millions?\b|['’]?000s?\b|vat\b)"
_COUNTED = re.compile(
    r"\W*(?:(?:n\.?b|note|please note)\W+)?"
    r"(?:(?:(?:all|the|these)\s+)?(?:figures?|amounts?|values?|sums|costs?|prices|numbers|spend|budgets?)\b)?"
    r"(?:\W*\b(?:are|is|shown|given|stated|quoted|expressed|here|below|in|to|as|at|the|nearest|rounded|exclud\w+|exclu\w+|inclu\w+|net|gross|of)\b)*\W*"
    rf"(?:exclud\w+\W+|inclu\w+\W+)?{_UNIT_SAID}(?:\W*(?:{_UNIT_SAID}|k\b|mn?\b|sterling\b))*"
    r"(?:\W+(?:unless|except|excl|incl|rounded|net|gross)\w*\b.*)?\W*",
    re.IGNORECASE | re.DOTALL,
)
_OF_ANY_MONEY = (
    "grant|grants|fund|funds|funding|budget|budgets|allocation|allocations|allocated|spend|spending|expenditure|income|finance|finances|"
    "money|monies|project|projects|bid|bids|payment|payments|paid|made|ledger|transactions|bank|rec|reconciliation|cash|book|invoices|"
    "claim|claims|application|applications|award|awards|instalments|drawdown|drawdowns|commissions|commissioning|contracts|requests|round|panel|"
    "document|page|"
    "total|and|of|the|for|our|by|to|sheet|tab|new|final|draft|year|financial|q|qtr|"
    "quarter|quarterly|monthly|annual|april|june|july|september|october|december|january|march"
)


class FundLine(NamedTuple):
    """The fund a line names, or "", its pence where it says them, and whether it calls that a fund or who gives it."""

    name: str
    pence: int | None
    called: str = ""


def names_a_fund(text: str) -> bool:
    """Does a heading between rows of money name where it comes from, rather than what it is for?"""
    return _NAMES_FUND.search(text) is not None


def fund_between(text: str) -> FundLine:
    """The fund a heading between rows of money names, called so where it says that they are paid from it: “From: Levy”."""
    said = fund_line(_FROM.sub("", text, count=1))
    return said._replace(called="fund") if _FROM.match(text) and said.name else said


def is_about_rows(text: str) -> bool:
    """Does a line say what the rows below are, or what became of the money, in words that name nothing?"""
    if says_fund(text) or not _ABOUT_ROWS.search(text):
        return False
    words = re.findall(r"[^\W\d_]+", _ABOUT_ROWS.sub(" ", text))
    return not any(word[0].isupper() and word.casefold() not in _OF_NO_NAME for word in words)


def says_fund(text: str) -> bool:
    """Does a text name a fund or who gives it in a word of money, more than a body or a budget?"""
    return _SAYS_FUND.search(text) is not None


@cache
def fund_line(text: str) -> FundLine:
    """The fund a line names, and its sum: "PCC fund (£48,000)", "Fund: PCC fund – £48,000", "Award £48,000"."""
    if _says_how_counted(text):
        return FundLine("", None)
    bare = [] if _NO_SUM.search(text) else _BARE_SUM.findall(text)
    text = _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    text = _PAID_FROM.sub("", text, count=1) if _PAID_FROM.match(text) else text
    if (fund := _SAID_OF_ROWS.sub("", text)) != text and says_fund(fund):
        text = fund
    text = _OCCASION.sub("", _SPENT_OF.sub("", text))
    if (fund := _ROWS_OF.sub("", text)) != text and says_fund(fund):
        text = fund
    sums = _SUM.findall(text) or [found.strip() for found in bare]
    pence = parse_money(sums[0]) if len(sums) == 1 and not _OTHER_SUM.search(text) else None
    rest = _without(text, sums[0]) if pence is not None else text
    if pence is not None and _is_of_words(_BESIDE_SUM, rest) and _OF_FUND.search(rest):
        return FundLine("", pence)
    for label, called in ((_LABEL, "fund"), (_FUNDER, "funder")):
        if (said := label.fullmatch(rest)) and re.search(r"[^\W\d_]", said["name"]):
            return FundLine(said["name"].strip(), pence, called)
    return FundLine(rest, pence)


def fund_in_sentence(text: str) -> FundLine:
    """The one fund a sentence calls by its name, with the sum it says of it: “£24,000 from the Stronger Streets Fund”."""
    found = {said["name"]: said["sum"] for said in _IN_SENTENCE.finditer(text)}
    if len(found) != 1:
        return FundLine("", None)
    ((name, amount),) = found.items()
    return FundLine(name, parse_money(amount) if amount else None)


def without_round(name: str) -> str:
    """What a fund is called whichever time it gives money: “Community Fund” for “Community Fund round 3, 2026/27”."""
    return _ROUND.sub("", name).strip(" ,;:()–—-")


def says_sum_of_its_own(text: str) -> bool:
    """Does a line say a sum that the rows below it do not come to by themselves: "Brought forward £1,200"?"""
    if _says_how_counted(text):
        return False
    return _SUM.search(text) is not None and (not _OF_THE_ROWS.search(text) or bool(_OF_BEFORE.search(text)))


def is_of_any_money(text: str) -> bool:
    """Is a text the title of a paper about money, “Grant tracker 2026/27”, or nothing but a word for it, “Budget”?"""
    if _is_of_words(_OF_ANY_MONEY, text) or _OF_ROWS.fullmatch(text) or is_about_rows(text):
        return True
    if _PANEL.search(text) and not says_fund(_PANEL.sub(" ", text)):
        return True
    return _PAPER.search(text) is not None and not re.search(rf"\b(?:{_GIVER})\b", text, re.IGNORECASE)


def _is_of_words(among: str, text: str) -> bool:
    return set(re.findall(r"[^\W\d_]+", text.casefold())) <= set(among.split("|"))


def _without(text: str, amount: str) -> str:
    """A line without the sum in it, and without what joins the two."""
    before, _, after = text.partition(amount)
    before = _BEFORE_SUM.sub("", before.rstrip())
    after = after.lstrip(" –—-:,)].")
    return " ".join(f"{before} {re.sub(r'^from (?:the )?', '', after)}".split())


def _says_how_counted(text: str) -> bool:
    """Does a line say how the figures below it are counted or agreed, and nothing of where the money comes from?"""
    return _COUNTED.fullmatch(text.strip()) is not None or bool(
        _OF_FIGURES.match(text) and not says_fund(text)
    )
