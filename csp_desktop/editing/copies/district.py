"""A district's own file, taken into the county's: which of its records are here already, under other ids.

Ids that are the same are the same record. Otherwise a partnership is known by its name and short name, an agency by
its name, a person by name and agency, or by address where the names may be one person's. What was found the same is
remembered with what was taken in, so that nothing is doubled when a name changes afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from csp_desktop.editing.copies.copy_finding import findings_kept
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.wording.who_is_named import may_be_one_person
from csp_desktop.registers.as_written.wordings import as_compared, listed
from csp_desktop.registers.fields import Record, Values

Place = tuple[str, str]

NOT_TAKEN = ("copies_taken_in", "import_layouts")
"""Registers that are of the file itself, and nothing to the county."""
_SLIP = 88  # So much alike are two names that one may be a slip of the pen of the other.


@dataclass
class District:
    """How the records of a district's own file stand to those here.

    `same` leads from a record of theirs, by (register, id), to ours; `renamed` has what is written instead where a
    name is taken here by another body; `replaced` leads from a plan or money of theirs to what it may take the place
    of. `before` says whether the file was taken in before.
    """

    names: str
    before: bool
    same: dict[Place, str] = field(default_factory=dict)
    renamed: dict[Place, Values] = field(default_factory=dict)
    replaced: dict[Place, str] = field(default_factory=dict)
    became: str = ""
    """What its partnership has become here since, where it was combined with others."""

    def sentence(self, file: str) -> str:
        """What a person is told of the file."""
        if self.before:
            combined = (
                f" It has become part of {self.became}: what comes in stands in its own old plan, not in the new one."
                if self.became
                else ""
            )
            return (
                f"“{file}” is a district’s own file, {self.names}, taken in before: only what it changed since comes in."
                f"{combined}"
            )
        here = any(register == "partnerships" for register, _ in self.same)
        how = "into the partnership of that name here" if here else "as a partnership new to this file"
        return f"“{file}” is a district’s own file, {self.names}. It comes in whole, {how}; next time only what it changed since."

    def kept(self) -> dict[str, str]:
        """What is the same, as it is remembered."""
        return {f"{register}/{theirs}": ours for (register, theirs), ours in self.same.items()}


def names_others(ws: Workspace) -> bool:
    """Whether a file knows of more than one partnership."""
    partnerships = ws.records("partnerships")
    return len(partnerships) > 1 or any(home["kind"] == "county group" for home in partnerships)


def takes_in(ws: Workspace, copy: Workspace) -> bool:
    """Whether another file is a district's that this one collects, and not one chosen by mistake.

    A county's file holds plans of the county or of several partnerships, empty ones, or what it took in before. A
    file with the plan of one partnership that only names its neighbours takes in the file of a neighbour.
    """
    if not names_others(ws):
        return False
    partnerships = {home["id"]: home for home in ws.records("partnerships")}
    owners = {
        plan["partnership"] for plan in ws.records("plans") if ws.records("plan_items", {"plan": plan["id"]})
    }
    if len(owners) != 1 or any(partnerships[owner]["kind"] == "county group" for owner in owners):
        return True
    if any(findings_kept(taken).get("district") for taken in ws.records("copies_taken_in")):
        return True
    district = District("", False)
    theirs = copy.records("partnerships")
    _match_partnerships(ws, theirs, district)
    coming = {plan["partnership"] for plan in copy.records("plans")} or {home["id"] for home in theirs}
    return any(
        here in partnerships and here not in owners
        for home in coming
        for here in (district.same.get(("partnerships", home), home),)
    )


def district_of(ws: Workspace, copy: Workspace) -> District:
    """How a district's file stands to the county's."""
    theirs = copy.records("partnerships")
    planning = {plan["partnership"] for plan in copy.records("plans")}
    # A file may name its neighbours and its county too.
    names = [home["short_name"] for home in theirs if not planning or home["id"] in planning]
    district = District(listed(names) if names else "", False)
    district.before, district.same = _remembered(ws, copy.file_id)
    _drop_gone(ws, district)
    _match_partnerships(ws, theirs, district)
    _match_agencies(ws, copy, district)
    _match_people(ws, copy, district)
    _match_plans(ws, copy, district)
    district.became = _became(ws, [district.same.get(("partnerships", home), home) for home in planning])
    return district


def _became(ws: Workspace, homes: Iterable[str]) -> str:
    """The short name of what partnerships here have become; "" where they still stand for themselves."""
    here = {home["id"]: home for home in ws.records("partnerships")}
    became = [here[home]["merged_into"] for home in homes if home in here]
    return next((str(here[into]["short_name"]) for into in became if into in here), "")


def _remembered(ws: Workspace, file_id: str) -> tuple[bool, dict[Place, str]]:
    """Whether a district's file was taken in before, and what was found the same then."""
    before, same = False, {}
    for taken in ws.records("copies_taken_in"):
        kept = findings_kept(taken)
        if kept.get("district") == file_id:
            before = True
            for place, ours in kept.get("same", {}).items():
                register, _, record = place.partition("/")
                same[register, record] = ours
    return before, same


def people_here(ws: Workspace, copy: Workspace) -> dict[str, str]:
    """By the id of a person in another file the id here, where that is another one."""
    same = _remembered(ws, copy.file_id)[1]
    return {theirs: ours for (register, theirs), ours in same.items() if register == "people"}


def _drop_gone(ws: Workspace, district: District) -> None:
    """Forget what was the same as a record that is here no more."""
    by_register: dict[str, set[str]] = {}
    for (register, _), ours in district.same.items():
        by_register.setdefault(register, set()).add(ours)
    here = {
        (register, record["id"])
        for register, ids in by_register.items()
        for record in ws.records(register, {"id": tuple(ids)})
    }
    district.same = {place: ours for place, ours in district.same.items() if (place[0], ours) in here}


def _unknown(ws: Workspace, district: District, register: str, theirs: Iterable[Record]) -> list[Record]:
    """Those of their records that are not known here yet, by id or from before."""
    here = {record["id"] for record in ws.records(register)}
    return [
        record
        for record in theirs
        if record["id"] not in here and (register, record["id"]) not in district.same
    ]


def _match_partnerships(ws: Workspace, theirs: Iterable[Record], district: District) -> None:
    ours = ws.records("partnerships")
    for record in _unknown(ws, district, "partnerships", theirs):
        called = [(as_compared(home["name"]) == as_compared(record["name"]), as_compared(home["short_name"]) == as_compared(record["short_name"]))
                  for home in ours]  # fmt: skip
        for enough in (all, any):
            found = [home["id"] for home, names in zip(ours, called, strict=True) if enough(names)]
            if len(found) == 1:
                district.same["partnerships", record["id"]] = found[0]
            if found:
                break


def _match_agencies(ws: Workspace, copy: Workspace, district: District) -> None:
    ours = ws.records("agencies")
    by_name = {as_compared(agency["name"]): agency["id"] for agency in ours}
    by_short: dict[str, Record] = {agency["short_name"]: agency for agency in ours}
    for record in _unknown(ws, district, "agencies", copy.records("agencies")):
        twin = by_short.get(record["short_name"])
        same = by_name.get(as_compared(record["name"]))
        if same is None and twin is not None and _alike(twin["name"], record["name"]):
            same = twin["id"]
        if same is not None:
            district.same["agencies", record["id"]] = same
        elif twin is not None:
            # Every district has its “Council”: a short name of two bodies would make them one.
            short, again = f"{record['short_name']} ({district.names})", 2
            while short in by_short:
                short, again = f"{record['short_name']} ({district.names} {again})", again + 1
            district.renamed["agencies", record["id"]] = {"short_name": short}
            by_short[short] = record


def _match_people(ws: Workspace, copy: Workspace, district: District) -> None:
    ours, theirs = ws.records("people"), copy.records("people")
    shared = Counter(as_compared(person["email"]) for person in ours)
    shared_there = Counter(as_compared(person["email"]) for person in theirs)
    for record in _unknown(ws, district, "people", theirs):
        agency = district.same.get(("agencies", record["agency"]), record["agency"])
        address, name = as_compared(record["email"]), as_compared(record["name"])
        for person in ours:
            named = as_compared(person["name"]) == name
            # A mailbox that several people share names none of them.
            one_address = (
                address
                and as_compared(person["email"]) == address
                and shared[address] == shared_there[address] == 1
                and may_be_one_person(person["name"], record["name"])
            )
            if one_address or (
                named
                and (person["agency"] == agency or (address and as_compared(person["email"]) == address))
            ):
                district.same["people", record["id"]] = person["id"]
                break


def _match_plans(ws: Workspace, copy: Workspace, district: District) -> None:
    """A plan that waits here with nothing in it is theirs; one that holds items stays beside theirs."""
    for record in _unknown(ws, district, "plans", copy.records("plans")):
        home = district.same.get(("partnerships", record["partnership"]), record["partnership"])
        wanted = {"partnership": home, "first_year": record["first_year"], "last_year": record["last_year"]}
        empty = [
            plan["id"]
            for plan in ws.records("plans", wanted)
            if not ws.records("plan_items", {"plan": plan["id"]})
        ]
        if len(empty) == 1:
            district.same["plans", record["id"]] = empty[0]


def _alike(one: str, other: str) -> bool:
    """Whether two bodies of one short name are one: a slip of the pen, or a word more."""
    first, second = (as_compared(name) for name in (one, other))
    words, others = set(first.split()), set(second.split())
    return words <= others or others <= words or fuzz.ratio(first, second) >= _SLIP


def remembered(district: District, file_id: str) -> Mapping[str, object]:
    """What is kept with a district's file taken in, beside the findings."""
    return {"district": file_id, "same": district.kept()}
