"""Words of headings that stand for one another, and those that add little to one."""

from __future__ import annotations

# fmt: off

# Single words that stand for one another; compared after punctuation, case and plurals are dropped.
SAME_WORD = {
    "probability": "likelihood", "prob": "likelihood", "likelyhood": "likelihood", "liklihood": "likelihood",
    "likelihoood": "likelihood", "likliness": "likelihood", "likeliness": "likelihood", "likelyness": "likelihood", "likehood": "likelihood", "likleihood": "likelihood", "likelihod": "likelihood", "probablity": "likelihood", "chance": "likelihood", "occur": "occurrence", "freq": "frequency", "sev": "severity",
    "consequence": "consequence", "concequence": "consequence", "consequense": "consequence",
    "num": "no", "number": "no", "nr": "no", "nos": "no", "nbr": "no", "reference": "ref", "refno": "ref",
    "identifier": "id", "identification": "id", "code": "code", "descr": "description", "desc": "description",
    "organization": "organisation", "org": "organisation", "organisational": "organisation", "programme": "program",
    "email": "email", "mail": "email", "telephone": "phone", "tel": "phone", "mobile": "phone", "cell": "phone",
    "resp": "responsible", "responsibility": "responsible", "responsibiliy": "responsible", "accountable": "responsible",
    "accountability": "responsible", "responsable": "responsible", "responsibilty": "responsible",
    "timeframe": "timescale", "timeline": "timescale", "timetable": "timescale", "timing": "timescale",
    "timescales": "timescale", "timeframes": "timescale", "timelines": "timescale",
    "mitigating": "mitigation", "mitigate": "mitigation", "mitigated": "mitigated", "mit": "mitigation",
    "actioned": "done", "kpi": "indicator", "kpis": "indicator", "metric": "indicator",
    "brag": "rag", "ragb": "rag", "bragg": "rag", "deliverables": "deliverable", "activity": "activity",
    "activities": "activity", "priorities": "priority", "responsibilities": "responsible", "agencies": "agency",
    "bodies": "body", "strategies": "strategy", "parties": "party", "policies": "policy", "opportunities": "opportunity",
    "vulnerabilities": "vulnerability", "currencies": "currency", "contingencies": "contingency", "enquiries": "enquiry",
    "remark": "comment", "comments": "comment", "remarks": "comment", "commenced": "start",
    "commencement": "start", "completes": "end", "commences": "start", "commence": "start", "begin": "start", "started": "start", "starting": "start",
    "finish": "end", "finished": "end", "ended": "end", "pre": "before", "post": "after", "mitigations": "mitigation",
    "gross": "inherent", "initial": "inherent", "raw": "inherent", "original": "inherent", "uncontrolled": "inherent",
    "untreated": "inherent", "unmitigated": "inherent", "residual": "residual", "net": "residual",
    "controlled": "residual", "treated": "residual", "present": "current", "revised": "revised",
    "desired": "target", "planned": "planned", "future": "target", "tolerable": "target",
    "budgeted": "budget", "allocated": "allocated", "allotted": "allocated", "expenditure": "spend", "spent": "spend",
    "spending": "spend", "expended": "spend", "qty": "quantity", "amt": "amount", "approx": "estimated", "est": "estimated",
    "complete": "complete", "completed": "complete", "completion": "completion", "achieved": "achieved",
    "lhood": "likelihood", "lhd": "likelihood", "nett": "residual", "inh": "inherent", "resid": "residual", "curr": "current", "prev": "previous",
    "tgt": "target", "var": "variance", "perf": "performance", "proj": "project", "obj": "objective", "rec": "recommendation", "recd": "received",
    "cat": "category", "categorisation": "category", "categorization": "category", "info": "information",
    "mtg": "meeting", "mtgs": "meeting", "doc": "document", "docs": "document", "comms": "communication", "avg": "average", "qtr": "quarter", "mth": "month", "yr": "year", "wk": "week",
    "dt": "date", "respons": "responsible", "compl": "complete", "pct": "percent", "percentage": "percent", "fcst": "forecast", "fcast": "forecast",
    "alloc": "allocated", "bgt": "budget", "ryg": "rag", "rayg": "rag", "occurring": "occurrence", "occurred": "occurrence",
    "materialise": "occurrence", "materialised": "occurrence", "materialize": "occurrence", "materialises": "occurrence", "materializes": "occurrence",
    "happening": "happen", "reforecasted": "reforecast", "rebaseline": "rebaselined", "minimization": "minimisation",
    "realized": "realised", "coord": "coordinator", "snr": "senior",
    "ve": "have", "ll": "will", "shall": "will", "dept": "department", "mgr": "manager", "surname": "last", "forename": "first", "christian": "first",
}

SMALL_WORDS = {"the", "a", "an", "of", "for", "to", "in", "on", "is", "be", "and", "or", "please", "s", "by", "with", "your", "our",
               "this", "that", "it", "its", "re", "if", "any", "these", "their", "e", "g", "eg", "i", "ie", "at", "are", "each", "per"}

# Words that add little to a heading: "Risk owner" is an owner, "Project status" a status.
LIGHT_WORDS = {
    "risk", "action", "project", "key", "main", "overall", "total", "plan", "detail", "name", "text", "item", "task",
    "column", "list", "required", "proposed", "agreed", "assigned", "strategic", "specific", "full", "brief", "short",
    "csp", "partnership", "partner", "local", "indicator", "latest", "general", "summary", "identified", "expected",
    "proposal", "field", "contact", "heading", "so", "far", "current", "mandatory", "optional", "if", "applicable", "known", "appropriate", "where", "no",
    "nominated", "designated", "named", "corporate", "operational", "tactical", "senior", "chief", "executive", "exec", "final", "official", "generic",
    "percent", "sofar", "q1", "q2", "q3", "q4", "weekly", "monthly", "quarterly", "annual", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
}

# Who told of something, wrote it down or looked at it is not who does it.
TOLD_OF_IT = {
    "told", "logged", "raised", "reported", "recorded", "written", "entered", "noted", "identified", "requested", "found", "seen",
    "approved", "agreed", "reviewed", "checked", "signed", "verified", "updated", "complete", "closed", "author", "from", "source",
}

# "How to reduce the risk" says something of a risk and does not name it.
SAID_OF_IT = {
    "how", "reduce", "reducing", "reduction", "manage", "managing", "prevent", "preventing", "mitigation", "control", "impact", "effect",
    "likelihood", "response", "source", "level", "step", "measure", "date", "type", "reason", "link", "affected", "exposed",
}  # fmt: skip

# In a question these add nothing: "Who is on it?" asks who.
ASKS = {"who", "whose", "when", "why", "what", "where", "how", "which"}
FILLERS = {
    "is", "it", "on", "this", "do", "doe", "doing", "will", "be", "being", "going", "we", "us", "they", "would", "are", "our", "there", "then", "now",
    "should", "could", "can", "need", "exactly", "actually", "s", "about",
}  # fmt: skip
