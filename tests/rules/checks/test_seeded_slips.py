"""Fifteen kinds of slip from council minutes, planted at random in a sound plan: each is found, and only it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from record_building import Building

from csp_desktop.periods import Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.rules.checks.readiness import CheckFinding, findings

Q3 = Quarter(2010, 3)
TODAY = date(2011, 1, 20)
SEEDS = range(12)


class Sound:
    """A plan with nothing to find in it: actions, indicators, a risk and money, all in order."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.plan = plan = Building()
        lead, self.group = plan.agency(), plan.add("groups", name="Action Group", short_name="AG")
        self.officer = plan.add("people", agency=lead["id"], name="Community safety officer")
        priority = plan.priority("Fewer burglaries", ref="1")
        stream = plan.stream(9_000_000, carry_forward="not allowed")
        self.actions, self.paid, self.updates = [], [], []
        for number in range(1, 6):
            action = plan.action(
                priority, f"Visit every street of ward {'ABCDEFG'[number]}", ref=f"1.{number}",
                due_on="2011-03-31", status="in progress", lead_agencies=(lead["id"],),
                lead_officers=(self.officer["id"],),
            )  # fmt: skip
            for quarter in range(1, 4):
                words = f"{number}{quarter} streets were visited and {number + quarter} locks fitted."
                update = plan.update(action, f"2010-Q{quarter}", narrative=words, rag="green")
            self.actions.append(action)
            self.updates.append(update)
            allocation = plan.allocation(
                stream, 1_600_000, item=action["id"], project=f"Locks {number}", approved_by=self.group["id"],
                approved_on="2010-04-01",
            )  # fmt: skip
            self.paid.append(allocation)
            for quarter in range(1, 4):
                entry = plan.entry(allocation, "actual", 400_000, f"2010-Q{quarter}")
                entry["reference"] = f"INV {number}{quarter}"
            plan.entry(allocation, "forecast", 1_600_000, "2010-Q3")
        plan.kept["funding_streams"][0]["amount"] = 8_000_000
        for allocation in self.paid:
            allocation["amount"] = 1_600_000
        self.indicators = []
        for number, base in enumerate((420, 1_250, 73_390), 1):
            known = {"baseline_value": base, "target_kind": "percent change", "target_value": 5}
            indicator = plan.indicator(title=f"Offences of kind {number}", ref=f"L{number}", **known)
            for year in (2009, 2010):
                part = round(base * 0.23)
                plan.measured(indicator, part, part + number, part - number, year=year)
            self.indicators.append(indicator)
        self.risk = plan.risk(
            3, 3, title="Too few officers for the visits", ref="R1", target_likelihood=1, target_impact=2,
            inherent_likelihood=4, inherent_impact=4,
        )  # fmt: skip
        self.mitigation = plan.add(
            "mitigations", risk=self.risk["id"], title="Train volunteers", status="in progress",
            due_on="2011-03-31",
        )  # fmt: skip

    def any_action(self) -> int:
        return self.chance.randrange(len(self.actions))

    def any_indicator(self) -> Record:
        return self.chance.choice(self.indicators)

    def measured(self, indicator: Record, quarter: str = "2010-Q3") -> Record:
        return next(
            one
            for one in self.plan.kept["measurements"]
            if (one["indicator"], one["quarter"]) == (indicator["id"], quarter)
        )

    def found(self) -> list[CheckFinding]:
        return [one for one in findings(self.plan.records(), Q3, TODAY) if one.kind != "note"]


def target_of_another_scale(sound: Sound) -> Record:
    indicator = sound.indicators[-1]
    indicator |= {"target_kind": "value", "target_value": sound.chance.randint(300, 4_000)}
    return indicator


def target_nought(sound: Sound) -> Record:
    indicator = sound.any_indicator()
    indicator |= {"target_kind": "value", "target_value": 0}
    return indicator


def old_figure(sound: Sound) -> Record:
    indicator = sound.plan.indicator(
        ref="S1", title="Residents who feel safe", unit="percent", kind="snapshot", better="higher",
        target_kind="value", target_value=56, baseline_value=50,
    )  # fmt: skip
    sound.plan.measured(indicator, sound.chance.randint(40, 60))
    return indicator


def same_words(sound: Sound) -> Record:
    at = sound.any_action()
    before = next(
        one
        for one in sound.plan.kept["updates"]
        if (one["item"], one["quarter"]) == (sound.actions[at]["id"], "2010-Q2")
    )
    before["narrative"] = "In Q2 the locks were fitted as planned."
    sound.updates[at]["narrative"] = sound.chance.choice(
        ["In Q3 the locks were fitted as planned.", "in  Q3: the locks were fitted, as planned"]
    )
    return sound.actions[at]


def moved_date(sound: Sound) -> Record:
    at = sound.any_action()
    if sound.chance.random() < 0.5:
        sound.updates[at] |= {"narrative": None, "new_due_on": "2011-06-30"}
    else:
        sound.actions[at] |= {"original_due_on": "2010-09-30"}
        for update in sound.plan.kept["updates"]:
            if update["item"] == sound.actions[at]["id"]:
                update["narrative"] = None
    return sound.actions[at]


def rating_against_rule(sound: Sound) -> Record:
    if sound.chance.random() < 0.5:
        at = sound.any_action()
        sound.updates[at]["rag"] = "blue"
        return sound.actions[at]
    for update in sound.updates[: sound.chance.randint(2, 5)]:
        update["rag"] = "red"
    priority = sound.plan.kept["plan_items"][0]
    sound.plan.update(priority, "2010-Q3", rag="green", narrative="All is well.")
    return priority


def total_and_parts(sound: Sound) -> Record:
    total = sound.any_indicator()
    value = int(sound.measured(total)["value"])
    slip = sound.chance.choice((-9, -1, 1, 10))
    if sound.chance.random() < 0.5:
        third = value // 3
        sound.measured(total)["months"] = f"Oct {third}, Nov {third}, Dec {value - 2 * third + slip}"
        return total
    for letter, part in (("a", value // 2), ("b", value - value // 2 + slip)):
        of_total = sound.plan.indicator(ref=f"{total['ref']}{letter}", title=f"Part {letter} of it only")
        sound.plan.measured(of_total, part, part, part)
    return total


def green_unspent(sound: Sound) -> Record:
    at = sound.any_action()
    share = sound.chance.choice((0, 0, 30_000))
    for entry in sound.plan.kept["funding_entries"]:
        if entry["allocation"] == sound.paid[at]["id"] and entry["kind"] == "actual":
            entry["amount"] = share
    return sound.actions[at]


def closed_risk(sound: Sound) -> Record:
    sound.risk["status"] = "closed"
    sound.mitigation["status"] = sound.chance.choice(("not started", "in progress"))
    return sound.mitigation


def falling_total(sound: Sound) -> Record:
    indicator = sound.any_indicator()
    indicator["kind"] = "cumulative"
    return indicator


def outlier(sound: Sound) -> Record:
    indicator = sound.any_indicator()
    measurement = sound.measured(indicator)
    measurement["value"] = measurement["value"] * sound.chance.choice((3, 4, 5, 6))
    return indicator


def score_against_words(sound: Sound) -> Record:
    up = sound.chance.random() < 0.5
    score = {"likelihood": 4, "impact": 3} if up else {"likelihood": 2, "impact": 3}
    words = ("The risk has reduced.", "Eased.") if up else ("The risk has increased.", "Getting worse.")
    comment = sound.chance.choice((*words, "Position unchanged."))
    sound.plan.add("risk_reviews", risk=sound.risk["id"], quarter="2010-Q2", likelihood=3, impact=3)
    sound.plan.add("risk_reviews", risk=sound.risk["id"], quarter="2010-Q3", comment=comment, **score)
    return sound.risk


def lead_left(sound: Sound) -> Record:
    sound.officer["left_on"] = sound.chance.choice(("2010-05-01", "2010-12-01"))
    return sound.actions[0]


def not_approved(sound: Sound) -> Record:
    allocation = sound.chance.choice(sound.paid)
    allocation |= sound.chance.choice(
        ({"status": "proposed"}, {"approved_by": None}, {"approved_on": "2010-08-01"})
    )
    return allocation


def twice(sound: Sound) -> Record:
    if sound.chance.random() < 0.5:
        at = sound.any_action()
        again = sound.plan.action(
            sound.plan.kept["plan_items"][0], sound.actions[at]["title"].upper(), ref="1.9",
            due_on="2011-03-31", lead_agencies=sound.actions[at]["lead_agencies"],
        )  # fmt: skip
        sound.plan.update(again, "2010-Q3", narrative="Begun in the north.", rag="green")
        return again
    if sound.chance.random() < 0.3:
        paid = sound.chance.choice(sound.paid)
        paid["amount"] = 800_000
        again = {name: value for name, value in paid.items() if name != "id"}
        return sound.plan.add("allocations", **again)
    paid = sound.chance.choice([one for one in sound.plan.kept["funding_entries"] if one["reference"]])
    return sound.plan.add("funding_entries", **{name: value for name, value in paid.items() if name != "id"})


KINDS: dict[str, Callable[[Sound], Record]] = {
    "target-out-of-scale": target_of_another_scale,
    "target-nought": target_nought,
    "figure-old": old_figure,
    "narrative-unchanged": same_words,
    "due-date-moved": moved_date,
    "rating-against-rule": rating_against_rule,
    "parts-and-total": total_and_parts,
    "green-underspent": green_unspent,
    "closed-risk-open-mitigation": closed_risk,
    "cumulative-fell": falling_total,
    "value-out-of-range": outlier,
    "score-against-words": score_against_words,
    "lead-officer-left": lead_left,
    "allocation-unapproved": not_approved,
    "same-twice": twice,
}


def test_a_sound_plan_has_nothing_to_find() -> None:
    assert [finding.message for finding in Sound(0).found()] == []


@pytest.mark.parametrize("code", KINDS)
def test_every_planted_slip_is_found_in_its_cell_and_told_in_a_sentence(code: str) -> None:
    assert len(KINDS) == 15
    missed = []
    for seed in SEEDS:
        sound = Sound(seed)
        planted = KINDS[code](sound)
        told = [one for one in sound.found() if one.code == code and one.record == planted["id"]]
        if len(told) != 1:
            missed.append((seed, [one.message for one in sound.found()]))
            continue
        assert told[0].message.endswith(".") and told[0].settle.endswith(".")
        assert told[0].field or code == "same-twice"
    assert not missed, f"{len(SEEDS) - len(missed)} of {len(SEEDS)} found; {missed[0]}"


@pytest.mark.parametrize(
    ("comment", "likelihood", "found"),
    [
        ("It is now most unlikely.", 5, True),
        ("Strikes are almost certain in spring", 2, True),
        ("Not unlikely any more.", 5, False),
        ("Very unlikely since the lease was signed.", 1, False),
        ("Highly likely if the grant ends.", 4, False),
        ("Its likelihood is now 2, the lease being signed.", 5, True),
        ("Likelihood should fall to 2 by June.", 5, False),
    ],
)
def test_a_likelihood_that_does_not_match_its_words(comment: str, likelihood: int, found: bool) -> None:
    plan = Building()
    risk = plan.risk(likelihood, 3, ref="R1")
    plan.add(
        "risk_reviews", risk=risk["id"], quarter="2010-Q3", likelihood=likelihood, impact=3, comment=comment
    )
    said = [
        each.message for each in findings(plan.records(), Q3, TODAY) if each.code == "score-against-words"
    ]
    assert bool(said) is found and all(f" is {likelihood}" in each for each in said)


@pytest.mark.parametrize(
    ("comment", "score", "found"),
    [
        ("Now a low risk.", (5, 4), "says “now a low risk”, but its score is 20 (red)"),
        ("The risk remains very high", (1, 2), "says “risk remains very high”, but its score is 2 (green)"),
        ("Still rated red.", (1, 1), "says “rated red”, but its score is 1 (green)"),
        ("Score reduced from 12 to 6", (3, 3), "says that its score is 6, but it is 9"),
        ("Score reduced from 12 to 9.", (3, 3), None),
        ("Score expected to fall to 6 by March.", (3, 3), None),
        ("It is no longer a high risk.", (1, 2), None),
        ("Demand remains high among high risk offenders.", (1, 2), None),
    ],
)
def test_a_score_that_does_not_match_its_words(
    comment: str, score: tuple[int, int], found: str | None
) -> None:
    plan = Building()
    risk = plan.risk(*score, ref="R1")
    plan.add(
        "risk_reviews",
        risk=risk["id"],
        quarter="2010-Q3",
        likelihood=score[0],
        impact=score[1],
        comment=comment,
    )
    said = [
        each.message for each in findings(plan.records(), Q3, TODAY) if each.code == "score-against-words"
    ]
    assert said == ([f"The comment on R1 {found}."] if found else [])


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Data available to the end of May 2010 only", True),
        ("Latest from the county: figures at March 2010.", True),
        ("Figures to November 2010; December to follow.", False),
        ("Data for August 2010.", False),
        ("Includes the fair of May 2010.", False),
        ("Data available to 31 May 2010", True),
        ("Figures to Mar 2010", True),
        ("As at 31/03/2010", True),
        ("Data for Q1 2010/11", True),
        ("Figures to 30 Nov 2010; data for Q3 2010/11 follow.", False),
    ],
)
def test_a_note_that_says_how_old_the_data_are(note: str, found: bool) -> None:
    plan = Building()
    measure = plan.indicator(ref="L1", title="Bins set alight")
    plan.add("measurements", indicator=measure["id"], quarter="2010-Q3", value=5.0, note=note)
    said = [each.message for each in findings(plan.records(), Q3, TODAY) if each.code == "figure-old"]
    assert bool(said) is found and all("as its note says" in each for each in said)
