"""What the commands share: options, which file and plan are meant, how results and sentences are printed."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from csp_desktop import __version__
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.paths import untakable
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.plan_records import grouped, plan_to_show


class _Path(click.Path):
    """A path to read or to write; on Windows none with a name that it takes for a device, a stream or another name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(str(super().convert(value, param, ctx)))
        name = untakable(path) if sys.platform == "win32" else ""
        if name:
            raise BadRequest(
                f"Windows does not take “{name}” as the name of a file or folder, so nothing was done; choose another."
            )
        return path


PATH = _Path(path_type=Path)
file_argument = click.argument("file", type=PATH)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
quarter_option = click.option("--quarter", type=Quarter.parse, help="For example 2010-Q2.")
partnership_option = click.option(
    "--partnership", metavar="SHORT", help="Short name, where the file holds more than one."
)


@click.group()
@click.version_option(__version__, prog_name="CSP Desktop")
def program() -> None:
    """The working papers of a Community Safety Partnership, in one local file.

    With no command the window opens, on FILE where one is given.
    """


def opened(file: Path, *, read_only: bool = False) -> Workspace:
    """A file open, with what a person should know of how it was opened said."""
    workspace = Workspace.open(file, read_only=read_only)
    if workspace.remark:
        say(workspace.remark)
    return workspace


def plans_meant(workspace: Workspace, year: int | None, partnership: str | None) -> list[Values]:
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


def partnership_id(workspace: Workspace, short: str) -> str:
    """The id of a partnership by its short name; raises BadRequest where there is none."""
    known = {
        partnership["short_name"]: partnership["id"] for partnership in workspace.records("partnerships")
    }
    if short not in known:
        raise BadRequest(
            f"There is no partnership “{short}”; the file holds {', '.join(sorted(known)) or 'none'}."
        )
    return str(known[short])


def one_plan(
    workspace: Workspace, quarter: Quarter | None, partnership: str | None, *, to_read: bool = False
) -> Record:
    """The one plan meant. Where several partnerships are, the first will do for what is only read, and is named."""
    plans = plans_meant(workspace, quarter.year if quarter else None, partnership)
    partnerships = sorted({plan["partnership_short"] for plan in plans})
    if len(partnerships) > 1 and to_read:
        say(
            f"The file holds {len(partnerships)} partnerships; this is {plans[0]['partnership_short']}. Choose with --partnership."
        )
    elif len(partnerships) > 1:
        raise BadRequest(f"Say which partnership with --partnership: {', '.join(partnerships)}.")
    return plans[0]


def print_json(document: Any) -> None:
    """Print one JSON document, in a line."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def say(sentence: str) -> None:
    """Say a sentence to the person, beside what is printed for programs; in a box where there is no console."""
    if sys.platform == "win32" and sys.stderr is None:
        import ctypes

        warning = 0x30  # MB_ICONWARNING
        ctypes.windll.user32.MessageBoxW(None, sentence.strip(), "CSP Desktop", warning)
        return
    click.echo(sentence.strip(), err=True)
