"""PySide loaded without what only its users' mistakes need: nothing of it is missing once it is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from csp_desktop.lean_qt import LOOKED_AT, PUT_OFF

_LEANLY = "from csp_desktop.lean_qt import load_leanly; load_leanly()"
_LOADED = """
import json, sys
import PySide6.QtCore
as_it_is = lambda name: type(sys.modules.get(name)).__name__ == "module"
names = json.loads(sys.argv[1])
print(json.dumps([list(PySide6.__version_info__[:2]), [name for name in names if as_it_is(name)], len(sys.meta_path)]))
"""
_MISTAKES = (
    'QLabel("x", nothing=1)',
    'QLabel("x").resize(1, 2, 3)',
    'QPoint("x")',
    "QLabel(text=3)",
    "QLabel(1, 2, 3, 4)",
    "print(QPoint.setX.__doc__)",
    "from PySide6.support.signature import get_signature; print(get_signature(QLabel.setPixmap))",
    "import PySide6.support.signature.lib.enum_sig as part; print(part.EnumSelect)",
)
_MADE = """
import sys
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
for mistake in sys.argv[1:]:
    try:
        exec(mistake)
    except Exception as error:
        print(type(error).__name__, error)
"""
_COUNTED = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label, before = QLabel(), sys.getrefcount(None)
for _ in range(200):
    label.setText("as before")
print(before - sys.getrefcount(None))
"""


def said_by(script: str, *arguments: str) -> str:
    """What a script prints in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def test_what_is_put_off_is_not_loaded_and_nothing_stays_in_the_way() -> None:
    names = json.dumps(sorted(PUT_OFF))
    (_, loaded, finders) = json.loads(said_by(_LEANLY + _LOADED, names))
    plain = json.loads(said_by(_LOADED, names))
    assert loaded == [] and finders == plain[2]


def test_there_is_still_something_to_put_off() -> None:
    version, loaded, _ = json.loads(said_by(_LOADED, json.dumps(sorted(PUT_OFF))))
    assert tuple(version) == LOOKED_AT, "another PySide: see whether lean_qt still holds, then name it there"
    assert set(loaded) == PUT_OFF, "PySide no longer loads these by itself: lean_qt can do without them"


@pytest.mark.slow
def test_a_mistake_is_explained_as_ever_whichever_comes_first() -> None:
    as_ever = said_by(_MADE, *_MISTAKES)
    assert len(as_ever.splitlines()) > len(_MISTAKES)
    assert said_by(_LEANLY + _MADE, *_MISTAKES) == as_ever
    for mistake in _MISTAKES[:4]:
        assert said_by(_LEANLY + _MADE, mistake) == said_by(_MADE, mistake)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None lives for ever from Python 3.12 on")
def test_the_head_start_in_references_is_still_needed() -> None:
    lost = int(said_by(_COUNTED))
    assert lost > 100, (
        "PySide gives back no reference it never took: csp_desktop.ui needs no head start any more"
    )
