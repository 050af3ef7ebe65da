"""What of a text is set otherwise than as plain words on one line."""

from __future__ import annotations

import pytest

from csp_desktop.reports.set_apart import set_apart


def _parts(text):
    """The parts of a text's only line as they were typed, and what each is beside words."""
    (line,) = set_apart({"rows": [text]})[text]
    assert "".join(part["words"] for part in line["parts"]) == text
    return [
        (part["words"], part["to"] or part["whole"]) for part in line["parts"] if part["to"] or part["whole"]
    ]


@pytest.mark.parametrize(
    "typed",
    ["", "On 10/11 in 2010, 40 of 100 + 3", "0.5 per cent", "Naïve “words” – £1,000 🎉", "a @ b", "3 000"],
)
def test_words_on_one_line_are_told_nothing_of(typed):
    assert set_apart([{"text": typed}, None, 3]) == {}


def test_addresses_lead_where_they_say_and_end_before_the_sentence_does():
    assert _parts(
        "See https://example.org/a?b=c#d, (WWW.example.org) or write to duty.desk@example.org."
    ) == [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("WWW.example.org", "http://WWW.example.org"),
        ("duty.desk@example.org", "mailto:duty.desk@example.org"),
    ]
    assert _parts("duty@example.org") == [("duty@example.org", "mailto:duty@example.org")]


@pytest.mark.parametrize("number", ["01632 960123", "(01632) 960 123", "+44 (0)1632 960123", "020 7946 0123"])
def test_a_telephone_number_is_kept_whole(number):
    assert _parts(f"Ring {number} by day") == [(number, True)]


@pytest.mark.parametrize("day", ["31 March", "1 Sept"])
def test_the_day_of_a_date_stays_with_its_month(day):
    assert _parts(f"by June 2026, now {day} 2027 (was 30 Junes 2026)") == [(day, True)]


def test_lines_are_told_one_by_one_and_which_run_from_right_to_left():
    typed = "First\n\n“שלום” 12\nمرحبا"
    lines = set_apart(typed)[typed]
    assert [part["words"] for line in lines for part in line["parts"]] == typed.split("\n")
    assert [line["rtl"] for line in lines] == [False, False, True, True]


def test_space_that_is_no_blank_stands_by_itself():
    (line,) = set_apart("one\ttwo three")["one\ttwo three"]
    assert [part["words"] for part in line["parts"]] == ["one", "\t", "two three"]
