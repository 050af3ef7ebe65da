"""Where pages break: no heading alone at the foot, no row in two where it fits on one, headers repeated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed_plan import small_plan
from record_building import made

from csp_desktop.reports.blocks import Badge, Column, Form, Row, Sheet, Table, cell
from csp_desktop.reports.catalog import print_form, print_report


def plan_of(lines: int, actions: int = 3, words: int = 25):
    """A plan whose introduction takes so many lines, before a priority of rows with so many times three words."""
    records = small_plan()
    records.plan["introduction"] = "\n".join(f"line {number}" for number in range(lines))
    for number in range(actions):
        records.plan_items.append(
            made("plan_items", plan="plan", parent="p2", level="action", position=2 + number, ref=f"2.{number + 2}",
                 title=f"opening{number} " + "words in between " * words + f"closing{number}")
        )  # fmt: skip
    return records


@pytest.mark.parametrize("large", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_no_heading_stands_alone_and_no_row_is_split(large, options, words_on_pages):
    for lines in range(0, 44, 4):
        pdf = print_report(plan_of(lines), "action-plan", options(large_print=large))
        words = words_on_pages(pdf)
        where = {word: (page, top) for page, _, top, _, _, word in words}
        heading = where["thefts"]
        # What follows the heading stands on its page: the head of the table, or the first record.
        following = [
            top for page, _, top, _, _, word in words if page == heading[0] and top > heading[1] + 15
        ]
        assert len(following) > 12, lines
        for number in range(3):
            assert where[f"opening{number}"][0] == where[f"closing{number}"][0], (lines, number)


def test_headers_repeat_and_say_continued(options, words_on_pages, text_of):
    pdf = print_report(plan_of(0, actions=40), "action-plan", options())
    words = words_on_pages(pdf)
    pages = {page for page, *_, word in words if word.startswith("opening")}
    assert len(pages) > 2
    assert pages <= {page for page, *_, word in words if word == "agency"}
    starts = min(page for page, *_, word in words if word == "thefts")
    assert text_of(pdf).count("2Fewertheftsfromvehicles,continued") == max(pages) - starts


def test_in_large_print_the_head_names_the_record_that_goes_on(options, words_on_pages):
    columns = (
        Column("ref", "Ref", em=3, leads=True),
        Column("risk", "Risk", share=1, leads=True),
        Column("why", "Why", share=2),
    )
    rows = tuple(
        Row((cell(ref), cell(name), cell("because " * many)))
        for ref, name, many in (("R1", "Flood", 10), ("R9", "Fire", 300), ("R2", "Theft", 10))
    )
    sheet = Sheet("Register", "", {"t": Table(columns, rows)})
    words = words_on_pages(print_form(small_plan(), Form("log", "", (sheet,)), options(large_print=True)))
    heads: dict[int, str] = {}
    for page, _, top, _, _, word in words:
        if top < 40:
            heads[page] = f"{heads.get(page, '')} {word}".strip()
    # A record without a name leaves the sheet's.
    nameless = replace(sheet, blocks={"t": Table(columns, (Row(((), (), cell("because " * 300))),))})
    form = Form("log", "", (nameless,))
    assert "Register," in {
        word for *_, word in words_on_pages(print_form(small_plan(), form, options(large_print=True)))
    }
    # It begins on the second page, and runs over two edges.
    assert list(heads.values()) == ["Register, continued", "R9 Fire, continued", "R9 Fire, continued"]


def test_tables_of_the_same_columns_are_laid_out_alike(options, words_on_pages):
    columns = (
        Column("what", "What", em=46, leads=True),
        Column("why", "Why", share=1),
    )
    first, second = (
        Table(columns, tuple(Row((cell(name), cell(why))) for _ in range(3)))
        for name, why in (("short", "Of it"), ("long", "neighbourhoods"))
    )
    form = Form("log", "", (Sheet("Both", "", {"first": first, "second": second}),))
    said = [
        word for *_, word in words_on_pages(print_form(small_plan(), form, options(orientation="portrait")))
    ]
    # Each of the six records has its lines.
    assert said.count("Why") == 6


def test_a_long_title_that_goes_on_is_cut_after_a_word(options, words_on_pages):
    rows = tuple(Row((cell("Why"),)) for _ in range(60))
    table = Table((Column("why", "Why", share=1),), rows)
    title = "neighbourhood " * 20
    words = words_on_pages(
        print_form(small_plan(), Form("log", "", (Sheet(title, "", {"t": table}),)), options())
    )
    cut = {word for page, *_, word in words if page == 2 and "…" in word}
    assert cut == {"neighbourhood…,"}


def test_a_long_title_has_the_room_a_short_one_leaves_at_the_head(options, words_on_pages):
    rows = tuple(Row((cell("Why"),)) for _ in range(60))
    table = Table((Column("why", "Why", share=1),), rows, "neighbourhood " * 20)
    form = Form("log", "", (Sheet("Plan", "", {"t": table}),))
    words = words_on_pages(print_form(small_plan(), form, options()))
    head = [word for page, _, top, _, _, word in words if page == 2 and top < 40]
    assert head[0] == "Plan" and len(" ".join(head)) > 100


@pytest.mark.slow
def test_no_page_of_a_table_has_one_row_alone(options, words_on_pages):
    ends = set()
    for actions in range(8, 18):
        words = words_on_pages(print_report(plan_of(0, actions, words=6), "action-plan", options()))
        pages = [page for page, *_, word in words if word.startswith("opening")]
        assert pages.count(pages[-1]) > 1, actions
        ends.add(pages[-1])
    # The table ended on one page after another, so that a row alone would have been seen.
    assert len(ends) > 1


def test_large_print_leaves_no_page_half_empty(options, words_on_pages):
    """A record that takes much of a page runs over its edge."""
    records = plan_of(0, actions=8)
    for item in records.plan_items[-8:]:
        item["outcome"] = "what comes of it in the end " * 12
    words = words_on_pages(print_report(records, "action-plan", options(large_print=True)))
    # Words above the foot, which stands in the lowest 36 mm of 297.
    lowest = {}
    for page, _, _, _, bottom, _ in words:
        if bottom < 841.89 * (1 - 36 / 297):
            lowest[page] = max(lowest.get(page, 0), bottom)
    assert len(lowest) > 4
    assert min(lowest[page] for page in sorted(lowest)[:-1]) > 841.89 / 2


@pytest.mark.slow
def test_in_large_print_a_name_and_the_lines_under_it_stay_with_what_is_told(options, words_on_pages):
    records = small_plan()
    for number in range(24):
        records.groups.append(
            made("groups", partnership="rcsp", name=f"Group{number}", short_name=f"Known{number}", kind="sub-group",
                 meets="monthly", purpose=f"told{number} " + "over what it watches " * (number % 7 * 3 + 1))
        )  # fmt: skip
    where = {
        word: page
        for page, *_, word in words_on_pages(
            print_report(records, "partner-directory", options(large_print=True))
        )
    }
    pages = [
        {where[f"Group{number}"], where[f"Known{number}"], where[f"told{number}"]} for number in range(24)
    ]
    assert [len(held) for held in pages] == [1] * 24
    assert len(set.union(*pages)) > 4


def test_no_word_breaks_for_want_of_width(options, words_on_pages):
    records = small_plan()
    records.agencies[0]["short_name"] = "Westmereshire"
    records.groups[1]["short_name"] = "Neighbourhoods"
    records.risks[0]["owner"] = "Superintendent"
    records.allocations[0]["provider"] = "Neighbourhoods"
    for form, wanted in (
        ("action-plan", {"Westmereshire", "Neighbourhoods"}),
        ("partner-directory", {"Westmereshire"}),
        ("risk-register", {"Superintendent"}),
        ("funding-statement", {"Neighbourhoods"}),
    ):
        whole = {word.strip(",.;:") for *_, word in words_on_pages(print_report(records, form, options()))}
        assert wanted <= whole, form


def test_columns_hold_their_ratings_and_the_figures_that_meet_words(options, words_on_pages):
    """Wider than asked for, where a rating or the words of a figure would break in two."""
    columns = (
        Column("state", "State", em=4),
        Column("over", "Over", em=4, align="right"),
        Column("why", "Why", share=1),
    )
    row = Row((cell(Badge("green", "In progress")), cell("as planned"), cell("Because it is")))
    form = Form("log", "Log", (Sheet("Log", "", {"table": Table(columns, (row,))}),))
    words = words_on_pages(print_form(small_plan(), form, options()))
    where = {word: top for _, _, top, _, _, word in words}
    assert {"planned", "progress"} <= set(where)
    assert where["In"] == where["progress"]


def test_one_column_gives_way_to_the_others(options, words_on_pages):
    """Where all columns cannot be as wide as their words, only those that ask for most are not."""
    columns = (
        Column("long", "Long", em=4),
        Column("figure", "Figure", em=4, align="right"),
        Column("wide", "Wide", em=26),
        Column("why", "Why", share=1),
    )
    row = Row((cell("Neighbourhoodarrangement"), cell("£1,234,567"), cell("Wide"), cell("Why")))
    form = Form("log", "Log", (Sheet("Log", "", {"table": Table(columns, (row,))}),), flipped=False)
    whole = {word for *_, word in words_on_pages(print_form(small_plan(), form, options()))}
    assert "£1,234,567" in whole and "Neighbourhoodarrangement" not in whole


def test_a_telephone_number_stays_on_one_line(options, words_on_pages):
    numbers = ("01632 960 123", "(01632) 960124", "+44 (0)1632 960 125", "020 7946 0126")
    table = Table(
        (Column("who", "Who", em=17), Column("why", "Why", share=1)),
        tuple(Row((cell(f"{'Ring ' * at}{number} first"), ())) for number in numbers for at in range(8)),
    )
    form = Form("log", "Log", (Sheet("Log", "", {"table": table}),))
    words = words_on_pages(print_form(small_plan(), form, options()))
    lines: dict[tuple[int, float], list[str]] = {}
    for page, _, top, _, _, word in words:
        lines.setdefault((page, top), []).append(word)
    for number in numbers:
        assert sum(number in " ".join(line) for line in lines.values()) == 8, number


def test_a_priority_of_fourteen_actions_stays_on_two_pages(options, words_on_pages):
    """Its last rows, its risks, are not left for a third page that is nearly empty."""
    words = words_on_pages(print_report(plan_of(0, 14, words=14), "quarterly-sheet", options(item="2")))
    assert max(page for page, *_ in words) == 2


def lines_on_last_page(words):
    """How many lines stand between head and foot of the last page, in large print."""
    last = max(page for page, *_ in words)
    foot = 841.89 * (1 - 36 / 297)
    return len(
        {round(bottom) for page, _, top, _, bottom, _ in words if page == last and top > 55 and bottom < foot}
    )


@pytest.mark.parametrize(
    "form",
    [
        "risk-register",
        *(pytest.param(form, marks=pytest.mark.slow) for form in ("action-plan", "funding-statement")),
    ],
)
def test_in_large_print_the_last_page_has_more_than_a_line_or_two(form, options, words_on_pages):
    records = small_plan()
    for lines in (3, 6, 9):
        told = "\n".join(f"line {number}" for number in range(lines))
        records.plan["introduction"] = records.risks[-1]["consequence"] = records.allocations[-1][
            "provider"
        ] = told
        words = words_on_pages(print_report(records, form, options(large_print=True)))
        assert max(page for page, *_ in words) > 1
        assert lines_on_last_page(words) > 4, lines


def test_a_signature_keeps_what_stands_before_it(options, words_on_pages):
    """The sign-off of a highlight report is not alone on its page."""
    records = small_plan()
    ends = set()
    for lines in (14, 18, 21):
        records.plan_items[1]["timescale"] = "\n".join(f"line {number}" for number in range(lines))
        words = words_on_pages(print_report(records, "highlight", options(large_print=True, recipient="JAG")))
        (signed,) = (page for page, *_, word in words if word == "Reported")
        assert {page for page, *_, word in words if word == "Left"} == {signed}, lines
        ends.add(signed)
    assert len(ends) > 1


def test_a_plan_does_not_end_with_its_contacts_alone(options, words_on_pages):
    records = small_plan()
    records.partnership["website"] = "https://www.example.org"
    ends = set()
    for lines in (36, 39, 44):
        records.plan["introduction"] = "\n".join(f"line {number}" for number in range(lines))
        words = words_on_pages(print_report(records, "plan-document", options()))
        where = {word: page for page, *_, word in words}
        assert where["Chair"] == where["Website"] == where["Policing"], lines
        ends.add(where["Website"])
    assert len(ends) > 1


def test_in_large_print_a_heading_stands_off_from_the_record_before_it(options, words_on_pages):
    words = words_on_pages(print_report(small_plan(), "funding-statement", options(large_print=True)))
    (page, _, heading, *_) = next(word for word in words if word[-1] == "Bids")
    above = max(bottom for on, _, _, _, bottom, _ in words if on == page and bottom < heading)
    assert heading - above > 20


def test_an_address_breaks_where_it_has_a_sign(options, words_on_pages):
    records = small_plan()
    records.people[0]["email"] = "communitysafetycoordinator@rochfordborough.example.org"
    records.people[0]["phone"] = None
    words = [word for *_, word in words_on_pages(print_report(records, "partner-directory", options()))]
    (start,) = (at for at, word in enumerate(words) if word.startswith("communitysafetycoordinator"))
    assert words[start : start + 2] == ["communitysafetycoordinator", "@rochfordborough.example.org"]


def test_in_large_print_what_leads_a_record_is_told_from_what_follows(options, text_of):
    records = small_plan()
    assert "Planitem1.2:1.2hasnoupdate" in text_of(print_report(records, "checks", options(large_print=True)))
    assert "1.1Saferdriving" in text_of(print_report(records, "action-plan", options(large_print=True)))
