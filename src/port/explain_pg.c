/* PostgreSQL by libpq, without blocking, so that no server keeps a thread longer than it may. */
#include "base/base.h"
#include "port/explain_int.h"

#include <libpq-fe.h>
#include <poll.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/guard.h"

enum { PARAMETERS = 16, TIME_MS = EXPLAIN_TIMEOUT_MS + 500 /* the server ends it first */ };

/* --- the DSN ------------------------------------------------------------------------------- */

static void free_options(PQconninfoOption **list)
{
    PQconninfoFree(*list);
}

static struct str option(struct ctx *cx, const PQconninfoOption *list, const char *name)
{
    for (; list->keyword != NULL; list++) {
        if (strcmp(list->keyword, name) == 0 && list->val != NULL)
            return str_dup(cx->arena, str_c(list->val));
    }
    return S("");
}

static enum status pg_read_dsn(struct ctx *cx, struct str dsn, struct explain_target *out)
{
    char *words = NULL;
    PQconninfoOption *list SCOPED(free_options) = PQconninfoParse(str_cz(cx->arena, dsn), &words);

    PQfreemem(words); /* it may quote the DSN */
    if (list == NULL)
        return fail(cx, E_INVALID, "this is no connection string of PostgreSQL");
    *out = (struct explain_target){
        .host = option(cx, list, "host"),
        .port = option(cx, list, "port"),
        .user = option(cx, list, "user"),
        .password = option(cx, list, "password"),
        .database = option(cx, list, "dbname"),
        .ssl_mode = option(cx, list, "sslmode"),
    };
    if (out->host.len == 0 || out->host.p[0] == '/' || out->host.p[0] == '@' ||
        str_find_char(out->host, ',') < out->host.len || option(cx, list, "hostaddr").len > 0)
        return fail(cx, E_INVALID, "the connection string must name one host");
    return OK;
}

/* --- the connection ------------------------------------------------------------------------ */

struct session {
    struct ctx *cx;
    const struct explain_target *target;
    PGconn *conn;
    int64_t until_ms;
};

static void disconnect(struct session *s)
{
    PQfinish(s->conn);
}

static enum status too_slow(const struct session *s)
{
    return fail(s->cx, E_UPSTREAM, "the database did not answer within %d s",
                EXPLAIN_TIMEOUT_MS / MS_PER_SECOND);
}

static enum status refused(const struct session *s, enum status st, const char *words)
{
    struct str text = explain_words(s->cx, s->target, words);

    return fail(s->cx, st, "%.*s", FMT(text));
}

static enum status wait_for(const struct session *s, short events)
{
    struct pollfd p = { .fd = PQsocket(s->conn), .events = events };
    int64_t left_ms = s->until_ms - clock_monotonic_ms();

    if (p.fd < 0 || left_ms <= 0 || poll(&p, 1, (int)left_ms) <= 0)
        return too_slow(s);
    return OK;
}

static enum status await_connection(struct session *s)
{
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;

    if (s->conn == NULL || PQstatus(s->conn) == CONNECTION_BAD)
        return refused(s, E_UPSTREAM, s->conn != NULL ? PQerrorMessage(s->conn) : "no memory");
    while (state != PGRES_POLLING_OK) {
        if (state == PGRES_POLLING_FAILED)
            return refused(s, E_UPSTREAM, PQerrorMessage(s->conn));
        TRY(wait_for(s, state == PGRES_POLLING_READING ? POLLIN : POLLOUT));
        state = PQconnectPoll(s->conn);
    }
    return PQsetnonblocking(s->conn, 1) == 0 ? OK : too_slow(s);
}

/* Else they would go to standard error, as many as the server likes. */
static void ignore_notice(void *arg, const PGresult *notice)
{
    (void)arg;
    (void)notice;
}

static enum status open_session(struct session *s, struct str address)
{
    struct arena *a = s->cx->arena;
    const struct explain_target *t = s->target;
    /* All that libpq would otherwise take from this process's environment or home; it does so
     * where a value is empty, too. */
    const char *const names[PARAMETERS] = { "host",       "hostaddr",         "port",
                                            "user",       "password",         "dbname",
                                            "sslmode",    "application_name", "passfile",
                                            "gssencmode", "client_encoding",  NULL };
    const char *const values[PARAMETERS] = {
        str_cz(a, t->host),
        str_cz(a, address),
        t->port.len > 0 ? str_cz(a, t->port) : "5432",
        str_cz(a, t->user),
        t->password.len > 0 ? str_cz(a, t->password) : "none", /* else PGPASSWORD: not theirs */
        t->database.len > 0 ? str_cz(a, t->database) : str_cz(a, t->user),
        t->ssl_mode.len > 0 ? str_cz(a, t->ssl_mode) : "prefer",
        "gosnag",
        "/nonexistent",
        "disable",
        "UTF8",
        NULL,
    };

    s->conn = PQconnectStartParams(names, values, 0);
    if (s->conn != NULL)
        (void)PQsetNoticeReceiver(s->conn, ignore_notice, NULL);
    return await_connection(s);
}

/* --- statements ----------------------------------------------------------------------------- */

static void clear(PGresult **result)
{
    PQclear(*result);
}

static void take_row(struct buf *plan, const PGresult *row)
{
    for (int i = 0; i < PQnfields(row); i++)
        explain_add(plan, (size_t)i, PQfname(row, i),
                    str_make(PQgetvalue(row, 0, i), (size_t)PQgetlength(row, 0, i)));
    buf_add_char(plan, '\n');
}

static enum status next_result(struct session *s, PGresult **out)
{
    while (PQisBusy(s->conn)) {
        TRY(wait_for(s, POLLIN));
        if (PQconsumeInput(s->conn) == 0)
            return refused(s, E_UPSTREAM, PQerrorMessage(s->conn));
    }
    *out = PQgetResult(s->conn);
    return OK;
}

/* The database's words; where the connection was cut, the library's. */
static enum status failed(const struct session *s, const PGresult *result)
{
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    return words != NULL ? refused(s, E_INVALID, words)
                         : refused(s, E_UPSTREAM, PQresultErrorMessage(result));
}

/* By the extended protocol, which takes one statement. plan NULL: no rows are wanted. */
static enum status run_one(struct session *s, const char *sql, struct buf *plan)
{
    if (PQsendQueryParams(s->conn, sql, 0, NULL, NULL, NULL, NULL, 0) == 0 ||
        PQsetSingleRowMode(s->conn) == 0)
        return refused(s, E_UPSTREAM, PQerrorMessage(s->conn));
    for (int pending = 1; pending != 0;) {
        pending = PQflush(s->conn);
        if (pending != 0)
            TRY(wait_for(s, POLLOUT));
    }
    for (int n = 0;; n++) {
        PGresult *result SCOPED(clear) = NULL;
        TRY(next_result(s, &result));
        if (result == NULL)
            return OK;
        if (PQresultStatus(result) == PGRES_FATAL_ERROR)
            return failed(s, result);
        if (plan != NULL && PQntuples(result) > 0 && n < EXPLAIN_ROWS)
            take_row(plan, result);
        if (n > EXPLAIN_ROWS)
            return fail(s->cx, E_INVALID, "the plan has more than %d rows", EXPLAIN_ROWS);
    }
}

static enum status prepare_session(struct session *s)
{
    static const char *const settings[] = {
        "BEGIN TRANSACTION READ ONLY",
        "SET LOCAL statement_timeout = 4000",
        "SET LOCAL lock_timeout = 1000",
    };
    char *schema;

    for (size_t i = 0; i < ARRAY_LEN(settings); i++)
        TRY(run_one(s, settings[i], NULL));
    if (s->target->schema.len == 0)
        return OK;
    schema = PQescapeIdentifier(s->conn, s->target->schema.p, s->target->schema.len);
    if (schema == NULL)
        return fail(s->cx, E_INVALID, "this is no name of a schema");
    struct str sql = str_printf(s->cx->arena, "SET LOCAL search_path = %s", schema);
    PQfreemem(schema);
    return run_one(s, str_cz(s->cx->arena, sql), NULL);
}

static enum status pg_run(struct ctx *cx, const struct explain_target *t, struct str sql,
                          struct str *plan)
{
    struct session s SCOPED(disconnect) = { cx, t, NULL, clock_monotonic_ms() + TIME_MS };
    struct str text = str_printf(cx->arena, "EXPLAIN %.*s", FMT(sql));
    struct str address;
    struct buf b;

    TRY(guard_resolve(cx, t->host, &address));
    buf_init(&b, cx->arena, EXPLAIN_PLAN_BYTES);
    TRY(open_session(&s, address));
    TRY(prepare_session(&s));
    TRY(run_one(&s, str_cz(cx->arena, text), &b));
    *plan = str_utf8_repair(cx->arena, str_trim(buf_str(&b)));
    return OK;
}

const struct explain_driver explain_postgres = { "postgres", pg_read_dsn, pg_run };
