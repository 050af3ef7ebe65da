"""Every colour has one home."""

from __future__ import annotations

import re

from conftest import PROJECT

_COLOUR = re.compile(r"""["']#?[0-9A-Fa-f]{6}["']|RGBColor\(0x""")


def test_colours_are_named_by_their_roles_everywhere_but_in_the_palette() -> None:
    files = [*(PROJECT / "csp_desktop").rglob("*.py"), *(PROJECT / "resources/reports").glob("*.typ")]
    found = {
        path.relative_to(PROJECT).as_posix(): lines
        for path in files
        if (lines := [line.strip() for line in path.read_text("utf-8").splitlines() if _COLOUR.search(line)])
    }
    assert len(found.pop("csp_desktop/palette.py")) > 30
    # Black or white, whichever reads better on a bar of any colour; a colour read in somebody's workbook.
    assert found.keys() <= {
        "csp_desktop/ui/look/theme.py",
        "csp_desktop/excel/wording/colours.py",
    }, found
