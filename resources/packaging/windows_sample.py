"""Write the sample of the Windows zip: windows_sample.py PROGRAM PACKAGES TARGET.

Run by windows.py in a Python of its own. The ids of the sample's records are the same each time; its dates and
the ids of the file and its steps are made so too.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

MADE_AT = "2026-01-01T00:00:00+00:00"


def main(program: str, packages: str, target: str) -> None:
    """Write the sample to `target` with the program and the packages in these folders."""
    sys.path[:0] = [program, packages]
    from csp_desktop.registers.register import id_from
    from csp_desktop.sample import write_sample

    def named(what: str) -> str:
        return id_from(f"the sample's {what}")

    write_sample(Path(target))
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("UPDATE steps SET made_at = ?", [MADE_AT])
        connection.execute("UPDATE _sqlite_migrations SET applied_at = ?", [MADE_AT])
        steps = [step for (step,) in connection.execute("SELECT step FROM steps")]
        connection.executemany(
            "UPDATE steps SET id = ? WHERE step = ?", [(named(f"step {n}"), n) for n in steps]
        )
        connection.execute("UPDATE this_file SET id = ?", [named("file")])
        # What a row was before stays in the file until this.
        connection.execute("VACUUM")


main(*sys.argv[1:])
