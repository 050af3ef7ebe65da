"""The headings of lists of agencies, people and groups."""

from __future__ import annotations

from csp_desktop.excel.recognising.wordings.everywhere import EMAIL, PHONE, Wordings

# fmt: off

AGENCIES: Wordings = {
    ("agencies", "name"):
        "signatory:4|signatories:4|signatory organisation:5.4|university:5|college:5|school:4|hospital:4.5|"
        "ngo:5|club:4.5|church:4.5|firm:4|business:4|legal name:5|official name:4.5|legal entity name:5|"
        "responsible authorities:5|"
        "responsible authority name:5.4|co operating body:4.5|cooperating body:4.5|partner body:5|"
        "partner agency name:6|agency or organisation:5.5|agency or service:5|agency title|"
        "member name:3.5|members:3.2|organisation or group|organisation or service|"
        "organisation or company|organisation title|local service|local provider|service name:4.6|"
        "service provider:4.6|service provider name|support service:4|provider:3.7|provider organisation|"
        "delivery partner:4.6|delivery organisation|supplier name:3.6|charity or group|"
        "community group:4.6|voluntary group:4.6|voluntary organisation:5|vcs organisation:5|"
        "vcse organisation:5|third sector organisation:5|third sector partner|business name:4|"
        "school name:4|council name:4.6|force name:4|trust name:4|housing provider:4.6|"
        "registered provider:4.6|housing association:4.6|name of service:5|name of provider:5|"
        "name of group:3.5|name of signatory|stakeholder:4.5|stakeholder name:4.5|stakeholder group:4.5|"
        "stakeholder organisation:5|name of partner:6|name of body:6|statutory partner:5.5|"
        "statutory agency:5.5|responsible body:4.5|member body:5|institution:4|charity:4|"
        "charity name:5.5|provider name:4|service name:3.5|partners:4.5|name:4|agency:5.5|"
        "organisation:5.5|agency name:6|organisation name:6|name of organisation:6|name of agency:6|"
        "partner agency:5.5|partner:5|partner organisation:5.5|member organisation|body:4|"
        "partner name:5.5|responsible authority:4.5|member agency|authority:4|partner agencies:5|"
        "company:4",
    ("agencies", "short_name"):
        "alternate name:3.7|alternative name:3.7|trading as:3.7|shortened name|short title|short form|short version|short code|abbreviated name|abbreviated to|"
        "known by|known locally as|acronym or abbreviation|initialism:3.7|short name|abbreviation|"
        "acronym|short|initials|abbrev|known as",
    ("agencies", "kind"):
        "legal status:3.7|legal form:4|statutory:3.7|statutory y n|statutory or non statutory|statutory or other|kind of agency|"
        "kind of organisation|kind of body|type of partner|type of provider|type of body|sector type|"
        "public private voluntary|public or private|public or voluntary|classification:3.7|"
        "category of partner|category of organisation|nature of organisation|member type|"
        "membership category|kind|type:3.5|type of organisation|organisation type|agency type|"
        "statutory or voluntary|statutory status|status:2|sector:3|responsible authority y n|"
        "membership type|category:3",
    ("agencies", "responsible_from"): "responsible from|member since|from|joined|date joined",
    ("agencies", "responsible_until"): "responsible until|until|to:4.6|left|date left",
}

PEOPLE: Wordings = {
    ("people", "name"):
        "partner contact:5|practitioner:4.4|professional:4|name of professional:5|worker:4|worker name:5|"
        "support worker:4|lead worker:4.4|"
        "rep:3.7|rep name:5|named rep|nominated rep:5|nominated lead:5|nominated member|"
        "designated lead:5|designated contact|designated officer:5|safeguarding lead:4.6|"
        "safeguarding contact|prevent lead:4.6|clerk name|parish clerk:4.6|town clerk:4.6|chair:3.7|"
        "chairperson:4.2|chair name|vice chair:3.6|co chair:3.6|co ordinator name|leader name|"
        "head teacher:4|head of service:4|director name|chief executive:4|named officer:5|"
        "named individual:5|named contact:5.5|named member|responsible person:4.6|"
        "responsible officer:4.6|liaison:3.7|liaison officer:4.6|liaison person|link person:4.6|"
        "link worker:5|link name|key worker:4|keyworker:3.7|lead person:4.6|lead representative:5|"
        "lead practitioner:4.6|local contact:5|primary contact person|first contact:5|"
        "first point of contact:5.5|secondary contact:4|second contact:3.6|alternative contact:3.5|"
        "alternate contact:3.5|contact at agency|contact at organisation|contact for|contact officer:5.5|"
        "contact person name and title|contact name and role:5|contact name and title:5|"
        "contact name and job title:5|name and job title:5|name and rank:5|name of individual:5.5|"
        "name of attendee:5.4|name of nominee|name of delegate|name of stakeholder:5|name of post holder|"
        "name of postholder|name of worker|name of trustee|name of user|full name and title|"
        "first and last name:5.5|forename and surname:5.5|title and name:5|person name and title|"
        "person in post:5|personnel name|who to contact:5.4|who is it|who they are|who represents|"
        "group lead:3.6|team lead:4|team leader:4|team manager:3.6|attended by:4|candidate name:4|"
        "nominee:4.6|appointee:4|practitioner name:5|case worker:4|social worker:3.6|police officer:4.4|"
        "ward councillor:4.6|elected member:4.6|mp name:4.5|governor name|champion name|"
        "subject matter expert:3.5|signatory:4|authorised signatory:4|main contact:5.5|"
        "primary contact:5.5|point of contact:5.5|poc:5|councillor:5|cllr:5|participant:4.5|"
        "participant name:5.5|display name:5|staff:4|board member:5|group member:4.5|panel member:5|"
        "committee member:5|delegate:4.5|invitee:4.5|link officer:4.5|lead name:4.5|who:3.5|colleague:4|"
        "deputy name:2.5|person name:5.5|contact full name:6|preferred name:4|stakeholder:3.5|"
        "individual:4|postholder:4.5|post holder:4.5|holder:3|trustee:4.5|governor:4.5|coordinator:4|"
        "champion:4|manager name:4.5|lead officer:4.5|named lead:4.5|lead:3|member of staff:5|name:5|"
        "contact:4.5|contact name:6|full name:6|person:5|staff name:5.5|member:4.5|member name:5.5|"
        "officer:4.5|officer name:5.5|name of contact|name of officer|employee:4.5|employee name:5.5|"
        "representative:5|named representative|contact person:5.5|key contact:5|lead contact:4.5|"
        "attendee:4.5|nominated officer|spoc:5|single point of contact:5|staff member:5|team member:5|"
        "stakeholder name:4.5|name of representative|volunteer:4|volunteer name|names:4.5|members:4",
    ("people", "first_name"):
        "first name or initial|forename or initial|preferred first name|first name contact|"
        "member first name|staff first name|employee first name|fore name|firstname|fname|first names|"
        "forenames|given names|known as:3|first name|first|given name|forename|christian name",
    ("people", "last_name"):
        "contact last name|member surname|member last name|staff surname|employee last name|"
        "employee surname|sur name|lastname|lname|sname|family names|last name|last|family name|surname|"
        "second name",
    ("people", "agency"):
        "trust:3.4|"
        "association name|club name:4.6|charity name:5|parish council:4.6|town or parish council:4.6|"
        "parish or town:4|council name:5|local authority name|name of school|name of group:4.4|"
        "name of partner|name of partner agency|name of service:4|name of team:4|name of department:4|"
        "group or organisation:5|organisation or service:5|organisation or department:5|"
        "organisation or company|organisation and role:4|organisation institution|"
        "organisation or business|organisation contact is from|organisation employed by|"
        "organisation they represent|organisation they work for|organisation title|agency or service:5|"
        "agency or department:5|agency or group|agency they represent|company or agency|"
        "company represented|partner represented|parent organisation|parent body|host organisation|"
        "host agency|home organisation|home institution|employed by:5|employer organisation|"
        "employing agency|employing body|employing authority|representing which organisation|"
        "representing organisation|representing agency|representative of:4.6|representing group|"
        "who they represent|who they work for|who do they represent|who for|which agency|"
        "which organisation|who are they from|where from:4|where they work|works at|works in:3.5|"
        "based with|trust name|nhs trust|practice name|university or institution|constabulary:3.7|"
        "force or agency|constituent body|nominating body:5|nominated by:3.6|appointing body:4.6|"
        "stakeholder organisation:5|stakeholder group:3.5|member agency|member organisation name|"
        "membership organisation|sector or organisation|faith group:3.5|community group:4|"
        "business unit:3.4|directorate or service|department or team|department name|team or service|"
        "service or department|service area:3.5|full organisation name|organisation full name|"
        "full name of organisation|institution|school:4|force:4|police force:4|directorate:4|"
        "department:4|dept:4|place of work|workplace|works for|from:2.5|organisation team|"
        "agency organisation|agency team|org name|name of organisation|name of agency|name of company|"
        "group represented|body represented|agency represented|sector body|on behalf of|"
        "member organisation|member body|partner organisation|council:3|ward represented:2|service:5.2|"
        "agency|organisation|employer|partner|company|body|partner agency|authority|organisation name|"
        "firm|agency name|employing organisation|representing|represents|organisation represented|"
        "department:3.5|affiliation|team:3|business",
    ("people", "job_title"):
        "role in organisation:5.6|role within organisation:5.6|role within agency|role within team|"
        "role in agency|role in team|role in company|role in council|role in school|role in service|"
        "role within group|role within partnership|role within board|role within service|role on panel|"
        "role on committee|role on steering group|role and responsibility:4.6|role and remit|"
        "role or post|role or designation|role or function|role or department:4|role type:3.5|"
        "position in organisation:5.6|position in group|position in team|position in company|"
        "position in school|position or job title|position and department|position description|"
        "position on board|job title and organisation:4.6|job title and department|job title or rank:5.4|"
        "job title or designation|rank or title|rank or position|rank or grade|police rank|"
        "post or position|post description|post in organisation|committee position:5|meeting role|"
        "current title|employment role|employee role|employee title|employee position|staff role|"
        "staff position|staff title|contact title:4.6|contact persons role|contact persons position|"
        "member role|office held|area of responsibility:4.6|working title|business title|"
        "professional title|profession or role|designation or title|designation and organisation|"
        "what they do:3.5|what is their role|what they are responsible for|occupation|position held|"
        "post held|role held|role on board|role on group|role in group|role in project|"
        "role in partnership|job position|employment title|profession|capacity|official title|"
        "current role|current post|role description|job function|position role|position title role|"
        "title position|area of work:3|specialism:3|portfolio:3.5|grade:2.5|title role|job title|role|"
        "post|position|title:4|job|job role|designation|rank|post title|position title|job description:3|"
        "role title|role job title|function|project role:4|rank role|responsibilities:3|responsible:2.5|"
        "area of responsibility:3",
    ("people", "email"): EMAIL +
        "|contact details:3.4|contact info:3.4|contact information:3.4",
    ("people", "phone"): PHONE +
        "|contact details:3.4|contact info:3.4|contact information:3.4",
    ("people", "receives_returns"): "receives returns|sends returns|gets returns|return contact",
    ("people", "left_on"):
        "date left post|leaving on|left post|date resigned|resigned on|date stood down|stood down|"
        "no longer in post from|left:4.6|has left:4.6|leaver:4|leaver date|last day:4.4|last working day|left in|date of leaving|left on|date left|leaving date|leave date|end date:3",
    ("group_members", "group"):
        "board or group:5.5|group or board:5.5|group or meeting:5.5|meeting or group:5.5|board or meeting:5.5|"
        "board or committee|group or committee|group or panel|panel or group|group or forum|board:4.8|"
        "group:5|group name:5|name of group:5|meeting:4.6|name of meeting|meeting name|board name|name of board|"
        "committee:4.6|panel:4.5|forum:4.5|sub group:5|member of:5|member of which group|sits on:5|"
        "sits on which group|attends:4.5|attends which group|meeting attended:5|group attended:5|"
        "represented on:4.8|membership of:5|which group:5|which board:5|partnership group:5|working group:4.6",
    ("group_members", "role"):
        "role on group:5.6|role in group:5.6|role within group:5.6|group role:5.6|role on board:5.6|"
        "role in board|role within board|board role:5.6|role on panel:5.6|role on committee:5.6|"
        "committee position:5.4|position on board:5.6|position on group:5.6|position in group:5.6|"
        "position on committee:5.6|role in partnership:5.4|role in meeting:5.6|role at meeting:5.6|"
        "meeting role:5.6|membership role:5.6|member role:5.4|membership type:4.6|type of member:4.8|"
        "type of membership:4.8|membership:4.4|member type:4.8|membership status:4.6|capacity:4.6|"
        "role:4.4|position:4.2|chair or member:5|member or deputy:5|voting status:4",
}

GROUPS: Wordings = {
    ("groups", "name"):
        "name of working group:5.5|name of sub group:5.5|working group:5|name of committee:5.5|name of forum:5.5|meeting title:5|meeting group|title of group:5.4|"
        "group or forum|group or committee|group or subgroup|governance group|governance meeting|"
        "governance forum:5|board or meeting|board or committee|board or forum|board title|"
        "panel or board|partnership meeting|partnership board:5|partnership forum|strategic board:5|"
        "sub committee:5|sub board|task and finish group:5.5|task force:4.6|taskforce:3.7|"
        "thematic group:5.5|theme group|theme board|reference group:5|project board:5|program board:5|"
        "executive board:4.6|advisory group:5|advisory board:5|consultative group|"
        "community of practice:4|board or group|group or board|board name:6|panel:4.5|panel name:5.5|"
        "network:4|network name:5|partnership:4|partnership name:5|name of board:6|name of meeting:5.5|"
        "name of panel:5.5|steering group:5|team name:3|name:3.5|group:5.5|group name:6|name of group:6|"
        "meeting:4|board:4|sub group:5.5|committee:4.5|forum:4.5|meeting name:4.5|board name:5.5|"
        "delivery group:5|partnership group:5|working group:5|task group:5",
    ("groups", "short_name"): "short name|abbreviation|acronym|short|initials",
    ("groups", "kind"):
        "kind of group|category of group|meeting type|type of board|type of forum|level of group|"
        "strategic or operational|strategic or tactical|standing or time limited|"
        "permanent or task and finish|kind|type:3.5|type of group|group type|level:2",
    ("groups", "parent"):
        "reporting line|reporting route|reports up to|reports into which group|reports in to|"
        "reporting into|reports to whom|reports to which board|reports to board|reports to group|"
        "escalates to|escalation to|escalation route|governed by|governance route|governance line|"
        "governing body:3.5|accountability:3.7|accountable body|answerable to|overseen by|parent board|"
        "parent body|parent committee|parent meeting|upward reporting|feeds into|feeds in to|"
        "higher group|superior group|sits under|sub group of|part of|belongs to|reports to|parent group|"
        "accountable to|reporting to|governance|reports into",
    ("groups", "purpose"):
        "focus of work:5|focus of work of group:5.4|purpose of meeting|purpose of board|purpose of forum|purpose and function|purpose and remit|"
        "purpose and scope|key responsibilities|key role|main responsibilities|role and remit|"
        "role and function|role and purpose|role of board|role of meeting|role of forum|remit of group|"
        "remit and scope|group aims|group function|group description|group responsibilities|"
        "group objectives|what it does|what it is for|what does it do|what group does|why it meets|"
        "aims and objectives|aims and purpose|objectives:3.7|focus:3.6|focus of group|area of focus:3.5|"
        "mandate:3.7|mission:3.7|responsible for:3.5|areas covered:3.5|terms of reference|purpose|"
        "purpose of group|aim|aims|remit|role of group|function|scope|responsibilities|tor|description:3",
    ("groups", "meets"):
        "meets when|meeting cycle|meeting pattern|meeting frequency and dates|meeting timings:4|"
        "meeting day:4|meeting days|meetings held|meetings per year|meeting schedule dates|"
        "meeting arrangements:4|frequency of group|frequency and dates|frequency of board|"
        "how often do they meet|how often does it meet|how often does group meet|"
        "how often meetings are held|how frequently|how frequently does it meet|how many times a year|"
        "timing of meetings|when does it meet|when do they meet|when they meet|when meetings are held|"
        "number of meetings|regularity:3.7|cadence|meets|frequency|meeting frequency|"
        "frequency of meetings|how often|how often it meets|schedule|meeting schedule|meeting dates",
    ("groups", "chair"):
        "chair|chaired by|chairperson|chairman|chairwoman|chair person|name of chair|chair name|who chairs|"
        "who chairs it|current chair|group chair|board chair|chair of group|chair and post|chair or lead",
    ("groups", "starts_on"): "starts on|start date|established|date established|set up on|date set up|date founded|founded|date group founded|date committee founded|date of appointment:5|date appointed|date of establishment|formed|date formed",
    ("groups", "ends_on"): "ends on|end date|disbanded|closed on",
}

MEETINGS: Wordings = {
    ("meetings", "held_on"):
        "date:5|meeting date:6|date of meeting:5.6|meeting dates:5.4|dates:5|date held:6|date and day:6|day and date:6|"
        "meeting day:4|held on:6|when:5|when is it:5|date and time:6|date of next meeting:5|next meeting date:5|scheduled date:4.6|day:3.6",
    ("meetings", "group"):
        "group:5|board:5|committee:5|panel:5|forum:5|sub group:5|meeting:5|meeting name:5.4|name of meeting:5.6|which meeting:5.4|"
        "board or group:5.4|group or board:5.4|group name:5.4|name of group:5.4|name of board:5.4|board name:5.4|meeting group:5.4|"
        "committee name:5.4|body:4.4|partnership meeting:5|meeting title:5.2|type of meeting:4.6|meeting type:4.6",
    ("meetings", "place"):
        "venue:5.4|place:5|location:5|where:4.8|room:4.6|meeting place:5.4|where held:5.4|meeting venue:5.6|meeting location:5.6|"
        "address:4.2|venue and room:5.4|held at:5|host venue:5|location or link:5|venue or link:5|online or in person:4.6|format:3.6",
}
