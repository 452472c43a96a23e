#include "feature/audit/audit.c"

#include "base/test.h"
#include "core/store_testing.h"
#include "core/tx.h"

static enum status note(struct ctx *cx, const char *action)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    TRY(tx_begin(cx, &tx));
    TRY(audit_note(cx, action, "project", S("p"), S("")));
    return tx_commit(&tx);
}

static int64_t entries(struct test_store *t)
{
    static const uint8_t columns[] = { DB_I64 };
    struct db_query q = { .name = "test",
                          .sql = { "SELECT count(*) FROM audit_entry",
                                   "SELECT count(*) FROM audit_entry" },
                          .columns = columns,
                          .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has = false;

    assert_int_equal(db_query_open(&t->cx, &q, NULL, &rows), OK);
    assert_int_equal(db_step(&t->cx, &rows, &has), OK);
    return rows.values[0].i64;
}

static void lives_a_year(enum db_kind kind)
{
    struct test_store t;

    test_store_open(&t, kind);
    assert_int_equal(note(&t.cx, "project.create"), OK);
    t.cx.now_ms += (int64_t)AUDIT_DAYS * MS_PER_DAY;
    assert_int_equal(note(&t.cx, "project.update"), OK);
    assert_int_equal(audit_expire(&t.cx, S("")), OK);
    assert_int_equal(entries(&t), 2);
    t.cx.now_ms += 1;
    assert_int_equal(audit_expire(&t.cx, S("")), OK);
    assert_int_equal(entries(&t), 1);
    test_store_close(&t);
}

TEST(audit_entry_lives_a_year_on_sqlite)
{
    lives_a_year(DB_SQLITE);
}

TEST(audit_entry_lives_a_year_on_postgres)
{
    lives_a_year(DB_POSTGRES);
}

TEST(audit_expires_nothing_in_the_first_run_after_a_jump_of_the_clock)
{
    struct test_store t;

    test_store_open(&t, DB_SQLITE);
    assert_int_equal(note(&t.cx, "project.create"), OK);
    assert_int_equal(db_script(&t.cx, "INSERT INTO job_state (name, due_ms, last_end_ms)"
                                      " VALUES ('audit.expire', 1, 1)"),
                     OK);
    t.cx.now_ms += (int64_t)(AUDIT_DAYS + 1) * MS_PER_DAY;
    assert_int_equal(audit_expire(&t.cx, S("")), OK);
    assert_int_equal(entries(&t), 1);
    test_store_close(&t);
}

TEST(audit_entry_goes_with_its_transaction)
{
    struct test_store t;
    struct tx tx = { 0 };

    test_store_open(&t, DB_SQLITE);
    assert_int_equal(tx_begin(&t.cx, &tx), OK);
    assert_int_equal(audit_note(&t.cx, "project.delete", "project", S("p"), S("")), OK);
    tx_end(&tx);
    assert_int_equal(entries(&t), 0);
    test_store_close(&t);
}
