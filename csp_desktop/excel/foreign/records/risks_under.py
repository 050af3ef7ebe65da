"""What risks stand under: a heading that says what kind they are, or that they are closed."""

from __future__ import annotations

from functools import cached_property

from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.none_of_ours import kinds_named
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.risk_status import status_headed
from csp_desktop.registers.fields import Values


def says_category(section: str) -> bool:
    """Does a heading say what kind of risks stand under it? "RISKS" says none, "Closed risks" how they stand."""
    return bool(section) and not status_headed(section) and kinds_named(section) != ["risk"]


class RisksUnder:
    """Says of the risks of one table what their headings say, where no column of theirs does."""

    def __init__(self, table: FoundTable, reading: Reading) -> None:
        self._table, self._reading = table, reading
        self._said = False

    @cached_property
    def _over(self) -> tuple[int | None, str]:
        """The last row over the table that says how they stand, and what it says; else what the name of the sheet does."""
        titles = self._table.titles
        return next(
            ((row, said) for row in sorted(titles, reverse=True) if (said := status_headed(titles[row]))),
            (None, status_headed(self._table.grid.name)),
        )

    def say(self, own: Values, places: dict[str, Place], section: str, place: Place | None) -> None:
        """Put the status and the category of a risk under a heading between the rows, or under that of its table."""
        if status := status_headed(section) or self._of_table():
            own.setdefault("status", status)
        if place and says_category(section) and "category" not in own:
            own["category"] = section
            places["category"] = place

    def _of_table(self) -> str:
        """ "closed" where what stands over the table last, or else its sheet, says so."""
        row, status = self._over
        if status != "closed":
            return ""
        if not self._said and row is None:
            self._reading.notes.append(
                f"The risks in {self._table.grid.name} are taken as closed, as their sheet is called."
            )
        elif not self._said and row is not None:
            place = self._table.title_place(row)
            self._reading.cells.taken(place, "risks", "status", "For the risks below it.")
        self._said = True
        return status
