"""Checks on changed records that need a look at other records."""

from __future__ import annotations

from collections.abc import Set

from csp_desktop.errors import InvalidChange
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.hierarchy import Misplaced, looping_groups, misplaced_items


def guard(file: CspFile, changed: Set[tuple[str, str]]) -> None:
    """Raise InvalidChange where changed records, as (register, id), do not fit with the others."""
    items = {record for register, record in changed if register == "plan_items"}
    refused = [
        InvalidChange(
            _why_not_there(misplaced, misplaced.item in items),
            register="plan_items",
            record=misplaced.item if misplaced.item in items else misplaced.parent,
            field="parent" if misplaced.item in items else "level",
        )
        for misplaced in (misplaced_items(file.connection, items) if items else ())
    ]
    if any(register == "groups" for register, _ in changed):
        refused.extend(
            InvalidChange(
                f"“{name}” cannot report to itself, not even through others; nothing was changed.",
                register="groups",
                record=group,
                field="parent",
            )
            for group, name in looping_groups(file.connection)
        )
    InvalidChange.raise_all(refused)


def _why_not_there(misplaced: Misplaced, moved: bool) -> str:
    if not misplaced.same_plan:
        return "An item cannot be under one of another plan; nothing was changed."
    level, above = _with_article(misplaced.level), _with_article(misplaced.parent_level)
    if moved:
        return f"{level.capitalize()} cannot be under {above}; nothing was changed."
    return (
        f"“{misplaced.known_as}” is under this one, and {level} cannot be under {above}; "
        "nothing was changed. Move it first."
    )


def _with_article(level: str) -> str:
    return f"a {level}" if level == "priority" else f"an {level}"
