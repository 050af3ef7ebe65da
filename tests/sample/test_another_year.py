"""The sample of another year: whole, of that year in every word, with that year's bodies."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from csp_desktop.editing.changes import Insert
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.sample import sample_year, write_sample
from csp_desktop.sample.another_year import sample_of
from csp_desktop.sample.build import shipped_sample


def _texts(sample: list[Insert]) -> list[str]:
    return [value for insert in sample for value in insert.values.values() if isinstance(value, str)]


def _agencies(year: int) -> dict[str, Insert]:
    return {
        insert.values["short_name"]: insert
        for insert in sample_of(FinancialYear(year))
        if insert.register == "agencies"
    }


@pytest.fixture(scope="module")
def moved() -> list[Insert]:
    return sample_of(FinancialYear(2026))


def test_every_record_passes_its_registers_checks(moved: list[Insert]) -> None:
    assert [(one.register, one.id) for one in moved] == [(one.register, one.id) for one in shipped_sample()]
    for insert in moved:
        register = register_named(insert.register)
        record = {**register.blank(), **insert.values, "id": insert.id}
        assert register.problems(record) == [], insert.values
    for name in ("plan_items", "indicators", "risks"):
        refs = [insert.values["ref"] for insert in moved if insert.register == name]
        assert len(set(refs)) == len(refs), name


def test_no_word_is_left_of_a_body_or_a_year_that_is_gone(moved: list[Insert]) -> None:
    gone = re.compile(
        r"\bNI \d|\bPCT\b|primary care|police authority|Police Authority|\bEPA\b|\bPRG\b|EDAAT|Action Team|CDRP|"
        r"strategic partnership|World Cup|reward grant|white paper|IDAP|Place Survey|\b(?:19|20)(?:0\d|1\d)\b(?!/)",
        re.IGNORECASE,
    )
    # Since when somebody has been a responsible authority is history.
    history = re.compile(r"(?:1998|20\d\d)-\d\d-\d\d|A responsible authority since .*")
    left = [text for text in _texts(moved) if gone.search(text) and not history.fullmatch(text)]
    assert left == []
    titles = {insert.values["title"] for insert in moved if insert.register == "plans"}
    assert titles == {"Annual plan 2026/27"}
    timescales = {insert.values["timescale"] for insert in moved if insert.register == "plan_items"}
    assert {"by June 26", "November 2026 and February 2027", "July 2026 – March 2027"} <= timescales
    periods = {insert.values["period"] for insert in moved if insert.register == "linked_plans"}
    assert {"2025–2037", "2026/27", "2026"} <= periods


def test_the_bodies_are_those_of_the_year() -> None:
    assert {"PCT", "EPA"} <= _agencies(2011).keys()
    assert {"PCT", "PCC"} <= _agencies(2012).keys()
    assert {"CCG", "PCC"} <= _agencies(2021).keys()
    today = _agencies(2026)
    assert today["ICB"].values["kind"] == "responsible authority"
    assert today["ICB"].values["responsible_from"] == "2022-07-01"
    assert today["PCC"].values["kind"] == "other" and today["PCC"].values["responsible_from"] is None
    assert today["Probation"].values["responsible_from"] == "2010-04-01"
    assert {"PCT", "CCG", "EPA", "EDAAT"}.isdisjoint(today)
    assert "PCB" in _agencies(2028)


def test_the_year_is_the_newest_whose_half_is_over() -> None:
    assert sample_year(date(2026, 11, 26)) == FinancialYear(2026)
    assert sample_year(date(2026, 9, 30)) == FinancialYear(2025)
    assert sample_year(date(2027, 3, 31)) == FinancialYear(2026)
    assert sample_year(date(2027, 4, 1)) == FinancialYear(2026)


def test_years_it_cannot_be_of_are_refused(tmp_path: Path) -> None:
    for year in (2009, 2095):
        with pytest.raises(BadRequest, match="2010/11 to 2090/91"):
            write_sample(tmp_path / "sample.csp", year=FinancialYear(year))
    with pytest.raises(BadRequest, match="either a year or numbers"):
        write_sample(tmp_path / "sample.csp", 2, 2, year=FinancialYear(2026))
    assert list(tmp_path.iterdir()) == []
    assert [one.values for one in sample_of(FinancialYear(2010))] == [one.values for one in shipped_sample()]
