#include "base/base.h"

#include "feature/system/worker_api.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/config.h"
#include "core/job.h"
#include "core/tx.h"
#include "feature/audit/audit.h"

enum { HTTP_ACCEPTED = 202 };

struct worker_out {
    struct str name, state, last_error, process, host;
    int64_t every_s, started_ms, ended_ms, next_ms, lease_until_ms;
    struct opt_i64 duration_ms;
};
static const char *const states[] = { "never", "running", "failed", "ok", NULL };
static const struct field worker_fields[] = {
    FIELD_STR("name", struct worker_out, name, FIELD_REQUIRED, 0),
    FIELD_WORD("state", struct worker_out, state, FIELD_REQUIRED, states),
    FIELD_I64("every_s", struct worker_out, every_s, 0),
    FIELD_TIME("last_started_at", struct worker_out, started_ms, 0),
    FIELD_TIME("last_ended_at", struct worker_out, ended_ms, 0),
    FIELD_OPT_I64("duration_ms", struct worker_out, duration_ms, 0),
    FIELD_TIME("next_at", struct worker_out, next_ms, 0),
    FIELD_STR("last_error", struct worker_out, last_error, 0, 0),
    FIELD_STR("process", struct worker_out, process, 0, 0),
    FIELD_STR("host", struct worker_out, host, 0, 0),
    FIELD_TIME("lease_until", struct worker_out, lease_until_ms, 0),
    FIELD_END,
};
struct workers_out {
    struct field_list items;
};
const struct field workers_fields[] = {
    FIELD_LIST("items", struct workers_out, items, 0, struct worker_out, worker_fields, 0),
    FIELD_END,
};

static struct str state_of(const struct job_view *v)
{
    if (v->lease_until_ms != 0)
        return S("running");
    if (v->last_start_ms == 0)
        return S("never");
    return v->last_error.len > 0 ? S("failed") : S("ok");
}

static struct str unless_empty(struct str s)
{
    return s.len > 0 ? s : (struct str){ NULL, 0 };
}

static struct worker_out view_of(const struct job_view *v)
{
    struct worker_out out = { .name = str_c(v->job->name),
                              .state = state_of(v),
                              .every_s = v->job->every_s,
                              .started_ms = v->last_start_ms,
                              .ended_ms = v->last_end_ms,
                              .next_ms = v->due_ms,
                              .last_error = unless_empty(v->last_error),
                              .process = unless_empty(v->owner),
                              .host = v->host,
                              .lease_until_ms = v->lease_until_ms };
    if (v->last_end_ms >= v->last_start_ms && v->last_start_ms > 0)
        out.duration_ms =
            (struct opt_i64){ .value = v->last_end_ms - v->last_start_ms, .set = true };
    return out;
}

enum status workers_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct job_view *views;
    size_t n;

    (void)rq;
    TRY(job_views(cx, &views, &n));
    struct worker_out *items = arena_array(cx->arena, struct worker_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = view_of(&views[i]);
    struct workers_out out = { FIELD_ITEMS(items, n) };
    return respond(cx, rs, status_http(OK), workers_fields, &out);
}

struct asked_out {
    struct str name;
    bool is_due;
};
const struct field worker_asked_fields[] = {
    FIELD_STR("name", struct asked_out, name, FIELD_REQUIRED, 0),
    FIELD_BOOL("due", struct asked_out, is_due, 0),
    FIELD_END,
};

enum status worker_run_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct str name = request_param(rq, "worker");

    TRY(tx_begin(cx, &tx));
    TRY(job_ask(cx, name));
    TRY(audit_note(cx, "worker.run", "worker", name, S("")));
    TRY(tx_commit(&tx));
    return respond(cx, rs, HTTP_ACCEPTED, worker_asked_fields, &(struct asked_out){ name, true });
}

/* --- settings -------------------------------------------------------------- */

struct setting_out {
    struct str name, value, origin, otherwise, help;
    bool is_secret;
};
static const char *const origins[] = { "default", ".env", "environment", NULL };
static const struct field setting_fields[] = {
    FIELD_STR("name", struct setting_out, name, FIELD_REQUIRED, 0),
    FIELD_STR("value", struct setting_out, value, FIELD_REQUIRED, 0),
    FIELD_WORD("origin", struct setting_out, origin, FIELD_REQUIRED, origins),
    FIELD_STR("default", struct setting_out, otherwise, FIELD_REQUIRED, 0),
    FIELD_BOOL("secret", struct setting_out, is_secret, 0),
    FIELD_STR("help", struct setting_out, help, FIELD_REQUIRED, 0),
    FIELD_END,
};
struct settings_out {
    struct field_list items;
};
const struct field settings_fields[] = {
    FIELD_LIST("items", struct settings_out, items, 0, struct setting_out, setting_fields, 0),
    FIELD_END,
};

enum status settings_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct config_row *rows;
    size_t n = config_rows(cx, &rows);
    struct setting_out *items = arena_array(cx->arena, struct setting_out, n + 1);

    (void)rq;
    for (size_t i = 0; i < n; i++) {
        const struct setting *s = rows[i].setting;
        items[i] = (struct setting_out){ .name = str_c(s->name),
                                         .value = rows[i].value,
                                         .origin = str_c(rows[i].origin),
                                         .otherwise = str_c(s->otherwise),
                                         .help = str_c(s->help),
                                         .is_secret = s->is_secret };
    }
    struct settings_out out = { FIELD_ITEMS(items, n) };
    return respond(cx, rs, status_http(OK), settings_fields, &out);
}
