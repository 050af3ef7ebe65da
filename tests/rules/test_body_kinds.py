"""What kind of body an imported name stands for; none where the name does not say."""

from __future__ import annotations

import pytest

from csp_desktop.rules.body_kinds import kind_of_body


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Police", "responsible authority"),
        ("Anyshire Police", "responsible authority"),
        ("Anyshire Constabulary", "responsible authority"),
        ("Anytown Borough Council", "responsible authority"),
        ("Anyshire Fire & Rescue Service", "responsible authority"),
        ("Probation Service", "responsible authority"),
        ("NHS Anyshire ICB", "responsible authority"),
        ("South PCT", "responsible authority"),
        ("Anytown Town Council", "co-operating body"),
        ("Youth Offending Service", "co-operating body"),
        ("Police and Crime Commissioner", "other"),
        ("Victim Support", "voluntary"),
        ("Police cadets", None),
        ("Comms team", None),
        ("Anytown Mosque", None),
        ("Essex Police", "responsible authority"),
        ("County Council", "responsible authority"),
        ("Essex County Fire and Rescue Service", "responsible authority"),
        ("ICB", "responsible authority"),
        ("Police Scotland", "responsible authority"),
        ("Police Service of Northern Ireland", "responsible authority"),
        ("South East Essex Primary Care Trust", "responsible authority"),
        ("Police and Crime Commissioner for Essex", "other"),
        ("Rayleigh Town Council", "co-operating body"),
        ("Rochford Housing Association", "co-operating body"),
        ("Women’s Aid", "voluntary"),
        ("Neighbourhood policing", None),
        ("Street cleaning contractor", None),
        ("Council leisure contractor", None),
        ("Anytown Youth Council", None),
    ],
)
def test_a_name_says_what_kind_of_body_it_is(name: str, kind: str | None) -> None:
    assert kind_of_body(name) == kind
