"""Figures in words: per cent written out, and a figure with the period and source it comes from."""

from __future__ import annotations

import pytest

from csp_desktop.excel.wording.figures import figure_of_period, share_in_words


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("78 per cent", "78%"),
        ("80 percent", "80%"),
        ("87.5 Percent", "87.5%"),
        ("eighty per cent", "80%"),
        ("Seventy-eight per cent", "78%"),
        ("100 per cent", "100%"),
        ("most per cent", ""),
        ("78", ""),
        ("5 per cent less", ""),
        ("3 per 1,000", ""),
    ],
)
def test_per_cent_written_out(text: str, share: str) -> None:
    assert share_in_words(text) == share


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fire IRS 2009/2010 (140)", ("140", "2009/2010", True)),
        ("140 (2009/10)", ("140", "2009/10", False)),
        ("2024/25: 12", ("12", "2024/25", False)),
        ("27% in 2008", ("27%", "2008", False)),
        ("£1,200 (2023-24)", ("£1,200", "2023-24", False)),
        ("140 (April 2009 to March 2010)", ("140", "April 2009 to March 2010", False)),
        ("87 per cent, survey of March 2024", None),
        ("12 fires in 2023/24", ("12", "2023/24", True)),
        ("2008/09 (140), 2009/10 (150)", None),
        ("NI 16 2008/09 (12)", None),
        ("2 of 4 in 2023/24", None),
        ("140", None),
        ("2009/10", None),
        ("about the same as 2009/10", None),
    ],
)
def test_a_figure_with_its_period(text: str, said: tuple[str, str, bool] | None) -> None:
    stated = figure_of_period(text)
    if text.startswith("87 per cent"):
        assert stated is not None and (stated.figure, stated.period) == (87, "March 2024")
    else:
        assert (stated and (stated.shown, stated.period, stated.words)) == said
