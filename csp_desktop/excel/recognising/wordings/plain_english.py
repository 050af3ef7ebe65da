"""Headings as a small district writes them: questions and plain words, register by register."""

from __future__ import annotations

from csp_desktop.excel.recognising.wordings.everywhere import Wordings

# fmt: off

PLAIN_ENGLISH: dict[str, Wordings] = {
    "indicators": {
        ("indicators", "better"):
            "aim:3.4|is low good|is low figure good|low figure good|low good|high figure good|smaller better|lower better|"
            "should it rise or fall|rise or fall|up or down|up down|want it to go|want this to:4|we want this:4|want it to:4|"
            "more or less better|want more or less|want to see more or less|better if|good if|good when|is up good|is down good|"
            "which way do we want it to go|which way should it go|which way better",
    },
}
