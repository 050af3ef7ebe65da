"""The paper return: as sent, with the codes of the screen, or as it would be sent."""

from __future__ import annotations

from collections import Counter

import pytest

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.reports.catalog import print_report
from csp_desktop.reports.forms import return_form
from csp_desktop.sample import write_sample

QUARTER = Quarter(2010, 2)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("returns") / "sample.csp"
    write_sample(path)
    return path


def test_before_it_is_sent_it_has_no_codes(file, options, text_of, missing_from):
    with Workspace.open(file, read_only=True) as workspace:
        plan = workspace.plans()[0]["id"]
        records, issued = workspace.plan_records(plan), paper_returns(workspace, plan, QUARTER)
    pdf = print_report(records, "return-form", options(issued=issued, recipient="VS"))
    page = text_of(pdf)
    form = next(form for form in issued if form.recipient == "VS")
    assert missing_from(page, [row.title for _, row in form.rows()]) == []
    assert "Rowcode" not in page and "Addedwhentheformissent" in page


def test_there_is_room_for_what_is_proposed_before_it_is_signed(file, options, words_on_pages):
    with Workspace.open(file, read_only=True) as workspace:
        plan = workspace.plans()[0]["id"]
        records, issued = workspace.plan_records(plan), paper_returns(workspace, plan, QUARTER)
    chosen = options(issued=issued, recipient="VS", large_print=True)
    (sheet,) = return_form.gather(records, chosen).sheets
    _, *rooms = sheet.blocks["new items"].rows[0].cells
    assert [room.lines for (room,) in rooms] == [2, 2, 1]
    words = words_on_pages(print_report(records, "return-form", chosen))
    (signed,) = (page for page, *_, word in words if word == "Completed")
    assert "Due" in {word for page, *_, word in words if page == signed}


@pytest.mark.slow
def test_once_sent_it_has_the_codes_of_the_workbook(
    file, tmp_path, options, text_of, missing_from, words_on_pages
):
    copy = tmp_path / "sent.csp"
    copy.write_bytes(file.read_bytes())
    with Workspace.open(copy) as workspace:
        plan = workspace.plans()[0]["id"]
        export_returns(workspace, plan, QUARTER, tmp_path / "out", ["Police", "VS"])
        records, issued = workspace.plan_records(plan), paper_returns(workspace, plan, QUARTER)
    sent: IssuedForm = next(form for form in issued if form.recipient == "Police")
    assert sent.return_code
    for large in (False, True):
        pdf = print_report(
            records, "return-form", options(issued=issued, recipient="police", large_print=large)
        )
        page = text_of(pdf)
        assert missing_from(page, [sent.return_code, *(row.code for _, row in sent.rows())]) == []
        order = [page.index("".join(row.code.split())) for _, row in sent.rows()]
        assert order == sorted(order)
        if not large:
            codes = {row.code for _, row in sent.rows()}
            rows = Counter(page for page, *_, word in words_on_pages(pdf) if word in codes)
            assert sum(rows.values()) == len(codes) > 20 and min(rows.values()) > 1
    assert any(not form.return_code for form in issued)


def test_nobody_to_ask_is_one_sentence(file, options):
    with Workspace.open(file, read_only=True) as workspace:
        records = workspace.plan_records(workspace.plans()[0]["id"])
    with pytest.raises(ReportProblem, match="nothing to report on for “Nobody”"):
        print_report(records, "return-form", options(recipient="Nobody"))
