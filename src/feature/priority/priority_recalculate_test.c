#include "feature/priority/priority_recalculate.c"

#include <pthread.h>
#include <sched.h>

#include "base/test.h"
#include "core/store_testing.h"

/* On PostgreSQL another process digests while priorities are calculated anew; on SQLite the
 * one writer keeps the two apart. */

static const char rows[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location,"
    " level, platform, is_unhandled, status, first_seen_ms, last_seen_ms, last_seen_minute,"
    " event_count, stored_count, user_count, first_release, last_release, created_ms, updated_ms)"
    " VALUES ('01934567-89ab-7cde-8f01-000000000001', 1, 1, 'x', 'x', 'E', 'c', '', 'error',"
    " 'python', FALSE, 'open', 1000, 9000, 0, 79, 5, 1, '', '', 1, 1);"
    "INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position, points, conditions,"
    " tree, data_patterns, settings, version, created_ms, updated_ms) VALUES"
    " ('01934567-89ab-7cde-8f01-0000000000a1', 1, 'priority', 'five', TRUE, 1, 15, '',"
    "  '{\"type\":\"total_events\",\"op\":\"gte\",\"value\":5}', 0, '{}', 1, 1, 1),"
    " ('01934567-89ab-7cde-8f01-0000000000a2', 1, 'priority', 'eighty', TRUE, 2, 20, '',"
    "  '{\"type\":\"total_events\",\"op\":\"gte\",\"value\":80}', 0, '{}', 1, 1, 1);";
static const char event_80[] = "UPDATE issue SET event_count = 80, priority = 85 WHERE id = 1";
static const char who_waits[] = "SELECT count(*) FROM pg_locks WHERE NOT granted"
                                " AND transactionid = CAST(pg_current_xact_id() AS xid)";

struct somebody {
    struct arena arena;
    struct ctx cx;
    enum status st;
};

static void *recalculate(void *arg)
{
    struct somebody *s = arg;
    struct str job;
    int64_t n;

    s->st = priority_recalculate(&s->cx, 1, &n, &job);
    return NULL;
}

TEST(an_event_that_is_counted_meanwhile_is_not_overruled_by_what_was_read_before)
{
    struct test_store t;
    struct somebody s = { .st = E_INTERNAL };
    pthread_t thread;

    test_store_open(&t, DB_POSTGRES);
    assert_int_equal(db_script(&t.cx, rows), OK);
    arena_init(&s.arena, "somebody", 4 << 20);
    s.cx = (struct ctx){ .arena = &s.arena, .db = db_open(t.store), .now_ms = t.cx.now_ms };
    struct tx tx SCOPED(tx_end) = { 0 };
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(db_script(&t.cx, event_80), OK);
    assert_int_equal(pthread_create(&thread, NULL, recalculate, &s), 0);
    while (test_number(&t, who_waits) == 0)
        (void)sched_yield();
    assert_int_equal(tx_commit(&tx), OK);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(s.st, OK);
    assert_int_equal(test_number(&t, "SELECT priority FROM issue"), 85);
    db_close(s.cx.db);
    arena_release(&s.arena);
    test_store_close(&t);
}
