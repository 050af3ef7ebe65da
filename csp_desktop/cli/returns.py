"""Commands on returns: out, back in, and back to the partner."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from csp_desktop.cli.program import (
    PATH,
    file_argument,
    json_option,
    opened,
    partnership_option,
    plans_meant,
    print_json,
    program,
    say,
)
from csp_desktop.errors import InvalidValue
from csp_desktop.periods import Quarter, example_year
from csp_desktop.registers.as_written.dates import parse_date


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        example = example_year().end
        raise InvalidValue(f"“{text}” is not a date; write it as {example:%d/%m/%Y} or {example}.")
    return day


@program.command("export-returns")
@file_argument
@click.option("--quarter", type=Quarter.parse, required=True)
@click.option("--out", type=PATH, required=True)
@click.option("--recipient", "recipients", multiple=True, metavar="SHORT")
@click.option("--due", type=_day)
@partnership_option
@json_option
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
    from csp_desktop.editing.returns import asked
    from csp_desktop.editing.returns import going_out as returns_out
    from csp_desktop.editing.returns.writing_workbooks import names_said
    from csp_desktop.paths import legal_name

    with opened(file) as workspace:
        plans = plans_meant(workspace, quarter.year, partnership)
        written = []
        asked_of_nobody: list[str] = []
        for plan in plans:
            folder = out / legal_name(plan["partnership_short"], "partnership") if len(plans) > 1 else out
            written += returns_out.export_returns(workspace, plan["id"], quarter, folder, recipients, due)
            if not recipients:
                asked_of_nobody += asked.asked_of_nobody(workspace.plan_records(plan["id"]), quarter)
    if as_json:
        print_json({"quarter": quarter.code, "returns": [workbook.as_json() for workbook in written]})
    else:
        for workbook in written:
            click.echo(f"{workbook.recipient}: {workbook.path}")
    for workbook in written:
        for sentence in names_said([workbook.file]):
            say(sentence)
    if not written:
        say(f"No one has open items in {quarter.label}, so no return was written.")
    for sentence in asked_of_nobody:
        say(sentence)
    if not written:
        sys.exit(1)


@program.command("import-returns")
@file_argument
@click.argument("workbooks", type=PATH, nargs=-1, required=True)
@click.option("--apply", "apply_them", is_flag=True)
@click.option("--on-clash", type=click.Choice(["leave", "take"]), default="leave")
@json_option
def import_returns(
    file: Path, workbooks: Sequence[Path], apply_them: bool, on_clash: str, as_json: bool
) -> None:
    """Preview returned workbooks, or apply them."""
    from csp_desktop.editing.returns import coming_in as returns_in
    from csp_desktop.editing.returns.comparing.outside import conservation_said

    with opened(file, read_only=not apply_them) as workspace:
        preview = returns_in.preview_returns(workspace, workbooks)
        if apply_them:
            returns_in.apply_returns(workspace, preview, on_clash)
        document = preview.as_json()
    if as_json:
        print_json(document)
    else:
        for outcome, count in document["counts"].items():
            click.echo(f"{outcome}: {count}")
    for previewed, read_file in zip(preview.files, document["files"], strict=True):
        name = Path(read_file["file"]).name
        if read_file["status"] != "recognised":
            say(read_file["message"])
        else:
            if not as_json:
                click.echo(f"{name}: {conservation_said(read_file['conservation'])}")
            if read_file["message"]:
                say(f"{name}: {read_file['message']}")
            if previewed.now and previewed.questions:
                asked = Quarter.parse(previewed.now).short
                say(
                    f"{name}: Where these answers are for {asked}, import it in the window: one choice there takes "
                    f"them all to the {asked} return."
                )
        for finding in read_file["findings"]:
            if finding["outcome"] in ("clash", "ask", "rejected"):
                where = f"{finding['sheet']} {finding['cell']}".strip()
                say(f"{name}{where and f', {where}'}: {finding['message']}")
    sys.exit(1 if preview.needs_person else 0)


@program.command()
@file_argument
@click.option("--quarter", type=Quarter.parse, required=True)
@click.option("--out", type=PATH, required=True)
@partnership_option
def corrections(file: Path, quarter: Quarter, out: Path, partnership: str | None) -> None:
    """Write each return with faulty cells back for its partner to put right."""
    from csp_desktop.editing.returns.corrections import write_corrections
    from csp_desktop.editing.returns.writing_workbooks import names_said

    with opened(file) as workspace:
        for plan in plans_meant(workspace, quarter.year, partnership):
            for written in write_corrections(workspace, plan["id"], quarter, out):
                click.echo(written.path)
                for sentence in names_said([written.file]):
                    say(sentence)
