"""Indicators of the parts: counts of the same thing summed to the last unit, rates never, each kept where in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from csp_desktop.editing.bringing_in.partner_names import name_key
from csp_desktop.editing.combine.making import Making, agreed, names_of, refs_apart, said_by_each
from csp_desktop.editing.combine.parts import Owned, Part, figures_of
from csp_desktop.editing.combine.questions import ONE, SEPARATE, Option
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.fields import Record, Values
from csp_desktop.registers.register import new_id
from csp_desktop.rules.targets import decimal, format_figure, known_baseline, target_number

_SUMMED = ("count", "money")
_SLIP = 88  # So much alike are two titles that one may be a slip of the pen of the other.
_ANEW = "anew"
_NO_OWNER = "; its owner is to be chosen"


@dataclass
class _Same:
    """Indicators of different parts that measure the same, in the order of the parts."""

    members: list[Owned] = field(default_factory=list)

    @property
    def first(self) -> Record:
        record: Record = self.members[0].record
        return record

    @property
    def parts(self) -> list[Part]:
        return [member.part for member in self.members]


def combine_indicators(making: Making) -> None:
    """Make the new plan's indicators with their figures, a line for each."""
    brought: list[tuple[Part | None, Values]] = []
    for same in _matched(making):
        if len(same.members) == 1:
            brought.append(_kept(making, same.members[0]))
            continue
        answer = ONE if _adds_up(same) else _asked(making, same)
        if answer == SEPARATE:
            brought.extend(_kept(making, member) for member in same.members)
        elif answer in (ONE, _ANEW):
            brought.append(_summed(making, same) if answer == ONE else _to_measure_anew(making, same))
        else:
            chosen = next(
                member for member in same.members if member.part.partnership["short_name"] == answer
            )
            for member in same.members:
                if member is not chosen:
                    making.say(
                        "left",
                        "indicators",
                        member.record,
                        member.part.name,
                        "its figures stay in its own plan",
                    )
            brought.append(_kept(making, chosen, named=False))
    for place, (_, indicator) in enumerate(brought):
        indicator["position"] = place
    refs_apart(brought)


# Which measure the same


def _matched(making: Making) -> list[_Same]:
    found: list[_Same] = []
    for part, records in making.plans():
        doubtful = []
        for indicator in records.indicators:
            owned = Owned(part, records, indicator)
            same = next((known for known in found if _is_same(known, owned)), None)
            if same is None:
                doubtful.append(owned)
            else:
                same.members.append(owned)
        # What is certain leaves less to ask about.
        for owned in doubtful:
            same = next(
                (known for known in found if _looks_same(known, owned) and _one(making, known, owned)), None
            )
            if same is None:
                found.append(_Same([owned]))
            else:
                same.members.append(owned)
    return found


def _is_same(known: _Same, owned: Owned) -> bool:
    return (
        owned.part not in known.parts
        and as_compared(known.first["title"]) == as_compared(owned.record["title"])
        and _measured_alike(known.first, owned.record)
    )


def _measured_alike(one: Record, other: Record) -> bool:
    return all(one[name] == other[name] for name in ("unit", "kind", "better", "scope"))


def _looks_same(known: _Same, owned: Owned) -> bool:
    """Whether two may measure the same: titled nearly alike, in the same unit and way."""
    if owned.part in known.parts or not _measured_alike(known.first, owned.record):
        return False
    one, other = (name_key(record["title"]) for record in (known.first, owned.record))
    numbers = [re.findall(r"\d+", key) for key in (one, other)]
    return bool(one) and numbers[0] == numbers[1] and fuzz.ratio(one, other) >= _SLIP


def _one(making: Making, known: _Same, owned: Owned) -> bool:
    first, second = known.first, owned.record
    answer = making.asking.ask(
        "indicators",
        (known.members[0].part.origin(first), owned.part.origin(second)),
        second["title"],
        names_of((*known.parts, owned.part)),
        f"Does “{first['title']}” of {names_of(known.parts)} measure the same as “{second['title']}” of "
        f"{owned.part.name}?",
        (Option(ONE, "They measure the same"), Option(SEPARATE, "They are two")),
        likely=ONE,
    )
    return answer == ONE


def _adds_up(same: _Same) -> bool:
    return same.first["unit"] in _SUMMED and not _one_county_figure(same)


def _one_county_figure(same: _Same) -> bool:
    """Whether all report one figure of the whole county: said to be county-wide, and never two different ones."""
    if same.first["scope"] != "county":
        return False
    told: dict[str, set[float]] = {}
    for member in same.members:
        baseline = known_baseline(member.record)
        if baseline is not None:
            told.setdefault("", set()).add(baseline)
        for quarter, row in figures_of(member).items():
            if row["value_state"] == "known" and row["value"] is not None:
                told.setdefault(quarter, set()).add(row["value"])
    return all(len(values) == 1 for values in told.values())


def _asked(making: Making, same: _Same) -> str:
    """What becomes of figures that no sum or average can stand for."""
    first = same.first
    why = (
        "is one figure of the whole county, which a sum would count more than once"
        if first["unit"] in _SUMMED
        else f"is measured in {first['unit']}, which cannot be added up, and an average would be wrong"
    )
    own = [Option(part.partnership["short_name"], f"Only {part.name}’s goes on") for part in same.parts]
    return making.asking.ask(
        "indicators",
        [member.part.origin(member.record) for member in same.members],
        first["title"],
        names_of(same.parts),
        f"“{first['title']}” of {names_of(same.parts)} {why}. What is to be kept?",
        (
            Option(SEPARATE, "Each its own, named by district"),
            Option(_ANEW, "One, to be measured anew: baseline and figures not known yet"),
            *own,
        ),
    )


# Made


def _kept(making: Making, owned: Owned, *, named: bool = True) -> tuple[Part, Values]:
    """An indicator as it is, with its figures; called after its district, for the figures are its alone."""
    part, old = owned.part, owned.record
    title = old["title"]
    if named and part.name.casefold() not in title.casefold():
        title = f"{title} ({part.name})"
    made = making.make("indicators", part, old, title=title)
    if not part.carried:
        for quarter, row in figures_of(owned).items():
            making.make("measurements", part, row, id=new_id(), indicator=made["id"], quarter=quarter)
    making.say("apart" if named else "carried", "indicators", old, part.name, f"“{title}”" if named else "")
    return part, made


def _to_measure_anew(making: Making, same: _Same) -> tuple[None, Values]:
    member = same.members[0]
    made = making.make("indicators", member.part, member.record, **_joined(making, same), **_NOT_KNOWN)
    made["copied_from"] = None  # Its figures would be read as last year's of the whole.
    making.say("one", "indicators", made, names_of(same.parts), "to be measured anew: TBC")
    return None, made


_NOT_KNOWN: Values = {
    "baseline_state": "TBC",
    "baseline_value": None,
    "baseline_period": None,
    "target_value": None,
    **{f"trajectory_q{number}": None for number in (1, 2, 3, 4)},
}


def _joined(making: Making, same: _Same) -> Values:
    """What is said of an indicator beside its figures, by all who have it."""
    for member in same.members[1:]:
        making.new[member.record["id"]] = making.new.setdefault(same.first["id"], new_id())
    each = [(member.part.name, member.record) for member in same.members]
    stated = said_by_each(((name, record["stated_target"]) for name, record in each), "; ")
    alike = len({record["stated_target"] for _, record in each if record["stated_target"]}) <= 1
    notes = [
        said_by_each((name, record["notes"]) for name, record in each),
        # What differs is no statement about the whole, and would be held against its target.
        None if alike else f"Targets as written: {stated}",
    ]
    title = same.first["title"]
    if len(same.members) < len(making.parts):
        title = f"{title} ({names_of(same.parts)})"
    joined: Values = {
        "title": title,
        "source": said_by_each(((name, record["source"]) for name, record in each), "; "),
        "owner": agreed(making.same.get(record["owner"], record["owner"]) for _, record in each),
        "contextual": all(record["contextual"] for _, record in each),
        "stated_target": stated if alike else None,
        "notes": "\n".join(filter(None, notes)) or None,
    }
    margins = [record["amber_within"] for _, record in each if record["amber_within"] is not None]
    if margins and agreed(record["amber_in"] for _, record in each) is not None:
        # Of different margins the narrowest hides nothing.
        joined["amber_within"] = min(margins)
    return joined


def _summed(making: Making, same: _Same) -> tuple[None, Values]:
    member = same.members[0]
    values = {**_joined(making, same), **_baseline(same)}
    values.update(_target(same, values))
    for number in (1, 2, 3, 4):
        name = f"trajectory_q{number}"
        values[name] = _sum([each.record[name] for each in same.members])
    if values["baseline_state"] == "TBC" or values.get("target_value", 0) is None:
        values["notes"] = "\n".join(filter(None, (values["notes"], _before(same))))
    made = making.make("indicators", member.part, member.record, **values)
    _figures(making, same, made["id"])
    baseline = format_figure(known_baseline(made), made["unit"])  # type: ignore[arg-type]
    owner = "" if made["owner"] or not any(each.record["owner"] for each in same.members) else _NO_OWNER
    making.say("one", "indicators", made, names_of(same.parts), f"figures summed; baseline {baseline}{owner}")
    return None, made


def _before(same: _Same) -> str:
    """What each had for baseline and target, where the sum of them is not known."""
    baselines, targets = [], []
    for member in same.members:
        indicator, name = member.record, member.part.name
        target = target_number(indicator)
        period = f" ({indicator['baseline_period']})" if indicator["baseline_period"] else ""
        none = indicator["baseline_state"] == "none"
        baseline = "none" if none else format_figure(known_baseline(indicator), indicator["unit"])
        baselines.append(f"{name} {baseline}{period}")
        none = target.state == "none"
        targets.append(f"{name} {'none' if none else format_figure(target.value, indicator['unit'])}")
    return f"Baselines before: {', '.join(baselines)}. Targets before: {', '.join(targets)}."


def _sum(values: Sequence[float | None]) -> float | None:
    """A sum as exact as its parts are written; None where one is not known."""
    known = [decimal(value) for value in values if value is not None]
    return float(sum(known)) if known and len(known) == len(values) else None


def _baseline(same: _Same) -> Values:
    records = [member.record for member in same.members]
    if all(record["baseline_state"] == "none" for record in records):
        return {"baseline_state": "none", "baseline_value": None, "baseline_period": None}
    period = agreed(record["baseline_period"] for record in records)
    value = _sum([known_baseline(record) for record in records])
    if value is None or (period is None and any(record["baseline_period"] for record in records)):
        value = None  # Years apart do not make one baseline.
    return {
        "baseline_state": "known" if value is not None else "TBC",
        "baseline_value": value,
        "baseline_period": period,
    }


def _target(same: _Same, values: Values) -> Values:
    """The target of the sum: the same wish where all have it, else the sum of what each is to reach."""
    records: list[Any] = [member.record for member in same.members]
    kind = agreed(record["target_kind"] for record in records)
    period = agreed(record["target_period"] for record in records)
    known = values["baseline_state"] == "known"
    if kind == "none":
        return {"target_period": period}
    if kind == "percent change" and known:
        percent = agreed(record["target_value"] for record in records)
        if percent is not None:
            return {"target_period": period}
    if kind == "increase from baseline by" and known:
        return {"target_value": _sum([record["target_value"] for record in records]), "target_period": period}
    exact = _sum([target_number(record).exact for record in records])
    if (
        exact is None
        and kind == "percent change"
        and agreed(record["target_value"] for record in records) is not None
    ):
        return {"target_period": period}  # Waits for the baseline as theirs does.
    return {"target_kind": "value", "target_value": exact, "target_period": period}


def _figures(making: Making, same: _Same, indicator: str) -> None:
    """A quarter's figures summed where all are known; one that is missing makes the sum not known yet."""
    figures = [figures_of(member) for member in same.members]
    unit = same.first["unit"]
    for quarter in sorted({quarter for rows in figures for quarter in rows}):
        told, values = [], []
        for member, rows in zip(same.members, figures, strict=True):
            row = rows.get(quarter)
            value = row["value"] if row and row["value_state"] == "known" else None
            values.append(value)
            said = "not known yet" if value is None else format_figure(value, unit)
            note = f" ({' '.join(row['note'].split())})" if row and row["note"] else ""
            told.append(f"{member.part.name} {said}{note}")
        total = _sum(values)
        making.made["measurements"].append(
            {
                "id": new_id(),
                "indicator": indicator,
                "quarter": quarter,
                "value_state": "TBC" if total is None else "known",
                "value": total,
                "provisional": any(rows[quarter]["provisional"] for rows in figures if quarter in rows),
                "note": f"{', '.join(told)}.",
            }
        )
