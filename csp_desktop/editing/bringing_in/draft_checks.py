"""What the checks of a register let in of a drafted record: the rest is listed, and nothing else stopped by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csp_desktop.excel.foreign.reading import Draft, SourceCells, To
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.wordings.of_registers import TABLES
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.register import Register


def sound_values(
    register: Register,
    record: Values,
    values: Values,
    places: Mapping[str, Place],
    cells: SourceCells,
    *,
    new: bool = False,
) -> Values | None:
    """The values that can stand in a record, or in a `new` one; None where it cannot be one. Cells left out are marked, and why."""
    kept = values
    while True:
        whole = {**record, **kept}
        problems = register.problems_of_new(whole) if new else register.problems(whole)
        if not new:
            # A record at fault before may still be mended field by field.
            problems = [problem for problem in problems if problem[0] in {"", *kept}]
        if not problems:
            return kept
        name, sentence = problems[0]
        missing = name not in kept or kept[name] is None
        told = [places[name]] if name in places else list(places.values())
        for place in told:
            cells.asked(place, sentence)
        if missing or not name or (new and register[name].required):
            return None
        kept = {other: value for other, value in kept.items() if other != name}


def not_overwriting(record: Values, values: Values, draft: Draft, cells: SourceCells) -> Values:
    """The values without those of a quarter only supposed that would stand in place of others; their cells are asked about."""
    register = register_named(draft.register)
    other = [name for name in draft.likely & values.keys() if _replaces(record[name], values[name])]
    if not other:
        return values
    quarter = Quarter.parse(values["quarter"]).label
    for name in draft.likely & values.keys():
        if values[name] != record[name]:
            for place in draft.sources.get(name, ()):
                cells.asked(
                    place,
                    f"Is this of {quarter}? Nothing says so, and {quarter} holds “{in_short(register[other[0]].format(record[other[0]]))}” "
                    "already, which stays; choose the quarter of this column to bring it in.",
                )
    return {name: value for name, value in values.items() if name not in draft.likely}


def _replaces(old: object, new: object) -> bool:
    """Would a value be lost? Words that others are added to are not."""
    return old not in (None, "", new) and not (isinstance(old, str) and str(new).startswith(old))


def beside_own_notes(record: Values, values: Values) -> Values:
    """Notes brought in stand under those a record has already; what it has of them is not said again.

    What was said before, and otherwise since, is said last again: “Risk to delivery: Low”, after it had been high.
    """
    brought, own = values.get("notes"), record.get("notes")
    if not brought or not own:
        return values
    lines = own.split("\n")
    for line in brought.split("\n"):
        heading = f"{line.partition(':')[0]}: "
        if line in lines:
            if not any(later.startswith(heading) for later in lines[lines.index(line) + 1 :]):
                continue
            lines.remove(line)
        lines.append(line)
    return {**values, "notes": "\n".join(lines)}


def no_longer_provisional(record: Values, values: Values) -> Values:
    """A figure told again without the mark of a provisional one is final."""
    told = values.get("value") is not None and "provisional" not in values
    return {**values, "provisional": False} if record.get("provisional") and told else values


def refuse_row(draft: Draft, cells: SourceCells, why: str = "") -> None:
    """Mark what a draft was read from, and what hangs on it in the same row, as not brought in."""
    beside = {draft.register, *TABLES.get(draft.register, ())}
    said = why or next(
        (mark.message for place in draft.places.values() if (mark := cells.marked(place)).outcome == "asked"),
        "",
    )
    for row in {(place.sheet, place.row) for place in draft.places.values()}:
        for place in cells.places_of_row(*row):
            mark = cells.marked(place)
            if mark.outcome == "taken" and mark.register in beside:
                cells.asked(place, said)


def told_twice(drafts: Iterable[Draft]) -> list[str]:
    """A sentence for each record that stands twice, number and wording, under the same heading of a workbook."""
    alike: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        title = plain(str(draft.values.get(register_named(draft.register).title) or ""))
        # A membership is called by a role, which many have.
        if title and draft.places and not draft.record_id and draft.register != "group_members":
            above = tuple(value for value in draft.values.values() if isinstance(value, To))
            # Payments to one payee are several; one of the same number, day and sum is told again.
            paid = ("reference", "on_date", "amount") if draft.register == "funding_entries" else ("ref",)
            number = tuple([draft.values.get(name) for name in paid])
            alike.setdefault((draft.register, above, number, title), []).append(draft)
    sentences = []
    for (name, *_), several in alike.items():
        if len(several) > 1 and not register_named(str(name)).unique:
            title = str(several[0].values[register_named(str(name)).title])
            places = [next(iter(draft.places.values())) for draft in several]
            cells = ", ".join(f"{place.sheet} {place.address}" for place in places[:4])
            more = f" and {len(places) - 4} more" if len(places) > 4 else ""
            sentences.append(
                f"“{in_short(title)}” stands {len(several)} times ({cells}{more}); each is a record of its own "
                "unless you leave it out."
            )
    if len(sentences) > 5:
        return [*sentences[:4], f"{len(sentences) - 4} more stand several times."]
    return sentences
