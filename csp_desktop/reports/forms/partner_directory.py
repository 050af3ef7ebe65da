"""The directory: whom to ask, which groups there are, what they are for, and the plans of others."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from csp_desktop.registers.fields import Record
from csp_desktop.registers.plan_records import PlanRecords, grouped
from csp_desktop.registers.typed_records import Agency, Group, Partnership, Person
from csp_desktop.reports.blocks import (
    Band,
    Block,
    Cell,
    Column,
    Facts,
    Form,
    Node,
    Piece,
    Prose,
    Row,
    Sheet,
    Structure,
    Table,
    Words,
    cell,
)
from csp_desktop.reports.options import ReportOptions
from csp_desktop.reports.shown import context, written

TITLE = "Partner directory"
_KINDS = {
    "responsible authority": "Responsible authorities",
    "co-operating body": "Co-operating bodies",
    "voluntary": "Voluntary organisations",
    "other": "Others",
}


def gather(records: PlanRecords, options: ReportOptions) -> Form:
    """The partnership, its agencies and people, its groups and the linked plans."""
    today = options.printed_on
    blocks: dict[str, Block] = {"partnership": _partnership(records.partnership)}
    if records.partnership["vision"]:
        blocks["vision"] = Prose(records.partnership["vision"], "Vision")
    blocks["agencies"] = _agencies(records, today).without(options.without)
    groups = current_groups(records, today)
    if groups:
        blocks["structure"] = structure(groups)
        blocks["groups"] = groups_table(records, groups).without(options.without)
    if records.linked_plans:
        blocks["plans"] = plans_table(records).without(options.without)
    sheet = Sheet("Partner directory", context(records, TITLE), blocks)
    return Form("partner-directory", TITLE, (sheet,), legend=False, flipped=False)


def _partnership(partnership: Partnership) -> Facts:
    region = ", ".join(part for part in (partnership["area"], partnership["region"]) if part)
    told = (
        ("Area and region", region),
        ("Chair", partnership["chair"]),
        ("Co-ordinator", partnership["coordinator"]),
        ("Telephone", partnership["phone"]),
        ("Email", partnership["email"]),
        ("Website", partnership["website"]),
    )
    return Facts(tuple((label, cell(said)) for label, said in told if said))


def _agencies(records: PlanRecords, today: date) -> Table:
    people = grouped(
        (
            person
            for person in records.people
            if not person["left_on"] or person["left_on"] > today.isoformat()
        ),
        "agency",
    )
    concerned = {lead for item in records.plan_items for lead in item["lead_agencies"]}
    concerned |= {member["agency"] for member in records.group_members}
    rows: list[Row | Band] = []
    for kind, heading in _KINDS.items():
        agencies = [
            agency
            for agency in records.agencies
            if agency["kind"] == kind and not _is_anothers(records, agency, concerned)
        ]
        if agencies:
            rows.append(Band(heading))
        rows.extend(
            Row(
                (
                    cell(Words(agency["name"], "strong"), Words(_status(agency), "soft"), agency["notes"]),
                    cell(agency["short_name"]),
                    _contacts(people.get(agency["id"], [])),
                )
            )
            for agency in agencies
        )
    return Table(
        title="Agencies and contacts",
        columns=(
            Column("agency", "Agency", share=1, leads=True),
            Column("short name", "Known as", em=7),
            Column("contacts", "Contacts", share=1.3),
        ),
        rows=tuple(rows),
        empty="No agencies are recorded yet.",
    )


def _is_anothers(records: PlanRecords, agency: Agency, concerned: Set[str]) -> bool:
    """A responsible authority of another partnership of the file alone: ours are named, and it does nothing here."""
    ours = records.partnership["authorities"]
    return (
        bool(ours)
        and agency["kind"] == "responsible authority"
        and agency["id"] not in ours
        and agency["id"] not in concerned
    )


def _status(agency: Agency) -> str:
    since, until = agency["responsible_from"], agency["responsible_until"]
    parts = [f"from {written(since)}" if since else "", f"until {written(until)}" if until else ""]
    said = " ".join(part for part in parts if part)
    return f"Responsible authority {said}" if said else ""


def _contacts(people: list[Person]) -> Cell:
    pieces: list[Piece] = []
    for person in people:
        title = person["job_title"] if person["job_title"] != person["name"] else ""
        reach = "; ".join(part for part in (title, person["phone"], person["email"]) if part)
        pieces.extend(cell(person["name"], Words(reach, "soft")))
    return tuple(pieces)


def current_groups(records: PlanRecords, today: date) -> list[Group]:
    """Groups that have not ended."""
    return [
        group for group in records.groups if not group["ends_on"] or group["ends_on"] >= today.isoformat()
    ]


def structure(groups: list[Group]) -> Structure:
    """Who reports to whom."""
    known = {group["id"] for group in groups}
    under = grouped(groups, "parent")
    tops = [group for group in groups if group["parent"] not in known]

    def node(group: Group) -> Node:
        note = "; ".join(part for part in (group["kind"], group["meets"]) if part)
        return Node(group["name"], note, tuple(node(child) for child in under.get(group["id"], [])))

    told = [
        f"{group['name']} reports to {next(above['name'] for above in groups if above['id'] == group['parent'])}"
        for group in groups
        if group["parent"] in known
    ]
    return Structure("How the groups report", tuple(node(group) for group in tops), "; ".join(told) + ".")


def groups_table(records: PlanRecords, groups: list[Group]) -> Table:
    """Each group with its terms of reference and members."""
    members = grouped(records.group_members, "group")
    rows = []
    for group in groups:
        chair = records.person.get(group["chair"])
        term = f"until {written(group['ends_on'])}" if group["ends_on"] else ""
        shared = "shared with neighbouring partnerships" if group["shared_with"] else ""
        told = "; ".join(part for part in (group["kind"], group["meets"], term, shared) if part)
        rows.append(
            Row(
                (
                    cell(
                        Words(group["name"], "strong"),
                        f"Known as {group['short_name']}" if group["short_name"] != group["name"] else "",
                        Words(told[:1].upper() + told[1:] + "." if told else "", "soft"),
                        Words(f"Chair: {chair['job_title'] or chair['name']}" if chair else "", "soft"),
                    ),
                    cell(group["purpose"]) or cell(Words("Not recorded.", "soft")),
                    cell(*(_member(records, member) for member in members.get(group["id"], []))),
                )
            )
        )
    return Table(
        title="Groups and their terms of reference",
        columns=(
            Column("group", "Group", share=1, leads=True),
            Column("purpose", "Terms of reference", share=1.4),
            Column("members", "Members", share=1),
        ),
        rows=tuple(rows),
    )


def _member(records: PlanRecords, member: Record) -> str:
    agency, person = records.agency[member["agency"]], records.person.get(member["person"])
    said = ", ".join(
        part for part in (person and (person["job_title"] or person["name"]), member["role"]) if part
    )
    return f"{agency['short_name']}: {said}" if said else str(agency["name"])


def plans_table(records: PlanRecords) -> Table:
    """The plans of others."""
    rows = tuple(
        Row(
            (
                cell(plan["title"], Words(plan["notes"] or "", "soft")),
                cell(plan["owner"]),
                cell(plan["period"]),
                cell(plan["web_address"]),
            )
        )
        for plan in records.linked_plans
    )
    return Table(
        title="Linked plans and strategies",
        columns=(
            Column("plan", "Plan", share=1.4, leads=True),
            Column("owner", "Owner", share=1),
            Column("period", "Period", em=7),
            Column("web address", "Where to find it", share=1, spare=True),
        ),
        rows=rows,
    )
