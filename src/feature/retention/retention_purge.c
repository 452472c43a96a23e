#include "base/base.h"
#include "feature/retention/retention_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/log.h"
#include "core/tx.h"
#include "feature/retention/retention_sql.h"

enum {
    RUN_MS = 30 * MS_PER_SECOND, /* then the next run goes on                        */
    KEPT_MS = MS_PER_HOUR,       /* undo, a job's included, is over long before that */
    STEP_EVENTS = 200,           /* of one transaction: some 20 ms                   */
    STEP_ISSUES = 50,
    SEGMENT_SHIFT = 16,
};

/* *is_done: the fingerprint has no stored event any more. */
static enum status purge_events(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                                bool *is_done)
{
    struct q_purge_events_args args = { project_id, fingerprint_id, STEP_EVENTS };
    struct q_purge_events_row *rows;
    struct tx tx SCOPED(tx_end) = { 0 };
    size_t n;

    TRY(tx_begin(cx, &tx));
    TRY(q_purge_events(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct q_purge_event_delete_args event = {
            rows[i].day, project_id, rows[i].segment << SEGMENT_SHIFT | rows[i].ordinal
        };
        struct q_purge_listed_delete_args listed = { rows[i].day, rows[i].segment, project_id,
                                                     fingerprint_id, rows[i].ordinal };
        TRY(q_purge_event_delete(cx, &event));
        TRY(q_purge_listed_delete(cx, &listed));
    }
    *is_done = n < STEP_EVENTS;
    return tx_commit(&tx);
}

static enum status purge_rest(struct ctx *cx, int64_t issue_id)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(q_purge_follows_delete(cx, &(struct q_purge_follows_delete_args){ issue_id }));
    TRY(q_purge_comments_delete(cx, &(struct q_purge_comments_delete_args){ issue_id }));
    TRY(q_purge_notifications_delete(cx, &(struct q_purge_notifications_delete_args){ issue_id }));
    TRY(q_purge_notices_delete(cx, &(struct q_purge_notices_delete_args){ issue_id }));
    TRY(q_purge_notice_states_delete(cx, &(struct q_purge_notice_states_delete_args){ issue_id }));
    TRY(retention_issue_remove(cx, issue_id));
    return tx_commit(&tx);
}

static enum status purge_issue(struct ctx *cx, const struct q_purge_issues_row *issue)
{
    struct q_purge_fingerprints_row *rows;
    size_t n;

    TRY(q_purge_fingerprints(cx, &(struct q_purge_fingerprints_args){ issue->id }, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        for (bool is_done = false; !is_done;) {
            struct arena_mark mark = arena_mark(cx->arena);
            TRY(purge_events(cx, issue->project_id, rows[i].id, &is_done));
            arena_rewind(cx->arena, mark);
        }
    }
    return purge_rest(cx, issue->id);
}

enum status retention_purge(struct ctx *cx, struct str argument)
{
    struct q_purge_issues_args args = { cx->now_ms - KEPT_MS, STEP_ISSUES };
    int64_t end_ms = clock_monotonic_ms() + RUN_MS, purged = 0;
    struct q_purge_issues_row *rows;
    size_t n = STEP_ISSUES;

    (void)argument;
    while (n == STEP_ISSUES && clock_monotonic_ms() < end_ms) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(q_purge_issues(cx, &args, &rows, &n));
        for (size_t i = 0; i < n && clock_monotonic_ms() < end_ms; i++, purged++)
            TRY(purge_issue(cx, &rows[i]));
        arena_rewind(cx->arena, mark);
    }
    if (purged > 0)
        LOG(INFO, "retention.purged", K_I64("issues", purged));
    return OK;
}
