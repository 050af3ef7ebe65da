"""JSON kept in the file: each says which version of the program's way of writing it is in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from csp_desktop.errors import BadRequest

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def keep_json(version: int, plain: Mapping[str, Any]) -> str:
    """A document as it is kept, its version first, as "v"."""
    return json.dumps({"v": version, **plain}, ensure_ascii=False, separators=(",", ":"))


def kept_json(text: str, version: int, upgrades: Mapping[int, Upgrade]) -> dict[str, Any]:
    """A kept document carried forward to `version`; `upgrades` lead from each version to the next.

    What was kept before documents had versions counts as version 1. Raises BadRequest for a later one.
    """
    plain: dict[str, Any] = json.loads(text)
    at = plain.pop("v", 1)
    if at > version:
        raise BadRequest(
            "This was saved by a later version of the program; nothing was changed. Open the file with that version."
        )
    for earlier in range(at, version):
        plain = upgrades[earlier](plain)
    return plain
