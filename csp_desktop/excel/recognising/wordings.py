"""The words people in the UK and the US head their columns with, by register and field: the one place to add another.

Each wording may carry its weight after a colon (5 where none is given): how much it says for its field, in
log-odds. A heading worded so for several fields is settled by the values below it and by its neighbours.
"""

from __future__ import annotations

# fmt: off

# Single words that stand for one another; compared after punctuation, case and plurals are dropped.
SAME_WORD = {
    "probability": "likelihood", "prob": "likelihood", "likelyhood": "likelihood", "liklihood": "likelihood",
    "likelihoood": "likelihood", "chance": "likelihood", "freq": "frequency", "sev": "severity",
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
    "actioned": "action", "kpi": "indicator", "pi": "indicator", "kpis": "indicator", "metric": "indicator",
    "brag": "rag", "ragb": "rag", "bragg": "rag", "deliverables": "deliverable", "activity": "activity",
    "activities": "activity", "priorities": "priority", "responsibilities": "responsible", "agencies": "agency",
    "bodies": "body", "strategies": "strategy", "parties": "party", "policies": "policy", "opportunities": "opportunity",
    "vulnerabilities": "vulnerability", "currencies": "currency", "contingencies": "contingency", "enquiries": "enquiry",
    "remark": "comment", "comments": "comment", "remarks": "comment", "commenced": "start",
    "commencement": "start", "commence": "start", "begin": "start", "started": "start", "starting": "start",
    "finish": "end", "finished": "end", "ended": "end", "pre": "before", "post": "after", "mitigations": "mitigation",
    "gross": "inherent", "initial": "inherent", "raw": "inherent", "original": "inherent", "uncontrolled": "inherent",
    "untreated": "inherent", "unmitigated": "inherent", "residual": "residual", "net": "residual",
    "controlled": "residual", "treated": "residual", "present": "current", "revised": "revised",
    "desired": "target", "planned": "planned", "future": "target", "tolerable": "target",
    "budgeted": "budget", "allocated": "allocated", "allotted": "allocated", "expenditure": "spend", "spent": "spend",
    "spending": "spend", "expended": "spend", "qty": "quantity", "amt": "amount", "approx": "estimated", "est": "estimated",
    "complete": "complete", "completed": "complete", "completion": "completion", "achieved": "achieved",
    "ve": "have", "ll": "will", "dept": "department", "mgr": "manager", "surname": "last", "forename": "first", "christian": "first",
}
SMALL_WORDS = {"the", "a", "an", "of", "for", "to", "in", "on", "is", "be", "and", "or", "please", "s", "by", "with", "your", "our",
               "this", "that", "it", "its", "if", "any", "these", "their", "e", "g", "eg", "i", "ie", "at", "are", "each", "per"}
# Words that add little to a heading: "Risk owner" is an owner, "Project status" a status.
LIGHT_WORDS = {
    "risk", "action", "project", "key", "main", "overall", "total", "plan", "detail", "name", "text", "item", "task",
    "column", "list", "type", "required", "proposed", "agreed", "assigned", "strategic", "specific", "full", "brief", "short",
    "csp", "partnership", "partner", "local", "indicator", "latest", "general", "summary", "identified", "expected",
    "proposal", "field", "contact", "heading", "so", "far", "current", "mandatory", "optional", "if", "applicable", "known", "appropriate", "where", "no",
}

# What stands beside nearly every record and has no field: kept in its notes.
KEPT = (
    "unit price|price per unit|cost per unit|quote|vendor quote|notes|note:4|action to be taken:4|action to take:4|comment:3.5|comments:3.5|other comments|other notes|additional information|additional comments|further information|observation|"
    "remarks:4|duration|effort|hours|hours required|hours worked|days|working days|estimated days|estimated hours|predecessor|predecessors|dependency|dependencies|depends on|"
    "successor|milestone type|wbs|wbs no|asset|asset id|asset name|asset type|asset value|affected asset|assets affected|asset risk value|rank|ranking|"
    "cost|costs|estimated cost|cost estimate|annual cost|upfront cost|cost of control|cost benefit|rate|unit cost|units|quantity|currency|"
    "raised by|date raised|raised on|date identified|date identified on|identified by|identified on|date logged|date logged in|logged by|date added|"
    "date created|created|created by|created on|created date|date entered|entered by|submitted by|received by|reported by:3|last updated|date updated|last update|update date|updated on|"
    "updated by|modified|modified by|last modified|date modified|last reviewed|date reviewed|last review date|date of last review|reviewed by|reviewed on|"
    "date opened|opened on|open date|days open|age|trigger|triggers|risk trigger|trigger event|early warning|warning signs|early warning sign|contingency|"
    "contingency plan|contingency plans|contingency action|contingency actions|fallback plan|fall back plan|plan b|detectability|detection|detection rating|velocity|"
    "risk velocity|exposure|risk exposure|expected monetary value|emv|financial impact|cost impact|schedule impact|time impact|quality impact|impact on cost|impact on time|"
    "impact description:2|opportunity|opportunity or threat|attachments|attachment|link|links|url|web link|hyperlink|document|documents|document link|file|file name|"
    "evidence link|version|log type|phase|stage|workstream|work stream|sprint|week|day|location|site|ward|district|area|region|department:3.5|directorate:3.5|service area|service|"
    "division|unit:2|portfolio|corporate priority|corporate plan link|links to|link to|linked to|linked plan|links to other plans|link to strategy|strategy link|statutory duty|duty|legislation|"
    "justification|rationale|reason|reasoning|reasons|why|background|context|assumption|assumptions|constraint|constraints|issue|issues|lessons learned|learning|"
    "escalation|escalated|escalated to|escalation level|escalate|delegated to|support|supported by|supporting|supporting officer|supporting agency|support agency|supporting agencies|supporting partners:4|partners:3|other partners|partners involved|"
    "key partners|partner agencies|stakeholder|stakeholders|sponsor|approver|approved by:3|approval|consulted|informed|supporting lead|"
    "frequency:2.5|reporting frequency|frequency of reporting|collection frequency|data collection frequency|method|methodology|data collection method|how measured|definition|formula|calculation|numerator|denominator|"
    "polarity:2|benchmark|benchmarks|national average|comparator|previous year|last year|last year actual|prior year|previous year outturn|previous|trend:2|direction of travel:2|"
    "percentage complete|percent complete|complete %|% complete|% completed|% done|per cent complete|progress %|completion %|"
    "actual start|actual start date|actual start time|baseline start|baseline finish|revised start|revised start date|original due date|original date|original target date|original deadline|original completion date|"
    "actual end|planned effort|actual effort|detail|details|task detail|description:4|full description|further detail|further details|more detail|long description|action detail|specific actions:2|"
    "equality impact|equalities|equality implications|communications|communication plan|crime type|offence type|cohort|target group|target audience|beneficiaries|audience|"
    "gender|age group|address|postcode|town|city|county|website:3|fax|best method of contact|preferred contact method|birthday|dietary requirements|"
    "availability|rag rationale|rag reason|reason for rag|reason for rating|score rationale|rationale for score|confidence|confidence level|maturity|appetite|risk appetite|tolerance|risk tolerance|"
    "control effectiveness|effectiveness of controls|control effectiveness rating|effectiveness|assurance|source of assurance|sources of assurance|gaps in control|gaps in controls|gaps in assurance|control owner|control type|control id|control no|"
    "risk champion|affected area|affected party|who is affected|who might be harmed|persons at risk|threat id|vulnerability id|finding id|cvss|cvss score|cve|risk id link|linked risk|linked risks|related risks|"
    "hours spent|invoice|invoice no|invoice number|po number|purchase order|cost centre|cost code|budget code|ledger code|gl code|account code|vat|tax|payment date|date paid|paid|payment method|match funding detail|"
    "delivery module|delivery type|req id|requirement id|assigned date|date assigned|swarm|iteration|story points|effort estimate|complexity|moscow|severity of issue|root cause analysis|tags|labels|keywords"
)  # fmt: skip

# What the program works out itself, or could not keep as it stands.
WORKED_OUT = {
    "risks": (
        "revised total|revised score|revised rating|revised risk score|revised risk rating|new score|new risk score|new rating|mitigated score|mitigated risk score|score|risk score|total|total score|rating|risk rating|rag|rag rating|rag status|level of risk|risk level|overall risk|overall rating|risk value|risk factor|criticality|"
        "inherent score|residual score|current score|target score|inherent risk|residual risk|target risk:4|current risk:4|inherent risk score|residual risk score|target risk score|current risk score|inherent rating|residual rating|"
        "inherent risk rating|residual risk rating|current risk rating|target risk rating|inherent risk level|residual risk level|overall score|risk priority no|rpn|priority score|priority rating|risk ranking score|"
        "risk severity|risk severity score|likelihood x impact|l x i|i x l|p x i|lxi|pxi|ixl|s|matrix score|risk matrix|risk matrix score|direction|direction of travel|trend|movement|change in score|change|"
        "score before|score after|rating before|rating after|risk score before mitigation|risk score after mitigation|level|risk grade|grade|risk priority:4|risk category rating|weighted score|impact x likelihood|"
        "risk assessment:2|assessment:2|exposure score|severity score:3|reviewed risk|calculated risk|risk index|risk magnitude|risk profile:3|risk class|status of risk rating|risk rag"
    ),
    "indicators": (
        "ytd|year to date|to date|ytd actual|year total|total|annual total|variance|variance from target|variance to target|difference|gap|direction of travel|dot|rag|rag rating|rag status|trend|change|% change|percentage change|"
        "performance against target|on target|status:3.5|met|target met|achieved:3|rating|progress against target|sparkline|change on previous|change from last year|year on year change|forecast:3|year end forecast"
    ),
    "funding_streams": "left to spend:5.5|still to spend:5.5|balance|remaining|variance|left|amount left|remaining budget|unspent|spent:3|total spent:3|spend:3|spend to date:3|committed:2|% spent|percentage spent|underspend|overspend|available balance|utilisation status",
    "allocations": "% used|percentage used|left to spend:5.5|still to spend:5.5|remaining to spend:5.5|balance|remaining|variance|left|amount left|remaining budget|unspent|difference|% spent|percentage spent|underspend|overspend|over under|available balance|utilisation|utilisation status|budget remaining|under over spend|total variance|% of budget|percent of total|% of total",
    "plan_items": "days left|days remaining|days overdue|overdue|days late|gantt|is overdue|countdown",
}

# Registers a table may be, each with the registers that may stand in the same row.
TABLES: dict[str, tuple[str, ...]] = {
    "plan_items": ("updates",),
    "risks": ("mitigations",),
    "indicators": ("measurements",),
    "funding_streams": (),
    "allocations": ("funding_entries",),
    "bids": (),
    "agencies": (),
    "people": (),
    "groups": (),
    "linked_plans": (),
    "log_entries": ("log_updates",),
}

_REF = "ref|ref no|no:4.5|id|id no|s no:4.5|sr no:4.5|sn:4.5|serial no:4.5|item no:4.8|line no:4.5|item:1.5|code:3"
_LEAD = (
    "person in charge|in charge|team member:4|resource:3.5|lead|leads|lead agency|lead agencies|lead partner|lead partners|lead organisation|lead body|lead service|lead department|agency|agencies:4|agency responsible|who|by whom|"
    "responsible|responsible agency|responsible partner|responsible organisation|responsible body|responsible team|responsible department|responsible party|organisation responsible|owner|action owner|owned by|owner organisation|"
    "assigned to|assignee|allocated to|delivery partner|delivery lead|delivery agency|delivery body|who will do it|who will lead|who will lead this|who is leading|who is responsible|who is responsible for this|"
    "who is going to do it|lead responsibility|led by|lead by|task owner|project lead|lead authority|accountable body|partner lead|lead team|team responsible|partner responsible|partner|resource name|resource names|resourcing:3|implemented by|implementing agency|lead agency partners|"
    "person or agency responsible|lead agency officer|action by|to be done by|delivered by|accountable agency|team:3|organisation:3"
)
_OFFICER = (
    "single point of contact|spoc|named contact|lead officer|lead officers|officer|responsible officer|responsible person|person responsible|persons responsible|lead person|named lead|officer responsible|named officer|lead name|lead contact|contact officer|lead officer name|"
    "action officer|accountable officer|responsible manager|manager responsible|manager|lead manager|senior responsible officer|sro|project manager|assigned officer|case officer|owner name|post holder|responsible lead|individual responsible|staff responsible|officer lead|lead staff|coordinator"
)
_DUE = (
    "anticipated completion|deadline for completion|expected by|expected delivery|date to be achieved|to be done by when|by when|when|due|due date|date due|due by|deadline|deadlines|target date|target dates|timescale|time scale|timeframe|time frame|timeline|timelines|completion date|complete by|completed by date|to be completed by|target completion|target completion date|"
    "planned completion|planned completion date|expected completion|expected completion date|anticipated completion date|estimated completion date|proposed completion date|end date|planned end|planned end date|planned finish|planned finish date|finish|finish date|end|target end date|expected end date|"
    "delivery date|deliver by|delivered by date|date for completion|date of completion:3.5|milestone date|key date|date to be completed|when will it be done|when will we do it by|when will this be done|when will it be done by|when by|by when will it happen|"
    "implementation date|target implementation date|target timescale|timescale for completion|due on|action due|action due date|required by|need by|date required|target deadline|timing|schedule:3|suggested timescale:2|"
    "target dates for review and completion|date:3.3|revised due date:3|current due date|forecast completion|forecast end date|forecast completion date|completion target|target completion by|review and completion date"
)
_START = "commencing|commences|start date|start|planned start|planned start date|date start|date started|commencement date|start on|starts|begin date|from:3|date from|proposed start date|target start date|expected start date|date commenced|effective from|start by|when will it start"
_DONE_ON = "completed on|date completed|completed date|actual completion|actual completion date|date closed|closed on|closure date|closed date|date achieved|actual end date|actual finish|actual finish date|date done|date of closure|completed when|date action completed|actual completed date"
_STATUS = (
    "is this complete|action complete y n|status|action status|current status|task status|project status|progress status|delivery status|completion status|state|overall status|complete|completed|complete y n|done|done y n|finished|closed|open closed|open or closed|"
    "achieved:3|status update:2|implementation status|is it complete|stage of completion|status of action|task mode:2.5|completed y n|completed yes no|action complete|action completed|delivered:3"
)
_UPDATE = (
    "update as at|actions completed to date|where we are now|what we have done|what we have done so far|progress|update|updates|progress update|progress updates|latest update|latest progress|current position|progress to date|progress comment|comments progress|update comment|position statement|commentary|progress commentary|progress report|progress made|"
    "progress notes|status update|latest position|what has been done|what have we done|what has happened|achievements|achievements to date|outturn commentary|update narrative|narrative|current progress|action taken|actions taken|work done|activity to date|"
    "delivery update|quarterly update|quarter update|monitoring|progress narrative|latest comment|what progress has been made|progress and comments|progress against action|where are we now|how are we doing|actions to date|progress since last meeting|position|highlights|comment:1|comments:1|status comment|update notes"
)
_RAG = "r a g|rag|rag rating|rag status|rating|status rag|rag rating status|progress rag|rag assessment|current rag|overall rag|delivery rag|traffic light|traffic light status|colour|colour status|rag rated|rag brag|performance rag|rag colour|delivery confidence"
_EMAIL = "email id|email|email address|contact email|work email|business email|e address"
_PHONE = "phone|phone no|contact no|contact phone|work phone|cell phone|mobile no|office phone|direct line|landline|contact number|daytime phone|business phone"

WORDINGS: dict[str, dict[tuple[str, str], str]] = {
    "plan_items": {
        ("plan_items", "ref"): _REF + "|action ref|action no|action id|task no|task id|activity no|activity id|objective no|objective ref|jag ref|action code|plan ref|project id|project ref|project no|milestone no|recommendation no:2|priority no:3|work package no|deliverable id",
        ("plan_items", "priority"): (
            "work stream:5.5|workstream:5.5|delivery strand|4p:3|priority|strategic priority|theme|priority area|key priority|strategic theme|thematic area|priority theme|csp priority|plan priority|focus area|area of focus|pillar|work area|strand|workstream:4|work stream:4|strategic aim:4|strategic goal:4|goal:4|"
            "key theme|strategic objective:3.5|key area|category:2.5|area of work|priority name|community safety priority|overarching priority|outcome area|domain|section:3|programme|ambition|commitment:3|phase:3|stage:2.5|mission"
        ),
        ("plan_items", "objective"): (
            "sub priority:4.5|what difference do we want to make|strategic outcome:4.8|intention|what are we aiming for|what are our aims|objective|objectives|aim|aims|aim objective|strategic objective|key objective|objective aim|outcome sought|desired outcome:2|intended outcome:2|goal|goals|what do we want to achieve|what we want to achieve|what are we trying to achieve|what do i want to achieve|what we are trying to achieve|"
            "outcome:1.5|outcomes:1.5|sub objective|smart objective|overall aim|key aim|commitment|recommendation:3|issue:2.5|deliverable:2.5|strategic goal|our aim|our objective|what needs to change|priority outcome|milestone:2|parent task|work package|activity group|day:1.5|what do i want need learn:3.5|problem:2.5|identified need:2.5|need:2|initiative:3|project:2.5|activities:2.5"
        ),
        ("plan_items", "title"): (
            "action to be undertaken|work to be undertaken|work required|actions we will take|actions to deliver|what we intend to do|action|actions|key action|key actions|action required|actions required|action to be taken|actions to be taken|action plan|activity|activities|key activity|key activities|initiative|initiative activity|task|tasks|task name|task description|task title|action title|action name|action description|activity name|activity description|"
            "work package:4|milestone:4|milestones:4|key milestone:4|key milestones:4|what we will do|what will we do|what we are going to do|what are we going to do|what will be done|what is to be done|what needs to be done|what do we need to do|what must be done|how will we do it:3.5|how we will do it:3.5|how will we achieve this:3.5|how will we do this:3.5|how we will achieve it:3.5|how we will deliver:3.5|"
            "deliverable|deliverables|key deliverable|intervention|work to be done|step|steps|action step|action steps|planned action|planned activity|proposed action|specific action|specific actions|agreed action|improvement action|"
            "title:4.5|description:3|description of action|action detail:3|actions tasks|project name|project title|project:4|work item|to do|what:4|objective:2.8|aim:2.5|commitment:3|we will|i will|our actions|our commitments|"
            "action to take|actions to take|what action will be taken|recommendation:3|outcome:1|details of action|action item|action items|tactic|tactics|strategy:2|delivery action|sub task:2|sub action:3|what do i want need learn:4|what do i have do achieve this:3.5|what i need do|requirement:2|programme of work|work programme|item:2.5|name:2.5|objectives:2.8|target activity|action points|action point|response:1.5|project activity|scheme:3"
        ),
        ("plan_items", "target"): "target|targets|target indicator|target and performance indicator|performance indicator|performance indicators|performance measure:2.5|target performance indicator|indicator|indicators|kpi|kpis|milestone:2.5|milestones:2.5|key milestones:2|target output|outputs targets|target figure|measure:2.5|measures:2.5|performance target|success criteria:2.5|key performance indicator",
        ("plan_items", "timescale"): _DUE,
        ("plan_items", "starts_on"): _START,
        ("plan_items", "completed_on"): _DONE_ON,
        ("plan_items", "resources"): "resources|resource|resource required|resources required|resources needed|csp resources|funding|funding source|cost:4|costs:4|budget|resource implications|resource requirement|cost resources|what resources will we need|what resources or support will i need|what resources do we need|resource needed|resources and cost|funding required|cost implication|budget required|financial implications|resources budget|estimated cost:3|budget allocated:3.5|resourcing:3|how will it be funded|support needed|how funded",
        ("plan_items", "outcome"): (
            "how will we know we have achieved it|how will we know it has made a difference|what will be different|what will we see|how will we evidence success|outcome:5.5|outcomes:5.5|outcomes outputs|outcomes and outputs|key outcomes and outputs|expected outcome|expected outcomes|desired outcome|intended outcome|success measure|success measures|measure of success|measures of success|how we will know|how will we know|how will we know we have succeeded|how will we measure success|how we will measure success|"
            "how will i measure success|success criteria|success criterion|impact:3|expected impact|expected result|expected results|results|result|output|outputs|expected output|benefit|benefits|expected benefit|what difference will it make|what difference will this make|difference made|what will success look like|what success looks like|what does success look like|"
            "how success will be measured|how will success be measured|what will change|intended impact|outcome measure|outcome measures|performance measure|measure|measures|what good looks like|indicator of success|success indicators|success indicator|how will we know it has worked|how we will measure it|how will it be measured|how will this be measured|how will we measure progress|how measured|"
            "evidence of success|anticipated outcome|planned outcome|planned outcomes|measurable outcome|key outcomes|how will we know if we have made a difference|deliverable:2|deliverables:2|expected deliverable|output measure|monitoring measure|impact measure|evidence of impact"
        ),
        ("plan_items", "evidence"): "evidence|evidence of completion|evidence base:3|supporting evidence|evidence of progress|proof|evidence required|evidence source",
        ("plan_items", "lead_agencies"): _LEAD,
        ("plan_items", "lead_officers"): _OFFICER,
        ("plan_items", "lead_groups"): "reporting to|where reported|reported to|accountable group|lead group|lead groups|lead action group|delivery group|action group|sub group|subgroup|group|groups:4|working group|responsible group|governance group|owning group|delivery board|board|lead board|reporting group|thematic group|task group|governance:3|forum|task and finish group|lead sub group|oversight group|reports to:3|committee|lead partnership|steering group|monitored by:3|where monitored:3",
        ("plan_items", "status"): _STATUS,
        ("plan_items", "cross_cutting"): "cross cutting|crosscutting|cross cutting theme:3|cross cutting y n",
        ("plan_items", "public"): "public|publish|published y n|for publication|public y n",
        ("updates", "narrative"): _UPDATE,
        ("updates", "rag"): _RAG + "|status:2",
        ("updates", "outcome_rag"): "outcome rag|outcomes rag|impact rag|outcome rating",
        ("updates", "new_due_on"): "new due date|revised date|revised due date|revised target date|revised deadline|revised timescale|new date|new target date|new deadline|revised completion date|revised end date|extended to|revised completion|amended date|extension date|revised delivery date",
        ("updates", "author"): "update by|updated by:2|reported by|update author|author of update|completed by name|update provided by|author",
        ("updates", "reported_on"): "date of update|update date|reported on|date reported|date updated:2|update as at|date of report",
    },
    "risks": {
        ("risks", "ref"): _REF + "|risk ref:5.5|risk no:5.5|risk id:5.5|risk ref no|risk code|risk register no|ref id|risk item no|hazard no|finding no:3|threat no:2|rr ref|risk register ref|corporate risk no",
        ("risks", "title"): (
            "risk:6|risk title:6.5|risk name:6|risk event:5.5|risk short name:6|title of risk:6|name of risk:6|short title:4|risk description:5.2|description of risk:5.2|description of the risk:5.2|risk statement:5.5|statement of risk|risks:6|key risk:5.5|key risks:5.5|principal risk:5.5|strategic risk:5|corporate risk:5|operational risk:4.5|risk identified:5|identified risk:5|"
            "list of possible risks|possible risk|possible risks|potential risk|potential risks|potential problem:4|project risk|risk issue:5|risk detail:4.5|risk details:4.5|key risks to achieving|risk area:3|what is the risk:5.5|what could go wrong:5|what might go wrong:5|what can go wrong:5|risk and description|title:5.5|event:4|risk summary:5|uncertainty:3|"
            "description:3.2|hazard:4.5|hazards:4.5|hazard description:4|hazard identified:4.5|threat:3.2|threat description:3|name:3.5|finding:4.2|findings:4|risk scenario:5|scenario:4|risk factor:3.5|risk item:4.5|nature of risk:4.5|issue:3|issue risk:4|concern:3.5|risk type:1.5|threat event:3.5|risk or issue:5|risk there is a risk that:5|there is a risk that:5|if:1|detail of risk:4.8|risk definition:4.5|vulnerability:2.2|adverse event:4|risk element:4"
        ),
        ("risks", "cause"): "cause|causes|root cause|root causes|risk cause|cause of risk|due to|because of|because|as a result of|source|source of risk|risk source|threat source:4|vulnerability:4|vulnerabilities:4|threat:3.5|threats:3.5|causes or triggers|caused by|cause trigger|possible cause|possible causes|driver|risk driver|risk drivers|underlying cause|reason for risk|why might it happen|potential cause|potential causes|contributing factor|contributing factors",
        ("risks", "consequence"): (
            "impact analysis:4.5|outcome if it happens|consequences if risk occurs|if it happens|what would the effect be|consequence|consequences|effect|effects|impact description|description of impact|description of the impact|potential impact|impact detail|impact details|risk impact:4|potential consequence|potential consequences|what could happen|consequence of risk|effect of risk|resulting in|leading to|potential effect|impact if it happens|"
            "possible consequence|possible consequences|business impact|impact consequence|impact:3.2|impacts|risk consequence|risk effect|impact on project:4|impact on objectives|result|outcome:3.5|implication|implications|what would happen|what would the impact be|impact statement|description of consequence|describe impact|risk impact description|impact on service|effect on objectives|harm|potential harm|which would result in"
        ),
        ("risks", "category"): "type of risk:6|category|categories|risk category|risk type|type of risk|type|risk area|theme:4|risk theme|risk classification|classification|risk group|category of risk|area of risk|risk domain|domain|risk class:3.5|risk family|risk theme area|impact area:3|risk source category|asset category:2|workstream:2|heading:2|project area:2",
        ("risks", "owner"): (
            "managed by|person in charge|in charge|owner|risk owner|owner of risk|responsible|responsible officer|responsible person|person responsible|responsible party|lead officer|lead|risk lead|owned by|accountable officer|risk manager|assigned to:4|assignee:4|who is responsible|action owner:3|named owner|manager|risk owner name|risk owner post|owner name|owner role|"
            "stakeholder responsible|stakeholders responsible|responsible manager|lead person|accountable:4|senior owner|executive lead|exec lead|lead director|director|who:4|by whom:3|responsible role|role responsible|individual responsible|risk owner manager|allocated to|person in charge|contact:2|strategic lead|risk owner and title"
        ),
        ("risks", "owner_agency"): "owner agency|lead agency|agency|owning agency|responsible agency|lead organisation|organisation|partner|lead partner|owner organisation|agency responsible|responsible department:3.5|risk owner agency|risk owner organisation|owning department:3.5|department:2.5|directorate:2.5",
        ("risks", "inherent_likelihood"): "inherent likelihood|likelihood before|likelihood inherent|likelihood before mitigation|before mitigation likelihood|likelihood before control|likelihood without control|likelihood no control|inherent frequency|inherent risk likelihood|original likelihood|inherent risk l|inherent l|inherent p|likelihood untreated",
        ("risks", "inherent_impact"): "inherent impact|impact before|impact inherent|impact before mitigation|before mitigation impact|impact before control|impact without control|impact no control|inherent severity|inherent consequence|inherent risk impact|original impact|inherent risk i|inherent i|inherent s|impact untreated",
        ("risks", "current_likelihood"): "likelihood of happening|how likely is it|likelihood level|likelihood:4.5|current likelihood|residual likelihood|likelihood now|likelihood current|likelihood residual|likelihood rating|likelihood score|risk likelihood|likelihood of occurrence|likelihood of risk|likelihood occurrence|likelihood level|frequency:3.5|likelihood with control|likelihood after control|likelihood after mitigation:4|after mitigation likelihood:4|residual frequency|residual risk likelihood|current risk likelihood|l:4|p:3.5|residual l|residual p|current l|current p|residual risk l|current risk l|how likely|how likely is it|occurrence:4|likelihood it will happen|mitigated likelihood:4|likelihood factor|threat likelihood|likelihood of event|occurrence rating|likelihood l|likelihood p|risk l",
        ("risks", "current_impact"): "how bad would it be|severity level:4.5|degree of impact:4.5|impact:4.5|current impact|residual impact|impact now|impact current|impact residual|impact rating|impact score|risk impact:4|severity|severity rating|severity score|severity of impact|level of impact|impact level|consequence rating|consequence score|consequence level|consequence:3.2|impact severity|severity impact|impact consequence:4|impact with control|impact after control|impact after mitigation:4|after mitigation impact:4|residual severity|residual consequence|residual risk impact|current risk impact|i:4|residual i|residual s|current i|current s|residual risk i|current risk i|how bad|how serious|how severe|magnitude|mitigated impact:4|severity of harm|impact factor|magnitude of impact|severity of consequence|impact i|severity s|risk i|effect on project:2.5",
        ("risks", "target_likelihood"): "target likelihood|likelihood target|likelihood after:4|after likelihood:4|target risk likelihood|target frequency|target l|target p|target risk l|likelihood wanted|reviewed likelihood:4|likelihood after action|likelihood following action",
        ("risks", "target_impact"): "target impact|impact target|impact after:4|after impact:4|target risk impact|target severity|target consequence|target i|target s|target risk i|impact wanted|reviewed impact:4|impact after action|impact following action",
        ("risks", "target_on"): "target by|target date|target resolution|target date for score|target score date|target resolution date|date to reach target|target risk date|date target to be achieved|target completion date:3|resolution date:3|target closure date:3|expected closure date:3|expected closing date:3|target date for reduction",
        ("risks", "proximity"): "proximity|risk proximity|when might it happen|when could it happen|likely timing|likely timing of risk|imminence|timing of risk|time horizon|when likely",
        ("risks", "response"): "action:1.5|risk action:1.5|response|risk response|treatment|risk treatment|strategy|response strategy|response type|treatment option|risk treatment option|response category|treat tolerate transfer terminate|4ts|4 ts|four ts|risk strategy|mitigation type:3|mitigation strategy type|management strategy:3.5|risk approach:3.5|approach:3|action type:2.5|treatment type|risk decision|treatment decision|management option|risk response type|response option",
        ("risks", "status"): "status|risk status|current status|status of risk|open closed|open or closed|state|risk state|status open closed|closed|live closed|current state|is open|active|risk open|status of the risk",
        ("risks", "review_on"): "review on|review date|next review|next review date|date of review|date for review|date of next review|review by|review due|to be reviewed|due for review|risk review date|date to review|review|review deadline|next review due|review timescale:3|follow up date:3",
        ("risks", "item"): "priority:3|linked priority:6|related priority:6|objective at risk|objective:3|corporate objective:3|strategic objective:3|objective affected:3|objective threatened|links to objective:3|plan priority",
        ("mitigations", "title"): (
            "preventive measure|preventive measures|preventative measures|prevention plan|prevention|how will it be managed|how will we manage it|precautions|mitigation|mitigations|mitigation action|mitigation actions|mitigation plan|mitigation plans|mitigation strategy|mitigation strategies|mitigation measure|mitigation measures|risk mitigation|risk mitigation strategy|risk mitigation plan|mitigation response|mitigation response plan|mitigation approach|mitigation steps|mitigation details|action to mitigate|"
            "actions to mitigate|key actions to mitigate risk|how to mitigate|how will we mitigate|action|actions|action plan|actions required|action required|further action|further actions|further action required|further actions required|further mitigation|further control|further controls|additional control|additional controls|additional mitigation|additional actions|additional controls required|further controls required|further control measures|"
            "planned action|planned actions|planned mitigation|planned controls|future controls|proposed action|proposed actions|proposed mitigation|proposed controls|recommended action|recommended actions|recommendation|recommendations|recommended controls|recommended treatment|recommended mitigation|treatment plan|risk treatment plan|risk treatment:3|treatment action|treatment actions|treatment:3|response plan|response action|response actions|"
            "risk response:3.5|response:3.2|responses|potential response|potential responses|planned response|preventative action|preventative actions|preventive action|preventive actions|corrective action|corrective actions|remediation|remediation action|remediation actions|remediation plan|what more can we do|what more can we do about it|what more needs to be done|what else needs to be done|what will we do about it|what are we going to do|how we will manage it|"
            "action to be taken|actions to be taken|actions planned|next steps|improvement actions|management action|management actions|management plan|risk management plan|risk management action|risk management strategy|mitigation and control:3|mitigation controls:3.5|mitigation control:3.5|action to reduce risk|actions to reduce risk|strategy:2|response strategy:2.5|contingency:1.5|risk response plan|control action|mitigating actions planned|what further action is necessary|mitigating actions or controls:3.5|counter measures|countermeasure|countermeasures"
        ),
        ("mitigations", "control"): (
            "control|controls|existing control|existing controls|current control|current controls|control measure|control measures|controls in place|existing mitigation|current mitigation|mitigation in place|what is in place|what is already in place|existing control measures|current control measures|existing measures|key controls|internal controls|existing actions|current actions|actions in place|"
            "what are we already doing about it|what are we already doing|what are we doing about it|what we are doing|what are you already doing|measures in place|existing controls in place|mitigating factors|current mitigation measures|existing safeguards|safeguards|control description|control short description:3|controls already in place|mitigation already in place|controls and mitigation|mitigation and controls|existing treatment|existing treatments|risk controls|controls mitigation|action taken:3|actions taken:3|existing countermeasures|primary controls|current arrangements"
        ),
        ("mitigations", "owner"): "action owner|mitigation owner|owner of action|action lead|mitigation lead|action by|action resource|action assigned to|action by whom|action officer|who will do it|responsible for action|person responsible for action|treatment owner|owner of mitigation|mitigation by whom|response owner|responsible for mitigation|control action owner|action manager",
        ("mitigations", "due_on"): "mitigation due|action due|action due date|mitigation due date|action date|action by date|action deadline|mitigation deadline|due date|due|date due|by when|deadline|timescale|completion date|target completion date|action target date|mitigation date|action timescale|complete by|implementation date|target date:4|timeframe|action by when|due by|treatment due date|planned completion date|date for completion|mitigation timescale|mitigation target date|action completion date|end date:3|target completion",
        ("mitigations", "status"): "mitigation status|action status|status of mitigation|status of action|treatment status|status of mitigation response|control status|mitigation progress status|implementation status|status of actions|mitigation rag:2",
        ("mitigations", "progress"): "status of mitigation:4|status of mitigation response:4.5|mitigation status:4|action status:4|status of action:4|mitigation progress|action progress|progress on actions|progress|action update|update on actions|mitigation update|progress on mitigation|progress update|update|action notes|progress against actions|latest update|progress comment|treatment progress|risk update:3|status update:3|mitigation comments",
    },
    "indicators": {
        ("indicators", "ref"): _REF + "|indicator ref|pi ref|indicator no|indicator id|kpi no|kpi ref|kpi id|kpi:2.5|pi no|ni|ni no|measure no|measure id|measure ref|indicator code|kpi code|pi code",
        ("indicators", "title"): (
            "indicator:5.5|performance indicator:5.5|indicators:5.5|performance indicators:5.5|kpi:5|kpis:5|key performance indicator:5.5|indicator name:6|indicator title:6|kpi name:6|kpi title:6|measure:5.2|measures:5|performance measure:5.5|performance measures|outcome measure:4.5|success measure:3.5|measure name:6|measure description:5|indicator description:5|kpi description:5|"
            "pi:4.5|description:3|metric:5|metrics:5|metric name|what we measure|what is measured|what are we measuring|what will be measured|title:3.5|name:3.5|offence type:3.5|crime type:3.5|offence:3.5|crime category:3.5|type of crime:3.5|outcome indicator:5|output:2.5|outcome:2|target description:2.5|performance metric|data item:3.5|dataset:2.5|data set:2.5|performance area:3|service measure|area of performance:3|what are we measuring success by|crime:3"
        ),
        ("indicators", "source"): "source of verification|means of verification|where data comes from|source|data source|source of data|data sources|where from|information source|system|data provider:3|source system|means of verification|data from|source of information|reporting source",
        ("indicators", "unit"): "unit|units|unit of measure|unit of measurement|measure type|format|measured in|uom|value type|count or percent|data type:3",
        ("indicators", "better"): "better|polarity|good is|direction of good|good performance is|desired direction|aim to|high or low is good|higher or lower is better|bigger or smaller is better|direction wanted|good to be|higher is better|direction:3|good performance|target direction|preferred direction|desired trend|what is good|is high good",
        ("indicators", "kind"): "cumulative|cumulative or snapshot|reporting basis|count type",
        ("indicators", "baseline_value"): "starting value|starting point|baseline|baseline figure|baseline value|baseline data|baseline year:3|base line|baseline position|starting point|starting position|base figure|baseline performance|baseline level|base year|where we started",
        ("indicators", "baseline_period"): "baseline period|baseline date|baseline year|date of baseline|period of baseline",
        ("indicators", "target_value"): "target|targets|target figure|target value|annual target|year end target|yearly target|end of year target|target for year|full year target|goal:3.5|target performance|target level|aim:2.5|where we want to be|performance target|yr target|target outturn|desired level|target no",
        ("indicators", "target_period"): "target by|target date|target year|target period|by when:3|date of target",
        ("indicators", "owner"): _LEAD + "|data owner|indicator owner|kpi owner|measure owner|reporting agency|responsible officer:3.5|lead officer:3.5|person responsible:3.5|contact:2",
        ("indicators", "item"): "priority|strategic priority|theme|objective:4|outcome:3|priority area|strategic objective|linked priority|plan priority|strategic theme|csp priority|goal:2.5|aim:2.5|key theme|category:2.5|area:2|perspective:2.5",
        ("indicators", "scope"): "scope|local or county|level of data|geography|geographic level",
        ("indicators", "contextual"): "contextual|for information only|context only|monitor only|contextual measure|contextual y n",
        ("measurements", "value"): "actual|actuals|value|outturn|result|current|current value|current performance|latest|latest figure|latest data|latest performance|performance:3.5|actual performance|actual value|actual figure|figure|latest value|current figure|current position:3|achieved|actual to date|this quarter|this period|current quarter|current period|quarter actual|latest result|result to date|this year|current level|current year:3|score:2.5",
        ("measurements", "note"): "commentary|comment:3.5|comments:3.5|narrative|performance commentary|explanation|notes on performance|explanation of performance|comments on performance|analysis|action being taken:3|update:3|progress:3|performance update:3|story behind the data|reason for variance|what is the data telling us",
        ("measurements", "provisional"): "provisional|provisional y n|provisional or final|data status:2.5",
        ("measurements", "group_average"): "group average|family average|most similar group|msg average|similar group average|family group average|peer average|msg|most similar group average|comparator average",
        ("measurements", "rank"): "rank:3.5|msg rank|group rank|rank in group|position in group",
    },
    "funding_streams": {
        ("funding_streams", "name"): "name:4|funding stream:6|fund:5|fund name:6|funding source:5|source of funding:5|grant:5.5|grant name:6|grant title:6|source:4|name of fund:6|name of grant:6|funding:4|funding pot:5.5|pot:4.5|budget:3|budget name|stream:5.5|income source:5|income:3.5|funding streams:6|grant stream|grants:5|programme:3|grant programme:5|grant description:4.5|funding description:4|source of income:5|organisation:3|description:2|title:3.5|reserve:4|funding program:5|income stream:5.5",
        ("funding_streams", "funder"): "funder|funding body|awarded by|provider of funds|funded by|grant giver|grantor|granting body|awarding body|funding organisation|organisation:3.5|donor|received from|granted by|grant provider|funding provider|government department|sponsor:3|commissioner|funding agency|granting agency",
        ("funding_streams", "kind"): "kind|type of funding|funding type|type|type of grant|grant type|category:3|fund type|nature of funding|revenue or capital:2",
        ("funding_streams", "year"): "year|financial year|funding year|fy|grant year|budget year|fiscal year|award year",
        ("funding_streams", "amount"): "amount|grant amount|total funding|amount available|budget|total|value|grant value|award|award amount|total grant|total amount|funding amount|total award|amount awarded|allocation|total value|total budget|funding available|annual amount|grant awarded|income amount|value of grant|sum|total available|funding allocation|grant total|amount received:4|received:3.5|amount gbp",
        ("funding_streams", "route"): "route|paid via|paid through",
        ("funding_streams", "banker"): "banker|held by|accountable body|budget holder|bank|banked by|holding body|fund holder|grant holder",
        ("funding_streams", "spend_by"): "spend by|to be spent by|spend deadline|end date|expires|expiry|expiry date|spend by date|must be spent by|grant end date|funding ends|funding end date|end of funding|deadline|grant expiry|expires on|end of grant|close date",
        ("funding_streams", "carry_forward"): "carry forward|can be carried forward|carry over|roll over|carry forward allowed|carry forward permitted|underspend can be carried forward|can carry forward",
        ("funding_streams", "conditions"): "conditions|grant conditions|restrictions|terms|terms and conditions|conditions of grant|purpose|criteria|ring fenced|ringfenced|eligible spend|requirements|grant purpose|restrictions on use|spending conditions",
    },
    "allocations": {
        ("allocations", "stream"): "funding stream|source of funding|funding source|funder|fund|stream|grant|funding pot|budget:2.5|pot|grant name|funded from|funding:3|paid from|source:4|grant stream|funded by|budget source|fund name|grant source|budget line:2",
        ("allocations", "item"): "priority|strategic priority|theme|linked priority|plan priority|objective:3.5|priority area|strategic theme",
        ("allocations", "project"): "project:6|project name:6|project title:6|scheme:5|initiative:5|purpose:4|spend item|item:4|activity:4.5|budget item:5|budget line:4.5|line item:5|description:4|description of spend|task:4.2|expenditure item|what for|service:4|service provided|intervention:4.5|budget heading:5|heading:3.5|proposal:4|programme:4|spend:1.5|project activity|work:2.5|category:3|expense:4.5|expense category:4|cost item:5|expense item|item description|name:3.5|title:3.5|allocation name|budget category:4|spending category:4|project description:4.5|project id:2.5|what is it for|details of spend|cost category:4|project and provider|expenditure:2.5|spend description",
        ("allocations", "provider"): "provider|recipient|delivered by|organisation:4.5|delivery partner|delivery agency|delivery organisation|supplier|paid to|grantee|awarded to|lead agency:4|lead:3.5|beneficiary|contractor|agency:4|lead organisation:4|lead partner:4|payee|vendor|provider name|department:2.5|allocated to|recipient organisation|project provider|commissioned provider",
        ("allocations", "amount"): "cost estimate:5.5|estimate:4|funding awarded|money awarded|sum awarded|amount|allocation|allocated|amount allocated|budget|cost|funding|value|budget allocated|approved amount|award|amount awarded|total|total cost|project cost|estimated cost|approved budget|funding allocated|budgeted|budget amount|planned|planned spend|planned cost|target:2.5|grant amount|total budget|annual budget|sum|price|funding amount|allocated budget|allocated amount|total allocation|agreed amount|amount approved|original budget|agreed funding|budgeted amount|estimated|estimate|projected cost|total estimated cost|contribution:3|amount gbp|award amount|revised budget:3",
        ("allocations", "status"): "status|allocation status|approval status|funding status|decision:3",
        ("allocations", "approved_by"): "approved by|agreed by|authorised by|approving group|approval body",
        ("allocations", "approved_on"): "approved on|approved:4|date approved|approval date|date agreed|agreed on|date of approval|date of decision",
        ("funding_entries", "actual"): "spent|spend|spend to date|spent to date|actual|actual spend|actual cost|actuals|expenditure|expenditure to date|actual expenditure|paid to date|total spent|total spend|amount spent|budget spent|actual amount|actual to date|paid:3.5|costs to date|spent so far",
        ("funding_entries", "forecast"): "forecast|forecast spend|projected spend|forecast outturn|projected outturn|year end forecast|projected year end|predicted spend|estimated outturn|forecast to year end|projected expenditure|forecast expenditure|full year forecast",
        ("funding_entries", "committed"): "committed|commitments|committed spend|ordered|amount committed|commitment",
        ("funding_entries", "claimed"): "claimed|amount claimed|claim|grant claimed|drawn down|drawdown|claimed to date|invoiced:3.5",
    },
    "bids": {
        ("bids", "stream"): "funding stream|source of funding|funding source|funder|fund|stream|grant|grant name|bid to|applied to|funding body|fund name|funding opportunity",
        ("bids", "project"): "bid:5.5|project|project title|project name|bid title|bid name|application|application title|proposal|bid description|description:3|title:3.5|bid for|proposal title",
        ("bids", "amount_sought"): "amount sought|bid amount|amount requested|amount of bid|amount applied for|requested|sought|amount bid for|value of bid|bid value|amount asked for|total requested|applied for|request amount",
        ("bids", "submitted_on"): "submitted on|date submitted|submission date|date of bid|date of application|application date|submitted|bid date|date applied|bid deadline:3",
        ("bids", "decision"): "decision|outcome|status|result|bid outcome|bid status|application status|successful|successful y n|bid result|success",
        ("bids", "decided_on"): "decided on|decision date|date of decision|outcome date|date decided|notified on|award date",
        ("bids", "amount_awarded"): "amount awarded|awarded|award|granted|amount granted|grant awarded|amount received|award amount|amount won|funding awarded",
        ("bids", "our_share"): "our share|share|our share %|our percentage",
    },
    "agencies": {
        ("agencies", "name"): "name:4|agency:5.5|organisation:5.5|agency name:6|organisation name:6|name of organisation:6|name of agency:6|partner agency:5.5|partner:5|partner organisation:5.5|member organisation|body:4|partner name:5.5|responsible authority:4.5|member agency|authority:4|partner agencies:5|company:4",
        ("agencies", "short_name"): "short name|abbreviation|acronym|short|initials|abbrev|known as",
        ("agencies", "kind"): "kind|type:3.5|type of organisation|organisation type|agency type|statutory or voluntary|statutory status|status:2|sector:3|responsible authority y n|membership type|category:3",
        ("agencies", "responsible_from"): "responsible from|member since|from|joined|date joined",
        ("agencies", "responsible_until"): "responsible until|until|left|date left",
    },
    "people": {
        ("people", "name"): "name:5|contact:4.5|contact name:6|full name:6|person:5|staff name:5.5|member:4.5|member name:5.5|officer:4.5|officer name:5.5|name of contact|name of officer|employee:4.5|employee name:5.5|representative:5|named representative|contact person:5.5|key contact:5|lead contact:4.5|attendee:4.5|nominated officer|spoc:5|single point of contact:5|staff member:5|team member:5|stakeholder name:4.5|name of representative|volunteer:4|volunteer name|names:4.5|members:4",
        ("people", "first_name"): "first name|first|given name|forename|christian name",
        ("people", "last_name"): "last name|last|family name|surname|second name",
        ("people", "agency"): "service:5.2|agency|organisation|employer|partner|company|body|partner agency|authority|organisation name|firm|agency name|employing organisation|representing|represents|organisation represented|department:3.5|affiliation|team:3|business",
        ("people", "job_title"): "job title|role|post|position|title:4|job|job role|designation|rank|post title|position title|job description:3|role title|role job title|function|project role:4|rank role|responsibilities:3|responsible:2.5|area of responsibility:3",
        ("people", "email"): _EMAIL,
        ("people", "phone"): _PHONE,
        ("people", "receives_returns"): "receives returns|sends returns|gets returns|return contact",
        ("people", "left_on"): "left on|date left|leaving date|leave date|end date:3",
    },
    "groups": {
        ("groups", "name"): "name:3.5|group:5.5|group name:6|name of group:6|meeting:4|board:4|sub group:5.5|committee:4.5|forum:4.5|meeting name:4.5|board name:5.5|delivery group:5|partnership group:5|working group:5|task group:5",
        ("groups", "short_name"): "short name|abbreviation|acronym|short|initials",
        ("groups", "kind"): "kind|type:3.5|type of group|group type|level:2",
        ("groups", "parent"): "reports to|parent group|accountable to|reporting to|governance|reports into",
        ("groups", "purpose"): "terms of reference|purpose|purpose of group|aim|aims|remit|role of group|function|scope|responsibilities|tor|description:3",
        ("groups", "meets"): "meets|frequency|meeting frequency|frequency of meetings|how often|how often it meets|schedule|meeting schedule|meeting dates",
        ("groups", "starts_on"): "starts on|start date|established|date established|set up on",
        ("groups", "ends_on"): "ends on|end date|disbanded|closed on",
    },
    "linked_plans": {
        ("linked_plans", "title"): "title:4|plan:5|plan title:6|strategy:5|strategy title:6|name of plan:6|name of strategy:6|strategy or plan:6|plan or strategy:6|plan name:6|strategy name:6|policy:4|policy or strategy|document:3|plan strategy",
        ("linked_plans", "owner"): "owner|lead|responsible|lead agency|agency|organisation|owned by|lead organisation|owning body|author",
        ("linked_plans", "period"): "period|years|dates|year|valid|covers|timescale|period covered|duration|date range",
        ("linked_plans", "web_address"): "web address|link|url|website|web link|hyperlink|where to find it|address",
    },
    "log_entries": {
        ("log_entries", "ref"): _REF + "|action ref|action no|rec no|recommendation no|item ref|log no|log ref|issue id|issue no|issue ref|order no|decision no|action id",
        ("log_entries", "title"): (
            "action:4.8|actions:4.5|action decision:5.5|recommendation:5.5|recommendations:5.5|action agreed:5|agreed action:5|action to take:4|actions to take:4|action point:5|action points:5|action item:4.5|actions agreed|action to be taken:4|order:5|order name:5.5|name of order:5.5|agreement:5|title:4|decision:5|issue:5|issue description:5.5|description of issue:5.5|issue title:5.5|description:3|duty:5|requirement:3.5|"
            "actions arising:5|matter arising:5|item:2.5|task:3.5|pspo:5.5|pspo name:5.5|action description:4.5|learning point:4.5|recommendation text:5.5|decision made:5|statutory duty:5|agreement name|protocol:4|action required:4.5|name of agreement|sharing agreement:5.5|information sharing agreement:5.5|data sharing agreement:5.5|what the law asks:5.5|legal duty:5.5|what is required:4.5|what we must do:5"
        ),
        ("log_entries", "source"): "source|review|meeting|meeting name|origin|review name|raised at|from meeting|report|name of review|arising from|minute:6|agenda item|minute ref:6|minute no:6|case:3|audit:3.5|dhr|dardr|related task:2|legislation:7|legislative basis|legal basis|act|statute|statutory basis|made under|power|powers|section of act",
        ("log_entries", "lead_agencies"): "lead agency|agency|lead agencies|lead partner|agency responsible|responsible agency|lead organisation|organisation|lead body|made by:3|partner",
        ("log_entries", "owner"): "owner|lead|who|by whom|responsible|lead officer|responsible officer|assigned to|person responsible|action owner|action by|action for|officer|responsible person|issue owner|actionee|assignee|allocated to|who will do it|to be actioned by",
        ("log_entries", "raised_on"): "raised on:7|date raised:7|meeting date|date of meeting|raised|date agreed|date:3|date logged|date set|action date|date opened|date identified|opened|date of action|date assigned|minute date|date given|date added|meeting held",
        ("log_entries", "starts_on"): "made on|signed on|date signed|signed|start date|date made|commencement date|came into force|effective from|in force from|starts on|from|date of order|order start|valid from|start",
        ("log_entries", "due_on"): "date to be completed|to be completed by|date to be achieved|due|due date|date due|deadline|by when|target date|timescale|when|completion date|due by|target completion date|complete by|target|target resolution date|date for completion|deadline date|when by",
        ("log_entries", "review_on"): "review due:6|review date:6|review on:6|next review|review by|date of review|next review date",
        ("log_entries", "expires_on"): "expires on|expiry|expiry date|expires|end date|valid until|date of expiry|order ends|ends on|order expires|in force until",
        ("log_entries", "completed_on"): _DONE_ON + "|date resolved|resolved on|resolution date|date cleared|date completed and outcome:8|completion date and outcome:8|date and outcome:7",
        ("log_entries", "area"): "area:7.5|area covered:7.5|scope:6|location:7.5|place|ward|where|town|area of order|geographic area|district:3",
        ("log_entries", "outcome"): "outcome|outcomes|result|resolution|what happened|outcome achieved|outcome of action|impact:2.5|closing comment|resolution notes|desired outcome:3|expected outcome:3",
        ("log_entries", "evidence"): "evidence|evidence of completion|proof|supporting evidence",
        ("log_updates", "narrative"): _UPDATE,
        ("log_updates", "status"): _STATUS + "|issue status|open in progress closed|action open closed|rag:6|rag rating:6|rag status:6|brag:6|brag rating:6",
    },
}

# Headings that speak for a table being none of ours, with the reason told. The weight counts towards that reason.
NONE_OF_OURS: dict[str, str] = {
    "a legend or scale": "definition:3|meaning:4|key:2.5|legend:5|colour code:4|rating scale:4|scale:4|score range:4|range:3|descriptor:4|descriptors:4|criteria:2|what it means:4|guidance:3.5|rag definition:5|likelihood scale:4|impact scale:4|explanation:2.5|score meaning:5|level description:4|term:3.5|acronym:2|abbreviation:1.5",
    "a list of links or documents": "link:4|url:4.5|hyperlink:4|web link:4|document title:4|document name:4|file name:4|document:3|link to document:4|resource link:4.5|web address:2|resource type:3|where saved:4|file location:4",
    "a checklist": "checklist:5|check:3|tick:4|check item:4|requirement:3.5|requirements:3|yes no:3.5|yes:3|met y n:4|in place y n:4|checked by:3.5|compliance:3|compliant:3.5|ready:2.5|not applicable:3|standard:2.5|requirement met:4|done tick:3",
    "a questionnaire": "question:5|questions:5|answer:4.5|answers:4.5|your answer:5|survey question:5|question no:4|respondent:4|timestamp:4|response option:3|score out of:2",
    "a list of assumptions, dependencies or lessons": "assumption:4.5|assumption description:5.5|description of assumption:5|assumptions:4|dependency:3|dependency description:5.5|description of dependency:5|depends on:2|lesson:4|lesson learned:5|lessons learned:4.5|what went well:5|what went wrong:4.5|validated:3|validation:2.5|dependent on:3|constraint description:5",
    "a stakeholder analysis": "stakeholder:4.5|stakeholder name:4|stakeholder group:4.5|interest:4.5|influence:4.5|level of influence:5|level of interest:5|power:4|engagement:3.5|engagement level:4.5|engagement strategy:5|current engagement:4.5|desired engagement:4.5|stakeholder type:4|current involvement:4.5|desired involvement:4.5|expectation:3|expectations:3|needs and expectations:4|what are their needs:4|support level:3.5|communication needs:3.5|information need:3|attitude:3.5|communication plan:2.5|power interest:5|impact on project:1.5",
    "a record of versions or changes": "version:4.5|version no:5|version date:4.5|revision:4.5|revision history:5|change made:4.5|amendment:4|amendments:4|changes made:4.5|document control:5|summary of changes:5|change request:4|author:2|change description:4",
    "a list of assets or look-up words": "asset owner:3|asset category:2.5|asset tag:5|serial number:4|manufacturer:5|model:4.5|warranty:5|purchase date:4|lookup:4|drop down:5|dropdown:5|list values:5|options:3|vulnerability list:4|control family:3",
    "a timetable or agenda": "agenda item:4|agenda:3.5|presenter:4.5|time:3|session:3.5|speaker:4.5|start time:4|end time:4|room:4|monday:4|tuesday:4|wednesday:4|thursday:4|friday:4",
    "a record of time or pay": "timesheet:5|hours worked:4|salary:4.5|fte:3.5|gross pay:5|net pay:5|hourly rate:3.5|overtime:4.5|shift:4",
}

# Names of sheets and of what stands over a table that speak for a register, or for none.
HINTS: dict[str, str] = {
    "risks": r"\brisks?\b|\braid\b|\bhazards?\b|\bthreats?\b",
    "plan_items": r"\baction plan|\bdelivery plan|\bwork ?plan|\bproject plan|\bimplementation plan|\bplan\b|\bobjectives?\b|\bactions?\b|\bpriorit|\bschedule\b|\bactivities\b|\btasks?\b|\bprojects?\b|\bto ?do\b|\bgantt\b|\broad ?map\b|\bprogramme\b",
    "indicators": r"\bindicators?\b|\bperformance\b|\bmeasures?\b|\bkpis?\b|\bmetrics?\b|\bscorecard\b|\bdashboard\b|\bstatistics\b|\bdata\b",
    "funding_streams": r"\bgrants?\b|\bfund(?:s|ing)?\b|\bincome\b|\bstreams?\b",
    "allocations": r"\ballocations?\b|\bspend(?:ing)?\b|\bbudgets?\b|\bfunding\b|\bgrants?\b|\bexpenditure\b|\bcosts?\b|\bfinances?\b",
    "bids": r"\bbids?\b|\bapplications?\b|\btenders?\b",
    "people": r"\bcontacts?\b|\bpeople\b|\bstaff\b|\bdirectory\b|\bmembers\b|\bteam\b|\broles\b|\bphone list\b|\bmailing list\b|\battendees\b",
    "agencies": r"\bagenc(?:y|ies)\b|\bpartners\b|\borganisations?\b|\bmembership\b",
    "groups": r"\bgroups?\b|\bboards\b|\bmeetings\b|\bgovernance\b",
    "linked_plans": r"\bstrateg(?:y|ies)\b|\blinked plans\b|\bother plans\b",
    "log_entries": r"\baction log\b|\bactions? (?:log|tracker|list|register|points?|arising)\b|\bmeeting actions?\b|\bissues?\b|\bdecisions?\b|\brecommendations?\b|\bmatters arising\b|\bminutes\b|\bpspos?\b|\borders?\b|\bdhrs?\b|\bdardrs?\b|\bdeath reviews?\b|\bhomicide reviews?\b|\blog\b|\bdut(?:y|ies)\b|\bsharing agreements?\b|\bprotocols?\b",
}
NONE_HINTS: dict[str, str] = {
    "a legend or scale": r"\blegend\b|\bkey\b|\bscales?\b|\bmatrix\b|\bguid(?:e|ance|elines?)\b|\bdefinitions?\b|\bglossary\b|\bcriteria\b|\binstructions?\b|\bheat ?map\b|\bdrop ?downs?\b|\blists?\b|\blook ?ups?\b|\bdata validation\b|\breference\b|\bread ?me\b|\bcover\b|\bhow to\b",
    "a list of links or documents": r"\blinks\b|\buseful documents\b|\bbibliography\b",
    "a checklist": r"\bcheck ?lists?\b|\breadiness\b|\bself assessment\b",
    "a questionnaire": r"\bquestionnaire\b|\bsurvey\b|\bquestions\b|\bfeedback form\b",
    "a list of assumptions, dependencies or lessons": r"\bassumptions?\b|\bdependenc(?:y|ies)\b|\blessons?\b",
    "a stakeholder analysis": r"\bstakeholders?\b",
    "a record of versions or changes": r"\bversions?\b|\bchange (?:log|history|control)\b|\bdocument control\b|\brevision\b",
    "a list of assets or look-up words": r"\bassets?\b|\binventory\b|\bdrop ?downs?\b|\blook ?ups?\b",
    "a timetable or agenda": r"\bagenda\b|\btimetable\b|\bcalendar\b|\brota\b",
    "a record of time or pay": r"\btimesheets?\b|\bpayroll\b",
}
