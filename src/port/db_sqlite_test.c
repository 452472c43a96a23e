#include "port/db_sqlite.c"

#include <sched.h>

#include "base/test.h"
#include "port/db_testing.h"

static const uint8_t number[] = { DB_I64 };
static const struct db_query insert = {
    .name = "insert",
    .sql = { "INSERT INTO n (i) VALUES (?1)" },
    .params = number,
    .n_params = 1,
    .is_write = true,
    .number = 1,
};
static const struct db_query count = { .name = "count",
                                       .sql = { "SELECT count(*) FROM n" },
                                       .columns = number,
                                       .n_columns = 1,
                                       .number = 2 };

static void open_numbers(struct test_store *t)
{
    test_store_open_empty(t, DB_SQLITE);
    assert_int_equal(db_script(&t->cx, "CREATE TABLE n (i INTEGER PRIMARY KEY)"), OK);
}

static enum status add(struct ctx *cx, int64_t i)
{
    return db_exec(cx, &insert, &(struct db_value){ .type = DB_I64, .i64 = i }, NULL);
}

static int64_t ask_number(struct ctx *cx, const struct db_query *q)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    bool has_row = false;
    assert_int_equal(db_query_open(cx, q, NULL, &rows), OK);
    assert_int_equal(db_step(cx, &rows, &has_row), OK);
    assert_true(has_row);
    return rows.values[0].i64;
}

static int64_t pragma(struct ctx *cx, const char *sql)
{
    struct db_query q = { .name = "pragma", .sql = { sql }, .columns = number, .n_columns = 1 };
    return ask_number(cx, &q);
}

TEST(sqlite_file_is_made_as_the_store_needs_it)
{
    struct test_store t;
    struct stat st;
    open_numbers(&t);
    struct ctx *cx = &t.cx;
    assert_int_equal(pragma(cx, "PRAGMA page_size"), 4096);
    assert_int_equal(pragma(cx, "PRAGMA auto_vacuum"), 2); /* incremental */
    assert_int_equal(pragma(cx, "PRAGMA application_id"), SQLITE_APPLICATION_ID);
    assert_int_equal(pragma(cx, "PRAGMA cache_size"), -2048);
    assert_int_equal(pragma(cx, "PRAGMA mmap_size"), 0);
    assert_int_equal(pragma(cx, "PRAGMA query_only"), 1);
    assert_int_equal(db_begin(cx), OK);                    /* now the writer answers */
    assert_int_equal(pragma(cx, "PRAGMA synchronous"), 2); /* FULL */
    assert_int_equal(pragma(cx, "PRAGMA cache_size"), -16384);
    assert_int_equal(pragma(cx, "PRAGMA wal_autocheckpoint"), 0);
    db_rollback(cx);
    const char *path = str_cz(cx->arena, str_printf(cx->arena, "%s/gosnag.db", t.folder));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    test_store_close(&t);
}

TEST(sqlite_file_of_another_program_is_refused)
{
    struct test_store t;
    sqlite3 *other;
    test_store_open_empty(&t, DB_SQLITE);
    const char *path = str_cz(&t.arena, str_printf(&t.arena, "%s/other.db", t.folder));
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "CREATE TABLE x (y)", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(other);
    struct db_options options = { .url = str_printf(&t.arena, "sqlite:%s", path) };
    struct db_store *store = NULL;
    assert_int_equal(db_store_open(&t.cx, &options, &store), E_INTERNAL);
    assert_null(store);
    assert_int_equal(unlink(path), 0);
    test_store_close(&t);
}

TEST(sqlite_reader_sees_only_what_is_committed)
{
    struct test_store t;
    open_numbers(&t);
    struct ctx other = t.cx;
    other.db = db_open(t.store);
    assert_int_equal(db_begin(&t.cx), OK);
    assert_int_equal(add(&t.cx, 1), OK);
    assert_int_equal(ask_number(&t.cx, &count), 1);
    assert_int_equal(ask_number(&other, &count), 0);
    assert_int_equal(db_commit(&t.cx), OK);
    assert_int_equal(ask_number(&other, &count), 1);
    db_close(other.db);
    test_store_close(&t);
}

/* A statement that SQLite answers with ROLLBACK must not let the rest stand alone. */
TEST(sqlite_transaction_given_up_by_the_store_cannot_go_on)
{
    struct test_store t;
    open_numbers(&t);
    assert_int_equal(db_begin(&t.cx), OK);
    assert_int_equal(add(&t.cx, 1), OK);
    (void)sqlite3_exec(store_of(t.cx.db)->writer.db, "ROLLBACK", NULL, NULL, NULL);
    assert_int_equal(add(&t.cx, 2), E_BUSY);
    assert_int_equal(db_commit(&t.cx), E_BUSY);
    assert_int_equal(ask_number(&t.cx, &count), 0);
    assert_int_equal(add(&t.cx, 3), OK); /* the turn was given back */
    test_store_close(&t);
}

struct person {
    struct ctx cx;
    struct arena arena;
    enum status st;
};

static void *write_once(void *arg)
{
    struct person *p = arg;
    p->st = add(&p->cx, 100);
    return NULL;
}

/* The digest asks db_writer_is_wanted, ends its batch, and the person is next. */
TEST(sqlite_waiting_person_is_seen_and_served)
{
    struct test_store t;
    struct person p = { .st = E_INTERNAL };
    pthread_t thread;
    open_numbers(&t);
    arena_init(&p.arena, "person", 1 << 20);
    p.cx.arena = &p.arena;
    p.cx.db = db_open(t.store);
    assert_int_equal(db_begin(&t.cx), OK);
    assert_int_equal(add(&t.cx, 1), OK);
    assert_false(db_writer_is_wanted(t.cx.db));
    assert_int_equal(pthread_create(&thread, NULL, write_once, &p), 0);
    while (!db_writer_is_wanted(t.cx.db))
        (void)sched_yield();
    assert_int_equal(db_commit(&t.cx), OK);
    assert_int_equal(db_begin(&t.cx), OK); /* behind the person */
    assert_int_equal(ask_number(&t.cx, &count), 2);
    db_rollback(&t.cx);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(p.st, OK);
    db_close(p.cx.db);
    arena_release(&p.arena);
    test_store_close(&t);
}

enum { WRITERS = 4, WRITES = 50 };

static void *write_many(void *arg)
{
    struct person *p = arg;
    p->st = OK;
    for (int64_t i = 0; i < WRITES && p->st == OK; i++) {
        p->st = db_begin(&p->cx);
        if (p->st == OK)
            p->st = add(&p->cx, p->cx.now_ms * WRITES + i);
        if (p->st == OK)
            p->st = db_commit(&p->cx);
        (void)ask_number(&p->cx, &count);
    }
    return NULL;
}

TEST(sqlite_threads_share_the_writer)
{
    struct test_store t;
    struct person people[WRITERS] = { 0 };
    pthread_t threads[WRITERS];
    open_numbers(&t);
    for (int i = 0; i < WRITERS; i++) {
        arena_init(&people[i].arena, "person", 1 << 20);
        people[i].cx =
            (struct ctx){ .arena = &people[i].arena, .db = db_open(t.store), .now_ms = i };
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &people[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(people[i].st, OK);
        db_close(people[i].cx.db);
        arena_release(&people[i].arena);
    }
    assert_int_equal(ask_number(&t.cx, &count), WRITERS * WRITES);
    test_store_close(&t);
}

TEST(sqlite_full_checkpoint_empties_the_wal)
{
    struct test_store t;
    struct stat st;
    open_numbers(&t);
    const char *wal = str_cz(&t.arena, str_printf(&t.arena, "%s/gosnag.db-wal", t.folder));
    assert_int_equal(add(&t.cx, 1), OK);
    assert_int_equal(stat(wal, &st), 0);
    assert_true(st.st_size > 0);
    assert_int_equal(db_checkpoint(&t.cx, true), OK);
    assert_int_equal(stat(wal, &st), 0);
    assert_int_equal(st.st_size, 0);
    test_store_close(&t);
}

TEST(sqlite_pages_of_the_writer_go_back_in_a_quiet_moment)
{
    struct test_store t;
    int before = 0, after = 0, high;
    open_numbers(&t);
    assert_int_equal(add(&t.cx, 1), OK);
    sqlite3 *writer = store_of(t.cx.db)->writer.db;
    (void)sqlite3_db_status(writer, SQLITE_DBSTATUS_CACHE_USED, &before, &high, 0);
    db_release_memory(t.cx.db);
    (void)sqlite3_db_status(writer, SQLITE_DBSTATUS_CACHE_USED, &after, &high, 0);
    assert_true(after < before);
    assert_int_equal(add(&t.cx, 2), OK);
    test_store_close(&t);
}

/* Small WALs are moved in a pause only, that is when nothing was written since the
 * last look. */
TEST(sqlite_passive_checkpoint_waits_for_a_pause)
{
    struct test_store t;
    open_numbers(&t);
    struct sqlite_store *store = store_of(t.cx.db);
    atomic_store(&store->wal_pages, WAL_SMALL_PAGES);
    assert_int_equal(db_checkpoint(&t.cx, false), OK);
    assert_int_equal(atomic_load(&store->wal_pages), WAL_SMALL_PAGES);
    assert_int_equal(db_checkpoint(&t.cx, false), OK);
    assert_int_equal(atomic_load(&store->wal_pages), 0);
    test_store_close(&t);
}

/* More statements than are kept: the oldest go, all of them work. */
TEST(sqlite_kept_statements_are_bounded)
{
    struct test_store t;
    open_numbers(&t);
    for (int round = 0; round < 2; round++) {
        for (int i = 1; i <= SQLITE_KEPT * 2; i++) {
            struct db_query q = count;
            q.number = (uint16_t)i;
            assert_int_equal(ask_number(&t.cx, &q), 0);
        }
    }
    assert_int_equal(sqlite_of(t.cx.db)->reader.n_kept, SQLITE_KEPT);
    test_store_close(&t);
}

/* Another process holds the lock file: the second runner gives up after a while. */
TEST(sqlite_migration_lock_is_exclusive)
{
    struct test_store t;
    open_numbers(&t);
    assert_int_equal(db_migration_lock(&t.cx), OK);
    const char *path = str_cz(&t.arena, str_printf(&t.arena, "%s/gosnag.db.lock", t.folder));
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_not_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    db_migration_unlock(&t.cx);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    (void)close(fd);
    test_store_close(&t);
}
