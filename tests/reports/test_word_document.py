"""Forms as Word documents: real headings, tables with repeated headers, all text, nothing lost in XML."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from printed_plan import small_plan

from csp_desktop.reports.catalog import REPORTS
from csp_desktop.reports.word_document import write_word


def opened(content: bytes):
    return Document(io.BytesIO(content))


def text_in(document) -> str:
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", [name for name in REPORTS if name != "return-form"])
def test_every_form_has_headings_and_tables_that_repeat_theirs(name, large, options):
    document = opened(write_word(small_plan(), name, options(large_print=large)))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert "Heading 1" in styles
    for table in document.tables:
        if table.rows[0].cells[0].text.startswith("Likelihood"):
            continue
        properties = table.rows[0]._tr.trPr
        assert properties is not None and properties.find(qn("w:tblHeader")) is not None
    assert document.core_properties.language == "en-GB"
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.styles["Normal"].font.size.pt >= (18 if large else 9)


def test_all_text_of_a_plan_is_there(options):
    records = small_plan()
    said = text_in(opened(write_word(records, "action-plan", options())))
    wanted = [item["title"] for item in records.plan_items if item["level"] != "priority"]
    wanted += [line for update in records.updates for line in update["narrative"].split("\n")]
    assert [text for text in wanted if text not in said] == []
    assert "▲ Amber" in said and "● Green" in said


def test_a_quarterly_sheet_begins_as_it_does_in_print(options):
    document = opened(write_word(small_plan(), "quarterly-sheet", options()))
    headings = [part.text for part in document.paragraphs if part.style.name == "Heading 2"]
    assert headings[:4] == ["Lead", "Target", "Resources", "Performance indicators"]


def test_what_is_typed_stays_what_it_is(options):
    records = small_plan()
    typed = '<w:b/> & "quotes" 🎉 שלום \x00\x0b\ufffe end'
    records.updates[2]["narrative"] = typed
    said = text_in(opened(write_word(records, "progress-update", options())))
    assert '<w:b/> & "quotes" 🎉 שלום  end' in said


@pytest.mark.parametrize("chosen", [{"orientation": "portrait"}, {"large_print": True}])
@pytest.mark.parametrize("name", [name for name in REPORTS if name != "return-form"])
def test_no_column_is_too_narrow_for_words_or_off_the_page(name, chosen, options):
    records = small_plan()
    document = opened(write_word(records, name, options(**chosen)))
    section, letter = document.sections[0], document.styles["Normal"].font.size
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        widths = [place.width for place in table.rows[0].cells if place.width]
        assert sum(widths) <= room + letter and min(widths, default=room) >= 3 * letter, (
            table.rows[0].cells[0].text
        )

    # Whatever the page, the same is said of every record.
    said, designed = text_in(document), opened(write_word(records, name, options()))
    texts = [
        line
        for table in designed.tables
        for row in table.rows[1:]
        for place in row.cells
        for paragraph in place.paragraphs
        for run in paragraph.runs
        for line in run.text.splitlines()
    ]
    assert [text for text in texts if text not in said and text.strip() != "–"] == []


def test_no_record_is_named_in_a_column_of_a_few_letters(options):
    document = opened(write_word(small_plan(), "risk-register", options(orientation="portrait")))
    names = [part.text for part in document.paragraphs]
    assert all(f"{risk['ref']} {risk['title']}" in names for risk in small_plan().risks)


def test_records_below_one_another_keep_names_bands_and_notes(options):
    document = opened(write_word(small_plan(), "indicators", options(orientation="portrait")))
    said = [part.text for part in document.paragraphs]
    at = said.index("L1 Anti-social behaviour incidents")
    assert said[at - 1].startswith("1 Cut anti-social") and said[at + 1] == "STORM"
    assert any(line.startswith("Why: ") for line in said[at:])


def test_paper_and_draft(options):
    document = opened(write_word(small_plan(), "action-plan", options(draft=True, paper="a3")))
    assert round(document.sections[0].page_width.mm) == 420
    assert document.sections[0].header.paragraphs[0].text == "DRAFT"
    assert "NUMPAGES" in document.sections[0].footer._element.xml
