#include "base/base.h"
#include "feature/retention/retention.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/attachment/attachment.h"
#include "feature/retention/retention_int.h"
#include "feature/retention/retention_sql.h"
#include "port/db.h"

enum {
    EVERY_S = 600,
    TIMEOUT_S = 300,
    RUN_MS = 240 * MS_PER_SECOND, /* then the next run goes on          */
    STEP_ROWS = 1000,             /* of one transaction: some 10 ms     */
    STEP_LIST_ROWS = 500,         /* two rows more are written for each fingerprint in them  */
    STEP_BYTES = 2 << 20,         /* of payloads                        */
    STEP_EXEMPLARS = 200,         /* some kilobytes each                */
    STEP_ISSUES = 50,             /* with all that hangs on them        */
    STEP_PAGES = 512,             /* given back at one time: 2 MiB      */
    DAYS_AHEAD = 3,
    IDLE_DAYS = 2,           /* an open segment is nobody's any more after them */
    OUTCOME_DAYS = 90,       /* "why is my event missing" is asked for that long          */
    EXEMPLAR_DAYS_KEPT = 35, /* over EXEMPLAR_LIFE_DAYS: nobody packs with them any more  */
    SEGMENT_SHIFT = 16,
    HOURS_PER_DAY = 24,
};

static struct {
    int64_t days;      /* EVENT_RETENTION_DAYS; 0 = for ever */
    int64_t max_bytes; /* STORE_MAX_BYTES; 0 = no limit      */
} config;

static const struct setting retention_settings[] = {
    SETTING_I64("EVENT_RETENTION_DAYS", &config.days, "90", 0, 36500,
                "Days events are kept; 0 = for ever. Issues that people touched stay."),
    SETTING_BYTES(
        "STORE_MAX_BYTES", &config.max_bytes, "0", 0, INT64_MAX,
        "Bytes the store may have; beyond them the oldest events go first. 0 = no limit."),
    SETTING_END,
};

static _Atomic int64_t n_segments, n_issues;

struct run {
    int64_t end_ms;     /* monotonic */
    int64_t before_day; /* events of earlier days go; INT64_MIN = none by age */
    int64_t before_ms;
    int64_t n_segments;
    int64_t n_issues;
};

static bool may_go_on(const struct run *r)
{
    return clock_monotonic_ms() < r->end_ms;
}

/* --- segments ----------------------------------------------------------------- */

/* Stored events an issue loses in a step. */
struct loss {
    int64_t issue_id;
    int64_t n;
};

static int loss_order(const void *a, const void *b)
{
    const struct loss *x = a, *y = b;

    return (x->issue_id > y->issue_id) - (x->issue_id < y->issue_id);
}

/* Some rows of a list, off the count of their fingerprint too: what was deleted, for events
 * may have moved to another fingerprint since they were counted (regroup/apply.h). */
static enum status uncount(struct ctx *cx, const struct q_retention_list_delete_args *list,
                           struct loss *out)
{
    struct q_retention_fingerprint_lock_args lock = { list->fingerprint_id };
    struct q_retention_fingerprint_lock_row row;
    bool found;

    TRY(q_retention_fingerprint_lock(cx, &lock, &row, &found));
    out->issue_id = found ? row.issue_id : 0;
    TRY(q_retention_list_delete(cx, list, &out->n));
    return q_retention_fingerprint_uncount(
        cx, &(struct q_retention_fingerprint_uncount_args){ list->fingerprint_id, out->n });
}

/* What some rows of this segment's list say is taken off the counts of their fingerprints,
 * in the transaction that deletes these rows: whoever dies, it is taken off once. Rows are
 * locked in the digest's order: fingerprints, then issues. */
static enum status uncount_step(struct ctx *cx, int64_t segment, bool *is_done)
{
    struct q_retention_fingerprints_row *rows;
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t n_rows = 0, n_deleted = 0;
    size_t n;

    TRY(tx_begin(cx, &tx));
    TRY(q_retention_fingerprints(
        cx, &(struct q_retention_fingerprints_args){ segment, STEP_LIST_ROWS }, &rows, &n));
    struct loss *losses = arena_array(cx->arena, struct loss, n);
    for (size_t i = 0; i < n; i++) {
        struct q_retention_list_delete_args list = { segment, rows[i].project_id,
                                                     rows[i].fingerprint_id, rows[i].n };
        TRY(uncount(cx, &list, &losses[i]));
        n_rows += rows[i].n;
        n_deleted += losses[i].n;
    }
    qsort(losses, n, sizeof *losses, loss_order);
    for (size_t i = 0; i < n; i++)
        TRY(q_retention_issue_uncount(
            cx, &(struct q_retention_issue_uncount_args){ losses[i].issue_id, losses[i].n }));
    *is_done = n_rows < STEP_LIST_ROWS && n_deleted == n_rows;
    return tx_commit(&tx);
}

/* Lists first, so that nothing leads to rows that are gone; the segment's own row last. */
static enum status drop_segment(struct ctx *cx, struct run *r, int64_t id)
{
    struct q_retention_keys_delete_args keys = { id, STEP_ROWS };
    struct q_retention_events_delete_args events = {
        .first_id = id << SEGMENT_SHIFT,
        .last_id = ((id + 1) << SEGMENT_SHIFT) - 1,
        .max = STEP_ROWS,
        .max_bytes = STEP_BYTES,
    };
    int64_t changed = STEP_ROWS;
    bool is_done = false;

    while (!is_done) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(uncount_step(cx, id, &is_done));
        arena_rewind(cx->arena, mark);
    }
    while (changed == STEP_ROWS)
        TRY(q_retention_keys_delete(cx, &keys, &changed));
    for (changed = 1; changed > 0;)
        TRY(q_retention_events_delete(cx, &events, &changed));
    r->n_segments++;
    return q_retention_segment_delete(cx, &(struct q_retention_segment_delete_args){ id });
}

static enum status drop_before(struct ctx *cx, struct run *r, int64_t day, bool *found)
{
    struct q_retention_segment_args args = { day, cx->now_ms - (int64_t)IDLE_DAYS * MS_PER_DAY };
    struct q_retention_segment_row row;

    TRY(q_retention_segment(cx, &args, &row, found));
    return *found ? drop_segment(cx, r, row.id) : OK;
}

static enum status drop_old(struct ctx *cx, struct run *r)
{
    bool found = true;

    while (found && may_go_on(r))
        TRY(drop_before(cx, r, r->before_day, &found));
    return OK;
}

/* PostgreSQL: days that have no segment any more. */
static enum status drop_partitions(struct ctx *cx, struct run *r)
{
    static const char *const tables[] = { "event_fingerprint", "event_key", "event" };
    struct q_retention_partition_args args = { clock_day(cx->now_ms) };
    struct q_retention_partition_row row;
    bool found;

    while (may_go_on(r)) {
        TRY(q_retention_partition(cx, &args, &row, &found));
        if (!found)
            return OK;
        for (size_t i = 0; i < ARRAY_LEN(tables); i++)
            TRY(db_drop_partition(cx, tables[i], row.day));
        LOG(INFO, "retention.day_dropped", K_I64("day", row.day));
    }
    return OK;
}

static enum status give_back(struct ctx *cx, const struct run *r)
{
    bool is_more = true;

    while (is_more && may_go_on(r))
        TRY(db_give_back(cx, STEP_PAGES, &is_more));
    return OK;
}

/* Oldest first until the store fits; what today brought stays. */
static enum status drop_over_budget(struct ctx *cx, struct run *r)
{
    int64_t today = clock_day(cx->now_ms);
    int64_t bytes = 0;
    bool found = true;

    while (found && may_go_on(r)) {
        TRY(db_size_bytes(cx, &bytes));
        if (bytes <= config.max_bytes)
            return OK;
        TRY(drop_before(cx, r, today, &found));
        TRY(drop_partitions(cx, r));
        TRY(give_back(cx, r));
        TRY(db_checkpoint(cx, true));
    }
    if (!found)
        LOG(WARN, "retention.over_budget", K_I64("bytes", bytes),
            K_I64("max_bytes", config.max_bytes));
    return OK;
}

/* --- what was kept for them ----------------------------------------------------- */

static enum status drop_exemplars(struct ctx *cx, const struct run *r)
{
    struct q_retention_exemplars_delete_args args = {
        .before_ms = cx->now_ms - (int64_t)EXEMPLAR_DAYS_KEPT * MS_PER_DAY, .max = STEP_EXEMPLARS
    };
    int64_t changed = STEP_EXEMPLARS;

    while (changed == STEP_EXEMPLARS && may_go_on(r))
        TRY(q_retention_exemplars_delete(cx, &args, &changed));
    return OK;
}

static enum status drop_latest(struct ctx *cx, const struct run *r)
{
    struct q_retention_latest_args args = { .max = STEP_ROWS };
    struct q_retention_latest_row *rows;
    size_t n = STEP_ROWS;

    while (n == STEP_ROWS && may_go_on(r)) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_retention_latest(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            args.after = rows[i].fingerprint_id;
            if (rows[i].received_ms >= r->before_ms)
                continue;
            TRY(q_retention_latest_delete(cx, &(struct q_retention_latest_delete_args){
                                                  rows[i].fingerprint_id, r->before_ms }));
        }
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* A table whose rows begin with a time: those before it go, step by step. */
typedef enum status delete_step(struct ctx *cx, int64_t before, int64_t *changed);

static enum status fingerprint_hours(struct ctx *cx, int64_t before, int64_t *changed)
{
    struct q_retention_fingerprint_hours_delete_args args = { before, STEP_ROWS };

    return q_retention_fingerprint_hours_delete(cx, &args, changed);
}

static enum status project_hours(struct ctx *cx, int64_t before, int64_t *changed)
{
    struct q_retention_project_hours_delete_args args = { before, STEP_ROWS };

    return q_retention_project_hours_delete(cx, &args, changed);
}

static enum status outcome_hours(struct ctx *cx, int64_t before, int64_t *changed)
{
    struct q_retention_outcomes_delete_args args = { before, STEP_ROWS };

    return q_retention_outcomes_delete(cx, &args, changed);
}

static enum status project_days(struct ctx *cx, int64_t before, int64_t *changed)
{
    struct q_retention_project_stats_delete_args args = { before, STEP_ROWS };

    return q_retention_project_stats_delete(cx, &args, changed);
}

static enum status drop_rows(struct ctx *cx, const struct run *r, delete_step *step, int64_t before)
{
    int64_t changed = STEP_ROWS;

    while (changed == STEP_ROWS && may_go_on(r))
        TRY(step(cx, before, &changed));
    return OK;
}

/* --- issues ----------------------------------------------------------------------- */

enum status retention_issue_remove(struct ctx *cx, int64_t id)
{
    TRY(q_retention_issue_homes_forget(cx, &(struct q_retention_issue_homes_forget_args){ id }));
    TRY(q_retention_issue_score_delete(cx, &(struct q_retention_issue_score_delete_args){ id }));
    TRY(q_retention_issue_rings_delete(cx, &(struct q_retention_issue_rings_delete_args){ id }));
    TRY(q_retention_issue_trackers_delete(cx,
                                          &(struct q_retention_issue_trackers_delete_args){ id }));
    TRY(q_retention_issue_labels_off_delete(
        cx, &(struct q_retention_issue_labels_off_delete_args){ id }));
    TRY(q_retention_issue_labels_delete(cx, &(struct q_retention_issue_labels_delete_args){ id }));
    TRY(q_retention_issue_stats_delete(cx, &(struct q_retention_issue_stats_delete_args){ id }));
    TRY(q_retention_issue_latest_delete(cx, &(struct q_retention_issue_latest_delete_args){ id }));
    TRY(q_retention_issue_fingerprints_delete(
        cx, &(struct q_retention_issue_fingerprints_delete_args){ id }));
    TRY(q_retention_issue_tags_delete(cx, &(struct q_retention_issue_tags_delete_args){ id }));
    TRY(q_retention_issue_words_delete(cx, &(struct q_retention_issue_words_delete_args){ id }));
    TRY(q_retention_issue_activity_delete(cx,
                                          &(struct q_retention_issue_activity_delete_args){ id }));
    return q_retention_issue_delete(cx, &(struct q_retention_issue_delete_args){ id });
}

static enum status drop_issue(struct ctx *cx, struct run *r, int64_t id)
{
    struct q_retention_issue_lock_args lock = { id, r->before_ms / MS_PER_MINUTE };
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t changed = 0;

    TRY(tx_begin(cx, &tx));
    TRY(q_retention_issue_lock(cx, &lock, &changed));
    if (changed == 0)
        return OK; /* an event has come */
    TRY(retention_issue_remove(cx, id));
    r->n_issues++;
    return tx_commit(&tx);
}

static enum status drop_issues(struct ctx *cx, struct run *r)
{
    struct q_retention_issues_args args = { r->before_ms / MS_PER_MINUTE, STEP_ISSUES };
    struct q_retention_issues_row *rows;
    size_t n = STEP_ISSUES;

    while (n == STEP_ISSUES && may_go_on(r)) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_retention_issues(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++)
            TRY(drop_issue(cx, r, rows[i].id));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static enum status drop_attachments(struct ctx *cx, const struct run *r)
{
    size_t n = STEP_ROWS;

    while (n == STEP_ROWS && may_go_on(r)) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(attachment_forget_before(cx, r->before_ms, STEP_ROWS, &n));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* --- the job ------------------------------------------------------------------------ */

static enum status drop_by_age(struct ctx *cx, struct run *r)
{
    int64_t before_hour = r->before_day * HOURS_PER_DAY;

    TRY(drop_old(cx, r));
    TRY(drop_partitions(cx, r));
    TRY(drop_latest(cx, r));
    TRY(drop_attachments(cx, r));
    TRY(drop_rows(cx, r, fingerprint_hours, before_hour));
    TRY(drop_rows(cx, r, project_hours, before_hour));
    TRY(drop_rows(cx, r, project_days, r->before_day));
    return drop_issues(cx, r);
}

static enum status make_ahead(struct ctx *cx)
{
    struct q_retention_partitions_make_row made;
    int64_t today = clock_day(cx->now_ms);

    if (db_kind(cx->db) != DB_POSTGRES)
        return OK;
    for (int64_t day = today; day <= today + DAYS_AHEAD; day++)
        TRY(q_retention_partitions_make(cx, &(struct q_retention_partitions_make_args){ day },
                                        &made));
    return OK;
}

static enum status retention_run(struct ctx *cx, struct str argument)
{
    int64_t outcome_day = clock_day(cx->now_ms) - OUTCOME_DAYS;
    struct run r = { .end_ms = clock_monotonic_ms() + RUN_MS };

    (void)argument;
    r.before_day = clock_day(cx->now_ms) - config.days;
    r.before_ms = r.before_day * MS_PER_DAY;
    TRY(make_ahead(cx));
    if (config.days > 0)
        TRY(drop_by_age(cx, &r));
    TRY(drop_rows(cx, &r, outcome_hours, outcome_day * HOURS_PER_DAY));
    if (config.max_bytes > 0)
        TRY(drop_over_budget(cx, &r));
    TRY(drop_exemplars(cx, &r));
    TRY(give_back(cx, &r));
    atomic_fetch_add(&n_segments, r.n_segments);
    atomic_fetch_add(&n_issues, r.n_issues);
    if (r.n_segments > 0 || r.n_issues > 0)
        LOG(INFO, "retention.done", K_I64("segments", r.n_segments), K_I64("issues", r.n_issues));
    return OK;
}

static const struct job retention_jobs[] = {
    { "retention.run", retention_run, .every_s = EVERY_S, .timeout_s = TIMEOUT_S, .forgets = true },
    { "retention.purge", retention_purge, .every_s = RETENTION_PURGE_S, .timeout_s = TIMEOUT_S,
      .forgets = true },
    { 0 },
};

static const struct metric retention_metrics[] = {
    { "gosnag_retention_segments_total", METRIC_COUNTER, "Segments of events removed since start.",
      &n_segments, NULL, NULL },
    { "gosnag_retention_issues_total", METRIC_COUNTER, "Issues removed since start.", &n_issues,
      NULL, NULL },
    METRIC_END,
};

const struct feature feature_retention = {
    .name = "retention",
    .settings = retention_settings,
    .jobs = retention_jobs,
    .metrics = retention_metrics,
};
