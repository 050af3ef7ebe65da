"""The return form: what is asked of whom on which sheet.

One declaration, read by the writer, the reader and the merging. `SHEETS` says which columns a sheet
has today and which register and field each input column stands for; what went out carries its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from csp_desktop.errors import InvalidValue
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.word_meanings import says_not_yet, status_meant
from csp_desktop.registers.fields import Choice, Date, Field, Narrative, Number, Value, WholeNumber, YesNo
from csp_desktop.registers.funding import FUNDING_ENTRIES
from csp_desktop.registers.log import LOG_UPDATES
from csp_desktop.registers.performance import MEASUREMENTS
from csp_desktop.registers.plan import UPDATES
from csp_desktop.registers.risk import MITIGATIONS, RISK_REVIEWS

TBC = "TBC"
CLEAR = "[clear]"
ROW_CODE = "Row code"
RECORD_ID = "Record id"
# How the notes of a corrections workbook begin, so that they are not read as the partner's own.
CORRECTION_NOTE = "Please look again: "
NEW_ITEMS = "new items"
_DONE, _STILL_OPEN = "complete", ("in progress", "ongoing", "not started")
# The kinds of field that hold words, so that more can be added to what is there.
WORDS = ("text", "narrative")
# The most a spreadsheet cell can hold.
CELL_CHARACTERS = 32_767
_CUT = "\n[…] The rest of this text is too long for a cell and is kept by the partnership."


@dataclass(frozen=True, kw_only=True)
class NumberOrTbc(Number):
    """A figure, or the word TBC where it is not known yet."""

    kind: ClassVar[str] = "number or TBC"

    def _parse(self, raw: object) -> Any:
        if says_not_yet(str(raw)):
            return TBC
        try:
            return super()._parse(raw)
        except InvalidValue:
            raise InvalidValue(
                f"“{raw}” is not a number; write digits only, for example 1,872, or TBC."
            ) from None

    def format(self, value: Value) -> str:
        return TBC if value == TBC else super().format(value)


@dataclass(frozen=True, kw_only=True)
class Finished(YesNo):
    """Whether work is finished: yes or no, or the word for where it stands."""

    def _parse(self, raw: object) -> bool:
        state = status_meant(str(raw), (_DONE, *_STILL_OPEN))
        return super()._parse(raw) if state is None else state == _DONE


def is_score(field: Field) -> bool:
    """Whether a whole number is a score from 1 to 5, and not a count."""
    return isinstance(field, WholeNumber) and (field.minimum, field.maximum) == (1, 5)


@dataclass(frozen=True)
class Keeping:
    """How a register keeps what is answered about a row.

    `subject` is the register the row is about. Where a record is written for each quarter, `owner` is its field
    that names the row's; else the row's own record is written. `several` records may make up one answer,
    told apart by their kind. `signed` ones say who reported and when, `sourced` ones the file they are from;
    `completion` says that Yes completes the record.
    """

    subject: str
    owner: str = ""
    several: bool = False
    signed: bool = False
    sourced: bool = True
    completion: bool = False


KEPT: dict[str, Keeping] = {
    "plan_items": Keeping("plan_items", sourced=False, completion=True),
    "updates": Keeping("plan_items", "item", signed=True),
    "measurements": Keeping("indicators", "indicator"),
    "risk_reviews": Keeping("risks", "risk"),
    "mitigations": Keeping("mitigations", sourced=False),
    "funding_entries": Keeping("allocations", "allocation", several=True),
    "log_updates": Keeping("log_entries", "entry"),
}
_NOT_KEPT = Keeping("", sourced=False)


@dataclass(frozen=True)
class InputColumn:
    """A column the partner fills in: `key` names it on its sheet, `asked` says whether it is waited for.

    `field` is how a value is read; it belongs to `register`. Funding columns say which `entry` they are.
    `unless_blue`: asked only where blue does not say complete; `where`: only where a row says something in the locked
    column of that key.
    """

    key: str
    header: str
    field: Field
    register: str
    width: float
    aliases: tuple[str, ...] = ()
    asked: bool = False
    entry: str = ""
    unless_blue: bool = False
    where: str = ""

    @property
    def kept(self) -> Keeping:
        """How its register keeps its answers."""
        return KEPT.get(self.register, _NOT_KEPT)


@dataclass(frozen=True)
class ContextColumn:
    """A locked column: "{previous}" in its heading is the quarter before.

    A `spare` one is left out where none of the rows says anything in it.
    """

    key: str
    header: str
    width: float
    aliases: tuple[str, ...] = ()
    spare: bool = False


@dataclass(frozen=True)
class ReturnSheet:
    """One sheet of the form: a row for each record of `register`, its codes starting with `prefix`."""

    key: str
    title: str
    prefix: str
    register: str
    context: tuple[ContextColumn, ...]
    inputs: tuple[InputColumn, ...]

    def input(self, key: str) -> InputColumn:
        """The input column of that key."""
        return next(column for column in self.inputs if column.key == key)

    def asking(self, told: Collection[str], *, blue_is_complete: bool, short: bool) -> ReturnSheet:
        """The sheet as a partnership sends it; a short one has no columns but those that are waited for.

        `told` are the keys of locked columns in which rows say something.
        """
        return replace(
            self,
            context=tuple(column for column in self.context if column.key in told or not column.spare),
            inputs=tuple(
                column
                for column in self.inputs
                if (column.asked or not short or column.unless_blue or column.where)
                and not (column.unless_blue and blue_is_complete)
                and (column.where in told or not column.where)
            ),
        )

    def headers(self, quarter: Quarter) -> list[str]:
        """The headings in order: row code, record id, context, inputs."""
        return [
            ROW_CODE,
            RECORD_ID,
            *self.context_headers(quarter),
            *(column.header for column in self.inputs),
        ]

    def context_headers(self, quarter: Quarter) -> list[str]:
        """The headings of the locked columns for a quarter."""
        return [column.header.format(previous=quarter.previous.short) for column in self.context]


_REF = ContextColumn("ref", "Ref", 7, ("Reference", "No", "Number", "JAG ref"))
_PRIORITY = ContextColumn("priority", "Priority", 15, ("Theme",))
_DUE = ContextColumn("due", "Due", 12, ("By when", "Due date", "Timescale"))

# Where blue does not say complete, no rating does: the item itself is complete, or still goes on.
_NEW_DUE = ("Revised date", "Revised due date", "New date", "New deadline")
_FINISHED = InputColumn(
    "finished",
    "Finished?",
    Finished(name="status", label="Finished?"),
    "plan_items",
    11,
    ("Completed?", "Done?"),
    unless_blue=True,
)

ACTION_UPDATES = ReturnSheet(
    key="action updates",
    title="Action updates",
    prefix="A",
    register="plan_items",
    context=(
        _REF,
        _PRIORITY,
        ContextColumn("title", "What is to be done", 32, ("Action", "Objective", "Milestone")),
        _DUE,
        ContextColumn("officer", "Lead officer", 16, ("Officer", "Lead"), spare=True),
        ContextColumn("last", "What you said in {previous}", 27, ("Last quarter", "Last update")),
        ContextColumn("last_rag", "{previous} rating", 10, ("Last rating", "Last RAG")),
        ContextColumn("counted", "Counted up to {previous}", 12, spare=True),
    ),
    inputs=(
        InputColumn(
            "narrative",
            "Update",
            UPDATES["narrative"],
            "updates",
            40,
            ("Progress", "Comments", "Progress update", "Commentary", "This quarter"),
            asked=True,
        ),
        InputColumn("rag", "RAG", UPDATES["rag"], "updates", 11, ("Rating", "RAG rating"), asked=True),
        _FINISHED,
        InputColumn("done", "Number done", UPDATES["done"], "updates", 9, where="counted"),
        InputColumn("of", "Out of", UPDATES["of"], "updates", 9, where="counted"),
        InputColumn("outcome_rag", "Outcome RAG", UPDATES["outcome_rag"], "updates", 13, ("Outcome rating",)),
        InputColumn("new_due_on", "New due date", UPDATES["new_due_on"], "updates", 13, _NEW_DUE),
    ),
)

INDICATORS = ReturnSheet(
    key="indicators",
    title="Indicators",
    prefix="N",
    register="indicators",
    context=(
        _REF,
        _PRIORITY,
        ContextColumn("title", "Indicator", 40, ("Performance indicator", "Measure")),
        ContextColumn("unit", "Unit", 14),
        ContextColumn("baseline", "Baseline", 14),
        ContextColumn("target", "Target", 14),
        ContextColumn("last", "{previous} figure", 13, ("Last figure", "Last quarter")),
    ),
    inputs=(
        InputColumn(
            "value",
            "Actual",
            NumberOrTbc(name="value", label="Actual"),
            "measurements",
            14,
            ("Value", "Outturn", "Figure"),
            asked=True,
        ),
        InputColumn("provisional", "Provisional", MEASUREMENTS["provisional"], "measurements", 12),
        InputColumn(
            "note", "Note", MEASUREMENTS["note"], "measurements", 46, ("Notes", "Comment", "Comments")
        ),
    ),
)

RISKS = ReturnSheet(
    key="risks",
    title="Risks",
    prefix="R",
    register="risks",
    context=(
        _REF,
        _PRIORITY,
        ContextColumn("title", "Risk", 42, ("Risk description", "Description")),
        ContextColumn("last_score", "{previous} score", 14, ("Last score",)),
        ContextColumn("last", "What you said in {previous}", 27, ("Last quarter", "Last comment")),
    ),
    inputs=(
        InputColumn(
            "likelihood", "Likelihood", RISK_REVIEWS["likelihood"], "risk_reviews", 11, ("Probability",), True
        ),
        InputColumn("impact", "Impact", RISK_REVIEWS["impact"], "risk_reviews", 10, ("Severity",), True),
        InputColumn("comment", "Comment", RISK_REVIEWS["comment"], "risk_reviews", 46, ("Comments", "Note")),
    ),
)

MITIGATION_ROWS = ReturnSheet(
    key="mitigations",
    title="Mitigations",
    prefix="M",
    register="mitigations",
    context=(
        _REF,
        ContextColumn("risk", "Risk", 30),
        ContextColumn("title", "Mitigation", 38, ("Control", "Action")),
        _DUE,
    ),
    inputs=(
        InputColumn("status", "Status", MITIGATIONS["status"], "mitigations", 14, ("State",)),
        InputColumn(
            "progress",
            "Progress",
            MITIGATIONS["progress"],
            "mitigations",
            46,
            ("Update", "Comment", "Comments"),
            asked=True,
        ),
        InputColumn("due_on", "New due date", MITIGATIONS["due_on"], "mitigations", 15, _NEW_DUE),
    ),
)


def _money(key: str, header: str, *aliases: str, asked: bool = False) -> InputColumn:
    amount = FUNDING_ENTRIES["amount"]
    return InputColumn(key, header, amount, "funding_entries", 15, aliases, asked, entry=key)


FUNDING = ReturnSheet(
    key="funding",
    title="Funding",
    prefix="F",
    register="allocations",
    context=(
        _REF,
        ContextColumn("stream", "Stream", 22, ("Funding stream",)),
        ContextColumn("title", "Project", 36),
        ContextColumn("amount", "Allocated", 13, ("Allocation",)),
        ContextColumn("spent", "Spent up to {previous}", 13, ("Spent before", "Spent so far")),
    ),
    inputs=(
        _money("actual", "Spent this quarter", "Spent", "Actual", "Expenditure", asked=True),
        _money("committed", "Committed"),
        _money("forecast", "Forecast to year end", "Forecast"),
        InputColumn(
            "note",
            "Note",
            FUNDING_ENTRIES["note"],
            "funding_entries",
            40,
            ("Notes", "Comment", "Comments"),
            entry="actual",
        ),
    ),
)

LOG = ReturnSheet(
    key="log",
    title="Log",
    prefix="L",
    register="log_entries",
    context=(
        _REF,
        ContextColumn("kind", "Kind", 15),
        ContextColumn("source", "From", 16, ("Source", "Meeting", "Review")),
        ContextColumn("title", "What is to be done", 36, ("Action", "Recommendation", "Order", "Duty")),
        _DUE,
        ContextColumn("last", "What you said in {previous}", 27, ("Last quarter", "Last update")),
        ContextColumn("last_status", "{previous} status", 12, ("Last status",)),
    ),
    inputs=(
        InputColumn(
            "narrative",
            "Update",
            LOG_UPDATES["narrative"],
            "log_updates",
            40,
            ("Progress", "Comments", "Progress update", "This quarter"),
            asked=True,
        ),
        InputColumn("status", "Status", LOG_UPDATES["status"], "log_updates", 13, ("State",), asked=True),
        InputColumn(
            "new_due_on",
            "New date",
            LOG_UPDATES["new_due_on"],
            "log_updates",
            13,
            ("New due date", "Revised date"),
        ),
    ),
)

PROPOSED_KINDS = ("action", "risk", "mitigation")

PROPOSALS = ReturnSheet(
    key=NEW_ITEMS,
    title="New items",
    prefix="",
    register="",
    context=(),
    inputs=(
        InputColumn(
            "kind", "Kind", Choice(name="kind", label="Kind", options=PROPOSED_KINDS), "", 14, ("Type",)
        ),
        InputColumn("title", "Title", Narrative(name="title", label="Title"), "", 46, ("What", "Name")),
        InputColumn("detail", "Detail", Narrative(name="detail", label="Detail"), "", 60, ("Details",)),
        InputColumn("due_on", "Due", Date(name="due_on", label="Due"), "", 15, ("Due date", "By when")),
    ),
)

SHEETS: tuple[ReturnSheet, ...] = (
    ACTION_UPDATES,
    INDICATORS,
    RISKS,
    MITIGATION_ROWS,
    FUNDING,
    LOG,
    PROPOSALS,
)
BY_KEY: dict[str, ReturnSheet] = {sheet.key: sheet for sheet in SHEETS}

# What is signed on the first sheet: key → label beside the cell.
SIGN_OFF = {"completed_by": "Completed by", "job_title": "Job title", "date": "Date"}


def cell_text(text: str) -> str:
    """A text as a cell can hold it: the longest are cut, and say so."""
    return text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - len(_CUT)] + _CUT
