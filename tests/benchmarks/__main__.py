"""How fast the program is: one table, each figure beside a floor measured in the same run, in turns.

Run with `python3 tests/benchmarks`. Ratios are what matters: the machine slows both sides alike.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from measuring import HEADING, Row  # noqa: E402
from packing import packs  # noqa: E402
from previewing import preview  # noqa: E402
from printing import sixty_pages  # noqa: E402
from returning import returns  # noqa: E402
from starting import start  # noqa: E402
from writing import edit  # noqa: E402

from csp_desktop.sample import write_sample  # noqa: E402


def main() -> None:
    """Measure and print."""
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
                _print(measure(file, on))
        for row in (*packs(files["sample"]), *returns(folder), preview(folder)):
            _print(row)


def _print(row: Row | str) -> None:
    print(row if isinstance(row, str) else row.line(), flush=True)


if __name__ == "__main__":
    main()
