"""Names, addresses and numbers of people in text are found however they are written; other words are left."""

from __future__ import annotations

import pytest

from csp_desktop.rules.personal_words import name_patterns, without_personal_words

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
        ("Write to t.day+csp@example.org.uk today", "e-mail address"),
        ("first.last (at) example.org", "e-mail address"),
        ("Ring 01632 960104.", "telephone number"),
        ("on (01632) 960 104", "telephone number"),
        ("+44 1632 960104", "telephone number"),
        ("07700-900123", "telephone number"),
        ("Tel: 960104", "telephone number"),
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


@pytest.mark.parametrize(
    "text",
    [
        "A day of action; mark the day in the diary.",
        "By 01/04/2010 or 2010-2011, £1,200.50 of £20,000, 10.5% against 0.25.",
        "Q1 1st week, R3 2nd review, NI 16, A127 corridor, B1 4th item, 24 hours, M25.",
        "Call 101 or 999 at any time. 602 incidents, 12,345 letters, 1 000 000 views.",
        "Open 0900 to 1730 on 12.10.2010.",
    ],
)
def test_other_words_and_figures_stay(text: str) -> None:
    assert without_personal_words(text, NAMES) == (text, [])
