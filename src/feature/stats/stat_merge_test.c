#include "feature/stats/stat_merge.c"

#include "base/test.h"
#include "core/store_testing.h"
#include "feature/event/event.h"
#include "feature/stats/stat.h"

/* Two processes that count the same fingerprint: each has a cache of its own, given back
 * between their turns; what joins them is the store. */
enum { FINGERPRINT = 7, SEGMENT_A = 1, SEGMENT_B = 2 };

static const char issue_rows[] =
    "INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type, culprit,"
    " location, level, platform, is_unhandled, status, first_seen_ms, last_seen_ms,"
    " last_seen_minute, event_count, stored_count, user_count, first_release, last_release,"
    " created_ms, updated_ms) VALUES (5, '01934567-89ab-7cde-8f01-000000000005', 1, 1, 't', 't',"
    " 'E', '', '', 'error', 'c', FALSE, 'open', 1, 1, 0, 1, 1, 1, '', '', 1, 1);"
    "INSERT INTO fingerprint (id, project_id, hash, grouping_version, issue_id, home_issue_id,"
    " first_seen_ms, last_seen_ms, event_count, stored_count)"
    " VALUES (7, 1, '0123456789abcdef', 1, 5, 5, 1, 1, 1, 1)";

static struct test_store t;

static void fresh(void)
{
    test_store_open(&t, DB_POSTGRES);
    assert_int_equal(db_script(&t.cx, issue_rows), OK);
}

static void end(void)
{
    stat_release();
    test_store_close(&t);
}

static int64_t number(const char *sql)
{
    return test_number(&t, sql);
}

/* One batch: each of n users from first on shows shop = value. */
static void count(int64_t segment, uint64_t first, uint64_t n, const char *value)
{
    struct stat_batch *b = stat_batch_new(&t.arena);
    struct event_tag tag = { S("shop"), str_c(value) };

    for (uint64_t i = 0; i < n; i++) {
        struct stat_event ev = { .project_id = 1,
                                 .fingerprint_id = FINGERPRINT,
                                 .user_hash = first + i,
                                 .tags = &tag,
                                 .n_tags = 1 };
        struct stat_news news;
        assert_int_equal(stat_batch_add(&t.cx, b, &ev, &news), OK);
    }
    struct tx tx SCOPED(tx_end) = { 0 };
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(stat_batch_write(&t.cx, b, segment), OK);
    assert_int_equal(tx_commit(&tx), OK);
    stat_batch_committed(b);
}

static int64_t tag_count(const char *value)
{
    const int64_t id = FINGERPRINT;
    const struct stat_set set = { .project_id = 1, .fingerprint_ids = &id, .n = 1 };
    struct stat_key *keys;
    size_t n;

    assert_int_equal(stat_tags(&t.cx, &set, &keys, &n), OK);
    assert_int_equal(n, 1);
    for (size_t i = 0; i < keys[0].n_values; i++) {
        if (str_eq(keys[0].values[i].value, str_c(value)))
            return keys[0].values[i].count;
    }
    return 0;
}

/* A counts users 1-20, B 11-40, A again 31-50: 50 in all. */
static void two_processes_count(void)
{
    count(SEGMENT_A, 1, 20, "paris");
    stat_release();
    count(SEGMENT_B, 11, 30, "rome");
    stat_release();
    count(SEGMENT_A, 31, 20, "paris");
    stat_release();
}

static void check_sums(void)
{
    assert_int_equal(tag_count("paris"), 40);
    assert_int_equal(tag_count("rome"), 30);
}

TEST(statistics_of_two_processes_add_up)
{
    fresh();
    two_processes_count();
    check_sums(); /* read from the log */
    assert_int_equal(stat_merge(&t.cx), OK);
    assert_int_equal(number("SELECT count(*) FROM stat_log"), 0);
    assert_int_equal(number("SELECT user_count FROM issue"), 50);
    check_sums(); /* and from the table */
    count(SEGMENT_B, 1, 60, "rome");
    assert_int_equal(tag_count("rome"), 90);
    assert_int_equal(stat_merge(&t.cx), OK);
    assert_int_equal(number("SELECT user_count FROM issue"), 60);
    assert_int_equal(tag_count("rome"), 90);
    end();
}

TEST(statistics_are_merged_once_whatever_fails)
{
    bool is_done = false;

    for (unsigned nth = 1; !is_done; nth++) {
        fresh();
        two_processes_count();
        db_fail_nth(t.cx.db, nth, E_BUSY);
        is_done = stat_merge(&t.cx) == OK;
        db_fail_nth(t.cx.db, 0, OK);
        check_sums();
        assert_int_equal(number("SELECT user_count FROM issue"), is_done ? 50 : 1);
        assert_int_equal(stat_merge(&t.cx), OK);
        check_sums();
        assert_int_equal(number("SELECT user_count FROM issue"), 50);
        end();
    }
}

TEST(statistics_of_merged_issues_count_users_over_all_fingerprints)
{
    fresh();
    count(SEGMENT_A, 1, 20, "paris");
    assert_int_equal(stat_merge(&t.cx), OK);
    assert_int_equal(db_script(&t.cx, "INSERT INTO fingerprint (id, project_id, hash,"
                                      " grouping_version, issue_id, home_issue_id, first_seen_ms,"
                                      " last_seen_ms, event_count, stored_count)"
                                      " VALUES (8, 1, 'fedcba9876543210', 1, 5, 5, 1, 1, 1, 1);"
                                      "UPDATE fingerprint_stat SET fingerprint_id = 8"),
                     OK);
    stat_release();
    count(SEGMENT_B, 16, 10, "rome");
    assert_int_equal(stat_merge(&t.cx), OK);
    assert_int_equal(number("SELECT user_count FROM issue"), 25);
    end();
}
