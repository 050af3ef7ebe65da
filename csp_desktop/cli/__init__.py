"""The command line: every command of the program, the window being the default one.

Exit codes: 0 all went well, 1 finished but something needs a person, 2 could not do the job.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

import click

from csp_desktop.cli import files, plans, printed, returns, window  # noqa: F401  each joins the program
from csp_desktop.cli.program import program, say
from csp_desktop.errors import AppError, FileProblem, NotWhole
from csp_desktop.excel.opening.safe_reading import run_if_asked
from csp_desktop.logs import log_defect


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
        say(problem.sentence)
        return 2
    except click.ClickException as problem:
        say(problem.format_message())
        return 2
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.Abort:
        say("Stopped; everything done before this is safe.")
        return 2
    except OSError as problem:
        say(FileProblem(_file_sentence(problem)).sentence)
        return 2
    except ImportError as problem:
        log_defect(problem)
        say(NotWhole.for_want_of(problem).sentence)
        return 2
    except Exception as defect:
        log = log_defect(defect)
        say(
            "Something went wrong inside the program; the file is as it was before this command. "
            + (f"Details are in {log}." if log else "")
        )
        return 2
    return 0


def _file_sentence(problem: OSError) -> str:
    name = problem.filename or "A file"
    return f"{name} could not be used ({problem.strerror or problem}); nothing else was changed."
