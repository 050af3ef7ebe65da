"""A small log of each kind, for tests: of 2010, around October, so that something is late and something runs out."""

from __future__ import annotations

from csp_desktop.editing.changes import Change, Insert
from csp_desktop.registers.plan_records import PlanRecords


class SmallLog:
    """What puts it into a file; ids by name."""

    def __init__(self, records: PlanRecords) -> None:
        own = {"partnership": records.partnership["id"]}
        leading = {group for item in records.plan_items for group in item["lead_groups"]}
        group = next((group["id"] for group in records.groups if group["id"] not in leading), None)
        agency = (records.agencies[0]["id"],) if records.agencies else ()
        first = Insert("meetings", {**own, "group": group, "held_on": "2010-07-06", "place": "Civic Suite"})
        second = Insert("meetings", {**own, "group": group, "held_on": "2010-10-20"})
        late = self._entry(
            own, "meeting action", ref="1", meeting=first.id, title="Map the alleys without light",
            lead_agencies=agency, owner="Community safety officer", raised_on="2010-07-06", due_on="2010-09-01",
        )  # fmt: skip
        done = self._entry(
            own, "meeting action", ref="2", meeting=first.id, title="Write to the bus company",
            raised_on="2010-07-06", due_on="2010-08-01",
        )  # fmt: skip
        review = self._entry(
            own, "review recommendation", ref="3", source="Review A", title="Train reception staff",
            area="All agencies", lead_agencies=agency, due_on="2010-12-31", raised_on="2010-05-10",
        )  # fmt: skip
        order = self._entry(
            own, "order or agreement", ref="PSPO 1", title="High Street alcohol order", area="High Street",
            starts_on="2007-11-15", expires_on="2010-11-14", review_on="2010-11-01",
            source="Order of the council",
        )  # fmt: skip
        duty = self._entry(
            own, "duty", title="Scrutiny at least once in 12 months", source="2006 Act, section 19",
            due_on="2011-03-31",
        )  # fmt: skip
        said = {"narrative": "Half of the wards walked", "status": "in progress"}
        before = Insert("log_updates", {"entry": late.id, "quarter": "2010-Q1", **said})
        finished = Insert("log_updates", {"entry": done.id, "quarter": "2010-Q2", "status": "complete"})
        self.changes: list[Change] = [first, second, late, done, review, order, duty, before, finished]
        self.first, self.second = first.id, second.id
        self.late, self.done, self.review = late.id, done.id, review.id
        self.order, self.duty = order.id, duty.id

    @staticmethod
    def _entry(own: dict[str, str], kind: str, **values: object) -> Insert:
        return Insert("log_entries", {**own, "kind": kind, **values})
