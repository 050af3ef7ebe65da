"""What opens over the window: every dialog on the file that is open, asked for in a menu, by a page or by a drop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from csp_desktop.registers.fields import RAG_WORDS
from csp_desktop.ui.context import Context, Request
from csp_desktop.ui.look.plain_words import counted
from csp_desktop.ui.look.theme import dress
from csp_desktop.ui.window.file_window import FileWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from csp_desktop.ui.history.history_window import HistoryWindow
    from csp_desktop.ui.window.help.help_window import HelpWindow

Act = Callable[[], object]


class Dialogs:
    """Opens each of them; made when it is first wanted, so that nobody waits for it at the start."""

    def __init__(self, window: FileWindow) -> None:
        self._window = window
        self._help_window: HelpWindow | None = None
        window.requested.connect(self._open_asked)
        window.workbooks_dropped.connect(self.import_returns)
        window.plans_offered.connect(self.import_plans)
        window.print_asked.connect(self.print_form)
        window.copies_offered.connect(self.bring_copy_back)
        window.history_asked.connect(self.show_history)

    def _open_asked(self, what: Request) -> None:
        """Open what a page asks for."""
        acts: dict[Request, Act] = {
            "send returns": self.send_returns,
            "print": self.print_form,
            "add plan": self.add_plan,
            "import plan": self.import_plan,
            "name owners": self.name_owners,
        }
        acts[what]()

    def show_settings(self) -> None:
        """Open what this person has chosen."""
        from csp_desktop.ui.window.settings.settings_window import SettingsWindow

        context = self._window.context
        words = RAG_WORDS if context is None else context.rating_words
        dialog = SettingsWindow(self._window, file_open=context is not None, words=words)
        dialog.dressed.connect(dress)
        dialog.details_asked.connect(self.show_details)
        self._show(dialog)

    def show_history(self, records: Sequence[str], name: str) -> None:
        """Show the history window: of some records, called by a name, or of all where there are none."""
        self._history_window().show_records(records, name)

    def show_backups(self) -> None:
        """Show the history window at the backups of the file."""
        self._history_window().show_page("backups")

    def _history_window(self) -> HistoryWindow:
        from csp_desktop.ui.history.history_window import HistoryWindow

        self._window.save_typing()
        dialog = HistoryWindow(self._context, self._window)
        dialog.restored.connect(self._window.open_file)
        self._context.closed.connect(dialog.close)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog

    def add_plan(self) -> None:
        """Ask for a new plan."""
        from csp_desktop.ui.window.details_dialog import NewPlanDialog

        self._show(NewPlanDialog(self._context, self._window))

    def show_details(self) -> None:
        """Open the details of plan and partnership."""
        from csp_desktop.ui.window.details_dialog import DetailsDialog

        self._show(DetailsDialog(self._context, self._window))

    def import_plan(self) -> None:
        """Open the import of a plan or register."""
        self.import_plans([])

    def import_plans(self, paths: Sequence[Path]) -> None:
        """Open the import on plans and registers, one after the other."""
        if self._window.context is None:
            return
        from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog

        dialog = PlanImportDialog(self._window.context, paths[0] if paths else None, self._window)
        if others := paths[1:]:
            follow = f"{counted(len(others), 'more file')} {'follows' if len(others) == 1 else 'follow'}."
            dialog.promise.setText(f"{dialog.promise.text()} {follow}")
            # The window takes another once the first has gone.
            dialog.finished.connect(
                lambda _: QTimer.singleShot(0, self._window, lambda: self.import_plans(others))
            )
        self._show(dialog)

    def save_registers(self) -> None:
        """Ask which registers go into a workbook."""
        from csp_desktop.ui.window.registers_out_dialog import RegistersOutDialog

        self._window.save_typing()
        self._show(RegistersOutDialog(self._context, self._window))

    def roll_over(self) -> None:
        """Ask how next year's plan is made."""
        from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog

        self._show(RollOverDialog(self._context, self._window))

    def combine(self) -> None:
        """Ask which partnerships become one."""
        from csp_desktop.ui.plan.combine_dialog import CombineDialog

        self._window.save_typing()
        self._show(CombineDialog(self._context, self._window))

    def bring_copy_back(self, paths: Sequence[Path] = ()) -> None:
        """Open what copies hold that the file does not; asks which ones where none are given or waiting."""
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

    def send_returns(self) -> None:
        """Ask what goes out to whom."""
        from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog

        self._show(ReturnsExportDialog(self._context, self._window))

    def name_owners(self) -> None:
        """Ask who answers for what nobody does."""
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

    def show_sections(self) -> None:
        """Open the sections of the plan document."""
        from csp_desktop.ui.plan.sections_dialog import SectionsDialog

        self._window.save_typing()
        self._show(SectionsDialog(self._context, self._window))

    def hand_over(self) -> None:
        """Make the folder for a successor."""
        from csp_desktop.ui.window.handover_folder import make_handover

        self._window.save_typing()
        make_handover(self._context, self._window)

    def publish(self) -> None:
        """Ask what becomes public."""
        from csp_desktop.ui.printing.publish_dialog import PublishDialog

        self._window.save_typing()
        self._show(PublishDialog(self._context, self._window))

    def print_form(self, name: str | None = None, item: str | None = None) -> None:
        """Open the print window, on a form and one priority's id where given."""
        if self._window.context is None:
            return
        from csp_desktop.ui.printing.print_window import PrintWindow

        self._show(PrintWindow(self._window.context, name, item=item or None, parent=self._window))

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

    def show_places(self) -> None:
        """Say where the file and the logs are."""
        from csp_desktop.ui.window.help.help_pages import show_places

        context = self._window.context
        show_places(self._window, context.workspace.path if context else None)

    def show_about(self) -> None:
        """Say which program this is."""
        from csp_desktop.ui.window.help.help_pages import show_about

        show_about(self._window)

    @property
    def _context(self) -> Context:
        context = self._window.context
        assert context is not None  # what needs a file is off while none is open
        return context

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
