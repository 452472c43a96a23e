#include "core/outbox.c"

#include "base/test.h"
#include "core/cluster_sql.h"
#include "core/store_testing.h"

static struct test_store t;
static enum status answer;
static int n_delivered, n_noted;
static char last_payload[64];

static enum status deliver_it(struct ctx *cx, struct outbox_delivery *d)
{
    n_delivered++;
    (void)snprintf(last_payload, sizeof last_payload, "%.*s", FMT(d->payload));
    return answer == OK ? OK : fail(cx, answer, "because");
}

static enum status note_it(struct ctx *cx, const struct outbox_delivery *d)
{
    (void)cx, (void)d;
    n_noted++;
    return OK;
}

static const struct outbox_channel channels[] = {
    { "test", deliver_it, note_it, .timeout_s = 10, .attempts = 3 },
    { 0 },
};
static const struct feature feature = { .name = "test", .channels = channels };
const struct feature *const feature_table[] = { &feature, NULL };

static void begin(enum db_kind kind)
{
    test_store_open(&t, kind);
    crypto_init();
    clock_set_for_test(TEST_STORE_NOW_MS);
    answer = OK;
    n_delivered = n_noted = 0;
    for (size_t i = 0; i < CHANNELS_MAX; i++) {
        pauses[i].until_ms = 0;
        pauses[i].failures = 0;
    }
}

static void end(void)
{
    clock_set_for_test(0);
    test_store_close(&t);
}

static void add(const char *payload, const char *key, int64_t due_ms)
{
    const struct outbox_item item = { .channel = "test",
                                      .kind = "greeting",
                                      .recipient = S("ann@example.com"),
                                      .payload = str_c(payload),
                                      .key = str_c(key),
                                      .due_ms = due_ms };
    assert_int_equal(outbox_add(&t.cx, &item), OK);
}

/* How many rows a run at this time delivers, or tries to. */
static int run_at(int64_t now_ms)
{
    int before = n_delivered;
    t.cx.now_ms = now_ms;
    clock_set_for_test(now_ms);
    assert_int_equal(outbox_run(&t.cx, (struct str){ 0 }), OK);
    return n_delivered - before;
}

static int64_t rows_in(const char *state)
{
    static const uint8_t text[] = { DB_TEXT }, number[] = { DB_I64 };
    static const char sql[] = "SELECT count(*) FROM outbox WHERE state = $1";
    const struct db_query query = { .name = "rows_in",
                                    .sql = { sql, sql },
                                    .params = text,
                                    .columns = number,
                                    .n_params = 1,
                                    .n_columns = 1 };
    const struct db_value value = { .type = DB_TEXT, .text = str_c(state) };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has;
    assert_int_equal(db_query_open(&t.cx, &query, &value, &rows), OK);
    assert_int_equal(db_step(&t.cx, &rows, &has), OK);
    assert_true(has);
    return rows.values[0].i64;
}

static struct str first_uuid(void)
{
    struct q_outbox_due_args args = { S("test"), INT64_MAX, INT64_MAX };
    struct q_outbox_due_row row;
    bool found;
    assert_int_equal(q_outbox_due(&t.cx, &args, &row, &found), OK);
    assert_true(found);
    return row.uuid;
}

static void once_when_due(enum db_kind kind)
{
    int64_t sent_before = n_sent;
    begin(kind);
    add("hello", "", TEST_STORE_NOW_MS + OUTBOX_UNDO_MS);
    assert_int_equal(run_at(TEST_STORE_NOW_MS + OUTBOX_UNDO_MS - 1), 0);
    assert_false(outbox_is_due(&t.cx));
    t.cx.now_ms = TEST_STORE_NOW_MS + OUTBOX_UNDO_MS;
    assert_true(outbox_is_due(&t.cx));
    assert_int_equal(run_at(TEST_STORE_NOW_MS + OUTBOX_UNDO_MS), 1);
    assert_string_equal(last_payload, "hello");
    assert_int_equal(n_noted, 1);
    assert_int_equal(run_at(TEST_STORE_NOW_MS + MS_PER_DAY), 0);
    assert_int_equal(rows_in("sent"), 1);
    assert_int_equal(n_sent, sent_before + 1);
    end();
}

TEST(outbox_delivers_once_and_not_before_its_time_on_sqlite)
{
    once_when_due(DB_SQLITE);
}

TEST(outbox_delivers_once_and_not_before_its_time_on_postgres)
{
    once_when_due(DB_POSTGRES);
}

static void with_a_key(enum db_kind kind)
{
    begin(kind);
    add("first", "k", TEST_STORE_NOW_MS + 5000);
    add("second", "k", TEST_STORE_NOW_MS + 2000); /* brings it forward */
    assert_int_equal(rows_in("waiting"), 1);
    assert_int_equal(run_at(TEST_STORE_NOW_MS + 2000), 1);
    assert_string_equal(last_payload, "first");
    add("third", "k", 0); /* the first is gone: a row of its own */
    assert_int_equal(rows_in("waiting"), 1);
    end();
}

TEST(outbox_keeps_one_waiting_row_of_a_key_on_sqlite)
{
    with_a_key(DB_SQLITE);
}

TEST(outbox_keeps_one_waiting_row_of_a_key_on_postgres)
{
    with_a_key(DB_POSTGRES);
}

TEST(outbox_tries_again_with_longer_pauses_and_gives_up_where_admins_see_it)
{
    begin(DB_SQLITE);
    add("hello", "", 0);
    answer = E_UPSTREAM;
    int64_t now = TEST_STORE_NOW_MS;
    assert_int_equal(run_at(now), 1);
    assert_int_equal(run_at(now + BACKOFF_MS - BACKOFF_MS / JITTER_PART - 1), 0);
    now += 2 * BACKOFF_MS;
    assert_int_equal(run_at(now), 1);
    assert_int_equal(rows_in("waiting"), 1);
    now += 4 * BACKOFF_MS;
    assert_int_equal(run_at(now), 1); /* the third is the last */
    assert_int_equal(rows_in("dead"), 1);
    assert_int_equal(run_at(now + MS_PER_DAY), 0);
    end();
}

static void retried(enum db_kind kind)
{
    begin(kind);
    add("hello", "", 0);
    struct str uuid = first_uuid();
    answer = E_INVALID; /* never will */
    assert_int_equal(run_at(TEST_STORE_NOW_MS), 1);
    assert_int_equal(rows_in("dead"), 1);
    answer = OK;
    assert_int_equal(outbox_retry(&t.cx, uuid), OK);
    assert_int_equal(run_at(TEST_STORE_NOW_MS + 1), 1);
    assert_int_equal(rows_in("sent"), 1);
    assert_int_equal(outbox_retry(&t.cx, uuid), E_CONFLICT);
    assert_int_equal(outbox_retry(&t.cx, S("nobody")), E_MISSING);
    end();
}

TEST(outbox_retries_a_dead_row_when_an_admin_asks_on_sqlite)
{
    retried(DB_SQLITE);
}

TEST(outbox_retries_a_dead_row_when_an_admin_asks_on_postgres)
{
    retried(DB_POSTGRES);
}

TEST(outbox_leaves_a_channel_in_peace_while_it_is_away)
{
    begin(DB_SQLITE);
    add("one", "", 0);
    add("two", "", 0);
    answer = E_BUSY;
    assert_int_equal(run_at(TEST_STORE_NOW_MS), 1); /* the second one is not even tried */
    assert_false(outbox_is_due(&t.cx));
    end();
}

/* Another process takes a row and is not heard of again. */
static void taken_over(enum db_kind kind)
{
    int64_t changed = 0;
    begin(kind);
    add("hello", "", 0);
    const struct q_process_beat_args other = { .id = S("other"), .host = S("h"), .beat = 1 };
    assert_int_equal(q_process_beat(&t.cx, &other), OK);
    const struct q_outbox_take_args taken = { .id = 1,
                                              .lease_until_ms = TEST_STORE_NOW_MS + 20000,
                                              .lease_owner = S("other"),
                                              .now_ms = TEST_STORE_NOW_MS };
    assert_int_equal(q_outbox_take(&t.cx, &taken, &changed), OK);
    assert_int_equal(changed, 1);
    assert_int_equal(q_outbox_take(&t.cx, &taken, &changed), OK);
    assert_int_equal(changed, 0); /* the second taker has lost */
    assert_int_equal(run_at(TEST_STORE_NOW_MS + 19999), 0);
    if (kind == DB_POSTGRES) /* the cluster has noticed that it is gone */
        assert_int_equal(q_process_forget(&t.cx, &(struct q_process_forget_args){ S("other") }),
                         OK);
    assert_int_equal(run_at(TEST_STORE_NOW_MS + (kind == DB_POSTGRES ? 19999 : 20000)), 1);
    assert_int_equal(rows_in("sent"), 1);
    end();
}

TEST(outbox_takes_over_what_another_left_lying_on_sqlite)
{
    taken_over(DB_SQLITE);
}

TEST(outbox_takes_over_what_another_left_lying_on_postgres)
{
    taken_over(DB_POSTGRES);
}

TEST(outbox_gives_up_what_ends_the_program_each_time)
{
    int64_t changed = 0;
    begin(DB_SQLITE);
    add("hello", "", 0);
    struct q_outbox_take_args taken = { .id = 1, .lease_owner = S("me") };
    taken.now_ms = TEST_STORE_NOW_MS;
    for (int i = 0; i < 3; i++)
        assert_int_equal(q_outbox_take(&t.cx, &taken, &changed), OK);
    assert_int_equal(run_at(TEST_STORE_NOW_MS), 0);
    assert_int_equal(rows_in("dead"), 1);
    end();
}

TEST(outbox_row_that_was_taken_over_is_not_noted_by_the_first)
{
    begin(DB_SQLITE);
    add("hello", "", 0);
    const struct outbox_delivery d = { .id = 1 };
    const struct lease old = { TEST_STORE_NOW_MS, S("me") };
    assert_int_equal(note_delivery(&t.cx, &channels[0], &d, &old), OK);
    assert_int_equal(n_noted, 0);
    assert_int_equal(rows_in("waiting"), 1);
    end();
}

TEST(outbox_forgets_sent_rows_after_days)
{
    begin(DB_SQLITE);
    add("hello", "", 0);
    assert_int_equal(run_at(TEST_STORE_NOW_MS), 1);
    assert_int_equal(outbox_purge(&t.cx, (struct str){ 0 }), OK);
    assert_int_equal(rows_in("sent"), 1);
    t.cx.now_ms += (OUTBOX_SENT_DAYS + 1) * (int64_t)MS_PER_DAY;
    assert_int_equal(outbox_purge(&t.cx, (struct str){ 0 }), OK);
    assert_int_equal(rows_in("sent"), 0);
    end();
}
