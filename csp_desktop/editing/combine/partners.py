"""Which agencies, people and groups of the parts are the same: some certainly, some only a person can say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from csp_desktop.editing.bringing_in.partner_names import called, name_key
from csp_desktop.editing.combine.making import Making, Outcome, agreed, names_of, said_by_each
from csp_desktop.editing.combine.parts import Part
from csp_desktop.editing.combine.questions import ONE, SEPARATE, Option
from csp_desktop.excel.wording.who_is_named import are_one_name
from csp_desktop.registers.as_written.wordings import as_compared, listed
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Links, Record, Reference, Values
from csp_desktop.registers.register import new_id

_Alike = Callable[[Record, Record], bool]


@dataclass
class _Same:
    """Records that are the same, each with the parts that use it; the first gives its name."""

    members: list[tuple[Record, list[Part]]] = field(default_factory=list)

    @property
    def first(self) -> Record:
        return self.members[0][0]

    @property
    def parts(self) -> list[Part]:
        return [part for _, parts in self.members for part in parts]


def match_partners(making: Making) -> None:
    """Find which agencies and people are the same, and make the groups of the new partnership."""
    for register, certain, likely in (
        ("agencies", _same_name, _agencies_alike),
        ("people", _same_person, _people_alike),
    ):
        for same in _matched(making, register, _used(making, register), certain, likely):
            for record, _ in same.members[1:]:
                making.same[record["id"]] = same.first["id"]
            if len(same.members) > 1:
                others = listed([f"“{_spoken(record)}”" for record, _ in same.members[1:]])
                making.say("one", register, same.first, names_of(same.parts), f"stands for {others} too")
    _groups(making)


def _matched(
    making: Making,
    register: str,
    used: Sequence[tuple[Record, list[Part]]],
    certain: _Alike,
    likely: _Alike,
) -> list[_Same]:
    found: list[_Same] = []
    for record, parts in used:
        same = next(
            (known for known in found if certain(known.first, record) and not _two(known, record, parts)),
            None,
        )
        if same is None:
            same = next(
                (known for known in found if _told_same(making, register, known, record, parts, likely)), None
            )
        if same is None:
            found.append(_Same([(record, parts)]))
        else:
            same.members.append((record, parts))
    return found


def _two(known: _Same, record: Record, parts: list[Part]) -> bool:
    """Whether two that seem the same are not: one part uses both, under different names, as people share a mailbox."""
    return any(part in known.parts for part in parts) and not _same_name(known.first, record)


def _told_same(
    making: Making, register: str, known: _Same, record: Record, parts: list[Part], likely: _Alike
) -> bool:
    """Whether somebody says that two are the same that look so; who uses both tells them apart."""
    if any(part in known.parts for part in parts) or not likely(known.first, record):
        return False
    first, second = _spoken(known.first), _spoken(record)
    answer = making.asking.ask(
        register,
        (known.first["id"], record["id"]),
        second,
        names_of((*known.parts, *parts)),
        f"Is “{first}” of {names_of(known.parts)} the same {BY_NAME[register].label.lower()} as "
        f"“{second}” of {names_of(parts)}?",
        (Option(ONE, f"They are one: “{first}”"), Option(SEPARATE, "They are two")),
        # One mailbox under two names says that somebody must look, and not that they are one.
        likely=None if register == "people" and not _called_alike(known.first, record) else ONE,
    )
    return answer == ONE


def _used(making: Making, register: str) -> list[tuple[Record, list[Part]]]:
    """The agencies or people that records of the parts name, each with who uses it."""
    users: dict[str, list[Part]] = {}
    for part in making.parts:
        for records in (part.own, *part.plans):
            for name, rows in vars(records).items():
                if name not in BY_NAME or name in ("agencies", "people"):
                    continue
                leading: list[Reference | Links] = [*BY_NAME[name].references, *BY_NAME[name].links]
                named = [one for one in leading if one.to == register]
                for row in rows if named else ():
                    for one in named:
                        for target in _targets(one, row):
                            using = users.setdefault(target, [])
                            if part not in using:
                                using.append(part)
    known = {record["id"]: record for record in making.ws.records(register)}
    return [(known[target], parts) for target, parts in users.items()]


def _targets(one: Reference | Links, row: Record) -> Sequence[str]:
    value = row[one.name]
    return value if isinstance(one, Links) else (value,) if value else ()


def _spoken(record: Record) -> str:
    return " ".join(str(record["name"]).split())


def _same_name(one: Record, other: Record) -> bool:
    return as_compared(one["name"]) == as_compared(other["name"])


def _agencies_alike(one: Record, other: Record) -> bool:
    return bool(called(other["name"], [dict(one)]) or called(one["name"], [dict(other)]))


def _same_email(one: Record, other: Record) -> bool:
    return bool(as_compared(one["email"])) and as_compared(one["email"]) == as_compared(other["email"])


def _called_alike(one: Record, other: Record) -> bool:
    return name_key(one["name"]) == name_key(other["name"]) or are_one_name(one["name"], other["name"])


def _same_person(one: Record, other: Record) -> bool:
    return _same_email(one, other) and _called_alike(one, other)


def _people_alike(one: Record, other: Record) -> bool:
    return name_key(one["name"]) == name_key(other["name"]) or _same_email(one, other)


def _same_group(one: Record, other: Record) -> bool:
    return all(as_compared(one[name]) == as_compared(other[name]) for name in ("name", "short_name", "kind"))


def _groups_alike(one: Record, other: Record) -> bool:
    return as_compared(one["short_name"]) == as_compared(other["short_name"]) or _agencies_alike(one, other)


# Groups


def _groups(making: Making) -> None:
    found: list[_Same] = []
    for part in making.parts:
        # Two of one part are two, however alike they look; what is certain leaves less to ask about.
        doubtful: list[Record] = []
        for group in part.own.groups:
            same = next(
                (known for known in found if part not in known.parts and _same_group(known.first, group)),
                None,
            )
            if same is None:
                doubtful.append(group)
            else:
                same.members.append((group, [part]))
        for left in doubtful:
            alike = (
                known for known in found if _told_same(making, "groups", known, left, [part], _groups_alike)
            )
            same = next(alike, None)
            if same is None:
                found.append(_Same([(left, [part])]))
            else:
                same.members.append((left, [part]))
    for same in found:
        # One of the partnership that goes on stays; else there is a new one.
        stays = same.first["partnership"] == making.into["id"]
        stands = same.first["id"] if stays else new_id()
        making.new |= {member["id"]: stands for member, _ in same.members}
    taken: set[str] = set()
    for same in found:
        _make_group(making, same, taken)
    _members(making, found)


def _make_group(making: Making, same: _Same, taken: set[str]) -> None:
    first, part = same.first, same.parts[0]
    outcome: Outcome = "one" if len(same.members) > 1 else "carried"
    if first["partnership"] == making.into["id"]:
        taken.add(as_compared(first["short_name"]))
        if outcome == "one":
            making.say("one", "groups", first, names_of(same.parts), ref=first["short_name"])
        return
    short = first["short_name"]
    if as_compared(short) in taken:
        short = f"{short} ({part.name})"
    taken.add(as_compared(short))
    group = making.make("groups", part, first, short_name=short)
    words = "" if short == first["short_name"] else f"as “{short}”"
    if outcome == "one":
        words = _joined_group(making, same, group)
    making.say(outcome, "groups", group, names_of(same.parts), words, ref=short)


def _joined_group(making: Making, same: _Same, group: Values) -> str:
    """Give a group what all of those it stands for have; what is left to be settled, in words."""
    each = [
        {**record, "chair": making.led(BY_NAME["groups"]["chair"], parts[0], record["chair"])}
        for record, parts in same.members
    ]
    names = [parts[0].name for _, parts in same.members]
    for name, between in (("purpose", "\n"), ("meets", "; "), ("notes", "\n")):
        said = ((whose, record[name]) for whose, record in zip(names, each, strict=True))
        group[name] = said_by_each(said, between)
    chairs = [record["chair"] for record in each if record["chair"]]
    group["chair"] = agreed(chairs)
    group["starts_on"], group["ends_on"] = (
        agreed(record[name] for record in each) for name in ("starts_on", "ends_on")
    )
    group["return_form"] = agreed(record["return_form"] for record in each) or "full"
    shared = BY_NAME["groups"]["shared_with"]
    group["shared_with"] = tuple(
        dict.fromkeys(
            target
            for record, parts in same.members
            for target in making.led(shared, parts[0], record["shared_with"])
        )
    )
    group["parent"] = next(
        (making.new.get(record["parent"]) for record, _ in same.members if record["parent"]), None
    )
    return "its chair is to be chosen" if len(set(chairs)) > 1 else ""


def _members(making: Making, groups: Sequence[_Same]) -> None:
    """Every member once in the group that stands for theirs, with all their roles."""
    known: dict[tuple[str, ...], Values] = {}
    whole = {group["id"]: part for same in groups for group, parts in same.members for part in parts}
    for part in making.parts:
        for member in part.own.group_members:
            group = making.new[member["group"]]
            agency = making.same.get(member["agency"], member["agency"])
            person = making.same.get(member["person"], member["person"]) if member["person"] else ""
            if group == member["group"]:
                known[group, agency, person] = dict(member)  # of the partnership that goes on: stays
                continue
            there = known.get((group, agency, person))
            if there is None:
                known[group, agency, person] = making.make("group_members", whole[member["group"]], member)
            elif there["id"] in {made["id"] for made in making.made["group_members"]}:
                roles = [there["role"], member["role"]]
                there["role"] = "; ".join(dict.fromkeys(role for role in roles if role)) or None
