"""What columns say of one another: an issue beside its decision, an activity beside its tasks."""

from __future__ import annotations

from csp_desktop.excel.recognising.beside import (
    agencies,
    every_register,
    indicators,
    log,
    money,
    people,
    plans,
    risks,
)
from csp_desktop.excel.recognising.settling import Option
from csp_desktop.excel.recognising.table_columns import Column

_OF_ONE = {
    "agencies": agencies.weigh,
    "log_entries": log.weigh,
    "plan_items": plans.weigh,
    "indicators": indicators.weigh,
    "people": people.weigh,
    "risks": risks.weigh,
}


def weigh_together(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of a register's columns by what stands beside them."""
    every_register.weigh(register, columns, options)
    if register in money.REGISTERS:
        money.weigh(register, columns, options)
    elif register in _OF_ONE:
        _OF_ONE[register](columns, options)
