#include "core/filter.c"

#include "base/test.h"

/* Text only: that the pieces are SQL is what the API tests of the lists show. */
static const char *const base_text[] = { "base(x, '?', ?)", "base(x, '?', ?)" };
static const char *const by_status[] = { "status = ?", "status = ?" };
static const char *const by_range[] = { "a BETWEEN ? AND ?", "a BETWEEN ? AND ?" };
static const char *const by_dialect[] = { "json_has(t, ?)", "t ? 'x'" };
static const char *const tail[] = { "LIMIT ?", "LIMIT ?" };
static const struct filter_base base = { "test", base_text, NULL, 0, false };

static struct arena arena;

static void begin(struct filter *f, enum db_kind kind, bool has_where)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    *f = (struct filter){ .base = &base, .kind = kind, .has_where = has_where };
    buf_init(&f->sql, &arena, FILTER_SQL_BYTES);
    add_piece(f, base.sql, (struct db_value[]){ FILTER_I64(7) }, 1);
}

TEST(filter_numbers_values_for_sqlite)
{
    struct filter f;
    begin(&f, DB_SQLITE, false);
    filter_where(&f, by_status, (struct db_value[]){ FILTER_TEXT(S("open")) }, 1);
    filter_where(&f, by_range, (struct db_value[]){ FILTER_I64(1), FILTER_I64(2) }, 2);
    filter_tail(&f, tail, (struct db_value[]){ FILTER_I64(50) }, 1);
    assert_str_equal(buf_str(&f.sql), S("base(x, '?', ?1)\nWHERE (status = ?2)\n"
                                        "AND (a BETWEEN ?3 AND ?4)\nLIMIT ?5"));
    assert_int_equal(f.n_values, 5);
    assert_str_equal(f.values[1].text, S("open"));
    assert_int_equal(f.types[1], DB_TEXT);
    assert_int_equal(f.values[4].i64, 50);
}

TEST(filter_numbers_values_for_postgres)
{
    struct filter f;
    begin(&f, DB_POSTGRES, true);
    filter_where(&f, by_status, (struct db_value[]){ FILTER_TEXT(S("open")) }, 1);
    assert_str_equal(buf_str(&f.sql), S("base(x, '?', $1)\nAND (status = $2)"));
}

TEST(filter_takes_the_fragment_of_the_dialect)
{
    struct filter f;
    begin(&f, DB_SQLITE, false);
    filter_where(&f, by_dialect, (struct db_value[]){ FILTER_TEXT(S("k")) }, 1);
    assert_true(str_contains(buf_str(&f.sql), S("json_has(t, ?2)")));
}

TEST(filter_groups_alternatives)
{
    struct filter f;
    begin(&f, DB_SQLITE, false);
    filter_any_begin(&f);
    filter_any(&f, by_status, (struct db_value[]){ FILTER_TEXT(S("open")) }, 1);
    filter_any(&f, by_status, (struct db_value[]){ FILTER_TEXT(S("new")) }, 1);
    filter_any_end(&f);
    filter_where(&f, by_status, (struct db_value[]){ FILTER_TEXT(S("x")) }, 1);
    assert_str_equal(buf_str(&f.sql), S("base(x, '?', ?1)\nWHERE ((status = ?2) OR (status = ?3))\n"
                                        "AND (status = ?4)"));
}

TEST(filter_an_empty_group_adds_nothing)
{
    struct filter f;
    begin(&f, DB_SQLITE, false);
    filter_any_begin(&f);
    filter_any_end(&f);
    assert_str_equal(buf_str(&f.sql), S("base(x, '?', ?1)"));
}

TEST(filter_numbers_are_a_json_array)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 20);
    struct ctx cx = { .arena = &arena };
    assert_str_equal(filter_numbers(&cx, NULL, 0), S("[]"));
    assert_str_equal(filter_numbers(&cx, (int64_t[]){ 7, -1 }, 2), S("[7,-1]"));
}
