"""What is likely of another year than the plan it goes into, though nothing says of which it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from csp_desktop.excel.foreign.reading import Draft, Reading, SourceCells
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Date, Values
from csp_desktop.rules.timescales import read_timescale

# Registers whose days lie in the year of their plan or money.
_DATED = ("plan_items", "bids", "funding_streams", "allocations")
# What is told of a quarter, and how an indicator stood or should stand that year.
_BY_QUARTER = ("updates", "measurements", "funding_entries", "log_updates", "risk_reviews")
_OF_THE_YEAR = ("target_value", "baseline_value")
_MOST, _FEWEST = 0.75, 2


@dataclass(frozen=True)
class OtherYear:
    """Whether a reading that names no year is of another than its plan's: `days_in` is the one most of its days lie in.

    `over` says that the plan has ended so long ago that people report on a later year.
    """

    plan: Values
    days_in: FinancialYear | None = None
    over: bool = False

    @classmethod
    def of(cls, reading: Reading, plan: Values, today: date) -> OtherYear:
        """What speaks for another year than a plan's."""
        if not reading.year_supposed:
            return cls(plan)
        years = Counter(
            FinancialYear.of(day)
            for draft in reading.drafts
            for day in _days(draft, FinancialYear(plan["last_year"]))
        )
        elsewhere = {year: count for year, count in years.items() if not _is_of(plan, year)}
        most = max(elsewhere, key=elsewhere.__getitem__, default=None)
        enough = max(_FEWEST, _MOST * years.total())
        days_in = most if most and elsewhere[most] >= enough else None
        timed = any(draft.register in (*_BY_QUARTER, "plan_items", "indicators") for draft in reading.drafts)
        return cls(plan, days_in, timed and Quarter.reported_on(today).year > plan["last_year"])

    @property
    def note(self) -> str:
        """A sentence for the person; "" where nothing speaks for another year."""
        title = self.plan["title"]
        if self.days_in:
            return (
                f"Most days in the rows lie in {self.days_in.label}, and {title} is of another year: records whose days it "
                "would move there are asked about. Choose the year or the plan above where it is of another."
            )
        if self.over:
            return (
                f"{title} has ended, and nothing says which year this is of: it goes there, and whatever would replace "
                "a figure or words of it is asked about. Choose the year or the plan above where it is of a later one."
            )
        return ""

    def why_asked(self, register: str, record: Values, values: Values) -> str:
        """Why what a record would take is likely another year's; "" where nothing speaks for that."""
        if self.days_in and self.days_in in _moved_to(register, record, values):
            return f"Its days lie in {self.days_in.label}, and {self.plan['title']} is of another year."
        if self.over and register == "indicators" and _replaced(_OF_THE_YEAR, record, values):
            return f"{self.plan['title']} has ended, and this says another target or baseline."
        return ""

    def without_replacing(
        self, register: str, record: Values, values: Values, draft: Draft, cells: SourceCells
    ) -> Values:
        """The values without those that would replace what a plan that has ended says of a quarter; they are asked about."""
        told = [name for name in values if name not in ("notes", "quarter")]
        replaced = _replaced(told, record, values) if self.over and register in _BY_QUARTER else []
        for name in replaced:
            quarter, held = Quarter.parse(record["quarter"]), register_named(register)[name]
            for place in draft.sources.get(name, ()):
                cells.asked(
                    place,
                    f"Is this of {quarter.label}? That year is over, and {quarter.label} holds “{held.format(record[name])}” "
                    "already, which stays; choose the year above to bring it in.",
                )
        return {name: value for name, value in values.items() if name not in replaced}


def _days(draft: Draft, year: FinancialYear) -> list[date]:
    """The days a record of the year is dated by; a timescale that names no year is of the given one."""
    if draft.register not in _DATED:
        return []
    values = draft.values
    dated = (field.name for field in register_named(draft.register).fields if isinstance(field, Date))
    days = [date.fromisoformat(values[name]) for name in dated if isinstance(values.get(name), str)]
    due = read_timescale(values["timescale"], year).due_on if values.get("timescale") else None
    return [*days, due] if due else days


def _is_of(plan: Values, year: FinancialYear) -> bool:
    return bool(plan["first_year"] <= year.first <= plan["last_year"])


def _moved_to(register: str, record: Values, values: Values) -> set[FinancialYear]:
    """The years into which days of a record would be moved from others."""
    fields = register_named(register).fields if register in _DATED else ()
    return {
        new
        for field in fields
        if isinstance(field, Date) and record.get(field.name) and values.get(field.name)
        if (new := FinancialYear.of(date.fromisoformat(values[field.name])))
        != FinancialYear.of(date.fromisoformat(record[field.name]))
    }


def _replaced(names: Iterable[str], record: Values, values: Values) -> list[str]:
    """The fields that hold something in a record, and would hold something else."""
    return [
        name
        for name in names
        if values.get(name) is not None
        and record[name] not in (None, "", ())
        and record[name] != values[name]
    ]
