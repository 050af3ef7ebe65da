"""Markup in somebody's words is shown as it was typed: nothing it names is opened, in any tab, hint or dialog."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QTextDocument
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHeaderView,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QTableView,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from watched_files import THERE, WatchedFolder

from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Text
from csp_desktop.reports.packs import Pack, PackPart
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.look.background import end_jobs
from csp_desktop.ui.look.plain_words import Label, MarkedLabel, MessageBox, give_hint
from csp_desktop.ui.look.reason_dialog import ReasonDialog
from csp_desktop.ui.look.theme import dress
from csp_desktop.ui.partners.hand_over_dialog import HandOverDialog
from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog
from csp_desktop.ui.printing.pack_dialog import PackDialog
from csp_desktop.ui.printing.print_window import PrintWindow
from csp_desktop.ui.returns.keying_dialog import KeyingDialog
from csp_desktop.ui.returns.questions.proposal_dialog import ProposalDialog
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog
from csp_desktop.ui.window.details_dialog import DetailsDialog, NewPlanDialog
from csp_desktop.ui.window.frame.tab_pages import TABS
from csp_desktop.ui.window.help import help_pages
from csp_desktop.ui.window.main_window import MainWindow
from csp_desktop.ui.window.registers_out_dialog import RegistersOutDialog

QUARTER = Quarter(2010, 2)
DAY = date(2010, 10, 19)
# What the program itself writes into a text field, and reads again.
OWN_FORM = {
    "sha256",
    "saved_on",
    "snapshot",
    "outcome",
    "return_code",
    "rag_words",
    "email",
    "ref",
    "contents",
    "issued_on",
}
RAG_WORDS = '{"green": "<b>Fine</b> &amp;", "amber": "<i>Slow</i>", "red": "<img src=x>"}'
PACK = Pack("Pack", (PackPart("action-plan"),)).to_json()
pytestmark = pytest.mark.skipif(not THERE, reason="only Linux tells here which files are opened")


@dataclass
class Trap:
    """A folder of pictures, a note of every opening of one, and words that name one."""

    folder: Path
    watch: WatchedFolder

    def words(self, name: str) -> str:
        path = self.folder / f"{name}.png"
        if not path.exists():
            picture = QImage(8, 8, QImage.Format.Format_RGB32)
            picture.fill(QColor("magenta"))
            picture.save(str(path))
        url = path.as_uri()
        return f'<img src="{url}"> <b>bold</b> &amp; <a href="{url}">{name}</a>'

    def sprung(self) -> set[str]:
        return self.watch.opened()


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trap]:
    folder = tmp_path_factory.mktemp("elsewhere")
    made = Trap(folder, WatchedFolder(folder))
    yield made
    made.watch.close()


@pytest.fixture(scope="module")
def marked(sample_file: Path, trap: Trap, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with markup in every text of every register, and a return with markup come back."""
    folder = tmp_path_factory.mktemp("marked")
    path = folder / "sample.csp"
    shutil.copy(sample_file, path)
    with Workspace.open(path, backup=False) as ws:
        plan = next(plan for plan in ws.plans() if plan["first_year"] <= 2010 <= plan["last_year"])
        exported = export_returns(ws, plan["id"], QUARTER, folder / "before", due=date(2010, 10, 15))
        ws.apply(
            [
                Insert(
                    "packs",
                    {
                        "partnership": plan["partnership"],
                        "name": "Pack",
                        "contents": PACK,
                    },
                ),
                Insert(
                    "printed_reports",
                    {"plan": plan["id"], "title": "Sheet", "issued_on": "2010-10-01", "content": b"%PDF"},
                ),
            ]
        )
        changes = []
        for register in REGISTERS:
            for record in ws.records(register.name):
                values = {
                    field.name: f"{trap.words(f'{register.name}-{field.name}')} {record[field.name] or ''}"
                    for field in register.fields
                    if isinstance(field, Text) and field.name not in OWN_FORM
                }
                if "rag_words" in register.by_name:
                    values["rag_words"] = RAG_WORDS
                if "short_name" in values or "name" in values:
                    # Names must stay apart; a short one comes early in what is shown.
                    values |= {
                        key: f"{words}{record['id'][-4:]}"
                        for key, words in values.items()
                        if key in ("short_name", "name")
                    }
                if values:
                    changes.append(Update(register.name, record["id"], values))
        ws.apply(changes, trap.words("reason"))
        ours = export_returns(ws, plan["id"], QUARTER, folder / "out", due=date(2010, 10, 15))
        returned = [answered(one.path, trap) for one in (exported[0], *ours[1:3])]
        preview = preview_returns(ws, returned[1:])
        apply_returns(ws, preview, "leave")
    trap.sprung()  # the pictures made
    return path


def answered(path: Path, trap: Trap) -> Path:
    """A return as a partner with markup in every answer sends it back, some of it wanting a person."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        header = next((row for row in sheet.iter_rows() if row[0].value == "Row code"), None)
        if header is None:
            sheet["D12"] = trap.words("added-to-first-sheet")
            continue
        for row in sheet.iter_rows(min_row=header[0].row + 1, max_row=header[0].row + 6):
            for cell, heading in zip(row, header, strict=True):
                if not cell.protection.locked:
                    words = trap.words(f"returned-{sheet.title}-{heading.value}".replace(" ", "-"))
                    cell.value = words if heading.value != "Kind" else "Action"
    book.save(path)
    return path


@pytest.fixture
def window(marked: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    path = tmp_path / "sample.csp"
    shutil.copy(marked, path)
    dress()
    made = MainWindow(preload=False)
    made.show_workspace(Workspace.open(path, backup=False), remember=False, today=DAY)
    made.context.choose_quarter(QUARTER)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    end_jobs()
    made.deleteLater()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def shown_hint() -> str:
    """What the hint on the screen reads as, drawn for good measure."""
    found = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible()]
    if not found:
        return ""
    found[0].grab()
    text = found[0].text()
    if not RichText.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def hover(widget: QWidget, at: QPoint) -> str:
    """Rest the pointer on a place; what the hint shows."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    said = shown_hint()
    QToolTip.hideText()
    return said


def walk(top: QWidget, trap: Trap) -> set[str]:
    """Draw a window and rest the pointer on everything in it; the hints shown that hold markup."""
    settle()
    top.grab()
    hints = set()
    for widget in [top, *top.findChildren(QWidget)]:
        # A hint that has gone since the walk began is no part of the window any more.
        if not isValid(widget) or not widget.isVisible() or widget.inherits("QTipLabel"):
            continue
        if isinstance(widget, QLabel) and widget.text():
            kind = type(widget)
            assert issubclass(kind, Label | MarkedLabel) or not RichText.mightBeRichText(widget.text()), (
                widget.text()
            )
        if isinstance(widget, QHeaderView):
            hints |= {
                hover(widget.viewport(), QPoint(widget.sectionViewportPosition(at) + 3, 3))
                for at in range(widget.count())
            }
        elif isinstance(widget, QAbstractItemView):
            hints |= set(rest_on_entries(widget))
        else:
            hints.add(hover(widget, widget.rect().center()))
    settle()
    assert trap.sprung() == set()
    return {hint for hint in hints if "<img" in hint}


def rest_on_entries(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(view.rootIndex()) if model else 0, 12)):
        # The column of a list is nobody's business, says Qt.
        for column in range(1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())):
            index = model.index(row, column, view.rootIndex())
            if row < 3:
                view.scrollTo(index)
            place = view.visualRect(index)
            if place.isValid() and view.viewport().rect().intersects(place):
                yield hover(view.viewport(), place.intersected(view.viewport().rect()).center())


def shown_words(top: QWidget) -> str:
    return "\n".join(one.text() for one in top.findChildren(Label))


def test_the_trap_springs_where_qt_is_left_to_guess(trap: Trap, qtbot: QtBot) -> None:
    words = trap.words("plain")
    trap.sprung()
    guessing = QLabel(words)
    qtbot.addWidget(guessing)
    guessing.show()
    settle()
    guessing.grab()
    assert trap.sprung() == {"plain.png"}
    hinting = QWidget()
    qtbot.addWidget(hinting)
    hinting.setToolTip(trap.words("hint"))
    hinting.resize(50, 50)
    hinting.show()
    trap.sprung()
    hover(hinting, QPoint(5, 5))
    assert trap.sprung() == {"hint.png"}


def test_labels_hints_and_boxes_of_ours_show_markup_as_typed(trap: Trap, qtbot: QtBot) -> None:
    words = f"{trap.words('ours')}\nsecond & third  line"
    trap.sprung()
    label, pieces = Label(words), MarkedLabel()
    pieces.show_pieces([(words, ""), (words, "color:red")])
    give_hint(label, words)
    box = MessageBox(MessageBox.Icon.Warning, words, words, None)
    for widget in (label, pieces, box):
        qtbot.addWidget(widget)
        widget.show()
        settle()
        widget.grab()
    assert hover(label, QPoint(3, 3)) == words
    assert box.text() == words and box.textFormat() == Qt.TextFormat.PlainText
    assert trap.sprung() == set()


def test_hints_that_look_like_words_are_left_alone(qtbot: QtBot) -> None:
    label = Label()
    qtbot.addWidget(label)
    for words in ("5 < 6 & 7 > 3", "Ctrl+Enter", "two\nlines", ""):
        give_hint(label, words)
        assert label.toolTip() == words


SOONER = {"Action plan", "returns in"}
"""These are tried each time; the other tabs and dialogs, alike in how they show words, with the slow checks."""


def slower(names: Iterable[str]) -> list[Any]:
    return [pytest.param(name, marks=() if name in SOONER else pytest.mark.slow) for name in names]


@pytest.mark.parametrize("title", slower(title for title, _ in TABS))
def test_every_tab_shows_markup_as_words(window: MainWindow, trap: Trap, title: str) -> None:
    tab = window.show_tab(title)
    walk(window, trap)
    seen = shown_words(window)
    for view in tab.findChildren(QTableView):
        for row in range(min(view.model().rowCount(), 4)):
            view.setCurrentIndex(view.model().index(row, 0))
            settle()
            seen += shown_words(window)
    hints = walk(window, trap)
    assert "<img" in seen or hints, "no markup was shown at all"
    assert trap.sprung() == set()


DIALOGS: dict[str, Callable[[MainWindow, Path], QDialog]] = {
    "details": lambda window, _: DetailsDialog(window.context),
    "another plan": lambda window, _: NewPlanDialog(window.context),
    "registers out": lambda window, _: RegistersOutDialog(window.context),
    "pack": lambda window, _: PackDialog(window.context, window.context.workspace.records("packs")[0]),
    "returns out": lambda window, _: ReturnsExportDialog(window.context),
    "hand over": lambda window, _: HandOverDialog(
        window.context, "agencies", [window.context.workspace.records("agencies")[0]["id"]]
    ),
    "reason": lambda window, _: ReasonDialog("T", window.context.records.plan["title"], "Do"),
    "roll over": lambda window, _: RollOverDialog(window.context),
    "print": lambda window, _: PrintWindow(window.context),
    "returns in": lambda window, marked: ReturnsImportDialog(
        window.context, sorted((marked.parent / "before").glob("*.xlsx"))[:1]
    ),
    "keying in": lambda window, _: KeyingDialog(
        window.context, window.context.workspace.records("return_files", {"direction": "sent"})[0]
    ),
}


@pytest.mark.parametrize("name", slower(DIALOGS))
def test_every_dialog_shows_markup_as_words(
    window: MainWindow, marked: Path, trap: Trap, name: str, qtbot: QtBot
) -> None:
    dialog = DIALOGS[name](window, marked)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    if hasattr(dialog, "preview") and name in ("returns in", "roll over"):
        qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    if name == "print":
        qtbot.waitUntil(lambda: dialog.content is not None, timeout=20_000)
        dialog.show_kept()
        settle()
        for menu in dialog.findChildren(QMenu):
            menu.grab()
    walk(dialog, trap)
    if name == "returns in":
        assert any("&lt;img" in one.text() for one in dialog.findChildren(MarkedLabel))
    for view in dialog.findChildren(QAbstractItemView):
        for row in range(min(view.model().rowCount(), 6) if view.isVisible() else 0):
            view.setCurrentIndex(view.model().index(row, 0))
            settle()
    walk(dialog, trap)


def test_a_plan_brought_in_shows_markup_as_words(
    window: MainWindow, trap: Trap, tmp_path: Path, qtbot: QtBot
) -> None:
    book = Workbook()
    for row in (("Ref", "Action", "Lead", "Due", "Odd"), *(["1.1", "", "", "", ""] for _ in range(4))):
        book.active.append([value or trap.words(f"sheet-{at}") for at, value in enumerate(row)])
    book.active["B3"].hyperlink = "http://example.org"
    book.save(tmp_path / "plan <b>x< b>.xlsx")
    trap.sprung()
    dialog = PlanImportDialog(window.context, tmp_path / "plan <b>x< b>.xlsx")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.act.isHidden() and dialog.summary.text() != "", timeout=20_000)
    assert "<b>" in shown_words(dialog)
    walk(dialog, trap)


@pytest.mark.slow
def test_open_questions_and_search_show_markup_as_words(window: MainWindow, trap: Trap, qtbot: QtBot) -> None:
    tab = window.show_tab("Returns")
    outcomes, proposals = set(), 0
    for line in tab._lines:
        tab.board.choose(line)
        walk(window, trap)
        for card in tab.panel.questions.cards:
            outcomes.add(card.finding.outcome)
            if card.finding.outcome == "proposed row" and not proposals:
                card.choose("add")
                (dialog,) = tab.panel.findChildren(ProposalDialog)
                proposals += 1
                assert "<img" in shown_words(dialog) + dialog.title.toPlainText()
                walk(dialog, trap)
                dialog.reject()
    assert proposals == 1 and len(outcomes) > 1
    box = next(one for one in window.findChildren(QWidget) if type(one).__name__ == "SearchBox")
    box.setFocus()
    box.setText("img bold")
    box._search()
    walk(window, trap)


def test_help_pages_and_what_is_said_show_markup_as_words(window: MainWindow, trap: Trap) -> None:
    words = trap.words("said")
    trap.sprung()
    window.context.said.emit(words)
    window.context.refused.emit(words)
    assert words in shown_words(window)
    assert any(words == hint for hint in walk(window, trap))
    window.say_problem(words, words)
    window.dialogs.show_help("keys")
    help_pages.show_places(window, window.context.workspace.path)
    help_pages.show_about(window)
    settle()
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and not top.inherits("QTipLabel"):
            for one in (found for found in top.findChildren(QDialog) if found.isVisible()):
                one.grab()
                one.close()
    assert trap.sprung() == set()


def test_an_ampersand_in_a_name_is_no_key_of_a_button(window: MainWindow) -> None:
    items = window.context.records.plan_items
    window.context.apply([Update("plan_items", item["id"], {"title": "Mark & light"}) for item in items])
    tab = window.show_tab("Partners")
    said = []
    for view in tab.findChildren(QTableView):
        for row in range(min(view.model().rowCount(), 8)):
            view.setCurrentIndex(view.model().index(row, 0))
            settle()
            said += [one.text() for one in tab.findChildren(QPushButton) if "Mark" in one.text()]
    assert said and all("Mark && light" in words for words in said)


# The words of others reach the screen through one module.

HOME = "plain_words.py"
GUESSING = {
    *("QLabel", "QMessageBox", "QErrorMessage", "QInputDialog", "QTextEdit", "QTextBrowser", "QTextDocument"),
    *("QStaticText", "QWhatsThis", "QWizard", "QSplashScreen"),
}
GUESSING_SETTERS = {
    "setToolTip",
    "setTabToolTip",
    "setWhatsThis",
    "setTextFormat",
    "setInformativeText",
    "setItemData",
}


def places_that_guess(source: str) -> list[str]:
    """Calls by which Qt would guess at markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.id
                if isinstance(called, ast.Name)
                else called.attr
                if isinstance(called, ast.Attribute)
                else ""
            )
            owner = (
                called.value.id
                if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
                else ""
            )
            if (
                name in GUESSING | GUESSING_SETTERS
                or (owner, name) == ("QToolTip", "showText")
                or (owner in GUESSING and name not in ("StandardButton", "Icon", "ButtonRole"))
            ):
                found.append(f"{node.lineno}: {owner}.{name}")
            if (
                name == "addRow"
                and len(node.args) == 2
                and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
            ):
                found.append(f"{node.lineno}: addRow of words")
        if isinstance(node, ast.ClassDef):
            found += [
                f"{node.lineno}: class {node.name}"
                for base in node.bases
                if isinstance(base, ast.Name) and base.id in GUESSING
            ]
        if isinstance(node, ast.If) and "ToolTipRole" in ast.unparse(node.test):
            answers = [one for one in ast.walk(ast.Module(node.body, [])) if isinstance(one, ast.Return)]
            found += [
                f"{one.lineno}: a hint"
                for one in answers
                if one.value is not None and "as_hint(" not in ast.unparse(one)
            ]
    return found


def test_labels_hints_and_boxes_are_made_in_one_place() -> None:
    # Qt has its home in these two, as tests of the house see to.
    program = PROJECT / "csp_desktop"
    sources = [*(program / "ui").rglob("*.py"), program / "app.py"]
    assert [path for path in sources if path.name == HOME]
    found = {
        str(path.relative_to(PROJECT)): places
        for path in sources
        if path.name != HOME and (places := places_that_guess(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(words)", "QtWidgets.QLabel(words)", "label.setToolTip(words)", "QToolTip.showText(at, words)",
        "QMessageBox.warning(None, words, words)", "class Mine(QLabel): pass", "form.addRow('x', box)",
        "QInputDialog.getText(None, words, words)",
        "if role == Qt.ItemDataRole.ToolTipRole:\n    return words",
    ],
)  # fmt: skip
def test_a_place_that_guesses_is_found(source: str) -> None:
    source = (
        source
        if "return" not in source
        else f"def data(role, words):\n    {source.replace(chr(10), chr(10) + '    ')}"
    )
    assert places_that_guess(source)


def test_words_are_escaped_once() -> None:
    label = Label()
    give_hint(label, "<b>x</b> &amp;")
    assert escape("<b>x</b> &amp;") in label.toolTip()


def test_a_long_word_breaks_after_a_sign_in_it_unless_it_can_be_copied(qtbot: QtBot) -> None:
    name = "plan_of_2026_27_with_all_the_registers_of_today.xlsx"
    label = Label(f"Import of {name}")
    qtbot.addWidget(label)
    label.setWordWrap(True)
    assert label.text() == f"Import of {name}"
    narrow, whole = label.minimumSizeHint().width(), label.fontMetrics().horizontalAdvance(name)
    assert narrow < whole / 3
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    assert label.minimumSizeHint().width() >= whole and QLabel.text(label) == label.text()
