"""Making a handover folder: where it goes is asked, the pages are set beside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from csp_desktop.editing.handover import HandoverPages, handover_pages, handover_records, write_handover
from csp_desktop.errors import AppError
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.background import run_in_background
from csp_desktop.ui.look.folders import ask_for_folder
from csp_desktop.ui.look.opening import open_folder


def make_handover(context: Context, parent: QWidget) -> None:
    """Ask for a folder and fill it; says what was written, or why not."""
    if context.plan_id is None:
        context.refused.emit("There is no plan to hand over yet. Add one, or bring one in from a workbook.")
        return
    usual = context.workspace.path.parent
    chosen = ask_for_folder(parent, "Handover into which folder?", "handover", usual)
    if chosen is not None:
        fill_folder(context, chosen, parent)


def fill_folder(context: Context, folder: Path, parent: QWidget) -> None:
    """Write the handover of the plan shown into a folder."""
    assert context.plan_id is not None
    handed = handover_records(context.workspace, context.plan_id, context.quarter, context.today)
    context.said.emit("Preparing the handover…")

    def write(pages: HandoverPages) -> None:
        try:
            written = write_handover(context.workspace, folder, pages)
        except AppError as problem:
            context.refused.emit(problem.sentence)
            return
        for sentence in pages.problems:
            context.refused.emit(sentence)
        context.said.emit(f"Written into {folder}: {', '.join(path.name for path in written)}.")
        open_folder(folder)

    run_in_background(
        lambda job: handover_pages(handed), done=write, failed=context.refused.emit, parent=context
    )
