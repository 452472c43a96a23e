#include "feature/condition/feature.c"

#include "base/arena.h"
#include "base/str.h"
#include "base/test.h"
#include "core/store_testing.h"

enum { OLD = 60000, YOUNG = 100 };

/* More old minutes than a few steps delete, and some that are still asked for. */
static void check_forget(enum db_kind kind)
{
    struct test_store t;

    test_store_open(&t, kind);
    int64_t now = t.cx.now_ms / MS_PER_MINUTE;
    struct str sql = str_printf(
        t.cx.arena,
        "INSERT INTO fingerprint_minute (minute, project_id, fingerprint_id, events)"
        " WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %d)"
        " SELECT CASE WHEN n <= %d THEN %lld ELSE %lld END, 1, n, 1 FROM c",
        OLD + YOUNG, OLD, (long long)now - MINUTES_KEPT - 1, (long long)now - MINUTES_KEPT);
    assert_int_equal(db_script(&t.cx, str_cz(t.cx.arena, sql)), OK);
    assert_int_equal(forget_minutes(&t.cx, (struct str){ 0 }), OK);
    assert_int_equal(test_number(&t, "SELECT count(*) FROM fingerprint_minute"), YOUNG);
    test_store_close(&t);
}

TEST(all_minutes_that_nobody_asks_for_go_in_one_run_on_sqlite)
{
    check_forget(DB_SQLITE);
}

TEST(all_minutes_that_nobody_asks_for_go_in_one_run_on_postgres)
{
    check_forget(DB_POSTGRES);
}
