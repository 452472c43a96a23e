#include "feature/issue/issue_trend.c"

#include "base/test.h"
#include "core/store_testing.h"

/* Hours since 1970 of now; issue 1 grows, 2 has gone, 3 is new, 4 stands still. */
enum { NOW_HOUR = 472222 };

static const char rows[] =
    "INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location,"
    " level, platform, is_unhandled, status, first_seen_ms, last_seen_ms, last_seen_minute,"
    " event_count, stored_count, user_count, first_release, last_release, created_ms,"
    " updated_ms, trend) VALUES"
    " ('a', 1, 1, '', '', '', '', '', '', '', FALSE, 'open', 1, 1, 28333320, 1, 1, 1, '', '', 1, "
    "1, 0),"
    " ('b', 1, 2, '', '', '', '', '', '', '', FALSE, 'open', 1, 1, 28332000, 1, 1, 1, '', '', 1, "
    "1, 7),"
    " ('c', 1, 3, '', '', '', '', '', '', '', FALSE, 'open', 1, 1, 28333320, 1, 1, 1, '', '', 1, "
    "1, 0),"
    " ('d', 1, 4, '', '', '', '', '', '', '', FALSE, 'open', 1, 1, 20000000, 1, 1, 1, '', '', 1, "
    "1, 9);"
    "INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id, home_issue_id,"
    " first_seen_ms, last_seen_ms, event_count, stored_count) VALUES"
    " (1, 'aaaaaaaaaaaaaaaa', 1, 1, 1, 1, 1, 5, 5), (1, 'bbbbbbbbbbbbbbbb', 1, 2, 2, 1, 1, 5, 5),"
    " (1, 'cccccccccccccccc', 1, 3, 3, 1, 1, 5, 5), (1, 'dddddddddddddddd', 1, 4, 4, 1, 1, 5, 5);"
    "INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events) VALUES"
    " (472222, 1, 1, 4), (472199, 1, 1, 2), (472198, 1, 1, 2), (472100, 1, 1, 900),"
    " (472190, 1, 2, 10), (472200, 1, 3, 9)";

static int64_t trend(struct ctx *cx, int64_t id)
{
    struct q_trend_issues_row *found;
    size_t n;

    assert_int_equal(q_trend_issues(cx, &(struct q_trend_issues_args){ id - 1, 1 }, &found, &n),
                     OK);
    return n > 0 && found[0].id == id ? found[0].trend : 0;
}

static void check_run(enum db_kind kind)
{
    struct test_store store;
    int64_t run = 0;

    test_store_open(&store, kind);
    assert_int_equal(db_script(&store.cx, rows), OK);
    store.cx.now_ms = (int64_t)NOW_HOUR * MS_PER_HOUR + 5;
    assert_int_equal(issue_trend_run(&store.cx, S("")), OK);
    assert_int_equal(issue_trend_run_number(&store.cx, &run), OK);
    assert_int_equal(run, 1);
    assert_int_equal(trend(&store.cx, 1), 200);
    assert_int_equal(trend(&store.cx, 2), -100);
    assert_int_equal(trend(&store.cx, 3), 900);
    assert_int_equal(trend(&store.cx, 4), 0);
    assert_int_equal(issue_trend_run(&store.cx, S("")), OK);
    assert_int_equal(issue_trend_run_number(&store.cx, &run), OK);
    assert_int_equal(run, 1); /* nothing has changed: cursors stay good */
    test_store_close(&store);
}

/* A list is read between any two statements of a run that then fails. */
static void check_order(enum db_kind kind)
{
    struct test_store store;
    enum status st = E_INTERNAL;
    int64_t run = 0;
    unsigned nth = 0;

    test_store_open(&store, kind);
    assert_int_equal(db_script(&store.cx, rows), OK);
    store.cx.now_ms = (int64_t)NOW_HOUR * MS_PER_HOUR + 5;
    while (st != OK) {
        db_fail_nth(store.cx.db, ++nth, E_INTERNAL);
        st = issue_trend_run(&store.cx, S(""));
        db_fail_nth(store.cx.db, 0, OK);
        assert_int_equal(issue_trend_run_number(&store.cx, &run), OK);
        assert_int_equal(run, trend(&store.cx, 1) == 0 ? 0 : 1);
    }
    assert_true(nth > 4);
    test_store_close(&store);
}

TEST(no_cursor_of_an_order_outlives_it_on_sqlite)
{
    check_order(DB_SQLITE);
}

TEST(no_cursor_of_an_order_outlives_it_on_postgres)
{
    check_order(DB_POSTGRES);
}

TEST(a_run_writes_how_issues_grew_in_a_day_on_sqlite)
{
    check_run(DB_SQLITE);
}

TEST(a_run_writes_how_issues_grew_in_a_day_on_postgres)
{
    check_run(DB_POSTGRES);
}

TEST(a_cursor_of_another_run_says_so)
{
    int64_t value;

    assert_true(trend_cursor_unpack(trend_cursor_pack(7, -100), 7, &value));
    assert_int_equal(value, -100);
    assert_true(trend_cursor_unpack(trend_cursor_pack(0, TREND_MAX), 0, &value));
    assert_int_equal(value, TREND_MAX);
    assert_false(trend_cursor_unpack(trend_cursor_pack(6, -100), 7, &value));
}
