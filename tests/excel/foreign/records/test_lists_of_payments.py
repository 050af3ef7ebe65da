"""Lists of payments: every payment is an entry of its project, in the quarter of its day, and never an action of a plan."""

from __future__ import annotations

from datetime import date

import pytest

from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.layouts.recognised import read_grids
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.periods import FinancialYear

Rows = list[tuple[object, ...]]

_PAID: Rows = [
    (date(2026, 4, 17), "Taxi marshals", "Nightwatch Ltd", "PO5521", "April weekends", 1360.5, "Paid"),
    (date(2026, 7, 3), "Taxi marshals", "Nightwatch Ltd", "PO5521", "June weekends", 1370, "Paid"),
    (date(2026, 6, 12), "Publicity", "Printworks", "PO5584", "Leaflets", 380, "Committed"),
    (date(2026, 7, 10), "Publicity", "Printworks", "PO5584", "Balance", 260, "Paid"),
    (date(2026, 7, 17), "Taxi marshals", "Safe Nights", "PO5611", "July weekends", 1180, "Paid"),
]


def read(rows: Rows, name: str = "2026", *, take_doubtful: bool = False) -> Reading:
    return read_grids([Grid.of_rows(name, rows)], FinancialYear(2026), Mappings(take_doubtful=take_doubtful))


def drafts(reading: Reading, register: str) -> list[dict[str, object]]:
    return [draft.values for draft in reading.drafts if draft.register == register]


@pytest.mark.parametrize(
    "headings",
    [
        ("Date", "Project", "Payee", "Order no.", "Description", "Net £", "Type"),
        ("Date paid", "Scheme", "Supplier", "Invoice no", "Details", "Amount", "Status"),
        (
            "Transaction date",
            "Budget line",
            "Vendor",
            "PO number",
            "What for",
            "Net amount",
            "Paid or committed",
        ),
        ("Invoice date", "Activity", "Creditor", "Invoice ref", "Narrative", "Value (£)", "State"),
    ],
)
def test_each_payment_is_an_entry_of_its_project_in_the_quarter_of_its_day(headings: tuple[str, ...]) -> None:
    reading = read([headings, *_PAID])
    assert reading.mapped[0].taken
    assert [made["project"] for made in drafts(reading, "allocations")] == ["Taxi marshals", "Publicity"]
    entries = drafts(reading, "funding_entries")
    assert [(entry["quarter"], entry["on_date"], entry["kind"], entry["amount"]) for entry in entries] == [
        ("2026-Q1", "2026-04-17", "actual", 136_050),
        ("2026-Q2", "2026-07-03", "actual", 137_000),
        ("2026-Q1", "2026-06-12", "committed", 38_000),
        ("2026-Q2", "2026-07-10", "actual", 26_000),
        ("2026-Q2", "2026-07-17", "actual", 118_000),
    ]
    assert [entry["reference"] for entry in entries[:3]] == ["PO5521", "PO5521", "PO5584"]
    assert entries[2]["note"] == f"Leaflets\n{headings[2]}: Printworks"
    owners = [
        draft.values["allocation"].key for draft in reading.drafts if draft.register == "funding_entries"
    ]
    marshals, publicity = (draft.key for draft in reading.drafts if draft.register == "allocations")
    assert owners == [marshals, marshals, publicity, publicity, marshals]


def test_of_a_payment_with_its_tax_the_net_is_taken() -> None:
    reading = read(
        [
            ("Date", "Project", "Supplier", "Net", "VAT", "Gross"),
            *(
                (day, project, payee, paid, paid / 5, paid * 1.2)
                for day, project, payee, _, _, paid, _ in _PAID
            ),
        ]
    )
    assert [entry["amount"] for entry in drafts(reading, "funding_entries")] == [
        136_050,
        137_000,
        38_000,
        26_000,
        118_000,
    ]


def test_a_payment_without_a_day_a_project_or_a_known_kind_is_asked_about() -> None:
    rows = [list(row) for row in (*_PAID, *_PAID)]
    rows[1][0] = None
    rows[3][1] = None
    rows[4][6] = "Disputed"
    reading = read(
        [("Date", "Project", "Payee", "Order no.", "Description", "Net £", "Type"), *map(tuple, rows)]
    )
    asked = {(cell.place.row, cell.text) for cell in reading.cells if cell.mark.outcome == "asked"}
    assert {(3, "1370"), (5, "260"), (6, "Disputed")} <= asked
    assert len(drafts(reading, "funding_entries")) == 8
    assert "Type: Disputed" in str(drafts(reading, "funding_entries")[2]["note"])


@pytest.mark.parametrize("take_doubtful", [False, True])
def test_payments_of_no_project_are_never_a_plan(take_doubtful: bool) -> None:
    rows = [(day, payee, order, told, paid) for day, _, payee, order, told, paid, _ in _PAID]
    reading = read(
        [("Date", "Payee", "Order no.", "Description", "Amount"), *rows], take_doubtful=take_doubtful
    )
    assert not drafts(reading, "plan_items")
    assert reading.mapped[0].mapping.register in ("", "allocations")
    assert take_doubtful or not reading.drafts


def test_money_set_aside_with_a_supplier_and_a_day_is_no_list_of_payments() -> None:
    reading = read(
        [
            ("Project", "Supplier", "Amount agreed", "Date agreed", "Spent"),
            ("Taxi marshals", "Nightwatch Ltd", 18000, date(2026, 4, 21), 4100),
            ("Publicity", "Printworks", 900, date(2026, 5, 5), 380),
            ("Radio scheme", "Castle Radios", 3600, date(2026, 6, 9), 900),
        ]
    )
    made = drafts(reading, "allocations")
    assert [(one["project"], one["amount"]) for one in made] == [
        ("Taxi marshals", 1_800_000),
        ("Publicity", 90_000),
        ("Radio scheme", 360_000),
    ]
    entries = drafts(reading, "funding_entries")
    assert entries and all("on_date" not in entry for entry in entries)


def test_what_was_agreed_is_set_aside_and_what_was_paid_of_it_goes_with_it_from_the_same_fund() -> None:
    agreed: Rows = [
        ("What the board has agreed",),
        (),
        ("Scheme", "Paid to", "Paid from", "Agreed amount", "Date of decision"),
        ("Taxi marshals", "Nightwatch Ltd", "Police fund", 14500, date(2026, 4, 21)),
        ("Publicity", "Printworks", "Parish match", 900, date(2026, 5, 5)),
        ("Radio scheme", "Castle Radios", "Police fund", 3600, date(2026, 6, 9)),
    ]
    paid: Rows = [
        ("Payments made",),
        (),
        ("Date paid", "Scheme", "Payee", "Reference", "Amount (£)"),
        (date(2026, 5, 8), "Taxi marshals", "Nightwatch Ltd", "INV 118", 3625),
        (date(2026, 6, 30), "Publicity", "Printworks", "PO 4009", 812.6),
        (date(2026, 8, 7), "Taxi marshals", "Nightwatch Ltd", "INV 123", 3625),
    ]
    sheets = [Grid.of_rows("Agreed", agreed), Grid.of_rows("Ledger", paid)]
    reading = read_grids(sheets, FinancialYear(2026), Mappings())
    made = drafts(reading, "allocations")
    assert [(one["project"], one["amount"]) for one in made] == [
        ("Taxi marshals", 1_450_000),
        ("Publicity", 90_000),
        ("Radio scheme", 360_000),
    ]
    assert {stream["name"] for stream in drafts(reading, "funding_streams")} == {
        "Police fund",
        "Parish match",
    }
    assert [(one["reference"], one["amount"]) for one in drafts(reading, "funding_entries")] == [
        ("INV 118", 362_500),
        ("PO 4009", 81_260),
        ("INV 123", 362_500),
    ]
    funds = {
        draft.key: draft.values["name"] for draft in reading.drafts if draft.register == "funding_streams"
    }
    assert {one["project"]: funds[one["stream"].key] for one in made} == {
        "Taxi marshals": "Police fund",
        "Publicity": "Parish match",
        "Radio scheme": "Police fund",
    }


_CLAIMS: Rows = [
    ("CL/1", "Taxi marshals", "Q1", 5670.75, date(2026, 7, 17), date(2026, 8, 21)),
    ("CL/2", "Publicity", "Q1", 380, date(2026, 7, 17), None),
    ("CL/3", "Taxi marshals", "Q2", 6120.75, date(2026, 10, 16), None),
]


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (
            ("Claim no", "Project", "Quarter", "Amount claimed", "Claimed on", "Paid to us on"),
            (0, 1, 2, 3, 4, 5),
        ),
        (
            ("Claim ref", "Scheme", "Period", "Value (£)", "Date submitted", "Date paid"),
            (0, 1, 2, 3, 4, 5),
        ),
        (("Drawdown no.", "Project", "Quarter", "Amount drawn down"), (0, 1, 2, 3)),
        (("Ref", "Project", "Quarter", "Claimed", "Date of claim"), (0, 1, 2, 3, 4)),
        (("Date of claim", "Project", "Amount", "Period"), (4, 1, 3, 2)),
    ],
)
def test_each_claim_is_claimed_of_its_project_in_the_quarter_it_is_of(
    headings: tuple[str, ...], told: tuple[int, ...]
) -> None:
    rows = [tuple(row[at] for at in told) for row in _CLAIMS]
    reading = read([headings, *rows, ("Total", *(None for _ in headings[1:]))])
    assert reading.mapped[0].taken
    assert [made["project"] for made in drafts(reading, "allocations")] == ["Taxi marshals", "Publicity"]
    entries = drafts(reading, "funding_entries")
    assert [(entry["kind"], entry["quarter"], entry["amount"]) for entry in entries] == [
        ("claimed", "2026-Q1", 567_075),
        ("claimed", "2026-Q1", 38_000),
        ("claimed", "2026-Q2", 612_075),
    ]
    if 4 in told:
        assert [entry["on_date"] for entry in entries] == [f"{row[4]:%Y-%m-%d}" for row in _CLAIMS]
    if 0 in told:
        assert [entry["reference"] for entry in entries] == [row[0] for row in _CLAIMS]


@pytest.mark.parametrize(("over", "kind"), [("Claims 2026/27", "claimed"), ("Spending 2026/27", "actual")])
def test_sums_and_days_under_the_name_of_claims_are_claims(over: str, kind: str) -> None:
    rows = [(sent, project, amount, "By post") for _, project, _, amount, sent, _ in _CLAIMS]
    reading = read([(over,), (), ("Date", "Project", "Amount", "Notes"), *rows], over.split()[0])
    assert [entry["kind"] for entry in drafts(reading, "funding_entries")] == [kind] * 3


def test_each_quarter_beside_another_has_the_day_of_its_own_claim() -> None:
    headings = ("Project", "Q1 claimed", "Q1 date", "Q2 claimed", "Q2 date")
    rows = [(name, 900, date(2026, 7, 17), 500, date(2026, 10, 16)) for name in ("Gates", "Lights")]
    entries = drafts(read([headings, *rows], "Claims"), "funding_entries")
    assert [(entry["quarter"], entry["on_date"]) for entry in entries[:2]] == [
        ("2026-Q1", "2026-07-17"),
        ("2026-Q2", "2026-10-16"),
    ]


def test_sums_of_several_claims_beside_each_other_number_none() -> None:
    headings = ("Project", "Claim 1", "Claim 1 date", "Claim 2", "Claim 2 date")
    rows = [
        (name, 900 + at, date(2026, 7, 1), 500 + at, date(2026, 10, 1))
        for at, name in enumerate(("Gates", "Lights"))
    ]
    assert not any(
        "reference" in entry for entry in drafts(read([headings, *rows], "Claims"), "funding_entries")
    )


def test_what_is_ordered_in_a_plan_stays_in_it() -> None:
    reading = read(
        [
            ("Action", "Supplier", "Due date", "Lead", "Status"),
            ("Order the columns for the path", "County Lighting", date(2026, 7, 31), "Engineer", "Complete"),
            (
                "Write to residents of the court",
                "Printworks",
                date(2026, 8, 14),
                "Housing Officer",
                "In progress",
            ),
            ("Fit new doors", "LockStore", date(2026, 9, 14), "Housing Officer", "Not started"),
        ],
        "Plan",
    )
    assert {draft.register for draft in reading.drafts} >= {"plan_items"}
    assert not drafts(reading, "funding_entries")


def test_orders_with_numbers_alone_and_without_a_day_yet_are_in_a_list_of_payments() -> None:
    reading = read(
        [
            ("PO", "Paid on", "What for", "Workstream", "Amount", "Type"),
            (4500118, date(2026, 5, 12), "Doorbells", "Burglary", 3160, "Actual"),
            (4500131, date(2026, 5, 28), "Market stall", "Engagement", 285.6, "Actual"),
            (4500140, date(2026, 7, 7), "Alley gates", "Burglary", 7450, "Actual"),
            (4500166, None, "Lighting columns", "Lighting", 11200, "Committed"),
        ],
        "Spend log",
    )
    entries = drafts(reading, "funding_entries")
    assert [(entry["reference"], entry["quarter"], entry["amount"]) for entry in entries] == [
        ("4500118", "2026-Q1", 316_000),
        ("4500131", "2026-Q1", 28_560),
        ("4500140", "2026-Q2", 745_000),
    ]
    # What has no day belongs to no quarter yet, and is asked about.
    asked = [cell.text for cell in reading.cells if cell.mark.outcome == "asked"]
    assert "11200" in asked


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (("Date paid", "Funding stream", "Project", "Paid to", "Amount paid"), (0, 1, 2, 3, 4)),
        (("Date", "Details", "Project", "Payment"), (0, 3, 2, 4)),
        (("Paid on", "Grant", "Project", "Cost"), (0, 1, 2, 4)),
        (("Date", "Grant", "Project", "Amount"), (0, 1, 2, 4)),
    ],
)
def test_a_list_is_of_payments_by_its_days_and_sums_whatever_heads_them(
    headings: tuple[str, ...], told: tuple[int, ...]
) -> None:
    paid = [(day, "Safer Streets", project, payee, amount) for day, project, payee, _, _, amount, _ in _PAID]
    reading = read([headings, *(tuple(row[at] for at in told) for row in paid)])
    assert reading.mapped[0].taken
    assert [made["project"] for made in drafts(reading, "allocations")] == ["Taxi marshals", "Publicity"]
    assert [entry["on_date"] for entry in drafts(reading, "funding_entries")] == [
        f"{day:%Y-%m-%d}" for day, *_ in _PAID
    ]


@pytest.mark.parametrize(
    "headings",
    [("Date approved", "Grant", "Project", "Amount"), ("Date submitted", "Grant", "Project", "Amount")],
)
def test_a_day_on_which_nothing_was_paid_makes_no_payments(headings: tuple[str, ...]) -> None:
    projects = ("Taxi marshals", "Taxi marshals", "Publicity")
    rows = [(date(2026, 4, day), "Safer Streets", name, 500 * day) for day, name in enumerate(projects, 1)]
    assert not drafts(read([headings, *rows], take_doubtful=True), "funding_entries")


def test_projects_each_with_a_day_and_an_amount_stay_allocations() -> None:
    rows = [(date(2026, 4, day), "Safer Streets", f"Scheme {name}", 500) for day, name in enumerate("ABC", 1)]
    reading = read([("Date", "Grant", "Project", "Amount"), *rows])
    assert [made["amount"] for made in drafts(reading, "allocations")] == [50_000] * 3
    assert not drafts(reading, "funding_entries")


@pytest.mark.parametrize("heading", ["Claim by", "Claim deadline", "Claim date", "Last claim"])
def test_until_when_money_can_be_claimed_makes_no_claims_of_what_is_set_aside(heading: str) -> None:
    rows = [("Safer Streets", f"Scheme {name}", "Council", 500, date(2027, 3, 31)) for name in "ABC"]
    reading = read([("Grant", "Project", "Provider", "Amount", heading), *rows], take_doubtful=True)
    assert [made["amount"] for made in drafts(reading, "allocations")] == [50_000] * 3
    assert not drafts(reading, "funding_entries")
