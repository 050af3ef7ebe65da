"""The colour roles of the window, light and dark; what is printed or written as a file takes the light ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

ColourRole = Literal[
    "ink", "soft", "faint", "line", "ground", "surface", "section", "hover", "accent", "accent_ink", "accent_tint",
    "accent_soft", "field_line", "rule", "green", "amber", "red", "blue", "none",
]  # fmt: skip
"""A role by its name below; a rating's name stands for the ink of its tone."""


@dataclass(frozen=True)
class Tone:
    """One rating or warning: words in `ink` on `tint`; `bar` fills charts."""

    ink: str
    tint: str
    bar: str


@dataclass(frozen=True)
class Colours:
    """The roles every painted thing takes its colours from (as "#RRGGBB").

    `faint` is for rules and disabled marks, never for text that matters. `field_line` goes round what takes
    typing or a click and, as bars do, stands out from its ground 3 to 1; `rule` only divides.
    """

    dark: bool
    ink: str
    soft: str
    faint: str
    line: str
    ground: str
    surface: str
    section: str
    hover: str
    accent: str
    accent_ink: str
    accent_tint: str
    accent_soft: str
    field_line: str
    rule: str
    green: Tone
    amber: Tone
    red: Tone
    blue: Tone
    none: Tone

    @property
    def ratings(self) -> dict[str, Tone]:
        """The tone of each rating."""
        return {
            "green": self.green,
            "amber": self.amber,
            "red": self.red,
            "blue": self.blue,
            "none": self.none,
        }

    def rating(self, rag: str | None) -> Tone:
        """The tone of "green", "amber", "red", "blue" or "none"; None counts as "none"."""
        return self.ratings.get(rag or "none", self.none)

    def named(self, role: ColourRole) -> str:
        """The colour of a role; of a rating, its ink."""
        value: str | Tone = getattr(self, role)
        return value.ink if isinstance(value, Tone) else value


LIGHT = Colours(
    dark=False,
    ink="#18212B",
    soft="#566272",
    faint="#8792A0",
    line="#E2E7EC",
    ground="#F4F6F8",
    surface="#FFFFFF",
    section="#F7F9FA",
    hover="#EEF3F7",
    accent="#1D5F8A",
    accent_ink="#FFFFFF",
    accent_tint="#E4EFF7",
    accent_soft="#6894BB",
    field_line="#848F9B",
    rule="#CBD3DB",
    green=Tone("#1B6E43", "#E3F2E9", "#4C9871"),
    amber=Tone("#8A5200", "#FCEFD6", "#B8862A"),
    red=Tone("#A8231B", "#FAE3E1", "#D4736B"),
    blue=Tone("#1C57A5", "#E3EDFA", "#6390CC"),
    none=Tone("#566272", "#ECEFF2", "#848F9B"),
)

DARK = Colours(
    dark=True,
    ink="#E4E9EE",
    soft="#A3AFBC",
    faint="#75818E",
    line="#2B353F",
    ground="#12171C",
    surface="#1A2128",
    section="#1E262E",
    hover="#232D36",
    accent="#6CB1DE",
    accent_ink="#0B151D",
    accent_tint="#1D3446",
    accent_soft="#46789D",
    field_line="#6B7885",
    rule="#3B4752",
    green=Tone("#7FD1A4", "#17332A", "#3F8F68"),
    amber=Tone("#F0BE68", "#3A2C12", "#B5852F"),
    red=Tone("#F59F97", "#44211F", "#B8544C"),
    blue=Tone("#92BDF6", "#1C2E4B", "#4B7BB8"),
    none=Tone("#A3AFBC", "#293139", "#6B7885"),
)

# For those who want it stronger: words and lines further from their ground.
STRONG_LIGHT = replace(
    LIGHT,
    ink="#000000",
    soft="#2B3540",
    faint="#4A5562",
    line="#8A94A0",
    accent="#0B4468",
    field_line="#4A5562",
    rule="#4A5562",
    green=Tone("#0D4A2B", "#E3F2E9", "#4C9871"),
    amber=Tone("#5C3600", "#FCEFD6", "#B8862A"),
    red=Tone("#7D120B", "#FAE3E1", "#D4736B"),
    blue=Tone("#0E3B78", "#E3EDFA", "#6390CC"),
    none=Tone("#2B3540", "#ECEFF2", "#848F9B"),
)
STRONG_DARK = replace(
    DARK,
    ink="#FFFFFF",
    soft="#DDE4EA",
    faint="#B4BFCA",
    line="#6E7A87",
    ground="#000000",
    surface="#0B0F13",
    accent="#9FD2F5",
    field_line="#B4BFCA",
    rule="#B4BFCA",
    green=Tone("#B4F0CD", "#17332A", "#3F8F68"),
    amber=Tone("#FFDDA3", "#3A2C12", "#B5852F"),
    red=Tone("#FFC9C4", "#44211F", "#B8544C"),
    blue=Tone("#C6DDFF", "#1C2E4B", "#4B7BB8"),
    none=Tone("#DDE4EA", "#293139", "#6B7885"),
)

# Of workbooks that others fill in: cells that wait for an answer, and the line around them.
ANSWER_TINT = "#FFF9E5"
ANSWER_LINE = "#B9C1CB"
