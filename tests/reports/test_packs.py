"""Packs: one PDF of several forms with cover, contents and page numbers throughout."""

from __future__ import annotations

from datetime import date

import pytest
from printed_plan import small_plan

from csp_desktop.errors import ReportProblem
from csp_desktop.reports.packs import Pack, PackPart, print_pack

PARTS = (
    PackPart("since-last"),
    PackPart("quarterly-sheet"),
    PackPart("action-plan", item="2", orientation="portrait"),
    PackPart("risk-register", without=("mitigations",)),
)


def test_all_its_forms_are_there_behind_a_cover_and_contents(options, text_of, info_of):
    pdf = print_pack(
        small_plan(),
        Pack("Steering group", PARTS),
        options(),
        meeting="Steering group meeting",
        meeting_on=date(2010, 11, 4),
    )
    page, pages = text_of(pdf), int(info_of(pdf)["Pages"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert page.index("Steeringgroupmeeting") < page.index("4November2010") < page.index("Contents")
    order = [
        page.index(title, page.index("Contents"))
        for title in (
            "WhathaschangedsinceQ12010/11",
            "Quarterlysheet",
            "1Cutanti-socialbehaviour",
            "2Fewerthefts",
            "Partnershipplan",
        )
    ]
    assert order == sorted(order)
    for number in range(1, pages + 1):
        assert f"Page{number}of{pages}" in page
    # Left out, chosen and turned as asked.
    assert "Controlsandactions" not in page


def test_contents_lead_to_the_pages(options):
    pdf = print_pack(small_plan(), Pack("Short", PARTS[:2]), options())
    assert pdf.count(b"/Subtype/Link") >= 3


def test_cover_and_contents_can_be_left_out(options, info_of):
    whole = Pack("Whole", PARTS)
    bare = Pack("Bare", PARTS, cover=False, contents=False)
    pages = [int(info_of(print_pack(small_plan(), pack, options()))["Pages"]) for pack in (whole, bare)]
    assert pages[0] == pages[1] + 2


def test_large_print_is_the_packs_own(options, info_of):
    normal = info_of(print_pack(small_plan(), Pack("A", PARTS), options()))
    large = info_of(print_pack(small_plan(), Pack("A", PARTS, large_print=True), options()))
    assert int(large["Pages"]) > int(normal["Pages"])


def test_it_is_kept_as_text_and_comes_back():
    pack = Pack("Steering group", PARTS, contents=False, which_rag="lead")
    assert Pack.from_json("Steering group", pack.to_json()) == pack


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"parts": [{"what": 1}]}', '{"parts": 3}'])
def test_what_cannot_be_read_is_one_sentence(text):
    with pytest.raises(ReportProblem, match="can no longer be read"):
        Pack.from_json("Broken", text)


def test_an_empty_pack_is_one_sentence(options):
    with pytest.raises(ReportProblem, match="contains no forms"):
        print_pack(small_plan(), Pack("Empty", ()), options())
