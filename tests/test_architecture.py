"""Imports run one way and never in a circle, folders stay small, and the top level stays as given."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import PROJECT

MOST_MODULES = 20


def test_imports_run_one_way() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]


def _imported(path: Path, modules: dict[str, Path]) -> set[str]:
    """The project's modules that a module imports, at its top, inside functions or for its types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in modules else node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & modules.keys()


@pytest.mark.slow
def test_no_circle_of_imports_even_inside_functions() -> None:
    modules = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (PROJECT / "csp_desktop").rglob("*.py")
    }
    imports = {name: _imported(path, modules) - {name} for name, path in modules.items()}
    assert imports["csp_desktop.cli"], "the imports were not found at all"
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        raise AssertionError(f"These import each other: {' → '.join(circle.args[1])}") from None


def test_no_folder_is_crowded() -> None:
    for folder in (PROJECT / "csp_desktop").rglob("*"):
        if folder.is_dir():
            modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
            assert len(modules) <= MOST_MODULES, f"{folder.name} holds {len(modules)} modules"


def test_top_level_stays_as_given() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True)
    if tracked.returncode:
        return
    tops = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    given = {"csp_desktop", "resources", "tests", "main.py", "pyproject.toml", "README.md"}
    assert {top for top in tops if not top.startswith(".")} <= given
