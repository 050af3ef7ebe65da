"""The sample's priority 3: domestic abuse."""

from __future__ import annotations

from csp_desktop.sample.shapes import Item, Said, action, objective, priority

ITEMS: tuple[Item, ...] = (
    priority(
        "3",
        "Fewer repeat victims of domestic abuse, and more who report it",
        "RDC",
        "DAP",
        "147 repeat cases or fewer at the risk conference (MARAC), from 266; 658 reports, from 598; ten men on the "
        "perpetrator programme, from seven.",
        "£10,000 CSP allocation; £20,000 CSP (RDC) reserve; £20,000 PRG for the first year of the officer's post.",
        outcome="People who suffer abuse know where to turn, and those who abuse are dealt with together.",
        q1=Said(
            "The reduction officer's post, on which half of this plan rests, is advertised but not filled. Reports "
            "to the police are level with last year.",
            "red",
            "amber",
        ),
        q2=Said(
            "The officer began on 6 September and has a caseload already. Reports are up eight per cent in a quarter, "
            "which is what we want. Repeat cases are at 74 for the half year, although the way they are counted "
            "changed in April and the fall is partly that.",
            "green",
            "amber",
            moderated="amber",
            reason="Until the change in counting is understood we cannot call the fall in repeat cases green.",
        ),
    ),
    action(
        "3.1",
        "Have a domestic abuse reduction officer in post with an agreed work plan",
        "RDC",
        "DAP",
        "by May 2010",
        "2010-05-31",
        "Post filled, work plan agreed by the panel.",
        status="complete",
        completed="2010-09-06",
        resources="£20,000 PRG, £8,000 CSP (RDC) reserve",
        q1=Said(
            "First advertisement brought nobody suitable. Advertised again in June at a higher grade, with the "
            "council's management team agreeing the difference.",
            "red",
            "red",
        ),
        q2=Said("In post since 6 September. The panel agreed the work plan on the 22nd.", "blue", "green"),
    ),
    action(
        "3.2",
        "Chart the services open to victims and to perpetrators, and tell the panel where there are none",
        "RDC",
        "DAP",
        "by August 2010",
        "2010-08-31",
        "A chart by place and by need, with its gaps, before the panel in September.",
        q1=Said(
            "Waiting for the officer; the co-ordinator has begun a list from the telephone.", "amber", "none"
        ),
        q2=Said(
            "Chart drafted. The gaps are plain: nothing for men who are victims, nothing east of Rochford town, and a "
            "twelve week wait for children's counselling. It goes to the panel in November.",
            "amber",
            "amber",
            new_due="2010-11-30",
        ),
    ),
    action(
        "3.3",
        "Print a pocket card of those services and leave it where victims will find it alone",
        "CAB",
        "DAP",
        "by June 2010",
        "2010-06-30",
        "5,000 cards in surgeries, libraries, hairdressers and public toilets.",
        status="complete",
        completed="2010-08-16",
        resources="£900 from the CSP allocation",
        q1=Said(
            "Wording agreed with two women who use the bureau. Printer's proof awaited.", "amber", "none"
        ),
        q2=Said(
            "5,000 printed and 3,800 given out. Nine callers to the bureau since had the card in their hand.",
            "blue",
            "green",
        ),
    ),
    action(
        "3.4",
        "Find out why so few men are sent to the perpetrator programme, and act on it",
        "Probation",
        "DAP",
        "Report July, decision October 2010",
        "2010-10-31",
        "A decision by the panel whether to go on with it.",
        q1=Said(
            "Seven men completed last year. Three started this quarter, all by court order; none came through other "
            "agencies, mainly because they do not know they can refer.",
            "amber",
            "amber",
        ),
        q2=None,
    ),
    objective(
        "3.5",
        "Deal with repeat perpetrators together",
        "Police",
        "DAP, PPO",
        outcome="Twelve men a year known to all agencies, each with one plan.",
        q1=Said(
            "Behind by a month, because the protocol had to go to three legal departments.", "amber", "none"
        ),
        q2=Said(
            "The exercise in August changed minds: it showed five agencies visiting one house without knowing of one "
            "another. Two partners still hesitate to share what they hold.",
            "amber",
            "amber",
        ),
    ),
    action(
        "3.5.1",
        "Write the protocol and guidance",
        "Police",
        "DAP",
        "by May 2010",
        "2010-05-31",
        "Signed by six agencies.",
        status="complete",
        completed="2010-06-25",
        q1=Said(
            "Signed by all six on 25 June, after the health trust's lawyers were content.", "blue", "green"
        ),
    ),
    action(
        "3.5.2",
        "Name one person in each agency",
        "Police",
        "DAP",
        "June 2010",
        "2010-06-30",
        "A list with deputies.",
        q1=Said("Five named out of six.", "amber", "none"),
        q2=Said(
            "Still five: the primary care trust will not name anyone until it knows its own future.",
            "amber",
            "none",
        ),
    ),
    action(
        "3.5.3",
        "Brief those named and take them through a desktop exercise",
        "Probation",
        "DAP",
        "July 2010",
        "2010-07-31",
        "All those named have been through it.",
        q1=Said(
            "Exercise written around a case from another county; room booked for 4 August.", "green", "none"
        ),
        q2=None,
    ),
    action(
        "3.5.4",
        "Hold the first live meeting on named perpetrators",
        "Police",
        "DAP",
        "by September 2010",
        "2010-09-30",
        "First three men chosen and each with a plan.",
        status="not started",
        q1=Said("Depends on the exercise.", "none", "none"),
        q2=Said("Put off to 17 November so that probation can attend.", "red", "none", new_due="2010-11-17"),
    ),
    action(
        "3.6",
        "Keep the sanctuary scheme going, and find its money for next year",
        "RDC",
        "DAP",
        "by March 2011",
        "2011-03-31",
        "Every family assessed within five days; £12,000 found for 2011/12.",
        resources="£12,000 CSP (RDC) reserve, £5,000 PRG",
        q1=Said(
            "Seven homes made safe, at £640 each on average. None of the seven has moved.", "green", "green"
        ),
        q2=Said(
            "Six homes, one with a full safe room. The housing association has agreed to pay for its own tenants "
            "next year, which leaves about £7,000 to find.",
            "green",
            "green",
        ),
    ),
    action(
        "3.7",
        "Run two campaigns against abuse, in the autumn and for St Valentine's day",
        "RDC",
        "DAP, Reassurance",
        "November 2010 and February 2011",
        "2011-02-28",
        "More calls to the county helpline from our postcodes in the weeks after.",
        status="not started",
        q1=Said("Ideas gathered at the June panel.", "none", "none"),
        q2=Said(
            "Coasters for 26 pubs and posters for the backs of toilet doors ordered for the week of 22 November.",
            "green",
            "none",
        ),
    ),
    action(
        "3.8",
        "Have midwives and health visitors ask every mother about abuse, once and alone",
        "PCT",
        "DAP",
        "Pending – with the trust's clinical lead",
        None,
        "Asked of nine mothers in ten; answers counted, names not shared.",
        status="not started",
        q1=Said("The clinical lead supports it; training days are the difficulty.", "amber", "none"),
        q2=None,
    ),
)
