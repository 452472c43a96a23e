/* port/db.h - one interface over SQLite and PostgreSQL.
 *
 * A store is opened once per process; each thread has a handle (struct db, in its
 * ctx). Queries are constants made by tools/sqlgen (x_sql.c), checked at build
 * time; nothing here takes SQL text from a caller but core/filter.
 *
 * SQLite: WAL, synchronous=FULL, one write connection under a fair ticket lock,
 * one read connection per handle. A query that only reads runs on the reader unless
 * the handle is inside a transaction. PostgreSQL: one connection per handle, opened
 * lazily, statements prepared once, binary results.
 *
 * Failures: E_BUSY (locked, store away, out of disk: try again), E_CONFLICT (unique
 * key), E_INTERNAL (anything else; the driver's words are logged, not answered).
 *
 * Memory: texts and blobs of a row are copied into cx->arena by the generated code;
 * inside db_step they are valid until the next step. */
#ifndef PORT_DB_H
#define PORT_DB_H

#include "base/base.h"

struct ctx;
struct arena;
struct db;
struct db_store;

enum db_kind { DB_SQLITE, DB_POSTGRES };
enum db_type { DB_I64, DB_F64, DB_TEXT, DB_BLOB, DB_BOOL };

struct db_value {
    enum db_type type;
    bool is_null;
    union {
        int64_t i64;
        double f64;
        struct str text; /* DB_TEXT and DB_BLOB */
        bool boolean;
    };
};

struct db_query {
    const char *name;      /* "issue_list_open"                       */
    const char *sql[2];    /* by enum db_kind; ?n on SQLite, $n on PostgreSQL */
    const uint8_t *params; /* enum db_type of each                    */
    const uint8_t *columns;
    uint8_t n_params;
    uint8_t n_columns;
    bool is_write;
    uint16_t number; /* slot of the prepared statement; 0 = not kept */
};

enum { DB_PARAMS_MAX = 250, DB_COLUMNS_MAX = 80, DB_QUERIES_MAX = 1024 };

struct db_options {
    struct str url;      /* absent or "sqlite:PATH", else postgres://… */
    struct str data_dir; /* where the default SQLite file lies          */
    bool is_read_only;
};

/* Creates the SQLite file when it is missing (auto_vacuum=INCREMENTAL, page_size
 * 4096, application_id). PostgreSQL may be away: opening succeeds, queries answer
 * E_BUSY until it is back. */
NODISCARD enum status db_store_open(struct ctx *cx, const struct db_options *options,
                                    struct db_store **out);
void db_store_close(struct db_store *store); /* after all handles; NULL-safe */
enum db_kind db_store_kind(const struct db_store *store);

/* A handle for one thread. */
struct db *db_open(struct db_store *store);
void db_close(struct db *db); /* NULL-safe */
/* The store a handle belongs to: for threads that open one of their own. */
struct db_store *db_store_of(const struct db *db);
enum db_kind db_kind(const struct db *db);

/* Transactions. core/tx.h is what features use. BEGIN IMMEDIATE on SQLite.
 * A statement that fails makes its transaction fail, on both stores: all later ones
 * and the commit answer the same status, nothing is kept. Only going back to a
 * savepoint set before mends it.
 * E_BUSY from a commit on PostgreSQL may mean that it was done and the answer was
 * lost: what runs again must find out (digest_mark) or bear it. */
NODISCARD enum status db_begin(struct ctx *cx);
NODISCARD enum status db_commit(struct ctx *cx); /* on failure the transaction is rolled back */
void db_rollback(struct ctx *cx);
bool db_in_tx(const struct db *db);
/* fn(cx, arg) when the transaction at hand has committed, in the order of the calls: for
 * telling others what they may now read. Forgotten when it, or the savepoint in which this
 * was called, is rolled back. Outside a transaction at once. arg lives as long as cx->arena;
 * fn does not touch the store. */
void db_after_commit(struct ctx *cx, void (*fn)(void *arg), void *arg);
/* One level; for hooks that may fail inside the digest's transaction. */
NODISCARD enum status db_savepoint(struct ctx *cx);
NODISCARD enum status db_savepoint_release(struct ctx *cx);
NODISCARD enum status db_savepoint_rollback(struct ctx *cx);

/* Running a query. Open, step until *has_row is false, close (always, also after a
 * failure; SCOPED(db_rows_close)). */
struct db_rows {
    struct db *db;
    const struct db_query *query;
    void *statement;
    size_t row;
    const struct db_value *values; /* n_columns of the current row */
    void *priv;
};
NODISCARD enum status db_query_open(struct ctx *cx, const struct db_query *q,
                                    const struct db_value *params, struct db_rows *rows);
NODISCARD enum status db_step(struct ctx *cx, struct db_rows *rows, bool *has_row);
void db_rows_close(struct db_rows *rows);
/* A query without rows. changed (rows touched) may be NULL. */
NODISCARD enum status db_exec(struct ctx *cx, const struct db_query *q,
                              const struct db_value *params, int64_t *changed);
/* n rows of n_params values each: SQLite steps n times inside one transaction,
 * PostgreSQL gets one statement over binary arrays (the query's PostgreSQL body is
 * written with unnest($1::bigint[], …)). */
NODISCARD enum status db_exec_batch(struct ctx *cx, const struct db_query *q,
                                    const struct db_value *rows, size_t n);

/* For tests: prepares q without running it and compares number and types of its columns
 * with what the store says; E_INTERNAL names the difference. is_batch: q is made for
 * db_exec_batch. */
NODISCARD enum status db_check(struct ctx *cx, const struct db_query *q, bool is_batch);

/* Only for core/migrate: runs a script of several statements, dialect already chosen. */
NODISCARD enum status db_script(struct ctx *cx, const char *sql);
/* One runner at a time: a lock file beside the SQLite file, an advisory lock on
 * PostgreSQL. Given back by db_migration_unlock. */
NODISCARD enum status db_migration_lock(struct ctx *cx);
void db_migration_unlock(struct ctx *cx);

/* PostgreSQL only, else nothing (a file lock is enough there): from now on this handle's
 * connection, also one made anew, holds the store's advisory lock with that number, until
 * the handle is closed. Waits up to wait_ms for whoever has it; E_CONFLICT: still taken.
 * A connection made anew that does not get it is given up: queries answer E_BUSY. */
NODISCARD enum status db_hold_lock(struct ctx *cx, int64_t number, int64_t wait_ms);

/* SQLite only, else nothing: is somebody waiting for the write lock (the digest then
 * ends its batch early); moves the WAL into the file when it is worth it. */
bool db_writer_is_wanted(const struct db *db);
NODISCARD enum status db_checkpoint(struct ctx *cx, bool is_full);
/* In a quiet moment: the pages that the write connection and this handle keep (SQLite) and
 * the freed memory that malloc keeps go back to the system. The next use reads anew. */
void db_release_memory(struct db *db);
/* After many deletes. SQLite: gives some free pages back to the file system; is_more: there
 * are others. PostgreSQL does that itself. Not in a transaction. */
NODISCARD enum status db_give_back(struct ctx *cx, int pages, bool *is_more);
/* PostgreSQL: takes the partition of one day (TABLE_dDAY) out of the table, without stopping
 * whoever uses the others, and drops it. Done again after an interruption, it goes on. SQLite
 * has none. table is ours. Not in a transaction. */
NODISCARD enum status db_drop_partition(struct ctx *cx, const char *table, int64_t day);
/* Bytes of the store on disk (file + WAL, or pg_database_size). */
NODISCARD enum status db_size_bytes(struct ctx *cx, int64_t *out);
/* Can it be written to? For /ready and doctor. */
NODISCARD enum status db_ping(struct ctx *cx);

/* PostgreSQL only: news from other processes (LISTEN, NOTIFY). From db_listen on the handle
 * is subscribed to the channel whenever it is connected. */
struct db_heard {
    struct str payload; /* absent: nothing came; in cx->arena            */
    bool has_missed;    /* it has just been subscribed: what was told before is not known */
};
void db_listen(struct db *db, const char *channel); /* a name of ours; kept by reference */
/* Waits for one message, until wake_fd (-1 = none) can be read, or for timeout_ms. E_BUSY:
 * the store is away. Not in a transaction. */
NODISCARD enum status db_heard(struct ctx *cx, int timeout_ms, int wake_fd, struct db_heard *out);

/* Fault tests: the nth statement from now on this handle fails with st, once; 0 = never.
 * Queries, batches, scripts, begin, commit and savepoints count. */
void db_fail_nth(struct db *db, unsigned nth, enum status st);

#endif
