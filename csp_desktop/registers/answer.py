"""What one cell of a returned form says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from csp_desktop.registers.fields import Value

State = Literal["value", "blank", "clear", "perhaps clear", "rejected", "unsure", "as it was"]


@dataclass(frozen=True)
class Answer:
    """How one cell was understood.

    `value` is what it says, or for an unsure one what it probably means (None where nothing suggests
    itself) and `literal` what it says to the letter; `raw` is what the partner sees in the cell; `message`
    says what is wrong or asked; `struck` that it is asked because the cell is crossed out, `worded` that
    it was typed in words of their own, some of which the value leaves out. One that perhaps asks for the
    cell to be emptied has its own words as value, where the cell may hold words. One that is as it was says in words
    that nothing has changed.
    """

    state: State
    value: Value = None
    raw: str = ""
    message: str = ""
    struck: bool = False
    literal: Value = None
    worded: bool = False
