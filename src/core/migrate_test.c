#include "core/migrate.c"

#include "base/test.h"
#include "core/store_testing.h"

static void makes_the_schema_once(enum db_kind kind)
{
    struct test_store t;
    int applied = -1;
    test_store_open_empty(&t, kind);
    assert_int_equal(migrate_run(&t.cx, &applied), OK);
    assert_int_equal(applied, migration_count);
    test_store_shut(&t);
    test_store_reopen(&t);
    assert_int_equal(migrate_run(&t.cx, &applied), OK);
    assert_int_equal(applied, 0);
    test_store_close(&t);
}

TEST(migrate_makes_the_schema_once_on_sqlite)
{
    makes_the_schema_once(DB_SQLITE);
}

TEST(migrate_makes_the_schema_once_on_postgres)
{
    makes_the_schema_once(DB_POSTGRES);
}

TEST(migrate_refuses_a_newer_store)
{
    struct test_store t;
    test_store_open(&t, DB_SQLITE);
    assert_int_equal(
        q_meta_set(&t.cx, &(struct q_meta_set_args){ .key = S("schema"), .value = S("9999") }), OK);
    assert_int_equal(migrate_run(&t.cx, NULL), E_CONFLICT);
    assert_true(str_contains(str_c(t.cx.err.text), S("9999")));
    test_store_close(&t);
}

static void step_that_fails_leaves_nothing(enum db_kind kind)
{
    struct test_store t;
    int64_t reached = -1;
    test_store_open_empty(&t, kind);
    /* look, begin, script, mark, commit */
    for (unsigned nth = 1; nth <= 5; nth++) {
        db_fail_nth(t.cx.db, nth, E_BUSY);
        assert_int_equal(migrate_run(&t.cx, NULL), E_BUSY);
        assert_int_equal(migrate_reached(&t.cx, &reached), OK);
        assert_int_equal(reached, 0);
    }
    assert_int_equal(migrate_run(&t.cx, NULL), OK);
    test_store_close(&t);
}

TEST(migrate_step_that_fails_leaves_nothing_on_sqlite)
{
    step_that_fails_leaves_nothing(DB_SQLITE);
}

TEST(migrate_step_that_fails_leaves_nothing_on_postgres)
{
    step_that_fails_leaves_nothing(DB_POSTGRES);
}
