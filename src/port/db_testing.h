/* port/db_testing.h - a fresh store for a test, on SQLite or on a real PostgreSQL.
 *
 * core/store_testing.h has the same with the schema in it, which is what most tests want.
 *
 * PostgreSQL: the server of GOSNAG_TEST_PG, started by tests/pg.sh (scripts/test-unit does
 * it for programs that name this variable). Each store is a database of its own.
 * Only for x_test.c files. */
#ifndef PORT_DB_TESTING_H
#define PORT_DB_TESTING_H

#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "base/test.h"
#include "port/db.h"

enum {
    TEST_STORE_ARENA = 256 << 20,
    TEST_STORE_URL = 256,
};
#define TEST_STORE_NOW_MS INT64_C(1700000000000)
/* The program gives up a server after 3 s, which a busy machine may need to fork. */
#define TEST_STORE_PATIENCE "?connect_timeout=60"

struct test_store {
    struct arena arena;
    struct ctx cx;
    struct db_store *store;
    enum db_kind kind;
    char folder[64];          /* SQLite            */
    char url[TEST_STORE_URL]; /* PostgreSQL        */
};

/* Address of the server, as far as the database's name. */
static inline struct str test_store_server(void)
{
    struct str url = str_c(getenv("GOSNAG_TEST_PG"));
    if (str_is_null(url))
        fail_msg("no PostgreSQL: use make test T=name, or tests/pg.sh run build/dev/test-…");
    return str_to(url, str_rfind_char(url, '/'));
}

/* The server's own database; closed by test_store_server_close. */
static inline struct ctx test_store_server_open(struct test_store *t, struct db_store **store)
{
    char url[TEST_STORE_URL];
    struct ctx cx = t->cx;
    (void)snprintf(url, sizeof url, "%.*s/postgres" TEST_STORE_PATIENCE, FMT(test_store_server()));
    assert_int_equal(db_store_open(&cx, &(struct db_options){ .url = str_c(url) }, store), OK);
    cx.db = db_open(*store);
    return cx;
}

static inline void test_store_server_close(struct ctx *cx, struct db_store *store)
{
    db_close(cx->db);
    db_store_close(store);
}

static inline void test_store_server_do(struct ctx *cx, const char *sql)
{
    if (db_script(cx, sql) != OK)
        fail_msg("%s: %s", sql, cx->err.text);
}

/* Runs a statement on the server's own database. */
static inline void test_store_server_run(struct test_store *t, const char *sql)
{
    struct db_store *store;
    struct ctx cx = test_store_server_open(t, &store);
    test_store_server_do(&cx, sql);
    test_store_server_close(&cx, store);
}

/* A second handle is db_open(t->store); a second process is this again. */
static inline void test_store_reopen(struct test_store *t)
{
    struct db_options options = { .url = str_c(t->url), .data_dir = str_c(t->folder) };
    if (db_store_open(&t->cx, &options, &t->store) != OK)
        fail_msg("%s", t->cx.err.text);
    t->cx.db = db_open(t->store);
}

static inline void test_store_init(struct test_store *t, enum db_kind kind)
{
    *t = (struct test_store){ .kind = kind };
    arena_init(&t->arena, "test", TEST_STORE_ARENA);
    t->cx.arena = &t->arena;
    t->cx.now_ms = TEST_STORE_NOW_MS;
}

/* Initialized; what PostgreSQL's has in it is another database's, which nobody uses. */
static inline void test_store_make(struct test_store *t, const char *as_in)
{
    static int count;
    if (t->kind == DB_POSTGRES) {
        char sql[96];
        (void)snprintf(sql, sizeof sql, "CREATE DATABASE test_%d_%d TEMPLATE %s", (int)getpid(),
                       ++count, as_in);
        test_store_server_run(t, sql);
        (void)snprintf(t->url, sizeof t->url, "%.*s/test_%d_%d" TEST_STORE_PATIENCE,
                       FMT(test_store_server()), (int)getpid(), count);
    } else {
        (void)snprintf(t->folder, sizeof t->folder, "/tmp/gosnag-test-XXXXXX");
        assert_non_null(mkdtemp(t->folder));
    }
    test_store_reopen(t);
}

/* Without any table. */
static inline void test_store_open_empty(struct test_store *t, enum db_kind kind)
{
    test_store_init(t, kind);
    test_store_make(t, "template1");
}

/* Handle and store alone; the data stays for test_store_reopen. */
static inline void test_store_shut(struct test_store *t)
{
    db_close(t->cx.db);
    db_store_close(t->store);
    t->cx.db = NULL;
    t->store = NULL;
}

static inline void test_store_close(struct test_store *t)
{
    static const char *const names[] = { "gosnag.db", "gosnag.db-wal", "gosnag.db-shm",
                                         "gosnag.db.lock" };
    test_store_shut(t);
    if (t->kind == DB_POSTGRES) {
        struct str url = str_c(t->url);
        struct str name = str_from(url, str_rfind_char(url, '/') + 1);
        name = str_to(name, str_find_char(name, '?'));
        test_store_server_run(
            t, str_cz(&t->arena, str_printf(&t->arena, "DROP DATABASE %.*s", FMT(name))));
    } else {
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
            (void)unlink(str_cz(&t->arena, str_printf(&t->arena, "%s/%s", t->folder, names[i])));
        (void)rmdir(t->folder);
    }
    arena_release(&t->arena);
}

#endif
