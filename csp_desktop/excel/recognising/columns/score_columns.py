"""Columns of likelihood, impact and their product: which pair is of when, and whether the products agree."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.columns.score_pairs import first_said
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.excel.recognising.score_products import agreeing, score_at
from csp_desktop.excel.recognising.settling import Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.recognising.tables_found import FoundTable

_PHASES = ("inherent", "current", "target")
_SAID = {
    "inherent": "inherent", "before": "inherent", "residual": "residual", "after": "residual", "reviewed": "residual",
    "following": "residual", "final": "residual", "current": "current", "now": "current", "target": "target",
}  # fmt: skip
_OF_BEFORE = {
    "direction",
    "trend",
    "movement",
    "change",
    "arrow",
    "trajectory",
    "previous",
    "last",
    "travel",
    "dot",
}
_CONTROLLED = {"control", "mitigation", "treatment", "mitigated"}
_WITHOUT = {"no", "without", "not", "any"}
_AGREE = 0.9
_MOSTLY = 0.6


def phase_options(columns: list[Column], options: list[dict[Option, float]], nothing: list[float]) -> None:
    """Give each column of scores the one phase it is of: before, now or wanted, from its heading and its neighbours."""
    scored: list[tuple[int, str, str]] = []
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        likelihood = max(
            (worth for option, worth in own.items() if option[1].endswith("_likelihood")), default=0.0
        )
        impact = max((worth for option, worth in own.items() if option[1].endswith("_impact")), default=0.0)
        other = max(
            (worth for option, worth in own.items() if not option[1].endswith(("_likelihood", "_impact"))),
            default=0.0,
        )
        left_out = own.get(("risks", IGNORE, ""), 0.0)
        # A cross under “I” says that the integrity of something is at stake, and not how much.
        ticked = column.seen.ticks > 0.6 and column.seen.numbers < 0.5
        if (
            max(likelihood, impact) < 2.0
            or max(likelihood, impact) < other - 0.5
            or left_out >= max(likelihood, impact) - 1
            or ticked
        ):
            for option in [score for score in own if score[1].endswith(("_likelihood", "_impact"))]:
                del own[option]
            continue
        kind = "likelihood" if likelihood >= impact else "impact"
        said = phase_said(column.words)
        scored.append((at, kind, said))
    phases = _phases(_said_by_their_products(scored, columns), columns)
    for at, kind, _ in scored:
        own = options[at]
        worth = max(worth for option, worth in own.items() if option[1].endswith(("_likelihood", "_impact")))
        others = {
            option: value
            for option, value in own.items()
            if not option[1].endswith(("_likelihood", "_impact"))
        }
        phase = phases.get(at)
        options[at] = others
        if phase:
            name, sure = phase
            options[at][("risks", f"{name}_{kind}", "")] = worth if sure else min(worth, nothing[at] + 1.2)


def _said_by_their_products(
    scored: list[tuple[int, str, str]], columns: list[Column]
) -> list[tuple[int, str, str]]:
    """Pairs of scores whose headings do not say of when they are are of when their products, right behind them, are.

    That is so where every such pair has a product that says so, each of another time; one proven by its figures
    proves what is headed alike. The columns of such pairs are marked `of_product`.
    """
    pairs = [
        second
        for (first, kind, said), (second, other, said_too) in pairwise(scored)
        if second == first + 1 and kind != other and not (said or said_too)
    ]
    behind = [column for second in pairs for column in columns[second + 1 : second + 2]]
    proven = {column.words[-1:] for column in behind if column.of_two}
    phases = [
        phase_said(column.words)
        for column in behind
        if column.words[-1:] in proven and column.seen.numbers > _AGREE and not _OF_BEFORE & set(column.words)
    ]
    known = [*filter(None, (said for _, _, said in scored)), *phases]
    if (
        len(phases) < len(pairs)
        or not all(phases)
        or len(set(known)) < len({said for _, _, said in scored if said}) + len(phases)
    ):
        return scored
    told = {at: phase for second, phase in zip(pairs, phases, strict=True) for at in (second - 1, second)}
    for at in told:
        columns[at].of_product = True
    return [(at, kind, told.get(at, said)) for at, kind, said in scored]


def phase_said(words: tuple[str, ...]) -> str:
    """Of when a heading says its scores are: “without controls” is before them, “with controls” after."""
    said = next((_SAID[word] for word in words if word in _SAID), "")
    if not said and _CONTROLLED & set(words):
        return "inherent" if _WITHOUT & set(words) else "residual"
    return said


def _phases(scored: list[tuple[int, str, str]], columns: list[Column]) -> dict[int, tuple[str, bool]]:
    """For each column of scores its phase, and whether that is told rather than guessed."""
    groups: list[tuple[str, dict[str, int]]] = []
    before: tuple[int, str] = (-2, "")
    for at, kind, said in scored:
        beside, before = before == (at - 1, kind), (at, kind)
        if beside and not said:
            continue  # the same once more, in figures
        fitting = next((own for name, own in groups if name == said and kind not in own), None)
        if fitting is None and not said and groups and kind not in groups[-1][1]:
            fitting = groups[-1][1]
        if fitting is None:
            groups.append((said, {kind: at}))
        else:
            fitting[kind] = at
    names = [name for name, _ in groups]
    given = _named_phases(names)
    phases: dict[int, tuple[str, bool]] = {}
    for (said, own), phase in zip(groups, given, strict=True):
        # That scores are those wanted is never told by their place alone.
        told = _is_told(names, columns, groups) and (phase != "target" or bool(said))
        for at in own.values():
            if phase:
                phases[at] = (phase, told)
    return phases


def _named_phases(names: list[str]) -> list[str]:
    """The phases of groups of scores as their headings call them, "" for one that has no place."""
    count = len(names)
    if count == 1:
        return [names[0] if names[0] in _PHASES else "current"]
    given: list[str] = []
    has_inherent = "inherent" in names
    for at, name in enumerate(names):
        if name in ("inherent", "target"):
            phase = name
        elif name == "current":
            phase = "current"
        elif name == "residual":
            phase = "target" if "current" in names and "target" not in names else "current"
        elif (at == 0 and not has_inherent and ("current" in names or "target" not in names)) or (
            "residual" in names and not has_inherent and "inherent" not in given
        ):
            # What is left once something was done is told beside what there was before, whichever comes first.
            phase = "inherent"
        else:
            phase = next((fallback for fallback in ("current", "target") if fallback not in given), "")
        given.append("" if phase in given else phase)
    return given


def _is_told(names: list[str], columns: list[Column], groups: list[tuple[str, dict[str, int]]]) -> bool:
    """Do the headings say which scores are of when, or do controls stand between two pairs headed alike?"""
    if len(names) == len(set(names)):
        return True
    if len(groups) != 2:
        return False
    first, second = (sorted(own.values()) for _, own in groups)
    between = columns[first[-1] + 1 : second[0]]
    return any(
        {"control", "mitigation", "action", "treatment", "response", "measure"} & set(column.words)
        for column in between
    )


def scores_that_agree(table: FoundTable, columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """Scores left out where likelihood times impact gives them, kept where they are the register's own."""
    pairs = _pairs(uses)
    judged_uses = []
    for column, use in zip(columns, uses, strict=True):
        figures = column.seen.numbers > 0.9 and column.seen.count > 1
        if use.field == NOTED and figures and _share_agreeing(table, use.column, pairs) >= _AGREE:
            use = replace(
                use, field=IGNORE, why="Likelihood times impact; the program works this out itself."
            )
        elif (
            use.field == IGNORE
            and not column.chart
            and column.seen.fills
            and not (column.seen.count or pairs)
        ):
            use = replace(
                use, field=NOTED, why="The register's own level, told by colours, kept in the notes."
            )
        elif (
            use.field == IGNORE and not column.chart and column.seen.count and _OF_BEFORE & set(column.words)
        ):
            # Which way a score went since, or what it was, nothing else in the sheet tells.
            use = replace(use, field=NOTED, why="Kept in the notes of each record.")
        elif use.field == IGNORE and not column.chart and column.seen.count:
            share = _share_agreeing(table, use.column, pairs)
            worded = column.seen.numbers < 0.5
            if not pairs or (share < _MOSTLY and not worded):
                use = replace(use, field=NOTED, why="The register's own level, kept in the notes.")
            elif share >= _AGREE:
                use = replace(use, why="Likelihood times impact; the program works this out itself.")
        judged_uses.append(use)
    return judged_uses


def scores_in_pairs(columns: list[Column], uses: list[ColumnUse]) -> list[ColumnUse]:
    """Columns that give likelihood and impact in one cell, of the phases no columns of their own are of."""
    paired = [
        at
        for at, (column, use) in enumerate(zip(columns, uses, strict=True))
        if use.field in (NOTED, IGNORE)
        and (column.seen.pairs > _MOSTLY or (column.seen.parted > _MOSTLY and first_said(use.heading)))
    ]
    held = {use.field.partition("_")[0] for use in uses if use.field.endswith(("_likelihood", "_impact"))}
    phases = _named_phases([phase_said(columns[at].words) for at in paired]) if paired else []
    told = any(first_said(uses[at].heading) for at in paired)
    settled = list(uses)
    for at, phase in zip(paired, phases, strict=True):
        if not phase or phase in held:
            continue
        heading = uses[at].heading
        sure = told or columns[at].seen.ordered
        why = (
            f"Each cell of “{heading}” gives likelihood and impact."
            if sure
            else f"Is the first figure under “{heading}” the likelihood and the second the impact?"
        )
        settled[at] = replace(uses[at], field=f"{phase}_scores", sureness=0.95 if sure else 0.7, why=why)
    return settled


def _pairs(uses: list[ColumnUse]) -> list[tuple[int, int]]:
    """The columns of likelihood and impact of each phase, and of the review of each quarter."""
    at = {(use.quarter, use.field): use.column for use in uses if use.register in ("risks", "risk_reviews")}
    return [
        (at[quarter, likelihood], at[quarter, impact])
        for quarter, likelihood in at
        if likelihood.endswith("likelihood")
        and (quarter, impact := likelihood.replace("likelihood", "impact")) in at
    ]


def _share_agreeing(table: FoundTable, column: int, pairs: list[tuple[int, int]]) -> float:
    """The greatest share of rows whose score is the product of one of the pairs."""
    counts = [agreeing(table, column, pair) for pair in pairs]
    return max((agree / judged for agree, judged in counts if judged), default=0.0)


def disagreeing(table: FoundTable, uses: list[ColumnUse], column: int) -> dict[int, str]:
    """Rows whose score is not likelihood times impact though nearly all others are: a sentence each."""
    for pair in _pairs(uses):
        if _MOSTLY <= _share_agreeing(table, column, [pair]) < 1:
            sentences = {}
            for row in table.rows:
                said, likelihood, impact = (score_at(table, row, at) for at in (column, *pair))
                if (
                    said is not None
                    and likelihood is not None
                    and impact is not None
                    and abs(said - likelihood * impact) >= 0.01
                ):
                    sentences[row] = (
                        f"The sheet says {said:g}, but {likelihood:g} × {impact:g} is {likelihood * impact:g}."
                    )
            return sentences
    return {}
