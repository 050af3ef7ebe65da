"""The forms a person can print, and printing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from csp_desktop.errors import ReportProblem
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Form, Table
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
from csp_desktop.rules.rag import WHOSE_WORDS, rag_words

__all__ = ["REPORTS", "Report", "ReportOptions", "columns_of", "gather", "print_report"]


@dataclass(frozen=True)
class Report:
    """A form by its name: what it is called, what it is for, and who gathers its data.

    `uses` names the options that choose what is in it; how it looks can be chosen for every form.
    """

    name: str
    title: str
    purpose: str
    gather: Callable[[PlanRecords, ReportOptions], Form]
    uses: frozenset[str] = frozenset()


_PLAN = frozenset({"item", "which_rag"})
_ALL = (
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

REPORTS: Mapping[str, Report] = {report.name: report for report in _ALL}


def gather(records: PlanRecords, name: str, options: ReportOptions) -> Form:
    """The data of a form; raises ReportProblem for a name that is none."""
    if name not in REPORTS:
        raise ReportProblem(
            f"There is no report called “{name}”, so nothing was printed; the names are {', '.join(REPORTS)}."
        )
    return REPORTS[name].gather(records, options)


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


def print_report(records: PlanRecords, name: str, options: ReportOptions) -> bytes:
    """A form as PDF; raises ReportProblem in one sentence."""
    return print_form(records, gather(records, name, options), options)


def print_form(records: PlanRecords, form: Form, options: ReportOptions) -> bytes:
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


def look(records: PlanRecords, options: ReportOptions, title: str) -> dict[str, Any]:
    """How pages look and what stands at their foot."""
    words = rag_words(records.partnership)
    return {
        "title": f"{title} – {records.plan['title']}",
        "author": records.partnership["name"],
        "context": f"{title} of {records.plan['title']}, {records.partnership['name']}",
        "large": options.large_print,
        "paper": options.paper,
        "orientation": options.orientation,
        "draft": options.draft,
        "printed": written(options.printed_on),
        "legend": words,
        "legend at length": {rag: _explained(rag, word) for rag, word in words.items()},
        "whose": f"Ratings: {WHOSE_WORDS[options.which_rag]}",
    }
