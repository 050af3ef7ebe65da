"""The form or pack chosen to be printed, and what its pages are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from csp_desktop.editing.county.gathering import county_records, year_to_show
from csp_desktop.editing.returns.paper import paper_returns
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import (
    COUNTY_REPORTS,
    ReportOptions,
    columns_of,
    gather,
    print_report,
    report_named,
)
from csp_desktop.reports.packs import Pack, print_pack
from csp_desktop.reports.word_document import write_word
from csp_desktop.rules.county.county_records import CountyRecords
from csp_desktop.ui.context import Context
from csp_desktop.ui.look.background import Job
from csp_desktop.ui.printing.print_options import PrintOptions

Made = tuple[bytes, dict[str, str]]
"""A PDF, and the columns its form can be printed without, by name."""


class ChosenForm:
    """What the options say now, with the records it is printed from."""

    def __init__(self, context: Context, choice: PrintOptions) -> None:
        self._context = context
        self._choice = choice

    @property
    def title(self) -> str:
        """The form or pack and quarter, as people call it and as a file is named."""
        options = self._choice.options()
        quarter = f" {options.quarter.code}" if options.quarter else ""
        pack = self._choice.pack
        return f"{pack['name'] if pack else report_named(self._choice.form).title}{quarter}"

    @property
    def records(self) -> PlanRecords | CountyRecords | None:
        """What the form chosen is printed from; None for a form of a plan where there is none."""
        context = self._context
        if self._choice.pack is not None or self._choice.form not in COUNTY_REPORTS:
            return context.records
        quarter = self._choice.options().quarter
        year = FinancialYear(quarter.year) if quarter else year_to_show(context.workspace, context.today)
        return county_records(context.workspace, year, context.records)

    def work(self, records: PlanRecords | CountyRecords) -> Callable[[Job], Made]:
        """What sets the pages beside the window: it needs no database any more."""
        kept, form, options = self._choice.pack, self._choice.form, self._options()
        if kept is not None and isinstance(records, PlanRecords):
            pack = Pack.from_json(kept["name"], kept["contents"])
            meeting, meeting_on = self._choice.meeting, self._choice.meeting_on
            return lambda job: (
                print_pack(records, pack, options, meeting=meeting, meeting_on=meeting_on),
                {},
            )
        whole = replace(options, without=frozenset())
        return lambda job: (
            print_report(records, form, options),
            columns_of(gather(records, form, whole)),
        )

    def _options(self) -> ReportOptions:
        """What is chosen, with the return forms as they went out where those are to be printed."""
        options = self._choice.options()
        if self._choice.form == "return-form" or self._choice.pack is not None:
            plan, quarter = self._context.plan_id, options.quarter
            if plan and quarter:
                options = replace(options, issued=paper_returns(self._context.workspace, plan, quarter))
        return options

    def word_document(self, records: PlanRecords | CountyRecords) -> bytes:
        """The form as a Word document; raises AppError where it cannot be one."""
        return write_word(records, self._choice.form, self._options())
