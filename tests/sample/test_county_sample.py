"""Generated samples: as large as asked for, sound, and the same each time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.registers.catalog import register_named
from csp_desktop.sample import write_sample
from csp_desktop.sample.county import county_sample


def fingerprint(partnerships: int, years: int) -> str:
    """A digest of everything in a generated sample."""
    told = [
        (insert.register, insert.id, dict(insert.values))
        for inserts in county_sample(partnerships, years)
        for insert in inserts
    ]
    return hashlib.sha256(json.dumps(told).encode("utf-8")).hexdigest()


def test_the_same_numbers_give_the_same_content() -> None:
    assert fingerprint(2, 1) == fingerprint(2, 1)
    # Written down, so that another Python or another machine is held to it as well.
    assert fingerprint(1, 1)[:16] == "27d8cb30b9ee4320"


def test_every_record_passes_its_registers_checks() -> None:
    for inserts in county_sample(1, 2):
        for insert in inserts:
            register = register_named(insert.register)
            assert insert.values.keys() <= register.by_name.keys()
            assert not register.problems({**register.blank(), **insert.values, "id": insert.id})


def test_a_small_county_is_sound_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "county.csp"
    write_sample(path, partnerships=2, years=2)
    with Workspace.open(path, read_only=True) as workspace:
        assert workspace.undoable is None
        plans = workspace.plans()
        assert [(plan["partnership_short"], plan["first_year"]) for plan in plans] == [
            ("Braintree CSP", 2010), ("Braintree CSP", 2009), ("Uttlesford CSP", 2010), ("Uttlesford CSP", 2009),
        ]  # fmt: skip
        for plan in plans:
            past = plan["first_year"] < 2010
            records = workspace.plan_records(plan["id"])
            assert len(records.plan_items) == len(records.outline()) == 145
            refs = Counter(item["ref"] for item in records.plan_items)
            assert set(refs.values()) == {1}
            assert len(records.updates) == 145 * (4 if past else 2)
            assert len(records.measurements) == 26 * (4 if past else 2)
            assert len(records.risks) == 18 and len(records.mitigations) == 36
            assert len(records.funding_entries) == 18 * (4 if past else 2)
            assert sum(len(item["lead_agencies"]) > 1 for item in records.plan_items) == 2
            lengths = [len(update["narrative"]) for update in records.updates]
            assert 150 < sum(lengths) / len(lengths) < 400
            for stream in records.funding_streams:
                given = sum(found["amount"] for found in records.allocations_of[stream["id"]])
                assert given <= stream["amount"]
        newest = workspace.plan_records(plans[0]["id"])
        assert any(item["copied_from"] for item in newest.plan_items)


@pytest.mark.parametrize(("partnerships", "years"), [(0, 1), (1, 0), (1, 22), (1000, 1), (-1, 3)])
def test_numbers_out_of_range_write_nothing(tmp_path: Path, partnerships: int, years: int) -> None:
    with pytest.raises(BadRequest, match="1 to 40 partnerships and 1 to 21 years"):
        write_sample(tmp_path / "county.csp", partnerships, years)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_county_is_as_large_as_a_county(tmp_path: Path) -> None:
    path = tmp_path / "county.csp"
    write_sample(path, partnerships=14, years=20)
    counted = Counter(insert.register for inserts in county_sample(14, 20) for insert in inserts)
    for register, about in {
        "plans": 280,
        "plan_items": 40_000,
        "updates": 160_000,
        "measurements": 28_000,
        "risks": 5_000,
        "funding_entries": 20_000,
    }.items():
        assert counted[register] == pytest.approx(about, rel=0.05), register
    with Workspace.open(path, read_only=True) as workspace:
        plans = workspace.plans()
        assert len(plans) == 280
        assert workspace.plan_records(plans[-1]["id"]).updates
