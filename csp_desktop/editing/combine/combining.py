"""Making one partnership of several, as one step that can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csp_desktop.editing.combine.indicators import combine_indicators
from csp_desktop.editing.combine.log import combine_log
from csp_desktop.editing.combine.making import Line, Making, agreed, names_of, said_by_each
from csp_desktop.editing.combine.money import combine_money
from csp_desktop.editing.combine.partners import match_partners
from csp_desktop.editing.combine.parts import chosen_parts, gathered_parts, newest_year
from csp_desktop.editing.combine.plan import (
    combine_achievements,
    combine_items,
    combine_linked_plans,
    combine_risks,
    combine_sections,
)
from csp_desktop.editing.combine.questions import Asking, Question
from csp_desktop.editing.workspace import Insert, Step, Update, Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Values
from csp_desktop.registers.register import new_id


@dataclass(frozen=True)
class Combination:
    """What combining did, or would do; `step` is None where nothing was written."""

    partnership: Values
    plan: Values
    parts: tuple[str, ...]
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    made: Mapping[str, int]
    money: int
    """What the streams made bring in, in pence."""
    step: Step | None = None

    @property
    def open_questions(self) -> list[Question]:
        """Those nobody has answered: what they ask about stays separate."""
        return [question for question in self.questions if question.answer is None]

    def as_json(self) -> dict[str, Any]:
        """As `combine --json` prints it; money is in pence."""
        return {
            "partnership": self.partnership["name"],
            "short_name": self.partnership["short_name"],
            "plan": self.plan["title"],
            "year": self.plan["first_year"],
            "parts": list(self.parts),
            "applied": self.step is not None,
            "made": dict(self.made),
            "money": self.money,
            "lines": [line.as_json() for line in self.lines],
            "questions": [question.as_json() for question in self.questions],
        }


def combine(
    ws: Workspace,
    partnerships: Sequence[str],
    name: str,
    short_name: str,
    year: FinancialYear | None = None,
    *,
    answers: Mapping[str, str] | None = None,
    take_likely: bool = False,
    dry_run: bool = False,
) -> Combination:
    """Make one partnership of those of these ids, with a draft plan for a year, the newest any has a plan for.

    Where the names are one of theirs, that one goes on. `answers` are by the key of the question; what nobody
    answered stays separate. The partnerships and their plans stay as they were, their plans of the year closed.
    Raises BadRequest where they cannot become one.
    """
    chosen = chosen_parts(ws, partnerships)
    year = year or newest_year(ws, partnerships)
    if year is None:
        raise BadRequest(
            "None of them has a plan yet; nothing was changed. Say for which year theirs is to be."
        )
    into = _into(ws, chosen, name.strip(), short_name.strip())
    # The one that goes on gives its own first.
    chosen.sort(key=lambda partnership: partnership["id"] != into["id"])
    parts = gathered_parts(ws, chosen, year)
    asking = Asking(answers or {}, take_likely)
    making = Making(ws, parts, year, into, asking)
    goes_on = chosen[0]["id"] == into["id"]
    if goes_on and parts[0].plans and not parts[0].carried:
        raise BadRequest(
            f"“{chosen[0]['short_name']}” has a plan for {year.label} already, which would not read as it does any "
            f"more; nothing was changed. Combine for a later year, or under a new name."
        )
    _partnership(making, goes_on)
    _plan(making)
    match_partners(making)
    combine_linked_plans(making)
    combine_sections(making)
    combine_items(making)
    combine_indicators(making)
    combine_risks(making)
    combine_money(making)
    combine_achievements(making)
    combine_log(making)
    _packs(making)
    _closed(making)
    step = None if dry_run else _written(ws, making)
    return Combination(
        into,
        making.plan,
        tuple(part.partnership["short_name"] for part in parts),
        tuple(making.lines),
        tuple(asking.questions),
        {register: len(records) for register, records in making.made.items() if records},
        sum(stream["amount"] or 0 for stream in making.made["funding_streams"]),
        step,
    )


def _into(ws: Workspace, chosen: Sequence[Values], name: str, short_name: str) -> Values:
    """The partnership they become: a new one, or the one of them that is called so."""
    for field, value in (("name", name), ("short_name", short_name)):
        problem = BY_NAME["partnerships"][field].check(value or None)
        if problem:
            raise BadRequest(f"{problem} Nothing was changed.")
    called = {short_name.casefold(), name.casefold()}
    named = [
        partnership
        for partnership in ws.records("partnerships")
        if called & {partnership["short_name"].casefold(), partnership["name"].casefold()}
    ]
    ids = {partnership["id"] for partnership in chosen}
    for partnership in named:
        if partnership["id"] not in ids:
            raise BadRequest(
                f"There is a partnership “{partnership['short_name']}” in the file already; nothing was changed. "
                "Choose another name, or combine that one too."
            )
    if len(named) > 1:
        raise BadRequest(
            f"“{name}” and “{short_name}” are the names of different partnerships; nothing was changed. Choose the "
            "names of one, or new ones."
        )
    blank = BY_NAME["partnerships"].blank()
    return {**(named[0] if named else {**blank, "id": new_id()}), "name": name, "short_name": short_name}


def _partnership(making: Making, goes_on: bool) -> None:
    """The partnership itself, with what all parts say alike; each of them says what it became part of."""
    into, parts = making.into, making.parts
    names = names_of(parts)
    if goes_on:
        before = parts[0].partnership
        renamed = {field: into[field] for field in ("name", "short_name") if into[field] != before[field]}
        if renamed:
            making.updates.append(Update("partnerships", into["id"], renamed))
        making.say("carried", "partnerships", into, names, "goes on")
    else:
        told = [dict(part.partnership) for part in parts]
        for field in (
            "kind",
            "region",
            "website",
            "vision",
            "risk_amber_from",
            "risk_red_from",
            "risk_appetite",
        ):
            value = agreed(record[field] for record in told)
            into[field] = BY_NAME["partnerships"][field].default if value is None else value
        into["area"] = names_of(parts)
        # Words for ratings are those of the first: an update must not change its meaning on the way.
        into["rag_words"] = told[0]["rag_words"]
        making.made["partnerships"].append(into)
        making.say("new", "partnerships", into, names)
        if len({record["rag_words"] for record in told}) > 1:
            making.say(
                "new", "partnerships", into, parts[0].name, f"Ratings are called as in {parts[0].name}"
            )
        thresholds = ("risk_amber_from", "risk_red_from", "risk_appetite")
        if any(agreed(record[field] for record in told) is None for field in thresholds):
            making.say(
                "new", "partnerships", into, names, "From which score a risk is amber or red is to be agreed"
            )
    for part in parts:
        if part.partnership["id"] != into["id"]:
            making.updates.append(Update("partnerships", part.partnership["id"], {"merged_into": into["id"]}))
    _shared_groups(making)


def _shared_groups(making: Making) -> None:
    """Groups of others that were shared with a part are shared with what it became."""
    parts = {part.partnership["id"] for part in making.parts}
    for group in making.ws.records("groups"):
        shared = group["shared_with"]
        if group["partnership"] in parts or not parts & set(shared) or making.into["id"] in shared:
            continue
        making.updates.append(Update("groups", group["id"], {"shared_with": (*shared, making.into["id"])}))


def _plan(making: Making) -> None:
    year = making.year
    title = agreed(records.plan["title"] for _, records in making.plans()) or f"Annual plan {year.label}"
    making.plan = {
        **BY_NAME["plans"].blank(),
        "id": new_id(),
        "partnership": making.into["id"],
        "title": title,
        "first_year": year.first,
        "last_year": year.first,
        "introduction": said_by_each(
            (part.name, records.plan["introduction"]) for part, records in making.plans()
        ),
    }
    first = next(iter(making.plans()), None)
    if first is not None:
        part, records = first
        making.plan["copied_from"] = part.origin(records.plan)
    making.made["plans"].append(making.plan)
    making.say("new", "plans", making.plan, names_of(making.parts), "begins as a draft")


def _closed(making: Making) -> None:
    """The parts' plans of the year are closed: what they hold goes on in the new one."""
    for part, records in making.plans():
        if part.carried:
            continue
        if records.plan["status"] != "closed":
            making.updates.append(Update("plans", records.plan["id"], {"status": "closed"}))
        making.say("left", "plans", records.plan, part.name, "stays to be read and printed; closed")
        for sent in records.returns:
            if sent["state"] in ("sent", "received"):
                making.say(
                    "left",
                    "returns",
                    sent,
                    part.name,
                    "still out: take it in first, it goes into the old plan",
                )
    for part in making.parts:
        if not part.plans:
            making.say(
                "left",
                "partnerships",
                part.partnership,
                part.name,
                "has no plan",
            )


def _packs(making: Making) -> None:
    """Packs of forms, each once; they name forms, so nothing in them is led elsewhere."""
    known = {
        pack["name"].casefold() for pack in making.ws.records("packs", {"partnership": making.into["id"]})
    }
    for part in making.parts:
        for pack in making.ws.records("packs", {"partnership": part.partnership["id"]}):
            if pack["name"].casefold() not in known:
                known.add(pack["name"].casefold())
                making.make("packs", part, pack)


def _written(ws: Workspace, making: Making) -> Step:
    ws.backup()
    inserts = [
        Insert(register.name, record) for register in REGISTERS for record in making.made[register.name]
    ]
    # Their money was allocated before: no more is given away than they had.
    return ws.apply(
        [*inserts, *making.updates],
        f"combine into {making.into['short_name']}",
        over_allocating=True,
    )


def answers_in(text: str) -> dict[str, str]:
    """Answers by question, out of what a dry run printed as JSON with its answers filled in; raises BadRequest."""
    try:
        document = json.loads(text)
        asked = document.get("questions", document)
        given = (
            {question["key"]: question["answer"] for question in asked if question["answer"]}
            if isinstance(asked, list)
            else dict(asked)
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BadRequest(
            "The answers cannot be read; nothing was changed. Give what combine --dry-run --json prints, with each "
            "“answer” filled in."
        ) from problem
    if not all(isinstance(each, str) for each in given.values()):
        raise BadRequest(
            "An answer is not a word; nothing was changed. Choose one of the options of its question."
        )
    return given
