"""What the return form says of how answers are kept, against the registers that keep them."""

from __future__ import annotations

import pytest

from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.return_form import KEPT, SHEETS


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet, column) for sheet in SHEETS for column in sheet.inputs if column.register],
    ids=lambda part: part.key,
)
def test_an_answer_is_kept_as_its_register_can(sheet, column):
    kept = KEPT[column.register]
    fields = {field.name: field for field in BY_NAME[column.register].fields}
    assert kept.subject == sheet.register
    assert column.field.name in fields
    if kept.owner:
        assert fields[kept.owner].to == kept.subject and "quarter" in fields
    else:
        assert column.register == kept.subject
    assert kept.signed == ({"author", "reported_on"} <= fields.keys())
    assert kept.sourced == ("return_file" in fields)
    assert kept.several == bool(column.entry)
    if kept.completion:
        assert {"status", "completed_on"} <= fields.keys()
