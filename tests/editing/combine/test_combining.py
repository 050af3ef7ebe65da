"""Two partnerships made one in a real file: what becomes of what, what is asked, what stays as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from two_districts import AMOUNTS, Pair

from csp_desktop.editing.combine.combining import Combination, answers_in, combine
from csp_desktop.editing.combine.making import refs_apart
from csp_desktop.editing.combine.parts import Part
from csp_desktop.editing.county.gathering import plans_of
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Values
from csp_desktop.reports.catalog import gather
from csp_desktop.reports.options import ReportOptions
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.rules.money.funding_position import stream_positions, together
from csp_desktop.storage.checking.verify import verify

YEAR = FinancialYear(2010)
REGISTER_NAMES = [register.name for register in REGISTERS]


@pytest.fixture
def pair() -> Pair:
    return Pair()


@pytest.fixture
def ws(pair: Pair, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "county.csp", user="county") as workspace:
        workspace.apply(pair.inserts, "start", kind="start")
        yield workspace


def _combined(ws: Workspace, pair: Pair, **more: object) -> Combination:
    return combine(ws, pair.homes, "Twin Safer Partnership", "Twin SP", **more)  # type: ignore[arg-type]


def _of_new(ws: Workspace, done: Combination, register: str, through: str = "plan") -> list[Values]:
    return ws.records(register, {through: done.plan["id"]})


def _answers(done: Combination, chosen: dict[str, str]) -> dict[str, str]:
    """Answers by title of what is asked, as a person would give them."""
    return {question.key: chosen[question.title] for question in done.questions if question.title in chosen}


def test_a_trial_run_changes_nothing_and_tells_everything(ws: Workspace, pair: Pair) -> None:
    before = ws.dump()
    trial = _combined(ws, pair, dry_run=True)
    assert ws.dump() == before
    assert trial.step is None
    done = _combined(ws, pair)
    told, tried = done.as_json(), trial.as_json()
    assert told.pop("applied")
    assert not tried.pop("applied")
    assert told == tried
    assert {question.title for question in done.open_questions} == {
        "Residents who feel safe",
        "Home Office",
        "Tasking and Co-ordination",
    }


def test_one_step_and_one_undo(ws: Workspace, pair: Pair, tmp_path: Path) -> None:
    before = json.dumps(ws.dump(REGISTER_NAMES), sort_keys=True)
    steps = len(ws.history.step_numbers())
    _combined(ws, pair)
    assert len(ws.history.step_numbers()) == steps + 1
    assert verify(ws.path) == []
    ws.undo()
    assert json.dumps(ws.dump(REGISTER_NAMES), sort_keys=True) == before


def test_items_keep_their_lineage_and_their_place(ws: Workspace, pair: Pair) -> None:
    done = _combined(ws, pair)
    items = _of_new(ws, done, "plan_items")
    assert {item["copied_from"] for item in items} == {
        each.ids[word] for each in (pair.upton, pair.ferry) for word in ("priority", "action")
    }
    by_origin = {item["copied_from"]: item for item in items}
    for each in (pair.upton, pair.ferry):
        assert by_origin[each.ids["action"]]["parent"] == by_origin[each.ids["priority"]]["id"]
    assert [item["ref"] for item in ws.plan_records(done.plan["id"]).outline()] == [
        "U 1",
        "U 1.1",
        "FH 1",
        "FH 1.1",
    ]
    assert {update["narrative"] for update in _of_new(ws, done, "updates", "item.plan")} == {
        "Marked in Upton",
        "Marked in Ferry Hill",
    }


def test_counts_are_summed_where_all_are_known(ws: Workspace, pair: Pair) -> None:
    done = _combined(ws, pair)
    [burglaries] = [one for one in _of_new(ws, done, "indicators") if one["title"] == "Burglaries"]
    assert (burglaries["ref"], burglaries["baseline_value"], burglaries["baseline_period"]) == (
        "L1",
        241.0,
        "2009/10",
    )
    # 5% less than 120.5 and 10% less than 120.5: wishes that differ are no one percentage.
    assert (burglaries["target_kind"], burglaries["target_value"]) == ("value", 222.925)
    # Of margins that differ the narrower hides nothing.
    assert burglaries["amber_within"] == 5
    assert burglaries["owner"] is None
    assert "its owner is to be chosen" in next(
        line.words for line in done.lines if line.title == "Burglaries"
    )
    first, second = ws.records("measurements", {"indicator": burglaries["id"]}, ("quarter",))
    assert (first["value_state"], first["value"], first["provisional"]) == ("known", 71.0, True)
    assert first["note"] == "Upton 31 (Told by Upton), Ferry Hill 40 (Told by Ferry Hill)."
    assert (second["value_state"], second["value"]) == ("TBC", None)
    assert second["note"] == "Upton 29.5, Ferry Hill not known yet."


def test_rates_are_asked_and_stay_apart_until_answered(ws: Workspace, pair: Pair) -> None:
    trial = _combined(ws, pair, dry_run=True)
    apart = {line.words for line in trial.lines if line.outcome == "apart" and line.register == "indicators"}
    assert apart == {"“Residents who feel safe (Upton)”", "“Residents who feel safe (Ferry Hill)”"}
    [asked] = [question for question in trial.questions if question.title == "Residents who feel safe"]
    assert "average would be wrong" in asked.words
    assert [option.answer for option in asked.options] == ["separate", "anew", "Upton SP", "Ferry Hill SP"]


@pytest.mark.parametrize("same", [True, False])
def test_one_figure_of_the_county_is_asked_about(ws: Workspace, pair: Pair, same: bool) -> None:
    counts = [each.ids["Burglaries"] for each in (pair.upton, pair.ferry)]
    first = pair.ferry.ids["Burglaries 1"]
    ws.apply([Update("indicators", count, {"scope": "county"}) for count in counts])
    ws.apply([Update("measurements", first, {"value": 31 if same else 40})])
    trial = _combined(ws, pair, dry_run=True)
    asked = [question for question in trial.questions if question.title == "Burglaries"]
    assert len(asked) == same
    ws.apply([Update("indicators", counts[0], {"scope": "local"})])
    assert not [
        question for question in _combined(ws, pair, dry_run=True).questions if question.title == "Burglaries"
    ]


def test_returns_still_out_are_told(ws: Workspace, pair: Pair) -> None:
    values = {"plan": pair.upton.ids["plan"], "quarter": "2010-Q2", "agency": pair.police}
    ws.apply(
        [
            Insert("returns", {**values, "return_code": "R-1", "state": "sent"}),
            Insert("returns", {**values, "return_code": "R-2", "state": "applied"}),
        ]
    )
    told = [line for line in _combined(ws, pair, dry_run=True).lines if line.register == "returns"]
    assert [(line.title, line.was, line.outcome) for line in told] == [("R-1", "Upton", "left")]


def test_a_rate_measured_anew_has_no_figures(ws: Workspace, pair: Pair) -> None:
    trial = _combined(ws, pair, dry_run=True)
    done = _combined(ws, pair, answers=_answers(trial, {"Residents who feel safe": "anew"}))
    [safe] = [one for one in _of_new(ws, done, "indicators") if one["unit"] == "percent"]
    assert (safe["title"], safe["ref"], safe["baseline_state"]) == ("Residents who feel safe", "L2", "TBC")
    assert ws.records("measurements", {"indicator": safe["id"]}) == []


def test_the_rate_of_one_may_go_on_alone(ws: Workspace, pair: Pair) -> None:
    trial = _combined(ws, pair, dry_run=True)
    done = _combined(ws, pair, answers=_answers(trial, {"Residents who feel safe": "Upton SP"}))
    [safe] = [one for one in _of_new(ws, done, "indicators") if one["unit"] == "percent"]
    figures = ws.records("measurements", {"indicator": safe["id"]}, ("quarter",))
    assert [row["value"] for row in figures] == [61.2, 62.0]
    assert safe["copied_from"] == pair.upton.ids["Residents who feel safe"]


@pytest.mark.parametrize("answer", ["separate", "one"])
def test_money_is_the_same_to_the_penny(ws: Workspace, pair: Pair, answer: str) -> None:
    before = together(
        position
        for each in (pair.upton, pair.ferry)
        for position in stream_positions(ws.plan_records(each.ids["plan"]), YEAR)
    )
    trial = _combined(ws, pair, dry_run=True)
    done = _combined(ws, pair, answers=_answers(trial, {"Home Office": answer}))
    records = ws.plan_records(done.plan["id"])
    after = together(stream_positions(records, YEAR))
    for sum_of in ("available", "allocated", "spent", "committed", "left"):
        assert getattr(after, sum_of) == getattr(before, sum_of)
    assert done.money == after.available == sum(AMOUNTS.values())
    names = {stream["name"] for stream in records.funding_streams}
    assert names == (
        {"Home Office"} if answer == "one" else {"Home Office (Upton)", "Home Office (Ferry Hill)"}
    )
    assert {bid["project"] for bid in records.bids} == {"Bid of Upton", "Bid of Ferry Hill"}
    # Of one stream the earlier day holds for all of it.
    days = {stream["spend_by"] for stream in records.funding_streams}
    assert days == ({"2011-02-28"} if answer == "one" else {"2011-03-31", "2011-02-28"})


def test_the_county_counts_what_was_combined_once(ws: Workspace, pair: Pair) -> None:
    assert set(plans_of(ws, YEAR)) == set(pair.homes)
    done = _combined(ws, pair)
    assert [plan["id"] for plan in plans_of(ws, YEAR).values()] == [done.plan["id"]]
    assert set(plans_of(ws, FinancialYear(YEAR.first - 1))).isdisjoint({done.plan["partnership"]})


def test_what_is_certainly_the_same_becomes_one(ws: Workspace, pair: Pair) -> None:
    done = _combined(ws, pair)
    records = ws.plan_records(done.plan["id"])
    [steering] = [group for group in records.groups if group["short_name"] == "SG"]
    assert steering["purpose"] == "Upton: Steers Upton\nFerry Hill: Steers Ferry Hill"
    # Two records of one officer, known by one address: the chair of both is one.
    assert steering["chair"] == pair.upton.ids["officer"]
    [member] = [member for member in records.group_members if member["group"] == steering["id"]]
    assert (member["agency"], member["role"]) == (pair.police, "Chair; Member")
    actions = [item for item in records.plan_items if item["level"] == "action"]
    assert {item["lead_agencies"][0] for item in actions} == {pair.police}
    assert {item["lead_officers"] for item in actions} == {(pair.upton.ids["officer"],)}
    assert [linked["title"] for linked in records.linked_plans] == ["Policing plan"]


def test_two_of_one_part_who_share_a_mailbox_stay_two(ws: Workspace, pair: Pair) -> None:
    analyst = Insert("people", {"name": "An Analyst", "email": "safer@example.org"})
    member = {"group": pair.upton.ids["steering"], "agency": pair.police, "person": analyst.id}
    ws.apply([analyst, Insert("group_members", member)])
    done = _combined(ws, pair)
    records = ws.plan_records(done.plan["id"])
    assert {one["person"] for one in records.group_members} == {None, analyst.id}
    [steering] = [group for group in records.groups if group["short_name"] == "SG"]
    assert steering["chair"] == pair.upton.ids["officer"]


@pytest.mark.parametrize("answer", ["one", "separate", None])
def test_one_mailbox_under_two_names_is_asked_about(ws: Workspace, pair: Pair, answer: str | None) -> None:
    upton, ferry = pair.upton.ids["officer"], pair.ferry.ids["officer"]
    ws.apply(
        [Update("people", upton, {"name": "Jane Smith"}), Update("people", ferry, {"name": "Robert Brown"})]
    )
    answers = {f"people:{upton}+{ferry}": answer} if answer else {}
    done = _combined(ws, pair, answers=answers, take_likely=True)
    asked = {question.title: question for question in done.questions if question.register == "people"}
    assert asked["Robert Brown"].likely is None and asked["Robert Brown"].answer == answer
    officers = {
        item["lead_officers"] for item in ws.plan_records(done.plan["id"]).plan_items if item["lead_officers"]
    }
    assert officers == ({(upton,)} if answer == "one" else {(upton,), (ferry,)})


@pytest.mark.parametrize("names", [("Sgt Jane Smith", "J. Smith"), ("Smith, Jane", "Jane Smith")])
def test_one_mailbox_under_one_name_is_not_asked_about(
    ws: Workspace, pair: Pair, names: tuple[str, str]
) -> None:
    both = zip((pair.upton.ids["officer"], pair.ferry.ids["officer"]), names, strict=True)
    ws.apply([Update("people", officer, {"name": name}) for officer, name in both])
    done = _combined(ws, pair)
    assert "people" not in {question.register for question in done.questions}
    assert {line.register for line in done.lines if line.outcome == "one"} >= {"people"}


def test_targets_worded_apart_are_no_target_of_the_whole(ws: Workspace, pair: Pair) -> None:
    counts = [each.ids["Burglaries"] for each in (pair.upton, pair.ferry)]
    ws.apply(
        [
            Update("indicators", count, {"stated_target": f"{number} fewer"})
            for number, count in enumerate(counts, 5)
        ]
    )
    ws.apply([Update("indicators", counts[0], {"baseline_state": "TBC", "baseline_value": None})])
    done = _combined(ws, pair)
    [burglaries] = [one for one in _of_new(ws, done, "indicators") if one["title"] == "Burglaries"]
    assert burglaries["stated_target"] is None
    assert burglaries["notes"] == (
        "Targets as written: Upton: 5 fewer; Ferry Hill: 6 fewer\n"
        "Baselines before: Upton TBC (2009/10), Ferry Hill 120.5 (2009/10). Targets before: Upton TBC, Ferry Hill 108."
    )


def test_what_is_likely_the_same_is_asked(ws: Workspace, pair: Pair) -> None:
    done = _combined(ws, pair)
    groups = ws.records("groups", {"partnership": done.partnership["id"]})
    assert {group["short_name"] for group in groups} == {"SG", "TG", "TG (Ferry Hill)"}
    ws.undo()
    likely = _combined(ws, pair, take_likely=True)
    groups = ws.records("groups", {"partnership": likely.partnership["id"]})
    assert {group["name"] for group in groups} == {"Steering Group", "Tasking Group"}
    assert {question.title for question in likely.open_questions} == {
        "Residents who feel safe",
        "Home Office",
    }


def test_open_entries_of_the_log_go_on(ws: Workspace, pair: Pair) -> None:
    done = _combined(ws, pair)
    entries = ws.records("log_entries", {"partnership": done.partnership["id"]})
    assert [(entry["ref"], entry["title"], entry["area"], entry["plan"]) for entry in entries] == [
        ("U O1", "No drinking in Upton", "Upton", done.plan["id"]),
        ("FH O1", "No drinking in Ferry Hill", "Ferry Hill", done.plan["id"]),
    ]
    meetings = ws.records("meetings", {"partnership": done.partnership["id"]})
    assert {entry["meeting"] for entry in entries} == {meeting["id"] for meeting in meetings}
    assert len(ws.records("log_updates", {"entry.partnership": done.partnership["id"]})) == 2


def test_the_old_ones_print_as_they_did(ws: Workspace, pair: Pair) -> None:
    forms = ("action-plan", "quarterly-sheet", "risk-register", "funding-statement", "partner-directory")

    def printed() -> list[object]:
        return [
            gather(ws.plan_records(each.ids["plan"]), form, ReportOptions(quarter=Quarter(2010, 2)))
            for each in (pair.upton, pair.ferry)
            for form in forms
        ]

    before = printed()
    done = _combined(ws, pair)
    assert printed() == before
    for each in (pair.upton, pair.ferry):
        assert (ws.record("plans", each.ids["plan"]) or {})["status"] == "closed"
        assert (ws.record("partnerships", each.ids["home"]) or {})["merged_into"] == done.partnership["id"]
    assert (ws.record("groups", pair.shared.id) or {})["shared_with"] == (
        pair.upton.ids["home"],
        done.partnership["id"],
    )


def test_no_ref_of_the_new_plan_is_used_twice(ws: Workspace, pair: Pair) -> None:
    ws.apply([Update("plan_items", pair.upton.ids["action"], {"ref": "1"})])
    done = _combined(ws, pair)
    records = ws.plan_records(done.plan["id"])
    assert [item["ref"] for item in records.outline()] == ["U 1", "U 1 (2)", "FH 1", "FH 1.1"]
    found = findings(records, Quarter(2010, 2), YEAR.end)
    assert not [finding for finding in found if finding.code == "duplicate-ref"]


def test_refs_that_only_one_part_uses_stay(ws: Workspace) -> None:
    one, other = (Part(None, name, name[0]) for name in ("Upton", "Ferry"))  # type: ignore[arg-type]
    brought: list[tuple[Part | None, Values]] = [
        (one, {"ref": "1"}),
        (other, {"ref": "2"}),
        (other, {"ref": None}),
    ]
    refs_apart(brought)
    assert [record["ref"] for _, record in brought] == ["1", "2", None]


def test_a_part_without_a_plan_of_the_year_comes_as_rolled_over(ws: Workspace, pair: Pair) -> None:
    done = _combined(ws, pair, year=FinancialYear(2011))
    records = ws.plan_records(done.plan["id"])
    assert (done.plan["title"], records.year.first) == ("Annual plan 2011/12", 2011)
    assert {item["copied_from"] for item in records.plan_items} == {
        each.ids[word] for each in (pair.upton, pair.ferry) for word in ("priority", "action")
    } - {each.ids["action"] for each in (pair.upton, pair.ferry)}
    assert {plan["status"] for plan in ws.records("plans") if plan["first_year"] == 2010} == {"agreed"}
    assert verify(ws.path) == []


def test_one_of_them_may_go_on(ws: Workspace, pair: Pair) -> None:
    with pytest.raises(BadRequest, match="has a plan for 2010/11 already"):
        combine(ws, pair.homes, "Upton Safer Partnership", "Upton SP")
    done = combine(ws, pair.homes, "Upton and Ferry Hill", "Upton SP", FinancialYear(2011))
    home = pair.upton.ids["home"]
    assert done.partnership["id"] == home
    assert (ws.record("partnerships", home) or {})["name"] == "Upton and Ferry Hill"
    assert (ws.record("partnerships", home) or {})["merged_into"] is None
    groups = {group["short_name"]: group["id"] for group in ws.records("groups", {"partnership": home})}
    assert groups["SG"] == pair.upton.ids["steering"]
    assert set(groups) == {"SG", "TG", "TG (Ferry Hill)"}
    assert verify(ws.path) == []


@pytest.mark.parametrize(
    ("name", "short", "why"),
    [
        ("", "T", "needed"),
        ("Twin", " ", "needed"),
        ("County group", "New", "already"),
        ("Upton SP", "Ferry Hill SP", "different"),
    ],
)
def test_names_that_do_not_do(ws: Workspace, pair: Pair, name: str, short: str, why: str) -> None:
    before = ws.dump()
    with pytest.raises(BadRequest, match=why):
        combine(ws, pair.homes, name, short)
    assert ws.dump() == before


def test_one_alone_or_one_gone_into_another_cannot_be_combined(ws: Workspace, pair: Pair) -> None:
    with pytest.raises(BadRequest, match="two partnerships or more"):
        combine(ws, pair.homes[:1] * 2, "Twin", "T")
    _combined(ws, pair)
    with pytest.raises(BadRequest, match="become part of “Twin SP” already"):
        combine(ws, [pair.homes[0], pair.county.id], "Other", "O")


def test_partnerships_without_any_plan(tmp_path: Path) -> None:
    homes = [Insert("partnerships", {"name": name, "short_name": name}) for name in ("East", "West")]
    with Workspace.create(tmp_path / "plain.csp") as ws:
        ws.apply(homes, "start", kind="start")
        with pytest.raises(BadRequest, match="Say for which year"):
            combine(ws, [home.id for home in homes], "Whole", "W")
        done = combine(ws, [home.id for home in homes], "Whole", "W", YEAR)
        assert done.made == {"partnerships": 1, "plans": 1}


def test_answers_are_read_as_the_dry_run_printed_them(ws: Workspace, pair: Pair) -> None:
    printed = _combined(ws, pair, dry_run=True).as_json()
    assert answers_in(json.dumps(printed)) == {}
    [money] = [question for question in printed["questions"] if question["title"] == "Home Office"]
    money["answer"] = "one"
    assert answers_in(json.dumps(printed)) == {money["key"]: "one"}
    with pytest.raises(BadRequest, match="no answer to"):
        _combined(ws, pair, answers={money["key"]: "perhaps"})
    for wrong in ("[", "[1]", '{"questions": 3}', '{"a": 1}', "7"):
        with pytest.raises(BadRequest):
            answers_in(wrong)


def test_reviews_mitigations_sections_and_achievements_come_along(ws: Workspace, pair: Pair) -> None:
    records = ws.plan_records(_combined(ws, pair).plan["id"])
    assert {review["comment"] for review in records.risk_reviews} == {
        "Reviewed in Upton",
        "Reviewed in Ferry Hill",
    }
    assert {one["title"] for one in records.mitigations} == {
        "Ask for some in Upton",
        "Ask for some in Ferry Hill",
    }
    assert [section["title"] for section in records.plan_sections] == [
        "Who we are",
        "Who we are (Ferry Hill)",
    ]
    assert {(one["title"], one["narrative"]) for one in records.achievements} == {
        ("Less burglary (Upton)", "Fewer in Upton"),
        ("Less burglary (Ferry Hill)", "Fewer in Ferry Hill"),
    }


def test_baselines_of_different_years_make_none_of_the_sum(ws: Workspace, pair: Pair) -> None:
    ws.apply([Update("indicators", pair.ferry.ids["Burglaries"], {"baseline_period": "2008/09"})])
    done = _combined(ws, pair)
    [burglaries] = [one for one in _of_new(ws, done, "indicators") if one["title"] == "Burglaries"]
    assert (burglaries["baseline_state"], burglaries["baseline_value"]) == ("TBC", None)
    assert "Upton 120.5 (2009/10), Ferry Hill 120.5 (2008/09)" in burglaries["notes"]


def test_what_was_carried_from_last_year_is_carried_once(ws: Workspace, pair: Pair) -> None:
    home, stream = pair.upton.ids["home"], pair.upton.ids["stream"]
    last = Insert(
        "funding_streams", {"partnership": home, "name": "Home Office", "year": 2009, "amount": 2_000_000}
    )
    plan = Insert("plans", {"partnership": home, "title": "Last year", "first_year": 2009, "last_year": 2009})
    ws.apply([last, plan, Update("funding_streams", stream, {"carried_from": last.id})])
    before = ws.plan_records(plan.id)
    _combined(ws, pair)
    after = ws.plan_records(plan.id)
    assert after.later_streams == before.later_streams
    assert together(stream_positions(after, FinancialYear(2009))).available == 2_000_000 - AMOUNTS["Upton"]


def test_next_years_plan_carries_what_each_has_left(ws: Workspace, pair: Pair) -> None:
    ws.apply(
        [
            Update("funding_streams", each.ids["stream"], {"carry_forward": "allowed"})
            for each in (pair.upton, pair.ferry)
        ]
    )
    done = _combined(ws, pair, year=FinancialYear(2011))
    streams = ws.records("funding_streams", {"partnership": done.partnership["id"]})
    assert {(stream["carried_from"], stream["amount"], stream["name"]) for stream in streams} == {
        (each.ids["stream"], AMOUNTS[each.name] - 33_333, f"Home Office ({each.name})")
        for each in (pair.upton, pair.ferry)
    }
