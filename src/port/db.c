#include "base/base.h"
#include "port/db.h"

#include <malloc.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/db_int.h"

static const struct db_driver *driver_of(struct str url)
{
    if (str_starts(url, S("postgres://")) || str_starts(url, S("postgresql://")))
        return &db_driver_pg;
    if (url.len == 0 || str_starts(url, S("sqlite:")))
        return &db_driver_sqlite;
    return NULL;
}

enum status db_store_open(struct ctx *cx, const struct db_options *options, struct db_store **out)
{
    const struct db_driver *driver = driver_of(options->url);
    struct db_store *store = NULL;
    if (driver == NULL)
        return fail(cx, E_INVALID,
                    "DATABASE_URL must begin with sqlite:, postgres:// or postgresql://");
    TRY(driver->store_open(cx, options, &store));
    store->driver = driver;
    store->is_read_only = options->is_read_only;
    *out = store;
    return OK;
}

void db_store_close(struct db_store *store)
{
    if (store != NULL)
        store->driver->store_close(store);
}

enum db_kind db_store_kind(const struct db_store *store)
{
    return store->driver->kind;
}

struct db_store *db_store_of(const struct db *db)
{
    return db->store;
}

struct db *db_open(struct db_store *store)
{
    struct db *db = store->driver->open(store);
    db->store = store;
    db->driver = store->driver;
    return db;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    assert(!db->in_tx);
    db->driver->close(db);
}

enum db_kind db_kind(const struct db *db)
{
    return db->driver->kind;
}

bool db_in_tx(const struct db *db)
{
    return db->in_tx;
}

/* Before every statement: the planned fault, and no statement after a failed one. */
static enum status may_run(struct ctx *cx)
{
    struct db *db = cx->db;
    if (db->fault_in > 0 && --db->fault_in == 0)
        return fail(cx, db->fault, "planned fault");
    if (db->in_tx && db->tx_failure != OK)
        return fail(cx, db->tx_failure, "an earlier statement of this transaction failed");
    return OK;
}

/* Remembers a failure, so that both stores behave as PostgreSQL does: what follows in
 * the transaction fails too, and commit rolls back. */
static enum status noted(struct ctx *cx, enum status st)
{
    struct db *db = cx->db;
    if (st != OK && db->in_tx && db->tx_failure == OK)
        db->tx_failure = st;
    return st;
}

static void tx_over(struct db *db)
{
    db->in_tx = false;
    db->in_savepoint = false;
    db->tx_failure = OK;
    db->after = NULL;
    db->after_end = &db->after;
}

void db_after_commit(struct ctx *cx, void (*fn)(void *arg), void *arg)
{
    struct db *db = cx->db;
    if (!db->in_tx) {
        fn(arg);
        return;
    }
    struct db_after *after = arena_new(cx->arena, struct db_after);
    *after = (struct db_after){ .fn = fn, .arg = arg };
    *db->after_end = after;
    db->after_end = &after->next;
}

enum status db_begin(struct ctx *cx)
{
    struct db *db = cx->db;
    assert(!db->in_tx);
    TRY(may_run(cx));
    TRY(db->driver->begin(cx, db));
    tx_over(db);
    db->in_tx = true;
    return OK;
}

enum status db_commit(struct ctx *cx)
{
    struct db *db = cx->db;
    assert(db->in_tx && !db->in_savepoint);
    enum status st = may_run(cx);
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    st = db->driver->commit(cx, db);
    struct db_after *after = st == OK ? db->after : NULL;
    tx_over(db);
    for (; after != NULL; after = after->next)
        after->fn(after->arg);
    return st;
}

void db_rollback(struct ctx *cx)
{
    struct db *db = cx->db;
    if (!db->in_tx)
        return;
    db->driver->rollback(db);
    tx_over(db);
}

enum status db_savepoint(struct ctx *cx)
{
    struct db *db = cx->db;
    assert(db->in_tx && !db->in_savepoint);
    TRY(noted(cx, may_run(cx)));
    TRY(noted(cx, db->driver->savepoint(cx, db, SAVEPOINT_SET)));
    db->in_savepoint = true;
    db->after_savepoint = db->after_end;
    return OK;
}

enum status db_savepoint_release(struct ctx *cx)
{
    struct db *db = cx->db;
    assert(db->in_savepoint);
    TRY(noted(cx, may_run(cx)));
    TRY(noted(cx, db->driver->savepoint(cx, db, SAVEPOINT_RELEASE)));
    db->in_savepoint = false;
    return OK;
}

/* Statements before the savepoint all succeeded, or it could not have been set: the
 * transaction is sound again. */
enum status db_savepoint_rollback(struct ctx *cx)
{
    struct db *db = cx->db;
    assert(db->in_savepoint);
    db->in_savepoint = false;
    db->tx_failure = OK;
    db->after_end = db->after_savepoint;
    *db->after_end = NULL;
    return noted(cx, db->driver->savepoint(cx, db, SAVEPOINT_ROLLBACK));
}

static enum status may_write(struct ctx *cx, const struct db_query *q)
{
    if (q->is_write && cx->db->store->is_read_only)
        return fail(cx, E_INTERNAL, "query %s writes, the store was opened to read", q->name);
    return OK;
}

enum status db_query_open(struct ctx *cx, const struct db_query *q, const struct db_value *params,
                          struct db_rows *rows)
{
    struct db *db = cx->db;
    assert(q->n_params <= DB_PARAMS_MAX && q->n_columns <= DB_COLUMNS_MAX);
    assert(q->number < DB_QUERIES_MAX);
    *rows = (struct db_rows){ 0 };
    TRY(noted(cx, may_run(cx)));
    TRY(noted(cx, may_write(cx, q)));
    struct db_rows opened = { .db = db, .query = q };
    TRY(noted(cx, db->driver->rows_open(cx, q, params, &opened)));
    *rows = opened;
    return OK;
}

enum status db_step(struct ctx *cx, struct db_rows *rows, bool *has_row)
{
    assert(rows->db != NULL);
    return noted(cx, rows->db->driver->step(cx, rows, has_row));
}

void db_rows_close(struct db_rows *rows)
{
    if (rows->db != NULL)
        rows->db->driver->rows_close(rows);
    *rows = (struct db_rows){ 0 };
}

enum status db_exec(struct ctx *cx, const struct db_query *q, const struct db_value *params,
                    int64_t *changed)
{
    int64_t n = 0;
    TRY(noted(cx, may_run(cx)));
    TRY(noted(cx, may_write(cx, q)));
    TRY(noted(cx, cx->db->driver->exec(cx, q, params, &n)));
    if (changed != NULL)
        *changed = n;
    return OK;
}

enum status db_exec_batch(struct ctx *cx, const struct db_query *q, const struct db_value *rows,
                          size_t n)
{
    struct db *db = cx->db;
    if (n == 0)
        return OK;
    if (!db->in_tx) {
        TRY(db_begin(cx));
        enum status st = db_exec_batch(cx, q, rows, n);
        if (st == OK)
            return db_commit(cx);
        db_rollback(cx);
        return st;
    }
    TRY(noted(cx, may_run(cx)));
    TRY(noted(cx, may_write(cx, q)));
    return noted(cx, db->driver->exec_batch(cx, q, rows, n));
}

enum status db_check(struct ctx *cx, const struct db_query *q, bool is_batch)
{
    return cx->db->driver->check(cx, q, is_batch);
}

enum status db_script(struct ctx *cx, const char *sql)
{
    TRY(noted(cx, may_run(cx)));
    return noted(cx, cx->db->driver->script(cx, sql));
}

enum status db_migration_lock(struct ctx *cx)
{
    return cx->db->driver->migration_lock(cx, cx->db);
}

void db_migration_unlock(struct ctx *cx)
{
    cx->db->driver->migration_unlock(cx->db);
}

void db_listen(struct db *db, const char *channel)
{
    assert(db->driver->listen != NULL);
    db->driver->listen(db, channel);
}

enum status db_heard(struct ctx *cx, int timeout_ms, int wake_fd, struct db_heard *out)
{
    assert(!cx->db->in_tx);
    *out = (struct db_heard){ 0 };
    return cx->db->driver->heard(cx, timeout_ms, wake_fd, out);
}

bool db_writer_is_wanted(const struct db *db)
{
    return db->driver->writer_is_wanted(db);
}

enum status db_checkpoint(struct ctx *cx, bool is_full)
{
    assert(!cx->db->in_tx);
    return cx->db->driver->checkpoint(cx, cx->db, is_full);
}

void db_release_memory(struct db *db)
{
    db->driver->release_memory(db);
    (void)malloc_trim(0);
}

enum status db_size_bytes(struct ctx *cx, int64_t *out)
{
    return cx->db->driver->size_bytes(cx, cx->db, out);
}

enum status db_give_back(struct ctx *cx, int pages, bool *is_more)
{
    assert(!cx->db->in_tx);
    TRY(may_run(cx));
    return cx->db->driver->give_back(cx, cx->db, pages, is_more);
}

enum status db_drop_partition(struct ctx *cx, const char *table, int64_t day)
{
    assert(!cx->db->in_tx);
    TRY(may_run(cx));
    return cx->db->driver->drop_partition(cx, cx->db, table, day);
}

enum status db_hold_lock(struct ctx *cx, int64_t number, int64_t wait_ms)
{
    assert(!cx->db->in_tx);
    return cx->db->driver->hold_lock(cx, cx->db, number, wait_ms);
}

enum status db_ping(struct ctx *cx)
{
    assert(!cx->db->in_tx);
    return cx->db->driver->ping(cx, cx->db);
}

void db_fail_nth(struct db *db, unsigned nth, enum status st)
{
    db->fault_in = nth;
    db->fault = st;
}
