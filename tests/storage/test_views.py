"""What analysts read: each view says whose row it is and of which year, the help names them, Datasette serves them."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from conftest import PROJECT, SmallFile

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.rules.risk_scores import standing
from csp_desktop.sample import write_sample
from csp_desktop.storage.schema import views


def test_every_row_says_whose_it_is_and_of_which_year(small: SmallFile, workspace: Workspace) -> None:
    own = {"partnership": small.partnership}
    stream = Insert("funding_streams", {**own, "name": "Grant", "year": 2011})
    meeting = Insert("meetings", {**own, "held_on": "2011-03-31"})
    entry = {**own, "kind": "meeting action", "public": False}
    logged = Insert("log_entries", {**entry, "title": "Of the meeting", "meeting": meeting.id})
    workspace.apply(
        [
            Insert("updates", {"item": small.action, "quarter": "2010-Q4", "narrative": "Done"}),
            Insert("indicators", {"plan": small.plan, "title": "Thefts"}),
            Insert("risks", {"plan": small.plan, "title": "Fire"}),
            stream,
            meeting,
            logged,
            Insert("log_entries", {**entry, "title": "Raised in April", "raised_on": "2011-04-01"}),
            Insert("log_entries", {**entry, "title": "Undated"}),
            Insert("log_updates", {"entry": logged.id, "quarter": "2012-Q1", "narrative": "Still open"}),
        ]
    )
    years = {}
    for view in views():
        rows = workspace._connection.execute(
            f"SELECT partnership, partnership_short_name, partnership_region, year FROM {view}"
        ).fetchall()
        assert {row[:3] for row in rows} == {("Anytown CSP", "Anytown", None)}, view
        years[view] = {row[3] for row in rows}
    assert years == {
        "action_plan": {2010},
        "indicator_position": {2010},
        "risk_register": {2010},
        "funding_position": {2011},
        "log": {2012, 2011, None},
        "meetings_list": {2010},
    }


def test_a_risk_stands_in_the_view_where_it_stands_in_the_program(
    small: SmallFile, workspace: Workspace
) -> None:
    halves, made = (None, 2, 5), []
    for number, (before_l, before_i, now_l, now_i, review_l, review_i) in enumerate(
        product(halves, repeat=6)
    ):
        risk = Insert(
            "risks",
            {
                "plan": small.plan, "ref": f"R{number}", "title": "Fire",
                "inherent_likelihood": before_l, "inherent_impact": before_i,
                "current_likelihood": now_l, "current_impact": now_i,
            },
        )  # fmt: skip
        review = {"risk": risk.id, "quarter": "2010-Q2", "likelihood": review_l, "impact": review_i}
        made.extend([risk, Insert("risk_reviews", review)] if review_l or review_i else [risk])
    workspace.apply(made)
    records = workspace.plan_records(small.plan)
    stands = {risk["ref"]: standing(records, risk, Quarter(2010, 4)) for risk in records.risks}
    shown = dict(workspace._connection.execute("SELECT ref, current_score FROM risk_register").fetchall())
    assert shown == {ref: place.score if place else None for ref, place in stands.items()}


def test_the_help_and_the_readme_name_every_view() -> None:
    for page in ("resources/help/analysts.md", "README.md"):
        text = (PROJECT / page).read_text(encoding="utf-8")
        for view in views():
            assert f"| `{view}` |" in text, (page, view)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("datasette") is None, reason="Datasette is not installed")
def test_datasette_serves_every_view(tmp_path: Path) -> None:
    sample_file = tmp_path / "sample.csp"
    write_sample(sample_file)
    with closing(sqlite3.connect(sample_file)) as connection:
        counts = {view: connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in views()}
    for view, count in counts.items():
        asked = f"/{sample_file.stem}/{view}.json?_shape=array&_size=max"
        served = subprocess.run(
            [sys.executable, "-m", "datasette", "-i", str(sample_file), "--get", asked],
            capture_output=True,
            timeout=60,
        )
        assert served.returncode == 0, served.stderr.decode()
        rows = json.loads(served.stdout)
        assert len(rows) == min(count, 1000), view
        assert all(row["partnership"] and row["partnership_short_name"] for row in rows), view
