#include "core/tx.c"

#include "base/test.h"
#include "core/migrate_sql.h"
#include "core/store_testing.h"

static struct str meta_of(struct test_store *t, struct str key)
{
    struct q_meta_get_row row = { 0 };
    bool found = false;
    assert_int_equal(q_meta_get(&t->cx, &(struct q_meta_get_args){ .key = key }, &row, &found), OK);
    return found ? row.value : (struct str){ 0 };
}

static enum status set(struct ctx *cx, struct str key, struct str value)
{
    return q_meta_set(cx, &(struct q_meta_set_args){ .key = key, .value = value });
}

static enum status set_both(struct ctx *cx)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    TRY(tx_begin(cx, &tx));
    TRY(set(cx, S("a"), S("1")));
    TRY(set(cx, S("b"), S("1")));
    return tx_commit(&tx);
}

static void tx_is_all_or_nothing(enum db_kind kind)
{
    struct test_store t;
    test_store_open(&t, kind);
    /* begin, a, b, commit */
    for (unsigned nth = 1; nth <= 4; nth++) {
        db_fail_nth(t.cx.db, nth, E_BUSY);
        assert_int_equal(set_both(&t.cx), E_BUSY);
        assert_false(db_in_tx(t.cx.db));
        assert_true(str_is_null(meta_of(&t, S("a"))));
        assert_true(str_is_null(meta_of(&t, S("b"))));
    }
    assert_int_equal(set_both(&t.cx), OK);
    assert_str_equal(meta_of(&t, S("a")), S("1"));
    assert_str_equal(meta_of(&t, S("b")), S("1"));
    test_store_close(&t);
}

TEST(tx_is_all_or_nothing_on_sqlite)
{
    tx_is_all_or_nothing(DB_SQLITE);
}

TEST(tx_is_all_or_nothing_on_postgres)
{
    tx_is_all_or_nothing(DB_POSTGRES);
}

/* Whoever overlooks a failure cannot commit the rest. */
static void tx_with_a_failed_statement_is_lost(enum db_kind kind)
{
    struct test_store t;
    struct tx tx = { 0 };
    test_store_open(&t, kind);
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(set(&t.cx, S("a"), S("1")), OK);
    db_fail_nth(t.cx.db, 1, E_CONFLICT);
    assert_int_equal(set(&t.cx, S("b"), S("1")), E_CONFLICT);
    assert_int_equal(set(&t.cx, S("c"), S("1")), E_CONFLICT);
    assert_int_equal(tx_commit(&tx), E_CONFLICT);
    tx_end(&tx);
    assert_true(str_is_null(meta_of(&t, S("a"))));
    assert_true(str_is_null(meta_of(&t, S("c"))));
    test_store_close(&t);
}

TEST(tx_with_a_failed_statement_is_lost_on_sqlite)
{
    tx_with_a_failed_statement_is_lost(DB_SQLITE);
}

TEST(tx_with_a_failed_statement_is_lost_on_postgres)
{
    tx_with_a_failed_statement_is_lost(DB_POSTGRES);
}

static void savepoint_undoes_a_failure(enum db_kind kind)
{
    struct test_store t;
    struct tx tx = { 0 };
    test_store_open(&t, kind);
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(set(&t.cx, S("a"), S("1")), OK);
    assert_int_equal(db_savepoint(&t.cx), OK);
    assert_int_equal(set(&t.cx, S("b"), S("1")), OK);
    assert_int_equal(db_script(&t.cx, "no such statement"), E_INTERNAL);
    assert_int_equal(set(&t.cx, S("c"), S("1")), E_INTERNAL);
    assert_int_equal(db_savepoint_rollback(&t.cx), OK);
    assert_int_equal(set(&t.cx, S("d"), S("1")), OK);
    assert_int_equal(db_savepoint(&t.cx), OK);
    assert_int_equal(set(&t.cx, S("e"), S("1")), OK);
    assert_int_equal(db_savepoint_release(&t.cx), OK);
    assert_int_equal(tx_commit(&tx), OK);
    assert_str_equal(meta_of(&t, S("a")), S("1"));
    assert_true(str_is_null(meta_of(&t, S("b"))));
    assert_str_equal(meta_of(&t, S("d")), S("1"));
    assert_str_equal(meta_of(&t, S("e")), S("1"));
    test_store_close(&t);
}

TEST(tx_savepoint_undoes_a_failure_on_sqlite)
{
    savepoint_undoes_a_failure(DB_SQLITE);
}

TEST(tx_savepoint_undoes_a_failure_on_postgres)
{
    savepoint_undoes_a_failure(DB_POSTGRES);
}
