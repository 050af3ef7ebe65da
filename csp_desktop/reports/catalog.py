"""The forms a person can print, and printing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from csp_desktop.errors import ReportProblem
from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Form, Table
from csp_desktop.reports.county import directory, funding, position_pages
from csp_desktop.reports.county.shown import county_name
from csp_desktop.reports.documents import plan_document
from csp_desktop.reports.forms import (
    achievements,
    action_plan,
    checks,
    committee_page,
    funder,
    funding_statement,
    highlight,
    indicator_trends,
    partner_directory,
    progress_update,
    quarterly_sheet,
    return_form,
    risk_register,
    since_last,
)
from csp_desktop.reports.forms.log import action_log, forward_plan, orders, recommendations
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import written
from csp_desktop.reports.typesetting import typeset
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.rules.rag import WHOSE_WORDS, rag_words

__all__ = ["COUNTY_REPORTS", "REPORTS", "Report", "ReportOptions", "columns_of", "gather", "print_report"]


Of = TypeVar("Of", PlanRecords, CountyRecords)


@dataclass(frozen=True)
class Report(Generic[Of]):
    """A form by its name: what it is called, what it is for, and who gathers its data.

    `uses` names the options that choose what is in it; how it looks can be chosen for every form.
    """

    name: str
    title: str
    purpose: str
    gather: Callable[[Of, ReportOptions], Form]
    uses: frozenset[str] = frozenset()


_PLAN = frozenset({"item", "which_rag"})
_ALL: tuple[Report[PlanRecords], ...] = (
    Report(
        "quarterly-sheet",
        "Quarterly sheet",
        "One sheet per priority: measures, milestones, risks",
        quarterly_sheet.gather,
        _PLAN,
    ),
    Report(
        "action-plan",
        "Action plan",
        "Objectives and actions with the four quarters",
        action_plan.gather,
        _PLAN,
    ),
    Report(
        "progress-update",
        "Progress update",
        "Action, timescale, resources and this quarter's update",
        progress_update.gather,
        _PLAN,
    ),
    Report(
        "highlight",
        "Highlight report",
        "What each group reports every month",
        highlight.gather,
        frozenset({"recipient", "month", "which_rag"}),
    ),
    Report(
        "indicators",
        "Indicators",
        "Figures, ratings and trend charts",
        indicator_trends.gather,
        frozenset({"item"}),
    ),
    Report(
        "risk-register",
        "Risk register",
        "Matrix, movement and mitigations",
        risk_register.gather,
        frozenset({"item"}),
    ),
    Report(
        "funding-statement",
        "Funding statement",
        "Streams, allocations, bids, what is left",
        funding_statement.gather,
    ),
    Report(
        "achievements",
        "Achievements",
        "Year on year, in figures and in words",
        achievements.gather,
        frozenset({"item"}),
    ),
    Report(
        "partner-directory",
        "Partner directory",
        "Contacts, groups and linked plans",
        partner_directory.gather,
    ),
    Report(
        "action-log",
        "Action log",
        "For a group's meeting: its actions, and what to discuss",
        action_log.gather,
        frozenset({"recipient"}),
    ),
    Report(
        "recommendations",
        "Recommendations tracker",
        "Review by review: who has them, how far they are",
        recommendations.gather,
    ),
    Report("orders", "Register of orders", "Orders and agreements, and when they run out", orders.gather),
    Report(
        "forward-plan",
        "Forward plan",
        "What falls due, is reviewed or runs out in the year ahead",
        forward_plan.gather,
    ),
    Report(
        "since-last",
        "Since last time",
        "What has changed since last quarter",
        since_last.gather,
        frozenset({"since", "which_rag"}),
    ),
    Report(
        "return-form",
        "Return form",
        "A recipient's return, to fill in by hand",
        return_form.gather,
        frozenset({"recipient"}),
    ),
    Report(
        "committee-page",
        "Committee page",
        "One page: priorities, changes, decisions, money",
        committee_page.gather,
        frozenset({"which_rag"}),
    ),
    Report(
        "funder",
        "Funder's report",
        "One stream: spent against planned, explained",
        funder.gather,
        frozenset({"stream", "which_rag"}),
    ),
    Report(
        "plan-document",
        "Partnership plan",
        "The plan as one document, to edit in Word",
        plan_document.gather,
    ),
    Report("checks", "Checks", "Things to check, and what to do about each", checks.gather),
)

_OF_COUNTY: tuple[Report[CountyRecords], ...] = (
    Report(
        "county-position",
        "County position",
        "Two pages: each partnership's figures, and what they share",
        position_pages.gather,
        frozenset({"which_rag"}),
    ),
    Report(
        "county-directory",
        "Directory of partnerships",
        "Chairs and contacts of the partnerships by region",
        directory.gather,
    ),
    Report(
        "county-funding",
        "Funding by district and theme",
        "What each partnership has, and what goes to which theme",
        funding.gather,
    ),
)

REPORTS: Mapping[str, Report[PlanRecords]] = {report.name: report for report in _ALL}
"""The forms of a plan."""
COUNTY_REPORTS: Mapping[str, Report[CountyRecords]] = {report.name: report for report in _OF_COUNTY}
"""The forms of several partnerships together."""


def report_named(name: str) -> Report[Any]:
    """A form of either kind; raises ReportProblem for a name that is none."""
    found = REPORTS.get(name) or COUNTY_REPORTS.get(name)
    if found is None:
        known = ", ".join([*REPORTS, *COUNTY_REPORTS])
        raise ReportProblem(
            f"There is no report called “{name}”, so nothing was printed; the names are {known}."
        )
    return found


def gather(records: PlanRecords | CountyRecords, name: str, options: ReportOptions) -> Form:
    """The data of a form, of a plan or of a county as it asks for; raises ReportProblem for a name that is none."""
    return report_named(name).gather(records, options)


def columns_of(form: Form) -> dict[str, str]:
    """The columns of a form that may be left out: heading by name, in order."""
    return {
        column.name: column.label
        for sheet in form.sheets
        for block in sheet.blocks.values()
        if isinstance(block, Table)
        for column in block.columns
        if not column.leads
    }


def print_report(records: PlanRecords | CountyRecords, name: str, options: ReportOptions) -> bytes:
    """A form as PDF; raises ReportProblem in one sentence."""
    return print_form(records, gather(records, name, options), options)


def print_form(records: PlanRecords | CountyRecords, form: Form, options: ReportOptions) -> bytes:
    """Gathered data as PDF; raises ReportProblem in one sentence."""
    return typeset(
        {
            "look": look(records, options, form.title),
            "cover": None,
            "contents": False,
            "flipped": form.flipped,
            "forms": [form.data()],
        },
        printed_on=options.printed_on,
    )


_MEANINGS = {"green": "on course", "amber": "at risk", "red": "off course"}


def _explained(rag: str, word: str) -> str:
    """A rating's word with what it means, unless the word says so itself."""
    return f"{word}: {_MEANINGS[rag]}" if word.casefold() == rag else word


@dataclass(frozen=True)
class About:
    """What pages are of, and whose they are, for the document's title and foot; what ratings are called there."""

    of: str
    whose: str
    words: Mapping[str, str]


def about(records: PlanRecords | CountyRecords) -> About:
    """A plan of a partnership, or a year of the county."""
    if isinstance(records, CountyRecords):
        return About(records.year.label, county_name(records), RAG_WORDS)
    return About(records.plan["title"], records.partnership["name"], rag_words(records.partnership))


def look(records: PlanRecords | CountyRecords, options: ReportOptions, title: str) -> dict[str, Any]:
    """How pages look and what stands at their foot."""
    them = about(records)
    return {
        "title": f"{title} – {them.of}",
        "author": them.whose,
        "context": f"{title} of {them.of}, {them.whose}",
        "large": options.large_print,
        "paper": options.paper,
        "orientation": options.orientation,
        "draft": options.draft,
        "printed": written(options.printed_on),
        "legend": dict(them.words),
        "legend at length": {rag: _explained(rag, word) for rag, word in them.words.items()},
        "whose": f"Ratings: {WHOSE_WORDS[options.which_rag]}",
    }
