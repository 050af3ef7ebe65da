"""Many objects made at once are not looked through for rubbish, and rubbish is looked for again afterwards."""

from __future__ import annotations

import gc

import pytest

from csp_desktop.keeping_all import keeping_all


def test_nothing_is_collected_while_much_is_made_nor_all_of_it_at_the_end() -> None:
    collected: list[int] = []

    def noted(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            collected.append(len(gc.get_objects(generation=0)))

    gc.callbacks.append(noted)
    try:
        with keeping_all():
            with keeping_all():
                pass
            made = [[] for _ in range(200_000)]
        assert collected == []
        after = [[] for _ in range(2_000)]
    finally:
        gc.callbacks.remove(noted)
    assert collected and max(collected) < len(made)
    assert len(after) == 2_000 and gc.isenabled()


def test_rubbish_is_looked_for_again_after_a_failure() -> None:
    @keeping_all()
    def fail() -> None:
        assert not gc.isenabled()
        raise ValueError("unreadable")

    with pytest.raises(ValueError, match="unreadable"):
        fail()
    assert gc.isenabled()
