"""Funding: position and registers in one tab, the radar, entries by quarter, over-allocation asked about first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from shown_tab import shown_tab
from typed_cells import go_to, text_of, type_in

from csp_desktop.editing.changes import Insert, Update
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record
from csp_desktop.registers.left_out import LEFT_OUT
from csp_desktop.rules.money.funding_position import stream_position, stream_positions, together
from csp_desktop.rules.money.underspend import money_at_risk, underspends
from csp_desktop.ui.context import Context
from csp_desktop.ui.funding.funding_columns import money_segments
from csp_desktop.ui.funding.funding_tab import FundingTab
from csp_desktop.ui.grid import painting
from csp_desktop.ui.grid.cell_text import line_height
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.look.reason_dialog import ReasonDialog


@pytest.fixture
def tab(context: Context, qtbot: object) -> FundingTab:
    return shown_tab(qtbot, FundingTab(context))


def stream(context: Context, name: str = "CSP allocation") -> Record:
    return next(one for one in context.records.funding_streams if one["name"] == name)


def approved(context: Context) -> Record:
    """The first allocation that was approved of the stream."""
    held = context.records.allocations_of[stream(context)["id"]]
    return next(one for one in held if one["status"] == "approved")


def dialog_of(tab: FundingTab, qtbot: object) -> ReasonDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(ReasonDialog)))
    return next(one for one in tab.findChildren(ReasonDialog) if one.isVisible())


def test_streams_stand_with_their_allocations_below(tab: FundingTab, context: Context) -> None:
    one = stream(context)
    found = stream_position(context.records, one, context.quarter)
    grid = tab.grids["streams"]
    assert text_of(grid, one["id"], "spent") == format_money(found.spent)
    assert text_of(grid, one["id"], "left") == format_money(found.left)
    place = grid.model.place_of(one["id"])
    below = grid.model.rows[place + 1]
    assert below.register.name == "allocations" and below.record["stream"] == one["id"]
    # Of what is only asked for nothing can be left.
    context.apply([Update("allocations", below.id, {"status": "proposed"})])
    assert text_of(grid, below.id, "left") == ""
    # Nothing left is nothing owed.
    held = stream_position(context.records, one, context.quarter).allocations[0]
    context.apply(
        [Update("allocations", below.id, {"status": "approved", "amount": held.spent + held.committed})]
    )
    tab.choose_chip("Allocations")
    listed = tab.grids["allocations"].model
    column = next(column for column in listed.columns if column.key == "left")
    row = listed.rows[listed.place_of(below.id)]
    assert (column.text(row), column.tone(row)) == ("£0", "ink")
    tab.choose_chip("Streams")
    # Nor is it said how much there is where nobody recorded that.
    unknown = Insert(
        "funding_streams", {"partnership": one["partnership"], "name": "Promised", "year": one["year"]}
    )
    context.apply([unknown])
    grid.select(unknown.id)
    figures = tab.chosen.figures
    told = [figures.fact_at(place, 0).text for place in range(figures.model().rowCount())]
    assert told == ["Allocated", "Committed", "Spent"]


def test_what_stands_below_a_long_name_keeps_a_line(
    tab: FundingTab, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = " ".join(["Neighbourhood"] * 40)
    allocation = context.records.allocations_of[stream(context)["id"]][0]
    context.apply([Update("allocations", allocation["id"], {"project": name, "provider": "Own bank"})])
    tab.grids["streams"].select(allocation["id"])
    drawn: dict[str, QRectF] = {}
    monkeypatch.setattr(
        painting, "paint_wrapped", lambda painter, box, text, *_, **__: drawn.update({text: box})
    )
    tab.grids["streams"].grab()
    (below,) = (box for text, box in drawn.items() if text.startswith("Own bank"))
    assert drawn[name].bottom() <= below.top() and below.height() > line_height() * 0.9


def test_chips_change_the_register_shown(tab: FundingTab, context: Context) -> None:
    for chip, register in (
        ("Bids", "bids"), ("Entries", "funding_entries"), ("Allocations", "allocations"),
    ):  # fmt: skip
        tab.choose_chip(chip)
        assert tab.grid.isVisible()
        assert {row.register.name for row in tab.grid.model.rows} == {register}
    tab.choose_chip("Underspend")
    shown = {row.id for row in tab.grid.model.rows if row.register.name == "funding_streams"}
    assert shown == {
        one.position.stream["id"] for one in underspends(context.records, context.quarter, context.today)
    }


def test_a_register_is_made_when_first_shown_and_fits_a_low_window(tab: FundingTab) -> None:
    tab.resize(tab.width(), 300)
    for shown, chip in ((["streams"], "Streams"), (["streams", "bids"], "Bids")):
        tab.choose_chip(chip)
        assert list(tab.grids) == shown
        assert tab.grid.view.horizontalHeader().property("role") == "tight"


def test_the_radar_stands_beside_the_stream(tab: FundingTab, context: Context) -> None:
    worst = underspends(context.records, context.quarter, context.today)[0]
    tab.grids["streams"].select(worst.position.stream["id"])
    assert tab.chosen.radar.fact_at(0, 0).text == worst.words
    assert tab.chosen.takers.model().rowCount() == len(worst.takers)
    assert str(format_money(worst.position.spent)) in tab.chosen.bar.accessibleDescription()


def test_an_amount_is_typed_in_pounds_and_taken_back(
    tab: FundingTab, context: Context, qtbot: object
) -> None:
    one = stream(context)
    type_in(qtbot, tab.grids["streams"], one["id"], "amount", "85,000")
    assert stream(context)["amount"] == 8_500_000
    context.undo()
    assert stream(context)["amount"] == one["amount"]


def test_over_allocation_is_refused_and_the_cell_keeps_what_was_typed(
    tab: FundingTab, context: Context, qtbot: object
) -> None:
    allocation = approved(context)
    grid = tab.grids["streams"]
    type_in(qtbot, grid, allocation["id"], "amount", "90,000")
    assert context.records.allocation[allocation["id"]]["amount"] == allocation["amount"]
    fault = grid.model.faults[(allocation["id"], "amount")]
    assert fault.raw == "90,000" and "confirm it with a reason" in fault.reason
    dialog = dialog_of(tab, qtbot)
    dialog.reject()
    assert context.records.allocation[allocation["id"]]["amount"] == allocation["amount"]


def test_over_allocation_is_confirmed_with_a_reason_kept_in_the_notes(
    tab: FundingTab, context: Context, qtbot: object
) -> None:
    allocation = approved(context)
    context.apply([Update("allocations", allocation["id"], {"notes": "Agreed in May."})])
    allocation = context.records.allocation[allocation["id"]]
    grid = tab.grids["streams"]
    type_in(qtbot, grid, allocation["id"], "amount", "90,000")
    dialog = dialog_of(tab, qtbot)
    assert not dialog.confirm.isEnabled()
    qtbot.keyClicks(dialog.reason, "second half of the county grant is certain")
    dialog.confirm.click()
    after = context.records.allocation[allocation["id"]]
    assert after["amount"] == 9_000_000
    assert after["notes"].startswith("Agreed in May.\n")
    assert "second half of the county grant is certain" in after["notes"]
    assert "confirmed on 19 October 2010" in after["notes"]
    assert not grid.model.faults
    tab.choose_chip("Over-allocated")
    assert stream(context)["id"] in {row.id for row in tab.grid.model.rows}
    context.undo()
    assert context.records.allocation[allocation["id"]] == allocation


def test_pasted_allocations_are_weighed_together(tab: FundingTab, context: Context, qtbot: object) -> None:
    left = stream_position(context.records, stream(context)).unallocated
    half = left * 2 // 3 // 100
    first, second = (
        Insert("allocations", {"stream": stream(context)["id"], "project": name, "amount": 1})
        for name in ("One", "Two")
    )
    context.apply([first, second])
    tab.choose_chip("Allocations")
    grid = tab.grids["allocations"]
    rows = [grid.model.place_of(first.id), grid.model.place_of(second.id)]
    assert rows[1] == rows[0] + 1
    go_to(grid, first.id, "amount")
    QApplication.clipboard().setText(f"{half}\tapproved\n{half}\tapproved")
    grid.pasting.paste()
    statuses = [context.records.allocation[one.id]["status"] for one in (first, second)]
    assert statuses == ["approved", "proposed"]
    assert {place for place, _ in grid.model.faults} == {second.id}
    dialog = dialog_of(tab, qtbot)
    qtbot.keyClicks(dialog.reason, "agreed by the chair")
    dialog.confirm.click()
    after = context.records.allocation[second.id]
    assert after["status"] == "approved" and "agreed by the chair" in after["notes"]


def test_a_quarter_pasted_without_its_year_is_of_the_year_shown(tab: FundingTab, context: Context) -> None:
    tab.choose_chip("Entries")
    grid = tab.grids["entries"]
    entry = next(one for one in context.records.funding_entries if one["quarter"].endswith("Q1"))
    go_to(grid, entry["id"], "quarter")
    QApplication.clipboard().setText("Quarter 3")
    grid.pasting.paste()
    year = context.quarter.year
    after = next(one for one in context.records.funding_entries if one["id"] == entry["id"])
    assert after["quarter"] == f"{year}-Q3"
    go_to(grid, entry["id"], "quarter")
    QApplication.clipboard().setText("Michaelmas")
    grid.pasting.paste()
    assert any(f"write it as {year}-Q2" in str(fault) for fault in grid.model.faults.values())


def test_lowering_an_allocation_is_never_asked_about(
    tab: FundingTab, context: Context, qtbot: object
) -> None:
    one = stream(context)
    context.apply([Update("funding_streams", one["id"], {"amount": 100})])
    allocation = next(
        found for found in context.records.allocations
        if found["stream"] == one["id"] and found["status"] == "approved"
    )  # fmt: skip
    type_in(qtbot, tab.grids["streams"], allocation["id"], "amount", "5")
    assert context.records.allocation[allocation["id"]]["amount"] == 500


def test_the_form_asks_too(tab: FundingTab, context: Context, qtbot: object) -> None:
    proposed = next(one for one in context.records.allocations if one["status"] == "proposed")
    context.apply([Update("allocations", proposed["id"], {"amount": 99_000_000})])
    tab.grids["streams"].select(proposed["id"])
    figures = tab.chosen.figures
    told = {
        figures.fact_at(row, 0).text: figures.fact_at(row, 1).text
        for row in range(figures.model().rowCount())
    }
    assert (told["Allocated"], told["Proposed"]) == ("£650", "£990,000")  # spent on it already
    form = tab.chosen.forms["allocations"]
    form.box("status").committed.emit("approved")
    assert context.records.allocation[proposed["id"]]["status"] == "proposed"
    dialog = dialog_of(tab, qtbot)
    qtbot.keyClicks(dialog.reason, "chair's action")
    dialog.confirm.click()
    assert context.records.allocation[proposed["id"]]["status"] == "approved"
    assert not form.model.faults


def test_entries_are_typed_by_kind_and_quarter(tab: FundingTab, context: Context, qtbot: object) -> None:
    allocation = next(
        one for one in context.records.allocations
        if one["stream"] == stream(context)["id"]
    )  # fmt: skip
    tab.grids["streams"].select(allocation["id"])
    year = tab.chosen.year
    claimed = f"{allocation['id']}@claimed"
    type_in(qtbot, year, claimed, "q3", "250.50")
    made = [
        one for one in context.records.entries_of[allocation["id"]]
        if one["kind"] == "claimed" and one["quarter"] == "2010-Q3"
    ]  # fmt: skip
    assert [one["amount"] for one in made] == [25_050]
    go_to(year, claimed, "q3")
    year.delete_rows()
    assert not any(
        one["quarter"] == "2010-Q3" and one["kind"] == "claimed"
        for one in context.records.entries_of[allocation["id"]]
    )


def test_several_entries_of_a_quarter_are_left_to_their_register(tab: FundingTab, context: Context) -> None:
    allocation = context.records.allocations[0]
    made = {"allocation": allocation["id"], "kind": "claimed", "quarter": "2010-Q4", "amount": 100}
    context.apply([Insert("funding_entries", made), Insert("funding_entries", made)])
    tab.grids["streams"].select(allocation["id"])
    row = next(row for row in tab.chosen.year.model.rows if row.record["kind"] == "claimed")
    column = tab.chosen.year.model.columns[4]
    assert column.text(row) == "£2" and column.field(row) is None
    assert "2 entries" in column.hover(row)


def test_an_award_raises_its_stream_once(tab: FundingTab, context: Context, qtbot: object) -> None:
    one = stream(context, "PRG")
    bid = Insert(
        "bids",
        {
            "stream": one["id"], "project": "More locks", "decision": "awarded",
            "amount_awarded": 100_000, "our_share": 50.0,
        },
    )  # fmt: skip
    context.apply([bid])
    assert tab.reveal("bids", bid.id)
    assert tab.chosen.award.text() == "Add our £500 to “PRG”"
    tab.chosen.award.click()
    assert stream(context, "PRG")["amount"] == one["amount"] + 50_000
    assert tab.chosen.award.isHidden()
    context.undo()
    assert stream(context, "PRG")["amount"] == one["amount"]


def test_an_award_becomes_a_stream_of_its_own(tab: FundingTab, context: Context) -> None:
    one = stream(context, "PRG")
    bid = Insert(
        "bids",
        {"stream": one["id"], "project": "More locks", "decision": "awarded", "amount_awarded": 100_000},
    )
    context.apply([bid])
    tab.reveal("bids", bid.id)
    tab.chosen.own_stream.click()
    made = stream(context, "More locks")
    assert (made["amount"], made["funder"], made["year"]) == (100_000, one["funder"], one["year"])
    assert stream(context, "PRG")["amount"] == one["amount"]
    assert tab.chosen.own_stream.isHidden() and tab.chosen.award.isHidden()


def test_an_allocation_is_added_under_the_chosen_stream(
    tab: FundingTab, context: Context, qtbot: object
) -> None:
    one = stream(context, "PRG")
    tab.grids["streams"].select(one["id"])
    tab.allocate.click()
    editor = next(found for found in tab.grid.view.findChildren(QPlainTextEdit) if found.isVisible())
    qtbot.keyClicks(editor, "Locks for the second block")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    def made_of_it():
        return next(
            found for found in context.records.allocations if found["project"] == "Locks for the second block"
        )

    # Named, it is kept; how much it gets may not be known yet.
    assert made_of_it()["amount"] is None
    type_in(qtbot, tab.grid, made_of_it()["id"], "amount", "500")
    made = made_of_it()
    assert (made["stream"], made["amount"], made["status"]) == (one["id"], 50_000, "proposed")


@pytest.mark.parametrize("register", ["funding_streams", "allocations", "bids", "funding_entries"])
def test_every_record_is_revealed(tab: FundingTab, context: Context, register: str) -> None:
    tab.choose_chip("Over-allocated")
    record = getattr(context.records, register)[-1]
    if register == "funding_streams":
        record = stream(context)
    assert tab.reveal(register, record["id"])
    assert tab.grid.current.id == record["id"]
    assert tab.chosen.forms[register].row.id == record["id"]


def test_entries_stand_by_quarter_and_day(tab: FundingTab, context: Context) -> None:
    tab.choose_chip("Entries")
    listed = [(row.record["quarter"], row.record["on_date"] or "") for row in tab.grid.model.rows]
    assert listed == sorted(listed) and listed[0][0] < listed[-1][0]
    # One that is given another quarter stays where the hand is until something else is asked for.
    stood = [row.id for row in tab.grid.model.rows]
    tab.grid.select(stood[0])
    context.apply([Update("funding_entries", stood[0], {"quarter": listed[-1][0], "on_date": None})])
    assert [row.id for row in tab.grid.model.rows] == stood and tab.grid.current.id == stood[0]
    tab.choose_chip("Streams")
    tab.choose_chip("Entries")
    assert [row.id for row in tab.grid.model.rows] != stood


def test_the_year_is_told_in_one_line(tab: FundingTab, context: Context) -> None:
    year = FinancialYear(context.quarter.year)
    whole = together(stream_positions(context.records, year, context.quarter))
    told = tab.position.text().split(" · ")
    assert told[:5] == [
        f"{format_money(whole.spent)} spent",
        f"{format_money(whole.committed)} committed",
        f"{format_money(whole.allocated)} allocated",
        f"{format_money(whole.unallocated)} not allocated",
        f"of {format_money(whole.available)} in 2010/11",
    ]
    risk = money_at_risk(context.records, context.quarter, context.today)
    assert told[5:] == [f"{format_money(risk)} at risk of being lost"]
    assert tab.count() == (f"{format_money(risk)} at risk", "amber")


def test_money_allocated_that_is_not_there_is_red(tab: FundingTab, context: Context) -> None:
    one = stream(context)
    context.apply([Update("funding_streams", one["id"], {"amount": 100})])
    tab.grids["streams"].select(one["id"])
    figures = tab.chosen.figures
    looks = {
        figures.fact_at(row, 0).text: figures.fact_at(row, 1).look
        for row in range(figures.model().rowCount())
    }
    assert stream_position(context.records, stream(context), context.quarter).unallocated < 0
    assert (looks["Not allocated"], looks["Spent"]) == ("late", "plain")
    model = tab.grids["streams"].model
    row = model.rows[model.place_of(one["id"])]
    tones = {column.tone(row) for column in model.columns if column.text(row).startswith("−")}
    assert tones == {"red"}


def test_the_parts_of_a_bar_make_up_what_is_allocated() -> None:
    parts = [(part.label, part.value, part.words) for part in money_segments(3_000, 2_000, 9_000)]
    assert parts == [
        ("spent", 3_000, "£30"), ("committed", 2_000, "£20"), ("allocated, not yet used", 4_000, "£40"),
    ]  # fmt: skip


def move(grid: RegisterGrid, record: str, by: int) -> None:
    grid.select(record)
    grid.move_rows(by)


def order(grid: RegisterGrid, register: str) -> list[str]:
    return [row.id for row in grid.model.rows if row.register.name == register]


@pytest.mark.parametrize(
    ("chip", "key", "register"),
    [
        ("Streams", "streams", "funding_streams"),
        ("Bids", "bids", "bids"),
        ("Entries", "entries", "funding_entries"),
    ],
)
def test_money_is_put_in_order_by_hand(
    tab: FundingTab, context: Context, chip: str, key: str, register: str
) -> None:
    tab.choose_chip(chip)
    grid = tab.grids[key]
    before = order(grid, register)
    move(grid, before[0], 1)
    assert order(grid, register) == [before[1], before[0], *before[2:]]
    context.undo()
    assert order(grid, register) == before


def test_an_allocation_moves_among_those_of_its_stream_only(tab: FundingTab, context: Context) -> None:
    streams = tab.grids["streams"]
    owner = next(
        found["id"]
        for found in context.records.funding_streams
        if len(context.records.allocations_of.get(found["id"], [])) > 1
    )
    first, second, *rest = (found["id"] for found in context.records.allocations_of[owner])
    move(streams, first, -1)
    assert [found["id"] for found in context.records.allocations_of[owner]] == [first, second, *rest]
    move(streams, first, 1)
    assert [found["id"] for found in context.records.allocations_of[owner]] == [second, first, *rest]
    tab.choose_chip("Allocations")
    flat = order(tab.grids["allocations"], "allocations")
    assert flat.index(second) + 1 == flat.index(first)


def test_a_new_bid_comes_last_and_pushes_nothing(tab: FundingTab, context: Context) -> None:
    tab.choose_chip("Bids")
    before = order(tab.grids["bids"], "bids")
    step = context.apply([Insert("bids", {"stream": stream(context)["id"], "project": "Cameras"})])
    assert step is not None and len(step.changed) == 1
    assert order(tab.grids["bids"], "bids")[:-1] == before


@pytest.mark.parametrize("register", ["funding_streams", "allocations", "bids", "funding_entries"])
def test_the_form_of_money_leaves_out_what_nobody_types(tab: FundingTab, register: str) -> None:
    asked = {column.name for column in tab.chosen.forms[register].model.columns if hasattr(column, "name")}
    assert not asked & LEFT_OUT[register].keys()
    title = register_named(register).title
    assert register == "funding_entries" or tab.chosen.forms[register].model.columns[0].name == title
