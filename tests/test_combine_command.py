"""The command that makes one partnership of several, run as somebody types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from two_districts import AMOUNTS, Pair

from csp_desktop import cli
from csp_desktop.editing.workspace import Workspace

Ran = tuple[int, str, str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "county.csp"
    with Workspace.create(path) as workspace:
        workspace.apply(Pair().inserts, "start", kind="start")
    return path


@pytest.fixture
def combine(file: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*more: object, parts: tuple[str, ...] = ("Upton SP", "Ferry Hill SP")) -> Ran:
        named = [word for part in parts for word in ("--partnership", part)]
        given = [
            "combine",
            file,
            *named,
            "--name",
            "Twin Safer Partnership",
            "--short-name",
            "Twin SP",
            *more,
        ]
        with pytest.raises(SystemExit) as ending:
            cli.main([str(argument) for argument in given])
        said = capsys.readouterr()
        return int(ending.value.code or 0), said.out, said.err

    return run


def _told(ran: Ran) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ran[1])
    return document


def test_a_dry_run_its_answers_and_the_step(combine: Callable[..., Ran], file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    tried = combine("--dry-run", "--json")
    assert tried[0] == 1
    assert len(tried[2].strip().splitlines()) == 3
    assert file.read_bytes() == before
    document = _told(tried)
    for question in document["questions"]:
        question["answer"] = question["likely"] or "separate"
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(document), encoding="utf-8")
    done = combine("--answers", answers, "--json")
    assert (done[0], done[2]) == (0, "")
    told = _told(done)
    assert (told["applied"], told["money"], told["year"]) == (True, sum(AMOUNTS.values()), 2010)
    with Workspace.open(file, read_only=True) as workspace:
        assert workspace.undoable == "combine into Twin SP"
        new = workspace.records("partnerships", {"short_name": "Twin SP"})
        assert [partnership["name"] for partnership in new] == ["Twin Safer Partnership"]


def test_without_answers_it_is_done_and_says_what_waits(combine: Callable[..., Ran]) -> None:
    code, out, err = combine()
    assert code == 1
    assert "one: L1 Burglaries: Upton and Ferry Hill: figures summed; baseline 241" in out
    assert len(err.strip().splitlines()) == 3
    assert "stay separate" in err


@pytest.mark.parametrize("parts", [("Upton SP", "Nowhere"), ("Upton SP",)])
def test_what_cannot_be_combined_is_said_in_a_sentence(
    combine: Callable[..., Ran], file: Path, parts: tuple[str, ...]
) -> None:
    before = file.read_bytes()
    code, out, err = combine(parts=parts)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    with Workspace.open(file, read_only=True) as workspace:
        assert workspace.undoable is None
    assert file.read_bytes() == before


def test_answers_that_cannot_be_read_are_refused(combine: Callable[..., Ran], tmp_path: Path) -> None:
    wrong = tmp_path / "answers.json"
    wrong.write_bytes(b"\xff\xfe{")
    code, _, err = combine("--answers", wrong)
    assert code == 2
    assert "cannot be read" in err
    code, _, err = combine("--answers", tmp_path / "missing.json")
    assert code == 2
    assert "missing.json" in err
