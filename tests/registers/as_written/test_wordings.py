"""How wordings are cut short and listed."""

from __future__ import annotations

import pytest

from csp_desktop.registers.as_written.wordings import either, in_short, listed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Light the alleys", "Light the alleys"),
        ("Light  the\nalleys and", "Light the alleys and"),
        ("Light the alleys and yards", "Light the alleys and…"),
        ("Light the alleys and more", "Light the alleys and…"),
    ],
)
def test_what_is_in_short_is_one_line_of_so_many_letters(words: str, said: str) -> None:
    assert in_short(words, 22) == said


def test_several_are_listed_as_people_say_them() -> None:
    assert [listed(["1.1"]), listed(["1.1", "1.2"]), listed(["1.1", "1.2", "1.5"])] == [
        "1.1",
        "1.1 and 1.2",
        "1.1, 1.2 and 1.5",
    ]
    assert [either(["red"]), either(["green", "amber", "red"])] == ["red", "green, amber or red"]
