"""Every form on the sample, in normal and large print: accessible, complete, nothing cut off or overlapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from log_content import SmallLog
from printed_plan import small_plan
from record_building import Building, made

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import REPORTS, columns_of, gather, print_report
from csp_desktop.reports.forms.partner_directory import groups_table
from csp_desktop.sample import write_sample

QUARTER = Quarter(2010, 2)
PLAN_FIELDS = ("ref", "title", "target", "outcome", "timescale", "resources")
# Forms that hold on one side of A4 what a quarter brought.
ONE_SIDE = ("since-last", "committee-page")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> PlanRecords:
    path = Path(tmp_path_factory.mktemp("sample")) / "sample.csp"
    write_sample(path)
    with Workspace.open(path, backup=False) as workspace:
        plan = workspace.plans()[0]["id"]
        workspace.apply(SmallLog(workspace.plan_records(plan)).changes)
        return workspace.plan_records(plan)


@pytest.fixture(scope="module")
def printed(sample, options) -> Callable[[str, bool], bytes]:
    """A form of the sample, set once."""

    @cache
    def form(name: str, large: bool) -> bytes:
        return print_report(sample, name, options(large_print=large))

    return form


def fields(records: list, *names: str) -> Iterator[str]:
    return (record[name] for record in records for name in names if record[name])


def texts_of(name: str, sample: PlanRecords) -> list[str]:
    """All the text a form owes its reader."""
    now = [update for update in sample.updates if update["quarter"] == QUARTER.code]
    items = list(fields(sample.plan_items, *PLAN_FIELDS))
    indicators = list(fields(sample.indicators, "ref", "title", "source", "notes"))
    risks = list(fields(sample.risks, "ref", "title", "cause", "consequence"))
    mitigations = list(fields(sample.mitigations, "title", "progress"))
    reviews = [review["comment"] for review in sample.risk_reviews if review["quarter"] == QUARTER.code]
    if name == "quarterly-sheet":
        placed = [risk for risk in sample.risks if risk["item"]]
        ids = {risk["id"] for risk in placed}
        owned = [one for one in sample.mitigations if one["risk"] in ids]
        return [
            *items, *indicators, *fields(now, "narrative"), *fields(placed, "ref", "title"),
            *fields(owned, "title", "progress"),
        ]  # fmt: skip
    if name == "action-plan":
        return [*items, *fields(sample.updates, "narrative"), sample.plan["introduction"]]
    if name == "progress-update":
        return [*items, *fields(now, "narrative")]
    if name == "indicators":
        return indicators
    if name == "risk-register":
        return [*risks, *mitigations, *reviews]
    if name == "funding-statement":
        return [
            *fields(sample.funding_streams, "name", "funder", "conditions"),
            *fields(sample.allocations, "project", "provider", "notes"),
            *fields(sample.bids, "project", "notes"),
        ]
    if name == "achievements":
        return list(fields(sample.achievements, "title", "narrative"))
    if name == "partner-directory":
        here = [
            person for person in sample.people if not person["left_on"] or person["left_on"] > "2010-10-22"
        ]
        return [
            *fields(sample.agencies, "name", "short_name", "notes"),
            *fields(here, "name", "job_title", "email", "phone"),
            *fields(sample.groups, "name", "purpose"),
            *fields(sample.group_members, "role"),
            *fields(sample.linked_plans, "title", "owner", "period", "web_address", "notes"),
        ]
    kinds = {
        "action-log": "meeting action",
        "recommendations": "review recommendation",
        "orders": "order or agreement",
    }
    entries = [entry for entry in sample.log_entries if kinds.get(name) == entry["kind"]]
    if name == "forward-plan":
        entries = [entry for entry in sample.log_entries if entry["kind"] in ("duty", "order or agreement")]
        return list(fields(entries, "ref", "title"))
    return list(fields(entries, "ref", "title", "owner", "source", "area"))


def assert_placed(pdf: bytes, info_of, words_on_pages) -> None:
    """Every word of a print stands within the edges of its page, and over no other."""
    wide, tall = (float(part) for part in info_of(pdf)["Page size"].split(" pts")[0].split(" x "))
    by_page: dict[int, list] = {}
    for page, left, top, right, bottom, word in words_on_pages(pdf):
        assert left >= 30 and right <= wide - 30 and top >= 15 and bottom <= tall - 15, (page, word)
        by_page.setdefault(page, []).append((left, top, right, bottom, word))
    for page, words in by_page.items():
        words.sort(key=lambda found: found[1])
        for at, (left, top, right, bottom, word) in enumerate(words):
            for other in words[at + 1 :]:
                if other[1] >= bottom:
                    break
                across = min(right, other[2]) - max(left, other[0])
                down = min(bottom, other[3]) - max(top, other[1])
                assert across < 1.5 or down < (bottom - top) * 0.45, (page, word, other[4])


@pytest.mark.parametrize(
    "large",
    [pytest.param(False, id="normal"), pytest.param(True, id="large print", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("name", [name for name in REPORTS if name != "return-form"])
class TestEveryForm:
    @pytest.mark.slow
    def test_it_says_it_is_accessible(self, name, large, printed, info_of):
        pdf = printed(name, large)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
        info = info_of(pdf)
        assert info["Tagged"] == "yes"
        assert "Annual plan" in info["Title"]

    def test_all_text_of_its_records_is_there(self, name, large, printed, sample, text_of, words_on_pages):
        page = text_of(printed(name, large))
        edges = len({found[0] for found in words_on_pages(printed(name, large))})
        wanted = [text for text in texts_of(name, sample) if text]
        missing = [text for text in wanted if "".join(text.split()) not in page]
        # Where a text runs over a page's edge, its two parts stand apart.
        assert len(missing) < edges, missing
        for text in missing:
            assert all(word in page for word in text.split()), text

    def test_nothing_runs_off_the_page_or_into_its_neighbour(
        self, name, large, printed, info_of, words_on_pages
    ):
        assert_placed(printed(name, large), info_of, words_on_pages)

    def test_print_is_never_too_small(self, name, large, printed, words_on_pages):
        least = 18 if large else 9
        heights = [bottom - top for _, _, top, _, bottom, _ in words_on_pages(printed(name, large))]
        # A word's box is a little lower than its type is high.
        assert min(heights) >= least * 0.93


@pytest.mark.parametrize("name", ONE_SIDE)
def test_the_digests_are_one_side_of_a4(name, printed, info_of):
    assert info_of(printed(name, False))["Pages"] == "1"


def test_however_much_moved_nothing_is_left_out(options, text_of):
    records = small_plan()
    long = "A matter whose name goes on for rather longer than anybody would like it to, and then some more"
    for number in range(60):
        item = made(
            "plan_items", plan="plan", parent="p1", title=f"{number} {long}", due_on="2010-05-01", position=9
        )
        records.plan_items.append(item)
        records.updates.append(made("updates", item=item["id"], quarter="2010-Q1", rag="green"))
        records.updates.append(
            made("updates", item=item["id"], quarter="2010-Q2", rag="red", new_due_on="2011-02-01")
        )
        risk = made("risks", plan="plan", title=f"{number} {long}")
        records.risks.append(risk)
        for quarter, likelihood in (("2010-Q1", 2), ("2010-Q2", 5)):
            records.risk_reviews.append(
                made("risk_reviews", risk=risk["id"], quarter=quarter, likelihood=likelihood, impact=4)
            )
        agency = made("agencies", name=f"{number} {long}", short_name=f"A{number}")
        records.agencies.append(agency)
        records.returns.append(
            made(
                "returns",
                plan="plan",
                quarter="2010-Q2",
                agency=agency["id"],
                due_on="2010-10-15",
                state="sent",
            )
        )
        records.allocations.append(
            made("allocations", stream="s1", project=f"{number} {long}", amount=5, approved_on="2010-09-01")
        )
    for name in ONE_SIDE:
        said = text_of(print_report(records, name, options()))
        assert " more" not in said
        for number in range(60):
            # Once as an action, once as a risk, and in what changed since last time as a return and as money.
            assert said.count(f"{number}Amatterwhosename") >= (2 if name == "committee-page" else 4), number


def test_a3_and_turned_paper(sample, options, info_of):
    for more, size in (
        ({"paper": "a3"}, "1190.55 x 841.89 pts (A3)"),
        ({"orientation": "portrait"}, "595.276 x 841.89 pts (A4)"),
    ):
        assert info_of(print_report(sample, "action-plan", options(**more)))["Page size"] == size


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in (*ONE_SIDE, "return-form")])
def test_turned_either_way_a_form_stands_on_its_pages_and_breaks_no_word(
    name, sample, options, info_of, words_on_pages
):
    designed = gather(sample, name, options()).flipped
    turned = options(orientation="portrait" if designed else "landscape")
    pdf = print_report(sample, name, turned)
    assert_placed(pdf, info_of, words_on_pages)
    set_words = {word.strip(".,:;") for *_, word in words_on_pages(pdf)}
    plain = [word for text in texts_of(name, sample) for word in text.split() if word.isalpha()]
    assert [word for word in plain if word not in set_words] == []


def test_where_a_page_is_too_narrow_for_a_table_each_record_has_its_lines(sample, options, words_on_pages):
    def labels(**more: object) -> int:
        """How often the heading of the last column is printed."""
        return [
            word for *_, word in words_on_pages(print_report(sample, "indicators", options(**more)))
        ].count("Why")

    pages = 6
    assert labels() <= pages < len(sample.indicators) <= labels(orientation="portrait")


def test_a_page_of_records_below_one_another_says_of_which_priority_they_are(sample, options, text_of):
    said = text_of(print_report(sample, "action-plan", options(orientation="portrait")))
    assert "3Fewerrepeatvictimsofdomesticabuse,andmorewhoreportit,continued" in said


def test_records_below_one_another_are_kept_whole(sample, options, words_on_pages):
    pdf = print_report(sample, "risk-register", options(orientation="portrait"))
    first: dict[int, tuple[float, float, str]] = {}
    for page, left, top, _, _, word in words_on_pages(pdf):
        if top > 40:
            first[page] = min(first.get(page, (top, left, word)), (top, left, word))
    refs = {risk["ref"] for risk in sample.risks}
    assert len(first) > 3
    assert [word for page, (*_, word) in first.items() if page > 1 and word not in {*refs, "Closed,"}] == []


def test_the_funders_table_has_room_for_four_quarters(sample, options, words_on_pages):
    pdf = print_report(sample, "funder", options(quarter=Quarter(2010, 4), item="CSP allocation"))
    said = [word for *_, word in words_on_pages(pdf)]
    projects = [
        each["project"] for each in sample.allocations if each["stream"] == sample.allocations[0]["stream"]
    ]
    assert [
        word for project in projects for word in project.split() if word.isalpha() and word not in said
    ] == []
    # A table, whose heading stands once a page, and no list of projects.
    assert 0 < said.count("Committed") <= 4 < len(projects)


def test_a_draft_says_so_on_every_page(sample, options, words_on_pages):
    words = words_on_pages(print_report(sample, "risk-register", options(draft=True)))
    pages = {found[0] for found in words}
    assert {found[0] for found in words if found[5] == "DRAFT"} == pages


def test_every_page_says_which_of_how_many(sample, options, text_of, info_of):
    pdf = print_report(sample, "quarterly-sheet", options())
    pages, page = int(info_of(pdf)["Pages"]), text_of(pdf)
    for number in range(1, pages + 1):
        assert f"Page{number}of{pages}" in page
    assert page.count("Printed22October2010") == pages


def test_columns_can_be_left_out(sample, options, text_of):
    whole = text_of(print_report(sample, "risk-register", options()))
    less = text_of(print_report(sample, "risk-register", options(without=frozenset({"mitigations", "ref"}))))
    assert "Controlsandactions" in whole and "Controlsandactions" not in less
    # What names a record is never left out.
    assert "R9" in less


@pytest.mark.parametrize("name", ["quarterly-sheet", "action-plan", "progress-update"])
def test_a_plan_without_priorities_prints_one_sentence_as_its_sheet(name, options, text_of):
    page = text_of(print_report(Building().records(), name, options()))
    assert "Theplanhasnoprioritiesyet." in page


def test_a_priority_can_be_chosen_by_its_ref(sample, options, text_of):
    chosen = text_of(print_report(sample, "quarterly-sheet", options(item="2")))
    assert "2Cuttheft" in chosen and "1Cutanti-social" not in chosen
    with pytest.raises(ReportProblem, match="choose one of 1, 2"):
        print_report(sample, "action-plan", options(item="99"))


def test_the_columns_that_may_be_left_out_are_known(sample, options):
    columns = columns_of(gather(sample, "action-plan", options()))
    assert columns["target"] == "Target and performance indicator"
    assert "ref" not in columns


def test_the_leads_own_ratings_can_be_shown(sample, options):
    ours = gather(sample, "quarterly-sheet", options()).sheets[2]
    theirs = gather(sample, "quarterly-sheet", options(which_rag="lead")).sheets[2]
    assert (ours.rating.rag, theirs.rating.rag) == ("amber", "green")


def test_the_digest_compares_with_a_day(sample, options, text_of):
    page = text_of(print_report(sample, "since-last", options(since=date(2010, 8, 15))))
    assert "Whathaschangedsince15August2010" in page
    # Ratings are reported by quarter: the day stands for the last one that had ended.
    assert "AtQ1" in page and "AtQ2" in page


def test_what_has_a_day_of_its_own_counts_from_the_day_chosen(options, text_of):
    records = small_plan()
    records.bids[0].update(project="Cameras", decision="awarded", decided_on="2010-08-10")
    before, after = (
        text_of(print_report(records, "since-last", options(since=date(2010, 8, day)))) for day in (9, 10)
    )
    assert "Bidawarded" in before and "Bidawarded" not in after


def test_a_day_after_the_quarter_is_one_sentence(sample, options):
    with pytest.raises(ReportProblem, match="1 December 2010 is not before Q2 2010/11"):
        print_report(sample, "since-last", options(since=date(2010, 12, 1)))


def test_whose_ratings_they_are_is_said_only_where_leads_rate(printed, text_of):
    for name in REPORTS:
        if name != "return-form":
            said = "ourratingwhereitdiffers" in text_of(printed(name, False))
            assert said == ("which_rag" in REPORTS[name].uses), name


def test_the_sheet_names_the_chair_of_the_group_that_leads(options, text_of):
    assert "ASBJointActionGroupChair:Coordinator" in text_of(
        print_report(small_plan(), "quarterly-sheet", options())
    )


def test_a_target_nobody_set_has_no_date(options):
    records = small_plan()
    records.indicators[0].update(target_kind="none", target_value=None)
    row = gather(records, "quarterly-sheet", options()).sheets[0].blocks["indicators"].rows[0]
    assert [piece.text for piece in row.cells[2]] == ["None"]


@pytest.mark.parametrize("name", ["quarterly-sheet", "progress-update", "highlight"])
def test_what_is_finished_is_not_asked_for_an_update(name, options, text_of):
    records = small_plan()
    records.plan_items[-1].update(lead_groups=("jag",))
    page = text_of(print_report(records, name, options()))
    assert "Complete1August2010." in page


def test_a_group_called_by_its_short_name_is_said_once() -> None:
    records = small_plan()
    named, alike = records.groups
    told = {
        group["id"]: str(groups_table(records, [group]).rows[0].cells[0])
        for group in (named, {**alike, "short_name": alike["name"], "kind": None, "meets": None})
    }
    assert "Known as Steering" in told["steering"]
    assert "Known as" not in told["jag"] and "'.'" not in told["jag"]
