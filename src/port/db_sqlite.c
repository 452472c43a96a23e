/* The SQLite driver. Traps it minds: docs/architecture.md, "Store". */
#include "base/base.h"
#include "port/db_int.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "port/db_sqlite_conn.h"
#include "port/db_ticket.h"

enum {
    WAL_LARGE_PAGES = (16 << 20) / SQLITE_PAGE, /* worth a checkpoint at any time    */
    WAL_SMALL_PAGES = (1 << 20) / SQLITE_PAGE,  /* worth one when nothing is written */
    MIGRATION_WAIT_S = 60,
    LOCK_POLL_NS = 50 * 1000 * 1000,
    PRAGMA_BYTES = 64,
    LOCK_FILE_MODE = 0600,
};

struct sqlite_store {
    struct db_store base;
    const char *path;      /* malloc'd */
    struct db_ticket turn; /* whose turn it is on the writer */
    struct sqlite_conn writer;
    atomic_int wal_pages;      /* after the last commit                       */
    atomic_int wal_pages_seen; /* at the last look of db_checkpoint           */
};

struct sqlite_db {
    struct db base;
    struct sqlite_conn reader; /* opened when first used                      */
    unsigned writer_uses;      /* the turn is ours while > 0                  */
    int migration_fd;          /* -1 = not locked                             */
};

/* What an open db_rows keeps beside its statement; in the arena of the query. */
struct sqlite_rows {
    struct sqlite_conn *conn;
    struct sqlite_use use;
    struct db_value *values;
};

static struct sqlite_store *store_of(const struct db *db)
{
    return (struct sqlite_store *)db->store;
}

static struct sqlite_db *sqlite_of(struct db *db)
{
    return (struct sqlite_db *)db;
}

static void *must_have(void *p)
{
    if (p == NULL)
        log_die("db.no_memory", "sqlite");
    return p;
}

/* Store ---------------------------------------------------------------------- */

static int after_commit(void *arg, sqlite3 *db, const char *name, int wal_pages)
{
    struct sqlite_store *store = arg;
    (void)db;
    (void)name;
    atomic_store(&store->wal_pages, wal_pages);
    return SQLITE_OK;
}

static struct str path_of(struct ctx *cx, const struct db_options *options)
{
    struct str prefix = S("sqlite:");
    if (options->url.len > prefix.len)
        return str_from(options->url, prefix.len);
    return str_printf(cx->arena, "%.*s/gosnag.db", FMT(options->data_dir));
}

static enum status sqlite_store_open(struct ctx *cx, const struct db_options *options,
                                     struct db_store **out)
{
    const char *path = str_cz(cx->arena, path_of(cx, options));
    if (options->is_read_only && access(path, F_OK) != 0)
        return fail(cx, E_MISSING, "there is no store at %s", path);
    struct sqlite_store *store = must_have(calloc(1, sizeof *store));
    store->path = must_have(strdup(path));
    db_ticket_init(&store->turn);
    enum status st = OK;
    if (!options->is_read_only)
        st = sqlite_conn_open(cx, &store->writer, path, true);
    if (st == OK && store->writer.db != NULL)
        (void)sqlite3_wal_hook(store->writer.db, after_commit, store);
    *out = &store->base;
    if (st != OK) {
        db_driver_sqlite.store_close(&store->base);
        *out = NULL;
    }
    return st;
}

static void sqlite_store_close(struct db_store *base)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    sqlite_conn_close(&store->writer);
    db_ticket_release(&store->turn);
    free((void *)(uintptr_t)store->path);
    free(store);
}

static struct db *sqlite_open(struct db_store *store)
{
    (void)store;
    struct sqlite_db *db = must_have(calloc(1, sizeof *db));
    db->migration_fd = -1;
    return &db->base;
}

static void sqlite_close(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    assert(db->writer_uses == 0);
    sqlite_conn_close(&db->reader);
    if (db->migration_fd >= 0)
        (void)close(db->migration_fd);
    free(db);
}

/* Whose turn it is ------------------------------------------------------------ */

static struct sqlite_conn *writer_take(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    if (db->writer_uses++ == 0)
        db_ticket_take(&store_of(base)->turn);
    return &store_of(base)->writer;
}

static void writer_give(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    assert(db->writer_uses > 0);
    if (--db->writer_uses == 0)
        db_ticket_give(&store_of(base)->turn);
}

/* Hands back what conn_take gave. */
static void conn_give(struct db *db, const struct sqlite_conn *conn)
{
    if (conn == &store_of(db)->writer)
        writer_give(db);
}

/* A full disk may have ended the transaction without being asked: what came after
 * would be committed one by one. */
static enum status tx_is_alive(struct ctx *cx, const struct sqlite_conn *writer)
{
    if (sqlite3_get_autocommit(writer->db))
        return fail(cx, E_BUSY, "the store gave up the transaction");
    return OK;
}

static enum status conn_take(struct ctx *cx, const struct db_query *q, struct sqlite_conn **out)
{
    struct db *db = cx->db;
    struct sqlite_conn *reader = &sqlite_of(db)->reader;
    if (db->in_tx || q->is_write) {
        *out = writer_take(db);
        enum status st = db->in_tx ? tx_is_alive(cx, *out) : OK;
        if (st != OK)
            writer_give(db);
        return st;
    }
    if (reader->db == NULL)
        TRY(sqlite_conn_open(cx, reader, store_of(db)->path, false));
    *out = reader;
    return OK;
}

/* Transactions ---------------------------------------------------------------- */

static enum status sqlite_begin(struct ctx *cx, struct db *db)
{
    if (db->store->is_read_only)
        return fail(cx, E_INTERNAL, "the store was opened to read");
    struct sqlite_conn *writer = writer_take(db);
    enum status st = sqlite_run(cx, writer, "BEGIN IMMEDIATE");
    if (st != OK)
        writer_give(db);
    return st;
}

static void sqlite_rollback(struct db *db)
{
    struct sqlite_conn *writer = &store_of(db)->writer;
    if (!sqlite3_get_autocommit(writer->db))
        (void)sqlite3_exec(writer->db, "ROLLBACK", NULL, NULL, NULL);
    writer_give(db);
}

static enum status sqlite_commit(struct ctx *cx, struct db *db)
{
    struct sqlite_conn *writer = &store_of(db)->writer;
    enum status st = tx_is_alive(cx, writer);
    if (st == OK)
        st = sqlite_run(cx, writer, "COMMIT");
    if (st == OK)
        writer_give(db);
    else
        sqlite_rollback(db);
    return st;
}

static enum status sqlite_savepoint(struct ctx *cx, struct db *db, enum db_savepoint_verb verb)
{
    static const char *const sql[] = {
        [SAVEPOINT_SET] = "SAVEPOINT hook",
        [SAVEPOINT_RELEASE] = "RELEASE hook",
        [SAVEPOINT_ROLLBACK] = "ROLLBACK TO hook; RELEASE hook",
    };
    struct sqlite_conn *writer = &store_of(db)->writer;
    TRY(tx_is_alive(cx, writer));
    return sqlite_run(cx, writer, sql[verb]);
}

/* Queries --------------------------------------------------------------------- */

static enum status use_bound(struct ctx *cx, struct sqlite_conn *conn, const struct db_query *q,
                             const struct db_value *params, struct sqlite_use *out)
{
    struct sqlite_use use;
    TRY(sqlite_use_begin(cx, conn, q, &use));
    enum status st = sqlite_bind(cx, conn, q, use.statement, params);
    if (st != OK) {
        sqlite_use_end(use);
        return st;
    }
    *out = use;
    return OK;
}

static enum status sqlite_rows_open(struct ctx *cx, const struct db_query *q,
                                    const struct db_value *params, struct db_rows *rows)
{
    struct sqlite_rows *r = arena_new(cx->arena, struct sqlite_rows);
    TRY(conn_take(cx, q, &r->conn));
    enum status st = use_bound(cx, r->conn, q, params, &r->use);
    if (st != OK) {
        conn_give(cx->db, r->conn);
        return st;
    }
    r->values = arena_array(cx->arena, struct db_value, q->n_columns);
    rows->statement = r->use.statement;
    rows->values = r->values;
    rows->priv = r;
    return OK;
}

static enum status sqlite_step(struct ctx *cx, struct db_rows *rows, bool *has_row)
{
    struct sqlite_rows *r = rows->priv;
    int rc = sqlite3_step(r->use.statement);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return sqlite_fail(cx, r->conn, rows->query->name, rc);
    *has_row = rc == SQLITE_ROW;
    if (*has_row)
        sqlite_columns(r->use.statement, rows->query, r->values);
    return OK;
}

static void sqlite_rows_close(struct db_rows *rows)
{
    struct sqlite_rows *r = rows->priv;
    sqlite_use_end(r->use);
    conn_give(rows->db, r->conn);
}

static enum status step_through(struct ctx *cx, struct sqlite_conn *conn, const struct db_query *q,
                                sqlite3_stmt *statement)
{
    int rc;
    do {
        rc = sqlite3_step(statement);
    } while (rc == SQLITE_ROW);
    return rc == SQLITE_DONE ? OK : sqlite_fail(cx, conn, q->name, rc);
}

static enum status sqlite_exec(struct ctx *cx, const struct db_query *q,
                               const struct db_value *params, int64_t *changed)
{
    struct sqlite_conn *conn;
    struct sqlite_use use;
    TRY(conn_take(cx, q, &conn));
    enum status st = use_bound(cx, conn, q, params, &use);
    if (st == OK) {
        st = step_through(cx, conn, q, use.statement);
        *changed = q->is_write ? sqlite3_changes64(conn->db) : 0;
        sqlite_use_end(use);
    }
    conn_give(cx->db, conn);
    return st;
}

static enum status sqlite_exec_batch(struct ctx *cx, const struct db_query *q,
                                     const struct db_value *rows, size_t n)
{
    struct sqlite_conn *conn;
    struct sqlite_use use;
    TRY(conn_take(cx, q, &conn));
    enum status st = sqlite_use_begin(cx, conn, q, &use);
    if (st != OK) {
        conn_give(cx->db, conn);
        return st;
    }
    for (size_t i = 0; i < n && st == OK; i++) {
        st = sqlite_bind(cx, conn, q, use.statement, rows + i * q->n_params);
        if (st == OK)
            st = step_through(cx, conn, q, use.statement);
        (void)sqlite3_reset(use.statement);
    }
    sqlite_use_end(use);
    conn_give(cx->db, conn);
    return st;
}

static enum status sqlite_check(struct ctx *cx, const struct db_query *q, bool is_batch)
{
    (void)is_batch;
    struct sqlite_use use;
    struct sqlite_conn *writer = writer_take(cx->db);
    enum status st = sqlite_use_begin(cx, writer, q, &use);
    if (st == OK) {
        int n = sqlite3_column_count(use.statement);
        if (n != q->n_columns)
            st = fail(cx, E_INTERNAL, "query %s has %d columns, not %d", q->name, n, q->n_columns);
        sqlite_use_end(use);
    }
    writer_give(cx->db);
    return st;
}

static enum status sqlite_script(struct ctx *cx, const char *sql)
{
    struct sqlite_conn *writer = writer_take(cx->db);
    enum status st = cx->db->in_tx ? tx_is_alive(cx, writer) : OK;
    if (st == OK)
        st = sqlite_run(cx, writer, sql);
    writer_give(cx->db);
    return st;
}

/* The rest -------------------------------------------------------------------- */

/* Polls: flock has no timeout of its own. */
static bool flock_within(int fd, int64_t wait_ms)
{
    int64_t give_up_ms = clock_monotonic_ms() + wait_ms;
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (clock_monotonic_ms() > give_up_ms)
            return false;
        (void)nanosleep(&(struct timespec){ .tv_nsec = LOCK_POLL_NS }, NULL);
    }
    return true;
}

static enum status sqlite_migration_lock(struct ctx *cx, struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    const char *path = str_cz(cx->arena, str_printf(cx->arena, "%s.lock", store_of(base)->path));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, LOCK_FILE_MODE);
    if (fd < 0)
        return fail(cx, E_BUSY, "%s cannot be opened: %s", path, strerror(errno));
    if (!flock_within(fd, (int64_t)MIGRATION_WAIT_S * MS_PER_SECOND)) {
        (void)close(fd);
        return fail(cx, E_BUSY, "another process has been migrating for %d s", MIGRATION_WAIT_S);
    }
    db->migration_fd = fd;
    return OK;
}

static void sqlite_migration_unlock(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    if (db->migration_fd >= 0)
        (void)close(db->migration_fd);
    db->migration_fd = -1;
}

static enum status sqlite_hold_lock(struct ctx *cx, struct db *db, int64_t number, int64_t wait_ms)
{
    (void)cx, (void)db, (void)number, (void)wait_ms;
    return OK;
}

static bool sqlite_writer_is_wanted(const struct db *base)
{
    const struct sqlite_db *db = (const struct sqlite_db *)base;
    return db_ticket_queue(&store_of(base)->turn) > (db->writer_uses > 0);
}

/* The WAL into the file without stopping anybody, over the handle's own connection. */
static enum status checkpoint_passive(struct ctx *cx, struct db *db)
{
    struct sqlite_store *store = store_of(db);
    struct sqlite_conn *conn = &sqlite_of(db)->reader;
    int pages = atomic_load(&store->wal_pages);
    int seen = atomic_exchange(&store->wal_pages_seen, pages);
    bool is_pause = pages == seen;
    if (pages < (is_pause ? WAL_SMALL_PAGES : WAL_LARGE_PAGES))
        return OK;
    if (conn->db == NULL)
        TRY(sqlite_conn_open(cx, conn, store->path, false));
    int in_wal = 0, moved = 0;
    int rc = sqlite3_wal_checkpoint_v2(conn->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_wal, &moved);
    if (rc == SQLITE_BUSY)
        return OK; /* another process does it */
    if (rc != SQLITE_OK)
        return sqlite_fail(cx, conn, "checkpoint", rc);
    if (moved >= in_wal)
        (void)atomic_compare_exchange_strong(&store->wal_pages, &pages, 0);
    return OK;
}

static enum status sqlite_checkpoint(struct ctx *cx, struct db *db, bool is_full)
{
    if (db->store->is_read_only)
        return OK;
    if (!is_full)
        return checkpoint_passive(cx, db);
    struct sqlite_conn *writer = writer_take(db);
    enum status st = OK;
    int rc = sqlite3_wal_checkpoint_v2(writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (rc != SQLITE_OK)
        st = sqlite_fail(cx, writer, "checkpoint", rc);
    else
        atomic_store(&store_of(db)->wal_pages, 0);
    writer_give(db);
    return st;
}

static void sqlite_release_memory(struct db *db)
{
    struct sqlite_conn *reader = &sqlite_of(db)->reader;
    if (reader->db != NULL)
        (void)sqlite3_db_release_memory(reader->db);
    (void)sqlite3_db_release_memory(writer_take(db)->db);
    writer_give(db);
}

static int64_t file_bytes(struct ctx *cx, const char *path, const char *suffix)
{
    struct stat st;
    const char *whole = str_cz(cx->arena, str_printf(cx->arena, "%s%s", path, suffix));
    return stat(whole, &st) == 0 ? (int64_t)st.st_size : 0;
}

static enum status sqlite_give_back(struct ctx *cx, struct db *db, int pages, bool *is_more)
{
    char sql[PRAGMA_BYTES];
    int64_t n_free = 0;
    struct sqlite_conn *writer = writer_take(db);
    (void)snprintf(sql, sizeof sql, "PRAGMA incremental_vacuum(%d)", pages);
    enum status st = sqlite_run(cx, writer, sql);
    if (st == OK)
        st = sqlite_number(cx, writer, "PRAGMA freelist_count", &n_free);
    writer_give(db);
    *is_more = n_free > 0;
    return st;
}

static enum status sqlite_drop_partition(struct ctx *cx, struct db *db, const char *table,
                                         int64_t day)
{
    (void)cx, (void)db, (void)table, (void)day;
    return OK;
}

static enum status sqlite_size_bytes(struct ctx *cx, struct db *db, int64_t *out)
{
    const char *path = store_of(db)->path;
    *out = file_bytes(cx, path, "") + file_bytes(cx, path, "-wal");
    return OK;
}

static enum status sqlite_ping(struct ctx *cx, struct db *db)
{
    struct sqlite_conn *reader = &sqlite_of(db)->reader;
    if (db->store->is_read_only)
        return reader->db != NULL ? OK : sqlite_conn_open(cx, reader, store_of(db)->path, false);
    TRY(sqlite_begin(cx, db));
    sqlite_rollback(db);
    return OK;
}

const struct db_driver db_driver_sqlite = {
    .kind = DB_SQLITE,
    .store_open = sqlite_store_open,
    .store_close = sqlite_store_close,
    .open = sqlite_open,
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .savepoint = sqlite_savepoint,
    .rows_open = sqlite_rows_open,
    .step = sqlite_step,
    .rows_close = sqlite_rows_close,
    .exec = sqlite_exec,
    .exec_batch = sqlite_exec_batch,
    .check = sqlite_check,
    .script = sqlite_script,
    .migration_lock = sqlite_migration_lock,
    .migration_unlock = sqlite_migration_unlock,
    .hold_lock = sqlite_hold_lock,
    .writer_is_wanted = sqlite_writer_is_wanted,
    .checkpoint = sqlite_checkpoint,
    .release_memory = sqlite_release_memory,
    .give_back = sqlite_give_back,
    .drop_partition = sqlite_drop_partition,
    .size_bytes = sqlite_size_bytes,
    .ping = sqlite_ping,
};
