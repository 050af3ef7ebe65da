CREATE TABLE "partnerships" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT CHECK ("kind" IN ('statutory partnership', 'informal merger', 'county group', 'unitary')),
    "area" TEXT,
    "region" TEXT,
    "chair" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "website" TEXT,
    "vision" TEXT,
    "merged_into" TEXT REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "rag_words" TEXT,
    "risk_amber_from" INTEGER CHECK ("risk_amber_from" BETWEEN 2 AND 25),
    "risk_red_from" INTEGER CHECK ("risk_red_from" BETWEEN 3 AND 25),
    "risk_appetite" INTEGER CHECK ("risk_appetite" BETWEEN 1 AND 25)
) STRICT;
CREATE INDEX "partnerships_merged_into" ON "partnerships" ("merged_into");
CREATE TABLE "agencies" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT CHECK ("kind" IN ('responsible authority', 'co-operating body', 'voluntary', 'other')),
    "responsible_from" TEXT CHECK ("responsible_from" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "responsible_until" TEXT CHECK ("responsible_until" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "notes" TEXT,
    UNIQUE ("short_name")
) STRICT;
CREATE TABLE "people" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "agency" TEXT REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL,
    "job_title" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "receives_returns" INTEGER NOT NULL CHECK ("receives_returns" IN (0, 1)),
    "left_on" TEXT CHECK ("left_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT;
CREATE INDEX "people_agency" ON "people" ("agency");
CREATE TABLE "groups" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "parent" TEXT REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "kind" TEXT CHECK ("kind" IN ('oversight', 'partnership', 'steering', 'reference', 'sub-group', 'task and finish', 'working group')),
    "purpose" TEXT,
    "chair" TEXT REFERENCES "people" ("id") DEFERRABLE INITIALLY DEFERRED,
    "meets" TEXT,
    "starts_on" TEXT CHECK ("starts_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "ends_on" TEXT CHECK ("ends_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    UNIQUE ("partnership", "short_name")
) STRICT;
CREATE INDEX "groups_parent" ON "groups" ("parent");
CREATE INDEX "groups_chair" ON "groups" ("chair");
CREATE TABLE "groups_shared_with" (
    "record" TEXT NOT NULL REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "groups_shared_with_target" ON "groups_shared_with" ("target");
CREATE TABLE "group_members" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "group" TEXT NOT NULL REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "agency" TEXT NOT NULL REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "person" TEXT REFERENCES "people" ("id") DEFERRABLE INITIALLY DEFERRED,
    "role" TEXT
) STRICT;
CREATE INDEX "group_members_group" ON "group_members" ("group");
CREATE INDEX "group_members_agency" ON "group_members" ("agency");
CREATE INDEX "group_members_person" ON "group_members" ("person");
CREATE TABLE "linked_plans" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "title" TEXT NOT NULL,
    "owner" TEXT,
    "period" TEXT,
    "web_address" TEXT,
    "notes" TEXT
) STRICT;
CREATE INDEX "linked_plans_partnership" ON "linked_plans" ("partnership");
CREATE TABLE "plans" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "title" TEXT NOT NULL,
    "first_year" INTEGER NOT NULL,
    "last_year" INTEGER NOT NULL,
    "status" TEXT CHECK ("status" IN ('draft', 'agreed', 'closed')),
    "introduction" TEXT,
    "copied_from" TEXT REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "plans_partnership" ON "plans" ("partnership");
CREATE INDEX "plans_copied_from" ON "plans" ("copied_from");
CREATE TABLE "plan_items" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "level" TEXT NOT NULL CHECK ("level" IN ('priority', 'objective', 'action')),
    "parent" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER CHECK ("position" >= 0),
    "ref" TEXT,
    "title" TEXT NOT NULL,
    "target" TEXT,
    "timescale" TEXT,
    "due_on" TEXT CHECK ("due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "resources" TEXT,
    "outcome" TEXT,
    "status" TEXT CHECK ("status" IN ('not started', 'in progress', 'ongoing', 'complete', 'stopped')),
    "completed_on" TEXT CHECK ("completed_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "cross_cutting" INTEGER NOT NULL CHECK ("cross_cutting" IN (0, 1)),
    "copied_from" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "plan_items_plan" ON "plan_items" ("plan");
CREATE INDEX "plan_items_parent" ON "plan_items" ("parent");
CREATE INDEX "plan_items_copied_from" ON "plan_items" ("copied_from");
CREATE TABLE "plan_items_lead_agencies" (
    "record" TEXT NOT NULL REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "plan_items_lead_agencies_target" ON "plan_items_lead_agencies" ("target");
CREATE TABLE "plan_items_lead_groups" (
    "record" TEXT NOT NULL REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "plan_items_lead_groups_target" ON "plan_items_lead_groups" ("target");
CREATE TABLE "returns" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT NOT NULL CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "agency" TEXT REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group" TEXT REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "person" TEXT REFERENCES "people" ("id") DEFERRABLE INITIALLY DEFERRED,
    "return_code" TEXT NOT NULL,
    "due_on" TEXT CHECK ("due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "sent_on" TEXT CHECK ("sent_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "state" TEXT CHECK ("state" IN ('prepared', 'sent', 'received', 'applied', 'waived')),
    "note" TEXT,
    UNIQUE ("return_code")
) STRICT;
CREATE INDEX "returns_plan" ON "returns" ("plan");
CREATE INDEX "returns_agency" ON "returns" ("agency");
CREATE INDEX "returns_group" ON "returns" ("group");
CREATE INDEX "returns_person" ON "returns" ("person");
CREATE TABLE "return_files" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "return" TEXT NOT NULL REFERENCES "returns" ("id") DEFERRABLE INITIALLY DEFERRED,
    "direction" TEXT NOT NULL CHECK ("direction" IN ('sent', 'received', 'corrections')),
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "saved_on" TEXT,
    "content" BLOB,
    "snapshot" TEXT,
    "outcome" TEXT
) STRICT;
CREATE INDEX "return_files_return" ON "return_files" ("return");
CREATE TABLE "updates" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "item" TEXT NOT NULL REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT NOT NULL CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "narrative" TEXT,
    "rag" TEXT CHECK ("rag" IN ('green', 'amber', 'red', 'blue', 'none')),
    "outcome_rag" TEXT CHECK ("outcome_rag" IN ('green', 'amber', 'red', 'blue', 'none')),
    "moderated_rag" TEXT CHECK ("moderated_rag" IN ('green', 'amber', 'red', 'blue', 'none')),
    "moderation_reason" TEXT,
    "new_due_on" TEXT CHECK ("new_due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "author" TEXT,
    "reported_on" TEXT CHECK ("reported_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "return_file" TEXT REFERENCES "return_files" ("id") DEFERRABLE INITIALLY DEFERRED,
    UNIQUE ("item", "quarter")
) STRICT;
CREATE INDEX "updates_return_file" ON "updates" ("return_file");
CREATE TABLE "indicators" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "item" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER CHECK ("position" >= 0),
    "ref" TEXT,
    "title" TEXT NOT NULL,
    "source" TEXT,
    "unit" TEXT CHECK ("unit" IN ('count', 'percent', 'rate per 1,000', 'rate per 100,000', 'money', 'yes/no')),
    "better" TEXT CHECK ("better" IN ('lower', 'higher')),
    "kind" TEXT CHECK ("kind" IN ('per quarter', 'cumulative', 'snapshot')),
    "baseline_state" TEXT CHECK ("baseline_state" IN ('known', 'TBC', 'none')),
    "baseline_value" REAL,
    "baseline_period" TEXT,
    "target_kind" TEXT CHECK ("target_kind" IN ('value', 'percent change', 'increase from baseline by', 'none')),
    "target_value" REAL,
    "target_period" TEXT,
    "amber_within" REAL,
    "trajectory_q1" REAL,
    "trajectory_q2" REAL,
    "trajectory_q3" REAL,
    "trajectory_q4" REAL,
    "scope" TEXT CHECK ("scope" IN ('local', 'county')),
    "contextual" INTEGER NOT NULL CHECK ("contextual" IN (0, 1)),
    "owner" TEXT REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "stated_target" TEXT,
    "notes" TEXT,
    "copied_from" TEXT REFERENCES "indicators" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "indicators_plan" ON "indicators" ("plan");
CREATE INDEX "indicators_item" ON "indicators" ("item");
CREATE INDEX "indicators_owner" ON "indicators" ("owner");
CREATE INDEX "indicators_copied_from" ON "indicators" ("copied_from");
CREATE TABLE "measurements" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "indicator" TEXT NOT NULL REFERENCES "indicators" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT NOT NULL CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "value_state" TEXT CHECK ("value_state" IN ('known', 'TBC')),
    "value" REAL,
    "provisional" INTEGER NOT NULL CHECK ("provisional" IN (0, 1)),
    "note" TEXT,
    "return_file" TEXT REFERENCES "return_files" ("id") DEFERRABLE INITIALLY DEFERRED,
    UNIQUE ("indicator", "quarter")
) STRICT;
CREATE INDEX "measurements_return_file" ON "measurements" ("return_file");
CREATE TABLE "risks" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "item" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER CHECK ("position" >= 0),
    "ref" TEXT,
    "title" TEXT NOT NULL,
    "cause" TEXT,
    "consequence" TEXT,
    "category" TEXT,
    "owner_agency" TEXT REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "owner" TEXT,
    "inherent_likelihood" INTEGER CHECK ("inherent_likelihood" BETWEEN 1 AND 5),
    "inherent_impact" INTEGER CHECK ("inherent_impact" BETWEEN 1 AND 5),
    "current_likelihood" INTEGER CHECK ("current_likelihood" BETWEEN 1 AND 5),
    "current_impact" INTEGER CHECK ("current_impact" BETWEEN 1 AND 5),
    "target_likelihood" INTEGER CHECK ("target_likelihood" BETWEEN 1 AND 5),
    "target_impact" INTEGER CHECK ("target_impact" BETWEEN 1 AND 5),
    "target_on" TEXT CHECK ("target_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "proximity" TEXT,
    "response" TEXT CHECK ("response" IN ('tolerate', 'treat', 'transfer', 'terminate')),
    "status" TEXT CHECK ("status" IN ('open', 'closed', 'happened')),
    "review_on" TEXT CHECK ("review_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "copied_from" TEXT REFERENCES "risks" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "risks_plan" ON "risks" ("plan");
CREATE INDEX "risks_item" ON "risks" ("item");
CREATE INDEX "risks_owner_agency" ON "risks" ("owner_agency");
CREATE INDEX "risks_copied_from" ON "risks" ("copied_from");
CREATE TABLE "risk_reviews" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "risk" TEXT NOT NULL REFERENCES "risks" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT NOT NULL CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "likelihood" INTEGER CHECK ("likelihood" BETWEEN 1 AND 5),
    "impact" INTEGER CHECK ("impact" BETWEEN 1 AND 5),
    "comment" TEXT,
    "return_file" TEXT REFERENCES "return_files" ("id") DEFERRABLE INITIALLY DEFERRED,
    UNIQUE ("risk", "quarter")
) STRICT;
CREATE INDEX "risk_reviews_return_file" ON "risk_reviews" ("return_file");
CREATE TABLE "mitigations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "risk" TEXT NOT NULL REFERENCES "risks" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER CHECK ("position" >= 0),
    "title" TEXT NOT NULL,
    "kind" TEXT CHECK ("kind" IN ('existing control', 'planned action')),
    "owner_agency" TEXT REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "owner" TEXT,
    "due_on" TEXT CHECK ("due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "status" TEXT CHECK ("status" IN ('not started', 'in progress', 'complete', 'stopped')),
    "progress" TEXT,
    "copied_from" TEXT REFERENCES "mitigations" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "mitigations_risk" ON "mitigations" ("risk");
CREATE INDEX "mitigations_owner_agency" ON "mitigations" ("owner_agency");
CREATE INDEX "mitigations_copied_from" ON "mitigations" ("copied_from");
CREATE TABLE "funding_streams" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL,
    "funder" TEXT,
    "kind" TEXT CHECK ("kind" IN ('grant', 'reserve', 'reward grant', 'mainstream', 'match', 'in kind')),
    "year" INTEGER NOT NULL,
    "amount" INTEGER,
    "route" TEXT CHECK ("route" IN ('direct', 'through the county')),
    "banker" TEXT REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "spend_by" TEXT CHECK ("spend_by" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "carry_forward" TEXT CHECK ("carry_forward" IN ('allowed', 'not allowed')),
    "carried_from" TEXT REFERENCES "funding_streams" ("id") DEFERRABLE INITIALLY DEFERRED,
    "conditions" TEXT
) STRICT;
CREATE INDEX "funding_streams_partnership" ON "funding_streams" ("partnership");
CREATE INDEX "funding_streams_banker" ON "funding_streams" ("banker");
CREATE INDEX "funding_streams_carried_from" ON "funding_streams" ("carried_from");
CREATE TABLE "bids" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "stream" TEXT NOT NULL REFERENCES "funding_streams" ("id") DEFERRABLE INITIALLY DEFERRED,
    "item" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "project" TEXT NOT NULL,
    "amount_sought" INTEGER,
    "submitted_on" TEXT CHECK ("submitted_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "decision" TEXT CHECK ("decision" IN ('draft', 'submitted', 'awarded', 'part awarded', 'refused', 'withdrawn')),
    "decided_on" TEXT CHECK ("decided_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "amount_awarded" INTEGER,
    "our_share" REAL,
    "notes" TEXT
) STRICT;
CREATE INDEX "bids_stream" ON "bids" ("stream");
CREATE INDEX "bids_item" ON "bids" ("item");
CREATE TABLE "bids_joint_with" (
    "record" TEXT NOT NULL REFERENCES "bids" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "bids_joint_with_target" ON "bids_joint_with" ("target");
CREATE TABLE "allocations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "stream" TEXT NOT NULL REFERENCES "funding_streams" ("id") DEFERRABLE INITIALLY DEFERRED,
    "item" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group" TEXT REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "project" TEXT NOT NULL,
    "provider" TEXT,
    "amount" INTEGER NOT NULL,
    "status" TEXT CHECK ("status" IN ('proposed', 'approved', 'withdrawn')),
    "approved_by" TEXT REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "approved_on" TEXT CHECK ("approved_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "notes" TEXT
) STRICT;
CREATE INDEX "allocations_stream" ON "allocations" ("stream");
CREATE INDEX "allocations_item" ON "allocations" ("item");
CREATE INDEX "allocations_group" ON "allocations" ("group");
CREATE INDEX "allocations_approved_by" ON "allocations" ("approved_by");
CREATE TABLE "funding_entries" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "allocation" TEXT NOT NULL REFERENCES "allocations" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT NOT NULL CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "on_date" TEXT CHECK ("on_date" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "kind" TEXT CHECK ("kind" IN ('forecast', 'committed', 'actual', 'claimed', 'returned')),
    "amount" INTEGER,
    "reference" TEXT,
    "note" TEXT,
    "return_file" TEXT REFERENCES "return_files" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "funding_entries_allocation" ON "funding_entries" ("allocation");
CREATE INDEX "funding_entries_return_file" ON "funding_entries" ("return_file");
CREATE TABLE "achievements" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "item" TEXT REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "indicator" TEXT REFERENCES "indicators" ("id") DEFERRABLE INITIALLY DEFERRED,
    "title" TEXT NOT NULL,
    "last_year" REAL,
    "this_year" REAL,
    "stated_change" TEXT,
    "narrative" TEXT,
    "rag" TEXT CHECK ("rag" IN ('green', 'amber', 'red', 'blue', 'none'))
) STRICT;
CREATE INDEX "achievements_plan" ON "achievements" ("plan");
CREATE INDEX "achievements_item" ON "achievements" ("item");
CREATE INDEX "achievements_indicator" ON "achievements" ("indicator");
CREATE TABLE "accepted_findings" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "finding" TEXT NOT NULL,
    "message" TEXT,
    "reason" TEXT NOT NULL,
    "accepted_by" TEXT,
    "accepted_on" TEXT CHECK ("accepted_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    UNIQUE ("plan", "finding")
) STRICT;
CREATE TABLE "import_layouts" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "header_shape" TEXT NOT NULL,
    "mapping" TEXT NOT NULL,
    UNIQUE ("header_shape")
) STRICT;
CREATE TABLE "packs" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "name" TEXT NOT NULL,
    "contents" TEXT NOT NULL
) STRICT;
CREATE INDEX "packs_partnership" ON "packs" ("partnership");
CREATE TABLE "printed_reports" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "title" TEXT NOT NULL,
    "issued_on" TEXT,
    "content" BLOB
) STRICT;
CREATE INDEX "printed_reports_plan" ON "printed_reports" ("plan");

CREATE TABLE "steps" (
    "step" INTEGER PRIMARY KEY,
    "made_at" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('start', 'edit', 'undo', 'redo')),
    "state" TEXT NOT NULL CHECK ("state" IN ('done', 'undone', 'lapsed')),
    "of_step" INTEGER REFERENCES "steps" ("step")
) STRICT;
CREATE INDEX "steps_kind_state" ON "steps" ("kind", "state");
CREATE TABLE "changes" (
    "id" INTEGER PRIMARY KEY,
    "step" INTEGER NOT NULL REFERENCES "steps" ("step"),
    "register" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT
) STRICT;
CREATE INDEX "changes_step" ON "changes" ("step");
CREATE INDEX "changes_record" ON "changes" ("record", "field");

CREATE VIEW "action_plan" AS
SELECT p."name" AS "partnership", l."title" AS "plan", l."first_year", l."last_year",
    top."ref" AS "priority_ref", top."title" AS "priority",
    i."level", i."ref", i."title", i."target", i."timescale", i."due_on", i."resources", i."outcome", i."status",
    (SELECT group_concat("short_name", ', ') FROM (
        SELECT a."short_name" FROM "plan_items_lead_agencies" k JOIN "agencies" a ON a."id" = k."target"
        WHERE k."record" = i."id" ORDER BY k."position")) AS "lead_agencies",
    (SELECT group_concat("short_name", ', ') FROM (
        SELECT g."short_name" FROM "plan_items_lead_groups" k JOIN "groups" g ON g."id" = k."target"
        WHERE k."record" = i."id" ORDER BY k."position")) AS "lead_groups",
    u."quarter", u."narrative", u."rag", u."outcome_rag", u."moderated_rag", u."moderation_reason",
    u."new_due_on", u."author", u."reported_on"
FROM "plan_items" i
JOIN "plans" l ON l."id" = i."plan"
JOIN "partnerships" p ON p."id" = l."partnership"
LEFT JOIN "plan_items" up ON up."id" = i."parent"
LEFT JOIN "plan_items" upper ON upper."id" = up."parent"
JOIN "plan_items" top ON top."id" = coalesce(upper."id", up."id", i."id")
LEFT JOIN "updates" u ON u."item" = i."id";

CREATE VIEW "indicator_position" AS
SELECT p."name" AS "partnership", l."title" AS "plan", t."title" AS "priority",
    n."ref", n."title", n."source", n."unit", n."better", n."kind", n."scope",
    n."baseline_state", n."baseline_value", n."baseline_period",
    n."target_kind", n."target_value", n."target_period",
    CASE n."target_kind" WHEN 'value' THEN n."target_value"
        WHEN 'percent change' THEN n."baseline_value" * (1 + n."target_value" / 100.0)
        WHEN 'increase from baseline by' THEN n."baseline_value" + n."target_value" END AS "target_number",
    a."short_name" AS "owner", m."quarter", m."value_state", m."value", m."provisional", m."note"
FROM "indicators" n
JOIN "plans" l ON l."id" = n."plan"
JOIN "partnerships" p ON p."id" = l."partnership"
LEFT JOIN "plan_items" t ON t."id" = n."item"
LEFT JOIN "agencies" a ON a."id" = n."owner"
LEFT JOIN "measurements" m ON m."indicator" = n."id";

CREATE VIEW "risk_register" AS
SELECT p."name" AS "partnership", l."title" AS "plan", t."title" AS "plan_item",
    r."ref", r."title", r."cause", r."consequence", r."category", a."short_name" AS "owner_agency", r."owner",
    r."inherent_likelihood" * r."inherent_impact" AS "inherent_score",
    r."current_likelihood" * r."current_impact" AS "current_score",
    r."target_likelihood" * r."target_impact" AS "target_score",
    r."target_on", r."proximity", r."response", r."status", r."review_on",
    m."title" AS "mitigation", m."kind" AS "mitigation_kind", ma."short_name" AS "mitigation_agency",
    m."due_on" AS "mitigation_due_on", m."status" AS "mitigation_status", m."progress" AS "mitigation_progress"
FROM "risks" r
JOIN "plans" l ON l."id" = r."plan"
JOIN "partnerships" p ON p."id" = l."partnership"
LEFT JOIN "plan_items" t ON t."id" = r."item"
LEFT JOIN "agencies" a ON a."id" = r."owner_agency"
LEFT JOIN "mitigations" m ON m."risk" = r."id"
LEFT JOIN "agencies" ma ON ma."id" = m."owner_agency";

CREATE VIEW "funding_position" AS
SELECT p."name" AS "partnership", s."name" AS "stream", s."year", s."funder", s."kind" AS "stream_kind",
    s."amount" / 100.0 AS "stream_pounds", s."carry_forward", s."spend_by",
    t."ref" AS "item_ref", t."title" AS "item", g."short_name" AS "group", c."project", c."provider",
    c."status", c."amount" / 100.0 AS "allocated_pounds",
    e."quarter", e."kind", e."amount" / 100.0 AS "pounds", e."on_date", e."reference", e."note"
FROM "funding_streams" s
JOIN "partnerships" p ON p."id" = s."partnership"
LEFT JOIN "allocations" c ON c."stream" = s."id"
LEFT JOIN "plan_items" t ON t."id" = c."item"
LEFT JOIN "groups" g ON g."id" = c."group"
LEFT JOIN "funding_entries" e ON e."allocation" = c."id";
