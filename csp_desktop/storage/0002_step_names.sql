CREATE TABLE "this_file" (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    "id" TEXT NOT NULL
) STRICT;
ALTER TABLE "steps" ADD COLUMN "id" TEXT NOT NULL DEFAULT '';
UPDATE "steps" SET "id" = CAST("step" AS TEXT);
CREATE UNIQUE INDEX "steps_id" ON "steps" ("id");
