"""The menus of the window: what stands in them, on which keys, and when it can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from csp_desktop.settings import settings
from csp_desktop.ui.window.dialogs import Act, Dialogs
from csp_desktop.ui.window.file_window import FileWindow
from csp_desktop.ui.window.frame.tab_pages import COUNTY, TABS
from csp_desktop.ui.window.opening.beginning import Beginning

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

    def __init__(self, window: FileWindow, dialogs: Dialogs) -> None:
        self._window = window
        self._dialogs = dialogs
        self._beginning = Beginning(window, dialogs.import_plans)
        self._of_file: list[QAction] = []
        self._of_editing: list[QAction] = []
        self._of_county: list[QAction] = []
        self._all: list[QAction] = []
        bar = window.menuBar()
        self._file(bar.addMenu("&File"))
        self._edit(bar.addMenu("&Edit"))
        self._view(bar.addMenu("&View"))
        self._plan(bar.addMenu("&Plan"))
        self._returns(bar.addMenu("&Returns"))
        self._print_menu = bar.addMenu("Prin&t")
        self._forms_named = False
        self._print_menu.aboutToShow.connect(self._fill_print)
        self._fill_print_first()
        self._help(bar.addMenu("&Help"))
        window.bar.search.commands = self.commands
        window.bar.search.help_on = self._dialogs.help_on
        window.possible_changed.connect(self.refresh)
        window.undoable_changed.connect(self.refresh_undo)
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
            (words, self._dialogs.show_settings)
            for words in ("Text size", "Light or dark", "Contrast", "Backup place")
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
        self._add(menu, "Open the sa&mple", lambda: self._beginning.begin("sample"))
        menu.addSeparator()
        self._add(menu, "&Save", self._window.say_saved, key.Save, edits=True)
        self._add(menu, "&Back up now", self._window.backing_up.now, edits=True)
        self._add(menu, "Backups an&d restore…", self._backups)
        self._add(menu, "Save registers as a &workbook…", self._dialogs.save_registers, of_file=True)
        menu.addSeparator()
        self._add(menu, "Se&ttings…", self._dialogs.show_settings, "Ctrl+,")
        menu.addSeparator()
        self._add(menu, "&Close", self._window.close_file, "Ctrl+W", of_file=True)
        self._add(menu, "E&xit", self._window.close, "Ctrl+Q")

    def _edit(self, menu: QMenu) -> None:
        key = QKeySequence.StandardKey
        self._undo = self._add(menu, "&Undo", lambda: self._step("undo"), key.Undo)
        self._redo = self._add(menu, "&Redo", lambda: self._step("redo"), ["Ctrl+Y", "Ctrl+Shift+Z"])
        self._add(menu, "Histor&y…", lambda: self._dialogs.show_history([], ""), "Ctrl+Shift+H", of_file=True)
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
        self._add(menu, "Fill rig&ht", lambda: act("fill right"), "Ctrl+R", edits=True)
        self._add(menu, "Today's dat&e", lambda: act("today"), "Ctrl+;", edits=True)
        menu.addSeparator()
        self._add(menu, "&Insert row", lambda: act("insert"), "Ctrl++", edits=True)
        self._add(menu, "De&lete rows", lambda: act("delete"), "Ctrl+-", edits=True)
        self._add(menu, "&Move up", lambda: act("up"), "Alt+Up", edits=True)
        self._add(menu, "Move d&own", lambda: act("down"), "Alt+Down", edits=True)
        menu.addSeparator()
        self._add(menu, "Go to the &grid", self._window.tabs.give_keys, "F6", of_file=True)
        self._add(menu, "Repl&ace…", lambda: act("replace"), "Ctrl+H", edits=True)
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
        self._add(menu, "&Add a plan…", self._dialogs.add_plan, edits=True)
        self._add(menu, "&Import a plan or register…", self._dialogs.import_plan, edits=True)
        self._add(menu, "&Roll over to the next year…", self._dialogs.roll_over, edits=True)
        self._combining = self._add(menu, "&Combine partnerships…", self._dialogs.combine, edits=True)
        menu.aboutToShow.connect(self._offer_combining)
        self._add(menu, "&Bring a copy back…", self._dialogs.bring_copy_back, edits=True)
        self._add(menu, "&Sections of the plan document…", self._dialogs.show_sections, of_file=True)
        self._add(menu, "Make a &handover folder…", self._dialogs.hand_over, of_file=True)
        menu.addSeparator()
        self._add(menu, "Plan and partnership &details…", self._dialogs.show_details, of_file=True)

    def _returns(self, menu: QMenu) -> None:
        self._add(menu, "&Send returns…", self._dialogs.send_returns, edits=True)
        self._add(menu, "&Import returned workbooks…", self._dialogs.import_returns, edits=True)

    def _fill_print_first(self) -> None:
        self._add(
            self._print_menu,
            "Print…",
            lambda: self._dialogs.print_form(),
            QKeySequence.StandardKey.Print,
            of_file=True,
        )
        self._add(self._print_menu, "P&ublish…", self._dialogs.publish, of_file=True)

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
                action = self._add(
                    self._print_menu, title, partial(self._dialogs.print_form, name), of_file=True
                )
                if names is COUNTY_REPORTS:
                    self._of_county += [ruled, action]
        self.refresh()

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "&Help", self._dialogs.show_help, "F1")
        self._add(menu, "&Keyboard shortcuts", lambda: self._dialogs.show_help("keys"), "Ctrl+F1")
        self._add(menu, "Where the &file and logs are", self._dialogs.show_places)
        self._add(menu, "&About CSP Desktop", self._dialogs.show_about)

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
            (self._undo, "&Undo", context.undoable if context else None),
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

    def _backups(self) -> None:
        if self._window.context is None:
            self._beginning.restore()
        else:
            self._dialogs.show_backups()

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
