"""What is printed of the county: its position on two pages, the directory without any plan, the funding."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from record_building import Building, made

from csp_desktop.cli import main
from csp_desktop.editing.county.gathering import county_records, year_to_show
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.blocks import Band, Bullets, Facts, Row, Table
from csp_desktop.reports.catalog import COUNTY_REPORTS, gather, print_report
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.word_document import write_word
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.sample import write_sample

OPTIONS = ReportOptions(quarter=Quarter(2010, 2), printed_on=date(2010, 10, 22))


def said(table: object) -> list[list[str] | str]:
    """A table's rows as words; a band as its title."""
    assert isinstance(table, Table)
    return [
        row.title if isinstance(row, Band) else ["; ".join(getattr(piece, "text", "") for piece in cell) for cell in row.cells]
        for row in table.rows
    ]  # fmt: skip


def unplanned() -> CountyRecords:
    """A county group and four partnerships in two regions, two of which are joint; nobody has a plan."""
    council, police = (
        made("agencies", name=name, short_name=name, kind="responsible authority")
        for name in ("Averley Council", "Police")
    )
    brack = made(
        "partnerships", name="Brack CSP", short_name="Brack", region="North", chair="Superintendent, Police"
    )
    averley = made(
        "partnerships", name="Averley CSP", short_name="Averley", region="North", area="Averley Vale", chair="Chief executive",
        coordinator="Community safety manager", phone="01632 960101", email="csp@averley.example.gov.uk",
        authorities=(council["id"], police["id"]), joint_with=(brack["id"],),
    )  # fmt: skip
    carrow = made(
        "partnerships", name="Carrow CSP", short_name="Carrow", region="East", authorities=(police["id"],)
    )
    denby = made("partnerships", name="Denby CSP", short_name="Denby", merged_into=carrow["id"])
    group = made(
        "partnerships", name="Safer County", short_name="SC", kind="county group", chair="Portfolio holder"
    )
    return CountyRecords(
        FinancialYear(2010), [averley, brack, carrow, denby, group], agencies=[council, police]
    )


def test_the_directory_asks_for_no_plan_and_gives_each_its_own_authorities() -> None:
    (sheet,) = gather(unplanned(), "county-directory", OPTIONS).sheets
    assert said(sheet.blocks["county"]) == [["Safer County", "Portfolio holder", "Not recorded"]]
    assert said(sheet.blocks["partnerships"]) == [
        "East",
        ["Carrow CSP", "Not recorded", "", "Not recorded", "Police"],
        "North",
        [
            "Averley CSP; Joint with Brack; Averley Vale", "Chief executive", "Community safety manager",
            "01632 960101; csp@averley.example.gov.uk", "Averley Council, Police",
        ],
        ["Brack CSP; Joint with Averley", "Superintendent, Police", "", "Not recorded", ""],
        "No region recorded",
        ["Denby CSP; Now part of Carrow CSP", "Not recorded", "", "Not recorded", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("name", COUNTY_REPORTS)
def test_every_form_is_set_and_written_without_a_plan(name: str) -> None:
    county = unplanned()
    title = COUNTY_REPORTS[name].title
    assert print_report(county, name, OPTIONS).startswith(b"%PDF")
    document = Document(io.BytesIO(write_word(county, name, OPTIONS)))
    assert document.core_properties.title == f"{title} – 2010/11"
    assert document.core_properties.author == "Safer County"


def test_nothing_is_added_up_where_nobody_has_a_plan() -> None:
    figures, common = gather(unplanned(), "county-position", OPTIONS).sheets
    changed = common.blocks["changed"]
    assert isinstance(changed, Facts)
    assert dict(changed.facts)["Partnerships that became one"] == (Bullets(("Carrow, of Denby before",)),)
    rows = said(figures.blocks["standing"])
    assert len(rows) > 1 and not any("£" in " ".join(row) for row in rows)


def with_money(name: str, *given: tuple[str, int, int], carry_forward: str | None = None) -> PlanRecords:
    """A partnership that allocated and spent so much under each priority."""
    built = Building()
    built.partnership |= {"name": name, "short_name": name}
    stream = built.stream(1_000_00, name="Grant", carry_forward=carry_forward)
    for title, allocated, spent in given:
        priority = built.priority(title) if title else None
        action = built.action(priority) if priority else None
        allocation = built.add(
            "allocations", stream=stream["id"], item=action and action["id"], project=title or "Other", amount=allocated,
            status="approved",
        )  # fmt: skip
        built.add(
            "funding_entries", allocation=allocation["id"], quarter="2010-Q2", kind="actual", amount=spent
        )
    return built.records()


def test_funding_stands_by_district_and_by_theme_and_adds_up() -> None:
    plans = [
        with_money(
            "One", ("Reduce domestic abuse", 300_00, 100_00), ("Road safety", 50_00, 0), ("", 20_00, 5_00),
            carry_forward="not allowed",
        ),
        with_money("Two", ("Domestic abuse", 200_00, 50_00)),
    ]  # fmt: skip
    promised = plans[0].allocations[-1]["id"]
    plans[0].funding_entries.append(
        made("funding_entries", allocation=promised, quarter="2010-Q2", kind="committed", amount=10_00)
    )
    county = CountyRecords(
        FinancialYear(2010),
        [plan.partnership for plan in plans],
        plans={plan.partnership["id"]: plan for plan in plans},
    )
    blocks = gather(county, "county-funding", OPTIONS).sheets[0].blocks
    assert said(blocks["districts"]) == [
        ["One", "£1,000.00", "£370.00", "£105.00", "£10.00", "£885.00"],
        ["Two", "£1,000.00", "£200.00", "£50.00", "£0.00", "£950.00"],
        ["All 2", "£2,000.00", "£570.00", "£155.00", "£10.00", "£1,835.00"],
    ]
    allocated = blocks["allocated"]
    assert isinstance(allocated, Table)
    assert [column.label for column in allocated.columns] == [
        "Partnership", "Reduce domestic abuse", "Road safety", "No priority named", "All",
    ]  # fmt: skip
    assert said(allocated) == [
        ["One", "£300.00", "£50.00", "£20.00", "£370.00"],
        ["Two", "£200.00", "–", "–", "£200.00"],
        ["All 2", "£500.00", "£50.00", "£20.00", "£570.00"],
    ]
    # Nothing spent of what a theme was given is £0.00; a dash says that it was given nothing.
    assert said(blocks["spent"]) == [
        ["One", "£100.00", "£0.00", "£5.00", "£105.00"],
        ["Two", "£50.00", "–", "–", "£50.00"],
        ["All 2", "£150.00", "£0.00", "£5.00", "£155.00"],
    ]
    # As the districts' own funding statements have it.
    for plan, row in zip(plans, said(blocks["districts"]), strict=False):
        page = gather(plan, "committee-page", OPTIONS).sheets[0].blocks["money"]
        assert said(page)[-1][1:3] == [row[1], row[3]]
    # At the rate so far £215 will be spent of what may not be carried forward.
    figures = gather(county, "county-position", OPTIONS).sheets[0].blocks["standing"]
    assert isinstance(figures, Table)
    lost = [column.label for column in figures.columns].index("May be lost")
    assert [row[lost] for row in said(figures)] == ["£785.00", "£0.00", "£785.00"]


def test_themes_of_one_partnership_stand_where_there_is_room_for_them() -> None:
    """The same in both tables, whatever was spent of each; what has no room is together."""
    titles = [f"{word} matters" for word in ("Ale", "Bus", "Car", "Dog", "Elm", "Fog", "Gas", "Hen", "Ice")]
    plan = with_money("One", *((title, 10_00 + at, 900 - at) for at, title in enumerate(titles)))
    other = with_money("Two", ("Car matters", 0, 0))

    def told(*plans: PlanRecords) -> Mapping[str, object]:
        county = CountyRecords(
            FinancialYear(2010),
            [each.partnership for each in plans],
            plans={each.partnership["id"]: each for each in plans},
        )
        return gather(county, "county-funding", OPTIONS).sheets[0].blocks

    def headed(blocks: Mapping[str, object]) -> list[list[str]]:
        tables = [blocks[name] for name in ("allocated", "spent")]
        return [[column.label for column in table.columns] for table in tables if isinstance(table, Table)]

    blocks = told(plan)
    assert headed(blocks) == [["Partnership", *reversed(titles[2:]), "Other priorities", "All"]] * 2
    assert said(blocks["spent"])[0][-2:] == ["£17.99", "£80.64"]
    # One of several partnerships comes first, however little money it has.
    first = [titles[2], *reversed(titles[3:])]
    assert headed(told(plan, other)) == [["Partnership", *first, "Other priorities", "All"]] * 2


@pytest.fixture(scope="module")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fourteen districts, and a county group with a plan."""
    path = tmp_path_factory.mktemp("county") / "county.csp"
    write_sample(path, partnerships=14, years=1)
    with Workspace.open(path, backup=False) as workspace:
        group = Insert("partnerships", {"name": "Safer County", "short_name": "SC", "kind": "county group"})
        plan = Insert(
            "plans", {"partnership": group.id, "title": "Agreement", "first_year": 2010, "last_year": 2010}
        )
        titles = ("Domestic abuse", "Anti-social behaviour", "Serious acquisitive crime")
        workspace.apply(
            [
                group,
                plan,
                *(
                    Insert("plan_items", {"plan": plan.id, "level": "priority", "title": title})
                    for title in titles
                ),
            ]
        )
    return path


@pytest.mark.slow
def test_fourteen_partnerships_take_two_pages(
    county_file: Path,
    info_of: Callable[[bytes], dict[str, str]],
    text_of: Callable[[bytes], str],
    words_on_pages: Callable[[bytes], list[tuple[int, float, float, float, float, str]]],
) -> None:
    with Workspace.open(county_file, read_only=True) as workspace:
        county = county_records(workspace, FinancialYear(2010))
    pdf = print_report(county, "county-position", OPTIONS)
    assert info_of(pdf)["Pages"] == "2"
    text = text_of(pdf)
    rows = [
        row
        for row in gather(county, "county-position", OPTIONS).sheets[0].blocks["standing"].rows
        if isinstance(row, Row)
    ]
    assert len(rows) == 15
    for row in rows:
        assert (
            "".join("".join(getattr(piece, "text", "") for cell in row.cells[:2] for piece in cell).split())
            in text
        )
    from csp_desktop.reports.county.position import county_positions, total

    whole = total(county_positions(county, Quarter(2010, 2), OPTIONS))
    assert format_money(whole.money.spent).replace(" ", "") in text
    # The county's figures, in bold and over a million, stand on one line as those of its partnerships do.
    figures = [piece.text for cell in rows[-1].cells for piece in cell if "£" in getattr(piece, "text", "")]
    assert len(figures) == 3 and {word for *_, word in words_on_pages(pdf)} >= set(figures)


@pytest.mark.slow
def test_in_large_print_no_theme_of_the_funding_is_broken_into_letters(
    county_file: Path, words_on_pages: Callable[[bytes], list[tuple[int, float, float, float, float, str]]]
) -> None:
    with Workspace.open(county_file, read_only=True) as workspace:
        county = county_records(workspace, FinancialYear(2010))
    themes = gather(county, "county-funding", OPTIONS).sheets[0].blocks["allocated"]
    assert isinstance(themes, Table) and len(themes.columns) > 5
    printed = print_report(county, "county-funding", replace(OPTIONS, large_print=True))
    words = {word for *_, word in words_on_pages(printed)}
    assert not [word for word in words if len(word) == 1 and word.isalpha()]
    assert words >= {word for column in themes.columns[1:] for word in column.label.split()}


def test_a_form_of_the_county_is_printed_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "c.csp", tmp_path / "directory.pdf"
    with Workspace.create(file) as workspace:
        assert year_to_show(workspace, date(2026, 5, 1)).first == 2026
        workspace.apply(
            Insert("partnerships", {"name": name, "short_name": name}) for name in ("Averley", "Brack")
        )
    with pytest.raises(SystemExit) as ended:
        main(["print", str(file), "county-directory", "--out", str(out)])
    assert ended.value.code == 0 and out.read_bytes().startswith(b"%PDF")
    with pytest.raises(SystemExit):
        main(["print", "--list"])
    listed = capsys.readouterr().out
    assert all(f"{name}: {report.title}\n" in listed for name, report in COUNTY_REPORTS.items())
