/* core/store_testing.h - a fresh store with the program's schema, for x_test.c files.
 *
 *     struct test_store t;
 *     test_store_open(&t, DB_POSTGRES);   // or DB_SQLITE; t.cx is ready
 *     …
 *     test_store_close(&t);
 *
 * More in port/db_testing.h. */
#ifndef CORE_STORE_TESTING_H
#define CORE_STORE_TESTING_H

#include "core/migrate.h"
#include "port/db_testing.h"

static inline void test_store_open(struct test_store *t, enum db_kind kind)
{
    test_store_open_empty(t, kind);
    if (migrate_run(&t->cx, NULL) != OK)
        fail_msg("%s", t->cx.err.text);
}

/* The one number a statement gives. */
static inline int64_t test_number(struct test_store *t, const char *sql)
{
    static const uint8_t columns[] = { DB_I64 };
    struct db_query q = { .name = "test", .sql = { sql, sql }, .columns = columns, .n_columns = 1 };
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;

    assert_int_equal(db_query_open(&t->cx, &q, NULL, &rows), OK);
    assert_int_equal(db_step(&t->cx, &rows, &has_row), OK);
    assert_true(has_row);
    return rows.values[0].i64;
}

#endif
