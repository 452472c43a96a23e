/* The PostgreSQL driver: one connection a handle, opened when first needed. */
#include "base/base.h"
#include "port/db_pg_int.h"

#include <libpq-fe.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "port/db_pg_value.h"

enum {
    SERVER_MIN = 140000, /* DETACH PARTITION CONCURRENTLY            */
    NAME_BYTES = 16,     /* "q1023"                                  */
    LISTEN_BYTES = 80,   /* "LISTEN " and a name                     */
};

/* pg_advisory_lock of whoever migrates: "gosnag" as a number. */
#define MIGRATION_LOCK "1031982116199"

static void *must_have(void *p)
{
    if (p == NULL)
        log_die("db.no_memory", "postgres");
    return p;
}

/* Failures -------------------------------------------------------------------- */

static enum status status_of(const char *sqlstate)
{
    static const struct {
        const char *prefix; /* class or whole code, appendix A of the manual */
        enum status status;
    } table[] = {
        { "23505", E_CONFLICT }, /* unique                        */
        { "23P01", E_CONFLICT }, /* exclusion                     */
        { "40", E_BUSY },        /* serialization, deadlock       */
        { "55P03", E_BUSY },     /* lock not available            */
        { "42P07", E_BUSY },     /* a table another has just made */
        { "57", E_BUSY },        /* timeout, shutdown, starting   */
        { "53", E_BUSY },        /* disk, memory, connections     */
        { "58", E_BUSY },        /* the server's own disk         */
        { "08", E_BUSY },        /* connection                    */
        { "25006", E_BUSY },     /* it has become a standby       */
        { "26000", E_BUSY },     /* prepared statement has gone   */
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (strncmp(sqlstate, table[i].prefix, strlen(table[i].prefix)) == 0)
            return table[i].status;
    return E_INTERNAL;
}

void pg_disconnect(struct pg_db *db)
{
    PQfinish(db->conn);
    db->conn = NULL;
    memset(db->prepared, 0, sizeof db->prepared);
    db->is_listening = false;
}

enum status pg_lost(struct ctx *cx, const char *words)
{
    LOG(WARN, "db.away", K_STR("error", str_first_line(str_c(words))));
    return fail(cx, E_BUSY, "the store is away");
}

/* result may be NULL (libpq had no memory, or the connection is gone). The primary
 * message names no values; the detail would. */
enum status pg_fail(struct ctx *cx, struct pg_db *db, const char *what, const PGresult *result)
{
    const char *sqlstate = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    if (sqlstate == NULL || PQstatus(db->conn) != CONNECTION_OK) {
        enum status st = pg_lost(cx, PQerrorMessage(db->conn));
        pg_disconnect(db);
        return st;
    }
    enum status st = status_of(sqlstate);
    if (st == E_CONFLICT)
        return fail(cx, st, "a unique key is taken");
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (st == E_BUSY) {
        LOG(WARN, "db.busy", K_CZ("query", what), K_CZ("code", sqlstate), K_CZ("error", words));
        return fail(cx, st, "the store is busy");
    }
    LOG(ERROR, "db.failed", K_CZ("query", what), K_CZ("code", sqlstate), K_CZ("error", words));
    return fail(cx, st, "the store failed in %s", what);
}

static bool is_fine(const PGresult *result)
{
    ExecStatusType s = PQresultStatus(result);
    return s == PGRES_TUPLES_OK || s == PGRES_COMMAND_OK ||
           s == PGRES_EMPTY_QUERY; /* a migration that only SQLite needs */
}

/* Text of ours without parameters. */
enum status pg_run(struct ctx *cx, struct pg_db *db, const char *sql)
{
    PGresult *result SCOPED(result_clear) = PQexec(db->conn, sql);
    return is_fine(result) ? OK : pg_fail(cx, db, "script", result);
}

/* Connection ------------------------------------------------------------------ */

static void on_notice(void *arg, const char *words)
{
    (void)arg;
    LOG(DEBUG, "db.notice", K_STR("text", str_first_line(str_c(words))));
}

static enum status set_up(struct ctx *cx, struct pg_db *db)
{
    (void)PQsetNoticeProcessor(db->conn, on_notice, NULL);
    if (PQserverVersion(db->conn) < SERVER_MIN)
        return fail(cx, E_INTERNAL, "PostgreSQL 14 or newer is needed, this is %d",
                    PQserverVersion(db->conn));
    TRY(pg_run(cx, db,
               "SET statement_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s';"
               "SET timezone = 'UTC';" DURABLE_COMMIT));
    if (db->base.store->is_read_only)
        return pg_run(cx, db, "SET default_transaction_read_only = on");
    return db->lock != 0 ? pg_lock_take(cx, db) : OK;
}

/* What stands before "dbname" is overruled by the address, what stands after it not. */
static enum status connect_now(struct ctx *cx, struct pg_db *db)
{
    const struct pg_store *store = (const struct pg_store *)db->base.store;
    const char *const keys[] = { "connect_timeout",
                                 "tcp_user_timeout",
                                 "keepalives_idle",
                                 "fallback_application_name",
                                 "dbname",
                                 "client_encoding",
                                 NULL };
    const char *const values[] = { "3", "15000", "30", "gosnag", store->url, "UTF8", NULL };
    db->conn = PQconnectdbParams(keys, values, 1);
    enum status st = OK;
    if (PQstatus(db->conn) != CONNECTION_OK)
        st = pg_lost(cx, PQerrorMessage(db->conn));
    else
        st = set_up(cx, db);
    if (st != OK)
        pg_disconnect(db);
    return st;
}

/* A connection that was lost in a transaction is not made again: what came before is
 * gone, the rest must not stand alone. */
enum status pg_need_conn(struct ctx *cx, struct pg_db *db)
{
    if (db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK)
        return OK;
    pg_disconnect(db);
    if (db->base.in_tx)
        return fail(cx, E_BUSY, "the store went away during the transaction");
    return connect_now(cx, db);
}

static enum status pg_store_open(struct ctx *cx, const struct db_options *options,
                                 struct db_store **out)
{
    char *words = NULL;
    const char *url = str_cz(cx->arena, options->url);
    PQconninfoOption *parsed = PQconninfoParse(url, &words);
    bool is_good = parsed != NULL;
    PQconninfoFree(parsed);
    PQfreemem(words); /* may repeat the password */
    if (!is_good)
        return fail(cx, E_INVALID, "DATABASE_URL is not a PostgreSQL address");
    struct pg_store *store = must_have(calloc(1, sizeof *store));
    store->url = must_have(strdup(url));
    *out = &store->base;
    return OK;
}

static void pg_store_close(struct db_store *base)
{
    struct pg_store *store = (struct pg_store *)base;
    free(store->url);
    free(store);
}

static struct db *pg_open(struct db_store *store)
{
    (void)store;
    struct pg_db *db = must_have(calloc(1, sizeof *db));
    return &db->base;
}

static void pg_close(struct db *db)
{
    PQfinish(pg_of(db)->conn);
    free(db);
}

/* Transactions ---------------------------------------------------------------- */

static enum status pg_begin(struct ctx *cx, struct db *db)
{
    TRY(pg_need_conn(cx, pg_of(db)));
    return pg_run(cx, pg_of(db), "BEGIN");
}

static void pg_rollback(struct db *base)
{
    struct pg_db *db = pg_of(base);
    if (db->conn == NULL)
        return;
    PGresult *result SCOPED(result_clear) = PQexec(db->conn, "ROLLBACK");
    if (!is_fine(result))
        pg_disconnect(db);
}

static enum status pg_commit(struct ctx *cx, struct db *base)
{
    struct pg_db *db = pg_of(base);
    TRY(pg_need_conn(cx, db));
    PGresult *result SCOPED(result_clear) = PQexec(db->conn, "COMMIT");
    if (!is_fine(result)) {
        enum status st = pg_fail(cx, db, "commit", result);
        pg_rollback(base);
        return st;
    }
    /* Of a failed transaction COMMIT makes a ROLLBACK and says so in its tag. */
    if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        return fail(cx, E_BUSY, "the store gave up the transaction");
    return OK;
}

static enum status pg_savepoint(struct ctx *cx, struct db *base, enum db_savepoint_verb verb)
{
    static const char *const sql[] = {
        [SAVEPOINT_SET] = "SAVEPOINT hook",
        [SAVEPOINT_RELEASE] = "RELEASE SAVEPOINT hook",
        [SAVEPOINT_ROLLBACK] = "ROLLBACK TO SAVEPOINT hook; RELEASE SAVEPOINT hook",
    };
    TRY(pg_need_conn(cx, pg_of(base)));
    return pg_run(cx, pg_of(base), sql[verb]);
}

/* Queries --------------------------------------------------------------------- */

static enum status prepare(struct ctx *cx, struct pg_db *db, const struct db_query *q,
                           const struct pg_params *params, const char *name)
{
    uint8_t *byte = &db->prepared[q->number / PG_BITS];
    uint8_t bit = (uint8_t)(1u << (q->number % PG_BITS));
    if (*byte & bit)
        return OK;
    PGresult *result SCOPED(result_clear) =
        PQprepare(db->conn, name, q->sql[DB_POSTGRES], q->n_params, params->types);
    if (!is_fine(result))
        return pg_fail(cx, db, q->name, result);
    *byte |= bit;
    return OK;
}

/* A plan whose tables a newer program has changed, or a statement that a pooler has
 * lost: a new connection prepares anew. */
static bool is_stale_plan(const PGresult *result)
{
    const char *s = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return s != NULL && (strcmp(s, "0A000") == 0 || strcmp(s, "26000") == 0);
}

static enum status send_query(struct ctx *cx, const struct db_query *q, struct pg_params *p,
                              PGresult **out)
{
    struct pg_db *db = pg_of(cx->db);
    PGresult *result;
    if (q->number > 0) {
        char name[NAME_BYTES];
        (void)snprintf(name, sizeof name, "q%d", q->number);
        TRY(prepare(cx, db, q, p, name));
        result = PQexecPrepared(db->conn, name, q->n_params, p->values, p->lengths, p->formats, 1);
    } else {
        result = PQexecParams(db->conn, q->sql[DB_POSTGRES], q->n_params, p->types, p->values,
                              p->lengths, p->formats, 1);
    }
    if (!is_fine(result)) {
        bool is_stale = q->number > 0 && is_stale_plan(result);
        enum status st = pg_fail(cx, db, q->name, result);
        PQclear(result);
        if (!is_stale)
            return st;
        pg_disconnect(db);
        return fail(cx, E_BUSY, "the store has been changed under query %s", q->name);
    }
    *out = result;
    return OK;
}

static enum status run_query(struct ctx *cx, const struct db_query *q,
                             const struct db_value *values, PGresult **out)
{
    struct pg_params params;
    TRY(pg_need_conn(cx, pg_of(cx->db)));
    pg_params_types(q, false, &params);
    pg_params_bind(cx, q, values, &params);
    return send_query(cx, q, &params, out);
}

static enum status check_columns(struct ctx *cx, const struct db_query *q, const PGresult *result)
{
    if (PQnfields(result) != q->n_columns)
        return fail(cx, E_INTERNAL, "query %s has %d columns, not %d", q->name, PQnfields(result),
                    q->n_columns);
    for (int i = 0; i < q->n_columns; i++)
        if (!pg_type_fits(PQftype(result, i), (enum db_type)q->columns[i]))
            return fail(cx, E_INTERNAL, "query %s: column %s has type %u", q->name,
                        PQfname(result, i), PQftype(result, i));
    return OK;
}

static enum status pg_rows_open(struct ctx *cx, const struct db_query *q,
                                const struct db_value *params, struct db_rows *rows)
{
    PGresult *result = NULL;
    TRY(run_query(cx, q, params, &result));
    enum status st = check_columns(cx, q, result);
    if (st != OK) {
        PQclear(result);
        return st;
    }
    struct db_value *values = arena_array(cx->arena, struct db_value, q->n_columns);
    rows->statement = result;
    rows->values = values;
    rows->priv = values;
    return OK;
}

static enum status pg_step(struct ctx *cx, struct db_rows *rows, bool *has_row)
{
    (void)cx;
    const PGresult *result = rows->statement;
    struct db_value *values = rows->priv;
    *has_row = rows->row < (size_t)PQntuples(result);
    if (!*has_row)
        return OK;
    for (int i = 0; i < rows->query->n_columns; i++)
        values[i] = pg_value(result, (int)rows->row, i, (enum db_type)rows->query->columns[i]);
    rows->row++;
    return OK;
}

static void pg_rows_close(struct db_rows *rows)
{
    PQclear(rows->statement);
}

static enum status pg_exec(struct ctx *cx, const struct db_query *q, const struct db_value *params,
                           int64_t *changed)
{
    PGresult *result SCOPED(result_clear) = NULL;
    TRY(run_query(cx, q, params, &result));
    if (!q->is_write || !str_i64(str_c(PQcmdTuples(result)), changed))
        *changed = 0;
    return OK;
}

static enum status pg_exec_batch(struct ctx *cx, const struct db_query *q,
                                 const struct db_value *rows, size_t n)
{
    struct pg_params params SCOPED(pg_params_release);
    PGresult *result SCOPED(result_clear) = NULL;
    pg_params_types(q, true, &params);
    TRY(pg_need_conn(cx, pg_of(cx->db)));
    TRY(pg_params_bind_rows(cx, q, rows, n, &params));
    return send_query(cx, q, &params, &result);
}

static enum status pg_check(struct ctx *cx, const struct db_query *q, bool is_batch)
{
    struct pg_db *db = pg_of(cx->db);
    struct pg_params params;
    TRY(pg_need_conn(cx, db));
    pg_params_types(q, is_batch, &params);
    PGresult *prepared SCOPED(result_clear) =
        PQprepare(db->conn, "", q->sql[DB_POSTGRES], q->n_params, params.types);
    if (!is_fine(prepared))
        return pg_fail(cx, db, q->name, prepared);
    PGresult *described SCOPED(result_clear) = PQdescribePrepared(db->conn, "");
    if (!is_fine(described))
        return pg_fail(cx, db, q->name, described);
    return check_columns(cx, q, described);
}

static enum status pg_script(struct ctx *cx, const char *sql)
{
    struct pg_db *db = pg_of(cx->db);
    TRY(pg_need_conn(cx, db));
    if (!db->base.in_tx)
        return pg_run(cx, db, sql);
    TRY(pg_run(cx, db, "SET LOCAL statement_timeout = 0"));
    TRY(pg_run(cx, db, sql));
    return pg_run(cx, db, "SET LOCAL statement_timeout = '10s'");
}

/* The rest -------------------------------------------------------------------- */

static enum status pg_migration_lock(struct ctx *cx, struct db *base)
{
    struct pg_db *db = pg_of(base);
    TRY(pg_need_conn(cx, db));
    TRY(pg_run(cx, db, "SET statement_timeout = '60s'"));
    TRY(pg_run(cx, db, "SELECT pg_advisory_lock(" MIGRATION_LOCK ")"));
    return pg_run(cx, db, "SET statement_timeout = '10s'");
}

static void pg_migration_unlock(struct db *base)
{
    struct pg_db *db = pg_of(base);
    if (db->conn == NULL)
        return; /* the lock went with the connection */
    PQclear(PQexec(db->conn, "SELECT pg_advisory_unlock(" MIGRATION_LOCK ")"));
}

static bool pg_writer_is_wanted(const struct db *db)
{
    (void)db;
    return false;
}

static void pg_release_memory(struct db *db)
{
    (void)db;
}

static enum status pg_checkpoint(struct ctx *cx, struct db *db, bool is_full)
{
    (void)cx;
    (void)db;
    (void)is_full;
    return OK;
}

static enum status pg_give_back(struct ctx *cx, struct db *db, int pages, bool *is_more)
{
    (void)cx, (void)db, (void)pages;
    *is_more = false;
    return OK;
}

/* One value of one row, as text in cx->arena. */
static enum status ask(struct ctx *cx, struct pg_db *db, const char *sql, struct str *out)
{
    TRY(pg_need_conn(cx, db));
    PGresult *result SCOPED(result_clear) = PQexec(db->conn, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
        return pg_fail(cx, db, "ask", result);
    *out = str_dup(cx->arena, str_c(PQgetvalue(result, 0, 0)));
    return OK;
}

static enum status pg_size_bytes(struct ctx *cx, struct db *db, int64_t *out)
{
    struct str text = { 0 };
    TRY(ask(cx, pg_of(db), "SELECT pg_database_size(current_database())", &text));
    return str_i64(text, out) ? OK : fail(cx, E_INTERNAL, "the store's size is no number");
}

static enum status pg_ping(struct ctx *cx, struct db *base)
{
    static const char question[] = "SELECT pg_is_in_recovery()";
    struct pg_db *db = pg_of(base);
    struct str is_standby = { 0 };
    enum status st = ask(cx, db, question, &is_standby);
    if (st == E_BUSY && db->conn == NULL)
        st = ask(cx, db, question, &is_standby); /* it may have been away and be back */
    TRY(st);
    if (!base->store->is_read_only && !str_eq(is_standby, S("f")))
        return fail(cx, E_BUSY, "the store is a standby and takes no writes");
    return OK;
}

const struct db_driver db_driver_pg = {
    .kind = DB_POSTGRES,
    .store_open = pg_store_open,
    .store_close = pg_store_close,
    .open = pg_open,
    .close = pg_close,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .savepoint = pg_savepoint,
    .rows_open = pg_rows_open,
    .step = pg_step,
    .rows_close = pg_rows_close,
    .exec = pg_exec,
    .exec_batch = pg_exec_batch,
    .check = pg_check,
    .script = pg_script,
    .migration_lock = pg_migration_lock,
    .migration_unlock = pg_migration_unlock,
    .hold_lock = pg_hold_lock,
    .writer_is_wanted = pg_writer_is_wanted,
    .checkpoint = pg_checkpoint,
    .release_memory = pg_release_memory,
    .give_back = pg_give_back,
    .drop_partition = pg_drop_partition,
    .size_bytes = pg_size_bytes,
    .ping = pg_ping,
    .listen = pg_listen,
    .heard = pg_heard,
};
