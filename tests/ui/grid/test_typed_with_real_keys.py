"""What is typed into cells with the keys of a real screen: names, words of a list, texts ended with an arrow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_window import MISSING, RealWindow

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} not here: no real window is driven"),
]


@pytest.fixture
def screen(sample_file: Path, tmp_path: Path) -> Iterator[RealWindow]:
    """The plan of the sample on a laptop's screen."""
    for folder in ("home", "pictures"):
        (tmp_path / folder).mkdir()
    opened = RealWindow(tmp_path / "home", tmp_path / "pictures", (1366, 768), 1.0)
    file = shutil.copy(sample_file, tmp_path / "sample.csp")
    opened.start(str(file))
    opened.wait_for_window("sample.csp")
    opened.key("ctrl+2")
    opened.wait_for(lambda: opened.ask("state")["tab"] == "Action plan")
    yield opened
    opened.close()


def test_words_typed_become_what_they_say_or_stay(screen: RealWindow) -> None:
    def shown() -> list[str]:
        return [text for _, _, _, text in screen.ask("cells")]

    screen.click_cell("1.2", "Lead")
    screen.key("Delete")
    screen.type("Fire, Police; RDC")
    screen.key("Return")
    screen.wait_for(lambda: "Fire, Police, RDC" in shown())

    quarter = screen.ask("state")["quarter"]
    screen.click_cell("1.2", quarter)
    screen.type("Purple")
    screen.key("Return")
    screen.wait_for(
        lambda: any("Nothing on the list matches “Purple”" in words for words in screen.ask("words"))
    )
    screen.picture("words no list knows")
    screen.key("Escape")
    screen.type("Done")
    screen.key("Return")
    screen.wait_for(lambda: screen.ask("state")["saved"] == "✓ Saved")
    assert [text for _, row, _, text in screen.ask("cells") if row == 2].count("Complete") == 1

    screen.click_cell("1.1", "What is to be done")
    screen.type("Mark bicycles")
    screen.key("Down")
    screen.type("Light alleys")
    screen.key("Down", "Delete")
    screen.wait_for(lambda: screen.ask("state")["saved"] == "▲ 1 not saved")
    screen.key("ctrl+z")
    screen.wait_for(lambda: screen.ask("state")["saved"] == "✓ Saved")
    assert {"Mark bicycles", "Light alleys"} <= set(shown())
    screen.key("ctrl+z")
    screen.wait_for(lambda: "Light alleys" not in shown())
    assert "Mark bicycles" in shown()
