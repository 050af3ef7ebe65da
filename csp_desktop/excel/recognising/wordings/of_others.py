"""What tables are headed and called that are none of ours."""

from __future__ import annotations

# fmt: off

# Headings that speak for a table being none of ours, with the reason told. The weight counts towards that reason.
NONE_OF_OURS: dict[str, str] = {
    "a legend or scale":
    "definition:3|meaning:4|key:2.5|legend:5|colour code:4|rating scale:4|scale:4|score range:4|range:3|"
    "descriptor:4|descriptors:4|criteria:2|what it means:4|guidance:3.5|rag definition:5|likelihood scale:4|"
    "impact scale:4|explanation:2.5|score meaning:5|level description:4|term:3.5|acronym:2|abbreviation:1.5",
    "a list of links or documents":
    "link:4|url:4.5|hyperlink:4|web link:4|document title:4|document name:4|file name:4|document:3|"
    "link to document:4|resource link:4.5|web address:2|resource type:3|where saved:4|file location:4",
    "a checklist":
    "checklist:5|check:3|tick:4|check item:4|requirement:3.5|requirements:3|yes no:3.5|yes:3|met y n:4|"
    "in place y n:4|checked by:3.5|compliance:3|compliant:3.5|ready:2.5|not applicable:3|standard:2.5|"
    "requirement met:4|done tick:3",
    "a list of requirements":
    "requirement id:5|requirement no:5|requirement ref:5|requirement type:4.5|requirement description:4.5|"
    "functional requirement:5|acceptance criteria:3|acceptance criterion:3|verification method:4|user story:5|moscow:5",
    "a record of who attended":
    "present:4|apologies:4.5|attended:4.5|attended y n:5|attendance:4.5|absent:4.5|apologies sent:5|"
    "apologies received:5|signature:3|signed in:4.5|meetings attended:5",
    "a questionnaire":
    "question:5|questions:5|answer:4.5|answers:4.5|your answer:5|survey question:5|question no:4|"
    "respondent:4|timestamp:4|response option:3|score out of:2",
    "a list of assumptions, dependencies or lessons":
    "assumption:4.5|assumption description:5.5|description of assumption:5|assumptions:4|dependency:3|"
    "dependency description:5.5|description of dependency:5|depends on:2|lesson:4|lesson learned:5|"
    "lessons learned:4.5|what went well:5|what went wrong:4.5|validated:3|validation:2.5|dependent on:3|"
    "constraint description:5",
    "a stakeholder analysis":
    "stakeholder:4.5|stakeholder name:4|stakeholder group:4.5|interest:4.5|influence:4.5|"
    "level of influence:5|level of interest:5|power:4|engagement:3.5|engagement level:4.5|"
    "engagement strategy:5|current engagement:4.5|desired engagement:4.5|stakeholder type:4|"
    "current involvement:4.5|desired involvement:4.5|expectation:3|expectations:3|needs and expectations:4|"
    "what are their needs:4|support level:3.5|communication needs:3.5|information need:3|attitude:3.5|"
    "communication plan:2.5|power interest:5|impact on project:1.5",
    "a record of versions or changes":
    "change title:4.5|change no:4|change id:4.5|change ref:4.5|requestor:3|evaluator:3|version:4.5|"
    "version no:5|version date:4.5|revision:4.5|revision history:5|change made:4.5|amendment:4|amendments:4|"
    "changes made:4.5|document control:5|summary of changes:5|change request:4|author:2|change description:4",
    "a list of assets or look-up words":
    "asset owner:3|asset category:2.5|asset tag:5|serial number:4|manufacturer:5|model:4.5|warranty:5|"
    "purchase date:4|lookup:4|drop down:5|dropdown:5|list values:5|options:3|vulnerability list:4|"
    "control family:3",
    "a timetable or agenda":
    "venue:4|organiser:3.5|event name:4|event date:4|date of event:4|event:2.5|agenda item:4|agenda:3.5|"
    "presenter:4.5|time:3|session:3.5|speaker:4.5|start time:4|end time:4|room:4|monday:4|tuesday:4|"
    "wednesday:4|thursday:4|friday:4",
    "a list of tests or faults":
    "test case:5|test case id:5|test case no:5|test id:5|test scenario:4.5|test description:4|test step:5|"
    "test steps:5|test data:4|test result:4.5|expected result:4.5|expected results:4|actual result:4.5|"
    "actual results:4.5|pass fail:5|pass or fail:5|defect:5|defect id:5|defect description:5|bug:5|bug id:5|"
    "bug description:5|steps to reproduce:5|reproducible:4|test phase:4|build:3|environment:2.5|tester:4|"
    "tested by:4|test status:4",
    "a communications plan":
    "recurrence:3.5|distribution:3.5|distribution list:4|communication method:5|method of communication:5|"
    "communication type:5|communication vehicle:5|communication item:5|format medium:4.5|sender:3.5|"
    "receiver:3.5|audience:2|medium:3|message:2|key message:2.5|contact method:3",
    "a record of incidents or complaints":
    "incident no:5|incident id:5|incident ref:5|incident date:5|date of incident:5|time of incident:5|"
    "incident type:4.5|type of incident:4|incident description:4.5|complainant:5|complainant type:5|"
    "complaint ref:5|complaint no:5|date of complaint:5|nature of complaint:5|complaint:3.5|aggrieved:4|"
    "informant:4",
    "an appraisal of value for money":
    "npv:5|net present value:5|net present value npv:5|benefit cost ratio:5|benefits cost ratio:5|bcr:5|"
    "vfm category:4.5|value for money category:4.5|present value cost:4.5|present value benefit:4.5|"
    "payback period:3|irr:4|internal rate of return:5",
    "a chart of who is responsible": "raci:5|rasci:5|raci chart:5|raci matrix:5",
    "a record of time or pay":
    "timesheet:5|hours worked:4|salary:4.5|fte:3.5|gross pay:5|net pay:5|hourly rate:3.5|overtime:4.5|shift:4",
}

NONE_HINTS: dict[str, str] = {
    "a legend or scale":
    r"\blegend\b|\bkey\b(?!\s+(?:milestones?|actions?|risks?|projects?|performance|indicators?|contacts?|"
    r"priorit|objectives?|deliverables?|dates|decisions?|issues?|people|partners))|\bscales?\b|\bmatrix\b|"
    r"\bguid(?:e|ance|elines?)\b|\bdefinitions?\b|\bglossary\b|\bcriteria\b|\binstructions?\b|\bheat ?map\b|"
    r"\bdrop ?downs?\b|\blists?\b|\blook ?ups?\b|\bdata validation\b|\breference\b|\bread ?me\b|\bcover\b|"
    r"\bhow to\b|^values\b",
    "a list of links or documents": r"\blinks\b|\buseful documents\b|\bbibliography\b",
    "a checklist": r"\bcheck ?lists?\b|\breadiness\b|\bself assessment\b",
    "a list of requirements": r"\btraceability\b|\brequirements? (?:list|log|matrix|register)\b|\buser stor(?:y|ies)\b",
    "a record of who attended": r"\battendance\b|\bsign(?:ing)?[- ]?in sheet\b|\bwho attended\b",
    "a questionnaire": r"\bquestionnaire\b|\bsurvey\b|\bquestions\b|\bfeedback form\b",
    "a list of assumptions, dependencies or lessons": r"\bassumptions?\b|\bdependenc(?:y|ies)\b|\blessons?\b",
    "a stakeholder analysis": r"\bstakeholders?\b",
    "a record of versions or changes":
    r"\bversions?\b|\bchange (?:log|history|control)\b|\bdocument control\b|\brevision\b",
    "a list of assets or look-up words": r"\bassets?\b|\binventory\b|\bdrop ?downs?\b|\blook ?ups?\b",
    "a timetable or agenda": r"\bagenda\b|\btimetable\b|\bcalendar\b|\brota\b",
    "a list of tests or faults": r"\btest (?:cases?|logs?|results?|scenarios?|scripts?)\b|\bdefects?\b|\bbugs?\b|\buat\b",
    "a record of incidents or complaints":
    r"\bincident (?:log|book|register|record)\b|\bcomplaints? (?:log|register|record)\b",
    "a chart of who is responsible": r"\brasci\b|\braci\b",
    "a record of time or pay": r"\btimesheets?\b|\bpayroll\b",
}
