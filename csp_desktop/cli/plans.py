"""Commands on plans and registers: brought in, checked, rolled over, brought together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from csp_desktop.cli.program import (
    PATH,
    file_argument,
    json_option,
    one_plan,
    opened,
    partnership_id,
    partnership_option,
    plans_meant,
    print_json,
    program,
    quarter_option,
    say,
)
from csp_desktop.errors import FileProblem
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import BY_NAME

# Of the cells of a sheet left for one reason, so many are named.
_LISTED = 4


@program.command("import")
@file_argument
@click.argument("workbook", type=PATH)
@click.option("--sheet")
@click.option("--year", type=FinancialYear.parse)
@click.option("--take-doubtful", is_flag=True, help="Also take what is only likely.")
@click.option(
    "--include-hidden",
    "hidden",
    is_flag=True,
    help="Hidden sheets, rows and columns too, and rows that are crossed out.",
)
@click.option("--dry-run", is_flag=True)
@partnership_option
@json_option
def import_plan(
    file: Path,
    workbook: Path,
    sheet: str | None,
    year: FinancialYear | None,
    take_doubtful: bool,
    hidden: bool,
    dry_run: bool,
    partnership: str | None,
    as_json: bool,
) -> None:
    """Bring an existing plan or register in."""
    from csp_desktop.editing.bringing_in.plan_import import apply_import, preview_import
    from csp_desktop.excel.recognising.column_mapping import CERTAIN_TABLE

    with opened(file, read_only=dry_run) as workspace:
        whose = None if partnership is None else partnership_id(workspace, partnership)
        preview = preview_import(
            workspace,
            workbook,
            sheet=sheet,
            year=year,
            partnership=whose,
            hidden=hidden,
            take_doubtful=take_doubtful,
        )
        if not dry_run:
            apply_import(workspace, preview)
        document = preview.as_json()
    left = [cell for cell in document["cells"] if cell["outcome"] == "asked"]
    if as_json:
        print_json(document)
    else:
        for register, counts in document["registers"].items():
            click.echo(f"{register}: {counts['new']} new, {counts['updated']} updated, {counts['same']} same")
    for note in document["notes"]:
        say(note)
    left_out = [
        table
        for table in document["tables"]
        if not table["register"] and table["confidence"] >= CERTAIN_TABLE
    ]
    for table in left_out:
        say(f"{table['sheet']} {table['range']}: {table['why']}")
    alike: dict[tuple[str, str], list[Any]] = {}
    for cell in left:
        alike.setdefault((cell["sheet"], cell["message"]), []).append(cell)
    for (name, message), cells in alike.items():
        # One sentence may hold for a row, a whole column or a hidden sheet.
        addresses = ", ".join(cell["cell"] for cell in cells[:_LISTED])
        more = f" and {len(cells) - _LISTED} more" if len(cells) > _LISTED else ""
        others = f" and {len(cells) - 1} more" if len(cells) > 1 else ""
        were = "were" if others else "was"
        say(f"{name} {addresses}{more}: “{cells[0]['text']}”{others} {were} not brought in. {message}")
    for record in document["gone"]:
        title = f"{record['ref']} {record['title']}".strip()
        say(f"“{title}” is not in this file any more; it stays as it is until you change it.")
    sys.exit(1 if left or left_out or document["gone"] or not document["registers"] else 0)


@program.command()
@file_argument
@quarter_option
@partnership_option
@json_option
def check(file: Path, quarter: Quarter | None, partnership: str | None, as_json: bool) -> None:
    """List things to check."""
    from csp_desktop.rules.checks.readiness import findings

    all_findings = []
    with opened(file, read_only=True) as workspace:
        plans = plans_meant(workspace, quarter.year if quarter else None, partnership)
        for plan in plans:
            records = workspace.plan_records(plan["id"])
            looked_at = quarter or records.quarter_to_show(date.today())
            all_findings += [
                (plan["partnership_short"], finding) for finding in findings(records, looked_at, date.today())
            ]
    if as_json:
        print_json(
            {"findings": [{**finding.as_json(), "partnership": short} for short, finding in all_findings]}
        )
    else:
        # Plans of several partnerships number alike: the same words may be said of each.
        several = len({plan["partnership"] for plan in plans}) > 1
        for short, finding in all_findings:
            click.echo(
                f"{short}: {finding.kind}: {finding.message}"
                if several
                else f"{finding.kind}: {finding.message}"
            )
    sys.exit(
        1 if any(finding.kind != "note" and finding.accepted is None for _, finding in all_findings) else 0
    )


@program.command("roll-over")
@file_argument
@click.option("--to-year", type=FinancialYear.parse, required=True)
@click.option("--dry-run", is_flag=True)
@click.option(
    "--dates",
    type=click.Choice(["move", "clear", "keep"]),
    default="move",
    help="What becomes of dates before the new year: moved on into it, cleared or kept.",
)
@partnership_option
@json_option
def roll_over(
    file: Path,
    to_year: FinancialYear,
    dry_run: bool,
    dates: Literal["move", "clear", "keep"],
    partnership: str | None,
    as_json: bool,
) -> None:
    """Make next year's plan from this year's."""
    from csp_desktop.editing.roll_over import roll_over as roll

    with opened(file, read_only=dry_run) as workspace:
        plan = one_plan(workspace, Quarter(to_year.first - 1, 4), partnership)
        document = roll(workspace, plan["id"], to_year, dry_run=dry_run, dates=dates).as_json()
    if as_json:
        print_json(document)
    else:
        click.echo(
            ", ".join(
                f"{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}"
                for name, value in document.items()
                if value != []
            )
        )


@program.command()
@file_argument
@click.option(
    "--partnership",
    "partnerships",
    multiple=True,
    required=True,
    metavar="SHORT",
    help="Short name of one that becomes part of it; given for each.",
)
@click.option("--name", required=True, help="Of the one they become.")
@click.option("--short-name", required=True)
@click.option(
    "--year",
    type=FinancialYear.parse,
    help="Of its plan; the newest any of them has a plan for unless given.",
)
@click.option("--answers", type=PATH, help="What --dry-run --json printed, with answers filled in.")
@click.option("--take-likely", is_flag=True, help="What looks the same is the same.")
@click.option("--dry-run", is_flag=True)
@json_option
def combine(
    file: Path,
    partnerships: Sequence[str],
    name: str,
    short_name: str,
    year: FinancialYear | None,
    answers: Path | None,
    take_likely: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make one partnership of several."""
    from csp_desktop.editing.combine.combining import answers_in
    from csp_desktop.editing.combine.combining import combine as make_one

    given = answers_in(answers.read_text(encoding="utf-8-sig", errors="replace")) if answers else {}
    with opened(file, read_only=dry_run) as workspace:
        combined = make_one(
            workspace,
            [partnership_id(workspace, short) for short in partnerships],
            name,
            short_name,
            year,
            answers=given,
            take_likely=take_likely,
            dry_run=dry_run,
        )
    if as_json:
        print_json(combined.as_json())
    else:
        for line in combined.lines:
            said = " ".join(filter(None, (line.ref, line.title)))
            click.echo(": ".join(filter(None, (line.outcome, said, line.was, line.words))))
    for question in combined.open_questions:
        say(f"{question.words} Until that is answered they stay separate.")
    sys.exit(1 if combined.open_questions else 0)


@program.command()
@file_argument
@click.argument("copies", type=PATH, nargs=-1, required=True, metavar="COPY...")
@click.option("--apply", "apply_them", is_flag=True)
@click.option("--on-clash", type=click.Choice(["leave", "take"]), default="leave")
@json_option
def merge(file: Path, copies: Sequence[Path], apply_them: bool, on_clash: str, as_json: bool) -> None:
    """Preview what copies of the same file, or districts' own files, hold that it does not, or take it in."""
    from csp_desktop.editing.copies.taking_in import apply_copies, preview_copies

    with opened(file, read_only=not apply_them) as workspace:
        preview = (
            apply_copies(workspace, copies, on_clash) if apply_them else preview_copies(workspace, copies)
        )
    refused = [copy.message for copy in preview.copies if copy.message]
    if len(refused) == len(copies):
        raise FileProblem(" ".join(refused))
    document = preview.as_json()
    if as_json:
        print_json(document)
    else:
        for outcome, count in document["counts"].items():
            click.echo(f"{outcome}: {count}")
    for sentence in refused:
        say(sentence)
    for copy in preview.copies:
        if copy.district:
            say(copy.district)
        for finding in copy.questions:
            name = BY_NAME[finding.register]
            field = f", {name[finding.field].label.lower()}" if finding.field else ""
            say(f"{copy.path.name}, {name.label.lower()} {finding.known_as}{field}: {finding.message}")
    sys.exit(1 if preview.needs_person else 0)
