"""The handover folder: a successor finds what is out, what is open, what comes next, and the file itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import SmallFile

from csp_desktop.editing.handover import (
    BOOKLET,
    CONTACTS,
    handover_pages,
    handover_records,
    write_handover,
)
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.periods import Quarter
from csp_desktop.reports.blocks import Badge, Row, Table, Words
from csp_desktop.reports.documents import handover
from csp_desktop.reports.packs import Pack, PackPart

TODAY = date(2010, 10, 19)


def in_use(workspace: Workspace, small: SmallFile) -> None:
    """A return out and late, a dated action, a group that ends, a pack, and one that can no longer be read."""
    pack = Pack("Steering/group", (PackPart("committee-page"),), cover=False, contents=False)
    workspace.apply(
        [
            Insert(
                "returns",
                {"plan": small.plan, "quarter": "2010-Q2", "agency": small.police, "state": "sent", "return_code": "X",
                 "sent_on": "2010-10-01", "due_on": "2010-10-12"},
            ),
            Update("plan_items", small.action, {"due_on": "2010-12-31"}),
            Update("plan_items", small.other, {"due_on": "2010-08-31", "status": "complete"}),
            Insert("groups", {"partnership": small.partnership, "name": "Task group", "short_name": "TG", "ends_on": "2010-11-30"}),
            *(
                Insert("log_entries", {"partnership": small.partnership, "plan": small.plan, **values})
                for values in (
                    {"kind": "order or agreement", "title": "No drinking", "expires_on": "2011-02-01", "review_on": "2010-11-01"},
                    {"kind": "meeting action", "title": "Book the hall", "due_on": "2010-10-31", "review_on": None},
                    {"kind": "meeting action", "title": "Booked", "due_on": "2010-10-30", "completed_on": "2010-10-02"},
                )
            ),
            Insert("packs", {"partnership": small.partnership, "name": "Steering/group", "contents": pack.to_json()}),
            Insert("packs", {"partnership": small.partnership, "name": "Damaged", "contents": "{\"v\": 99}"}),
        ]
    )  # fmt: skip


def said(block: Table) -> list[list[str]]:
    return [
        [" ".join(piece.text if isinstance(piece, Words) else piece.word for piece in cell if isinstance(piece, Words | Badge)) for cell in row.cells]
        for row in block.rows
        if isinstance(row, Row)
    ]  # fmt: skip


def test_what_is_out_and_what_comes_next(workspace: Workspace, small: SmallFile) -> None:
    in_use(workspace, small)
    handed = handover_records(workspace, small.plan, Quarter(2010, 2), TODAY)
    form = handover.gather(
        handed.records, handed.options, handover.HandedOver([("Police", "Q2 2010/11", "Did they mean 500?")])
    )
    blocks = form.sheets[0].blocks
    assert said(blocks["out"]) == [
        ["County Police", "Q2 2010/11", "1 Oct 2010", "12 Oct 2010", "7 days late"]
    ]
    assert said(blocks["questions"]) == [["Police", "Q2 2010/11", "Did they mean 500?"]]
    # What is finished is no longer in the calendar.
    assert said(blocks["calendar"]) == [
        ["12 Oct 2010", "County Police", "return due"],
        ["31 Oct 2010", "Book the hall", "meeting action"],
        ["1 Nov 2010", "No drinking", "review"],
        ["30 Nov 2010", "Task group", "group ends"],
        ["31 Dec 2010", "1.1 Mark bicycles", "action"],
        ["1 Feb 2011", "No drinking", "lapses"],
        ["31 Mar 2011", "Plan 2010/11", "plan ends"],
    ]


def test_the_folder_holds_pages_contacts_and_the_file(
    workspace: Workspace, small: SmallFile, tmp_path: Path
) -> None:
    in_use(workspace, small)
    pages = handover_pages(handover_records(workspace, small.plan, Quarter(2010, 2), TODAY))
    assert [sentence.partition(":")[0] for sentence in pages.problems] == ["The pack “Damaged” was left out"]
    folder = tmp_path / "for my successor"
    for copy in ("small.csp", "small (2).csp"):
        written = write_handover(workspace, folder, pages)
        assert [path.name for path in written] == [BOOKLET, "Pack Steering-group.pdf", CONTACTS, copy]
    assert all((folder / name).read_bytes().startswith(b"%PDF-") for name in pages.files)
    assert "Agencies" in openpyxl.load_workbook(folder / CONTACTS, read_only=True).sheetnames
    with Workspace.open(folder / "small.csp", read_only=True) as copied:
        assert copied.dump() == workspace.dump()
        assert copied.file_id == workspace.file_id


def test_a_folder_that_cannot_be_made_is_one_sentence(workspace: Workspace, small: SmallFile) -> None:
    pages = handover_pages(handover_records(workspace, small.plan, Quarter(2010, 2), TODAY))
    with pytest.raises(FileProblem, match="could not be made"):
        write_handover(workspace, small.path / "inside a file", pages)
