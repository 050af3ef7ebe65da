"""The command line: every command of the program, the window being the default one.

Exit codes: 0 all went well, 1 finished but something needs a person, 2 could not do the job.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from csp_desktop import __version__
from csp_desktop.editing.new_file import first_records
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError, BadRequest, FileProblem, InvalidValue
from csp_desktop.excel.opening.safe_reading import run_if_asked
from csp_desktop.logs import log_defect
from csp_desktop.periods import FinancialYear, Quarter, example_year, month_start
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Record, Values, parse_date
from csp_desktop.registers.plan_records import grouped, plan_to_show


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        example = example_year().end
        raise InvalidValue(f"“{text}” is not a date; write it as {example:%d/%m/%Y} or {example}.")
    return day


def _day_or_quarter(text: str) -> date | Quarter:
    return parse_date(text) or Quarter.parse(text)


_PATH = click.Path(path_type=Path)
# Of the cells of a sheet left for one reason, so many are named.
_LISTED = 4
_file = click.argument("file", type=_PATH)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_quarter = click.option("--quarter", type=Quarter.parse, help="For example 2010-Q2.")
_partnership = click.option(
    "--partnership", metavar="SHORT", help="Short name, where the file holds more than one."
)


@click.group()
@click.version_option(__version__, prog_name="CSP Desktop")
def program() -> None:
    """The working papers of a Community Safety Partnership, in one local file.

    With no command the window opens, on FILE where one is given.
    """


@program.command("open", hidden=True)
@click.argument("file", type=_PATH, required=False)
@click.option("--demo", is_flag=True, help="Open a fresh sample file.")
def open_window(file: Path | None, demo: bool) -> None:
    """Open the window."""
    from csp_desktop import app

    if demo:
        from csp_desktop import demo as demonstration

        if not app.anybody_watching():
            click.echo(demonstration.walk_a_quarter(date.today()))
            return
        file = demonstration.fresh_sample(date.today())
    sys.exit(app.run_window(file))


@program.command()
@_file
@click.option("--year", type=FinancialYear.parse, help="Moved to this year; of 2010/11 unless given.")
@click.option("--partnerships", type=click.IntRange(1, 100))
@click.option("--years", type=click.IntRange(1, 50))
def sample(file: Path, year: FinancialYear | None, partnerships: int | None, years: int | None) -> None:
    """Write a sample file."""
    from csp_desktop.sample import write_sample

    write_sample(file, partnerships=partnerships, years=years, year=year)


@program.command()
@_file
@click.option("--name", required=True)
@click.option("--short-name", required=True)
@click.option(
    "--year", type=FinancialYear.parse, help="Of its plan; the present financial year unless given."
)
def new(file: Path, name: str, short_name: str, year: FinancialYear | None) -> None:
    """Make a file for one partnership, with a draft plan."""
    records = first_records(name, short_name, year or FinancialYear.of(date.today()))
    for insert in records:
        register = BY_NAME[insert.register]
        for _, sentence in register.problems({**register.blank(), **insert.values}):
            raise BadRequest(f"{sentence} No file was made.")
    with Workspace.create(file) as workspace:
        workspace.apply(records, "new file", kind="start")


@program.command("import")
@_file
@click.argument("workbook", type=_PATH)
@click.option("--sheet")
@click.option("--year", type=FinancialYear.parse)
@click.option("--take-doubtful", is_flag=True, help="Also take what is only likely.")
@click.option("--include-hidden", "hidden", is_flag=True, help="Hidden sheets, rows and columns too.")
@click.option("--dry-run", is_flag=True)
@_partnership
@_json
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

    with _opened(file, read_only=dry_run) as workspace:
        whose = None if partnership is None else _partnership_id(workspace, partnership)
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
        _print(document)
    else:
        for register, counts in document["registers"].items():
            click.echo(f"{register}: {counts['new']} new, {counts['updated']} updated, {counts['same']} same")
    for note in document["notes"]:
        _say(note)
    for table in document["tables"]:
        if not table["register"] and table["confidence"] >= CERTAIN_TABLE:
            _say(f"{table['sheet']} {table['range']}: {table['why']}")
    alike: dict[tuple[str, str], list[Any]] = {}
    for cell in left:
        alike.setdefault((cell["sheet"], cell["message"]), []).append(cell)
    for (name, message), cells in alike.items():
        # One sentence may hold for a row, a whole column or a hidden sheet.
        addresses = ", ".join(cell["cell"] for cell in cells[:_LISTED])
        more = f" and {len(cells) - _LISTED} more" if len(cells) > _LISTED else ""
        others = f" and {len(cells) - 1} more" if len(cells) > 1 else ""
        were = "were" if others else "was"
        _say(f"{name} {addresses}{more}: “{cells[0]['text']}”{others} {were} not brought in. {message}")
    for record in document["gone"]:
        title = f"{record['ref']} {record['title']}".strip()
        _say(f"“{title}” is not in this file any more; it stays as it is until you close or stop it.")
    sys.exit(1 if left or document["gone"] or not document["registers"] else 0)


@program.command("export-returns")
@_file
@click.option("--quarter", type=Quarter.parse, required=True)
@click.option("--out", type=_PATH, required=True)
@click.option("--recipient", "recipients", multiple=True, metavar="SHORT")
@click.option("--due", type=_day)
@_partnership
@_json
def export_returns(
    file: Path,
    quarter: Quarter,
    out: Path,
    recipients: Sequence[str],
    due: date | None,
    partnership: str | None,
    as_json: bool,
) -> None:
    """Write one return workbook per recipient with open items."""
    from csp_desktop.editing.returns import going_out as returns_out
    from csp_desktop.editing.returns import rows
    from csp_desktop.editing.returns.writing_workbooks import names_said
    from csp_desktop.paths import legal_name

    with _opened(file) as workspace:
        plans = _plans(workspace, quarter.year, partnership)
        written = []
        asked_of_nobody: list[str] = []
        for plan in plans:
            folder = out / legal_name(plan["partnership_short"], "partnership") if len(plans) > 1 else out
            written += returns_out.export_returns(workspace, plan["id"], quarter, folder, recipients, due)
            if not recipients:
                asked_of_nobody += rows.asked_of_nobody(workspace.plan_records(plan["id"]), quarter)
    if as_json:
        _print({"quarter": quarter.code, "returns": [workbook.as_json() for workbook in written]})
    else:
        for workbook in written:
            click.echo(f"{workbook.recipient}: {workbook.path}")
    for workbook in written:
        for sentence in names_said([workbook.file]):
            _say(sentence)
    if not written:
        _say(f"No one has open items in {quarter.label}, so no return was written.")
    for sentence in asked_of_nobody:
        _say(sentence)
    if not written:
        sys.exit(1)


@program.command("import-returns")
@_file
@click.argument("workbooks", type=_PATH, nargs=-1, required=True)
@click.option("--apply", "apply_them", is_flag=True)
@click.option("--on-clash", type=click.Choice(["leave", "take"]), default="leave")
@_json
def import_returns(
    file: Path, workbooks: Sequence[Path], apply_them: bool, on_clash: str, as_json: bool
) -> None:
    """Preview returned workbooks, or apply them."""
    from csp_desktop.editing.returns import coming_in as returns_in
    from csp_desktop.editing.returns.comparing.outside import conservation_said

    with _opened(file, read_only=not apply_them) as workspace:
        preview = returns_in.preview_returns(workspace, workbooks)
        if apply_them:
            returns_in.apply_returns(workspace, preview, on_clash)
        document = preview.as_json()
    if as_json:
        _print(document)
    else:
        for outcome, count in document["counts"].items():
            click.echo(f"{outcome}: {count}")
    for read_file in document["files"]:
        name = Path(read_file["file"]).name
        if read_file["status"] != "recognised":
            _say(read_file["message"])
        else:
            if not as_json:
                click.echo(f"{name}: {conservation_said(read_file['conservation'])}")
            if read_file["message"]:
                _say(f"{name}: {read_file['message']}")
        for finding in read_file["findings"]:
            if finding["outcome"] in ("clash", "ask", "rejected"):
                _say(f"{name}, {finding['sheet']} {finding['cell']}: {finding['message']}")
    sys.exit(1 if preview.needs_person else 0)


@program.command()
@_file
@click.option("--quarter", type=Quarter.parse, required=True)
@click.option("--out", type=_PATH, required=True)
@_partnership
def corrections(file: Path, quarter: Quarter, out: Path, partnership: str | None) -> None:
    """Write each return with faulty cells back for its partner to put right."""
    from csp_desktop.editing.returns.corrections import write_corrections
    from csp_desktop.editing.returns.writing_workbooks import names_said

    with _opened(file) as workspace:
        for plan in _plans(workspace, quarter.year, partnership):
            for written in write_corrections(workspace, plan["id"], quarter, out):
                click.echo(written.path)
                for sentence in names_said([written.file]):
                    _say(sentence)


@program.command("print")
@click.argument("file", type=_PATH, required=False)
@click.argument("report", required=False)
@click.option("--list", "list_them", is_flag=True, help="List the reports.")
@click.option("--out", type=_PATH)
@_quarter
@click.option("--item", metavar="REF")
@click.option("--recipient", metavar="SHORT")
@click.option("--large-print", is_flag=True)
@click.option("--since", type=_day_or_quarter, help="What since-last compares with: a day or a quarter.")
@click.option("--month", type=month_start, help="The month of a highlight report, for example 2010-11.")
@_partnership
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
    with _opened(file, read_only=True) as workspace:
        if report in catalog.COUNTY_REPORTS:
            year = FinancialYear(quarter.year) if quarter else year_to_show(workspace, date.today())
            records = county_records(workspace, year)
        else:
            plan = _one_plan(workspace, quarter, partnership, to_read=True)["id"]
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
        _say(f"“{out.name}” was already in {out.parent} and has been replaced.")


@program.command()
@_file
@click.option("--out", type=_PATH, required=True, help="The folder to write into.")
@_quarter
@click.option("--all", "everything", is_flag=True, help="All priorities, not only those marked public.")
@_partnership
def publish(
    file: Path, out: Path, quarter: Quarter | None, everything: bool, partnership: str | None
) -> None:
    """Write the public page: index.html, the same as PDF, and one CSV a register."""
    from csp_desktop.reports.options import ReportOptions
    from csp_desktop.reports.publishing import publication, write_publication

    with _opened(file, read_only=True) as workspace:
        plan = _one_plan(workspace, quarter, partnership, to_read=True)["id"]
        records = workspace.plan_records(plan)
    made = publication(records, ReportOptions(quarter=quarter), everything=everything)
    replaced = write_publication(out, made)
    for name in made.files:
        click.echo(out / name)
    if replaced:
        _say(f"Files already in {out} were replaced: {', '.join(replaced)}.")
    for withheld in made.withheld:
        _say(withheld.sentence)
    sys.exit(1 if made.withheld else 0)


@program.command()
@_file
@click.option("--out", type=_PATH, required=True, help="The folder to write into.")
@_partnership
def handover(file: Path, out: Path, partnership: str | None) -> None:
    """Make a folder for a successor: what is out and open, contacts, calendar, packs, and the file."""
    from csp_desktop.editing.handover import handover_pages, handover_records, write_handover

    today = date.today()
    with _opened(file, read_only=True) as workspace:
        plan = _one_plan(workspace, None, partnership, to_read=True)["id"]
        quarter = workspace.plan_records(plan).quarter_to_show(today)
        pages = handover_pages(handover_records(workspace, plan, quarter, today))
        for path in write_handover(workspace, out, pages):
            click.echo(path)
    for sentence in pages.problems:
        _say(sentence)
    sys.exit(1 if pages.problems else 0)


@program.command()
@_file
@_quarter
@_partnership
@_json
def check(file: Path, quarter: Quarter | None, partnership: str | None, as_json: bool) -> None:
    """List things to check."""
    from csp_desktop.rules.checks.readiness import findings

    all_findings = []
    with _opened(file, read_only=True) as workspace:
        plans = _plans(workspace, quarter.year if quarter else None, partnership)
        for plan in plans:
            records = workspace.plan_records(plan["id"])
            looked_at = quarter or records.quarter_to_show(date.today())
            all_findings += [
                (plan["partnership_short"], finding) for finding in findings(records, looked_at, date.today())
            ]
    if as_json:
        _print({"findings": [{**finding.as_json(), "partnership": short} for short, finding in all_findings]})
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
@_file
@click.option("--to-year", type=FinancialYear.parse, required=True)
@click.option("--dry-run", is_flag=True)
@click.option(
    "--dates",
    type=click.Choice(["move", "clear", "keep"]),
    default="move",
    help="What becomes of dates before the new year: moved on into it, cleared or kept.",
)
@_partnership
@_json
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

    with _opened(file, read_only=dry_run) as workspace:
        plan = _one_plan(workspace, Quarter(to_year.first - 1, 4), partnership)
        document = roll(workspace, plan["id"], to_year, dry_run=dry_run, dates=dates).as_json()
    if as_json:
        _print(document)
    else:
        click.echo(
            ", ".join(
                f"{name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}"
                for name, value in document.items()
                if value != []
            )
        )


@program.command()
@_file
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
@click.option("--answers", type=_PATH, help="What --dry-run --json printed, with answers filled in.")
@click.option("--take-likely", is_flag=True, help="What looks the same is the same.")
@click.option("--dry-run", is_flag=True)
@_json
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
    with _opened(file, read_only=dry_run) as workspace:
        combined = make_one(
            workspace,
            [_partnership_id(workspace, short) for short in partnerships],
            name,
            short_name,
            year,
            answers=given,
            take_likely=take_likely,
            dry_run=dry_run,
        )
    if as_json:
        _print(combined.as_json())
    else:
        for line in combined.lines:
            said = " ".join(filter(None, (line.ref, line.title)))
            click.echo(": ".join(filter(None, (line.outcome, said, line.was, line.words))))
    for question in combined.open_questions:
        _say(f"{question.words} Until that is answered they stay separate.")
    sys.exit(1 if combined.open_questions else 0)


@program.command()
@_file
@click.option("--register", "registers", multiple=True, metavar="NAME")
def dump(file: Path, registers: Sequence[str]) -> None:
    """Print all records as JSON."""
    with _opened(file, read_only=True) as workspace:
        _print({"registers": workspace.dump(registers)})


@program.command()
@_file
@_json
def verify(file: Path, as_json: bool) -> None:
    """Say whether the file is whole."""
    from csp_desktop.storage.checking.verify import verify as problems_of

    problems = problems_of(file)
    if as_json:
        _print({"whole": not problems, "problems": problems})
    elif not problems:
        click.echo(f"“{file.name}” is whole.")
    for problem in problems:
        _say(problem)
    sys.exit(1 if problems else 0)


@program.command()
@_file
def backup(file: Path) -> None:
    """Make a verified copy."""
    from csp_desktop.storage.backups import make_backup
    from csp_desktop.storage.csp_file import identify

    identify(file)
    click.echo(make_backup(file, at_leisure=True))


@program.command()
@click.argument("backup", type=_PATH)
@click.option("--to", "target", type=_PATH, required=True)
def restore(backup: Path, target: Path) -> None:
    """Make a new file from a backup."""
    from csp_desktop.storage.backups import restore as restore_backup

    restore_backup(backup, target)


@program.command()
@click.argument("damaged", type=_PATH)
@click.option("--to", "target", type=_PATH, required=True)
@_json
def salvage(damaged: Path, target: Path, as_json: bool) -> None:
    """Put every readable record of a damaged file into a new one."""
    from csp_desktop.editing.salvage import salvage as salvage_file

    outcome = salvage_file(damaged, target)
    if as_json:
        _print(outcome.as_json())
    else:
        for register, count in outcome.records.items():
            click.echo(f"{register}: {count}")
    for lost in outcome.lost:
        _say(lost["message"])
    sys.exit(1 if outcome.lost else 0)


@program.command()
@_file
@click.argument("copies", type=_PATH, nargs=-1, required=True, metavar="COPY...")
@click.option("--apply", "apply_them", is_flag=True)
@click.option("--on-clash", type=click.Choice(["leave", "take"]), default="leave")
@_json
def merge(file: Path, copies: Sequence[Path], apply_them: bool, on_clash: str, as_json: bool) -> None:
    """Preview what copies of the same file, or districts' own files, hold that it does not, or take it in."""
    from csp_desktop.editing.copies.taking_in import apply_copies, preview_copies

    with _opened(file, read_only=not apply_them) as workspace:
        preview = (
            apply_copies(workspace, copies, on_clash) if apply_them else preview_copies(workspace, copies)
        )
    refused = [copy.message for copy in preview.copies if copy.message]
    if len(refused) == len(copies):
        raise FileProblem(" ".join(refused))
    document = preview.as_json()
    if as_json:
        _print(document)
    else:
        for outcome, count in document["counts"].items():
            click.echo(f"{outcome}: {count}")
    for sentence in refused:
        _say(sentence)
    for copy in preview.copies:
        if copy.district:
            _say(copy.district)
        for finding in copy.questions:
            name = BY_NAME[finding.register]
            field = f", {name[finding.field].label.lower()}" if finding.field else ""
            _say(
                f"{copy.path.name}, {name.label.lower()} {finding.ref or finding.title}{field}: {finding.message}"
            )
    sys.exit(1 if preview.needs_person else 0)


@program.command()
@_file
@click.option("--out", type=_PATH, required=True)
@click.option("--scale", type=click.FloatRange(0.5, 4), default=1.0)
@click.option("--dark", is_flag=True)
def screenshots(file: Path, out: Path, scale: float, dark: bool) -> None:
    """Draw every tab as PNG, no display needed."""
    from csp_desktop import app

    before = {path.name for path in out.glob("*.png")}
    drawn = app.screenshots(file, out, scale=scale, dark=dark)
    for path in drawn:
        click.echo(path)
    replaced = [path.name for path in drawn if path.name in before]
    if replaced:
        _say(f"Pictures already in {out} were replaced: {', '.join(replaced)}.")


def _opened(file: Path, *, read_only: bool = False) -> Workspace:
    """A file open, with what a person should know of how it was opened said."""
    workspace = Workspace.open(file, read_only=read_only)
    if workspace.remark:
        _say(workspace.remark)
    return workspace


def _plans(workspace: Workspace, year: int | None, partnership: str | None) -> list[Values]:
    """The plans asked for: those of a year and a partnership; each one's plan of today where no year is given."""
    plans = workspace.plans()
    shorts = sorted({plan["partnership_short"] for plan in plans})
    if partnership is not None:
        plans = [plan for plan in plans if plan["partnership_short"] == partnership]
        if not plans:
            raise BadRequest(
                f"There is no plan of “{partnership}”; the file holds {', '.join(shorts) or 'none'}."
            )
    if not plans:
        raise BadRequest("The file holds no plan yet; import one or add one in the window first.")
    if year is None:
        return [
            plan_to_show(of_partnership, date.today())
            for of_partnership in grouped(plans, "partnership").values()
        ]
    covering = [plan for plan in plans if plan["first_year"] <= year <= plan["last_year"]]
    if not covering:
        years = ", ".join(sorted({FinancialYear(plan["first_year"]).label for plan in plans}))
        raise BadRequest(
            f"No plan covers {FinancialYear(year).label}; the plans in the file begin in {years}."
        )
    return covering


def _partnership_id(workspace: Workspace, short: str) -> str:
    known = {
        partnership["short_name"]: partnership["id"] for partnership in workspace.records("partnerships")
    }
    if short not in known:
        raise BadRequest(
            f"There is no partnership “{short}”; the file holds {', '.join(sorted(known)) or 'none'}."
        )
    return str(known[short])


def _one_plan(
    workspace: Workspace, quarter: Quarter | None, partnership: str | None, *, to_read: bool = False
) -> Record:
    """The one plan meant. Where several partnerships are, the first will do for what is only read, and is named."""
    plans = _plans(workspace, quarter.year if quarter else None, partnership)
    partnerships = sorted({plan["partnership_short"] for plan in plans})
    if len(partnerships) > 1 and to_read:
        _say(
            f"The file holds {len(partnerships)} partnerships; this is {plans[0]['partnership_short']}. Choose with --partnership."
        )
    elif len(partnerships) > 1:
        raise BadRequest(f"Say which partnership with --partnership: {', '.join(partnerships)}.")
    return plans[0]


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def _say(sentence: str) -> None:
    click.echo(sentence.strip(), err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command, or open the window; ends the program with the command's exit code."""
    if run_if_asked():
        return
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not given or given[0] not in {*program.commands, "--help", "--version"}:
        given.insert(0, "open")
    sys.exit(_run(given))


def _run(arguments: list[str]) -> int:
    try:
        program.main(arguments, prog_name="csp-desktop", standalone_mode=False)
    except AppError as problem:
        _say(problem.sentence)
        return 2
    except click.ClickException as problem:
        _say(problem.format_message())
        return 2
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.Abort:
        _say("Stopped; everything done before this is safe.")
        return 2
    except OSError as problem:
        _say(FileProblem(_file_sentence(problem)).sentence)
        return 2
    except Exception as defect:
        log = log_defect(defect)
        _say(
            "Something went wrong inside the program; the file is as it was before this command. "
            + (f"Details are in {log}." if log else "")
        )
        return 2
    return 0


def _file_sentence(problem: OSError) -> str:
    name = problem.filename or "A file"
    return f"{name} could not be used ({problem.strerror or problem}); nothing else was changed."
