#include "core/job_view.c"

#include "base/test.h"
#include "core/job.h"
#include "core/store_testing.h"

static enum status run_nothing(struct ctx *cx, struct str argument)
{
    (void)cx, (void)argument;
    return OK;
}

static bool is_never_due(struct ctx *cx)
{
    (void)cx;
    return false;
}

static const struct job rows[] = {
    { "test.table", run_nothing, .is_due = is_never_due, .timeout_s = 20 },
    { "test.clock", run_nothing, .every_s = 60, .timeout_s = 10 },
    { "test.asked", run_nothing, .timeout_s = 10, .attempts = 3 },
    { 0 },
};
static const struct feature feature = { .name = "test", .jobs = rows };
const struct feature *const feature_table[] = { &feature, NULL };

/* A clock job of ours that runs at another process, one of another version, two asked for. */
static void fresh(struct test_store *t, enum db_kind kind)
{
    test_store_open(t, kind);
    struct str sql = str_printf(
        t->cx.arena,
        "INSERT INTO job_state (name, due_ms, lease_owner, lease_until_ms, last_start_ms,"
        " last_end_ms, last_error) VALUES ('test.clock', 5, 'other', %lld, 3, 2, 'because'),"
        " ('test.gone', 5, '', 0, 0, 0, '');",
        (long long)t->cx.now_ms + 1);
    if (db_script(&t->cx, str_cz(t->cx.arena, sql)) != OK)
        fail_msg("%s", t->cx.err.text);
}

static const struct job_view *seen(struct test_store *t, const char *name)
{
    struct job_view *views;
    size_t n;

    assert_int_equal(job_views(&t->cx, &views, &n), OK);
    assert_int_equal(n, 2); /* by name; not what is asked for, not another version's */
    assert_string_equal(views[0].job->name, "test.clock");
    assert_string_equal(views[1].job->name, "test.table");
    return strcmp(name, "test.clock") == 0 ? &views[0] : &views[1];
}

static void check_clock(enum db_kind kind)
{
    struct test_store t;

    fresh(&t, kind);
    const struct job_view *v = seen(&t, "test.clock");
    assert_int_equal(v->lease_until_ms, t.cx.now_ms + 1);
    assert_str_equal(v->owner, S("other"));
    assert_int_equal(v->last_start_ms, 3);
    assert_int_equal(v->last_end_ms, 2);
    assert_str_equal(v->last_error, S("because"));
    assert_int_equal(job_ask(&t.cx, S("test.clock")), E_CONFLICT); /* it runs */
    t.cx.now_ms += 2;
    assert_int_equal(seen(&t, "test.clock")->lease_until_ms, 0); /* its lease ran out */
    assert_int_equal(job_ask(&t.cx, S("test.clock")), OK);
    assert_int_equal(seen(&t, "test.clock")->due_ms, 0); /* at once */
    assert_int_equal(job_ask(&t.cx, S("test.asked")), E_MISSING);
    assert_int_equal(job_ask(&t.cx, S("test.table")), E_MISSING);
    test_store_close(&t);
}

TEST(a_clock_job_is_shown_as_the_store_has_it_and_asked_for_when_it_rests_on_sqlite)
{
    check_clock(DB_SQLITE);
}

TEST(a_clock_job_is_shown_as_the_store_has_it_and_asked_for_when_it_rests_on_postgres)
{
    check_clock(DB_POSTGRES);
}

TEST(a_job_that_looks_after_a_table_is_shown_as_this_process_runs_it)
{
    struct test_store t;

    fresh(&t, DB_SQLITE);
    assert_int_equal(seen(&t, "test.table")->last_start_ms, 0);
    job_table_began(&rows[0], 1000);
    job_table_began(&rows[0], 1500);
    const struct job_view *v = seen(&t, "test.table");
    assert_int_equal(v->lease_until_ms, 1500 + 20 * MS_PER_SECOND);
    assert_int_equal(v->due_ms, 0);
    job_table_ended(&rows[0], 1600, OK);
    assert_true(seen(&t, "test.table")->lease_until_ms > 0); /* the other still runs */
    job_table_ended(&rows[0], 1700, E_BUSY);
    v = seen(&t, "test.table");
    assert_int_equal(v->lease_until_ms, 0);
    assert_int_equal(v->last_end_ms, 1700);
    assert_str_equal(v->last_error, str_c(status_name(E_BUSY)));
    job_table_began(&rows[0], 1800);
    job_table_ended(&rows[0], 1900, OK);
    assert_str_equal(seen(&t, "test.table")->last_error, S(""));
    test_store_close(&t);
}

static void check_backlog(enum db_kind kind)
{
    struct test_store t;
    struct job_backlog b;

    fresh(&t, kind);
    assert_int_equal(job_backlog(&t.cx, &b), OK);
    assert_int_equal(b.waiting, 0);
    assert_int_equal(b.oldest_ms, 0);
    int64_t asked_ms = t.cx.now_ms;
    assert_int_equal(job_enqueue(&t.cx, "test.asked", S("a"), t.cx.now_ms), OK);
    t.cx.now_ms += MS_PER_SECOND;
    assert_int_equal(job_enqueue(&t.cx, "test.asked", S("b"), t.cx.now_ms), OK);
    assert_int_equal(job_backlog(&t.cx, &b), OK);
    assert_int_equal(b.waiting, 2);
    assert_int_equal(b.parked, 0);
    assert_int_equal(b.oldest_ms, asked_ms);
    test_store_close(&t);
}

TEST(a_backlog_knows_how_long_its_oldest_waits_on_sqlite)
{
    check_backlog(DB_SQLITE);
}

TEST(a_backlog_knows_how_long_its_oldest_waits_on_postgres)
{
    check_backlog(DB_POSTGRES);
}
