"""What people write above and below their tables: who made the document and when, and what sums up its rows."""

from __future__ import annotations

# fmt: off

MADE = (
    "prepared|produced|compiled|completed|written|drafted|created|updated|amended|revised|reviewed|checked|approved|agreed|"
    "authorised|authorized|endorsed|signed|signed off|ratified|issued|submitted|published|maintained|modified|saved|"
    "refreshed|printed|edited|adopted|collated|kept|put together|looked after|presented|scrutinised|verified|countersigned|generated|exported|downloaded"
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
    "measures?|quarters?|months?|years?|services?|groups?|pots?|funds?|grants?|sources?|money|commissions?|claims?|awards?|payments?|bids?|"
    "contracts?|allocations?|instalments?|spend(?:ing)?)|"
    "(?:(?:amount|sum|money) )?(?:claimed|spent|spend|paid(?: out)?|drawn down|received|committed|commissioned|awarded|allocated|agreed|given(?: out)?|approved)"
    " (?:so far|to date|in (?:all|total)|altogether|this year|in (?:the )?year)|net (?:controllable|expenditure|costs?|spend(?:ing)?|budget)|"
    "(?:district|borough|county|force|partnership|csp)[ -]?wide|"
    f"{LEFT_OVER}"
)
# What names no record of a register where a record's name stands, but what is counted, compared or said beside them.
_COUNTS = r"(?:number |no\.? |count |total )?(?:of )?"
# Areas that figures of ours are compared with.
COMPARED = "force|county|country|national|regional|region|england|eastern|district|borough|msg|most similar|similar|family|peer|nearest neighbours?|uk|wales|scotland|northern ireland|great britain|sector|force area"
BESIDE_RECORDS = {
    "plan_items": rf"{_COUNTS}(?:on track|off track|at risk|delayed|complete[d]?|not started|in progress|overdue|red|amber|green|blue)(?: actions| items)?|(?:overall|theme|priority) (?:rag|status|rating|progress)|(?:budget|funding|money|costs?) (?:available|remaining|total|so far|to date|allocated|left)|total (?:budget|cost|funding)|"
    r"(?:comments?|updates?|summary|highlights?)(?: (?:from|by|of) (?:the )?(?:chair|lead|theme lead|priority lead|coordinator|board)).{0,20}|what (?:does|will|would) success look like\??|(?:completed|closed|open|outstanding|overdue|new|carried forward|deferred) actions",
    "risks": rf"(?:average|highest|lowest|maximum|minimum|mean|median) (?:risk |residual |current )?(?:score|rating)s?|{_COUNTS}(?:very high|high|medium|low|red|amber|green|open|closed|new|current|live|escalated) risks?|"
    r"(?:very )?(?:low|medium|moderate|high|extreme|critical|minor|major)(?: risk)? ?[(:–-] ?\d.{0,20}|"
    r"risk (?:appetite|tolerance|register owner|owner|lead|score|scores|matrix|scale)\b.{0,40}|scores? \d.{0,60}|(?:residual|all|these) risks? (?:accepted|agreed|reviewed)\b.{0,40}|reviewed (?:by|at)\b.{0,40}",
    "indicators": rf"{_COUNTS}(?:(?:indicators|measures|kpis|targets) )?(?:on|above|below|off|meeting|missing|not meeting|not on) target|"
    r"(?:%|per ?cent(?:age)?|proportion|number|no\.?)(?: of)? (?:indicators|measures|kpis|targets)(?: (?:that are|rated|at|are))? (?:green|red|amber|met|missed|on target|on track|achieved|improving|worse|better)|"
    rf"(?:the )?same (?:period|quarter|month|time) (?:last|previous|the previous) year|(?:last|previous|prior) (?:year|quarter|month|period)(?:[’']s figures?)?|(?:{COMPARED})(?: force| group| family)? (?:average|mean|rate|figure)|"
    r"england(?: (?:and|&) wales)?|wales|scotland|national|united kingdom|uk|great britain|(?:resident |total |mid-year )?population(?: estimate)?|households|dwellings|(?:working |calendar )?days in (?:the )?(?:quarter|month|period|year)|"
    r"weather|analyst|commentary|comments?|narrative|notes?|sources?|date (?:extracted|of extract|received)|(?:is the |was the )?target met\??|rag(?: rating| status)?|trend|direction of travel|status|rating",
    "allocations": r"(?:(?:this|last|previous|prior) year|(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?(?: (?:for comparison|comparison|budget|total|outturn|actuals?))?)|(?:(?:grand|overall) )?total\b.{0,20}\b(?:incl|excl|including|excluding|before|after|less|plus|net of|with|without)\b.{0,30}|"
    r"(?:total )?(?:grants?|funding|income|award|budget)(?: (?:received|awarded|available|approved|secured|income|paid))?(?: (?:to date|so far|in year|from .{1,30}))?|(?:less|plus)\b.{1,60}|(?:other )?(?:income|receipts)|"
    r"(?:(?:opening|closing|bank|cash|ledger) )?balance (?:per|at|as at|shown|on|in)\b.{1,40}|(?:un(?:presented|cleared)|outstanding) (?:cheques?|payments?).{0,40}|"
    r"(?:balance |amount |under ?spend )?(?:carry|carried|brought|c|b)[ /]?(?:forward|fwd|f|fw)d?(?: (?:from|to|into) .{1,20})?|net|gross|check|checks?um|available|virements?|vat(?: at \d+(?:\.\d)?%| ?\(?\d+%\)?)?|(?:over|under)(?:spend)?/?\(?(?:over|under)\)?spend|q[1-4] claim\b.{0,30}",
}
# What is said alone in a row to whoever fills the list in or reads it.
_ENTRIES = "actions?|risks?|measures?|indicators?|projects?|milestones?|tasks?|items?|entries|entry|rows?|lines?|updates?|issues?|objectives?|priorities|recommendations?|mitigations?|bids?"
_COLOURED = "red|green|amber|yellow|orange|blue|purple|gr[ea]y|bold|italics?"
_COUNTED = rf"(?:\d{{1,3}} (?:{_ENTRIES})\b.{{0,20}}[,;:] ?\d{{1,3}} .{{1,60}}|(?:{_ENTRIES}) (?:completed?|closed|open|outstanding|overdue|on track)\s*[:=] ?\d{{1,3}}\b.{{0,60}})"
_MEANS = "(?:are|is|have|were|means?|shows?|indicates?|denotes?)"
SAID_TO_READERS = (
    rf"(?:there (?:are|is|were) )?(?:currently )?no (?:further|new|other|more|additional|outstanding)(?: \w+)? (?:{_ENTRIES}|business|changes)(?: .{{0,60}})?|"
    r"(?:please )?(?:insert|add|enter|type)(?: any| your| in| more| new| further| additional| extra| other)*(?: \w+)? (?:actions?|risks?|indicators?|items?|entries|entry|rows?|lines?)\b.{0,40}\b"
    r"(?:here|above|below|this line|(?:as|if|when|where) (?:needed|required|necessary))|"
    rf"(?:any )?(?:new|further|additional|more|other)(?: \w+)? (?:{_ENTRIES}) (?:(?:can |to |should |may |will )?(?:be )?(?:added|entered|listed|inserted|go)\b.{{0,40}}|below|here)|"
    rf"(?:left )?(?:blank|spare|space)(?: rows?| lines?)? for (?:a |any )?(?:new|further|additional|other|more|future) (?:{_ENTRIES}).{{0,20}}|"
    r"please (?:return|send|e-?mail|submit|complete|update|fill|do not|don[’']t|note|ensure|contact|see)\b.*|"
    r"(?:contact|e-?mail|ring|call|tel|telephone|phone)\b.{0,60}(?:@|\d{5}).*|"
    r"(?:any |for |all )?(?:queries|questions|enquiries|further information|more information)(?: to| about| on| regarding|,|:|\?| please| contact)\b.*|"
    rf"(?:all )?(?:{_ENTRIES}|cells?|text|dates?|those)(?: (?:shown|shaded|marked|highlighted|coloured|printed))?(?: in)? (?:light |dark )?(?:{_COLOURED}) {_MEANS}\b.*|"
    rf"(?:all )?(?:{_ENTRIES}|cells?|text|those) (?:shaded|highlighted|greyed|struck|crossed)(?: out| through)? {_MEANS}\b.*|"
    rf"all (?:the |of the )?(?:{_ENTRIES}) (?:above|below)? ?(?:were |was |have been |are )?(?:agreed|approved|noted|signed off|reviewed|endorsed|updated) (?:at|by|on|in)\b.*|"
    rf"(?:{_COLOURED}|white|black|[rag]) ?= ?\\S.{{0,60}}|{_COUNTED}|"
    r"(?:continued?|cont[’']?d?\.?|carried)(?: (?:over ?leaf|over|on (?:the )?(?:next|following) (?:page|sheet|tab)|on page \d+|from (?:the )?previous page|below|above))?\.{0,3}|p\.?t\.?o\.?|"
    r"(?:apologies|distribution|file ?name|file ?path|saved (?:in|at|as|under)|signed)\s*[:(…–—].*"
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
