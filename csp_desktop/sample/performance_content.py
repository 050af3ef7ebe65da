"""The sample's indicators with their figures, and what came of last year's priorities."""

from __future__ import annotations

from csp_desktop.sample.shapes import Achievement, Figure, Indicator

INDICATORS = (
    Indicator(
        ref="L1", item="1", title="Anti-social behaviour incidents", owner="Police", source="STORM",
        baseline=2080, target_kind="percent change", target=-10,
        stated_target="10% reduction by March 2011 (1872)", last_year=(548, 602, 491, 439),
        q1=Figure(489), q2=Figure(523, "Includes 31 calls about one funfair, which moved on in August."),
    ),
    Indicator(
        ref="L2", item="1", title="Criminal damage offences", owner="Police", source="iQuanta",
        baseline=718, target_kind="percent change", target=-5,
        stated_target="5% reduction by March 2011 (682)", last_year=(186, 191, 182, 159),
        q1=Figure(158), q2=Figure(164),
    ),
    Indicator(
        ref="NI 17", item="1", title="People who see anti-social behaviour as a problem", owner="RDC",
        source="Place Survey", unit="percent", kind="snapshot", baseline=13.9, baseline_period="October 2008",
        target_kind="value", stated_target="TBC", amber_within=5.0,
        notes="The government cancelled the 2010 survey in August; a local question may take its place.",
        q1=Figure(None), q2=Figure(None, "No survey this year."),
    ),
    Indicator(
        ref="L3", item="1", title="Victims of anti-social behaviour who accept support", owner="Police",
        source="Call handling record", better="higher", baseline_state="TBC", baseline_period="2010/11",
        stated_target="Baseline year", q1=Figure(9, "June only."), q2=Figure(22),
    ),
    Indicator(
        ref="L4", item="2", title="Thefts from motor vehicles", owner="Police", source="iQuanta", baseline=325,
        target_kind="percent change", target=-10, stated_target="10% reduction by March 2011 (293)",
        last_year=(71, 78, 96, 80), q1=Figure(77), q2=Figure(84),
    ),
    Indicator(
        ref="L5", item="2", title="Robberies of personal property", owner="Police", source="iQuanta", baseline=23,
        target_kind="percent change", target=-5, stated_target="5% reduction by March 2011 (22)",
        last_year=(6, 5, 7, 5), q1=Figure(5), q2=Figure(7, "Two offences had the same victim."),
    ),
    Indicator(
        ref="NI 16", item="2", title="Serious acquisitive crime", owner="Police", source="iQuanta", baseline=594,
        target_kind="percent change", target=-1, stated_target="1% across Essex (588)", scope="county",
        last_year=(138, 141, 166, 149), q1=Figure(141), q2=Figure(146),
    ),
    Indicator(
        ref="L6", item="2", title="Victims of vehicle crime spoken to within a week", owner="VS",
        source="Victim Support log", unit="percent", better="higher", kind="snapshot", baseline_state="none",
        baseline_period=None, target_kind="value", target=80, stated_target="Four in five",
        q1=Figure(66, "40 of 61."), q2=Figure(58, "41 of 71."),
    ),
    Indicator(
        ref="NI 32", item="3", title="Repeat domestic abuse cases at the risk conference (MARAC)", owner="Police",
        source="MARAC co-ordinator", baseline=266, baseline_period="2008/09", target_kind="value", target=147,
        stated_target="147 by March 2011", last_year=(68, 74, 70, 67),
        q1=Figure(41, "From April only a second case within twelve months counts as a repeat."), q2=Figure(33),
    ),
    Indicator(
        ref="L7", item="3", title="Domestic abuse incidents reported to the police", owner="Police", source="STORM",
        better="higher", baseline=598, target_kind="percent change", target=10,
        stated_target="10% increase by March 2011 (658)", last_year=(161, 158, 149, 130),
        notes="Last year's achievements give 626 for the same period. The analyst is comparing the two.",
        q1=Figure(158), q2=Figure(171),
    ),
    Indicator(
        ref="L8", item="3", title="Men supported by the perpetrator programme (IDAP)", owner="Probation",
        source="Essex Probation", better="higher", kind="cumulative", baseline=7, target_kind="value", target=10,
        stated_target="10 by March 2011", trajectory=(2, 5, 7, 10), last_year=(2, 4, 5, 7), q1=Figure(3),
    ),
    Indicator(
        ref="L9", item="4", title="Alcohol-related offences, licensed premises left out", owner="Police",
        source="Police crime system", baseline=217, target_kind="percent change", target=-10,
        stated_target="10% reduction, 206 by March 2011 (195)", last_year=(52, 59, 55, 51),
        notes="The plan as printed gives two figures: 206 is a 5% reduction, 195 is 10%.",
        q1=Figure(54), q2=Figure(50),
    ),
    Indicator(
        ref="NI 20", item="4", title="Assaults with less serious injury", owner="Police", source="iQuanta",
        baseline=181, target_kind="percent change", target=-3, stated_target="3% across Essex (176)",
        scope="county", last_year=(44, 49, 46, 42), q1=Figure(41), q2=Figure(46),
    ),
    Indicator(
        ref="L10", item="4", title="Test purchases of alcohol", owner="ECC", source="Trading Standards",
        better="higher", kind="cumulative", baseline=16, target_kind="increase from baseline by", target=4,
        stated_target="20 by March 2011", trajectory=(0, 8, 14, 20), last_year=(4, 9, 13, 16),
        q1=Figure(0, "None planned during examinations."), q2=Figure(7),
    ),
    Indicator(
        ref="NI 39", item="4", title="Hospital admissions for alcohol-related harm", owner="PCT",
        source="NHS information centre", unit="rate per 100,000", kind="snapshot", baseline_state="TBC",
        baseline_period="2008/09", target_kind="value", target=1276, stated_target="1276 (county target)",
        scope="county", q1=Figure(1241, "Year to December 2009, two quarters behind.", True),
    ),
    Indicator(
        ref="NI 111", item="4", title="First-time entrants to the youth justice system, aged 10 to 17", owner="ECC",
        source="Youth offending service", baseline=70, baseline_period="2008/09", scope="county",
        stated_target="1.855 per 100,000 (county target)",
        notes="Baseline is a number of young people, the county's target a rate; asked which was meant.",
        q1=Figure(14), q2=Figure(11, None, True),
    ),
    Indicator(
        ref="NI 115", item="4", title="Young people who misuse substances", owner="EDAAT", source="School survey",
        unit="percent", kind="snapshot", baseline=10.9, baseline_period="2008/09 (county)", target_kind="value",
        target=8.5, stated_target="8.5% (county target)", scope="county", amber_within=15.0,
        q1=Figure(None, "Survey is in the autumn term."), q2=Figure(9.8, "Early result from eleven schools.", True),
    ),
    Indicator(
        ref="L11", item="4", title="Recorded drug offences", owner="Police", source="Police crime system",
        baseline_state="TBC", baseline_period="2010/11", contextual=True,
        notes="Rises with police effort, so neither direction is good or bad.", q1=Figure(39), q2=Figure(44),
    ),
    Indicator(
        ref="L12", item="5", title="Complaints of speed and parking at panels and committees", owner="RDC",
        source="Panel and committee minutes", baseline_state="TBC", baseline_period="2010/11",
        stated_target="A reduction by March 2011", q1=Figure(38), q2=Figure(None, "Two panels have not sent minutes."),
    ),
    Indicator(
        ref="L13", item="5", title="Speedwatch sessions held", owner="Police", source="Road safety log",
        better="higher", kind="cumulative", baseline_state="none", baseline_period=None, target_kind="value",
        target=6, stated_target="Six by March 2011", trajectory=(1, 3, 4, 6), q1=Figure(0), q2=Figure(1),
    ),
    Indicator(
        ref="L14", item="5", title="Primary schools signed to the parking pledge", owner="ECC",
        source="Road safety log", better="higher", kind="snapshot", baseline_state="none", baseline_period=None,
        target_kind="value", target=8, stated_target="Eight by March 2011", trajectory=(0, 3, 6, 8),
        q1=Figure(0), q2=Figure(4),
    ),
    Indicator(
        ref="LI 7.2", item="6", title="Residents who feel safe", owner="RDC", source="Citizens' survey",
        unit="percent", better="higher", kind="snapshot", baseline_state="TBC", baseline_period="2008/09",
        target_kind="value", target=56.4, stated_target="56.4% by March 2011", amber_within=5.0,
        q1=Figure(None), q2=Figure(None, "Survey goes out with the council tax letters in March."),
    ),
    Indicator(
        ref="L15", item="6", title="Thefts of pedal cycles", owner="Police", source="iQuanta", baseline=56,
        target_kind="percent change", target=-10, stated_target="10% reduction by March 2011 (50)",
        last_year=(17, 19, 12, 8), q1=Figure(15), q2=Figure(14),
    ),
    Indicator(
        ref="L16", item="6", title="Active Neighbourhood Watch co-ordinators", owner="NHW",
        source="Neighbourhood Watch list", better="higher", kind="snapshot", baseline=6,
        target_kind="increase from baseline by", target=6, stated_target="12 by March 2011",
        trajectory=(7, 9, 10, 12), q1=Figure(7), q2=Figure(9),
    ),
    Indicator(
        ref="L17", item="6", title="Information days attended", owner="RDC", source="Community safety team",
        better="higher", kind="cumulative", baseline=0, target_kind="value", target=5,
        stated_target="5 by March 2011", trajectory=(1, 3, 4, 5), q1=Figure(1), q2=Figure(3),
    ),
    Indicator(
        ref="NI 35", item="6", title="Briefing on preventing violent extremism given", owner="Police",
        source="Steering group minutes", unit="yes/no", better="higher", kind="snapshot", baseline_state="none",
        baseline_period=None, target_kind="value", target=1, stated_target="Once by June 2010",
        target_period="June 2010", q1=Figure(1), q2=Figure(1),
    ),
    Indicator(
        ref="NI 18", item="7", title="Adults on probation who reoffend", owner="Probation",
        source="Ministry of Justice", unit="percent", kind="snapshot", baseline_state="TBC",
        baseline_period="2008/09", target_kind="value", target=5.52, scope="county", contextual=True,
        stated_target="5.52% (county target; districts have none)", q1=Figure(6.1, "Year to March 2010, county.", True),
    ),
    Indicator(
        ref="L18", item="7", title="People in the prolific offender scheme recalled or charged", owner="Police",
        source="Scheme co-ordinator", baseline_state="TBC", baseline_period="2009/10",
        stated_target="Baseline year", q1=Figure(5), q2=Figure(4),
    ),
    Indicator(
        ref="C1", item="2", title="Domestic burglaries", owner="Police", source="iQuanta", baseline=152,
        contextual=True, last_year=(34, 37, 43, 38), notes="Last year's priority, watched so that it stays down.",
        q1=Figure(36), q2=Figure(41),
    ),
    Indicator(
        ref="C2", item="2", title="Domestic burglaries per 1,000 residents, twelve months", owner="Police",
        source="iQuanta", unit="rate per 1,000", kind="snapshot", baseline=1.344, baseline_period="March 2010",
        contextual=True, last_year=(None, None, None, 1.344), q1=Figure(1.368), q2=Figure(1.416, None, True),
    ),
    Indicator(
        ref="C3", item="1", title="All recorded crime", owner="Police", source="iQuanta", baseline=2650,
        contextual=True, last_year=(668, 701, 664, 617), q1=Figure(641), q2=Figure(672),
    ),
)  # fmt: skip

ACHIEVEMENTS = (
    Achievement(
        "Reduce domestic burglary by 5%", 170, 152, "green",
        "Eighteen fewer homes broken into. Second lowest of the fifteen districts most like ours, at 1.344 for every "
        "1,000 residents.",
        "2", "C1",
    ),
    Achievement(
        "Reduce anti-social behaviour by 5%", 2167, 2080, "amber",
        "87 fewer incidents, a little short of the 5%. The text of last year's report has 2,147 and 2,120 where its "
        "table has these figures.",
        "1", "L1",
    ),
    Achievement(
        "Increase reports of domestic abuse by 5%", 695, 626, "red",
        "69 fewer reports when more were wanted. The post meant to encourage reporting was vacant all year.",
        "3", "L7",
    ),
    Achievement(
        "Reduce repeat victims of domestic abuse by 5%", 266, 279, "red",
        "Thirteen more repeat cases. Castle Point saw the same rise, so the panel looked at both together.",
        "3", "NI 32",
    ),
    Achievement(
        "Reduce alcohol-related disorder by 5%", 215, 181, "amber",
        "34 fewer assaults with less serious injury. Rated amber because other disorder outside pubs did not fall.",
        "4", "NI 20",
    ),
    Achievement(
        "All recorded crime", 2802, 2650, "amber",
        "152 fewer offences; most of the fall is in burglary and damage, while thefts from vehicles rose.",
        None, "C3",
    ),
    Achievement(
        "Engage the public and reassure them", None, None, "green",
        "A part-time media officer joined in April 2009. A conference in September, a public meeting with the police "
        "authority in October and a citizens' panel in February heard some 300 residents between them, and the "
        "council's newspaper carried a page from the partnership in every issue.",
        "6", None,
    ),
)  # fmt: skip
