"""Who is meant by a person or post in somebody's workbook: people of the file by name or by what they do."""

from __future__ import annotations

import re
from collections.abc import Callable

from csp_desktop.editing.bringing_in.partner_names import NobodyNamed, name_parts, names_nobody, says_when
from csp_desktop.editing.changes import Insert
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.leads import NamedLead, is_post_of_unit, named_leads
from csp_desktop.excel.wording.who_is_named import is_post, untitled
from csp_desktop.registers.as_written.word_meanings import speaks_of_not_yet
from csp_desktop.registers.as_written.wordings import either
from csp_desktop.registers.fields import Values

# A line that begins with a small letter is the rest of the one above.
_LINES = re.compile(r"\n(?!\s*[a-z])")


class Officers:
    """The people of a file, and those a workbook brings; each person and post once.

    `agency` finds the id of an agency by what a workbook calls it, None for one it cannot tell.
    """

    def __init__(self, people: list[Values], agency: Callable[[str], str | None]) -> None:
        self.made: list[Insert] = []
        self._agency = agency
        self._people: dict[str, Values] = {}
        self._named: dict[str, list[str]] = {}
        self._in_post: dict[str, list[str]] = {}
        for person in people:
            self.know(person)

    def know(self, person: Values) -> None:
        """Know somebody of the file, or whom the workbook lists, by what they are called now."""
        known = person["id"]
        self._people[known] = person
        post = plain(person.get("job_title") or "")
        for called, by in ((untitled(person["name"]), self._named), (post, self._in_post)):
            if called and known not in by.setdefault(called, []):
                by[called].append(known)

    def are_known(self, name: str) -> bool:
        """Is somebody known by this name?"""
        return untitled(name) in self._named

    def recognise(
        self, text: str, leading: frozenset[str] = frozenset()
    ) -> tuple[tuple[str, ...], list[str], list[NobodyNamed]]:
        """Everybody a cell names, in order, unknown ones made; what of them was not taken; what names nobody.

        A name or post several have is nobody's, unless the body or post beside it, or an agency `leading` with them,
        says whose.
        """
        people: list[str] = []
        said: list[str] = []
        named, nobody = self._leads(text)
        for lead in named:
            several = self._called(lead, leading)
            if len(several) > 1:
                nobody.append(self._asked(lead, several))
                continue
            person, before = self._known(lead, several[0]) if several else (self._make(lead), "")
            people.append(person)
            if before:
                said.append(before)
        return tuple(dict.fromkeys(people)), said, nobody

    @classmethod
    def _leads(cls, text: str) -> tuple[list[NamedLead], list[NobodyNamed]]:
        """A list of leads is parted by people, with what stands beside them; anything else at its commas too."""
        if listed := cls._listed(text):
            return listed, []
        leads: list[NamedLead] = []
        nobody: list[NobodyNamed] = []
        for line in _LINES.split(text):
            if listed := cls._listed(line):
                leads.extend(listed)
                continue
            if (
                is_post_of_unit(line)
                and not _is_in_doubt(line)
                and not any(map(names_nobody, name_parts(line)))
            ):
                post = " ".join(line.split())
                leads.append(NamedLead(post, post, ""))
                continue
            for part in name_parts(line):
                unnamed = names_nobody(part)
                if unnamed:
                    nobody.append(unnamed)
                else:
                    leads.extend(named_leads(part) or [NamedLead(part, part if is_post(part) else "", "")])
        return leads, nobody

    @staticmethod
    def _listed(text: str) -> list[NamedLead]:
        """The leads of a text where somebody's post or body stands beside their name; none where it says when, or not yet."""
        if _is_in_doubt(text):
            return []
        listed = named_leads(text) or []
        beside = any(
            (lead.agency and lead.agency not in lead.name) or lead.job_title not in ("", lead.name)
            for lead in listed
        )
        return listed if beside else []

    def _called(self, lead: NamedLead, leading: frozenset[str]) -> list[str]:
        """Those a lead may be: by name, else by post; of several those who are still here, of that body, in that post."""
        several = self._named.get(untitled(lead.name)) or self._in_post.get(plain(lead.name)) or []
        agency = self._agency(lead.agency) if len(several) > 1 and lead.agency else None
        for told in (
            lambda person: not person.get("left_on"),
            lambda person: agency is not None and person.get("agency") == agency,
            lambda person: person.get("agency") in leading,
            lambda person: (
                bool(lead.job_title) and plain(person.get("job_title") or "") == plain(lead.job_title)
            ),
            lambda person: plain(person["name"]) == plain(lead.name),
        ):
            if len(several) > 1:
                several = [known for known in several if told(self._people[known])] or several
        return several

    def _asked(self, lead: NamedLead, several: list[str]) -> NobodyNamed:
        names = [
            f"{person['name']} ({person['job_title']})" if person.get("job_title") else str(person["name"])
            for person in (self._people[known] for known in several)
        ]
        why = f"“{lead.name}” may be {either(names)}; choose which on the record."
        return NobodyNamed(lead.name, why, understood=False)

    def _known(self, lead: NamedLead, known: str) -> tuple[str, str]:
        person = self._people[known]
        post = person.get("job_title") or ""
        if not post and lead.job_title not in ("", lead.name):
            self._add_post(lead, known)
        other = bool(lead.job_title and post) and plain(lead.job_title) not in (plain(post), plain(lead.name))
        return (
            known,
            f"{lead.name} is named before, as {post}; “{lead.job_title}” was left." if other else "",
        )

    def _add_post(self, lead: NamedLead, known: str) -> None:
        """The post of somebody whom the same workbook named without one before."""
        for at, insert in enumerate(self.made):
            if insert.id == known:
                self.made[at] = Insert("people", {**insert.values, "job_title": lead.job_title}, known)
                self.know({**self._people[known], "job_title": lead.job_title})

    def _make(self, lead: NamedLead) -> str:
        agency = self._agency(lead.agency) if lead.agency and lead.agency not in lead.name else None
        # What follows a name and is no agency stays beside it, as part of the post.
        beside = lead.agency if agency is None and lead.agency not in lead.name else ""
        post = ", ".join(filter(None, (lead.job_title, "" if beside in lead.job_title else beside)))
        values: Values = {"name": lead.name, "job_title": post, "agency": agency}
        insert = Insert("people", {name: value for name, value in values.items() if value})
        self.made.append(insert)
        self.know({**values, "id": insert.id})
        return insert.id


def _is_in_doubt(text: str) -> bool:
    """Does any part of a cell of names say when, or that somebody is not named yet or not for certain?"""
    return any(says_when(part) or speaks_of_not_yet(part) or part.endswith("?") for part in name_parts(text))
