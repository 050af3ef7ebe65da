from __future__ import annotations

from datetime import date
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from csp_desktop.editing.returns.email_drafts import write_drafts
from csp_desktop.editing.returns.return_particulars import receivers
from csp_desktop.editing.returns.writing_workbooks import names_said
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import BadRequest, FileProblem

TODAY = date(2010, 10, 19)
BOOK = b"PK not really a workbook \x00\xff"


@pytest.fixture
def ws(tmp_path: Path):
    ws = Workspace.create(tmp_path / "drafts.csp")
    ws.apply(
        [
            Insert("partnerships", {"name": "Mere CSP", "short_name": "MCSP", "email": "csp@mere.example"}, "p"),
            Insert("agencies", {"name": "Mere Police", "short_name": "Police"}, "a"),
            Insert(
                "people",
                {"agency": "a", "name": "Neighbourhood inspector, Łódź desk", "email": "ni@police.example",
                 "receives_returns": True},
                "one",
            ),
            Insert("people", {"agency": "a", "name": "Analyst", "email": "x@police.example"}, "two"),
            Insert(
                "people",
                {"agency": "a", "name": "Sergeant", "email": "s@police.example", "receives_returns": True,
                 "left_on": "2010-09-01"},
                "three",
            ),
            Insert("groups", {"partnership": "p", "name": "Action group", "short_name": "JAG", "chair": "two"}, "g"),
            Insert("plans", {"partnership": "p", "title": "Plan", "first_year": 2010, "last_year": 2010}, "plan"),
            Insert(
                "returns",
                {"plan": "plan", "quarter": "2010-Q2", "agency": "a", "return_code": "RET-1",
                 "due_on": "2010-10-15", "state": "sent"},
                "r",
            ),
            Insert(
                "return_files",
                {"return": "r", "direction": "sent", "file_name": "Police 2010-Q2.xlsx", "sha256": "0",
                 "saved_on": "2010-10-01T09:00:00", "content": BOOK},
            ),
        ]
    )  # fmt: skip
    yield ws
    ws.close()


def read(path: Path):
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())


def test_sending_attaches_the_workbook_and_names_who_receives_returns(ws, tmp_path):
    (draft,) = write_drafts(ws, "plan", ["r"], tmp_path / "out", "send", TODAY)
    message = read(draft.path)
    assert message["X-Unsent"] == "1"
    assert draft.addresses == ("ni@police.example",)
    assert [address.addr_spec for address in message["To"].addresses] == ["ni@police.example"]
    assert message["To"].addresses[0].display_name == "Neighbourhood inspector, Łódź desk"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "Police 2010-Q2.xlsx"
    assert attached.get_content() == BOOK
    letter = message.get_body().get_content()
    assert "Q2 2010/11" in letter and "15 October 2010" in letter and "RET-1" in letter
    assert "csp@mere.example" in letter and "the pale yellow cells" in letter  # as the workbook calls them


def test_chasing_says_how_late(ws, tmp_path):
    (draft,) = write_drafts(ws, "plan", ["r"], tmp_path, "chase", TODAY)
    message = read(draft.path)
    assert message["Subject"].startswith("Reminder: ")
    assert "4 days ago" in message.get_body().get_content()
    # The return says so; a second reminder on the same day says it once.
    write_drafts(ws, "plan", ["r"], tmp_path, "chase", TODAY)
    assert ws.record("returns", "r")["note"] == "Chased 19 October 2010."
    write_drafts(ws, "plan", ["r"], tmp_path, "chase", date(2012, 10, 20))
    assert ws.record("returns", "r")["note"].splitlines() == [
        "Chased 19 October 2010.",
        "Chased 20 October 2012.",
    ]
    assert "It was due on 15 October 2010 and is now overdue." in read(draft.path).get_body().get_content()


def test_two_who_receive_returns_are_greeted_by_name_and_more_are_colleagues(ws, tmp_path):
    greetings = []
    for person in ("two", "four"):
        if person == "two":
            ws.apply([Update("people", "two", {"receives_returns": True})])
        else:
            ws.apply([Insert("people", {"agency": "a", "name": "Clerk", "receives_returns": True})])
        (draft,) = write_drafts(ws, "plan", ["r"], tmp_path / person, "send", TODAY)
        greetings.append(read(draft.path).get_body().get_content().splitlines()[0])
    assert greetings == ["Dear Neighbourhood inspector, Łódź desk and Analyst,", "Dear colleagues,"]


def test_corrections_go_with_an_email_of_their_own(ws, tmp_path):
    corrections = {"file_name": "Corrections.xlsx", "sha256": "1", "content": b"PK corrections"}
    kept = {"return": "r", "direction": "corrections", "saved_on": "2010-10-19T09:00:00"}
    ws.apply([Insert("return_files", {**kept, **corrections})])
    (draft,) = write_drafts(ws, "plan", ["r"], tmp_path, "corrections", TODAY)
    message = read(draft.path)
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Corrections.xlsx", b"PK corrections")
    assert message["Subject"].startswith("Corrections needed: ")
    assert "only these can be changed" in " ".join(message.get_body().get_content().split())
    assert ws.record("returns", "r")["note"] is None


def test_a_name_with_line_breaks_or_a_bad_address_still_gives_a_draft(ws, tmp_path):
    ws.apply([Update("people", "one", {"name": "Inspector\nBcc: everyone", "email": "not an address"})])
    ws.apply([Update("agencies", "a", {"name": "Police\nSubject: other", "short_name": 'A/B: "C"?'})])
    (draft,) = write_drafts(ws, "plan", ["r"], tmp_path, "send", TODAY)
    message = read(draft.path)
    assert draft.addresses == () and message["To"] is None and message["Bcc"] is None
    assert draft.path.name == "A-B- -C- 2010-Q2 send.eml"


def test_a_group_is_reached_through_those_who_receive_returns_else_its_chair(ws):
    records = ws.plan_records("plan")
    assert [person["id"] for person in receivers(records, None, "g", TODAY)] == ["two"]
    ws.apply([Insert("group_members", {"group": "g", "agency": "a", "person": "one"})])
    records = ws.plan_records("plan")
    assert [person["id"] for person in receivers(records, None, "g", TODAY)] == ["one"]


def test_nothing_to_write_and_nowhere_to_write_are_told(ws, tmp_path):
    with pytest.raises(FileProblem, match="nothing in the plan was changed"):
        write_drafts(ws, "plan", ["r"], tmp_path / "drafts.csp", "send", TODAY)
    ws.apply([Delete("returns", "r")])
    with pytest.raises(BadRequest):
        write_drafts(ws, "plan", ["r"], tmp_path, "send", TODAY)


def codes(folder: Path) -> dict[str, str]:
    """The return code in each draft of a folder, by file name."""
    found = {}
    for path in folder.iterdir():
        text = read(path).get_body().get_content()
        found[path.name] = text.split("The return code is ")[1].split(".")[0]
    return found


@pytest.fixture
def alike(ws):
    """Returns, by id, of recipients whose names shorten alike and whose returns go to the same person."""
    names = ["police", "A/B", "A:B", "a-b", "CON", "recipient con", "JAG", f"{'z' * 90}1", f"{'z' * 90}2"]
    changes = [Insert("return_files", {"return": "r", "direction": "sent", "file_name": "P.xlsx", "sha256": "1",
                                       "saved_on": "2010-10-02T09:00:00", "content": BOOK})]  # fmt: skip
    for number, name in enumerate(names):
        same = {"name": "Neighbourhood inspector", "email": "ni@police.example", "receives_returns": True}
        returned = {"plan": "plan", "quarter": "2010-Q2", "return_code": f"RET-A{number}", "state": "sent"}
        changes += [
            Insert("agencies", {"name": f"Agency {number}", "short_name": name}, f"a{number}"),
            Insert("people", {"agency": f"a{number}", **same}),
            Insert("returns", {**returned, "agency": f"a{number}"}, f"r{number}"),
        ]
    changes.append(
        Insert("returns", {"plan": "plan", "quarter": "2010-Q2", "group": "g", "return_code": "RET-G"}, "rg")
    )
    # Short names that differ by their case alone can come with a copy of the file.
    ws.apply(changes, of_copy=True)
    return ["r", "rg", *(f"r{number}" for number in range(len(names)))]


def test_no_two_returns_share_a_draft_however_alike_their_names(ws, alike, tmp_path):
    out = tmp_path / "out"
    drafts = write_drafts(ws, "plan", alike, out, "send", TODAY)
    expected = {found["id"]: found["return_code"] for found in ws.records("returns")}
    assert len(drafts) == len(alike) == len(list(out.iterdir()))
    assert len({draft.path.name.casefold() for draft in drafts}) == len(alike)
    assert {draft.return_id: codes(out)[draft.path.name] for draft in drafts} == expected
    assert not names_said(draft.file for draft in drafts)
    # Written anew in another order, each finds its own again.
    again = write_drafts(ws, "plan", alike[::-1], out, "send", TODAY)
    assert {draft.return_id: codes(out)[draft.path.name] for draft in again} == expected
    assert len(list(out.iterdir())) == len(alike)


def test_drafts_of_two_partnerships_lie_side_by_side(ws, tmp_path):
    ws.apply(
        [
            Insert("partnerships", {"name": "Vale CSP", "short_name": "VCSP"}, "p2"),
            Insert("plans", {"partnership": "p2", "title": "P", "first_year": 2010, "last_year": 2010}, "plan2"),
            Insert("returns", {"plan": "plan2", "quarter": "2010-Q2", "agency": "a", "return_code": "RET-2"}, "r2"),
        ]
    )  # fmt: skip
    write_drafts(ws, "plan", ["r"], tmp_path / "out", "chase", TODAY)
    write_drafts(ws, "plan2", ["r2"], tmp_path / "out", "chase", TODAY)
    assert codes(tmp_path / "out") == {
        "Police, MCSP 2010-Q2 chase.eml": "RET-1",
        "Police, VCSP 2010-Q2 chase.eml": "RET-2",
    }


def test_a_draft_is_replaced_by_its_own_newer_one_only_where_untouched_and_said(ws, tmp_path):
    (first,) = write_drafts(ws, "plan", ["r"], tmp_path / "out", "chase", TODAY)
    (newer,) = write_drafts(ws, "plan", ["r"], tmp_path / "out", "chase", date(2010, 10, 26))
    assert newer.path == first.path and "11 days ago" in read(newer.path).get_body().get_content()
    assert names_said([newer.file])[0].startswith("“Police 2010-Q2 chase.eml” replaced")
    edited = newer.path.read_bytes().replace(b"Thank you.", b"Thank you, and see you on Monday.")
    newer.path.write_bytes(edited)
    (third,) = write_drafts(ws, "plan", ["r"], tmp_path / "out", "chase", TODAY)
    assert third.path.name == "Police 2010-Q2 chase (2).eml" and newer.path.read_bytes() == edited
    assert "“Police 2010-Q2 chase.eml” was there already" in names_said([third.file])[0]


def test_on_the_day_it_is_due_a_return_is_not_called_late(ws, tmp_path):
    (draft,) = write_drafts(ws, "plan", ["r"], tmp_path, "chase", date(2010, 10, 15))
    letter = read(draft.path).get_body().get_content()
    assert "It is due on 15 October 2010." in letter and "ago" not in letter.replace("again", "")


def test_the_newest_workbook_sent_is_attached(ws, tmp_path):
    newer = {"file_name": "Police 2010-Q2 (2).xlsx", "sha256": "1", "content": b"PK newer"}
    sent = {"return": "r", "direction": "sent", "saved_on": "2010-10-05T09:00:00"}
    ws.apply([Insert("return_files", {**sent, **newer})])
    (draft,) = write_drafts(ws, "plan", ["r"], tmp_path, "chase", TODAY)
    (attached,) = read(draft.path).iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Police 2010-Q2 (2).xlsx", b"PK newer")
