"""Returns taken back: every line of the merging rules through real workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from returning_partner import Q1, ReportingPlan, Sheet, answer, fill_in, of, send, state, take_in, update_of

from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.row_codes import new_return_code
from csp_desktop.rules.log import entry_state
from csp_desktop.rules.risk_scores import Placing, standing

UPDATES = "Action updates"


FULL = {
    (UPDATES, "1.2", "Update"): "Twelve lamps lit.\nTwo to come.",
    (UPDATES, "1.2", "RAG"): "Amber",
    (UPDATES, "1.2", "Outcome RAG"): "Green",
    (UPDATES, "1.2", "New due date"): "31/3/11",
    ("Indicators", "NI 16", "Actual"): 301,
    ("Indicators", "NI 16", "Provisional"): "Yes",
    ("Indicators", "NI 16", "Note"): "August is missing.",
    ("Indicators", "NI 17", "Actual"): "TBC",
    ("Risks", "R1", "Likelihood"): 3,
    ("Risks", "R1", "Impact"): "5",
    ("Risks", "R1", "Comment"): "A deputy started.",
    ("Mitigations", "R1", "Status"): "Complete",
    ("Mitigations", "R1", "Progress"): "Trained.",
    ("Mitigations", "R1", "New due date"): "31 January 2011",
    ("Funding", "Property marking kits", "Spent this quarter"): "£1,200.50",
    ("Funding", "Property marking kits", "Committed"): 700,
    ("Funding", "Property marking kits", "Note"): "Two invoices.",
    ("Log", "4", "Update"): "Signed on 22 September.",
    ("Log", "4", "Status"): "Done",
    ("Log", "4", "New date"): "31/12/2010",
}


def test_every_input_column_reaches_its_register(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    def sign(book: Workbook) -> None:
        book["Start here"]["B9"], book["Start here"]["B11"] = "Inspector", "14/10/2010"

    fill_in(answer(form, FULL), sign)
    before = state(ws)
    preview = take_in(ws, form)
    assert preview.counts["changed"] == len(FULL) + 2
    assert not preview.needs_person
    file = ws.records("return_files", {"direction": "received"})[0]["id"]
    update = update_of(ws, plan.items[1])
    assert update["narrative"] == "Twelve lamps lit.\nTwo to come."
    assert (update["rag"], update["outcome_rag"], update["new_due_on"]) == ("amber", "green", "2011-03-31")
    assert (update["author"], update["reported_on"]) == ("Inspector", "2010-10-14")
    assert update["return_file"] == file
    measured = ws.records("measurements", {"indicator": plan.indicator, "quarter": "2010-Q2"})[0]
    assert (measured["value"], measured["value_state"], measured["provisional"]) == (301, "known", True)
    assert measured["note"] == "August is missing." and measured["return_file"] == file
    unknown = ws.records("measurements", {"indicator": plan.percent, "quarter": "2010-Q2"})[0]
    assert (unknown["value"], unknown["value_state"]) == (None, "TBC")
    review = ws.records("risk_reviews", {"risk": plan.risk})[0]
    assert (review["quarter"], review["likelihood"], review["impact"]) == ("2010-Q2", 3, 5)
    assert review["comment"] == "A deputy started." and review["return_file"] == file
    (plan_of,) = ws.records("plans")
    records = ws.plan_records(plan_of["id"])
    assert standing(records, records.risk[plan.risk], Quarter(2010, 2)) == Placing(3, 5)
    mitigation = ws.record("mitigations", plan.mitigation)
    assert mitigation and (mitigation["status"], mitigation["progress"]) == ("complete", "Trained.")
    assert mitigation["due_on"] == "2011-01-31"
    entries = {found["kind"]: found for found in ws.records("funding_entries")}
    assert entries["actual"]["amount"] == 120_050 and entries["actual"]["note"] == "Two invoices."
    assert entries["committed"]["amount"] == 70_000 and entries["committed"]["id"] == plan.entry
    assert all(found["return_file"] == file for found in entries.values())
    said = ws.records("log_updates", {"entry": plan.entry_of_log, "quarter": "2010-Q2"})[0]
    assert (said["narrative"], said["status"]) == ("Signed on 22 September.", "complete")
    assert said["new_due_on"] == "2010-12-31" and said["return_file"] == file
    entry = records.log_entry[plan.entry_of_log]
    assert [entry_state(records, entry, quarter).status for quarter in (Q1, Quarter(2010, 2))] == [
        "in progress", "complete",
    ]  # fmt: skip
    assert ws.records("returns")[0]["state"] == "applied"
    assert ws.undoable == "return Police Q2"
    ws.undo()
    assert state(ws) == before


def test_a_preview_changes_nothing(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    before = state(ws)
    assert preview_returns(ws, [answer(form, FULL)]).counts["changed"]
    assert state(ws) == before


def test_a_form_returned_untouched_says_nothing(ws: Workspace, form: Path) -> None:
    preview = take_in(ws, form)
    assert set(preview.counts) == {"unchanged"} and not preview.needs_person
    assert "as it was sent" in preview.files[0].message
    assert not ws.records("return_files", {"direction": "received"})


def test_saved_again_untouched_is_a_return_with_nothing_changed(ws: Workspace, form: Path) -> None:
    preview = take_in(ws, fill_in(form, lambda book: None))
    assert set(preview.counts) == {"unchanged"}
    assert ws.records("returns")[0]["state"] == "applied"


def test_the_same_file_again_is_nothing_to_do(ws: Workspace, form: Path) -> None:
    answer(form, FULL)
    take_in(ws, form)
    before = state(ws)
    preview = take_in(ws, form)
    assert set(preview.counts) == {"unchanged"} and "nothing to do" in preview.files[0].message
    assert state(ws) == before


def test_already_so_is_unchanged(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(form, {(UPDATES, "1.1", "RAG"): "Red"})
    ws.apply([Update("updates", str(update_of(ws, plan.items[0])["id"]), {"rag": "red"})])
    preview = take_in(ws, form)
    assert not of(preview, "changed", "clash")


def test_a_clash_is_shown_with_who_and_when_and_not_applied(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    answer(form, {(UPDATES, "1.1", "RAG"): "Red", (UPDATES, "1.1", "Outcome RAG"): "Green"})
    ws.apply([Update("updates", str(update_of(ws, plan.items[0])["id"]), {"rag": "amber"})])
    preview = take_in(ws, form)
    (clash,) = of(preview, "clash")
    assert (clash.issued, clash.returned, clash.current) == ("Green", "Red", "Amber")
    assert (clash.register, clash.ref, clash.field, clash.sheet, clash.cell) == (
        "updates", "1.1", "rag", UPDATES, "J4",
    )  # fmt: skip
    assert "as Green; you changed it to Amber on" in clash.message
    assert clash.message.endswith("Police say Red.")
    assert preview.needs_person
    now = update_of(ws, plan.items[0])
    assert (now["rag"], now["outcome_rag"]) == ("amber", "green")
    assert ws.records("returns")[0]["state"] == "received"


def test_a_clash_can_be_taken(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(form, {(UPDATES, "1.1", "RAG"): "Red"})
    ws.apply([Update("updates", str(update_of(ws, plan.items[0])["id"]), {"rag": "amber"})])
    preview = take_in(ws, form, on_clash="take")
    assert update_of(ws, plan.items[0])["rag"] == "red"
    assert not preview.needs_person and ws.records("returns")[0]["state"] == "applied"


def test_decisions_are_applied_with_the_rest(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(form, {(UPDATES, "1.1", "Update"): "Seventy by now.", (UPDATES, "1.1", "RAG"): "Red"})
    changed = {"narrative": "Sixty-five counted.", "rag": "amber"}
    ws.apply([Update("updates", str(update_of(ws, plan.items[0])["id"]), changed)])
    preview = preview_returns(ws, [form])
    words, rating = of(preview, "clash")
    words.decision, rating.decision = "join", "ours"
    apply_returns(ws, preview)
    now = update_of(ws, plan.items[0])
    assert (now["narrative"], now["rag"]) == ("Sixty-five counted.\nSeventy by now.", "amber")
    assert ws.records("returns")[0]["state"] == "applied"


def test_a_change_made_after_the_preview_is_not_overwritten(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    preview = preview_returns(ws, [answer(form, {(UPDATES, "1.1", "RAG"): "Red"})])
    ws.apply([Update("updates", str(update_of(ws, plan.items[0])["id"]), {"rag": "amber"})])
    apply_returns(ws, preview)
    assert update_of(ws, plan.items[0])["rag"] == "amber"
    assert len(of(preview, "clash")) == 1


def test_a_decision_falls_where_what_stands_here_changed_after_it(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    update = str(update_of(ws, plan.items[0])["id"])
    ws.apply([Update("updates", update, {"narrative": "Ours."})])
    preview = preview_returns(ws, [answer(form, {(UPDATES, "1.1", "Update"): "Theirs."})])
    (clash,) = of(preview, "clash")
    clash.decision = "theirs"
    ws.apply([Update("updates", update, {"narrative": "Ours, counted again."})])
    apply_returns(ws, preview)
    assert update_of(ws, plan.items[0])["narrative"] == "Ours, counted again."
    assert [found.done for found in of(preview, "clash")] == ["open"]


def test_a_blank_is_asked_about_and_clear_clears(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(form, {(UPDATES, "1.1", "Update"): None, (UPDATES, "1.1", "RAG"): "[clear]"})
    preview = take_in(ws, form)
    (asked,) = of(preview, "ask")
    assert (asked.field, asked.issued, asked.returned) == ("narrative", "Sixty by August.", "")
    now = update_of(ws, plan.items[0])
    assert (now["narrative"], now["rag"]) == ("Sixty by August.", None)


def test_a_locked_cell_changed_is_asked_about(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(form, {(UPDATES, "1.2", "Due"): "never", (UPDATES, "1.2", "What is to be done"): "Something else"})
    preview = take_in(ws, form)
    asked = of(preview, "ask")
    assert {(finding.returned, finding.issued[:16]) for finding in asked} == {
        ("never", "31 Mar 2011"),
        ("Something else", "Light the alleys"),
    }
    assert {(finding.ref, finding.field, finding.outside) for finding in asked} == {
        ("1.2", "narrative", "locked")
    }
    item = ws.record("plan_items", plan.items[1])
    assert item and item["title"].startswith("Light the alleys")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((UPDATES, "1.2", "RAG"), "Purple"),
        ((UPDATES, "1.2", "New due date"), "soon"),
        ((UPDATES, "1.2", "Update"), "=A1&B1"),
        ((UPDATES, "1.2", "Update"), "#N/A"),
        (("Indicators", "NI 16", "Actual"), "lots"),
        (("Risks", "R1", "Likelihood"), 9),
        (("Mitigations", "R1", "Status"), "gone"),
        (("Funding", "Property marking kits", "Committed"), "#DIV/0!"),
    ],
)
def test_a_cell_that_cannot_be_read_is_rejected_with_its_address(
    ws: Workspace, form: Path, place: tuple[str, str, str], value: object
) -> None:
    answer(form, {place: value})
    address = Sheet(load_workbook(form)[place[0]])[place[1], place[2]].coordinate
    before = state(ws)
    preview = take_in(ws, form)
    (rejected,) = of(preview, "rejected")
    assert (rejected.sheet, rejected.cell) == (place[0], address)
    assert "write" in rejected.message or "choose" in rejected.message
    assert not of(preview, "changed") and preview.needs_person
    after = state(ws)
    assert after["updates"] == before["updates"] and after["measurements"] == before["measurements"]


def test_a_missing_row_is_not_returned_and_never_deleted(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    fill_in(form, lambda book: book[UPDATES].delete_rows(Sheet(book[UPDATES]).row("1.1")))
    preview = take_in(ws, form)
    (missing,) = of(preview, "not returned")
    assert (missing.ref, missing.register) == ("1.1", "updates")
    assert update_of(ws, plan.items[0])["narrative"] == "Sixty by August."


def test_a_row_of_another_return_is_rejected_and_kept(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    other = send(ws, plan, tmp_path / "out", "ATC")
    foreign = Sheet(load_workbook(other)[UPDATES]).worksheet["A4"].value

    def edit(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        row = sheet.row("1.2")
        sheet.worksheet.cell(row, 1).value = foreign
        sheet.worksheet.cell(row, 2).value = None
        sheet.worksheet.cell(row, sheet.column("Update")).value = "Said for another return"

    preview = take_in(ws, fill_in(form, edit))
    (rejected,) = of(preview, "rejected")
    assert rejected.returned == "Said for another return" and "kept" in rejected.message
    assert "Said for another return" not in str(ws.records("updates"))
    assert [found.ref for found in of(preview, "not returned")] == ["1.2"]


@pytest.mark.parametrize("code", ["A999-K", "A002-", "nonsense"])
def test_a_row_code_that_was_not_sent_is_rejected(ws: Workspace, form: Path, code: str) -> None:
    def edit(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        row = sheet.row("1.2")
        own = str(sheet.worksheet.cell(row, 1).value)
        wrong = "Z" if own[-1] != "Z" else "Y"
        sheet.worksheet.cell(row, 1).value = own[:-1] + wrong if code == "A002-" else code
        sheet.worksheet.cell(row, sheet.column("Update")).value = "Whose is this?"

    preview = take_in(ws, fill_in(form, edit))
    assert [found.returned for found in of(preview, "rejected")] == ["Whose is this?"]
    assert not of(preview, "changed")


def test_a_sheet_sorted_apart_is_held_back_and_paired_by_title(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    answer(
        form,
        {(UPDATES, f"1.{number}", "Update"): f"Words for {number}" for number in (2, 3, 4, 5, 6)},
    )

    def sort_apart(book: Workbook) -> None:
        # Everything but the codes and ids is turned upside down.
        worksheet = book[UPDATES]
        last = worksheet.max_row
        rows = [[cell.value for cell in worksheet[row][2:]] for row in range(4, last + 1)]
        for row, values in zip(range(4, last + 1), reversed(rows), strict=True):
            for column, value in enumerate(values, 3):
                worksheet.cell(row, column).value = value

    fill_in(form, sort_apart)
    preview = preview_returns(ws, [form])
    file = preview.files[0]
    assert file.held_sheets == (UPDATES,)
    assert not [found for found in of(preview, "changed") if found.register == "updates"]
    assert {found.returned for found in of(preview, "ask")} >= {f"Words for {n}" for n in (2, 3, 4, 5, 6)}
    preview.pair_by_title(ws, file, UPDATES)
    apply_returns(ws, preview)
    for number in (2, 3, 4, 5, 6):
        assert update_of(ws, plan.items[number - 1])["narrative"] == f"Words for {number}"


def test_code_and_id_of_different_rows_hold_the_sheet_back(ws: Workspace, form: Path) -> None:
    def swap(book: Workbook) -> None:
        worksheet = book[UPDATES]
        worksheet["A4"].value, worksheet["A5"].value = worksheet["A5"].value, worksheet["A4"].value

    preview = take_in(ws, fill_in(form, swap))
    assert preview.files[0].held_sheets == (UPDATES,)
    asked = of(preview, "ask")
    assert asked and all("sorted apart" in found.message for found in asked)
    assert not of(preview, "changed")


def test_new_rows_are_proposed_with_the_nearest_existing(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    def propose(book: Workbook) -> None:
        sheet = Sheet(book["New items"])
        for column, value in zip(
            ("Kind", "Title", "Detail", "Due"),
            ("Action", "Light alleys behind the school", "Six lamps", "by June 2011"),
            strict=True,
        ):
            sheet.worksheet.cell(4, sheet.column(column)).value = value
        sheet.worksheet.cell(5, sheet.column("Title")).value = "Visit the station about the bins"
        # Words of a priority's name: no priority is proposed, so none is like it.
        sheet.worksheet.cell(6, sheet.column("Title")).value = "Less burglary and theft"
        actions = Sheet(book[UPDATES])
        last = actions.worksheet.max_row + 1
        actions.worksheet.cell(last, actions.column("What is to be done")).value = "Bring in a dog warden"
        actions.worksheet.cell(last, actions.column("Update")).value = "Interviews held"

    before = ws.records("plan_items")
    preview = take_in(ws, fill_in(form, propose))
    row, item, other, named = of(preview, "proposed row")
    # A word in common makes it no other action.
    assert (
        row.near == other.near == named.near == [] and "nothing already recorded is like it" in other.message
    )
    assert item.near[0]["ref"] == "1.2" and "1.2 Light the alleys" in item.message
    assert item.proposal["detail"].startswith("Six lamps")
    assert (row.title, row.proposal["detail"]) == ("Bring in a dog warden", "Update: Interviews held")
    assert ws.records("plan_items") == before and preview.needs_person


@pytest.mark.parametrize("heading", ["Row code", "Kind", "Title", "Detail"])
def test_a_new_row_that_names_one_that_was_sent_is_still_proposed(
    ws: Workspace, form: Path, heading: str
) -> None:
    def propose(book: Workbook) -> None:
        sheet, actions = Sheet(book["New items"]), Sheet(book[UPDATES])
        for column, value in {
            "Title": "Bring in a dog warden",
            "Detail": "From May",
            heading: actions["1.2", "Row code"].value,
        }.items():
            sheet.worksheet.cell(4, sheet.column(column)).value = value
        sheet.worksheet.cell(5, sheet.column("Title")).value = "1.3"
        sheet.worksheet.cell(6, sheet.column("Title")).value = "Train 1.3 million"
        actions["1.1", "Update"] = "Seventy by now."

    preview = take_in(ws, fill_in(form, propose))
    named, by_ref, new = of(preview, "proposed row")
    assert named.near[0]["ref"] == "1.2" and "names “1.2 Light the alleys" in named.message
    assert by_ref.near[0]["ref"] == "1.3" and not new.message.startswith("A new row that names")
    assert "A002" in named.returned and "A002" in named.title + named.proposal["detail"]
    assert [found.returned for found in of(preview, "changed")] == ["Seventy by now."]
    assert not of(preview, "ask", "rejected", "not returned", "clash")
    assert (
        sum(preview.files[0].as_json()["conservation"].values())
        == 2 * preview.files[0].as_json()["conservation"]["filled"]
    )


def test_the_same_row_twice_is_a_clash(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    def twice(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        row, last = sheet.row("1.2"), sheet.worksheet.max_row + 1
        for column in range(1, sheet.worksheet.max_column + 1):
            sheet.worksheet.cell(last, column).value = sheet.worksheet.cell(row, column).value
        sheet.worksheet.cell(row, sheet.column("Update")).value = "One"
        sheet.worksheet.cell(last, sheet.column("Update")).value = "Two"

    preview = take_in(ws, fill_in(form, twice), on_clash="take")
    assert {found.returned for found in of(preview, "clash")} == {"One", "Two"}
    assert not ws.records("updates", {"item": plan.items[1], "quarter": "2010-Q2"})
    assert preview.needs_person


def test_two_leads_of_one_item_clash_within_a_batch(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    other = send(ws, plan, tmp_path / "out", "ATC")
    answer(form, {(UPDATES, "1.10", "Update"): "Police words"})
    answer(other, {(UPDATES, "1.10", "Update"): "Council words"})
    preview = take_in(ws, form, other)
    (clash,) = of(preview, "clash")
    assert "the return of Police in this import says “Police words”" in clash.message.replace(
        "Police words;", "“Police words”;"
    )
    assert update_of(ws, plan.shared_item)["narrative"] == "Police words"


def test_a_step_names_four_of_many_returns(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    def report(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet.worksheet.cell(sheet.header_row + 1, sheet.column("Update")).value = "Done."

    leads = [Insert("agencies", {"name": name, "short_name": name}) for name in ("Fire", "Probation")]
    ws.apply(
        [
            *leads,
            Update("plan_items", plan.items[2], {"lead_agencies": (leads[0].id,)}),
            Update("plan_items", plan.items[3], {"lead_agencies": (leads[1].id,)}),
        ]
    )
    exported = export_returns(ws, plan.plan, Quarter(2010, 2), tmp_path / "all")
    take_in(ws, *(fill_in(sent.path, report) for sent in exported))
    assert ws.undoable == "returns ATC, Fire, JAG, Police and 1 more Q2"


def test_a_second_version_is_compared_with_the_first(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    first = answer(
        form, {(UPDATES, "1.2", "Update"): "First", (UPDATES, "1.3", "Update"): "Third"}, "v1.xlsx"
    )
    second = answer(
        form, {(UPDATES, "1.2", "Update"): "Second", (UPDATES, "1.4", "Update"): "Fourth"}, "v2.xlsx"
    )
    take_in(ws, first)
    preview = take_in(ws, second)
    assert {found.returned for found in of(preview, "changed")} == {"Second", "Fourth"}
    said = [update_of(ws, plan.items[at])["narrative"] for at in (1, 2, 3)]
    assert said == ["Second", "Third", "Fourth"]
    ws.apply([Update("updates", str(update_of(ws, plan.items[1])["id"]), {"narrative": "Ours"})])
    third = answer(form, {(UPDATES, "1.2", "Update"): "Third time"}, "v3.xlsx")
    assert [found.current for found in of(take_in(ws, third), "clash")] == ["Ours"]


def test_both_versions_in_one_go(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    first = answer(form, {(UPDATES, "1.2", "Update"): "First"}, "v1.xlsx")
    second = answer(form, {(UPDATES, "1.2", "Update"): "Second"}, "v2.xlsx")
    preview = take_in(ws, first, second)
    assert not of(preview, "clash")
    assert update_of(ws, plan.items[1])["narrative"] == "Second"
    assert len(ws.records("return_files", {"direction": "received"})) == 2


def test_codes_that_disagree_stop_the_import(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Start here"]["B8"].value = new_return_code()

    preview = take_in(ws, fill_in(form, edit))
    assert preview.files[0].status == "refused" and "different returns" in preview.files[0].message
    assert preview.needs_person and not ws.records("return_files", {"direction": "received"})


def test_a_return_of_another_file_is_not_recognised(ws: Workspace, form: Path) -> None:
    code = new_return_code()

    def edit(book: Workbook) -> None:
        book["Start here"]["B8"].value = book["_meta"]["B1"].value = code
        del book.defined_names["csp_return_code"]
        book.properties.identifier = code
        for old in list(book.custom_doc_props.names):
            del book.custom_doc_props[old]
        book.custom_doc_props.append(StringProperty(name="csp_return_code", value=code))

    preview = take_in(ws, fill_in(form, edit))
    assert preview.files[0].status == "unrecognised" and code in preview.files[0].message


def test_other_files_go_on(ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path) -> None:
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"PK\x03\x04 not a zip")
    stranger = tmp_path / "stranger.xlsx"
    book = Workbook()
    book.active["A1"] = "shopping"
    book.save(stranger)
    answer(form, {(UPDATES, "1.2", "Update"): "Taken"})
    preview = take_in(ws, junk, stranger, tmp_path / "absent.xlsx", form)
    assert [file.status for file in preview.files] == ["refused", "unrecognised", "refused", "recognised"]
    assert update_of(ws, plan.items[1])["narrative"] == "Taken"


def test_the_form_of_last_quarter_used_again_is_asked_about(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    old = send(ws, plan, tmp_path / "out", quarter=Q1)
    take_in(ws, answer(old, {(UPDATES, "1.4", "RAG"): "Amber"}, "first.xlsx"))
    send(ws, plan, tmp_path / "out")
    preview = take_in(ws, answer(old, {(UPDATES, "1.3", "Update"): "For Q2 really"}, "again.xlsx"))
    assert "Q1 2010/11 form" in preview.files[0].message
    assert [found.returned for found in of(preview, "ask")] == ["For Q2 really"]
    assert not of(preview, "changed")


def test_a_form_sent_twice_is_valid_both_times(
    ws: Workspace, plan: ReportingPlan, form: Path, tmp_path: Path
) -> None:
    first = answer(form, {(UPDATES, "1.3", "Update"): "On the first form"}, "first.xlsx")
    ws.apply([Insert("updates", {"item": plan.items[1], "quarter": "2010-Q2", "narrative": "Ours"})])
    second = send(ws, plan, tmp_path / "again")
    assert Sheet(load_workbook(second)[UPDATES])["1.2", "Update"].value == "Ours"
    codes = {load_workbook(path)["Start here"]["B8"].value for path in (first, second)}
    assert len(codes) == 1 and len(ws.records("returns")) == 1
    preview = take_in(ws, first)
    assert not of(preview, "ask", "clash")
    assert update_of(ws, plan.items[2])["narrative"] == "On the first form"
    preview = take_in(ws, answer(second, {(UPDATES, "1.2", "Update"): "Theirs"}))
    assert update_of(ws, plan.items[1])["narrative"] == "Theirs"
    assert not of(preview, "ask", "clash")


def test_notes_and_crossed_out_words_are_not_lost(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = Sheet(book[UPDATES])
        sheet["1.2", "Update"] = "New words"
        sheet["1.2", "Update"].comment = Comment("Ask the head first", "me")
        sheet["1.3", "RAG"].comment = Comment("No idea yet", "me")
        sheet["1.4", "Due"].comment = Comment("Too early", "me")
        sheet["1.1", "Update"].font = Font(strike=True)

    preview = take_in(ws, fill_in(form, edit))
    asked = {finding.returned: (finding.outside, finding.ref) for finding in of(preview, "ask")}
    assert asked == {
        "Ask the head first": ("note", "1.2"),
        "No idea yet": ("note", "1.3"),
        "Too early": ("note", "1.4"),
        "Sixty by August.": ("struck answer", "1.1"),
    }
    assert [found.returned for found in of(preview, "changed")] == ["New words"]


def test_several_funding_entries_are_not_guessed_at(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    ws.apply(
        [
            Insert(
                "funding_entries",
                {"allocation": plan.allocation, "quarter": "2010-Q2", "kind": "actual", "amount": amount},
            )
            for amount in (10_000, 20_000)
        ]
    )
    form = send(ws, plan, tmp_path / "out")
    place = ("Funding", "Property marking kits", "Spent this quarter")
    assert Sheet(load_workbook(form)["Funding"])[place[1:]].value == 300
    same = answer(form, {place: "£300"}, "same.xlsx")
    assert not of(take_in(ws, same), "ask", "changed")
    preview = take_in(ws, answer(form, {place: 350}, "other.xlsx"))
    assert ["Several entries" in found.message for found in of(preview, "ask")] == [True]


def test_words_for_something_deleted_since_are_kept_as_a_question(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    answer(form, {(UPDATES, "1.6", "Update"): "Great evening"})
    ws.apply([Delete("plan_items", plan.items[5])])
    preview = take_in(ws, form)
    assert [found.returned for found in of(preview, "ask")] == ["Great evening"]


def test_a_later_review_keeps_where_the_risk_stands(ws: Workspace, plan: ReportingPlan, form: Path) -> None:
    answer(form, {("Risks", "R1", "Likelihood"): 2})
    ws.apply(
        [Insert("risk_reviews", {"risk": plan.risk, "quarter": "2010-Q3", "likelihood": 5, "impact": 5})]
    )
    take_in(ws, form)
    (plan_of,) = ws.records("plans")
    records = ws.plan_records(plan_of["id"])
    assert standing(records, records.risk[plan.risk], Quarter(2010, 3)) == Placing(5, 5)
    assert ws.records("risk_reviews", {"quarter": "2010-Q2"})[0]["likelihood"] == 2


def test_the_preview_is_json_as_agreed(ws: Workspace, form: Path) -> None:
    document = preview_returns(ws, [answer(form, {(UPDATES, "1.2", "RAG"): "Red"})]).as_json()
    assert document["applied"] is False and document["counts"]["changed"] == 1
    (file,) = document["files"]
    assert file.keys() >= {"file", "status", "message", "return_code", "recipient", "quarter", "findings"}
    assert (file["recipient"], file["quarter"]) == ("Police", "2010-Q2")
    for found in file["findings"]:
        assert found.keys() >= {
            "outcome", "register", "ref", "field", "sheet", "cell", "issued", "returned", "current", "message",
        }  # fmt: skip


def test_a_backup_is_made_before_anything_is_applied(ws: Workspace, form: Path) -> None:
    before = set(ws.path.parent.rglob("*"))
    take_in(ws, answer(form, {(UPDATES, "1.2", "RAG"): "Red"}))
    made = [path for path in set(ws.path.parent.rglob("*")) - before if path.is_file()]
    assert any(path.suffix == ".csp" or "backup" in str(path) for path in made)


def test_one_impossible_day_makes_the_ambiguous_dates_of_its_column_ask(ws: Workspace, form: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet, new = Sheet(book[UPDATES]), Sheet(book["New items"])
        for ref, day in (("1.2", "03/31/2011"), ("1.3", "04/05/2011"), ("1.4", "30 June 2011")):
            sheet[ref, "New due date"] = day
        row = new.header_row + 1
        for number, day in enumerate(("12/15/2010", "04/05/2011")):
            new.worksheet.cell(row + number, new.column("Title")).value = f"New item {number}"
            new.worksheet.cell(row + number, new.column("Due")).value = day

    preview = take_in(ws, fill_in(form, edit))
    fates = {finding.ref: finding.outcome for finding in preview.findings if finding.field == "new_due_on"}
    assert fates == {"1.2": "rejected", "1.3": "ask", "1.4": "changed"}
    proposals = [finding.proposal for finding in of(preview, "proposed row")]
    assert [(proposal["due_on"], proposal["due"]) for proposal in proposals] == [
        ("", "12/15/2010"),
        ("", "04/05/2011"),
    ]


def test_a_figure_beyond_its_allocation_is_asked(ws: Workspace, plan: ReportingPlan, tmp_path: Path) -> None:
    # What was said of the quarter before is no more spent than what is said of it now.
    spent = [
        Insert("funding_entries", {"allocation": plan.allocation, "quarter": quarter, "amount": amount, "kind": "actual"})
        for quarter, amount in (("2010-Q1", 400_000), ("2010-Q2", 50_000))
    ]  # fmt: skip
    ws.apply([*spent, Update("allocations", plan.allocation, {"amount": 600_000})])
    form = send(ws, plan, tmp_path / "out")
    typed = {
        ("Funding", "1.1", "Spent this quarter"): 2000.01,
        ("Funding", "1.1", "Forecast to year end"): 9000,
    }
    asked = {found.key: found for found in of(preview_returns(ws, [answer(form, typed)]), "ask")}
    assert asked["forecast"].message == ("£9,000 is more than the £6,000 allocated. Did they mean £9,000?")
    assert "£2,000.01 with the £4,000 spent before is more than the £6,000" in asked["actual"].message
    assert asked["forecast"].takeable and asked["forecast"].value == 900_000
    typed = {("Funding", "1.1", "Spent this quarter"): 2000, ("Funding", "1.1", "Forecast to year end"): 6000}
    assert not of(preview_returns(ws, [answer(form, typed)]), "ask")


def test_a_figure_that_can_hardly_be_is_asked_about_unless_it_was_sent(
    ws: Workspace, plan: ReportingPlan, tmp_path: Path
) -> None:
    measured = ws.records("measurements", {"indicator": plan.percent, "quarter": "2010-Q2"})[0]
    ws.apply([Update("measurements", measured["id"], {"value": 140.0})])
    form = send(ws, plan, tmp_path / "out")
    preview = preview_returns(ws, [answer(form, {("Indicators", "NI 16", "Actual"): -3})])
    assert [(found.ref, found.value) for found in of(preview, "ask")] == [("NI 16", None)]
    assert not of(preview, "changed", "rejected")


def test_a_provisional_figure_is_made_final_by_the_next_version(
    ws: Workspace, plan: ReportingPlan, form: Path
) -> None:
    first = {("Indicators", "NI 16", "Actual"): 510, ("Indicators", "NI 16", "Provisional"): "Yes"}
    final = {("Indicators", "NI 16", "Actual"): 512, ("Indicators", "NI 16", "Provisional"): "No"}
    take_in(ws, answer(form, first, "v1.xlsx"))
    preview = take_in(ws, answer(form, final, "v2.xlsx"))
    assert of(preview, "ask", "clash", "rejected") == []
    assert (512, False) in {
        (measured["value"], measured["provisional"])
        for measured in ws.records("measurements", {"quarter": "2010-Q2"})
    }


def test_a_new_row_names_another_by_a_ref_in_its_title_and_by_no_bare_number_elsewhere(
    ws: Workspace, form: Path
) -> None:
    rows = [
        ("1.3 visit families", "", "1.3"),
        ("Phase 2 of 1.2", "", "1.2"),
        ("NI 16 data quality review", "", "NI 16"),
        ("1.2", "Second evening", "1.2"),
        ("Bring in a dog warden", "1.2", ""),
        ("Spend 1.3 more", "2", ""),
        ("1.2 million leaflets", "", ""),
        ("1.4% more wardens", "", ""),
    ]

    def propose(book: Workbook) -> None:
        sheet = Sheet(book["New items"])
        for row, (title, detail, _) in enumerate(rows, 4):
            sheet.worksheet.cell(row, sheet.column("Title")).value = title
            sheet.worksheet.cell(row, sheet.column("Detail")).value = detail or None

    proposed = of(preview_returns(ws, [fill_in(form, propose)]), "proposed row")
    named = [
        found.near[0]["ref"] if found.message.startswith("A new row that names") else "" for found in proposed
    ]
    assert named == [ref for _, _, ref in rows]
