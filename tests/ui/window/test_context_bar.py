"""What stands above all tabs: when the quarter's returns are due and how many are in."""

from __future__ import annotations

import pytest

from csp_desktop.editing.changes import Insert
from csp_desktop.ui.context import Context
from csp_desktop.ui.window.context_bar import returns_note


@pytest.mark.parametrize(
    ("returns", "words", "rag"),
    [
        ([], "", "none"),
        ([("waived", "2010-10-01")], "", "none"),
        ([("sent", "2010-11-05"), ("prepared", "2010-10-22")], "Returns due 22 October · 0 of 2 in", "amber"),
        (
            [("received", "2010-10-01"), ("sent", "2010-10-22"), ("waived", "2010-10-01")],
            "Returns due 22 October · 1 of 2 in",
            "amber",
        ),
        (
            [("sent", "2010-10-15"), ("prepared", "2010-10-12"), ("sent", "2010-10-22"), ("applied", None)],
            "2 returns late since 12 October · 1 of 4 in",
            "red",
        ),
        ([("applied", "2010-10-15"), ("received", "2010-10-15")], "All 2 returns in", "green"),
        ([("sent", None)], "Returns: 0 of 1 in", "none"),
    ],
)
def test_how_the_quarters_returns_stand(
    context: Context, returns: list[tuple[str, str | None]], words: str, rag: str
) -> None:
    agencies = context.records.agencies
    context.apply(
        [
            Insert(
                "returns",
                {
                    "plan": context.plan_id, "quarter": "2010-Q2", "agency": agencies[place]["id"],
                    "return_code": f"T-{place}", "due_on": due, "state": state,
                },
            )
            for place, (state, due) in enumerate(returns)
        ]
    )  # fmt: skip
    assert returns_note(context) == (words, rag)
