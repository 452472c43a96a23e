#include "port/db_pg.c"

#include "base/test.h"
#include "port/db_testing.h"

static const uint8_t number[] = { DB_I64 };
static const uint8_t text[] = { DB_TEXT };

static const struct db_query insert = {
    .name = "insert",
    .sql = { NULL, "INSERT INTO n (i) VALUES ($1)" },
    .params = number,
    .n_params = 1,
    .is_write = true,
    .number = 1,
};
static const struct db_query count = {
    .name = "count",
    .sql = { NULL, "SELECT count(*) FROM n" },
    .columns = number,
    .n_columns = 1,
    .number = 2,
};

static void open_numbers(struct test_store *t)
{
    test_store_open_empty(t, DB_POSTGRES);
    assert_int_equal(db_script(&t->cx, "CREATE TABLE n (i BIGINT PRIMARY KEY)"), OK);
}

static enum status add(struct ctx *cx, int64_t i)
{
    return db_exec(cx, &insert, &(struct db_value){ .type = DB_I64, .i64 = i }, NULL);
}

static enum status ask_number(struct ctx *cx, const struct db_query *q, int64_t *out)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;
    TRY(db_query_open(cx, q, NULL, &rows));
    TRY(db_step(cx, &rows, &has_row));
    assert_true(has_row);
    *out = rows.values[0].i64;
    return OK;
}

/* As the server's restart or a cable does it. */
static void cut_connection(struct test_store *t)
{
    char sql[80];
    (void)snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%d)",
                   PQbackendPID(pg_of(t->cx.db)->conn));
    test_store_server_run(t, sql);
}

/* The end of the former connection takes the server a moment. */
static enum status ask_patiently(struct ctx *cx, int64_t *out)
{
    enum status st = E_BUSY;
    for (int i = 0; i < 1000 && st == E_BUSY; i++)
        st = ask_number(cx, &count, out);
    return st;
}

TEST(pg_lock_is_held_by_one_handle_and_by_its_next_connection)
{
    struct test_store t;
    int64_t n = -1;
    open_numbers(&t);
    struct db *other = db_open(db_store_of(t.cx.db));
    struct ctx second = { .arena = &t.arena, .db = other };
    assert_int_equal(db_hold_lock(&t.cx, -7, 0), OK);
    assert_int_equal(db_hold_lock(&second, -7, 0), E_CONFLICT);
    assert_int_equal(db_hold_lock(&second, 8, 0), OK);
    cut_connection(&t);
    assert_int_equal(ask_patiently(&t.cx, &n), OK); /* made anew, with the lock */
    assert_int_equal(db_hold_lock(&second, -7, 0), E_CONFLICT);
    db_close(other);
    test_store_close(&t);
}

/* The server still believes in the connection that is gone for us. */
TEST(pg_lock_is_taken_from_the_handles_own_former_connection)
{
    struct test_store t;
    int64_t n = -1;
    open_numbers(&t);
    assert_int_equal(db_hold_lock(&t.cx, 7, 0), OK);
    PGconn *former = pg_of(t.cx.db)->conn;
    pg_of(t.cx.db)->conn = NULL;
    memset(pg_of(t.cx.db)->prepared, 0, sizeof pg_of(t.cx.db)->prepared);
    assert_int_equal(ask_patiently(&t.cx, &n), OK);
    PQfinish(former);
    test_store_close(&t);
}

TEST(pg_lost_connection_is_busy_and_then_made_anew)
{
    struct test_store t;
    int64_t n = -1;
    open_numbers(&t);
    assert_int_equal(add(&t.cx, 1), OK);
    cut_connection(&t);
    assert_int_equal(add(&t.cx, 2), E_BUSY);
    assert_int_equal(add(&t.cx, 2), OK);
    assert_int_equal(ask_number(&t.cx, &count, &n), OK);
    assert_int_equal(n, 2);
    cut_connection(&t);
    assert_int_equal(db_ping(&t.cx), OK); /* asks twice */
    test_store_close(&t);
}

TEST(pg_connection_lost_in_a_transaction_leaves_nothing)
{
    struct test_store t;
    int64_t n = -1;
    open_numbers(&t);
    assert_int_equal(db_begin(&t.cx), OK);
    assert_int_equal(add(&t.cx, 1), OK);
    cut_connection(&t);
    assert_int_equal(add(&t.cx, 2), E_BUSY);
    assert_int_equal(add(&t.cx, 3), E_BUSY); /* not on a new connection, outside */
    assert_int_equal(db_commit(&t.cx), E_BUSY);
    assert_int_equal(ask_number(&t.cx, &count, &n), OK);
    assert_int_equal(n, 0);

    assert_int_equal(db_begin(&t.cx), OK);
    assert_int_equal(add(&t.cx, 1), OK);
    cut_connection(&t);
    assert_int_equal(db_commit(&t.cx), E_BUSY);
    assert_false(db_in_tx(t.cx.db));
    assert_int_equal(ask_number(&t.cx, &count, &n), OK);
    assert_int_equal(n, 0);
    test_store_close(&t);
}

TEST(pg_server_that_is_away_is_busy)
{
    struct test_store t;
    struct db_store *store = NULL;
    int64_t n;
    test_store_open_empty(&t, DB_POSTGRES);
    struct ctx cx = t.cx;
    struct db_options options = { .url = S("postgres://nobody@127.0.0.1:1/nothing") };
    assert_int_equal(db_store_open(&cx, &options, &store), OK);
    cx.db = db_open(store);
    assert_int_equal(ask_number(&cx, &count, &n), E_BUSY);
    assert_int_equal(db_begin(&cx), E_BUSY);
    assert_int_equal(db_ping(&cx), E_BUSY);
    db_close(cx.db);
    db_store_close(store);
    test_store_close(&t);
}

TEST(pg_address_that_cannot_be_read_is_refused_without_its_words)
{
    struct test_store t;
    struct db_store *store = NULL;
    test_store_open_empty(&t, DB_POSTGRES);
    struct db_options options = { .url = S("postgres://u:hunter2@h:port/x?nonsense=1") };
    assert_int_equal(db_store_open(&t.cx, &options, &store), E_INVALID);
    assert_null(store);
    assert_false(str_contains(str_c(t.cx.err.text), S("hunter2")));
    test_store_close(&t);
}

/* PostgreSQL takes neither; an event must not be lost over a byte. */
TEST(pg_text_is_made_fit)
{
    static const struct db_query echo = {
        .name = "echo",
        .sql = { NULL, "SELECT $1" },
        .params = text,
        .columns = text,
        .n_params = 1,
        .n_columns = 1,
        .number = 3,
    };
    struct test_store t;
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct db_value in = { .type = DB_TEXT, .text = S("a\0b\xFF") };
    bool has_row;
    test_store_open_empty(&t, DB_POSTGRES);
    assert_int_equal(db_query_open(&t.cx, &echo, &in, &rows), OK);
    assert_int_equal(db_step(&t.cx, &rows, &has_row), OK);
    assert_str_equal(rows.values[0].text, S("a\xEF\xBF\xBD"
                                            "b\xEF\xBF\xBD"));
    db_rows_close(&rows);
    test_store_close(&t);
}

/* sum(bigint) is numeric, which nobody reads: said at once, not read wrongly. */
TEST(pg_column_of_another_type_is_refused)
{
    static const struct db_query sum = {
        .name = "sum",
        .sql = { NULL, "SELECT sum(i) FROM n" },
        .columns = number,
        .n_columns = 1,
        .number = 4,
    };
    struct test_store t;
    int64_t n;
    open_numbers(&t);
    assert_int_equal(ask_number(&t.cx, &sum, &n), E_INTERNAL);
    assert_int_equal(db_check(&t.cx, &sum, false), E_INTERNAL);
    assert_int_equal(db_check(&t.cx, &count, false), OK);
    test_store_close(&t);
}

TEST(pg_narrow_numbers_keep_their_sign)
{
    static const uint8_t types[] = { DB_I64, DB_I64, DB_F64 };
    static const struct db_query narrow = {
        .name = "narrow",
        .sql = { NULL, "SELECT CAST(-2 AS smallint), CAST(-3 AS integer), CAST(-0.5 AS real)" },
        .columns = types,
        .n_columns = 3,
        .number = 5,
    };
    struct test_store t;
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row;
    test_store_open_empty(&t, DB_POSTGRES);
    assert_int_equal(db_query_open(&t.cx, &narrow, NULL, &rows), OK);
    assert_int_equal(db_step(&t.cx, &rows, &has_row), OK);
    assert_int_equal(rows.values[0].i64, -2);
    assert_int_equal(rows.values[1].i64, -3);
    assert_true(rows.values[2].f64 == -0.5);
    db_rows_close(&rows);
    test_store_close(&t);
}

/* A newer process has migrated under us. */
TEST(pg_statement_whose_table_changed_is_prepared_again)
{
    static const struct db_query star = {
        .name = "star",
        .sql = { NULL, "SELECT * FROM n" },
        .columns = number,
        .n_columns = 1,
        .number = 6,
    };
    struct test_store t;
    int64_t n = 0;
    open_numbers(&t);
    assert_int_equal(add(&t.cx, 5), OK);
    assert_int_equal(ask_number(&t.cx, &star, &n), OK);
    assert_int_equal(db_script(&t.cx, "ALTER TABLE n ALTER COLUMN i TYPE integer"), OK);
    assert_int_equal(ask_number(&t.cx, &star, &n), E_BUSY);
    assert_int_equal(ask_number(&t.cx, &star, &n), OK);
    assert_int_equal(n, 5);
    test_store_close(&t);
}

TEST(pg_migration_lock_is_exclusive)
{
    static const struct db_query try = {
        .name = "try",
        .sql = { NULL, "SELECT CAST(pg_try_advisory_lock(" MIGRATION_LOCK ") AS integer)" },
        .columns = number,
        .n_columns = 1,
    };
    struct test_store t;
    int64_t n = -1;
    test_store_open_empty(&t, DB_POSTGRES);
    struct ctx other = t.cx;
    other.db = db_open(t.store);
    assert_int_equal(db_migration_lock(&t.cx), OK);
    assert_int_equal(ask_number(&other, &try, &n), OK);
    assert_int_equal(n, 0);
    db_migration_unlock(&t.cx);
    assert_int_equal(ask_number(&other, &try, &n), OK);
    assert_int_equal(n, 1);
    db_close(other.db);
    test_store_close(&t);
}
