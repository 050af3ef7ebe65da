"""A cell that gives likelihood and impact together, taken apart."""

from __future__ import annotations

from csp_desktop.errors import InvalidValue
from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Mark, only_one
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.columns.score_pairs import both_scores
from csp_desktop.excel.recognising.columns.score_scales import Scale
from csp_desktop.registers.catalog import register_named

_KEPT = "Its words are kept in the notes."


def is_both(use: ColumnUse) -> bool:
    """Does a column give likelihood and impact in one cell?"""
    return use.register == "risks" and use.field.endswith("_scores")


def keep_both(use: ColumnUse, first: str, scale: Scale, text: str, place: Place, said: RowSaid) -> Mark:
    """Put likelihood and impact where they belong; `first` is which of them stands first where a cell does not say."""
    phase = use.field.removesuffix("_scores")
    register = register_named("risks")
    names = (f"{phase}_likelihood", f"{phase}_impact")
    pair = both_scores(text)
    problem = ""
    scores: list[object] = []
    if pair is None:
        problem = f"“{text}” is no likelihood and impact; write them as 4 x 5."
    elif not pair.agrees:
        one, other = pair.scores
        problem = f"The sheet says {pair.product}, but {one} × {other} is {one * other}."
    else:
        try:
            scores = [scale.read(str(score)).value for score in pair.scores]
        except InvalidValue as invalid:
            problem = invalid.sentence
    if pair is None or problem:
        said.note(use.heading, text, place)
        return Mark("asked", use.register, names[0], f"{problem} {_KEPT}")
    if (pair.first or first) == "impact":
        scores.reverse()
    if not said.put_all(
        use, {register[name]: value for name, value in zip(names, scores, strict=True)}, place
    ):
        said.note(use.heading, text, place)
        return Mark("noted", use.register, NOTED, only_one(register[names[0]]))
    return Mark("taken", use.register, names[0], f"Likelihood {scores[0]}, impact {scores[1]}.")
