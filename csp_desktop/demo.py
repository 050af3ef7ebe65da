"""The demonstration: a fresh sample to look at, or the sample walked through a whole quarter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import platformdirs

from csp_desktop import app
from csp_desktop.editing.returns.coming_in import ReturnsPreview, apply_returns, preview_returns
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.excel.returns.filling import fill_in
from csp_desktop.paths import free_path
from csp_desktop.periods import Quarter
from csp_desktop.reports.catalog import ReportOptions, print_report
from csp_desktop.reports.typesetting import write_pdf
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.sample import sample_year, write_sample
from csp_desktop.ui.look.plain_words import counted

_FORMS = ("quarterly-sheet", "action-plan")
_UPDATES = (
    ("Done at {n} places since October. The next round is booked for February.", "Green"),
    ("Two of the three parts are finished; the third waits for a date from the county.", "Amber"),
    ("Met on {n} November and agreed who does what before the end of March.", "Green"),
    ("Held up by staff changes. A temporary post starts in January and takes this on first.", "Red"),
    ("{n} people took part, more than in the summer. What they said goes to the steering group.", "Green"),
    ("On course but for the leaflets, which the printer promises for week {n}.", "Amber"),
)
_WORDS = {
    "Note": "Checked by the analyst on {n} January.",
    "Comment": "Looked at again on {n} January.",
    "Progress": "Step {n} done, the next agreed with the group.",
}


def fresh_sample(today: date) -> Path:
    """A new sample file in a folder the person can find, of the year it can be of on that day."""
    path = _fresh_folder("CSP Desktop sample") / "Rochford sample.csp"
    write_sample(path, year=sample_year(today))
    return path


def walk_a_quarter(today: date) -> str:
    """Take the sample through the quarter after its last one, offscreen; what was made, and where."""
    folder = _fresh_folder("CSP Desktop demonstration")
    file = folder / "Rochford sample.csp"
    year = sample_year(today)
    write_sample(file, year=year)
    quarter = year.quarters[2]
    # Three weeks into the quarter after, when returns are in.
    judged_on = quarter.next.start + timedelta(days=19)
    said = [f"The sample went through {quarter.label} in {folder}:"]
    with Workspace.open(file, backup=False) as workspace:
        said += _returns(workspace, folder, quarter, judged_on)
        said += _judge_and_print(workspace, folder, quarter, judged_on)
    pictures = app.screenshots(file, folder / "pictures", scale=1, dark=False)
    said.append(f"- a picture of each of the {len(pictures)} tabs, in pictures")
    return "\n".join(said)


def _returns(workspace: Workspace, folder: Path, quarter: Quarter, judged_on: date) -> Iterator[str]:
    plan = workspace.plans()[0]["id"]
    sent = export_returns(workspace, plan, quarter, folder / "returns out")
    yield f"- {len(sent)} return workbooks for the lead agencies, in returns out"
    back = folder / "returns in"
    back.mkdir()
    books = [back / workbook.path.name for workbook in sent]
    answer = _Lead(quarter)
    filled = sum(fill_in(workbook.path, book, answer) for workbook, book in zip(sent, books, strict=True))
    yield f"- the same filled in by their leads, {filled} cells, in returns in"

    clashing = _write_meanwhile(workspace, plan, quarter)
    preview = preview_returns(workspace, books)
    counts = preview.counts
    yield (
        f"- taken back: {counts.get('changed', 0)} changes applied in one step that undo takes back; "
        f"{counts.get('clash', 0)} clashes shown"
    )
    yield f"- the clash on {clashing} settled in the lead's favour: {_settle(workspace, preview, clashing, judged_on)}"


class _Lead:
    """Answers as leads give them: words and a rating that fit each other, a figure like the last one."""

    def __init__(self, quarter: Quarter) -> None:
        self._turn = 0
        self._before = quarter.previous.short

    def __call__(self, heading: str, row: dict[str, Any]) -> Any:
        if heading == "Update":
            self._turn += 1
        words, rag = _UPDATES[self._turn % len(_UPDATES)]
        number = self._turn % 27 + 2
        if heading == "Update":
            return words.format(n=number)
        if heading == "RAG":
            return rag
        if heading == "Actual":
            return row.get(f"{self._before} figure")
        if heading in ("Likelihood", "Impact"):
            return row[heading]
        return _WORDS[heading].format(n=number) if heading in _WORDS else None


def _write_meanwhile(workspace: Workspace, plan: str, quarter: Quarter) -> str:
    """The coordinator writes her own words where a lead is about to: that must clash. The item's ref."""
    item = next(
        action
        for action in workspace.records("plan_items", {"plan": plan, "level": "action"}, ("position",))
        if len(action["lead_agencies"]) == 1 and action["status"] not in ("complete", "stopped")
    )
    known = workspace.records("updates", {"item": item["id"], "quarter": quarter.code})
    words = {"narrative": "The coordinator heard by telephone that this has begun."}
    if known:
        workspace.apply([Update("updates", known[0]["id"], words)], "typed meanwhile")
    else:
        workspace.apply(
            [Insert("updates", {"item": item["id"], "quarter": quarter.code, **words})], "typed meanwhile"
        )
    return str(item["ref"])


def _settle(workspace: Workspace, preview: ReturnsPreview, ref: str, judged_on: date) -> str:
    clashes = [clash for clash in preview.findings if clash.outcome == "clash" and clash.ref == ref]
    for clash in clashes:
        clash.decision = "theirs"
    apply_returns(workspace, preview, today=judged_on)
    return f"“{clashes[0].returned}” stands, the other words are in the history"


def _judge_and_print(workspace: Workspace, folder: Path, quarter: Quarter, judged_on: date) -> Iterator[str]:
    records = workspace.plan_records(workspace.plans()[0]["id"])
    unsettled = findings(records, quarter, judged_on)
    kinds = {kind: sum(finding.kind == kind for finding in unsettled) for kind in ("error", "query", "note")}
    yield (
        f"- things to check: {counted(kinds['error'], 'error')}, {counted(kinds['query'], 'query', 'queries')}, "
        f"{counted(kinds['note'], 'note')}; "
        f"the first is “{unsettled[0].message}”"
    )
    options = ReportOptions(quarter=quarter, printed_on=judged_on)
    for name in _FORMS:
        write_pdf(folder / f"{name}.pdf", print_report(records, name, options))
        yield f"- the printed {name.replace('-', ' ')}, {name}.pdf"


def _fresh_folder(name: str) -> Path:
    """A new folder in the person's documents, or a temporary one where that cannot be written."""
    try:
        folder = free_path(platformdirs.user_documents_path(), name)
        folder.mkdir(parents=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"{name} "))
    return folder
