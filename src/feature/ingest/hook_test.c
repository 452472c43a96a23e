#include "feature/ingest/hook.c"

#include "base/test.h"
#include "core/store_testing.h"

/* Two features: one whose hook fails as long as it is told to, one that always works. */
static struct {
    bool is_failing;
    int n_runs;
    struct issue_change seen;
    int n_others;
    int64_t priority_of_others;
} t;

static enum status failing_hook(struct ctx *cx, struct issue_change *change)
{
    t.n_runs++;
    t.seen = *change;
    change->after.priority = 80; /* with what it wrote */
    TRY(db_script(cx, "INSERT INTO meta (key, value) VALUES ('hook', 'was here')"));
    return t.is_failing ? fail(cx, E_INTERNAL, "broken") : OK;
}

static enum status other_hook(struct ctx *cx, struct issue_change *change)
{
    (void)cx;
    t.n_others++;
    t.priority_of_others = change->after.priority;
    return OK;
}

static const struct feature failing = { .name = "failing", .after_event = failing_hook };
static const struct feature idle = { .name = "idle" };
static const struct feature other = { .name = "other", .after_event = other_hook };
static const struct feature *const table[] = { &failing, &idle, &other, NULL };

static const struct event_tag new_tag = { { "browser", 7 }, { "Firefox \"1\"", 11 } };
static struct issue_change change = {
    .project_id = 7,
    .project_uuid = { "p", 1 },
    .issue_id = 9,
    .issue_uuid = { "i", 1 },
    .version = 3,
    .before = { .status = { "resolved", 8 }, .event_count = 4 },
    .after = { .status = { "reopened", 8 },
               .title = { "It broke", 8 },
               .event_count = 6,
               .priority = 50,
               .last_seen_ms = 1763980800000 },
    .n_events = 2,
    .is_reopened = true,
    .new_tags = &new_tag,
    .n_new_tags = 1,
    .event = { .environment = { "prod", 4 }, .tags = &new_tag, .n_tags = 1 },
};

/* The queued argument; "" = nothing is queued. */
static struct str queued(struct ctx *cx)
{
    static const uint8_t columns[] = { DB_TEXT };
    const char *sql = "SELECT argument FROM job_queue WHERE name = 'hook.retry'";
    struct db_query q = { .name = "test", .sql = { sql, sql }, .columns = columns, .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    assert_int_equal(db_query_open(cx, &q, NULL, &rows), OK);
    assert_int_equal(db_step(cx, &rows, &has_row), OK);
    return has_row ? str_dup(cx->arena, rows.values[0].text) : S("");
}

static void check_retry(enum db_kind kind)
{
    struct test_store store;
    struct ctx *cx = &store.cx;

    test_store_open(&store, kind);
    memset(&t, 0, sizeof t);
    t.is_failing = true;
    assert_int_equal(db_begin(cx), OK);
    assert_int_equal(hooks_run(cx, table, &change), OK); /* the batch does not mind */
    assert_int_equal(db_commit(cx), OK);
    assert_int_equal(t.n_others, 1);
    assert_int_equal(t.priority_of_others, 50); /* what was rolled back is not told */
    struct str argument = queued(cx);
    assert_int_equal(retry_in(cx, table, argument), E_BUSY); /* again later, with backoff */
    t.is_failing = false;
    memset(&t.seen, 0, sizeof t.seen);
    if (retry_in(cx, table, argument) != OK) /* also: nothing of the failed runs has stayed */
        fail_msg("%s", cx->err.text);
    assert_int_equal(t.n_runs, 3);
    assert_int_equal(t.n_others, 1);
    assert_int_equal(t.seen.issue_id, 9);
    assert_str_equal(t.seen.before.status, S("resolved"));
    assert_str_equal(t.seen.after.title, S("It broke"));
    assert_int_equal(t.seen.after.event_count, 6);
    assert_int_equal(t.seen.after.priority, 50);
    assert_int_equal(t.seen.after.last_seen_ms, change.after.last_seen_ms);
    assert_int_equal(t.seen.n_events, 2);
    assert_str_equal(t.seen.event.environment, S("prod"));
    assert_int_equal(t.seen.event.n_tags, 1);
    assert_true(t.seen.is_reopened);
    assert_false(t.seen.is_new);
    assert_int_equal(t.seen.n_new_tags, 1);
    assert_str_equal(t.seen.new_tags[0].value, new_tag.value);
    test_store_close(&store);
}

TEST(hook_that_fails_is_run_again_with_the_same_change_on_sqlite)
{
    check_retry(DB_SQLITE);
}

TEST(hook_that_fails_is_run_again_with_the_same_change_on_postgres)
{
    check_retry(DB_POSTGRES);
}

TEST(hook_of_a_feature_that_is_gone_is_done)
{
    struct test_store store;

    test_store_open(&store, DB_SQLITE);
    assert_int_equal(retry_in(&store.cx, table, S("{\"feature\":\"gone\"}")), OK);
    assert_int_equal(retry_in(&store.cx, table, S("garbage")), E_INVALID);
    test_store_close(&store);
}
