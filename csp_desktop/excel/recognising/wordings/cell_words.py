"""What people write in the cells of a choice, and what it means: data."""

from __future__ import annotations

FIVE = {
    "rare": 1, "remote": 1, "very low": 1, "very unlikely": 1, "negligible": 1, "insignificant": 1,
    "almost impossible": 1, "improbable": 1, "unlikely": 2, "minor": 2, "low": 2, "possible": 3, "moderate": 3,
    "medium": 3, "significant": 3, "likely": 4, "probable": 4, "high": 4, "major": 4, "serious": 4,
    "almost certain": 5, "certain": 5, "very likely": 5, "highly likely": 5, "very high": 5, "severe": 5,
    "catastrophic": 5, "critical": 5, "extreme": 5,
    "very rare": 1, "highly unlikely": 1, "extremely unlikely": 1, "extremely low": 1, "v low": 1, "trivial": 1, "minimal": 1,
    "seldom": 2, "infrequent": 2, "quite unlikely": 2, "marginal": 2, "occasional": 3, "even chance": 3, "quite likely": 4,
    "substantial": 4, "considerable": 4, "frequent": 5, "near certain": 5, "near certainty": 5, "certainty": 5, "inevitable": 5,
    "extremely likely": 5, "extremely high": 5, "v high": 5, "very severe": 5, "very serious": 5, "disastrous": 5,
}  # fmt: skip
# What the letters of a scale with very low and very high at its ends stand for: there “H” is not the highest.
LETTERS_OF_FIVE = {"vl": "very low", "l": "low", "m": "medium", "h": "high", "vh": "very high"}
THREE = {"low": 1, "l": 1, "medium": 3, "med": 3, "m": 3, "moderate": 3, "high": 5, "h": 5}
# How the ends of a scale are called where its steps have no words.
ENDS = {
    "highest": 5, "greatest": 5, "worst": 5, "most": 5, "most likely": 5, "most severe": 5, "most serious": 5,
    "lowest": 1, "smallest": 1, "best": 1, "least": 1, "least likely": 1, "least severe": 1, "least serious": 1,
}  # fmt: skip
STATUS = {
    "completed": "complete", "done": "complete", "achieved": "complete", "finished": "complete", "closed": "complete",
    "delivered": "complete", "implemented": "complete", "yes": "complete", "true": "complete", "met": "complete",
    "signed off": "complete", "fully complete": "complete", "resolved": "complete", "fully implemented": "complete", "fully achieved": "complete",
    "fully met": "complete", "action complete": "complete", "action completed": "complete", "task complete": "complete", "discharged": "complete",
    "embedded": "complete", "actioned": "complete", "fulfilled": "complete", "complete and closed": "complete", "closed complete": "complete",
    "partially achieved": "in progress", "partly achieved": "in progress", "partially met": "in progress", "partly met": "in progress",
    "partially implemented": "in progress", "partly implemented": "in progress", "part complete": "in progress", "part done": "in progress", "partly done": "in progress", "nearly done": "in progress", "in process": "in progress",
    "inprogress": "in progress", "in train": "in progress", "being progressed": "in progress", "being implemented": "in progress", "commenced": "in progress",
    "progressing well": "in progress", "good progress": "in progress", "some progress": "in progress", "limited progress": "in progress",
    "nearly complete": "in progress", "mostly complete": "in progress", "substantially complete": "in progress", "under development": "in progress",
    "slipping": "in progress", "slightly behind": "in progress", "some slippage": "in progress", "on course": "in progress", "initiated": "in progress",
    "being developed": "in progress", "under review": "in progress", "in review": "in progress", "continuing": "ongoing",
    "on track": "in progress", "on target": "in progress", "stalled": "in progress", "underway": "in progress", "under way": "in progress", "started": "in progress",
    "in hand": "in progress", "progressing": "in progress", "partially complete": "in progress", "partly complete": "in progress",
    "behind schedule": "in progress", "delayed": "in progress", "on schedule": "in progress", "active": "in progress",
    "open": "in progress", "off track": "in progress", "at risk": "in progress", "wip": "in progress", "work in progress": "in progress",
    "delivering": "in progress", "in delivery": "in progress", "being delivered": "in progress", "partially delivered": "in progress",
    "partly delivered": "in progress", "in development": "in progress", "partially completed": "in progress", "slipped": "in progress", "overdue": "in progress",
    "ongoing": "ongoing", "on going": "ongoing", "going on": "ongoing", "continuous": "ongoing", "business as usual": "ongoing", "bau": "ongoing",
    "not yet started": "not started", "not due": "not started", "not yet due": "not started", "not due yet": "not started", "not started yet": "not started", "planned": "not started", "to do": "not started",
    "pending": "not started", "to be started": "not started", "no": "not started", "false": "not started", "new": "not started",
    "not begun": "not started", "not yet commenced": "not started", "yet to begin": "not started", "yet to commence": "not started", "to start": "not started",
    "not yet begun": "not started", "not progressed": "not started", "no progress": "not started", "future": "not started", "future action": "not started",
    "upcoming": "not started", "ready to start": "not started", "scheduled": "not started", "proposed": "not started", "awaiting start": "not started", "unstarted": "not started", "backlog": "not started",
    "not commenced": "not started", "yet to start": "not started", "outstanding": "not started", "todo": "not started",
    "withdrawn": "stopped", "cancelled": "stopped", "canceled": "stopped", "deleted": "stopped", "abandoned": "stopped",
    "removed": "stopped", "on hold": "stopped", "paused": "stopped", "suspended": "stopped", "no longer required": "stopped",
    "deferred": "stopped", "superseded": "stopped", "no longer applicable": "stopped", "no longer relevant": "stopped", "no longer needed": "stopped",
    "not progressing": "stopped", "not proceeding": "stopped", "not being progressed": "stopped", "rejected": "stopped", "dropped": "stopped",
    "stood down": "stopped", "parked": "stopped", "discontinued": "stopped", "halted": "stopped",
}  # fmt: skip
# How an action of a plan stands; only there.
PLAN_STATUS = {
    "live": "in progress",
    **dict.fromkeys(("monitoring", "monitored", "being monitored", "monitor"), "ongoing"),
}
# How an entry of the log stands, told by a rating or of an order; only there.
LOG_STATUS = {
    "b": "complete", "blue": "complete", **dict.fromkeys(("g", "a", "r", "green", "amber", "red"), "in progress"),
    **dict.fromkeys(("in force", "live", "current", "renewed", "extended", "made"), "in progress"),
}  # fmt: skip
_RISK_STATUS = {
    "live": "open", "active": "open", "current": "open", "ongoing": "open", "on going": "open", "monitoring": "open",
    "monitored": "open", "monitor": "open", "in progress": "open", "new": "open", "identified": "open", "managed": "open",
    "increasing": "open", "static": "open", "stable": "open", "reducing": "open", "watch": "open", "emerging": "open", "treated": "open",
    "escalated": "open", "under review": "open", "yes": "open", "mitigating": "open", "being managed": "open", "being mitigated": "open",
    "tolerated": "open", "accepted": "open", "treating": "open", "decreasing": "open", "increased": "open", "decreased": "open",
    "unchanged": "open", "no change": "open", "worsening": "open", "improving": "open", "de escalated": "open", "deescalated": "open", "proposed": "open",
    "complete": "closed", "completed": "closed", "resolved": "closed", "expired": "closed", "retired": "closed", "archived": "closed",
    "mitigated": "closed", "no longer a risk": "closed", "removed": "closed", "cancelled": "closed", "deleted": "closed",
    "no longer relevant": "closed", "no longer applicable": "closed", "merged": "closed", "withdrawn": "closed",
    "crystallised": "happened", "crystallized": "happened", "escalated to issue": "happened", "moved to issue log": "happened",
    "occurred": "happened", "materialised": "happened", "materialized": "happened", "issue": "happened", "realised": "happened",
    "realized": "happened", "became an issue": "happened", "now an issue": "happened",
}  # fmt: skip
_RESPONSE = {
    "mitigate": "treat", "accept": "tolerate", "avoid": "terminate", "reduce": "treat", "share": "transfer",
    "mitigation": "treat", "acceptance": "tolerate", "accepted": "tolerate", "avoidance": "terminate", "reduction": "treat",
    "transferred": "transfer", "transference": "transfer", "sharing": "transfer", "retain": "tolerate", "eliminate": "terminate", "remove": "terminate", "control": "treat",
    "manage": "treat", "treated": "treat", "mitigated": "treat", "monitor": "tolerate", "contain": "treat", "prevent": "treat",
}  # fmt: skip
_FUNDING_STATUS = {
    "agreed": "approved", "confirmed": "approved", "awarded": "approved", "granted": "approved", "pending": "proposed",
    "requested": "proposed", "planned": "proposed", "to be agreed": "proposed", "cancelled": "withdrawn", "refused": "withdrawn",
    "declined": "withdrawn", "successful": "awarded", "won": "awarded", "unsuccessful": "refused", "rejected": "refused",
    "in preparation": "draft", "awaiting decision": "submitted", "pending decision": "submitted", "partly successful": "part awarded",
}  # fmt: skip
_DECISION = {
    "pending": "submitted", "awaiting outcome": "submitted", "awaited": "submitted", "awaiting": "submitted", "applied": "submitted",
    "under consideration": "submitted", "being assessed": "submitted", "yes": "awarded", "no": "refused",
    "lost": "refused", "not successful": "refused", "declined": "refused", "turned down": "refused", "not approved": "refused",
    "not funded": "refused", "not awarded": "refused", "approved": "awarded", "agreed": "awarded", "granted": "awarded",
    "funded": "awarded", "offered": "awarded", "part funded": "part awarded", "partly funded": "part awarded",
    "part approved": "part awarded", "partially awarded": "part awarded", "partially successful": "part awarded",
    "under review": "submitted", "in review": "submitted", "cancelled": "withdrawn", "approve": "awarded", "part fund": "part awarded",
    "part approve": "part awarded", "reject": "refused", "decline": "refused", "defer": "submitted", "deferred": "submitted",
    "part": "part awarded", "partly": "part awarded", "in part": "part awarded", "some of it": "part awarded",
    "full award": "awarded", "awarded in full": "awarded", "award in full": "awarded", "fully funded": "awarded", "fund in full": "awarded",
    **dict.fromkeys(
        (f"{part} {word}" for part in ("part", "partly", "partial", "partially") for word in ("award", "offer", "grant", "support", "supported", "granted", "funding", "approved", "funded", "agreed", "offered", "won", "successful")),
        "part awarded",
    ),
    **dict.fromkeys((f"{word} in part" for word in ("award", "awarded", "fund", "funded", "approve", "approved", "agreed", "supported", "successful")), "part awarded"),
    **dict.fromkeys(("refuse", "refusal", "turn down", "not supported", "no award", "nil award", "do not fund", "do not award", "not agreed", "not offered"), "refused"),
    "withdraw": "withdrawn", "withdrawn by applicant": "withdrawn", "to be decided": "submitted", "awaiting panel": "submitted", "held over": "submitted",
    "waiting to hear": "submitted", "waiting": "submitted", "not heard yet": "submitted", "not heard": "submitted", "no answer yet": "submitted",
    "got it": "awarded", "got some": "part awarded", "got part": "part awarded",
}  # fmt: skip
# What a panel may say in a word; with more words it may say anything: “Award pending”, “Grant refused”.
DECISION_ALONE = dict.fromkeys(("award", "fund", "grant", "offer", "support", "supported"), "awarded")
# Words beside an answer that say there is less of it, or none yet.
IN_PART = {"part", "partly", "partial", "partially", "less", "reduced"}
UNDECIDED = {
    "yet",
    "pending",
    "awaited",
    "awaiting",
    "if",
    "unless",
    "likely",
    "expected",
    "refused",
    "declined",
}
_BETTER = {
    "up": "higher", "increase": "higher", "high": "higher", "bigger": "higher", "more": "higher", "higher is better": "higher",
    "bigger is better": "higher", "maximise": "higher", "positive": "higher", "upward": "higher", "increasing": "higher",
    "high is good": "higher", "higher is good": "higher", "bigger is best": "higher", "up is good": "higher", "aim to maximise": "higher",
    "aim to increase": "higher", "maximising": "higher", "upwards": "higher", "go up": "higher", "low is good": "lower", "lower is good": "lower",
    "smaller is best": "lower", "down is good": "lower", "aim to minimise": "lower", "aim to decrease": "lower", "aim to reduce": "lower",
    "minimising": "lower", "downwards": "lower", "downward": "lower", "decreasing": "lower", "reducing": "lower", "go down": "lower",
    "grow": "higher", "rise": "higher", "raise": "higher", "minimize": "lower", "maximize": "higher", "fall": "lower",
    "down": "lower", "decrease": "lower", "reduce": "lower", "low": "lower", "smaller": "lower", "less": "lower", "fewer": "lower",
    "lower is better": "lower", "smaller is better": "lower", "minimise": "lower", "negative": "lower", "reduction": "lower",
}  # fmt: skip
# What an amount is, told of a payment or an order.
_ENTRY_KIND = {
    **dict.fromkeys(("paid", "spent", "spend", "payment", "paid out", "actuals", "expenditure", "paid in full"), "actual"),
    **dict.fromkeys(("commitment", "ordered", "on order", "order raised", "order placed", "not yet paid", "to be paid", "to pay"), "committed"),
    **dict.fromkeys(("expected", "estimate", "estimated", "planned"), "forecast"), "claim": "claimed",
}  # fmt: skip
_LOG_KIND = {
    **dict.fromkeys((
        "pspo", "psp order", "public spaces protection order", "public space protection order", "cbo", "criminal behaviour order", "closure order",
        "closure notice", "dispersal order", "dispersal power", "gating order", "alley gating order", "dppo", "designated public place order",
        "civil injunction", "injunction", "asbi", "community protection notice", "cpn", "cpw", "premises closure", "abc", "acceptable behaviour contract",
        "acceptable behaviour agreement", "information sharing agreement", "information sharing protocol", "data sharing agreement", "isa", "isp", "dsa", "mou",
        "memorandum of understanding", "service level agreement", "sla", "protocol", "agreement", "order", "byelaw", "by law", "partnership agreement",
        "sharing agreement", "joint protocol",
    ), "order or agreement"),
    **dict.fromkeys((
        "dhr", "dardr", "domestic homicide review", "domestic abuse related death review", "dhr recommendation", "dardr recommendation", "sar",
        "safeguarding adults review", "safeguarding adult review", "lcspr", "child safeguarding practice review", "offensive weapons homicide review", "owhr",
        "serious case review", "scr", "recommendation", "review", "peer review", "case review", "asb case review",
    ), "review recommendation"),
    **dict.fromkeys(("statutory duty", "legal duty", "statutory"), "duty"),
    **dict.fromkeys(("action", "action point", "minute", "matter arising"), "meeting action"),
}  # fmt: skip
LOG_KIND_WORDS = frozenset((*_LOG_KIND, *_LOG_KIND.values()))
"""Words for what an entry of the log is: a PSPO, a homicide review, an action point."""
PAYMENT_WORDS = frozenset((*_ENTRY_KIND, "actual", "committed", "forecast", "claimed", "returned"))
"""Words for what an amount is: paid, ordered, expected."""
# Whether what stands against a risk is there already, or to be done.
_MITIGATION_KIND = {
    **dict.fromkeys((
        "control", "controls", "existing", "current", "current control", "control in place", "in place", "existing controls", "control measure",
        "existing mitigation", "preventive control", "preventative control", "detective control",
    ), "existing control"),
    **dict.fromkeys((
        "action", "actions", "planned", "planned mitigation", "further action", "future action", "proposed", "proposed action", "additional action",
        "planned control", "to do", "future", "new action", "action planned", "treatment", "treatment action",
    ), "planned action"),
}  # fmt: skip
MITIGATION_KIND_WORDS = frozenset((*_MITIGATION_KIND, *_MITIGATION_KIND.values()))
"""Words for whether something against a risk is in place or planned."""
_UNIT = {
    "number": "count", "no": "count", "#": "count", "numeric": "count", "%": "percent", "per cent": "percent", "percentage": "percent",
    "pct": "percent", "£": "money", "pounds": "money", "gbp": "money", "currency": "money", "per 1 000": "rate per 1,000",
    "per 1000": "rate per 1,000", "rate per 1000": "rate per 1,000", "per 100 000": "rate per 100,000", "per 100000": "rate per 100,000",
    "rate per 100000": "rate per 100,000", "y n": "yes/no", "yes no": "yes/no", "numbers": "count",
    "per 1 000 population": "rate per 1,000", "rate per 1 000": "rate per 1,000", "rate per 1 000 population": "rate per 1,000",
    "per 100 000 population": "rate per 100,000", "rate per 100 000": "rate per 100,000", "rate per 100 000 population": "rate per 100,000",
}  # fmt: skip
# What a figure of a quarter is: of that quarter alone, of the year so far, or of how things stand at its end.
_FIGURE_KIND = {
    **dict.fromkeys(("discrete", "in period", "in quarter", "each quarter", "quarterly", "non cumulative", "not cumulative", "period"), "per quarter"),
    **dict.fromkeys(("year to date", "ytd", "to date", "running total", "year so far", "accumulative", "cumulative ytd"), "cumulative"),
    **dict.fromkeys(("point in time", "as at", "position", "rolling", "rolling year", "rolling 12 months", "12 month rolling", "rolling 12 month", "12 months rolling", "moving annual total"), "snapshot"),
}  # fmt: skip
UNITS = (
    ("rate per 100,000", r"\bper 100[, ]?000\b"),
    ("rate per 1,000", r"\bper (?:1[, ]?000|thousand)\b"),
    ("percent", r"%|\bper ?cent(?:age)?\b|\bproportion\b"),
)
UNIT_WORDS = frozenset(
    (*_UNIT, "count", "percent", "money", "rate", "days", "hours", "minutes", "score", "ratio", "people")
)
"""Words for what a figure is counted in."""
DIRECTION_WORDS = frozenset(("higher", "lower", *_BETTER))
"""Words for which way is better."""
# What the levels of a plan are called in a column of their own.
_LEVEL = {
    "strategic priority": "priority", "theme": "priority", "strand": "priority", "pillar": "priority", "workstream": "priority",
    "aim": "objective", "goal": "objective", "sub priority": "objective", "strategic objective": "objective", "outcome": "objective",
    "activity": "action", "task": "action", "sub action": "action", "sub task": "action", "milestone": "action", "step": "action",
    "deliverable": "action",
}  # fmt: skip
LEVELS_OF_A_PLAN = frozenset(("priority", "objective", "action", *_LEVEL))
"""Words for the levels of a plan."""
MEANT: dict[str, tuple[dict[str, str], ...]] = {
    "level": (_LEVEL,),
    "status": (STATUS, _RISK_STATUS, _FUNDING_STATUS), "decision": (_DECISION, _FUNDING_STATUS), "response": (_RESPONSE,),
    "better": (_BETTER,), "unit": (_UNIT,), "kind": (_FIGURE_KIND, _ENTRY_KIND, _LOG_KIND, _MITIGATION_KIND),
}  # fmt: skip
LEVEL_WORDS = frozenset((*FIVE, *THREE, *LETTERS_OF_FIVE))
"""Words for a step on a scale of likelihood or impact."""
RATING_WORDS = frozenset((
    "red", "amber", "green", "blue", "yellow", "r", "a", "g", "b", "purple", "grey", "gray", "black", "white", "orange", "complete", "completed",
    "ragb", "ar", "ag", "a g", "a r", "g a", "r a", "amber green", "green amber", "amber red", "red amber", "light green", "dark green",
))  # fmt: skip
# How something stands, where a rating of it is asked for.
RATINGS_IN_WORDS = {
    **dict.fromkeys(("on track", "on target", "on course", "on schedule"), "green"),
    **dict.fromkeys(("at risk", "some slippage", "slight slippage", "minor slippage", "slightly behind", "some delay", "slight delay", "minor delay", "minor issues", "some concerns"), "amber"),
    **dict.fromkeys(("off track", "off target", "off course", "serious slippage", "significant slippage", "major slippage", "serious delay", "significant delay", "major delay", "major issues"), "red"),
}  # fmt: skip
# What tells of a status that something holds it up: the status of a list says less.
HELD_UP = frozenset((
    *(word for word, rating in RATINGS_IN_WORDS.items() if rating != "green"), "slipping", "slipped", "delayed", "behind schedule",
    "overdue", "stalled", "limited progress", "on hold", "paused", "suspended", "deferred", "parked",
))  # fmt: skip
STATUS_WORDS = frozenset(
    (*STATUS, *_RISK_STATUS, *_FUNDING_STATUS, "not started", "in progress", "complete", "stopped", "open", "closed",
     "happened", "approved", "proposed", "awarded", "submitted", "draft", "hold", "started", "late", "red amber green", "blocked", "awaiting approval", "awaiting response", "waiting",
     "carried forward", "merged", "planning", "in planning", "mobilising", "delivery", "behind", "ahead of schedule", "exceeded", "not met", "not achieved")
)  # fmt: skip
PARTS_IN_GROUPS = frozenset((
    "chair", "chairman", "chairperson", "chairwoman", "vice chair", "vice chairman", "deputy chair", "co chair", "member", "full member", "core member",
    "deputy", "substitute", "alternate", "observer", "secretary", "treasurer", "clerk to the board", "officer", "attendee", "in attendance", "advisor",
    "adviser", "co opted", "co opted member", "co optee", "lay member", "elected member", "voting member", "non voting member", "invitee", "guest",
    "chair and co opted", "minute taker", "ex officio", "associate member", "standing member", "trustee", "parent governor", "staff governor",
    "co opted governor", "foundation governor", "associate governor", "la governor", "governor",
))  # fmt: skip
"""Words for what somebody is in a group."""
PROGRESS_WORDS = frozenset(
    {"not started", "in progress", "complete", *STATUS}
    - {"open", "closed", "active", "new", "ongoing", "on going", "continuing", "continuous", "yes", "no", "true", "false",
       "under review", "in review", "at risk", "resolved", "removed", "withdrawn", "deleted", "proposed", "no longer applicable", "no longer relevant"}
)  # fmt: skip
"""Words for how far something is that is to be done: no risk stands so."""
RESPONSE_WORDS = frozenset(("treat", "tolerate", "transfer", "terminate", *_RESPONSE))
