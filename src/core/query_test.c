#include "core/query.c"

#include "base/test.h"
#include "core/migrate_sql.h"
#include "core/store_testing.h"

/* What goes in comes out: every type, with and without NULL. */
struct all_types {
    int64_t i;
    double f;
    struct str t;
    struct str b;
    bool o;
    struct opt_i64 i_null;
    struct str t_null;
    struct str b_null;
    struct opt_bool o_null;
};

static const uint8_t all_types[] = { DB_I64, DB_F64,  DB_TEXT, DB_BLOB, DB_BOOL,
                                     DB_I64, DB_TEXT, DB_BLOB, DB_BOOL };
static const struct query_field all_fields[] = {
    { offsetof(struct all_types, i), DB_I64, false },
    { offsetof(struct all_types, f), DB_F64, false },
    { offsetof(struct all_types, t), DB_TEXT, false },
    { offsetof(struct all_types, b), DB_BLOB, false },
    { offsetof(struct all_types, o), DB_BOOL, false },
    { offsetof(struct all_types, i_null), DB_I64, true },
    { offsetof(struct all_types, t_null), DB_TEXT, true },
    { offsetof(struct all_types, b_null), DB_BLOB, true },
    { offsetof(struct all_types, o_null), DB_BOOL, true },
};
static const struct query echo = {
    .db = { .name = "echo",
            .sql = { "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                     "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" },
            .params = all_types,
            .columns = all_types,
            .n_params = ARRAY_LEN(all_types),
            .n_columns = ARRAY_LEN(all_types),
            .number = 1000 },
    .args = all_fields,
    .row = all_fields,
    .column_names = "i,f,t,b,o,i_null,t_null,b_null,o_null",
    .row_bytes = sizeof(struct all_types),
};

static void values_come_back(enum db_kind kind)
{
    struct test_store t;
    struct all_types in = { .i = INT64_MIN,
                            .f = -0.1,
                            .t = S("caf\xC3\xA9"),
                            .b = S("\x00\xFF\x80"),
                            .o = true,
                            .i_null = { 7, true },
                            .t_null = S(""),
                            .b_null = S("x"),
                            .o_null = { false, true } };
    struct all_types out = { 0 }, nothing = { 0 };
    test_store_open_empty(&t, kind);
    assert_int_equal(query_one(&t.cx, &echo, &in, &out), OK);
    assert_true(out.i == INT64_MIN && out.f == -0.1 && out.o);
    assert_str_equal(out.t, in.t);
    assert_str_equal(out.b, in.b);
    assert_true(out.i_null.set && out.i_null.value == 7);
    assert_true(out.t_null.p != NULL && out.t_null.len == 0); /* empty is not absent */
    assert_str_equal(out.b_null, S("x"));
    assert_true(out.o_null.set && !out.o_null.value);

    out = in;
    assert_int_equal(query_one(&t.cx, &echo, &nothing, &out), OK);
    assert_true(out.t.p != NULL && out.t.len == 0); /* not nullable: absent is "" */
    assert_true(!out.i_null.set && out.t_null.p == NULL && out.b_null.p == NULL);
    assert_false(out.o_null.set);
    test_store_close(&t);
}

TEST(query_values_come_back_on_sqlite)
{
    values_come_back(DB_SQLITE);
}

TEST(query_values_come_back_on_postgres)
{
    values_come_back(DB_POSTGRES);
}

static const uint8_t one_number[] = { DB_I64 };
static const struct query_field number_field[] = { { 0, DB_I64, false } };
#define NUMBERS(text, slot)                                                                        \
    {                                                                                              \
        .db = { .name = "numbers",                                                                 \
                .sql = { text, text },                                                             \
                .columns = one_number,                                                             \
                .n_columns = 1,                                                                    \
                .number = slot },                                                                  \
        .row = number_field, .column_names = "n", .row_bytes = sizeof(int64_t),                    \
    }

static void rows_are_counted(enum db_kind kind)
{
    static const struct query two = NUMBERS("VALUES (CAST(1 AS BIGINT)), (2)", 1001);
    static const struct query null = NUMBERS("VALUES (CAST(NULL AS BIGINT))", 1002);
    static const struct query none =
        NUMBERS("VALUES (CAST(1 AS BIGINT)) EXCEPT VALUES (CAST(1 AS BIGINT))", 1003);
    static const struct query broken = NUMBERS("VALUES (no_such_column)", 1004);
    struct test_store t;
    int64_t row = -1, *rows;
    void *all;
    size_t n;
    bool found = true;
    test_store_open_empty(&t, kind);
    assert_int_equal(query_one(&t.cx, &two, NULL, &row), E_INTERNAL);
    assert_int_equal(query_maybe(&t.cx, &two, NULL, &row, &found), E_INTERNAL);
    assert_int_equal(query_one(&t.cx, &null, NULL, &row), E_INTERNAL);
    assert_int_equal(query_one(&t.cx, &none, NULL, &row), E_INTERNAL);
    assert_int_equal(query_one(&t.cx, &broken, NULL, &row), E_INTERNAL);
    assert_int_equal(row, -1);
    assert_int_equal(query_maybe(&t.cx, &none, NULL, &row, &found), OK);
    assert_false(found);
    assert_int_equal(query_many(&t.cx, &two, NULL, &all, &n), OK);
    rows = all;
    assert_true(n == 2 && rows[0] == 1 && rows[1] == 2);
    assert_int_equal(query_many(&t.cx, &none, NULL, &all, &n), OK);
    assert_true(n == 0 && all == NULL);
    test_store_close(&t);
}

TEST(query_rows_are_counted_on_sqlite)
{
    rows_are_counted(DB_SQLITE);
}

TEST(query_rows_are_counted_on_postgres)
{
    rows_are_counted(DB_POSTGRES);
}

/* All queries of the program, prepared on the store. */
static void every_query_fits(enum db_kind kind)
{
    struct test_store t;
    size_t n_bad = 0;
    test_store_open(&t, kind);
    for (size_t i = 0; i < db_all_queries_n; i++) {
        const struct query *q = db_all_queries[i];
        assert_int_equal(q->db.number, i + 1);
        if (db_check(&t.cx, &q->db, q->is_batch) == OK)
            continue;
        print_error("%s\n", t.cx.err.text);
        n_bad++;
    }
    test_store_close(&t);
    assert_int_equal(n_bad, 0);
}

TEST(every_query_fits_sqlite)
{
    every_query_fits(DB_SQLITE);
}

TEST(every_query_fits_postgres)
{
    every_query_fits(DB_POSTGRES);
}
