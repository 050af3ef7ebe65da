"""Publishing: a page, a PDF and CSV files of what is public, and nothing else in any of them."""

from __future__ import annotations

import csv
import io
import itertools
from html.parser import HTMLParser
from pathlib import Path

import pytest
from marked_plan import mark, marked_plan, marks_in
from printed_plan import small_plan
from record_building import Building, made

from csp_desktop.errors import BadRequest
from csp_desktop.reports import publishing
from csp_desktop.reports.catalog import REPORTS, gather
from csp_desktop.reports.publishing import (
    PAGE,
    PDF,
    READ_ME,
    csv_of,
    publication,
    safe_cell,
    write_publication,
)
from csp_desktop.reports.web_page import write_web_page
from csp_desktop.rules.public_records import PUBLIC_FIELDS, public_records


class _Page(HTMLParser):
    """A page read back: its elements with what they carry, and the text in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "line", "circle", "rect", "polyline", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def ticked():
    """The small plan with its first priority and all beneath it marked public."""
    records = small_plan()
    for item in records.plan_items:
        item["public"] = item["id"] in ("p1", "o1", "a1", "a2", "o2")
    return records


@pytest.fixture
def no_pdf(monkeypatch):
    """For tests of the other files: typesetting takes most of the time."""
    monkeypatch.setattr(publishing, "public_pdf", lambda *_: b"%PDF-")


def test_nothing_off_the_list_is_in_any_file(options, text_of):
    made = publication(marked_plan(), options())
    assert made.withheld == ()
    allowed = {mark(name, field) for name, listed in PUBLIC_FIELDS.items() for field in listed}
    for name, content in made.files.items():
        text = text_of(content) if name == PDF else content.decode("utf-8")
        assert marks_in(text) <= allowed, name
    page = made.files[PAGE].decode("utf-8")
    assert {
        mark("plan_items", "title"),
        mark("updates", "narrative"),
        mark("indicators", "title"),
    } <= marks_in(page)


def test_page_pdf_and_tables_say_the_same(options, text_of):
    made = publication(ticked(), options())
    page, pdf = _Page(made.files[PAGE].decode("utf-8")), text_of(made.files[PDF])
    words = " ".join(page.words)
    updates = made.files["updates.csv"].decode("utf-8-sig")
    for text in ("two schools signed the pledge.", "Three checks held."):
        assert text in words and text in updates and text.replace(" ", "") in pdf
    for untold in (
        "Fewer thefts from vehicles",
        "The task group is set up late",
        "Speed checks",
        "One funfair",
    ):
        assert untold not in words and untold.replace(" ", "") not in pdf
    assert "One good month does not make a trend" not in words
    told = made.files[READ_ME].decode("utf-8-sig")
    for name in (name for name in made.files if name.endswith(".csv")):
        headings, *rows = csv.reader(io.StringIO(made.files[name].decode("utf-8-sig")))
        assert len(set(headings)) == len(headings), name
        assert f"{name}: {len(rows)} row{'' if len(rows) == 1 else 's'}" in told


def test_an_order_in_force_is_on_the_page_where_it_is_ticked(options, text_of):
    records = ticked()
    values = {"kind": "order or agreement", "starts_on": "2010-05-01", "expires_on": "2013-04-30"}
    records.log_entries += [
        made("log_entries", id="l1", title="Town centre order", area="High Street", public=True, **values),
        made("log_entries", id="l2", title="Sharing agreement", **values),
        made("log_entries", id="l3", title="Ran out", public=True, **values | {"expires_on": "2010-06-30"}),
    ]
    given = publication(records, options())
    words = " ".join(_Page(given.files[PAGE].decode("utf-8")).words)
    table = given.files["log.csv"].decode("utf-8-sig")
    for text in (words, table, text_of(given.files[PDF])):
        plain = text.replace(" ", "")
        assert "Towncentreorder" in plain and "HighStreet" in plain and "Sharing" not in plain
    assert "In force" in words and "30 April 2013" in words and "Expired" in words
    assert "log.csv" not in publication(ticked(), options()).files


def test_the_page_is_one_file_without_script(options, no_pdf):
    records = ticked()
    records.log_entries.append(made("log_entries", kind="order or agreement", title="An order", public=True))
    given = publication(records, options()).files
    assert "log.csv: 1 row" in given[READ_ME].decode("utf-8-sig").splitlines()
    page = _Page(given[PAGE].decode("utf-8"))
    assert page.open == []
    assert not page.named("script") and not page.named("link") and not page.named("img")
    assert len(page.named("style")) == 1 and len(page.named("h1")) == 1
    assert page.named("html") == [{"lang": "en-GB"}]
    assert len(page.named("caption")) == len(page.named("table"))
    assert all(head.get("scope") in ("row", "col", "colgroup") for head in page.named("th"))
    drawn = page.named("svg")
    assert drawn and all(each["role"] == "img" and each["aria-label"] for each in drawn)
    addresses = [link["href"] for link in page.named("a")]
    assert all(address.startswith("#") or address.endswith((".pdf", ".csv")) for address in addresses)
    assert "▲" in "".join(page.words)


def test_what_is_typed_is_text_on_the_page(options, no_pdf):
    records = ticked()
    records.plan_items[0]["title"] = '<script>alert(1)</script> & "quotes" \x00\x0b'
    page = _Page(publication(records, options()).files[PAGE].decode("utf-8"))
    assert not page.named("script")
    assert '<script>alert(1)</script> & "quotes"' in "".join(page.words)


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "return-form"])
def test_every_form_can_be_a_page(name, options):
    records = small_plan()
    page = _Page(write_web_page(records, gather(records, name, options()), options()))
    levels = [int(tag[1]) for tag, _ in page.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_no_cell_begins_as_a_formula_does(options, no_pdf):
    records = ticked()
    for item, sign in zip(records.plan_items, "=+-@\t=-", strict=True):
        item["title"] = f"{sign}1+1"
    public = public_records(records, options().quarter).records
    rows = list(csv.reader(io.StringIO(csv_of(public, "plan_items").decode("utf-8-sig"))))
    titles = [row[rows[0].index("What is to be done")] for row in rows[1:]]
    assert titles == ["'=1+1", "'+1+1", "'-1+1", "'@1+1", "'\t1+1"]
    assert safe_cell("1-2") == "1-2"
    assert "apostrophe" in publication(records, options()).files[READ_ME].decode("utf-8-sig")


def test_a_figure_below_nought_stays_a_figure(options, no_pdf):
    records = ticked()
    public = public_records(records, options().quarter).records
    rows = csv.DictReader(io.StringIO(csv_of(public, "indicators").decode("utf-8-sig")))
    assert [row["Target"] for row in rows if row["Ref"] == "L1"] == ["-10"]


def test_nothing_ticked_is_nothing_published(options):
    with pytest.raises(BadRequest, match="No priority is marked public"):
        publication(small_plan(), options())
    assert len(public_records(small_plan(), options().quarter, everything=True).records.priorities) == 2
    with pytest.raises(BadRequest, match="has no priorities yet"):
        publication(Building().records(), options(), everything=True)


def test_files_are_replaced_and_named(options, tmp_path: Path, no_pdf):
    made = publication(ticked(), options())
    (tmp_path / "others.txt").write_text("stays")
    assert write_publication(tmp_path / "site", made) == []
    assert write_publication(tmp_path / "site", made) == list(made.files)
    assert (tmp_path / "others.txt").read_text() == "stays"
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == sorted(made.files)
