"""Rows a partner added: what they propose, and what already recorded is like them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.excel.opening.grid import cell_text as text_of
from csp_desktop.excel.returns.reader import ReturnedRow, ReturnedSheet
from csp_desktop.registers.fields import Record, is_blank, parse_date
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import NEW_ITEMS, PROPOSED_KINDS

_KIND_OF_SHEET = {
    "action updates": "action",
    "risks": "risk",
    "mitigations": "mitigation",
    "log": "log entry",
}
REGISTER_OF_KIND = {
    "action": "plan_items",
    "risk": "risks",
    "mitigation": "mitigations",
    "log entry": "log_entries",
}
_NEAR_ENOUGH = 50


def proposal_finding(
    sheet: ReturnedSheet, row: ReturnedRow, records: PlanRecords, earlier: Sequence[Mapping[str, Any]]
) -> ReturnFinding:
    """A row that is new: nothing is made of it until a person says what."""
    answers = list(row.answers())
    raw = {cell.column.key: text_of(cell.raw) for cell in answers}
    if sheet.issued.key == NEW_ITEMS:
        kind = raw.get("kind", "").casefold()
        proposal = {
            "kind": kind if kind in PROPOSED_KINDS else "action",
            "title": raw.get("title") or raw.get("detail") or raw.get("due_on") or raw.get("kind", ""),
            "detail": raw.get("detail", ""),
            "due": raw.get("due_on", ""),
        }
        if kind and kind not in PROPOSED_KINDS:
            proposal["detail"] = f"{proposal['detail']} ({raw['kind']})".strip()
    else:
        headers = {column.key: column.header for column in sheet.issued.form.inputs}
        due = raw.get("new_due_on") or raw.get("due_on") or row.context.get("due", "")
        locked = {column.key: column.header for column in sheet.issued.form.context}
        # What was typed into the locked columns is meant as much as the rest.
        words = [
            f"{locked[key]}: {text_of(text)}"
            for key, text in row.context.items()
            if key != "title" and not is_blank(text) and text != due
        ]
        words += [f"{headers[key]}: {text}" for key, text in raw.items()]
        proposal = {
            "kind": _KIND_OF_SHEET.get(sheet.issued.key, "action"),
            "title": row.title or next(iter(raw.values())),
            "detail": "\n".join(words),
            "due": due,
        }
    doubtful = any(cell.months_first and cell.column.field.kind == "date" for cell in answers)
    day = parse_date(proposal["due"]) if proposal["due"] and not doubtful else None
    proposal["due_on"] = day.isoformat() if day else ""
    if proposal["due"] and not day:
        # A due date in words is kept as words.
        proposal["detail"] = f"{proposal['detail']}\nDue: {proposal['due']}".strip()
    near = _nearest(records, proposal["kind"], proposal["title"])
    found = ReturnFinding(
        "proposed row",
        REGISTER_OF_KIND[proposal["kind"]],
        sheet=sheet.title,
        cell=", ".join(cell.address for cell in answers) or row.address,
        returned=" · ".join([row.title, *raw.values()] if row.title else raw.values()),
        message=_nearest_words(near),
        title=proposal["title"],
        form=sheet.issued.key,
        near=near,
        proposal=proposal,
        filled=len(answers) + sum(not is_blank(text) for text in row.context.values()),
    )
    if any(_same_proposal(proposal, known) for known in earlier):
        found.outcome, found.message = (
            "unchanged",
            "An earlier version of this return proposed it already.",
        )
    return found


def _nearest(records: PlanRecords, kind: str, title: str) -> list[dict[str, Any]]:
    by_kind: dict[str, Sequence[Record]] = {
        "action": [item for item in records.plan_items if item["level"] != "priority"],
        "risk": records.risks,
        "mitigation": records.mitigations,
        "log entry": records.log_entries,
    }
    among = by_kind[kind]
    titles = {record["id"]: record["title"] for record in among}
    refs = {record["id"]: record.get("ref") or "" for record in among}
    best = process.extract(
        title.casefold(),
        {found: text.casefold() for found, text in titles.items()},
        scorer=fuzz.token_set_ratio,
        limit=3,
        score_cutoff=_NEAR_ENOUGH,
    )
    return [
        {"id": found, "ref": refs[found], "title": titles[found], "score": round(score)}
        for _, score, found in best
    ]


def _nearest_words(near: list[dict[str, Any]]) -> str:
    if not near:
        return "A new row; nothing already recorded is like it."
    best = near[0]
    return f"A new row, like “{' '.join([best['ref'], best['title']]).strip()}”, {best['score']}%."


def _same_proposal(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name, "") == other.get(name, "") for name in ("kind", "title", "detail", "due"))
