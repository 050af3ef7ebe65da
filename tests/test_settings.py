"""What the program remembers about a person's window."""

from __future__ import annotations

from pathlib import Path

from csp_desktop.settings import Settings


def test_what_is_put_is_there_for_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    Settings(path).put("theme", "dark")
    assert Settings(path).get("theme", "system") == "dark"


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{not json", encoding="utf-8")
    assert Settings(path).get("theme", "system") == "system"


def test_a_value_of_another_kind_gives_way_to_the_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": 7, "recent": [3, "a.csp"]}', encoding="utf-8")
    found = Settings(path)
    assert found.get("theme", "system") == "system"
    assert found.recent == [Path("a.csp")]


def test_recent_files_are_newest_first_and_once(tmp_path: Path) -> None:
    found = Settings(tmp_path / "settings.json")
    for name in ("a", "b", "a"):
        found.add_recent(tmp_path / f"{name}.csp")
    assert [path.stem for path in found.recent] == ["a", "b"]
    found.forget_recent(found.recent[0])
    assert [path.stem for path in found.recent] == ["b"]


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found = Settings(tmp_path / "file" / "settings.json")
    found.put("theme", "dark")
    assert found.get("theme") == "dark"
