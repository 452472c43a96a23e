#include "feature/ingest/quarantine.c"

#include "base/test.h"
#include "feature/ingest/body.h"
#include "feature/ingest/digest_testing.h"
#include "port/db.h"

/* What is kept aside comes back once, with its id and its time, on both stores. */
static const struct str good_event = { "{\"message\":\"it broke\"}", 22 };

static struct digest_test t;

static int64_t number(const char *sql)
{
    return test_number(&t.store, sql);
}

/* A record of two hours ago is kept aside, as when the program died of it. */
static void keep_aside(struct str body)
{
    struct record_id ids = { .id = { .b = { 1, 2, 3 } } };
    struct record r = { .seq = ++t.seq,
                        .received_ms = t.store.cx.now_ms - 2 * (int64_t)MS_PER_HOUR,
                        .project_id = 1,
                        .kind = RECORD_EVENT,
                        .ids = &ids,
                        .n_ids = 1,
                        .body = body };
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;

    b->first_seq = b->last_seq = r.seq;
    digest_reject(&t.store.cx, b, &r, "crash", S("the program ended"));
    assert_int_equal(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE NOT is_wanted"), 1);
}

static void want(void)
{
    int64_t changed = 0;

    assert_int_equal(q_quarantine_want_all(&t.store.cx, &changed), OK);
    assert_int_equal(changed, 1);
}

static bool digest_one(struct digest_result *result)
{
    bool found = false;

    if (quarantine_digest(&t.store.cx, &t.tools, digest_test_spool, result, &found) != OK)
        fail_msg("%s", t.store.cx.err.text);
    return found;
}

static void check_retry(enum db_kind kind)
{
    struct digest_result result;

    digest_test_begin(&t, kind);
    keep_aside(good_event);
    assert_false(digest_one(&result)); /* nobody has asked for it */
    want();
    assert_true(digest_one(&result));
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 0);
    assert_int_equal(number("SELECT event_count FROM issue"), 1);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 1);
    assert_int_equal(number("SELECT received_ms FROM event"),
                     t.store.cx.now_ms - 2 * (int64_t)MS_PER_HOUR);
    assert_int_equal(number("SELECT last_seq FROM digest_mark"), 1); /* the spool's, as before */
    assert_false(digest_one(&result));
    digest_test_end(&t);
}

TEST(quarantine_retry_stores_the_event_once_on_sqlite)
{
    check_retry(DB_SQLITE);
}

TEST(quarantine_retry_stores_the_event_once_on_postgres)
{
    check_retry(DB_POSTGRES);
}

TEST(quarantine_record_that_fails_again_stays_with_the_reason)
{
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    keep_aside(S("{\"message\":"));
    want();
    assert_true(digest_one(&result));
    assert_int_equal(result.n_accepted, 0);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE reason = 'invalid' AND "
                            "attempts = 1 AND NOT is_wanted"),
                     1);
    assert_false(digest_one(&result));
    digest_test_end(&t);
}

/* Whatever statement fails, either all is as before and the record still wanted, or it is
 * stored and gone. */
TEST(quarantine_retry_that_the_store_interrupts_is_done_later_and_once)
{
    struct digest_result result;
    bool found = true;

    digest_test_begin(&t, DB_SQLITE);
    keep_aside(good_event);
    want();
    for (unsigned nth = 4; found; nth++) {
        db_fail_nth(t.store.cx.db, nth, E_BUSY);
        enum status st =
            quarantine_digest(&t.store.cx, &t.tools, digest_test_spool, &result, &found);
        db_fail_nth(t.store.cx.db, 0, OK);
        err_clear(&t.store.cx.err);
        if (st == OK && result.n_accepted == 1)
            break;
        assert_int_equal(number("SELECT count(*) FROM event_key"), 0);
        assert_int_equal(number("SELECT count(*) FROM quarantine WHERE is_wanted"), 1);
    }
    assert_int_equal(number("SELECT event_count FROM issue"), 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 0);
    digest_test_end(&t);
}

TEST(quarantine_keeps_each_invalid_event_of_an_envelope_by_itself)
{
    struct record_id ids[] = { { 0, { .b = { 1 } } },
                               { 1, { .b = { 2 } } },
                               { 2, { .b = { 3 } } } };
    struct digest_batch *b;
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct record r = { .seq = 1,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .ids = ids,
                        .n_ids = ARRAY_LEN(ids),
                        .body = S("{}\n{\"type\":\"event\"}\n{\"message\":\n"
                                  "{\"type\":\"event\"}\n{\"message\":\"good\"}\n"
                                  "{\"type\":\"event\"}\n{\"level\":\n") };
    b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    assert_int_equal(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result), OK);
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 2);
    int64_t changed = 0;
    assert_int_equal(q_quarantine_want_all(&t.store.cx, &changed), OK);
    while (digest_one(&result))
        assert_int_equal(result.n_accepted, 0);
    assert_int_equal(number("SELECT event_count FROM issue"), 1); /* the good one not again */
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE attempts = 1"), 2);
    digest_test_end(&t);
}

/* A dump that is no more than its magic, and an event that is no JSON beside it; it was sent
 * an hour after the clock of its sender said. */
static const char dump_envelope[] =
    "{\"sent_at\":\"2023-11-14T21:13:20Z\",\"sdk\":{\"name\":\"sentry.native\"}}\n"
    "{\"type\":\"session\",\"length\":2}\n{}\n"
    "{\"type\":\"attachment\",\"length\":4,\"attachment_type\":\"event.minidump\"}\nMDMP\n"
    "{\"type\":\"event\"}\n{\"timestamp\":1699996400,\"message\":\n";

/* What stands in quarantine, with its event mended: as if a newer program could read it. */
static struct digest_batch *digest_mended(struct str spool)
{
    struct q_quarantine_next_wanted_args args = { spool };
    struct q_quarantine_next_wanted_row row;
    struct spill file SCOPED(spill_end) = SPILL_NONE;
    struct record r, mended;
    bool found;

    want();
    assert_int_equal(q_quarantine_next_wanted(&t.store.cx, &args, &row, &found), OK);
    assert_true(found);
    assert_true(decode(t.store.cx.arena, &row, &r));
    assert_int_equal(r.n_ids, 1);
    mended = r;
    if (r.kind == RECORD_ENVELOPE_FILE)
        assert_int_equal(body_reopen(&t.store.cx, &r, &file, &mended.body), OK);
    mended.kind = RECORD_ENVELOPE;
    char *text = arena_array(t.store.cx.arena, char, mended.body.len);
    memcpy(text, mended.body.p, mended.body.len);
    char *broken = memmem(text, mended.body.len, "\"message\":\n", 11);
    assert_non_null(broken);
    memcpy(broken, "\"m\":\"hey\"}\n", 11);
    mended.body.p = text;
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    b->quarantine_id = row.id;
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &mended, b), OK);
    return b;
}

static void check_kept_event(struct str spool)
{
    struct digest_batch *b = digest_mended(spool);

    assert_int_equal(b->n_events, 1);
    assert_int_equal(b->n_rejected, 0);
    assert_int_equal(b->n_items, 0); /* neither the dump nor the session a second time */
    assert_null(b->counts);
    assert_int_equal(b->events[0].level, LEVEL_FATAL);              /* by the dump */
    assert_int_equal(b->events[0].timestamp_ms, t.store.cx.now_ms); /* by sent_at */
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE item = 2"), 1);
}

static void prepare_and_store(const struct record *r)
{
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    struct digest_result result;

    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, r, b), OK);
    assert_int_equal(b->n_events, 0);
    assert_int_equal(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 1);
}

static struct record dump_record(struct record_id ids[2])
{
    ids[0] = (struct record_id){ 1, { .b = { 1 } } };
    ids[1] = (struct record_id){ 2, { .b = { 1 } } };
    return (struct record){ .seq = 1,
                            .received_ms = t.store.cx.now_ms,
                            .project_id = 1,
                            .kind = RECORD_ENVELOPE,
                            .ids = ids,
                            .n_ids = 2,
                            .body = str_make(dump_envelope, sizeof dump_envelope - 1) };
}

TEST(quarantine_keeps_with_an_event_its_sent_at_and_its_dump)
{
    struct record_id ids[2];

    digest_test_begin(&t, DB_SQLITE);
    t.store.cx.now_ms = INT64_C(1700000000000); /* an hour after sent_at */
    struct record r = dump_record(ids);
    prepare_and_store(&r);
    check_kept_event(digest_test_spool);
    digest_test_end(&t);
}

static char folder[] = "/tmp/gosnag-quarantine-XXXXXX";

static struct record dump_in_a_file(struct record_id ids[2])
{
    struct record r = dump_record(ids);
    struct spill s;

    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(spill_open_folder(&t.store.cx, folder, INT64_MAX), OK);
    assert_int_equal(spill_begin(&t.store.cx, &s), OK);
    assert_int_equal(spill_add(&t.store.cx, &s, r.body), OK);
    assert_int_equal(body_keep(&t.store.cx, &s, &r), OK);
    s.is_given = true;
    spill_end(&s);
    return r;
}

static enum status count_held(struct ctx *cx, void *arg, struct str name, int64_t since_ms)
{
    size_t *n = arg;

    (void)cx, (void)name, (void)since_ms;
    ++*n;
    return OK;
}

static void check_held(size_t want_n)
{
    size_t n = 0;

    assert_int_equal(spill_each_held(&t.store.cx, count_held, &n), OK);
    assert_int_equal(n, want_n);
}

static void check_file(enum db_kind kind)
{
    static const struct str elsewhere = { "01934567-89ab-7cde-8f01-000000000002", 36 };
    struct q_quarantine_next_wanted_args there = { elsewhere };
    struct q_quarantine_next_wanted_row row;
    struct digest_result result;
    struct record_id ids[2];
    bool found;

    digest_test_begin(&t, kind);
    t.store.cx.now_ms = INT64_C(1700000000000);
    struct record r = dump_in_a_file(ids);
    prepare_and_store(&r);
    spill_remove(body_name(&r)); /* its segment is gone: the record has a file of its own */
    check_held(1);
    check_kept_event(digest_test_spool);
    assert_int_equal(q_quarantine_next_wanted(&t.store.cx, &there, &row, &found), OK);
    assert_false(found);              /* the process that has no such file */
    assert_true(digest_one(&result)); /* it fails again, and keeps its file */
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE attempts = 1"), 1);
    check_held(1);
    spill_close_folder();
    digest_test_end(&t);
}

TEST(quarantine_keeps_a_large_dump_in_a_file_of_the_event_alone_on_sqlite)
{
    check_file(DB_SQLITE);
}

TEST(quarantine_keeps_a_large_dump_in_a_file_of_the_event_alone_on_postgres)
{
    check_file(DB_POSTGRES);
}

TEST(quarantine_takes_a_record_as_a_whole_and_none_of_it_is_digested_before)
{
    struct record_id ids[] = { { 0, { .b = { 1 } } } };
    struct digest_result result;

    digest_test_begin(&t, DB_SQLITE);
    struct record r = { .seq = 2,
                        .received_ms = t.store.cx.now_ms,
                        .project_id = 1,
                        .kind = RECORD_ENVELOPE,
                        .ids = ids,
                        .n_ids = ARRAY_LEN(ids),
                        .body = S("{}\n{\"type\":\"event\"}\n{\"message\":\"half\"}\n"
                                  "no header\n") };
    struct record good = r;
    good.seq = 1;
    good.body = S("{}\n{\"type\":\"event\"}\n{\"message\":\"good\"}\n");
    struct digest_batch *b = digest_batch_new(&t.store.cx);
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &good, b), OK);
    ids[0].id.b[0] = 2;
    assert_int_equal(digest_prepare(&t.store.cx, &t.tools, &r, b), OK);
    assert_int_equal(b->n_events, 1);
    assert_int_equal(b->n_rejected, 1);
    assert_int_equal(digest_store(&t.store.cx, &t.tools, digest_test_spool, b, &result), OK);
    assert_int_equal(result.n_accepted, 1);
    assert_int_equal(number("SELECT count(*) FROM event_key"), 1);
    assert_int_equal(number("SELECT count(*) FROM quarantine WHERE reason = 'internal'"), 1);
    digest_test_end(&t);
}

TEST(quarantine_forgets_after_thirty_days)
{
    digest_test_begin(&t, DB_SQLITE);
    keep_aside(good_event);
    t.store.cx.now_ms += (int64_t)QUARANTINE_DAYS * MS_PER_DAY;
    assert_int_equal(quarantine_expire(&t.store.cx, S("")), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 1);
    t.store.cx.now_ms += 1;
    assert_int_equal(quarantine_expire(&t.store.cx, S("")), OK);
    assert_int_equal(number("SELECT count(*) FROM quarantine"), 0);
    digest_test_end(&t);
}
