#include "feature/erasure/erasure.c"

#include "base/test.h"
#include "core/store_testing.h"

static bool matches(struct ctx *cx, const char *document, struct str value)
{
    struct event_id id;
    bool out;

    assert_int_equal(erasure_matches(cx, str_c(document), value, &id, &out), OK);
    return out;
}

#define DOCUMENT(user)                                                                             \
    "{\"event_id\":\"0123456789abcdef0123456789abcdef\",\"message\":\"ann\",\"user\":" user "}"

TEST(erasure_finds_people_by_any_of_their_names_and_only_by_these)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    struct ctx cx = { .arena = &a };
    const char *ann = DOCUMENT("{\"id\":\"7\",\"email\":\"Ann@b.c\",\"username\":\"annie\","
                               "\"name\":\"Ann B\",\"ip_address\":\"203.0.113.7\","
                               "\"data\":{\"id\":\"9\"}}");

    assert_true(matches(&cx, ann, S("7")));
    assert_true(matches(&cx, ann, S("ann@B.C")));
    assert_true(matches(&cx, ann, S("Annie")));
    assert_true(matches(&cx, ann, S("ann b")));
    assert_true(matches(&cx, ann, S("203.0.113.7")));
    assert_false(matches(&cx, ann, S("9")));
    assert_false(matches(&cx, ann, S("ann")));
    assert_false(matches(&cx, ann, S("203.0.113")));
    assert_false(matches(&cx, DOCUMENT("null"), S("7")));
    assert_false(matches(&cx, DOCUMENT("\"7\""), S("7")));
    arena_release(&a);
}

static void value_is_forgotten_with_the_last_step(enum db_kind kind)
{
    static const uint8_t columns[] = { DB_TEXT };
    const char *sql = "SELECT phase || ':' || value_box FROM erasure";
    struct db_query q = { .name = "test", .sql = { sql, sql }, .columns = columns, .n_columns = 1 };
    struct test_store t;
    struct str uuid;
    bool has = false;

    test_store_open(&t, kind);
    assert_int_equal(erasure_begin(&t.cx, 1, S("ann@b.c"), &uuid), OK);
    for (unsigned nth = 1; nth < 20; nth++) { /* whatever fails, a later run goes on */
        db_fail_nth(t.cx.db, nth, E_INTERNAL);
        (void)!erasure_run(&t.cx, S(""));
        assert_false(db_in_tx(t.cx.db));
        t.cx.now_ms += PAUSE_MS;
    }
    db_fail_nth(t.cx.db, 0, OK);
    assert_int_equal(erasure_run(&t.cx, S("")), OK);
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    assert_int_equal(db_query_open(&t.cx, &q, NULL, &rows), OK);
    assert_int_equal(db_step(&t.cx, &rows, &has), OK);
    assert_true(has);
    assert_str_equal(rows.values[0].text, S("done:"));
    db_rows_close(&rows);
    test_store_close(&t);
}

TEST(erasure_forgets_whom_it_was_about_on_sqlite)
{
    value_is_forgotten_with_the_last_step(DB_SQLITE);
}

TEST(erasure_forgets_whom_it_was_about_on_postgres)
{
    value_is_forgotten_with_the_last_step(DB_POSTGRES);
}
