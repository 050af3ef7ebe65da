"""What becomes of 2,000 generated tables: registers, rows, columns, asked, and wrong without a word.

Run with `python3 tests/benchmarks/recognising.py [HOW_MANY]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

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
        for part, whole in _SHARES:
            print(f"  {part:16} {found[part]:7,} of {found[whole]:7,}  {share(found, part, whole):7.2%}")


if __name__ == "__main__":
    main()
