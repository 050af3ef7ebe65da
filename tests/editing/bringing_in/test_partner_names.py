"""Agencies and groups recognised under the names people write."""

from __future__ import annotations

import pytest

from csp_desktop.editing.bringing_in.officer_names import Officers
from csp_desktop.editing.bringing_in.partner_names import NamedPartner, NobodyNamed, PartnerNames, name_parts


def names() -> PartnerNames:
    return PartnerNames(
        "p",
        [
            {"id": "ehc", "name": "East Hertfordshire District Council", "short_name": "EHC"},
            {"id": "pol", "name": "Essex Police", "short_name": "Police"},
        ],
        [{"id": "ppo", "name": "Prolific and Priority Offender Group", "short_name": "PPO"}],
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("EHC", ["ehc"]),
        ("ehc, POLICE", ["ehc", "pol"]),
        ("EHC/Police", ["ehc", "pol"]),
        ("EHC and Police", ["ehc", "pol"]),
        ("EHC\nPolice", ["ehc", "pol"]),
        ("East Herts Council", ["ehc"]),
        ("East Herts DC", ["ehc"]),
        ("Essex Polcie", ["pol"]),
        ("PPO Group", ["ppo"]),
        ("EHC PPO", ["ehc", "ppo"]),
    ],
)
def test_known_partners_are_recognised(text: str, wanted: list[str]) -> None:
    known = names()
    found = known.recognise(text, "agencies")
    assert [part.id for part in found if isinstance(part, NamedPartner)] == wanted
    assert known.made == []


def test_a_variant_says_how_it_was_read() -> None:
    (found,) = names().recognise("East Herts Council", "agencies")
    assert isinstance(found, NamedPartner)
    assert "EHC" in found.message


def test_another_body_of_like_name_is_not_taken_for_it() -> None:
    known = names()
    (found,) = known.recognise("Essex Police Authority", "agencies")
    assert isinstance(found, NamedPartner)
    assert not found.known
    assert [insert.values["name"] for insert in known.made] == ["Essex Police Authority"]


def test_a_council_without_a_name_is_not_the_county_council() -> None:
    known = PartnerNames("p", [], [])
    known.recognise("Council; County Council; District Council; County Council; the Council", "agencies")
    assert [insert.values["name"] for insert in known.made] == ["Council", "County Council"]


def test_unknown_names_are_made_once_as_agency_or_group() -> None:
    known = names()
    known.recognise("Fire Service, Night Time Economy Group", "agencies")
    known.recognise("Fire service", "agencies")
    assert [(insert.register, insert.values["short_name"]) for insert in known.made] == [
        ("agencies", "Fire Service"),
        ("groups", "Night Time Economy Group"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "N/A",
        "n/a",
        "None",
        "–",
        "TBC",
        "Not known",
        "unallocated",
        "To be appointed",
        "No owner",
        "None at present",
        "Awaiting",
    ],
)
def test_words_for_nobody(text: str) -> None:
    (found,) = names().recognise(text, "groups")
    assert isinstance(found, NobodyNamed)
    assert found.understood


@pytest.mark.parametrize(
    "text",
    [
        "Assigned by JAG",
        "All of the partners will have to find some money for this one",
        "By June 2006",
        "2005/06",
        "Ongoing",
        "End of March 2026",
        "Q1 2026/27",
    ],
)
def test_words_that_are_no_name(text: str) -> None:
    (found,) = names().recognise(text, "groups")
    assert isinstance(found, NobodyNamed)
    assert not found.understood


def test_a_month_may_be_a_name_or_begin_one() -> None:
    said = names().recognise("May, June Example, March Street Panel", "groups")
    assert [type(part) for part in said] == [NamedPartner] * 3


def test_what_says_when_among_officers_is_asked_about_and_makes_nobody() -> None:
    officers = Officers([], lambda name: None)
    people, _, nobody = officers.recognise("Grace Sample\n2005/06\nBy June 2006\n31st March 2007")
    assert [part.text for part in nobody] == ["2005/06", "By June 2006", "31st March 2007"]
    assert len(people) == 1
    assert [insert.values["name"] for insert in officers.made] == ["Grace Sample"]


def test_words_after_an_officer_that_are_no_agency_stay_beside_them() -> None:
    officers = Officers([], lambda name: None)
    officers.recognise("Grace Sample - 07700 900123")
    assert officers.made[0].values == {"name": "Grace Sample", "job_title": "07700 900123"}


def test_wrapped_lines_are_one_name() -> None:
    assert name_parts("NTE\nAlcohol and\ndrugs working group") == ["NTE", "Alcohol and drugs working group"]


def test_an_agency_made_for_a_name_has_its_kind() -> None:
    names = PartnerNames("p", [], [])
    names.recognise("Anyshire Police; Comms team", "agencies")
    assert [insert.values.get("kind") for insert in names.made] == ["responsible authority", None]


def test_an_agency_met_in_short_first_is_called_in_full() -> None:
    known = PartnerNames("p", [], [])
    (first,) = known.recognise("AVDC", "agencies")
    (full,) = known.recognise("Ashcombe Vale District Council", "agencies")
    (again,) = known.recognise("AVDC", "agencies")
    assert (
        isinstance(first, NamedPartner) and isinstance(full, NamedPartner) and isinstance(again, NamedPartner)
    )
    assert first.id == full.id == again.id
    (made,) = known.made
    assert (made.values["name"], made.values["short_name"]) == ("Ashcombe Vale District Council", "AVDC")


def test_an_agency_of_the_file_keeps_its_name() -> None:
    known = PartnerNames("p", [{"id": "a", "name": "AVDC", "short_name": "AVDC"}], [])
    (full,) = known.recognise("Ashcombe Vale District Council", "agencies")
    assert isinstance(full, NamedPartner)
    assert (full.id, known.made, known.agencies[0]["name"]) == ("a", [], "AVDC")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Probation Service / Police / Bridgeway", ["Probation Service", "Police", "Bridgeway"]),
        ("Essex Police / Bridgeway", ["Essex Police", "Bridgeway"]),
        ("Bridgeway / Harbour Hub", ["Bridgeway / Harbour Hub"]),
    ],
)
def test_bodies_with_a_stroke_between_them_are_several(text: str, wanted: list[str]) -> None:
    found = PartnerNames("p", [], []).recognise(text, "agencies")
    assert [part.text for part in found] == wanted
