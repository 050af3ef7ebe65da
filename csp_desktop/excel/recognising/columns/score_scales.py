"""Scales of likelihoods and impacts: what headings and words say of their steps, and each score as one of five."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.recognising.mapped_values import ReadValue
from csp_desktop.excel.recognising.wordings import cell_words
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.amounts import parse_number

# "1-4", "1 to 5", "1 (low) – 4 (high)", "1 (unlikely/minor) to 4", "1 = rare, 5 = certain", "out of 10", "max 4", "/4".
_SCALE = re.compile(
    r"(?:\b[01]\s*(?:[=:(]?\s*[a-z]+(?: [a-z]+)?(?:\s*/\s*[a-z]+(?: [a-z]+)?)?\s*\)?\s*)?(?:[-–,;/]|\bto\b)|\bout of|\bmax(?:imum)?(?: of)?|(?<!\d)/)\s*(100|16|10|[3-9])\b",
    re.IGNORECASE,
)
# "1 = high, 4 = low", "1 (almost certain) to 5 (rare)", "1 is the highest".
_STEP_SAID = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[=:(–-]|is\b|being\b)?\s*(?:the\s+)?([a-z]+(?:\s[a-z]+)?)", re.IGNORECASE
)
_THREE_FIGURED: set[tuple[float, int | None]] = {(1, 1), (2, 3), (3, 5)}


def step_of(word: str) -> int | None:
    """Where a word stands on the usual scale of five; None for any other word."""
    return cell_words.FIVE.get(word)


def stated_top(heading: str) -> int | None:
    """The top of the scale a heading states: 4 for "Probability (1-4)"."""
    said = _SCALE.search(heading)
    if said:
        return int(said[1])
    # "4 = low, 1 = high": the figures of its ends.
    top = max((int(figure) for figure, _ in _STEP_SAID.findall(heading)), default=0)
    return top if top > 1 and states_falling(heading) else None


def states_falling(heading: str) -> bool:
    """Does a heading state a scale on which 1 is the highest: "Likelihood (1 = high, 4 = low)"?"""
    said = [(float(figure), _end_or_step(words)) for figure, words in _STEP_SAID.findall(heading)]
    told = [(figure, step) for figure, step in said if step is not None]
    if len(told) == 1:
        figure, step = told[0]
        return figure == 1 and step >= cell_words.FIVE["high"]
    return falling(told)


def _end_or_step(words: str) -> int | None:
    said = plain(words)
    return next(
        (
            step
            for word in (said, said.split()[0])
            if (step := cell_words.ENDS.get(word, step_of(word))) is not None
        ),
        None,
    )


def falling(steps: Iterable[tuple[float, int | None]]) -> bool:
    """Do the steps of a scale, each with its figure, fall from the highest at 1?"""
    known = [step for _, step in sorted(steps, key=lambda said: said[0]) if step is not None]
    return len(known) > 1 and known[0] > known[-1] and known == sorted(known, reverse=True)


def only_three(texts: Iterable[str]) -> bool:
    """Do all of these say only low, medium or high, with or without a figure?"""
    return {scale_word(text) for text in texts} <= set(cell_words.THREE)


def each_of_three(texts: Iterable[str]) -> bool:
    """Do these say "1 – Low", "2 – Medium" and "3 – High", all of them?"""
    return _steps_said(texts) == _THREE_FIGURED


def _steps_said(texts: Iterable[str]) -> set[tuple[float, int | None]]:
    return {
        (number, cell_words.THREE.get(scale_word(text)))
        for text in texts
        if (number := leading_number(text)) is not None
    }


def score_figures(texts: Iterable[str]) -> list[float]:
    """The figures of a column of scores, alone or before their words."""
    said = ((parse_number(text), leading_number(text)) for text in texts)
    return [figure for alone, leading in said if (figure := leading if alone is None else alone) is not None]


def scale_word(text: str) -> str:
    """The word of a score without its figure: "probable" for "4 – Probable"."""
    return plain(re.sub(r"[\d()=:.–-]+", " ", text))


class OwnSteps(NamedTuple):
    """The words of a workbook's own scale: which step each is, from 1 to its top."""

    steps: Mapping[str, int]
    top: int


class Scale:
    """How a column of likelihoods or impacts maps onto 1 to 5, said openly.

    `own` are the words of the workbook's own scale, `top` how far its figures go; `falls` says that 1 is its highest.
    """

    def __init__(
        self,
        texts: Iterable[str],
        heading: str = "",
        own: OwnSteps | None = None,
        top: int | None = None,
        *,
        falls: bool = False,
    ) -> None:
        texts = list(texts)
        said = {scale_word(text) for text in texts} - {""}
        self.letters = cell_words.LETTERS_OF_FIVE if said & {"vl", "vh"} else {}
        words = {self.letters.get(word, word) for word in said}
        self.three = bool(words) and words <= set(cell_words.THREE)
        figured = [(number, text) for text in texts if (number := leading_number(text)) is not None]
        of_three = self.three and bool(figured) and _steps_said(texts) <= _THREE_FIGURED
        self.top = stated_top(heading) or top or (3 if of_three else 5)
        self.own = own or OwnSteps({}, 5)
        self.falls = falls or states_falling(heading)
        # Where the cells say themselves that 1 is the highest, their words count.
        self.by_words = not self.falls and falling(
            (number, step_of(scale_word(text))) for number, text in dict.fromkeys(figured)
        )
        # Nothing but the word says which step it is.
        self.words_alone = self.three and not self.own.steps and (self.by_words or len(figured) < len(texts))
        steps: dict[int, set[str]] = {}
        for word in words - set(self.own.steps):
            if word in cell_words.FIVE and not self.three:
                steps.setdefault(cell_words.FIVE[word], set()).add(word)
        # Two words of one column cannot be one step: which is more, only the register's own scale says.
        self.shared = {word: sharing for sharing in steps.values() if len(sharing) > 1 for word in sharing}

    def read(self, text: str) -> ReadValue:
        """A score from a number, a word, or both ("3 – Possible"); raises InvalidValue."""
        chances = [float(chance) for chance in re.findall(r"(\d+(?:\.\d+)?)\s*%", text)]
        if chances:
            return self._of_chance(sum(chances) / len(chances), text)
        number = parse_number(text) if parse_number(text) is not None else leading_number(text)
        word = scale_word(text)
        worded = (self.by_words and word in cell_words.FIVE) or self.own.steps.get(word) == number
        if number is not None and number == int(number) and 1 <= number <= self.top and not worded:
            return self._of_scale(int(number), text)
        word = self.letters.get(word, word)
        if word in self.own.steps:
            return self._of_own(self.own.steps[word], text)
        if word in self.shared:
            others = " and ".join(f"“{other}”" for other in sorted(self.shared[word] - {word}))
            raise InvalidValue(f"“{text}” and {others} would be one step of the scale; which is the higher?")
        # "High – the grant ends": the step, and why; "Low–Medium" is neither of the two.
        leading, rest = (plain(part) for part in (*re.split(r"[-–—:;,.(\n]", text, maxsplit=1), "")[:2])
        known = cell_words.THREE | cell_words.FIVE
        if word not in known and leading in known and known.get(rest, known[leading]) == known[leading]:
            word = leading
        if (self.three or len(word) == 1) and word in cell_words.THREE:
            return ReadValue(cell_words.THREE[word], f"“{text}” is read as {cell_words.THREE[word]} of 5.")
        if word in cell_words.FIVE:
            return ReadValue(cell_words.FIVE[word], f"“{text}” is read as {cell_words.FIVE[word]} of 5.")
        raise InvalidValue(f"“{text}” is no score; write a number from 1 to 5.")

    def _of_chance(self, percent: float, text: str) -> ReadValue:
        """A chance in per cent: up to 10 is 1, to 30 is 2, to 50 is 3, to 80 is 4, more is 5."""
        score = 1 + sum(percent > limit for limit in (10, 30, 50, 80))
        return ReadValue(score, f"“{text}” is read as {score} of 5.")

    def _of_own(self, step: int, text: str) -> ReadValue:
        value, top = _of_five(step, self.own.top), self.own.top
        read = "" if top == 5 else f", read as {value} of 5"
        return ReadValue(value, f"“{text}” is {step} of {top} on the workbook's own scale{read}.")

    def _of_scale(self, number: int, text: str) -> ReadValue:
        if self.falls:
            value = _of_five(self.top + 1 - number, self.top)
            return ReadValue(
                value, f"“{text}” of {self.top}, where 1 is the highest, is read as {value} of 5."
            )
        if self.top == 5:
            return ReadValue(number)
        value = _of_five(number, self.top)
        return ReadValue(value, f"“{text}” of {self.top} is read as {value} of 5.")


def _of_five(step: int, top: int) -> int:
    """The step from 1 to 5 that one of another scale is."""
    return (step + 1) // 2 if top == 10 else round(1 + (step - 1) * 4 / (top - 1))


def leading_number(text: str) -> float | None:
    """The figure a score starts with: 3 for "3 – Possible"; None where there is none."""
    match = re.match(r"\(?(\d)\)?\s*(?:[-–=:.(](?!\s*\d)|\s[A-Za-z])", text)
    return float(match[1]) if match else None
