"""One partnership's file after 1, 5, 10 and 20 years of ordinary quarters: what it costs that the years lie there.

Every year goes through the workspace as a coordinator makes it: returns in a few steps, figures, risk reviews and
spending each quarter, the plan rolled over at its end. The years begin with the sample's plan rolled over, so that
the newest plan is equally large whenever it is measured, on a copy: what takes longer grows with years not shown.
"""

from __future__ import annotations

import math
import os
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, islice
from pathlib import Path

from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.roll_over import roll_over
from csp_desktop.editing.workspace import Change, Insert, Update, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Values
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import ReportOptions, print_report
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.sample import write_sample
from csp_desktop.storage.search_index import SearchIndex, index_path

AT = (1, 5, 10, 20)
TIMES = 3
SHORT, MORE = 0.05, 15  # What takes less than these seconds is hidden by a busy moment: more goes.
RETURN_STEPS = 6
PROJECTS = 6
SHOWN = 50  # hits, as many as a person would look through
_SAID = (
    "Visited {ref} with the neighbourhood team in {quarter}, agreed who does what until the next meeting and told "
    "residents; {number} people came, and what they raised was passed on to those who can mend it.",
    "{number} referrals in {quarter}, of which most were seen within ten working days. Two were passed to housing.",
    "Work on {ref} goes on as planned. The evaluation of {quarter} goes to the steering group with the next return.",
)
_RATINGS = ("green", "green", "amber", "green", "red")


def years(folder: Path) -> Iterator[str]:
    """The lines of a table: each thing's time at so many years, and the exponent with which it grows."""
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        os.environ[name] = str(folder)  # Indexes and second copies are not the person's own here.
    path = folder / "years.csp"
    write_sample(path)
    copies: dict[int, tuple[Path, FinancialYear]] = {}
    for passed in range(1, AT[-1] + 1):
        with Workspace.open(path, backup=False) as workspace:
            plan = _begin(workspace)
            newest = workspace.plan_records(plan)
            for quarter in newest.year.quarters:
                for changes in _quarter(newest, quarter):
                    workspace.apply(changes)
                said = workspace.records("updates", {"item.plan": plan, "quarter": quarter.code})
                workspace.apply(_put_right(said))
            newest = workspace.plan_records(plan)
        if passed in AT:
            yield f"{passed} years: {_counted(newest)}; {_sized(path)}"
            copies[passed] = folder / f"after {passed}.csp", newest.year
            shutil.copyfile(path, copies[passed][0])
    yield f"{'ms after years':<42} {' '.join(f'{at:>8}' for at in AT)} {'exponent':>9}"
    turns = count(1)
    for each in zip(*(_waits(*copies[at], turns) for at in AT), strict=True):
        times = _medians(each)
        figures = " ".join(f"{seconds * 1000:8.1f}" for seconds in times)
        yield f"{each[0].what:<42} {figures} {exponent(AT, times):>9.2f}"


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The power of the size with which the time grows: the slope of log time on log size, by least squares."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(at) for at in times])[0]


def _begin(workspace: Workspace) -> str:
    """The next year's plan, all of it carried over, agreed and with a grant of its own; its id."""
    old = max(workspace.plans(), key=lambda plan: int(plan["last_year"]))
    items = workspace.records("plan_items", {"plan": old["id"]})
    year = FinancialYear(old["last_year"] + 1)
    plan = roll_over(workspace, old["id"], year, decisions={item["id"]: "carry" for item in items}).plan_id
    actions = workspace.records("plan_items", {"plan": plan, "level": "action"}, ("position",))
    grant = {"partnership": old["partnership"], "name": f"Community safety grant {year.label}"}
    stream = Insert("funding_streams", {**grant, "year": year.first, "amount": 6_000_000})
    projects = [
        Insert(
            "allocations",
            {
                "stream": stream.id,
                "item": item["id"],
                "project": item["title"],
                "amount": 900_000,
                "status": "approved",
            },
        )
        for item in actions[:PROJECTS]
    ]
    workspace.apply([Update("plans", plan, {"status": "agreed"}), stream, *projects])
    return plan


def _quarter(records: PlanRecords, quarter: Quarter) -> Iterator[list[Change]]:
    """The steps of one quarter: what leads said of every action as returns come in, figures, risks, money."""
    actions = [item for item in records.outline() if item["level"] == "action"]
    for part in range(RETURN_STEPS):
        yield [_update(number, item["id"], item["ref"], quarter) for number, item in enumerate(actions)][
            part::RETURN_STEPS
        ]
    yield [
        Insert("measurements", {"indicator": kept["id"], "quarter": quarter.code, "value": 40 + number % 17})
        for number, kept in enumerate(records.indicators, quarter.number)
    ]
    yield [
        Insert(
            "risk_reviews",
            {
                "risk": risk["id"],
                "quarter": quarter.code,
                "likelihood": number % 4 + 1,
                "impact": 3,
                "comment": "As before.",
            },
        )
        for number, risk in enumerate(records.risks, quarter.number)
    ]
    grants = {stream["id"] for stream in records.funding_streams if stream["carried_from"] is None}
    yield [
        Insert(
            "funding_entries",
            {
                "allocation": kept["id"],
                "quarter": quarter.code,
                "on_date": quarter.end.isoformat(),
                "kind": "actual",
                "amount": 200_000,
            },
        )
        for kept in records.allocations
        if kept["stream"] in grants
    ]


def _put_right(said: Sequence[Values]) -> list[Change]:
    """What the coordinator changes afterwards in some of the updates: a word, and a rating moderated."""
    moderated = {"moderated_rag": "amber", "moderation_reason": "Two milestones were missed."}
    return [
        Update("updates", kept["id"], {"narrative": f"{kept['narrative']} Still open.", **moderated})
        for kept in said[::10]
    ]


def _update(number: int, item: str, ref: str | None, quarter: Quarter) -> Insert:
    turn = number + quarter.number + quarter.year
    said = _SAID[turn % len(_SAID)].format(ref=ref, quarter=quarter.label, number=turn % 37)
    rating = _RATINGS[turn % len(_RATINGS)]
    return Insert("updates", {"item": item, "quarter": quarter.code, "narrative": said, "rag": rating})


@dataclass(frozen=True)
class _Wait:
    """Something a person waits for in one of the files; `before` is done each time, outside the time."""

    what: str
    action: Callable[[], object]
    before: Callable[[], object] = lambda: None

    def seconds(self) -> float:
        """How long it takes once."""
        self.before()
        start = time.perf_counter()
        self.action()
        return time.perf_counter() - start


def _medians(each: Sequence[_Wait]) -> list[float]:
    """The same thing in several files in turns, so that a busy moment slows all alike, after one unmeasured go."""
    first = [wait.seconds() for wait in each]
    turns = MORE if max(first) < SHORT else TIMES
    taken = [[wait.seconds() for wait in each] for _ in range(turns)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


def _waits(path: Path, year: FinancialYear, turns: Iterator[int]) -> Iterator[_Wait]:
    """What a person waits for in a file whose newest plan is of a year."""
    quarter, today = year.quarters[3], year.quarters[3].end

    def opened() -> None:
        Workspace.open(path, backup=False).close()

    # As it was left here it is not looked through again; one that was written only now, or comes from elsewhere, is.
    _written(path, seconds_ago=60)
    yield _Wait("open to edit, as it was left here", opened)
    yield _Wait("open to edit, looked through first", opened, lambda: _written(path, seconds_ago=0))
    with Workspace.open(path, backup=False) as workspace:
        plan = max(workspace.plans(), key=lambda kept: int(kept["last_year"]))["id"]
        records = workspace.plan_records(plan)
        update = records.updates[-1]["id"]
        index = SearchIndex(path)
        out = path.with_suffix("")

        def edit() -> None:
            workspace.apply([Update("updates", update, {"narrative": f"Written again {next(turns)}"})])

        yield _Wait("switch to the newest plan", lambda: workspace.plan_records(plan))
        yield _Wait("one edit, saved", edit)
        yield _Wait("backup (made once the file is shown)", workspace.backup, edit)
        yield _Wait("search index made anew", index.freshen, lambda: _discarded(index, path))
        yield _Wait("search index after one edit", index.freshen, edit)
        yield _Wait(f"search, first {SHOWN} hits", lambda: list(islice(index.found(["evaluation"]), SHOWN)))
        _discarded(index, path)
        # Nothing is worked out yet from records that were only just gathered.
        yield _Wait("checks", lambda: findings(replace(records), quarter, today))
        yield _Wait("print of the action plan", lambda: _print(records, quarter, today, next(turns)))
        yield _Wait(
            "export of the quarter's returns",
            lambda: export_returns(workspace, plan, quarter, out),
            lambda: shutil.rmtree(out, ignore_errors=True),
        )


def _written(path: Path, seconds_ago: float) -> None:
    """Have the file look written by another program so long ago."""
    then = time.time() - seconds_ago
    os.utime(path, (then, then))


def _print(records: PlanRecords, quarter: Quarter, today: date, turn: int) -> bytes:
    # Typst remembers what it has set before, so the words are others each time.
    items = [{**item, "title": f"{turn} {item['title']}"} for item in records.plan_items]
    updates = [{**said, "narrative": f"{turn} {said['narrative'] or ''}"} for said in records.updates]
    changed = replace(records, plan_items=items, updates=updates)
    return print_report(changed, "action-plan", ReportOptions(quarter=quarter, printed_on=today))


def _discarded(index: SearchIndex, path: Path) -> None:
    index.close()
    index_path(path).unlink(missing_ok=True)


def _counted(records: PlanRecords) -> str:
    """How much the newest plan holds."""
    names = ("plan_items", "updates", "indicators", "measurements", "risk_reviews", "funding_entries")
    return ", ".join(f"{len(getattr(records, name))} {name.replace('_', ' ')}" for name in names)


def _sized(path: Path) -> str:
    """The file's bytes, and how many of them say that a record was first written, which the record says itself."""
    with closing(sqlite3.connect(path)) as bare:
        every, inserts = bare.execute(
            "SELECT sum(bytes), sum(bytes) FILTER (WHERE field = '' AND before IS NULL) FROM (SELECT field, before, "
            "length(register) + length(record) + length(field) + ifnull(length(CAST(before AS BLOB)), 0) "
            "+ ifnull(length(CAST(after AS BLOB)), 0) AS bytes FROM changes)"
        ).fetchone()
    whole = path.stat().st_size
    return (
        f"{whole / 1e6:.2f} MB, history {every / 1e6:.2f} MB, first inserts {inserts / 1e6:.2f} MB "
        f"({inserts / every:.0%} of the history, {inserts / whole:.0%} of the file)"
    )
