/* db_sqlite_conn.h - one SQLite connection and the statements it has prepared.
 *
 * Statements are prepared when first used and kept by query number, the least
 * recently used going when SQLITE_KEPT are there (each is some 3 to 5 KB).
 *
 * Threads: one at a time; the write connection moves with its ticket. */
#ifndef PORT_DB_SQLITE_CONN_H
#define PORT_DB_SQLITE_CONN_H

#include <sqlite3.h>

#include "base/base.h"
#include "port/db.h"

enum {
    SQLITE_KEPT = 96,
    SQLITE_APPLICATION_ID = 0x676f736e, /* "gosn"; file(1) and we know the file by it */
    SQLITE_PAGE = 4096,
    SQLITE_READER_KIB = 2 << 10, /* cache_size, per connection                    */
    SQLITE_WRITER_KIB = 16 << 10,
    SQLITE_BUSY_MS = 5000, /* another process (command line) may hold the lock */
};

struct sqlite_slot {
    sqlite3_stmt *statement;
    uint64_t used; /* turn of the last use */
    uint16_t number;
};

struct sqlite_conn {
    sqlite3 *db; /* NULL = not open */
    uint64_t turn;
    size_t n_kept;
    struct sqlite_slot kept[SQLITE_KEPT];
    uint8_t slot_of[DB_QUERIES_MAX]; /* index in kept + 1; 0 = not prepared */
};

/* Opens path (made when it is missing and the connection writes) and sets it up. */
NODISCARD enum status sqlite_conn_open(struct ctx *cx, struct sqlite_conn *c, const char *path,
                                       bool is_writer);
void sqlite_conn_close(struct sqlite_conn *c);

/* A statement with its parameters bound; they must stay until it is given back.
 * is_own: it was made for this use only. */
struct sqlite_use {
    sqlite3_stmt *statement;
    bool is_own;
};
NODISCARD enum status sqlite_use_begin(struct ctx *cx, struct sqlite_conn *c,
                                       const struct db_query *q, struct sqlite_use *out);
void sqlite_use_end(struct sqlite_use use);
NODISCARD enum status sqlite_bind(struct ctx *cx, struct sqlite_conn *c, const struct db_query *q,
                                  sqlite3_stmt *statement, const struct db_value *params);
/* Texts point into the statement: valid until its next step. */
void sqlite_columns(sqlite3_stmt *statement, const struct db_query *q, struct db_value *out);

/* Runs text that is ours, without parameters: BEGIN, PRAGMA, a migration. */
NODISCARD enum status sqlite_run(struct ctx *cx, struct sqlite_conn *c, const char *sql);
/* The number that such a text gives. */
NODISCARD enum status sqlite_number(struct ctx *cx, struct sqlite_conn *c, const char *sql,
                                    int64_t *out);
/* Turns a result code into a failure; logs what is nobody's fault but ours. */
NODISCARD enum status sqlite_fail(struct ctx *cx, struct sqlite_conn *c, const char *what, int rc);

#endif
