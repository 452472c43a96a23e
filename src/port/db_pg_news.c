/* What other processes tell: LISTEN on the handle's own connection. */
#include "base/base.h"
#include "port/db_pg_int.h"

#include <errno.h>
#include <poll.h>

#include "base/ctx.h"
#include "base/str.h"

enum { LISTEN_BYTES = 80 }; /* "LISTEN " and a name */

void pg_listen(struct db *db, const char *channel)
{
    pg_of(db)->channel = channel;
}

static enum status subscribe(struct ctx *cx, struct pg_db *db)
{
    char sql[LISTEN_BYTES];
    int n = snprintf(sql, sizeof sql, "LISTEN %s", db->channel);
    assert(n > 0 && (size_t)n < sizeof sql);
    (void)n;
    TRY(pg_run(cx, db, sql));
    db->is_listening = true;
    return OK;
}

static bool take_notice(struct ctx *cx, struct pg_db *db, struct db_heard *out)
{
    PGnotify *notice = PQnotifies(db->conn);
    if (notice == NULL)
        return false;
    out->payload = str_dup(cx->arena, str_c(notice->extra));
    PQfreemem(notice);
    return true;
}

enum status pg_heard(struct ctx *cx, int timeout_ms, int wake_fd, struct db_heard *out)
{
    struct pg_db *db = pg_of(cx->db);
    TRY(pg_need_conn(cx, db));
    if (!db->is_listening) {
        out->has_missed = true;
        return subscribe(cx, db);
    }
    if (take_notice(cx, db, out))
        return OK;
    struct pollfd fds[] = { { .fd = PQsocket(db->conn), .events = POLLIN },
                            { .fd = wake_fd, .events = POLLIN } };
    if (poll(fds, ARRAY_LEN(fds), timeout_ms) < 0 && errno != EINTR)
        return fail(cx, E_INTERNAL, "cannot wait for the store");
    if (fds[0].revents != 0 && PQconsumeInput(db->conn) == 0) {
        enum status st = pg_lost(cx, PQerrorMessage(db->conn));
        pg_disconnect(db);
        return st;
    }
    (void)take_notice(cx, db, out);
    return OK;
}
