"""Who somebody is and how to reach them in one cell of a list of people, or of a plan."""

from __future__ import annotations

from typing import Any

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_BODIES = ("Borough Council", "Police", "Women's Refuge")


def _read(headings: tuple[str, ...], *columns: tuple[object, ...], sheet: str = "Contacts") -> Reading:
    grid = Grid.of_rows(sheet, [headings, *zip(*columns, strict=True)])
    return read_grids([grid], FinancialYear(2026), Mappings())


def _people(reading: Reading) -> list[tuple[Any, ...]]:
    fields = ("name", "job_title", "email", "phone")
    people = [draft.values for draft in reading.drafts if draft.register == "people"]
    return [tuple(one.get(field) for field in fields) for one in people]


def _asked(reading: Reading) -> list[str]:
    return [mark.message for mark in reading.cells.marks.values() if mark.outcome == "asked"]


_ELM = ("Ann Elm", "Community Safety Officer", "ann.elm@council.example.uk", "01632 960870")
_OAK = ("Insp Bob Oak", "Area Commander", "bob.oak@police.example.uk", None)
_ASH = ("Ivy Ash", "Manager", None, "01632 960877")


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (
            ("Agency", "Member", "Contact"),
            (
                _BODIES,
                (f"{_ELM[0]}\n{_ELM[1]}", f"{_OAK[0]}\n{_OAK[1]}", f"{_ASH[0]}\n{_ASH[1]}"),
                (f"{_ELM[2]}\n{_ELM[3]}", _OAK[2], _ASH[3]),
            ),
        ),
        (
            ("Organisation", "Representative", "Contact details"),
            (
                _BODIES,
                (f"{_ELM[0]}, {_ELM[1]}", f"{_OAK[0]} – {_OAK[1]}", f"{_ASH[0]} ({_ASH[1]})"),
                (f"Tel: {_ELM[3]} Email: {_ELM[2]}", f"E: {_OAK[2]}", f"T: {_ASH[3]}"),
            ),
        ),
        (
            ("Body", "Lead officer (name, post, email)"),
            (
                _BODIES,
                (
                    f"{_ELM[0]}, {_ELM[1]}, {_ELM[2]}, {_ELM[3]}",
                    f"{_OAK[0]} ({_OAK[1]}) {_OAK[2]}",
                    f"{_ASH[0]}\n{_ASH[1]}\n{_ASH[3]}",
                ),
            ),
        ),
        (
            ("Partner", "Who to contact"),
            (
                _BODIES,
                (
                    f"{_ELM[0]}\n{_ELM[1]}\n{_ELM[3]}\n{_ELM[2]}",
                    f"{_OAK[0]} <{_OAK[2]}>, {_OAK[1]}",
                    f"{_ASH[0]} - {_ASH[1]} - {_ASH[3]}",
                ),
            ),
        ),
    ],
)
def test_each_part_goes_where_it_belongs(
    headings: tuple[str, ...], columns: tuple[tuple[object, ...], ...]
) -> None:
    reading = _read(headings, *columns)
    assert _people(reading) == [_ELM, _OAK, _ASH]
    assert _asked(reading) == []
    assert not any(draft.values.get("notes") for draft in reading.drafts)


def test_what_a_column_of_its_own_says_is_kept_in_the_notes() -> None:
    reading = _read(
        ("Name", "Job title", "Email", "Telephone"),
        ("Ann Elm (Team Manager)", "Bob Oak"),
        ("Housing Manager", "Warden"),
        ("ann@council.example.uk 01632 960870", "bob@council.example.uk (until May)"),
        ("01632 960871", "01632 960872"),
    )
    assert _people(reading) == [
        ("Ann Elm", "Housing Manager", "ann@council.example.uk", "01632 960871"),
        ("Bob Oak", "Warden", "bob@council.example.uk", "01632 960872"),
    ]
    notes = [draft.values["notes"] for draft in reading.drafts if draft.register == "people"]
    assert notes == [
        "Name, job title: Team Manager\nEmail, phone: 01632 960870",
        "Email: bob@council.example.uk (until May)",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Ann Elm (Chair)",
        "Ann Elm, MBE",
        "Ann Elm (née Ash)",
        "Ann Elm and Bob Oak, Managers",
        "Ann Elm, Borough Council",
        "Housing Manager",
    ],
)
def test_other_names_stay_as_they_are(name: str) -> None:
    reading = _read(("Name", "Email"), (name, "Cy Fir"), ("ann@example.org", "cy@example.org"))
    assert _people(reading)[0] == (name, None, "ann@example.org", None)


def test_two_addresses_or_numbers_in_a_cell_stay_together() -> None:
    numbers = "01632 960870 / 07700 900123"
    reading = _read(
        ("Name", "Email", "Tel"),
        ("Ann Elm", "Cy Fir"),
        ("ann@example.org; elm@example.org", "cy@example.org"),
        (numbers, "01632 960871"),
    )
    assert _people(reading)[0] == ("Ann Elm", None, "ann@example.org; elm@example.org", numbers)


def test_the_address_of_a_lead_is_no_lead() -> None:
    reading = _read(
        ("Action", "Lead", "Due"),
        ("Fit new gates", "Run the course"),
        ("Ann Elm, Head of Housing, ann@example.org", "Bob Oak (bob@example.org)"),
        ("31/03/2027", "31/03/2027"),
        sheet="Action plan",
    )
    leads = [
        draft.values["lead_officers"].text for draft in reading.drafts if draft.values.get("lead_officers")
    ]
    assert leads == ["Ann Elm, Head of Housing", "Bob Oak"]
    notes = [draft.values["notes"] for draft in reading.drafts if draft.values.get("notes")]
    assert notes == ["Lead: Ann Elm, Head of Housing, ann@example.org", "Lead: Bob Oak (bob@example.org)"]


def test_an_address_beside_two_names_is_no_part_of_them() -> None:
    reading = _read(
        ("Agency", "Contact"),
        ("Probation", "District Council", "Police"),
        (
            "Cara Oak & Dan Fir, team@example.org",
            "Ann Elm, Housing Manager, ann@example.org",
            "Insp Bob Ash bob@example.org",
        ),
    )
    assert [person[0] for person in _people(reading)] == ["Cara Oak & Dan Fir", "Ann Elm", "Insp Bob Ash"]
    notes = [draft.values.get("notes") for draft in reading.drafts if draft.register == "people"]
    assert notes[0] == "Contact: Cara Oak & Dan Fir, team@example.org"
