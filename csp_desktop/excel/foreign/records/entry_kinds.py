"""Which kind of entry a log holds: what its sheet is called says more than a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.register_worth import headed_as_review
from csp_desktop.excel.recognising.tables_found import FoundTable

_ENTRY_KINDS = (
    (
        "meeting action",
        r"\bactions? (?:log|tracker|list|register|points?|arising)\b|\bmatters arising\b|\bminutes\b|\bmeeting actions?\b",
    ),
    ("review recommendation", r"\brecommendations?\b|\bdhrs?\b|\bdardrs?\b|\blearning points?\b"),
    ("order or agreement", r"\bpspos?\b|\borders?\b|\bagreements?\b|\bprotocols?\b"),
    ("duty", r"\bdut(?:y|ies)\b"),
)


def kind_of_entries(table: FoundTable, uses: Iterable[ColumnUse]) -> str:
    """The kind of the entries of a table, by what it and they are called; of meetings where nothing says otherwise."""
    naming = [use.heading for use in uses if (use.register, use.field) == ("log_entries", "title")]
    named = (" ".join((table.grid.name, *table.titles.values())).replace("_", " "), " ".join(naming))
    reviewed = any(headed_as_review(column.own) for column in table.columns)
    return next(
        (kind for called in named for kind, words in _ENTRY_KINDS if re.search(words, called, re.IGNORECASE)),
        "review recommendation" if reviewed else "meeting action",
    )
