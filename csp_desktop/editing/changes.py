"""What can be asked of the workspace, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csp_desktop.registers.register import new_id


@dataclass(frozen=True)
class Insert:
    """Make a record. It has its id from the start, so that later changes can refer to it."""

    register: str
    values: Mapping[str, Any]
    id: str = field(default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.id or self.values.get("id") or new_id())


@dataclass(frozen=True)
class Update:
    """Write some fields of a record."""

    register: str
    id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Delete:
    """Remove a record and what cannot stand without it."""

    register: str
    id: str


Change = Insert | Update | Delete


@dataclass(frozen=True)
class Step:
    """What one step did. `number` is 0 where nothing needed doing.

    `changed` holds (register, record id) of every record made, written or removed.
    """

    number: int
    reason: str
    changed: frozenset[tuple[str, str]] = frozenset()

    @property
    def registers(self) -> frozenset[str]:
        """The registers it touched."""
        return frozenset(register for register, _ in self.changed)
