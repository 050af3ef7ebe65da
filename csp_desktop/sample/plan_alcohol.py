"""The sample's priority 4: alcohol and drugs."""

from __future__ import annotations

from csp_desktop.sample.shapes import Item, Said, action, objective, priority

ITEMS: tuple[Item, ...] = (
    priority(
        "4",
        "Less alcohol-related disorder, and a clear view of drugs",
        "RDC",
        "Substance",
        "Alcohol-related offences down by 10% by March 2011 from 217; 20 test purchases, from 16; a first figure for "
        "drug offences.",
        "£10,000 CSP allocation; £4,000 EDAAT (DARG).",
        outcome="Rayleigh High Street is somewhere people choose to be on a Friday night.",
        q1=Said(
            "The World Cup passed without the trouble expected. The new group could not meet before the quarter "
            "ended, because its chair was only found in June.",
            "amber",
            "amber",
        ),
        q2=Said(
            "104 offences in half a year, six more than the path to the target allows. The training courses have begun "
            "and both failed test purchases have led to action, but the district still has no drug worker of its own.",
            "amber",
            "amber",
        ),
    ),
    action(
        "4.1",
        "Set up a substance misuse group for Rochford alone",
        "RDC",
        "Substance",
        "by May 2010",
        "2010-05-31",
        "Chair elected, terms of reference agreed, first meeting held.",
        status="complete",
        completed="2010-07-08",
        q1=Said(
            "Five agencies have named a member. First date in May lacked a chair; now 8 July.",
            "amber",
            "none",
        ),
        q2=Said(
            "Met on 8 July with the licensing officer in the chair, and again in September.", "blue", "green"
        ),
    ),
    objective(
        "4.2",
        "Keep alcohol out of the hands of under-eighteens",
        "ECC",
        "Substance",
        outcome="Nine shops in ten refuse when tested.",
        q1=Said("Calendar done; no tests in the quarter because of examinations.", "green", "none"),
        q2=Said(
            "Two of seven shops sold. Both were small and neither had a refusals book.", "amber", "amber"
        ),
    ),
    action(
        "4.2.1",
        "Agree a calendar of test purchases with the police",
        "ECC",
        "Substance",
        "by June 2010",
        "2010-06-30",
        "Dates for the year, with more in school holidays and after exams.",
        status="complete",
        completed="2010-06-11",
        q1=Said("Agreed on 11 June: nine days between July and March.", "blue", "none"),
    ),
    action(
        "4.2.2",
        "Make at least 20 test purchases",
        "ECC",
        "Substance",
        "July 2010 – March 2011",
        "2011-03-31",
        "Twenty shops visited; every sale followed by a warning or a review.",
        resources="£1,500 from the CSP allocation for the volunteers' expenses",
        q1=Said("Two volunteers of sixteen trained. Starts in July as planned.", "none", "none"),
        q2=Said("Seven tests, two sales: one fixed penalty, one licence put to review.", "green", "amber"),
    ),
    action(
        "4.2.3",
        "Win shops and pubs for a proof-of-age scheme",
        "Police",
        "Substance",
        "March 2011",
        "2011-03-31",
        "Half as many premises again as the 22 of last year.",
        q1=Said("22 premises in the scheme. Letters gone to the other 61.", "green", "none"),
        q2=Said(
            "27 premises. The two chains that refuse have schemes of their own that are as strict.",
            "green",
            "green",
        ),
    ),
    objective(
        "4.3",
        "Train the people who sell alcohol over the counter",
        "RDC",
        "Substance",
        outcome="Staff who know how to refuse, with a certificate on the wall.",
        q1=Said("On time so far.", "green", "none"),
        q2=Said("First course full; the second has places.", "green", "none"),
    ),
    action(
        "4.3.1",
        "List the shops in Rayleigh and Rochford and price the course",
        "RDC",
        "Substance",
        "by June 2010",
        "2010-06-30",
        "A list with the name of each licence holder, and a price per head.",
        status="complete",
        completed="2010-06-29",
        q1=Said("38 shops listed. The course costs £62 a head for groups of twelve.", "blue", "none"),
    ),
    action(
        "4.3.2",
        "Offer the course to licence holders and agree who pays what",
        "RDC",
        "Substance",
        "June/July/August 2010",
        "2010-08-31",
        "Thirty places taken, the shop paying a third.",
        status="complete",
        completed="2010-09-02",
        q1=Said("Letters go out in July with the renewal of licences.", "none", "none"),
        q2=Said(
            "31 places taken by 19 shops, each paying £20. Four said they will train their own.",
            "blue",
            "green",
        ),
    ),
    action(
        "4.3.3",
        "Hold the courses",
        "RDC",
        "Substance",
        "September 2010 to March 2011",
        "2011-03-31",
        "Three courses; eight in ten pass.",
        resources="£2,500 from the CSP allocation",
        status="in progress",
        q1=Said("Not due yet.", "none", "none"),
        q2=Said("First course on 20 September: twelve came, eleven passed.", "green", "green"),
    ),
    action(
        "4.4",
        "Carry the county's sensible drinking message at summer and Christmas",
        "PCT",
        "Substance, Reassurance",
        "Summer and Christmas 2010",
        "2010-12-31",
        "Seen in surgeries, stations and on the buses.",
        q1=Said(
            "Beer mats and unit wheels given out at two shows; 140 people tried the wheel.", "green", "none"
        ),
        q2=None,
    ),
    action(
        "4.5",
        "Put together a first figure for drug offences and who commits them",
        "Police",
        "Substance",
        "by December 2010",
        "2010-12-31",
        "A page of figures by place, drug and age.",
        q1=Said(
            "Recorded offences drawn off back to 2007. They follow police effort more than drug use.",
            "amber",
            "none",
        ),
        q2=Said(
            "Treatment figures for our postcodes arrived from the action team; the hospital's have not.",
            "amber",
            "none",
        ),
    ),
    action(
        "4.6",
        "Make the case for a drug and alcohol outreach worker in the district",
        "EDAAT",
        "DARG",
        "by November 2010",
        "2010-11-30",
        "A joint bid with Castle Point, one post shared.",
        resources="£4,000 EDAAT (DARG) for the pilot",
        q1=Said(
            "Need agreed by the reference group. Bid to follow the mapping of services.", "green", "none"
        ),
        q2=Said(
            "Bid drafted for a post shared half and half. The county has since frozen new posts until its settlement "
            "is known, and young people in the east of the district go on waiting.",
            "red",
            "red",
        ),
    ),
    action(
        "4.7",
        "Watch pubs that show the World Cup and act early",
        "Police",
        "Substance",
        "June and July 2010",
        "2010-07-11",
        "No licence reviews needed afterwards.",
        status="complete",
        completed="2010-07-11",
        q1=Said(
            "Nineteen pubs visited before the first match; two put on plastic glasses.", "green", "green"
        ),
        q2=Said("Four arrests in the whole tournament, against eleven in 2006.", "blue", "green"),
    ),
)
