"""What a row of a grid holds, read as the kind of record it is."""

from __future__ import annotations

import pytest

from csp_desktop.registers.typed_records import Mitigation, Risk
from csp_desktop.ui.grid.rows.row import rows_of


def test_a_row_is_read_only_as_the_kind_of_record_its_register_holds() -> None:
    (row,) = rows_of("risks", [{"id": "r1", "response": "treat"}])
    assert row.typed(Risk)["response"] == "treat"
    with pytest.raises(AssertionError):
        row.typed(Mitigation)
