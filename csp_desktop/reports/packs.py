"""A pack for a meeting: several forms as one PDF, with cover, contents and page numbers throughout."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from csp_desktop.errors import ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.registers.kept_json import keep_json, kept_json
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.reports.catalog import gather, look
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import quarter_of, written
from csp_desktop.reports.typesetting import typeset

VERSION = 1
"""How a pack is kept; raise it with an upgrade when that changes."""


@dataclass(frozen=True)
class PackPart:
    """One form of a pack, and what of it: a priority by its ref, a recipient by short name, columns left out."""

    report: str
    item: str | None = None
    recipient: str | None = None
    orientation: Literal["portrait", "landscape"] | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A pack by its name: its forms in order, and how all of them are printed."""

    name: str
    parts: tuple[PackPart, ...]
    cover: bool = True
    contents: bool = True
    large_print: bool = False
    which_rag: Literal["lead", "moderated"] = "moderated"

    def to_json(self) -> str:
        """What is kept of a pack beside its name."""
        plain = asdict(self)
        del plain["name"]
        return keep_json(VERSION, plain)

    @classmethod
    def from_json(cls, name: str, text: str) -> Pack:
        """A pack as it was kept; raises ReportProblem where that cannot be read."""
        try:
            plain: dict[str, Any] = kept_json(text, VERSION, {})
            parts = [PackPart(**{**part, "without": tuple(part["without"])}) for part in plain.pop("parts")]
            return cls(name=name, parts=tuple(parts), **plain)
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise ReportProblem(
                f"The pack “{name}” can no longer be read, so nothing was printed; put it together again."
            ) from problem


def print_pack(
    records: PlanRecords,
    pack: Pack,
    options: ReportOptions,
    *,
    meeting: str = "",
    meeting_on: date | None = None,
) -> bytes:
    """A pack as one PDF for the quarter, paper and day of the options; raises ReportProblem in one sentence."""
    if not pack.parts:
        raise ReportProblem(
            f"The pack “{pack.name}” contains no forms, so nothing was printed; choose some first."
        )
    options = replace(options, large_print=pack.large_print, which_rag=pack.which_rag)
    forms = [_part(records, part, options) for part in pack.parts]
    appearance = look(records, options, pack.name)
    cover = _cover(records, pack, quarter_of(records, options), meeting, meeting_on) if pack.cover else None
    document = {
        "look": appearance,
        "cover": cover,
        "contents": pack.contents,
        "flipped": forms[0]["flipped"],
        "forms": forms,
    }
    return typeset(document, printed_on=options.printed_on)


def _part(records: PlanRecords, part: PackPart, options: ReportOptions) -> dict[str, Any]:
    chosen = replace(options, item=part.item, recipient=part.recipient, without=frozenset(part.without))
    form: dict[str, Any] = gather(records, part.report, chosen).data()
    if part.orientation is not None:
        form["flipped"] = part.orientation == "landscape"
    return form


def _cover(
    records: PlanRecords, pack: Pack, quarter: Quarter, meeting: str, meeting_on: date | None
) -> dict[str, str]:
    return {
        "partnership": records.partnership["name"],
        "title": meeting or pack.name,
        "meeting_on": written(meeting_on),
        "plan": records.plan["title"],
        "quarter": f"{quarter.label}, {quarter.months} {quarter.calendar_year}",
    }
