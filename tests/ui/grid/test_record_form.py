"""A record as a form that saves itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.columns import field_columns
from csp_desktop.ui.grid.form_boxes import LineBox, PickerBox, TextBox
from csp_desktop.ui.grid.option_picker import OptionPicker
from csp_desktop.ui.grid.record_form import RecordForm
from csp_desktop.ui.grid.rows.row import rows_of
from csp_desktop.ui.look.screen_room import Dialog

NAMES = ("ref", "title", "timescale", "due_on", "lead_agencies", "status", "cross_cutting")


@pytest.fixture
def form(context: Context, qtbot: QtBot) -> Iterator[RecordForm]:
    """The first action of the sample."""
    made = RecordForm(context, field_columns(context, "plan_items", NAMES), name="Item")
    qtbot.addWidget(made)
    first = next(item["id"] for item in context.records.plan_items if item["level"] == "action")

    def fill() -> None:
        made.show_row(rows_of("plan_items", [context.records.item[first]])[0])

    context.stepped.connect(fill)
    fill()
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.stepped.disconnect(fill)


def recorded(form: RecordForm, name: str) -> object:
    return form.context.records.item[form.row.id][name]


def line(form: RecordForm, key: str) -> LineBox:
    box = form.box(key)
    assert isinstance(box, LineBox)
    return box


def test_a_box_saves_when_it_is_left(form: RecordForm, qtbot: QtBot) -> None:
    box = line(form, "due_on")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "1/2/2011")
    box.clearFocus()
    assert recorded(form, "due_on") == "2011-02-01"
    assert box.text() == "1 Feb 2011"


def test_a_box_saves_when_typing_pauses(form: RecordForm, qtbot: QtBot) -> None:
    box = form.box("title")
    assert isinstance(box, TextBox)
    box._pause.setInterval(10)
    box.setFocus()
    qtbot.keyClicks(box, "Now: ")
    qtbot.waitUntil(lambda: str(recorded(form, "title")).startswith("Now: "))
    # The cursor stays where it was, so that typing goes on.
    assert box.textCursor().position() == 5


@pytest.mark.slow
def test_a_word_without_an_end_is_not_broken_over_lines(form: RecordForm) -> None:
    box = form.box("title")
    assert isinstance(box, TextBox)
    heights = []
    for text, lines in (("x" * 2**20, 1), ("words " * 200, 2), ("x" * 2**20, 1)):
        box.set_text(text)
        assert box.toPlainText() == text
        box.document().size()
        assert min(box.document().firstBlock().layout().lineCount(), 2) == lines
        heights.append(box.height())
    assert heights[0] == heights[2] < heights[1]


def test_undo_takes_back_typing_first_and_then_the_step(form: RecordForm, qtbot: QtBot) -> None:
    before = recorded(form, "timescale")
    box = line(form, "timescale")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "by June")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() != "by June"
    box.setText("by July")
    box.save()
    assert recorded(form, "timescale") == "by July"
    form.context.undo()
    assert recorded(form, "timescale") == before
    assert box.text() == (before or "")


def test_what_cannot_be_taken_stays_with_its_reason(form: RecordForm, context: Context) -> None:
    before = recorded(form, "due_on")
    box = line(form, "due_on")
    box.setText("31/31/2010")
    box.save()
    assert recorded(form, "due_on") == before
    assert box.text() == "31/31/2010"
    assert "not a date" in box.accessibleDescription()
    assert form.unsaved == 1
    # Another record and back: it is still there.
    row = form.row
    other = next(item for item in context.records.plan_items if item["id"] != row.id)
    form.show_row(rows_of("plan_items", [other])[0])
    assert box.text() != "31/31/2010"
    form.show_row(row)
    assert box.text() == "31/31/2010"
    box.setText("31/1/2011")
    box.save()
    assert form.unsaved == 0


def test_several_are_ticked_in_a_list(form: RecordForm, context: Context, qtbot: QtBot) -> None:
    box = form.box("lead_agencies")
    assert isinstance(box, PickerBox)
    before = recorded(form, "lead_agencies")
    box.open_list("fire")
    picker = box._popup.findChild(OptionPicker)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    names = [context.names.short("agencies", found) for found in recorded(form, "lead_agencies")]
    assert "Fire" in names and len(names) == len(before) + 1


def test_a_click_beside_a_list_takes_what_was_ticked_and_typed(form: RecordForm, qtbot: QtBot) -> None:
    before = recorded(form, "lead_agencies")
    box = form.box("lead_agencies")
    assert isinstance(box, PickerBox)
    box.open_list("fire")
    box._popup.close()
    assert len(recorded(form, "lead_agencies")) == len(before) + 1
    box.open_list("ambulance")
    box._popup.close()
    assert form.unsaved == 1 and box.accessibleName().endswith(", ambulance")
    box.open_list("fire")
    qtbot.keyClick(box._popup.findChild(OptionPicker).line, Qt.Key.Key_Return)
    assert form.unsaved == 0 and len(recorded(form, "lead_agencies")) == len(before) + 1


def test_esc_in_a_list_changes_nothing(form: RecordForm, qtbot: QtBot) -> None:
    before = recorded(form, "status")
    box = form.box("status")
    assert isinstance(box, PickerBox)
    box.open_list()
    picker = box._popup.findChild(OptionPicker)
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.line, Qt.Key.Key_Escape)
    assert recorded(form, "status") == before
    QApplication.processEvents()


@pytest.mark.parametrize("name", ["due_on", "title", "status", "cross_cutting"])
def test_esc_in_a_box_with_nothing_typed_closes_the_dialog_it_stands_in(
    form: RecordForm, qtbot: QtBot, name: str
) -> None:
    around = Dialog()
    qtbot.addWidget(around)
    QVBoxLayout(around).addWidget(form)
    around.show()
    box = form.box(name)
    assert box is not None
    box.setFocus()
    if isinstance(box, LineBox):
        qtbot.keyClicks(box, "typed")
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert "typed" not in box.text() and around.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not around.isVisible()
    around.layout().removeWidget(form)
    form.setParent(None)


def test_yes_and_no_is_a_tick(form: RecordForm, qtbot: QtBot) -> None:
    box = form.box("cross_cutting")
    before = recorded(form, "cross_cutting")
    box.click()
    assert recorded(form, "cross_cutting") is (not before)


def test_every_box_has_a_name(form: RecordForm) -> None:
    assert all(form.box(name).accessibleName() for name in NAMES)


def test_in_a_narrow_form_a_rating_stands_under_its_label(context: Context, qtbot: QtBot) -> None:
    columns = field_columns(context, "updates", ("outcome_rag",))
    form = RecordForm(context, columns, name="Update")
    qtbot.addWidget(form)
    form.show_row(rows_of("updates", context.records.updates[:1])[0])
    choice, label = form.box("outcome_rag"), form._labels["outcome_rag"]
    assert choice is not None
    form.show()
    beside = []
    for width in (500, form.minimumSizeHint().width()):
        form.resize(width, 200)
        QApplication.processEvents()
        assert form.rect().contains(choice.geometry())
        beside.append(choice.geometry().left() > label.geometry().right())
    assert beside == [True, False]


def test_a_form_holds_only_what_it_has_shown(context: Context, qtbot: QtBot) -> None:
    columns = field_columns(context, "plan_items", NAMES)
    form = RecordForm(context, columns, name="Item")
    qtbot.addWidget(form)
    form.show()
    form.show_row(None)
    assert form.findChildren(QWidget) == []
    items = {item["level"]: item for item in context.records.plan_items}
    form.show_row(rows_of("plan_items", [items["action"]])[0])
    seen = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert seen == [column.label for column in columns]
    form.show_row(None)
    assert not any(widget.isVisible() for widget in form.findChildren(QWidget))


def test_a_fact_is_text_where_it_cannot_be_edited_and_a_box_again_where_it_can(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = rows_of("plan_items", [context.records.plan_items[0]])[0]
    column = field_columns(context, "plan_items", ("title",))[0]
    behind = column.field(row)

    form = RecordForm(context, [column], name="Item")
    qtbot.addWidget(form)
    form.show()
    title = str(row.record["title"])
    for editable in (False, True, False, True):
        monkeypatch.setattr(type(column), "field", lambda *_, field=behind if editable else None: field)
        form.show_row(row)
        seen = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
        assert seen == ([column.label] if editable else [column.label, title])
        assert [box.isVisible() for box in form.findChildren(TextBox)] in ([editable], [])
        assert not editable or form.box("title").isVisible()
