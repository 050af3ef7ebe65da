"""Every kind of dialog the program has, and how each is opened on the sample with a quarter sent out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

from plan_documents import sections_workbook
from PySide6.QtWidgets import QDialog

import csp_desktop.ui
from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.own_answers import own_form
from csp_desktop.errors import LargeRemoval
from csp_desktop.periods import Quarter
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.ui.bringing_in.plan_import_dialog import PlanImportDialog
from csp_desktop.ui.context import Context
from csp_desktop.ui.grid.overlaid.replace_dialog import ReplaceDialog
from csp_desktop.ui.grid.register_grid import RegisterGrid
from csp_desktop.ui.history.history_window import HistoryWindow
from csp_desktop.ui.log.duties_dialog import DutiesDialog
from csp_desktop.ui.look.reason_dialog import ReasonDialog
from csp_desktop.ui.look.removal_dialog import RemovalDialog
from csp_desktop.ui.partners.hand_over_dialog import HandOverDialog
from csp_desktop.ui.partners.rename_dialog import RenameDialog
from csp_desktop.ui.plan.combine_dialog import CombineDialog
from csp_desktop.ui.plan.roll_over_dialog import RollOverDialog
from csp_desktop.ui.plan.sections_dialog import SectionsDialog
from csp_desktop.ui.printing.pack_dialog import PackDialog
from csp_desktop.ui.printing.print_window import PrintWindow
from csp_desktop.ui.printing.publish_dialog import PublishDialog
from csp_desktop.ui.returns.copies_dialog import CopiesDialog
from csp_desktop.ui.returns.keying_dialog import KeyingDialog
from csp_desktop.ui.returns.own_rows_dialog import OwnRowsDialog
from csp_desktop.ui.returns.owners_dialog import OwnersDialog
from csp_desktop.ui.returns.questions.proposal_dialog import ProposalDialog
from csp_desktop.ui.returns.returns_export_dialog import ReturnsExportDialog
from csp_desktop.ui.returns.returns_import_dialog import ReturnsImportDialog
from csp_desktop.ui.window.details_dialog import DetailsDialog, NewPlanDialog
from csp_desktop.ui.window.help.help_window import HelpWindow
from csp_desktop.ui.window.opening.checked_first import CheckingWindow
from csp_desktop.ui.window.opening.new_file_dialog import NewFileDialog
from csp_desktop.ui.window.registers_out_dialog import RegistersOutDialog
from csp_desktop.ui.window.settings.settings_window import SettingsWindow


def _own(context: Context) -> tuple[IssuedForm, Recipient]:
    """The questions for the first recipient that has any."""
    assert context.records is not None
    for agency in context.records.agencies:
        recipient = Recipient("agency", agency["id"])
        form = own_form(context.records, Quarter(2010, 2), recipient)
        if form is not None:
            return form, recipient
    raise AssertionError("nobody is asked anything")


SENTENCE = "What happened, what is safe and what to do next is said here in one sentence. " * 2
DIALOGS: dict[type[QDialog], Callable[[Context, Path], QDialog]] = {
    CheckingWindow: lambda context, sent: CheckingWindow(context.workspace.path),
    ReturnsImportDialog: lambda context, sent: ReturnsImportDialog(context, [sent]),
    KeyingDialog: lambda context, _: KeyingDialog(
        context, context.workspace.records("return_files", {"direction": "sent"})[0]
    ),
    ProposalDialog: lambda context, _: ProposalDialog(
        context,
        ReturnFinding("proposed row", proposal={"kind": "action", "title": SENTENCE}),
        lambda *_: None,
    ),
    RenameDialog: lambda context, _: RenameDialog(
        context, "agencies", context.workspace.records("agencies")[0]
    ),
    HandOverDialog: lambda context, _: HandOverDialog(
        context, "agencies", [context.workspace.records("agencies")[0]["id"]]
    ),
    RemovalDialog: lambda *_: RemovalDialog(LargeRemoval("plan items", 69, 81, {"updates": 120})),
    ReasonDialog: lambda *_: ReasonDialog("Accept this", SENTENCE, "Accept"),
    ReplaceDialog: lambda context, _: ReplaceDialog(
        RegisterGrid(context, [], name="Risks", key="none").blocks
    ),
    OwnRowsDialog: lambda context, _: OwnRowsDialog(context, *_own(context)),
    PlanImportDialog: lambda context, sent: PlanImportDialog(
        context, sections_workbook(sent.with_name("A plan of old.xlsx"))
    ),
    NewFileDialog: lambda *_: NewFileDialog(),
    HelpWindow: lambda *_: HelpWindow(),
    SettingsWindow: lambda *_: SettingsWindow(),
    **{
        kind: lambda context, _, kind=kind: kind(context)  # type: ignore[dict-item]
        for kind in (
            *(ReturnsExportDialog, RollOverDialog, PrintWindow, PackDialog, CopiesDialog),
            *(DetailsDialog, NewPlanDialog, OwnersDialog, RegistersOutDialog, DutiesDialog, PublishDialog),
            *(HistoryWindow, SectionsDialog, CombineDialog),
        )
    },
}


def every_dialog() -> set[type[QDialog]]:
    """All kinds of dialog the program has."""
    for module in pkgutil.walk_packages(csp_desktop.ui.__path__, "csp_desktop.ui."):
        importlib.import_module(module.name)
    kinds, waiting = set(), [QDialog]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.__module__.startswith("csp_desktop."):
            kinds.add(kind)
    return {kind for kind in kinds if not any(base.__bases__ == (kind,) for base in kinds)}
