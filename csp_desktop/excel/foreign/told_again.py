"""One record told several times in a workbook, on a sheet or in a row for each quarter: put together, the latest counting."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from csp_desktop.excel.foreign.carried_forward import RAISED, CarriedForward, is_of_day, raised_first
from csp_desktop.excel.foreign.money_told import AllocationsTold, leave_sums_of_payments, payment_of
from csp_desktop.excel.foreign.reading import Draft, Reading, SoFar, To, joined, partner_cells
from csp_desktop.excel.foreign.records.standing_under import UNNAMED
from csp_desktop.excel.foreign.sheets_of_years import headed_alike
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
# What may be told of again on another sheet that says more of it, or less.
_SAY_MORE = ("indicators", "plan_items", "risks")
# What tells two actions or risks of one name apart.
_TELLING = ("lead_agencies", "lead_officers", "owner", "timescale", "due_on")
_FEWEST_WORDS, _NOTHING = 3, (None, "", ())
_SCORES = {"current_likelihood": "likelihood", "current_impact": "impact"}


def put_together(reading: Reading, first: int) -> None:
    """Make one draft of those, from the first on, that tell the same record of different quarters.

    Where the same number and name stand on several sheets and nothing says of when each is, the second is asked about;
    of an indicator with the same figures, or of an action without its number on one of them, they say more.
    """
    _Together(reading, first).run()


class _Together:
    def __init__(self, reading: Reading, first: int) -> None:
        self.reading, self.cells, self.first = reading, reading.cells, first
        self.moved: dict[str, str] = {}
        self.left: set[str] = set()
        self.known: dict[tuple[object, ...], list[Draft]] = {}
        self.hanging: dict[tuple[object, ...], Draft] = {}
        self.when: dict[str, str] = {}
        self.told: dict[str, int] = {}
        self.added: set[str] = set()
        self.supposed: dict[str, str] = {}
        self.named: dict[tuple[object, ...], list[Draft]] = {}
        self.reviews: set[str] = set()
        self.alike: dict[tuple[str, ...], bool] = {}
        self.money = AllocationsTold(reading)
        self.carried = CarriedForward(filter(_is_carried, reading.drafts[first:]))

    def run(self) -> None:
        kept: list[Draft] = []
        self._find_meetings(self.reading.drafts[self.first :])
        for draft in self.reading.drafts[self.first :]:
            for name, value in draft.values.items() if self.moved else ():
                if isinstance(value, To) and value.key in self.moved:
                    draft.values[name] = To(self.moved[value.key])
            if self._is_new(draft):
                kept.append(draft)
        # A meeting stands before the entries that come from it, a fund before what is paid from it.
        meetings = set(self.moved.values())
        kept.sort(
            key=lambda draft: (
                not (
                    (draft.register == "meetings" and draft.key in meetings)
                    or (draft.register == "funding_streams" and self.money.joined)
                )
            )
        )
        made = [draft for draft in self.reading.drafts[self.first :] if draft.key in self.reviews]
        kept = leave_sums_of_payments(self.money.without_empty(kept), self.cells)
        self.reading.drafts[self.first :] = [*kept, *made]
        if self.told:
            one = len(self.told) == 1
            told = "1 record is" if one else f"{len(self.told)} records are"
            each = "it" if one else "each"
            self.reading.notes.append(
                f"{told} told several times, each time of another quarter or meeting: {each} is brought in once, as it was told last, "
                "with the progress and figures of each quarter."
            )

    def _find_meetings(self, drafts: Iterable[Draft]) -> None:
        """A meeting that entries of a log name by its day alone is the one a calendar has on that day."""
        by_day: dict[object, list[Draft]] = {}
        for draft in drafts:
            if draft.register == "meetings":
                by_day.setdefault(draft.values.get("held_on"), []).append(draft)
        for same in by_day.values():
            named = [draft for draft in same if draft.values.keys() > {"held_on"}]
            for draft in same if len(named) == 1 else ():
                if draft.values.keys() == {"held_on"}:
                    self.moved[draft.key] = named[0].key

    def _is_new(self, draft: Draft) -> bool:
        """Is a draft one of its own, rather than one told before?"""
        if draft.register == "meetings" and draft.key in self.moved:
            return False
        if self.left and any(
            isinstance(value, To) and value.key in self.left for value in draft.values.values()
        ):
            self._ask(draft, "It belongs to a record that stands on another sheet too.")
            return False
        if draft.register in _HANGING:
            return self._hangs_anew(draft)
        if draft.register not in _TOLD_AGAIN:
            return True
        if _is_carried(draft):
            return self._comes_up_anew(draft)
        title = plain(str(draft.values.get(register_named(draft.register).title) or ""))
        apart = [_text(draft.values.get(name)) for name in _TOLD_AGAIN[draft.register]]
        within = _above(draft)
        if draft.values.get("level") == "priority" and not any(draft.sources.values()):
            self.supposed[draft.key] = draft.values["title"]
        ref = plain(str(draft.values.get("ref") or ""))
        same = self.known.setdefault((draft.register, title, ref, *apart, *within), [])
        other = next((known for known in same if self._is_told_again(draft, known)), None)
        if other is not None:
            self.moved[draft.key] = other.key
            self._join(other, draft)
            self.told[other.key] = self.told.get(other.key, 1) + 1
            return False
        if draft.register == "allocations" and self._is_known_money(draft):
            return False
        named = self.named.setdefault((draft.register, title, *apart), [])
        more = named if title and draft.register in _SAY_MORE else ()
        if other := next((known for known in more if self._says_more_of(draft, known)), None):
            self.moved[draft.key] = other.key
            self.added.add(other.key)
            self._add_to(other, draft)
            return False
        elsewhere = None
        if named and ref and title and not draft.when:
            elsewhere = self._elsewhere(draft, same) or self._elsewhere(draft, named)
        if elsewhere and not self._tellings(elsewhere):
            self._ask(
                draft,
                f"“{draft.values['ref']}” stands on {_sheet(elsewhere)} too, and nothing says of when each is, so this was not "
                "brought in: name each sheet by its quarter, or leave one out.",
            )
            return False
        same.append(draft)
        named.append(draft)
        return True

    def _is_known_money(self, draft: Draft) -> bool:
        """Does a draft say more of money another table has told of already, or is it a question of which?"""
        told = [
            known
            for known in self.money.told_of(draft)
            if _sheet(known) == _sheet(draft) or not self._headed_alike(_sheet(draft), _sheet(known))
        ]
        like = None if told else self.money.called_like(draft)
        if len(told) > 1 or like:
            self._ask(
                draft, self.money.if_the_same(draft, like) if like else self.money.of_which(draft, told)
            )
        elif told:
            self.moved[draft.key] = told[0].key
            self.added.add(told[0].key)
            self.supposed.update(dict.fromkeys(self.reading.supposed_streams, ""))
            self.money.join(told[0], draft)
            self._add_to(told[0], draft)
        return bool(told or like)

    def _comes_up_anew(self, draft: Draft) -> bool:
        """Is an entry of a meeting none of an earlier one, carried forward?"""
        known, why = self.carried.meant(draft)
        if known:
            self.moved[draft.key] = known.key
            raised_first(known, draft)
            self._join(known, draft)
            self.told[known.key] = self.told.get(known.key, 1) + 1
        elif why:
            self._ask(draft, why)
        else:
            self.carried.add(draft)
        return not (known or why)

    def _elsewhere(self, draft: Draft, among: list[Draft]) -> Draft | None:
        """The same number on another sheet and on none of its own, where nothing says that the two are of other things."""
        if any(_sheet(known) == _sheet(draft) for known in among):
            return None
        ref = draft.values.get("ref")
        return next(
            (
                known
                for known in among
                if known.values.get("ref") == ref and self._stand_together(draft, known)
            ),
            None,
        )

    def _says_more_of(self, draft: Draft, known: Draft) -> bool:
        """Is a draft of the same record as one of another sheet, which nothing it says speaks against?

        So is an action or risk without its number on one of the sheets, where its name is long enough to be one's own.
        """
        if _sheet(draft) == _sheet(known):
            return False
        refs = {draft.values.get("ref"), known.values.get("ref")} - {None, ""}
        if draft.register == "indicators":
            # Areas have figures of their own, each on a sheet with the same headings.
            return (
                len(refs) < 2
                and _above(draft) == _above(known)
                and self._agree(draft, known, ["target_value"])
                and not self._headed_alike(_sheet(draft), _sheet(known))
            )
        title = str(draft.values.get(register_named(draft.register).title))
        own = len(title.split()) >= _FEWEST_WORDS and len(refs) == 1 and not (draft.when or known.when)
        if not own or not self._stand_together(draft, known):
            return False
        numbered = draft.values.get("ref") and known.values.get("ref")
        return self._agree(draft, known, draft.values.keys() - {"notes", "parent"} if numbered else _TELLING)

    def _headed_alike(self, *sheets: str) -> bool:
        if sheets not in self.alike:
            one, other = ([grid for grid in self.cells.grids if grid.name == name] for name in sheets)
            self.alike[sheets] = bool(one and other) and headed_alike(one[0], other[0])
        return self.alike[sheets]

    def _stand_together(self, draft: Draft, known: Draft) -> bool:
        """Do two stand under the same, or one of them under nothing that anybody named?

        Of two sheets, each called by what its actions are about, neither tells of the other's.
        """
        one, other = (_above(each) for each in (draft, known))
        supposed = [self.supposed[key] for key in (*one, *other) if key in self.supposed]
        return one == other or len(supposed) == 1 or UNNAMED in supposed

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

    @cached_property
    def _hung(self) -> dict[str, dict[tuple[object, ...], Values]]:
        """What hangs on each record, also on those that are not come to yet."""
        hung: dict[str, dict[tuple[object, ...], Values]] = {}
        for draft in self.reading.drafts[self.first :]:
            if draft.register in _HANGING:
                said = {name: value for name, value in draft.values.items() if not isinstance(value, To)}
                apart = [_text(said.get(name)) for name in _HANGING[draft.register][1:]]
                for above in _above(draft):
                    hung.setdefault(above, {})[draft.register, *apart] = said
        return hung

    def _agree(self, draft: Draft, known: Draft, names: Iterable[str]) -> bool:
        """Do two say nothing of these fields, and nothing that hangs on both, that the other says otherwise?"""
        here, there = (self._hung.get(each.key, {}) for each in (draft, known))
        told = [(draft.values, known.values, list(names))]
        told += [(here[what], there[what], list(here[what])) for what in here.keys() & there.keys()]
        both = [_compared(one.get(name), other.get(name)) for one, other, among in told for name in among]
        return all(one == other or one in _NOTHING or other in _NOTHING for one, other in both)

    def _add_to(self, known: Draft, draft: Draft) -> None:
        """Put what another sheet says of a record into it where it says nothing yet; what differs is asked about."""
        for name, value in draft.values.items():
            own, here = known.values.get(name), draft.sources.get(name, ())
            if isinstance(value, To) and value.key in self.supposed:
                continue
            if own in _NOTHING or (isinstance(own, To) and own.key in self.supposed):
                own = None
                known.values[name] = value
            one, other = _compared(own, value)
            if own is not None and one == other and len(partner_cells(value)) > len(partner_cells(own)):
                known.values[name] = value  # whom the other sheet names among others
            if own is None or one == other:
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
        key += payment_of(draft)
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
        if draft.when != known.when and any(
            all(map(of, (draft.when, known.when))) for of in (of_month, is_of_day)
        ):
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
        own = (places for name, places in draft.sources.items() if name not in RAISED)
        for place in {place for places in own for place in places}:
            self.cells.asked(place, why)


def _is_carried(draft: Draft) -> bool:
    return draft.register == "log_entries" and is_of_day(draft.when)


def _above(draft: Draft) -> list[str]:
    """The keys of the drafts that one stands under."""
    return [value.key for name, value in draft.values.items() if isinstance(value, To) and name != "meeting"]


def _turn(when: str) -> tuple[str, str]:
    """What a quarter or month comes after; the quarter after its months."""
    month = of_month(when)
    return (month.code, when) if month else (when, "9999")


def _text(value: Any) -> object:
    """A drafted value to compare: who is named by their names, wherever they stand."""
    text = getattr(value, "text", None)
    return plain(text) if isinstance(text, str) else value


def _compared(one: Any, other: Any) -> tuple[object, object]:
    """Two drafted values to compare: of whom each names, only whether the one names all of the other's."""
    here, there = ({plain(cell.text) for cell in partner_cells(value)} for value in (one, other))
    if here and there:
        return here & there, here if len(here) < len(there) else there
    return _text(one), _text(other)


def _sheet(draft: Draft) -> str:
    return next((place.sheet for places in draft.sources.values() for place in places), "")
