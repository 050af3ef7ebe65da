"""Who is sent which rows, and that sending leaves either everything done or nothing."""

from __future__ import annotations

import sys
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from weakref import ref

import pytest
from openpyxl import load_workbook
from returning_partner import Q2, ReportingPlan, Sheet, answer, send

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.email_drafts import write_drafts
from csp_desktop.editing.returns.going_out import default_due, export_returns
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.editing.returns.rows import rows_by_recipient
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import BadRequest, FileProblem
from csp_desktop.keeping_all import keeping_all
from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm


def asked(ws: Workspace, plan: ReportingPlan, recipient: str) -> dict[str, list[str]]:
    rows = rows_by_recipient(ws.plan_records(plan.plan), Q2)
    found = next((sheets for to, sheets in rows.items() if to.id == recipient), {})
    return {sheet: [row.record for row in rows] for sheet, rows in found.items()}


def test_every_lead_gets_an_open_item_and_the_first_group_where_no_agency_leads(
    ws: Workspace, plan: ReportingPlan
) -> None:
    assert asked(ws, plan, plan.police)["action updates"] == [*plan.items, plan.shared_item]
    assert asked(ws, plan, plan.council)["action updates"] == [plan.shared_item]
    assert asked(ws, plan, plan.group) == {"action updates": [plan.group_item]}


def test_the_plan_its_rows_were_asked_of_is_gone_at_once(ws: Workspace, plan: ReportingPlan) -> None:
    with keeping_all():
        records = ws.plan_records(plan.plan)
        assert rows_by_recipient(records, Q2)
        plan_kept = ref(records)
        del records
        assert plan_kept() is None


def test_finished_items_and_closed_risks_are_not_asked_about(ws: Workspace, plan: ReportingPlan) -> None:
    ws.apply(
        [
            Update("plan_items", plan.items[0], {"status": "complete"}),
            Update("plan_items", plan.items[1], {"status": "stopped"}),
            Update("risks", plan.risk, {"status": "closed"}),
            Update("allocations", plan.allocation, {"status": "withdrawn"}),
        ]
    )
    sheets = asked(ws, plan, plan.police)
    assert sheets["action updates"] == [*plan.items[2:], plan.shared_item]
    assert not sheets.keys() & {"risks", "mitigations", "funding"}


def test_what_has_no_owner_goes_to_whoever_leads_its_item_or_the_one_above(
    ws: Workspace, plan: ReportingPlan
) -> None:
    ws.apply(
        [
            Update("indicators", plan.indicator, {"owner": None}),
            Update("risks", plan.risk, {"owner_agency": None}),
            Update("mitigations", plan.mitigation, {"owner_agency": None}),
            Update("plan_items", plan.priority, {"lead_agencies": (plan.council,)}),
            Update("allocations", plan.allocation, {"item": plan.group_item}),
        ]
    )
    council = asked(ws, plan, plan.council)
    assert council["indicators"] == [plan.indicator]
    assert council["risks"] == [plan.risk] and council["mitigations"] == [plan.mitigation]
    assert asked(ws, plan, plan.group)["funding"] == [plan.allocation]


def test_an_allocation_without_an_item_goes_to_its_group_else_the_banker(
    ws: Workspace, plan: ReportingPlan
) -> None:
    ws.apply(
        [
            Update("allocations", plan.allocation, {"item": None}),
            Update("funding_streams", plan.stream, {"banker": plan.council}),
        ]
    )
    assert asked(ws, plan, plan.council)["funding"] == [plan.allocation]
    ws.apply([Update("allocations", plan.allocation, {"group": plan.group})])
    assert asked(ws, plan, plan.group)["funding"] == [plan.allocation]


def test_a_return_is_recorded_with_what_was_issued(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    exported = export_returns(ws, plan.plan, Q2, tmp_path / "out")
    assert [found.recipient for found in exported] == ["ATC", "JAG", "Police"]
    assert all(found.path.exists() for found in exported)
    police = ws.record("returns", exported[2].return_id)
    assert police and (police["state"], police["due_on"], police["person"]) == (
        "prepared", "2010-10-15", plan.person,
    )  # fmt: skip
    (kept,) = ws.records("return_files", {"return": exported[2].return_id})
    assert ws.content("return_files", kept["id"], "content") == exported[2].path.read_bytes()
    form = IssuedForm.from_json(kept["snapshot"])
    assert form.return_code == exported[2].return_code
    row = next(row for _, row in form.rows() if row.ref == "1.1")
    assert row.inputs == {"narrative": "Sixty by August.", "rag": "green"}
    assert exported[2].to_fill == sum(form.unfilled().values()) > 0
    group = ws.record("returns", exported[1].return_id)
    assert group and group["group"] == plan.group and group["agency"] is None
    assert ws.undoable == "returns out Q2 2010/11"
    ws.undo()
    assert not ws.records("returns") and not ws.records("return_files")


def test_sending_again_keeps_the_code_and_the_row_codes(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    first = send(ws, plan, tmp_path / "a")
    ws.apply(
        [
            Update("plan_items", plan.items[0], {"status": "complete"}),
            Insert(
                "plan_items",
                {
                    "plan": plan.plan,
                    "parent": plan.priority,
                    "title": "New one",
                    "lead_agencies": (plan.police,),
                },
            ),
        ]
    )
    second = send(ws, plan, tmp_path / "b")
    one, two = (Sheet(load_workbook(path)["Action updates"]) for path in (first, second))
    assert one["1.3", "Row code"].value == two["1.3", "Row code"].value
    codes = {one.worksheet.cell(row, 1).value for row in range(4, one.worksheet.max_row + 1)}
    assert two["New one", "Row code"].value not in codes
    issues = [
        IssuedForm.from_json(found["snapshot"]).issue
        for found in ws.records("return_files", order=("saved_on",))
    ]
    assert issues == [1, 2]


@pytest.mark.parametrize(
    ("was", "becomes"), [("waived", "prepared"), ("sent", "sent"), ("received", "received")]
)
def test_sending_again_expects_a_waived_return_and_leaves_the_others_as_they_are(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path, was: str, becomes: str
) -> None:
    send(ws, plan, tmp_path / "a")
    (sent,) = ws.records("returns")
    ws.apply([Update("returns", sent["id"], {"state": was})])
    send(ws, plan, tmp_path / "b")
    assert [found["state"] for found in ws.records("returns")] == [becomes]


def test_a_filled_workbook_is_never_written_over(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    path = send(ws, plan, tmp_path)
    assert send(ws, plan, tmp_path) == path
    answer(path, {("Action updates", "1.2", "Update"): "Typed by the partner"})
    again = send(ws, plan, tmp_path)
    assert again.name == f"{path.stem} (2).xlsx"
    assert Sheet(load_workbook(path)["Action updates"])["1.2", "Update"].value == "Typed by the partner"


def test_names_are_legal_everywhere(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    ws.apply([Update("agencies", plan.police, {"short_name": 'A/B: "C"?'})])
    path = send(ws, plan, tmp_path, 'A/B: "C"?')
    assert path.name == "Return 2010-Q2 A-B- -C-.xlsx"


def test_unknown_recipients_and_quarters_are_named(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    with pytest.raises(BadRequest, match="Nobody.*ATC, JAG, Police"):
        export_returns(ws, plan.plan, Q2, tmp_path / "out", ("Nobody",))
    with pytest.raises(BadRequest, match="covers 2010/11"):
        export_returns(ws, plan.plan, Quarter(2012, 1), tmp_path / "out")
    assert not (tmp_path / "out").exists() and not ws.records("returns")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_a_folder_that_cannot_be_written_changes_nothing(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileProblem, match="nothing was recorded"):
        export_returns(ws, plan.plan, Q2, tmp_path / "file" / "out")
    assert not ws.records("returns") and not ws.records("return_files")


def test_nobody_with_anything_to_report_is_no_return(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    ws.apply([Insert("agencies", {"name": "Fire and Rescue", "short_name": "Fire"})])
    assert export_returns(ws, plan.plan, Q2, tmp_path / "out", ("Fire",)) == []
    assert Recipient("agency", plan.police) in rows_by_recipient(ws.plan_records(plan.plan), Q2)


def test_the_due_date_is_a_working_day() -> None:
    assert default_due(Quarter(2010, 2)) == date(2010, 10, 15)
    assert default_due(Quarter(2010, 3)) == date(2011, 1, 17)  # the 15th is a Saturday
    assert all(
        default_due(Quarter(year, n)).weekday() < 5 for year in range(2000, 2030) for n in (1, 2, 3, 4)
    )


def test_the_short_form_asks_only_what_is_waited_for(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    ws.apply([Update("agencies", plan.police, {"return_form": "short"})])
    book = load_workbook(send(ws, plan, tmp_path / "out"))
    answers = {
        name: [cell.value for cell in book[name][3] if not book[name].cell(4, cell.column).protection.locked]
        for name in book.sheetnames[1:-1]
    }
    assert answers == {
        "Action updates": ["Update", "RAG"],
        "Indicators": ["Actual"],
        "Risks": ["Likelihood", "Impact"],
        "Mitigations": ["Progress"],
        "Funding": ["Spent this quarter"],
        "Log": ["Update", "Status"],
    }
    forms = {form.recipient: form for form in paper_returns(ws, plan.plan, Q2)}
    assert [len(sheet.form.inputs) for sheet in forms["Police"].sheets] == [2, 1, 2, 1, 1, 2]
    assert [len(sheet.form.inputs) for sheet in forms["ATC"].sheets] == [4, 4]
    ws.apply([Update("partnerships", plan.partnership, {"rag_words": '{"blue": "Minor concerns"}'})])
    (form,) = [form for form in paper_returns(ws, plan.plan, Quarter(2010, 3)) if form.recipient == "Police"]
    assert [column.header for column in form.sheets[0].form.inputs] == ["Update", "RAG", "Finished?"]


def test_a_group_can_be_asked_by_the_short_form_too(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    ws.apply([Update("groups", plan.group, {"return_form": "short"})])
    (exported,) = export_returns(ws, plan.plan, Q2, tmp_path / "out", ("JAG",))
    book = load_workbook(exported.path)
    asked = [
        cell.value
        for cell in book["Action updates"][3]
        if not book["Action updates"].cell(4, cell.column).protection.locked
    ]
    assert asked == ["Update", "RAG"] and "New items" not in book.sheetnames


def officers_of(ws: Workspace, plan: ReportingPlan) -> list[str]:
    """Two officers of the police, who lead the first and the third action; and one of the council, of the shared one."""
    people = [
        Insert("people", {"agency": agency, "name": name, "email": f"{name[:4].lower()}@example.org"})
        for agency, name in (
            (plan.police, "Crime analyst"),
            (plan.police, "Night inspector"),
            (plan.council, "Warden"),
        )
    ]
    items = (plan.items[0], plan.items[2], plan.shared_item)
    leads = [
        Update("plan_items", item, {"lead_officers": (one.id,)})
        for item, one in zip(items, people, strict=True)
    ]
    ws.apply([*people, *leads])
    return [one.id for one in people]


def test_a_return_goes_out_in_parts_that_come_back_into_the_one_return(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    officers_of(ws, plan)
    exported = export_returns(ws, plan.plan, Q2, tmp_path / "out", ["Police"], by_officer=True)
    names = [
        "Return 2010-Q2 Police, Crime analyst.xlsx",
        "Return 2010-Q2 Police, Night inspector.xlsx",
        "Return 2010-Q2 Police, other rows.xlsx",
    ]
    assert [one.path.name for one in exported] == names
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert len({one.return_code for one in exported}) == 1 and len(ws.records("returns")) == 1
    refs = [[cell.value for cell in load_workbook(one.path)["Action updates"]["C"][3:]] for one in exported]
    assert refs == [["1.1"], ["1.3"], ["1.2", "1.4", "1.5", "1.6", "1.10"]]
    named = [
        Sheet(load_workbook(one.path)["Action updates"])[ref, "Lead officer"].value
        for one, ref in zip(exported, ("1.1", "1.3", "1.10"), strict=True)
    ]
    assert named == ["Crime analyst", "Night inspector", "Warden"]
    # The money of an action goes with its officer.
    assert "Funding" in load_workbook(exported[0].path).sheetnames
    whole = [kept for kept in ws.records("return_files") if kept["snapshot"]]
    assert [kept["file_name"] for kept in whole] == ["Return 2010-Q2 Police.xlsx"]
    first, second = (
        answer(one.path, {("Action updates", ref, "Update"): f"Of {ref}."})
        for one, ref in zip(exported, ("1.1", "1.3"), strict=False)
    )
    for path in (second, first):
        preview = preview_returns(ws, [path])
        assert not preview.needs_person, [found.message for found in preview.findings if found.question]
        apply_returns(ws, preview)
    said = {kept["item"]: kept["narrative"] for kept in ws.records("updates", {"quarter": "2010-Q2"})}
    assert (said[plan.items[0]], said[plan.items[2]]) == ("Of 1.1.", "Of 1.3.")
    # Sent again whole, it keeps its code and rows.
    again = export_returns(ws, plan.plan, Q2, tmp_path / "again", ["Police"])
    assert again[0].return_code == exported[0].return_code
    codes = {
        row[0].value
        for one in exported
        for row in load_workbook(one.path)["Action updates"].iter_rows(min_row=4)
    }
    assert codes == {
        row[0].value for row in load_workbook(again[0].path)["Action updates"].iter_rows(min_row=4)
    }


def test_one_officer_or_none_is_one_workbook(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    officers_of(ws, plan)
    names = [
        one.path.name for one in export_returns(ws, plan.plan, Q2, tmp_path, ["ATC", "JAG"], by_officer=True)
    ]
    assert names == ["Return 2010-Q2 ATC.xlsx", "Return 2010-Q2 JAG.xlsx"]


def test_the_email_carries_the_parts(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    officers_of(ws, plan)
    exported = export_returns(ws, plan.plan, Q2, tmp_path, ["Police"], by_officer=True)
    (draft,) = write_drafts(ws, plan.plan, [exported[0].return_id], tmp_path, "send", date(2010, 10, 5))
    message = message_from_bytes(draft.path.read_bytes(), policy=default)
    assert [part.get_filename() for part in message.iter_attachments()] == [one.path.name for one in exported]
    assert "one workbook for each lead officer" in message.get_body().get_content()
