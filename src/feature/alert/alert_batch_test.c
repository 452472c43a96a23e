#include "feature/alert/alert_batch.c"

#include "base/test.h"
#include "core/store_testing.h"

#define PROJECT                                                                                    \
    "INSERT INTO project (uuid, name, slug, short_prefix, warning_as_error,"                       \
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"                    \
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled," \
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"     \
    " 'SHOP', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1);"
/* Issues 1 to 1200, all open. */
#define ISSUES                                                                                     \
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location," \
    " level, platform, is_unhandled, status, first_seen_ms, last_seen_ms, last_seen_minute,"       \
    " event_count, stored_count, user_count, first_release, last_release, created_ms, updated_ms)" \
    " WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 1200)"             \
    " SELECT 'i' || CAST(n AS TEXT), 1, n, 'x', 'x', 'E', 'c', '', 'error', 'python', FALSE,"      \
    " 'open', 1, 1, 0, 1, 1, 1, '', '', 1, 1 FROM k;"
#define RANG(letter, reason, issues)                                                               \
    "INSERT INTO alert_delivery (project_id, uuid, rule_id, issue_id, reason, recipient, state,"   \
    " attempts, outbox_uuid, batch, created_ms, done_ms)"                                          \
    " SELECT 1, '" letter "' || CAST(10000 + id AS TEXT), 7, id, '" reason "', 'a', 'waiting', 0," \
    " '', 'b', 1, 0 FROM issue WHERE " issues ";"

static void tell_what_rang(enum db_kind kind, const char *rang, struct telling *out)
{
    static struct test_store t;
    struct telling telling = {
        .project_id = 1,
        .rule_id = 7,
        .uuid = S("b"),
        .alert = { .project_id = 1, .rule_id = 7, .settings = S("{\"alert_type\":\"webhook\"}") },
    };

    test_store_open(&t, kind);
    assert_int_equal(db_script(&t.cx, PROJECT ISSUES), OK);
    assert_int_equal(db_script(&t.cx, rang), OK);
    assert_int_equal(read_issues(&t.cx, &telling), OK);
    *out = telling;
    for (size_t i = 0; i < telling.n; i++)
        assert_true(telling.list[i].issue_no > 0);
    out->list = NULL; /* goes with the store */
    test_store_close(&t);
}

TEST(a_digest_counts_each_issue_once_however_many_rang)
{
    for (int kind = DB_SQLITE; kind <= DB_POSTGRES; kind++) {
        struct telling told;
        tell_what_rang((enum db_kind)kind,
                       RANG("k", "new", "TRUE") RANG("l", "threshold", "id <= 100"), &told);
        assert_int_equal(told.n, ALERT_LIST);
        assert_int_equal(told.n + told.n_more, 1200);
    }
}

TEST(an_issue_that_rang_is_told_of_although_it_was_resolved_and_taken_back)
{
    for (int kind = DB_SQLITE; kind <= DB_POSTGRES; kind++) {
        struct telling told;
        tell_what_rang((enum db_kind)kind,
                       RANG("k", "new", "id = 1") RANG("l", "resolved", "id <= 2"), &told);
        assert_int_equal(told.n, 1);
        assert_int_equal(told.n_more, 0);
    }
}

#define RULE                                                                                       \
    "INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position, points, conditions,"    \
    " tree, data_patterns, settings, version, created_ms, updated_ms)"                             \
    " VALUES ('r', 1, 'alert', '', TRUE, 1, 0, '', '', 0,"                                         \
    " '{\"alert_type\":\"webhook\",\"digest_minutes\":30}', 1, 1, 1);"
#define LEFT(rule, created_ms)                                                                     \
    "INSERT INTO alert_delivery (project_id, uuid, rule_id, issue_id, reason, recipient, state,"   \
    " attempts, outbox_uuid, batch, created_ms, done_ms) VALUES (1, 'u" #created_ms "', " #rule    \
    ", 1, 'new', 'a', 'waiting', 0, '', 'next', " #created_ms ", 0);"

TEST(what_was_left_behind_goes_when_its_minutes_are_over_once_for_all)
{
    for (int kind = DB_SQLITE; kind <= DB_POSTGRES; kind++) {
        struct test_store t;
        test_store_open(&t, (enum db_kind)kind);
        assert_int_equal(
            db_script(&t.cx,
                      RULE LEFT(1, 5000) LEFT(1, 6000)),
            OK);
        for (int again = 0; again < 2; again++) {
            assert_int_equal(alert_batch_sweep(&t.cx), OK);
            assert_int_equal(test_number(&t, "SELECT count(*) FROM outbox"), 1);
            assert_int_equal(test_number(&t, "SELECT due_ms FROM outbox"), 5000 + 30 * 60000);
        }
        test_store_close(&t);
    }
}

TEST(a_digest_that_was_told_is_not_tried_again_when_the_outbox_does_not_know)
{
    for (int kind = DB_SQLITE; kind <= DB_POSTGRES; kind++) {
        struct outbox_delivery d = {
            .uuid = S("b"), .payload = S("1 1"), .recipient = S("a"), .attempt = 2
        };
        struct test_store t;
        test_store_open(&t, (enum db_kind)kind);
        assert_int_equal(db_script(&t.cx, RULE LEFT(1, 5000)
                                   "UPDATE alert_delivery SET batch = 'b', state = 'sent',"
                                   " attempts = 1"),
                         OK);
        assert_int_equal(alert_batch_deliver(&t.cx, &d), OK);
        assert_int_equal(test_number(&t, "SELECT attempts FROM alert_delivery"), 1);
        assert_int_equal(test_number(&t, "SELECT count(*) FROM alert_try"), 0);
        test_store_close(&t);
    }
}
