#include "core/job.c"

#include "base/test.h"
#include "core/store_testing.h"

static struct test_store t;
static enum status answer;
static int n_runs;
static char last_argument[64];

static enum status run_it(struct ctx *cx, struct str argument)
{
    n_runs++;
    (void)snprintf(last_argument, sizeof(last_argument), "%.*s", FMT(argument));
    return answer == OK ? OK : fail(cx, answer, "because");
}

static bool has_work;

static bool is_due_now(struct ctx *cx)
{
    (void)cx;
    return has_work;
}

static int n_forgotten;

static enum status forget_it(struct ctx *cx, struct str argument)
{
    (void)cx, (void)argument;
    n_forgotten++;
    return OK;
}

static const struct job rows[] = {
    { "test.clock", run_it, .every_s = 60, .timeout_s = 10 },
    { "test.forget", forget_it, .every_s = 60, .timeout_s = 10, .forgets = true },
    { "test.queued", run_it, .timeout_s = 10, .attempts = 3 },
    { "test.table", run_it, .is_due = is_due_now, .at_once = 1 },
    { 0 },
};
static const struct feature feature = { .name = "test", .jobs = rows };
const struct feature *const feature_table[] = { &feature, NULL };

/* The engine without its threads: what the scheduler takes is run here. */
static void begin(enum db_kind kind)
{
    test_store_open(&t, kind);
    collect(feature_table);
    jobs.n_workers = 2;
    jobs.queue = queue_new("test", JOB_WORKERS_MAX);
    jobs.owner = "me";
    clock_set_for_test(TEST_STORE_NOW_MS);
    answer = OK;
    n_runs = 0;
}

static void end(void)
{
    queue_close(jobs.queue);
    queue_free(jobs.queue);
    clock_set_for_test(0);
    test_store_close(&t);
}

/* One look of the scheduler at this time; returns how many jobs ran. */
static int look(int64_t now_ms)
{
    int before = n_runs;
    struct run *run;
    t.cx.now_ms = now_ms;
    clock_set_for_test(now_ms);
    look_at_clock(&t.cx);
    look_at_queue(&t.cx);
    look_at_tables(&t.cx);
    while ((run = queue_pop(jobs.queue, 0)) != NULL) {
        run_one(run, t.cx.db);
        give_up(run);
        atomic_fetch_sub(&jobs.n_running, 1);
    }
    return n_runs - before;
}

static void clock_jobs(enum db_kind kind)
{
    begin(kind);
    assert_int_equal(look(TEST_STORE_NOW_MS), 1);
    assert_int_equal(look(TEST_STORE_NOW_MS + 59999), 0);
    assert_int_equal(look(TEST_STORE_NOW_MS + 60000), 1);
    end();
}

TEST(job_on_a_clock_runs_once_a_period_on_sqlite)
{
    clock_jobs(DB_SQLITE);
}

TEST(job_on_a_clock_runs_once_a_period_on_postgres)
{
    clock_jobs(DB_POSTGRES);
}

/* A clock that was years ahead has written when the job is due next. */
static void clock_set_back(enum db_kind kind)
{
    const int64_t years_ms = 1000 * (int64_t)MS_PER_DAY;
    begin(kind);
    assert_int_equal(look(TEST_STORE_NOW_MS + years_ms), 1);
    assert_int_equal(look(TEST_STORE_NOW_MS), 1);
    assert_int_equal(look(TEST_STORE_NOW_MS + 59999), 0);
    assert_int_equal(look(TEST_STORE_NOW_MS + 60000), 1);
    end();
}

TEST(job_is_due_when_the_clock_was_set_back_on_sqlite)
{
    clock_set_back(DB_SQLITE);
}

TEST(job_is_due_when_the_clock_was_set_back_on_postgres)
{
    clock_set_back(DB_POSTGRES);
}

TEST(job_with_a_table_of_its_own_runs_while_there_is_work_in_it)
{
    begin(DB_SQLITE);
    jobs.n_clocks = 0;
    assert_int_equal(look(TEST_STORE_NOW_MS), 0);
    has_work = true;
    assert_int_equal(look(TEST_STORE_NOW_MS), 1);
    look_at_tables(&t.cx);
    look_at_tables(&t.cx); /* one at once */
    assert_int_equal(count_runs(&rows[3]), 1);
    has_work = false;
    assert_int_equal(look(TEST_STORE_NOW_MS), 1);
    end();
}

TEST(job_with_a_table_of_its_own_is_shown_among_those_on_a_clock)
{
    struct job_view *views;
    size_t n, at = 0;

    begin(DB_SQLITE);
    jobs.n_clocks = 0;
    has_work = true;
    answer = E_UPSTREAM;
    assert_int_equal(look(TEST_STORE_NOW_MS), 1);
    has_work = false;
    assert_int_equal(job_views(&t.cx, &views, &n), OK);
    while (at < n && views[at].job != &rows[3])
        at++;
    assert_true(at < n);
    assert_int_equal(views[at].last_start_ms, TEST_STORE_NOW_MS);
    assert_int_equal(views[at].last_end_ms, TEST_STORE_NOW_MS);
    assert_int_equal(views[at].lease_until_ms, 0);
    assert_str_equal(views[at].last_error, S("upstream"));
    end();
}

/* Years ahead for some minutes, and back; then it is true. */
static void clock_ahead(enum db_kind kind)
{
    const int64_t ahead = TEST_STORE_NOW_MS + 1000 * (int64_t)MS_PER_DAY;
    begin(kind);
    n_forgotten = 0;
    (void)look(TEST_STORE_NOW_MS);
    assert_int_equal(n_forgotten, 1);
    assert_int_equal(look(ahead), 1); /* others do what they do */
    assert_int_equal(n_forgotten, 1);
    (void)look(TEST_STORE_NOW_MS + 60000);
    assert_int_equal(n_forgotten, 2);
    (void)look(ahead);
    (void)look(ahead + 60000);
    assert_int_equal(n_forgotten, 3);
    end();
}

TEST(job_that_forgets_does_not_believe_a_clock_that_jumps_ahead_on_sqlite)
{
    clock_ahead(DB_SQLITE);
}

TEST(job_that_forgets_does_not_believe_a_clock_that_jumps_ahead_on_postgres)
{
    clock_ahead(DB_POSTGRES);
}

TEST(job_leased_by_another_process_waits)
{
    int64_t changed = 0;
    begin(DB_SQLITE);
    assert_int_equal(q_job_state_add(&t.cx, &(struct q_job_state_add_args){ S("test.clock") }), OK);
    const struct q_job_state_take_args other = { .name = S("test.clock"),
                                                 .now_ms = TEST_STORE_NOW_MS,
                                                 .next_due_ms = TEST_STORE_NOW_MS + 60000,
                                                 .lease_until_ms = TEST_STORE_NOW_MS + 10000,
                                                 .lease_owner = S("other") };
    assert_int_equal(q_job_state_take(&t.cx, &other, &changed), OK);
    assert_int_equal(changed, 1);
    assert_int_equal(look(TEST_STORE_NOW_MS), 0);
    assert_int_equal(look(TEST_STORE_NOW_MS + 60000), 1);
    end();
}

static void ask_for(const char *argument)
{
    assert_int_equal(job_enqueue(&t.cx, "test.queued", str_c(argument), TEST_STORE_NOW_MS + 5), OK);
    jobs.n_clocks = 0;
}

static void queued_jobs(enum db_kind kind)
{
    begin(kind);
    ask_for("{\"a\":1}");
    assert_int_equal(look(TEST_STORE_NOW_MS), 0);
    assert_int_equal(look(TEST_STORE_NOW_MS + 5), 1);
    assert_string_equal(last_argument, "{\"a\":1}");
    assert_int_equal(look(TEST_STORE_NOW_MS + MS_PER_DAY), 0);
    end();
}

TEST(job_asked_for_runs_when_due_and_once_on_sqlite)
{
    queued_jobs(DB_SQLITE);
}

TEST(job_asked_for_runs_when_due_and_once_on_postgres)
{
    queued_jobs(DB_POSTGRES);
}

TEST(job_that_may_get_better_is_tried_again_with_longer_pauses_then_parked)
{
    begin(DB_SQLITE);
    ask_for("");
    answer = E_UPSTREAM;
    int64_t now = TEST_STORE_NOW_MS + 5;
    assert_int_equal(look(now), 1);
    assert_int_equal(look(now + JOB_BACKOFF_MS - 1), 0);
    now += JOB_BACKOFF_MS;
    assert_int_equal(look(now), 1);
    assert_int_equal(look(now + 2 * JOB_BACKOFF_MS - 1), 0);
    now += 2 * JOB_BACKOFF_MS;
    assert_int_equal(look(now), 1);
    assert_int_equal(look(now + MS_PER_DAY), 0); /* three attempts were all */
    end();
}

TEST(job_with_wrong_data_is_dropped_and_one_with_our_bug_is_parked)
{
    struct q_job_queue_due_row *left;
    size_t n;
    begin(DB_SQLITE);
    ask_for("");
    answer = E_INVALID;
    assert_int_equal(look(TEST_STORE_NOW_MS + 5), 1);
    answer = E_INTERNAL;
    ask_for("");
    assert_int_equal(look(TEST_STORE_NOW_MS + 5), 1);
    struct q_job_queue_due_args all = { .now_ms = INT64_MAX, .max = 10 };
    assert_int_equal(q_job_queue_due(&t.cx, &all, &left, &n), OK);
    assert_int_equal(n, 0);
    end();
}

TEST(job_whose_process_died_runs_again_after_its_lease)
{
    int64_t changed = 0;
    begin(DB_SQLITE);
    ask_for("");
    const struct q_job_queue_take_args taken = { .id = 1,
                                                 .due_ms = TEST_STORE_NOW_MS + 5,
                                                 .lease_until_ms = TEST_STORE_NOW_MS + 10005 };
    assert_int_equal(q_job_queue_take(&t.cx, &taken, &changed), OK);
    assert_int_equal(changed, 1);
    assert_int_equal(q_job_queue_take(&t.cx, &taken, &changed), OK);
    assert_int_equal(changed, 0); /* the second taker has lost */
    assert_int_equal(look(TEST_STORE_NOW_MS + 10004), 0);
    assert_int_equal(look(TEST_STORE_NOW_MS + 10005), 1);
    end();
}

/* What a stuck run of ours does when it ends after all: its lease was over long ago. */
static void end_late(struct run *run, enum status st)
{
    assert_int_equal(run->queue_id == 0 ? end_clock(&t.cx, run, st) : end_queued(&t.cx, run, st),
                     OK);
}

TEST(job_that_outlived_its_lease_leaves_its_successor_alone)
{
    struct q_job_state_due_row row;
    bool found;
    int64_t changed = 0;

    begin(DB_SQLITE);
    ask_for("");
    struct run clock = { .job = &rows[0], .lease_until_ms = TEST_STORE_NOW_MS + 10000 };
    struct run queued = { .job = &rows[1], .queue_id = 1, .lease_until_ms = TEST_STORE_NOW_MS };
    assert_int_equal(q_job_state_add(&t.cx, &(struct q_job_state_add_args){ S("test.clock") }), OK);
    const struct q_job_state_take_args next = { .name = S("test.clock"),
                                                .now_ms = TEST_STORE_NOW_MS + 60000,
                                                .next_due_ms = TEST_STORE_NOW_MS + 120000,
                                                .lease_until_ms = TEST_STORE_NOW_MS + 70000,
                                                .lease_owner = str_c(jobs.owner) };
    assert_int_equal(q_job_state_take(&t.cx, &next, &changed), OK);
    end_late(&clock, OK);
    const struct q_job_state_due_args name = { S("test.clock") };
    assert_int_equal(q_job_state_due(&t.cx, &name, &row, &found), OK);
    assert_int_equal(row.lease_until_ms, TEST_STORE_NOW_MS + 70000);
    end_late(&queued, OK);
    end_late(&queued, E_UPSTREAM);
    assert_int_equal(look(TEST_STORE_NOW_MS + 5),
                     1); /* the row is still there, and due as it was */
    end();
}

TEST(job_of_an_unknown_name_stays)
{
    struct q_job_queue_due_row *left;
    size_t n;
    begin(DB_SQLITE);
    jobs.n_clocks = 0;
    assert_int_equal(job_enqueue(&t.cx, "of.the.future", S(""), TEST_STORE_NOW_MS), OK);
    assert_int_equal(look(TEST_STORE_NOW_MS), 0);
    struct q_job_queue_due_args all = { .now_ms = INT64_MAX, .max = 10 };
    assert_int_equal(q_job_queue_due(&t.cx, &all, &left, &n), OK);
    assert_int_equal(n, 1);
    end();
}
