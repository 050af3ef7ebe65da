"""What of people a text holds that is to go out."""

from __future__ import annotations

from csp_desktop.rules.personal_data import personal_data

PEOPLE = [{"name": "Analyst Post"}, {"name": "Ann"}, {"name": "Chief  Officer"}, {"name": ""}]


def test_names_addresses_and_numbers_are_told_once() -> None:
    held = personal_data(
        [
            "Reported by ANALYST POST, analyst@example.org or 01702 318 000; the annual plan",
            "chief\nofficer (01702) 318000 and +44 1702 318000; analyst@example.org.",
            None,
            "Order 2010-11 cost 1234567890 pence",
        ],
        PEOPLE,
    )
    assert held.names == ("Analyst Post", "Chief  Officer")
    assert held.emails == ("analyst@example.org",)
    assert held.phones == ("(01702) 318000", "+44 1702 318000", "01702 318 000")
    assert str(held) == "2 names, 1 email address and 3 phone numbers"
    assert held.listed.splitlines() == [*held.names, *held.emails, *held.phones]


def test_nobody_is_said_too() -> None:
    assert (
        str(personal_data(["Nothing of anybody"], PEOPLE)) == "nobody’s name, email address or phone number"
    )
    assert str(personal_data(["Ann"], PEOPLE)) == "1 name"
