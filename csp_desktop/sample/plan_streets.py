"""The sample's priorities 1 and 5: anti-social behaviour, driving and parking."""

from __future__ import annotations

from csp_desktop.sample.shapes import Item, Said, action, objective, priority

ITEMS: tuple[Item, ...] = (
    priority(
        "1",
        "Cut anti-social behaviour by 10%",
        "RDC",
        "JAG",
        "1,872 incidents or fewer by March 2011, from 2,080 in 2009/10, and 5% less criminal damage.",
        "£20,000 CSP allocation, £6,000 of it for priority 5; officer time of all JAG members.",
        outcome="Residents notice the difference: fewer people see anti-social behaviour as a problem in the 2010 survey.",
        q1=Said(
            "489 incidents between April and June, 59 fewer than in the same months last year. Rayleigh town centre "
            "and the Hullbridge recreation ground account for a third of them.",
            "green",
            "amber",
        ),
        q2=Said(
            "523 incidents, against 602 last summer, but still ahead of an even path to the target. August was the "
            "hard month, with the funfair gone and two youth clubs shut for repairs; extra evening patrols from the "
            "20th brought September below last year again.",
            "amber",
            "amber",
        ),
    ),
    action(
        "1.1",
        "Work with the youth offending service to name young people at risk and offer help to them and their parents",
        "ECC",
        "JAG",
        "by June 10",
        "2010-06-30",
        "The service sits on the JAG; less criminal damage by known groups.",
        q1=Said(
            "Two invitations to the JAG went unanswered while the team was without a leader. Taken up with the head "
            "of service, and a meeting is promised for July.",
            "red",
            "red",
        ),
        q2=Said(
            "The team leader has come to both meetings since July. A referral form is agreed and the first four young "
            "people have been visited at home with their parents.",
            "amber",
            "amber",
            new_due="2010-12-31",
        ),
    ),
    action(
        "1.2",
        "Send a community safety officer to the weekly police tasking meeting",
        "RDC",
        "JAG",
        "Ongoing",
        None,
        "Every task given to the council is in the incident log with what came of it.",
        status="ongoing",
        q1=Said("Eleven of thirteen meetings attended; 26 tasks taken, 24 of them closed.", "green", "green"),
        q2=Said(
            "Attended every week but the bank holiday. 31 tasks taken, most about lighting, cut-through fences and "
            "abandoned vehicles; three are waiting for the county's highways contractor.",
            "green",
            "green",
        ),
    ),
    objective(
        "1.3",
        "Be ready for the times of year when disorder peaks",
        "RDC",
        "JAG, Reassurance",
        outcome="Fewer rowdy and nuisance calls in each peak than in the same weeks last year.",
        q1=Said(
            "One plan covers the year, with a page for each peak and a name against each task.",
            "green",
            "green",
        ),
        q2=Said(
            "Rowdy behaviour over the summer holidays was down by a seventh on 2009. The autumn page is with partners.",
            "green",
            "green",
        ),
    ),
    action(
        "1.3.1",
        "Run a programme of things to do in the summer holidays at the places with most calls",
        "RDC",
        "JAG",
        "July and August 2010",
        "2010-08-31",
        "At least 200 young people take part.",
        status="complete",
        completed="2010-09-03",
        resources="£8,000 from the CSP allocation",
        q1=Said(
            "Sports and music sessions booked for six weeks at Hullbridge, Great Wakering and Rayleigh. Flyers are "
            "going home with pupils in the last week of term.",
            "green",
            "green",
        ),
        q2=Said(
            "Thirty-four sessions, 268 young people, and no calls to the police about any venue while it was open. "
            "Wakering asked for the sessions to go on into the autumn; costs are being worked out.",
            "blue",
            "green",
        ),
    ),
    action(
        "1.3.2",
        "Prepare for Halloween and bonfire night with shops, schools and the fire service",
        "Fire",
        "JAG",
        "15 October 2010",
        "2010-10-15",
        "No sales of eggs, flour or fireworks to children; fewer deliberate fires than the 19 of last year.",
        q1=Said("Dates fixed with the JAG; school visits will be booked once term starts.", "none", "none"),
        q2=Said(
            "Eleven primary schools booked for the fire safety talk and 42 shops written to. Posters for those who do "
            "not want callers are at the printer.",
            "green",
            "none",
        ),
    ),
    action(
        "1.3.3",
        "Plan extra patrols and late transport for the weekends before Christmas",
        "Police",
        "JAG",
        "by 30 November 2010",
        "2010-11-30",
        "Patrol plan agreed with the pubs of Rayleigh and Rochford.",
        status="not started",
        q1=Said("Not due to start before the autumn.", "none", "none"),
        q2=Said(
            "Special constables have been asked for dates; licensees meet on 21 October.", "green", "none"
        ),
    ),
    action(
        "1.4",
        "Bring new places of disorder and damage to the JAG and record what each agency did",
        "RDC",
        "JAG",
        "Ongoing",
        None,
        "Each place closed within four months, or taken to the steering group.",
        status="ongoing",
        q1=Said(
            "Five places opened and two closed: fencing at the Ashingdon allotments and a dropped kerb in Rawreth "
            "that bikes were using.",
            "green",
            "amber",
        ),
        q2=Said(
            "Four opened, five closed. The alley behind the Hockley shops has been open since April and goes to the "
            "steering group: the land has three owners and none will pay for the gate.",
            "green",
            "amber",
            moderated="amber",
            reason="One place is past the four months the action promises.",
        ),
    ),
    action(
        "1.5",
        "Publish what the JAG solved in its first year",
        "RDC",
        "JAG, Reassurance",
        "by September 2010",
        "2010-09-30",
        "An illustrated report of eight pages for councillors and parishes.",
        q1=Said("Case notes collected from four of six members.", "amber", "none"),
        q2=Said(
            "Text written, but the designer left and pictures are missing for two cases. Now planned for the December "
            "area committees.",
            "amber",
            "none",
            new_due="2010-12-10",
        ),
    ),
    action(
        "1.6",
        "Tell every victim of anti-social behaviour who can support them, and count how many take it up",
        "Police",
        "JAG",
        "Ongoing; baseline by March 2011",
        "2011-03-31",
        "A first figure that later years can be compared with.",
        status="ongoing",
        q1=Said(
            "Call handlers now offer the card at the first call. The count began on 1 June, so there is one month of "
            "figures: 61 offered, 9 accepted.",
            "green",
            "none",
        ),
        q2=Said("174 offered, 22 accepted. Most who refuse say they only want it to stop.", "green", "none"),
    ),
    action(
        "1.7",
        "Speak at parish councils and area committees about what the JAG can do for them",
        "RDC",
        "JAG",
        "by December 2010",
        "2010-12-31",
        "All fourteen parishes and three committees visited.",
        q1=Said(
            "Central and East committees and three parishes visited; seven new cases came out of it.",
            "green",
            "green",
        ),
        q2=Said(
            "Eight parishes and all three committees done. Foulness and Paglesham have asked for an evening after "
            "the harvest.",
            "green",
            "green",
        ),
    ),
    action(
        "1.8",
        "Remove graffiti and mend damage on housing land within five working days",
        "RHA",
        "JAG",
        "Ongoing",
        None,
        "Nine jobs in ten done in time; photographs kept for the police.",
        status="ongoing",
        q1=Said("33 jobs, 31 in time. The two late ones needed scaffolding.", "green", "green"),
        q2=Said(
            "47 jobs, 38 in time, which is short of nine in ten. The contractor lost a van in July and has since "
            "replaced it.",
            "amber",
            "amber",
        ),
    ),
    action(
        "1.9",
        "Visit the family, council and police together, when a child is warned a second time",
        "RDC, Police",
        "JAG",
        "June/Sept/Dec/March",
        None,
        "Fewer than one child in five warned a third time.",
        status="ongoing",
        q1=Said(
            "Six families visited. One mother asked for a parenting course and has started it.",
            "green",
            "green",
        ),
        q2=Said(
            "Nine visits. Two of the fifteen children seen since April have been warned again.",
            "green",
            "green",
        ),
    ),
    priority(
        "5",
        "Safer driving and parking, above all outside schools",
        "ECC",
        "ASB Driving",
        "Fewer complaints of speed and parking at neighbourhood panels and area committees by March 2011.",
        "£6,000 of the JAG's CSP allocation; county speed equipment on loan.",
        outcome="A task and finish group that ends in March with measures the parishes can keep going alone.",
        q1=Said(
            "The group was promised for June and has not met: road safety and the police could not find a common "
            "date. Complaints continue at the rate of three a week.",
            "amber",
            "red",
        ),
        q2=Said(
            "The group met on 14 July and twice since. The parking pledge is popular with head teachers, but "
            "only one Speedwatch session has been held, because trained operators are lacking.",
            "red",
            "amber",
            moderated="amber",
            reason="Slow start, but the pledge is ahead of plan and training is now booked.",
        ),
    ),
    action(
        "5.1",
        "Form the task and finish group and agree what it will leave behind",
        "RDC",
        "ASB Driving",
        "by June 2010",
        "2010-06-30",
        "Members named, dates set, first meeting held.",
        status="complete",
        completed="2010-07-14",
        q1=Said("Members named; first date fell through and 14 July is confirmed.", "amber", "none"),
        q2=Said(
            "Met on 14 July, a fortnight late. Terms of reference and five dates agreed.", "blue", "none"
        ),
    ),
    action(
        "5.2",
        "Get primary schools to sign a parking pledge with parents",
        "ECC",
        "ASB Driving",
        "March 2011",
        "2011-03-31",
        "Eight schools signed, each with a count of cars before and after.",
        resources="£1,500 for banners and cones",
        q1=Said("Pledge drafted from one used in Maldon; two head teachers have commented.", "green", "none"),
        q2=Said(
            "Four schools signed at the start of term, in Rayleigh, Hockley, Hawkwell and Great Wakering. Cars on the "
            "zigzags outside the first went from 17 to 5 in a morning.",
            "green",
            "green",
        ),
    ),
    action(
        "5.3",
        "Take the Roadrunner show to every secondary school",
        "Fire",
        "ASB Driving",
        "by March 2011",
        "2011-03-31",
        "Four schools, about 700 pupils in years 11 to 13.",
        q1=Said(
            "Date held at the Rayleigh schools for November; the other two have not replied.", "amber", "none"
        ),
        q2=Said("All four schools have a date between 9 November and 4 February.", "green", "none"),
    ),
    action(
        "5.4",
        "Hold Speedwatch sessions with volunteers where panels ask for them",
        "Police",
        "ASB Driving",
        "Six sessions by March 2011",
        "2011-03-31",
        "Six sessions; letters to every driver recorded.",
        resources="£1,200 for a second speed gun",
        q1=Said("Seven volunteers found, but the trainer's post is empty until August.", "red", "none"),
        q2=Said(
            "One session in Ashingdon Road: 22 drivers over the limit in an hour. Training for seven more volunteers "
            "is fixed for 6 November.",
            "red",
            "red",
        ),
    ),
    action(
        "5.5",
        "Carry out stop checks in the streets the panels name",
        "Police",
        "ASB Driving",
        "Ongoing",
        None,
        "Two checks a month; seizures and warnings reported to the panel that asked.",
        status="ongoing",
        q1=Said("Six checks, 148 vehicles, three seized for want of insurance.", "green", "green"),
        q2=Said("Six checks, 148 vehicles, three seized for want of insurance.", "green", "green"),
    ),
    action(
        "5.6",
        "Count complaints of speed and parking from panels and committees in one place",
        "RDC",
        "ASB Driving",
        "Quarterly",
        None,
        "A figure each quarter by parish, so that the year can be compared with the next.",
        status="ongoing",
        q1=Said(
            "38 complaints, 21 of them about school gates. Two panels still send theirs on paper.",
            "amber",
            "none",
        ),
        q2=None,
    ),
)
