"""Which fields several columns of a table may fill, and which are so near that it matters little which one does."""

from __future__ import annotations

from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.settling import Option
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Narrative

_AGAIN = 1.2
# Fields so near each other that it matters little which of them a column is.
NEAR: tuple[frozenset[str], ...] = (
    frozenset(("timescale", "due_on")),
    frozenset(("lead_agencies", "lead_groups", "lead_officers")),
    frozenset(("control", "title")),
)


def may_repeat(register: str, name: str) -> bool:
    """Several columns may add to one text, as threats and vulnerabilities do to the cause of a risk, or name leads."""
    if (register, name) in (
        ("mitigations", "control"),
        ("mitigations", "title"),
        ("risk_reviews", "comment"),
    ):
        return True
    field = register_named(register).by_name.get(name)
    return isinstance(field, Narrative | Links) and name != register_named(register).title


def cost_again(option: Option) -> float | None:
    """What a second column for a field costs, in log-odds; None where there can be only one."""
    if may_repeat(option[0], option[1]) or option[1] == IGNORE:
        return _AGAIN if option[1] != IGNORE else 0.0
    return None


def same(option: Option, other: Option) -> bool:
    """Are two options one, or so near that it matters little which of them a column is?"""
    if option == other:
        return True
    return (
        option[2] == other[2]
        and option[0] == other[0]
        and any({option[1], other[1]} <= near for near in NEAR)
    )
