"""The bodies and funds that stand in a later year where the sample of 2010/11 has those of its own time.

- Primary care trusts ended on 31 March 2013; clinical commissioning groups followed them until integrated care
  boards took over, as responsible authorities too, on 1 July 2022 (Health and Care Act 2022).
- Police authorities ended on 22 November 2012 with the first police and crime commissioners (Police Reform and
  Social Responsibility Act 2011), who are no responsible authority; commissioners end in May 2028.
- National indicators, the performance reward grant and the area based grant ended with 2010/11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from csp_desktop.periods import FinancialYear

Bodies = Mapping[str, Mapping[str, Any]]
"""What is recorded otherwise of an agency, by its short name in 2010/11."""
Words = list[tuple[re.Pattern[str], str]]
"""What is said otherwise, in the order it is looked for."""

_NO_TRUSTS, _NO_GROUPS, _COMMISSIONERS, _BOARDS = 2013, 2022, 2012, 2028


def bodies_of(year: FinancialYear) -> Bodies:
    """What is recorded otherwise of the agencies that have changed by then."""
    bodies: dict[str, dict[str, Any]] = {
        "Probation": {
            "name": "Probation Service in Essex",
            "notes": "A responsible authority since April 2010, with the duty on reoffending.",
        },
        "EDAAT": {"name": "Essex Drug and Alcohol Partnership", "short_name": "EDAP"},
        "CAB": {"name": "Rochford and Rayleigh Citizens Advice"},
    }
    if year.first >= _NO_GROUPS:
        bodies["PCT"] = {
            "name": "Essex Integrated Care Board",
            "short_name": "ICB",
            "responsible_from": "2022-07-01",
            "notes": "A responsible authority since July 2022, in place of the clinical commissioning groups.",
        }
    elif year.first >= _NO_TRUSTS:
        bodies["PCT"] = {
            "name": "Castle Point and Rochford Clinical Commissioning Group",
            "short_name": "CCG",
            "responsible_from": "2013-04-01",
            "notes": "A responsible authority since April 2013, in place of the primary care trust.",
        }
    if year.first >= _COMMISSIONERS:
        board = year.first >= _BOARDS
        bodies["EPA"] = {
            "name": "Essex Policing and Crime Board" if board else "Police and Crime Commissioner for Essex",
            "short_name": "PCB" if board else "PCC",
            "kind": "other",
            "responsible_from": None,
            "notes": "No responsible authority, but each has regard to the other's plan.",
        }
    return bodies


def words_of(year: FinancialYear, bodies: Bodies) -> Words:
    """What is said otherwise by then."""
    health = bodies.get("PCT")
    pairs = [
        (r"Crime and Disorder Reduction Partnership", "Community Safety Partnership"),
        (r"\bCDRP\b", "CSP"),
        (r"Essex Drug and Alcohol Action Team", "Essex Drug and Alcohol Partnership"),
        (r"drug and alcohol action team", "drug and alcohol partnership"),
        (r"from the action team", "from the drug and alcohol partnership"),
        (r"\bEDAAT\b", "EDAP"),
        (r"@edaat\.", "@edap."),
        (r"Essex Probation\b", "Probation Service"),
        (r"Citizens Advice Bureau", "Citizens Advice"),
        (r"£3,000 PRG through the local strategic partnership", "£3,000 from the council safety fund"),
        (r"\bPRG\b", "Council safety fund"),
        (r"^Performance reward grant", "The council safety fund"),
        (r"Ask the local strategic partnership to let", "Ask the funder to let"),
        (r"Rochford Local Strategic Partnership", "Rochford District Council"),
        (r"area based grant", "community safety grant"),
        (r"The government cancelled the 2010 survey", "The council put off the survey"),
        (r"^Place Survey$", "Residents' survey"),
        (r"^NHS information centre$", "Hospital statistics"),
        (r" \(IDAP\)", ""),
        (r"on preventing violent extremism", "on the Prevent duty"),
        (r"that show the World Cup", "that show the summer's football"),
        (r"The World Cup passed", "The summer's football passed"),
        (r"eleven in 2006", "eleven four years before"),
        (r"satellite navigation sets", "laptops"),
        (r"of the same boy's telephone", "of the same boy's phone"),
        (r"just before the clocks go back", "as the evenings draw in"),
        (
            r"The emergency budget of June 2010 and the spending review in October\.",
            "Changes in what the government gives the county, announced each autumn.",
        ),
        (r"a duty of all of us on 1 April 2010", "a duty of all of us"),
        (r"because it became a duty", "because it is a duty"),
        (r"The new duty of April 2010 is met", "The duty on reoffending is met"),
        (r"the new duty on reoffending", "the duty on reoffending"),
        (
            r"The duty began on 1 April and probation joined as a full member\.",
            "The strategy on reoffending was agreed in April.",
        ),
        (r", since April 2010$", ""),
        (r"Children's Trust Board", "Children's Partnership Board"),
        (r"HO/10/", f"HO/{year.first % 100:02d}/"),
    ]
    if health:
        name = str(health["name"])
        board = "integrated care board" if year.first >= _NO_GROUPS else "clinical commissioning group"
        pairs += [
            (r"South East Essex Primary Care Trust", name),
            (r"primary care trust", board),
            (r"the health trust's lawyers", f"the {board}'s lawyers"),
            (r"with the trust's clinical lead", f"with the {board}'s clinical lead"),
            (r"@sepct\.", f"@{str(health['short_name']).casefold()}."),
        ]
    if "EPA" in bodies:
        office = "policing and crime board" if year.first >= _BOARDS else "police and crime commissioner"
        pairs += [
            (r"Essex Police Authority", str(bodies["EPA"]["name"])),
            (r"^Local Policing Plan$", "Police and Crime Plan"),
            (r"^Police authority$", office.capitalize()),
            (r"the police authority", f"the {office}"),
            (r"@policeauthority\.", f"@{str(bodies['EPA']['short_name']).casefold()}."),
        ]
    return [(re.compile(pattern), other) for pattern, other in pairs]
