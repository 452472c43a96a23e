#include "feature/ingest/spool.c"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/test.h"

/* A spool in a folder of its own; "killed" means closed without a word to the digest. */
enum { TEST_ARENA = 64 << 20, BIG_RECORD = 17 << 20, MANY = 2000 };

static const struct str store_a = { "01934567-89ab-7cde-8f01-23456789abcd", 36 };
static const struct str store_b = { "01934567-89ab-7cde-8f01-23456789abce", 36 };

struct fixture {
    struct arena arena;
    struct ctx cx;
    char dir[64];
    struct spool *spool;
    _Atomic bool is_sync_broken;
    _Atomic int n_done;
    _Atomic int n_failed;
};
static struct fixture t;

static void done(void *arg, enum status st)
{
    (void)arg;
    if (st != OK)
        atomic_fetch_add(&t.n_failed, 1);
    atomic_fetch_add(&t.n_done, 1);
}

static int sync_or_not(int fd)
{
    if (!atomic_load(&t.is_sync_broken))
        return fdatasync(fd);
    errno = EIO;
    return -1;
}

static enum status reopen(struct str store, uint64_t mark)
{
    struct spool_options o = { .dir = str_c(t.dir),
                               .store_id = store,
                               .max_bytes = INT64_C(1) << 30 };
    enum status st = spool_open(&t.cx, &o, &t.spool);

    if (st != OK)
        return st;
    t.spool->sync = sync_or_not;
    t.spool->retry_ms = 1;
    assert_int_equal(spool_set_mark(&t.cx, t.spool, mark), OK);
    spool_start(t.spool);
    return st;
}

static void fresh(void)
{
    t = (struct fixture){ .dir = "/tmp/gosnag-spool-XXXXXX" };
    arena_init(&t.arena, "test", TEST_ARENA);
    t.cx = (struct ctx){ .arena = &t.arena, .now_ms = 1000 };
    assert_non_null(mkdtemp(t.dir));
    assert_int_equal(reopen(store_a, 0), OK);
}

static void end(void)
{
    DIR *d;
    const struct dirent *e;
    char path[512];

    spool_close(t.spool);
    d = opendir(t.dir);
    while (d != NULL && (e = readdir(d)) != NULL) {
        (void)snprintf(path, sizeof path, "%s/%s", t.dir, e->d_name);
        (void)unlink(path);
    }
    (void)closedir(d);
    (void)rmdir(t.dir);
    arena_release(&t.arena);
}

static void append(struct str body)
{
    struct record_id *id = arena_new(&t.arena, struct record_id);
    struct spool_entry *e = arena_new(&t.arena, struct spool_entry);

    event_id_random(&id->id);
    id->item = 3;
    e->record = (struct record){ .received_ms = 77,
                                 .project_id = 5,
                                 .kind = RECORD_ENVELOPE,
                                 .remote = S("10.0.0.5"),
                                 .client = S("test/1"),
                                 .ids = id,
                                 .n_ids = 1,
                                 .body = body };
    e->done = done;
    assert_int_equal(spool_append(&t.cx, t.spool, e), OK);
}

static void wait_done(int n)
{
    while (atomic_load(&t.n_done) < n)
        (void)spool_wait(t.spool, UINT64_MAX, 5);
}

static size_t read_all(uint64_t after, struct str *last)
{
    struct spool_reader *r = spool_reader_open(t.spool, after);
    struct record record;
    bool found = true;
    size_t n = 0;

    for (;;) {
        assert_int_equal(spool_read(&t.cx, r, &record, &found), OK);
        if (!found)
            break;
        n++;
        if (last != NULL)
            *last = str_dup(&t.arena, record.body);
    }
    spool_reader_close(r);
    return n;
}

/* Writes over bytes of the first file whose name ends so. */
static void damage(const char *suffix, int64_t offset, bool from_end)
{
    DIR *d = opendir(t.dir);
    const struct dirent *e;
    char first[300] = "";
    char path[512];

    while ((e = readdir(d)) != NULL) {
        if (str_ends(str_c(e->d_name), str_c(suffix)) &&
            (first[0] == '\0' || strcmp(e->d_name, first) < 0))
            (void)snprintf(first, sizeof first, "%s", e->d_name);
    }
    (void)closedir(d);
    assert_true(first[0] != '\0');
    (void)snprintf(path, sizeof path, "%s/%s", t.dir, first);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    if (from_end)
        assert_int_equal(ftruncate(fd, offset), 0);
    else
        assert_int_equal(pwrite(fd, "garbage", 7, offset), 7);
    (void)close(fd);
}

TEST(spool_gives_back_what_was_appended_in_order)
{
    struct record record;
    bool found;

    fresh();
    append(S("one"));
    append(S("two"));
    wait_done(2);
    assert_int_equal(t.n_failed, 0);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 2);
    struct spool_reader *r = spool_reader_open(t.spool, 0);
    assert_int_equal(spool_read(&t.cx, r, &record, &found), OK);
    assert_true(found);
    assert_str_equal(record.body, S("one"));
    assert_str_equal(record.remote, S("10.0.0.5"));
    assert_str_equal(record.client, S("test/1"));
    assert_int_equal(record.project_id, 5);
    assert_int_equal(record.received_ms, 77);
    assert_int_equal(record.seq, 1);
    assert_int_equal(record.n_ids, 1);
    assert_int_equal(record.ids[0].item, 3);
    assert_int_equal(spool_read(&t.cx, r, &record, &found), OK);
    assert_str_equal(record.body, S("two"));
    assert_int_equal(spool_read(&t.cx, r, &record, &found), OK);
    assert_false(found);
    spool_reader_close(r);
    end();
}

TEST(spool_keeps_everything_over_a_restart)
{
    struct str last = { 0 };

    fresh();
    for (int i = 0; i < MANY; i++)
        append(str_printf(&t.arena, "event %d", i));
    wait_done(MANY);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 0), OK);
    assert_int_equal(read_all(0, &last), MANY);
    assert_str_equal(last, S("event 1999"));
    append(S("after"));
    wait_done(MANY + 1);
    assert_int_equal(read_all(MANY, &last), 1);
    assert_str_equal(last, S("after"));
    end();
}

TEST(spool_killed_between_a_segment_and_its_first_record_keeps_what_comes)
{
    struct str last = { 0 };
    int fd = -1;

    fresh();
    append(S("one"));
    wait_done(1);
    assert_int_equal(segment_create(t.spool, 2, LIMIT_SEGMENT_FILE_BYTES, &fd), OK);
    (void)close(fd);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 0), OK);
    append(S("two"));
    wait_done(2);
    spool_digested(t.spool, 1);
    assert_int_equal(read_all(1, &last), 1);
    assert_str_equal(last, S("two"));
    assert_int_equal(atomic_load(&t.spool->bytes), LIMIT_SEGMENT_FILE_BYTES);
    end();
}

static void leave(const char *name, const char *bytes, size_t n)
{
    char path[128];

    (void)snprintf(path, sizeof path, "%s/%s", t.dir, name);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    (void)close(fd);
}

TEST(spool_segments_that_were_never_begun_are_no_damage)
{
    static const char zeros[LIMIT_SEGMENT_FILE_BYTES / 4];
    char old[SEGMENT_HEADER_BYTES + RECORD_HEADER_BYTES] = { 0 };
    struct spool_figures f;

    fresh();
    append(S("one"));
    wait_done(1);
    segment_header_encode(t.spool, 1, old);
    spool_close(t.spool);
    leave("00000000000000000002.seg", "", 0);
    leave("00000000000000000003.seg", zeros, sizeof zeros);
    leave("00000000000000000004.seg", old, sizeof old); /* a spare, renamed */
    assert_int_equal(reopen(store_a, 0), OK);
    spool_figures(t.spool, &f);
    assert_int_equal(f.damaged_files, 0);
    append(S("two"));
    wait_done(2);
    assert_int_equal(read_all(0, NULL), 2);
    end();
}

TEST(spool_sequence_goes_on_behind_the_stores_mark)
{
    fresh();
    append(S("one"));
    wait_done(1);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 500), OK);
    append(S("two"));
    wait_done(2);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 501);
    assert_int_equal(read_all(500, NULL), 1);
    end();
}

TEST(spool_that_began_without_the_store_refuses_to_be_an_older_copy)
{
    fresh();
    append(S("accepted while the store was away"));
    wait_done(1);
    assert_int_equal(spool_set_mark(&t.cx, t.spool, 0), OK);
    assert_int_equal(read_all(0, NULL), 1);
    assert_int_equal(spool_set_mark(&t.cx, t.spool, 5), E_CONFLICT);
    end();
}

TEST(spool_cut_in_its_last_record_loses_only_that_one)
{
    fresh();
    for (int i = 0; i < 10; i++)
        append(S("0123456789"));
    wait_done(10);
    struct segment seg = t.spool->segments[0];
    spool_close(t.spool);
    damage(".seg", seg.end_offset - 3, true);
    assert_int_equal(reopen(store_a, 0), OK);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 9);
    append(S("next"));
    wait_done(11);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 11);
    assert_int_equal(read_all(0, NULL), 10);
    end();
}

TEST(spool_damage_in_an_older_segment_ends_that_segment_only)
{
    struct spool_figures figures;
    struct str last = { 0 };

    fresh();
    append(S("first"));
    append(S("second"));
    append(S("third"));
    wait_done(3);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 3), OK); /* the digest had them; the file is the newest */
    char *big = arena_alloc(&t.arena, LIMIT_SEGMENT_FILE_BYTES);
    append(str_make(big, LIMIT_SEGMENT_FILE_BYTES - 300));
    append(S("in the next file"));
    wait_done(5);
    spool_digested(t.spool, 3);
    assert_int_equal(t.spool->n_segments, 2);
    damage(".seg", SEGMENT_HEADER_BYTES + RECORD_HEADER_BYTES + 500, false);
    assert_int_equal(read_all(3, &last), 1);
    assert_str_equal(last, S("in the next file"));
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.damaged_files, 1);
    end();
}

TEST(spool_folder_belongs_to_one_process)
{
    struct spool *mine;

    fresh();
    mine = t.spool;
    assert_int_equal(reopen(store_a, 0), E_CONFLICT);
    t.spool = mine;
    end();
}

TEST(spool_of_another_store_is_refused_while_it_holds_events)
{
    fresh();
    append(S("one"));
    wait_done(1);
    spool_close(t.spool);
    assert_int_equal(reopen(store_b, 0), E_CONFLICT);
    assert_int_equal(reopen(store_a, 0), OK);
    end();
}

TEST(spool_digested_segments_are_used_again)
{
    struct spool_figures figures;
    char *big;

    fresh();
    big = arena_alloc(&t.arena, 6 << 20);
    for (int i = 0; i < 12; i++) {
        append(str_make(big, 6 << 20));
        wait_done(i + 1);
        spool_digested(t.spool, atomic_load(&t.spool->durable_seq));
    }
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.bytes, LIMIT_SEGMENT_FILE_BYTES);
    assert_int_equal(t.spool->n_segments, 1);
    assert_true(t.spool->n_spares > 0);
    append(S("in a file that held other records"));
    wait_done(13);
    assert_int_equal(read_all(12, NULL), 1);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 12), OK);
    assert_int_equal(read_all(12, NULL), 1);
    end();
}

TEST(spool_record_larger_than_a_segment_has_its_own_file)
{
    struct str last = { 0 };
    char *big;

    fresh();
    append(S("before"));
    big = arena_alloc(&t.arena, BIG_RECORD);
    big[BIG_RECORD - 1] = 'x';
    append(str_make(big, BIG_RECORD));
    append(S("behind"));
    wait_done(3);
    assert_int_equal(t.n_failed, 0);
    assert_int_equal(read_all(0, &last), 3);
    assert_str_equal(last, S("behind"));
    end();
}

TEST(spool_over_its_limit_refuses)
{
    fresh();
    t.spool->max_bytes = LIMIT_SEGMENT_FILE_BYTES;
    append(S("one"));
    wait_done(1);
    struct spool_entry e = { .record = { .body = S("two") }, .done = done };
    assert_int_equal(spool_append(&t.cx, t.spool, &e), E_BUSY);
    end();
}

/* By itself: nothing is appended meanwhile. */
static void wait_recovered(void)
{
    struct spool_figures figures = { .is_failing = true };

    while (figures.is_failing) {
        (void)spool_wait(t.spool, UINT64_MAX, 1);
        spool_figures(t.spool, &figures);
    }
}

TEST(spool_after_a_failed_fdatasync_goes_on_behind_the_last_durable_record)
{
    struct spool_figures figures;
    struct str last = { 0 };

    fresh();
    append(S("one"));
    wait_done(1);
    atomic_store(&t.is_sync_broken, true);
    append(S("not durable"));
    wait_done(2);
    assert_int_equal(t.n_failed, 1);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 1);
    spool_figures(t.spool, &figures);
    assert_string_equal(figures.why, strerror(EIO));
    atomic_store(&t.is_sync_broken, false);
    wait_recovered();
    append(S("two"));
    wait_done(3);
    assert_int_equal(t.n_failed, 1);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 2);
    assert_int_equal(t.spool->segments[0].file_bytes, t.spool->segments[0].end_offset);
    assert_int_equal(t.spool->segments[1].first_seq, 2);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 0), OK);
    assert_int_equal(read_all(0, &last), 2);
    assert_str_equal(last, S("two"));
    end();
}

TEST(spool_leaves_the_store_its_reserve_of_the_disk)
{
    struct spool_figures figures;

    fresh();
    t.spool->reserve_bytes = INT64_MAX / 2; /* no disk is that large */
    append(S("refused"));
    wait_done(1);
    assert_int_equal(t.n_failed, 1);
    spool_figures(t.spool, &figures);
    assert_string_equal(figures.why, strerror(ENOSPC));
    end();
}

TEST(spool_cut_by_somebody_accounts_for_what_was_acknowledged)
{
    struct spool_figures figures;
    struct str last = { 0 };

    fresh();
    for (int i = 0; i < 10; i++)
        append(S("0123456789"));
    wait_done(10);
    spool_close(t.spool);
    damage(".seg", SEGMENT_HEADER_BYTES + 200, true);
    assert_int_equal(reopen(store_a, 0), OK);
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.lost_records, 9);
    append(S("next")); /* under a number of its own: the file that was cut is kept */
    wait_done(11);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 11);
    assert_int_equal(read_all(0, &last), 2);
    assert_str_equal(last, S("next"));
    spool_digested(t.spool, 11);
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.damaged_files, 1);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 11), OK);
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.lost_records, 0);
    assert_int_equal(figures.damaged_files, 1);
    end();
}

TEST(spool_record_with_a_damaged_body_costs_itself_only)
{
    struct spool_figures figures;
    struct str last = { 0 };
    int64_t at;

    fresh();
    append(S("first"));
    append(S("the second one"));
    wait_done(2);
    at = t.spool->segments[0].end_offset - (int64_t)S("the second one").len;
    append(S("third"));
    wait_done(3);
    spool_close(t.spool);
    damage(".seg", at, false);
    assert_int_equal(reopen(store_a, 0), OK);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 3);
    assert_int_equal(read_all(0, &last), 2);
    assert_str_equal(last, S("third"));
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.damaged_files, 1);
    end();
}

TEST(spool_folder_with_garbage_in_it_works)
{
    struct spool_figures figures;

    fresh();
    append(S("one"));
    wait_done(1);
    spool_close(t.spool);
    leave("notes.txt", "not ours", 8);
    leave("spare-0", "short", 5);
    leave("garbage.seg", "it may have been a segment once", 31);
    assert_int_equal(reopen(store_a, 0), OK);
    spool_figures(t.spool, &figures);
    assert_int_equal(figures.damaged_files, 1); /* kept aside, not thrown away */
    append(S("two"));
    wait_done(2);
    assert_int_equal(read_all(0, NULL), 2);
    end();
}

TEST(spool_that_cannot_write_says_so_and_recovers)
{
    struct rlimit before, none;
    struct spool_figures figures;

    fresh();
    append(S("one"));
    wait_done(1);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = (struct rlimit){ 0, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    append(S("lost"));
    wait_done(2);
    assert_int_equal(t.n_failed, 1);
    spool_figures(t.spool, &figures);
    assert_true(figures.is_failing);
    assert_string_equal(figures.why, strerror(EFBIG));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    wait_recovered();
    append(S("two"));
    wait_done(3);
    assert_int_equal(t.n_failed, 1);
    assert_int_equal(atomic_load(&t.spool->durable_seq), 2);
    struct str last = { 0 };
    assert_int_equal(read_all(0, &last), 2);
    assert_str_equal(last, S("two"));
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 0), OK);
    assert_int_equal(read_all(0, &last), 2);
    end();
}

TEST(spool_progress_survives_the_process)
{
    struct spool_progress p = { 7, 9, 1 };

    fresh();
    spool_note_progress(t.spool, &p);
    spool_close(t.spool);
    assert_int_equal(reopen(store_a, 0), OK);
    p = spool_found_progress(t.spool);
    assert_int_equal(p.first, 7);
    assert_int_equal(p.last, 9);
    assert_int_equal(p.deaths, 1);
    end();
}
