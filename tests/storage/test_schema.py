"""The migrations and the declared registers agree, and the views read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import SmallFile
from hypothesis import given, settings
from hypothesis import strategies as st
from later_program import become_later

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import FileDamaged, FileProblem
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Choice, Reference
from csp_desktop.registers.register import Register
from csp_desktop.storage import identity, migrations, schema, tables
from csp_desktop.storage.backups import backup_folder, backups_of
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.csp_file import CspFile, identify
from csp_desktop.storage.tables import link_table

# Add to a list when a view gains a column; take nothing away and move nothing.
RELEASED_VIEWS = {
    "action_plan": """partnership plan first_year last_year priority_ref priority level ref title target timescale
        due_on resources outcome status lead_agencies lead_groups quarter narrative rag
        outcome_rag moderated_rag moderation_reason new_due_on author reported_on
        lead_officers starts_on original_due_on public evidence notes done of update_notes""",
    "indicator_position": """partnership plan priority ref title source unit better kind scope baseline_state baseline_value
        baseline_period target_kind target_value target_period target_number owner quarter
        value_state value provisional note notes group_average rank out_of months""",
    "risk_register": """partnership plan plan_item ref title cause consequence category owner_agency owner
        inherent_score current_score target_score target_on proximity response status review_on
        mitigation mitigation_kind mitigation_agency mitigation_due_on mitigation_status
        mitigation_progress notes mitigation_notes""",
    "funding_position": """partnership stream year funder stream_kind stream_pounds carry_forward spend_by item_ref item
        group project provider status allocated_pounds quarter kind pounds on_date reference
        note stream_notes""",
    "log": """partnership plan kind ref title source group meeting_held_on lead_agencies owner raised_on starts_on
        due_on review_on expires_on completed_on area outcome evidence notes public status_now due_now
        quarter narrative status new_due_on""",
    "meetings_list": """partnership group held_on place notes log_entries""",
}


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


@pytest.mark.parametrize("view", RELEASED_VIEWS)
def test_views_read(connection: sqlite3.Connection, view: str) -> None:
    assert connection.execute(f"SELECT * FROM {view}").fetchall() == []


def test_settings_that_keep_the_file_safe(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_failed_migration_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csp_desktop.storage.migrations._run", lambda migration, db: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        CspFile.create(tmp_path / "new.csp")
    assert list(tmp_path.iterdir()) == []


def test_the_migrations_are_known_by_name_and_by_what_they_leave() -> None:
    folder = Path(schema.__file__).parent
    scripts = sorted(found.stem for found in folder.glob("[0-9]*.sql"))
    with pytest.MonkeyPatch.context() as all_there:
        known = dict(schema.MIGRATED)
        for module in (schema, migrations):
            all_there.setattr(module, "MIGRATED", tuple((name, known.get(name, "")) for name in scripts))
        left = [
            (name, schema.fingerprint(migrations.expected_schema(version)))
            for version, name in enumerate(scripts, 1)
        ]
    lines = "".join(f'    ("{name}", "{number}"),\n' for name, number in left)
    assert list(schema.MIGRATED) == left, (
        f"MIGRATED in csp_desktop/storage/schema.py must be:\nMIGRATED = (\n{lines})"
    )


def test_views_only_gain_columns(connection: sqlite3.Connection) -> None:
    """What Excel, Power BI or Datasette read of a released version they go on finding."""
    for view, released in RELEASED_VIEWS.items():
        cursor = connection.execute(f"SELECT * FROM {view}")
        columns = [column[0] for column in cursor.description]
        assert [name for name in columns if name in released.split()] == released.split(), view
    assert set(schema.views()) == RELEASED_VIEWS.keys()


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    become_later(monkeypatch.setattr)


def test_an_older_file_is_backed_up_and_brought_up_to_date(
    small: SmallFile, request: pytest.FixtureRequest
) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([Insert("risks", {"plan": small.plan, "title": "No lamps"})])
    request.getfixturevalue("next_version")
    assert verify(small.path) == []
    before = small.path.read_bytes()
    read = CspFile.open(small.path, read_only=True)
    assert read.connection.execute("SELECT later FROM risks").fetchall() == [("No lamps",)]
    read.close()
    assert small.path.read_bytes() == before
    assert not backup_folder(small.path).exists()
    opened = CspFile.open(small.path)
    assert opened.connection.execute("SELECT later FROM risks").fetchall() == [("No lamps",)]
    assert opened.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    opened.close()
    (kept,) = backups_of(small.path)
    assert identify(kept) == schema.SCHEMA_VERSION - 1
    assert identify(small.path) == schema.SCHEMA_VERSION
    assert verify(small.path) == verify(kept) == []
    with pytest.MonkeyPatch.context() as older:
        released = schema.MIGRATED[:-1]
        for module in (schema, identity):
            older.setattr(module, "MIGRATED", released)
        with pytest.raises(FileProblem, match="newer version"):
            CspFile.open(small.path)


@pytest.mark.parametrize("fault", ["CREATE TABLE risks (a)", "DELETE FROM partnerships"])
def test_a_migration_that_fails_leaves_the_older_file(
    small: SmallFile, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    become_later(monkeypatch.setattr, fault)
    before = small.path.read_bytes()
    with pytest.raises((sqlite3.DatabaseError, FileDamaged)), CspFile.open(small.path).writing():
        pass
    assert not small.path.with_name("small.csp-journal").exists()
    connection = sqlite3.connect(small.path)
    released = (schema.SCHEMA_VERSION - 1,)
    assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == released
    assert connection.execute("PRAGMA user_version").fetchone() == released
    connection.close()
    assert small.path.read_bytes() == before
    assert verify(small.path) == []


_FITTING = {"quarter": "2010-Q1", "year": 2010, "money": 100}
_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=5),
    st.text(st.characters(codec=None), max_size=3),
    st.integers(),
    st.integers(-5, 2300),
    st.floats(),
    st.binary(max_size=3),
    st.tuples(),
    st.dates(),
    st.dates().map(str),
    st.dates().map(lambda day: day.strftime("%Y%m%d")),
    st.integers(0, 9999).map(lambda year: f"{year:04}-Q1"),
    st.sampled_from(
        ["2010-W01-1", "2010-04-01T00:00", "\x00", "10-04-01", "2010-Q5", 10**30, -(2**63), 1e300]
    ),
)


@given(data=st.data(), register=st.sampled_from(REGISTERS))
@settings(max_examples=150, deadline=None)
def test_what_the_checks_let_pass_the_file_takes(
    connection: sqlite3.Connection, data: st.DataObject, register: Register
) -> None:
    """And gives back: a fault the checks miss would be a broken program to the person, not a sentence."""
    record: dict[str, object] = {**register.blank(), "id": "made"}
    for field in register.fields:
        value = data.draw(st.sampled_from(field.options) if isinstance(field, Choice) else _ANYTHING)
        if field.check(value) is not None:
            value = field.default
        if field.check(value) is not None:
            value = _FITTING.get(field.kind, "x")
        record[field.name] = value
    if register.problems(record):
        return
    connection.execute("BEGIN")
    try:
        tables.insert(connection, register, [record])
        (found,) = tables.select(connection, register, {"id": "made"})
        assert found == {name: value for name, value in record.items() if name in found}
    finally:
        connection.execute("ROLLBACK")
