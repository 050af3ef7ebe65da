"""What records and values of two copies are called, as people read them."""

from __future__ import annotations

from csp_desktop.editing.copies.field_rules import Figure
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Content, Field, Links, Record, Reference, Structured, Value
from csp_desktop.registers.register import Register

_SHORT = 120
_NAMES = ("ref", "short_name", "return_code")


class Speaking:
    """Names of records, looked up here and, where they are not here, in the copy."""

    def __init__(self, ws: Workspace, copy: Workspace) -> None:
        self._ws = ws
        self._copy = copy
        self._known: dict[tuple[str, str], Record | None] = {}

    def record(self, register: str, record_id: str) -> Record | None:
        """A record as it stands here, otherwise as it stands in the copy."""
        place = (register, record_id)
        if place not in self._known:
            self._known[place] = self._ws.record(register, record_id) or self._copy.record(
                register, record_id
            )
        return self._known[place]

    def ref(self, register: Register, record: Record) -> str:
        """What people say aloud for a record, or for what it belongs to: "1.2", "Police"; "" for neither."""
        for name in _NAMES:
            if record.get(name):
                return str(record[name])
        above = self._above(register, record)
        return self.ref(*above) if above else ""

    def title(self, register: Register, record: Record) -> str:
        """What a record is about: its title, or that of what it belongs to, with its quarter."""
        above = self._above(register, record)
        if above and "quarter" in register.by_name:
            return f"{self.title(*above)}, {register['quarter'].format(record['quarter'])}"
        return in_short(register[register.title].format(record[register.title]), _SHORT) or register.label

    def _above(self, register: Register, record: Record) -> tuple[Register, Record] | None:
        """The register and record that a record belongs to; None for what belongs to a plan or partnership."""
        if register.within is None:
            return None
        reference = register[register.within]
        assert isinstance(reference, Reference)
        if reference.to in ("plans", "partnerships") or not record.get(reference.name):
            return None
        above = self.record(reference.to, record[reference.name])
        return (BY_NAME[reference.to], above) if above else None

    def value(self, field: Field, value: Value) -> str:
        """A value as people read it; records by their names."""
        if isinstance(field, Links):
            return ", ".join(self._named(field.to, target) for target in value or ())
        if isinstance(field, Reference):
            return self._named(field.to, value) if value else ""
        if isinstance(field, Structured | Content):
            return ""
        return field.format(value)

    def figure(self, register: Register, figure: Figure, record: Record) -> str:
        """A figure and what it is in one: "10", "TBC", "-10, percent change"; "" where there is none."""
        state, value = (register[name].format(record[name]) for name in (figure.state, figure.value))
        if not value:
            return "" if record[figure.state] == figure.plain else state
        return value if record[figure.state] == figure.plain else f"{value}, {record[figure.state]}"

    def lines(self, register: Register, record: Record) -> str:
        """All that is filled in a record, a line each, with its label."""
        return "\n".join(
            f"{field.label}: {spoken}"
            for field in register.fields
            if telling(register, field, record.get(field.name))
            and (spoken := self.value(field, record.get(field.name)))
        )

    def _named(self, register: str, record_id: str) -> str:
        record = self.record(register, record_id)
        if record is None:
            return "what is no longer there"
        ref, title = self.ref(BY_NAME[register], record), self.title(BY_NAME[register], record)
        return title if ref in ("", title) else f"{ref} {title}" if record.get("ref") else ref


def telling(register: Register, field: Field, value: Value) -> bool:
    """Whether a field of a new record says something: filled, other than by default, and not its place."""
    if field.name in (register.within, "position") or isinstance(field, Structured | Content):
        return False
    return value not in (None, "", ()) and (value != field.default or field.name == register.title)


def on_day(when: str) -> str:
    """A moment (ISO) as a day people read."""
    return format_date(when[:10])
