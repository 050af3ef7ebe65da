"""Agencies and groups recognised under the names people write."""

from __future__ import annotations

import pytest

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


def test_unknown_names_are_made_once_as_agency_or_group() -> None:
    known = names()
    known.recognise("Fire Service, Night Time Economy Group", "agencies")
    known.recognise("Fire service", "agencies")
    assert [(insert.register, insert.values["short_name"]) for insert in known.made] == [
        ("agencies", "Fire Service"),
        ("groups", "Night Time Economy Group"),
    ]


@pytest.mark.parametrize("text", ["N/A", "n/a", "None", "–", "TBC"])
def test_words_for_nobody(text: str) -> None:
    (found,) = names().recognise(text, "groups")
    assert isinstance(found, NobodyNamed)
    assert found.understood


@pytest.mark.parametrize(
    "text", ["Assigned by JAG", "All of the partners will have to find some money for this one"]
)
def test_words_that_are_no_name(text: str) -> None:
    (found,) = names().recognise(text, "groups")
    assert isinstance(found, NobodyNamed)
    assert not found.understood


def test_wrapped_lines_are_one_name() -> None:
    assert name_parts("NTE\nAlcohol and\ndrugs working group") == ["NTE", "Alcohol and drugs working group"]


def test_an_agency_made_for_a_name_has_its_kind() -> None:
    names = PartnerNames("p", [], [])
    names.recognise("Anyshire Police; Comms team", "agencies")
    assert [insert.values.get("kind") for insert in names.made] == ["responsible authority", None]
