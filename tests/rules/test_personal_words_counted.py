"""What of people is in texts that are to go out."""

from __future__ import annotations

from csp_desktop.rules.personal_words import personal_data

PEOPLE = [
    {"name": "Quentin Dummy", "job_title": "Analyst"},
    {"name": "Duty officer", "job_title": "Duty officer"},
]


def test_names_addresses_and_numbers_are_told_once() -> None:
    held = personal_data(
        [
            "Reported by QUENTIN DUMMY, q.dummy@example.org or 01632 960 000; the duty officer agreed",
            "Quentin\nDummy and q.dummy@example.org, 07700 900123",
            None,
            "In 2010-11 it cost 12,345 pounds",
        ],
        PEOPLE,
    )
    assert str(held) == "1 name, 1 email address and 2 telephone numbers"
    assert held.listed.splitlines()[1:] == ["q.dummy@example.org", "01632 960 000", "07700 900123"]


def test_nobody_is_said_too() -> None:
    assert str(personal_data(["Nothing of anybody"], PEOPLE)) == "nobody’s name, address or number"
    assert str(personal_data(["Q Dummy"], PEOPLE)) == "1 name"
