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

#endif
