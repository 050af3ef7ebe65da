"""What columns of risks say of one another: a threat beside its description, a severity beside an impact."""

from __future__ import annotations

from itertools import pairwise

from csp_desktop.excel.recognising.beside import mitigations, risk_reviews
from csp_desktop.excel.recognising.columns.score_pairs import first_said
from csp_desktop.excel.recognising.heading_words import alike_words
from csp_desktop.excel.recognising.headings import Key
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column

_DESCRIBING = {"description", "statement", "detail"}
_TITLED = {"title", "name", "risk", "short"}
_STEPS_OF_SCALE = {"vl", "l", "m", "h", "vh", "low", "medium", "moderate", "high"}
_ACTED = {"do", "action", "respond", "response", "contingency", "plan", "recovery", "fallback", "react"}
_THEN = {"happen", "occurrence", "materialise", "goes"}
_OF_SCORES = {"likelihood", "impact", "severity", "score", "rating", "level", "risk", "of"}
_OF_LIKELIHOOD = {"likelihood", "frequency", "periodicity"}
_OF_IMPACT = {"impact", "severity"}
_OF_CLOSING = {"closed", "date", "risk", "when", "on", "day"}
_WHY_CLOSED = {"reason", "outcome", "result", "why", "how", "closed", "closure", "for", "comment", "closing"}
_OF_LETTERS = {("l",), ("p",), ("likelihood",)}
_LETTERS_OF_LIKELIHOOD, _LETTERS_OF_IMPACT = (
    (("l",), ("p",), ("f",), ("likelihood",)),
    (("s",), ("c",), ("i",), ("impact",)),
)
_SOMEHOW, _NEARLY_ALL, _LONGER = 2.0, 0.8, 1.1
_IN_WORDS, _A_WORD_OR_TWO = 10, 16
_FEW, _AGAIN = 3, 0.7
# What heads a risk and nothing else, and what heads the part of the work it is of, in words made alike.
_ITSELF = {("risk",), ("risk", "identified"), ("identified", "risk")}
_OF_AREAS = {"area", "topic", "function", "subject", "activity", "asset"}
# What else a risk may be called where it is called nothing plainer.
_CALLED = {("vulnerability",), ("threat",), ("finding",), ("hazard",)}


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of risks."""
    _hazards_before_risks(columns, options)
    _secret_whole_there(columns, options)
    _plain_titles(columns, options)
    _scores_still_empty(columns, options)
    _words_of_a_scale(columns, options)
    _crosses_on_a_scale(columns, options)
    _areas_before_risks(columns, options)
    _kinds_before_descriptions(columns, options)
    _what_to_do_then(columns, options)
    _severities_beside_impacts(columns, options)
    _impacts_by_letter(columns, options)
    _factors_by_letter(columns, options)
    _both_scores_in_one(columns, options)
    _days_of_closing(columns, options)
    _names_before_descriptions(columns, options)
    _dates_behind_targets(columns, options)
    mitigations.weigh(columns, options)
    risk_reviews.weigh(columns, options)


def entries_named(
    columns: list[Column], options: list[dict[Option, float]], heads: list[dict[Key, float]]
) -> None:
    """In a log of risks, issues and others what each entry is may stand under a heading that says nothing: “Entry”."""
    title: Option = ("risks", "title", "")
    if any(own.get(title, 0.0) > _SOMEHOW for own in options):
        return
    for column, own, head in zip(columns, options, heads, strict=True):
        seen = column.seen
        told = seen.filled > _NEARLY_ALL and seen.distinct > _NEARLY_ALL and seen.average > _IN_WORDS
        if told and max(own.values(), default=0.0) < CLEAR and seen.dates + seen.numbers + seen.bodies < 0.5:
            own[title] = head["risks", "title"] = CLEAR + PLAINLY
            return


def _hazards_before_risks(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A hazard named in a few words before the “Risk” told at length is what the risk is called."""
    title: Option = ("risks", "title", "")
    hazard = next((at for at, column in enumerate(columns) if column.words == ("hazard",)), None)
    risk = next((at for at, column in enumerate(columns) if column.words == ("risk",)), None)
    if hazard is None or risk is None or title not in options[hazard] or hazard > risk:
        return
    named, told = columns[hazard].seen, columns[risk].seen
    if named.distinct > 0.9 and told.sentences > 0.6 and told.average > 2 * named.average:
        options[hazard][title] += PLAINLY
        options[risk].pop(title, None)


def _secret_whole_there(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """C, I and A beside each other are how secret, whole and to hand something must be: none is an impact."""
    letters = [column.in_table.own.strip().casefold() for column in columns]
    if {"c", "i", "a"} <= set(letters):
        for letter, own in zip(letters, options, strict=True):
            if letter in ("c", "i", "a"):
                own.clear()


def _plain_titles(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A heading that is nothing but “Title” or “Risk name” names the risk, as “Risk” does, whatever describes it beside."""
    title: Option = ("risks", "title", "")
    described = any(_DESCRIBING & set(column.words) and column.seen.sentences > 0.6 for column in columns)
    for column, own in zip(columns, options, strict=True):
        named = set(column.words) == {"risk"} and described and column.seen.distinct > 0.9
        if (_is_titled(column) or named) and title in own:
            own[title] += PLAINLY


def descriptions_beside_titles(
    columns: list[Column], options: list[dict[Option, float]], nothing: list[float]
) -> None:
    """“Risk description” beside “Risk name” tells of it at length, and is no cause or consequence."""
    title: Option = ("risks", "title", "")
    called = [
        at
        for at, (column, own) in enumerate(zip(columns, options, strict=True))
        if (_is_titled(column) or column.words == ("risk",)) and title in own and column.seen.distinct == 1
    ]
    if len(called) != 1:
        return
    name = columns[called[0]]
    for at, column in enumerate(columns):
        if column.words[-1:] == ("description",) and column.seen.average > _LONGER * name.seen.average:
            options[called[0]][title] = SURELY
            options[at].pop(title, None)
            if not options[at]:
                nothing[at] = SURELY


def _is_titled(column: Column) -> bool:
    """Is a heading nothing but “Title” or “Risk name”?"""
    words = set(column.words)
    return bool(words & {"title", "name"}) and words <= _TITLED


def _scores_still_empty(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An “Impact” nothing is written under yet is a score like the likelihood beside it, and no consequence."""
    if any("likelihood" in column.words for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("impact",) and not column.seen.count:
                own.pop(("risks", "consequence", ""), None)


def _words_of_a_scale(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A word or two again and again under “Impact”, a likelihood of its kind in words too beside it, are steps of a scale."""
    consequence: Option = ("risks", "consequence", "")
    scored = [
        "impact" in column.words
        and consequence in own
        and 0 < column.seen.average < _A_WORD_OR_TWO
        and not column.seen.sentences
        for column, own in zip(columns, options, strict=True)
    ]
    beside = {
        at
        for at, said in enumerate(scored)
        if said
        and any(
            "likelihood" in columns[other].words
            and columns[other].seen.numbers < 0.5
            and _kind_of_score(columns[other]) == _kind_of_score(columns[at])
            for other in (at - 1, at + 1)
            if 0 <= other < len(columns)
        )
    }
    for at in beside:
        seen = columns[at].seen
        # Nobody tells the consequence of a risk twice, before and after.
        if len(beside) > 1 or (seen.count > _FEW and seen.distinct < _AGAIN):
            options[at]["risks", "current_impact", ""] = CLEAR + PLAINLY
            del options[at][consequence]


def _crosses_on_a_scale(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Columns under one heading, each headed by a step of a scale and crossed where that is it, are no scores by themselves."""
    for column, own in zip(columns, options, strict=True):
        steps = {other.words[-1:] for other in columns if other.words[:-1] == column.words[:-1]}
        if column.words[:-1] and len({step for (step,) in steps} & _STEPS_OF_SCALE) > 2:
            own.clear()


def _areas_before_risks(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """The area or topic before what is headed as the risk itself is what kind of risk it is."""
    title, category = ("risks", "title", ""), ("risks", "category", "")
    named = next((at for at, column in enumerate(columns) if column.words in _ITSELF), None)
    if named is None:
        return
    for column, own in zip(columns[:named], options[:named], strict=True):
        if _OF_AREAS & set(column.words) and column.seen.names + column.seen.sentences > 0.5:
            own[category] = max(CLEAR, own.get(category, 0.0), own.pop(title, 0.0))
            options[named][title] = max(options[named].get(title, 0.0), CLEAR) + PLAINLY
            options[named].pop(category, None)
            return


def _kinds_before_descriptions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Under “Risk” stand only its kinds, a few short words again and again, beside what describes each: a category."""
    title, category = ("risks", "title", ""), ("risks", "category", "")
    describing = [
        column.seen.count > 3 and column.seen.sentences > 0.6 and column.seen.distinct > 0.9
        for column in columns
    ]
    if not any(title in own and told for own, told in zip(options, describing, strict=True)):
        return
    for column, own, told in zip(columns, options, describing, strict=True):
        seen = column.seen
        repeats = seen.count > 3 and seen.distinct < 0.8 and seen.average < 25 and seen.sentences < 0.3
        # A kind that nearly all of them are tells nothing.
        repeats = repeats and seen.most < 0.8
        if title in own and repeats and not told:
            own[category] = max(own.get(category, 0.0), own[title] - 1.0)
            own[title] -= 3.0
        if category in own and told:
            # What is said but once, in sentences, is no kind of risk.
            own[category] -= 3.0


def _what_to_do_then(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“What to do if it happens” is no consequence: it is what is done then."""
    for column, own in zip(columns, options, strict=True):
        words = set(column.words)
        if words & _ACTED and words & _THEN:
            own.pop(("risks", "consequence", ""), None)


def _severities_beside_impacts(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A severity beside likelihood and impact is what they come to; where a likelihood of its kind has none, the impact."""
    scored = [column for column in columns if column.seen.numbers + column.seen.levels > 0.5]
    likelihoods, impacts = (
        {_kind_of_score(column) for column in scored if word in column.words}
        for word in ("likelihood", "impact")
    )
    if not likelihoods or not impacts:
        return
    for column, own in zip(columns, options, strict=True):
        kind = _kind_of_score(column)
        if (
            "severity" in column.words
            and "impact" not in column.words
            and not (kind and kind in likelihoods - impacts)
        ):
            for option in [option for option in own if option[1].endswith(("_impact", "_likelihood"))]:
                del own[option]


def _kind_of_score(column: Column) -> frozenset[str]:
    """What a heading says of a score but which it is: inherent, uncontrolled, after controls."""
    return frozenset(column.words) - _OF_SCORES


def _impacts_by_letter(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“S” or “C” beside “L” is how severe, or of what consequence, where no other column is an impact."""
    if any(
        said > _SOMEHOW and option[1].endswith("_impact") for own in options for option, said in own.items()
    ):
        return
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        scored = column.seen.small > _NEARLY_ALL or not column.seen.count
        near = {columns[other].words for other in (at - 1, at + 1) if 0 <= other < len(columns)}
        if column.words in (("s",), ("c",)) and scored and near & _OF_LETTERS:
            own.clear()
            own["risks", "current_impact", ""] = CLEAR + PLAINLY


def _factors_by_letter(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Two figures that give the third, “S | F | RF”: a letter tells which of them is how likely, or which how bad.

    Where three so headed are, three headed alike are too, whatever is in them.
    """
    threes = [columns[at : at + 3] for at in range(len(columns) - 2)]
    proven = {tuple(column.words for column in three) for three in threes if three[2].of_two}
    for at, three in enumerate(threes):
        headed = tuple(column.words for column in three)
        bad = [_badly(words) for words in headed[:2]]
        if headed in proven and None not in bad and bad[0] != bad[1]:
            for own, is_bad in zip(options[at : at + 2], bad, strict=True):
                own.clear()
                own["risks", "current_impact" if is_bad else "current_likelihood", ""] = CLEAR + PLAINLY


def _badly(words: tuple[str, ...]) -> bool | None:
    """Whether a letter stands for how bad something is, rather than for how likely; None for other headings."""
    return True if words in _LETTERS_OF_IMPACT else False if words in _LETTERS_OF_LIKELIHOOD else None


def _both_scores_in_one(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A column headed “Probability / Impact” holds two scores in each cell, or one made of both, and is neither."""
    for column, own in zip(columns, options, strict=True):
        said = set(alike_words(column.in_table.own))
        if _OF_LIKELIHOOD & said and _OF_IMPACT & said:
            for option in [option for option in own if option[1].endswith(("_impact", "_likelihood"))]:
                del own[option]
            if column.seen.pairs + column.seen.parted > _NEARLY_ALL:
                own.pop(("risks", "consequence", ""), None)


def both_scores_told(columns: list[Column], options: list[dict[Option, float]], nothing: list[float]) -> None:
    """Two scores in each cell, under a heading that says which comes first, “(L/I)”, are no field by themselves."""
    for at, column in enumerate(columns):
        if column.seen.pairs + column.seen.parted > _NEARLY_ALL and first_said(column.in_table.heading):
            options[at].clear()
            nothing[at] = SURELY


def _days_of_closing(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A day under “Date closed” says that a risk is closed, where no status does; the reason beside it is no cause."""
    status: Option = ("risks", "status", "")
    told = any(
        own.get(status, 0.0) > CLEAR and not column.seen.dates
        for column, own in zip(columns, options, strict=True)
    )
    closed = False
    for column, own in zip(columns, options, strict=True):
        words = set(column.words)
        if "closed" in words and words <= _OF_CLOSING and column.seen.dates > _NEARLY_ALL:
            own.clear()
            if not told:
                own[status] = CLEAR + PLAINLY + PLAINLY
            closed = True
        elif closed and words <= _WHY_CLOSED:
            own.clear()


def _names_before_descriptions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A threat beside what is only a “Description” of it names the risk, if nothing else does."""
    title: Option = ("risks", "title", "")
    naming = [
        (column, own)
        for column, own in zip(columns, options, strict=True)
        if title in own and column.words != ("description",)
    ]
    described = [
        own for column, own in zip(columns, options, strict=True) if column.words == ("description",)
    ]
    if len(naming) == 1 and described and naming[0][0].words in _CALLED:
        own = naming[0][1]
        own[title] = max(own.values()) + PLAINLY
        for other in described:
            other.pop(title, None)


def _dates_behind_targets(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A “Target date” right behind the scores that are wanted is when they are to be reached."""
    for (before, scored), (column, own) in pairwise(zip(columns, options, strict=True)):
        wanted = "target" in before.words and any(
            option[1].endswith(("_likelihood", "_impact")) for option in scored
        )
        if wanted and column.words == ("target", "date") and column.seen.dates > _NEARLY_ALL:
            own.clear()
            own["risks", "target_on", ""] = SURELY
