"""What each process of `test_four_savers.py` does: a number of saves, each of words nobody else writes."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import FileChanged, FileInUse, FileProblem
from csp_desktop.storage import lease


def save(path: Path, who: str, saves: int, *, asleep: bool) -> None:
    """Save in turn with others; those `asleep` believe to hold the file alone all the time."""
    if asleep:
        lease.Lease._take = lambda self, take_over: None  # type: ignore[method-assign, assignment, return-value]
        lease.Lease.taken_by = lambda self: ""  # type: ignore[method-assign]
    chance = random.Random(who)
    done = refused = 0
    while done < saves:
        try:
            workspace = Workspace.open(path, backup=False, user=who)
        except FileProblem as problem:
            if not isinstance(problem, FileInUse) and "another program is using it" not in problem.sentence:
                raise
            time.sleep(chance.uniform(0.001, 0.02))
            continue
        with workspace:
            plan = workspace.plans()[0]["id"]
            for _ in range(min(chance.randrange(1, 60), saves - done)):
                words = {"plan": plan, "level": "priority", "title": f"{who} {done}"}
                try:
                    workspace.apply([Insert("plan_items", words)])
                except FileChanged:
                    refused += 1
                    continue
                except FileProblem:
                    break  # Busy for longer than anybody waits: begun again.
                done += 1
    print(done, refused)


if __name__ == "__main__":
    save(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), asleep=sys.argv[4] == "asleep")
