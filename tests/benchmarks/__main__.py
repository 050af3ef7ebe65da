"""How fast the program is: one table, each figure beside a floor measured in the same run, in turns.

Run with `python3 tests/benchmarks`. Ratios are what matters: the machine slows both sides alike. Two runs are
compared by `--json before.json` on the one and `--against before.json` on the other.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from keeping import beside, keep, machine  # noqa: E402
from looking_back import looking_back  # noqa: E402
from measuring import HEADING, Row  # noqa: E402
from packing import packs  # noqa: E402
from previewing import preview  # noqa: E402
from printing import sixty_pages  # noqa: E402
from returning import returns  # noqa: E402
from starting import at_rest, start  # noqa: E402
from writing import edit  # noqa: E402
from years import years  # noqa: E402

from csp_desktop.sample import write_sample  # noqa: E402


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python3 tests/benchmarks", description=__doc__)
    asked.add_argument("--json", type=Path, help="keep the figures in this file")
    asked.add_argument(
        "--against", type=Path, help="a file kept so: show its ratios beside those of this run"
    )
    asked.add_argument(
        "--years",
        action="store_true",
        help="instead of the table, how times grow over twenty years in one file",
    )
    options = asked.parse_args()
    for name, what in machine().items():
        print(f"{name}: {what}")
    if options.years:
        with tempfile.TemporaryDirectory(prefix="csp-benchmarks-") as name:
            for line in years(Path(name)):
                print(line, flush=True)
        return
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="csp-benchmarks-") as name:
        folder = Path(name)
        files = {"sample": folder / "sample.csp", "county": folder / "county.csp"}
        write_sample(files["sample"])
        begun = time.perf_counter()
        write_sample(files["county"], partnerships=14, years=20)
        print(f"county file written in {time.perf_counter() - begun:.1f} s (aim: under 60)")
        print(HEADING, flush=True)
        for on, file in files.items():
            for measure in (start, edit, sixty_pages):
                _print(measure(file, on), rows)
        _print(at_rest(files["county"], "county"), rows)
        for row in looking_back(files["county"], "county"):
            _print(row, rows)
        for row in (*packs(files["sample"]), *returns(folder), preview(folder)):
            _print(row, rows)
    if options.json:
        keep(rows, options.json)
    if options.against:
        print(*beside(rows, options.against), sep="\n")


def _print(row: Row | str, rows: list[Row]) -> None:
    """Print a line at once, and keep it where it is one of the table's."""
    print(row if isinstance(row, str) else row.line(), flush=True)
    if isinstance(row, Row):
        rows.append(row)


if __name__ == "__main__":
    main()
