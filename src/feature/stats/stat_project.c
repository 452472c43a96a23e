/* What a whole project shows: tag counts over its fingerprints, so that a page can say how
 * much more often a value occurs in one issue.
 *
 * Counting it in the digest would cost every event; a job sums what is counted already, of
 * the fingerprints seen last, and keeps it in project_stat. Until it has, a reader sums a few. */
#include "base/base.h"
#include "feature/stats/stat.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/stats/stat_blob.h"
#include "feature/stats/stat_sql.h"

enum {
    STEP = 100,          /* fingerprints read at once   */
    SUM_BYTES = 8 << 20, /* of one project, in memory   */
    BLOB_BYTES = 4 << 20,
    BASELINE_DAYS = 2,
    /* Summed by the job, and by whoever asks before it ran first (4 ms at most). */
    FINGERPRINTS_OF_JOB = 2000,
    FINGERPRINTS_AT_ONCE = 200,
};

/* Into the sum's own arena: what was read is given back after each step. */
static enum status add_step(struct ctx *cx, const struct stat_set *set, struct arena *memory,
                            struct stat_blob *sum)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct stat_key *keys;
    size_t n;

    TRY(stat_tags(cx, set, &keys, &n));
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < keys[i].n_values; j++) {
            const struct stat_value *v = &keys[i].values[j];
            (void)stat_blob_count(memory, sum, keys[i].key, v->value, v->count);
        }
    }
    arena_rewind(cx->arena, mark);
    return OK;
}

/* Of the `max` fingerprints seen last; absent = they have no tags. */
static enum status sum_text(struct ctx *cx, int64_t project_id, int64_t max, struct str *out)
{
    struct q_stat_project_fingerprints_args args = { project_id, max };
    struct q_stat_project_fingerprints_row *rows;
    struct stat_blob sum = { .project_id = project_id };
    struct arena memory SCOPED(arena_release);
    int64_t ids[STEP];
    struct buf blob;
    size_t n;

    arena_init(&memory, "stats.project", SUM_BYTES);
    *out = (struct str){ 0 };
    TRY(q_stat_project_fingerprints(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i += STEP) {
        size_t n_step = n - i < STEP ? n - i : STEP;
        for (size_t j = 0; j < n_step; j++)
            ids[j] = rows[i + j].id;
        TRY(add_step(cx, &(struct stat_set){ project_id, ids, n_step }, &memory, &sum));
    }
    if (sum.n_keys == 0)
        return OK;
    buf_init(&blob, cx->arena, BLOB_BYTES);
    stat_blob_encode(&sum, &blob);
    if (buf_is_full(&blob))
        return fail(cx, E_TOO_LARGE, "the tags of project %lld", (long long)project_id);
    *out = buf_str(&blob);
    return OK;
}

static enum status sum_project(struct ctx *cx, int64_t project_id)
{
    struct q_stat_project_set_args args = { clock_day(cx->now_ms), project_id, { 0 } };

    TRY(sum_text(cx, project_id, FINGERPRINTS_OF_JOB, &args.stats));
    return str_is_null(args.stats) ? OK : q_stat_project_set(cx, &args);
}

enum status stat_project_run(struct ctx *cx, struct str argument)
{
    struct q_stat_projects_args args = { 0 };
    struct q_stat_projects_row *rows;
    size_t n;

    (void)argument;
    do {
        TRY(q_stat_projects(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            struct arena_mark mark = arena_mark(cx->arena);
            TRY(sum_project(cx, rows[i].id));
            arena_rewind(cx->arena, mark);
            args.after_id = rows[i].id;
        }
    } while (n > 0);
    return OK;
}

enum status stat_project_tags(struct ctx *cx, int64_t project_id, struct stat_key **keys,
                              size_t *n_keys)
{
    struct q_stat_project_get_args args = { project_id, clock_day(cx->now_ms) - BASELINE_DAYS };
    struct q_stat_project_get_row row;
    struct stat_blob sum = { 0 };
    bool found;

    *keys = NULL;
    *n_keys = 0;
    TRY(q_stat_project_get(cx, &args, &row, &found));
    if (!found)
        TRY(sum_text(cx, project_id, FINGERPRINTS_AT_ONCE, &row.stats));
    if (!str_is_null(row.stats) && stat_blob_decode(cx->arena, row.stats, &sum))
        stat_blob_keys(cx->arena, &sum, keys, n_keys);
    return OK;
}
