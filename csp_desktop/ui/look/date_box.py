"""The day a date box holds, as the rest of the program counts days."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDateEdit


def day_in(box: QDateEdit) -> date:
    """The day chosen in a date box."""
    day = box.date()
    return date(day.year(), day.month(), day.day())
