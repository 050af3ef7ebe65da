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
    u."new_due_on", u."author", u."reported_on",
    (SELECT group_concat("name", ', ') FROM (
        SELECT o."name" FROM "plan_items_lead_officers" k JOIN "people" o ON o."id" = k."target"
        WHERE k."record" = i."id" ORDER BY k."position")) AS "lead_officers",
    i."starts_on", i."original_due_on", i."public", i."evidence", i."notes",
    u."done", u."of", u."notes" AS "update_notes"
    /* others of plan_items i, updates u */
    , p."short_name" AS "partnership_short_name", p."region" AS "partnership_region",
    coalesce(CAST(substr(u."quarter", 1, 4) AS INTEGER), l."first_year") AS "year"
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
    a."short_name" AS "owner", m."quarter", m."value_state", m."value", m."provisional", m."note",
    n."notes", m."group_average", m."rank", m."out_of", m."months"
    /* others of indicators n, measurements m */
    , p."short_name" AS "partnership_short_name", p."region" AS "partnership_region",
    coalesce(CAST(substr(m."quarter", 1, 4) AS INTEGER), l."first_year") AS "year"
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
    coalesce(
        (SELECT v."likelihood" FROM "risk_reviews" v WHERE v."risk" = r."id" AND v."likelihood" IS NOT NULL
            ORDER BY v."quarter" DESC LIMIT 1),
        CASE WHEN coalesce(r."current_likelihood", r."current_impact") IS NULL
            AND r."inherent_likelihood" * r."inherent_impact" IS NOT NULL THEN r."inherent_likelihood"
            ELSE r."current_likelihood" END)
    * coalesce(
        (SELECT v."impact" FROM "risk_reviews" v WHERE v."risk" = r."id" AND v."impact" IS NOT NULL
            ORDER BY v."quarter" DESC LIMIT 1),
        CASE WHEN coalesce(r."current_likelihood", r."current_impact") IS NULL
            AND r."inherent_likelihood" * r."inherent_impact" IS NOT NULL THEN r."inherent_impact"
            ELSE r."current_impact" END) AS "current_score",
    r."target_likelihood" * r."target_impact" AS "target_score",
    r."target_on", r."proximity", r."response", r."status", r."review_on",
    m."title" AS "mitigation", m."kind" AS "mitigation_kind", ma."short_name" AS "mitigation_agency",
    m."due_on" AS "mitigation_due_on", m."status" AS "mitigation_status", m."progress" AS "mitigation_progress",
    r."notes", m."notes" AS "mitigation_notes"
    /* others of risks r, mitigations m */
    , p."short_name" AS "partnership_short_name", p."region" AS "partnership_region",
    l."first_year" AS "year"
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
    e."quarter", e."kind", e."amount" / 100.0 AS "pounds", e."on_date", e."reference", e."note",
    s."notes" AS "stream_notes"
    /* others of funding_streams s, allocations c, funding_entries e */
    , p."short_name" AS "partnership_short_name", p."region" AS "partnership_region"
FROM "funding_streams" s
JOIN "partnerships" p ON p."id" = s."partnership"
LEFT JOIN "allocations" c ON c."stream" = s."id"
LEFT JOIN "plan_items" t ON t."id" = c."item"
LEFT JOIN "groups" g ON g."id" = c."group"
LEFT JOIN "funding_entries" e ON e."allocation" = c."id";

CREATE VIEW "log" AS
SELECT p."name" AS "partnership", l."title" AS "plan", e."kind", e."ref", e."title", e."source",
    g."short_name" AS "group", m."held_on" AS "meeting_held_on",
    (SELECT group_concat("short_name", ', ') FROM (
        SELECT a."short_name" FROM "log_entries_lead_agencies" k JOIN "agencies" a ON a."id" = k."target"
        WHERE k."record" = e."id" ORDER BY k."position")) AS "lead_agencies",
    e."owner", e."raised_on", e."starts_on", e."due_on", e."review_on", e."expires_on", e."completed_on",
    e."area", e."outcome", e."evidence", e."notes", e."public",
    CASE WHEN e."completed_on" IS NOT NULL AND (s."status" IS NULL OR s."quarter" <= printf('%d-Q%d',
            strftime('%Y', e."completed_on") - (strftime('%m', e."completed_on") < '04'),
            ((strftime('%m', e."completed_on") + 8) % 12) / 3 + 1))
        THEN CASE WHEN s."status" IN ('stopped', 'lapsed') THEN s."status" ELSE 'complete' END
        WHEN s."status" IS NOT NULL THEN s."status"
        WHEN e."kind" = 'order or agreement' AND e."starts_on" IS NOT NULL THEN 'in progress'
        ELSE 'not started' END AS "status_now",
    coalesce(
        (SELECT v."new_due_on" FROM "log_updates" v WHERE v."entry" = e."id" AND v."new_due_on" IS NOT NULL
            ORDER BY v."quarter" DESC LIMIT 1),
        CASE e."kind" WHEN 'order or agreement' THEN e."expires_on" ELSE e."due_on" END) AS "due_now",
    u."quarter", u."narrative", u."status", u."new_due_on"
    /* others of log_entries e, log_updates u */
    , p."short_name" AS "partnership_short_name", p."region" AS "partnership_region",
    coalesce(CAST(substr(u."quarter", 1, 4) AS INTEGER), l."first_year",
        CAST(strftime('%Y', coalesce(m."held_on", e."raised_on")) AS INTEGER) - (strftime('%m', coalesce(m."held_on", e."raised_on")) < '04')) AS "year"
FROM "log_entries" e
JOIN "partnerships" p ON p."id" = e."partnership"
LEFT JOIN "plans" l ON l."id" = e."plan"
LEFT JOIN "groups" g ON g."id" = e."group"
LEFT JOIN "meetings" m ON m."id" = e."meeting"
LEFT JOIN "log_updates" u ON u."entry" = e."id"
LEFT JOIN "log_updates" s ON s."entry" = e."id" AND s."quarter" = (
    SELECT max(v."quarter") FROM "log_updates" v WHERE v."entry" = e."id" AND v."status" IS NOT NULL);

CREATE VIEW "meetings_list" AS
SELECT p."name" AS "partnership", g."short_name" AS "group", m."held_on", m."place", m."notes",
    (SELECT count(*) FROM "log_entries" e WHERE e."meeting" = m."id") AS "log_entries"
    /* others of meetings m */
    , p."short_name" AS "partnership_short_name", p."region" AS "partnership_region",
    CAST(strftime('%Y', m."held_on") AS INTEGER) - (strftime('%m', m."held_on") < '04') AS "year"
FROM "meetings" m
JOIN "partnerships" p ON p."id" = m."partnership"
LEFT JOIN "groups" g ON g."id" = m."group";
