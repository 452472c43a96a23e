/* The advisory lock that a handle holds, whatever becomes of its connection. */
#include "base/base.h"
#include "port/db_pg_int.h"

#include <time.h>

#include "base/clock.h"
#include "base/ctx.h"

enum { LOCK_SQL_BYTES = 256, LOCK_POLL_NS = 100000000 };

/* Our own former connection may live on at the server, which has not seen it end (a cable
 * was pulled): it is ended. By number and holder, so never somebody else's. */
static void end_former_holder(struct pg_db *db)
{
    char sql[LOCK_SQL_BYTES];
    if (db->holder == 0)
        return;
    (void)snprintf(sql, sizeof sql,
                   "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                   "AND granted AND pid = %d AND ((classid::bigint << 32) | objid::bigint) = %lld",
                   db->holder, (long long)db->lock);
    PQclear(PQexec(db->conn, sql));
}

static enum status try_lock(struct ctx *cx, struct pg_db *db, bool *is_held)
{
    char sql[LOCK_SQL_BYTES];
    (void)snprintf(sql, sizeof sql, "SELECT pg_try_advisory_lock(%lld)", (long long)db->lock);
    PGresult *result SCOPED(result_clear) = PQexec(db->conn, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
        return pg_fail(cx, db, "lock", result);
    *is_held = PQgetvalue(result, 0, 0)[0] == 't';
    if (*is_held)
        db->holder = PQbackendPID(db->conn);
    return OK;
}

/* The server notices within a minute when this machine is gone. */
enum status pg_lock_take(struct ctx *cx, struct pg_db *db)
{
    bool is_held = false;
    TRY(pg_run(cx, db,
               "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
               "SET tcp_keepalives_count = 3"));
    TRY(try_lock(cx, db, &is_held));
    if (is_held)
        return OK;
    end_former_holder(db);
    TRY(try_lock(cx, db, &is_held));
    return is_held ? OK : fail(cx, E_BUSY, "another process holds this one's lock in the store");
}

enum status pg_hold_lock(struct ctx *cx, struct db *base, int64_t number, int64_t wait_ms)
{
    struct pg_db *db = pg_of(base);
    int64_t give_up_ms = clock_monotonic_ms() + wait_ms;
    bool is_held = false;
    pg_disconnect(db);
    db->lock = 0;
    TRY(pg_need_conn(cx, db));
    db->lock = number;
    for (;;) {
        TRY(try_lock(cx, db, &is_held));
        if (is_held || clock_monotonic_ms() >= give_up_ms)
            break;
        (void)nanosleep(&(struct timespec){ .tv_nsec = LOCK_POLL_NS }, NULL);
    }
    if (is_held)
        return OK;
    db->lock = 0;
    return fail(cx, E_CONFLICT, "another process holds the lock in the store");
}
