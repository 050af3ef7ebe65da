"""One record told several times in a workbook, on a sheet or in a row for each quarter: put together, the latest counting."""

from __future__ import annotations

from typing import Any

from csp_desktop.excel.foreign.reading import Draft, Reading, SoFar, To, joined
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Text, Values

# What a workbook may tell again each quarter, and what tells two of a name apart besides what they stand under.
_TOLD_AGAIN: dict[str, tuple[str, ...]] = {
    "plan_items": ("level",),
    "indicators": (),
    "risks": (),
    "allocations": ("provider",),
    "bids": (),
    "log_entries": ("kind", "source", "raised_on", "meeting"),
}
# What hangs on them, with what tells it from others that hang on the same.
_HANGING: dict[str, tuple[str, ...]] = {
    "updates": ("item", "quarter"),
    "measurements": ("indicator", "quarter"),
    "log_updates": ("entry", "quarter"),
    "risk_reviews": ("risk", "quarter"),
    "funding_entries": ("allocation", "quarter", "kind"),
    "mitigations": ("risk", "title"),
}
_SCORES = {"current_likelihood": "likelihood", "current_impact": "impact"}


def put_together(reading: Reading, first: int) -> None:
    """Make one draft of those, from the first on, that tell the same record of different quarters.

    Where the same number and name stand on several sheets and nothing says of when each is, the second is asked about;
    of an indicator whose figures are the same they say more.
    """
    _Together(reading).run(first)


class _Together:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.cells = reading, reading.cells
        self.moved: dict[str, str] = {}
        self.left: set[str] = set()
        self.known: dict[tuple[object, ...], list[Draft]] = {}
        self.hanging: dict[tuple[object, ...], Draft] = {}
        self.when: dict[str, str] = {}
        self.told: dict[str, int] = {}
        self.added: set[str] = set()
        self.figures: dict[str, dict[str, object]] = {}
        self.reviews: set[str] = set()

    def run(self, first: int) -> None:
        kept: list[Draft] = []
        for draft in self.reading.drafts[first:]:
            if draft.register == "measurements" and isinstance(of := draft.values.get("indicator"), To):
                self.figures.setdefault(of.key, {})[str(draft.values.get("quarter"))] = draft.values.get(
                    "value"
                )
        for draft in self.reading.drafts[first:]:
            for name, value in draft.values.items():
                if isinstance(value, To):
                    draft.values[name] = To(self.moved.get(value.key, value.key))
            if self._is_new(draft):
                kept.append(draft)
        made = [draft for draft in self.reading.drafts[first:] if draft.key in self.reviews]
        self.reading.drafts[first:] = [*kept, *made]
        if self.told:
            one = len(self.told) == 1
            told = "1 record is" if one else f"{len(self.told)} records are"
            each = "it" if one else "each"
            self.reading.notes.append(
                f"{told} told several times, each time of another quarter: {each} is brought in once, as it was told last, "
                "with the progress and figures of each quarter."
            )

    def _is_new(self, draft: Draft) -> bool:
        """Is a draft one of its own, rather than one told before?"""
        if any(isinstance(value, To) and value.key in self.left for value in draft.values.values()):
            self._ask(draft, "It belongs to a record that stands on another sheet too.")
            return False
        if draft.register in _HANGING:
            return self._hangs_anew(draft)
        if draft.register not in _TOLD_AGAIN:
            return True
        title = plain(str(draft.values.get(register_named(draft.register).title) or ""))
        apart = [_text(draft.values.get(name)) for name in _TOLD_AGAIN[draft.register]]
        within = [
            value.key for name, value in draft.values.items() if isinstance(value, To) and name != "meeting"
        ]
        ref = plain(str(draft.values.get("ref") or ""))
        same = self.known.setdefault((draft.register, title, ref, *apart, *within), [])
        other = next((known for known in same if self._is_told_again(draft, known)), None)
        if other is not None:
            self.moved[draft.key] = other.key
            self._join(other, draft)
            self.told[other.key] = self.told.get(other.key, 1) + 1
            return False
        elsewhere = same and _sheet(draft) not in {_sheet(known) for known in same}
        if elsewhere and draft.register == "indicators" and title and self._agree(draft, same[0]):
            self.moved[draft.key] = same[0].key
            self.added.add(same[0].key)
            self._add_to(same[0], draft)
            return False
        if elsewhere and ref and title and not draft.when and not self._tellings(same[0]):
            self._ask(
                draft,
                f"“{draft.values['ref']}” stands on {_sheet(same[0])} too, and nothing says of when each is, so this was not "
                "brought in: name each sheet by its quarter, or leave one out.",
            )
            return False
        same.append(draft)
        return True

    def _is_told_again(self, draft: Draft, known: Draft) -> bool:
        tellings = self._tellings(known)
        return bool(draft.when and tellings and draft.when not in tellings)

    def _tellings(self, known: Draft) -> list[str]:
        """The quarters a record was told of so far."""
        return self.when.get(known.key, known.when).split()

    def _join(self, known: Draft, draft: Draft) -> None:
        """Put what a draft says into the one that tells the same record; what was told last counts."""
        tellings = self._tellings(known)
        before = max(tellings, key=_turn)
        last = _turn(draft.when) > _turn(before)
        self.when[known.key] = " ".join([*tellings, draft.when])
        self._keep_scores(known, draft, known_when=before, last=last)
        self._take_over(known, draft, last=last)
        known.starting = (
            {**known.starting, **draft.starting} if last else {**draft.starting, **known.starting}
        )

    def _take_over(self, known: Draft, draft: Draft, *, last: bool) -> None:
        register = register_named(draft.register)
        for name, value in draft.values.items():
            here, before = draft.sources.get(name, ()), known.sources.get(name, ())
            own = known.values.get(name)
            if name not in known.values or _text(own) == _text(value):
                if last or name not in known.values:
                    known.values[name] = value
                known.sources[name] = tuple(dict.fromkeys((*before, *here)))
            elif name == "notes" and isinstance(register[name], Text):
                known.values[name] = joined(register[name], own, value)
                known.sources[name] = tuple(dict.fromkeys((*before, *here)))
            elif last:
                known.values[name] = value
                known.sources[name] = here
                self._say_later(before, here)
            else:
                self._say_later(here, before)
            if last and name in draft.places:
                known.places[name] = draft.places[name]

    def _agree(self, draft: Draft, known: Draft) -> bool:
        """Have two indicators of one name the same figures and target, as far as both have any? Areas have their own."""
        one, other = (
            {**self.figures.get(each.key, {}), "": each.values.get("target_value")} for each in (draft, known)
        )
        return all(
            one[when] == other[when]
            for when in one.keys() & other.keys()
            if None not in (one[when], other[when])
        )

    def _add_to(self, known: Draft, draft: Draft) -> None:
        """Put what another sheet says of a record into it where it says nothing yet; what differs is asked about."""
        for name, value in draft.values.items():
            own, here = known.values.get(name), draft.sources.get(name, ())
            if own is None:
                known.values[name] = value
            if own is None or _text(own) == _text(value):
                known.sources[name] = tuple(dict.fromkeys((*known.sources.get(name, ()), *here)))
                continue
            for place in here:
                said = known.sources.get(name, ())
                where = f"{said[0].sheet} {said[0].address}" if said else _sheet(known)
                self.cells.asked(place, f"{where} says otherwise: put right whichever is wrong.")

    def _keep_scores(self, known: Draft, draft: Draft, *, known_when: str, last: bool) -> None:
        """The scores a risk had in an earlier quarter are those of its review then."""
        earlier, when = (known, known_when) if last else (draft, draft.when)
        scores = (
            {name: earlier.values.pop(own) for own, name in _SCORES.items() if own in earlier.values}
            if draft.register == "risks"
            else {}
        )
        if not scores:
            return
        quarter = of_month(when) or Quarter.parse(when)
        review = self.reading.add(
            "risk_reviews",
            {"risk": To(known.key), "quarter": quarter.code, **scores},
            known_by=(("risk", "quarter"),),
        )
        self.reviews.add(review.key)
        for own, name in _SCORES.items():
            for place in earlier.sources.pop(own, ()):
                review.read_from(name, *(*review.sources.get(name, ()), place))
                self.cells.taken(place, "risk_reviews", name, quarter.label)
            earlier.places.pop(own, None)

    def _hangs_anew(self, draft: Draft) -> bool:
        key = (draft.register, *(_text(draft.values.get(name)) for name in _HANGING[draft.register]))
        above = next((value.key for value in draft.values.values() if isinstance(value, To)), "")
        known = self.hanging.get(key)
        if known is not None and above in self.added:
            self._add_to(known, draft)
            self.moved[draft.key] = known.key
            return False
        if known is None or above not in self.told:
            self.hanging.setdefault(key, draft)
            return True
        last = _turn(draft.when) >= _turn(known.when)
        if of_month(draft.when) and of_month(known.when) and draft.when != known.when:
            self._add_month(known, draft, last=last)
        # A later sheet may tell an earlier quarter again, and put it right.
        self._take_over(known, draft, last=last)
        self.moved[draft.key] = known.key
        return False

    def _add_month(self, known: Draft, draft: Draft, *, last: bool) -> None:
        """Make both tellings of a quarter say what its months say together."""
        first, then = (known, draft) if last else (draft, known)
        above = next(value.key for value in draft.values.values() if isinstance(value, To))
        unit = next((one.values.get("unit") for one in self.reading.drafts if one.key == above), None)
        whole: Values = {}
        for name in first.values.keys() & then.values.keys():
            own, other = first.values[name], then.values[name]
            figure = name in ("value", "amount") and not isinstance(own, SoFar)
            if figure and (name == "amount" or unit in (None, "count", "money")):
                whole[name] = round(own + other, 6)
            elif name in ("months", "note", "narrative", "comment") and own != other:
                whole[name] = f"{own}{', ' if name in ('months', 'note') else chr(10)}{other}"
        for one in (known, draft):
            one.values |= whole
            if str(whole.get("months", "")).count(",") == 2:
                one.values.pop("provisional", None)

    def _say_later(self, places: tuple[Place, ...], instead: tuple[Place, ...]) -> None:
        where = f" at {instead[0].sheet} {instead[0].address}" if instead else ""
        for place in places:
            self.cells.ignored(place, f"It is told otherwise later{where}, and that counts.")

    def _ask(self, draft: Draft, why: str) -> None:
        self.left.add(draft.key)
        for place in {place for places in draft.sources.values() for place in places}:
            self.cells.asked(place, why)


def _turn(when: str) -> tuple[str, str]:
    """What a quarter or month comes after; the quarter after its months."""
    month = of_month(when)
    return (month.code, when) if month else (when, "9999")


def _text(value: Any) -> object:
    """A drafted value to compare: who is named by their names, wherever they stand."""
    text = getattr(value, "text", None)
    return plain(text) if isinstance(text, str) else value


def _sheet(draft: Draft) -> str:
    return next((place.sheet for places in draft.sources.values() for place in places), "")
