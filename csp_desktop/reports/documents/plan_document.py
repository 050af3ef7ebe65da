"""The partnership plan as one document: its written sections, with what the registers know set between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.reports.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Form,
    Prose,
    Row,
    Sheet,
    Table,
    Words,
    cell,
    ref_column,
)
from csp_desktop.reports.forms import achievements
from csp_desktop.reports.forms.indicator_figures import baseline, source, target
from csp_desktop.reports.forms.partner_directory import current_groups, groups_table, plans_table, structure
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import NO_PRIORITIES, by_when, context, named, quarter_of, years

TITLE = "Partnership plan"
_Part = Callable[[PlanRecords, ReportOptions], list[Block]]


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """The document, then each priority as an appendix."""
    sheets = [_document(records, options)]
    sheets += [_appendix(records, priority, options) for priority in records.priorities]
    return Form("plan-document", TITLE, tuple(sheets), legend=False, flipped=False)


# The registers' own parts, each with the words by which a written section claims it, in the order they have where
# none does. Achievements are asked first: "Priority achievements" is about them.
def _parts() -> tuple[tuple[str, tuple[str, ...], str, _Part], ...]:
    return (
        ("achievements", ("achievement",), "Achievements", _achievements),
        ("vision", ("vision",), "Our vision", _vision),
        ("structure", ("structure",), "Partnership structure", _structure),
        ("linked", ("linked plan", "other plan", "strategies"), "Linked plans and strategies", _linked),
        ("contacts", ("contact",), "Contacts", _contacts),
        ("groups", ("role", "group", "terms of reference"), "Groups and their roles", _groups),
        ("priorities", ("priorit",), "Our priorities", _priorities),
    )


_ORDER = ("vision", "structure", "groups", "achievements", "priorities", "linked", "contacts")


def _document(records: PlanRecords, options: ReportOptions) -> Sheet:
    parts = {name: (heading, make) for name, _, heading, make in _parts()}
    chapters: list[tuple[str, str, list[str]]] = []
    if records.plan["introduction"]:
        chapters.append(("Introduction", records.plan["introduction"], []))
    claims = _claims(records)
    chapters += [
        (section["title"], section["text"] or "", claims.get(section["id"], []))
        for section in records.plan_sections
    ]
    claimed = {part for of_section in claims.values() for part in of_section}
    own = [(parts[part][0], "", [part]) for part in _ORDER if part not in claimed and part != "contacts"]
    # Contacts come last, whoever wrote them.
    at = next((at for at, chapter in enumerate(chapters) if "contacts" in chapter[2]), len(chapters))
    chapters[at:at] = own
    if "contacts" not in claimed:
        chapters.append((parts["contacts"][0], "", ["contacts"]))
    blocks: dict[str, Block] = {}
    numbered = not any(title[:1].isdigit() for title, _, _ in chapters)
    number = 0
    for title, text, of_chapter in chapters:
        made = [block for part in of_chapter for block in parts[part][1](records, options)]
        if not text and not made:
            continue
        number += 1
        heading = f"{number} {title}" if numbered else title
        blocks[f"chapter {number}"] = Prose(text, heading)
        for place, block in enumerate(made):
            blocks[f"chapter {number} part {place}"] = block
    return Sheet(records.plan["title"], context(records, TITLE) + f" · {years(records)}", blocks)


def _claims(records: PlanRecords) -> dict[str, list[str]]:
    """By a section's id, the parts that stand under it: the last section whose title names a part has it."""
    claims: dict[str, list[str]] = {}
    for name, words, _, _ in _parts():
        speaking = [
            section["id"]
            for section in records.plan_sections
            if any(word in section["title"].casefold() for word in words) and section["id"] not in claims
        ]
        if speaking:
            claims[speaking[-1]] = [name]
    return claims


def _vision(records: PlanRecords, options: ReportOptions) -> list[Block]:
    return [Prose(records.partnership["vision"])] if records.partnership["vision"] else []


def _structure(records: PlanRecords, options: ReportOptions) -> list[Block]:
    groups = current_groups(records, options.printed_on)
    return [replace(structure(groups), title="")] if groups else []


def _groups(records: PlanRecords, options: ReportOptions) -> list[Block]:
    groups = current_groups(records, options.printed_on)
    return [replace(groups_table(records, groups), title="")] if groups else []


def _achievements(records: PlanRecords, options: ReportOptions) -> list[Block]:
    if not records.achievements:
        return []
    (sheet,) = achievements.gather(records, options).sheets
    return [
        replace(block, level=3) for block in sheet.blocks.values() if isinstance(block, Table) and block.rows
    ]


def _priorities(records: PlanRecords, options: ReportOptions) -> list[Block]:
    rows = tuple(
        Row(
            (
                cell(named(priority)),
                cell(priority["target"], priority["outcome"]),
                cell(_led_by(records, priority)),
            )
        )
        for priority in records.priorities
    )
    table = Table(
        columns=(
            Column("priority", "Priority", share=1.2, leads=True),
            Column("target", "What we want to achieve", share=1.5),
            Column("lead", "Led by", share=1),
        ),
        rows=rows,
        empty=NO_PRIORITIES,
    )
    return [table.without(options.without)] if rows else []


def _led_by(records: PlanRecords, item: PlanItem) -> str:
    names = [records.agency[agency]["name"] for agency in item["lead_agencies"]]
    return "; ".join([*names, *(records.group[group]["name"] for group in item["lead_groups"])])


def _linked(records: PlanRecords, options: ReportOptions) -> list[Block]:
    return [replace(plans_table(records), title="").without(())] if records.linked_plans else []


def _contacts(records: PlanRecords, options: ReportOptions) -> list[Block]:
    partnership = records.partnership
    told = (
        ("Partnership", partnership["name"]),
        ("Chair", partnership["chair"]),
        ("Telephone", partnership["phone"]),
        ("Email", partnership["email"]),
        ("Website", partnership["website"]),
    )
    return [Facts(tuple((label, cell(said)) for label, said in told if said), level=3)]


def _appendix(records: PlanRecords, priority: PlanItem, options: ReportOptions) -> Sheet:
    inside = {priority["id"], *(item["id"] for item in records.outline(priority["id"]))}
    quarter = quarter_of(records, options)
    about = (
        ("Led by", cell(_led_by(records, priority))),
        ("What we want to achieve", cell(priority["target"], priority["outcome"])),
        ("By when", cell(by_when(records, priority, quarter))),
        ("Resources", cell(priority["resources"])),
    )
    blocks: dict[str, Block] = {
        "about": Facts(tuple((label, said) for label, said in about if said)),
        "indicators": _indicators(records, inside),
        "actions": _actions(records, priority, quarter),
        "risks": _risks(records, inside),
    }
    printed = {
        name: block.without(options.without) if isinstance(block, Table) else block
        for name, block in blocks.items()
        if not isinstance(block, Table) or block.rows
    }
    return Sheet(f"Priority {named(priority)}", context(records, TITLE) + f" · {years(records)}", printed)


def _indicators(records: PlanRecords, inside: set[str]) -> Table:
    return Table(
        title="How it is measured",
        columns=(
            Column("indicator", "Indicator and source", share=1, leads=True),
            Column("baseline", "Baseline", em=8, align="right"),
            Column("target", "Target", em=8, align="right"),
        ),
        rows=tuple(
            Row(
                (
                    cell(named(indicator), Words(source(indicator), "soft")),
                    baseline(indicator),
                    target(indicator),
                )
            )
            for indicator in records.indicators
            if indicator["item"] in inside
        ),
    )


def _actions(records: PlanRecords, priority: PlanItem, quarter: Quarter) -> Table:
    rows = tuple(
        Row(
            (
                cell(item["ref"]),
                cell(
                    item["title"],
                    Words(f"Resources: {item['resources']}" if item["resources"] else "", "soft"),
                ),
                cell(records.lead_names(item), records.group_names(item)),
                cell(by_when(records, item, quarter, short=True)),
                cell(item["target"], item["outcome"]),
            ),
            under=item["parent"] != priority["id"],
        )
        for item in records.outline(priority["id"])
    )
    return Table(
        title="What will be done",
        columns=(
            ref_column(item["ref"] for item in records.plan_items),
            Column("action", "Action", share=1.4, leads=True),
            Column("lead", "Lead", em=7.6, spare=True),
            Column("when", "By when", em=7.4, spare=True),
            Column("outcome", "Outcomes and outputs", share=1.2, spare=True),
        ),
        rows=rows,
    ).without(())


def _risks(records: PlanRecords, inside: set[str]) -> Table:
    rows = []
    for risk in records.risks:
        if risk["item"] in inside and risk["status"] == "open":
            against = tuple(mitigation["title"] for mitigation in records.mitigations_of.get(risk["id"], []))
            rows.append(Row((cell(risk["title"]), cell(Bullets(against)))))
    return Table(
        title="What could stand in the way",
        columns=(
            Column("risk", "Risk", share=1, leads=True),
            Column("mitigation", "What is done about it", share=1.2, spare=True),
        ),
        rows=tuple(rows),
    ).without(())
