"""What every form shows in the same way: ratings, dates, leads, and which priorities are printed."""

from __future__ import annotations

from datetime import date

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import PlanItem, PlanUpdate
from csp_desktop.reports.blocks import Badge, Cell, Piece, Tone, Words, cell
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.due_dates import counted_progress, due_date, finished, first_due_date
from csp_desktop.rules.money.funding_position import AllocationPosition
from csp_desktop.rules.rag import moderated, rag_words, shown_rag
from csp_desktop.rules.timescales import names_day

DASH = "–"
_LEADS = ("lead_agencies", "lead_groups", "lead_officers")


def quarter_of(records: PlanRecords, options: ReportOptions) -> Quarter:
    """The quarter printed."""
    return options.quarter or records.quarter_to_show(options.month or options.printed_on)


def badge(records: PlanRecords, rag: str, of: str = "") -> Badge:
    """A rating under the partnership's own word for it."""
    return Badge(rag, rag_words(records.partnership)[rag], of)


def context(records: PlanRecords, form: str, quarter: Quarter | None = None) -> str:
    """ "Rochford Community Safety Partnership · Quarterly sheet · Q2 2010/11, July to September"."""
    parts = [records.partnership["name"], form]
    if quarter is not None:
        parts.append(f"{quarter.label}, {quarter.months}")
    return " · ".join(parts)


def named(item: Record) -> str:
    """ "1.1 Set up the group": a record by its ref and title."""
    return f"{item['ref']} {item['title']}" if item["ref"] else str(item["title"])


def leads(records: PlanRecords, item: PlanItem) -> str:
    """Lead agencies, groups and officers in one line."""
    parts = (records.lead_names(item), records.group_names(item), officers(records, item))
    return "; ".join(part for part in parts if part)


def officers(records: PlanRecords, item: PlanItem) -> str:
    """An item's lead officers by name."""
    return ", ".join(
        records.person[officer]["name"] for officer in item["lead_officers"] if officer in records.person
    )


def evidence(item: PlanItem) -> tuple[str, ...]:
    """What shows that an item is done, a web address or the name of a file; nothing where none is recorded."""
    return (f"Evidence: {item['evidence']}",) if item["evidence"] else ()


def to_the_penny(pence: int) -> str:
    """Money where figures line up or are compared: "£1,200.00"; in a sentence it is "£1,200"."""
    said = format_money(pence)
    return said if "." in said else f"{said}.00"


def amount(pence: int | None, tone: Tone = "plain") -> Cell:
    """Money in a column, to the penny so that figures line up; a dash where none is recorded, what is short in red."""
    if pence is None:
        return cell(Words(DASH, "soft"))
    return cell(Words(to_the_penny(pence), "alert" if pence < 0 else tone))


def allocation_amounts(position: AllocationPosition) -> list[Cell]:
    """What an allocation was given or asks for, committed, spent, and what is left of it."""
    given = position.planned if position.known else None
    return [amount(pence) for pence in (given, position.committed, position.spent, position.left_to_show)]


def capital(choice: str | None, *, usual: str = "", end: str = "") -> str:
    """ "In progress": one of a few choices; "" where none is made, or the usual one that goes without saying."""
    return f"{choice.capitalize()}{end}" if choice and choice != usual else ""


def written(day: date | str | None, *, short: bool = False) -> str:
    """A day as people write it; "" for none."""
    if day is None or day == "":
        return ""
    return format_date(day if isinstance(day, str) else day.isoformat(), short=short)


def by_when(
    records: PlanRecords, item: PlanItem, quarter: Quarter, *, short: bool = False, headed: bool = True
) -> str:
    """When an item is due: as its timescale words it, and the date that counts where that is another.

    "by June 2026"; "by June 2026, now 31 March 2027"; "31 March 2027 (was 30 June 2026)"; "Ongoing, due 31 March
    2027". Where it is not `headed`, a date alone says what it is: "by 31 March 2027".
    """
    words = item["timescale"] or ""
    due, first = due_date(records, item, quarter), first_due_date(records, item)
    year = FinancialYear(records.plan["first_year"])
    if due is None or names_day(words, due, year):
        return words
    day, moved = written(due, short=short), first is not None and first != due
    if words:
        said = f"{words.rstrip(' .,;')}, {'now' if moved else 'due'} {day}"
    else:
        said = day if headed else f"by {day}"
    unsaid = moved and first is not None and not names_day(words, first, year)
    return f"{said} (was {written(first, short=short)})" if unsaid else said


def years(records: PlanRecords) -> str:
    """ "2010/11" or "2008/09 to 2010/11"."""
    first, last = FinancialYear(records.plan["first_year"]).label, records.year.label
    return first if first == last else f"{first} to {last}"


NO_PRIORITIES = "The plan has no priorities yet."
"""Said where a form would list them."""


def chosen_priorities(records: PlanRecords, options: ReportOptions) -> list[PlanItem]:
    """The priorities printed: all, or the one named; raises ReportProblem where there is none so named."""
    if options.item is None:
        return records.priorities
    wanted = options.item.strip().casefold()
    chosen = [
        priority
        for priority in records.priorities
        if wanted in ((priority["ref"] or "").casefold(), priority["id"], priority["title"].casefold())
    ]
    if not chosen:
        refs = ", ".join(priority["ref"] or priority["title"] for priority in records.priorities)
        advice = f"choose one of {refs}" if refs else "the plan has no priorities yet"
        raise ReportProblem(
            f"There is no priority “{options.item}” in {records.plan['title']}, so nothing was printed; {advice}."
        )
    return chosen


def says_something(records: PlanRecords, item: PlanItem) -> bool:
    """Whether a heading of the plan is itself something to report on, with aims, leads or updates."""
    said: Record = item
    kept = ("target", "outcome", "resources", "timescale", "due_on", *_LEADS)
    return any(said[name] for name in kept) or item["id"] in records.updates_of


def update_pieces(
    records: PlanRecords, update: PlanUpdate, options: ReportOptions, *, rated: bool = True
) -> list[Piece]:
    """An update as reported: rating, words, what became of the date, and why our rating differs."""
    pieces: list[Piece] = []
    if rated:
        rag = shown_rag(update, options.which_rag)
        if rag != "none" or update["rag"]:
            pieces.append(badge(records, rag))
        if update["outcome_rag"] and update["outcome_rag"] != "none":
            pieces.append(badge(records, update["outcome_rag"], "Outcomes"))
    pieces.extend(cell(update["narrative"], counted_words(records, update)))
    pieces.extend(cell(new_date(records, update)))
    if options.which_rag == "moderated":
        pieces.extend(moderation(records, update))
    return pieces


def new_date(records: PlanRecords, update: PlanUpdate) -> Words:
    """The new date an update reports; where another was typed since, what the lead gave is told as such."""
    if not update["new_due_on"]:
        return Words("")
    day = written(update["new_due_on"])
    if update["id"] in records.overtaken:
        return Words(f"The lead gave {day} as the new date.", "soft")
    return Words(f"New date: {day}.", "strong")


def counted_words(records: PlanRecords, update: PlanUpdate) -> Words:
    """ "Counted: 14 of 22." where progress is counted and the update itself does not say so."""
    count = counted_progress(records, update["item"], Quarter.parse(update["quarter"]))
    unsaid = count and count not in (update["narrative"] or "")
    return Words(f"Counted: {count}." if unsaid else "", "strong")


def unreported(item: PlanItem, quarter: Quarter, expected: bool = True) -> Words:
    """What stands in place of an update: that the item is finished, or that one was expected."""
    if finished(item, quarter):
        return Words(f"{item['status'].capitalize()} {written(item['completed_on'])}".strip() + ".", "soft")
    return Words(f"No update for {quarter.short}." if expected else "", "soft")


def moderation(records: PlanRecords, update: PlanUpdate | None) -> Cell:
    """What the lead said and why the coordinator differs; nothing where they agree."""
    if update is None or not moderated(update):
        return ()
    lead = rag_words(records.partnership)[update["rag"] or "none"]
    reason = update["moderation_reason"]
    return cell(Words(f"The lead says {lead}." + (f" {reason}" if reason else ""), "soft"))
