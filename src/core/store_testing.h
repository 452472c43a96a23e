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

/* Making the schema takes PostgreSQL longer than copying it: the first test on a server, of
 * whatever program, leaves a database with nothing else in it. */
static inline void test_store_make_schema(struct test_store *t, const char *name)
{
    struct test_store first, own = { .kind = DB_POSTGRES };
    char sql[128];

    own.cx = test_store_server_open(t, &own.store);
    /* others wait, then find it */
    test_store_server_do(&own.cx, "SELECT pg_advisory_lock(1)");
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_database WHERE datname = '%s'", name);
    if (test_number(&own, sql) == 0) {
        test_store_open_empty(&first, DB_POSTGRES);
        if (migrate_run(&first.cx, NULL) != OK)
            fail_msg("%s", first.cx.err.text);
        test_store_shut(&first);
        struct str made = str_from(str_c(first.url), str_rfind_char(str_c(first.url), '/') + 1);
        (void)snprintf(sql, sizeof sql, "ALTER DATABASE %.*s RENAME TO %s",
                       FMT(str_to(made, str_find_char(made, '?'))), name);
        test_store_server_do(&own.cx, sql);
        arena_release(&first.arena);
    }
    test_store_server_close(&own.cx, own.store);
}

static inline void test_store_open(struct test_store *t, enum db_kind kind)
{
    static bool is_made;
    char name[32];

    test_store_init(t, kind);
    (void)snprintf(name, sizeof name, "schema_%zu", migration_count);
    if (kind == DB_POSTGRES && !is_made)
        test_store_make_schema(t, name);
    is_made |= kind == DB_POSTGRES;
    test_store_make(t, name);
    if (kind == DB_SQLITE && migrate_run(&t->cx, NULL) != OK)
        fail_msg("%s", t->cx.err.text);
}

#endif
