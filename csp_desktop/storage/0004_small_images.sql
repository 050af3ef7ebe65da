DROP INDEX "changes_step";
DROP INDEX "changes_record";
ALTER TABLE "changes" RENAME TO "changes_in_full";
CREATE TABLE "changes" (
    "id" INTEGER PRIMARY KEY,
    "step" INTEGER NOT NULL REFERENCES "steps" ("step"),
    "register" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" ANY CHECK (typeof("after") IN ('null', CASE "field" WHEN '' THEN 'blob' ELSE 'text' END))
) STRICT;
INSERT INTO "changes" SELECT "id", "step", "register", "record", "field",
    "before",
    CASE WHEN "field" = '' AND "after" IS NOT NULL
        THEN shrunk(CAST("record" AS BLOB), CAST("after" AS BLOB)) ELSE "after" END
FROM "changes_in_full" ORDER BY "id";
DROP TABLE "changes_in_full";
CREATE INDEX "changes_step" ON "changes" ("step");
CREATE INDEX "changes_record" ON "changes" ("record", "field");
