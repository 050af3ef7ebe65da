"""The directory of partnerships: their chairs and how to reach them, by region. It asks for no plan."""

from __future__ import annotations

from csp_desktop.registers.typed_records import Partnership
from csp_desktop.reports.blocks import Band, Block, Column, Form, Row, Sheet, Table, Words, cell, letters_wide
from csp_desktop.reports.county.shown import context, county_name, names
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.county.county_records import CountyRecords

TITLE = "Directory of partnerships"
_NO_REGION = "No region recorded"


def gather(county: CountyRecords, options: ReportOptions) -> Form:
    """One sheet: the county's group, then every partnership under its region."""
    blocks: dict[str, Block] = {}
    if county.county_groups:
        blocks["county"] = _table(
            county, "The county", [_row(county, each) for each in county.county_groups]
        ).without(options.without)
    rows: list[Row | Band] = []
    for region in county.regions:
        if len(county.regions) > 1 or region:
            rows.append(Band(region or _NO_REGION))
        rows += [
            _row(county, each) for each in county.districts if str(each["region"] or "").strip() == region
        ]
    title = "The partnerships" if county.county_groups else ""
    blocks["partnerships"] = _table(county, title, rows).without(options.without)
    sheet = Sheet(
        f"The partnerships of {county_name(county)}" if county.county_groups else TITLE,
        context(county, TITLE),
        blocks,
    )
    return Form("county", TITLE, (sheet,), legend=False, flipped=True)


def _table(county: CountyRecords, title: str, rows: list[Row] | list[Row | Band]) -> Table:
    reach = [each[name] for each in county.partnerships for name in ("email", "website")]
    return Table(
        title=title,
        columns=(
            Column("partnership", "Partnership", share=1.5, leads=True),
            Column("chair", "Chair", share=1),
            Column("co-ordinator", "Co-ordinator", share=0.9, spare=True),
            # An address that breaks cannot be typed off.
            Column("contact", "Telephone and email", em=letters_wide(reach, least=12, most=25)),
            Column("authorities", "Responsible authorities", share=1.1, spare=True),
        ),
        rows=tuple(rows),
        empty="No partnership is recorded yet.",
    )


def _row(county: CountyRecords, partnership: Partnership) -> Row:
    became = county.partnership.get(partnership["merged_into"] or "")
    joint = county.joint_with(partnership)
    area = partnership["area"] if partnership["area"] not in (partnership["name"], None) else ""
    return Row(
        (
            cell(
                Words(partnership["name"], "strong"),
                Words(f"Now part of {became['name']}" if became else "", "soft"),
                Words(f"Joint with {names(joint)}" if joint else "", "soft"),
                Words(area if area not in partnership["name"] else "", "soft"),
            ),
            cell(partnership["chair"] or Words("Not recorded", "soft")),
            cell(partnership["coordinator"]),
            cell(partnership["phone"], partnership["email"], partnership["website"])
            or cell(Words("Not recorded", "soft")),
            cell(", ".join(str(agency["short_name"]) for agency in county.authorities(partnership))),
        )
    )
