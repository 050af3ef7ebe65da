"""Which way is better, told by an indicator's name, by a mark, or by a yes under a question."""

from __future__ import annotations

import pytest

from csp_desktop.excel.wording.which_way import tells_of_change, way_answered, way_of_mark, way_told_by_name

_NAMES: dict[str | None, tuple[str, ...]] = {
    "higher": (
        "Residents satisfied with how we deal with litter",
        "% of residents who feel safe after dark",
        "People helped into accommodation",
        "Homes made safe after a break-in",
        "Offenders who completed treatment",
        "Adults completing drug treatment",
        "Successful completions of alcohol treatment",
        "Residents who feel confident that the police deal with what matters",
        "Public confidence in policing",
        "Victims of domestic abuse supported",
        "Young people engaged in positive activities",
        "Staff trained in safeguarding",
        "Complaints answered within 5 days",
        "Percentage of fly-tips cleared within two working days",
        "Number of volunteers recruited",
        "Increase reporting of hate crime",
        "Increase in satisfaction of victims",
        "Burglary detection rate",
        "Smoke alarms fitted",
        "Community meetings delivered",
        "Rough sleepers helped into housing",
        "ASB cases resolved within target",
        "Satisfaction with street cleaning",
        "Victims satisfied with the service",
        "Homes secured after burglary",
        "Women supported to leave the refuge for a home of their own",
        "Prison leavers in employment after six months",
    ),
    "lower": (
        "Repeat victims of domestic abuse",
        "Repeat victimisation",
        "Average waiting time for housing repairs",
        "Working days lost to sickness",
        "Proven reoffending",
        "Re-offending rate of young offenders",
        "Fear of crime",
        "Fear of crime after dark",
        "Domestic burglary",
        "Burglary dwelling per 1,000 households",
        "Serious violent crime",
        "Theft from vehicle",
        "Vehicle crime",
        "Anti-social behaviour incidents",
        "ASB incidents per 1,000 people",
        "People killed or seriously injured on our roads",
        "Deliberate fires",
        "First time entrants to the youth justice system",
        "Residents who feel unsafe after dark",
        "Residents dissatisfied with the response",
        "% who think drunk and rowdy behaviour is a problem",
        "Reduce burglary",
        "Fewer thefts of bicycles",
        "Recorded crime",
        "Criminal damage",
        "Robbery",
        "Fly-tipping incidents",
        "Days to re-let an empty home",
        "Time taken to answer 101 calls",
        "Residents who do not feel safe",
        "16 to 18 year olds not in education, employment or training",
        "Reduce the number of repeat incidents",
    ),
    # What may be wanted or not, or says both.
    None: (
        "Hate crimes reported",
        "Domestic abuse incidents",
        "Reports of hate crime",
        "Referrals to MARAC",
        "Modern slavery referrals",
        "Sexual offences",
        "% reduction in burglary",
        "Reduction in burglary",
        "Arrests for drug dealing",
        "Community triggers",
        "Cost of the scheme",
        "Number of knives handed in",
        "Stop and search",
        "Residents surveyed",
        "PSPO breaches",
        "Fire safety visits",
        "Crime prevention surveys",
        "Reoffending by people who completed treatment",
        "Homeless people helped into work who reoffended",
        "People not supported",
        "Hours of patrol",
        "Calls for service",
        "Drug offences",
        "Possession of weapons",
        "Population",
        "Households",
        "Victims who declined support",
        "Satisfaction surveys sent back unanswered",
        "Change in crime",
        "Cases closed",
        "Number of attendees",
        "Increase in burglary",
        "Crimes where the victim was helped and reoffending",
        "Nights of outreach",
        "Homeless applications",
        "Young people given a warning",
        "Visits to the website",
        "Time to first contact",
        "Percentage of crimes with a positive outcome for fraud only",
        "Vulnerable people seen",
        "Drug related litter reported",
        "Crime prevention advice given",
        "Number of licensed premises",
        "Fires in homes without an alarm",
    ),
}


@pytest.mark.parametrize("way", _NAMES)
def test_a_name_tells_which_way_is_better_only_where_it_can_be_but_one(way: str | None) -> None:
    assert [name for name in _NAMES[way] if way_told_by_name(name) != way] == []


def test_marks_and_answers() -> None:
    assert [way_of_mark(mark) for mark in ("↑", "▼", "+", "→", "Up")] == [
        "higher",
        "lower",
        "higher",
        None,
        None,
    ]
    assert [tells_of_change(text) for text in ("→", "Static", "Up")] == [True, True, False]
    asked = ("Bigger is better?", "Is a low figure good?", "Bigger or smaller", "Polarity")
    assert [way_answered(heading, "Yes") for heading in asked] == ["higher", "lower", None, None]
    assert [way_answered(heading, "N") for heading in asked[:2]] == ["lower", "higher"]
