"""The sample's priorities 2 and 7: theft from vehicles and robbery, reoffending."""

from __future__ import annotations

from csp_desktop.sample.shapes import Item, Said, action, priority

ITEMS: tuple[Item, ...] = (
    priority(
        "2",
        "Cut theft from vehicles by 10% and robbery by 5%",
        "Police",
        "Theft & Robbery",
        "No more than 293 thefts from vehicles and 22 robberies in the year to March 2011.",
        "£15,000 CSP allocation; analyst's time from Essex Police.",
        outcome="Serious acquisitive crime (NI 16) at 588 or below, as our part of the county's 1%.",
        q1=Said(
            "77 thefts from vehicles, six more than in spring last year: satellite navigation sets in Rayleigh and "
            "power tools from vans in Hockley. Robberies are too few to read anything into.",
            "amber",
            "amber",
        ),
        q2=Said(
            "84 thefts from vehicles make 161 so far, against 147 at the halfway point. The railway car parks have improved "
            "since the leaflets and patrols; driveways have not. Two of the seven robberies were of the same boy's "
            "telephone.",
            "amber",
            "amber",
        ),
    ),
    action(
        "2.1",
        "Draw up a profile of the places and times most at risk and send publicity there first",
        "Police",
        "Theft & Robbery",
        "by June 10",
        "2010-06-30",
        "A profile the group can plan a year's campaigns from.",
        status="complete",
        completed="2010-06-24",
        q1=Said(
            "Finished on 24 June. Three railway car parks, the leisure centre and four streets in Rayleigh make up "
            "40% of offences in 3% of the area.",
            "blue",
            "green",
        ),
    ),
    action(
        "2.2",
        "Have Victim Support ring people whose vehicles were broken into, with advice against a second time",
        "VS",
        "Theft & Robbery",
        "Ongoing",
        None,
        "Four victims in five reached within a week; fewer repeat victims.",
        status="ongoing",
        resources="£4,000 from the CSP allocation, half released",
        q1=Said("40 of 61 victims reached. Lists came from the police a week late in May.", "amber", "amber"),
        q2=Said(
            "41 of 71 victims reached. The second half of the money has not been agreed, so the evening shift stopped "
            "in August and daytime calls find nobody at home.",
            "red",
            "red",
        ),
    ),
    action(
        "2.3",
        "Offer every victim of robbery a visit and counselling",
        "VS",
        "Theft & Robbery",
        "Ongoing",
        None,
        "A first yearly figure of how many accept.",
        status="ongoing",
        q1=Said("Five offered, three visited, one referred for counselling.", "green", "none"),
        q2=Said(
            "Seven offered and five visited. A school counsellor took on the two who are under sixteen.",
            "green",
            "none",
        ),
    ),
    action(
        "2.4",
        "Hold an evening on vehicle security where and when the profile says",
        "Police",
        "Theft & Robbery, Reassurance",
        "by October 2010",
        "2010-10-31",
        "100 drivers spoken to; fewer offences in the four weeks after.",
        q1=Said("Rayleigh station chosen; the train operator agrees.", "green", "none"),
        q2=Said(
            "Set for 27 October between five and eight, just before the clocks go back.", "green", "none"
        ),
    ),
    action(
        "2.5",
        "Find a new way to reach the young people most likely to be robbed",
        "Police",
        "Theft & Robbery",
        "by August 2010",
        "2010-08-31",
        "Tried out in one secondary school and written up.",
        q1=Said("Students of a college in Southend have offered to make a short film.", "amber", "none"),
        q2=None,
    ),
    action(
        "2.6",
        "Order one campaign from the reassurance group on what people leave in their cars",
        "Police",
        "Reassurance",
        "by July 2010",
        "2010-07-31",
        "Leaflets, windscreen notices and two press stories.",
        status="complete",
        completed="2010-07-23",
        q1=Said("Design chosen, print ordered for the second week of July.", "green", "none"),
        q2=Said(
            "600 leaflets and six evenings of patrol in the railway car parks. The county newspaper carried the story "
            "with a picture of an empty dashboard.",
            "blue",
            "green",
        ),
    ),
    action(
        "2.7",
        "Improve light and sight lines in the car parks named in the profile",
        "RDC",
        "Theft & Robbery",
        "March 2011",
        "2011-03-31",
        "Three car parks improved, each with a before and after count.",
        status="in progress",
        resources="£5,000 from the CSP allocation",
        q1=Said("Surveyed with the police; hedges at two sites, lamps at one.", "green", "none"),
        q2=Said(
            "Hedges cut at the leisure centre and Hockley station approach. The lamps at Websters Way need a permit "
            "from the county, applied for in September.",
            "green",
            "none",
        ),
    ),
    action(
        "2.8",
        "Fit tamper-proof screws to number plates at supermarkets",
        "NHW",
        "Theft & Robbery",
        "Three events by March 2011",
        "2011-03-31",
        "300 cars fitted, and the owner given a security leaflet.",
        resources="Screws given by the police",
        q1=Said("First event held in Rayleigh on a wet Saturday: 84 cars.", "green", "green"),
        q2=Said(
            "Second event, Rochford market square, 121 cars. Five people joined a watch on the spot.",
            "green",
            "green",
        ),
    ),
    priority(
        "7",
        "Less reoffending, by adults and by young people",
        "Probation",
        "PPO",
        "A smaller part of the scheme's offenders convicted again within the year; county aim for NI 18 of 5.52%.",
        "£12,000 Home Office grant through the county; staff of probation and police.",
        outcome="The new duty of April 2010 is met, and the first group of offenders is managed by all agencies together.",
        cross_cutting=True,
        q1=Said(
            "The duty began on 1 April and probation joined as a full member. The county model for managing offenders "
            "together is still being written, so our own work builds on the prolific offender scheme.",
            "amber",
            "none",
        ),
        q2=None,
    ),
    action(
        "7.1",
        "Agree with the RAG how the new duty on reoffending will be met",
        "Probation",
        "RAG",
        "by September 2010",
        "2010-09-30",
        "A paper both partnerships adopt.",
        q1=Said("First draft discussed by the two chief executives in June.", "green", "none"),
        q2=None,
    ),
    action(
        "7.2",
        "Send the partnership a one-page report on prolific offenders each month",
        "Probation",
        "PPO",
        "Monthly",
        None,
        "Numbers in the scheme, recalled, in work, in treatment; no names.",
        status="ongoing",
        q1=Said(
            "Reports for May and June arrived; 31 people in the scheme, 12 of them in Rochford.",
            "green",
            "green",
        ),
        q2=None,
    ),
    action(
        "7.3",
        "Choose the first group of offenders to be managed by all agencies together",
        "Police, Probation",
        "PPO",
        "by December 2010",
        "2010-12-31",
        "About fifteen people, chosen by harm rather than by sentence.",
        q1=Said("Scoring sheet borrowed from another county and tried on ten past cases.", "green", "none"),
        q2=Said(
            "Scores done for 40 people; the list of fifteen goes to the November meeting.", "green", "none"
        ),
    ),
    action(
        "7.4",
        "Find settled housing for people leaving the scheme",
        "RHA",
        "PPO",
        "March 2011",
        "2011-03-31",
        "Four tenancies with support, none lost within six months.",
        q1=Said(
            "Board agreed two flats on a trial; support worker to be shared with Castle Point.",
            "amber",
            "none",
        ),
        q2=Said(
            "First tenant moved in on 6 September. The second flat waits for the support worker's contract.",
            "amber",
            "none",
        ),
    ),
    action(
        "7.5",
        "Let residents choose places for unpaid work teams to put right",
        "Probation",
        "PPO, Reassurance",
        "Four places a year",
        None,
        "Four places finished, each with a sign that says who did it.",
        status="ongoing",
        q1=Said(
            "Sutton Road cemetery wall finished in May; votes open for the next place.", "green", "green"
        ),
        q2=None,
    ),
    action(
        "7.6",
        "See that people tested positive in custody have a treatment appointment within five days",
        "EDAAT",
        "DARG",
        "Ongoing",
        None,
        "Nine appointments in ten within five days.",
        status="ongoing",
        q1=Said("14 of 16 within five days.", "green", "green"),
        q2=Said(
            "19 of 23 within five days; the four late ones were over the August holiday.", "amber", "amber"
        ),
    ),
)
