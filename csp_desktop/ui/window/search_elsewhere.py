"""What the search finds beyond the plan shown: what can be done, by its verbs, and records of all other years."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QObject

from csp_desktop.logs import log_defect
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, Reference
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.storage.search_index import (
    SEARCHED,
    GivenUp,
    IndexFailed,
    SearchIndex,
    can_index,
    text_fields,
)
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.background import Job, run_in_background

_SAME = (
    ("new", "add", "create", "insert", "begin"),
    ("delete", "remove"),
    ("send", "export", "write", "email"),
    ("import", "bring", "read", "take"),
    ("print", "pdf", "paper"),
    ("show", "go", "open", "view"),
    ("undo", "back"),
    ("help", "keys", "shortcuts"),
)
"""Verbs that ask for the same."""
_MEANT: dict[str, tuple[str, ...]] = {verb: verbs for verbs in _SAME for verb in verbs}
_PLANS = ("plan_items", "indicators", "risks")
_MOST_OF_EACH = 4
_LOOKED_AT = 300  # hits beyond those of the plan shown: enough for a few of several registers
_AT_ONCE = 100  # records read in the window's thread: a hundredth of a second
_FEWEST_LETTERS = 3
_BEFORE, _SEEN = 24, 40  # letters of a line


def asks_for(label: str, words: Sequence[str]) -> bool:
    """Whether words typed ask for what a label says, in these or other verbs."""
    label = label.casefold()
    return all(any(verb in label for verb in _MEANT.get(word, (word,))) for word in words)


class Hit(NamedTuple):
    """A record found, and the words it is shown by."""

    register: str
    record: Record
    line: str


class PlanTexts:
    """The texts of one plan's records, gathered once, in which words are found wherever they stand."""

    def __init__(self, records: PlanRecords) -> None:
        self.records = records
        self._texts = {
            name: [
                (_folded(text_fields(register_named(name)), record), record)
                for record in records.of(name) or ()
            ]
            for name in SEARCHED
        }
        self.ids = {record["id"] for texts in self._texts.values() for _, record in texts}

    def holding(self, words: Sequence[str]) -> list[Hit]:
        """Records that hold all the words, a few of each register."""
        return [
            Hit(name, record, self._line(name, record, words))
            for name, texts in self._texts.items()
            for record in islice(
                (record for text, record in texts if all(word in text for word in words)), _MOST_OF_EACH
            )
        ]

    def _line(self, name: str, record: Record, words: Sequence[str]) -> str:
        above = self.records.item.get(record["item"]) if name == "updates" else None
        return _line(name, record, words, above)


def _folded(fields: Iterable[str], record: Record) -> str:
    return " ".join(str(record[field]) for field in fields if record[field]).casefold()


def _line(name: str, record: Record, words: Sequence[str], above: Record | None) -> str:
    """A record in a line: its ref, or that of the item it reports on, and its title, or the text the words are in."""
    register = register_named(name)
    ref = record.get("ref") or record.get("short_name") or ""
    if above is not None:
        ref = f"{above['ref'] or ''} {record['quarter'][-2:]}".strip()
    elif record.get("quarter"):
        ref = record["quarter"][-2:]
    title = "" if isinstance(register[register.title], Reference) else str(record.get(register.title) or "")
    if not any(word in f"{ref} {title}".casefold() for word in words):
        texts = (str(record[field]) for field in text_fields(register) if record[field])
        title = next((text for text in texts if any(word in text.casefold() for word in words)), title)
    return f"{ref} {_around(' '.join(title.split()), words)}".strip()


def _around(text: str, words: Sequence[str]) -> str:
    """A text from a little before the first word sought, where that would not be seen otherwise."""
    folded = text.casefold()
    place = min((at for word in words if (at := folded.find(word)) >= 0), default=0)
    if place <= _SEEN:
        return text
    return "…" + text[text.rfind(" ", 0, place - _BEFORE) + 1 :]


class Elsewhere(QObject):
    """Records of all other plans and partnerships of the file, found in its index, the newest first.

    The index is brought up to date beside the window when the search is begun. Until it is, and where SQLite is
    built without what it needs, items, indicators and risks of other plans are looked through one by one.
    """

    def __init__(self, context: Context, found_more: Callable[[], object]) -> None:
        super().__init__(context)
        self._context = context
        self._found_more = found_more
        self._index = SearchIndex(context.workspace.path)
        self._job: Job | None = None
        self._scanned: list[Hit] | None = None
        self._behind, self._failed = True, False
        context.stepped.connect(lambda _: self._forget())
        context.closed.connect(self._index.close)

    def _forget(self) -> None:
        """Read anew when next searched: something changed."""
        self._scanned = None
        self._behind = True

    def freshen(self) -> None:
        """Bring the index up to date beside the window, and tell whoever searches afterwards."""
        if self._job is not None:
            return
        self._failed = False

        def work(job: Job) -> None:
            with contextlib.suppress(GivenUp):
                self._freshened(lambda: job.cancelled)

        def done(_: object) -> None:
            self._job = None
            self._found_more()

        self._job = run_in_background(work, done=done, failed=done, parent=self)

    def _freshened(self, given_up: Callable[[], bool] = lambda: False, most: int | None = None) -> bool:
        try:
            return self._index.freshen(given_up, most=most)
        except IndexFailed as problem:
            # The search goes on without it, or with what it knew.
            log_defect(problem)
            self._failed = True
            return False

    def matches(self, words: Sequence[str], here: PlanTexts | None) -> list[Hit]:
        """A few records that hold all the words and are not among those of the plan shown."""
        if self._behind and self._job is None and not self._failed:
            # What was typed since is taken in at once; what was imported is waited for.
            self._behind = not self._freshened(most=_AT_ONCE)
            if self._behind and can_index():
                self.freshen()
        if not self._index.ready:
            return list(islice(self._looked_through(words), _MOST_OF_EACH))
        ids = here.ids if here is not None else set()
        listed: Counter[str] = Counter()
        hits = []
        others = (found for found in self._index.found(words) if found[1] not in ids)
        for name, record_id in islice(others, _LOOKED_AT):
            if listed[name] < _MOST_OF_EACH:
                record = self._context.workspace.record(name, record_id)
                if record is not None:
                    listed[name] += 1
                    hits.append(Hit(name, record, self._line(name, record, words)))
                    if len(hits) == _MOST_OF_EACH:
                        break
        return hits

    def _line(self, name: str, record: Record, words: Sequence[str]) -> str:
        above = self._context.workspace.record("plan_items", record["item"]) if name == "updates" else None
        return _line(name, record, words, above)

    def _looked_through(self, words: Sequence[str]) -> Iterator[Hit]:
        if max(map(len, words), default=0) < _FEWEST_LETTERS:
            return
        if self._scanned is None:
            self._scanned = [
                Hit(name, record, f"{record['ref'] or ''} {record['title']}".strip())
                for name in _PLANS
                for record in self._context.workspace.records(name)
            ]
        for hit in self._scanned:
            folded = hit.line.casefold()
            if hit.record["plan"] != self._context.plan_id and all(word in folded for word in words):
                yield hit

    def kind(self, hit: Hit) -> str:
        """ "Risk 2009/10", with the partnership where it is another one's: "Risk 2009/10, Rochford"."""
        plan = self.plan_of(hit)
        label = register_named(hit.register).label
        if plan is None:
            return label
        shown = self._context.records
        own = shown is not None and shown.partnership["id"] == plan["partnership"]
        year = f"{label} {plan['first_year']}/{(plan['first_year'] + 1) % 100:02}"
        return year if own else f"{year}, {plan['partnership_short']}"

    def plan_of(self, hit: Hit) -> Record | None:
        """The plan a record is seen in: its own, or that of its year, or its partnership's newest; None for any."""
        register, record = register_named(hit.register), hit.record
        year = None
        while True:
            year = year or record.get("year")
            if record.get("plan"):
                return next((plan for plan in self._context.plans if plan["id"] == record["plan"]), None)
            if record.get("partnership"):
                # Newest first.
                own = [plan for plan in self._context.plans if plan["partnership"] == record["partnership"]]
                of_year = [plan for plan in own if year and plan["first_year"] <= year <= plan["last_year"]]
                return next(iter(of_year or own), None)
            above = register[register.within] if register.within else None
            if not isinstance(above, Reference) or not record[above.name]:
                return None
            parent = self._context.workspace.record(above.to, record[above.name])
            if parent is None:
                return None
            register, record = register_named(above.to), parent
