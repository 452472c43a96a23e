#include "feature/session/session_store.c"

#include "feature/session/session.c"

#include "base/limits.h"
#include "base/test.h"
#include "core/store_testing.h"
#include "core/tx.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_sink.h"

/* From items to rows, on both stores. */
static const char project_row[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, max_events_per_issue, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', 3, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";

static struct test_store t;
static int64_t sent_at_ms;

static void fresh(enum db_kind kind)
{
    test_store_open(&t, kind);
    assert_int_equal(db_script(&t.cx, project_row), OK);
    sent_at_ms = 0;
}

static int64_t number(const char *sql)
{
    return test_number(&t, sql);
}

typedef enum status prepare_fn(struct ctx *cx, const struct item_input *in, void **out);

static enum status prepare(prepare_fn *fn, struct str text, void **out)
{
    struct envelope_item item = { .payload = text };
    struct item_count *counts = NULL;
    struct item_input in = { .item = &item,
                             .project_id = 1,
                             .received_ms = t.cx.now_ms,
                             .sent_at_ms = sent_at_ms,
                             .kept = &t.arena,
                             .counts = &counts };

    *out = NULL;
    return fn(&t.cx, &in, out);
}

static void store(void **items, size_t n)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    if (session_store(&t.cx, items, n, arena_array(&t.arena, const char *, n)) != OK)
        fail_msg("%s", t.cx.err.text);
    assert_int_equal(tx_commit(&tx), OK);
}

/* An update of session sid that began so many seconds ago. */
static void *update(int sid, int64_t ago_s, const char *members)
{
    struct buf b;
    void *item;

    buf_init(&b, &t.arena, 4096);
    buf_printf(&b, "{\"sid\":\"s%d\",\"did\":\"u%d\",\"started\":\"", sid, sid);
    buf_add_time(&b, t.cx.now_ms - ago_s * MS_PER_SECOND);
    buf_printf(&b, "\",%s,\"attrs\":{\"release\":\"1.0\"}}", members);
    assert_int_equal(prepare(session_prepare, buf_str(&b), &item), OK);
    return item;
}

static void check_counters(void)
{
    /* terminal states win in whatever order; what is unknown changes nothing */
    void *first[] = {
        update(1, 10, "\"status\":\"crashed\",\"errors\":1"),
        update(1, 10, "\"init\":true,\"status\":\"ok\""),
        update(2, 10, "\"init\":true,\"status\":\"exited\""),
        update(3, 10, "\"init\":true,\"status\":\"degraded\""),
    };
    void *second[] = {
        update(1, 10, "\"status\":\"ok\",\"errors\":1"),
        update(4, 10, "\"init\":true,\"status\":\"abnormal\""),
        update(5, 10, "\"init\":true,\"status\":\"ok\",\"errors\":3"),
        update(5, 10, "\"status\":\"ok\",\"errors\":4"),
        update(5, 10, "\"status\":\"errored\""),
    };

    store(first, ARRAY_LEN(first));
    store(second, ARRAY_LEN(second));
    assert_int_equal(number("SELECT count(*) FROM session_hour"), 1);
    assert_int_equal(number("SELECT started FROM session_hour"), 5);
    assert_int_equal(number("SELECT crashed FROM session_hour"), 1);
    assert_int_equal(number("SELECT abnormal FROM session_hour"), 1);
    assert_int_equal(number("SELECT started FROM release_health"), 5);
    assert_int_equal(number("SELECT length(users) FROM session_hour"), 2 + 5 * 8);
    assert_int_equal(number("SELECT length(bad_ids) FROM release_health"), 2 + 3 * 8);
}

TEST(session_counters_do_not_depend_on_the_order_on_sqlite)
{
    fresh(DB_SQLITE);
    check_counters();
    test_store_close(&t);
}

TEST(session_counters_do_not_depend_on_the_order_on_postgres)
{
    fresh(DB_POSTGRES);
    check_counters();
    test_store_close(&t);
}

TEST(session_without_time_or_release_or_too_old_is_not_kept)
{
    void *item;

    fresh(DB_SQLITE);
    assert_int_equal(
        prepare(session_prepare, S("{\"sid\":\"1\",\"attrs\":{\"release\":\"1\"}}"), &item),
        E_INVALID);
    assert_int_equal(prepare(session_prepare, S("[]"), &item), E_INVALID);
    assert_int_equal(prepare(session_prepare, S("{\"started\":1700000000}"), &item), OK);
    assert_null(item);
    assert_null(update(1, 6 * 24 * 3600, "\"init\":true"));
    assert_non_null(update(1, 4 * 24 * 3600, "\"init\":true"));
    test_store_close(&t);
}

/* A client whose clock is a day ahead means the hour it says it is. */
TEST(session_of_a_clock_that_is_far_off_is_corrected)
{
    fresh(DB_SQLITE);
    sent_at_ms = t.cx.now_ms + MS_PER_DAY;
    struct session_item *item = update(1, -MS_PER_DAY / MS_PER_SECOND + 7200, "\"init\":true");
    assert_int_equal(item->sums[0].hour, clock_hour(t.cx.now_ms - 7200 * MS_PER_SECOND));
    sent_at_ms = t.cx.now_ms + 30 * MS_PER_MINUTE; /* not far enough to be sure */
    item = update(1, 7200, "\"init\":true");
    assert_int_equal(item->sums[0].hour, clock_hour(t.cx.now_ms - 7200 * MS_PER_SECOND));
    item = update(1, -7200, "\"init\":true"); /* ahead of us: now */
    assert_int_equal(item->sums[0].hour, clock_hour(t.cx.now_ms));
    test_store_close(&t);
}

TEST(session_sums_are_bounded_and_read_tolerantly)
{
    struct buf b;
    void *item;

    fresh(DB_SQLITE);
    buf_init(&b, &t.arena, 1 << 20);
    buf_add(&b, S("{\"attrs\":{\"release\":\"1\"},\"aggregates\":["));
    for (int i = 0; i < 150; i++)
        buf_printf(&b, "%s{\"started\":%lld,\"exited\":2,\"errored\":-5,\"crashed\":\"x\"}",
                   i > 0 ? "," : "", (long long)(t.cx.now_ms / MS_PER_SECOND));
    buf_add(&b, S("]}"));
    assert_int_equal(prepare(sessions_prepare, buf_str(&b), &item), OK);
    struct session_item *sums = item;
    assert_int_equal(sums->n, SESSION_SUMS);
    assert_int_equal(sums->sums[0].started, 2);
    assert_int_equal(sums->sums[0].bad, 0);
    store(&item, 1);
    assert_int_equal(number("SELECT started FROM session_hour"), 200);
    assert_int_equal(prepare(sessions_prepare, S("{\"aggregates\":7}"), &item), E_INVALID);
    assert_int_equal(prepare(sessions_prepare,
                             S("{\"aggregates\":[1,{}],\"attrs\":{\"release\":"
                               "\"1\"}}"),
                             &item),
                     OK);
    assert_null(item);
    test_store_close(&t);
}

TEST(session_of_a_project_that_is_gone_leaves_nothing)
{
    fresh(DB_SQLITE);
    void *item = update(1, 10, "\"init\":true");
    assert_int_equal(db_script(&t.cx, "DELETE FROM project"), OK);
    store(&item, 1);
    assert_int_equal(number("SELECT count(*) FROM release"), 0);
    assert_int_equal(number("SELECT count(*) FROM session_hour"), 0);
    test_store_close(&t);
}

/* What a batch adds twice must be the same as added once: nothing of it is in memory. */
TEST(session_rows_grow_by_hours_not_by_sessions)
{
    enum { SESSIONS = 3000 };
    void **items;

    fresh(DB_SQLITE);
    items = arena_array(&t.arena, void *, SESSIONS);
    for (int i = 0; i < SESSIONS; i++)
        items[i] = update(i, i % 7200, "\"init\":true,\"status\":\"ok\"");
    store(items, SESSIONS);
    store(items, SESSIONS);
    assert_true(number("SELECT count(*) FROM session_hour") <= 3);
    assert_int_equal(number("SELECT CAST(sum(started) AS BIGINT) FROM session_hour"), 2 * SESSIONS);
    assert_int_equal(number("SELECT started FROM release_health"), 2 * SESSIONS);
    assert_true(number("SELECT length(users) FROM release_health") < 4200);
    test_store_close(&t);
}
