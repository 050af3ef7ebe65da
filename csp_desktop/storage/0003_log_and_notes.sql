ALTER TABLE "partnerships" ADD COLUMN "coordinator" TEXT;
CREATE TABLE "partnerships_authorities" (
    "record" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "partnerships_authorities_target" ON "partnerships_authorities" ("target");
CREATE TABLE "partnerships_joint_with" (
    "record" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "partnerships_joint_with_target" ON "partnerships_joint_with" ("target");
ALTER TABLE "agencies" ADD COLUMN "return_form" TEXT DEFAULT 'full' CHECK ("return_form" IN ('full', 'short'));
ALTER TABLE "people" ADD COLUMN "notes" TEXT;
ALTER TABLE "groups" ADD COLUMN "return_form" TEXT DEFAULT 'full' CHECK ("return_form" IN ('full', 'short'));
ALTER TABLE "groups" ADD COLUMN "notes" TEXT;
ALTER TABLE "plan_items" ADD COLUMN "starts_on" TEXT CHECK ("starts_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]');
ALTER TABLE "plan_items" ADD COLUMN "original_due_on" TEXT CHECK ("original_due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]');
ALTER TABLE "plan_items" ADD COLUMN "public" INTEGER NOT NULL DEFAULT 0 CHECK ("public" IN (0, 1));
ALTER TABLE "plan_items" ADD COLUMN "evidence" TEXT;
ALTER TABLE "plan_items" ADD COLUMN "notes" TEXT;
CREATE TABLE "plan_items_lead_officers" (
    "record" TEXT NOT NULL REFERENCES "plan_items" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "people" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "plan_items_lead_officers_target" ON "plan_items_lead_officers" ("target");
ALTER TABLE "updates" ADD COLUMN "done" INTEGER CHECK ("done" >= 0);
ALTER TABLE "updates" ADD COLUMN "of" INTEGER CHECK ("of" >= 0);
ALTER TABLE "updates" ADD COLUMN "notes" TEXT;
ALTER TABLE "indicators" ADD COLUMN "amber_in" TEXT DEFAULT 'per cent of the target' CHECK ("amber_in" IN ('per cent of the target', 'points'));
ALTER TABLE "measurements" ADD COLUMN "group_average" REAL;
ALTER TABLE "measurements" ADD COLUMN "rank" INTEGER CHECK ("rank" >= 1);
ALTER TABLE "measurements" ADD COLUMN "out_of" INTEGER CHECK ("out_of" >= 1);
ALTER TABLE "measurements" ADD COLUMN "months" TEXT;
ALTER TABLE "risks" ADD COLUMN "notes" TEXT;
ALTER TABLE "mitigations" ADD COLUMN "notes" TEXT;
ALTER TABLE "funding_streams" ADD COLUMN "position" INTEGER CHECK ("position" >= 0);
ALTER TABLE "funding_streams" ADD COLUMN "notes" TEXT;
ALTER TABLE "bids" ADD COLUMN "position" INTEGER CHECK ("position" >= 0);
ALTER TABLE "allocations" ADD COLUMN "position" INTEGER CHECK ("position" >= 0);
ALTER TABLE "funding_entries" ADD COLUMN "position" INTEGER CHECK ("position" >= 0);
DROP VIEW IF EXISTS "funding_position";
ALTER TABLE "allocations" RENAME COLUMN "amount" TO "amount_needed";
ALTER TABLE "allocations" ADD COLUMN "amount" INTEGER;
UPDATE "allocations" SET "amount" = "amount_needed";
ALTER TABLE "allocations" DROP COLUMN "amount_needed";
CREATE TABLE "plan_sections" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "plan" TEXT NOT NULL REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER CHECK ("position" >= 0),
    "title" TEXT NOT NULL,
    "text" TEXT
) STRICT;
CREATE INDEX "plan_sections_plan" ON "plan_sections" ("plan");
CREATE TABLE "meetings" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group" TEXT REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "held_on" TEXT NOT NULL CHECK ("held_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "place" TEXT,
    "notes" TEXT
) STRICT;
CREATE INDEX "meetings_partnership" ON "meetings" ("partnership");
CREATE INDEX "meetings_group" ON "meetings" ("group");
CREATE TABLE "log_entries" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") DEFERRABLE INITIALLY DEFERRED,
    "plan" TEXT REFERENCES "plans" ("id") DEFERRABLE INITIALLY DEFERRED,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('meeting action', 'review recommendation', 'order or agreement', 'duty')),
    "ref" TEXT,
    "title" TEXT NOT NULL,
    "source" TEXT,
    "meeting" TEXT REFERENCES "meetings" ("id") DEFERRABLE INITIALLY DEFERRED,
    "group" TEXT REFERENCES "groups" ("id") DEFERRABLE INITIALLY DEFERRED,
    "owner" TEXT,
    "raised_on" TEXT CHECK ("raised_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "starts_on" TEXT CHECK ("starts_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "due_on" TEXT CHECK ("due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "review_on" TEXT CHECK ("review_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "expires_on" TEXT CHECK ("expires_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "completed_on" TEXT CHECK ("completed_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "area" TEXT,
    "outcome" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "public" INTEGER NOT NULL CHECK ("public" IN (0, 1))
) STRICT;
CREATE INDEX "log_entries_partnership" ON "log_entries" ("partnership");
CREATE INDEX "log_entries_plan" ON "log_entries" ("plan");
CREATE INDEX "log_entries_meeting" ON "log_entries" ("meeting");
CREATE INDEX "log_entries_group" ON "log_entries" ("group");
CREATE TABLE "log_entries_lead_agencies" (
    "record" TEXT NOT NULL REFERENCES "log_entries" ("id") DEFERRABLE INITIALLY DEFERRED,
    "target" TEXT NOT NULL REFERENCES "agencies" ("id") DEFERRABLE INITIALLY DEFERRED,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("record", "target")
) STRICT, WITHOUT ROWID;
CREATE INDEX "log_entries_lead_agencies_target" ON "log_entries_lead_agencies" ("target");
CREATE TABLE "log_updates" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "entry" TEXT NOT NULL REFERENCES "log_entries" ("id") DEFERRABLE INITIALLY DEFERRED,
    "quarter" TEXT NOT NULL CHECK ("quarter" GLOB '[12][0-9][0-9][0-9]-Q[1-4]'),
    "narrative" TEXT,
    "status" TEXT CHECK ("status" IN ('not started', 'in progress', 'complete', 'stopped', 'lapsed')),
    "new_due_on" TEXT CHECK ("new_due_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "return_file" TEXT REFERENCES "return_files" ("id") DEFERRABLE INITIALLY DEFERRED,
    UNIQUE ("entry", "quarter")
) STRICT;
CREATE INDEX "log_updates_return_file" ON "log_updates" ("return_file");
CREATE TABLE "copies_taken_in" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "file" TEXT NOT NULL,
    "last_step" TEXT,
    "taken_on" TEXT CHECK ("taken_on" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    "findings" TEXT
) STRICT;
