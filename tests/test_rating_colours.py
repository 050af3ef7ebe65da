"""Colours chosen for ratings: everywhere at once, and words on them can be read whatever was chosen."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pytest
from conftest import SmallFile
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.palette import DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, Colours
from csp_desktop.periods import Quarter
from csp_desktop.rating_colours import (
    choose_colour,
    chosen_colours,
    contrast,
    take_usual_colours,
    with_chosen,
)
from csp_desktop.reports.catalog import ReportOptions, print_report
from csp_desktop.reports.word_document import write_word
from csp_desktop.settings import settings

PURPLE = "#7B2D8E"
_COLOUR = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@pytest.mark.parametrize("palette", [LIGHT, DARK, STRONG_LIGHT, STRONG_DARK])
@given(colour=_COLOUR)
def test_words_and_bars_stand_out_whatever_is_chosen(palette: Colours, colour: str) -> None:
    choose_colour("amber", colour)
    tone = with_chosen(palette).amber
    wanted = 7 if palette in (STRONG_LIGHT, STRONG_DARK) else 4.5
    assert all(
        contrast(tone.ink, ground) >= wanted for ground in (tone.tint, palette.surface, palette.ground)
    )
    assert contrast(tone.bar, palette.surface) >= 3


def test_a_colour_chosen_is_that_of_print_word_and_workbook_until_the_usual_ones_are_taken_back(
    workspace: Workspace, small: SmallFile, tmp_path: Path
) -> None:
    update = {"item": small.priority, "quarter": "2010-Q1", "narrative": "Going well", "rag": "green"}
    workspace.apply([Insert("updates", update)])
    plan = workspace.plans()[0]["id"]
    quarter = Quarter(2010, 1)
    options = ReportOptions(quarter=quarter)

    def made(folder: Path) -> tuple[bool, bool, bool]:
        folder.mkdir()
        records = workspace.plan_records(plan)
        printed = b"".join(
            zlib.decompress(stream)
            for stream in re.findall(
                rb"stream\r?\n(.*?)\r?\nendstream", print_report(records, "action-plan", options), re.S
            )
            if stream[:1] == b"x"
        )
        word = Document(io.BytesIO(write_word(records, "action-plan", options))).element.xml
        sent = export_returns(workspace, plan, quarter, folder)
        book = load_workbook(sent[0].path)
        inks = {
            rule.dxf.font.color.rgb[-6:]
            for sheet in book.worksheets
            for rules in sheet.conditional_formatting
            for rule in rules.rules
            if rule.dxf is not None and rule.dxf.font is not None
        }
        return b"0.482" in printed, PURPLE[1:] in word, PURPLE[1:] in inks

    assert made(tmp_path / "usual") == (False, False, False)
    choose_colour("green", PURPLE)
    choose_colour("none", PURPLE)
    assert chosen_colours() == {"green": PURPLE}
    assert made(tmp_path / "chosen") == (True, True, True)
    take_usual_colours()
    assert with_chosen(LIGHT) is LIGHT
    assert made(tmp_path / "again") == (False, False, False)


def test_what_is_no_colour_is_not_taken_from_settings_edited_by_hand() -> None:
    settings().put(
        "rating_colours", {"red": "red", "amber": 7, "green": "#12345", "mauve": PURPLE, "blue": PURPLE}
    )
    assert chosen_colours() == {"blue": PURPLE}
