#include "base/base.h"
#include "port/db_sqlite_conn.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"

enum {
    PRIVATE_FILE = 0600, /* it holds people's data and sealed secrets            */
    PRIVATE_FOLDER = 0700,
    /* Bytes of a slot, and slots: 16 KiB a reader instead of 120. The one writer runs all
     * that events cost, and its cursors want more. */
    LOOKASIDE_READER_SIZE = 128,
    LOOKASIDE_WRITER_SIZE = 512, /* SQLite makes some of them 128 */
    LOOKASIDE_N = 128,
    PRAGMA_BYTES = 512,
    WAL_KEPT_BYTES = 24 << 20, /* a WAL that has grown over it is cut when it starts anew */
};

static enum status status_of(int rc)
{
    switch (rc) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return E_CONFLICT;
    default:
        break;
    }
    switch (rc & 0xff) { /* the primary code */
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
        return E_BUSY;
    default:
        return E_INTERNAL;
    }
}

/* What /ready and people are told of a store that takes nothing now. */
static const char *busy_words(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return "the store's disk is full";
    case SQLITE_IOERR:
        return "the store's disk fails";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return "the store's file cannot be written";
    default:
        return "the store is busy";
    }
}

enum status sqlite_fail(struct ctx *cx, struct sqlite_conn *c, const char *what, int rc)
{
    enum status st = status_of(rc);
    if (st == E_CONFLICT)
        return fail(cx, st, "a unique key is taken");
    const char *words = c->db != NULL ? sqlite3_errmsg(c->db) : sqlite3_errstr(rc);
    if (st == E_BUSY) {
        LOG(WARN, "db.busy", K_CZ("query", what), K_I64("code", rc), K_CZ("error", words));
        return fail(cx, st, "%s", busy_words(rc));
    }
    LOG(ERROR, "db.failed", K_CZ("query", what), K_I64("code", rc), K_CZ("error", words));
    return fail(cx, st, "the store failed in %s", what);
}

enum status sqlite_run(struct ctx *cx, struct sqlite_conn *c, const char *sql)
{
    int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return sqlite_fail(cx, c, "script", sqlite3_extended_errcode(c->db));
    return OK;
}

/* First column of the one row of sql as text in buf. */
static enum status pragma_text(struct ctx *cx, struct sqlite_conn *c, const char *sql, char *buf,
                               size_t size)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(c->db, sql, -1, &statement, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    enum status st = rc == SQLITE_ROW ? OK : sqlite_fail(cx, c, "script", rc);
    if (st == OK)
        (void)snprintf(buf, size, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return st;
}

enum status sqlite_number(struct ctx *cx, struct sqlite_conn *c, const char *sql, int64_t *out)
{
    char text[32];
    TRY(pragma_text(cx, c, sql, text, sizeof text));
    return str_i64(str_c(text), out) ? OK : fail(cx, E_INTERNAL, "%s gives no number", sql);
}

/* Before SQLite makes them: ours alone. Its -wal and -shm follow the file's mode. */
static enum status make_file(struct ctx *cx, const char *path)
{
    struct str whole = str_c(path);
    size_t slash = str_rfind_char(whole, '/');
    if (slash < whole.len && slash > 0 &&
        mkdir(str_cz(cx->arena, str_to(whole, slash)), PRIVATE_FOLDER) != 0 && errno != EEXIST)
        return fail(cx, E_BUSY, "the folder of %s cannot be made: %s", path, strerror(errno));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, PRIVATE_FILE);
    if (fd < 0)
        return fail(cx, E_BUSY, "%s cannot be opened: %s", path, strerror(errno));
    (void)close(fd);
    return OK;
}

static enum status check_file(struct ctx *cx, struct sqlite_conn *c, const char *path)
{
    char id[32], tables[32], ours[32];
    (void)snprintf(ours, sizeof ours, "%d", SQLITE_APPLICATION_ID);
    TRY(pragma_text(cx, c, "PRAGMA application_id", id, sizeof id));
    enum status st =
        pragma_text(cx, c, "SELECT count(*) FROM sqlite_master", tables, sizeof tables);
    if (st == E_INTERNAL) /* SQLITE_NOTADB, SQLITE_CORRUPT */
        return fail(cx, st, "%s is a database of another program, or damaged", path);
    TRY(st);
    bool is_new = strcmp(tables, "0") == 0;
    if (!is_new && strcmp(id, ours) != 0)
        return fail(cx, E_INTERNAL, "%s is a database of another program, or damaged", path);
    return OK;
}

static enum status set_up(struct ctx *cx, struct sqlite_conn *c, const char *path, bool is_writer)
{
    char sql[PRAGMA_BYTES], mode[32];
    (void)sqlite3_extended_result_codes(c->db, 1);
    (void)sqlite3_busy_timeout(c->db, SQLITE_BUSY_MS);
    (void)sqlite3_db_config(c->db, SQLITE_DBCONFIG_LOOKASIDE, NULL,
                            is_writer ? LOOKASIDE_WRITER_SIZE : LOOKASIDE_READER_SIZE, LOOKASIDE_N);
    (void)sqlite3_db_config(c->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(c->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)snprintf(sql, sizeof sql,
                   "PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;"
                   "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -%d; PRAGMA query_only = %d",
                   is_writer ? SQLITE_WRITER_KIB : SQLITE_READER_KIB, !is_writer);
    if (!is_writer)
        return sqlite_run(cx, c, sql);

    TRY(check_file(cx, c, path));
    TRY(sqlite_run(cx, c, sql));
    /* The first two count only while the file is empty, so before WAL. */
    (void)snprintf(sql, sizeof sql,
                   "PRAGMA page_size = %d; PRAGMA auto_vacuum = INCREMENTAL;"
                   "PRAGMA application_id = %d; PRAGMA journal_mode = WAL;"
                   "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = %d",
                   SQLITE_PAGE, SQLITE_APPLICATION_ID, WAL_KEPT_BYTES);
    TRY(sqlite_run(cx, c, sql));
    TRY(pragma_text(cx, c, "PRAGMA journal_mode", mode, sizeof mode));
    if (strcmp(mode, "wal") != 0)
        return fail(cx, E_INTERNAL, "%s: its file system cannot hold a WAL", path);
    return OK;
}

/* Nobody asks SQLite what memory it uses, and to know it takes a lock for each piece. */
static void keep_no_memory_figures(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum status sqlite_conn_open(struct ctx *cx, struct sqlite_conn *c, const char *path,
                             bool is_writer)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, keep_no_memory_figures);
    *c = (struct sqlite_conn){ 0 };
    if (is_writer)
        TRY(make_file(cx, path));
    /* Also a reader opens to read and write: it may have to make the -shm file. */
    int rc = sqlite3_open_v2(path, &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    enum status st = OK;
    if (rc != SQLITE_OK)
        st = sqlite_fail(cx, c, "open", rc);
    else
        st = set_up(cx, c, path, is_writer);
    if (st != OK)
        sqlite_conn_close(c);
    return st;
}

void sqlite_conn_close(struct sqlite_conn *c)
{
    for (size_t i = 0; i < c->n_kept; i++)
        sqlite3_finalize(c->kept[i].statement);
    (void)sqlite3_close(c->db);
    *c = (struct sqlite_conn){ 0 };
}

/* Room for one more: a new slot, or that of the longest unused statement. */
static struct sqlite_slot *free_slot(struct sqlite_conn *c)
{
    if (c->n_kept < SQLITE_KEPT)
        return &c->kept[c->n_kept++];
    struct sqlite_slot *oldest = NULL;
    for (size_t i = 0; i < SQLITE_KEPT; i++) {
        struct sqlite_slot *s = &c->kept[i];
        bool is_idle = s->statement == NULL || !sqlite3_stmt_busy(s->statement);
        if (is_idle && (oldest == NULL || s->used < oldest->used))
            oldest = s;
    }
    if (oldest == NULL)
        return NULL;
    sqlite3_finalize(oldest->statement);
    c->slot_of[oldest->number] = 0;
    return oldest;
}

static enum status prepare(struct ctx *cx, struct sqlite_conn *c, const struct db_query *q,
                           bool is_kept, sqlite3_stmt **out)
{
    unsigned flags = is_kept ? SQLITE_PREPARE_PERSISTENT : 0;
    int rc = sqlite3_prepare_v3(c->db, q->sql[DB_SQLITE], -1, flags, out, NULL);
    if (rc != SQLITE_OK)
        return sqlite_fail(cx, c, q->name, sqlite3_extended_errcode(c->db));
    assert(q->number == 0 || sqlite3_column_count(*out) == q->n_columns);
    return OK;
}

enum status sqlite_use_begin(struct ctx *cx, struct sqlite_conn *c, const struct db_query *q,
                             struct sqlite_use *out)
{
    struct sqlite_slot *slot = NULL;
    if (q->number > 0 && c->slot_of[q->number] > 0) {
        slot = &c->kept[c->slot_of[q->number] - 1];
        if (!sqlite3_stmt_busy(slot->statement)) {
            slot->used = ++c->turn;
            *out = (struct sqlite_use){ slot->statement, false };
            return OK;
        }
    }
    sqlite3_stmt *statement = NULL;
    bool is_kept = q->number > 0 && slot == NULL;
    TRY(prepare(cx, c, q, is_kept, &statement));
    slot = is_kept ? free_slot(c) : NULL;
    if (slot != NULL) {
        *slot = (struct sqlite_slot){ statement, ++c->turn, q->number };
        c->slot_of[q->number] = (uint8_t)(slot - c->kept + 1);
    }
    *out = (struct sqlite_use){ statement, slot == NULL };
    return OK;
}

void sqlite_use_end(struct sqlite_use use)
{
    if (use.is_own) {
        sqlite3_finalize(use.statement);
        return;
    }
    (void)sqlite3_reset(use.statement); /* its code is that of the step, already seen */
    (void)sqlite3_clear_bindings(use.statement);
}

static int bind_one(sqlite3_stmt *statement, int i, const struct db_value *v)
{
    if (v->is_null)
        return sqlite3_bind_null(statement, i);
    switch (v->type) {
    case DB_I64:
        return sqlite3_bind_int64(statement, i, v->i64);
    case DB_F64:
        return sqlite3_bind_double(statement, i, v->f64);
    case DB_BOOL:
        return sqlite3_bind_int(statement, i, v->boolean);
    case DB_TEXT:
        return sqlite3_bind_text64(statement, i, v->text.len > 0 ? v->text.p : "", v->text.len,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case DB_BLOB:
        break;
    }
    return sqlite3_bind_blob64(statement, i, v->text.len > 0 ? v->text.p : "", v->text.len,
                               SQLITE_STATIC);
}

enum status sqlite_bind(struct ctx *cx, struct sqlite_conn *c, const struct db_query *q,
                        sqlite3_stmt *statement, const struct db_value *params)
{
    /* A body of this dialect may leave the last parameters out. */
    int n = sqlite3_bind_parameter_count(statement);
    assert(n <= q->n_params);
    for (int i = 0; i < n; i++) {
        int rc = bind_one(statement, i + 1, &params[i]);
        if (rc != SQLITE_OK)
            return sqlite_fail(cx, c, q->name, rc);
    }
    return OK;
}

void sqlite_columns(sqlite3_stmt *statement, const struct db_query *q, struct db_value *out)
{
    for (int i = 0; i < q->n_columns; i++) {
        struct db_value *v = &out[i];
        *v = (struct db_value){ .type = (enum db_type)q->columns[i] };
        v->is_null = sqlite3_column_type(statement, i) == SQLITE_NULL;
        if (v->is_null)
            continue;
        switch (v->type) {
        case DB_I64:
            v->i64 = sqlite3_column_int64(statement, i);
            break;
        case DB_F64:
            v->f64 = sqlite3_column_double(statement, i);
            break;
        case DB_BOOL:
            v->boolean = sqlite3_column_int64(statement, i) != 0;
            break;
        case DB_TEXT:
            v->text.p = (const char *)sqlite3_column_text(statement, i);
            break;
        case DB_BLOB:
            v->text.p = sqlite3_column_blob(statement, i);
            break;
        }
        if (v->type != DB_TEXT && v->type != DB_BLOB)
            continue;
        v->text.len = (size_t)sqlite3_column_bytes(statement, i);
        if (v->text.len == 0)
            v->text.p = "";
    }
}
