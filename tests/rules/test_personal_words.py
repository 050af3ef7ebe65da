"""Names, addresses and numbers of people in text are found however they are written; other words are left."""

from __future__ import annotations

import pytest

from csp_desktop.rules.personal_words import name_patterns, names_within, without_personal_words

NAMES = name_patterns(["Cllr Amara O’Quill-Bexley (chair)", "Tobin Day", "Zoltan Mark Pryce, inspector"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Amara O'Quill-Bexley will chair.", "name"),
        ("amara  o’quill–bexley agreed", "name"),
        ("A. O’Quill-Bexley agreed", "name"),
        ("Councillor O'Quill-Bexley agreed", "name"),
        ("Pryce, Zoltan to report", "name"),
        ("Insp. Pryce to report", "name"),
        ("Zoltan Pryce to report", "name"),
        ("T Day wrote", "name"),
        ("Write to t.day+csp@example.org.uk today", "email address"),
        ("first.last (at) example.org", "email address"),
        ("Ring 01632 960104.", "telephone number"),
        ("on (01632) 960 104", "telephone number"),
        ("+44 1632 960104", "telephone number"),
        ("07700-900123", "telephone number"),
        ("Tel: 960104", "telephone number"),
        ("Ring 01632–960104", "telephone number"),
        ("on 01632—960 104", "telephone number"),
        ("on 01632‑960‑104", "telephone number"),
        ("on 01632/960104 or by post", "telephone number"),
        ("020/7946 0123", "telephone number"),
        ("first.last AT example.org.uk", "email address"),
        ("first DOT last AT example DOT org DOT uk", "email address"),
        ("first.last at example.org.uk", "email address"),
        ("first (at) example (dot) org (dot) uk", "email address"),
        ("Amara OQuill Bexley agreed", "name"),
        ("Ámara O’Quill‑Bexley agreed", "name"),
        ("A\u0301mara O’Quill-Bexley agreed", "name"),
        ("ext. 4412", "telephone number"),
        ("at ZZ9 9ZZ", "postcode"),
        ("The alley behind ss4 1bw is closed", "postcode"),
        ("W1A1HQ", "postcode"),
    ],
)
def test_what_is_about_a_person_is_withheld(text: str, kind: str) -> None:
    kept, withheld = without_personal_words(text, NAMES)
    assert [each.kind for each in withheld] == [kind]
    assert f"[{kind} withheld]" in kept
    assert withheld[0].words not in kept


def test_a_name_stored_with_accents_is_found_without_and_the_other_way_round() -> None:
    for name in ("Siân Muñoz-Łuk", "Sian Munoz Luk"):
        patterns = name_patterns([name])
        for text in (
            ("Siân Muñoz-Łuk spoke.", "SIAN MUNOZ LUK spoke.", "S. Muñoz‑Łuk spoke.")
            if "-" in name
            else ("Siân Muñoz-Łuk spoke.",)
        ):
            kept, withheld = without_personal_words(f"é {text} ü", patterns)
            assert (kept, withheld[0].words) == ("é [name withheld] spoke. ü", text[:-7]), name


def test_a_name_of_one_word_is_one_only_with_its_capital() -> None:
    kept, _ = without_personal_words(
        "Rose and ROSE planted a rose; numbers rose; PCSO rose.", name_patterns(["Rose"])
    )
    assert kept == "[name withheld] and [name withheld] planted a rose; numbers rose; [name withheld]."


def test_a_post_nobody_holds_names_nobody() -> None:
    patterns = name_patterns(["Vacant", "TBC", "To be confirmed", "Vacant (from May)"])
    said = "Vacant shops are TBC. The date is to be confirmed."
    assert without_personal_words(said, patterns) == (said, [])


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Anna Nkemelu (author)", ["Anna Nkemelu"]),
        ("Cllr Jane Oduya; Community safety officer", ["Cllr Jane Oduya"]),
        ("Sgt Adams, Rochford NPT", ["Sgt Adams"]),
        ("Siân O’Brien-Jones and Tom Hill", ["Siân O’Brien-Jones", "Tom Hill"]),
        ("Anne-Marie de la Cruz", ["Anne-Marie de la Cruz"]),
        ("Community officer, Great Wakering", []),
        ("Council portfolio holder for community safety", []),
        ("Licensing Officer", []),
        ("Essex Police", []),
        ("RDC", []),
        ("Victim Support; Trading Standards", []),
        ("Rochford DC and Adult Social Care", []),
        ("To Be Confirmed", []),
        ("DC Al Ray / Jane Cross", ["DC Al Ray", "Jane Cross"]),
        ("Castle Point / Rochford; Three Rivers, East Herts & Welwyn Hatfield", []),
        ("St Helens, North West Norfolk and Isle of Wight", []),
        ("Turning Point; Jigsaw Homes; Age UK", []),
        (
            "Mandy West; Rose Castle, Mr St John; Cllr North",
            ["Mandy West", "Rose Castle", "Mr St John", "Cllr North"],
        ),
        (None, []),
    ],
)
def test_who_is_named_where_a_person_or_a_post_stands(said: str | None, named: list[str]) -> None:
    assert names_within(said) == named


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mr Brown of High Street complained.", "[name withheld] of High Street complained."),
        ("Mrs. O’Brien and Ms A. Khan's case", "[name withheld] and [name withheld]'s case"),
        ("Mr & Mrs Al-Amin; Miss Anna Smith-Jones moved", "Mr & [name withheld]; [name withheld] moved"),
        ("Mr J Brown, Mr J.P. Brown; Mrs de Souza", "[name withheld], [name withheld]; [name withheld]"),
    ],
)
def test_who_is_called_mr_or_mrs_is_somebody(text: str, left: str) -> None:
    assert without_personal_words(text, [])[0] == left


@pytest.mark.parametrize(
    "text",
    [
        "Near Miss Reporting, a Hit and Miss year, the Don't Miss Out campaign.",
        "On MS Teams and Ms Teams; we miss Anna; Sgt Green of the town team and Cllr Lee agreed.",
        "A day of action; mark the day in the diary.",
        "By 01/04/2010 or 2010-2011, £1,200.50 of £20,000, 10.5% against 0.25.",
        "Q1 1st week, R3 2nd review, NI 16, A127 corridor, B1 4th item, 24 hours, M25.",
        "Call 101 or 999 at any time. 602 incidents, 12,345 letters, 1 000 000 views.",
        "Open 0900 to 1730 on 12.10.2010.",
        "From 01.04.10–31.03.11, 01.04.10 - 31.03.11, 01-4-2010 - 31-3-2011, 01.4.10 – 30.9.10.",
        "Open 0900–1730; 01.04.2010–31.03.2011, 01/04/2010 – 12 cases, crime no 042/12345/26.",
        "Met 12.10.2026 at 10.30am and on 3.5 at 2.30pm; MEETING AT 10.30; e.g. at St.John's.",
        "See v2.0 at example.org.uk, THEFT AT ST.MARY'S SCHOOL.",
        "Call on 12/04/2010 about the call 2010–11; meet at example.org, AT HOME.",
    ],
)
def test_other_words_and_figures_stay(text: str) -> None:
    assert without_personal_words(text, NAMES) == (text, [])
