"""A plan whose every text says which register and field it is of, so that it is known again wherever it turns up."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from record_building import made

from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.registers.fields import Reference, Structured, Text
from csp_desktop.registers.plan_records import PlanRecords


def mark(register: str, field: str) -> str:
    """What the text of a field is."""
    return f"mark-{register}-{field}-mark".replace("_", "-")


def marks_in(text: str) -> set[str]:
    """The marks that occur in a text."""
    return set(re.findall(r"mark-[a-z0-9-]+?-mark", text))


def marked_plan(**item: Any) -> PlanRecords:
    """A priority marked public and one record of every other register, all of 2010/11, each belonging to it."""
    kept = {register.name: _marked(register) for register in REGISTERS}
    kept["plan_items"].update(level="priority", parent=None, public=True, copied_from=None, **item)
    kept["plan_items"]["lead_agencies"] = ("agencies",)
    kept["plan_items"]["lead_groups"] = ("groups",)
    kept["plan_items"]["lead_officers"] = ("people",)
    kept["partnerships"]["rag_words"] = None
    kept["indicators"].update(
        baseline_value=10.0, baseline_state="known", target_kind="value", target_value=5.0
    )
    kept["indicators"]["copied_from"] = None
    kept["measurements"]["value"] = 4.0
    kept["log_entries"].update(public=True, lead_agencies=("agencies",))
    kept["plans"].update(first_year=2010, last_year=2010)
    gathered = {each.name for each in fields(PlanRecords)}
    return PlanRecords(
        partnership=kept["partnerships"],
        plan=kept["plans"],
        **{name: [record] for name, record in kept.items() if name in gathered},
    )


def _marked(register: Any) -> dict[str, Any]:
    record = dict(made(register.name))
    for field in register.fields:
        if isinstance(field, Text) and not isinstance(field, Structured):
            record[field.name] = mark(register.name, field.name)
        elif isinstance(field, Reference) and field.to != register.name:
            record[field.name] = field.to
        elif field.kind == "quarter":
            record[field.name] = "2010-Q2"
    return record | {"id": register.name}
