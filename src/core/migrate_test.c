#include "core/migrate.c"

#include <unistd.h>

#include "base/test.h"

/* A store of its own in a fresh folder. */
struct fixture {
    struct arena arena;
    struct ctx cx;
    struct db_store *store;
    char folder[64];
};

static void open_store(struct fixture *f)
{
    struct db_options options = { .data_dir = str_c(f->folder) };
    assert_int_equal(db_store_open(&f->cx, &options, &f->store), OK);
    f->cx.db = db_open(f->store);
}

static void close_store(struct fixture *f)
{
    db_close(f->cx.db);
    db_store_close(f->store);
}

static void set_up(struct fixture *f)
{
    *f = (struct fixture){ 0 };
    arena_init(&f->arena, "test", 64 << 20);
    f->cx.arena = &f->arena;
    f->cx.now_ms = 1700000000000;
    (void)snprintf(f->folder, sizeof f->folder, "/tmp/gosnag-migrate-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    open_store(f);
}

static void tear_down(struct fixture *f)
{
    static const char *const names[] = { "gosnag.db", "gosnag.db-wal", "gosnag.db-shm",
                                         "gosnag.db.lock" };
    close_store(f);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        (void)unlink(str_cz(&f->arena, str_printf(&f->arena, "%s/%s", f->folder, names[i])));
    assert_int_equal(rmdir(f->folder), 0);
    arena_release(&f->arena);
}

TEST(migrate_makes_the_schema_once)
{
    struct fixture f;
    int applied = -1;
    set_up(&f);
    assert_int_equal(migrate_run(&f.cx, &applied), OK);
    assert_int_equal(applied, migration_count);
    close_store(&f);
    open_store(&f);
    assert_int_equal(migrate_run(&f.cx, &applied), OK);
    assert_int_equal(applied, 0);
    tear_down(&f);
}

TEST(migrate_refuses_a_newer_store)
{
    struct fixture f;
    set_up(&f);
    assert_int_equal(migrate_run(&f.cx, NULL), OK);
    assert_int_equal(
        q_meta_set(&f.cx, &(struct q_meta_set_args){ .key = S("schema"), .value = S("9999") }), OK);
    assert_int_equal(migrate_run(&f.cx, NULL), E_CONFLICT);
    assert_true(str_contains(str_c(f.cx.err.text), S("9999")));
    tear_down(&f);
}

TEST(migrate_step_that_fails_leaves_nothing)
{
    struct fixture f;
    int64_t reached = -1;
    set_up(&f);
    for (unsigned nth = 2; nth <= 5; nth++) {
        db_fail_nth(f.cx.db, nth, E_BUSY);
        assert_int_equal(migrate_run(&f.cx, NULL), nth < 5 ? E_BUSY : OK);
        if (nth == 5)
            break;
        assert_int_equal(number_reached(&f.cx, &reached), OK);
        assert_int_equal(reached, 0);
    }
    db_fail_nth(f.cx.db, 0, OK);
    tear_down(&f);
}
