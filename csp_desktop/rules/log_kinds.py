"""What each kind of log entry calls its fields, and which it shows: the one table of it, read by the log alone."""

from __future__ import annotations

from typing import NamedTuple

from csp_desktop.registers.log import LOG_KINDS
from csp_desktop.registers.typed_records import LogEntry

STATUS, UPDATE = "status", "narrative"
"""The two columns that are of an entry's updates and not its own."""


class LogKind(NamedTuple):
    """One kind of entry: its name in the file, its names for people, and its columns in order with their headings.

    What `runs_out` falls due on the day it expires, everything else on its due date; a new date in an update
    stands in its place. `over` are the statuses in which that date no longer matters.
    """

    name: str
    label: str
    plural: str
    columns: tuple[tuple[str, str], ...]
    runs_out: bool = False
    over: tuple[str, ...] = ("complete", "stopped", "lapsed")

    @property
    def dated_by(self) -> str:
        """The field that says when it falls due."""
        return "expires_on" if self.runs_out else "due_on"

    def heading(self, name: str) -> str:
        """What it calls a field; "" for one it does not show."""
        return dict(self.columns).get(name, "")


KINDS = (
    LogKind(
        "meeting action",
        "Meeting action",
        "Meeting actions",
        (
            ("ref", "No"),
            ("meeting", "Meeting"),
            ("raised_on", "Raised on"),
            ("source", "Minute"),
            ("title", "Action"),
            ("lead_agencies", "Lead agency"),
            ("owner", "Owner"),
            ("due_on", "Due"),
            (STATUS, "Status"),
            (UPDATE, "Update"),
            ("completed_on", "Completed on"),
            ("outcome", "Outcome"),
        ),
    ),
    LogKind(
        "review recommendation",
        "Review recommendation",
        "Review recommendations",
        (
            ("source", "Review"),
            ("ref", "Rec no"),
            ("title", "Recommendation"),
            ("area", "Scope"),
            ("lead_agencies", "Lead agency"),
            ("owner", "Owner"),
            ("due_on", "Target date"),
            (STATUS, "Status"),
            (UPDATE, "Update"),
            ("completed_on", "Completed on"),
            ("outcome", "Outcome"),
            ("evidence", "Evidence"),
        ),
    ),
    LogKind(
        "order or agreement",
        "Order or agreement",
        "Orders and agreements",
        (
            ("ref", "Ref"),
            ("title", "Order or agreement"),
            ("area", "Area"),
            ("starts_on", "Made on"),
            ("review_on", "Review by"),
            ("expires_on", "Expires on"),
            ("lead_agencies", "Lead agency"),
            ("owner", "Owner"),
            (STATUS, "Status"),
            (UPDATE, "Update"),
            ("source", "Made under"),
            ("evidence", "Where it is kept"),
        ),
        runs_out=True,
        # What was made is complete, and runs out all the same.
        over=("stopped", "lapsed"),
    ),
    LogKind(
        "duty",
        "Duty",
        "Duties",
        (
            ("ref", "Ref"),
            ("title", "What the law asks"),
            ("source", "Source"),
            ("due_on", "By when"),
            ("review_on", "Next review"),
            ("lead_agencies", "Lead agency"),
            ("owner", "Owner"),
            (STATUS, "Status"),
            (UPDATE, "Update"),
            ("completed_on", "Completed on"),
            ("evidence", "Evidence"),
        ),
    ),
)

BY_KIND = {kind.name: kind for kind in KINDS}
assert tuple(BY_KIND) == LOG_KINDS


def kind_of(entry: LogEntry) -> LogKind:
    """The kind of an entry."""
    return BY_KIND[entry["kind"]]
