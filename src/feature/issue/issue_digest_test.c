#include "feature/issue/issue_digest.c"

#include "base/test.h"
#include "core/store_testing.h"

static const char project_row[] =
    "INSERT INTO project (uuid, name, slug, short_prefix, warning_as_error,"
    " route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,"
    " ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, analysis_db_enabled,"
    " created_ms, updated_ms) VALUES ('01934567-89ab-7cde-8f01-23456789abcd', 'Shop', 'shop',"
    " 'SHOP', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 1)";

static struct test_store store;

static void fresh(enum db_kind kind)
{
    test_store_open(&store, kind);
    if (db_script(&store.cx, project_row) != OK)
        fail_msg("%s", store.cx.err.text);
}

/* An event whose hash is made of one letter. */
static struct issue_event event_of(char letter)
{
    struct issue_event ev = { .project_id = 1,
                              .received_ms = 1700000000000,
                              .grouping = { .title = S("KeyError: x"),
                                            .type = S("KeyError"),
                                            .culprit = S("shop.cart in total"),
                                            .location = S("cart.py") },
                              .level = S("error"),
                              .platform = S("python"),
                              .release = S("1.0"),
                              .is_unhandled = true,
                              .words = S("keyerror cart") };

    memset(ev.grouping.hash, letter, sizeof ev.grouping.hash);
    return ev;
}

static struct fingerprint_target made(struct issue_batch *b, const struct issue_event *ev)
{
    struct fingerprint_target t;

    if (issue_target_make(&store.cx, b, ev, &t) != OK)
        fail_msg("%s", store.cx.err.text);
    return t;
}

static void written(struct issue_batch *b)
{
    if (issue_write_all(&store.cx, b, NULL) != OK)
        fail_msg("%s", store.cx.err.text);
}

static int64_t number(const char *sql)
{
    static const uint8_t columns[] = { DB_I64 };
    struct db_query q = { .name = "test", .sql = { sql, sql }, .columns = columns, .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    assert_int_equal(db_query_open(&store.cx, &q, NULL, &rows), OK);
    assert_int_equal(db_step(&store.cx, &rows, &has_row), OK);
    assert_true(has_row);
    return rows.values[0].i64;
}

static struct str optional(struct opt_i64 v)
{
    return v.set ? str_printf(store.cx.arena, "%lld", (long long)v.value) : S("null");
}

/* Every column, so that one with another default in the store is seen. */
static struct str text_of(const struct q_issue_for_digest_row *r)
{
    struct buf b;

    buf_init(&b, store.cx.arena, 4 << 10);
    const struct str texts[] = { r->uuid,     r->status, r->title,    r->type,           r->culprit,
                                 r->location, r->level,  r->platform, r->resolve_pending,
                                 r->first_release };
    const int64_t numbers[] = { r->is_unhandled, r->event_count,       r->stored_count,
                                r->user_count,   r->priority,          r->last_seen_ms,
                                r->first_seen_ms, r->is_priority_manual,
                                r->resolved_ms,  r->cooldown_until_ms, r->snooze_until_ms,
                                r->version,      r->snooze_events_at_start,
                                r->resolve_base_release, r->snooze_users_at_start };
    const struct opt_i64 optionals[] = { r->assigned_to, r->snooze_event_threshold,
                                         r->snooze_user_threshold,
                                         r->snooze_rate_events, r->snooze_rate_minutes,
                                         r->snooze_escalation };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        buf_printf(&b, "%.*s|", FMT(texts[i]));
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        buf_printf(&b, "%lld|", (long long)numbers[i]);
    for (size_t i = 0; i < ARRAY_LEN(optionals); i++)
        buf_printf(&b, "%.*s|", FMT(optional(optionals[i])));
    buf_printf(&b, "%d%d", str_is_null(r->resolved_in_release), str_is_null(r->snooze_window));
    return buf_str(&b);
}

static void check_known(enum db_kind kind)
{
    struct issue_event ev = event_of('a');
    struct q_issue_for_digest_row read;

    fresh(kind);
    struct fingerprint_target t = made(issue_batch_new(&store.cx), &ev);
    struct q_issue_for_digest_args args = { .issue_id = t.issue->id };
    assert_int_equal(q_issue_for_digest(&store.cx, &args, &read), OK);
    assert_str_equal(text_of(&t.issue->row), text_of(&read));
    test_store_close(&store);
}

TEST(issue_that_was_made_is_known_without_reading_it_on_sqlite)
{
    check_known(DB_SQLITE);
}

TEST(issue_that_was_made_is_known_without_reading_it_on_postgres)
{
    check_known(DB_POSTGRES);
}

static void check_numbers(enum db_kind kind)
{
    struct issue_event a = event_of('a'), b = event_of('b'), c = event_of('c');

    fresh(kind);
    struct issue_batch *first = issue_batch_new(&store.cx);
    (void)made(first, &a);
    (void)made(first, &b);
    assert_false(made(first, &a).is_new);
    written(first);
    struct issue_batch *second = issue_batch_new(&store.cx);
    assert_false(made(second, &b).is_new);
    (void)made(second, &c);
    written(second);
    assert_int_equal(number("SELECT count(*) FROM issue"), 3);
    assert_int_equal(number("SELECT max(short_no) FROM issue"), 3);
    assert_int_equal(number("SELECT short_next FROM project"), 4);
    assert_int_equal(number("SELECT count(*) FROM issue_activity WHERE action = 'first_seen'"
                            " AND new_value = 'open' AND origin_issue_id = issue_id"),
                     3);
    assert_int_equal(number("SELECT count(*) FROM issue_word"), 3);
    test_store_close(&store);
}

TEST(issue_numbers_of_batches_follow_each_other_on_sqlite)
{
    check_numbers(DB_SQLITE);
}

TEST(issue_numbers_of_batches_follow_each_other_on_postgres)
{
    check_numbers(DB_POSTGRES);
}
