"""The sample's partnerships, agencies, people, groups and the plans of others. Job titles, no names."""

from __future__ import annotations

from csp_desktop.sample.shapes import Agency, Group, Person

PARTNERSHIP = {
    "name": "Rochford Community Safety Partnership",
    "short_name": "Rochford CSP",
    "kind": "statutory partnership",
    "area": "Rochford District",
    "region": "South Essex",
    "chair": "Council portfolio holder for community safety",
    "phone": "01632 960104",
    "email": "community.safety@rochford.example.gov.uk",
    "website": "https://www.rochfordcsp.example.org",
    "vision": "A district where people of every age can live, work and spend their time without crime, or the "
    "fear of it, getting in the way of a good life.",
}
NEIGHBOUR = {
    "name": "Castle Point Crime and Disorder Reduction Partnership",
    "short_name": "Castle Point CDRP",
    "kind": "statutory partnership",
    "area": "Castle Point Borough",
    "region": "South Essex",
    "chair": "Council portfolio holder for community safety",
    "phone": "01632 960161",
    "email": "csp@castlepoint.example.gov.uk",
}
COUNTY = {
    "name": "Safer Essex",
    "short_name": "Safer Essex",
    "kind": "county group",
    "area": "Essex",
    "chair": "Chief executive of a member council",
    "phone": "01632 960170",
    "email": "safer@essex.example.gov.uk",
}

AGENCIES = (
    Agency(
        "RDC", "Rochford District Council", "responsible authority", "Community safety co-ordinator",
        "2010-07-09", "2010-10-08", "1998-09-30",
        "Provides the community safety team and banks the partnership's money.",
    ),
    Agency(
        "ECC", "Essex County Council", "responsible authority", "Safer communities officer",
        "2010-07-12", "2010-10-13", "1998-09-30",
        "Trading Standards, road safety and the youth offending service report through one officer.",
    ),
    Agency(
        "Police", "Essex Police", "responsible authority", "Neighbourhood policing inspector",
        "2010-07-13", "2010-10-12", "1998-09-30",
        "Supplies the crime and incident figures by the tenth day after each quarter.",
    ),
    Agency(
        "EPA", "Essex Police Authority", "responsible authority", "Engagement officer",
        "2010-07-15", "2010-10-14", "2003-04-01",
    ),
    Agency(
        "Fire", "Essex County Fire and Rescue Service", "responsible authority",
        "Community commander, Southend and Rochford", "2010-07-08", "2010-10-11", "2003-04-01",
    ),
    Agency(
        "PCT", "South East Essex Primary Care Trust", "responsible authority", "Public health commissioner",
        "2010-07-20", None, "2004-04-30", "To be replaced under the health white paper of July 2010; watch.",
    ),
    Agency(
        "Probation", "Essex Probation", "responsible authority", "Senior probation officer",
        "2010-07-19", None, "2010-04-01",
        "A co-operating body until 31 March 2010; a responsible authority since, with the duty on reoffending.",
    ),
    Agency(
        "RHA", "Rochford Housing Association", "co-operating body", "Tenancy services lead",
        "2010-07-12", "2010-10-15", None, "Owns the former council homes; sits on the JAG.",
    ),
    Agency(
        "EDAAT", "Essex Drug and Alcohol Action Team", "co-operating body", "Area commissioning officer",
        "2010-07-14", "2010-10-14", None, "Holds the money of the drug and alcohol reference group.",
    ),
    Agency(
        "VS", "Victim Support", "voluntary", "Service delivery lead, South Essex",
        "2010-07-07", "2010-10-06", None, "Works to a yearly service agreement.",
    ),
    Agency(
        "NHW", "Rochford District Neighbourhood Watch", "voluntary", "District chair",
        "2010-07-05", "2010-10-04", None, "All volunteers; ring in the evening.",
    ),
    Agency(
        "CAB", "Rochford and Rayleigh Citizens Advice Bureau", "voluntary", "Bureau supervisor",
        "2010-07-06", "2010-10-07",
    ),
    Agency(
        "CPBC", "Castle Point Borough Council", "other", None, None, None, None,
        "Our neighbour in the responsible authority group, the panel and the prolific offender group.",
    ),
    Agency(
        "RRAVS", "Rayleigh, Rochford and District Association for Voluntary Service", "voluntary", None, None,
        None, None, "Speaks for smaller voluntary bodies on the reference group.",
    ),
)  # fmt: skip

PEOPLE = (
    Person("Community safety co-ordinator", "RDC", "community.safety@rochford.example.gov.uk", "01632 960104", True),
    Person("Anti-social behaviour co-ordinator", "RDC", "asb@rochford.example.gov.uk", "01632 960105", True),
    Person("Domestic abuse reduction officer", "RDC", "daro@rochford.example.gov.uk", "01632 960106"),
    Person("Licensing officer", "RDC", "licensing@rochford.example.gov.uk", "01632 960107"),
    Person("Communications officer", "RDC", "press@rochford.example.gov.uk", "01632 960108"),
    Person("Chief executive", "RDC", "chief.executive@rochford.example.gov.uk", "01632 960100"),
    Person("Portfolio holder for community safety", "RDC", "portfolio.safety@rochford.example.gov.uk", "01632 960109"),
    Person("Safer communities officer", "ECC", "safer.communities@essex.example.gov.uk", "01632 960121", True),
    Person("Senior road safety officer", "ECC", "road.safety@essex.example.gov.uk", "01632 960122"),
    Person("Trading standards officer", "ECC", "trading.standards@essex.example.gov.uk", "01632 960123"),
    Person("Youth offending team leader", "ECC", "yos.south@essex.example.gov.uk", "01632 960124"),
    Person("Neighbourhood policing inspector", "Police", "npt.rochford@police.example.gov.uk", "01632 960131", True),
    Person("Chief inspector, Rochford", "Police", "ci.rochford@police.example.gov.uk", "01632 960132"),
    Person("Police licensing officer", "Police", "licensing.south@police.example.gov.uk", "01632 960133"),
    Person("Partnership media officer", "Police", "csp.media@police.example.gov.uk", "01632 960134"),
    Person("Crime analyst", "Police", "analyst.rochford@police.example.gov.uk", "01632 960135", True),
    Person("Prolific offender co-ordinator", "Police", "ppo.south@police.example.gov.uk", "01632 960136"),
    Person("Crime reduction officer", "Police", "cro.rochford@police.example.gov.uk", "01632 960137", False, "2010-08-27"),
    Person("Engagement officer", "EPA", "engagement@policeauthority.example.gov.uk", "01632 960141", True),
    Person("Community commander, Southend and Rochford", "Fire", "community@fire.example.gov.uk", "01632 960143", True),
    Person("Public health commissioner", "PCT", "public.health@sepct.example.gov.uk", "01632 960145", True),
    Person("Lead nurse, safeguarding adults", "PCT", "safeguarding@sepct.example.gov.uk", "01632 960146"),
    Person("Senior probation officer", "Probation", "spo.southend@probation.example.gov.uk", "01632 960148", True),
    Person("Tenancy services lead", "RHA", "tenancy@rochfordha.example.org", "01632 960150", True),
    Person("Area commissioning officer", "EDAAT", "south@edaat.example.gov.uk", "01632 960152", True),
    Person("Service delivery lead, South Essex", "VS", "southessex@victimsupport.example.org", "01632 960154", True),
    Person("District chair", "NHW", "chair@rochfordwatch.example.org", "01632 960156", True),
    Person("Bureau supervisor", "CAB", "supervisor@rochfordcab.example.org", "01632 960158", True),
    Person("Community safety manager, Castle Point", "CPBC", "csp@castlepoint.example.gov.uk", "01632 960161"),
    Person("Development worker", "RRAVS", "development@rravs.example.org", "01632 960163"),
)  # fmt: skip

GROUPS = (
    Group(
        "RAG", "Responsible Authority Group", "oversight", None, "Chief executive", "quarterly",
        "Chief officers of every responsible authority in Rochford and Castle Point. Sets the direction both "
        "partnerships work to, watches over delivery, and agrees how Home Office money is spent. The chair passes "
        "between the two chief executives and the divisional commander.",
        (
            ("RDC", "Chief executive", "Chair in 2010/11"), ("CPBC", None, "Chief executive"),
            ("Police", "Chief inspector, Rochford", "For the divisional commander"), ("ECC", None, "Director"),
            ("EPA", None, "Member"), ("Fire", None, "Divisional officer"), ("PCT", None, "Director"),
            ("Probation", None, "Director, since April 2010"),
        ),
        shared=True,
    ),
    Group(
        "Steering", "Steering Group", "steering", "RAG", "Portfolio holder for community safety", "bi-monthly",
        "Leads the partnership from day to day: prepares the strategic assessment and this plan, shares out the "
        "money, and reads the quarterly returns from every sub-group before they go to the RAG.",
        (
            ("RDC", "Portfolio holder for community safety", "Chair"),
            ("RDC", "Community safety co-ordinator", "Secretary"),
            ("Police", "Chief inspector, Rochford", "Vice-chair"), ("ECC", "Safer communities officer", "Member"),
            ("EPA", "Engagement officer", "Member"), ("PCT", "Public health commissioner", "Member"),
            ("Fire", "Community commander, Southend and Rochford", "Member"),
            ("Probation", "Senior probation officer", "Member"),
        ),
    ),
    Group(
        "Reference", "Reference Group", "reference", "Steering", "Portfolio holder for community safety",
        "twice a year",
        "The wider circle: statutory partners with the voluntary sector, parishes and business, so that those who "
        "do not sit on the steering group can question it and bring ideas.",
        (
            ("RDC", "Portfolio holder for community safety", "Chair"), ("RRAVS", "Development worker", "Member"), ("CAB", "Bureau supervisor", "Member"),
            ("VS", "Service delivery lead, South Essex", "Member"), ("NHW", "District chair", "Member"),
            ("RHA", "Tenancy services lead", "Member"), ("RDC", "Community safety co-ordinator", "Secretary"),
        ),
    ),
    Group(
        "JAG", "Anti-Social Behaviour Joint Action Group", "sub-group", "Steering",
        "Anti-social behaviour co-ordinator", "bi-monthly",
        "Takes places and people that trouble several agencies at once and agrees who does what by the next "
        "meeting. Keeps a log of each case until it is closed.",
        (
            ("RDC", "Anti-social behaviour co-ordinator", "Chair"), ("RHA", "Tenancy services lead", "Member"),
            ("Police", "Neighbourhood policing inspector", "Member"),
            ("ECC", "Youth offending team leader", "Member since July 2010"),
            ("Fire", "Community commander, Southend and Rochford", "Member"),
        ),
    ),
    Group(
        "DAP", "Domestic Abuse Panel", "sub-group", "Steering", "Domestic abuse reduction officer", "bi-monthly",
        "Plans the work against domestic abuse for Rochford and Castle Point together, from the housing door to "
        "the court, and holds the money for the sanctuary scheme.",
        (
            ("RDC", "Domestic abuse reduction officer", "Chair from September 2010"),
            ("CPBC", "Community safety manager, Castle Point", "Vice-chair"),
            ("Police", "Neighbourhood policing inspector", "Member"), ("CAB", "Bureau supervisor", "Member"),
            ("PCT", "Lead nurse, safeguarding adults", "Member"), ("Probation", "Senior probation officer", "Member"),
            ("VS", "Service delivery lead, South Essex", "Member"),
        ),
        shared=True,
    ),
    Group(
        "PPO", "Prolific and Priority Offender Group", "sub-group", "Steering", "Prolific offender co-ordinator",
        "every six weeks",
        "Manages the people who do most harm in the two districts: catching them when they offend, diverting those "
        "on the way there, and helping those who want to stop.",
        (
            ("Police", "Prolific offender co-ordinator", "Chair"), ("Probation", "Senior probation officer", "Vice-chair"),
            ("EDAAT", "Area commissioning officer", "Member"), ("RHA", "Tenancy services lead", "Member"),
            ("CPBC", "Community safety manager, Castle Point", "Member"),
        ),
        shared=True,
    ),
    Group(
        "Reassurance", "Public Reassurance Group", "sub-group", "Steering", "Partnership media officer", "monthly",
        "Plans what the partnership tells the public and listens to what comes back: campaigns, the press, the "
        "citizens' panel and information days.",
        (
            ("Police", "Partnership media officer", "Chair"), ("RDC", "Communications officer", "Member"),
            ("NHW", "District chair", "Member"), ("EPA", "Engagement officer", "Member"),
        ),
    ),
    Group(
        "Theft & Robbery", "Theft from Vehicles and Robbery Group", "sub-group", "Steering",
        "Chief inspector, Rochford", "every six weeks",
        "Set up in April 2010 because both offences rose last winter. Led by the police; chooses places from the "
        "district profile and orders publicity from the reassurance group.",
        (
            ("Police", "Chief inspector, Rochford", "Chair"), ("Police", "Crime analyst", "Analyst"),
            ("VS", "Service delivery lead, South Essex", "Member"), ("NHW", "District chair", "Member"),
            ("RDC", "Community safety co-ordinator", "Member"),
        ),
    ),
    Group(
        "Substance", "Rochford Substance Misuse Group", "sub-group", "Steering", "Licensing officer", "bi-monthly",
        "Alcohol and drugs in this district only, which the joint reference group with Castle Point cannot follow "
        "in enough detail: sales to children, the night-time economy and the way into treatment.",
        (
            ("RDC", "Licensing officer", "Chair"), ("Police", "Police licensing officer", "Member"),
            ("ECC", "Trading standards officer", "Member"), ("PCT", "Public health commissioner", "Member"),
            ("EDAAT", "Area commissioning officer", "Member"),
        ),
        starts_on="2010-07-08",
    ),
    Group(
        "ASB Driving", "Task and Finish Group on Driving and Parking", "task and finish", "JAG",
        "Senior road safety officer", "monthly",
        "One year's work on the complaint heard most often at neighbourhood panels and area committees: speed, and "
        "parking at school gates. Reports in March and then ends.",
        (
            ("ECC", "Senior road safety officer", "Chair"), ("RDC", "Anti-social behaviour co-ordinator", "Member"),
            ("Police", "Neighbourhood policing inspector", "Member"),
            ("Fire", "Community commander, Southend and Rochford", "Member"),
        ),
        starts_on="2010-07-14",
        ends_on="2011-03-31",
    ),
    Group(
        "DARG", "Drug and Alcohol Reference Group", "working group", "RAG", "Area commissioning officer", "quarterly",
        "Advises the county's drug and alcohol action team on what Rochford and Castle Point need, and shares out "
        "a small grant between them.",
        (
            ("EDAAT", "Area commissioning officer", "Chair"), ("RDC", "Community safety co-ordinator", "Member"),
            ("CPBC", "Community safety manager, Castle Point", "Member"), ("PCT", "Public health commissioner", "Member"),
        ),
        shared=True,
    ),
)  # fmt: skip

LINKED_PLANS = (
    (
        "Sustainable Community Strategy", "Rochford Local Strategic Partnership", "2009–2021",
        "Keeping the district safe is one of its seven aims; our progress is reported to it each April.",
    ),
    (
        "Local Policing Plan", "Essex Police Authority", "2010/11",
        "Carries the county-wide reductions that NI 16 and NI 20 are measured against.",
    ),
    (
        "Domestic Abuse Panel action plan", "Castle Point and Rochford Domestic Abuse Panel", "2010/11",
        "Goes into the detail behind priority 3.",
    ),
    (
        "Southend and Rochford command plan", "Essex County Fire and Rescue Service", "2009–2012",
        "Home safety visits and work with young drivers.",
    ),
    ("Road Safety Strategy", "Essex County Council", "2006–2011", "The rules for Speedwatch and school travel plans."),
    (
        "Children and Young People's Plan", "Castle Point and Rochford Children's Trust Board", "2009–2011",
        "First-time entrants (NI 111) are its responsibility; we report them for context.",
    ),
    (
        "Joint Strategic Needs Assessment", "South East Essex Primary Care Trust", "2010",
        "Source for the hospital admission figures.",
    ),
)  # fmt: skip
