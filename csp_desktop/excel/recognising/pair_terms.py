"""What columns say of one another: an issue beside its decision, an activity beside its tasks."""

from __future__ import annotations

from csp_desktop.excel.recognising.headings import alike_words
from csp_desktop.excel.recognising.settling import Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named

# From here on a heading says so by itself.
_CLEAR = 4.0
# What a heading that could not say it plainer is worth besides.
_PLAINLY = 2.0


def weigh_together(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of a register's columns by what stands beside them."""
    if register in _NAMED_IN_WORDS:
        _plainest_names((register, register_named(register).title, ""), columns, options)
        _others_related_to((register, register_named(register).title, ""), columns, options)
    _kinds_are_no_statuses(columns, options)
    if register in ("log_entries", "risks"):
        _reviews_gone_by(columns, options)
    if register == "log_entries":
        _met_recommendations(columns, options)
        _steps_after_events(columns, options)
        _days_of_decisions(columns, options)
        _decided_issues(columns, options)
    if register == "plan_items":
        _stand_in_steps(columns, options)
        _dates_beside_ends(columns, options)
    if register == "indicators":
        _notes_of_figures(columns, options)
        _outputs_in_units(columns, options)
    if register in _OF_MONEY:
        _headed_as_what_they_pay(register, columns, options)
    if register == "people":
        _roles_beside_posts(columns, options)
    if register == "allocations":
        _projects_of_money(columns, options)
        _purposes_beside_items(columns, options)
    if register == "risks":
        _hazards_before_risks(columns, options)
        _secret_whole_there(columns, options)
        _plain_titles(columns, options)
        _scores_still_empty(columns, options)
        _crosses_on_a_scale(columns, options)
        _kinds_before_descriptions(columns, options)
        _what_to_do_then(columns, options)
        _severities_beside_impacts(columns, options)
        _both_scores_in_one(columns, options)
        _by_whom_after_actions(columns, options)
        _names_before_descriptions(columns, options)
        _dates_of_actions(columns, options)


# Registers whose records are called by a text of their own, and not by a person's or a body's name.
_NAMED_IN_WORDS = ("risks", "plan_items", "indicators", "log_entries", "allocations", "bids")
_LONGER = 1.1


def _plainest_names(title: Option, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of headings that could all name the record the plainest does, where what stands under it is shorter and each time different."""
    naming = [
        (column, own)
        for column, own in zip(columns, options, strict=True)
        if own.get(title, 0.0) > _CLEAR and column.seen.count
    ]
    for column, own in naming:
        others = [other for other, _ in naming if other is not column]
        if (
            others
            and column.seen.distinct > 0.9
            and all(
                _says_more(other.words, column.words) and other.seen.average > _LONGER * column.seen.average
                for other in others
            )
        ):
            own[title] += _PLAINLY


def _others_related_to(title: Option, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Related tasks” and “Linked risks” are others than the record they stand beside, and do not name it."""
    for column, own in zip(columns, options, strict=True):
        if column.words[:1] in (("related",), ("linked",), ("associated",)):
            own.pop(title, None)


def _says_more(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Does a heading say more than a name: “Potential risks” beside “Risk”, “Long name” beside “Short name”?"""
    if name[-1:] in (("name",), ("title",)):
        return words[-1:] != name[-1:] or ("short" in name and "short" not in words)
    return set(name) < set(words)


def _notes_of_figures(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Where no column holds a figure, a remark is on the indicator and not on one."""
    if any(option[:2] == ("measurements", "value") for own in options for option in own):
        return
    for column, own in zip(columns, options, strict=True):
        if not column.own_quarter:
            for option in [option for option in own if option[:2] == ("measurements", "note")]:
                del own[option]


def _outputs_in_units(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An output or outcome beside what it is counted in is what is counted."""
    title, unit = ("indicators", "title", ""), ("indicators", "unit", "")
    if any(unit in own for own in options):
        for column, own in zip(columns, options, strict=True):
            if (title in own and _COUNTED & set(column.words)) or {*column.words} <= _COUNTED:
                own[title] = max(own.get(title, 0.0), own.get(("indicators", "item", ""), 0.0)) + _PLAINLY


_COUNTED = {"output", "outcome"}


# What each register of money calls its records, and the field of their amount.
_OF_MONEY = {
    "funding_streams": ("grant", "amount"),
    "allocations": ("grant", "amount"),
    "bids": ("bid", "amount_sought"),
}


def _headed_as_what_they_pay(
    register: str, columns: list[Column], options: list[dict[Option, float]]
) -> None:
    """Figures under “Grant” or “Bid” are how much it is."""
    called, amount = _OF_MONEY[register]
    for column, own in zip(columns, options, strict=True):
        if column.words == (called,) and column.seen.numbers + column.seen.money > 0.6:
            own[register, amount, ""] = max(_CLEAR, own.get((register, amount, ""), 0.0))


def _roles_beside_posts(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A role in a project or a group beside a position or a job title is not the post."""
    post: Option = ("people", "job_title", "")
    if any(
        column.words in _POSTS and own.get(post, 0.0) > _CLEAR
        for column, own in zip(columns, options, strict=True)
    ):
        for column, own in zip(columns, options, strict=True):
            if "role" in column.words and column.words not in _POSTS:
                own.pop(post, None)


_POSTS = (("position",), ("post",), ("job", "title"), ("job",), ("designation",), ("role",))


def _projects_of_money(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Expenditure project” says what money was spent on, and holds none; “Expenditure on project” does."""
    for column, own in zip(columns, options, strict=True):
        joined = _JOINING & set(plain(column.in_table.own).split())
        if len(column.words) > 1 and column.words[-1] in _SPENT_ON and not joined:
            for option in [option for option in own if option[0] == "funding_entries"]:
                del own[option]


_SPENT_ON = {"project", "scheme"}
_JOINING = {"of", "on", "for", "per", "by", "to"}


def _purposes_beside_items(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A purpose or a reason beside what the money bought says why, and does not name it."""
    title: Option = ("allocations", "project", "")
    why = [bool({"purpose", "reason"} & set(column.words)) for column in columns]
    named = any(
        title in own and not reason and "category" not in column.words and column.seen.distinct > 0.8
        for column, own, reason in zip(columns, options, why, strict=True)
    )
    for own, reason in zip(options, why, strict=True):
        if named and reason:
            own.pop(title, None)


def _kinds_are_no_statuses(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Words of a status under “Type” say how far something is, and of no kind."""
    for column, own in zip(columns, options, strict=True):
        if column.seen.statuses > 0.6:
            for option in [option for option in own if option[1] == "kind"]:
                del own[option]


def _reviews_gone_by(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A last review, or a review date beside who did it, is a day gone by: neither of the next nor when it was raised."""
    done = any("reviewer" in column.words or set(column.words) >= _REVIEWED_BY for column in columns)
    for column, own in zip(columns, options, strict=True):
        if (done and column.words in _OF_REVIEW) or set(column.words) >= _LAST_REVIEW:
            own.clear()


_REVIEWED_BY = {"reviewed", "by"}
_LAST_REVIEW = {"last", "review"}
_OF_REVIEW = (("review", "date"), ("date", "review"), ("review",))


def _secret_whole_there(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """C, I and A beside each other are how secret, whole and to hand something must be: none is an impact."""
    letters = [column.in_table.own.strip().casefold() for column in columns]
    if {"c", "i", "a"} <= set(letters):
        for letter, own in zip(letters, options, strict=True):
            if letter in ("c", "i", "a"):
                own.clear()


def _met_recommendations(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An action beside a recommendation says how it is met."""
    if any("recommendation" in column.words for column in columns):
        for column, own in zip(columns, options, strict=True):
            if "recommendation" not in column.words:
                own.pop(("log_entries", "title", ""), None)


def _steps_after_events(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A next step beside what happened or is to be done follows on from it, and does not name it."""
    title: Option = ("log_entries", "title", "")
    steps = [column.words == _NEXT_STEP for column in columns]
    if any(title in own and not step for own, step in zip(options, steps, strict=True)):
        for own, step in zip(options, steps, strict=True):
            if step:
                own.pop(title, None)


_NEXT_STEP = ("next", "step")


def _days_of_decisions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """The day a decision was made is not one from which it is in force."""
    if any("decision" in column.words for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("date", "made"):
                own.pop(("log_entries", "starts_on", ""), None)


def _decided_issues(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside an issue a decision is what came of it, and beside the day it was raised the day of a decision is none."""
    title, outcome, raised = (("log_entries", name, "") for name in ("title", "outcome", "raised_on"))
    issues = any(
        title in own and "issue" in column.words and "decision" not in column.words
        for column, own in zip(columns, options, strict=True)
    )
    decided = any("decision" in column.words for column in columns)
    first = any(
        raised in own and _FIRST & set(column.words) for column, own in zip(columns, options, strict=True)
    )
    for column, own in zip(columns, options, strict=True):
        if column.words == ("issue",) and title in own and any(told.words == _DESCRIBED for told in columns):
            own[title] += _PLAINLY
        if "revised" in column.words:
            own.pop(raised, None)
        if "decision" not in column.words:
            if decided and column.words == ("issue",) and title in own:
                own[title] += _PLAINLY
            continue
        if issues and title in own:
            own[outcome] = max(own.get(outcome, 0.0), own.pop(title))
        if first:
            own.pop(raised, None)


_DESCRIBED = ("description",)
_DESCRIBING = {"description", "statement", "detail"}
_TITLED = {"title", "name", "risk", "short"}


def _plain_titles(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A heading that is nothing but “Title” or “Risk name” names the risk, as “Risk” does, whatever describes it beside."""
    described = any(_DESCRIBING & set(column.words) and column.seen.sentences > 0.6 for column in columns)
    for column, own in zip(columns, options, strict=True):
        words = set(column.words)
        titled = bool(words & {"title", "name"}) and words <= _TITLED
        named = words == {"risk"} and described and column.seen.distinct > 0.9
        if (titled or named) and ("risks", "title", "") in own:
            own["risks", "title", ""] += _PLAINLY


def _hazards_before_risks(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A hazard named in a few words before the “Risk” told at length is what the risk is called."""
    title: Option = ("risks", "title", "")
    hazard = next((at for at, column in enumerate(columns) if column.words == ("hazard",)), None)
    risk = next((at for at, column in enumerate(columns) if column.words == ("risk",)), None)
    if hazard is None or risk is None or title not in options[hazard] or hazard > risk:
        return
    named, told = columns[hazard].seen, columns[risk].seen
    if named.distinct > 0.9 and told.sentences > 0.6 and told.average > 2 * named.average:
        options[hazard][title] += _PLAINLY
        options[risk].pop(title, None)


_STEPS_OF_SCALE = {"vl", "l", "m", "h", "vh", "low", "medium", "moderate", "high"}


def _crosses_on_a_scale(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Columns under one heading, each headed by a step of a scale and crossed where that is it, are no scores by themselves."""
    for column, own in zip(columns, options, strict=True):
        steps = {other.words[-1:] for other in columns if other.words[:-1] == column.words[:-1]}
        if column.words[:-1] and len({step for (step,) in steps} & _STEPS_OF_SCALE) > 2:
            own.clear()


def _scores_still_empty(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """An “Impact” nothing is written under yet is a score like the likelihood beside it, and no consequence."""
    if any("likelihood" in column.words for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("impact",) and not column.seen.count:
                own.pop(("risks", "consequence", ""), None)


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


_ACTED = {"do", "action", "respond", "response", "contingency", "plan", "recovery", "fallback", "react"}
_THEN = {"happen", "occurrence", "materialise", "goes"}


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


_OF_SCORES = {"likelihood", "impact", "severity", "score", "rating", "level", "risk", "of"}


def _kind_of_score(column: Column) -> frozenset[str]:
    """What a heading says of a score but which it is: inherent, uncontrolled, after controls."""
    return frozenset(column.words) - _OF_SCORES


def _both_scores_in_one(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A column headed “Probability / Impact” holds two scores in each cell, or one made of both, and is neither."""
    for column, own in zip(columns, options, strict=True):
        said = set(alike_words(column.in_table.own))
        if _OF_LIKELIHOOD & said and _OF_IMPACT & said:
            for option in [option for option in own if option[1].endswith(("_impact", "_likelihood"))]:
                del own[option]


_OF_LIKELIHOOD = {"likelihood", "frequency", "periodicity"}
_OF_IMPACT = {"impact", "severity"}
_DOERS = (("by", "whom"), ("by", "who"), ("who", "by"), ("whom",))


def _by_whom_after_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“By whom?” right after what is to be done says who does it, not whose the risk is."""
    owner, actions = (
        ("mitigations", "owner", ""),
        {("mitigations", name, "") for name in ("title", "control")},
    )
    for at in range(1, len(columns)):
        if owner in options[at] and columns[at].words in _DOERS and actions & set(options[at - 1]):
            options[at][owner] += _PLAINLY


# What else a risk may be called where it is called nothing plainer.
_CALLED = {("vulnerability",), ("threat",), ("finding",), ("hazard",)}


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
        own[title] = max(own.values()) + _PLAINLY
        for other in described:
            other.pop(title, None)


_FIRST = {"raised", "logged", "opened", "created", "reported"}


def _dates_of_actions(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A target date beside what is to be done is the day that is due, where no score is to be reached by then."""
    scored = any(
        "target" in column.words
        and "date" not in column.words
        and {"score", "likelihood", "impact", "risk", "rating"} & set(column.words)
        for column in columns
    )
    if not scored and any(own.get(("mitigations", "title", ""), 0.0) > _CLEAR for own in options):
        for own in options:
            if ("risks", "target_on", "") in own and ("mitigations", "due_on", "") in own:
                own["mitigations", "due_on", ""] += 2.0


def _dates_beside_ends(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A plain “Date” beside a column headed by an end or a deadline is the day of the row, not when it is due."""
    if any(_ENDING & set(column.words) and column.seen.when > 0.5 for column in columns):
        for column, own in zip(columns, options, strict=True):
            if column.words == ("date",):
                own.pop(("plan_items", "timescale", ""), None)


_ENDING = {"end", "due", "deadline", "completion"}
# What people call the levels of a plan, highest first.
_STEPS = ("activity", "task", "sub task")


def _stand_in_steps(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of activities, tasks and sub-tasks side by side, the tasks are the actions and the activities what they serve."""
    places = {" ".join(column.words): at for at, column in enumerate(columns)}
    if not all(step in places for step in _STEPS[:2]):
        return
    above = options[places["activity"]]
    above["plan_items", "objective", ""] = above.pop(("plan_items", "title", ""), 0.0) + 1.0
    below = places.get("sub task")
    if below is not None:
        options[below].pop(("plan_items", "title", ""), None)
