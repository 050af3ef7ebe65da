"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import PROJECT

from csp_desktop.cli import program
from csp_desktop.storage.csp_file import CspFile

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_described_and_every_description_is_of_a_command() -> None:
    described = set(re.findall(r"`csp-desktop ([a-z-]+) ", README))
    assert described == {name for name, command in program.commands.items() if not command.hidden}


@pytest.mark.parametrize("option", sorted(set(re.findall(r"--[a-z][a-z-]+", README)) - {"--demo"}))
def test_every_option_named_exists(option: str) -> None:
    assert any(option in param.opts for command in program.commands.values() for param in command.params)


def test_every_view_is_described(tmp_path: Path) -> None:
    file = CspFile.create(tmp_path / "empty.csp")
    views = {row[0] for row in file.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    file.close()
    assert views == set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)) & views
    assert views


def test_the_map_and_the_tree_agree() -> None:
    tree = README.split("## How it is built")[1].split("```")[1]
    within: list[str] = []
    named: set[str] = set()
    for line in tree.splitlines():
        words = line.split("  ")[0] if line.startswith("csp") else line
        found = re.match(r"( *)((?:\w+/ ?)+)", words)
        if found is None or not (line.startswith((" ", "csp_desktop/"))):
            continue
        depth = len(found[1]) // 2
        names = [name.strip("/") for name in found[2].split()]
        within[depth:] = [names[-1]]
        named |= {"/".join([*within[:depth], name]) for name in names}
    there = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "csp_desktop").rglob("*")
        if path.is_dir() and path.name != "__pycache__"
    } | {"csp_desktop"}
    assert named == there
    for name in re.findall(r"(\w+\.py)", tree):
        assert (PROJECT / name).is_file() or (PROJECT / "csp_desktop" / name).is_file(), name
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (PROJECT / name).is_file(), name
