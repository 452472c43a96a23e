#include "feature/ingest/digest_ahead.c"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "base/test.h"
#include "feature/ingest/digest_testing.h"
#include "feature/ingest/spool_int.h"

/* A queue in which one project has sent nearly everything. What is tested is the order. */
enum { FLOOD = 600, QUIET_FIRST = 400, FLOODING = 1, QUIET = 2, ALSO_QUIET = 3 };
enum { PATIENT_MS = 600000 }; /* however busy the machine is */

static const struct str store_id = { "01934567-89ab-7cde-8f01-23456789abcd", 36 };

static struct digest_test t;
static struct digest_ahead ahead;
static struct spool *spool;
static char dir[64];
static _Atomic size_t n_done;
static size_t n_sent;

static void done(void *arg, enum status st)
{
    (void)arg;
    assert_int_equal(st, OK);
    atomic_fetch_add(&n_done, 1);
}

static void send(int64_t project_id)
{
    struct spool_entry *e = arena_new(&t.store.arena, struct spool_entry);
    struct record_id *id = arena_new(&t.store.arena, struct record_id);

    n_sent++;
    id->id.b[14] = (uint8_t)(n_sent >> 8);
    id->id.b[15] = (uint8_t)n_sent;
    e->record = (struct record){ .received_ms = t.store.cx.now_ms,
                                 .project_id = project_id,
                                 .kind = RECORD_EVENT,
                                 .ids = id,
                                 .n_ids = 1,
                                 .body = S("{\"message\":\"it broke\"}") };
    e->done = done;
    assert_int_equal(spool_append(&t.store.cx, spool, e), OK);
}

/* QUIET has three records in the flood, ALSO_QUIET one at its end. */
static void begin(enum db_kind kind)
{
    digest_test_begin(&t, kind);
    assert_int_equal(db_script(&t.store.cx,
                               "INSERT INTO project (uuid, name, slug, short_prefix,"
                               " max_events_per_issue, warning_as_error, route_grouping_enabled,"
                               " ai_enabled, ai_merge_suggestions, ai_auto_merge,"
                               " ai_anomaly_detection, ai_ticket_description, ai_root_cause,"
                               " ai_triage, analysis_db_enabled, created_ms, updated_ms)"
                               " SELECT '01934567-89ab-7cde-8f01-23456789abc' || n, 'P', 'p' || n,"
                               " 'P' || n, 3, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE,"
                               " FALSE, FALSE, FALSE, 1, 1 FROM (SELECT 2 AS n UNION SELECT 3) x"
                               " ORDER BY n"),
                     OK);
    memcpy(dir, "/tmp/gosnag-ahead-XXXXXX", 25);
    assert_non_null(mkdtemp(dir));
    struct spool_options o = { .dir = str_c(dir), .store_id = store_id, .max_bytes = 1 << 30 };
    assert_int_equal(spool_open(&t.store.cx, &o, &spool), OK);
    spool_start(spool);
    atomic_store(&n_done, 0);
    n_sent = 0;
    for (size_t i = 0; i < FLOOD; i++) {
        send(FLOODING);
        if (i >= QUIET_FIRST && i < QUIET_FIRST + 3)
            send(QUIET);
    }
    send(ALSO_QUIET);
    while (atomic_load(&n_done) < n_sent)
        (void)spool_wait(spool, UINT64_MAX, 1);
    digest_ahead_init(&ahead, spool, 0);
    ahead.scan_ms = PATIENT_MS;
    assert_int_equal(digest_ahead_load(&t.store.cx, &ahead), OK);
}

static void remove_folder(void)
{
    DIR *d = opendir(dir);
    char name[512];

    for (const struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        (void)snprintf(name, sizeof name, "%s/%s", dir, e->d_name);
        (void)unlink(name);
    }
    (void)closedir(d);
    assert_int_equal(rmdir(dir), 0);
}

static void end(void)
{
    digest_ahead_release(&ahead);
    spool_close(spool);
    remove_folder();
    digest_test_end(&t);
}

static void restart(uint64_t closed_until)
{
    digest_ahead_release(&ahead);
    digest_ahead_init(&ahead, spool, closed_until);
    ahead.scan_ms = PATIENT_MS;
    assert_int_equal(digest_ahead_load(&t.store.cx, &ahead), OK);
}

static struct digest_batch *fill(uint64_t mark)
{
    struct digest_batch *b = digest_batch_new(&t.store.cx);

    b->is_ahead = true;
    b->mark = mark;
    assert_int_equal(digest_ahead_fill(&t.store.cx, &t.tools, &ahead, b), OK);
    return b;
}

static void store_it(struct digest_batch *b)
{
    struct digest_result result;

    if (digest_store(&t.store.cx, &t.tools, spool_id(spool), b, &result) != OK)
        fail_msg("%s", t.store.cx.err.text);
    assert_int_equal(result.n_repeats, 0);
    digest_ahead_done(&ahead, b);
}

/* The ordinary way, up to so many records of the spool. */
static void digest_in_order(uint64_t after, size_t n)
{
    struct spool_reader *reader = spool_reader_open(spool, after);
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct record r;
    bool found = true;

    for (size_t i = 0; i < n; i++) {
        assert_int_equal(spool_read(&t.store.cx, reader, &r, &found), OK);
        if (!found)
            break;
        b->last_seq = r.seq;
        if (!digest_ahead_has(&ahead, r.seq))
            assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    }
    spool_reader_close(reader);
    b->ahead = digest_ahead_beyond(&t.store.cx, &ahead, b->last_seq);
    store_it(b);
}

static size_t events_of(const struct digest_batch *b, int64_t project_id)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_events; i++)
        n += b->events[i].issue.project_id == project_id;
    return n;
}

static int64_t number(const char *sql)
{
    return test_number(&t.store, sql);
}

static void check_all_once(void)
{
    assert_int_equal(number("SELECT CAST(sum(event_count) AS BIGINT) FROM issue"), FLOOD + 4);
    assert_int_equal(number("SELECT event_count FROM issue WHERE project_id = 2"), 3);
    assert_int_equal(number("SELECT count(*) FROM event_key"), FLOOD + 4);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), FLOOD + 4);
    assert_int_equal(number("SELECT CAST(length(ahead) AS BIGINT) FROM digest_mark"), 0);
}

static void check_order(enum db_kind kind)
{
    begin(kind);
    digest_in_order(0, 10);
    struct digest_batch *b = fill(10);
    assert_int_equal(events_of(b, FLOODING), AHEAD_SHARE);
    assert_int_equal(events_of(b, QUIET), 3);
    assert_int_equal(events_of(b, ALSO_QUIET), 1);
    assert_int_equal(b->ahead_seqs[0], 11); /* of each the first, in order */
    assert_int_equal(b->ahead_seqs[AHEAD_SHARE - 1], 10 + AHEAD_SHARE);
    assert_int_equal(b->ahead_seqs[b->n_ahead - 1], FLOOD + 4);
    store_it(b);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), 10);
    assert_int_equal(fill(10)->n_ahead, 0); /* the flood has had its share */
    digest_in_order(10, 100);
    assert_int_equal(fill(110)->n_ahead, 0);
    digest_in_order(110, FLOOD);
    check_all_once();
    end();
}

TEST(quiet_projects_are_digested_ahead_of_a_flood_on_sqlite)
{
    check_order(DB_SQLITE);
}

TEST(quiet_projects_are_digested_ahead_of_a_flood_on_postgres)
{
    check_order(DB_POSTGRES);
}

TEST(what_was_taken_ahead_is_digested_once_over_a_restart)
{
    begin(DB_SQLITE);
    store_it(fill(0));
    restart(0);
    assert_true(digest_ahead_has(&ahead, FLOOD + 4));
    struct digest_batch *b = fill(0);
    assert_int_equal(b->n_ahead, AHEAD_SHARE); /* the flood's next, and nobody twice */
    assert_int_equal(b->ahead_seqs[0], AHEAD_SHARE + 1);
    store_it(b);
    restart(0);
    digest_in_order(0, 300);
    restart(0);
    digest_in_order(300, FLOOD);
    check_all_once();
    end();
}

TEST(record_that_ended_the_program_when_it_was_taken_ahead_waits_for_its_turn)
{
    begin(DB_SQLITE);
    restart(50);
    assert_int_equal(fill(0)->n_ahead, 0);
    assert_int_equal(fill(49)->n_ahead, 0);
    assert_int_equal(fill(50)->n_ahead, AHEAD_SHARE + 4);
    end();
}
