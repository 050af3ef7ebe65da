"""What is counted of a heading, of a column's values and of a table, for the fitted weights to be put on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.value_profiles import Profile
from csp_desktop.excel.wording.heard_words import words_of

Features = dict[str, float]

# Of what kinds the values of a column are: shares between 0 and 1.
_SHARES = (
    "dates", "when", "numbers", "small", "scores", "levels", "chances", "money", "percents", "ratings", "fills", "statuses",
    "under_way", "responses", "ticks", "emails", "phones", "links", "bodies", "posts", "persons", "names", "sentences", "refs",
    "groups", "questions", "years", "pairs", "distinct", "filled",
)  # fmt: skip
# Words of a heading, of one beside it and of what stands over a table that are looked at; and when a text is long.
_LONGEST, _LONGEST_BESIDE, _LONGEST_NAME, _LONG = 12, 6, 40, 40.0
# How many letters words begin with alike that may be meant alike: “approved”, “approval”.
_STEMS = (4, 6)


def of_column(column: Column) -> Features:
    """A column's features: the words of its heading and of those beside it, what its values are and say, where it stands."""
    features = _of_heading(column.in_table.own) | _shares("p", column.seen)
    heard = words_of(column.in_table.own)[:_LONGEST]
    features |= {f"s {word[:letters]}": 1.0 for word in heard for letters in _STEMS if len(word) > letters}
    features |= {f"f {word}": 1.0 for word in words_of(column.in_table.heading) if word not in heard}
    features |= {f"v {word}": share for word, share in column.said.items()}
    for side, heading in zip("<>", column.beside, strict=True):
        words = ["^"] if heading is None else words_of(heading)[:_LONGEST_BESIDE]
        features |= {f"n{side} {word}": 1.0 for word in words}
    features |= {
        name: 1.0
        for name, holds in (
            ("empty", not column.seen.count),
            ("counted", column.seen.counted),
            ("of a quarter", bool(column.quarter)),
            ("own quarter", column.own_quarter),
            ("another year", column.of_another_year),
            ("years before", bool(column.years_before)),
            ("first", column.beside[0] is None),
            ("last", column.beside[1] is None),
        )
        if holds
    }
    features["place"] = column.place
    features["length"] = min(column.seen.average, _LONG) / _LONG
    features["one"] = 1.0
    return features


def of_table(over: str, columns: Sequence[Column], worth: Mapping[str, float], none: float) -> Features:
    """A table's features: the words over it and of its headings, what its columns are, and what else speaks for what."""
    features: Features = {f"o {word}": 1.0 for word in words_of(over)[:_LONGEST_NAME]}
    for column in columns:
        features |= _of_heading(column.in_table.own)
    features |= _most_and_usual([_shares("", column.seen) for column in columns])
    features |= {f"worth {register}": _within(value) for register, value in worth.items()}
    features["none"] = _within(none)
    best = max(worth, key=worth.__getitem__)
    features[f"best {best}" if worth[best] > none else "best of none"] = 1.0
    features["columns"] = len(columns) / 10
    features["of quarters"] = sum(bool(column.quarter) for column in columns) / 4
    features["one"] = 1.0
    return features


def _of_heading(own: str) -> Features:
    said = words_of(own)[:_LONGEST]
    pairs = pairwise(["^", *said, "$"])
    return {f"w {word}": 1.0 for word in said} | {f"b {first} {second}": 1.0 for first, second in pairs}


def _shares(mark: str, seen: Profile) -> Features:
    return {f"{mark} {name}": share for name in _SHARES if (share := float(getattr(seen, name)))}


def _most_and_usual(columns: Iterable[Features]) -> Features:
    """For each kind of value the most any column has of it, and what they have on average."""
    every = list(columns)
    features: Features = {}
    for name in dict.fromkeys(name for column in every for name in column):
        shares = [column.get(name, 0.0) for column in every]
        features[f"most{name}"] = max(shares)
        features[f"usual{name}"] = sum(shares) / len(shares)
    return features


def _within(worth: float) -> float:
    return max(-2.0, min(worth / 5, 8.0))
