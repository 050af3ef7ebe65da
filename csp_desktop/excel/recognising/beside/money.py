"""What columns of money say of one another: a purpose beside what was bought, a grant that is a sum."""

from __future__ import annotations

from csp_desktop.excel.recognising.beside import payments
from csp_desktop.excel.recognising.columns.money_ahead import says_money_ahead
from csp_desktop.excel.recognising.columns.timed_columns import year_alone
from csp_desktop.excel.recognising.settling import CLEAR, PLAINLY, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column
from csp_desktop.excel.wording.cells import plain

# What each register of money calls its records, and the field of their amount.
REGISTERS = {
    "funding_streams": ("grant", "amount"),
    "allocations": ("grant", "amount"),
    "bids": ("bid", "amount_sought"),
}
# How a budget is now and how it was at first, in words made alike.
_NOW, _AT_FIRST = {"revised", "current", "latest", "updated"}, {"inherent"}
# What money comes from, in words made alike.
_FUNDS = {"reserve", "fund", "grant", "pot"}
_SPENT_ON = {"project", "scheme"}
# What is paid for by contract, and who to.
_CONTRACTED = {"provider", "supplier", "contractor", "contract", "commissioned"}
# What somebody asked for, in words made alike, and what was given to them.
SOUGHT = {"request", "requested", "sought", "bid", "ask", "asked", "applied", "apply"}
_ASKING = {"applicant", "organisation", "group", "club", "body", "recipient", "charity", "society"}
_GIVEN = {
    "grant",
    "award",
    "awarded",
    "approved",
    "agreed",
    "allocated",
    "allocation",
    "offer",
    "offered",
    "given",
    "got",
    "won",
    "granted",
    "secured",
}
# What others put in beside a grant, what is ours, and the two together.
_MATCH = {"match", "matched", "matching", "leverage", "leveraged"}
_OTHERS = (
    {"other", "funding"},
    {"other", "contribution"},
    {"partner", "contribution"},
    {"own", "contribution"},
)
_OURS, _WHOLE = {"grant", "award", "awarded", "csp"}, {"total", "whole", "overall", "full"}
_THIS_YEAR = {"year", "this", "current", "£"}
_GONE = {"spent", "expenditure", "committed", "underspend", "variance"}
_SPENT = {
    "spend",
    "paid",
    "claim",
    "claimed",
    "left",
    "remaining",
    "balance",
    "used",
    "date",
    "actual",
    "forecast",
}
_CLAIMED = {"claim", "claimed", "drawdown", "drawn"}
_COMMITTED = {"committed", "commitment"}
_SO_FAR = {"sofar", "far"}
_OF_CLAIMS = {*_CLAIMED, *_SO_FAR, "so", "down", "date", "total", "grant", "funding", "amount"}
_NOT_CLAIMED = {
    "spend",
    "actual",
    "paid",
    "forecast",
    "planned",
    "budget",
    "profile",
    "projected",
    "received",
}
_OF_QUARTERS = {"q1", "q2", "q3", "q4", "quarter", "1", "2", "3", "4", "amount", "value", "down", "grant"}
_JOINING = {"of", "on", "for", "per", "by", "to"}


def weigh(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of streams, allocations or bids."""
    _headed_as_what_they_pay(register, columns, options)
    _headed_by_the_year(register, columns, options)
    _as_it_is_now(register, columns, options)
    _matched_by_others(register, columns, options)
    if register == "bids":
        _sent_to(columns, options)
        _asked_and_given(columns, options)
        _known_by_who_asks(columns, options)
    if register == "allocations":
        _projects_of_money(columns, options)
        _of_the_whole_fund(columns, options)
        _sums_of_quarters(columns, options)
        _claims_of_quarters(columns, options)
        _money_ahead(columns, options)
        payments.weigh(columns, options)
        _purposes_beside_items(columns, options)


def _claims_of_quarters(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Money under “Q1 claim”, “May claimed” or “Claimed to date” is what the funder was asked for, whatever was spent.

    So is what “Committed Q3” heads no more than committed.
    """
    by_quarter = any(column.own_quarter and _CLAIMED & set(column.words) for column in columns)
    for column, own in zip(columns, options, strict=True):
        words = set(column.words)
        figures = column.seen.numbers + column.seen.money > 0.6 and not _NOT_CLAIMED & words
        figures |= not column.seen.count and words <= _CLAIMED | _OF_QUARTERS
        figures = figures and not says_money_ahead(column.in_table.heading)
        if column.own_quarter and _CLAIMED & words and figures and not column.years_off:
            own.clear()
            own["funding_entries", "claimed", column.quarter] = SURELY
        elif figures and words & _CLAIMED and words & _SO_FAR and words <= _OF_CLAIMS and not by_quarter:
            own.clear()
            own["funding_entries", "claimed", ""] = SURELY
        elif column.own_quarter and _COMMITTED & words and words <= _COMMITTED | _OF_QUARTERS and figures:
            own.clear()
            own["funding_entries", "committed", column.quarter] = SURELY


def _money_ahead(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Money of a quarter whose heading says that it is yet to be spent, whatever else it says, is forecast."""
    for column, own in zip(columns, options, strict=True):
        figures = column.seen.numbers + column.seen.money > 0.6 and not column.years_off
        if (
            column.own_quarter
            and figures
            and says_money_ahead(column.in_table.heading)
            and not _CLAIMED & set(column.words)
        ):
            own.clear()
            own["funding_entries", "forecast", column.quarter] = SURELY


def _headed_as_what_they_pay(
    register: str, columns: list[Column], options: list[dict[Option, float]]
) -> None:
    """Figures under “Grant” or “Bid” are how much it is."""
    called, amount = REGISTERS[register]
    for column, own in zip(columns, options, strict=True):
        if column.words == (called,) and column.seen.numbers + column.seen.money > 0.6:
            own[register, amount, ""] = max(CLEAR, own.get((register, amount, ""), 0.0))


def _headed_by_the_year(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Money under nothing but its year, “2025/26 (£)”, is how much it is, where nothing else says so.

    What a contract or a provider has figures of by year, what is spent by a day or carried over, or what a total of
    several years stands beside, is money though no sign says it; that total is of no one year.
    """
    amount: Option = (register, REGISTERS[register][1], "")
    figures = [
        (column, own)
        for column, own in zip(columns, options, strict=True)
        if column.seen.numbers + column.seen.money > 0.6
    ]
    for column, own in figures:
        others = any(amount in each for each in options if each is not own)
        if (
            "year" in column.words
            and {*column.words} <= _THIS_YEAR
            and column.seen.years < 0.6
            and not others
        ):
            own.clear()
            own[amount] = SURELY
    yearly = [(column, own) for column, own in figures if year_alone(column.in_table.heading)]
    of_all = [own for column, own in figures if amount in own and _WHOLE & set(column.words)]
    if len(yearly) > 1:
        for own in of_all:
            del own[amount]
    if any(amount in own for own in options):
        return
    paid = register == "allocations" and (
        bool(of_all) or any(_CONTRACTED & set(column.words) for column in columns)
    )
    paid = paid or any(
        own.get((register, name, ""), 0.0) > CLEAR
        for own in options
        for name in ("spend_by", "carry_forward")
    )
    of_year = [
        own
        for column, own in yearly
        if not column.years_before
        and not column.of_another_year
        and (paid or "£" in column.in_table.heading or column.seen.money > 0.6)
    ]
    if len(of_year) == 1:
        of_year[0][amount] = CLEAR


def _as_it_is_now(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside a revised or present budget the original one is how it was."""
    amount: Option = (register, REGISTERS[register][1], "")
    amounts = [
        (set(column.words), own) for column, own in zip(columns, options, strict=True) if amount in own
    ]
    if any(_NOW & words for words, _ in amounts):
        for words, own in amounts:
            if _AT_FIRST & words:
                del own[amount]


def _asked_and_given(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Of two columns of money the one headed as asked for is what was sought, the one as given what was awarded."""
    sought: Option = ("bids", "amount_sought", "")
    awarded: Option = ("bids", "amount_awarded", "")
    figures = [
        (set(column.words), own)
        for column, own in zip(columns, options, strict=True)
        if column.seen.numbers + column.seen.money > 0.6 and not column.own_quarter
    ]
    asked = [own for words, own in figures if SOUGHT & words and not _GIVEN & words]
    given = [own for words, own in figures if _GIVEN & words and not (SOUGHT | _SPENT) & words]
    if len(asked) == 1 and len(given) == 1:
        for own, option in ((asked[0], sought), (given[0], awarded)):
            worth = CLEAR + own.get(option, 0.0)
            own.clear()
            own[option] = worth


def _sent_to(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“To” over names, where no other column says it, is the fund or funder that was asked."""
    stream: Option = ("bids", "stream", "")
    if any(own.get(stream, 0.0) > CLEAR for own in options):
        return
    for column, own in zip(columns, options, strict=True):
        if (
            column.words == ("to",)
            and column.seen.names > 0.8
            and column.seen.persons + column.seen.posts < 0.2
        ):
            own.clear()
            own[stream] = SURELY


def _known_by_who_asks(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Where nothing says what money is asked for, a bid is known by who asks for it."""
    project: Option = ("bids", "project", "")
    asking = [
        at
        for at, column in enumerate(columns)
        if _ASKING & set(column.words) and column.seen.names + column.seen.sentences > 0.5
    ]
    # What stands in sentences beside who asks may be what for, whatever heads it.
    otherwise = any(
        own.get(project, 0.0) > 0 or (column.seen.sentences > 0.5 and column.seen.distinct > 0.5)
        for at, (column, own) in enumerate(zip(columns, options, strict=True))
        if at not in asking
    )
    if len(asking) == 1 and not otherwise and any(SOUGHT & set(column.words) for column in columns):
        options[asking[0]][project] = CLEAR


def _matched_by_others(register: str, columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Beside what others put in, and the total of both, the grant is how much of it is ours."""
    amount: Option = (register, REGISTERS[register][1], "")
    figures = {
        at: set(column.words)
        for at, column in enumerate(columns)
        if column.seen.numbers + column.seen.money > 0.6 and not column.own_quarter
    }
    matching = {at for at, words in figures.items() if _MATCH & words or any(by <= words for by in _OTHERS)}
    if not matching:
        return
    ours = [
        at for at, words in figures.items() if _OURS & words and not _SPENT & words and at not in matching
    ]
    for at, words in figures.items():
        if at in matching or (ours and _WHOLE & words and at not in ours):
            options[at].pop(amount, None)
    if len(ours) == 1 and not any(options[at].get(amount, 0.0) > CLEAR for at in figures):
        options[ours[0]].clear()
        options[ours[0]][amount] = CLEAR + PLAINLY


def _of_the_whole_fund(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A sum that stands once for each fund, beside those of its several projects, is how much the fund is."""
    stream: Option = ("allocations", "stream", "")
    amount: Option = ("allocations", "amount", "")
    title: Option = ("allocations", "project", "")
    named = [column.seen.count for column, own in zip(columns, options, strict=True) if stream in own]
    projects = max(
        (column.seen.count for column, own in zip(columns, options, strict=True) if title in own), default=0
    )
    figures = [
        (column, own)
        for column, own in zip(columns, options, strict=True)
        if column.seen.numbers + column.seen.money > 0.6 and not column.own_quarter
    ]
    whole = [
        own
        for column, own in figures
        if column.seen.count in named
        and column.seen.count < projects
        and (_WHOLE | _FUNDS | _OURS) & set(column.words)
        and not (_SPENT | _GONE) & set(column.words)
    ]
    others = [own for column, own in figures if amount in own and column.seen.count > max(named, default=0)]
    if len(whole) == 1 and others:
        whole[0].clear()
        whole[0]["funding_streams", "amount", ""] = CLEAR + PLAINLY


def _sums_of_quarters(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A forecast or spending of no quarter, beside those of quarters, is of all of them and no entry besides."""
    by_quarter = {
        max(own, key=own.__getitem__)[:2]
        for column, own in zip(columns, options, strict=True)
        if column.own_quarter and own
    }
    for column, own in zip(columns, options, strict=True):
        if not column.own_quarter:
            for option in [option for option in own if option[0] == "funding_entries"]:
                if option[:2] in by_quarter:
                    del own[option]


def _projects_of_money(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Expenditure project” says what money was spent on, and holds none; “Expenditure on project” does."""
    for column, own in zip(columns, options, strict=True):
        joined = _JOINING & set(plain(column.in_table.own).split())
        if len(column.words) > 1 and column.words[-1] in _SPENT_ON and not joined:
            for option in [option for option in own if option[0] == "funding_entries"]:
                del own[option]


def _purposes_beside_items(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A purpose or a reason beside what the money bought, or beside each fund, says why, and does not name it."""
    title: Option = ("allocations", "project", "")
    why = [bool({"purpose", "reason"} & set(column.words)) for column in columns]
    named = any(
        title in own and not reason and "category" not in column.words and column.seen.distinct > 0.8
        for column, own, reason in zip(columns, options, why, strict=True)
    )
    named = named or any(
        {*column.words} <= _FUNDS and column.seen.names > 0.8 and column.seen.distinct > 0.9
        for column in columns
    )
    for own, reason in zip(options, why, strict=True):
        if named and reason:
            own.pop(title, None)
