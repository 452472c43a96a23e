/* What people see of jobs, and how they have one run now. */
#include "base/base.h"

#include "core/job.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
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

enum status job_views(struct ctx *cx, struct job_view **out, size_t *n)
{
    struct q_job_states_row *rows;
    size_t n_rows;

    TRY(q_job_states(cx, &rows, &n_rows));
    *out = arena_array(cx->arena, struct job_view, n_rows + 1);
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
