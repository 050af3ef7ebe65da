"""The plan as one document: what was written, and under the section that is about it what the registers know."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document
from record_building import Building

from csp_desktop.periods import FinancialYear
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Block, Facts, Form, Prose, Table
from csp_desktop.reports.documents import plan_document
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.word_document import write_word
from csp_desktop.rules.carry_over import carry_over

Options = Callable[..., ReportOptions]


def plan(*sections: tuple[str, str]) -> PlanRecords:
    building = Building(vision="A quiet district.", phone="01632 960104")
    for title, text in sections:
        building.add("plan_sections", title=title, text=text)
    building.add("groups", name="Steering group", short_name="SG", purpose="Leads.")
    building.add("linked_plans", title="Policing plan")
    building.add("achievements", title="Fewer burglaries", last_year=10.0, this_year=8.0)
    priority = building.priority("Cut crime", ref="1", target="Less of it")
    building.action(priority, "Mark bicycles", ref="1.1", timescale="June")
    building.risk(item=priority["id"], title="Nobody comes")
    return building.records()


def chapters(form: Form) -> list[tuple[str, str, list[str]]]:
    """Heading, text and the kinds of block under each."""
    found: list[tuple[str, str, list[str]]] = []
    for block in form.sheets[0].blocks.values():
        if isinstance(block, Prose) and block.title:
            found.append((block.title, block.text, []))
        else:
            found[-1][2].append(_kind(block))
    return found


def _kind(block: Block) -> str:
    if isinstance(block, Table):
        return block.columns[0].label
    return block.text if isinstance(block, Prose) else type(block).__name__


def test_what_is_recorded_stands_under_the_section_that_is_about_it(options: Options) -> None:
    records = plan(
        ("Our district", "A peninsula."),
        ("Roles of the groups", "These are they."),
        ("Priorities of the last assessment", "Two."),
        ("Priority achievements of 2009/10", ""),
        ("Strategic priorities for 2010/11", "Three."),
        ("Contacts", "Ring us."),
        ("How to have this in large print", "Ask."),
    )
    assert chapters(plan_document.gather(records, options())) == [
        ("1 Our district", "A peninsula.", []),
        ("2 Roles of the groups", "These are they.", ["Group"]),
        ("3 Priorities of the last assessment", "Two.", []),
        ("4 Priority achievements of 2009/10", "", ["Priority"]),
        ("5 Strategic priorities for 2010/11", "Three.", ["Priority"]),
        # What no section is about has a chapter of its own, before the contacts.
        ("6 Our vision", "", ["A quiet district."]),
        ("7 Partnership structure", "", ["Structure"]),
        ("8 Linked plans and strategies", "", ["Plan"]),
        ("9 Contacts", "Ring us.", ["Facts"]),
        ("10 How to have this in large print", "Ask.", []),
    ]


def test_without_a_word_written_it_is_whole_all_the_same(options: Options) -> None:
    form = plan_document.gather(plan(), options())
    assert [title for title, _, _ in chapters(form)] == [
        "1 Our vision",
        "2 Partnership structure",
        "3 Groups and their roles",
        "4 Achievements",
        "5 Our priorities",
        "6 Linked plans and strategies",
        "7 Contacts",
    ]
    appendix = form.sheets[1]
    assert appendix.title == "Priority 1 Cut crime"
    assert list(appendix.blocks) == ["about", "actions", "risks"]
    assert isinstance(appendix.blocks["about"], Facts)


def test_own_numbers_are_kept(options: Options) -> None:
    records = plan(("1. Introduction", "So."), ("2. Contacts", ""))
    headings = [title for title, _, _ in chapters(plan_document.gather(records, options()))]
    assert headings[0] == "1. Introduction" and headings[-1] == "2. Contacts"
    assert "Our vision" in headings


def test_word_has_the_chapters_as_headings(options: Options) -> None:
    document = Document(
        io.BytesIO(write_word(plan(("Our district", "A peninsula.")), "plan-document", options()))
    )
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert headings[:2] == ["1 Our district", "2 Our vision"]
    assert "A peninsula." in [each.text for each in document.paragraphs]


def test_sections_go_into_next_years_plan_once() -> None:
    records = plan(("Our district", "A peninsula."), ("Priorities for 2010/2011", "Three."))
    first = carry_over(records, FinancialYear(2011))
    made = first.made_in("plan_sections")
    assert [(each["title"], each["text"], each["position"]) for each in made] == [
        ("Our district", "A peninsula.", 0),
        ("Priorities for 2011/2012", "Three.", 1),
    ]
    assert {each["plan"] for each in made} == {first.plan["id"]}
    existing = PlanRecords(records.partnership, first.plan, plan_sections=list(made))
    assert carry_over(records, FinancialYear(2011), existing=existing).made_in("plan_sections") == []
