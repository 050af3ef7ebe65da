"""What one field or record of a copy comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.registers.fields import Record
from csp_desktop.registers.kept_json import kept_json

TAKEN_IN_VERSION = 1
"""How what was found in a copy is written; raise it with an upgrade when that changes."""

_TOLD = {"new": "taken", "changed": "taken", "unchanged": "same", "clash": "clash"}


def findings_kept(taken: Record) -> dict[str, Any]:
    """What was kept when a copy was taken in."""
    return kept_json(taken["findings"] or "{}", TAKEN_IN_VERSION, {})


@dataclass
class CopyFinding(ReturnFinding):
    """A finding about a copy: `issued` is what stood when it parted, `returned` what it says, `current` ours.

    `who` wrote theirs `when` (ISO). A finding about a record as a whole has no `field`: taking theirs then makes
    the records in `brings`, each with its "register", "id" and "values", or removes it where `removes` is set. What
    only names one of these again has the "field" it does so in and the id it "names" instead of values, and what it
    named "before" where that is to give way.
    `proposal` has what is written with theirs in the field that says what the value is, as “TBC” of a figure.
    """

    who: str = ""
    when: str = ""
    brings: list[dict[str, Any]] = field(default_factory=list)
    removes: bool = False

    @property
    def replaced(self) -> bool:
        """Whether it asks if a plan, or money, that a district sends takes the place of what is here: closed, or deleted."""
        closes = self.register == "plans" and self.field == "status" and self.value == "closed"
        return not self.issued and (closes or self.removes)

    @property
    def told(self) -> str:
        """Its outcome in the words of the merge command: taken, clash or same."""
        return "taken" if self.done == "applied" else _TOLD[self.outcome]

    def as_merge_json(self) -> dict[str, str]:
        """For the merge command."""
        return {
            "outcome": self.told,
            "register": self.register,
            "ref": self.ref,
            "field": self.field,
            "ours": self.current,
            "theirs": self.returned,
            "base": self.issued,
            "who": self.who,
            "when": self.when,
            **({"message": self.message} if self.message else {}),
        }


def counted(findings: Iterable[CopyFinding]) -> dict[str, int]:
    """How many findings were taken, clash or are the same."""
    counts = Counter(finding.told for finding in findings)
    return {told: counts[told] for told in ("taken", "clash", "same")}
