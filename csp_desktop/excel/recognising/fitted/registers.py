"""How likely a table is each register, or none of ours, by the fitted weights and by what its columns fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csp_desktop.excel.recognising.fitted.features import of_table
from csp_desktop.excel.recognising.fitted.weights import Scores, of_registers, shares
from csp_desktop.excel.recognising.table_columns import Column

NONE_OF_OURS = "none"


def likely_registers(over: str, columns: Sequence[Column], worth: Mapping[str, float], none: float) -> Scores:
    """How likely a table is each register, NONE_OF_OURS among them: 0 to 1, in all 1.

    `over` is what stands over it, `worth` and `none` what speaks for each register and for none, in log-odds.
    """
    scores = of_registers().scores(of_table(over, columns, worth, none))
    return shares(scores, (*worth, NONE_OF_OURS))
