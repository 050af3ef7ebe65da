"""What all tests share: Qt without a screen, and small files to work on."""

from __future__ import annotations

import gc
import os
import random
import shutil
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest
from commands_run import Command, Run
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.passing_copies import remove_passing_folders
from csp_desktop.ui.window.rubbish import throw_away

# The same examples every time; searches at random are marked slow and say the seed they began with.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

_SEED = "CSP_SEARCH_SEED"
# So many tests are more than a few folders have.
_EVERYTHING = 3_000
# Whose cases take no time: all of them are tried.
_QUICK = {"registers", "rules"}
_MANY = 3
_EACH = 5

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


def pytest_configure() -> None:
    # Workers inherit it.
    os.environ.setdefault(_SEED, str(random.randrange(2**32)))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where everything is run, the fast tests try each fifth case of a test that has many, the slow ones the rest."""
    if len(items) < _EVERYTHING:
        return
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if not _QUICK.intersection(item.path.parts) and item.get_closest_marker("slow") is None:
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for of_one in cases.values():
        for at, item in enumerate(of_one if len(of_one) > _MANY else ()):
            if at % _EACH:
                item.add_marker(pytest.mark.slow)


def pytest_runtest_setup(item: pytest.Item) -> None:
    # As in the program: while there are windows, only this thread may throw parts of them away.
    if "qapp" in getattr(item, "fixturenames", ()):
        gc.disable()
        throw_away()
    elif not gc.isenabled():
        gc.collect()
        gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if "not slow" not in config.option.markexpr:
        terminalreporter.write_line(
            f"Searches at random began with the seed {os.environ[_SEED]}; set {_SEED} to it to repeat them."
        )


@pytest.fixture
def search_seed() -> int:
    """Where a search at random begins."""
    return int(os.environ[_SEED])


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep settings, logs and documents of the tests away from the person's own, and leave no copies."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(home))
    for name in ("LOCAL_APPDATA", "APPDATA", "PERSONAL"):
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{name}", str(home))
    yield
    remove_passing_folders()


@pytest.fixture
def shared() -> Path:
    """The folder of reference documents; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference documents are not here")
    return SHARED


class SmallFile:
    """A file with one partnership, plan, priority and two actions; ids by name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        partnership = Insert("partnerships", {"name": "Anytown CSP", "short_name": "Anytown"})
        plan = Insert(
            "plans",
            {"partnership": partnership.id, "title": "Plan 2010/11", "first_year": 2010, "last_year": 2010},
        )
        police = Insert("agencies", {"name": "County Police", "short_name": "Police"})
        council = Insert("agencies", {"name": "Anytown Council", "short_name": "ATC"})
        priority = Insert(
            "plan_items", {"plan": plan.id, "level": "priority", "ref": "1", "title": "Less burglary"}
        )
        action = Insert(
            "plan_items",
            {
                "plan": plan.id,
                "level": "action",
                "parent": priority.id,
                "ref": "1.1",
                "title": "Mark bicycles",
                "lead_agencies": (police.id,),
            },
        )
        other = Insert(
            "plan_items",
            {
                "plan": plan.id,
                "level": "action",
                "parent": priority.id,
                "position": 1,
                "ref": "1.2",
                "title": "Light the alleys",
                "lead_agencies": (council.id, police.id),
            },
        )
        self.changes = [partnership, plan, police, council, priority, action, other]
        self.partnership, self.plan = partnership.id, plan.id
        self.police, self.council = police.id, council.id
        self.priority, self.action, self.other = priority.id, action.id, other.id


@pytest.fixture
def csp(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run one command in this process; no run may show a traceback."""
    from csp_desktop import cli

    def run(*arguments: object) -> Run:
        with pytest.raises(SystemExit) as ending:
            cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Run(int(ending.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="session")
def small_to_copy(tmp_path_factory: pytest.TempPathFactory) -> SmallFile:
    """The small file of all tests, not to be changed."""
    made = SmallFile(tmp_path_factory.mktemp("small") / "small.csp")
    with Workspace.create(made.path) as workspace:
        workspace.apply(made.changes, "start", kind="start")
    return made


@pytest.fixture
def small(small_to_copy: SmallFile, tmp_path: Path) -> SmallFile:
    """A small file on disk, closed."""
    made = copy(small_to_copy)
    made.path = tmp_path / "small.csp"
    shutil.copy(small_to_copy.path, made.path)
    return made


@pytest.fixture
def workspace(small: SmallFile) -> Iterator[Workspace]:
    """The small file, open for editing."""
    with Workspace.open(small.path, backup=False) as opened:
        yield opened
