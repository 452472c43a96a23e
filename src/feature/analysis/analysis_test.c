#include "feature/analysis/analysis.c"

#include "base/buf.h"
#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static enum status check(const char *sql)
{
    cx = (struct ctx){ .arena = &arena };
    return analysis_check(&cx, str_c(sql));
}

TEST(only_one_select_stands_behind_explain)
{
    static const char *const good[] = {
        "SELECT 1",
        " select * from t where a = 'x;y'; ",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "SELECT(1)",
        "SELECT a FROM t WHERE b LIKE '%' ESCAPE '\\'",
    };
    static const char *const refused[] = {
        "",
        "ANALYZE SELECT 1",
        "(ANALYZE) SELECT 1",
        "/* x */ ANALYZE SELECT 1",
        "VERBOSE SELECT 1",
        "SELECTED",
        "UPDATE t SET a = 1",
        "SELECT 1; DELETE FROM t",
        "SELECT 1 -- x\n; DELETE FROM t",
        "SELECT /*! SLEEP(9) */ 1",
        "SELECT /*M! 1 */",
        "/*! ANALYZE */ SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "FORMAT=JSON DELETE FROM t",
    };

    arena_init(&arena, "test", 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        if (check(good[i]) != OK)
            fail_msg("%s: %s", good[i], cx.err.text);
    }
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        if (check(refused[i]) != E_INVALID)
            fail_msg("%s is let through", refused[i]);
    }
    arena_release(&arena);
}

TEST(a_second_statement_is_seen_wherever_it_stands)
{
    struct buf b;

    arena_init(&arena, "test", 1 << 20);
    buf_init(&b, &arena, STATEMENT_READ_BYTES);
    buf_add(&b, S("SELECT a"));
    while (b.len < 2 * STATEMENT_BYTES)
        buf_add(&b, S(", a"));
    assert_int_equal(check(str_cz(&arena, buf_str(&b))), OK);
    buf_add(&b, S("; DELETE FROM t"));
    assert_int_equal(check(str_cz(&arena, buf_str(&b))), E_INVALID);
    arena_release(&arena);
}

TEST(a_plan_is_told_in_words)
{
    struct str words[ANALYSIS_WARNINGS];

    assert_int_equal(analysis_warnings(S("QUERY PLAN=Index Scan using a on t"), words), 0);
    assert_int_equal(
        analysis_warnings(S("id=1 | type=ALL | key=NULL | Extra=Using temporary"), words), 3);
}
