#include "base/base.h"

#include "core/job_int.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/queue.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/feature.h"
#include "core/job_sql.h"
#include "port/db.h"

enum {
    CLOCK_JUMP_MS = MS_PER_DAY, /* between two runs of a job that forgets */
    JOBS_MAX = 128,
    JOB_WORKERS_MAX = 16,
    JOB_POLL_MS = 1000,    /* how late a queued job may begin                 */
    JOB_TAKE_MAX = 16,     /* rows taken in one look at the queue             */
    JOB_TIMEOUT_S = 60,    /* lease of a job whose row says nothing           */
    JOB_BACKOFF_MS = 5000, /* after the first failure; doubles                */
    JOB_BACKOFF_MAX_MS = MS_PER_HOUR,
    JOB_ERROR_BYTES = 300,
    JOB_ARENA_IDLE = 1 << 20,
    STOP_POLL_MS = 10,
    JOB_BACKOFF_SHIFTS = 16,
};

/* One run, from the scheduler to a worker. A slot is busy from take to end. */
struct run {
    const struct job *job;
    int64_t queue_id; /* 0 = clock job */
    int64_t attempts;
    int64_t lease_until_ms; /* also the proof that the lease is ours */
    struct str argument;
    struct arena arena;
};

struct clock_job {
    const struct job *job;
    int64_t due_ms; /* what we believe; the store decides */
    bool is_known;
};

static struct {
    struct db_store *store;
    const struct feature *const *features;
    const struct job *all[JOBS_MAX];
    size_t n_all;
    struct clock_job clocks[JOBS_MAX];
    size_t n_clocks;
    struct queue *queue;
    pthread_t scheduler;
    pthread_t workers[JOB_WORKERS_MAX];
    struct run runs[JOB_WORKERS_MAX];
    _Atomic(bool) is_busy[JOB_WORKERS_MAX];
    size_t n_workers;
    const char *owner; /* in leases: this process */
    _Atomic(bool) is_stopping;
    _Atomic(size_t) n_running;
    _Atomic(bool) is_stale; /* what is believed of the clock jobs */
    bool is_started;
} jobs;

static const struct job *find_job(struct str name)
{
    for (size_t i = 0; i < jobs.n_all; i++)
        if (str_eq(str_c(jobs.all[i]->name), name))
            return jobs.all[i];
    return NULL;
}

static int64_t lease_ms(const struct job *job)
{
    unsigned timeout_s = job->timeout_s > 0 ? job->timeout_s : JOB_TIMEOUT_S;
    return (int64_t)timeout_s * MS_PER_SECOND;
}

enum status job_enqueue(struct ctx *cx, const char *name, struct str argument, int64_t due_ms)
{
    return q_job_queue_add(
        cx, &(struct q_job_queue_add_args){ .name = str_c(name),
                                            .argument = argument.p != NULL ? argument : S(""),
                                            .due_ms = due_ms,
                                            .now_ms = cx->now_ms });
}

/* --- one run --------------------------------------------------------------- */

static struct str error_text(const struct ctx *cx, enum status st)
{
    if (st == OK)
        return S("");
    struct str words = cx->err.text[0] != '\0' ? str_c(cx->err.text) : str_c(status_name(st));
    return str_utf8_clip(words, JOB_ERROR_BYTES);
}

static bool is_worth_again(enum status st)
{
    return st == E_RATE || st == E_BUSY || st == E_UPSTREAM;
}

/* Nothing is changed when the lease ran out and somebody else has taken it since. */
static enum status end_clock(struct ctx *cx, const struct run *run, enum status st)
{
    return q_job_state_end(cx,
                           &(struct q_job_state_end_args){ .name = str_c(run->job->name),
                                                           .lease_owner = str_c(jobs.owner),
                                                           .lease_until_ms = run->lease_until_ms,
                                                           .now_ms = clock_now_ms(),
                                                           .last_error = error_text(cx, st) });
}

/* Dropped when the data is wrong, again with backoff when it may get better, parked
 * (and shown to admins) when it will not. */
static enum status end_queued(struct ctx *cx, const struct run *run, enum status st)
{
    bool is_dropped = st != OK && st != E_INTERNAL && !is_worth_again(st);
    if (st == OK || is_dropped)
        return q_job_queue_done(
            cx, &(struct q_job_queue_done_args){ run->queue_id, run->lease_until_ms });
    int64_t shift = run->attempts < JOB_BACKOFF_SHIFTS ? run->attempts : JOB_BACKOFF_SHIFTS;
    int64_t pause = (int64_t)JOB_BACKOFF_MS << shift;
    if (pause > JOB_BACKOFF_MAX_MS)
        pause = JOB_BACKOFF_MAX_MS;
    unsigned attempts = run->job->attempts > 0 ? run->job->attempts : 1;
    bool is_parked = st == E_INTERNAL || run->attempts + 1 >= (int64_t)attempts;
    return q_job_queue_again(
        cx, &(struct q_job_queue_again_args){ .id = run->queue_id,
                                              .lease_until_ms = run->lease_until_ms,
                                              .due_ms = clock_now_ms() + pause,
                                              .last_error = error_text(cx, st),
                                              .is_parked = is_parked });
}

static enum status end_run(struct ctx *cx, const struct run *run, enum status st)
{
    if (run->job->is_due != NULL)
        return OK; /* its work has noted its own end */
    return run->queue_id == 0 ? end_clock(cx, run, st) : end_queued(cx, run, st);
}

static void log_run(const struct ctx *cx, const struct job *job, enum status st)
{
    if (st == OK)
        LOG(DEBUG, "job.done", K_CZ("job", job->name));
    else if (st == E_INTERNAL)
        LOG(ERROR, "job.failed", K_CZ("job", job->name), K_CZ("text", cx->err.text));
    else
        LOG(WARN, "job.failed", K_CZ("job", job->name), K_CZ("status", status_name(st)),
            K_CZ("text", cx->err.text));
}

/* A clock that has jumped ahead would make everything old. */
static enum status is_time_doubtful(struct ctx *cx, const struct job *job, bool *out)
{
    struct q_job_state_ended_row row = { 0 };
    bool found = false;

    *out = false;
    if (!job->forgets)
        return OK;
    TRY(q_job_state_ended(cx, &(struct q_job_state_ended_args){ str_c(job->name) }, &row, &found));
    *out = found && row.last_end_ms > 0 && cx->now_ms - row.last_end_ms >= CLOCK_JUMP_MS;
    if (*out)
        LOG(WARN, "job.clock_jumped", K_CZ("job", job->name), K_I64("now_ms", cx->now_ms));
    return OK;
}

static enum status run_job(struct ctx *cx, const struct run *run)
{
    bool is_doubtful;

    TRY(is_time_doubtful(cx, run->job, &is_doubtful));
    return is_doubtful ? OK : run->job->run(cx, run->argument);
}

static void run_one(struct run *run, struct db *db)
{
    struct ctx cx = {
        .arena = &run->arena, .db = db, .now_ms = clock_now_ms(), .request_id = S("")
    };
    bool is_of_table = run->job->is_due != NULL;
    if (is_of_table)
        job_table_began(run->job, cx.now_ms);
    enum status st = run_job(&cx, run);
    assert(!db_in_tx(db));
    if (st == OK && run->arena.is_exhausted)
        st = fail(&cx, E_INTERNAL, "the job's memory is used up");
    log_run(&cx, run->job, st);
    if (is_of_table)
        job_table_ended(run->job, clock_now_ms(), st);
    struct err why = cx.err;
    enum status ended = end_run(&cx, run, st);
    if (ended != OK)
        LOG(WARN, "job.not_noted", K_CZ("job", run->job->name), K_CZ("text", cx.err.text),
            K_CZ("job_text", why.text)); /* its lease runs out, then it runs again */
}

static void *worker_main(void *arg)
{
    (void)arg;
    struct db *db = db_open(jobs.store);
    struct run *run;
    while ((run = queue_pop(jobs.queue, -1)) != NULL) {
        run_one(run, db);
        arena_release(&run->arena);
        atomic_fetch_sub(&jobs.n_running, 1);
        atomic_store(&jobs.is_busy[run - jobs.runs], false);
    }
    db_close(db);
    return NULL;
}

/* --- the scheduler --------------------------------------------------------- */

static struct run *free_run(void)
{
    for (size_t i = 0; i < jobs.n_workers; i++) {
        if (atomic_load(&jobs.is_busy[i]))
            continue;
        atomic_store(&jobs.is_busy[i], true);
        arena_init(&jobs.runs[i].arena, "job", LIMIT_JOB_ARENA);
        return &jobs.runs[i];
    }
    return NULL;
}

static void give_up(struct run *run)
{
    arena_release(&run->arena);
    atomic_store(&jobs.is_busy[run - jobs.runs], false);
}

static void hand_out(struct run *run)
{
    atomic_fetch_add(&jobs.n_running, 1);
    bool ok = queue_push(jobs.queue, run);
    assert(ok); /* as many places as runs, and the scheduler closes it last */
    (void)ok;
}

static void start_clock(struct ctx *cx, struct clock_job *c)
{
    struct run *run = free_run();
    if (run == NULL)
        return;
    int64_t changed = 0, next_ms = cx->now_ms + (int64_t)c->job->every_s * MS_PER_SECOND;
    run->lease_until_ms = cx->now_ms + lease_ms(c->job);
    enum status st =
        q_job_state_take(cx,
                         &(struct q_job_state_take_args){ .name = str_c(c->job->name),
                                                          .now_ms = cx->now_ms,
                                                          .next_due_ms = next_ms,
                                                          .lease_until_ms = run->lease_until_ms,
                                                          .lease_owner = str_c(jobs.owner) },
                         &changed);
    if (st == OK && changed == 1) {
        c->due_ms = next_ms;
        run->job = c->job;
        run->queue_id = 0;
        run->argument = (struct str){ NULL, 0 };
        hand_out(run);
        return;
    }
    /* Somebody else has it, or the store is away: look again when it may be due. */
    struct q_job_state_due_row row = { 0 };
    bool found = false;
    if (st == OK)
        st = q_job_state_due(cx, &(struct q_job_state_due_args){ str_c(c->job->name) }, &row,
                             &found);
    c->due_ms = row.due_ms > row.lease_until_ms ? row.due_ms : row.lease_until_ms;
    if (st != OK || c->due_ms <= cx->now_ms)
        c->due_ms = cx->now_ms + JOB_POLL_MS;
    give_up(run);
}

/* The clock may have been set back: no job is due later than one period from now. */
static bool is_due(const struct ctx *cx, const struct clock_job *c)
{
    return c->due_ms <= cx->now_ms ||
           c->due_ms > cx->now_ms + (int64_t)c->job->every_s * MS_PER_SECOND;
}

void job_look_again(void)
{
    atomic_store(&jobs.is_stale, true);
}

static void look_at_clock(struct ctx *cx)
{
    if (atomic_exchange(&jobs.is_stale, false))
        for (size_t i = 0; i < jobs.n_clocks; i++)
            jobs.clocks[i].due_ms = 0;
    for (size_t i = 0; i < jobs.n_clocks; i++) {
        struct clock_job *c = &jobs.clocks[i];
        if (!c->is_known) {
            struct q_job_state_add_args args = { str_c(c->job->name) };
            c->is_known = q_job_state_add(cx, &args) == OK;
        }
        if (c->is_known && is_due(cx, c))
            start_clock(cx, c);
    }
}

/* A name that this program does not know stays for one that does. */
static void start_queued(struct ctx *cx, const struct q_job_queue_due_row *row)
{
    const struct job *job = find_job(row->name);
    struct run *run = job != NULL ? free_run() : NULL;
    if (run == NULL)
        return;
    int64_t changed = 0;
    run->lease_until_ms = cx->now_ms + lease_ms(job);
    enum status st = q_job_queue_take(
        cx,
        &(struct q_job_queue_take_args){
            .id = row->id, .due_ms = row->due_ms, .lease_until_ms = run->lease_until_ms },
        &changed);
    if (st != OK || changed != 1) {
        give_up(run);
        return;
    }
    run->job = job;
    run->queue_id = row->id;
    run->attempts = row->attempts;
    run->argument = str_dup(&run->arena, row->argument);
    hand_out(run);
}

static void look_at_queue(struct ctx *cx)
{
    struct q_job_queue_due_row *rows;
    size_t n;
    struct q_job_queue_due_args args = { .now_ms = cx->now_ms, .max = JOB_TAKE_MAX };
    if (q_job_queue_due(cx, &args, &rows, &n) != OK)
        return;
    for (size_t i = 0; i < n; i++)
        start_queued(cx, &rows[i]);
}

static unsigned count_runs(const struct job *job)
{
    unsigned n = 0;
    for (size_t i = 0; i < jobs.n_workers; i++)
        n += atomic_load(&jobs.is_busy[i]) && jobs.runs[i].job == job;
    return n;
}

static void look_at_tables(struct ctx *cx)
{
    for (size_t i = 0; i < jobs.n_all; i++) {
        const struct job *job = jobs.all[i];
        if (job->is_due == NULL || count_runs(job) >= job->at_once || !job->is_due(cx))
            continue;
        struct run *run = free_run();
        if (run == NULL)
            return;
        run->job = job;
        run->queue_id = 0;
        run->argument = (struct str){ NULL, 0 };
        hand_out(run);
    }
}

static void pause_ms(int64_t ms)
{
    const struct timespec t = { .tv_sec = ms / MS_PER_SECOND,
                                .tv_nsec = ms % MS_PER_SECOND * NS_PER_MS };
    (void)nanosleep(&t, NULL);
}

static void tick(struct ctx *cx)
{
    for (const struct feature *const *f = jobs.features; *f != NULL; f++) {
        if ((*f)->tick != NULL)
            (*f)->tick(cx);
        err_clear(&cx->err);
    }
}

static void *scheduler_main(void *arg)
{
    (void)arg;
    struct arena arena;
    arena_init(&arena, "scheduler", JOB_ARENA_IDLE);
    struct db *db = db_open(jobs.store);
    while (!atomic_load(&jobs.is_stopping)) {
        struct ctx cx = {
            .arena = &arena, .db = db, .now_ms = clock_now_ms(), .request_id = S("")
        };
        look_at_clock(&cx);
        look_at_queue(&cx);
        look_at_tables(&cx);
        tick(&cx);
        arena_reset(&arena);
        int64_t end = clock_monotonic_ms() + JOB_POLL_MS;
        while (!atomic_load(&jobs.is_stopping) && clock_monotonic_ms() < end)
            pause_ms(STOP_POLL_MS * STOP_POLL_MS);
    }
    db_close(db);
    arena_release(&arena);
    return NULL;
}

/* --- life ------------------------------------------------------------------ */

static void collect(const struct feature *const *features)
{
    jobs.n_all = jobs.n_clocks = 0;
    jobs.features = features;
    for (; *features != NULL; features++) {
        for (const struct job *j = (*features)->jobs; j != NULL && j->name != NULL; j++) {
            assert(jobs.n_all < JOBS_MAX);
            jobs.all[jobs.n_all++] = j;
            if (j->every_s > 0)
                jobs.clocks[jobs.n_clocks++] = (struct clock_job){ .job = j };
        }
    }
}

enum status job_start(struct ctx *cx, struct db_store *store, const struct feature *const *features,
                      unsigned workers)
{
    assert(!jobs.is_started && workers > 0 && workers <= JOB_WORKERS_MAX);
    collect(features);
    jobs.store = store;
    jobs.n_workers = 0;
    jobs.queue = queue_new("jobs", JOB_WORKERS_MAX);
    jobs.owner = cluster_self();
    atomic_store(&jobs.is_stopping, false);
    sigset_t all, before;
    sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (jobs.n_workers < workers &&
           pthread_create(&jobs.workers[jobs.n_workers], NULL, worker_main, NULL) == 0)
        jobs.n_workers++;
    bool ok = jobs.n_workers == workers &&
              pthread_create(&jobs.scheduler, NULL, scheduler_main, NULL) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!ok)
        return fail(cx, E_INTERNAL, "cannot start job workers");
    jobs.is_started = true;
    return OK;
}

/* A job that outlives the deadline is waited for none the less: its own calls are
 * bounded by its timeout, and a thread cannot be ended from outside. */
void job_stop(int64_t deadline_ms)
{
    if (!jobs.is_started)
        return;
    atomic_store(&jobs.is_stopping, true);
    (void)pthread_join(jobs.scheduler, NULL);
    int64_t end = clock_monotonic_ms() + deadline_ms;
    while (atomic_load(&jobs.n_running) > 0 && clock_monotonic_ms() < end)
        pause_ms(STOP_POLL_MS);
    if (atomic_load(&jobs.n_running) > 0)
        LOG(WARN, "job.still_running", K_I64("jobs", (int64_t)atomic_load(&jobs.n_running)));
    queue_close(jobs.queue);
    for (size_t i = 0; i < jobs.n_workers; i++)
        (void)pthread_join(jobs.workers[i], NULL);
    queue_free(jobs.queue);
    jobs.is_started = false;
}

enum status job_run_now(struct ctx *cx, const char *name, struct str argument)
{
    if (jobs.n_all == 0)
        collect(feature_table);
    const struct job *job = find_job(str_c(name));
    if (job == NULL)
        return fail(cx, E_MISSING, "no job named '%s'", name);
    return job->run(cx, argument);
}
