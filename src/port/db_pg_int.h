/* db_pg_int.h - what the files of the PostgreSQL driver share; nobody else includes it. */
#ifndef PORT_DB_PG_INT_H
#define PORT_DB_PG_INT_H

#include <libpq-fe.h>

#include "base/base.h"
#include "port/db_int.h"

enum { PG_BITS = 8 }; /* in a byte of `prepared` */

struct pg_store {
    struct db_store base;
    char *url; /* malloc'd */
};

struct pg_db {
    struct db base;
    PGconn *conn;                               /* NULL = not connected                   */
    uint8_t prepared[DB_QUERIES_MAX / PG_BITS]; /* bit number: the server has "q<number>" */
    int64_t lock;        /* the advisory lock every connection of this handle holds; 0 = none */
    int holder;          /* the server's process that held it last                            */
    const char *channel; /* listened to; NULL = none                */
    bool is_listening;   /* on this connection                      */
};

/* A commit that is answered before it is on disk would lose what the spool has let go of. */
#define DURABLE_COMMIT                                                                             \
    "SELECT set_config('synchronous_commit', 'local', FALSE)"                                      \
    " WHERE current_setting('synchronous_commit') = 'off'"

static inline struct pg_db *pg_of(struct db *db)
{
    return (struct pg_db *)db;
}

static inline void result_clear(PGresult **r)
{
    PQclear(*r);
}

/* Connects when there is no connection; not inside a transaction, which went with it.
 * E_BUSY: the store is away. */
NODISCARD enum status pg_need_conn(struct ctx *cx, struct pg_db *db);
void pg_disconnect(struct pg_db *db);
/* E_BUSY with libpq's words in the log. */
enum status pg_lost(struct ctx *cx, const char *words);
/* Text of ours without parameters. */
NODISCARD enum status pg_run(struct ctx *cx, struct pg_db *db, const char *sql);
/* What a result that is not fine means. result may be NULL. */
NODISCARD enum status pg_fail(struct ctx *cx, struct pg_db *db, const char *what,
                              const PGresult *result);

/* db_pg_lock.c: the handle's lock for a connection just made, and for ever from now on. */
NODISCARD enum status pg_lock_take(struct ctx *cx, struct pg_db *db);
NODISCARD enum status pg_hold_lock(struct ctx *cx, struct db *db, int64_t number, int64_t wait_ms);

/* db_pg_partition.c */
NODISCARD enum status pg_drop_partition(struct ctx *cx, struct db *db, const char *table,
                                        int64_t day);

/* db_pg_news.c */
void pg_listen(struct db *db, const char *channel);
NODISCARD enum status pg_heard(struct ctx *cx, int timeout_ms, int wake_fd, struct db_heard *out);

#endif
