"""The headings of funding streams and of the bids for them."""

from __future__ import annotations

from csp_desktop.excel.recognising.wordings.everywhere import Wordings

# fmt: off

FUNDING_STREAMS: Wordings = {
    ("funding_streams", "name"):
        "scheme:4|funding line:4.4|name of fund or grant:5.5|"
        "grant fund:5|funding scheme:5.4|funding description|funding streams and grants|name of pot|"
        "grant pot|grant funding:4.5|grant source:5|award title:5|income description line|"
        "source of funds:5|revenue source:4.6|budget stream|budget heading:3.5|budget pot|money from:4|"
        "where money comes from:4|external funding:4.5|external grant:5|resource stream|"
        "contribution from:3.6|title of scheme:5.4|project name:3.2|funding opportunity:5.5|"
        "scheme name:5|grant scheme:5.5|award name:5.5|name of award:5.5|grant program:5.5|"
        "fund programme:5.5|name of scheme:5|name of programme:4|name of funding:5.5|"
        "name of funding stream:6|title of grant:6|title of fund:6|funding title:5.5|"
        "fund description:4.5|income description:4|income line:4|income type:3|what funding:3|"
        "budget source:4|name:4|funding stream:6|fund:5|fund name:6|funding source:5|source of funding:5|"
        "grant:5.5|grant name:6|grant title:6|source:4|name of fund:6|name of grant:6|funding:4|"
        "funding pot:5.5|pot:4.5|budget:3|budget name|stream:5.5|income source:5|income:3.5|"
        "funding streams:6|grant stream|grants:5|programme:3|grant programme:5|grant description:4.5|"
        "funding description:4|source of income:5|organisation:3|description:2|title:3.5|reserve:4|"
        "funding program:5|income stream:5.5",
    ("funding_streams", "funder"):
        "agency:3.4|who is it from|from:4.6|comes from:4.6|given by:5|grant given by|money given by|"
        "sponsor:5.2|sponsor name:5.4|sponsor organisation:5.4|sponsoring body|sponsoring organisation|"
        "sponsoring department|prime sponsor|direct sponsor:5.4|grant sponsor|funding department:5|"
        "funding sponsor|funding partner|funding authority|funding charity|funding council:4.5|"
        "funder organisation|funder or donor|grant funder|primary funder|grant made by|grant from|"
        "award from|awarded by whom|awarding agency|awarding authority|awarding department|"
        "awarding institution|awarding trust|donor agency|donor organisation|provider of income|"
        "source body|source agency|body providing funding|organisation providing funding|"
        "organisation name:4|name of foundation|name of body|contributor:3.7|contributing body|"
        "contributing organisation|contributing partner|contributed by|paid by whom|"
        "received from organisation|commissioned by|commissioning body|issuing body|issuing department|"
        "government body|agency name:4|lottery distributor:4|who is the funder|who awarded it|"
        "who provides it|who gives it|who provides the money|sponsor:4.5|funder name:6|name of funder:6|"
        "name of funding body|grant maker:5.5|foundation:4.5|name of donor|donor name|trust name:4.5|"
        "trust or foundation|grant awarding body|fund provider|source organisation:4|from whom|who from|"
        "received from whom|who funds it|who is it from|paid by:3.5|awarding organisation|funder|"
        "funding body|awarded by|provider of funds|funded by|grant giver|grantor|granting body|"
        "awarding body|funding organisation|organisation:3.5|donor|received from|granted by|"
        "grant provider|funding provider|government department|sponsor:3|commissioner|funding agency|"
        "granting agency",
    ("funding_streams", "kind"):
        "income type:4.6|income category|category of funding:5|grant category:5|award type|"
        "type of stream|stream kind|kind of funding|kind of grant|source type|nature of grant|"
        "nature of income|grant or contract|grant or contribution|grant contract or contribution|kind|"
        "type of funding|funding type|type|type of grant|grant type|category:3|fund type|"
        "nature of funding|revenue or capital:2",
    ("funding_streams", "year"): "year|financial year|funding year|fy|grant year|budget year|fiscal year|award year",
    ("funding_streams", "amount"):
        "allocated:4|amount offered:5|offer:3.8|offered:4.4|grant offered:5|offer amount:5|value of offer:5|"
        "total award value|award value:5.4|award sum|award granted|award in pounds|sum awarded:5|"
        "sum received|sum granted|sum available|annual grant:4.6|annual income|confirmed funding:4.8|"
        "confirmed income|confirmed value|confirmed award|confirmed grant:4.6|funding granted|"
        "funding given|funding agreed|funding award|funding sum|funding in pounds|funding received|"
        "funds available|funds received|funds awarded|funds granted|grant amount awarded|"
        "grant amount received|grant agreed|grant allocation:4.6|grant sum|grant in pounds|"
        "grant amount in pounds|grant funding amount|granted amount|value awarded|value of income|"
        "value of fund|value per year|value in pounds|amount allocated|amount approved|amount in pounds|"
        "amount per annum|amount per year|allocation amount|allocation for year|allocation in pounds|"
        "allocated funding|budget amount|budget allocation|budget available|income amount received|"
        "income expected:4|income forecast:3.4|income for year|income in pounds|income total|"
        "income to date:3.4|indicative funding:4|total amount received|total annual funding|total fund|"
        "total received|total secured|total allocation received|total pot|size of fund|size of pot|"
        "pot value|contribution value|contribution in pounds|contribution this year|contributed:3.7|"
        "how much did we get|how much money|how much was awarded|opening balance:4.6|balance at 1 april:5|balance on 1 april:5|"
        "balance as at 1 april:5|balance brought forward:4.6|balance b f:4.6|balance at start of year:5|cash received:4|"
        "funding:4.2|income:3.8|grant money|money received|grant income|grant received|award received|"
        "award total|award gbp|maximum award|maximum grant|grant size|funding level|size of grant|"
        "size of award|how much|awarded:4.5|granted:4.5|secured:4|amount secured|funding secured|"
        "income received|income budget|contract value|contribution:4|contribution amount|"
        "confirmed amount|funding value|funding gbp|amount agreed|amount|grant amount|total funding|"
        "amount available|budget|total|value|grant value|award|award amount|total grant|total amount|"
        "funding amount|total award|amount awarded|allocation|total value|total budget|funding available|"
        "annual amount|grant awarded|income amount|value of grant|sum|total available|funding allocation|"
        "grant total|amount received:4|received:3.5|amount gbp",
    ("funding_streams", "route"):
        "received via:5|received through|how received|paid by way of|paid via whom|payment route|"
        "funding received via|direct or via county|direct or through county|direct or indirect:4|"
        "passed through|administered via|administered by:3.5|route|paid via|paid through",
    ("funding_streams", "banker"):
        "held with|holding organisation|holding agency|holding authority|fund held by|grant held by|"
        "money held by|budget held by|who holds it|who holds the money|who holds budget|who holds funds|"
        "banked with|bank account holder|budget holding body|budget holding organisation|"
        "accountable organisation|accountable authority|grant recipient body|"
        "grant recipient organisation|host authority|host body|host organisation|host agency|"
        "treasurer body|financial host|fiscal agent|fiscal sponsor|banker|held by|accountable body|"
        "budget holder|bank|banked by|holding body|fund holder|grant holder",
    ("funding_streams", "spend_by"):
        "valid to|valid until|award end|award end date:5.4|award expiry|award expiry date|grant expires|"
        "grant expiry date:5.4|grant completion date|grant to be spent by|grant must be spent by|"
        "grant spend deadline|grant spend by|date to be spent by:5.4|date funding expires|"
        "date to spend by|date money must be spent by|date must be spent|expenditure end date|"
        "eligible until|fund end date|fund ends|fund expires|fund closes:4|funding until|funding to:3.5|"
        "funding deadline|funding period end date|funded until|funded to|income ends|last day to spend|"
        "latest spend date|must be used by|needs to be spent by|needs spending by|performance end date|"
        "project completion date:4|spend to be completed by|spend completion date|spend period end|"
        "to be used by|use by|use by date|when must it be spent|when must it be spent by|"
        "when does it end|when does it need to be spent by|when it ends|when to be spent by|runs until|"
        "runs to|expires when|expiration:3.7|expiration date|ends|term end|term end date|"
        "grant period end|grant period ends|period end|funding expires|funding expiry|funding period end|"
        "must be claimed by|claim by|last date for spend|deadline to spend|available until|"
        "project end date:4|spend by|to be spent by|spend deadline|end date|expires|expiry|expiry date|"
        "spend by date|must be spent by|grant end date|funding ends|funding end date|end of funding|"
        "deadline|grant expiry|expires on|end of grant|close date",
    ("funding_streams", "carry_forward"):
        "rollover allowed|rollover permitted|rollover y n|rolled forward|roll forward|"
        "roll forward allowed|roll forward permitted|carryover|carryover allowed|carryover permitted|"
        "carry over allowed|carry over permitted|carry over y n|carry forward y n|carried over y n|"
        "can be rolled over|can be rolled forward|can be carried over|can we carry forward|"
        "can underspend be carried over|underspend carried forward y n|unspent funds carried forward|"
        "carry forward|can be carried forward|carry over|roll over|carry forward allowed|"
        "carry forward permitted|underspend can be carried forward|can carry forward",
    ("funding_streams", "conditions"):
        "t cs:5|t c|ts cs|tcs|t c s|strings attached|strings:4|"
        "allowed categories|allowed category|allowed costs|allowed spend|allowed uses|"
        "allowable categories|allowable costs|allowable uses|eligible costs:5.4|eligible activities|"
        "eligible items|eligible projects:4|eligible uses|eligibility of spend|ineligible expenditure:4|"
        "ineligible costs:4|restricted to|restricted use|restricted purpose|restricted or not|"
        "restricted y n|restrictions and conditions|restrictions on spend|restrictions on use of funds|"
        "grant restrictions|funding restrictions|spend rules|ringfence|ring fence|ring fenced y n|"
        "ring fenced to|grant terms and conditions|grant rules|grant requirements:4.5|grant objectives:4|"
        "grant outcomes:3.5|grant usage|funding usage|funding used for|funding terms|"
        "funding terms and conditions|funding rules|funding requirements:4.5|funding objectives:4|"
        "funding priorities:4|funding remit|fund criteria|fund conditions|fund objectives|"
        "funds to be used for|intended for|intended purpose|to be used for|to be spent on|"
        "can be used for|can be spent on|must be spent on|must be used for|may be used for|used for:4|"
        "for what purpose|for what|what is it to be spent on|what is funding for|what is grant for|"
        "what it covers|what it funds|what can we spend it on|what we can use it for|"
        "what must it be spent on|aims of fund|aims of grant|purpose or conditions|"
        "purpose and restrictions|purpose of award|purpose of income|purpose of stream|"
        "conditions attached|conditions of award:5.4|conditions of use|award terms|special terms|"
        "scope of funding|remit:3.5|restricted:3.5|unrestricted:3|restricted funds:3.5|restriction type|"
        "use of grant:5|use of fund:5|use of funding:5|what it can be spent on|what can it be spent on|"
        "what it can be used for|what can it be used for|what is it for|what it is for|"
        "restricted unrestricted|restricted or unrestricted|restriction|permitted use|allowable spend|"
        "purpose of grant:5.5|purpose of fund:5.5|purpose of funding:5.5|funding purpose|"
        "funding condition|funding conditions|special conditions|grant criteria|funding criteria|"
        "eligible expenditure|terms of grant|intended use|spend criteria|conditions|grant conditions|"
        "restrictions|terms|terms and conditions|conditions of grant|purpose|criteria|ring fenced|"
        "ringfenced|eligible spend|requirements|grant purpose|restrictions on use|spending conditions",
}

BIDS: Wordings = {
    ("bids", "stream"):
        "sponsor:5.2|sponsor name:5.2|sponsor organisation|foundation:3.7|foundation name|trust:3.7|"
        "trust name|trust or foundation|charitable trust|fund applied to:5.4|fund applied for:5.4|"
        "funder applied to|grant applied for:4.6|grant body|grant making body|grant fund:5|grant funder|"
        "grant scheme:5|funder or fund|funder and program|name of scheme|awarding body:5|"
        "awarding organisation|donor:3.7|donor name|funding organisation:5|funding agency|"
        "funding scheme:5|funding pot|funding round:4|funding call:4.5|call title:4.5|call name:4.5|"
        "scheme:3.7|bidding to|bid to whom|bid submitted to|submitted to|applied to whom|application to|"
        "application made to|pot applied to|who to|prospect:3.5|prospect name:4|opportunity|name of fund|"
        "name of grant|funding program|grant program|grant maker|funding stream|source of funding|"
        "funding source|funder|fund|stream|grant|grant name|bid to|applied to|funding body|fund name|"
        "funding opportunity",
    ("bids", "project"):
        "purpose:3.6|scheme:3.4|subject of bid|what is it for:4|"
        "name of proposal|application for|application description|application purpose|applying for:4|"
        "bid subject|purpose of request|purpose of funding:4|proposal description|proposal summary|"
        "project summary:4|project description:5|project proposal:5|project to be funded|"
        "project seeking funding|request for|request description|request title|requested for|"
        "what bid was for|what are we bidding for|what we applied for|what we are applying for|what for|"
        "what for project|project applied for|what bid is for|bid purpose:4|purpose of bid:5|"
        "application name|name of bid|name of project:4|bid:5.5|project|project title|project name|"
        "bid title|bid name|application|application title|proposal|bid description|description:3|"
        "title:3.5|bid for|proposal title",
    ("bids", "amount_sought"):
        "amount:2.5|grant applied for:4.8|"
        "asked for:5.2|we asked for:5.2|how much we asked for:5.2|ask:5.2|ask amount:5.4|ask in pounds|sum requested:5.4|sum sought|sum applied for|sum bid for|"
        "value applied for|value requested|value sought|value of application|value of request|"
        "request:3.7|request in pounds|request total|requested in pounds|requested funding|"
        "requested grant|requested budget|grant amount requested|grant applied for amount|grant sought|"
        "grant request|grant request amount|funding request|funding sought:5.4|funding applied for|"
        "funding amount requested|funding amount sought|funds requested|funds sought|bid total|"
        "bid in pounds|bidding for:4|application amount:5.4|amount sought in pounds|amount we asked for|"
        "amount we applied for|amount proposed:4|total applied for|total ask|total amount requested|"
        "how much applied for|how much asked for|how much did we ask for|how much did we bid for|"
        "how much are we asking for|amount sought|bid amount|amount requested|amount of bid|"
        "amount applied for|requested|sought|amount bid for|value of bid|bid value|amount asked for|"
        "total requested|applied for|request amount",
    ("bids", "submitted_on"):
        "date received:4.4|received on:4.4|application received:4.4|date application received:5|"
        "date of receipt:4.4|"
        "date sent:5|date sent off|sent on:4|submission:3.7|bid submitted:5.4|bid submission date|"
        "bid sent|application submitted:5.4|application submission date|application sent|proposal date|"
        "date application submitted|date application sent|date application made|date bid submitted|"
        "date bid sent|date bid made|date lodged|date made:4|applied on|when submitted|when applied|"
        "when sent|submit date:4|actual submission date|submitted on|date submitted|submission date|"
        "date of bid|date of application|application date|submitted|bid date|date applied|bid deadline:3",
    ("bids", "decision"):
        "approved:4.4|approved y n:5|approved yes no:5|awarded:4.4|offer made:4|panel recommendation:3.4|"
        "outcome of application:5.6|outcome of bid:5.6|outcome status|outcome y n|outcome successful|"
        "application result:5.4|application decision|application successful|application success|"
        "application approved|award decision:5.6|award outcome|award status:5|award made y n|awarded y n|"
        "awarded yes no|awarded or not|award or decline|awarded or declined|approved or declined|"
        "approved or rejected|accepted or rejected|accept or reject|successful or not|"
        "successful or unsuccessful|successful yes no|was it successful|was bid successful|"
        "were we successful|success or failure|success yes no|won or lost|funding decision:5.6|"
        "funding outcome|funded y n|funded or not|funded status|funding status|grant decision|"
        "grant outcome|grant status|grant awarded y n|decision on bid|decision made|decision of funder|"
        "decision status|decision outcome|bid success|bid successful|bid stage:4|decision|outcome|status|"
        "result|bid outcome|bid status|application status|successful|successful y n|bid result|success",
    ("bids", "decided_on"):
        "panel date|date of panel|date approved:5|approval date:5|approved on:5|date of award:5|"
        "date of approval:5|"
        "notification date:5|date notified|notified:3.7|decision expected:5.6|decision expected by:5.6|"
        "decision date expected|decision due:5.6|decision due date:5.6|decision due by:5.6|"
        "decision received:5.4|decision by|date decision received|date decision made|"
        "date of award decision|date of result|date of notification of outcome|date of response|"
        "date outcome known|date outcome received|date outcome expected|date result received|"
        "date we heard|date heard|heard on:5|when we heard:5|heard back:4.4|told on:4.4|date awarded|expected notification|outcome expected|"
        "outcome expected by|outcome due|outcome received|outcome known|outcome notified|results due|"
        "response due:4|response received:4|when decided|when will we know|when will we hear|"
        "announcement date|decided on|decision date|date of decision|outcome date|date decided|"
        "notified on|award date",
    ("bids", "amount_awarded"):
        "got:5|we got:5|how much we got:5|offer:4.2|offered:5|grant offer:5|approved:4.4|approved amount:5.4|received:3.6|amount offered:5.4|"
        "award offered:5|value of offer:5|"
        "award value:5.4|award in pounds|awarded value|awarded in pounds|amount secured:5|"
        "amount successful|amount approved|amount of grant:4|amount offered|amount received in pounds|"
        "amount we got|amount we received|amount we were awarded|approved value|actual award|"
        "actual amount awarded|successful bid amount|successful value|secured:3.7|secured funding|"
        "funding granted|funding received|funding obtained|funding won|funds awarded|funds received|"
        "grant secured|grant received|grant approved|grant offered|grant award amount|"
        "grant amount awarded|offer amount|sum awarded:5|sum granted|sum received|sum secured|"
        "value of grant awarded|value received|value secured|total received|total secured|"
        "how much awarded|how much received|how much we got|how much we received|"
        "how much were we awarded|amount awarded|awarded|award|granted|amount granted|grant awarded|"
        "amount received|award amount|amount won|funding awarded",
    ("bids", "our_share"):
        "our contribution:3.5|our part:3.7|share of award|share of bid|our share|share|our share %|"
        "our percentage share",
}
