"""Indicators as plans word them: "10% reduction in thefts by March 2011 (293)", "NI 17 … 2008/09 (TBC)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz

from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.which_way import way_told_by_name
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.word_meanings import speaks_of_not_yet
from csp_desktop.rules.targets import stated_percent

Block = Literal["indicators", "baseline", "target"]

_REF = re.compile(r"\b(?:NI|LI|BVPI|BV|SPI|LAA|PI)\s?\d+(?:\.\d+)?[a-z]?\b")
_BRACKETED = re.compile(r"\(\s*\*?\s*£?(\d[\d,]*(?:\.\d+)?)\s*(%?)(?=[^)/]*\)|\s*$)")
_PER_CENT = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)\s*%(?!\s*(?:reduc|increas|decreas|cut|fewer|more|less))", re.IGNORECASE
)
_CHANGE = re.compile(
    r"^\*?\s*(?:\d+(?:\.\d+)?)?\s*%\s*(?:reduction|increase|decrease)\s*(?:in|of|on)?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    r"\b(?:by\s+)?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d\s?/\s?\d{2,5})")
_SOURCES = re.compile(
    r"\(([^()\d]*(?:database|data|survey|police|storm|records?)[^()\d]*)\)|\b(iquanta|storm|place survey)\b",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"\*|\b(?:county|essex)[ -]?(?:wide)?\s+(?:target|baseline)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\*\s*(?:[A-Z][a-z]+ wide|County|Essex)\b[^\d]*")
_HIGHER = re.compile(
    r"\b(?:increas\w*|more|safe|satisf\w*|confiden\w*|support\w*|report(?:ing|ed)|recruit\w*|active|days?|purchasing|members?\w*)\b",
    re.IGNORECASE,
)


@dataclass
class StatedLine:
    """One line of a block of indicators, taken apart; what it does not say is None."""

    text: str
    name: str
    ref: str | None = None
    percent: float | None = None
    figure: float | None = None
    tbc: bool = False
    unit: str | None = None
    period: str | None = None
    source: str | None = None
    county: bool = False


@dataclass
class StatedIndicator:
    """An indicator gathered from its lines in the blocks of indicators, baselines and targets."""

    lines: dict[Block, list[StatedLine]] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)

    def all_lines(self) -> list[StatedLine]:
        return [line for lines in self.lines.values() for line in lines]

    def first(self, block: Block) -> StatedLine | None:
        return next(iter(self.lines.get(block, [])), None)

    @property
    def ref(self) -> str | None:
        return next((line.ref for line in self.all_lines() if line.ref), None)

    @property
    def name(self) -> str:
        """The fullest wording without figures and dates."""
        names = [line.name for line in self.all_lines() if line.name]
        return names[0] if names else next(line.text for line in self.all_lines())

    def values(self) -> dict[str, Any]:
        """Fields of the indicators register; the wording of every line is kept in them."""
        baseline, target = self.first("baseline"), self.first("target")
        lines = self.all_lines()
        percent = next((line.percent for line in lines if line.percent is not None), None)
        values: dict[str, Any] = {
            "title": self.name,
            "ref": self.ref,
            "source": next((line.source for line in lines if line.source), None),
            "unit": next((line.unit for line in lines if line.unit), None),
            "better": self._better(percent),
            "scope": "county" if any(line.county for line in lines) else None,
            "stated_target": "\n".join(line.text for line in self.lines.get("target", [])) or None,
            "notes": self._notes(),
            "baseline_state": "none",
            "target_kind": "none",
        }
        if baseline:
            known = baseline.figure is not None
            values["baseline_state"] = "known" if known else "TBC" if baseline.tbc else "none"
            values["baseline_value"] = baseline.figure
            values["baseline_period"] = baseline.period
        if percent is not None:
            values |= {"target_kind": "percent change", "target_value": percent}
        elif target and (target.figure is not None or target.tbc):
            values |= {"target_kind": "value", "target_value": target.figure}
        if target:
            values["target_period"] = target.period
        return values

    def _better(self, percent: float | None) -> str:
        if percent is not None:
            return "lower" if percent < 0 else "higher"
        baseline, target = self.first("baseline"), self.first("target")
        if baseline and target and baseline.figure is not None and target.figure is not None:
            return "lower" if target.figure < baseline.figure else "higher"
        if way := way_told_by_name(self.name):
            return way
        words = " ".join(line.text for line in self.all_lines())
        if re.search(r"\breduc", words, re.IGNORECASE):
            return "lower"
        return "higher" if _HIGHER.search(words) else "lower"

    def _notes(self) -> str | None:
        notes = []
        for block, label in (("indicators", "Indicator"), ("baseline", "Baseline")):
            notes += [f"{label}: {line.text}" for line in self.lines.get(block, [])]  # type: ignore[call-overload]
        return "\n".join([*notes, *self.footnotes]) or None


# Where lines that run on in one start anew: before a change in per cent, a footnote or a ref, and after
# a figure in brackets or the month of a target.
_NEW_LINE = (
    re.compile(r"(?<=\S)\s+(?=\*?\s?\d+(?:\.\d+)?\s?%\s+(?:reduction|increase)\b)", re.IGNORECASE),
    re.compile(r"(?<=\S)\s+(?=\*\s?(?:Essex|County|[A-Z][a-z]+ wide)\b)"),
    re.compile(
        r"(?<!reduction)(?<!increase)(?<!APACS)(?<!\bin)(?<!\bof)(?<=\S)\s+(?=(?:NI|LI)\s?\d)", re.IGNORECASE
    ),
    re.compile(r"(?<=[\d%]\))\s+(?=[A-Z*]|iQuanta)|(?<=TBC\))\s+(?=[A-Z*]|iQuanta)|(?<=\(O\))\s+(?=[A-Z])"),
    re.compile(r"(?<=\b20\d\d)\s+(?=(?:Number|Increase|Reduc)\w*\b)"),
)


def stated_lines(text: str) -> list[str]:
    """The lines of a block, also where they run on in one."""
    for start in _NEW_LINE:
        text = start.sub("\n", text)
    return [line.strip() for line in text.split("\n") if line.strip()]


def is_footnote(text: str) -> bool:
    """A footnote of the line before, and nothing else."""
    return _FOOTNOTE.fullmatch(text.strip()) is not None


def stated_line(text: str) -> StatedLine:
    """Take one line apart."""
    ref = _REF.search(text)
    # The last figure in brackets is meant, those before it belong to the name.
    bracketed = ([None, *_BRACKETED.finditer(text)])[-1]
    level = _PER_CENT.search(text)
    figure: float | None = None
    unit: str | None = None
    if bracketed:
        figure = parse_number(bracketed[1])
        unit = "percent" if bracketed[2] else None
    elif level and not speaks_of_not_yet(text[: level.start()]):
        figure, unit = parse_number(level[1]), "percent"
    if re.search(r"per 100,?000", text):
        unit = "rate per 100,000"
    elif re.search(r"per 1,?000\b", text):
        unit = "rate per 1,000"
    source = _SOURCES.search(text)
    periods = [match[1] for match in (*_MONTH_YEAR.finditer(text), *_YEAR.finditer(text))]
    return StatedLine(
        text=text,
        name=_name(text),
        ref=" ".join(ref[0].replace("NI", "NI ").replace("LI", "LI ").split()) if ref else None,
        percent=stated_percent(text),
        figure=figure,
        tbc=figure is None and speaks_of_not_yet(text),
        unit=unit,
        period=periods[0] if periods else None,
        source=(source[1] or source[2]).strip() if source else None,
        county=_COUNTY.search(text) is not None,
    )


def _name(text: str) -> str:
    """What is counted: the line without its change, figures, dates, ref and footnotes."""
    name = _FOOTNOTE.sub(" ", text)
    name = _CHANGE.sub("", name.strip())
    name = re.sub(r"\(\s*\*?\s*(?:£?\d[\d,]*(?:\.\d+)?\s*%?[^)]*|TB[CA]|[^()]*\d\d\d\d)\s*\)?", " ", name)
    name = _PER_CENT.sub(" ", name)
    name = _YEAR.sub(" ", name)
    name = re.sub(r"\b\d+\s+by\b", "by", name)
    name = _MONTH_YEAR.sub(" ", name)
    name = _REF.sub(" ", name)
    name = re.sub(r"\(\s*\)|\biQuanta\b|\bAPACS\b|\bTB[CA]\b", " ", name)
    name = " ".join(name.split()).strip(" *-–,.;:")
    if name.count("(") != name.count(")"):
        name = name.replace("(", "").replace(")", "").strip()
    return name[:1].upper() + name[1:]


class StatedIndicators:
    """Indicators gathered block by block."""

    def __init__(self) -> None:
        self.stated: list[StatedIndicator] = []
        self._last: StatedIndicator | None = None

    def add(self, block: Block, text: str) -> StatedIndicator | None:
        """Put a line with the indicator it speaks of; None for a footnote with nothing to stand on."""
        if is_footnote(text):
            if self._last is not None:
                self._last.footnotes.append(text)
                for line in self._last.all_lines():
                    line.county = True
            return self._last
        line = stated_line(text)
        indicator = self._about(block, line)
        if indicator is None:
            indicator = StatedIndicator()
            self.stated.append(indicator)
        indicator.lines.setdefault(block, []).append(line)
        self._last = indicator
        return indicator

    def _about(self, block: Block, line: StatedLine) -> StatedIndicator | None:
        free = [indicator for indicator in self.stated if block not in indicator.lines]
        if line.ref:
            return next((indicator for indicator in free if indicator.ref == line.ref), None)
        if not line.name:
            same = [
                indicator
                for indicator in free
                if line.percent is not None and line.percent in _percents(indicator)
            ]
            return (same or [None])[0]  # type: ignore[list-item]
        scored = [
            (max(_likeness(line.name, other.name) for other in indicator.all_lines()), at)
            for at, indicator in enumerate(free)
        ]
        best, at = max(scored, default=(0.0, 0), key=lambda candidate: (candidate[0], -candidate[1]))
        return free[at] if best >= 85 else None


def _percents(indicator: StatedIndicator) -> set[float | None]:
    return {line.percent for line in indicator.all_lines()}


def _likeness(name: str, other: str) -> float:
    """How alike two names are, abbreviations such as "TFMV" seen through."""
    if not name or not other:
        return 0.0
    for short, long in ((name, other), (other, name)):
        initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", long)).upper()
        if re.fullmatch(r"[A-Z]{3,6}", short) and short in initials:
            return 100.0
    first, second = plain(name), plain(other)
    if len(first.split()) > 3 and first.split()[:3] == second.split()[:3]:
        return 90.0
    return float(fuzz.token_set_ratio(first, second))
