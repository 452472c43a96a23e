#include "feature/ingest/digest_bodies.c"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/test.h"
#include "feature/ingest/body.h"
#include "feature/ingest/spool_int.h"

/* A spool and the files that its records name. */
enum { TEST_ARENA = 64 << 20, BODIES = 5 };

static const struct str store_id = { "01934567-89ab-7cde-8f01-23456789abcd", 36 };

static struct {
    struct arena arena;
    struct ctx cx;
    char dir[64];
    struct spool *spool;
    struct digest_bodies bodies;
    struct record records[BODIES];
    _Atomic int n_done;
} t;

static void done(void *arg, enum status st)
{
    (void)arg;
    assert_int_equal(st, OK);
    atomic_fetch_add(&t.n_done, 1);
}

static void open_all(void)
{
    struct spool_options o = { .dir = str_c(t.dir), .store_id = store_id, .max_bytes = 1 << 30 };

    assert_int_equal(spool_open(&t.cx, &o, &t.spool), OK);
    const char *blob = str_cz(&t.arena, str_printf(&t.arena, "%s/blob", t.dir));
    assert_int_equal(spill_open_folder(&t.cx, blob, 1 << 30), OK);
    digest_bodies_init(&t.bodies, t.spool);
    spool_start(t.spool);
}

static void fresh(void)
{
    memset(&t, 0, sizeof t);
    memcpy(t.dir, "/tmp/gosnag-bodies-XXXXXX", 26);
    arena_init(&t.arena, "test", TEST_ARENA);
    t.cx = (struct ctx){ .arena = &t.arena, .now_ms = 1000 };
    assert_non_null(mkdtemp(t.dir));
    open_all();
}

static void stop(void)
{
    spool_close(t.spool);
    spill_close_folder();
}

/* The folder and the files in it. */
static void remove_folder(const char *path)
{
    DIR *d = opendir(path);
    char name[512];

    for (const struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        (void)snprintf(name, sizeof name, "%s/%s", path, e->d_name);
        (void)unlink(name);
    }
    (void)closedir(d);
    assert_int_equal(rmdir(path), 0);
}

static void end(void)
{
    stop();
    char blob[128];
    (void)snprintf(blob, sizeof blob, "%s/blob", t.dir);
    remove_folder(blob);
    remove_folder(t.dir);
    arena_release(&t.arena);
}

/* A record that names a file of so many bytes, acknowledged. */
static void send(size_t i, uint64_t file_bytes)
{
    struct spool_entry *e = arena_new(&t.arena, struct spool_entry);
    struct spill s;

    assert_int_equal(spill_begin(&t.cx, &s), OK);
    assert_int_equal(spill_add(&t.cx, &s, S("a body")), OK);
    s.len = file_bytes; /* as large as the writer is told */
    assert_int_equal(body_keep(&t.cx, &s, &t.records[i]), OK);
    s.is_given = true;
    s.len = 6;
    spill_end(&s);
    e->record = t.records[i];
    e->done = done;
    int before = atomic_load(&t.n_done);
    assert_int_equal(spool_append(&t.cx, t.spool, e), OK);
    while (atomic_load(&t.n_done) == before)
        (void)spool_wait(t.spool, UINT64_MAX, 1);
    t.records[i].seq = spool_durable_seq(t.spool);
}

/* Up to this record all is in the store. */
static void digest(size_t i)
{
    struct filed_body file = { .seq = t.records[i].seq, .name = body_name(&t.records[i]) };
    struct digest_batch b = { .files = &file };

    spool_digested(t.spool, t.records[i].seq);
    digest_bodies_done(&t.bodies, &b);
}

static bool is_there(size_t i)
{
    char path[160];
    struct str name = body_name(&t.records[i]);

    (void)snprintf(path, sizeof path, "%s/blob/%.*s.body", t.dir, FMT(name));
    return access(path, F_OK) == 0;
}

TEST(body_stays_as_long_as_the_segment_that_names_it)
{
    fresh();
    send(0, 6);
    send(1, 6);
    digest(0);
    digest(1);
    assert_true(is_there(0) && is_there(1)); /* the store may be put back and want them again */
    digest_bodies_go_back(&t.bodies, t.records[0].seq);
    digest(1);
    send(2, SEGMENT_BODY_BYTES); /* a segment has room for so much only: here the next begins */
    digest(2);
    assert_false(is_there(0) || is_there(1));
    assert_true(is_there(2));
    assert_int_equal(t.bodies.n_kept, 1);
    end();
}

TEST(bodies_in_the_store_go_when_the_spool_is_at_its_limit)
{
    fresh();
    send(0, 6);
    send(1, 6);
    digest(0);
    digest_bodies_sweep(&t.cx, &t.bodies, t.records[0].seq);
    assert_true(is_there(0));
    t.spool->max_bytes = 1;
    digest_bodies_sweep(&t.cx, &t.bodies, t.records[0].seq);
    assert_false(is_there(0));
    assert_true(is_there(1)); /* not digested */
    end();
}

TEST(bodies_of_an_earlier_process_go_with_its_last_segment)
{
    fresh();
    send(0, 6);
    stop();
    open_all();
    digest_bodies_sweep(&t.cx, &t.bodies, 0);
    assert_true(is_there(0)); /* not digested yet */
    spool_digested(t.spool, t.records[0].seq);
    digest_bodies_sweep(&t.cx, &t.bodies, t.records[0].seq);
    assert_true(is_there(0)); /* its segment can be read again */
    send(1, 6);
    digest(1);
    digest_bodies_sweep(&t.cx, &t.bodies, t.records[1].seq);
    assert_false(is_there(0));
    assert_true(is_there(1));
    end();
}

TEST(bodies_are_few_however_many_come)
{
    fresh();
    for (size_t i = 0; i < 2 * SEGMENT_BODIES; i++) {
        send(i % BODIES, 6);
        digest(i % BODIES);
        assert_true(t.bodies.n_kept <= SEGMENT_BODIES);
    }
    end();
}
