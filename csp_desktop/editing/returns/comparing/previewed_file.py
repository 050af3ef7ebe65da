"""One received workbook as it is previewed: whether it is a return of this file, and all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from csp_desktop.editing.merge import ReturnFinding, Version
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.excel.opening.read_cells import WorkbookRead
from csp_desktop.excel.returns.returned_form import Slid
from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm

Status = Literal["recognised", "unrecognised", "refused"]


@dataclass
class RowsElsewhere:
    """Rows of one workbook that were sent with another return: how it is called, the cells by sheet and address.

    `earlier` says that the same recipient was sent them, for an earlier quarter.
    """

    called: str
    return_code: str
    rows: int = 0
    cells: set[tuple[str, str]] = field(default_factory=set)
    earlier: bool = False

    @property
    def counted(self) -> str:
        """ "14 rows"."""
        return f"{self.rows:,} row{'' if self.rows == 1 else 's'}"


@dataclass
class PreviewedFile:
    """One workbook: whether it is a return of this file, and all that was found in it.

    `again` says that this very file was taken in before. `held_sheets` are those sorted apart, which
    `ReturnsPreview.pair_by_title` can put right; `late_form` names the quarter that is asked for by now;
    `empty` that nothing stands in the cells that are waited for; `later` that the return has come back before,
    which this `version` corrects or adds to, where somebody said so, and `before` what the versions before said by
    row code and column, `files_before` the names of their files.
    `elsewhere` are the rows that were sent with other returns, by the id of each, `taken_to` the ids of those they
    are taken in with; each of these has a file of its own, whose `part_of` is this one.
    `email_words` is what the email says that it came in.
    `as_now` says that the answers on an earlier quarter's form are for the quarter asked about now; where the whole
    workbook is such a form, `written_on` is that form and `came_as` the id of its return.
    `slid_sheets` are those whose answers may stand one row too high or too low, and `slid` what somebody said of them:
    that they do, or that each stands in its own row.
    `left_open` counts the questions that wait since this very file was taken in.
    """

    path: Path
    status: Status
    message: str = ""
    return_code: str = ""
    recipient: str = ""
    quarter: str = ""
    findings: list[ReturnFinding] = field(default_factory=list)
    content: bytes = b""
    sha256: str = ""
    again: bool = False
    return_id: str = ""
    plan_id: str = ""
    held_sheets: tuple[str, ...] = ()
    late_form: str = ""
    paired_by_title: set[str] = field(default_factory=set)
    form: IssuedForm | None = None
    book: WorkbookRead | None = None
    signed: dict[str, str] = field(default_factory=dict)
    reported_on: str = ""
    empty: bool = False
    later: bool = False
    version: Version = ""
    before: dict[tuple[str, str], ReturnFinding] = field(default_factory=dict)
    files_before: list[str] = field(default_factory=list)
    elsewhere: dict[str, RowsElsewhere] = field(default_factory=dict)
    taken_to: set[str] = field(default_factory=set)
    part_of: PreviewedFile | None = None
    email_words: str = ""
    as_now: bool = False
    written_on: IssuedForm | None = None
    came_as: str = ""
    slid_sheets: dict[str, Slid] = field(default_factory=dict)
    slid: dict[str, bool] = field(default_factory=dict)
    left_open: int = 0

    @property
    def now(self) -> str:
        """The quarter that what stands on the form of an earlier one can be taken for; "" where it cannot."""
        if self.status != "recognised" or self.part_of is not None:
            return ""
        if self.written_on is not None:
            return "" if self.again else self.quarter
        if self.late_form:
            return self.late_form if not self.again or self.left_open else ""
        earlier = any(rows.earlier for rows in self.elsewhere.values())
        return self.quarter if earlier and not self.again else ""

    @property
    def taken_from(self) -> str:
        """The id of the return that what is taken to another was known as at first; "" where it is that one's own."""
        return self.came_as if self.part_of is None else self.part_of.return_id

    def takes(self, finding: ReturnFinding) -> bool:
        """Whether what was found in this file as `taken_from` is taken in with its own return."""
        if self.part_of is None:
            return True
        return (finding.sheet, finding.cell) in self.part_of.elsewhere[self.return_id].cells

    @property
    def questions(self) -> list[ReturnFinding]:
        """What a person has to decide and has not yet."""
        return [finding for finding in self.findings if finding.question and finding.done in ("", "open")]

    @property
    def called(self) -> str:
        """ "the Q2 return of Police"."""
        return f"the {Quarter.parse(self.quarter).short} return of {self.recipient}"

    @property
    def in_part(self) -> bool:
        """Whether this is one sheet of a return, saved as text."""
        return self.book is not None and self.book.kind == "csv"

    @property
    def certain(self) -> list[ReturnFinding]:
        """What is applied without asking."""
        return [finding for finding in self.findings if finding.outcome == "changed"]

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        return {
            "file": str(self.path),
            "status": self.status,
            "message": self.message,
            "return_code": self.return_code,
            "recipient": self.recipient,
            "quarter": self.quarter,
            "conservation": conservation(self.findings),
            "findings": [finding.as_json() for finding in self.findings],
        }
