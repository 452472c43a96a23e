#include "feature/tracker/tracker_sync.c"

#include "base/test.h"
#include "core/store_testing.h"

static struct test_store t;

/* It was closed when it was asked; before the answer is read somebody has reopened both. */
static enum status get_late(struct ctx *cx, struct tracker_session *s, struct str key,
                            struct tracker_ref *out)
{
    (void)s;
    *out = (struct tracker_ref){ .key = key, .url = S("https://f.test/1"), .is_closed = true };
    return db_script(cx, "UPDATE issue_tracker SET is_closed = FALSE");
}

static const struct tracker late = { .name = "github", .title = "GitHub", .get = get_late };

static const char project[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, max_events_per_issue,"
    " warning_as_error, route_grouping_enabled, ai_enabled, ai_merge_suggestions,"
    " ai_auto_merge, ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage,"
    " analysis_db_enabled, created_ms, updated_ms)"
    " VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop', 'SHOP', 3, FALSE, FALSE,"
    " FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";
static const char issue[] =
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location,"
    " level, platform, is_unhandled, status, first_seen_ms, last_seen_ms, last_seen_minute,"
    " event_count, stored_count, user_count, first_release, last_release, created_ms, updated_ms)"
    " VALUES ('01934567-89ab-7cde-8f01-23456789abce', 1, 1, 'T', 't', '', '', '', 'error', '',"
    " FALSE, 'open', 1, 1, 1, 1, 1, 0, '', '', 1, 1)";

static const char linked[] =
    "INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, state, origin, rule_id,"
    " is_unsure, tried_ms, lease_until_ms, remote_key, remote_url, is_closed, error, checked_ms,"
    " created_ms, updated_ms) VALUES (1, 1, 'github', '', 'linked', 'link', 0, FALSE, 0, 0, '1',"
    " 'u', TRUE, '', 0, 1, 1)";

static void hear_a_late_answer(enum db_kind kind)
{
    struct tracker_session s = { .tracker = &late, .settings.closed_resolves = true };
    struct q_tracker_to_check_args which = { 1, S("github"), 5 };
    struct q_tracker_to_check_row *rows;
    size_t n;

    test_store_open(&t, kind);
    struct ctx *cx = &t.cx;
    assert_int_equal(db_script(cx, project), OK);
    assert_int_equal(db_script(cx, issue), OK);
    assert_int_equal(db_script(cx, linked), OK);
    assert_int_equal(q_tracker_to_check(cx, &which, &rows, &n), OK);
    assert_int_equal(n, 1);
    if (poll_one(cx, &s, 1, &rows[0]) != OK)
        fail_msg("%s", cx->err.text);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM issue WHERE status = 'open'"), 1);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM issue_tracker WHERE is_closed"), 0);
    test_store_close(&t);
}

TEST(an_answer_of_before_a_reopening_resolves_nothing_on_sqlite)
{
    hear_a_late_answer(DB_SQLITE);
}

TEST(an_answer_of_before_a_reopening_resolves_nothing_on_postgres)
{
    hear_a_late_answer(DB_POSTGRES);
}
