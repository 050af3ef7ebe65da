"""A plan with something to report on every sheet, and a partner who fills in what they were sent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import ReturnsPreview, apply_returns, preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import Quarter

Q1, Q2 = Quarter(2010, 1), Quarter(2010, 2)
TITLES = (
    "Mark bicycles at the station",
    "Light the alleys behind the shops",
    "Visit every victim within a week",
    "Train door staff",
    "Name the streets with most damage",
    "Run a street games evening",
)


class ReportingPlan:
    """A file whose Police return has rows on every sheet; ids by name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        made: list[Insert] = []

        def add(register: str, **values: Any) -> str:
            made.append(Insert(register, values))
            return made[-1].id

        self.partnership = add(
            "partnerships", name="Anytown CSP", short_name="Anytown", email="csp@example.org"
        )
        self.police = add("agencies", name="County Police", short_name="Police")
        self.council = add("agencies", name="Anytown Council", short_name="ATC")
        self.group = add("groups", partnership=self.partnership, name="Joint Action Group", short_name="JAG")
        self.person = add(
            "people", agency=self.police, name="Sergeant", email="sgt@example.org", receives_returns=True
        )
        self.plan = add(
            "plans", partnership=self.partnership, title="Plan 2010/11", first_year=2010, last_year=2010
        )
        self.priority = add(
            "plan_items", plan=self.plan, level="priority", ref="1", title="Less burglary and theft"
        )
        self.items = [
            add(
                "plan_items",
                plan=self.plan,
                level="action",
                parent=self.priority,
                position=at,
                ref=f"1.{at + 1}",
                title=title,
                timescale="by March 2011",
                lead_agencies=(self.police,),
            )
            for at, title in enumerate(TITLES)
        ]
        self.shared_item = add(
            "plan_items",
            plan=self.plan,
            level="action",
            parent=self.priority,
            position=10,
            ref="1.10",
            title="Share what is known about repeat victims",
            lead_agencies=(self.council, self.police),
        )
        self.group_item = add(
            "plan_items",
            plan=self.plan,
            level="action",
            parent=self.priority,
            position=11,
            ref="1.11",
            title="Meet every month",
            lead_groups=(self.group,),
        )
        add("updates", item=self.items[0], quarter="2010-Q1", narrative="Forty marked.", rag="amber")
        add("updates", item=self.items[1], quarter="2010-Q1", narrative="=2+2 lamps", rag="red")
        add("updates", item=self.items[0], quarter="2010-Q2", narrative="Sixty by August.", rag="green")
        self.indicator = add(
            "indicators",
            plan=self.plan,
            item=self.priority,
            ref="NI 16",
            title="Serious acquisitive crime",
            unit="count",
            baseline_state="known",
            baseline_value=2080.0,
            target_kind="percent change",
            target_value=10.0,
            owner=self.police,
        )
        self.percent = add(
            "indicators",
            plan=self.plan,
            item=self.priority,
            position=1,
            ref="NI 17",
            title="People who feel safe after dark",
            unit="percent",
            owner=self.police,
        )
        add("measurements", indicator=self.indicator, quarter="2010-Q1", value=325.0)
        add("measurements", indicator=self.percent, quarter="2010-Q2", value=56.4, provisional=True)
        self.risk = add(
            "risks",
            plan=self.plan,
            item=self.priority,
            ref="R1",
            title="The analyst leaves",
            owner_agency=self.police,
            current_likelihood=4,
            current_impact=3,
        )
        self.mitigation = add(
            "mitigations",
            risk=self.risk,
            title="Train a second analyst",
            owner_agency=self.police,
            due_on="2010-12-31",
            status="in progress",
            progress="Advert placed.",
        )
        self.stream = add(
            "funding_streams", partnership=self.partnership, name="Home Office", year=2010, amount=5_000_000
        )
        self.allocation = add(
            "allocations",
            stream=self.stream,
            item=self.items[0],
            project="Property marking kits",
            amount=1_200_000,
            status="approved",
        )
        self.entry = add(
            "funding_entries", allocation=self.allocation, quarter="2010-Q2", kind="committed", amount=50_000
        )
        self.entry_of_log = add(
            "log_entries",
            partnership=self.partnership,
            kind="review recommendation",
            ref="4",
            source="Review A",
            title="Share risk when a victim moves between areas",
            lead_agencies=(self.police,),
            due_on="2010-09-30",
        )
        add(
            "log_updates",
            entry=self.entry_of_log,
            quarter="2010-Q1",
            narrative="Protocol drafted.",
            status="in progress",
        )
        with Workspace.create(path) as workspace:
            workspace.apply(made, "start", kind="start")

    def copied(self, path: Path) -> ReportingPlan:
        """The same plan in a file of its own, made in a fraction of the time."""
        shutil.copy(self.path, path)
        other = copy(self)
        other.path = path
        return other


def send(ws: Workspace, plan: ReportingPlan, folder: Path, *names: str, quarter: Quarter = Q2) -> Path:
    """Export the return of one recipient (the police, unless named); its workbook."""
    exported = export_returns(ws, plan.plan, quarter, folder, names or ("Police",))
    assert len(exported) == 1
    return exported[0].path


class Sheet:
    """One sheet of a workbook, its cells by row name and heading as a person finds them."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self.header_row = next(
            row for row in range(1, 30) if any(cell.value == "Row code" for cell in worksheet[row])
        )

    def column(self, heading: str) -> int:
        return next(cell.column for cell in self.worksheet[self.header_row] if cell.value == heading)

    def row(self, ref: str) -> int:
        """The row whose Ref or title is this."""
        for row in range(self.header_row + 1, self.worksheet.max_row + 1):
            if ref in [cell.value for cell in self.worksheet[row][:6]]:
                return row
        raise KeyError(ref)

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        ref, heading = place
        return self.worksheet.cell(self.row(ref), self.column(heading))

    def __setitem__(self, place: tuple[str, str], value: object) -> None:
        self[place].value = value


def fill_in(path: Path, edit: Callable[[Workbook], None], name: str = "") -> Path:
    """Open a return as a partner would, change it, and save it (under another name where given)."""
    book = load_workbook(path)
    edit(book)
    saved = path.with_name(name) if name else path
    book.save(saved)
    return saved


def answer(path: Path, answers: dict[tuple[str, str, str], object], name: str = "") -> Path:
    """Fill in cells by (sheet, row, heading)."""

    def edit(book: Workbook) -> None:
        for (sheet, ref, heading), value in answers.items():
            Sheet(book[sheet])[ref, heading] = value

    return fill_in(path, edit, name)


def take_in(ws: Workspace, *paths: Path, on_clash: str = "leave") -> ReturnsPreview:
    """Preview and apply."""
    preview = preview_returns(ws, paths)
    apply_returns(ws, preview, on_clash)
    return preview


def of(preview: ReturnsPreview, *outcomes: str) -> list[ReturnFinding]:
    """The findings of some outcomes."""
    return [found for found in preview.findings if found.outcome in outcomes]


def update_of(ws: Workspace, item: str) -> dict[str, object]:
    """What is recorded of an action in the quarter of the return."""
    return ws.records("updates", {"item": item, "quarter": Q2.code})[0]


def state(ws: Workspace) -> dict[str, Any]:
    """Everything recorded but the history."""
    dumped = ws.dump()
    dumped.pop("changes")
    return dumped
