"""What texts across a table call what the rows below them stand under, the highest first; and names that name nothing."""

from __future__ import annotations

# fmt: off

# The word, with what may stand before it. Aims and the like are priorities, unless they stand below one.
PRIORITY_BANDS = "priority|priority area|priority theme|theme|thematic area|pillar|work ?stream"
MIDDLE_BANDS = "aim|goal|outcome|ambition|commitment"
OBJECTIVE_BANDS = "objective|sub ?objective"
BEFORE_BANDS = "strategic|key|main|delivery|our|corporate|partnership|shared|overall|high level|local|plan"

_OF_WHAT = (
    r"(?:(?:csp|priority|theme|thematic|strategic|objective|outcome|overall|named|board|partnership|delivery|operational|ward|area|neighbourhood|locality|parish|estate|"
    r"responsible|accountable|senior|officer|executive|group) )*"
)
# Who leads what stands above: “CSP Lead: …”, “Lead officers – …”; the last word says whether it is a group or a body.
LEADS = (
    rf"{_OF_WHAT}"
    r"(?:lea?d by|owners?|owned by|lead(?:s|ing|er)?(?: (?P<what>officers?|persons?|people|names?|agency|agencies|partners?|bod(?:y|ies)|organisations?|"
    r"groups?|sub ?groups?|boards?|forums?|responsible officers?))?|responsible (?:officers?|owners?|persons?)|sro|"
    r"senior responsible (?:officers?|owners?)|accountable (?:officers?|owners?|persons?))"
)
# Who has a part in it, and need not lead it.
NOT_LEADS = rf"{_OF_WHAT}(?:(?:(?:vice|deputy|co)[ -])?chair(?:s|ed by|person|man|woman)?|sponsors?|sponsored by|champions?)"

# Sheets and titles made of nothing but these words name no priority; nor do days, months, quarters and years.
NAMES_OF_ANYTHING = (
    "part|section|annex|appendix|b|c|d|e|sheet|sheets|tab|table|document|workbook|page|data|list|register|action|actions|activity|activities|task|tasks|plan|plans|"
    "milestone|milestones|deliverable|deliverables|key|next|step|steps|timeline|timetable|schedule|"
    "delivery|work|workplan|project|projects|programme|implementation|improvement|operational|business|service|annual|"
    "yearly|quarterly|monthly|quarter|year|month|financial|tracker|tracking|monitoring|log|progress|"
    "update|updates|updated|report|return|returns|collated|status|overview|summary|current|latest|live|new|old|draft|final|"
    "dashboard|export|exported|download|downloaded|query|owssvr|result|results|output|input|entry|entries|import|spreadsheet|file|"
    "version|copy|master|main|template|blank|everything|combined|consolidated|full|revised|shared|item|items|all|detail|details|detailed|open|csp|community|safety|partnership|"
    "partnerships|board|group|team|local|the|our|of|for|to|and|in|by|on|at|with|a|as|from|up|v"
)

# Documents and bodies whose titles stand over tables: the name of one is nobody's priority, unless it says what it is about.
DOCUMENTS = (
    r"csps?|(?:community )?safety partnerships?|safer (?:\w+[ ,&-]+){1,4}partnership|\w+ safer partnership|crime and disorder reduction partnership|"
    r"(?:action|delivery|work|business|improvement|implementation|annual|operational|performance|safety|partnership|csp|year|"
    r"rolling|strategic|reduction|monitoring|quarterly|progress|priority|council|district|borough|highlight|exception|partner|agency|collated)[ -]+"
    r"(?:plan|strategy|strategic assessment|tracker|report|register|log|update|returns?|template|spreadsheet|workbook|dashboard)|"
    r"workplan|strategic assessment|(?:plan|strategy|partnership|tracker|report)\W{1,4}(?:for |q[1-4] )?(?:19|20)\d\d"
)
# A partnership by its name alone, whatever it is about.
PARTNERSHIPS = (
    r".*\b(?:drugs?|alcohol|planning|justice|prevention|reduction|safeguarding|abuse|violence|offending|harm|safety|housing|health|crime|disorder|"
    r"business|strategic|wellbeing) partnership(?: board)?\W*"
)
# What such a document may be about; single words and their beginnings.
SUBJECTS = (
    "abus|acquisitive|alcohol|anti ?social|arson|asb|beg(?:ging|gars)|burglar|cctv|child|cohesion|communicat|confidence|county lines|cyber|"
    "damage|da$|dog|domestic|drink|driving|drug|emergenc|engage|environment|exploit|extrem|famil|fire|fly ?tip|fraud|gang|girl|"
    "graffiti|gun|harass|hate|health|homeless|honour|hotspot|housing|knife|knives|licens|litter|mental|neighbourhood|night|nitrous|"
    "noise|nuisance|offend|organised|park|perception|prevent|prostitut|radicali|rail|reassur|reoffend|resilien|retail|road|"
    "robber|rural|safeguard|scam|school|serious|sex|shop|slave|spik|stalk|street|student|substance|suicide|terror|theft|town|"
    "traffick|transport|vawg|vehicle|victim|violen|vulnerab|water|weapon|wildlife|women|young|youth"
)
# What lines over a table open with that tell how to fill it in, what it is for, or of the document as a whole.
ASIDES = (
    r"please\b|(?:for|to) (?:information|discussion|decision|approval|noting|note|consideration|comment)\b|"
    r"(?:presented|submitted|reported|circulated|returned?|sent) (?:to|by|at)\b|(?:quarterly |our |the )?(?:returns?|reply|replies|responses?|updates?) (?:from|by)\b|"
    r".{2,60}(?::| [–—-]) (?:q[1-4] |quarter \d |quarterly |our |the )?(?:returns?|reply|replies|responses?) (?:to|for)\b|"
    r"(?:all )?(?:(?:the )?(?:actions?|updates?|returns?|leads?|lead officers?|partners?|agencies|columns?|cells?|rows?|forms?) )"
    r"(?:(?:are|is|must|should|will|need) )?(?:to )?(?:be )?(?:reviewed?|updated?|completed?|returned?|submit(?:ted)?|filled|fill|due|monitored|reported)\b|"
    r"(?:this|the) (?:action |delivery |work )?(?:plan|document|report|register|template|form|sheet|spreadsheet|table|strategy|tracker|workbook|list)\b|"
    r"(?:do not|don['’]t|only) (?:edit|change|delete|complete|amend|fill|use|alter)\b|"
    r"(?:complete|fill|update|enter|insert|click|see|refer to|use|return)\b.*\b(?:cells?|columns?|rows?|forms?|sheets?|templates?|tabs?|boxes|below|overleaf)\b|"
    r"(?:(?:reporting|review|monitoring|plan|financial) )?(?:period|quarter|year|date|month)(?: (?:covered|end|ending|of))?(?=\s*:|\s+[–—-]\s)|"
    r"(?:period|quarter) (?:ending|ended|to|from)\b|"
    r".*\bsee (?:the )?(?:foot|bottom|end|key|notes?|legend|guidance|tabs?|sheets?|below|overleaf)\b|.*\bcolou?r[- ](?:only|coded)\b|"
    r".*\b(?:my|our) (?:own )?(?:judge?ment|opinion|view|reading)\b|"
    r"(?:report|export|query|view|filter(?:ed)?|sort(?:ed)?|selection|criteria)(?: (?:type|author|name|title|by|criteria|parameters|date|period|on))?\s*:|"
    r"(?:our |the |csp |partnership )?(?:vision|mission|purpose|introduction|background|scope|audience|distribution|meeting|author|owner|"
    r"plan owner|document owner|chair|contact|partnership|organisation|status|version|instructions?|guidance|how to use|rag(?: status| ratings?)?|key|"
    r"legend|notes?|marking|classification|e-?mail|telephone|phone|website)(?: statement)?(?:\s*:|\s+[–—-]\s)"
)
# What a line asks or says before the table that answers it: “What are we doing about it?”, “How we will measure success”.
ASKED_OVER = r".*\?\s*|(?:what|how|why) (?:(?:are|will|have|do|did|can) )?(?:we|you|partners|the partnership)\b.*"
