"""What columns of indicators say of one another: an output beside what it is counted in."""

from __future__ import annotations

from csp_desktop.excel.recognising.settling import PLAINLY, Option
from csp_desktop.excel.recognising.table_columns import Column

_COUNTED = {"output", "outcome"}
_OTHERS = {"region", "regional", "england", "national", "average", "benchmark", "msg"}


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of indicators."""
    _notes_of_figures(columns, options)
    _outputs_in_units(columns, options)
    _figures_of_others(columns, options)


def _notes_of_figures(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Where no column holds a figure, a remark is on the indicator and not on one."""
    if any(option[:2] == ("measurements", "value") for own in options for option in own):
        return
    for column, own in zip(columns, options, strict=True):
        if not column.own_quarter:
            for option in [option for option in own if option[:2] == ("measurements", "note")]:
                del own[option]


def _outputs_in_units(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An output or outcome beside what it is counted in is what is counted."""
    title, unit = ("indicators", "title", ""), ("indicators", "unit", "")
    if any(unit in own for own in options):
        for column, own in zip(columns, options, strict=True):
            if (title in own and _COUNTED & set(column.words)) or {*column.words} <= _COUNTED:
                own[title] = max(own.get(title, 0.0), own.get(("indicators", "item", ""), 0.0)) + PLAINLY


def _figures_of_others(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Region rate Q2” beside “Rate Q2” is what others reached, to compare with."""
    for column, own in zip(columns, options, strict=True):
        value: Option = ("measurements", "value", column.quarter)
        beside = any(
            value in others and not _OTHERS & set(other.words)
            for other, others in zip(columns, options, strict=True)
            if other is not column
        )
        if value in own and column.own_quarter and _OTHERS & set(column.words) and beside:
            own["measurements", "group_average", column.quarter] = own.pop(value)
