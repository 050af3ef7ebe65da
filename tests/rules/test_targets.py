"""Targets worked out beside the documents' own figures."""

from __future__ import annotations

import pytest
from record_building import made

from csp_desktop.rules.targets import (
    compare_target,
    format_figure,
    rounded,
    stated_figures,
    stated_level,
    stated_percent,
    target_number,
)


def indicator(**values: object) -> dict[str, object]:
    return made(
        "indicators", title="Offences", baseline_state="known", target_kind="percent change", **values
    )


APPENDIX = [
    # baseline, per cent, better, the document's target, before rounding
    (2080, 10, "lower", 1872, 1872.0),
    (718, 5, "lower", 682, 682.1),
    (325, 10, "lower", 293, 292.5),
    (23, 5, "lower", 22, 21.85),
    (594, 1, "lower", 588, 588.06),
    (598, 10, "higher", 658, 657.8),
    (217, 10, "lower", 195, 195.3),
    (181, 3, "lower", 176, 175.57),
    (56, 10, "lower", 50, 50.4),
]


@pytest.mark.parametrize(("baseline", "percent", "better", "document", "exact"), APPENDIX)
def test_appendix_targets(
    baseline: float, percent: float, better: str, document: float, exact: float
) -> None:
    word = "reduction" if better == "lower" else "increase"
    record = indicator(
        baseline_value=baseline,
        target_value=percent,
        better=better,
        stated_target=f"{percent}% {word} by March 2011 ({document})",
    )
    target = target_number(record)
    assert (target.value, target.exact) == (document, exact)
    comparison = compare_target(record)
    assert comparison is not None
    assert comparison.agrees and comparison.computed == document and comparison.stated == (document,)


def test_the_words_show_the_arithmetic() -> None:
    assert target_number(indicator(baseline_value=2080, target_value=10)).words == "2,080 less 10% is 1,872."
    assert (
        target_number(indicator(baseline_value=325, target_value=-10)).words
        == "325 less 10% is 292.5, shown as 293."
    )


def test_two_figures_for_one_target_disagree() -> None:
    record = indicator(
        baseline_value=217,
        target_value=10,
        stated_target="10% reduction in alcohol related offences across the District 206 by March 2011 (195)",
    )
    comparison = compare_target(record)
    assert comparison is not None
    assert comparison.disagreeing == (206,)
    assert comparison.words == "217 less 10% is 195.3, shown as 195; the document says 195 and 206"


def test_more_than_two_figures_for_one_target_are_listed() -> None:
    stated = "10% reduction, 206 by March 2011 (195), stretch 188 by March 2011"
    comparison = compare_target(indicator(baseline_value=217, target_value=10, stated_target=stated))
    assert comparison is not None
    assert comparison.words.endswith("the document says 195, 206 and 188")


def test_a_value_is_compared_with_the_percentage_in_its_text() -> None:
    record = made(
        "indicators",
        title="10% reduction in thefts",
        baseline_state="known",
        baseline_value=56,
        target_kind="value",
        target_value=45,
    )
    comparison = compare_target(record)
    assert comparison is not None and comparison.disagreeing == (45,) and comparison.computed == 50


def test_either_rounding_of_a_half_agrees() -> None:
    assert compare_target(indicator(baseline_value=325, target_value=10, stated_target="(292)")).agrees
    assert not compare_target(indicator(baseline_value=23, target_value=5, stated_target="(21)")).agrees


def test_nothing_known_is_not_nought() -> None:
    record = made("indicators", title="x", target_kind="percent change", target_value=10)
    assert target_number(record).state == "TBC" and target_number(record).value is None
    assert compare_target(record) is None
    assert target_number(made("indicators", title="x")).state == "none"
    assert target_number(made("indicators", title="x", target_kind="value")).state == "TBC"


def test_increase_from_baseline() -> None:
    record = indicator(baseline_value=6, target_value=6) | {"target_kind": "increase from baseline by"}
    assert target_number(record).value == 12
    assert target_number(record).words == "6 and 6 more is 12."


def test_so_much_less_than_the_baseline() -> None:
    record = indicator(baseline_value=100, target_value=-10) | {"target_kind": "increase from baseline by"}
    assert (target_number(record).value, target_number(record).words) == (90, "100 and 10 less is 90.")


@pytest.mark.parametrize(
    ("text", "unit", "figures"),
    [
        ("10% reduction by March 2011 (1872)", "count", [1872]),
        ("NI 17 Perceptions of anti-social behaviour by March 2011 (TBC)", "percent", []),
        ("LI 7.2 Feeling Safe by March 2011 (56.4%)", "percent", [56.4]),
        ("NI 39 per 100,000 population by March 2011 (*1276) * County target", "rate per 100,000", [1276]),
        ("NI 111 aged 10-17 by March 2011 (*1.855 per 100,000 pop)", "rate per 100,000", [1.855]),
        ("5% reduction in Criminal Damage by March 2011(682)", "count", [682]),
        ("1,872", "count", [1872]),
        ("reduce from 2,080 to 1,872", "count", [1872]),
        ("Reduce 3 kinds of crime by 10% in 2010/11", "count", []),
        (None, "count", []),
    ],
)
def test_stated_figures(text: str | None, unit: str, figures: list[float]) -> None:
    assert list(stated_figures(text, unit)) == figures


def test_figures_are_shown_in_their_unit() -> None:
    assert [
        format_figure(value, unit) for value, unit in ((1872, "count"), (56.4, "percent"), (1, "yes/no"))
    ] == [
        "1,872",
        "56.4%",
        "Yes",
    ]
    assert format_figure(None, "count") == "TBC"
    assert format_figure(-3, "count") == "−3"
    assert format_figure(1200.5, "money") == "£1,200.50"
    # What was typed is never rounded; what was reckoned need not go on for ever.
    assert [format_figure(value, "rate per 1,000") for value in (85.5, 85.1234, 256 / 3)] == [
        "85.5", "85.1234", "85.333",
    ]  # fmt: skip
    assert [format_figure(value, "count") for value in (85.125, 0.1 + 0.2, 256 / 3)] == [
        "85.125",
        "0.3",
        "85.33",
    ]
    assert rounded(0.5) == 1 and rounded(292.5) == 293


@pytest.mark.parametrize(
    ("words", "level", "percent"),
    [
        ("Below 30%", (30, "lower"), None),
        ("Less than 1,200", (1200, "lower"), None),
        ("65% or more by March 2027", (65, "higher"), None),
        ("No less than 4.5", (4.5, "higher"), None),
        ("Increase to 65%", (65, "higher"), None),
        ("Repeat cases less than 30%", None, None),
        ("30%", None, None),
        ("10% less than last year", None, -10),
        ("No less than 10% reduction", None, -10),
        ("Reduce by 5 to 10%", None, -10),
    ],
)
def test_a_level_in_words_is_no_change_in_per_cent(
    words: str, level: tuple[float, str] | None, percent: float | None
) -> None:
    assert (stated_level(words), stated_percent(words)) == (level, percent)
