from __future__ import annotations

from datetime import date

from record_building import made

from csp_desktop.rules.partner_standing import agency_standing, group_standing, person_is_there

DAY = date(2010, 10, 19)


def probation(**dates: str):
    return made("agencies", name="Probation", short_name="P", kind="responsible authority", **dates)


def test_an_agencys_status_has_dates():
    assert agency_standing(probation(), DAY).words == "Responsible authority"
    since = agency_standing(probation(responsible_from="2010-04-01"), DAY)
    assert since.words == "Responsible authority since 1 Apr 2010" and since.current
    before = agency_standing(probation(responsible_from="2010-04-01"), date(2010, 3, 31))
    assert not before.current and before.words.endswith("not yet")
    ended = agency_standing(probation(responsible_until="2010-10-18"), DAY)
    assert not ended.current and ended.words.endswith("ended")


def test_the_last_day_still_counts_and_a_near_end_is_told():
    group = made("groups", name="T", short_name="T", kind="task and finish", ends_on="2010-10-19")
    assert group_standing(group, DAY).current and group_standing(group, DAY).ends_soon
    assert not group_standing(group, date(2010, 10, 20)).current


def test_a_person_is_gone_from_the_day_they_left():
    assert person_is_there(made("people", name="A"), DAY)
    assert not person_is_there(made("people", name="A", left_on="2010-10-19"), DAY)


def test_an_end_is_near_from_sixty_days_before():
    group = made("groups", name="T", short_name="T", kind="task and finish", ends_on="2010-10-19")
    assert group_standing(group, date(2010, 8, 20)).ends_soon
    assert not group_standing(group, date(2010, 8, 19)).ends_soon
