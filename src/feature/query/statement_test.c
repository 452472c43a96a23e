#include "feature/query/statement.c"

#include "base/test.h"

static struct arena arena;

static void setup(void)
{
    arena_init(&arena, "test", 1 << 20);
}

static void check_shape(const char *sql, const char *want)
{
    assert_str_equal(statement_shape(&arena, str_c(sql)), str_c(want));
}

TEST(literals_and_numbers_are_left_out_of_a_shape)
{
    setup();
    check_shape("SELECT * FROM users WHERE id = 42", "SELECT * FROM users WHERE id = ?");
    check_shape("select 1.5, -2, 0xFF, 1e-7 from t1", "select ? from t1");
    check_shape("SELECT a-1, a - 1 FROM t WHERE x = -1 AND y>+2",
                "SELECT a-?, a - ? FROM t WHERE x = ? AND y>?");
    check_shape("SELECT * FROM t WHERE a = 'it''s' AND b = 'x\\'y' AND c = ''",
                "SELECT * FROM t WHERE a = ? AND b = ? AND c = ?");
    check_shape("SELECT E'a\\'b', N'c', X'0a', _utf8'd', $$it's$$, $q$ $$ $q$", "SELECT ?");
    check_shape("SELECT * FROM t WHERE a LIKE 'x' ESCAPE '\\' AND b = 'secret'",
                "SELECT * FROM t WHERE a LIKE ? ESCAPE ? AND b = ?");
    check_shape("SELECT * FROM t WHERE a = '\\'secret\\' word' AND b = 1",
                "SELECT * FROM t WHERE a = ? AND b = ?");
    arena_release(&arena);
}

TEST(the_placeholders_of_all_drivers_are_one_shape)
{
    static const char *const same[] = { "?", "$1", "%s", "%(id)s", ":id", ":1", "@p1", "?1" };

    setup();
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        check_shape(str_cz(&arena, str_printf(&arena, "SELECT a FROM t WHERE id = %s", same[i])),
                    "SELECT a FROM t WHERE id = ?");
    check_shape("SELECT a::text, @@version, b @> c, d ?| e, f % g FROM t",
                "SELECT a::text, @@version, b @> c, d ?| e, f % g FROM t");
    arena_release(&arena);
}

TEST(lists_and_rows_of_values_are_one)
{
    setup();
    check_shape("SELECT * FROM t WHERE id IN (1, 2,3 , 'x')", "SELECT * FROM t WHERE id IN (?)");
    check_shape("SELECT * FROM t WHERE id IN (\"a\", \"b\")", "SELECT * FROM t WHERE id IN (?)");
    check_shape("INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL),(3, DEFAULT)",
                "INSERT INTO t (a, b) VALUES (?)");
    check_shape("INSERT INTO t (a) VALUES ($1), ($2) ON CONFLICT (a) DO NOTHING",
                "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO NOTHING");
    check_shape("SELECT a FROM t WHERE (x, y) IN ((1, 2), (3, 4))",
                "SELECT a FROM t WHERE (x, y) IN ((?))");
    arena_release(&arena);
}

TEST(names_stay_whatever_quotes_they_have)
{
    setup();
    check_shape("SELECT \"u\".\"id\" FROM \"users\" \"u\" WHERE \"u\".\"id\" = \"o\".\"user_id\"",
                "SELECT \"u\".\"id\" FROM \"users\" \"u\" WHERE \"u\".\"id\" = \"o\".\"user_id\"");
    check_shape("SELECT `a` FROM `t2` WHERE `b` = \"secret\"",
                "SELECT `a` FROM `t2` WHERE `b` = ?");
    check_shape("SELECT [a] FROM [dbo].[t] WHERE b = \"secret\"",
                "SELECT [a] FROM [dbo].[t] WHERE b = ?");
    arena_release(&arena);
}

TEST(comments_blanks_and_the_last_semicolon_go)
{
    setup();
    check_shape("/* route=/x */ SELECT  a\n\t, b -- it's\nFROM t # mysql\n ; ",
                "SELECT a, b FROM t");
    check_shape("SELECT a->'b', c #> '{d}' FROM t /* open", "SELECT a->?, c #> ? FROM t");
    check_shape("SELECT ( a ) FROM t; DROP TABLE t;", "SELECT (a) FROM t; DROP TABLE t");
    check_shape("", "");
    arena_release(&arena);
}

TEST(a_statement_that_was_cut_shows_nothing_of_its_literal)
{
    setup();
    check_shape("SELECT * FROM t WHERE a = 'secr", "SELECT * FROM t WHERE a = ?");
    check_shape("SELECT * FROM t WHERE a = \"secr", "SELECT * FROM t WHERE a = ?");
    check_shape("SELECT * FROM t WHERE a = $x$secr", "SELECT * FROM t WHERE a = ?");
    arena_release(&arena);
}

TEST(a_shape_has_a_bound)
{
    setup();
    char *text = arena_bytes(&arena, 100 << 10);
    memset(text, 'a', 100 << 10);
    assert_int_equal(statement_shape(&arena, str_make(text, 100 << 10)).len, STATEMENT_BYTES);
    arena_release(&arena);
}

TEST(a_statement_has_a_kind)
{
    assert_int_equal(statement_kind(S("(SELECT 1) UNION (SELECT 2)")), STATEMENT_SELECT);
    assert_int_equal(statement_kind(S(" with x AS (?) SELECT ?")), STATEMENT_SELECT);
    assert_int_equal(statement_kind(S("insert into t")), STATEMENT_INSERT);
    assert_int_equal(statement_kind(S("UPDATE t")), STATEMENT_UPDATE);
    assert_int_equal(statement_kind(S("DELETE FROM t")), STATEMENT_DELETE);
    assert_int_equal(statement_kind(S("CALL f(?)")), STATEMENT_OTHER);
    assert_int_equal(statement_kind(S("SELECTED items")), STATEMENT_NONE);
    assert_int_equal(statement_kind(S("GET /users")), STATEMENT_NONE);
    assert_int_equal(statement_kind(S("")), STATEMENT_NONE);
}

TEST(a_shape_tells_its_table)
{
    static const struct {
        const char *shape;
        const char *table;
    } cases[] = {
        { "SELECT * FROM users WHERE id = ?", "users" },
        { "SELECT EXTRACT(YEAR FROM at) FROM \"shop\".\"orders\" o", "shop.orders" },
        { "SELECT count(*) FROM (SELECT ? FROM items) x", "items" },
        { "INSERT INTO `cart` (a) VALUES (?)", "cart" },
        { "UPDATE ONLY stock SET n = ?", "stock" },
        { "DELETE FROM [dbo].[logs]", "dbo.logs" },
        { "SELECT a FROM t FOR UPDATE OF t", "t" },
        { "SELECT ?", "" },
    };

    setup();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str_equal(statement_table(&arena, str_c(cases[i].shape)), str_c(cases[i].table));
    arena_release(&arena);
}
