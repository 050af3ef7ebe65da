"""Records with known meaning laid out in the ways people do: wordings, order, offset, gaps, totals, legends, sideways.

The words of headings here are kept apart from the program's own: what people write, not what it knows.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from csp_desktop.excel.opening.grid import Grid

_PLACES = (
    "market square",
    "bus station",
    "high street",
    "north estate",
    "river path",
    "school gates",
    "retail park",
    "town hall",
)
_VERBS = (
    "Fit lights in the",
    "Patrol the",
    "Survey the",
    "Repaint the",
    "Gate the lane behind the",
    "Train staff at the",
    "Open a hub at the",
    "Review cover of the",
)
_BODIES = (
    "Police",
    "Borough Council",
    "Probation",
    "Fire and Rescue",
    "County Council",
    "ICB",
    "Housing Association",
)
_POSTS = (
    "Community Safety Manager",
    "ASB Team Leader",
    "Partnership Analyst",
    "Head of Housing",
    "Youth Justice Manager",
)
_WORRIES = (
    "Grant ends before the",
    "Data stops coming from the",
    "Staff leave the",
    "Flood closes the",
    "Costs rise at the",
    "Volunteers tire of the",
)
_TROUBLES = (
    "No lights work at the",
    "Wardens cannot reach the",
    "Data is missing for the",
    "The lease ran out on the",
    "Phones fail at the",
)
_FUNDS = ("Safer summer fund", "Night economy grant", "Levy for wardens", "Small sparks fund")
_MEASURES = (
    "Thefts near the",
    "Calls about the",
    "Repeat victims by the",
    "Residents who feel safe near the",
    "Fires at the",
)
_GROUPS = ("Serious violence", "Antisocial behaviour", "Burglary and theft", "Domestic abuse")
_NAMES = (
    "Sam Sample",
    "Alex Example",
    "Jo Specimen",
    "Chris Pattern",
    "Robin Model",
    "Pat Figure",
    "Lee Instance",
    "Kim Case",
)


@dataclass
class LaidOut:
    """A table as laid out: its sheet, its register ("" for none of ours), and the field of each column meant.

    `columns` maps a column of the sheet to the fields that are right for it ("notes" for none); `rows` are those of
    records, `others` those of totals and legends.
    """

    grid: Grid
    register: str
    columns: dict[int, frozenset[str]]
    rows: list[int]
    others: list[int] = field(default_factory=list)


Column = tuple[tuple[str, ...], Callable[[random.Random, int], object], str]
"""Headings people give it, what its cells hold, and the fields that are right, parted by a stroke."""


def _day(rng: random.Random) -> date:
    return date(2025, 4, 1) + timedelta(days=rng.randrange(360))


def _date(rng: random.Random, row: int) -> object:
    day = _day(rng)
    return rng.choice((day, day, f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}", f"{day:%B %Y}"))


def _one_of(words: tuple[str, ...]) -> Callable[[random.Random, int], object]:
    return lambda rng, row: rng.choice(words)


def _thing(openings: tuple[str, ...]) -> Callable[[random.Random, int], object]:
    return lambda rng, row: f"{openings[row % len(openings)]} {rng.choice(_PLACES)} in zone {row + 1}"


def _remark(rng: random.Random, row: int) -> object:
    return f"{rng.choice(('Two sessions held', 'Waiting for a quote', 'Draft agreed', 'Partners briefed'))} at the {rng.choice(_PLACES)}"


def _score(rng: random.Random, row: int) -> object:
    return rng.randint(1, 5)


_NOISE: tuple[Column, ...] = (
    (("Cost centre", "Ledger"), lambda rng, row: f"CC{rng.randint(100, 999)}", "notes"),
    (("Weather", "Mood music"), _one_of(("fair", "dull")), "notes"),
    (("Raised by", "Logged by whom"), _one_of(_POSTS), "notes"),
    (("Last touched", "Date it was logged"), _date, "notes"),
)  # fmt: skip

_PLAN: tuple[Column, ...] = (
    (("Action", "What will be done", "Activity to deliver", "Key task", "Agreed actions", "Delivery activity"), _thing(_VERBS), "title"),
    (("Ref.", "Action number", "ID", "No"), lambda rng, row: f"A{row + 1}", "ref"),
    (("Lead body", "Agency leading", "Lead partner agency", "Led by", "Responsible agency"), _one_of(_BODIES), "lead_agencies|lead_groups|lead_officers"),
    (("Lead person", "Named officer", "Officer responsible"), _one_of(_POSTS), "lead_officers|lead_agencies"),
    (("To be done by", "Due by", "Completion deadline", "Target end date", "When by"), _date, "timescale|due_on"),
    (("Begins", "Date work starts", "Planned start"), _date, "starts_on"),
    (("Status of action", "Current state", "Where it stands", "Progress status"), _one_of(("In progress", "Not started", "Complete", "On hold")), "status"),
    (("Latest position", "Progress so far", "Update on progress"), _remark, "updates.narrative"),
    (("RAG", "R/A/G", "BRAG rating"), _one_of(("R", "A", "G", "B")), "updates.rag"),
    (("Strategic theme", "Priority heading", "Thematic priority"), lambda rng, row: _GROUPS[row // 3 % 4], "priority|objective"),
    (("Expected results", "Measure of success", "How we'll know it worked"), _remark, "outcome|target"),
    (("Money needed", "Resources required", "Budget / resources"), _one_of(("Staff time", "£2,000 from reserve", "None")), "resources"),
)  # fmt: skip

_RISKS: tuple[Column, ...] = (
    (("Risk", "Risk title", "Description of the risk", "What might go wrong?", "Risk event"), _thing(_WORRIES), "title"),
    (("Risk ref.", "Risk no.", "ID"), lambda rng, row: f"R{row + 1}", "ref"),
    (("Likelihood (1-5)", "Current likelihood", "Probability score"), _score, "current_likelihood|inherent_likelihood"),
    (("Impact (1-5)", "Current impact", "Severity score"), _score, "current_impact|inherent_impact"),
    (("Owned by", "Risk owner", "Owner (post)"), _one_of(_POSTS), "owner|owner_agency"),
    (("Controls now in place", "Existing measures", "Current control measures"), _remark, "mitigations.control|mitigations.title"),
    (("Planned mitigation", "Further action planned", "Mitigating action"), _remark, "mitigations.title|mitigations.control"),
    (("Date of next review", "Review by", "Next review due"), _date, "review_on"),
    (("Open or closed", "Risk state", "Status"), _one_of(("Open", "Closed", "Open", "Live")), "status"),
    (("Type of risk", "Risk grouping", "Category"), _one_of(("Financial", "People", "Reputation")), "category"),
    (("Possible causes", "Causes", "Root cause"), _remark, "cause"),
    (("Consequences", "Effect if it happens", "Potential consequences"), _remark, "consequence"),
)  # fmt: skip

_INDICATORS: tuple[Column, ...] = (
    (("Indicator", "Performance measure", "KPI", "What we measure", "Measure name"), _thing(_MEASURES), "title"),
    (("PI no.", "KPI ref", "Ref"), lambda rng, row: f"PI{row + 1}", "ref"),
    (("Baseline 2024/25", "Starting position", "Base line"), lambda rng, row: rng.randint(50, 900), "baseline_value"),
    (("Target 2025/26", "Year-end target", "Target for the year"), lambda rng, row: rng.randint(50, 900), "target_value"),
    (("Q1", "Quarter 1", "Apr-Jun"), lambda rng, row: rng.randint(10, 200), "measurements.value"),
    (("Q2", "Quarter 2", "Jul-Sep"), lambda rng, row: rng.randint(10, 200), "measurements.value"),
    (("Data source", "Source of the data"), _one_of(("iQuanta", "Council survey", "Police")), "source"),
    (("Agency responsible", "Data owner"), _one_of(_BODIES), "owner"),
)  # fmt: skip

_MONEY: tuple[Column, ...] = (
    (("Project", "Scheme funded", "Project title", "Item of spend"), _thing(_VERBS), "project"),
    (("Paid from", "Funding source", "Grant"), _one_of(("Safer Streets", "PCC fund", "Reserve")), "stream"),
    (("Provider", "Delivered by", "Delivery organisation"), _one_of(_BODIES), "provider"),
    (("Allocation", "Amount agreed (£)", "Budget", "Amount allocated"), lambda rng, row: rng.choice((rng.randint(5, 90) * 100, f"£{rng.randint(5, 90) * 100:,}")), "amount"),
    (("Actual spend", "Spent to date", "Spend so far"), lambda rng, row: rng.randint(1, 40) * 100, "funding_entries.actual"),
)  # fmt: skip

_PEOPLE: tuple[Column, ...] = (
    (("Name", "Full name", "Contact", "Name of contact"), lambda rng, row: f"{_NAMES[row % 8]} {'ABCDEFGH'[row // 8 % 8]}", "name"),
    (("Post", "Job title", "Role"), _one_of(_POSTS), "job_title"),
    (("Organisation", "Agency", "Employer"), _one_of(_BODIES), "agency"),
    (("E-mail", "Email address"), lambda rng, row: f"person{row}@example.org", "email"),
    (("Telephone", "Tel. no.", "Mobile"), lambda rng, row: f"01279 {rng.randint(100000, 999999)}", "phone"),
)  # fmt: skip

_MILESTONES: tuple[Column, ...] = (
    (("Name", "Name of milestone", "Milestone", "Gateway"), _thing(_VERBS), "title"),
    (("Milestone no.", "Ref", "ID"), lambda rng, row: f"M{row + 1}", "ref"),
    (("Planned for", "To be reached by", "Finish date"), _date, "timescale|due_on"),
    (("Lead", "Who answers for it", "Milestone lead"), _one_of(_POSTS), "lead_officers|lead_agencies"),
    (("Where it stands", "State of play", "Status"), _one_of(("On track", "Not started", "Complete", "Delayed")), "status|updates.narrative"),
    (("RAG", "BRAG"), _one_of(("R", "A", "G", "B")), "updates.rag"),
)  # fmt: skip

_ISSUES: tuple[Column, ...] = (
    (("Issue", "What has gone wrong", "Issue in a sentence", "Description of the issue"), _thing(_TROUBLES), "title"),
    (("Issue no.", "Log number", "No"), lambda rng, row: f"I{row + 1}", "ref"),
    (("Severity", "How bad", "Priority (H/M/L)"), _one_of(("High", "Medium", "Low")), "notes"),
    (("Raised on", "Date raised", "Day logged"), _date, "raised_on"),
    (("Raised by", "Who told us"), _one_of(_POSTS), "notes"),
    (("Issue owner", "Given to", "Owner"), _one_of(_POSTS), "owner|lead_agencies"),
    (("Resolution", "How it was put right"), _remark, "outcome|log_updates.narrative"),
    (("Status", "Open or closed"), _one_of(("Open", "Closed", "In progress")), "log_updates.status"),
)  # fmt: skip

_GRANTS: tuple[Column, ...] = (
    (("Name of the grant", "Grant", "Fund name"), lambda rng, row: f"{_FUNDS[row % len(_FUNDS)]} {row + 1}", "name"),
    (("Given by", "Funder", "Grant-maker"), _one_of(("Home Office", "Lottery fund", "County Council", "PCC")), "funder"),
    (("Sum (£)", "Award (£)", "Total award"), lambda rng, row: rng.randint(5, 90) * 1000, "amount"),
    (("To be spent by", "Grant ends", "Last day to spend"), _date, "spend_by"),
    (("What it may be spent on", "Restricted to", "Conditions of the grant"), _remark, "conditions"),
)  # fmt: skip

_NONE: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("Key", ((("Score",), lambda rng, row: row + 1, "notes"), (("Meaning", "Definition"), _one_of(("Low", "Medium", "High")), "notes"))),
    ("Useful links", ((("Title", "Document"), _thing(_VERBS), "notes"), (("Link", "URL"), lambda rng, row: f"https://example.org/{row}", "notes"))),
    ("Checklist", ((("Requirement", "Check"), _thing(_VERBS), "notes"), (("Yes/No", "In place?"), _one_of(("Yes", "No")), "notes"))),
    ("Survey", ((("Question",), lambda rng, row: f"How safe is the {rng.choice(_PLACES)}?", "notes"), (("Answer",), _remark, "notes"))),
    ("Sheet1", ((("Test case", "Scenario tested"), _thing(_VERBS), "notes"), (("Expected result",), _remark, "notes"), (("Actual result",), _remark, "notes"), (("Pass/Fail",), _one_of(("Pass", "Fail")), "notes"))),
    ("Who does what", ((("Task", "Work"), _thing(_VERBS), "notes"), *(((post,), _one_of(("R", "A", "C", "I")), "notes") for post in ("Chair", "Analyst", "Clerk", "Warden")))),
    ("Incident log", ((("Incident no.",), lambda rng, row: row + 1, "notes"), (("Date of incident",), _date, "notes"), (("Where",), _one_of(_PLACES), "notes"), (("What was seen",), _thing(_TROUBLES), "notes"))),
    ("Assumptions", ((("Assumption",), _thing(_WORRIES), "notes"), (("Validated?",), _one_of(("Yes", "No")), "notes"), (("Owner",), _one_of(_POSTS), "notes"))),
)  # fmt: skip
_KINDS: dict[str, tuple[tuple[str, ...], tuple[Column, ...]]] = {
    "plan_items": (("Action plan 2025/26", "Delivery plan", "Work programme"), _PLAN),
    "risks": (("Risk register", "Partnership risks", "Register of risks"), _RISKS),
    "indicators": (("Performance 2025/26", "Scorecard", "Indicators"), _INDICATORS),
    "allocations": (("Budget 2025/26", "Grant spending", "Allocations"), _MONEY),
    "people": (("Contacts", "Directory of people", "Members"), _PEOPLE),
    "milestones": (("Milestones", "Key milestones", "Programme milestones"), _MILESTONES),
    "log_entries": (("Issues", "Issue log", "Open issues"), _ISSUES),
    "funding_streams": (("Grants held", "Funders", "Grants 2025/26"), _GRANTS),
}
# Milestones are actions of a plan.
_REGISTERS = {"milestones": "plan_items"}


def laid_out(seed: int) -> LaidOut:
    """One table of its seed's own kind and layout; the same for the same seed."""
    rng = random.Random(seed)
    if rng.random() < 0.15:
        name, columns = rng.choice(_NONE)
        return _put(rng, "", name, "", list(columns), rng.randint(3, 7))
    kind = rng.choice(tuple(_KINDS))
    titles, known = _KINDS[kind]
    register = _REGISTERS.get(kind, kind)
    first, *rest = known
    rest = rng.sample(rest, rng.randint(max(2, len(rest) // 2), len(rest)))
    columns = [first, *rest]
    if rng.random() < 0.5:
        rng.shuffle(columns)
    columns += rng.sample(_NOISE, rng.choice((0, 0, 1, 2)))
    title = rng.choice(titles)
    named = rng.random()
    return _put(
        rng,
        register,
        title if named < 0.6 else "Sheet1",
        title if named > 0.4 else "",
        columns,
        rng.randint(4, 14),
    )


def _put(
    rng: random.Random, register: str, sheet: str, title: str, columns: list[Column], count: int
) -> LaidOut:
    """Lay columns out on a sheet, somewhere, with what stands over, between and under them."""
    left, top = rng.choice((1, 1, 2, 3)), 1
    values: dict[tuple[int, int], object] = {}
    if title:
        values[top, left] = title
        top += rng.choice((1, 2, 3))
    places = {left + at: column for at, column in enumerate(columns)}
    for at, (headings, _, _) in places.items():
        values[top, at] = rng.choice(headings)
    rows, others = [], []
    row = top + 1
    for number in range(count):
        if number and rng.random() < 0.04:
            row += 1
        for at, (_, cells, fields) in places.items():
            if fields in ("title", "project", "name", "ref") or rng.random() > 0.08:
                values[row, at] = cells(rng, number)
        rows.append(row)
        row += 1
    if register == "allocations" and rng.random() < 0.4:
        values[row, left] = "Total"
        others.append(row)
    elif register == "risks" and rng.random() < 0.3:
        for number, words in enumerate((("Score", "Level"), ("1 to 8", "Low"), ("9 to 25", "High"))):
            for at, word in enumerate(words):
                values[row + 2 + number, left + at] = word
                others.append(row + 2 + number)
    meant = {at: frozenset(fields.split("|")) for at, (_, _, fields) in places.items()}
    grid = Grid(sheet, values)
    if register and rng.random() < 0.07 and count <= 8:
        turned: dict[Any, object] = {(at, line): value for (line, at), value in values.items() if line >= top}
        lines = sorted(at for at, _ in turned)
        return LaidOut(
            Grid(sheet, turned), register, {at: meant[at] for at in lines if at in meant}, rows, others
        )
    return LaidOut(grid, register, meant, rows, others)
