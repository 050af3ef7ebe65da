"""The words of generated plans: districts, themes, and sentences with gaps to fill."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICTS = (
    ("Uttlesford", "North"), ("Braintree", "North"), ("Colchester", "North"), ("Tendring", "North"),
    ("Chelmsford", "North"), ("Maldon", "North"), ("Harlow", "West"), ("Epping Forest", "West"),
    ("Brentwood", "West"), ("Thurrock", "West"), ("Basildon", "South"), ("Rochford", "South"),
    ("Castle Point", "South"), ("Southend", "South"), ("Babergh", "Suffolk"), ("Forest Heath", "Suffolk"),
    ("Ipswich", "Suffolk"), ("Mid Suffolk", "Suffolk"), ("Waveney", "Suffolk"), ("Breckland", "Norfolk"),
    ("Broadland", "Norfolk"), ("Great Yarmouth", "Norfolk"), ("Norwich", "Norfolk"), ("South Norfolk", "Norfolk"),
    ("Cambridge", "Cambridgeshire"), ("Fenland", "Cambridgeshire"), ("Huntingdonshire", "Cambridgeshire"),
    ("Peterborough", "Cambridgeshire"), ("Bedford", "Bedfordshire"), ("Luton", "Bedfordshire"),
    ("Broxbourne", "Hertfordshire"), ("Dacorum", "Hertfordshire"), ("East Herts", "Hertfordshire"),
    ("Hertsmere", "Hertfordshire"), ("St Albans", "Hertfordshire"), ("Stevenage", "Hertfordshire"),
    ("Three Rivers", "Hertfordshire"), ("Watford", "Hertfordshire"), ("Welwyn Hatfield", "Hertfordshire"),
    ("North Hertfordshire", "Hertfordshire"),
)  # fmt: skip

SHARED_AGENCIES = (
    ("County", "County Council", "responsible authority", "Safer communities officer"),
    ("Police", "County Police", "responsible authority", "Partnership inspector"),
    ("Authority", "Police Authority", "responsible authority", "Engagement officer"),
    ("Fire", "Fire and Rescue Service", "responsible authority", "Community commander"),
    ("PCT", "Primary Care Trust", "responsible authority", "Public health commissioner"),
    ("Probation", "Probation Service", "responsible authority", "Senior probation officer"),
    ("VS", "Victim Support", "voluntary", "Service delivery lead"),
    ("NHW", "Neighbourhood Watch", "voluntary", "County secretary"),
    ("CAB", "Citizens Advice", "voluntary", "Bureau supervisor"),
)

GROUPS = (
    ("RAG", "Responsible Authority Group", "oversight", None),
    ("Steering", "Steering Group", "steering", "RAG"),
    ("Reference", "Reference Group", "reference", "Steering"),
    ("JAG", "Joint Action Group", "sub-group", "Steering"),
    ("DAP", "Domestic Abuse Panel", "sub-group", "Steering"),
    ("PPO", "Prolific Offender Group", "sub-group", "Steering"),
    ("Publicity", "Publicity Group", "sub-group", "Steering"),
    ("Substance", "Substance Misuse Group", "working group", "Steering"),
)


@dataclass(frozen=True)
class Theme:
    """A priority: its group and usual lead, objectives, what is measured (title, unit, better, kind) and risked."""

    title: str
    group: str
    lead: str
    objectives: tuple[str, ...]
    things: tuple[str, ...]
    measures: tuple[tuple[str, str, str, str], ...]
    risks: tuple[str, ...]


THEMES = (
    Theme(
        "Less anti-social behaviour", "JAG", "Council",
        ("Deal with the places people name most", "Give young people something better to do", "Stand by victims"),
        ("graffiti", "off-road motorcycles", "street drinking", "rowdy evenings", "abandoned vehicles", "nuisance neighbours"),
        (
            ("Anti-social behaviour incidents", "count", "lower", "per quarter"),
            ("Criminal damage offences", "count", "lower", "per quarter"),
            ("Residents who see it as a problem", "percent", "lower", "snapshot"),
            ("Victims offered support", "count", "higher", "cumulative"),
        ),
        ("Cases stay open because no agency owns the land", "Youth workers' posts are not filled", "Residents stop reporting"),
    ),
    Theme(
        "Fewer thefts and robberies", "Steering", "Police",
        ("Make targets harder", "Catch those who steal most", "Warn people in time"),
        ("thefts from vehicles", "sheds and garages", "pedal cycles", "metal theft", "distraction burglary", "robbery of telephones"),
        (
            ("Serious acquisitive crime", "count", "lower", "per quarter"),
            ("Thefts from motor vehicles", "count", "lower", "per quarter"),
            ("Domestic burglary per 1,000 homes", "rate per 1,000", "lower", "snapshot"),
            ("Homes given better locks", "count", "higher", "cumulative"),
        ),
        ("Analysis comes after the offences it should prevent", "Travelling offenders move across the boundary"),
    ),
    Theme(
        "Less domestic abuse, more reporting of it", "DAP", "Council",
        ("Make it easier to tell someone", "Keep people safe at home"),
        ("repeat cases", "the sanctuary scheme", "children who witness abuse", "work with perpetrators", "training of front-line staff"),
        (
            ("Incidents reported", "count", "higher", "per quarter"),
            ("Repeat cases at the risk conference", "count", "lower", "per quarter"),
            ("Homes made safe", "count", "higher", "cumulative"),
        ),
        ("The adviser's post is funded for one year only", "Agencies hold back what they know", "Refuge is full"),
    ),
    Theme(
        "Less harm from alcohol and drugs", "Substance", "PCT",
        ("Safer evenings in the town centre", "Keep alcohol from children", "A way into treatment"),
        ("test purchases", "taxi marshals", "licence conditions", "outreach to people who sleep rough", "needle finds", "drink driving"),
        (
            ("Alcohol-related offences", "count", "lower", "per quarter"),
            ("Test purchases made", "count", "higher", "cumulative"),
            ("Alcohol admissions per 100,000", "rate per 100,000", "lower", "snapshot"),
            ("People starting treatment", "count", "higher", "per quarter"),
        ),
        ("Treatment has a waiting list", "Licensees leave the pub watch", "Hospital figures do not come"),
    ),
    Theme(
        "Safer roads", "JAG", "Fire",
        ("Slow drivers down", "Reach young drivers before they pass their test"),
        ("speed near schools", "parking on bends", "young drivers", "uninsured vehicles", "cyclists without lights"),
        (
            ("People killed or seriously injured", "count", "lower", "per quarter"),
            ("Speedwatch sessions", "count", "higher", "cumulative"),
            ("Pupils who saw the road show", "count", "higher", "cumulative"),
        ),
        ("Too few trained volunteers", "Equipment on loan is called back"),
    ),
    Theme(
        "People who feel safe and are heard", "Publicity", "Council",
        ("Tell people what has been done", "Ask before deciding", "More neighbours in the watch"),
        ("the newsletter", "information days", "the citizens' panel", "watch co-ordinators", "doorstep callers", "hate crime"),
        (
            ("Residents who feel safe after dark", "percent", "higher", "snapshot"),
            ("Active watch co-ordinators", "count", "higher", "snapshot"),
            ("Information days", "count", "higher", "cumulative"),
            ("Thefts of pedal cycles", "count", "lower", "per quarter"),
        ),
        ("Press officers speak for their own agency", "The team has promised more than it can do", "Survey is cancelled"),
    ),
    Theme(
        "Less reoffending", "PPO", "Probation",
        ("Manage the most harmful together", "A home and a job instead"),
        ("prolific offenders", "unpaid work", "housing on release", "drug testing in custody", "short sentences", "young offenders"),
        (
            ("Scheme offenders charged again", "count", "lower", "per quarter"),
            ("Adults who reoffend", "percent", "lower", "snapshot"),
            ("First-time entrants aged 10 to 17", "count", "lower", "per quarter"),
            ("Offenders housed on release", "count", "higher", "cumulative"),
        ),
        ("One co-ordinator serves three districts", "Landlords withdraw", "Data may not be shared in time"),
    ),
)  # fmt: skip

PLACES = (
    "the High Street", "the railway station", "the recreation ground", "Market Place", "the leisure centre",
    "Mill Lane", "the seafront", "Station Approach", "Church Green", "the retail park", "Priory Park", "Broad Oaks",
    "Manor Estate", "the bus station", "Abbey Field", "Kings Road", "the library", "Southgate", "the allotments",
    "Windmill Hill",
)  # fmt: skip

PEOPLE = (
    "residents", "shopkeepers", "parish councils", "head teachers", "youth workers", "licensees", "landlords",
    "wardens", "volunteers", "tenants", "school governors", "taxi drivers", "students",
)  # fmt: skip

ACTIONS = (
    "Set up a multi-agency visit to {place} about {thing} and agree who does what",
    "Give {people} around {place} a named contact for {thing}",
    "Draw up a profile of {thing} by ward, with the times and places most affected",
    "Run a campaign on {thing} with {people}, timed for the weeks when it is at its worst",
    "Train {number} {people} in what to do about {thing}, and when to pass on what they see",
    "Agree a protocol between agencies on {thing} and review it after six months",
    "Hold {few} evenings at {place} where people can ask about {thing}",
    "Improve lighting and sight lines near {place}, with {thing} in mind",
    "Bring open cases about {thing} to the group each month until they are closed",
    "Publish what was done about {thing} in the newsletter and on the council's pages",
    "Find money for the work on {thing} beyond this year, with a bid before Christmas",
    "Visit {people} who ask about {thing} within five working days and record what they wanted",
    "Work with {people} at {place} on a scheme of their own about {thing}",
    "Keep one record of {thing} each quarter, so that years can be compared",
)

TARGETS = (
    "{few} completed by March, each written up on one page",
    "{number} people reached and half of them asked what they thought",
    "{percent}% fewer than last year",
    "Nine in ten dealt with inside the time promised",
    "All wards covered at least once",
    "A first figure this year, a target next year",
)

OUTCOMES = (
    "Fewer repeat calls from the same addresses within three months.",
    "{people_cap} say they know whom to turn to.",
    "Costs shared by at least two agencies after the first year.",
    "{percent}% fewer incidents around {place} than in the year before.",
    "A written agreement that outlasts the people who made it.",
    "Cases closed within four months, or taken to the steering group.",
)

RESOURCES = (
    "Officer time", "£{number}00 from the CSP allocation", "Community safety team and volunteers", "Partners' own budgets",
    "£{number}0 for print; rooms free of charge", "£{few},000 from the Home Office grant",
)  # fmt: skip

OPENINGS = (
    "{number} {people} took part this quarter, most of them around {place}.",
    "The meeting with {people} took place on {day} and agreed the next three steps.",
    "Work on {thing} has moved from {place} to {place2}, where calls had doubled since the spring.",
    "Visits to {place} on {few} evenings found less to do about {thing} than reported.",
    "The plan for {thing} was agreed by all partners on {day}.",
    "{few} of {number} cases are closed; the rest need a decision about who pays.",
    "Figures for {place} are {percent}% below the same quarter last year.",
    "Figures for {place} are {percent}% above the same quarter last year, against the trend elsewhere.",
    "Training was given to {number} {people}, with {few} more on the waiting list.",
    "Posters and a page in the newsletter drew {number} calls about {thing}.",
)
MIDDLES = (
    "Two agencies could not attend and sent their comments by letter.",
    "{people_cap} asked above all for someone to ring them back, and that is now done within two days.",
    "The officer who led on this left on {day}; a colleague has taken over the file.",
    "A joint operation at {place2} led to {few} warnings and one arrest.",
    "The contractor was late by three weeks, at no extra cost.",
    "With {thing} the season matters so much that the comparison with last quarter says little.",
    "Photographs before and after have been sent to {people} in the streets around {place}.",
    "What worked at {place2} is being tried here, with smaller groups and earlier in the evening.",
    "The school offered its hall, so that the cost per head fell to a third.",
    "Half of those who came had never been to a meeting of this kind.",
)
CLOSINGS = (
    "The next step is a visit on {day}.",
    "We expect to finish by the end of the year.",
    "Without a decision on money before {day} this will stop.",
    "The group will look at the figures again next quarter.",
    "{people_cap} have offered to carry it on by themselves.",
    "A short report goes to the steering group.",
    "Nothing further is needed for now.",
    "The risk is that interest fades once the campaign ends.",
)

REVIEWS = (
    "No change; the controls are holding.", "Slightly better since the last meeting with {people}.",
    "Worse: one agency has lost the post that dealt with it.", "Discussed by the group on {day}; left as it is.",
    "Two of three measures are in place.", "Waiting for the county's answer, expected by {day}.",
)  # fmt: skip
CAUSES = (
    "Posts depend on grants that end in March.", "Three agencies count the same thing in different ways.",
    "Staff move on faster than agreements are made.", "The work is spread over too many small groups.",
    "Demand rises in the same weeks each year and staff do not.",
)  # fmt: skip
CONSEQUENCES = (
    "The target for {thing} is missed, and the group hears of it too late.", "{people_cap} lose confidence and stop reporting.",
    "Money is handed back that was needed.", "Effort goes to {place}, where it is no longer needed.",
)  # fmt: skip
MITIGATIONS = (
    "Name a deputy in every agency", "Put the decision on the agenda of the steering group by {day}",
    "Agree one way of counting with the analyst", "Share one post between two districts",
    "Ask {people} to check the plan before it is printed", "Keep a tenth of the money back until December",
)  # fmt: skip

STREAMS = (
    ("CSP allocation", "County Council", "grant", "direct", "not allowed"),
    ("Home Office", "Home Office", "grant", "through the county", "not allowed"),
    ("Council reserve", "District council", "reserve", "direct", "allowed"),
    ("Reward grant", "Local strategic partnership", "reward grant", "direct", "allowed"),
    ("Drug and alcohol grant", "Drug and alcohol action team", "grant", "direct", "not allowed"),
    ("Police match", "County Police", "match", "direct", "not allowed"),
)
