"""What people write above and below their tables: who made the document and when, and what sums up its rows."""

from __future__ import annotations

# fmt: off

MADE = (
    "prepared|produced|compiled|completed|written|drafted|created|updated|amended|revised|reviewed|checked|approved|agreed|"
    "authorised|authorized|endorsed|signed|signed off|ratified|issued|submitted|published|maintained|modified|saved|"
    "refreshed|printed|edited|adopted|collated|presented|scrutinised|verified|countersigned|generated|exported|downloaded"
)
OF_IT = "this|the|document|plan|report|register|log|action|risk|delivery|data|was|and|last|originally|first|form|template|tracker"
DAYS = (
    "(?:last|date|next|first|previous|document|plan|report|register) (?:{made}|update|review|revision|version|amendment|"
    "approval|issue|meeting|board|printed)|(?:date|day) of (?:last |next )?(?:update|review|issue|approval|meeting|revision|"
    "signature|publication|report|version|print)|(?:review|issue|approval|publication|effective|revision) date|"
    "(?:next|last) review (?:date|due)|(?:updated|revised|amended|printed|approved|agreed|issued|published|signed|saved|"
    "refreshed|reviewed|generated|exported|downloaded)(?: on)?|(?:data )?(?:as at|correct at|extracted(?: on)?)|date|dated|review frequency"
)
VERSIONS = "(?:document |plan |register )?(?:version|issue|revision|edition|draft|v|ver|rev)(?: (?:no|number|control|history))?"
# Only below a table, and beside lines of the others: a list of people may hold a chair, too.
POSTS = (
    "chair|chairperson|chairman|chairwoman|chair of the (?:board|partnership|group|csp)|vice chair|author|authors|"
    "signature|signatures|signed|sign off|signed off|document owner|plan owner|register owner|approver|position|job title|"
    "name|print name|contact|contact details|distribution|classification|file ?name|file path|circulation|on behalf of|"
    "for and on behalf of|owner|status"
)
MARKINGS = (
    r"page \d+(?: of \d+)?|(?:-+ ?)?end(?: of (?:the )?(?:document|report|register|table|plan|list|log))?(?: ?-+)?|"
    r"(?:©|\(c\)|(?:crown )?copyright).{0,80}|official(?:[ :–—-]+sensitive)?|restricted|not protectively marked|"
    r"not for (?:publication|circulation|onward circulation)|protect|unclassified|confidential|private and confidential"
)
# Words that name what the rows above come to and can name no record; and those that may, where the figures decide.
SUMMARIES = (
    "(?:running|cumulative|combined|column|final|net|gross|overall|annual|year end|yearly|quarterly|monthly) totals?|"
    "(?:overall |group |simple |mean |weighted |column )?averages?|(?:overall |group )?mean|median|"
    "(?:%|percent|per cent|percentage)(?: of (?:actions?|total|budget|grant|allocation|milestones?|tasks?|risks?))?"
    "(?: (?:completed?|spent|achieved|closed|allocated|on track|on target|green|amber|red|of total|of budget|of grant|delivered|met))|"
    "total (?:%|percent|per cent)"
)
LEFT_OVER = (
    "(?:balance|budget)?(?: ?(?:remaining|outstanding|left))+(?: (?:balance|budget|to (?:spend|allocate)))?|balance(?: (?:unallocated|unspent|uncommitted|available))?|variance|difference|"
    "(?:under|over) ?spend|unspent|unallocated|surplus|deficit|surplus deficit|left to spend|net position|remainder|"
    "(?:grants?|fund|funds|funding|pot|money|amount|sum|allocation|contingency|reserves?|total)(?: (?:still|not yet|yet))? "
    "(?:left|remaining|unspent|unallocated|uncommitted|available|outstanding)|"
    "(?:still |yet |left )?to be (?:allocated|committed|spent)|(?:not yet|still to be|yet to be) (?:allocated|committed|spent)|uncommitted|"
    "still to (?:find|raise|come|get)|shortfall|(?:funding )?gap|to be found"
)
# What a total is set against below it.
BELOW_TOTALS = (
    "(?:total )?(?:grant|grants|funding|funds|income|award|budget|allocation|money)(?: (?:income|money|funding))?"
    "(?: (?:received|available|awarded|allocated|approved|agreed|secured|paid))(?: (?:to date|so far|in year|from .{1,30}))?|"
    "(?:balance |amount |under ?spend )?(?:brought|carried) forward|(?:opening|closing) balance|(?:less )?(?:income|receipts)"
)
MAYBE_SUMMARIES = (
    "overall|combined|all together|altogether|in all|everything|all(?: (?:the|our))?(?: [a-z]+)? (?:wards?|areas?|districts?|boroughs?|beats?|neighbourhoods?|localities|sites?|"
    "sectors?|forces?|themes?|priorities|projects?|schemes?|streams?|partners?|agencies|actions?|risks?|indicators?|"
    "measures?|quarters?|months?|years?|services?|groups?|pots?|funds?|grants?|sources?|money)|net (?:controllable|expenditure|costs?|spend(?:ing)?|budget)|"
    "(?:district|borough|county|force|partnership|csp)[ -]?wide|"
    f"{LEFT_OVER}"
)
# What heads a key to a table or a scale of its scores, and the words that stand in such a heading beside those.
KEYS = "key|keys|legend|scale|scales|matrix|matrices|heatmap|scoring|score|scores|rag|brag|ragb|rating|ratings|definition|definitions|descriptor|" \
    "descriptors|likelihood|probability|impact|severity|consequence|consequences|grading|meaning|meanings"  # fmt: skip
BESIDE_KEYS = "risk|risks|colour|colours|color|status|assessment|the|of|and|to|for|x|by|level|levels|progress|heat|map|description|" \
    "criteria|guide|guidance|explanation|table|system|our|used|definition|what|it|means|point|points|range|band|letter|letters|action|actions|required|response"  # fmt: skip
# What the sheet in front of the others is called, or a list on it of what follows; and what it says of the document besides.
COVERS = (
    "(?:front )?cover(?: ?sheet| ?page)?|front ?(?:sheet|page)|title ?(?:sheet|page)?|(?:table of )?contents(?: ?sheet| ?page)?|index|"
    "document (?:control|details|information)|(?:about )?this (?:document|workbook)|(?:work)?sheets?(?: name)?|tabs?(?: name)?|page|no|description|section|"
    "what(?: is|[’']s)? (?:on|in|is on|is in) (?:it|them|this|each|here)|what it (?:holds|shows|contains|is for)|purpose"
)
# What a sheet is called that tells how the others are filled in.
READ_ME = (
    "read ?me(?: first| please)?|instructions?(?: for use| for completion| for completing.*)?|guidance(?: notes?| sheet| for .*)?|"
    "how to (?:use|complete|fill).*|user guide|using this (?:workbook|tracker|spreadsheet|template)|about (?:this .*|the (?:workbook|tracker|template))"
)
COVER_LABELS = (
    "(?:document |plan |report )?(?:title|name|type|reference)|partnership|organisation|(?:period|year)(?: covered)?|financial year|audience|"
    "(?:protective |security )?(?:marking|classification)|contact|e-?mail|telephone|website|date of plan"
)
