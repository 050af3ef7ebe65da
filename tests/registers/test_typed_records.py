"""The typed records and the declarations say the same."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import PROJECT

from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.typed_records import BY_REGISTER


def test_there_is_a_type_for_every_register_and_it_names_only_fields_that_are_declared() -> None:
    assert BY_REGISTER.keys() == BY_NAME.keys()
    for name, typed in BY_REGISTER.items():
        declared = {field.name for field in BY_NAME[name].fields}
        assert set(typed.__annotations__) - {"id"} <= declared, name


def test_no_module_of_the_project_is_left_out_of_the_checking() -> None:
    checked = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert checked["strict"] and checked["files"] == ["csp_desktop"] and "exclude" not in checked
    exempt = [module for override in checked["overrides"] for module in override["module"]]
    assert not [module for module in exempt if module.startswith("csp_desktop")]


@pytest.mark.slow
def test_a_misspelt_field_is_found_before_it_runs(tmp_path: Path) -> None:
    module = tmp_path / "misspelt.py"
    module.write_text(
        "from csp_desktop.registers.plan_records import PlanRecords\n"
        "from csp_desktop.registers.typed_records import Risk\n"
        "from csp_desktop.ui.grid.rows.row import Row\n\n\n"
        "def responses(records: PlanRecords) -> list[str]:\n"
        '    return [risk["respnse"] for risk in records.risks]\n\n\n'
        "def shown(row: Row) -> str:\n"
        '    return str(row.typed(Risk)["respnose"])\n'
    )
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(module)], cwd=PROJECT, capture_output=True, text=True
    )
    assert run.returncode == 1 and 'no key "respnse"' in run.stdout, run.stdout
    assert 'no key "respnose"' in run.stdout, run.stdout
