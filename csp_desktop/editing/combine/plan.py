"""The new plan: sections, items with their updates, risks and what is done about them, achievements."""

from __future__ import annotations

from csp_desktop.editing.combine.making import Making, Outcome, names_of, refs_apart
from csp_desktop.editing.combine.parts import Part
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.register import new_id


def combine_sections(making: Making) -> None:
    """The written sections: one that reads alike once, the others after the name of whose it is."""
    known: dict[tuple[str, str], None] = {}
    titles: set[str] = set()
    for part, records in making.plans():
        for section in records.plan_sections:
            title, text = section["title"], as_compared(section["text"])
            if (title.casefold(), text) in known:
                continue
            known[title.casefold(), text] = None
            named = title if title.casefold() not in titles else f"{title} ({part.name})"
            titles.add(title.casefold())
            made = making.make("plan_sections", part, section, title=named, position=len(known) - 1)
            making.say("carried", "plan_sections", made, part.name)


def combine_items(making: Making) -> None:
    """Every item of every part, in its place under its own priority; updates of the year go along."""
    brought: list[tuple[Part, Values]] = []
    priorities = 0
    for part, records in making.plans():
        for item in records.outline():
            values: Values = {}
            if item["parent"] is None:
                values["position"], priorities = priorities, priorities + 1
            brought.append((part, making.make("plan_items", part, item, **values)))
        for update in records.updates:
            making.make("updates", part, update)
    refs_apart(brought)
    _told(making, "plan_items", brought)


def combine_risks(making: Making) -> None:
    """Every risk of every part with its reviews and mitigations."""
    brought: list[tuple[Part, Values]] = []
    for part, records in making.plans():
        for risk in records.risks:
            brought.append((part, making.make("risks", part, risk, position=len(brought))))
        for review in records.risk_reviews:
            making.make("risk_reviews", part, review)
        for mitigation in records.mitigations:
            making.make("mitigations", part, mitigation)
    refs_apart(brought)
    _told(making, "risks", brought)


def combine_achievements(making: Making) -> None:
    """What each part achieved before, after the name of whose it is."""
    for part, records in making.plans():
        for achieved in records.achievements:
            named = part.name.casefold() in achieved["title"].casefold()
            title = achieved["title"] if named else f"{achieved['title']} ({part.name})"
            made = making.make("achievements", part, achieved, title=title, id=new_id())
            making.say("carried", "achievements", made, part.name)


def combine_linked_plans(making: Making) -> None:
    """The plans of others, each once."""
    by_title: dict[tuple[str, str], list[tuple[Part, Record]]] = {}
    for part in making.parts:
        for linked in part.own.linked_plans:
            key = (linked["title"].casefold(), (linked["owner"] or "").casefold())
            by_title.setdefault(key, []).append((part, linked))
    for same in by_title.values():
        part, first = same[0]
        if any(linked["partnership"] == making.into["id"] for _, linked in same):
            continue
        made = making.make("linked_plans", part, first)
        outcome: Outcome = "one" if len(same) > 1 else "carried"
        making.say(outcome, "linked_plans", made, names_of(whose for whose, _ in same))


def _told(making: Making, register: str, brought: list[tuple[Part, Values]]) -> None:
    for part, record in brought:
        making.say("carried", register, record, part.name)
