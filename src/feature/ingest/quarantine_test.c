#include "feature/ingest/quarantine.c"

#include "base/test.h"
#include "core/store_testing.h"
#include "feature/stats/stat.h"
#include "port/db.h"

/* What is kept aside comes back once, with its id and its time, on both stores. */
static const char project_row[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, max_events_per_issue, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', 3, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";

static const struct str spool_name = { "01934567-89ab-7cde-8f01-000000000001", 36 };
static const struct str good_event = { "{\"message\":\"it broke\"}", 22 };

struct fixture {
    struct test_store store;
    struct digest_tools tools;
    uint64_t seq;
};
static struct fixture t;

static void fresh(enum db_kind kind)
{
    t = (struct fixture){ 0 };
    test_store_open(&t.store, kind);
    assert_int_equal(db_script(&t.store.cx, project_row), OK);
    t.tools.packer = packer_new();
    exemplar_cache_init(&t.tools.exemplars);
    segments_init(&t.tools.segments);
    arena_init(&t.tools.scratch, "scratch", LIMIT_EVENT_SCRATCH);
}

static void end(void)
{
    stat_release();
    packer_free(t.tools.packer);
    exemplar_cache_release(&t.tools.exemplars);
    segments_release(&t.tools.segments);
    arena_release(&t.tools.scratch);
    test_store_close(&t.store);
}

/* The one number a statement gives. */
static int64_t number(const char *sql)
{
    static const uint8_t columns[] = { DB_I64 };
    struct db_query q = { .name = "test", .sql = { sql, sql }, .columns = columns, .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    assert_int_equal(db_query_open(&t.store.cx, &q, NULL, &rows), OK);
    assert_int_equal(db_step(&t.store.cx, &rows, &has_row), OK);
    assert_true(has_row);
    return rows.values[0].i64;
}

/* A record of two hours ago is kept aside, as when the program died of it. */
static void keep_aside(struct str body)
{
    struct record_id ids = { .id = { .b = { 1, 2, 3 } } };
    struct record r = { .seq = ++t.seq,
                        .received_ms = t.store.cx.now_ms - 2 * (int64_t)MS_PER_HOUR,
                        .project_id = 1,
                        .kind = RECORD_EVENT,
                        .ids = &ids,
                        .n_ids = 1,
                        .body = body };
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;

    b->first_seq = b->last_seq = r.seq;
    digest_reject(&t.store.cx, b, &r, "crash", S("the program ended"));
    assert_int_equal(digest_store(&t.store.cx, &t.tools, spool_name, b, &result), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE NOT is_wanted"), 1);
}

static void want(void)
{
    int64_t changed = 0;

    assert_int_equal(q_quarantine_want_all(&t.store.cx, &changed), OK);
    assert_int_equal(changed, 1);
}

static bool digest_one(struct digest_result *result)
{
    bool found = false;

    if (quarantine_digest(&t.store.cx, &t.tools, spool_name, result, &found) != OK)
        fail_msg("%s", t.store.cx.err.text);
    return found;
}

static void check_retry(enum db_kind kind)
{
    struct digest_result result;

    fresh(kind);
    keep_aside(good_event);
    assert_false(digest_one(&result)); /* nobody has asked for it */
    want();
    assert_true(digest_one(&result));
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 0);
    assert_int_equal(number("SELECT event_count FROM issue"), 1);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 1);
    assert_int_equal(number("SELECT received_ms FROM event"),
                     t.store.cx.now_ms - 2 * (int64_t)MS_PER_HOUR);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), 1); /* the spool's, as before */
    assert_false(digest_one(&result));
    end();
}

TEST(quarantine_retry_stores_the_event_once_on_sqlite)
{
    check_retry(DB_SQLITE);
}

TEST(quarantine_retry_stores_the_event_once_on_postgres)
{
    check_retry(DB_POSTGRES);
}

TEST(quarantine_record_that_fails_again_stays_with_the_reason)
{
    struct digest_result result;

    fresh(DB_SQLITE);
    keep_aside(S("{\"message\":"));
    want();
    assert_true(digest_one(&result));
    assert_int_equal(result.n_accepted, 0);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE reason = 'invalid' AND "
                            "attempts = 1 AND NOT is_wanted"),
                     1);
    assert_false(digest_one(&result));
    end();
}

/* Whatever statement fails, either all is as before and the record still wanted, or it is
 * stored and gone. */
TEST(quarantine_retry_that_the_store_interrupts_is_done_later_and_once)
{
    struct digest_result result;
    bool found = true;

    fresh(DB_SQLITE);
    keep_aside(good_event);
    want();
    for (unsigned nth = 4; found; nth++) {
        db_fail_nth(t.store.cx.db, nth, E_BUSY);
        enum status st = quarantine_digest(&t.store.cx, &t.tools, spool_name, &result, &found);
        db_fail_nth(t.store.cx.db, 0, OK);
        err_clear(&t.store.cx.err);
        if (st == OK && result.n_accepted == 1)
            break;
        assert_int_equal(number("SELECT count(*) FROM event_key"), 0);
        assert_int_equal(number("SELECT count(*) FROM quarantine WHERE is_wanted"), 1);
    }
    assert_int_equal(number("SELECT event_count FROM issue"), 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 0);
    end();
}

TEST(quarantine_keeps_each_invalid_event_of_an_envelope_by_itself)
{
    struct record_id ids[] = { { 0, { .b = { 1 } } },
                               { 1, { .b = { 2 } } },
                               { 2, { .b = { 3 } } } };
    struct digest_batch *b;
    struct digest_result result;

    fresh(DB_SQLITE);
    struct record r = { .seq = 1,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .ids = ids,
                        .n_ids = ARRAY_LEN(ids),
                        .body = S("{}\n{\"type\":\"event\"}\n{\"message\":\n"
                                  "{\"type\":\"event\"}\n{\"message\":\"good\"}\n"
                                  "{\"type\":\"event\"}\n{\"level\":\n") };
    b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    assert_int_equal(digest_store(&t.store.cx, &t.tools, spool_name, b, &result), OK);
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 2);
    int64_t changed = 0;
    assert_int_equal(q_quarantine_want_all(&t.store.cx, &changed), OK);
    while (digest_one(&result))
        assert_int_equal(result.n_accepted, 0);
    assert_int_equal(number("SELECT event_count FROM issue"), 1); /* the good one not again */
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE attempts = 1"), 2);
    end();
}

TEST(quarantine_takes_a_record_as_a_whole_and_none_of_it_is_digested_before)
{
    struct record_id ids[] = { { 0, { .b = { 1 } } } };
    struct digest_result result;

    fresh(DB_SQLITE);
    struct record r = { .seq = 2,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .ids = ids,
                        .n_ids = ARRAY_LEN(ids),
                        .body = S("{}\n{\"type\":\"event\"}\n{\"message\":\"half\"}\n"
                                  "no header\n") };
    struct record good = r;
    good.seq = 1;
    good.body = S("{}\n{\"type\":\"event\"}\n{\"message\":\"good\"}\n");
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &good, b), OK);
    ids[0].id.b[0] = 2;
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    assert_int_equal(b->n_events, 1);
    assert_int_equal(b->n_rejected, 1);
    assert_int_equal(digest_store(&t.store.cx, &t.tools, spool_name, b, &result), OK);
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE reason = 'internal'"), 1);
    end();
}

TEST(quarantine_forgets_after_thirty_days)
{
    fresh(DB_SQLITE);
    keep_aside(good_event);
    t.store.cx.now_ms += (int64_t)QUARANTINE_DAYS * MS_PER_DAY;
    assert_int_equal(quarantine_expire(&t.store.cx, S("")), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 1);
    t.store.cx.now_ms += 1;
    assert_int_equal(quarantine_expire(&t.store.cx, S("")), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 0);
    end();
}
