"""The menus of the window and what they open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.settings import settings
from csp_desktop.ui.context import Context, Request
from csp_desktop.ui.look import theme
from csp_desktop.ui.window.file_window import FileWindow
from csp_desktop.ui.window.opening.beginning import Beginning
from csp_desktop.ui.window.tab_pages import COUNTY, TABS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from csp_desktop.ui.history.history_window import HistoryWindow
    from csp_desktop.ui.window.help.help_window import HelpWindow

Act = Callable[[], object]
Keys = str | QKeySequence.StandardKey | list[str]
_TYPED = {
    "action or priority": ("Action plan", "All"),
    "indicator": ("Indicators", "All"),
    "risk": ("Risks", "All"),
    "funding stream": ("Funding", "Streams"),
    "allocation": ("Funding", "Allocations"),
    "bid": ("Funding", "Bids"),
    "funding entry": ("Funding", "Entries"),
    "agency": ("Partners", "Agencies"),
    "person": ("Partners", "People"),
    "group": ("Partners", "Groups"),
}
"""What can be typed anew, by the tab and chip where it is typed."""


class Menus:
    """Builds the menus; keeps what is possible and what undo would take back up to date."""

    def __init__(self, window: FileWindow) -> None:
        self._window = window
        self._beginning = Beginning(window, self.import_plan)
        self._of_file: list[QAction] = []
        self._of_editing: list[QAction] = []
        self._of_county: list[QAction] = []
        self._all: list[QAction] = []
        self._help_window: HelpWindow | None = None
        bar = window.menuBar()
        self._file(bar.addMenu("&File"))
        self._edit(bar.addMenu("&Edit"))
        self._view(bar.addMenu("&View"))
        self._plan(bar.addMenu("&Plan"))
        self._returns(bar.addMenu("&Returns"))
        self._print_menu = bar.addMenu("P&rint")
        self._forms_named = False
        self._print_menu.aboutToShow.connect(self._fill_print)
        self._fill_print_first()
        self._help(bar.addMenu("&Help"))
        window.bar.search.commands = self.commands
        window.bar.search.help_on = self.help_on
        window.possible_changed.connect(self.refresh)
        window.undoable_changed.connect(self.refresh_undo)
        window.requested.connect(self._open_asked)
        window.workbooks_dropped.connect(self.import_returns)
        window.document_dropped.connect(self.import_plan)
        window.print_asked.connect(self.print_form)
        window.copies_offered.connect(self._bring_copy_back)
        window.history_asked.connect(self.show_history)
        self.refresh()

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Act,
        keys: Keys | None = None,
        *,
        of_file: bool = False,
        edits: bool = False,
    ) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: act())
        if keys is not None:
            several = keys if isinstance(keys, list) else [keys]
            action.setShortcuts([QKeySequence(each) for each in several])
        if of_file or edits:
            self._of_file.append(action)
        if edits:
            self._of_editing.append(action)
        self._all.append(action)
        return action

    def commands(self) -> Sequence[tuple[str, Act]]:
        """What can be done now, by the words of the menus, for the search box."""
        self._fill_print()
        self._offer_combining()
        named = [
            (action.text().replace("&", "").rstrip("…"), action.trigger)
            for action in [*self._all, *self._print_menu.actions()]
            if action.isEnabled() and action.text()
        ]
        named += [
            (words, self._settings) for words in ("Text size", "Light or dark", "Contrast", "Backup place")
        ]
        context = self._window.context
        if context is not None and context.editable and context.records is not None:
            named += [
                (f"New {what}", partial(context.typing_asked.emit, *where)) for what, where in _TYPED.items()
            ]
        return named

    # The menus

    def _file(self, menu: QMenu) -> None:
        key = QKeySequence.StandardKey
        self._add(menu, "&New…", lambda: self._beginning.begin("new"), key.New)
        self._add(menu, "&Open…", lambda: self._beginning.begin("open"), key.Open)
        self._recent = menu.addMenu("Open &recent")
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, "Open the &sample", lambda: self._beginning.begin("sample"))
        menu.addSeparator()
        self._add(menu, "&Save", self._window.say_saved, key.Save, edits=True)
        self._add(menu, "&Back up now", self._window.backing_up.now, edits=True)
        self._add(menu, "Backups an&d restore…", self._backups)
        self._add(menu, "Save registers as a &workbook…", self._save_registers, of_file=True)
        menu.addSeparator()
        self._add(menu, "Se&ttings…", self._settings, "Ctrl+,")
        menu.addSeparator()
        self._add(menu, "&Close", self._window.close_file, "Ctrl+W", of_file=True)
        self._add(menu, "E&xit", self._window.close, "Ctrl+Q")

    def _edit(self, menu: QMenu) -> None:
        key = QKeySequence.StandardKey
        self._undo = self._add(menu, "&Undo", lambda: self._step("undo"), key.Undo)
        self._redo = self._add(menu, "&Redo", lambda: self._step("redo"), ["Ctrl+Y", "Ctrl+Shift+Z"])
        self._add(menu, "&History…", lambda: self.show_history([], ""), "Ctrl+Shift+H", of_file=True)
        menu.addSeparator()
        act = self._window.act_on_focus
        self._add(menu, "Cu&t", lambda: act("cut"), key.Cut, edits=True)
        self._add(menu, "&Copy", lambda: act("copy"), key.Copy, of_file=True)
        self._add(menu, "&Paste", lambda: act("paste"), key.Paste, edits=True)
        self._add(
            menu,
            "Paste &values only",
            lambda: act("paste values"),
            ["Ctrl+Shift+V", "Ctrl+Alt+V"],
            edits=True,
        )
        self._add(menu, "Fill &down", lambda: act("fill"), "Ctrl+D", edits=True)
        self._add(menu, "Fill &right", lambda: act("fill right"), "Ctrl+R", edits=True)
        self._add(menu, "Today's dat&e", lambda: act("today"), "Ctrl+;", edits=True)
        menu.addSeparator()
        self._add(menu, "&Insert row", lambda: act("insert"), "Ctrl++", edits=True)
        self._add(menu, "De&lete rows", lambda: act("delete"), "Ctrl+-", edits=True)
        self._add(menu, "Move &up", lambda: act("up"), "Alt+Up", edits=True)
        self._add(menu, "Move d&own", lambda: act("down"), "Alt+Down", edits=True)
        menu.addSeparator()
        self._add(menu, "Go to the &grid", self._window.tabs.give_keys, "F6", of_file=True)
        self._add(menu, "&Replace…", lambda: act("replace"), "Ctrl+H", edits=True)
        self._add(menu, "&Find…", self._find, ["Ctrl+F", "Ctrl+K"], of_file=True)

    def _view(self, menu: QMenu) -> None:
        for place, title in enumerate([*(title for title, _ in TABS), COUNTY]):
            shown = self._add(
                menu,
                title,
                partial(self._window.show_tab, title),
                f"Ctrl+{place + 1}",
                of_file=True,
            )
            if title == COUNTY:
                self._of_county.append(shown)
        self._add(menu, "Previous tab", lambda: self._window.tabs.step(-1), "Ctrl+PgUp", of_file=True)
        self._add(menu, "Next tab", lambda: self._window.tabs.step(1), "Ctrl+PgDown", of_file=True)
        menu.addSeparator()
        self._add(
            menu, "Previous quarter", lambda: self._window.bar.quarter.step(-1), "Alt+PgUp", of_file=True
        )
        self._add(menu, "Next quarter", lambda: self._window.bar.quarter.step(1), "Alt+PgDown", of_file=True)
        self._add(menu, "&Columns…", self._columns, of_file=True)
        self._add(
            menu,
            "Only certain &values…",
            partial(self._window.act_on_focus, "filter values"),
            "Ctrl+Shift+L",
            of_file=True,
        )

    def _plan(self, menu: QMenu) -> None:
        self._add(menu, "&Add a plan…", self._add_plan, edits=True)
        self._add(menu, "&Import a plan or register…", self.import_plan, edits=True)
        self._add(menu, "&Roll over to the next year…", self._roll_over, edits=True)
        self._combining = self._add(menu, "&Combine partnerships…", self._combine, edits=True)
        menu.aboutToShow.connect(self._offer_combining)
        self._add(menu, "&Bring a copy back…", self._bring_copy_back, edits=True)
        self._add(menu, "&Sections of the plan document…", self._sections, of_file=True)
        self._add(menu, "Make a &handover folder…", self._hand_over, of_file=True)
        menu.addSeparator()
        self._add(menu, "Plan and partnership &details…", self._details, of_file=True)

    def _returns(self, menu: QMenu) -> None:
        self._add(menu, "&Send returns…", self._send_returns, edits=True)
        self._add(menu, "&Import returned workbooks…", self.import_returns, edits=True)

    def _fill_print_first(self) -> None:
        self._add(
            self._print_menu,
            "Print…",
            lambda: self.print_form(),
            QKeySequence.StandardKey.Print,
            of_file=True,
        )
        self._add(self._print_menu, "P&ublish…", self._publish, of_file=True)

    def _fill_print(self) -> None:
        """The forms, named when the menu is first wanted: nobody waits for them at the start."""
        if self._forms_named or self._window.context is None:
            return
        from csp_desktop.reports.catalog import COUNTY_REPORTS, REPORTS, report_named

        self._forms_named = True
        for names in (REPORTS, COUNTY_REPORTS):
            ruled = self._print_menu.addSeparator()
            for name in names:
                title = f"{report_named(name).title}…"
                action = self._add(self._print_menu, title, partial(self.print_form, name), of_file=True)
                if names is COUNTY_REPORTS:
                    self._of_county += [ruled, action]
        self.refresh()

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "&Help", self.show_help, "F1")
        self._add(menu, "&Keyboard shortcuts", lambda: self.show_help("keys"), "Ctrl+F1")
        self._add(menu, "Where the &file and logs are", self._places)
        self._add(menu, "&About CSP Desktop", self._about)

    def show_help(self, name: str = "") -> None:
        """Open the help at a page by its name, or at what is about the tab one is on."""
        from csp_desktop.ui.window.help.help_contents import page_for
        from csp_desktop.ui.window.help.help_window import HelpWindow

        if self._help_window is None:
            self._help_window = HelpWindow(self._window)
        tab = self._window.tab
        self._help_window.open_page(name or page_for(tab.name if tab is not None else ""))

    def help_on(self, words: Sequence[str]) -> list[tuple[str, Act]]:
        """The pages of the help that hold all these words, each with what opens it."""
        from csp_desktop.ui.window.help.help_contents import pages_with

        return [(page.title, partial(self.show_help, page.name)) for page in pages_with(words)]

    def _places(self) -> None:
        from csp_desktop.ui.window.help.help_pages import show_places

        context = self._window.context
        show_places(self._window, context.workspace.path if context else None)

    def _about(self) -> None:
        from csp_desktop.ui.window.help.help_pages import show_about

        show_about(self._window)

    # What is possible

    def refresh(self) -> None:
        """Turn on what is possible with the file that is open, or without one."""
        context = self._window.context
        county = self._window.tabs.of_a_county
        for action in self._of_file:
            action.setEnabled(context is not None and (county or action not in self._of_county))
        for action in self._of_county:
            action.setVisible(county)
        if context is not None and not context.editable:
            for action in self._of_editing:
                action.setEnabled(False)
        self._offer_combining()
        self.refresh_undo()

    def _offer_combining(self) -> None:
        """Combining is for files that hold several partnerships: elsewhere nothing speaks of it."""
        context = self._window.context
        several = context is not None and len(context.workspace.records("partnerships")) > 1
        self._combining.setVisible(several)
        self._combining.setEnabled(several and context is not None and context.editable)

    def refresh_undo(self) -> None:
        """Say what undo and redo would do."""
        context = self._window.context
        for action, word, reason in (
            (self._undo, "&Undo", context.workspace.undoable if context else None),
            (self._redo, "&Redo", context.workspace.redoable if context else None),
        ):
            action.setText(f"{word} “{reason.replace('&', '&&')}”" if reason else word)
            action.setEnabled(bool(reason) and context is not None and context.editable)

    def _fill_recent(self) -> None:
        self._recent.clear()
        paths = settings().recent
        for path in paths:
            action = self._recent.addAction(str(path).replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=path: self._window.open_file(path))
        if not paths:
            self._recent.addAction("Nothing yet").setEnabled(False)

    # What they do

    def _open_asked(self, what: Request) -> None:
        """Open what a page asks for."""
        acts: dict[Request, Act] = {
            "send returns": self._send_returns,
            "print": self.print_form,
            "add plan": self._add_plan,
            "import plan": self.import_plan,
            "name owners": self._name_owners,
        }
        acts[what]()

    def _settings(self) -> None:
        from csp_desktop.ui.window.settings.settings_window import SettingsWindow

        context = self._window.context
        words = RAG_WORDS if context is None else context.rating_words
        dialog = SettingsWindow(self._window, file_open=context is not None, words=words)
        dialog.dressed.connect(dress)
        dialog.details_asked.connect(self._details)
        self._show(dialog)

    def _backups(self) -> None:
        if self._window.context is None:
            self._beginning.restore()
        else:
            self._history_window().show_page("backups")

    def show_history(self, records: Sequence[str], name: str) -> None:
        """Show the history window: of some records, called by a name, or of all where there are none."""
        self._history_window().show_records(records, name)

    def _history_window(self) -> HistoryWindow:
        from csp_desktop.ui.history.history_window import HistoryWindow

        self._window.save_typing()
        dialog = HistoryWindow(self._context, self._window)
        dialog.restored.connect(self._window.open_file)
        self._context.closed.connect(dialog.close)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog

    def _step(self, which: str) -> None:
        context = self._window.context
        if context is None:
            return
        self._window.save_typing()
        reason = context.workspace.undoable if which == "undo" else context.workspace.redoable
        step = (context.undo if which == "undo" else context.redo)()
        grid = self._window.tab.seen_grid() if self._window.tab is not None else None
        if step is not None and grid is not None:
            grid.show_changed(step.changed)
        if step is not None and reason:
            context.said.emit(f"{'Undid' if which == 'undo' else 'Redid'}: {reason}")

    def _find(self) -> None:
        self._window.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.bar.search.selectAll()

    def _columns(self) -> None:
        tab = self._window.tab
        grid = tab.seen_grid() if tab is not None else None
        if grid is not None:
            grid.choose_columns()

    @property
    def _context(self) -> Context:
        context = self._window.context
        assert context is not None  # what needs a file is off while none is open
        return context

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _add_plan(self) -> None:
        from csp_desktop.ui.window.details_dialog import NewPlanDialog

        self._show(NewPlanDialog(self._context, self._window))

    def _details(self) -> None:
        from csp_desktop.ui.window.details_dialog import DetailsDialog

        self._show(DetailsDialog(self._context, self._window))

    def import_plan(self, path: Path | None = None) -> None:
        """Open the import of a plan or register, on a file where given."""
        if self._window.context is None:
            return
        from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog

        self._show(PlanImportDialog(self._window.context, path, self._window))

    def _save_registers(self) -> None:
        from csp_desktop.ui.window.registers_out_dialog import RegistersOutDialog

        self._window.save_typing()
        self._show(RegistersOutDialog(self._context, self._window))

    def _roll_over(self) -> None:
        from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog

        self._show(RollOverDialog(self._context, self._window))

    def _combine(self) -> None:
        from csp_desktop.ui.plan.combine_dialog import CombineDialog

        self._window.save_typing()
        self._show(CombineDialog(self._context, self._window))

    def _bring_copy_back(self, paths: Sequence[Path] = ()) -> None:
        from csp_desktop.ui.returns.copies_dialog import CopiesDialog, choose_copies

        assert self._window.context is not None
        self._window.save_typing()
        dialog = CopiesDialog(self._window.context, self._window)
        if not paths and not dialog.questions:
            paths = choose_copies(self._window.context, self._window)
        if paths:
            dialog.compare(paths)
        if paths or dialog.questions:
            self._show(dialog)

    def _send_returns(self) -> None:
        from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog

        self._show(ReturnsExportDialog(self._context, self._window))

    def _name_owners(self) -> None:
        from csp_desktop.ui.returns.owners_dialog import OwnersDialog

        self._show(OwnersDialog(self._context, self._window))

    def import_returns(self, paths: Sequence[Path] = ()) -> None:
        """Open the preview of returned workbooks; asks which ones where none are given."""
        if self._window.context is None:
            return
        from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog, choose_returned

        chosen = list(paths) or choose_returned(self._window)
        if chosen:
            self._show(ReturnsImportDialog(self._window.context, chosen, self._window))

    def _sections(self) -> None:
        from csp_desktop.ui.plan.sections_dialog import SectionsDialog

        self._window.save_typing()
        self._show(SectionsDialog(self._context, self._window))

    def _hand_over(self) -> None:
        from csp_desktop.ui.window.handover_folder import make_handover

        self._window.save_typing()
        make_handover(self._context, self._window)

    def _publish(self) -> None:
        from csp_desktop.ui.printing.publish_dialog import PublishDialog

        self._window.save_typing()
        self._show(PublishDialog(self._context, self._window))

    def print_form(self, name: str | None = None, item: str | None = None) -> None:
        """Open the print window, on a form and one priority's id where given."""
        if self._window.context is None:
            return
        from csp_desktop.ui.printing.print_window import PrintWindow

        self._show(PrintWindow(self._window.context, name, item=item or None, parent=self._window))


def dress() -> None:
    """Put on the theme and text size this person chose."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    mode = settings().get("theme", "system")
    theme.apply_theme(
        app,
        mode if mode in ("light", "dark") else "system",
        float(settings().get("text_points", 0.0)),
        strong=settings().get("contrast", False),
    )
