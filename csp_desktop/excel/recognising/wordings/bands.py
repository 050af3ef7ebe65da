"""What texts across a table call what the rows below them stand under, the highest first; and names that name nothing."""

from __future__ import annotations

# fmt: off

# The word, with what may stand before it. Aims and the like are priorities, unless they stand below one.
PRIORITY_BANDS = "priority|priority area|priority theme|theme|thematic area|pillar|work ?stream"
MIDDLE_BANDS = "aim|goal|outcome|ambition|commitment"
OBJECTIVE_BANDS = "objective|sub ?objective"
BEFORE_BANDS = "strategic|key|main|delivery|our|corporate|partnership|shared|overall|high level|local|plan"

_OF_WHAT = (
    r"(?:(?:csp|priority|theme|thematic|strategic|objective|outcome|overall|named|board|partnership|delivery|operational|"
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
    "sheet|sheets|tab|table|document|workbook|page|data|list|register|action|actions|activity|activities|task|tasks|plan|plans|"
    "delivery|work|workplan|project|projects|programme|implementation|improvement|operational|business|service|annual|"
    "yearly|quarterly|monthly|quarter|year|month|financial|tracker|tracking|monitoring|log|progress|"
    "update|updates|updated|report|return|status|overview|summary|current|latest|live|new|old|draft|final|"
    "dashboard|export|exported|download|downloaded|query|owssvr|result|results|output|input|entry|entries|import|spreadsheet|file|"
    "version|copy|master|main|template|blank|all|detail|details|detailed|open|csp|community|safety|partnership|"
    "partnerships|board|group|team|local|the|our|of|for|to|and|in|by|on|at|with|a|as|from|up|v"
)
