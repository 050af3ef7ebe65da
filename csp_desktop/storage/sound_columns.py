"""What SQLite is asked about a column, so that a whole file is looked through in a moment.

Each condition is that of its field's own `check`, and true for all that `check` lets pass.
"""

from __future__ import annotations

from csp_desktop.registers.fields import (
    LARGEST,
    Choice,
    Content,
    Date,
    Field,
    Money,
    Number,
    Quarter,
    Reference,
    Structured,
    WholeNumber,
    Year,
    YesNo,
)
from csp_desktop.storage.tables import quoted

_BLANKS = "char(32, 9, 10, 11, 12, 13, 160, 8203)"


def condition(field: Field) -> str:
    """An SQL expression over the row `r`: 1 where the field's value is one it may have."""
    name = f"r.{quoted(field.name)}"
    fits = _fits(field, name)
    return fits if field.required or isinstance(field, YesNo) else f"{name} IS NULL OR {fits}"


def _fits(field: Field, name: str) -> str:
    if isinstance(field, YesNo):
        return f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    if isinstance(field, WholeNumber):
        low = -LARGEST if field.minimum is None else field.minimum
        high = LARGEST if field.maximum is None else field.maximum
        return f"typeof({name}) = 'integer' AND {name} BETWEEN {low} AND {high}"
    if isinstance(field, Money):
        return f"typeof({name}) = 'integer' AND {name} BETWEEN {-LARGEST} AND {LARGEST}"
    if isinstance(field, Year):
        return f"typeof({name}) = 'integer' AND {name} BETWEEN {field.earliest} AND {field.latest}"
    if isinstance(field, Number):
        # Both infinities are larger than any number there is.
        return f"typeof({name}) = 'real' AND abs({name}) < 9e999"
    if isinstance(field, Date):
        return f"date(julianday({name})) = {name} AND {name} BETWEEN '1900' AND '2200'"
    if isinstance(field, Quarter):
        return f"{name} GLOB '19[0-9][0-9]-Q[1-4]' OR {name} GLOB '20[0-9][0-9]-Q[1-4]'"
    if isinstance(field, Choice):
        options = ", ".join("'" + option.replace("'", "''") + "'" for option in field.options)
        return f"{name} IN ({options})"
    if isinstance(field, Reference):
        return f"typeof({name}) = 'text' AND EXISTS (SELECT 1 FROM {quoted(field.to)} t WHERE t.id = {name})"
    if isinstance(field, Content):
        return f"typeof({name}) = 'blob'"
    text = f"typeof({name}) = 'text' AND length({name}) <= {getattr(field, 'longest', 0)}"
    if isinstance(field, Structured):
        return f"{text} AND json_valid({name}) AND json_type({name}) = 'object'"
    return f"{text} AND trim({name}, {_BLANKS}) <> ''" if field.required else text
