"""What columns of bodies say of one another: which of them says what kind each is under the law."""

from __future__ import annotations

from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.rules.body_kinds import kind_in_words

_NEARLY_ALL = 0.6
_KIND: Option = ("agencies", "kind", "")


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of a list of bodies."""
    for column, own in zip(columns, options, strict=True):
        seen = column.seen
        # “Responsible authority” again and again, or yes and no under it, whatever else the heading speaks of.
        in_words = seen.kinds_of_bodies > _NEARLY_ALL and seen.distinct < 1
        if in_words or (seen.ticks > _NEARLY_ALL and kind_in_words(column.in_table.own)):
            own[_KIND] = max(CLEAR + PLAINLY, own.get(_KIND, 0.0))
            own.pop(("agencies", "name", ""), None)
