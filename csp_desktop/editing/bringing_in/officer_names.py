"""Who is meant by a person or post in somebody's workbook: people of the file by name or by what they do."""

from __future__ import annotations

from csp_desktop.editing.bringing_in.partner_names import name_parts, names_nobody
from csp_desktop.editing.changes import Insert
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.resources import is_post, named_leads
from csp_desktop.registers.fields import Values


class Officers:
    """The people of a file, and those a workbook brings; each person and post once."""

    def __init__(self, people: list[Values]) -> None:
        self.made: list[Insert] = []
        self._known: dict[str, str] = {}
        for person in people:
            for name in (person["job_title"], person["name"]):
                if name:
                    self._known[plain(name)] = person["id"]

    def recognise(self, text: str) -> tuple[str, ...]:
        """Everybody a cell names, in order; unknown ones are made."""
        parts = [part for part in name_parts(text) if names_nobody(part) is None]
        return tuple(dict.fromkeys(self._person(part) for part in parts))

    def _person(self, part: str) -> str:
        led = named_leads(part)
        name, post = (led[0].name, led[0].job_title) if led else (part, part if is_post(part) else "")
        known = self._known.get(plain(name))
        if known:
            return known
        insert = Insert("people", {"name": name, **({"job_title": post} if post else {})})
        self.made.append(insert)
        self._known[plain(name)] = insert.id
        return insert.id
