DROP INDEX "steps_kind_state";
CREATE INDEX "steps_undone" ON "steps" ("step") WHERE "state" = 'undone';
