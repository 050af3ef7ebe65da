"""What the partnerships of a county have in common, each thing once: priorities, groups, money, joint working."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.typed_records import Bid, FundingStream, Group, Partnership, PlanItem
from csp_desktop.rules.county.county_records import COUNTY, CountyRecords
from csp_desktop.rules.money.funding_position import our_award, stream_position, streams_of

_THROUGH = "through the county"
_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = {"asb": ("anti", "social", "behaviour"), "da": ("domestic", "abuse")}
# What is done about a thing does not say which thing it is.
_DONE_ABOUT = """
    a all an and by for from in more of on our the their to with across reduce reducing reduction tackle tackling cut
    cutting prevent preventing prevention improve improving address addressing fewer less safer support supporting
    promote promoting increase increasing protect protecting manage managing county district borough
"""
_NOT_TELLING = frozenset(_WORD.findall(_DONE_ABOUT))


class Served(NamedTuple):
    """A priority of the county and the districts' that serve it, as (records of the plan, priority).

    `county` is None where no plan of a county group is kept: then `title` is what several districts call theirs.
    """

    title: str
    county: tuple[PlanRecords, PlanItem] | None
    serving: Sequence[tuple[PlanRecords, PlanItem]]


class SharedGroup(NamedTuple):
    """A group that serves more than one partnership."""

    group: Group
    partnerships: Sequence[Partnership]


class SharedStream(NamedTuple):
    """Money that several partnerships have a share of, in pence; `others` is the part of no one who is named.

    `shares` are by partnership; `joint` are those a bid was made with whose part is not recorded on its own.
    """

    name: str
    funder: str
    whole: int
    shares: Sequence[tuple[Partnership, int]]
    joint: Sequence[Partnership] = ()

    @property
    def others(self) -> int:
        return self.whole - sum(share for _, share in self.shares)


def in_common(records: PlanRecords) -> PlanRecords:
    """Of a plan's records those that can be shared: its priorities and money, which is all that is looked at here."""
    return PlanRecords(
        partnership=records.partnership,
        plan=records.plan,
        plan_items=records.priorities,
        funding_streams=records.funding_streams,
        bids=records.bids,
        allocations=records.allocations,
        funding_entries=records.funding_entries,
        later_streams=records.later_streams,
    )


def telling_words(title: str) -> frozenset[str]:
    """The words of a title that say what it is about; all of them where none does."""
    words = [
        word
        for said in _WORD.findall(title.casefold().replace("’", "").replace("'", ""))
        for word in _SPELT_OUT.get(said, (said,))
    ]
    return frozenset(words) - _NOT_TELLING or frozenset(words)


def serves(district: str, county: str) -> int:
    """How many telling words make a district's priority one that serves the county's; 0 where it does not.

    It has all of the county's words, or the county's has all of its own and these are at least two.
    """
    own, asked = telling_words(district), telling_words(county)
    if asked and asked <= own:
        return len(asked)
    return len(own) if len(own) > 1 and own <= asked else 0


def served_priorities(
    county: CountyRecords, shown: Iterable[Partnership]
) -> tuple[list[Served], list[tuple[PlanRecords, PlanItem]]]:
    """The county's priorities with the districts' that serve each, and the districts' that serve none of them.

    Each of a district's priorities is under one: the one it shares most words with, or that it was copied from.
    Without a plan of the county, those of one name in several districts are put together.
    """
    districts = [
        (records, priority)
        for each in shown
        if (records := county.plans.get(each["id"])) is not None
        for priority in records.priorities
    ]
    ours = [
        (records, priority)
        for each in county.county_groups
        if (records := county.plans.get(each["id"])) is not None
        for priority in records.priorities
    ]
    if not ours:
        return of_one_name(districts)
    under: dict[str, list[tuple[PlanRecords, PlanItem]]] = {priority["id"]: [] for _, priority in ours}
    rest: list[tuple[PlanRecords, PlanItem]] = []
    for records, priority in districts:
        copied = [item for _, item in ours if item["id"] == priority["copied_from"]]
        alike = sorted(
            (item for _, item in ours if serves(priority["title"], item["title"])),
            key=lambda item: -serves(priority["title"], item["title"]),
        )
        best = next(iter([*copied, *alike]), None)
        (under[best["id"]] if best is not None else rest).append((records, priority))
    return [Served(item["title"], (records, item), under[item["id"]]) for records, item in ours], rest


def of_one_name(
    districts: Sequence[tuple[PlanRecords, PlanItem]],
) -> tuple[list[Served], list[tuple[PlanRecords, PlanItem]]]:
    """Districts' priorities put together where several districts have one of that name, and those that stand alone."""
    called: dict[frozenset[str], list[tuple[PlanRecords, PlanItem]]] = {}
    for records, priority in districts:
        called.setdefault(telling_words(priority["title"]), []).append((records, priority))
    several = {
        words: serving
        for words, serving in called.items()
        if len({records.partnership["id"] for records, _ in serving}) > 1
    }
    return (
        [Served(serving[0][1]["title"], None, serving) for serving in several.values()],
        [each for words, serving in called.items() if words not in several for each in serving],
    )


def joint_partnerships(county: CountyRecords, shown: Iterable[Partnership]) -> list[list[Partnership]]:
    """Partnerships that work jointly, each set of them once; not those that have become one."""
    sets: list[list[Partnership]] = []
    for each in shown:
        together = [each, *county.joint_with(each)]
        named = {other["id"]: other for other in together}
        if len(named) < 2:
            continue
        known = next((one for one in sets if any(other["id"] in named for other in one)), None)
        if known is None:
            sets.append(list(named.values()))
        else:
            known.extend(other for other in named.values() if other not in known)
    return sets


def became_one(
    county: CountyRecords, shown: Iterable[Partnership]
) -> list[tuple[Partnership, list[Partnership]]]:
    """What partnerships have become, each once, with all that became it, at once or one after the other."""
    wanted = {each["id"] for each in shown}
    became: dict[str, list[Partnership]] = {}
    for each in county.districts:
        path = [each["id"]]
        while (
            above := county.partnership.get(county.partnership[path[-1]]["merged_into"] or "")
        ) is not None:
            if above["id"] in path:
                break
            path.append(above["id"])
        if len(path) > 1 and wanted & {path[0], path[-1]}:
            became.setdefault(path[-1], []).append(each)
    return [(county.partnership[into], parts) for into, parts in became.items()]


def shared_groups(county: CountyRecords, shown: Iterable[Partnership]) -> list[SharedGroup]:
    """The groups that serve several partnerships, one of them shown, each once even where several keep it."""
    wanted = {each["id"] for each in shown}
    found: dict[tuple[str, frozenset[str]], SharedGroup] = {}
    for group in county.groups:
        if not group["shared_with"]:
            continue
        ids = [group["partnership"], *group["shared_with"]]
        served = [county.partnership[each] for each in dict.fromkeys(ids) if each in county.partnership]
        if len(served) > 1 and wanted & set(ids):
            key = (_plain(group["name"]), frozenset(ids))
            found.setdefault(key, SharedGroup(group, served))
    return list(found.values())


def shared_streams(county: CountyRecords, shown: Iterable[Partnership]) -> list[SharedStream]:
    """The year's money that comes through the county or was won jointly, once each, with every partnership's share.

    Streams of one name and funder are one. A share is what the stream has available on that partnership's own page.
    """
    wanted = {each["id"] for each in shown}
    kept: dict[tuple[str, str], list[tuple[PlanRecords, FundingStream]]] = {}
    for each in (*county.county_groups, *county.standing):
        records = county.plans.get(each["id"])
        if records is not None:
            for stream in streams_of(records, county.year):
                kept.setdefault(_called(stream), []).append((records, stream))
    found = []
    for streams in kept.values():
        own = [pair for pair in streams if pair[0].partnership["kind"] != COUNTY]
        joint = [
            bid
            for records, stream in own
            for bid in records.bids_of.get(stream["id"], ())
            if bid["joint_with"]
        ]
        through = len(own) < len(streams) or any(stream["route"] == _THROUGH for _, stream in own)
        if (through or joint) and wanted & {records.partnership["id"] for records, _ in own}:
            shared = _shared_stream(county, streams, joint)
            if len(shared.shares) > 1 or shared.others:
                found.append(shared)
    return sorted(found, key=lambda shared: shared.name.casefold())


def _shared_stream(
    county: CountyRecords, streams: Sequence[tuple[PlanRecords, FundingStream]], joint: Sequence[Bid]
) -> SharedStream:
    shares: dict[str, int] = {}
    whole = 0
    for records, stream in streams:
        of, available = records.partnership, stream_position(records, stream).available
        if of["kind"] == COUNTY:
            whole += available
        else:
            shares[of["id"]] = shares.get(of["id"], 0) + available
    others = dict.fromkeys(other for bid in joint for other in bid["joint_with"] if other not in shares)
    # What a joint bid won beyond our share is theirs: on its own only where they record none of it themselves.
    theirs = (
        sum(int(bid["amount_awarded"] or 0) - our_award(bid) for bid in joint if _won(bid)) if others else 0
    )
    return SharedStream(
        name=streams[0][1]["name"],
        funder=streams[0][1]["funder"] or "",
        whole=max(whole, sum(shares.values()) + theirs),
        shares=[(county.partnership[of], share) for of, share in shares.items()],
        joint=[county.partnership[other] for other in others if other in county.partnership],
    )


def _won(bid: Bid) -> bool:
    return bid["decision"] in ("awarded", "part awarded")


def _called(stream: FundingStream) -> tuple[str, str]:
    return _plain(stream["name"]), _plain(stream["funder"] or "")


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
