"""Rows a partner added: what they propose, what already recorded is like them, and what is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from rapidfuzz import fuzz

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.comparing.outside import stands_in
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Insert, Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.excel.returns.returned_form import ReturnedRow, ReturnedSheet
from csp_desktop.registers.as_written.amounts import parse_number
from csp_desktop.registers.as_written.dates import parse_date
from csp_desktop.registers.as_written.word_meanings import says_nothing
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.fields import Record, Value, is_blank
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.plan_records import PlanRecords, Records
from csp_desktop.registers.return_form import (
    ACTION_UPDATES,
    LOG,
    MITIGATION_ROWS,
    NEW_ITEMS,
    PROPOSED_KINDS,
    RISKS,
    ROW_CODE,
    InputColumn,
    ReturnSheet,
)
from csp_desktop.registers.row_codes import looks_like_row_code

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
_SPELT_ALIKE = 80
_UNITS = r"(?:k|m|million|thousand|hours?|hrs?|days?|weeks?|months?|years?|fte|posts?|miles?|km|metres?|tonnes?|per|percent|times)"
_ENDING = re.compile(r"(?<=\w{4})(?:ings?|ed|es|s|e)$")
_TELL_NOTHING = frozenset([
    "about", "action", "after", "been", "before", "every", "from", "have", "into", "item", "make", "more", "over",
    "than", "that", "their", "them", "there", "these", "they", "this", "were", "what", "when", "where", "which",
    "will", "with", "work", "write", "your",
])  # fmt: skip
_NOTHING_NEW = re.compile(
    r"(?:none|nil|no|nothing)(?: (?:new|further|other|else))?(?: (?:items?|actions?|risks?|mitigations?|proposals?))?"
    r"(?: to (?:add|propose|report|raise))?(?: from (?:us|our side))?"
    r"(?: (?:(?:in |for )?this quarter|at (?:this (?:time|stage|point)|present)))?(?:,? (?:thank you|thanks))?[.!]?",
    re.IGNORECASE,
)

ProposalKind = Literal["action", "risk", "mitigation", "log entry", "tie"]
"""What becomes of a proposed row: a record of its own, or words for one there is already ("tie")."""
# Where words about a record there is already are put.
_BOXES: dict[str, tuple[ReturnSheet, InputColumn]] = {
    "plan_items": (ACTION_UPDATES, ACTION_UPDATES.input("narrative")),
    "risks": (RISKS, RISKS.input("comment")),
    "mitigations": (MITIGATION_ROWS, MITIGATION_ROWS.input("progress")),
    "log_entries": (LOG, LOG.input("narrative")),
}


def proposal_finding(
    sheet: ReturnedSheet,
    row: ReturnedRow,
    form: IssuedForm,
    records: PlanRecords,
    earlier: Sequence[Mapping[str, Any]],
) -> ReturnFinding:
    """A row that is new: nothing is made of it until a person says what."""
    answers = list(row.answers())
    code = row.code if looks_like_row_code(row.code) else ""
    raw = {cell.column.key: cell.words for cell in answers}
    asked_for = sheet.issued.key == NEW_ITEMS
    if asked_for and not code and _proposes_nothing(raw):
        return ReturnFinding(
            "unchanged",
            sheet=sheet.title,
            cell=", ".join(cell.address for cell in answers),
            returned=" · ".join(raw.values()),
            message="It says that there is nothing new.",
            form=sheet.issued.key,
            filled=len(answers),
        )
    proposal = _where_asked_for(raw, code) if asked_for else _among_others(sheet, row, raw)
    doubtful = any(cell.months_first and cell.column.field.kind == "date" for cell in answers)
    _read_due(proposal, doubtful=doubtful)
    near = list(_named(form, raw, code))
    message = _named_words(near)
    above = row.goes_on if sheet.issued.form.register in _BOXES else None
    if above is not None:
        proposal["title"], proposal["detail"] = "\n".join(raw.values()), ""
        near.insert(0, {"id": above.record, "ref": above.ref, "title": above.title, "score": 100})
        message = (
            f"A row with nothing but words, below that of {above.ref or above.title}. Do they go on with it?"
        )
    named = {one["id"] for one in near}
    near += (one for one in _nearest(records, proposal["kind"], proposal["title"]) if one["id"] not in named)
    finding = ReturnFinding(
        "proposed row",
        REGISTER_OF_KIND[proposal["kind"]],
        sheet=sheet.title,
        cell=", ".join(cell.address for cell in answers) or row.address,
        returned=" · ".join(filter(None, [code, row.title, *raw.values()])),
        message=message or _nearest_words(near),
        title=proposal["title"],
        form=sheet.issued.key,
        near=near,
        proposal=proposal,
        filled=len(answers) + sum(not is_blank(text) for text in row.context.values()) + bool(code),
    )
    if any(_same_proposal(proposal, known) for known in earlier):
        finding.outcome, finding.message = (
            "unchanged",
            "An earlier version of this return proposed it already.",
        )
    return finding


def _where_asked_for(said: Mapping[str, str], code: str) -> dict[str, Any]:
    """What a row proposes where new items are asked for; a kind that is none of ours, and a code, are kept as words."""
    kind = said.get("kind", "").casefold()
    proposal = {
        "kind": kind if kind in PROPOSED_KINDS else "action",
        "title": said.get("title") or said.get("detail") or said.get("due_on") or said.get("kind", ""),
        "detail": said.get("detail", "") if said.get("title") else "",
        "due": said.get("due_on", ""),
    }
    if kind and kind not in PROPOSED_KINDS:
        proposal["detail"] = f"{proposal['detail']} ({said['kind']})".strip()
    if code:
        proposal["detail"] = f"{proposal['detail']}\n{ROW_CODE}: {code}".strip()
    return proposal


def _among_others(sheet: ReturnedSheet, row: ReturnedRow, said: Mapping[str, str]) -> dict[str, Any]:
    """What a row proposes that was put among those sent out, each of its words under its heading."""
    headers = {column.key: column.header for column in sheet.issued.form.inputs}
    due = said.get("new_due_on") or said.get("due_on") or row.context.get("due", "")
    locked = {column.key: column.header for column in sheet.issued.form.context}
    # What was typed into the locked columns is meant as much as the rest.
    words = [
        f"{locked[key]}: {text}"
        for key, text in row.context.items()
        if key != "title" and not is_blank(text) and text != due
    ]
    words += [f"{headers[key]}: {text}" for key, text in said.items()]
    return {
        "kind": _KIND_OF_SHEET.get(sheet.issued.key, "action"),
        "title": row.title or next(iter(said.values())),
        "detail": "\n".join(words),
        "due": due,
    }


def _read_due(proposal: dict[str, Any], *, doubtful: bool) -> None:
    """The due date of a proposal as a day; one in words, or of which day and month are in doubt, is kept as words."""
    day = parse_date(proposal["due"]) if proposal["due"] and not doubtful else None
    proposal["due_on"] = day.isoformat() if day else ""
    if proposal["due"] and not day:
        proposal["detail"] = f"{proposal['detail']}\nDue: {proposal['due']}".strip()


def _proposes_nothing(said: Mapping[str, str]) -> bool:
    """Whether a row where new items are asked for only says that there are none."""
    telling = [text for key, text in said.items() if key != "kind" or text.casefold() not in PROPOSED_KINDS]
    return bool(telling) and all(
        _NOTHING_NEW.fullmatch(text) or (says_nothing(text) and text.strip("? ")) for text in telling
    )


def _named(form: IssuedForm, said: Mapping[str, str], *codes: str) -> Iterator[dict[str, Any]]:
    """The rows that were sent which a new row names: by their code, a cell by nothing but their ref, or its title.

    A bare number names a row only as the title: elsewhere it may count anything.
    """
    for sheet, issued in form.rows():
        ref = "" if sheet.key == MITIGATION_ROWS.key else str(issued.context.get("ref") or "")
        alone = [key for key, text in said.items() if ref and text.strip() == ref]
        if (
            any(stands_in(issued.code, text) for text in (*codes, *said.values()))
            or (alone and (alone[0] == "title" or parse_number(ref) is None))
            or _stands_in_title(ref, said.get("title", ""))
        ):
            yield {"id": issued.record, "ref": issued.ref, "title": issued.title, "score": 100}


def _stands_in_title(ref: str, title: str) -> bool:
    """Whether a title with words names a ref: "1.9 visit families", "phase 2 of 1.6"; "1.5 million" is a figure."""
    if not ref or ref.isdecimal() or not stands_in(ref, title):
        return False
    if re.search(r"[^\W\d_]", ref):
        return True
    pointed = rf"(?:^\W*|\b(?:of|for|from|to|under|see|re|per|ref|action|item|milestone|objective|task)\W{{1,2}}){re.escape(ref)}"
    return re.search(rf"{pointed}(?!\w|\.\d|\s*%|\s*{_UNITS}\b)", title, re.IGNORECASE) is not None


def _named_words(named: Sequence[Mapping[str, Any]]) -> str:
    said = [f"“{' '.join([one['ref'], one['title']]).strip()}”" for one in named]
    return f"A new row that names {listed(said)}. Is it about that?" if said else ""


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
    scored = [(_likeness(title, text), record) for record, text in titles.items()]
    best = sorted((near for near in scored if near[0]), key=lambda near: -near[0])[:3]
    return [
        {"id": record, "ref": refs[record], "title": titles[record], "score": round(score)}
        for score, record in best
    ]


def _likeness(first: str, second: str) -> float:
    """How alike two titles are, 0 to 100: they share at least half of what the shorter tells; 0 where they are others."""
    spelt: float = fuzz.token_sort_ratio(first.casefold(), second.casefold())
    told, other = _telling(first), _telling(second)
    shared = len(told & other)
    if shared >= min(2, len(told), len(other)) > 0 and shared * 2 >= min(len(told), len(other)):
        return max(spelt, 100 * shared / min(len(told), len(other)))
    return spelt if spelt >= _SPELT_ALIKE else 0


def _telling(title: str) -> set[str]:
    """The words of a title that tell what it is about, without their endings."""
    words = re.findall(r"[^\W_]{4,}", title.casefold())
    return {_ENDING.sub("", word) for word in words if word not in _TELL_NOTHING}


def _nearest_words(near: list[dict[str, Any]]) -> str:
    if not near:
        return "A new row; nothing already recorded is like it."
    best = near[0]
    return f"A new row, possibly the same as “{' '.join([best['ref'], best['title']]).strip()}”."


def _same_proposal(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return all(first.get(name, "") == second.get(name, "") for name in ("kind", "title", "detail", "due"))


def decide_proposal(
    finding: ReturnFinding, kind: ProposalKind, place: str | None, values: Mapping[str, Value] | None = None
) -> None:
    """Decide what becomes of a proposed row.

    `place` is the item or risk it goes under, or the record it is tied to; `values` go over what the partner wrote.
    """
    finding.decision = "theirs"
    finding.proposal["as"] = {"kind": kind, "place": place, "values": dict(values or {})}


def made_of_proposal(ws: Workspace, returned: Record, finding: ReturnFinding, before: int = 0) -> Insert:
    """The new record of a row of a return that was decided to be one; so many others are made `before` it.

    Raises BadRequest where its place is missing or not of the plan.
    """
    decided = finding.proposal["as"]
    made = _made(ws, returned, decided["kind"], decided["place"], finding.proposal)
    made.update(decided["values"])
    if "position" in made:
        made["position"] += before
    insert = Insert(REGISTER_OF_KIND[decided["kind"]], made)
    finding.register, finding.record = insert.register, insert.id
    return insert


def tie_to_record(recorded: RecordedValues, finding: ReturnFinding) -> None:
    """Let a row that was decided to be about a record there is already write into that record's box for words.

    Raises BadRequest where the record is not of the plan.
    """
    decided, proposal = finding.proposal["as"], finding.proposal
    register = next((name for name in _BOXES if recorded.owner(name, decided["place"]) is not None), "")
    if not register:
        raise BadRequest(
            "That record is not in the plan of this return; nothing was changed. Choose another."
        )
    sheet, column = _BOXES[register]
    finding.form, finding.key, finding.register, finding.field = (
        sheet.key,
        column.key,
        column.register,
        column.field.name,
    )
    finding.record = decided["place"]
    finding.value = decided["values"].get("title") or proposal.get("detail") or proposal.get("title", "")
    finding.takeable = True


def _made(
    ws: Workspace, returned: Record, kind: str, under: str | None, proposal: Mapping[str, Any]
) -> dict[str, Any]:
    plan = returned["plan"]
    title, detail = proposal.get("title", ""), proposal.get("detail") or None
    due = parse_date(proposal["due_on"]) if not is_blank(proposal.get("due_on")) else None
    due_on = due.isoformat() if due else None
    if kind == "log entry":
        of_plan = ws.record("plans", plan)
        assert of_plan is not None  # the foreign key says so
        return {
            "partnership": of_plan["partnership"],
            "kind": "meeting action",
            "title": title,
            "notes": detail,
            "due_on": due_on,
            "lead_agencies": (returned["agency"],) if returned["agency"] else (),
            "group": returned["group"],
        }
    if kind == "mitigation":
        risk = ws.record("risks", under) if under else None
        if risk is None or risk["plan"] != plan:
            raise BadRequest("A mitigation belongs to a risk of the plan; nothing was made. Choose its risk.")
        others = ws.records("mitigations", {"risk": risk["id"]})
        return {
            "risk": risk["id"],
            "position": _after(others),
            "title": title,
            "progress": detail,
            "due_on": due_on,
        }
    item = ws.record("plan_items", under) if under else None
    if under and (item is None or item["plan"] != plan):
        raise BadRequest("That item is not in the plan of this return; nothing was made. Choose another one.")
    if kind == "risk":
        return {
            "plan": plan,
            "item": under,
            "position": _after(ws.records("risks", {"plan": plan})),
            "title": title,
            "consequence": detail,
            "review_on": due_on,
        }
    if item is None or item["level"] == "action":
        raise BadRequest(
            "An action belongs under a priority or objective; nothing was made. Choose where it goes."
        )
    return {
        "plan": plan,
        "level": "action",
        "parent": item["id"],
        "position": _after(ws.records("plan_items", {"plan": plan, "parent": item["id"]})),
        "title": title,
        "outcome": _without_due(detail, proposal),
        "due_on": due_on,
        "timescale": proposal.get("due") or None,
        "lead_agencies": item["lead_agencies"],
        "lead_groups": item["lead_groups"],
    }


def _without_due(detail: str | None, proposal: Mapping[str, Any]) -> str | None:
    """The detail of an action, whose due date in words has a field of its own."""
    return (detail or "").removesuffix(f"Due: {proposal.get('due')}").strip() or None


def _after(others: Records) -> int:
    return 1 + max((other["position"] or 0 for other in others), default=-1)
