"""The cells of a risk matrix as a screen reader tells them apart."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from csp_desktop.ui.painted.heat_map import HeatMap


def cell_of(heat_map: HeatMap, likelihood: int, impact: int) -> QAbstractButton:
    """The button that says it is this cell."""
    said = f"Likelihood {likelihood}, impact {impact},"
    (button,) = (
        button
        for button in heat_map.findChildren(QAbstractButton)
        if button.accessibleName().startswith(said)
    )
    return button
