#include "port/db.c"

#include "base/test.h"
#include "port/db_testing.h"

static const uint8_t row_types[] = { DB_I64, DB_TEXT, DB_BLOB, DB_F64, DB_BOOL };
enum { COLUMNS = ARRAY_LEN(row_types) };

static const struct db_query insert_batch = {
    .name = "insert_batch",
    .sql = { "INSERT INTO thing (id, t, b, f, o) VALUES (?1, ?2, ?3, ?4, ?5)",
             "INSERT INTO thing (id, t, b, f, o) SELECT * FROM unnest(CAST($1 AS bigint[]),"
             " $2::text[], $3::bytea[], $4::float8[], $5::boolean[])" },
    .params = row_types,
    .n_params = COLUMNS,
    .is_write = true,
    .number = 1,
};
static const struct db_query insert_one = {
    .name = "insert_one",
    .sql = { "INSERT INTO thing (id, t, b, f, o) VALUES (?1, ?2, ?3, ?4, ?5)",
             "INSERT INTO thing (id, t, b, f, o) VALUES ($1, $2, $3, $4, $5)" },
    .params = row_types,
    .n_params = COLUMNS,
    .is_write = true,
    .number = 2,
};
static const struct db_query select_all = {
    .name = "select_all",
    .sql = { "SELECT id, t, b, f, o FROM thing ORDER BY id",
             "SELECT id, t, b, f, o FROM thing ORDER BY id" },
    .columns = row_types,
    .n_columns = COLUMNS,
    .number = 3,
};
static const struct db_query delete_above = {
    .name = "delete_above",
    .sql = { "DELETE FROM thing WHERE id > ?1", "DELETE FROM thing WHERE id > $1" },
    .params = row_types,
    .n_params = 1,
    .is_write = true,
    .number = 4,
};

static void open_things(struct test_store *t, enum db_kind kind)
{
    static const char *const schema[] = {
        "CREATE TABLE thing (id BIGINT PRIMARY KEY, t TEXT, b BLOB, f DOUBLE PRECISION,"
        " o INTEGER)",
        "CREATE TABLE thing (id BIGINT PRIMARY KEY, t TEXT, b BYTEA, f DOUBLE PRECISION,"
        " o BOOLEAN)",
    };
    test_store_open_empty(t, kind);
    assert_int_equal(db_script(&t->cx, schema[kind]), OK);
}

static void fill_row(struct db_value *v, int64_t id, struct str text)
{
    v[0] = (struct db_value){ .type = DB_I64, .i64 = id };
    v[1] = (struct db_value){ .type = DB_TEXT, .text = text };
    v[2] = (struct db_value){ .type = DB_BLOB, .text = S("\x00\xFF"), .is_null = id % 2 == 0 };
    v[3] = (struct db_value){ .type = DB_F64, .f64 = (double)id / 4 };
    v[4] = (struct db_value){ .type = DB_BOOL, .boolean = id % 3 == 0, .is_null = id % 5 == 0 };
}

static size_t count_things(struct test_store *t)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = true;
    size_t n = 0;
    assert_int_equal(db_query_open(&t->cx, &select_all, NULL, &rows), OK);
    for (;; n++) {
        assert_int_equal(db_step(&t->cx, &rows, &has_row), OK);
        if (!has_row)
            return n;
    }
}

/* NULLs in every place, an empty text, more rows than one chunk of anything. */
static void batch_comes_back(enum db_kind kind)
{
    enum { N = 1500 };
    struct test_store t;
    open_things(&t, kind);
    struct db_value *values = arena_array(&t.arena, struct db_value, N * COLUMNS);
    for (int64_t i = 0; i < N; i++)
        fill_row(values + i * COLUMNS, i, i == 7 ? S("") : S("caf\xC3\xA9"));
    assert_int_equal(db_exec_batch(&t.cx, &insert_batch, values, N), OK);
    assert_false(db_in_tx(t.cx.db));

    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row;
    assert_int_equal(db_query_open(&t.cx, &select_all, NULL, &rows), OK);
    for (int64_t i = 0; i < N; i++) {
        assert_int_equal(db_step(&t.cx, &rows, &has_row), OK);
        assert_true(has_row && rows.values[0].i64 == i);
        assert_str_equal(rows.values[1].text, i == 7 ? S("") : S("caf\xC3\xA9"));
        assert_int_equal(rows.values[2].is_null, i % 2 == 0);
        if (i % 2 != 0)
            assert_str_equal(rows.values[2].text, S("\x00\xFF"));
        assert_true(rows.values[3].f64 == (double)i / 4);
        assert_int_equal(rows.values[4].is_null, i % 5 == 0);
        if (i % 5 != 0)
            assert_int_equal(rows.values[4].boolean, i % 3 == 0);
    }
    assert_int_equal(db_step(&t.cx, &rows, &has_row), OK);
    assert_false(has_row);
    db_rows_close(&rows);
    test_store_close(&t);
}

TEST(db_batch_comes_back_on_sqlite)
{
    batch_comes_back(DB_SQLITE);
}

TEST(db_batch_comes_back_on_postgres)
{
    batch_comes_back(DB_POSTGRES);
}

static void batch_is_all_or_nothing(enum db_kind kind)
{
    struct test_store t;
    struct db_value values[3 * COLUMNS];
    open_things(&t, kind);
    fill_row(values, 1, S("a"));
    fill_row(values + COLUMNS, 2, S("b"));
    fill_row(values + 2 * COLUMNS, 1, S("taken"));
    assert_int_equal(db_exec_batch(&t.cx, &insert_batch, values, 3), E_CONFLICT);
    assert_false(db_in_tx(t.cx.db));
    assert_int_equal(count_things(&t), 0);
    assert_int_equal(db_exec_batch(&t.cx, &insert_batch, values, 2), OK);
    assert_int_equal(count_things(&t), 2);
    test_store_close(&t);
}

TEST(db_batch_is_all_or_nothing_on_sqlite)
{
    batch_is_all_or_nothing(DB_SQLITE);
}

TEST(db_batch_is_all_or_nothing_on_postgres)
{
    batch_is_all_or_nothing(DB_POSTGRES);
}

static void changes_are_counted(enum db_kind kind)
{
    struct test_store t;
    struct db_value row[COLUMNS], id = { .type = DB_I64 };
    int64_t changed = -1;
    open_things(&t, kind);
    for (int64_t i = 1; i <= 3; i++) {
        fill_row(row, i, S("x"));
        assert_int_equal(db_exec(&t.cx, &insert_one, row, &changed), OK);
        assert_int_equal(changed, 1);
    }
    changed = -1;
    assert_int_equal(db_exec(&t.cx, &insert_one, row, &changed), E_CONFLICT);
    assert_int_equal(changed, -1);
    id.i64 = 1;
    assert_int_equal(db_exec(&t.cx, &delete_above, &id, &changed), OK);
    assert_int_equal(changed, 2);
    assert_int_equal(db_exec(&t.cx, &delete_above, &id, &changed), OK);
    assert_int_equal(changed, 0);
    test_store_close(&t);
}

TEST(db_changes_are_counted_on_sqlite)
{
    changes_are_counted(DB_SQLITE);
}

TEST(db_changes_are_counted_on_postgres)
{
    changes_are_counted(DB_POSTGRES);
}

/* A row is read while another statement of the same handle runs, the same one too. */
static void statements_may_nest(enum db_kind kind)
{
    struct test_store t;
    struct db_value row[COLUMNS];
    open_things(&t, kind);
    for (int64_t i = 1; i <= 3; i++) {
        fill_row(row, i, S("x"));
        assert_int_equal(db_exec(&t.cx, &insert_one, row, NULL), OK);
    }
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row;
    assert_int_equal(db_query_open(&t.cx, &select_all, NULL, &rows), OK);
    for (int64_t i = 1; i <= 3; i++) {
        assert_int_equal(db_step(&t.cx, &rows, &has_row), OK);
        assert_true(has_row && rows.values[0].i64 == i);
        assert_true(count_things(&t) >= 3); /* SQLite: as of the first row; else as of now */
        fill_row(row, 10 + i, S("y"));
        assert_int_equal(db_exec(&t.cx, &insert_one, row, NULL), OK);
    }
    db_rows_close(&rows);
    test_store_close(&t);
}

TEST(db_statements_may_nest_on_sqlite)
{
    statements_may_nest(DB_SQLITE);
}

TEST(db_statements_may_nest_on_postgres)
{
    statements_may_nest(DB_POSTGRES);
}

static void read_only_store_refuses_writes(enum db_kind kind)
{
    struct test_store t;
    struct db_value row[COLUMNS];
    open_things(&t, kind);
    test_store_shut(&t);
    struct db_options options = { str_c(t.url), str_c(t.folder), true };
    assert_int_equal(db_store_open(&t.cx, &options, &t.store), OK);
    t.cx.db = db_open(t.store);
    fill_row(row, 1, S("x"));
    assert_int_equal(count_things(&t), 0);
    assert_int_equal(db_exec(&t.cx, &insert_one, row, NULL), E_INTERNAL);
    assert_int_equal(db_ping(&t.cx), OK);
    test_store_close(&t);
}

TEST(db_read_only_store_refuses_writes_on_sqlite)
{
    read_only_store_refuses_writes(DB_SQLITE);
}

TEST(db_read_only_store_refuses_writes_on_postgres)
{
    read_only_store_refuses_writes(DB_POSTGRES);
}

static void store_has_size_and_pulse(enum db_kind kind)
{
    struct test_store t;
    int64_t bytes = 0;
    open_things(&t, kind);
    assert_int_equal(db_size_bytes(&t.cx, &bytes), OK);
    assert_true(bytes > 0);
    assert_int_equal(db_ping(&t.cx), OK);
    assert_int_equal(db_checkpoint(&t.cx, false), OK);
    assert_int_equal(db_checkpoint(&t.cx, true), OK);
    db_release_memory(t.cx.db);
    assert_int_equal(db_ping(&t.cx), OK);
    test_store_close(&t);
}

TEST(db_store_has_size_and_pulse_on_sqlite)
{
    store_has_size_and_pulse(DB_SQLITE);
}

TEST(db_store_has_size_and_pulse_on_postgres)
{
    store_has_size_and_pulse(DB_POSTGRES);
}

TEST(db_address_of_another_kind_is_refused)
{
    struct ctx cx = { 0 };
    struct db_store *store = NULL;
    struct db_options options = { .url = S("mysql://root@localhost/x") };
    assert_int_equal(db_store_open(&cx, &options, &store), E_INVALID);
    assert_null(store);
}
