"""Timing things in turns, so that a busy moment slows the figure and its floor alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Row:
    """One line of the table: a figure and its floor, in seconds or megabytes, and the ratio aimed for."""

    what: str
    on: str
    figure: float
    floor: float
    floor_is: str
    aim: float | None
    unit: Literal["s", "MB"] = "s"

    @property
    def ratio(self) -> float:
        return self.figure / self.floor

    def line(self) -> str:
        aim = f"{self.aim:g}" if self.aim is not None else "–"
        return (
            f"{self.what:<34} {self.on:<8} {self._shown(self.figure):>9} {self._shown(self.floor):>9} "
            f"{self.ratio:>7.2f} {aim:>6}  {self.floor_is}"
        )

    def _shown(self, figure: float) -> str:
        if self.unit == "MB":
            return f"{figure:.0f} MB"
        return f"{figure * 1000:.1f} ms" if figure < 1 else f"{figure:.2f} s"


HEADING = f"{'figure':<34} {'on':<8} {'measured':>9} {'floor':>9} {'ratio':>7} {'aim':>6}  floor is"


def in_turns(figure: Callable[[], object], floor: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of both, measured one after the other so many times, after one unmeasured go each."""
    figure()
    floor()
    figures, floors = [], []
    for _ in range(times):
        figures.append(_seconds(figure))
        floors.append(_seconds(floor))
    return statistics.median(figures), statistics.median(floors)


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
