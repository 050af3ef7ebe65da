"""Which rows of a grid are shown: what a tab keeps, words searched for, values chosen, and what was just typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from csp_desktop.ui.grid.columns import Column
from csp_desktop.ui.grid.rows.row import Row


class RowFilter:
    """What rows must be like to be shown."""

    def __init__(self) -> None:
        self.keep: Callable[[Row], bool] | None = None
        self.words: tuple[str, ...] = ()
        """In lower case; a row shown holds all of them."""
        self.only: dict[str, frozenset[str]] = {}
        """By a column's key, what its cells may say."""
        self.held: set[str] = set()
        """Ids of rows that are shown whatever is filtered: they were just added, or are being typed into."""

    def choose(self, keep: Callable[[Row], bool] | None, words: str) -> None:
        """Keep these rows only, and of them those that hold all the words; None and "" for all."""
        self.keep, self.words = keep, tuple(words.casefold().split())

    def hold(self, rows: Iterable[Row]) -> None:
        """Show rows whatever is filtered: they were just added, or are being typed into."""
        self.held.update(row.id for row in rows)

    def let_go(self) -> bool:
        """Filter what was held like all else; whether there was any."""
        some = bool(self.held)
        self.held.clear()
        return some

    def to_show(self, rows: Sequence[Row], columns: Sequence[Column]) -> Sequence[Row]:
        """The rows that are to be shown, each with the rows of the outline it stands under."""
        if self.keep is None and not self.words and not self.only:
            return rows
        return _with_those_above(rows, {row.id for row in rows if self._passes(row, columns)})

    def _passes(self, row: Row, columns: Sequence[Column]) -> bool:
        if row.id in self.held:
            return True
        if self.keep is not None and not self.keep(row):
            return False
        if any(
            column.text(row) not in self.only[column.key] for column in columns if column.key in self.only
        ):
            return False
        if not self.words:
            return True
        text = "\n".join(column.text(row) for column in columns).casefold()
        return all(word in text for word in self.words)

    def only_words(self, column: Column) -> str:
        """What of a column is shown only: "Lead: only RDC or Police"; "" for all."""
        texts = sorted(" ".join(text.split()) or "(empty)" for text in self.only.get(column.key, ()))
        few = " or ".join(texts) if len(texts) < 4 else f"{len(texts)} values"
        return f"{column.label}: only {few}" if texts else ""

    @property
    def nothing_words(self) -> str:
        """What to say where rows there are none of which is shown."""
        if self.words:
            return f"Nothing here matches “{' '.join(self.words)}”. Show all is above the tab."
        return "No row is like this. Choose another of the filters above, or All."


def _with_those_above(rows: Sequence[Row], matching: set[str]) -> list[Row]:
    """The matching rows, each with the rows of the outline it stands under."""
    kept: list[Row] = []
    above: list[Row] = []
    kept_ids: set[str] = set()
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        if row.id in matching:
            kept.extend(heading for heading in above if heading.id not in kept_ids)
            kept_ids.update(heading.id for heading in above)
            if row.id not in kept_ids:
                kept.append(row)
                kept_ids.add(row.id)
        above.append(row)
    return kept
