"""What the README says under "Adding a field", followed letter by letter, in a copy of the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.storage.schema import SCHEMA_VERSION

pytestmark = pytest.mark.slow

README = (PROJECT / "README.md").read_text(encoding="utf-8")
STEPS = README.split("### Adding a field")[1].split("\n## ")[0]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program and the tests it needs, in a folder of their own."""
    folder = tmp_path / "copy"
    for name in ("csp_desktop", "resources"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests/storage").mkdir(parents=True)
    for name in (
        "conftest.py",
        "commands_run.py",
        "made_up_field.py",
        "later_program.py",
        "earlier_program.py",
        "storage/test_schema.py",
    ):
        shutil.copyfile(PROJECT / "tests" / name, folder / "tests" / name)
    shutil.copyfile(PROJECT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'tests'}",
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def declare_everywhere(folder: Path) -> int:
    """Step 1: one line in each register's module; how many registers were found."""
    found = 0
    for module in (folder / "csp_desktop/registers").glob("*.py"):
        code = module.read_text(encoding="utf-8")
        line = '\n        Text(name="made_up", label="Made up"),'
        changed, count = re.subn(r"( = Register\((?:\n    [^\n]*?)*?\n    fields=\()", rf"\1{line}", code)
        if count:
            if not re.search(r"import \(?[^)]*\bText\b", changed):
                changed = changed.replace(
                    "\nfrom csp_desktop",
                    "\nfrom csp_desktop.registers.fields import Text\nfrom csp_desktop",
                    1,
                )
            module.write_text(changed, encoding="utf-8")
            found += count
    return found


def migrate(folder: Path) -> str:
    """Step 2: a migration, named at the end of MIGRATED without its fingerprint; its name."""
    name = f"{SCHEMA_VERSION + 1:04}_made_up"
    statements = [f'ALTER TABLE "{register.name}" ADD COLUMN "made_up" TEXT;\n' for register in REGISTERS]
    (folder / f"csp_desktop/storage/{name}.sql").write_text("".join(statements), encoding="utf-8")
    schema = folder / "csp_desktop/storage/schema.py"
    code = schema.read_text(encoding="utf-8")
    head, tail = code.split("MIGRATED = (\n", 1)
    known, rest = tail.split("\n)\n", 1)
    schema.write_text(f'{head}MIGRATED = (\n{known}\n    ("{name}", ""),\n)\n{rest}', encoding="utf-8")
    return name


def schema_test(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(
        folder,
        "-m",
        "pytest",
        "-n0",
        "-p",
        "no:cacheprovider",
        "tests/storage/test_schema.py",
        "-k",
        "known_by_name",
    )


def test_the_readme_says_what_is_done_here() -> None:
    assert 'Text(name="trigger", label="Trigger")' in STEPS
    assert (
        f"`storage/{SCHEMA_VERSION + 1:04}_trigger.sql`" in STEPS
        and "`MIGRATED`" in STEPS
        and 'ADD COLUMN "trigger" TEXT;' in STEPS
    )


def test_a_field_added_as_the_readme_says_is_everywhere(copy: Path, tmp_path: Path) -> None:
    assert declare_everywhere(copy) == len(REGISTERS)
    name = migrate(copy)
    failed = schema_test(copy)
    assert failed.returncode == 1, failed.stdout
    said = re.search(rf'    \("{name}", "[0-9a-f]{{64}}"\),', failed.stdout)
    assert said, failed.stdout
    # Step 2 to its end: what the failing test prints goes where it says.
    schema = copy / "csp_desktop/storage/schema.py"
    code = schema.read_text(encoding="utf-8")
    schema.write_text(code.replace(f'    ("{name}", ""),', said[0]), encoding="utf-8")
    passed = schema_test(copy)
    assert passed.returncode == 0, passed.stdout
    looked = run(copy, "tests/made_up_field.py", str(tmp_path))
    assert looked.returncode == 0, looked.stderr[-3000:]
    missing = json.loads(looked.stdout.splitlines()[-1])
    assert not missing, "; ".join(missing)
