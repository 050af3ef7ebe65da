"""The registers a table may be of: what stands in its rows, how its columns are headed, and what it is called.

Each wording may carry its weight after a colon (5 where none is given): how much it says for its field, in
log-odds. A heading worded so for several fields is settled by the values below it and by its neighbours.
"""

from __future__ import annotations

from csp_desktop.excel.recognising.wordings.everywhere import Wordings
from csp_desktop.excel.recognising.wordings.grants import BIDS, FUNDING_STREAMS
from csp_desktop.excel.recognising.wordings.indicators import INDICATORS
from csp_desktop.excel.recognising.wordings.log import LOG_ENTRIES
from csp_desktop.excel.recognising.wordings.money import ALLOCATIONS
from csp_desktop.excel.recognising.wordings.partners import AGENCIES, GROUPS, MEETINGS, PEOPLE
from csp_desktop.excel.recognising.wordings.plain_english import PLAIN_ENGLISH
from csp_desktop.excel.recognising.wordings.plans import LINKED_PLANS, PLAN_ITEMS
from csp_desktop.excel.recognising.wordings.risks import RISKS

# fmt: off

# Registers a table may be, each with the registers that may stand in the same row.
TABLES: dict[str, tuple[str, ...]] = {
    "plan_items": ("updates",),
    "risks": ("mitigations", "risk_reviews"),
    "indicators": ("measurements",),
    "funding_streams": (),
    "allocations": ("funding_entries",),
    "bids": (),
    "agencies": (),
    "people": ("group_members",),
    "groups": (),
    "meetings": (),
    "linked_plans": (),
    "log_entries": ("log_updates",),
}

# What a column beside records of a register may say of the record they all stand under: how much their fund is.
OF_THE_WHOLE: dict[str, tuple[tuple[str, str], ...]] = {"allocations": (("funding_streams", "amount"),)}

# Registers whose records are called by a text of their own, and not by a person's or a body's name.
NAMED_IN_WORDS = ("risks", "plan_items", "indicators", "log_entries", "allocations", "bids")

_USUAL: dict[str, Wordings] = {
    "plan_items": PLAN_ITEMS,
    "risks": RISKS,
    "indicators": INDICATORS,
    "funding_streams": FUNDING_STREAMS,
    "allocations": ALLOCATIONS,
    "bids": BIDS,
    "agencies": AGENCIES,
    "people": PEOPLE,
    "groups": GROUPS,
    "meetings": MEETINGS,
    "linked_plans": LINKED_PLANS,
    "log_entries": LOG_ENTRIES,
}


def _joined(usual: Wordings, plainly: Wordings) -> Wordings:
    return {
        key: "|".join(filter(None, (usual.get(key), plainly.get(key)))) for key in (*usual, *plainly)
    }


WORDINGS = {name: _joined(usual, PLAIN_ENGLISH.get(name, {})) for name, usual in _USUAL.items()}

# What a plan is called, whatever its rows speak of.
CALLED_A_PLAN = r"\b(?:action|delivery|work|implementation|improvement|project|problem[ -]solving) ?plan"

# What is in force for a time, and may be what work is for.
IN_FORCE = r"\b(?:orders?|pspos?|dut(?:y|ies)|sharing agreements?|protocols?)\b"

# Names of sheets and of what stands over a table that speak for a register, or for none.
HINTS: dict[str, str] = {
    "risks": r"\brisks?\b|\bbaf\b|\bassurance framework\b|\braid\b|\bhazards?\b|\bthreats?\b",
    "plan_items":
    rf"{CALLED_A_PLAN}|\bplan\b|"
    r"\bobjectives?\b|\bactions?\b|\bpriorit|\bschedule\b|\bactivities\b|\btasks?\b|\bprojects?\b|\bto ?do\b|"
    r"\bgantt\b|\broad ?map\b|\bprogramme\b|\bmilestones?\b|\bdeliverables?\b|\bimprovements?\b|"
    r"\bwork ?streams?\b|\binitiatives\b|\binterventions\b|\bcommitments\b",
    "indicators":
    r"\bindicators?\b|\bperformance\b|\bmeasures?\b|\bkpis?\b|\bmetrics?\b|\bscorecard\b|\bdashboard\b|"
    r"\bstatistics\b|\bdata\b|\bpis?\b|\boutcomes framework\b|\bresults framework\b|\blog ?frame\b|"
    r"\btargets\b|\boutturns?\b|\b(?:monthly|quarterly|weekly|activity|team|service) figures\b|\bvolumes\b|\bcaseloads?\b|\bdemand\b|\bactivity (?:report|return)\b",
    "funding_streams": r"\bgrants?\b|\bfund(?:s|ing)?\b|\bis (?:funded|paid for)\b|\bincome\b|\bstreams?\b|\bfunders?\b|\bdonors?\b|\breserves\b",
    "allocations":
    r"\ballocations?\b|\bspend(?:ing)?\b|\bbudgets?\b|\bfunding\b|\bgrants?\b|\bexpenditure\b|\bcosts?\b|"
    r"\bfinances?\b|\bfinancial\b|\bcommission(?:ed|ing)\b|\bdisbursements?\b|\bpayments?\b|\bexpenses?\b",
    "bids": r"\bbids?\b|\bapplications?\b|\btenders?\b",
    "people":
    r"\bcontacts?\b|\bpeople\b|\bstaff\b|\bdirectory\b|\bmembers\b|\bteam\b|\broles\b|\bphone list\b|"
    r"\bmailing list\b|\battendees\b|\brepresentatives\b|\bwho'?s who\b|\bpersonnel\b|\bemployees\b|"
    r"\bvolunteers\b|\btrustees\b|\bcouncillors\b|\bnominees\b",
    "agencies": r"\bagenc(?:y|ies)\b|\bpartners\b|\borgani[sz]ations?\b|\bmembership\b|\bsignatories\b|\bproviders\b",
    "groups":
    r"\bgroups?\b|\bboards\b|\bmeetings\b|\bgovernance\b|\bcommittees\b|\bforums\b|\bsub ?groups?\b|"
    r"\bterms of reference\b",
    "meetings":
    r"\b(?:dates?|calendar|diary|schedule|timetable) (?:of|for) (?:\w+ ){0,3}meetings\b|\bmeetings? (?:dates|calendar|diary|schedule|timetable)\b|"
    r"\b(?:previous|past|upcoming|future|forthcoming|next) (?:meetings?|dates)\b",
    "linked_plans": r"\bstrateg(?:y|ies)\b|\blinked plans\b|\bother plans\b",
    "log_entries":
    r"\b(?:actions?|what (?:we|was)) (?:from|agreed|arising|set)\b.{0,40}\b(?:meetings?|tasking|panel|minutes|briefing|huddle)\b|"
    r"\bactions? (?:from|arising from) (?:the )?(?:last )?[a-z]{2,5}$|\brunning (?:list|log)\b|"
    r"\bdate of meeting\b|\bmeeting (?:date|of|held|on|\d{1,2})\b|"
    r"\b(?:board|committee|panel|tasking|jag|ttcg|tcg|forum|steering group) actions?\b(?! plan)|\btaskings\b|\bfollow[- ]?ups? (?:from|list|log|actions?)\b|^follow[- ]?ups\b|\bfrom (?:the |our |last )?(?:\w+ )?(?:meeting|board|panel|committee|jag)\b|\btasking (?:log|list|register)\b|"
    r"\baction log\b|\bactions? (?:log|tracker|list|register|points?|arising)\b|\bmeeting actions?\b|"
    r"\bissues?\b|\bdecisions?\b|\brecommendations?\b|\bmatters arising\b|\bminutes\b|\bpspos?\b|"
    r"\bforward plans?\b|\bpetitions?\b|\bcommittee work (?:plan|programme)\b|"
    r"\bdhrs?\b|\bdardrs?\b|\bdeath reviews?\b|\bhomicide reviews?\b|\blog\b|"
    # A delivery plan or programme for a duty, or under a protocol, is a plan.
    rf"^(?!.*\b(?:plans?|programmes?)\b).*{IN_FORCE}",
}
