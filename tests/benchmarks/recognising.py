"""What becomes of 2,000 generated tables, and of the sketched ones held back: registers, rows, columns, asked, wrong.

Run with `python3 tests/benchmarks/recognising.py [HOW_MANY]`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

import sketched_tables  # noqa: E402
from reading_laid_out import counted, share  # noqa: E402

_SHARES = (
    ("registers right", "tables"),
    ("rows right", "rows"),
    ("columns right", "columns"),
    ("columns asked", "columns"),
    ("columns kept", "columns"),
    ("columns out", "columns"),
    ("columns wrong", "columns"),
    ("values wrong", "values"),
)


def main() -> None:
    """Count and print, left alone and with the likely taken too."""
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    for name, take_doubtful in (("left alone", False), ("with the likely", True)):
        found = counted(range(tables), take_doubtful=take_doubtful)
        print(f"{name}: {found['tables']} tables")
        _print(found)
        held = sketched_tables.counted(sketched_tables.sketches("held"), take_doubtful=take_doubtful)
        print(f"{name}: {held['tables']} sketched tables, and {held['none of ours']} that are none of ours")
        _print(held)


def _print(found: Counter[str]) -> None:
    for part, whole in _SHARES:
        if found[whole]:
            print(f"  {part:16} {found[part]:7,} of {found[whole]:7,}  {share(found, part, whole):7.2%}")


if __name__ == "__main__":
    main()
