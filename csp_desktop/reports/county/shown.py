"""What every form of the county shows in the same way."""

from __future__ import annotations

from collections.abc import Sequence

from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.typed_records import Partnership
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.county.county_records import CountyRecords


def county_name(county: CountyRecords) -> str:
    """What the county is called: as its group is; else how many partnerships there are."""
    groups = [str(each["name"]) for each in county.county_groups]
    if groups:
        return " and ".join(groups)
    if len(county.partnerships) == 1:
        return str(county.partnerships[0]["name"])
    return f"{len(county.standing)} partnerships"


def quarter_of(county: CountyRecords, options: ReportOptions) -> Quarter:
    """The quarter printed."""
    return options.quarter or county.quarter_to_show(options.printed_on)


def context(county: CountyRecords, form: str, quarter: Quarter | None = None) -> str:
    """ "Safer County · County position · Q2 2010/11, July to September"."""
    parts = [county_name(county), form]
    if quarter is not None:
        parts.append(f"{quarter.label}, {quarter.months}")
    return " · ".join(parts)


def names(partnerships: Sequence[Partnership]) -> str:
    """ "Averley, Brack and Carrow": partnerships by their short names."""
    short = [str(each["short_name"]) for each in partnerships]
    return listed(short) if short else ""
