"""The migrations and the declared registers agree, and the views read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Choice, Reference
from csp_desktop.registers.register import Register
from csp_desktop.storage.csp_file import CspFile
from csp_desktop.storage.tables import link_table


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    file = CspFile.create(tmp_path_factory.mktemp("schema") / "empty.csp")
    yield file.connection
    file.close()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_table_is_as_declared(connection: sqlite3.Connection, register: Register) -> None:
    columns = {row[1]: row for row in connection.execute(f'PRAGMA table_info("{register.name}")')}
    assert set(columns) == {"id", *(field.name for field in register.columns)}
    for field in register.columns:
        assert columns[field.name][2] == field.sqlite_type, field.name
        assert bool(columns[field.name][3]) == (field.required or field.kind == "yes/no"), field.name
    keys = {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{register.name}")')}
    assert keys == {field.name: field.to for field in register.columns if isinstance(field, Reference)}
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [register.name]).fetchone()[0]
    assert sql.rstrip().endswith("STRICT")
    for field in register.columns:
        if isinstance(field, Choice):
            listed = ", ".join(f"'{option}'" for option in field.options)
            assert f'CHECK ("{field.name}" IN ({listed}))' in sql, field.name
    for field in register.links:
        keys = {
            row[3]: row[2]
            for row in connection.execute(f'PRAGMA foreign_key_list("{link_table(register, field)}")')
        }
        assert keys == {"record": register.name, "target": field.to}


@pytest.mark.parametrize("view", ["action_plan", "indicator_position", "risk_register", "funding_position"])
def test_views_read(connection: sqlite3.Connection, view: str) -> None:
    assert connection.execute(f"SELECT * FROM {view}").fetchall() == []


def test_settings_that_keep_the_file_safe(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_failed_migration_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csp_desktop.storage.migrations._run", lambda db, script: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        CspFile.create(tmp_path / "new.csp")
    assert list(tmp_path.iterdir()) == []
