"""Fit the weights that tell columns and tables, on the sketched tables, and write them where the program reads them.

Run by hand with `python3 tests/benchmarks/fitting.py`, after sketches or wordings have changed; it needs numpy and
scipy (`pip install numpy scipy`), which the program does not. What it says of the held sketches is what to expect of
tables nobody has looked at. Two models are fitted, each a softmax with a Gaussian prior: of the fields of a column,
given its register, and of the registers of a table. What the wordings say counts in both; in the first each sketch is
shown a second time without them, so that the words of headings are learnt and not only trust in the wordings. What the
columns of a table are worth in each register is told by weights that have not seen it, or it would be trusted too much.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

import numpy as np  # noqa: E402
from scipy.optimize import minimize  # noqa: E402
from scipy.sparse import csr_matrix  # noqa: E402
from sketched_tables import LEFT, NONE, Sketch, sketches  # noqa: E402

from csp_desktop.excel.layouts.recognised import read_grids  # noqa: E402
from csp_desktop.excel.recognising import recognition  # noqa: E402
from csp_desktop.excel.recognising.column_options import options_of  # noqa: E402
from csp_desktop.excel.recognising.fitted import features, fields, weights  # noqa: E402
from csp_desktop.excel.recognising.headings import column_fields  # noqa: E402
from csp_desktop.excel.recognising.none_of_ours import kinds_of_entries, names_over, none_of_ours  # noqa: E402
from csp_desktop.excel.recognising.register_reading import read_as  # noqa: E402
from csp_desktop.excel.recognising.second_opinion import by_field, open_to  # noqa: E402
from csp_desktop.excel.recognising.tables_found import FoundTable  # noqa: E402
from csp_desktop.excel.recognising.wordings.of_registers import TABLES  # noqa: E402
from csp_desktop.periods import FinancialYear  # noqa: E402

_WEIGHTS = Path(__file__).resolve().parents[2] / "resources" / "recognising" / "weights.json"
_UNHEARD, _COLUMN_OF_TESTS, _TABLE_OF_TESTS = 0.3, 2.0, 10.0
_FIELD_PRIOR, _OWN_PRIOR, _REGISTER_PRIOR = 0.5, 0.3, 3.3
# So many parts the sketches are fitted in, each by what the others tell.
_PARTS = 3
# Features that are words: of headings, those beside and those over the table, and of values.
_OF_WORDS = ("w ", "b ", "s ", "f ", "n<", "n>", "o ", "v ")
_FEWEST_COLUMNS, _FEWEST_TABLES = 3, 4
_LEAST_OF_FIELDS, _LEAST_OF_REGISTERS = 0.25, 0.02


@dataclass
class Case:
    """One column or table: its features, what is said for answers already, which there are, and which are right."""

    features: dict[str, float]
    right: set[str]
    answers: list[str]
    said: dict[str, float] = field(default_factory=dict)
    weight: float = 1.0


def main() -> None:
    """Fit, say how well, and write."""
    kinds = {name: sketches(name) for name in ("fitted", "decided", "held")}
    seen = {
        name: [(sketch, table) for sketch in of if (table := _found(sketch))] for name, of in kinds.items()
    }
    columns = {name: [list(_columns(*one)) for one in of] for name, of in seen.items()}
    tables = []
    for part in range(_PARTS):
        others = [cases for at, cases in enumerate(columns["fitted"]) if at % _PARTS != part]
        _write_fields(_fields(others, columns["decided"]))
        tables += [_table(*one) for one in seen["fitted"][part::_PARTS]]
    told = _fields(columns["fitted"], columns["decided"])
    held = list(chain.from_iterable(columns["held"]))
    print(f"fields: {told.right(held):.1%} of {len(held):,} held columns", flush=True)
    kept = _write_fields(told)
    tables += [replace(_table(*one), weight=_TABLE_OF_TESTS) for one in seen["decided"]]
    which = Model(tables, _FEWEST_TABLES, _REGISTER_PRIOR)
    of_held = [_table(*one) for one in seen["held"]]
    print(f"registers: {which.right(of_held):.1%} of {len(of_held):,} held tables")
    _write({**kept, "registers": {"by_feature": which.kept(_LEAST_OF_REGISTERS, 2)["by_feature"]}})


def _fields(fitted: list[list[Case]], decided: list[list[Case]]) -> Model:
    """The weights of fields; each of the fitted columns is shown with its wordings and without."""
    heard = list(chain.from_iterable(fitted))
    unheard = [Case(case.features, case.right, case.answers, {}, _UNHEARD) for case in heard]
    of_tests = [replace(case, weight=_COLUMN_OF_TESTS) for case in chain.from_iterable(decided)]
    return Model([*heard, *unheard, *of_tests], _FEWEST_COLUMNS, _FIELD_PRIOR)


def _write_fields(told: Model) -> dict[str, Any]:
    kept = {"fields": told.kept(_LEAST_OF_FIELDS, 1)}
    _write({**kept, "registers": {"by_feature": {}}})
    return kept


def _write(fitted: dict[str, Any]) -> None:
    _WEIGHTS.write_text(json.dumps(fitted, separators=(",", ":"), sort_keys=True), encoding="utf-8")
    for read in (weights.kept, weights.of_fields, weights.of_registers):
        read.cache_clear()


def _found(sketch: Sketch) -> FoundTable | None:
    """The largest table found on a sketch's sheet."""
    found: list[FoundTable] = []
    propose = recognition.propose

    def spy(table: FoundTable, year: FinancialYear | None = None) -> Any:
        found.append(table)
        return propose(table, year)

    users = [module for module in list(sys.modules.values()) if getattr(module, "propose", None) is propose]
    for module in users:
        module.propose = spy  # type: ignore[attr-defined]
    try:
        read_grids([sketch.grid], FinancialYear(sketch.year))
    finally:
        for module in users:
            module.propose = propose  # type: ignore[attr-defined]
    return max(found, key=lambda table: (len(table.columns), len(table.rows)), default=None)


def _columns(sketch: Sketch, table: FoundTable) -> Iterable[Case]:
    register = sketch.read_as
    if register not in TABLES:
        return
    columns = recognition.columns_of(table, FinancialYear(sketch.year))
    spoken = options_of(register, columns, None)
    for column, own, price, head in zip(columns, *spoken, strict=True):
        at = column.in_table.column - 1
        if column.chart or column.sums or at >= len(sketch.headings):
            continue
        every = column_fields(register)
        answers = {"|".join(key) for key in open_to(register, column, own, head)} | {fields.NONE_OF_THEM}
        meant = {"|".join(key) for key in sketch.meant(at) if key != LEFT and key in every}
        said = {"|".join(key): worth / fields.UNIT for key, worth in by_field(own).items()}
        said[fields.NONE_OF_THEM] = price / fields.UNIT
        right = (meant & answers) or {fields.NONE_OF_THEM}
        yield Case(features.of_column(column), right, sorted(answers), said)


def _table(sketch: Sketch, table: FoundTable) -> Case:
    columns = recognition.columns_of(table, FinancialYear(sketch.year))
    mixed = bool(kinds_of_entries(table))
    read = {register: read_as(register, table, columns, mixed)[1] for register in TABLES}
    recognition.held_apart(table, columns, read)
    worth = {register: reading.worth for register, reading in read.items()}
    none, _ = none_of_ours(table, columns)
    of_table = features.of_table(names_over(table), columns, worth, none)
    return Case(of_table, {sketch.read_as}, [*TABLES, NONE])


class Model:
    """A softmax over the answers each case has, fitted at once."""

    def __init__(self, cases: list[Case], fewest: int, prior: float) -> None:
        counts = Counter(name for case in cases for name in case.features)
        # Words are learnt where they come again; what else is counted is of every column.
        self.features = {
            name: at
            for at, name in enumerate(
                sorted(name for name, count in counts.items() if count >= fewest or name[:2] not in _OF_WORDS)
            )
        }
        self.answers = sorted({answer for case in cases for answer in (*case.said, *case.right)})
        self.fields = any(case.said for case in cases)
        count, answers = len(self.features), len(self.answers)
        given, said, named, open_, right = self._arrays(cases)
        across = given.T.tocsr()
        weight = np.array([case.weight for case in cases], np.float32)[:, None]

        def loss(packed: Any) -> tuple[float, Any]:
            weights, own, trust, spoken = self._unpacked(packed.astype(np.float32))
            shares = _shares(given @ weights + said * (trust + own) + named * spoken + open_)
            meant = shares * right
            total = meant.sum(1, keepdims=True) + 1e-12
            off = (shares - meant / total) * weight
            lost = (
                -(weight * np.log(total)).sum()
                + prior / 2 * (weights**2).sum()
                + _OWN_PRIOR / 2 * (own**2).sum()
            )
            slopes = [(across @ off + prior * weights).ravel(), (off * said).sum(0) + _OWN_PRIOR * own]
            rest = [(off * said).sum(), (off * named).sum()]
            return float(lost), np.concatenate([*slopes, rest]).astype(float)

        start = np.zeros(count * answers + answers + 2)
        start[-2] = 2.0 if self.fields else 0.0
        self._packed = minimize(
            loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 160, "maxfun": 200}
        ).x

    def _unpacked(self, packed: Any) -> tuple[Any, Any, float, float]:
        at = len(self.features) * len(self.answers)
        weights = packed[:at].reshape(len(self.features), len(self.answers))
        return weights, packed[at:-2], packed[-2], packed[-1]

    def _arrays(self, cases: list[Case]) -> tuple[Any, ...]:
        place = {answer: at for at, answer in enumerate(self.answers)}
        entries = [
            (row, self.features[name], value)
            for row, case in enumerate(cases)
            for name, value in case.features.items()
            if name in self.features
        ]
        rows, across, values = zip(*entries, strict=True)
        given = csr_matrix((np.array(values, np.float32), (rows, across)), (len(cases), len(self.features)))
        said, named, right = (np.zeros((len(cases), len(place)), np.float32) for _ in range(3))
        open_ = np.full(said.shape, -1e9, np.float32)
        for row, case in enumerate(cases):
            for answer in case.answers:
                if answer in place:
                    open_[row, place[answer]] = 0.0
            for answer, worth in case.said.items():
                said[row, place[answer]] = worth
                named[row, place[answer]] = answer != fields.NONE_OF_THEM
            for answer in case.right & place.keys():
                right[row, place[answer]] = 1.0
        return given, said, named, open_, right

    def right(self, cases: list[Case]) -> float:
        """The share of cases whose likeliest answer is right."""
        known = set(self.answers)
        for case in cases:
            case.said = {answer: worth for answer, worth in case.said.items() if answer in known}
        given, said, named, open_, right = self._arrays(cases)
        weights, own, trust, spoken = self._unpacked(self._packed)
        best = (given @ weights + said * (trust + own) + named * spoken + open_).argmax(1)
        return float((right[np.arange(len(cases)), best] > 0).mean())

    def kept(self, least: float, digits: int) -> dict[str, Any]:
        """The weights as the program reads them, those smaller than `least` left out."""
        weights, own, trust, spoken = self._unpacked(self._packed)
        by_feature = {}
        for name, at in self.features.items():
            row = {
                self.answers[across]: round(float(weights[at, across]), digits)
                for across in np.nonzero(abs(weights[at]) >= least)[0]
            }
            if row:
                by_feature[name] = row
        trusted = {
            answer: round(float(more), 2)
            for answer, more in zip(self.answers, own, strict=True)
            if abs(more) > 0.02
        }
        return {"by_feature": by_feature, "said": round(trust, 3), "named": round(spoken, 3), "own": trusted}


def _shares(scores: Any) -> Any:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


if __name__ == "__main__":
    main()
