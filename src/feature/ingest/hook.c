#include "base/base.h"
#include "feature/ingest/hook.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/field.h"
#include "core/job.h"
#include "core/tx.h"
#include "feature/event/event.h"
#include "feature/issue/issue_change.h"
#include "port/db.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { ARGUMENT_BYTES = 256 << 10 };

/* What stands in job_queue: whose hook, and the change. */
struct hook_job {
    struct str feature;
    struct issue_change change;
    struct field_list new_tags, tags;
};

static const struct field state_fields[] = {
    FIELD_STR("status", struct issue_state, status, 0, 0),
    FIELD_STR("title", struct issue_state, title, 0, 0),
    FIELD_STR("level", struct issue_state, level, 0, 0),
    FIELD_I64("event_count", struct issue_state, event_count, FIELD_WIDE),
    FIELD_I64("user_count", struct issue_state, user_count, FIELD_WIDE),
    FIELD_I64("priority", struct issue_state, priority, FIELD_WIDE),
    FIELD_I64("last_seen_ms", struct issue_state, last_seen_ms, FIELD_WIDE),
    FIELD_END,
};

static const struct field tag_fields[] = {
    FIELD_STR("key", struct event_tag, key, 0, 0),
    FIELD_STR("value", struct event_tag, value, 0, 0),
    FIELD_END,
};

static const struct field job_fields[] = {
    FIELD_STR("feature", struct hook_job, feature, 0, 0),
    FIELD_I64("project_id", struct hook_job, change.project_id, FIELD_WIDE),
    FIELD_STR("project", struct hook_job, change.project_uuid, 0, 0),
    FIELD_I64("issue_id", struct hook_job, change.issue_id, FIELD_WIDE),
    FIELD_STR("issue", struct hook_job, change.issue_uuid, 0, 0),
    FIELD_I64("version", struct hook_job, change.version, FIELD_WIDE),
    FIELD_OBJECT("before", struct hook_job, change.before, 0, struct issue_state, state_fields),
    FIELD_OBJECT("after", struct hook_job, change.after, 0, struct issue_state, state_fields),
    FIELD_STR("type", struct hook_job, change.type, 0, 0),
    FIELD_STR("culprit", struct hook_job, change.culprit, 0, 0),
    FIELD_STR("platform", struct hook_job, change.platform, 0, 0),
    FIELD_STR("first_release", struct hook_job, change.first_release, 0, 0),
    FIELD_I64("assigned_to", struct hook_job, change.assigned_to, FIELD_WIDE),
    FIELD_I64("first_seen_ms", struct hook_job, change.first_seen_ms, FIELD_WIDE),
    FIELD_BOOL("is_priority_manual", struct hook_job, change.is_priority_manual, 0),
    FIELD_I64("events", struct hook_job, change.n_events, FIELD_WIDE),
    FIELD_BOOL("is_new", struct hook_job, change.is_new, 0),
    FIELD_BOOL("is_reopened", struct hook_job, change.is_reopened, 0),
    FIELD_LIST("new_tags", struct hook_job, new_tags, 0, struct event_tag, tag_fields, 0),
    FIELD_STR("environment", struct hook_job, change.event.environment, 0, 0),
    FIELD_STR("release", struct hook_job, change.event.release, 0, 0),
    FIELD_LIST("tags", struct hook_job, tags, 0, struct event_tag, tag_fields, 0),
    FIELD_END,
};

static enum status queue_retry(struct ctx *cx, const char *feature,
                               const struct issue_change *change)
{
    struct hook_job job = {
        .feature = str_c(feature),
        .change = *change,
        .new_tags = { change->new_tags, change->n_new_tags, sizeof(struct event_tag) },
        .tags = { change->event.tags, change->event.n_tags, sizeof(struct event_tag) },
    };
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, ARGUMENT_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, job_fields, &job);
    if (buf_is_full(&b))
        return fail(cx, E_INTERNAL, "a change is larger than %d bytes", ARGUMENT_BYTES);
    return job_enqueue(cx, "hook.retry", buf_str(&b), cx->now_ms);
}

enum status hooks_run(struct ctx *cx, const struct feature *const *table,
                      struct issue_change *change)
{
    for (; *table != NULL; table++) {
        const struct feature *f = *table;
        if (f->after_event == NULL || (f->wants_event != NULL && !f->wants_event(change)))
            continue;
        const struct issue_change was = *change;
        TRY(db_savepoint(cx));
        if (f->after_event(cx, change) == OK) {
            TRY(db_savepoint_release(cx));
            continue;
        }
        LOG(WARN, "hook.failed", K_CZ("feature", f->name), K_I64("issue", change->issue_id),
            K_CZ("why", cx->err.text));
        err_clear(&cx->err);
        TRY(db_savepoint_rollback(cx));
        *change = was; /* what it told of is rolled back too */
        TRY(queue_retry(cx, f->name, change));
    }
    return OK;
}

static enum status read_job(struct ctx *cx, struct str argument, struct hook_job *out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, argument, &doc, NULL));
    TRY(field_decode(cx, job_fields, json_root(doc), out));
    out->change.new_tags = out->new_tags.items;
    out->change.n_new_tags = out->new_tags.n;
    out->change.event.tags = out->tags.items;
    out->change.event.n_tags = out->tags.n;
    return OK;
}

/* A feature that this program does not have any more has nothing to do. */
static enum status retry_in(struct ctx *cx, const struct feature *const *table, struct str argument)
{
    struct hook_job job = { 0 };
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(read_job(cx, argument, &job));
    while (*table != NULL && !str_eq(job.feature, str_c((*table)->name)))
        table++;
    if (*table == NULL || (*table)->after_event == NULL)
        return OK;
    TRY(tx_begin(cx, &tx));
    enum status st = (*table)->after_event(cx, &job.change);
    if (st != OK) /* whatever it was: later once more, then it is parked and shown */
        return fail(cx, E_BUSY, "the hook of %.*s failed again", FMT(job.feature));
    return tx_commit(&tx);
}

enum status hook_retry(struct ctx *cx, struct str argument)
{
    return retry_in(cx, feature_table, argument);
}
