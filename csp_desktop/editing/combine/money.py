"""Funding of the parts: every stream with its bids, allocations and entries, to the penny."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from csp_desktop.editing.combine.making import Making, agreed, names_of, said_by_each
from csp_desktop.editing.combine.parts import Part
from csp_desktop.editing.combine.questions import ONE, SEPARATE, Option
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.register import new_id


@dataclass
class _Stream:
    part: Part
    record: Record
    carried: bool


@dataclass
class _Alike:
    """Streams of the same name, funder and year."""

    members: list[_Stream] = field(default_factory=list)

    @property
    def may_be_one(self) -> bool:
        """Whether somebody can be asked: of one amount each, none of them money carried over, of different parts."""
        return len({id(stream.part) for stream in self.members}) == len(self.members) > 1 and not any(
            stream.carried or stream.record["amount"] is None for stream in self.members
        )


def combine_money(making: Making) -> None:
    """Make the new partnership's streams of the year and after, with what hangs on them."""
    hung: list[_Stream] = []
    for alike in _alike(making):
        members = alike.members
        if alike.may_be_one and _asked(making, members) == ONE:
            _as_one(making, members)
        else:
            for stream in members:
                _kept(making, stream, named=len(members) > 1)
        hung += [stream for stream in members if not stream.carried]
    _hang(making, hung)


def _alike(making: Making) -> list[_Alike]:
    found: dict[tuple[Any, ...], _Alike] = {}
    for part in making.parts:
        own = making.ws.records("funding_streams", {"partnership": part.partnership["id"]}, ("position",))
        streams = [_Stream(part, stream, False) for stream in own if stream["year"] >= making.year.first]
        if part.carried:
            streams += [
                _Stream(part, stream, True) for records in part.plans for stream in records.funding_streams
            ]
        for stream in streams:
            # What is the going-on partnership's own in that year is there already.
            if stream.record["partnership"] == making.into["id"] and not stream.carried:
                making.new[stream.record["id"]] = stream.record["id"]
                continue
            key = (*(as_compared(stream.record[name]) for name in ("name", "funder")), stream.record["year"])
            found.setdefault(key, _Alike()).members.append(stream)
    return list(found.values())


def _asked(making: Making, members: list[_Stream]) -> str:
    first = members[0].record
    total = format_money(sum(stream.record["amount"] for stream in members))
    names = names_of(stream.part for stream in members)
    return making.asking.ask(
        "funding_streams",
        [stream.record["id"] for stream in members],
        first["name"],
        names,
        f"“{first['name']}” of {FinancialYear(first['year']).label} comes to {names} from the same funder. Is it one "
        "stream now?",
        (
            Option(ONE, f"One stream of {total}"),
            Option(SEPARATE, "Each its own, named by district"),
        ),
    )


def _kept(making: Making, stream: _Stream, *, named: bool) -> None:
    part, old = stream.part, stream.record
    name = old["name"]
    if named and part.name.casefold() not in name.casefold():
        name = f"{name} ({part.name})"
    making.make(
        "funding_streams",
        part,
        old,
        name=name,
        position=None,
        notes=_notes(old["notes"], f"Of {part.name} before."),
    )
    words = f"{_amount(old)} as “{name}”" if name != old["name"] else _amount(old)
    making.say("apart" if named else "carried", "funding_streams", old, part.name, words)


def _as_one(making: Making, members: list[_Stream]) -> None:
    first = members[0]
    records = [stream.record for stream in members]
    for stream in members[1:]:
        making.new[stream.record["id"]] = making.new.setdefault(first.record["id"], new_id())
    each = [(stream.part.name, stream.record) for stream in members]
    shares = ", ".join(f"{name} {_amount(record)}" for name, record in each)
    dates = [record["spend_by"] for record in records if record["spend_by"]]
    values: Values = {
        "amount": sum(record["amount"] for record in records),
        "position": None,
        "kind": agreed(record["kind"] for record in records) or first.record["kind"],
        "route": agreed(record["route"] for record in records) or first.record["route"],
        "banker": agreed(making.same.get(record["banker"], record["banker"]) for record in records),
        "spend_by": min(dates, default=None),
        "carry_forward": agreed(record["carry_forward"] for record in records),
        "conditions": said_by_each((name, record["conditions"]) for name, record in each),
        "notes": _notes(said_by_each((name, record["notes"]) for name, record in each), f"Of {shares}."),
    }
    made = making.make("funding_streams", first.part, first.record, **values)
    making.say(
        "one",
        "funding_streams",
        made,
        names_of(stream.part for stream in members),
        f"{_amount(made)}: {shares}",
    )


def _notes(notes: str | None, more: str) -> str:
    return f"{notes}\n{more}" if notes else more


def _amount(stream: Record) -> str:
    return "amount not given" if stream["amount"] is None else format_money(stream["amount"])


def _hang(making: Making, streams: list[_Stream]) -> None:
    """Bids, allocations and entries, each under what its stream has become."""
    whose = {stream.record["id"]: stream.part for stream in streams}
    held = making.ws.records("allocations", {"stream": tuple(whose)}, ("position",)) if whose else []
    owner = {allocation["id"]: whose[allocation["stream"]] for allocation in held}
    for bid in making.ws.records("bids", {"stream": tuple(whose)}, ("position",)) if whose else []:
        making.make("bids", whose[bid["stream"]], bid)
    for allocation in held:
        making.make("allocations", owner[allocation["id"]], allocation)
    entries = (
        making.ws.records("funding_entries", {"allocation": tuple(owner)}, ("position",)) if owner else []
    )
    for entry in entries:
        making.make("funding_entries", owner[entry["allocation"]], entry)
