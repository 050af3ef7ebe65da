"""Commands that open the window, or draw it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from csp_desktop.cli.program import PATH, file_argument, program, say


@program.command("open", hidden=True)
@click.argument("file", type=PATH, required=False)
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
@file_argument
@click.option("--out", type=PATH, required=True)
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
        say(f"Pictures already in {out} were replaced: {', '.join(replaced)}.")
