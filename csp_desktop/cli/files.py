"""Commands on a whole file: made, looked through, kept, brought back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from csp_desktop.cli.program import PATH, file_argument, json_option, opened, print_json, program, say
from csp_desktop.editing.new_file import first_records
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME


@program.command()
@file_argument
@click.option("--year", type=FinancialYear.parse, help="Moved to this year; of 2010/11 unless given.")
@click.option("--partnerships", type=click.IntRange(1, 100))
@click.option("--years", type=click.IntRange(1, 50))
def sample(file: Path, year: FinancialYear | None, partnerships: int | None, years: int | None) -> None:
    """Write a sample file."""
    from csp_desktop.sample import write_sample

    write_sample(file, partnerships=partnerships, years=years, year=year)


@program.command()
@file_argument
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


@program.command()
@file_argument
@click.option("--register", "registers", multiple=True, metavar="NAME")
def dump(file: Path, registers: Sequence[str]) -> None:
    """Print all records as JSON."""
    with opened(file, read_only=True) as workspace:
        print_json({"registers": workspace.dump(registers)})


@program.command()
@file_argument
@json_option
def verify(file: Path, as_json: bool) -> None:
    """Say whether the file is whole."""
    from csp_desktop.storage.checking.verify import verify as problems_of

    problems = problems_of(file)
    if as_json:
        print_json({"whole": not problems, "problems": problems})
    elif not problems:
        click.echo(f"“{file.name}” is whole.")
    for problem in problems:
        say(problem)
    sys.exit(1 if problems else 0)


@program.command()
@file_argument
def backup(file: Path) -> None:
    """Make a verified copy."""
    from csp_desktop.storage.backups import make_backup
    from csp_desktop.storage.csp_file import identify

    identify(file)
    click.echo(make_backup(file, at_leisure=True))


@program.command()
@click.argument("backup", type=PATH)
@click.option("--to", "target", type=PATH, required=True)
def restore(backup: Path, target: Path) -> None:
    """Make a new file from a backup."""
    from csp_desktop.editing.forgetting import restore_nameless

    restore_nameless(backup, target)


@program.command()
@click.argument("damaged", type=PATH)
@click.option("--to", "target", type=PATH, required=True)
@json_option
def salvage(damaged: Path, target: Path, as_json: bool) -> None:
    """Put every readable record of a damaged file into a new one."""
    from csp_desktop.editing.salvage import salvage as salvage_file

    outcome = salvage_file(damaged, target)
    if as_json:
        print_json(outcome.as_json())
    else:
        for register, count in outcome.records.items():
            click.echo(f"{register}: {count}")
    for lost in outcome.lost:
        say(lost["message"])
    sys.exit(1 if outcome.lost else 0)
