#include "feature/ingest/digest_store.c"

#include "base/test.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/digest_testing.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/item_kind.h"
#include "feature/ingest/outcome.h"
#include "feature/project/project_key.h"

/* Batches against real stores: what a batch must leave behind, whatever fails in it. */
static const char key_row[] = "INSERT INTO project_key (uuid, project_id, public_key, label,"
                              " is_enabled, created_ms) VALUES ('k', 1,"
                              " '0000000000000000000000000000000c', '', TRUE, 1)";

static struct digest_test t;

static int64_t number(const char *sql)
{
    return test_number(&t.store, sql);
}

static struct str event_text(const char *type, const char *user, const char *release)
{
    return str_printf(&t.store.arena,
                      "{\"level\":\"error\",\"platform\":\"python\",\"release\":\"%s\","
                      "\"user\":{\"id\":\"%s\"},\"exception\":{\"values\":[{\"type\":\"%s\","
                      "\"value\":\"it broke\",\"stacktrace\":{\"frames\":[{\"filename\":\"a.py\","
                      "\"function\":\"f\",\"lineno\":3,\"in_app\":true}]}}]}}",
                      release, user, type);
}

static void add(struct digest_batch *b, struct str text, unsigned id)
{
    struct record_id ids = { 0 };
    struct record r = { .seq = ++t.seq,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_EVENT,
                        .ids = &ids,
                        .n_ids = 1,
                        .body = text };

    ids.id.b[0] = 1;
    ids.id.b[15] = (uint8_t)id;
    ids.id.b[14] = (uint8_t)(id >> 8);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
}

static enum status store_now(struct digest_batch *b, struct digest_result *out)
{
    return digest_store(&t.store.cx, &t.tools, digest_test_spool, b, out);
}

static void store_good(struct digest_batch *b, struct digest_result *out)
{
    if (store_now(b, out) != OK)
        fail_msg("%s", t.store.cx.err.text);
}

static void check_first_batch(enum db_kind kind)
{
    struct digest_result result;

    digest_test_begin(&t, kind);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    add(b, event_text("ValueError", "2", "1.0"), 2);
    add(b, event_text("KeyError", "1", "1.1"), 3);
    store_good(b, &result);
    assert_int_equal(result.n_accepted, 3);
    assert_int_equal(result.n_changes, 2);
    assert_int_equal(number("SELECT count(*) FROM issue"), 2);
    assert_int_equal(number("SELECT event_count FROM issue WHERE short_no = 1"), 2);
    assert_int_equal(number("SELECT user_count FROM issue WHERE short_no = 1"), 2);
    assert_int_equal(number("SELECT count(*) FROM event"), 3);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 3);
    assert_int_equal(number("SELECT count(*) FROM event_fingerprint"), 3);
    assert_int_equal(number("SELECT count(*) FROM exemplar"), 2);
    assert_int_equal(number("SELECT count(*) FROM release"), 2);
    assert_int_equal(number("SELECT accepted FROM project_hour"), 3);
    assert_int_equal(number("SELECT CAST(sum(events) AS BIGINT) FROM fingerprint_hour"), 3);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), 3);
    assert_int_equal(number("SELECT count(*) FROM issue_activity WHERE action = 'first_seen'"), 2);
    digest_test_end(&t);
}

TEST(digest_batch_leaves_rows_and_counters_on_sqlite)
{
    check_first_batch(DB_SQLITE);
}

TEST(digest_batch_leaves_rows_and_counters_on_postgres)
{
    check_first_batch(DB_POSTGRES);
}

static void check_repeats(enum db_kind kind)
{
    struct digest_result result;

    digest_test_begin(&t, kind);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    store_good(b, &result);
    assert_int_equal(result.n_repeats, 1);
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    add(b, event_text("ValueError", "1", "1.0"), 2);
    store_good(b, &result);
    assert_int_equal(result.n_repeats, 1);
    assert_int_equal(number("SELECT event_count FROM issue"), 2);
    /* the program restarts: its filters are made anew from the store */
    segments_release(&t.tools.segments);
    segments_init(&t.tools.segments);
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 2);
    store_good(b, &result);
    assert_int_equal(result.n_repeats, 1);
    assert_int_equal(number("SELECT event_count FROM issue"), 2);
    digest_test_end(&t);
}

TEST(digest_counts_a_repeated_event_once_on_sqlite)
{
    check_repeats(DB_SQLITE);
}

TEST(digest_counts_a_repeated_event_once_on_postgres)
{
    check_repeats(DB_POSTGRES);
}

static void check_thinning(enum db_kind kind)
{
    struct digest_result result;

    digest_test_begin(&t, kind); /* its project keeps three events an issue */
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    for (unsigned i = 1; i <= 20; i++)
        add(b, event_text("ValueError", "1", "1.0"), i);
    add(b, event_text("ValueError", "2", "1.0"), 21); /* a new user  */
    add(b, event_text("ValueError", "2", "2.0"), 22); /* a new value */
    add(b, event_text("ValueError", "2", "2.0"), 23);
    store_good(b, &result);
    assert_int_equal(number("SELECT event_count FROM issue"), 23);
    assert_int_equal(number("SELECT count(*) FROM event"), 5);
    assert_int_equal(number("SELECT stored_count FROM issue"), 5);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 23);
    assert_int_equal(number("SELECT count(*) FROM event_key WHERE place < 0"), 18);
    assert_int_equal(number("SELECT count(*) FROM fingerprint_latest"), 1);
    for (unsigned i = 0; i < 23; i++) { /* the first three, the new user, the new value */
        bool is_kept = i < 3 || i == 20 || i == 21;
        assert_int_equal(b->events[i].is_stored, is_kept);
    }
    assert_int_equal(number("SELECT count(*) FROM fingerprint_latest l JOIN event_key k"
                            " ON k.event_id = l.event_id WHERE k.place < 0"),
                     1);
    assert_int_equal(number("SELECT accepted FROM project_hour"), 23);
    assert_int_equal(number("SELECT stored FROM project_hour"), 5);
    digest_test_end(&t);
}

TEST(digest_keeps_first_and_informative_events_on_sqlite)
{
    check_thinning(DB_SQLITE);
}

TEST(digest_keeps_first_and_informative_events_on_postgres)
{
    check_thinning(DB_POSTGRES);
}

/* Every statement of a batch fails in its turn: nothing stays, and the next try of the
 * same batch leaves exactly what an undisturbed one does. */
TEST(digest_batch_that_fails_anywhere_leaves_nothing)
{
    struct digest_result result;
    unsigned nth = 1;
    bool is_through = false;

    for (; !is_through; nth++) {
        digest_test_begin(&t, DB_SQLITE);
        struct digest_batch *b = digest_batch_new(&t.store.cx);
        for (unsigned i = 1; i <= 6; i++)
            add(b, event_text(i % 2 ? "ValueError" : "KeyError", "1", "1.0"), i);
        db_fail_nth(t.store.cx.db, nth, E_BUSY);
        is_through = store_now(b, &result) == OK;
        db_fail_nth(t.store.cx.db, 0, E_BUSY);
        if (!is_through) {
            err_clear(&t.store.cx.err);
            assert_int_equal(number("SELECT count(*) FROM event_key"), 0);
            assert_int_equal(number("SELECT count(*) FROM issue"), 0);
            store_good(b, &result);
        }
        assert_int_equal(result.n_accepted, 6);
        assert_int_equal(number("SELECT CAST(sum(event_count) AS INTEGER) FROM issue"), 6);
        assert_int_equal(number("SELECT count(*) FROM event_key"), 6);
        assert_int_equal(number("SELECT accepted FROM project_hour"), 6);
        assert_int_equal(number("SELECT CAST(sum(quantity) AS INTEGER) FROM outcome_hour"), 6);
        assert_int_equal(number("SELECT count(*) FROM issue_activity"), 2);
        digest_test_end(&t);
    }
    assert_true(nth > 20);
}

static void check_filters(enum db_kind kind)
{
    static const char filters[] =
        "INSERT INTO project_section (project_id, name, version, body, updated_ms)"
        " VALUES (1, 'filters', 1, '{\"releases\":[\"0.*\"]}', 1)";
    struct digest_result result;

    digest_test_begin(&t, kind);
    assert_int_equal(db_script(&t.store.cx, key_row), OK);
    assert_int_equal(db_script(&t.store.cx, filters), OK);
    assert_int_equal(project_keys_load(&t.store.cx), OK);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    for (unsigned i = 1; i <= 5; i++)
        add(b, event_text("ValueError", "1", "1.0"), i);
    add(b, event_text("ValueError", "1", "1.0"), 5);
    add(b, event_text("ValueError", "1", "0.9"), 6);
    add(b, event_text("OtherError", "1", "0.9"), 6);
    add(b, S("[]"), 7);
    store_good(b, &result);
    assert_int_equal(result.n_changes, 1);
    assert_int_equal(number("SELECT event_count FROM issue"), 5);
    assert_int_equal(number("SELECT count(*) FROM release"), 1);
    assert_int_equal(number("SELECT accepted FROM project_hour"), 5);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 6);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE reason = 'accepted'"), 3);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE reason = 'thinned'"), 2);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE reason = 'filtered:release'"),
                     1);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE reason = 'invalid:duplicate'"),
                     2);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE reason LIKE '%quarantined'"),
                     1);
    digest_test_end(&t);
}

TEST(digest_keeps_of_a_filtered_event_its_id_and_its_count_on_sqlite)
{
    check_filters(DB_SQLITE);
}

TEST(digest_keeps_of_a_filtered_event_its_id_and_its_count_on_postgres)
{
    check_filters(DB_POSTGRES);
}

TEST(digest_drops_events_of_a_deleted_project)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    assert_int_equal(db_script(&t.store.cx, "DELETE FROM project"), OK);
    store_good(b, &result);
    assert_int_equal(result.n_accepted, 0);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), 1);
    digest_test_end(&t);
}

TEST(digest_keeps_what_is_not_an_event_in_quarantine)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, S("[1,2,3]"), 1);
    add(b, event_text("ValueError", "1", "1.0"), 2);
    store_good(b, &result);
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE seq = 1"), 1);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), 2);
    digest_test_end(&t);
}

TEST(digest_reopens_a_resolved_issue_and_keeps_the_cause)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    for (unsigned i = 1; i <= 4; i++)
        add(b, event_text("ValueError", "1", "1.0"), i);
    store_good(b, &result);
    assert_int_equal(number("SELECT count(*) FROM event"), 3);
    assert_int_equal(db_script(&t.store.cx, "UPDATE issue SET status = 'resolved'"), OK);
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 5);
    add(b, event_text("ValueError", "1", "1.0"), 6);
    store_good(b, &result);
    assert_true(result.changes[0].is_reopened);
    assert_int_equal(number("SELECT count(*) FROM issue WHERE status = 'reopened'"), 1);
    assert_int_equal(number("SELECT count(*) FROM event"), 4);
    assert_int_equal(number("SELECT count(*) FROM issue_activity"), 2);
    digest_test_end(&t);
}

TEST(digest_does_not_reopen_during_cooldown)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    store_good(b, &result);
    assert_int_equal(db_script(&t.store.cx, "UPDATE issue SET status = 'resolved',"
                                            " cooldown_until_ms = 1700000060000"),
                     OK);
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 2);
    store_good(b, &result);
    assert_false(result.changes[0].is_reopened);
    assert_int_equal(number("SELECT event_count FROM issue WHERE status = 'resolved'"), 2);
    digest_test_end(&t);
}

static void limit_new_issues(int64_t per_hour)
{
    ((struct ingest_config *)(uintptr_t)ingest_config())->new_issues_per_hour = per_hour;
}

/* Five types of errors, of which each event is another one; two issues an hour. */
static void check_limit(enum db_kind kind)
{
    struct digest_result result;

    digest_test_begin(&t, kind);
    limit_new_issues(2);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("First", "1", "1.0"), 1);
    for (unsigned i = 2; i <= 5; i++)
        add(b,
            str_printf(&t.store.arena,
                       "{\"fingerprint\":[\"%u\"],\"exception\":{\"values\":[{\"type\":\"Many\","
                       "\"value\":\"x\"}]}}",
                       i),
            i);
    add(b, event_text("First", "1", "1.0"), 6);
    store_good(b, &result);
    assert_int_equal(result.n_accepted, 6);
    assert_int_equal(number("SELECT count(*) FROM issue"), 3);
    assert_int_equal(number("SELECT event_count FROM issue WHERE title LIKE 'First%'"), 2);
    assert_int_equal(
        number("SELECT event_count FROM issue WHERE title = 'Too many different errors (Many)'"),
        3);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE reason = 'issue_limit'"), 3);
    assert_int_equal(number("SELECT count(*) FROM fingerprint"), 3);
    b = digest_batch_new(&t.store.cx); /* the same in later batches of this hour */
    add(b, event_text("Another", "1", "1.0"), 7);
    add(b, event_text("First", "1", "1.0"), 8);
    store_good(b, &result);
    assert_int_equal(number("SELECT count(*) FROM issue WHERE title LIKE 'Another%'"), 0);
    assert_int_equal(number("SELECT event_count FROM issue WHERE title LIKE 'First%'"), 3);
    t.store.cx.now_ms += MS_PER_HOUR; /* and the next hour has issues of its own */
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("Another", "1", "1.0"), 9);
    store_good(b, &result);
    assert_int_equal(number("SELECT count(*) FROM issue WHERE title LIKE 'Another%'"), 1);
    limit_new_issues(0);
    digest_test_end(&t);
}

TEST(digest_joins_new_errors_beyond_the_hours_limit_on_sqlite)
{
    check_limit(DB_SQLITE);
}

TEST(digest_joins_new_errors_beyond_the_hours_limit_on_postgres)
{
    check_limit(DB_POSTGRES);
}

TEST(digest_counts_a_kept_item_once_and_by_what_became_of_it)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    item_kinds_init();
    struct record r = { .seq = 1,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .body = S("{}\n{\"type\":\"check_in\"}\n"
                                  "{\"monitor_slug\":\"nightly\",\"status\":\"ok\"}\n") };
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    store_good(b, &result);
    assert_int_equal(number("SELECT count(*) FROM outcome_hour"), 1);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE category = 'monitor' AND "
                            "reason = 'unknown_monitor'"),
                     1);
    digest_test_end(&t);
}

TEST(digest_counts_an_item_that_is_invalid_once_however_often_it_is_prepared)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    item_kinds_init();
    struct record r = { .seq = 1,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .body = S("{}\n{\"type\":\"check_in\"}\n[]\n"
                                  "{\"type\":\"session\"}\n{\"started\":1}\n") };
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK); /* the store was away */
    b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    store_good(b, &result);
    assert_int_equal(outcome_flush(&t.store.cx, digest_test_spool), OK);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE category = 'monitor' AND "
                            "reason = 'invalid:malformed'"),
                     1);
    assert_int_equal(number("SELECT quantity FROM outcome_hour WHERE category = 'session' AND "
                            "reason = 'too_old'"),
                     1);
    digest_test_end(&t);
}

/* Whatever fails, the next try begins with the events as they were prepared; memory of the
 * try before is gone, as in the digest. */
TEST(digest_batch_beyond_the_limit_is_as_new_when_it_is_tried_again)
{
    struct digest_result result;
    enum status st = E_BUSY;

    digest_test_begin(&t, DB_SQLITE);
    limit_new_issues(2);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    for (unsigned i = 1; i <= 4; i++)
        add(b,
            event_text(str_cz(&t.store.arena, str_printf(&t.store.arena, "Type%u", i)), "1", "1"),
            i);
    for (unsigned nth = 1; st != OK; nth++) {
        struct arena_mark mark = arena_mark(t.store.cx.arena);
        db_fail_nth(t.store.cx.db, nth, E_BUSY);
        st = store_now(b, &result);
        db_fail_nth(t.store.cx.db, 0, OK);
        err_clear(&t.store.cx.err);
        if (st == OK)
            break;
        for (size_t i = 0; i < b->n_events; i++) {
            assert_null(b->events[i].own_grouping);
            assert_true(str_starts(b->events[i].issue.grouping.title, S("Type")));
        }
        arena_rewind(t.store.cx.arena, mark);
    }
    assert_int_equal(number("SELECT count(*) FROM issue WHERE title LIKE 'Type%'"), 2);
    assert_int_equal(number("SELECT count(*) FROM issue WHERE title LIKE 'Too many %'"), 2);
    limit_new_issues(0);
    digest_test_end(&t);
}

/* The commit was done, its answer did not come: places that it took are taken. */
TEST(digest_asks_for_the_next_place_after_a_failure_on_postgres)
{
    struct digest_result result;

    digest_test_begin(&t, DB_POSTGRES);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    store_good(b, &result);
    struct segment_state before = t.tools.segments.open;
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "2", "1.0"), 2);
    store_good(b, &result);
    t.tools.segments.open = before;
    segments_doubt(&t.tools.segments);
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "3", "1.0"), 3);
    store_good(b, &result);
    assert_int_equal(number("SELECT count(*) FROM event"), 3);
    assert_int_equal(number("SELECT events FROM segment"), 3);
    digest_test_end(&t);
}

/* Hours and days ahead and back between the events of one batch and of several. */
static void check_clock(enum db_kind kind)
{
    static const int hours[] = { 0, 50, -3, 26, -200, 0, 1, 0 };
    struct digest_result result;
    int64_t began_ms;
    unsigned id = 0;

    digest_test_begin(&t, kind);
    began_ms = t.store.cx.now_ms;
    for (unsigned batch = 0; batch < 3; batch++) {
        struct digest_batch *b = digest_batch_new(&t.store.cx);
        for (unsigned i = 0; i < ARRAY_LEN(hours); i++) {
            t.store.cx.now_ms = began_ms + (int64_t)hours[i] * MS_PER_HOUR;
            add(b, event_text("ValueError", "1", "1.0"), ++id);
        }
        store_good(b, &result);
        assert_int_equal(result.n_accepted, ARRAY_LEN(hours));
        b = digest_batch_new(&t.store.cx);
        add(b, event_text("ValueError", "1", "1.0"), id); /* a client's repeat, later or earlier */
        t.store.cx.now_ms = began_ms - 10 * (int64_t)MS_PER_HOUR;
        store_good(b, &result);
        assert_int_equal(result.n_repeats, 1);
    }
    assert_int_equal(number("SELECT event_count FROM issue"), id);
    assert_int_equal(number("SELECT count(*) FROM event_key"), id);
    assert_int_equal(number("SELECT CAST(sum(events) AS BIGINT) FROM fingerprint_hour"), id);
    assert_int_equal(number("SELECT CAST(sum(accepted) AS BIGINT) FROM project_hour"), id);
    assert_int_equal(number("SELECT stored_count FROM issue"),
                     number("SELECT count(*) FROM event_fingerprint"));
    digest_test_end(&t);
}

TEST(digest_knows_a_repeat_after_a_jump_of_days_and_a_restart_on_sqlite)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    store_good(b, &result);
    t.store.cx.now_ms += 3 * (int64_t)MS_PER_DAY;
    segments_release(&t.tools.segments);
    segments_init(&t.tools.segments);
    b = digest_batch_new(&t.store.cx);
    add(b, event_text("ValueError", "1", "1.0"), 1);
    add(b, event_text("ValueError", "1", "1.0"), 2);
    store_good(b, &result);
    assert_int_equal(result.n_repeats, 1);
    assert_int_equal(number("SELECT event_count FROM issue"), 2);
    digest_test_end(&t);
}

TEST(digest_bears_a_clock_that_jumps_on_sqlite)
{
    check_clock(DB_SQLITE);
}

TEST(digest_bears_a_clock_that_jumps_on_postgres)
{
    check_clock(DB_POSTGRES);
}
