#include "feature/ingest/lookup_api.c"

#include "base/test.h"
#include "core/store_testing.h"

static const struct event_id lost = { { 0xab, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 } };

static const char rows[] =
    "INSERT INTO project (id, uuid, name, slug, short_prefix, max_events_per_issue,"
    " warning_as_error, route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES (1, '01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', 3, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";
static const char record[] =
    "INSERT INTO quarantine (uuid, project_id, reason, detail, spool_id, seq, received_ms, record,"
    " is_wanted, created_ms) VALUES ('u', 1, 'crash', '', 's', 7, 1, %s, FALSE, 1)";
/* Some head, the id as it is, some body. */
static const char sqlite_blob[] = "X'00000000ab0102030405060708090a0b0c0d0e0f7b7d'";
static const char postgres_blob[] = "decode('00000000ab0102030405060708090a0b0c0d0e0f7b7d', 'hex')";

static void check_quarantine(enum db_kind kind)
{
    struct test_store t;
    struct lookup_out out = { .place = S("never_seen") };
    const struct actor elsewhere = { .kind = ACTOR_PROJECT_TOKEN, .visible = S("[2]") };
    struct event_id other = lost;
    bool found;

    test_store_open(&t, kind);
    assert_int_equal(db_script(&t.cx, rows), OK);
    const char *blob = kind == DB_SQLITE ? sqlite_blob : postgres_blob;
    char sql[512];
    (void)snprintf(sql, sizeof sql, record, blob);
    assert_int_equal(db_script(&t.cx, sql), OK);

    other.b[15] = 0;
    assert_int_equal(look_in_quarantine(&t.cx, &other, &out, &found), OK);
    assert_str_equal(out.place, S("never_seen"));
    t.cx.actor = &elsewhere;
    assert_int_equal(look_in_quarantine(&t.cx, &lost, &out, &found), OK);
    assert_str_equal(out.place, S("never_seen"));
    t.cx.actor = NULL;
    assert_int_equal(look_in_quarantine(&t.cx, &lost, &out, &found), OK);
    assert_str_equal(out.place, S("quarantined"));
    assert_str_equal(out.project, S("01934567-89ab-7cde-8f01-23456789abcd"));
    test_store_close(&t);
}

TEST(event_lookup_finds_what_was_kept_aside_on_sqlite)
{
    check_quarantine(DB_SQLITE);
}

TEST(event_lookup_finds_what_was_kept_aside_on_postgres)
{
    check_quarantine(DB_POSTGRES);
}
