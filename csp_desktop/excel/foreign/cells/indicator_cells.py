"""What cells say of an indicator beyond a plain number: shares in words, baselines of a period, targets in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Mark, only_one
from csp_desktop.excel.opening.grid import Grid, Place, Pounds
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.wording.figures import Stated, rate_in_words
from csp_desktop.excel.wording.to_date import kind_by_headings
from csp_desktop.excel.wording.which_way import way_answered, way_of_mark
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.word_meanings import says_not_yet, says_nothing
from csp_desktop.registers.catalog import register_named

FIGURES = {("indicators", "baseline_value"), ("indicators", "target_value"), ("measurements", "value")}
# A baseline or figure in per cent says what is measured; a target may only say how much less or more.
_OF_UNIT = {("indicators", "baseline_value"), ("measurements", "value")}
_RANKED = re.compile(
    r"(\d{1,3})(?:st|nd|rd|th)?(?:\s*(?:/|(?:out )?of(?: the)?)\s*(\d{1,3}))?", re.IGNORECASE
)
_POINTS = r"(?:%|per\s?cent(?:age)?)\s*(?:points?|pts?)\b|\bp\.?p\.?(?:ts?|s)?(?!\w)|\b(?:points?|pts?)\b"
_HEADED_POINTS = re.compile(_POINTS, re.IGNORECASE)
_MARGIN = re.compile(
    r"(?:(?:within|up to|\+\s*/?\s*[-−–]|±)\s*)*(?P<figure>\d+(?:\.\d+)?)\s*"
    r"(?:(?P<points>(?:%|per\s?cent(?:age)?)\s*(?:points?|pts?)|p\.?p\.?(?:ts?|s)?|points?|pts?)|(?P<share>%|per\s?cent|pct))?"
    r"\s*(?P<target>(?:of|off|from|below|above|under|over)\s+(?:the\s+)?target)?\.?",
    re.IGNORECASE,
)
# Of an indicator that is counted these are no share of anything.
PERCENTAGE_POINTS = "percentage points"
_ANSWERS = {"yes": 1, "no": 0}
# What is counted in figures that may be less than one.
_SMALL_BY_NATURE = re.compile(
    r"\b(?:per|ratios?|average|mean|median|index|scores?|days?|hours?|minutes?|years?|costs?|fte)\b|£",
    re.IGNORECASE,
)
_MINUS = ("-", "−", "–")


def kind_told(uses: Iterable[ColumnUse]) -> str:
    """What kind of figures stand in the columns of quarters, as all of their headings say; "" where they do not."""
    return kind_by_headings(
        use.heading for use in uses if (use.register, use.field) == ("measurements", "value")
    )


def way_said(use: ColumnUse, text: str, *, signed: bool) -> str | None:
    """The way a mark or a yes under “Bigger is better?” says is better; `signed` where a plus stands in the column too."""
    if signed and text in _MINUS:
        return "lower"
    return way_of_mark(text) or way_answered(use.heading, text)


def keep_way(use: ColumnUse, way: str, text: str, place: Place, said: RowSaid, mark: Mark) -> Mark:
    """Put which way is better where it belongs."""
    better = register_named("indicators")["better"]
    if said.put(use, better, way, place):
        return mark._replace(message=f"“{text}” is read as {way.capitalize()}.")
    said.note(use.heading, text, place)
    return Mark("noted", "indicators", NOTED, only_one(better))


def margin_said(heading: str, text: str) -> tuple[float, str] | None:
    """How far off target is still amber, and in what: per cent of the target, points or PERCENTAGE_POINTS; else None.

    "10% of target", "±2", "5pp"; what a cell leaves open its heading says.
    """
    said = _MARGIN.fullmatch(text.strip())
    if said is None:
        return None
    figure = float(said["figure"])
    headed = _HEADED_POINTS.search(heading)
    points = said["points"] or (headed[0] if headed and not (said["share"] and said["target"]) else "")
    if not points:
        return figure, "per cent of the target"
    return figure, "points" if points.casefold().startswith(("po", "pt")) else PERCENTAGE_POINTS


def keep_margin(use: ColumnUse, text: str, place: Place, said: RowSaid, mark: Mark) -> Mark | None:
    """Put how far off target is still amber where it belongs; None where a cell says it in no such words."""
    margin = margin_said(use.heading, text)
    if margin is None:
        return None
    register = register_named("indicators")
    if margin[1] == "per cent of the target" and 0 < margin[0] < 1 and "%" not in text:
        said.note(use.heading, text, place)
        why = f"Is {text} meant as {margin[0] * 100:g}% of the target? Its words are kept in the notes."
        return Mark("asked", use.register, use.field, why)
    if not said.put_all(use, {register["amber_within"]: margin[0], register["amber_in"]: margin[1]}, place):
        said.note(use.heading, text, place)
        return Mark("noted", "indicators", NOTED, only_one(register["amber_within"]))
    return (
        mark
        if text.rstrip("% ").isdigit()
        else mark._replace(message=f"“{text}” is read as {margin[0]:g} {margin[1]}.")
    )


def keep_stated(use: ColumnUse, stated: Stated, text: str, place: Place, said: RowSaid) -> Mark:
    """Put a baseline that states the period it is of, and perhaps where it comes from."""
    baseline = register_named("indicators")["baseline_value"]
    if not said.put(use, baseline, stated.figure, place):
        said.note(use.heading, text, place)
        return Mark("noted", "indicators", NOTED, only_one(baseline))
    own = said.of("indicators").values
    own.setdefault("baseline_period", stated.period)
    if stated.mark:
        own.setdefault("unit", "percent" if stated.mark == "%" else "money")
    if stated.words or own["baseline_period"] != stated.period:
        said.note(use.heading, text, place)
    return Mark("taken", use.register, use.field, f"“{text}” is read as {stated.shown} in {stated.period}.")


def rank_said(text: str) -> tuple[int, int | None] | None:
    """The place an area has, and among how many, as "4th", "4 of 15" or "4/15" say it; None where none is said."""
    said = _RANKED.fullmatch(text.strip())
    return (int(said[1]), int(said[2]) if said[2] else None) if said else None


def keep_rank(use: ColumnUse, rank: tuple[int, int | None], text: str, place: Place, said: RowSaid) -> Mark:
    """Put a rank, and among how many it is one, where they belong."""
    register = register_named("measurements")
    values = {register["rank"]: rank[0]}
    if rank[1] is not None:
        values[register["out_of"]] = rank[1]
    if not said.put_all(use, values, place):
        said.note(use.heading, text, place)
        return Mark("noted", "indicators", NOTED, only_one(register["rank"]))
    among = f" of {rank[1]}" if rank[1] is not None else ""
    return Mark("taken", use.register, use.field, f"“{text}” is read as rank {rank[0]}{among}.")


def take_unit(use: ColumnUse, raw: object, text: str, said: RowSaid) -> None:
    """What a figure shows of what its indicator is counted in: per cent, or pounds."""
    if (use.register, use.field) in _OF_UNIT and text.endswith("%"):
        said.of("indicators").values["unit"] = "percent"
    if rate := rate_in_words(text):
        said.of("indicators").values.setdefault("unit", rate[1])
    if isinstance(raw, Pounds) or text.startswith("£"):
        said.of("indicators").values.setdefault("unit", "money")


def is_bare_share(grid: Grid, row: int, raw: object, columns: set[int], rows: Iterable[int]) -> bool:
    """A fraction where other cells, in these columns, tell what is counted in per cent: 0.88 beside 87.2%.

    So may a whole row of fractions be, where other rows are in per cent, unless its name is that of something small by nature.
    """
    figure = _figure(raw)
    if figure is None or not 0 < figure < 1:
        return False
    texts = [grid.text(row, column) for column in columns]
    if any("%" in text for text in texts):
        return True
    figures = [other for column in columns if (other := _figure(grid.value(row, column))) is not None]
    return (
        len(figures) > 1
        and all(0 < other < 1 for other in figures)
        and not any(map(_SMALL_BY_NATURE.search, texts))
        and any("%" in grid.text(other, column) for other in rows for column in columns)
    )


def _figure(raw: object) -> float | None:
    figure = parse_number(raw) if isinstance(raw, str) else raw
    return float(figure) if isinstance(figure, int | float) and not isinstance(figure, bool) else None


def yes_or_no(grid: Grid, row: int, text: str, columns: set[int]) -> int | None:
    """1 for “Yes” and 0 for “No”, where every figure of the row, in these columns, is one of them; else None."""
    answer = _ANSWERS.get(text.strip().casefold())
    if answer is None:
        return None
    others = (grid.text(row, column).strip().casefold() for column in columns)
    return answer if all(other in _ANSWERS for other in others if _says_something(other)) else None


def _says_something(text: str) -> bool:
    return bool(text) and not says_nothing(text) and not says_not_yet(text)
