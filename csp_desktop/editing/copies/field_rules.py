"""What becomes of one field that a copy changed: the rules of `editing.merge`, and what goes beyond them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.copies.copy_finding import TAKEN_IN_VERSION
from csp_desktop.editing.merge import OUTCOME_VERSION, Outcome, merge_value
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Field, Links, Record, Structured, Value, is_blank
from csp_desktop.registers.kept_json import keep_json, kept_json
from csp_desktop.registers.register import Register

# A return that came back after it was let go has come back.
_FURTHEST = {("returns", "state"): ("prepared", "sent", "waived", "received", "applied")}
# What was done with what came in: by register and field, the version it is written in.
_SETTLED_APART = {
    ("return_files", "outcome"): OUTCOME_VERSION,
    ("copies_taken_in", "findings"): TAKEN_IN_VERSION,
}


@dataclass(frozen=True)
class Figure:
    """Two fields that say one thing: a figure, and the field that says what it is.

    `plain` is what that says where the figure speaks for itself; where it says one of `takes`, a figure typed on the
    other side belongs to it.
    """

    state: str
    value: str
    plain: str = ""
    takes: tuple[str, ...] = ()

    def at_odds(self, base: Record, theirs: Record, ours: Record) -> bool:
        """Whether both sides changed it and taking each field by itself would make a third thing of it."""
        states, figures = ([side[name] for side in (base, theirs, ours)] for name in (self.state, self.value))
        before, there, here = zip(states, figures, strict=True)
        if there[0] == here[0] or before in (there, here):
            return False
        empty = [is_blank(figure) for figure in (there[1], here[1])]
        said = {there[0], here[0]} - {before[0]}
        belong = len(said) == 1 and said <= set(self.takes) and any(empty)
        return not all(empty) and not belong


_FIGURES = {
    "measurements": (Figure("value_state", "value", "known"),),
    "indicators": (
        Figure("baseline_state", "baseline_value", "known"),
        Figure("target_kind", "target_value", "value"),
    ),
    "bids": (Figure("decision", "amount_awarded", takes=("awarded", "part awarded")),),
}


def figures_of(register: Register) -> tuple[Figure, ...]:
    """What two fields of a register say together."""
    return _FIGURES.get(register.name, ())


# Kept by the program: where both sides differ, nobody could say which is right, and nothing typed is in them.
_OURS_STAND = {
    "position",
    "return_file",
    "copied_from",
    "original_due_on",
    "mapping",
    "file_name",
    "saved_on",
}


def ours_stands(register: Register, field: Field) -> bool:
    """Whether a field never clashes and is not told of: the program keeps it, and ours stands where both changed it."""
    return field.name in _OURS_STAND or isinstance(field, Structured)


def merged(
    register: Register, field: Field, base: Value, theirs: Value, ours: Value
) -> tuple[Outcome, Value]:
    """Whether a value comes in ("changed"), is so already ("unchanged") or clashes, and what it would be."""
    if isinstance(field, Links):
        linked = _as_sets(base, theirs, ours)
        return ("unchanged" if linked == ours else "changed"), linked
    if ours == theirs:
        return "unchanged", ours
    if ours == base:
        return "changed", theirs
    if field.name == "email" and as_compared(ours) == as_compared(theirs):
        return "unchanged", ours
    order = _FURTHEST.get((register.name, field.name))
    if order:
        furthest = max(ours, theirs, key=order.index)
        return ("unchanged" if furthest == ours else "changed"), furthest
    version = _SETTLED_APART.get((register.name, field.name))
    if version:
        result = _settled_on_either_side(ours, theirs, version)
        return ("unchanged" if result == ours else "changed"), result
    if ours_stands(register, field):
        return "unchanged", ours
    return merge_value(field, base, theirs, ours).outcome, theirs


def _as_sets(base: tuple[str, ...], theirs: tuple[str, ...], ours: tuple[str, ...]) -> tuple[str, ...]:
    if set(theirs) == set(base):
        return theirs if ours == base else ours
    kept = [target for target in ours if target in theirs or target not in base]
    return (*kept, *(target for target in theirs if target not in base and target not in ours))


def _settled_on_either_side(ours: str | None, theirs: str | None, version: int) -> str | None:
    """What was done with something taken in, where some of its questions were settled here and others there."""
    if not ours or not theirs:
        return ours or theirs
    here, there = (kept_json(text, version, {}) for text in (ours, theirs))
    mine, other = (side.get("findings", []) for side in (here, there))
    if [_place(finding) for finding in mine] != [_place(finding) for finding in other]:
        return ours
    settled = [
        second if first.get("done") == "open" and second.get("done") != "open" else first
        for first, second in zip(mine, other, strict=True)
    ]
    return keep_json(version, {**here, "findings": settled})


def closed(findings: str | None) -> str | None:
    """What was found in a copy, with no question open any more."""
    if not findings:
        return findings
    kept = kept_json(findings, TAKEN_IN_VERSION, {})
    for finding in kept.get("findings", ()):
        if finding.get("done") == "open":
            finding["done"] = "settled"
    return keep_json(TAKEN_IN_VERSION, kept)


def _place(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(
        finding.get(name) for name in ("sheet", "cell", "code", "key", "register", "record", "field")
    )
