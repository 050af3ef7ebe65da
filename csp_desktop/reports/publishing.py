"""What is published of a plan: a web page, the same as PDF, and a CSV file for each register.

All of it is made from `public_records`, so that nothing else can be in any of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csp_desktop.errors import BadRequest, FileProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Field, Links, Record, Reference
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.register import Register
from csp_desktop.registers.typed_records import PlanItem
from csp_desktop.reports.catalog import print_form
from csp_desktop.reports.forms import public_page
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import named, quarter_of, written
from csp_desktop.reports.typesetting import write_pdf
from csp_desktop.reports.web_page import write_web_page
from csp_desktop.rules.due_dates import due_date
from csp_desktop.rules.public_records import PUBLIC_FIELDS, PublicRecords, Withheld, public_records

PAGE, PDF, READ_ME = "index.html", "plan.pdf", "read-me.txt"
_REGISTERS = ("plan_items", "updates", "indicators", "measurements", "achievements")
_OF_THE_LOG = "log_entries"
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Dates as ISO and figures bare, also those below nought: a CSV file is for machines.
_BARE = ("number", "money", "whole number", "date")
# Links between the files of one folder, and what only the program counts by.
_NOT_IN_CSV = ("partnership", "plan", "position", "copied_from", "public")


@dataclass(frozen=True)
class Publication:
    """The files of a publication by name, and what was withheld from them."""

    files: Mapping[str, bytes]
    withheld: tuple[Withheld, ...]


def publication(records: PlanRecords, options: ReportOptions, *, everything: bool = False) -> Publication:
    """All files of a publication; raises BadRequest where nothing is marked public, ReportProblem otherwise."""
    quarter = quarter_of(records, options)
    public = public_records(records, quarter, everything=everything)
    if not public.records.priorities and not public.records.log_entries:
        if everything:
            raise BadRequest("The plan has no priorities yet, so nothing was published; add them first.")
        raise BadRequest(
            "No priority is marked public, so nothing was published; tick those to publish under Print ▸ Publish, or "
            "publish all with --all."
        )
    options = replace(options, quarter=quarter)
    dated = _dated(public.records, quarter)
    tables = {csv_name(name): csv_of(dated, name) for name in _registers(dated)}
    downloads = [
        (PDF, "This page as PDF"),
        *((csv_name(name), f"{register_named(name).plural} as CSV") for name in _registers(public.records)),
    ]
    form = public_page.gather(public.records, options)
    page = write_web_page(public.records, form, options, downloads)
    read_me = _read_me(public, options)
    return Publication(
        {
            PAGE: page.encode("utf-8"),
            PDF: public_pdf(public.records, options),
            **tables,
            READ_ME: read_me.replace("\n", "\r\n").encode("utf-8-sig"),
        },
        public.withheld,
    )


def public_pdf(public: PlanRecords, options: ReportOptions) -> bytes:
    """The public page as PDF, of public records; raises ReportProblem in one sentence."""
    return print_form(public, public_page.gather(public, options), options)


def write_publication(folder: Path, made: Publication) -> list[str]:
    """Put the files in a folder, each whole or not at all; the names of those replaced. Raises FileProblem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FileProblem(
            f"The folder {folder} could not be made, so nothing was published; choose another folder."
        ) from problem
    replaced = [name for name in made.files if (folder / name).exists()]
    for name, content in made.files.items():
        write_pdf(folder / name, content)
    return replaced


def _registers(public: PlanRecords) -> tuple[str, ...]:
    """The registers that get a file; the log where any of it is published."""
    return (*_REGISTERS, _OF_THE_LOG) if public.log_entries else _REGISTERS


def _dated(public: PlanRecords, quarter: Quarter) -> PlanRecords:
    """Public records whose items are due on the date the page tells, every slip reported counted."""
    items: list[PlanItem] = [
        {**item, "due_on": due.isoformat() if (due := due_date(public, item, quarter)) else None}
        for item in public.plan_items
    ]
    return replace(public, plan_items=items)


def csv_name(register: str) -> str:
    """ "plan-items.csv"."""
    return register_named(register).plural.casefold().replace(" ", "-") + ".csv"


def csv_of(public: PlanRecords, name: str) -> bytes:
    """A register of public records as CSV that Excel opens as it is: headings, names in place of links."""
    register = register_named(name)
    fields = [register[field] for field in PUBLIC_FIELDS[name] if field not in _NOT_IN_CSV]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    labels = [field.label for field in fields]
    # Two columns of one heading cannot be told apart: the record's own title gives way.
    writer.writerow(
        [
            "Title" if field.name == register.title and labels.count(field.label) > 1 else field.label
            for field in fields
        ]
    )
    for record in public.of(name) or ():
        cells = ((field, _shown(public, register, field, record)) for field in fields)
        writer.writerow([shown if field.kind in _BARE else safe_cell(shown) for field, shown in cells])
    return lines.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _shown(public: PlanRecords, register: Register, field: Field, record: Record) -> str:
    value = record[field.name]
    if isinstance(field, Links):
        return "; ".join(_label(public, field.to, linked) for linked in value)
    if isinstance(field, Reference):
        return _label(public, field.to, value) if value else ""
    if field.kind in _BARE:
        return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
    return field.format(value)


def _label(public: PlanRecords, register: str, record_id: str) -> str:
    known: Mapping[str, Mapping[str, Any]] = {
        "agencies": public.agency,
        "groups": public.group,
        "plan_items": public.item,
        "indicators": public.indicator,
    }
    record = known[register].get(record_id)
    if record is None:
        return ""
    return record["name"] if "name" in record else named(record)


def _read_me(public: PublicRecords, options: ReportOptions) -> str:
    """What is in the folder, for whoever puts it on a web site."""
    records = public.records
    tables = "\n".join(
        f"{csv_name(name)}: {_rows(len(records.of(name) or ()))}" for name in _registers(records)
    )
    priorities = "\n".join(f"  {named(priority)}" for priority in records.priorities)
    withheld = (
        "\n\nWithheld from the published words (the words themselves are not repeated here):\n"
        + "\n".join(_places(public.withheld))
        if public.withheld
        else ""
    )
    quarter = quarter_of(records, options)
    return (
        f"{records.plan['title']}, {records.partnership['name']}\n"
        f"As it stood in {quarter.label}; published {written(options.printed_on)}.\n\n"
        f"{PAGE}: the web page, complete in one file\n{PDF}: the same as PDF\n{tables}\n\n"
        f"Priorities published:\n{priorities}\n\n"
        "Risks, people, money and notes are never published. What a lead reported in words is there only where "
        "the priority or action is marked public; of the log only entries marked public.\n\n"
        "In the CSV files, a cell of words that begins with = + - or @ has an apostrophe (') put before it, so that no "
        f"spreadsheet takes it for a formula; take the apostrophe off to have the cell as it was.{withheld}\n"
    )


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


def _places(withheld: Iterable[Withheld]) -> list[str]:
    """Where something was withheld, without repeating it: the folder may be published as it is."""
    places = [
        f"  {each.kind} in {register_named(each.register)[each.field].label.lower()}" for each in withheld
    ]
    return sorted(f"{place}: {places.count(place)}" for place in set(places))
