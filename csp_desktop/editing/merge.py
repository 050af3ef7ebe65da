"""The merging rules: issued, returned and current, and what is done about each cell.

Nothing here looks at a workbook or at the file; it is given three values and says what they mean.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal, Self

from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.wordings import plain_text, unescape
from csp_desktop.registers.fields import Field, Value, is_blank, is_nothing
from csp_desktop.registers.return_form import CLEAR, WORDS, cell_text

Outcome = Literal[
    "new",
    "changed",
    "unchanged",
    "clash",
    "rejected",
    "ask",
    "ignored",
    "not returned",
    "proposed row",
]
# What a person must look at; the rest is certain or needs nothing.
QUESTIONS: tuple[Outcome, ...] = ("clash", "ask", "rejected", "proposed row")
OUTCOME_VERSION = 1
"""How what was done with a received file is written; raise it with an upgrade when that changes."""
Decision = Literal["theirs", "ours", "join", "typed", "beside"]
"""Whose value stands; "beside": theirs, where it is known, and their words go into the row's box for words."""
Version = Literal["", "correction", "part"]
"""What a second version of a return is: not said, a correction of the first, or the part of another office."""
# What stands outside the form but is about one cell of it: the answer itself, not words beside it.
_OF_ANSWERS = ("struck answer", "colour")


class Nothing:
    """No earlier version of this return said anything about a cell."""


NOTHING = Nothing()


@dataclass
class ReturnFinding:
    """What one cell, row or remark of a returned workbook comes to.

    `issued`, `returned` and `current` are as people read them. `value` is what would be written: for a
    question what the partner's words most likely mean, `takeable` whether there is such a value;
    `repeated` that an earlier version of the return asks the same; `ours_from` who set our own value of a
    clash, and when. `outside` says where words stand that are outside the form (then `key` and `record` say
    where they might belong), `filled` how many filled cells the finding is about, `also` the other rows an
    answer is merged over, `words_into` the box of its row that words typed in place of a value, or beside it, can be
    put into (its key, register, field and entry).
    `decision` is what a person decided, `chosen` the value where they joined or typed one. `done` says
    what became of it: applied, open, settled, or nothing to do.
    """

    outcome: Outcome
    register: str = ""
    ref: str = ""
    field: str = ""
    sheet: str = ""
    cell: str = ""
    issued: str = ""
    returned: str = ""
    current: str = ""
    message: str = ""
    title: str = ""
    code: str = ""
    record: str = ""
    key: str = ""
    form: str = ""
    entry: str = ""
    value: Value = None
    takeable: bool = False
    repeated: bool = False
    note: str = ""
    ours_from: str = ""
    near: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    proposal: dict[str, Any] = dataclasses.field(default_factory=dict)
    decision: Decision | None = None
    chosen: Value = None
    done: str = ""
    outside: str = ""
    filled: int = 1
    also: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    words_into: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def question(self) -> bool:
        """Whether a person has to decide and has not yet."""
        return self.outcome in QUESTIONS and self.decision is None

    @property
    def known_as(self) -> str:
        """What it is about, as people know it: "L1 · Burglaries, Q1 2010/11"; its reference once where it says all."""
        parts = (self.ref, " ".join(self.title.split()))
        return " · ".join(dict.fromkeys(part for part in parts if part))

    @property
    def beside(self) -> bool:
        """Whether these are words beside the answers, to be added to what stands where they are put."""
        return bool(self.outside) and self.outside not in _OF_ANSWERS

    def as_words(self) -> ReturnFinding:
        """The words of a cell, as if they stood in the box they can be put into."""
        return dataclasses.replace(self, **self.words_into, value=self.returned, also=[])

    def as_json(self) -> dict[str, Any]:
        """For the command line, and as kept with the received file."""
        return {
            name: value for name, value in vars(self).items() if name in _ALWAYS or not _empty(name, value)
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """A finding as it was kept."""
        return cls(**plain)


_ALWAYS = frozenset(
    ("outcome", "register", "ref", "field", "sheet", "cell", "issued", "returned", "current", "message")
)


def _empty(name: str, value: Any) -> bool:
    if name in ("takeable", "repeated"):
        return not value
    if name == "filled":
        return bool(value == 1)
    return value is None or (isinstance(value, str | list | dict) and not value)


def same(field: Field, first: Value, second: Value) -> bool:
    """Whether two values of a field say the same; what programs do to a text on its way does not count."""
    if first == second:
        return True
    if isinstance(first, str) or isinstance(second, str):
        return _plain(first) == _plain(second)
    if field.kind == "yes/no":
        return bool(first) == bool(second)
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) <= 1e-9 * max(abs(first), abs(second))
    return False


def _plain(value: Value) -> str:
    """A text without what spreadsheet programs add to it or drop from it."""
    if value is None:
        return ""
    text = plain_text(unescape(str(value))).replace("\t", "")
    return "\n".join([line.rstrip(" \u00a0") for line in text.split("\n")]).strip()


@dataclass(frozen=True)
class Merged:
    """The outcome for one cell, the value it would write, and why it is not certain."""

    outcome: Outcome
    value: Value = None
    message: str = ""
    takeable: bool = False


def merge_cell(
    field: Field,
    as_sent: Value,
    base: Value,
    answer: Answer,
    current: Value,
    earlier: Value | Nothing = NOTHING,
    version: Version = "",
) -> Merged:
    """What becomes of one returned cell.

    `as_sent` is what its cell showed when the form went out, `base` what the file said then, `current` what
    it says now, `earlier` what an earlier version of the same return has changed it to, which this `version`
    corrects or adds to.
    """
    if answer.state == "blank":
        return _blank(field, as_sent, current, earlier)
    if answer.state == "as it was":
        return Merged("unchanged", None, "It says that nothing has changed.")
    if answer.state == "rejected":
        return Merged("rejected", None, answer.message)
    if answer.state == "perhaps clear":
        return _perhaps_clear(field, answer, as_sent, base, current, earlier)
    if answer.state == "unsure":
        if _says_known(field, answer, _in_a_cell(as_sent)):
            return Merged("unchanged")
        if not isinstance(earlier, Nothing) and _says_known(field, answer, earlier):
            return Merged("unchanged")
        return Merged("ask", answer.value, answer.message, takeable=answer.value is not None)
    if answer.state == "clear":
        if field.kind == "choice":
            return _never_empty(field)
        returned: Value = field.default
    else:
        returned = answer.value
        if as_sent is not None and isinstance(as_sent, str) and cell_text(as_sent) != as_sent:
            if same(field, returned, cell_text(as_sent)):
                return Merged("unchanged")
            return Merged(
                "ask",
                returned,
                "The text sent was too long for a cell and came back changed. Which parts did they mean?",
                takeable=True,
            )
    if not isinstance(earlier, Nothing):
        return _second_version(field, as_sent, returned, current, earlier, version)
    if same(field, returned, as_sent):
        return Merged("unchanged", returned)
    return merge_value(field, base, returned, current)


def merge_value(field: Field, base: Value, theirs: Value, ours: Value) -> Merged:
    """What becomes of a value that stood at `base` when it went out, and is two values now."""
    if same(field, theirs, base):
        return Merged("unchanged", theirs)
    if same(field, ours, base):
        return Merged("changed", theirs, takeable=True)
    if same(field, ours, theirs):
        return Merged("unchanged", theirs, "Already so.")
    return Merged("clash", theirs, takeable=True)


def _says_known(field: Field, answer: Answer, value: Value) -> bool:
    """Whether what is not certain is, either way, what a value says already, and no word beside it is lost."""
    return (
        not (answer.struck or answer.worded)
        and value is not None
        and any(said is not None and same(field, said, value) for said in (answer.value, answer.literal))
    )


def _in_a_cell(value: Value) -> Value:
    return cell_text(value) if isinstance(value, str) else value


def _blank(field: Field, as_sent: Value, current: Value, earlier: Value | Nothing) -> Merged:
    if is_nothing(as_sent):
        if isinstance(earlier, Nothing) or is_nothing(earlier):
            return Merged("unchanged")
        return Merged("unchanged", None, "Empty here; what the earlier version of this return said is kept.")
    if is_nothing(current):
        return Merged("unchanged", None, "Already so.")
    return Merged(
        "ask",
        field.default,
        f"The cell came back empty; is it to be emptied here too? The word {CLEAR} would have said so.",
        takeable=field.kind != "choice",
    )


def _perhaps_clear(
    field: Field, answer: Answer, as_sent: Value, base: Value, current: Value, earlier: Value | Nothing
) -> Merged:
    """The word that empties a cell without its brackets: asked, whether words would be lost or won.

    Where nothing ever stood there is nothing to empty, and the bare word is the answer.
    """
    stood = [_in_a_cell(as_sent), base, current, *(() if isinstance(earlier, Nothing) else (earlier,))]
    if answer.value is not None and any(same(field, answer.value, value) for value in stood):
        return Merged("unchanged")
    if answer.value is not None and answer.raw.strip(" .").isalpha() and all(map(is_nothing, stood)):
        return merge_value(field, base, answer.value, current)
    if field.kind == "choice":
        return _never_empty(field)
    if is_nothing(current):
        nothing = f"“{answer.raw}” asks for nothing: no answer stands here that could be emptied."
        if answer.value is None:
            return Merged("rejected", None, nothing)
        return Merged("ask", answer.value, f"{nothing} Or is it their answer?", takeable=True)
    return Merged("ask", field.default, answer.message, takeable=True)


def _never_empty(field: Field) -> Merged:
    return Merged("rejected", None, f"{field.label} cannot be empty; choose one of the list.")


def _second_version(
    field: Field, as_sent: Value, returned: Value, current: Value, earlier: Value, version: Version
) -> Merged:
    """A cell the earlier version of the same return had changed: compared with what that one said."""
    if same(field, returned, earlier):
        return Merged("unchanged", returned)
    if same(field, current, returned):
        return Merged("unchanged", returned, "Already so.")
    # "No" typed into a box that was sent empty is not what was sent.
    left = same(field, returned, as_sent) and as_sent is not None and not is_blank(as_sent)
    if version == "part":
        if left:
            return Merged("unchanged", None, "Left as it was sent; what the other office said is kept.")
        if field.kind in WORDS and same(field, current, earlier):
            return Merged(
                "changed", joined(str(current or ""), str(returned or "")), "Added to theirs.", takeable=True
            )
        return Merged("clash", returned, takeable=True)
    if left and version == "":
        return Merged(
            "ask",
            returned,
            "This version says what was sent out; the earlier version of this return had changed it.",
            takeable=True,
        )
    if same(field, current, earlier):
        return Merged("changed", returned, "Changed since the earlier version of this return.", takeable=True)
    return Merged("clash", returned, takeable=True)


def joined(ours: str, theirs: str) -> str:
    """Two narratives put together, each sentence once."""
    if not ours or theirs.startswith(ours):
        return theirs
    if not theirs or ours.endswith(theirs) or theirs in ours:
        return ours
    return f"{ours}\n{theirs}"
