"""The program as it may be one migration later, for tests of files of another version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp_desktop.storage import csp_file, identity, migrations, schema

SCRIPT = """ALTER TABLE risks ADD COLUMN later TEXT;
UPDATE risks SET later = title;
CREATE TABLE laters (id TEXT PRIMARY KEY NOT NULL) STRICT;
"""


def become_later(put: Callable[[object, str, Any], None] = setattr, *more: str) -> None:
    """Give this process one more migration, of `more` statements too, putting each new value through `put`."""
    released = schema.MIGRATED
    name = f"{len(released) + 1:04}_later"
    shipped = migrations._script
    script = ";\n".join([SCRIPT, *more])
    put(migrations, "_script", lambda asked: script if asked == name else shipped(asked))
    for module in (schema, identity, csp_file):
        put(module, "SCHEMA_VERSION", len(released) + 1)
    for module in (schema, identity, migrations):
        put(module, "MIGRATED", (*released, (name, "")))
    try:
        left = schema.fingerprint(migrations.expected_schema(len(released) + 1))
    except Exception:
        left = ""  # A migration that fails leaves nothing to know it by.
    for module in (schema, identity):
        put(module, "MIGRATED", (*released, (name, left)))
