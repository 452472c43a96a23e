#include "feature/tracker/tracker_make.c"

#include "base/test.h"
#include "core/store_testing.h"

enum { LOOK_MS = TRACKER_LEASE_MS - 1000 }; /* as slow as may be */

static struct test_store t;
static bool is_free_meanwhile;

static int64_t number(const char *sql)
{
    return test_number(&t, sql);
}

static enum status find_nothing(struct ctx *cx, struct tracker_session *s,
                                const struct tracker_look *look, struct tracker_ref *out)
{
    (void)s, (void)look, (void)out;
    clock_set_for_test(cx->now_ms + LOOK_MS);
    return OK;
}

/* Two seconds after it began somebody else looks whether there is something to make. */
static enum status create(struct ctx *cx, struct tracker_session *s,
                          const struct tracker_ticket *ticket, struct tracker_ref *out)
{
    int64_t now_ms = clock_now_ms() + 2 * MS_PER_SECOND;
    struct q_tracker_lease_args lease = {
        1, 1, S("jira"), now_ms, now_ms + 1, now_ms + MS_PER_HOUR
    };
    struct q_tracker_lease_row row;

    (void)s, (void)ticket;
    TRY(q_tracker_lease(cx, &lease, &row, &is_free_meanwhile));
    *out = (struct tracker_ref){ .key = S("SHOP-1"), .url = S("https://j.test/browse/SHOP-1") };
    return OK;
}

static const struct tracker slow = {
    .name = "jira", .title = "Jira", .find = find_nothing, .create = create
};

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

static void make_after_a_slow_look(enum db_kind kind)
{
    static const struct tracker_spot spot = { 1, 1, &slow };
    struct tracker_session s = { .tracker = &slow };
    struct tracker_ref ref;
    bool is_new;

    test_store_open(&t, kind);
    struct ctx *cx = &t.cx;
    assert_int_equal(db_script(cx, project), OK);
    assert_int_equal(db_script(cx, issue), OK);
    clock_set_for_test(cx->now_ms);
    const struct tracker_wish wish = { .spot = spot, .origin = "person" };
    assert_int_equal(tracker_want(cx, &wish, &is_new), OK);
    assert_int_equal(db_script(cx, "UPDATE issue_tracker SET is_unsure = TRUE, tried_ms = 1"), OK);
    int64_t began_ms = cx->now_ms;
    if (tracker_make(cx, &s, &spot, &ref) != OK)
        fail_msg("%s", cx->err.text);
    assert_false(is_free_meanwhile);
    assert_int_equal(number("SELECT tried_ms FROM issue_tracker"), began_ms + LOOK_MS);
    assert_int_equal(number("SELECT count(*) FROM issue_tracker WHERE state = 'linked'"), 1);
    clock_set_for_test(0);
    test_store_close(&t);
}

TEST(nobody_makes_the_same_ticket_while_one_is_made_after_a_slow_look_on_sqlite)
{
    make_after_a_slow_look(DB_SQLITE);
}

TEST(nobody_makes_the_same_ticket_while_one_is_made_after_a_slow_look_on_postgres)
{
    make_after_a_slow_look(DB_POSTGRES);
}
