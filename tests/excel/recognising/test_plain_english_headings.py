"""Headings as a small district writes them: plain questions over the usual columns of each register."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

_CELLS: dict[str, tuple[object, ...]] = {
    "actions": ("Fit alley gates in Mill Street", "Run a knife amnesty in both libraries", "Train door staff in spiking awareness", "Hold a drop-in on market day"),
    "themes": ("Safer streets", "Safer streets", "Young people", "Young people"),
    "whos": ("Council", "Police", "Licensing officer", "Youth service"),
    "posts": ("Community safety manager", "HR partner", "CCTV manager", "Volunteer lead"),
    "whens": ("30 June 2025", "1 Sept 2025", "31 March 2026", "By Christmas"),
    "days": ("1 June 2025", "1 July 2025", "1 Aug 2025", "1 Sept 2025"),
    "met": ("1 May 2025", "1 May 2025", "5 June 2025", "5 June 2025"),
    "ends": ("Gates in place", "100 knives handed in", "40 staff trained", "20 people came"),
    "news": ("Two of four fitted", "Not begun by March", "12 trained so far", "Held twice since May"),
    "needs": ("£4,000", "Bins from Police", "A trainer", "Room hire"),
    "why": ("Residents told us", "Serious injuries", "A new law", "Young people asked"),
    "risks": ("Home Office grant ends early", "Key staff leave the team", "CCTV system fails over Christmas", "Volunteers stop coming to patrols"),
    "causes": ("The settlement is late again", "Short contracts and low pay", "Equipment is fifteen years old", "Nights are cold and long"),
    "effects": ("We stop two services at once", "Work is delayed for months", "Offences go unseen at night", "No patrols in the town centre"),
    "controls": ("Talk to the PCC every month", "Cross train two officers", "Service contract in place", "Rota with hot drinks"),
    "more": ("Write to the Minister", "Agree a notice period", "Buy a spare recorder", "Pay expenses to drivers"),
    "few": (3, 2, 4, 3), "scores": (4, 3, 5, 2),
    "names": ("Litter left on the green", "Repeat victims of domestic abuse", "Days lost to sickness in the wardens team", "Homes made safe after a break-in"),
    "from": ("Survey", "Police system", "HR system", "Housing system"),
    "ways": ("Up", "Down", "Down", "Up"), "yes": ("Yes", "No", "No", "Yes"),
    "figures": (61, 140, 320, 88), "aims": (65, 120, 280, 100), "quarter": (60, 35, 80, 20),
    "bought": ("Alley gates in Mill Street", "Youth boxing sessions", "Domestic abuse refuge beds", "Street pastors kit"),
    "sums": (4000, 2500, "£12,000", 600), "spent": (1000, 2500, 6000, 0), "left": (3000, 0, 6000, 600),
    "pots": ("Home Office", "PCC", "Council", "PCC"), "bodies": ("Gate Co", "Boxing club", "Refuge Trust", "Street Pastors"),
    "boards": ("Board", "Board", "Chair", "Board"), "meetings": ("JAG", "JAG", "CSP Board", "CSP Board"),
    "jobs": ("Write to the licensing committee about hours", "Send ward figures to all members", "Ask Housing for a list of empty homes", "Book the hall for the open day"),
    "came": ("Letter sent", "Figures sent in June", "Waiting for reply", "Booked for May"),
    "orders": ("Town centre alcohol", "Dogs on the beach", "Car cruising", "Feeding of gulls"), "places": ("Town centre", "Beach", "Retail park", "Quay"),
    "items": (4, 4, 5, 7), "numbers": (3, 4, 5, 7), "funds": ("Safer Streets", "Serious Violence", "Hotspot Fund", "Small Grants"),
    "codes": ("B1", "B2", "B3", "B4"), "agencies": ("Marlcote Council", "Marlcote Police", "Marlcote Homes", "Marlcote ICB"), "done": ("Part done", "Done", "Not begun", "Done"),
    "laws": ("Crime and Disorder Act 1998 s.6", "Care Act 2014 s.9", "Modern Slavery Act 2015 s.54", "Domestic Abuse Act 2021 s.59"),
    "states": ("Live", "On hold", "Not due", "Monitoring"),
    "went": ("↑", "→", "↓", "Increasing"),
}  # fmt: skip
_LEADS = "lead_agencies"
# Of each table its sheet, its register, and for each heading the cells under it and the field.
_TABLES: list[tuple[str, str, dict[str, tuple[str, str]]]] = [
    ("Delivery plan", "plan_items", {
        "What do we want to do?": ("actions", "title"), "Who is on it?": ("whos", _LEADS), "When do we want it done?": ("whens", "timescale"),
        "How will we know?": ("ends", "outcome"), "How is it going?": ("news", "narrative"), "What do we need?": ("needs", "resources"),
    }),
    ("Plan on a page", "plan_items", {
        "What matters to us": ("themes", "priority"), "What are we going to do about it?": ("actions", "title"), "Whose job?": ("whos", _LEADS),
        "Ready by": ("whens", "timescale"), "What will it look like when done?": ("ends", "outcome"), "Where are we up to?": ("news", "narrative"), "Done?": ("yes", "status"),
    }),
    ("Things to do", "plan_items", {
        "Why are we doing it?": ("why", "notes"), "What will be done": ("actions", "title"), "Who leads?": ("whos", _LEADS), "By what date": ("whens", "timescale"),
        "Who pays?": ("pots", "resources"), "Status": ("states", "status"), "Who else is helping?": ("bodies", "notes"),
    }),
    ("Risk register", "risks", {
        "What might go wrong?": ("risks", "title"), "Why it might": ("causes", "cause"), "What would follow": ("effects", "consequence"),
        "How likely (1-5)": ("few", "current_likelihood"), "How bad (1-5)": ("scores", "current_impact"), "What we do about it": ("controls", "control"),
        "Who is on it?": ("posts", "owner"), "When do we look again?": ("days", "review_on"), "Trend": ("went", "notes"),
    }),
    ("What keeps us awake", "risks", {
        "What are we worried about?": ("risks", "title"), "What could cause it?": ("causes", "cause"), "What would happen then?": ("effects", "consequence"),
        "Consequence with no controls": ("scores", "inherent_impact"), "Likelihood with no controls": ("scores", "inherent_likelihood"),
        "Consequence with controls": ("few", "current_impact"), "Likelihood with controls": ("few", "current_likelihood"),
        "What have we got in place?": ("controls", "control"), "What more will we do?": ("more", "title"), "Next look": ("days", "review_on"),
    }),
    ("Worries", "risks", {
        "What is the worry?": ("risks", "title"), "What makes it likely?": ("causes", "cause"), "What would it mean": ("effects", "consequence"),
        "Chance": ("few", "current_likelihood"), "Harm": ("scores", "current_impact"), "What we do": ("controls", "control"), "Still to do": ("more", "title"), "Whose is it?": ("posts", "owner"),
    }),
    ("How are we doing", "indicators", {
        "What do we count?": ("names", "title"), "Where do we get it?": ("from", "source"), "Which way is good?": ("ways", "better"),
        "Where were we last year?": ("figures", "baseline_value"), "Where do we want to be?": ("aims", "target_value"), "Q1": ("quarter", "value"), "Who keeps the figures?": ("whos", "owner"),
    }),
    ("Numbers we watch", "indicators", {
        "What do we look at?": ("names", "title"), "Why it matters": ("why", "notes"), "Where do the numbers come from?": ("from", "source"),
        "Up or down is good?": ("ways", "better"), "Goal for this year": ("aims", "target_value"), "Apr-Jun": ("quarter", "value"),
    }),
    ("Budget", "allocations", {
        "What is it for?": ("bought", "project"), "How much": ("sums", "amount"), "Who pays?": ("pots", "stream"), "Who got it": ("bodies", "provider"),
        "Spent so far": ("spent", "actual"), "What is left": ("left", "ignored"), "When is it to be spent by?": ("days", "notes"),
    }),
    ("Grants given", "allocations", {
        "Group paid": ("bodies", "provider"), "What they are doing with it": ("bought", "project"), "How much?": ("sums", "amount"), "Which pot?": ("pots", "stream"),
        "Who said yes?": ("boards", "approved_by"), "When was it agreed?": ("days", "approved_on"),
    }),
    ("Action log", "log_entries", {
        "When did we meet?": ("met", "raised_on"), "What did we agree?": ("jobs", "title"), "Who said they would?": ("posts", "owner"),
        "When is it needed by?": ("days", "due_on"), "What happened?": ("came", "outcome"), "Finished?": ("yes", "status"),
    }),
    ("Jobs from meetings", "log_entries", {
        "Meeting": ("meetings", "source"), "What needs doing?": ("jobs", "title"), "Given to": ("posts", "owner"),
        "When does it need to be done?": ("days", "due_on"), "How is it going?": ("came", "narrative"),
    }),
    ("Actions", "log_entries", {
        "Meeting": ("met", "raised_on"), "What was agreed?": ("jobs", "title"), "Who for?": ("posts", "owner"), "Deadline": ("days", "due_on"),
    }),
    ("PSPO register", "log_entries", {
        "Public Spaces Protection Order": ("orders", "title"), "Runs from": ("met", "starts_on"), "Runs until": ("days", "expires_on"), "Where": ("places", "area"),
    }),
    ("Plan", "plan_items", {
        "Objective": ("themes", "objective"), "Action": ("actions", "title"), "Deliverable": ("ends", "outcome"), "Lead": ("whos", _LEADS), "Due": ("whens", "timescale"),
    }),
    ("Sheet1", "plan_items", {"Deliverable": ("actions", "title"), "Owner": ("whos", _LEADS), "Status": ("states", "status")}),
    ("Minutes", "log_entries", {"Agenda item": ("items", "source"), "Action": ("jobs", "title"), "Owner": ("posts", "owner"), "Due": ("days", "due_on")}),
    ("Minutes", "log_entries", {"Agenda item": ("numbers", "ref"), "Action": ("jobs", "title"), "Owner": ("posts", "owner"), "Due": ("days", "due_on")}),
    ("Risks", "risks", {
        "Risk": ("risks", "title"), "Pre-mitigation likelihood": ("scores", "inherent_likelihood"), "Pre-mitigation impact": ("scores", "inherent_impact"),
        "Mitigation": ("controls", "title"), "Post-mitigation Lead": ("posts", "owner"),
        "Post-mitigation likelihood": ("few", "current_likelihood"), "Post-mitigation impact": ("few", "current_impact"),
    }),
    ("KPIs", "indicators", {"Indicator": ("names", "title"), "Q1 last year": ("figures", "notes"), "Q1": ("quarter", "value"), "Target": ("aims", "target_value")}),
    ("Grants", "allocations", {"Grant": ("funds", "stream"), "How much": ("sums", "amount"), "Paid to": ("bodies", "provider"), "For": ("bought", "project")}),
    ("Decisions", "log_entries", {"What was decided?": ("jobs", "title"), "When?": ("days", "raised_on"), "Why?": ("why", "notes")}),
    ("Measures", "indicators", {"Measure": ("names", "title"), "Target": ("aims", "target_value"), "Aim": ("themes", "item"), "Q1": ("quarter", "value")}),
    ("Death reviews", "log_entries", {
        "Point": ("codes", "ref"), "What the panel asked for": ("jobs", "title"), "Of whom": ("agencies", _LEADS), "Do by": ("days", "due_on"),
        "Proof seen": ("ends", "evidence"), "How far on": ("done", "status"),
    }),
    ("Duties in law", "log_entries", {
        "The duty": ("jobs", "title"), "Which law": ("laws", "source"), "Falls on": ("agencies", _LEADS), "Next falls due": ("days", "due_on"),
    }),
    ("Orders in force", "log_entries", {
        "No": ("codes", "ref"), "What it is": ("orders", "title"), "Where it bites": ("places", "area"), "Sought by": ("agencies", _LEADS),
        "Made on": ("met", "starts_on"), "Runs out": ("days", "expires_on"), "Look at by": ("days", "review_on"),
    }),
    ("To do", "log_entries", {
        "No": ("codes", "ref"), "Said at the meeting of": ("met", "raised_on"), "What": ("jobs", "title"), "Who said so": ("posts", "owner"),
        "Promised for": ("days", "due_on"), "Off the list on": ("days", "completed_on"), "Latest word": ("came", "narrative"),
    }),
    ("Orders", "log_entries", {
        "Order": ("orders", "title"), "Made on": ("met", "starts_on"), "Ends": ("days", "expires_on"), "Area": ("places", "area"),
    }),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "register", "columns"), _TABLES, ids=[next(iter(columns)) for _, _, columns in _TABLES]
)
def test_questions_head_columns(sheet: str, register: str, columns: dict[str, tuple[str, str]]) -> None:
    cells = [_CELLS[name] for name, _ in columns.values()]
    grid = Grid.of_rows(sheet, [tuple(columns), *zip(*cells, strict=True)])
    mapping = read_grids([grid], FinancialYear(2025), Mappings()).mapped[0].mapping
    assert (mapping.register, mapping.certain) == (register, True)
    taken = {use.heading: use.field for use in mapping.columns}
    assert taken == {heading: field for heading, (_, field) in columns.items()}
    assert [use.heading for use in mapping.columns if use.asked] == []


def test_a_cause_is_no_name_unasked_where_another_text_may_be_it() -> None:
    columns = {"Murky thing": "risks", "Because": "causes", "Likelihood": "few", "Impact": "scores"}
    rows = zip(*(_CELLS[name] for name in columns.values()), strict=True)
    mapping = (
        read_grids([Grid.of_rows("Risks", [tuple(columns), *rows])], FinancialYear(2025), Mappings())
        .mapped[0]
        .mapping
    )
    because = mapping.columns[1]
    assert (because.field, because.asked) == ("title", True)
