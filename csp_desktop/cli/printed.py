"""Commands that write what is handed out: printed forms, the public page, the handover."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from csp_desktop.cli.program import (
    PATH,
    file_argument,
    one_plan,
    opened,
    partnership_option,
    program,
    quarter_option,
    say,
)
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear, Quarter, month_start
from csp_desktop.registers.as_written.dates import parse_date


def _day_or_quarter(text: str) -> date | Quarter:
    return parse_date(text) or Quarter.parse(text)


@program.command("print")
@click.argument("file", type=PATH, required=False)
@click.argument("report", required=False)
@click.option("--list", "list_them", is_flag=True, help="List the reports.")
@click.option("--out", type=PATH)
@quarter_option
@click.option("--item", metavar="REF")
@click.option("--recipient", metavar="SHORT")
@click.option("--large-print", is_flag=True)
@click.option("--since", type=_day_or_quarter, help="What since-last compares with: a day or a quarter.")
@click.option("--month", type=month_start, help="The month of a highlight report, for example 2010-11.")
@partnership_option
def print_form(
    file: Path | None,
    report: str | None,
    list_them: bool,
    out: Path | None,
    quarter: Quarter | None,
    item: str | None,
    recipient: str | None,
    large_print: bool,
    since: date | Quarter | None,
    month: date | None,
    partnership: str | None,
) -> None:
    """Print a report as PDF, or as a Word document where --out ends in .docx."""
    from csp_desktop.editing.county.gathering import county_records, year_to_show
    from csp_desktop.editing.returns.paper import paper_returns
    from csp_desktop.registers.issued_form import IssuedForm
    from csp_desktop.registers.plan_records import PlanRecords
    from csp_desktop.reports import catalog
    from csp_desktop.reports.typesetting import write_pdf
    from csp_desktop.reports.word_document import write_word
    from csp_desktop.rules.county.county_records import CountyRecords

    if list_them:
        for name in (*catalog.REPORTS, *catalog.COUNTY_REPORTS):
            click.echo(f"{name}: {catalog.report_named(name).title}")
        return
    if file is None or report is None or out is None:
        raise BadRequest("Give a file, a report and --out; print --list lists the reports.")
    if out.suffix.lower() == ".csp":
        raise BadRequest(
            f"“{out.name}” is the name of a plan's file, so nothing was printed; choose a name ending in .pdf or .docx."
        )
    issued: Sequence[IssuedForm] = ()
    records: PlanRecords | CountyRecords
    with opened(file, read_only=True) as workspace:
        if report in catalog.COUNTY_REPORTS:
            year = FinancialYear(quarter.year) if quarter else year_to_show(workspace, date.today())
            records = county_records(workspace, year)
        else:
            plan = one_plan(workspace, quarter, partnership, to_read=True)["id"]
            records = workspace.plan_records(plan)
        quarter = quarter or records.quarter_to_show(month or date.today())
        if report == "return-form":
            issued = paper_returns(workspace, plan, quarter)
    options = catalog.ReportOptions(
        quarter=quarter,
        item=item,
        recipient=recipient,
        large_print=large_print,
        since=since,
        month=month,
        issued=tuple(issued),
    )
    printing = write_word if out.suffix.lower() == ".docx" else catalog.print_report
    content = printing(records, report, options)
    replaced = out.exists()
    write_pdf(out, content)
    if replaced:
        say(f"“{out.name}” was already in {out.parent} and has been replaced.")


@program.command()
@file_argument
@click.option("--out", type=PATH, required=True, help="The folder to write into.")
@quarter_option
@click.option("--all", "everything", is_flag=True, help="All priorities, not only those marked public.")
@partnership_option
def publish(
    file: Path, out: Path, quarter: Quarter | None, everything: bool, partnership: str | None
) -> None:
    """Write the public page: index.html, the same as PDF, and one CSV a register."""
    from csp_desktop.reports.options import ReportOptions
    from csp_desktop.reports.publishing import publication, write_publication

    with opened(file, read_only=True) as workspace:
        plan = one_plan(workspace, quarter, partnership, to_read=True)["id"]
        records = workspace.plan_records(plan)
    made = publication(records, ReportOptions(quarter=quarter), everything=everything)
    replaced = write_publication(out, made)
    for name in made.files:
        click.echo(out / name)
    if replaced:
        say(f"Files already in {out} were replaced: {', '.join(replaced)}.")
    for withheld in made.withheld:
        say(withheld.sentence)
    sys.exit(1 if made.withheld else 0)


@program.command()
@file_argument
@click.option("--out", type=PATH, required=True, help="The folder to write into.")
@partnership_option
def handover(file: Path, out: Path, partnership: str | None) -> None:
    """Make a folder for a successor: what is out and open, contacts, calendar, packs, and the file."""
    from csp_desktop.editing.handover import handover_pages, handover_records, write_handover

    today = date.today()
    with opened(file, read_only=True) as workspace:
        plan = one_plan(workspace, None, partnership, to_read=True)["id"]
        quarter = workspace.plan_records(plan).quarter_to_show(today)
        pages = handover_pages(handover_records(workspace, plan, quarter, today))
        for path in write_handover(workspace, out, pages):
            click.echo(path)
    for sentence in pages.problems:
        say(sentence)
    sys.exit(1 if pages.problems else 0)
