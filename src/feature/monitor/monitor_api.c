#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/page.h"
#include "core/request.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/ingest/door_api.h"
#include "feature/monitor/monitor_int.h"

enum {
    HTTP_CREATED = 201,
    HTTP_NO_CONTENT = 204,
    RECENT_RUNS = 40, /* of an environment, in lists */
    PAGE_DEFAULT = 50,
    SKIP_MAX = MONITORS_MAX,
    ENVIRONMENTS_LISTED = 2000, /* of all monitors of a page */
};
static const char MONITOR_CURSOR = 'm';
static const char RUN_CURSOR = 'c';

/* --- views -------------------------------------------------------------------------- */

struct run_view {
    struct str id; /* the check-in's, 32 hex */
    struct str status;
    bool late;
    int64_t expected_ms;
    int64_t started_ms;
    int64_t finished_ms;
    struct opt_i64 duration_ms;
    struct str release;
};
static const char *const run_words[] = { "in_progress", "ok", "error", "missed", "timeout", NULL };
static const struct field run_fields[] = {
    FIELD_STR("check_in_id", struct run_view, id, 0, 0),
    FIELD_WORD("status", struct run_view, status, 0, run_words),
    FIELD_BOOL("late", struct run_view, late, 0),
    FIELD_TIME("expected_at", struct run_view, expected_ms, 0),
    FIELD_TIME("started_at", struct run_view, started_ms, 0),
    FIELD_TIME("finished_at", struct run_view, finished_ms, 0),
    FIELD_OPT_I64("duration_ms", struct run_view, duration_ms, 0),
    FIELD_STR("release", struct run_view, release, 0, 0),
    FIELD_END,
};

struct environment_view {
    struct str name;
    struct str status;
    int64_t last_ms;
    int64_t next_ms;
    int64_t failures;
    bool is_failing; /* an issue is open */
    struct field_list recent;
};
static const char *const environment_words[] = { "waiting", "in_progress", "ok", "error",
                                                 "missed",  "timeout",     NULL };
static const struct field environment_fields[] = {
    FIELD_STR("name", struct environment_view, name, 0, 0),
    FIELD_WORD("status", struct environment_view, status, 0, environment_words),
    FIELD_TIME("last_check_in_at", struct environment_view, last_ms, 0),
    FIELD_TIME("next_expected_at", struct environment_view, next_ms, 0),
    FIELD_I64("failures", struct environment_view, failures, 0),
    FIELD_BOOL("is_failing", struct environment_view, is_failing, 0),
    FIELD_LIST("recent", struct environment_view, recent, 0, struct run_view, run_fields, 0),
    FIELD_END,
};

struct monitor_view {
    struct str id;
    struct str slug;
    struct str name;
    struct str schedule_type;
    struct str schedule;
    struct str timezone;
    int64_t margin_min;
    int64_t max_runtime_min;
    int64_t failure_threshold;
    int64_t recovery_threshold;
    struct str note;
    bool is_enabled;
    bool is_muted;
    int64_t version;
    int64_t created_ms;
    int64_t updated_ms;
    struct field_list environments;
};
static const char *const schedule_words[] = { "crontab", "interval", NULL };
static const struct field monitor_fields[] = {
    FIELD_STR("id", struct monitor_view, id, FIELD_UUID, 0),
    FIELD_STR("slug", struct monitor_view, slug, 0, 0),
    FIELD_STR("name", struct monitor_view, name, 0, 0),
    FIELD_WORD("schedule_type", struct monitor_view, schedule_type, 0, schedule_words),
    FIELD_STR("schedule", struct monitor_view, schedule, 0, 0),
    FIELD_STR("timezone", struct monitor_view, timezone, 0, 0),
    FIELD_I64("checkin_margin", struct monitor_view, margin_min, 0),
    FIELD_I64("max_runtime", struct monitor_view, max_runtime_min, 0),
    FIELD_I64("failure_issue_threshold", struct monitor_view, failure_threshold, 0),
    FIELD_I64("recovery_threshold", struct monitor_view, recovery_threshold, 0),
    FIELD_STR("note", struct monitor_view, note, 0, 0),
    FIELD_BOOL("is_enabled", struct monitor_view, is_enabled, 0),
    FIELD_BOOL("is_muted", struct monitor_view, is_muted, 0),
    FIELD_I64("version", struct monitor_view, version, 0),
    FIELD_TIME("created_at", struct monitor_view, created_ms, 0),
    FIELD_TIME("updated_at", struct monitor_view, updated_ms, 0),
    FIELD_LIST("environments", struct monitor_view, environments, 0, struct environment_view,
               environment_fields, 0),
    FIELD_END,
};

static void fill_view(struct ctx *cx, const struct q_monitor_get_row *m, struct monitor_view *out)
{
    *out = (struct monitor_view){
        .id = uuid_from_row_id(cx->arena, m->id),
        .slug = m->slug,
        .name = m->name,
        .schedule_type = m->schedule_kind,
        .schedule = m->schedule,
        .timezone = m->timezone,
        .margin_min = m->margin_min,
        .max_runtime_min = m->max_runtime_min,
        .failure_threshold = m->failure_threshold,
        .recovery_threshold = m->recovery_threshold,
        .note = m->note,
        .is_enabled = m->is_enabled,
        .is_muted = m->is_muted,
        .version = m->version,
        .created_ms = m->created_ms,
        .updated_ms = m->updated_ms,
    };
}

/* Runs of one environment below a number, newest first. */
static enum status read_runs(struct ctx *cx, const struct q_check_in_page_args *args,
                             struct run_view **out, struct q_check_in_page_row **rows, size_t *n)
{
    TRY(q_check_in_page(cx, args, rows, n));
    *out = arena_array(cx->arena, struct run_view, *n);
    for (size_t i = 0; i < *n; i++) {
        const struct q_check_in_page_row *r = &(*rows)[i];
        struct event_id id = { { 0 } };
        memcpy(id.b, r->check_in_id.p,
               r->check_in_id.len < sizeof id.b ? r->check_in_id.len : sizeof id.b);
        (*out)[i] = (struct run_view){ .id = event_id_text(cx->arena, &id),
                                       .status = r->status,
                                       .late = r->is_late,
                                       .expected_ms = r->expected_ms,
                                       .started_ms = r->started_ms,
                                       .finished_ms = r->finished_ms,
                                       .duration_ms = r->duration_ms,
                                       .release = r->release };
    }
    return OK;
}

static enum status fill_environment(struct ctx *cx, int64_t project_id,
                                    const struct q_monitor_environments_row *row,
                                    struct environment_view *out)
{
    struct q_check_in_page_args args = { project_id, row->monitor_id, row->environment_id,
                                         INT64_MAX, RECENT_RUNS };
    struct q_check_in_page_row *rows;
    struct run_view *runs;
    size_t n;

    TRY(read_runs(cx, &args, &runs, &rows, &n));
    *out = (struct environment_view){ .name = row->environment,
                                      .status = row->status,
                                      .last_ms = row->last_ms,
                                      .next_ms = row->expected_ms,
                                      .failures = row->failures,
                                      .is_failing = row->incident_seq != 0,
                                      .recent = FIELD_ITEMS(runs, n) };
    return OK;
}

/* The rows of this monitor out of those that were read. */
static enum status fill_environments(struct ctx *cx, int64_t project_id, int64_t monitor_id,
                                     const struct field_list *rows, struct field_list *out)
{
    const struct q_monitor_environments_row *all = rows->items;
    struct environment_view *views;
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++)
        n += all[i].monitor_id == monitor_id;
    views = arena_array(cx->arena, struct environment_view, n);
    *out = FIELD_ITEMS(views, n);
    for (size_t i = 0; i < rows->n; i++) {
        if (all[i].monitor_id == monitor_id)
            TRY(fill_environment(cx, project_id, &all[i], views++));
    }
    return OK;
}

static enum status read_environments(struct ctx *cx, int64_t project_id, int64_t monitor_id,
                                     struct field_list *out)
{
    struct q_monitor_environments_args args = { project_id, monitor_id, ENVIRONMENTS_LISTED };
    struct q_monitor_environments_row *rows;
    size_t n;

    TRY(q_monitor_environments(cx, &args, &rows, &n));
    *out = FIELD_ITEMS(rows, n);
    return OK;
}

/* --- which one ------------------------------------------------------------------------ */

/* {monitor} is its id or its slug. */
static enum status find(struct ctx *cx, const struct request *rq, struct monitor *out, bool *found)
{
    struct str text = request_param(rq, "monitor");
    struct str uuid;
    int64_t id;

    *found = false;
    if (uuid_parse(cx->arena, text, &uuid) && uuid_to_row_id(uuid, &id))
        TRY(monitor_load(cx, rq->project_id, id, out, found));
    return *found ? OK : monitor_load_slug(cx, rq->project_id, text, out, found);
}

static enum status must_find(struct ctx *cx, const struct request *rq, struct monitor *out)
{
    bool found;

    TRY(find(cx, rq, out, &found));
    return found ? OK : fail(cx, E_MISSING, "no such monitor");
}

static enum status answer_monitor(struct ctx *cx, struct response *rs, int status,
                                  const struct monitor *m)
{
    struct monitor_view view;
    struct field_list rows;

    fill_view(cx, &m->row, &view);
    TRY(read_environments(cx, m->project_id, m->row.id, &rows));
    TRY(fill_environments(cx, m->project_id, m->row.id, &rows, &view.environments));
    return respond(cx, rs, status, monitor_fields, &view);
}

/* --- reading ---------------------------------------------------------------------------- */

static const struct route_query page_query[] = {
    { "limit", "integer", "1 to 100, 50 by default." },
    { "cursor", "string", "next of the page before." },
    { NULL, NULL, NULL },
};

struct page_out {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field monitors_out[] = {
    FIELD_LIST("items", struct page_out, items, 0, struct monitor_view, monitor_fields, 0),
    FIELD_STR("next", struct page_out, next, 0, 0),
    FIELD_I64("total", struct page_out, total, 0),
    FIELD_BOOL("total_capped", struct page_out, total_capped, 0),
    FIELD_END,
};

static enum status read_cursor(struct ctx *cx, const struct request *rq, char kind,
                               struct page_key *out)
{
    struct str cursor = request_query(rq, "cursor");

    *out = (struct page_key){ 0 };
    return cursor.len > 0 ? page_parse(cx, kind, cursor, out) : OK;
}

static enum status monitors_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    int64_t limit =
        request_query_i64(rq, "limit", (struct request_range){ PAGE_DEFAULT, 1, LIMIT_PAGE });
    struct q_monitor_count_row count;
    struct q_monitor_page_row *ids;
    struct page_key from;
    struct field_list environments;
    size_t n;

    TRY(read_cursor(cx, rq, MONITOR_CURSOR, &from));
    TRY(q_monitor_count(cx, &(struct q_monitor_count_args){ rq->project_id }, &count));
    TRY(q_monitor_page(cx, &(struct q_monitor_page_args){ rq->project_id, limit, from.sort }, &ids,
                       &n));
    TRY(read_environments(cx, rq->project_id, n == 1 ? ids[0].id : 0, &environments));
    struct monitor_view *views = arena_array(cx->arena, struct monitor_view, n);
    struct page_out out = { .items = FIELD_ITEMS(views, n), .total = count.n };
    for (size_t i = 0; i < n; i++) {
        struct q_monitor_get_row row;
        bool found;
        TRY(q_monitor_get(cx, &(struct q_monitor_get_args){ rq->project_id, ids[i].id }, &row,
                          &found));
        if (!found)
            return fail(cx, E_BUSY, "a monitor was deleted meanwhile");
        fill_view(cx, &row, &views[i]);
        TRY(fill_environments(cx, rq->project_id, row.id, &environments, &views[i].environments));
    }
    if (from.sort + (int64_t)n < count.n)
        out.next = page_cursor(cx, MONITOR_CURSOR, (struct page_key){ from.sort + (int64_t)n, 0 });
    return respond(cx, rs, status_http(OK), monitors_out, &out);
}

static enum status monitor_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct monitor m;

    TRY(must_find(cx, rq, &m));
    return answer_monitor(cx, rs, status_http(OK), &m);
}

static const struct route_query runs_query[] = {
    { "environment", "string", "Whose runs; without it those of the one that reported last." },
    { "limit", "integer", "1 to 100, 50 by default." },
    { "cursor", "string", "next of the page before." },
    { NULL, NULL, NULL },
};
struct runs_out {
    struct str environment;
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field runs_fields[] = {
    FIELD_STR("environment", struct runs_out, environment, 0, 0),
    FIELD_LIST("items", struct runs_out, items, 0, struct run_view, run_fields, 0),
    FIELD_STR("next", struct runs_out, next, 0, 0),
    FIELD_I64("total", struct runs_out, total, 0),
    FIELD_BOOL("total_capped", struct runs_out, total_capped, 0),
    FIELD_END,
};

/* The one that is named, or that reported last; NULL = none. */
static const struct q_monitor_environments_row *choose(const struct field_list *rows,
                                                       struct str name)
{
    const struct q_monitor_environments_row *all = rows->items;
    const struct q_monitor_environments_row *chosen = NULL;

    for (size_t i = 0; i < rows->n; i++) {
        bool is_better = str_is_null(name) ? chosen == NULL || all[i].last_ms > chosen->last_ms
                                           : str_eq(name, all[i].environment);
        if (is_better)
            chosen = &all[i];
    }
    return chosen;
}

static enum status runs_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    int64_t limit =
        request_query_i64(rq, "limit", (struct request_range){ PAGE_DEFAULT, 1, LIMIT_PAGE });
    struct runs_out out = { .items = { 0 } };
    struct q_check_in_page_row *rows;
    struct field_list environments;
    struct run_view *runs;
    struct page_key from;
    struct monitor m;
    size_t n;

    TRY(must_find(cx, rq, &m));
    TRY(read_cursor(cx, rq, RUN_CURSOR, &from));
    TRY(read_environments(cx, m.project_id, m.row.id, &environments));
    const struct q_monitor_environments_row *e =
        choose(&environments, request_query(rq, "environment"));
    if (e == NULL)
        return respond(cx, rs, status_http(OK), runs_fields, &out);
    struct q_check_in_page_args args = { m.project_id, m.row.id, e->environment_id,
                                         from.id > 0 ? from.id : INT64_MAX, limit };
    TRY(read_runs(cx, &args, &runs, &rows, &n));
    out.environment = e->environment;
    out.items = FIELD_ITEMS(runs, n);
    out.total = e->seq < MONITOR_RUNS_KEPT ? e->seq : MONITOR_RUNS_KEPT;
    out.total_capped = e->seq > MONITOR_RUNS_KEPT;
    if (n == (size_t)limit && rows[n - 1].seq > 1)
        out.next = page_cursor(cx, RUN_CURSOR, (struct page_key){ 0, rows[n - 1].seq });
    return respond(cx, rs, status_http(OK), runs_fields, &out);
}

/* --- changing ------------------------------------------------------------------------------ */

struct monitor_in {
    struct str name;
    struct str schedule_type;
    struct str schedule;
    struct str timezone;
    struct opt_i64 margin_min;
    struct opt_i64 max_runtime_min;
    struct opt_i64 failure_threshold;
    struct opt_i64 recovery_threshold;
    struct opt_bool is_enabled;
    struct opt_bool is_muted;
    struct opt_i64 version;
};
static const struct field monitor_body[] = {
    FIELD_STR("name", struct monitor_in, name, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_WORD("schedule_type", struct monitor_in, schedule_type, FIELD_OPTIONAL, schedule_words),
    FIELD_STR("schedule", struct monitor_in, schedule, FIELD_OPTIONAL, SCHEDULE_TEXT_BYTES),
    FIELD_STR("timezone", struct monitor_in, timezone, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_OPT_I64("checkin_margin", struct monitor_in, margin_min, FIELD_OPTIONAL),
    FIELD_OPT_I64("max_runtime", struct monitor_in, max_runtime_min, FIELD_OPTIONAL),
    FIELD_OPT_I64("failure_issue_threshold", struct monitor_in, failure_threshold, FIELD_OPTIONAL),
    FIELD_OPT_I64("recovery_threshold", struct monitor_in, recovery_threshold, FIELD_OPTIONAL),
    FIELD_OPT_BOOL("is_enabled", struct monitor_in, is_enabled, FIELD_OPTIONAL),
    FIELD_OPT_BOOL("is_muted", struct monitor_in, is_muted, FIELD_OPTIONAL),
    FIELD_OPT_I64("version", struct monitor_in, version, FIELD_OPTIONAL),
    FIELD_END,
};

static struct str or_text(struct str sent, struct str otherwise)
{
    return str_trim(sent).len > 0 ? str_trim(sent) : otherwise;
}

static enum status take_minutes(struct ctx *cx, struct opt_i64 sent, int64_t max, int64_t *out)
{
    if (!sent.set)
        return OK;
    if (sent.value < 1 || sent.value > max)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                       "minutes and thresholds are 1 to %lld", (long long)max);
    *out = sent.value;
    return OK;
}

/* What was sent over what is there; the schedule is checked. */
static enum status merge(struct ctx *cx, const struct monitor_in *in, struct monitor_config *c)
{
    struct str kind = or_text(in->schedule_type, c->schedule_kind);
    struct str zone = or_text(in->timezone, c->timezone);

    TRY(take_minutes(cx, in->margin_min, MONITOR_MINUTES_MAX, &c->margin_min));
    TRY(take_minutes(cx, in->max_runtime_min, MONITOR_MINUTES_MAX, &c->max_runtime_min));
    TRY(take_minutes(cx, in->failure_threshold, MONITOR_THRESHOLD_MAX, &c->failure_threshold));
    TRY(take_minutes(cx, in->recovery_threshold, MONITOR_THRESHOLD_MAX, &c->recovery_threshold));
    monitor_config_schedule(cx->arena, kind, or_text(in->schedule, c->schedule), zone, c);
    if (str_is_null(c->schedule_kind))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "schedule" },
                       "this is no schedule: a crontab line (0 3 * * *) or an interval (5 minute)");
    if (in->timezone.len > 0 && c->note.len > 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "timezone" },
                       "the server knows no such time zone");
    return OK;
}

static enum status create(struct ctx *cx, const struct request *rq, const struct monitor_in *in,
                          struct monitor *m)
{
    struct str slug = monitor_slug(cx->arena, request_param(rq, "monitor"));
    struct monitor_config c = { .timezone = S("UTC"),
                                .schedule_kind = S("crontab"),
                                .margin_min = 1,
                                .max_runtime_min = 30,
                                .failure_threshold = 1,
                                .recovery_threshold = 1 };

    if (in->schedule.len == 0)
        return fail(cx, E_MISSING, "no such monitor; one is made when a schedule is sent");
    if (!str_eq(slug, request_param(rq, "monitor")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "monitor" },
                       "a slug is up to %d of a-z, 0-9, - and _", MONITOR_SLUG_BYTES);
    TRY(merge(cx, in, &c));
    return monitor_create(cx, rq->project_id, slug, &c, m);
}

static enum status change(struct ctx *cx, const struct monitor_in *in, struct monitor *m)
{
    struct monitor_config c = { m->row.schedule_kind,      m->row.schedule,
                                m->row.timezone,           m->row.margin_min,
                                m->row.max_runtime_min,    m->row.failure_threshold,
                                m->row.recovery_threshold, m->row.note };
    bool was_enabled = m->row.is_enabled;

    TRY(version_check(cx, in->version, m->row.version, "monitor"));
    TRY(merge(cx, in, &c));
    m->row.name = or_text(in->name, m->row.name);
    m->row.is_enabled = in->is_enabled.set ? in->is_enabled.value : was_enabled;
    m->row.is_muted = in->is_muted.set ? in->is_muted.value : m->row.is_muted;
    TRY(monitor_configure(cx, m, &c));
    return monitor_write(cx, m, m->row.is_enabled != was_enabled);
}

static enum status monitor_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct monitor_in in = { 0 };
    struct monitor m;
    bool found;

    TRY(request_read(cx, rq, monitor_body, &in));
    {
        struct tx tx SCOPED(tx_end) = { 0 };
        TRY(tx_begin(cx, &tx));
        TRY(find(cx, rq, &m, &found));
        if (!found)
            TRY(create(cx, rq, &in, &m));
        TRY(change(cx, &in, &m));
        TRY(tx_commit(&tx));
    }
    int status = found ? status_http(OK) : HTTP_CREATED;
    TRY(must_find(cx, rq, &m));
    return answer_monitor(cx, rs, status, &m);
}

static enum status monitor_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct opt_i64 version;
    struct monitor m;

    TRY(version_of_query(cx, rq, &version));
    TRY(must_find(cx, rq, &m));
    TRY(version_check(cx, version, m.row.version, "monitor"));
    TRY(monitor_remove(cx, rq->project_id, m.row.id));
    return respond_empty(rs, HTTP_NO_CONTENT);
}

const struct route_param monitor_params[] = { { "monitor", NULL },
                                              { "monitor_slug", NULL },
                                              { 0 } };

static const struct route_query version_query[] = {
    { "version", "integer", "The version that is meant; 409 when it is another by now." },
    { NULL, NULL, NULL },
};

const struct route monitor_routes[] = {
    { POST, "/api/{dsn_project}/cron/{monitor_slug}/{dsn_key}", SCOPE_PUBLIC, NULL, NULL, cron_take,
      NULL, "A check-in by URL.", .flags = INGEST_ROUTE },
    { GET, "/api/{dsn_project}/cron/{monitor_slug}/{dsn_key}", SCOPE_PUBLIC, NULL, NULL, cron_take,
      NULL, "The same.", .flags = INGEST_ROUTE },
    { POST, "/api/{dsn_project}/cron/{monitor_slug}", SCOPE_PUBLIC, NULL, NULL, cron_take, NULL,
      "The same with the key in a header or the query.", .flags = INGEST_ROUTE },
    { GET, "/api/{dsn_project}/cron/{monitor_slug}", SCOPE_PUBLIC, NULL, NULL, cron_take, NULL,
      "The same.", .flags = INGEST_ROUTE },
    { GET, "/api/v1/projects/{project}/monitors", SCOPE_READ, NULL, monitors_out, monitors_get,
      "list_monitors", "Cron monitors of a project, how they fare and their newest runs.",
      .query = page_query },
    { GET, "/api/v1/projects/{project}/monitors/{monitor}", SCOPE_READ, NULL, monitor_fields,
      monitor_get, NULL, "One monitor, by id or slug." },
    { PUT, "/api/v1/projects/{project}/monitors/{monitor}", SCOPE_TRIAGE, monitor_body,
      monitor_fields, monitor_put, NULL,
      "Changes a monitor: mute, disable, schedule; a slug that is new and has a schedule makes "
      "one.",
      .flags = ROUTE_OK | ROUTE_CREATED },
    { DELETE, "/api/v1/projects/{project}/monitors/{monitor}", SCOPE_TRIAGE, NULL, NULL,
      monitor_delete, NULL,
      "Deletes a monitor and its runs; a later check-in with a schedule "
      "makes it anew.",
      .query = version_query, .flags = ROUTE_NO_CONTENT },
    { GET, "/api/v1/projects/{project}/monitors/{monitor}/checkins", SCOPE_READ, NULL, runs_fields,
      runs_get, NULL, "Runs of a monitor in one environment, newest first.", .query = runs_query },
    { 0 },
};
