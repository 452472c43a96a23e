#include "base/base.h"

#include "base/test.h"

#include "base/ctx.h"
#include "core/actor.h"
#include "feature/ingest/digest_testing.h"
#include "feature/project/project_int.h"
#include "port/db.h"

/* What a deleted project leaves in the tables of other features. */
static void check_rules_go(enum db_kind kind)
{
    struct actor admin = { .kind = ACTOR_SESSION, .user_id = 7, .role = ROLE_ADMIN };
    struct digest_test t;

    digest_test_begin(&t, kind);
    assert_int_equal(
        db_script(&t.store.cx,
                  "INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position, points,"
                  " conditions, tree, data_patterns, settings, version, created_ms, updated_ms)"
                  " VALUES ('a', 1, 'tag', 'r', TRUE, 0, 0, '[]', '{}', 0, '{}', 1, 1, 1),"
                  " ('b', 2, 'tag', 'r', TRUE, 0, 0, '[]', '{}', 0, '{}', 1, 1, 1);"
                  "INSERT INTO project_tracker (project_id, tracker, settings, box, polled_ms,"
                  " version, updated_ms) VALUES (1, 'gitea', '{}', 'secret', 0, 1, 1);"
                  "INSERT INTO query_finding (project_id, pattern_id, kind, events, last_ms, state,"
                  " reports, counted, fingerprint_id) VALUES (1, 9, 'slow', 3, 1, 'open', 1, 2, 1);"
                  "INSERT INTO query_pattern (project_id, id, query_hash, transaction_name,"
                  " normalized_query, table_name, event_count, distinct_events, timed_count,"
                  " total_us, max_us, is_muted, first_seen_ms, last_seen_ms) VALUES (1, 9, 'h',"
                  " '', 'q', 'users', 15, 3, 0, 0, 0, FALSE, 1, 1)"),
        OK);
    t.store.cx.actor = &admin;
    if (project_remove(&t.store.cx, 1, (struct opt_i64){ 0 }) != OK)
        fail_msg("%s", t.store.cx.err.text);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM project"), 0);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM rule WHERE project_id = 1"), 0);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM rule"), 1);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM project_tracker"), 0);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM query_pattern"), 0);
    assert_int_equal(test_number(&t.store, "SELECT count(*) FROM query_finding"), 0);
    digest_test_end(&t);
}

TEST(a_deleted_project_leaves_no_rules_on_sqlite)
{
    check_rules_go(DB_SQLITE);
}

TEST(a_deleted_project_leaves_no_rules_on_postgres)
{
    check_rules_go(DB_POSTGRES);
}
