"""The fund that rows of money are paid from, as the lines over and between them name it, with what it is worth."""

from __future__ import annotations

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading, To
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Row = tuple[object, ...]
HEAD: Row = ("Project", "Provider", "Allocated (£)", "Q1 spend", "Q2 spend")
ROWS: tuple[Row, ...] = (("Workshops", "YJS", 15000, 2500, 5000), ("Bins", "Council", 8000, 0, 1200))


def read(*rows: Row, name: str = "Budget") -> Reading:
    return read_grids([Grid.of_rows(name, list(rows))], FinancialYear(2026), Mappings())


def streams(reading: Reading) -> list[tuple[object, object, object]]:
    """Each stream by name, funder and pence."""
    return [
        (draft.values["name"], draft.values.get("funder"), draft.values.get("amount"))
        for draft in reading.drafts
        if draft.register == "funding_streams"
    ]


def outcomes(reading: Reading) -> dict[str, str]:
    return {cell.text: cell.mark.outcome for cell in reading.cells}


@pytest.mark.parametrize(
    ("over", "stream"),
    [
        (
            ("Grant tracker 2026/27", "Funding stream: PCC Community Safety Fund – £48,000"),
            ("PCC Community Safety Fund", None, 4_800_000),
        ),
        (
            ("Safer Harbury Partnership", "Spend 2026/27", "Fund: Safer Streets 5 (£48k)"),
            ("Safer Streets 5", None, 4_800_000),
        ),
        (
            ("PCC Community Safety Grant 2026/27", "Award £30,000"),
            ("PCC Community Safety Grant 2026/27", None, 3_000_000),
        ),
        (
            ("Safer Streets 5", "Funder: Home Office", "Total grant award 2026/27: £120,000"),
            ("Home Office", "Home Office", 12_000_000),
        ),
        (
            ("Serious Violence Fund", "Funded by: Home Office", "Spent to date: £9,000"),
            ("Serious Violence Fund", "Home Office", None),
        ),
        (("Projects 2026/27", "£48,000 from the PCC grant"), ("PCC grant", None, 4_800_000)),
        (("Claims against the Serious Violence Duty grant",), ("Serious Violence Duty grant", None, None)),
        (("Spending from the PCC grant (£48,000)",), ("PCC grant", None, 4_800_000)),
        (("Community Fund round 3, closed 2 October 2026",), ("Community Fund round 3", None, None)),
        (("Small grants round 2 – panel 17 September",), ("Small grants round 2", None, None)),
        (("3. Safer Streets Fund",), ("Safer Streets Fund", None, None)),
        (("Applications to the Community Fund",), ("Community Fund", None, None)),
        (("Projects funded by the Home Office",), ("Home Office", None, None)),
        (("Grants awarded by the PCC 2026/27",), ("PCC 2026/27", None, None)),
        (
            ("Harbury CSP grants 26-27", "Serious Violence Duty £34,250"),
            ("Serious Violence Duty", None, 3_425_000),
        ),
        (
            (
                "Forty groups came to the fair. The panel thanks the borough for £24,000 from the Stronger Streets Fund.",
            ),
            ("Stronger Streets Fund", None, 2_400_000),
        ),
        # What stays as it is written.
        (("Community fund 2026/27",), ("Community fund 2026/27", None, None)),
        (("CSP allocation",), ("CSP allocation", None, None)),
        (("Safer Streets 5",), ("Safer Streets 5", None, None)),
        (("PCC grant tracker 2026/27",), ("PCC grant tracker 2026/27", None, None)),
    ],
)
def test_a_line_over_projects_names_their_fund_and_its_sum(
    over: tuple[str, ...], stream: tuple[object, object, object]
) -> None:
    reading = read(*((line,) for line in over), (), HEAD, *ROWS)
    assert streams(reading) == [stream]
    keys = {draft.values["stream"] for draft in reading.drafts if draft.register == "allocations"}
    assert keys == {To(draft.key) for draft in reading.drafts if draft.register == "funding_streams"}
    assert "asked" not in outcomes(reading).values()


def test_a_fund_and_its_sum_may_stand_beside_their_labels() -> None:
    reading = read(
        ("Grant tracker 2026/27",),
        ("Funding stream:", "PCC Community Safety Fund"),
        ("Award", 48000),
        (),
        HEAD,
        *ROWS,
    )
    assert streams(reading) == [("PCC Community Safety Fund", None, 4_800_000)]
    said = outcomes(reading)
    assert (said["Funding stream:"], said["Award"], said["48000"]) == ("ignored", "ignored", "taken")


@pytest.mark.parametrize("title", ["Budget monitoring 2026/27", "Grant tracker 2026/27", "Funding 2026/27"])
def test_the_title_of_a_paper_about_money_is_no_fund_and_that_is_said(title: str) -> None:
    reading = read((title,), (), HEAD, *ROWS)
    assert streams(reading) == [("Funding 2026/27", None, None)]
    (note,) = reading.notes
    assert "names the funding stream" in note
    assert "“Funding 2026/27”" in note


def test_below_the_title_of_a_paper_a_sheet_named_after_its_fund_names_it() -> None:
    reading = read(("Budget monitoring 2026/27",), ("Award: £30,000",), (), HEAD, *ROWS, name="PCC grant")
    assert streams(reading) == [("PCC grant", None, 3_000_000)]
    assert not reading.notes


def test_a_sum_of_another_year_or_another_sum_for_a_fund_is_asked_about() -> None:
    for lines in (
        ("PCC fund 2026/27", "Award 2025/26: £25,000"),
        ("PCC fund 2026/27 – £30,000", "Award: £25,000"),
    ):
        reading = read(*((line,) for line in lines), (), HEAD, *ROWS)
        assert outcomes(reading)[lines[1]] == "asked"
        assert 2_500_000 not in [amount for _, _, amount in streams(reading)]


def test_headings_between_projects_name_their_funds_and_what_these_are_worth() -> None:
    reading = read(
        HEAD,
        ("PCC Community Safety Fund (£48,000)",),
        ROWS[0],
        ("Home Office grant",),
        ("Award £30,000",),
        ROWS[1],
        ("Award £5,000",),
        ("Patrols", "Police", 2000, 100, 50),
    )
    assert streams(reading) == [
        ("PCC Community Safety Fund", None, 4_800_000),
        ("Home Office grant", None, 3_000_000),
    ]
    # Nothing says whose sum one further down is.
    assert outcomes(reading)["Award £5,000"] == "asked"
    by_key = {draft.key: draft.values.get("name") for draft in reading.drafts}
    of = [by_key[d.values["stream"].key] for d in reading.drafts if d.register == "allocations"]
    assert of == ["PCC Community Safety Fund", "Home Office grant", "Home Office grant"]


def test_rows_that_name_their_streams_are_paid_from_these_whatever_stands_over_them() -> None:
    reading = read(
        ("PCC grant",),
        ("Award £30,000",),
        (),
        ("Project", "Funding stream", "Allocated (£)"),
        ("Workshops", "Levy", 15000),
        ("Bins", "Reserve", 8000),
    )
    assert streams(reading) == [("Levy", None, None), ("Reserve", None, None)]


@pytest.mark.parametrize(
    ("line", "stream"),
    [
        ("Small grants fund 2026/27 (budget £15,000)", ("Small grants fund 2026/27", None, 1_500_000)),
        ("Safer Streets Fund – grant of £60,000", ("Safer Streets Fund", None, 6_000_000)),
        ("Community fund, total award £5,000", ("Community fund", None, 500_000)),
        ("Funded by the Home Office", ("Home Office", "Home Office", None)),
    ],
)
def test_a_fund_is_called_by_its_name_alone(line: str, stream: tuple[object, object, object]) -> None:
    assert streams(read(("Spend tracker 2026/27",), (line,), HEAD, *ROWS)) == [stream]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Total grant received: £48,000", "asked"),
        ("Underspend brought forward from 2025/26: £1,200", "asked"),
        ("Maximum per project £15,000", "asked"),
        ("Award £48,000", "taken"),
        ("Spent to date: £8,700", "ignored"),
        ("Left to spend £39,300", "ignored"),
    ],
)
def test_a_sum_over_the_rows_is_taken_or_asked_about_unless_they_come_to_it(line: str, outcome: str) -> None:
    reading = read(("PCC Community Safety Grant 2026/27",), (line,), (), HEAD, *ROWS)
    assert outcomes(reading)[line] == outcome
    assert [name for name, *_ in streams(reading)] == ["PCC Community Safety Grant 2026/27"]


def test_a_sum_over_rows_that_name_their_own_funds_is_asked_about() -> None:
    rows = [("PCC grant", *ROWS[0]), ("Council", *ROWS[1])]
    reading = read(("Funding 2026/27",), ("Total available £40,000",), ("Fund", *HEAD), *rows)
    assert outcomes(reading)["Total available £40,000"] == "asked"


def test_a_fund_and_its_sum_in_two_cells_are_that_of_the_rows_below() -> None:
    reading = read(("PCC Community Safety Grant 2026/27:", 40000), (), HEAD, *ROWS)
    assert streams(reading) == [("PCC Community Safety Grant 2026/27", None, 4_000_000)]
    assert set(outcomes(reading).values()) <= {"taken", "ignored"}


@pytest.mark.parametrize(
    "over",
    [
        (("PCC Community Safety Fund", 32500), ("Home Office grant", 15500)),  # which of the two?
        (("PCC grant reference", 40017),),
        (("PCC contact", "01632 960123"),),
        (("PCC grant spent to date", 8700),),
    ],
)
def test_what_names_no_one_fund_with_its_sum_is_asked_about(over: tuple[Row, ...]) -> None:
    reading = read(*over, (), HEAD, *ROWS)
    assert streams(reading) == [("Budget", None, None)]
    said = outcomes(reading)
    assert {said[str(text)] for row in over for text in row} == {"asked"}


@pytest.mark.parametrize(
    "line",
    [
        "All figures in £000",
        "Figures are in £ thousands",
        "£ unless shown otherwise",
        "Budget £000",
        "(£k)",
        "All amounts exclude VAT",
        "NB: figures rounded to the nearest pound",
    ],
)
def test_how_figures_are_counted_names_no_fund(line: str) -> None:
    reading = read((line,), (), HEAD, *ROWS, name="Youth fund")
    assert streams(reading) == [("Youth fund", None, None)]
    assert outcomes(reading)[line] == "ignored"
    reading = read(("Fund: Safer Streets 5 (£48k)",), (line,), (), HEAD, *ROWS)
    assert streams(reading) == [("Safer Streets 5", None, 4_800_000)]


@pytest.mark.parametrize(
    "line", ["Budget: PCC Fund", "Home Office grant (£000)", "Amounts from the PCC fund"]
)
def test_a_fund_named_beside_how_it_is_counted_is_one(line: str) -> None:
    (stream,) = streams(read((line,), (), HEAD, *ROWS))
    assert "PCC" in str(stream[0]) or "Home Office" in str(stream[0])


def test_a_title_that_goes_on_to_say_what_the_rows_are_names_the_fund_before() -> None:
    reading = read(("Serious Violence Duty grant: what projects have claimed",), (), HEAD, *ROWS)
    assert streams(reading) == [("Serious Violence Duty grant", None, None)]


@pytest.mark.parametrize("of", ["spend plan", "Spending profile 2026/27"])
def test_a_fund_before_what_is_spent_of_it_is_one_and_a_note_below_it_none(of: str) -> None:
    reading = read(
        (f"Serious Violence Duty – {of}",), ("Figures agreed with Finance 9 October",), (), HEAD, *ROWS
    )
    assert streams(reading) == [("Serious Violence Duty", None, None)]


@pytest.mark.parametrize(
    "line",
    [
        "Claims made to funders",
        "2. Applications not funded",
        "Small grants awarded 2026/27",
        "Awards made to partnerships and charities",
        "Unsuccessful applications",
        "Requests for funding",
        "Grants panel 17 September 2026",
        "Payments made",
        "Bank rec",
        "Every group that asked for a grant had a visit from one of our officers.",
    ],
)
def test_a_line_that_says_what_the_rows_are_names_no_fund(line: str) -> None:
    reading = read((line,), (), HEAD, *ROWS)
    assert streams(reading) == [("Funding 2026/27", None, None)]
    assert any("names the funding stream" in note for note in reading.notes)


FUNDS: tuple[Row, ...] = (
    ("Fund", "Funder", "Amount 2026/27", "Spend by"),
    ("Commissioner's Community Fund", "PCC", 165000, "31 March 2027"),
    ("Hotspot Response", "Home Office", 39000, "31 March 2027"),
    ("Town Reserve", "Council", 8000, "31 March 2028"),
)


@pytest.mark.parametrize(
    ("line", "fund", "noted"),
    [
        ("Community Fund round 3, closed 2 October 2026", 0, True),
        ("Hotspot Response: claims so far", 1, False),
        ("Bids to the Town Reserve, round 2", 2, False),
        ("Lottery Fund round 1", None, False),
        ("Town Reserve Board grants", None, False),
    ],
)
def test_a_line_that_calls_a_fund_told_of_already_is_that_fund(
    line: str, fund: int | None, noted: bool
) -> None:
    sheets = [Grid.of_rows("Funds", list(FUNDS)), Grid.of_rows("Round", [(line,), (), HEAD, *ROWS])]
    reading = read_grids(sheets, FinancialYear(2026), Mappings())
    named = [str(row[0]) for row in FUNDS[1:]]
    made = [str(name) for name, *_ in streams(reading)]
    assert made == (named if fund is not None else [*named, line])
    by_key = {draft.key: draft.values.get("name") for draft in reading.drafts}
    of = {by_key[d.values["stream"].key] for d in reading.drafts if d.register == "allocations"}
    assert of == {named[fund] if fund is not None else line}
    assert any("is read as the fund" in note for note in reading.notes) == noted


def test_tables_below_one_of_a_named_fund_are_of_that_fund_where_they_name_none() -> None:
    bids = (
        ("Project", "Applicant", "Amount sought", "Decision"),
        ("Drone", "Flyers", 4000, "Refused"),
        ("Choir", "Voices", 900, "Refused"),
    )
    reading = read(("Stronger Streets Fund",), (), HEAD, *ROWS, (), ("Applications not funded",), (), *bids)
    assert streams(reading) == [("Stronger Streets Fund", None, None)]
    assert len({draft.values["stream"] for draft in reading.drafts if "stream" in draft.values}) == 1
    assert any("as the table above" in cell.mark.message for cell in reading.cells)


FIRST, SECOND = ROWS


def paid_from(reading: Reading) -> list[object]:
    """What each allocation is paid from, by name."""
    by_key = {draft.key: draft.values.get("name") for draft in reading.drafts}
    return [by_key[d.values["stream"].key] for d in reading.drafts if d.register == "allocations"]


@pytest.mark.parametrize(
    "line",
    [
        "Schemes and what has gone out of the door",
        "Small asks, summer round – panel sat 16 September 2026",
        "Round 2, autumn – decisions of 14 October 2026",
        "Money going out this year and who has it",
    ],
)
def test_a_title_that_names_nothing_is_no_fund_and_that_is_said(line: str) -> None:
    reading = read((line,), (), HEAD, *ROWS)
    assert streams(reading) == [("Funding 2026/27", None, None)]
    assert any("names the funding stream" in note for note in reading.notes)


def test_a_title_that_may_be_anything_is_said_to_be_taken_for_the_fund() -> None:
    assert any("“Eastfield Renewal”" in note for note in read(("Eastfield Renewal",), (), HEAD, *ROWS).notes)
    assert not read(("Community fund 2026/27",), (), HEAD, *ROWS).notes


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("From: Rainy day money",), ("From: Business district match",)),
        (("Source: Home Office",), ("Source: own funds",)),
        (("Paid from – Rainy day money",), ("Funded from: the Levy",)),
    ],
)
def test_headings_between_rows_say_what_they_are_paid_from(first: Row, second: Row) -> None:
    names = [
        str(line[0]).replace(" – ", ": ").partition(": ")[2].removeprefix("the ") for line in (first, second)
    ]
    reading = read(("Where it went",), (), HEAD, first, FIRST, second, SECOND)
    assert paid_from(reading) == names
    assert [name for name, *_ in streams(reading)] == names


def test_a_heading_between_rows_is_the_fund_told_of_on_another_sheet() -> None:
    pots = [
        ("Fund", "Funder", "Amount"),
        ("Business district match", "BID", 5000),
        ("Other", "Council", 9120),
    ]
    spend = [HEAD, ("Business district match",), FIRST, ("Patrols",), SECOND]
    sheets = [Grid.of_rows("Funds", list(pots)), Grid.of_rows("Spend", list(spend))]
    reading = read_grids(sheets, FinancialYear(2026), Mappings())
    # Behind a fund with rows of its own nothing says that other rows are paid from it.
    assert paid_from(reading) == ["Business district match", "Spend"]
    assert any("put under “Spend”" in note for note in reading.notes)


def test_below_a_fund_its_rows_stand_under_what_they_are_for() -> None:
    parts = (("Equipment",), FIRST, ("Staff",), SECOND)
    reading = read(HEAD, ("PCC fund",), *parts, ("Council grant",), *parts)
    assert paid_from(reading) == ["PCC fund"] * 2 + ["Council grant"] * 2
    assert {outcomes(reading)[name] for name in ("PCC fund", "Council grant")} == {"taken"}


def test_where_most_headings_name_funds_the_others_do_and_that_is_said() -> None:
    reading = read(HEAD, ("PCC fund",), FIRST, ("Town centre match",), SECOND, ("Council grant",), FIRST)
    assert paid_from(reading) == ["PCC fund", "Town centre match", "Council grant"]
    assert ["“Town centre match”" in note for note in reading.notes] == [True]


@pytest.mark.parametrize("amount", [None, 50000])
def test_a_list_of_funds_behind_what_is_paid_from_them_tells_of_the_same(amount: int | None) -> None:
    over = [] if amount is None else [(f"Safer Streets Fund – £{amount}",)]
    spend = (
        [*over, HEAD, *ROWS] if over else [(*HEAD, "Fund"), *((*row, "Safer Streets Fund") for row in ROWS)]
    )
    pots = [
        ("Fund", "Funder", "Amount"),
        ("Safer Streets Fund", "Home Office", 42000),
        ("Levy", "Council", 900),
    ]
    sheets = [Grid.of_rows("Spend", list(spend)), Grid.of_rows("Pots", list(pots))]
    reading = read_grids(sheets, FinancialYear(2026), Mappings())
    told = {name: (funder, pence) for name, funder, pence in streams(reading)}
    assert told == {
        "Safer Streets Fund": ("Home Office", 100 * (amount or 42000)),
        "Levy": ("Council", 90_000),
    }
    assert outcomes(reading)["42000"] == ("asked" if amount else "taken")
