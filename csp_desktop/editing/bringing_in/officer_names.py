"""Who is meant by a person or post in somebody's workbook: people of the file by name or by what they do."""

from __future__ import annotations

from collections.abc import Callable

from csp_desktop.editing.bringing_in.partner_names import NobodyNamed, name_parts, names_nobody, says_when
from csp_desktop.editing.changes import Insert
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.resources import NamedLead, is_post, named_leads
from csp_desktop.registers.fields import Values


class Officers:
    """The people of a file, and those a workbook brings; each person and post once.

    `agency` finds the id of an agency by what a workbook calls it, None for one it cannot tell.
    """

    def __init__(self, people: list[Values], agency: Callable[[str], str | None]) -> None:
        self.made: list[Insert] = []
        self._agency = agency
        self._known: dict[str, str] = {}
        self._posts: dict[str, str] = {}
        for person in people:
            for name in (person["job_title"], person["name"]):
                if name:
                    self._known[plain(name)] = person["id"]
            self._posts[person["id"]] = person["job_title"] or ""

    def recognise(self, text: str) -> tuple[tuple[str, ...], list[str], list[NobodyNamed]]:
        """Everybody a cell names, in order, unknown ones made; what of them was not taken; what names nobody."""
        people: list[str] = []
        said: list[str] = []
        named, nobody = self._named(text)
        for lead in named:
            person, before = self._person(lead)
            people.append(person)
            if before:
                said.append(before)
        return tuple(dict.fromkeys(people)), said, nobody

    @staticmethod
    def _named(text: str) -> tuple[list[NamedLead], list[NobodyNamed]]:
        """A list of leads is parted by people, anything else at its commas too."""
        listed = None if any(map(says_when, name_parts(text))) else named_leads(text)
        if listed and any(lead.agency not in lead.name for lead in listed if lead.agency):
            return listed, []
        leads: list[NamedLead] = []
        nobody: list[NobodyNamed] = []
        for part in name_parts(text):
            unnamed = names_nobody(part)
            if unnamed:
                nobody.append(unnamed)
            else:
                leads.extend(named_leads(part) or [NamedLead(part, part if is_post(part) else "", "")])
        return leads, nobody

    def _person(self, lead: NamedLead) -> tuple[str, str]:
        known = self._known.get(plain(lead.name))
        if known:
            post = self._posts[known]
            other = bool(lead.job_title and post) and plain(lead.job_title) not in (
                plain(post),
                plain(lead.name),
            )
            return (
                known,
                f"{lead.name} is named before, as {post}; “{lead.job_title}” was left." if other else "",
            )
        agency = self._agency(lead.agency) if lead.agency and lead.agency not in lead.name else None
        # What follows a name and is no agency stays beside it, as part of the post.
        beside = lead.agency if agency is None and lead.agency not in lead.name else ""
        post = ", ".join(filter(None, (lead.job_title, "" if beside in lead.job_title else beside)))
        values: Values = {"name": lead.name, "job_title": post, "agency": agency}
        insert = Insert("people", {name: value for name, value in values.items() if value})
        self.made.append(insert)
        self._known[plain(lead.name)] = insert.id
        self._posts[insert.id] = post
        return insert.id, ""
