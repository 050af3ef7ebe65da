"""How a figure stands beside similar areas, and that it is printed beside the figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from record_building import Building, made

from csp_desktop.periods import Quarter
from csp_desktop.reports.blocks import Table, Words
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.comparators import beside_similar, newest_beside_similar

Q2, Q3 = Quarter(2010, 2), Quarter(2010, 3)


@pytest.mark.parametrize(
    ("unit", "measured", "words"),
    [
        (
            "rate per 1,000",
            {"value": 1.344, "group_average": 2.27, "rank": 2, "out_of": 15},
            "2nd of 15 most similar, 1.344 against 2.270",
        ),
        ("percent", {"value": 52.0, "group_average": 49.5, "rank": 11}, "11th of the most similar, 52.0% against 49.5%"),
        ("count", {"value": 1012.0, "group_average": 980.5}, "1,012 against an average of 980.5"),
        ("count", {"value_state": "TBC", "group_average": 980.0, "rank": 21, "out_of": 23}, "21st of 23 most similar, an average of 980"),
        ("count", {"value": 3.0}, ""),
    ],
)  # fmt: skip
def test_rank_and_average_in_words(unit: str, measured: dict[str, Any], words: str) -> None:
    indicator = made("indicators", title="Burglary", unit=unit)
    assert beside_similar(indicator, made("measurements", **measured)) == words
    assert beside_similar(indicator, None) == ""


def test_the_newest_is_printed_beside_the_figure() -> None:
    plan = Building()
    group = plan.add("groups", name="Action Group", short_name="AG")
    priority = plan.priority(lead_groups=(group["id"],))
    burglary = plan.indicator(item=priority["id"], unit="rate per 1,000", kind="snapshot")
    for quarter, rank in (("2010-Q1", 4), ("2010-Q2", 2)):
        plan.add(
            "measurements", indicator=burglary["id"], quarter=quarter, value=1.344, group_average=2.27,
            rank=rank, out_of=15,
        )  # fmt: skip
    records = plan.records()
    told = "Q2: 2nd of 15 most similar, 1.344 against 2.270"
    assert newest_beside_similar(records, burglary, Q3) == told
    for form, block in (
        ("quarterly-sheet", "indicators"),
        ("indicators", "table"),
        ("highlight", "indicators"),
    ):
        options = ReportOptions(quarter=Q2, printed_on=date(2010, 10, 19))
        table = gather(records, form, options).sheets[0].blocks[block]
        assert isinstance(table, Table)
        words = [table.note] + [
            piece.text
            for row in table.rows
            for parts in getattr(row, "cells", ())
            for piece in parts
            if isinstance(piece, Words)
        ]
        assert f"{told}." in " ".join(words), form
        assert "4th" not in " ".join(words), form
