"""What the search finds beyond the plan shown: what can be done, by its verbs, and the plans of other years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.ui.context import Context

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
_MOST = 4
_FEWEST_LETTERS = 3


def asks_for(label: str, words: Sequence[str]) -> bool:
    """Whether words typed ask for what a label says, in these or other verbs."""
    label = label.casefold()
    return all(any(verb in label for verb in _MEANT.get(word, (word,))) for word in words)


class OtherYears:
    """Items, indicators and risks of the other plans of the file, read once after each change."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._records: list[tuple[str, Record, str]] | None = None
        context.stepped.connect(lambda _: self.forget())

    def forget(self) -> None:
        """Read anew when next searched: something changed."""
        self._records = None

    def matches(self, words: Sequence[str]) -> Iterator[tuple[str, Record, str]]:
        """(register, record, its text) of a few that hold all the words and belong to another plan than the one shown."""
        if max(map(len, words), default=0) < _FEWEST_LETTERS:
            return
        if self._records is None:
            self._records = [
                (name, record, f"{record['ref'] or ''} {record['title']}".strip())
                for name in _PLANS
                for record in self._context.workspace.records(name)
            ]
        listed = 0
        for name, record, text in self._records:
            if record["plan"] == self._context.plan_id:
                continue
            folded = text.casefold()
            if all(word in folded for word in words):
                yield name, record, text
                listed += 1
                if listed == _MOST:
                    return

    def kind(self, register: str, record: Record) -> str:
        """ "Risk 2009/10"."""
        plan = next((plan for plan in self._context.plans if plan["id"] == record["plan"]), None)
        year = f" {plan['first_year']}/{(plan['first_year'] + 1) % 100:02}" if plan is not None else ""
        return f"{register_named(register).label}{year}"
