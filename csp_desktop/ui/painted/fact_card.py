"""A card of facts that lead somewhere: the one kind the pages of figures are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csp_desktop.ui.context import Context
from csp_desktop.ui.look.card import Card
from csp_desktop.ui.painted.fact_table import FactTable
from csp_desktop.ui.painted.facts import FactColumn


class FactCard(Card):
    """A card whose tables open what they count; what fills it is up to the page it stands on."""

    def __init__(self, heading: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.context = context

    def table(
        self,
        name: str,
        columns: Sequence[FactColumn],
        *,
        headed: bool = True,
        ruled: bool = True,
        looked_at: bool = False,
    ) -> FactTable:
        """A table in the card whose facts lead where they say."""
        made = FactTable(name, columns, self, headed=headed, ruled=ruled, looked_at=looked_at)
        made.opened.connect(lambda opens: opens.follow(self.context))
        self.body.addWidget(made)
        return made
