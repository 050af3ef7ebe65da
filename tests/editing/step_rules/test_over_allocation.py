"""Giving away more than a stream has is refused wherever it is written, unless somebody means it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import InvalidChange


@pytest.fixture
def grant(small: SmallFile, workspace: Workspace) -> str:
    """A stream of £1,000, of which £600 is given away."""
    stream = Insert(
        "funding_streams",
        {"partnership": small.partnership, "name": "Grant", "year": 2010, "amount": 100_000},
    )
    workspace.apply([stream, _allocation(stream.id, 60_000)])
    return stream.id


def _allocation(stream: str, amount: int, **more: Any) -> Insert:
    values = {"stream": stream, "project": "Lamps", "amount": amount, "status": "approved", **more}
    return Insert("allocations", values)


def test_what_the_stream_has_is_written_and_no_penny_more(workspace: Workspace, grant: str) -> None:
    with pytest.raises(InvalidChange) as refused:
        workspace.apply([_allocation(grant, 40_001)])
    assert str(refused.value) == (
        "That is £0.01 more than “Grant” has left to allocate (£400); "
        "confirm it with a reason, or allocate less."
    )
    assert len(workspace.records("allocations")) == 1
    workspace.apply([_allocation(grant, 40_000)])


def test_approving_and_moving_are_weighed_like_giving(
    small: SmallFile, workspace: Workspace, grant: str
) -> None:
    proposed = _allocation(grant, 50_000, status="proposed")
    other = Insert(
        "funding_streams",
        {"partnership": small.partnership, "name": "Other", "year": 2010, "amount": 90_000},
    )
    elsewhere = _allocation(other.id, 90_000)
    workspace.apply([proposed, other, elsewhere])
    for change in (
        Update("allocations", proposed.id, {"status": "approved"}),
        Update("allocations", elsewhere.id, {"stream": grant}),
        Update("allocations", elsewhere.id, {"amount": 90_001}),
    ):
        with pytest.raises(InvalidChange):
            workspace.apply([change])
    # Two that fit only one by one are refused together, and each is named.
    with pytest.raises(InvalidChange) as refused:
        workspace.apply([_allocation(grant, 30_000), _allocation(grant, 20_000)])
    assert len(refused.value.also) == 1


def test_a_stream_already_over_may_be_mended_step_by_step(workspace: Workspace, grant: str) -> None:
    over = _allocation(grant, 90_000)
    workspace.apply([over], over_allocating=True)
    workspace.apply([Update("allocations", over.id, {"amount": 70_000})])
    workspace.apply([Update("allocations", over.id, {"project": "Lamps and bollards"})])
    with pytest.raises(InvalidChange):
        workspace.apply([Update("allocations", over.id, {"amount": 70_001})])
    workspace.undo()
    assert workspace.record("allocations", over.id)["project"] == "Lamps"  # type: ignore[index]


def test_of_a_stream_with_no_amount_nothing_is_too_much(small: SmallFile, workspace: Workspace) -> None:
    stream = Insert("funding_streams", {"partnership": small.partnership, "name": "To come", "year": 2010})
    workspace.apply([stream, _allocation(stream.id, 40_000)])
    assert len(workspace.records("allocations")) == 1
