/* db_int.h - what db.c and the drivers share; nobody else includes it.
 *
 * db.c owns the rules that hold for every driver: numbering of faults, "a failed
 * statement fails its transaction", one savepoint level, a batch is all or nothing.
 * A driver only talks to its library. Its store and handle begin with the structs
 * here (one level, no deeper). */
#ifndef PORT_DB_INT_H
#define PORT_DB_INT_H

#include "base/base.h"
#include "port/db.h"

enum db_savepoint_verb { SAVEPOINT_SET, SAVEPOINT_RELEASE, SAVEPOINT_ROLLBACK };

/* All functions may assume what db.h promises: begin outside a transaction, commit
 * and savepoints inside, batches inside. Failures are recorded with fail(). */
struct db_driver {
    enum db_kind kind;
    enum status (*store_open)(struct ctx *cx, const struct db_options *options,
                              struct db_store **out);
    void (*store_close)(struct db_store *store);
    struct db *(*open)(struct db_store *store);
    void (*close)(struct db *db);
    enum status (*begin)(struct ctx *cx, struct db *db);
    /* Over in either case: on failure nothing of the transaction is left. */
    enum status (*commit)(struct ctx *cx, struct db *db);
    void (*rollback)(struct db *db);
    enum status (*savepoint)(struct ctx *cx, struct db *db, enum db_savepoint_verb verb);
    /* On failure there is nothing to close. */
    enum status (*rows_open)(struct ctx *cx, const struct db_query *q,
                             const struct db_value *params, struct db_rows *rows);
    enum status (*step)(struct ctx *cx, struct db_rows *rows, bool *has_row);
    void (*rows_close)(struct db_rows *rows);
    enum status (*exec)(struct ctx *cx, const struct db_query *q, const struct db_value *params,
                        int64_t *changed);
    enum status (*exec_batch)(struct ctx *cx, const struct db_query *q, const struct db_value *rows,
                              size_t n);
    enum status (*check)(struct ctx *cx, const struct db_query *q, bool is_batch);
    enum status (*script)(struct ctx *cx, const char *sql);
    enum status (*migration_lock)(struct ctx *cx, struct db *db);
    void (*migration_unlock)(struct db *db);
    enum status (*hold_lock)(struct ctx *cx, struct db *db, int64_t number, int64_t wait_ms);
    bool (*writer_is_wanted)(const struct db *db);
    enum status (*checkpoint)(struct ctx *cx, struct db *db, bool is_full);
    void (*release_memory)(struct db *db);
    enum status (*give_back)(struct ctx *cx, struct db *db, int pages, bool *is_more);
    enum status (*drop_partition)(struct ctx *cx, struct db *db, const char *table, int64_t day);
    enum status (*size_bytes)(struct ctx *cx, struct db *db, int64_t *out);
    enum status (*ping)(struct ctx *cx, struct db *db);
    void (*listen)(struct db *db, const char *channel); /* NULL = nobody tells anything */
    enum status (*heard)(struct ctx *cx, int timeout_ms, int wake_fd, struct db_heard *out);
};

/* What waits for the commit, in order. */
struct db_after {
    struct db_after *next;
    void (*fn)(void *arg);
    void *arg;
};

struct db_store {
    const struct db_driver *driver;
    bool is_read_only;
};

struct db {
    struct db_store *store;
    const struct db_driver *driver;
    bool in_tx;
    bool in_savepoint;
    struct db_after *after;            /* first                                     */
    struct db_after **after_end;       /* where the next one goes                   */
    struct db_after **after_savepoint; /* where it went when the savepoint was set  */
    enum status tx_failure; /* of the transaction's first failed statement; OK = none */
    unsigned fault_in;      /* the query that fails, counted down; 0 = none           */
    enum status fault;
};

extern const struct db_driver db_driver_sqlite;
extern const struct db_driver db_driver_pg;

#endif
