"""How many generated tables, rows and columns come out as meant, left alone and with the likely taken too."""

from __future__ import annotations

from collections import Counter

from laid_out_tables import LaidOut, laid_out

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.recognising.column_mapping import MappedTable
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named

_IGNORED = ("", "notes", "ignored")


def counted(seeds: range, *, take_doubtful: bool) -> Counter[str]:
    """What became of the tables, rows, columns and values of these seeds."""
    found: Counter[str] = Counter()
    for seed in seeds:
        found.update(_of_one(laid_out(seed), take_doubtful))
    return found


def share(found: Counter[str], part: str, whole: str) -> float:
    """One count as a share of another."""
    return found[part] / found[whole] if found[whole] else 0.0


def _of_one(made: LaidOut, take_doubtful: bool) -> Counter[str]:
    found: Counter[str] = Counter(tables=1)
    reading = read_grids([made.grid], FinancialYear(2025), Mappings(take_doubtful=take_doubtful))
    main = max(reading.mapped, key=lambda table: len(table.table.rows), default=None)
    taken = [table for table in reading.mapped if table.taken]
    right = (
        not taken
        if not made.register
        else bool(main and main.taken and main.mapping.register == made.register)
    )
    found["registers right"] += right
    if not made.register:
        found["values wrong"] += len(made.grid.values) if taken else 0
        found["values"] += len(made.grid.values)
        return found
    found["rows"] += len(made.rows)
    title = register_named(made.register).title
    if right:
        found["rows right"] += min(
            len(made.rows),
            sum(draft.register == made.register and title in draft.values for draft in reading.drafts),
        )
    _count_columns(made, main, right, take_doubtful, found)
    return found


def _count_columns(
    made: LaidOut, main: MappedTable | None, right: bool, take_doubtful: bool, found: Counter[str]
) -> None:
    uses = {use.column: use for use in main.mapping.columns} if main else {}
    for column, meant in made.columns.items():
        held = sum(1 for row, at in made.grid.values if at == column)
        found["columns"] += 1
        found["values"] += held
        use = uses.get(column)
        if use is None or main is None or not main.taken:
            found["columns out"] += 1
            continue
        name = (
            use.field
            if use.register == made.register or use.field in _IGNORED
            else f"{use.register}.{use.field}"
        )
        fits = name in meant or (use.field in _IGNORED and "notes" in meant)
        if use.asked and not take_doubtful:
            found["columns asked"] += 1
        elif fits and right:
            found["columns right"] += 1
        elif use.field in _IGNORED:
            found["columns kept"] += 1
        else:
            found["columns wrong"] += 1
            found["values wrong"] += held
