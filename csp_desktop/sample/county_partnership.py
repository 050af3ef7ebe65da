"""A generated partnership: its agency, people and groups, and what is gathered about it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from csp_desktop.editing.changes import Insert
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.register import id_from
from csp_desktop.sample import county_words as words


def shared_agencies() -> list[Insert]:
    """The agencies that serve all partnerships, and who answers for each."""
    inserts = []
    for short_name, name, kind, _ in words.SHARED_AGENCIES:
        since = "2010-04-01" if short_name == "Probation" else None
        values = {"short_name": short_name, "name": name, "kind": kind, "responsible_from": since}
        inserts.append(Insert("agencies", values, _shared(short_name)))
    for short_name, _, _, reporter in words.SHARED_AGENCIES:
        person = {
            "agency": _shared(short_name),
            "name": reporter,
            "job_title": reporter,
            "email": f"{short_name.lower()}@county.example.org",
            "receives_returns": True,
        }
        inserts.append(Insert("people", person, id_from(f"county/people/{short_name}")))
    return inserts


def _shared(short_name: str) -> str:
    return id_from(f"county/agencies/{short_name}")


class Partnership:
    """One partnership's records, gathered by register so that each can refer to the ones before."""

    def __init__(self, district: str, region: str) -> None:
        self._district = district
        self._region = region
        self.random = Random(f"{district} sample")
        self._gathered: dict[str, list[Insert]] = {register.name: [] for register in REGISTERS}
        self._places = self.random.sample(words.PLACES, 12)
        self.agency = {name: _shared(name) for name, *_ in words.SHARED_AGENCIES}
        self.agency["Council"] = self._id("agencies", "Council")
        self.group = {name: self._id("groups", name) for name, *_ in words.GROUPS}
        self.home = self._id("partnerships", district)
        # What the year before planned, (title, id) by ref: most of it is carried on.
        self.last_titles: dict[str, tuple[str, str]] = {}
        self.last_plan: str | None = None
        self._partners()

    @property
    def records(self) -> list[Insert]:
        """Everything gathered, each register after those it refers to."""
        return [insert for inserts in self._gathered.values() for insert in inserts]

    def _id(self, register: str, key: str) -> str:
        return id_from(f"county/{self._district}/{register}/{key}")

    def add(self, register: str, key: str, values: Mapping[str, Any]) -> str:
        """Gather a record under a key of its own in its register; its id."""
        insert = Insert(register, values, self._id(register, key))
        self._gathered[register].append(insert)
        return insert.id

    def _partners(self) -> None:
        address = self._district.lower().replace(" ", "")
        self.add(
            "partnerships",
            self._district,
            {
                "name": f"{self._district} Community Safety Partnership",
                "short_name": f"{self._district} CSP",
                "area": self._district,
                "region": self._region,
                "email": f"communitysafety@{address}.example.gov.uk",
            },
        )
        council = {
            "name": f"{self._district} Council",
            "short_name": self._district,
            "kind": "responsible authority",
        }
        self.add("agencies", "Council", council)
        for title, receives in (
            ("Community safety co-ordinator", True),
            ("Anti-social behaviour officer", False),
        ):
            person = {
                "agency": self.agency["Council"],
                "name": f"{title}, {self._district}",
                "job_title": title,
                "email": f"{title.split()[0].lower()}@{address}.example.gov.uk",
                "receives_returns": receives,
            }
            self.add("people", title, person)
        for short_name, name, kind, parent in words.GROUPS:
            group = {
                "partnership": self.home,
                "name": name,
                "short_name": short_name,
                "kind": kind,
                "parent": self.group[parent] if parent else None,
                "meets": "bi-monthly",
            }
            self.add("groups", short_name, group)
            for agency in ("Council", "Police", "County"):
                member = {"group": self.group[short_name], "agency": self.agency[agency], "role": "Member"}
                self.add("group_members", f"{short_name}/{agency}", member)

    def fill_in(self, sentence: str, thing: str) -> str:
        """A sentence with its gaps filled."""
        if "{" not in sentence:
            return sentence
        random = self.random
        people = random.choice(words.PEOPLE)
        place = random.randrange(len(self._places))
        return sentence.format(
            thing=thing,
            place=self._places[place],
            place2=self._places[place - 1],
            people=people,
            people_cap=people.capitalize(),
            number=random.randint(11, 96),
            few=random.randint(2, 9),
            percent=random.randint(2, 18),
            day=_DAYS[random.randrange(len(_DAYS))],
        )


_DAYS = tuple(
    f"{day} {month}" for month in ("May", "June", "September", "November", "February") for day in range(2, 28)
)
