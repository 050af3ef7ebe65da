"""Whatever a person types is printed as typed: markup, emoji, other scripts, very long text."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printed_plan import small_plan
from record_building import Building

from csp_desktop.reports import typesetting
from csp_desktop.reports.catalog import print_report
from csp_desktop.reports.typesetting import STAND_IN, printable

TYPED = [
    '#panic("no") #let x = 1; #sys.inputs',
    "*bold* _thin_ `code` $x^2$ <label> @ref = heading",
    "- a point\n+ another\n/ term: said\n== not a heading",
    r"back\slash \u{41} C:\folder\new",
    "// not a comment /* nor this */ https://example.org/a_b?c=d&e=f#g",
    "“quotes” 'single' \"double\" – — … £ € ½ • × −",
    "emoji 🎉 👩‍👩‍👧 👍🏽 ❤️ 🇬🇧 done",
    "tab\tand two  spaces",
    "Ελληνικά Кириллица ąćęłńóśźż Ŵŵ",
]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("large", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_it_is_printed_as_typed(typed, large, options, text_of, missing_from):
    records = small_plan()
    records.updates[2]["narrative"] = typed
    records.plan_items[0]["title"] = typed
    page = text_of(print_report(records, "quarterly-sheet", options(large_print=large)))
    assert missing_from(page, [typed]) == []
    assert page.count("".join(typed.split())) >= 2


def test_bullets_and_ticks_of_words_symbol_fonts_are_printed_as_themselves(options, text_of):
    records = small_plan()
    records.updates[2]["narrative"] = "\uf0b7 Locks fitted\n\uf0fc Lights mended \uf0e0 see map"
    page = text_of(print_report(records, "quarterly-sheet", options()))
    assert "•Locksfitted" in page and "✓Lightsmended→seemap" in page and STAND_IN not in page
    assert printable(records.updates[2]["narrative"]) == "• Locks fitted\n✓ Lights mended → see map"


def test_right_to_left_text_is_there_word_by_word(options, text_of, missing_from):
    records = small_plan()
    records.updates[2]["narrative"] = "שלום עולם"
    records.updates[3]["narrative"] = "مرحبا"
    page = text_of(print_report(records, "quarterly-sheet", options()))
    assert missing_from(page, ["שלום", "עולם", "مرحبا"]) == []


@pytest.mark.slow
def test_a_very_long_narrative_runs_over_pages_and_loses_nothing(options, text_of, info_of, missing_from):
    records = small_plan()
    sentences = [f"Sentence {number} of a report that does not want to end." for number in range(400)]
    records.updates[2]["narrative"] = " ".join(sentences)
    assert len(records.updates[2]["narrative"]) > 20_000
    for form in ("quarterly-sheet", "action-plan", "progress-update"):
        for large in (False, True):
            pdf = print_report(records, form, options(large_print=large))
            assert int(info_of(pdf)["Pages"]) > 3
            page = text_of(pdf)
            found = [sentence for sentence in sentences if "".join(sentence.split()) in page]
            # A sentence over a page's edge has the head and foot of the pages in its middle.
            assert len(sentences) - len(found) <= int(info_of(pdf)["Pages"])


def test_a_word_longer_than_its_column_stays_within_it(options, words_on_pages):
    records = small_plan()
    records.plan_items[1]["title"] = "Donaudampfschifffahrtsgesellschaft" * 12
    records.updates[2]["narrative"] = "https://example.org/" + "x" * 400
    for form in ("quarterly-sheet", "action-plan"):
        pdf = print_report(records, form, options())
        assert max(right for _, _, _, right, _, _ in words_on_pages(pdf)) <= 842 - 34


def test_signs_no_page_can_hold_are_left_out_and_the_rest_stays(options, text_of, missing_from):
    records = small_plan()
    records.updates[2]["narrative"] = "before\x00\x01\x0b\ufeff\ud800after"
    page = text_of(print_report(records, "quarterly-sheet", options()))
    assert missing_from(page, ["beforeafter"]) == []


def test_a_sign_no_typeface_has_gets_a_box_and_a_word_about_it(options, text_of, missing_from):
    absent = "\u0378"  # stands for nothing in any script
    records = small_plan()
    records.updates[2]["narrative"] = f"one {absent} two 漢"
    page = text_of(print_report(records, "quarterly-sheet", options()))
    assert missing_from(page, [f"one {typesetting.STAND_IN} two"]) == []
    assert "notypefaceherehasthissign" in page


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=st.text(min_size=1, max_size=60))
def test_no_text_stops_the_press(typed, options):
    records = small_plan()
    records.updates[2]["narrative"] = typed
    assert print_report(records, "action-plan", options()).startswith(b"%PDF")


def test_addresses_of_the_web_and_of_mail_lead_where_they_say(options, text_of, missing_from):
    typed = (
        "See https://example.org/a_b?c=d&e=f#g, (www.example.gov.uk/csp) or write to duty.desk@example.gov.uk. "
        "Not file://host/share/x nor \\\\host\\share nor javascript:alert(1) nor 10/11."
    )
    records = small_plan()
    records.updates[2]["narrative"] = typed
    pdf = print_report(records, "quarterly-sheet", options())
    assert missing_from(text_of(pdf), [typed]) == []
    assert set(re.findall(rb"/URI ?\((.*?)\)", pdf)) == {
        b"https://example.org/a_b?c=d&e=f#g",
        b"http://www.example.gov.uk/csp",
        b"mailto:duty.desk@example.gov.uk",
    }
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@pytest.mark.parametrize("name", ["indicators", "quarterly-sheet"])
@pytest.mark.parametrize("large", [False, True])
def test_a_long_figure_stays_on_one_line(name, large, options, words_on_pages):
    plan = Building()
    priority = plan.priority()
    for figure in (1_234_567.89, 234_567.89):
        cost = plan.indicator(item=priority["id"], title="Damage", unit="money", baseline_value=figure * 4)
        plan.measured(cost, figure, figure)
    counted = plan.indicator(item=priority["id"], title="Calls", baseline_value=12_345_678)
    plan.measured(counted, 3_086_420, 3_086_420)
    pdf = print_report(plan.records(), name, options(large_print=large))
    words = {word for *_, word in words_on_pages(pdf)}
    assert {"£1,234,568", "£234,567.89", "£938,271.56", "£4,938,272", "3,086,420", "12,345,678"} <= words
