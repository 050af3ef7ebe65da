"""Words in a cell that are no value of it: nobody, as above, no controls. None becomes a record, and none is lost."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_HEADINGS = ("Ref", "Risk", "Likelihood", "Impact", "Risk owner", "Controls")
_TAKEN, _NOTED, _ASKED = "taken", "noted", "asked"


def _read(*pairs: tuple[str, str]) -> Reading:
    """A risk register whose rows have these owners and controls."""
    rows = [
        (f"R{at}", f"Something goes wrong in the market hall, case {at}", 3, 4, owner, control)
        for at, (owner, control) in enumerate(pairs, 1)
    ]
    return read_grids([Grid.of_rows("Risk register", [_HEADINGS, *rows])], FinancialYear(2025), Mappings())


def _outcomes(reading: Reading, row: int) -> tuple[str, str]:
    told = {cell.place.address: cell.mark.outcome for cell in reading.cells}
    return told[f"E{row}"], told[f"F{row}"]


_USUAL = ("Police", "Weekly patrols of the hall")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Post vacant", _NOTED), ("Vacancy", _NOTED), ("Recruiting", _NOTED), ("Nobody", _NOTED), ("No lead yet", _NOTED),
        ("Vacant (advert closes 4 Dec)", _NOTED), ("VACANT – interviews in January", _NOTED), ("Vacancy from 1 April", _NOTED),
        ("Co-ordinator (vacant)", _NOTED), ("Vacant – covered by Ann Reed", _ASKED), ("Ann Vacantine", _TAKEN),
        ("Everyone", _NOTED), ("Various", _NOTED), ("All partners", _NOTED), ("All", _NOTED),
        ("TBC (Police?)", _ASKED), ("Police?", _ASKED), ("n/k", "ignored"), ("NK", "ignored"), ("Not known", "ignored"),
        ("Head of Housing", _TAKEN), ("Everyone's Business Ltd", _TAKEN), ("All Saints Church", _TAKEN),
    ],
)  # fmt: skip
def test_who_is_nobody_is_no_owner(words: str, outcome: str) -> None:
    reading = _read(_USUAL, (words, "Training for the staff"), _USUAL)
    risk = [draft for draft in reading.drafts if draft.register == "risks"][1]
    assert _outcomes(reading, 3)[0] == outcome
    assert (risk.values.get("owner") == words) == (outcome == _TAKEN)
    assert (f"Risk owner: {words}" in str(risk.values.get("notes"))) == (outcome in (_NOTED, _ASKED))


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("No controls", _NOTED), ("None in place", _NOTED), ("Not yet in place", _NOTED), ("To be developed", _NOTED),
        ("No further action required.", _NOTED), ("See action plan", _NOTED), ("Under review", _NOTED),
        ("To be confirmed", "ignored"), ("No-cold-calling zones", _TAKEN), ("Review of the plan each May", _TAKEN),
    ],
)  # fmt: skip
def test_what_is_no_mitigation_is_kept_and_makes_none(words: str, outcome: str) -> None:
    reading = _read(_USUAL, ("Police", words), _USUAL)
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == "mitigations"]
    risk = [draft for draft in reading.drafts if draft.register == "risks"][1]
    assert _outcomes(reading, 3)[1] == outcome
    assert (words in titles) == (outcome == _TAKEN)
    assert (f"Controls: {words}" in str(risk.values.get("notes"))) == (outcome == _NOTED)


@pytest.mark.parametrize("words", ["As above", "ditto", "Same as above", "-do-", "”", '"', "As above."])
def test_what_points_above_says_the_same_again(words: str) -> None:
    reading = _read(_USUAL, (words, words), (words, "Training for the staff"))
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    titles = [draft.values["title"] for draft in reading.drafts if draft.register == "mitigations"]
    assert [risk["owner"] for risk in risks] == ["Police"] * 3
    assert titles == ["Weekly patrols of the hall", "Weekly patrols of the hall", "Training for the staff"]
    messages = [cell.mark.message for cell in reading.cells if cell.text == words]
    assert all(message.startswith(f"“{words}” is read as “") for message in messages)
    assert "is read as “Police” in E2." in messages[0]


@pytest.mark.parametrize("words", ["As above", "As below"])
def test_what_points_nowhere_is_asked_and_kept(words: str) -> None:
    reading = _read((words, "Training for the staff"), _USUAL, ("As below", "Weekly patrols"))
    risks = [draft.values for draft in reading.drafts if draft.register == "risks"]
    for row, risk, said in ((2, risks[0], words), (4, risks[2], "As below")):
        assert "owner" not in risk
        assert f"Risk owner: {said}" in risk["notes"]
        assert _outcomes(reading, row)[0] == _ASKED


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Performance Analyst", _NOTED), ("Head of Housing", _NOTED), ("Grace Sample", _NOTED), ("Nobody", _NOTED),
        ("Police", _TAKEN), ("Trading Standards", _TAKEN), ("Police and Crime Commissioner", _TAKEN),
    ],
)  # fmt: skip
def test_a_post_is_no_agency_that_owns_an_indicator(words: str, outcome: str) -> None:
    rows = [
        ("Ref", "Indicator", "Target", "Q1", "Responsible officer"),
        ("I1", "Repeat victims of burglary", 28, 7, words),
        ("I2", "Residents who feel safe after dark", 65, 61, words),
    ]
    reading = read_grids([Grid.of_rows("KPIs", rows)], FinancialYear(2025), Mappings())
    told = {cell.place.address: cell.mark.outcome for cell in reading.cells}
    indicator = next(draft for draft in reading.drafts if draft.register == "indicators")
    assert told["E2"] == outcome
    assert ("owner" in indicator.values) == (outcome == _TAKEN)
    assert (f"Responsible officer: {words}" in str(indicator.values.get("notes"))) == (outcome == _NOTED)


@pytest.mark.parametrize("words", ["Vacant", "Vacancy", "To be appointed"])
def test_a_vacant_seat_is_no_person_and_says_nothing_of_the_one_above(words: str) -> None:
    rows = [
        ("Organisation", "Representative", "Email", "Deputy"),
        ("Marle Police", "Pat Lorne", "pat.lorne@marle.example", "Lee Marsh"),
        ("Integrated Care Board", words, None, "Chris Dale"),
        ("Marle Council", "Robin Oakes", "robin.oakes@marle.example", "Sam Tyde"),
    ]
    reading = read_grids([Grid.of_rows("Members", rows)], FinancialYear(2025), Mappings())
    people = [draft.values for draft in reading.drafts if draft.register == "people"]
    assert [person["name"] for person in people] == ["Pat Lorne", "Robin Oakes"]
    assert "Chris Dale" not in str(people)
    told = {cell.place.address: cell.mark.outcome for cell in reading.cells}
    assert (told["A3"], told["D3"]) == (_ASKED, _ASKED)
