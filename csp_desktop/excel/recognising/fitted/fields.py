"""How likely a column is each field of a register, by the fitted weights and by what its wordings say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csp_desktop.excel.recognising.fitted.features import of_column
from csp_desktop.excel.recognising.fitted.weights import Scores, of_fields, shares
from csp_desktop.excel.recognising.headings import Key
from csp_desktop.excel.recognising.table_columns import Column

NONE_OF_THEM = "-"
UNIT = 3.0
"""What is said is counted in thirds, about the size of a share."""


def likely_fields(
    column: Column, spoken: Mapping[Key, float], nothing: float, fields: Iterable[Key]
) -> dict[Key | None, float]:
    """How likely a column is each of these fields, None standing for none of them: 0 to 1, in all 1.

    `spoken` is what heading, values and neighbours say for fields, `nothing` what they say for none, in log-odds.
    """
    weights = of_fields()
    if column.scores is None:
        column.scores = weights.scores(of_column(column))
    keys: dict[str, Key | None] = {NONE_OF_THEM: None, **{"|".join(key): key for key in fields}}
    scores: Scores = {answer: column.scores.get(answer, 0.0) for answer in keys}
    scores[NONE_OF_THEM] += _counted(NONE_OF_THEM, nothing)
    for key, worth in spoken.items():
        answer = "|".join(key)
        if answer in scores:
            scores[answer] += _counted(answer, worth) + weights.named
    return {keys[answer]: share for answer, share in shares(scores, keys).items()}


def _counted(answer: str, worth: float) -> float:
    weights = of_fields()
    return (weights.said + (weights.own or {}).get(answer, 0.0)) * worth / UNIT
