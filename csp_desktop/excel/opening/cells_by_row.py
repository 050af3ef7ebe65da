"""The cells of a sheet row by row: of a large sheet each is found far sooner so than among all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Row = Mapping[int, object]
"""What the cells of a row hold, by column."""


class CellsByRow(Mapping[tuple[int, int], object]):
    """What cells hold by (row, column), kept by row; a row in which nothing stands is not among the `rows`."""

    __slots__ = ("rows",)

    def __init__(self, rows: Mapping[int, Row]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, values: Mapping[tuple[int, int], object]) -> CellsByRow:
        """The same cells by row."""
        if isinstance(values, CellsByRow):
            return values
        rows: dict[int, dict[int, object]] = {}
        for (row, column), value in values.items():
            rows.setdefault(row, {})[column] = value
        return cls(rows)

    def __getitem__(self, at: tuple[int, int]) -> object:
        return self.rows[at[0]][at[1]]

    def get(self, at: tuple[int, int], default: Any = None) -> Any:
        """What a cell holds."""
        held = self.rows.get(at[0])
        return default if held is None else held.get(at[1], default)

    def __contains__(self, at: Any) -> bool:
        held = self.rows.get(at[0])
        return held is not None and at[1] in held

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for row, held in self.rows.items():
            for column in held:
                yield row, column

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))
