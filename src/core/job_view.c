/* What people see of jobs, and how they have one run now. */
#include "base/base.h"

#include "core/job_int.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/feature.h"
#include "core/job_sql.h"

static const struct job *find_clock_job(struct str name)
{
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        for (const struct job *j = (*f)->jobs; j != NULL && j->name != NULL; j++)
            if (j->every_s > 0 && str_eq(str_c(j->name), name))
                return j;
    return NULL;
}

/* --- jobs that look after a table --------------------------------------------- */

enum { TABLE_JOBS_MAX = 8 };

static struct table_job {
    _Atomic(const struct job *) job; /* NULL = free place, like all behind it */
    _Atomic(int) n_running;
    _Atomic(int64_t) last_start_ms;
    _Atomic(int64_t) last_end_ms;
    _Atomic(enum status) last;
} table_jobs[TABLE_JOBS_MAX];

static struct table_job *place_of(const struct job *job)
{
    for (size_t i = 0; i < TABLE_JOBS_MAX; i++) {
        const struct job *there = NULL;
        if (atomic_compare_exchange_strong(&table_jobs[i].job, &there, job) || there == job)
            return &table_jobs[i];
    }
    log_die("job.table", "there are more jobs with is_due than TABLE_JOBS_MAX");
}

void job_table_began(const struct job *job, int64_t now_ms)
{
    struct table_job *t = place_of(job);

    atomic_fetch_add(&t->n_running, 1);
    atomic_store(&t->last_start_ms, now_ms);
}

void job_table_ended(const struct job *job, int64_t now_ms, enum status st)
{
    struct table_job *t = place_of(job);

    atomic_store(&t->last, st);
    atomic_store(&t->last_end_ms, now_ms);
    atomic_fetch_sub(&t->n_running, 1);
}

/* A run has no lease of its own, the pieces have: at most until its row's timeout. */
static struct job_view table_view(const struct job *job)
{
    struct table_job *t = place_of(job);
    int64_t start_ms = atomic_load(&t->last_start_ms), life_ms = job->timeout_s * MS_PER_SECOND;
    enum status last = atomic_load(&t->last);

    return (struct job_view){ .job = job,
                              .owner = str_c(cluster_self()),
                              .lease_until_ms =
                                  atomic_load(&t->n_running) > 0 ? start_ms + life_ms : 0,
                              .last_start_ms = start_ms,
                              .last_end_ms = atomic_load(&t->last_end_ms),
                              .last_error = last == OK ? S("") : str_c(status_name(last)) };
}

static int view_order(const void *a, const void *b)
{
    const struct job_view *x = a, *y = b;

    return strcmp(x->job->name, y->job->name);
}

/* --- all of them ---------------------------------------------------------------- */

enum status job_views(struct ctx *cx, struct job_view **out, size_t *n)
{
    struct q_job_states_row *rows;
    size_t n_rows;

    TRY(q_job_states(cx, &rows, &n_rows));
    *out = arena_array(cx->arena, struct job_view, n_rows + TABLE_JOBS_MAX);
    *n = 0;
    for (size_t i = 0; i < n_rows; i++) {
        const struct job *job = find_clock_job(rows[i].name);
        if (job == NULL)
            continue; /* of another version of the program */
        bool is_running = rows[i].lease_until_ms > cx->now_ms;
        (*out)[(*n)++] =
            (struct job_view){ .job = job,
                               .due_ms = rows[i].due_ms,
                               .lease_until_ms = is_running ? rows[i].lease_until_ms : 0,
                               .owner = rows[i].lease_owner,
                               .host = rows[i].host,
                               .last_start_ms = rows[i].last_start_ms,
                               .last_end_ms = rows[i].last_end_ms,
                               .last_error = rows[i].last_error };
    }
    for (const struct feature *const *f = feature_table; *f != NULL; f++)
        for (const struct job *j = (*f)->jobs; j != NULL && j->name != NULL; j++)
            if (j->is_due != NULL)
                (*out)[(*n)++] = table_view(j);
    qsort(*out, *n, sizeof **out, view_order);
    return OK;
}

enum status job_backlog(struct ctx *cx, struct job_backlog *out)
{
    struct q_job_backlog_row row;

    TRY(q_job_backlog(cx, &(struct q_job_backlog_args){ LIMIT_COUNT_TOTAL }, &row));
    *out = (struct job_backlog){ row.waiting, row.parked, row.oldest_ms };
    return OK;
}

enum status job_ask(struct ctx *cx, struct str name)
{
    int64_t changed = 0;

    if (find_clock_job(name) == NULL)
        return fail(cx, E_MISSING, "no job on a clock has this name");
    TRY(q_job_ask(cx, &(struct q_job_ask_args){ name, cx->now_ms }, &changed));
    if (changed == 0)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "running", NULL }, "it runs already");
    TRY(cluster_tell(cx, JOBS_TOPIC, S("")));
    job_look_again();
    return OK;
}
