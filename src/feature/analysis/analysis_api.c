/* Routes of database analysis (gosnag-api.md §14). */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/analysis/analysis_int.h"
#include "feature/analysis/analysis_sql.h"
#include "feature/audit/audit.h"
#include "feature/event/event_store.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_event.h"
#include "feature/project/project.h"
#include "port/explain.h"

/* --- the event ------------------------------------------------------------------------------- */

struct database {
    const struct explain_driver *driver;
    struct explain_target target;
};

/* E_INVALID: it is off, or not set up. */
static enum status read_settings(struct ctx *cx, int64_t project_id, struct database *out)
{
    struct q_analysis_settings_row row;
    bool found;

    TRY(q_analysis_settings(cx, &(struct q_analysis_settings_args){ project_id }, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such project");
    if (!row.is_enabled)
        return fail(cx, E_INVALID, "database analysis is off in this project's settings");
    out->driver = explain_driver_of(row.driver);
    if (out->driver == NULL)
        return fail(cx, E_INVALID, "the database driver is postgres or mysql");
    struct str dsn = project_secret_open(cx, row.dsn_box);
    if (dsn.len == 0)
        return fail(cx, E_INVALID, "this project has no connection string of a database");
    TRY(out->driver->read_dsn(cx, dsn, &out->target));
    if (row.database.len > 0)
        out->target.database = row.database;
    out->target.schema = row.schema;
    return OK;
}

static enum status read_latest(struct ctx *cx, const struct request *rq, struct stored_event *out)
{
    struct issue_ref issue;
    struct event_range range;
    struct stored_event *events;
    size_t n;

    TRY(issue_resolve(cx, rq->project_id, request_param(rq, "issue"), &issue));
    TRY(issue_range(cx, rq->project_id, issue.id, &range));
    range.limit = 1;
    range.with_data = true;
    TRY(event_page(cx, &range, &events, &n));
    if (n == 0 || str_is_null(events[0].data))
        return fail(cx, E_MISSING, "the issue has no stored event");
    *out = events[0];
    return OK;
}

static enum status analyse(struct ctx *cx, const struct request *rq, struct database *db,
                           struct stored_event *ev, struct analysis **out)
{
    TRY(read_settings(cx, rq->project_id, db));
    TRY(read_latest(cx, rq, ev));
    *out = arena_new(cx->arena, struct analysis);
    return analysis_read(cx, ev->data, *out);
}

/* --- the list ----------------------------------------------------------------------------------
 */

struct summary_view {
    int64_t query_count, unique_query_count, missing_timing_count, n_plus_one_candidates;
    int64_t explain_attempted, explain_completed;
    double total_ms;
    struct str timing;
};
static const char *const timing_words[] = { "all", "partial", "none", "", NULL };
static const struct field summary_fields[] = {
    FIELD_I64("query_count", struct summary_view, query_count, 0),
    FIELD_I64("unique_query_count", struct summary_view, unique_query_count, 0),
    FIELD_F64("total_duration_ms", struct summary_view, total_ms, 0),
    FIELD_I64("missing_timing_count", struct summary_view, missing_timing_count, 0),
    FIELD_WORD("timing_availability", struct summary_view, timing, 0, timing_words),
    FIELD_I64("n_plus_one_candidates", struct summary_view, n_plus_one_candidates, 0),
    FIELD_I64("explain_attempted", struct summary_view, explain_attempted, 0),
    FIELD_I64("explain_completed", struct summary_view, explain_completed, 0),
    FIELD_END,
};

struct group_view {
    struct str shape, sample, type, table;
    int64_t count, untimed;
    double total_ms, avg_ms, max_ms;
    bool is_n_plus_one;
};
static const char *const type_words[] = { "select", "insert", "update", "delete", "other", NULL };
static const struct field group_fields[] = {
    FIELD_STR("normalized_sql", struct group_view, shape, 0, 0),
    FIELD_STR("sample_sql", struct group_view, sample, 0, 0),
    FIELD_WORD("query_type", struct group_view, type, 0, type_words),
    FIELD_STR("likely_entity", struct group_view, table, FIELD_OMIT, 0),
    FIELD_I64("count", struct group_view, count, 0),
    FIELD_F64("total_duration_ms", struct group_view, total_ms, 0),
    FIELD_F64("avg_duration_ms", struct group_view, avg_ms, 0),
    FIELD_F64("max_duration_ms", struct group_view, max_ms, 0),
    FIELD_I64("missing_timing_count", struct group_view, untimed, 0),
    FIELD_BOOL("suspected_n_plus_one", struct group_view, is_n_plus_one, 0),
    FIELD_END,
};

struct analysis_out {
    struct summary_view summary;
    struct field_list queries;
    struct str_list warnings;
    struct str event_id;
};
static const struct field analysis_fields[] = {
    FIELD_OBJECT("summary", struct analysis_out, summary, 0, struct summary_view, summary_fields),
    FIELD_LIST("queries", struct analysis_out, queries, 0, struct group_view, group_fields, 0),
    FIELD_STR_LIST("warnings", struct analysis_out, warnings, 0, 0),
    FIELD_STR("event_id", struct analysis_out, event_id, FIELD_OMIT, 0),
    FIELD_END,
};

static struct str type_of(enum statement_kind kind)
{
    static const char *const words[] = {
        [STATEMENT_NONE] = "other",    [STATEMENT_SELECT] = "select", [STATEMENT_INSERT] = "insert",
        [STATEMENT_UPDATE] = "update", [STATEMENT_DELETE] = "delete", [STATEMENT_OTHER] = "other",
    };

    return str_c(words[kind]);
}

static struct group_view view_of(const struct analysis_group *g)
{
    int64_t timed = g->count - g->untimed;

    return (struct group_view){
        .shape = g->shape,
        .sample = g->sample,
        .type = type_of(g->kind),
        .table = g->table.len > 0 ? g->table : (struct str){ 0 },
        .count = g->count,
        .untimed = g->untimed,
        .total_ms = g->total_ms,
        .avg_ms = timed > 0 ? g->total_ms / (double)timed : 0,
        .max_ms = g->max_ms,
        .is_n_plus_one = g->is_n_plus_one,
    };
}

static struct str timing_of(const struct analysis *a)
{
    if (a->queries == 0)
        return S("");
    if (a->untimed == 0)
        return S("all");
    return a->untimed == a->queries ? S("none") : S("partial");
}

static struct str warning_of(const struct analysis *a)
{
    if (a->queries == 0)
        return S("The newest event tells of no statements: its breadcrumbs hold no SQL.");
    if (a->is_cut)
        return S("The event has more shapes of statements than are shown.");
    if (a->untimed == a->queries)
        return S("No statement says how long it took.");
    return a->untimed > 0 ? S("Some statements do not say how long they took.") : (struct str){ 0 };
}

static enum status analysis_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct analysis_out out = { .queries = { 0 } };
    struct stored_event ev;
    struct analysis *a;
    struct database db;

    TRY(analyse(cx, rq, &db, &ev, &a));
    struct group_view *views = arena_array(cx->arena, struct group_view, a->n);
    for (size_t i = 0; i < a->n; i++) {
        views[i] = view_of(&a->groups[i]);
        out.summary.n_plus_one_candidates += a->groups[i].is_n_plus_one;
    }
    struct str warning = warning_of(a);
    out.summary.query_count = a->queries;
    out.summary.unique_query_count = (int64_t)a->n;
    out.summary.missing_timing_count = a->untimed;
    out.summary.total_ms = a->total_ms;
    out.summary.timing = timing_of(a);
    out.queries = FIELD_ITEMS(views, a->n);
    out.warnings = (struct str_list){ &warning, str_is_null(warning) ? 0 : 1 };
    out.event_id = uuid_from_row_id(cx->arena, ev.id);
    return respond(cx, rs, status_http(OK), analysis_fields, &out);
}

/* --- one plan
 * ------------------------------------------------------------------------------------- */

struct explain_in {
    struct str shape;
};
static const struct field explain_body[] = {
    FIELD_STR("normalized_sql", struct explain_in, shape, FIELD_REQUIRED, STATEMENT_READ_BYTES),
    FIELD_END,
};

struct explain_out {
    struct str shape, plan, error;
    struct str_list warnings;
};
static const struct field plan_fields[] = {
    FIELD_STR("normalized_sql", struct explain_out, shape, 0, 0),
    FIELD_STR("plan", struct explain_out, plan, FIELD_OMIT, 0),
    FIELD_STR("error", struct explain_out, error, FIELD_OMIT, 0),
    FIELD_STR_LIST("warnings", struct explain_out, warnings, 0, 0),
    FIELD_END,
};

static enum status note_asked(struct ctx *cx, const struct request *rq, struct str shape)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(audit_note(cx, "analysis.explain", "issue", request_param(rq, "issue"), shape));
    return tx_commit(&tx);
}

static enum status explain_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct explain_in in = { 0 };
    struct explain_out out = { .warnings = { 0 } };
    const struct analysis_group *group = NULL;
    struct str words[ANALYSIS_WARNINGS];
    struct stored_event ev;
    struct analysis *a;
    struct database db;

    TRY(request_read(cx, rq, explain_body, &in));
    TRY(analyse(cx, rq, &db, &ev, &a));
    for (size_t i = 0; i < a->n; i++) {
        if (str_eq(a->groups[i].shape, in.shape))
            group = &a->groups[i];
    }
    if (group == NULL)
        return fail(cx, E_MISSING, "the newest event has no such statement");
    TRY(analysis_check(cx, group->sample));
    TRY(note_asked(cx, rq, in.shape));
    out.shape = in.shape;
    if (db.driver->run(cx, &db.target, group->sample, &out.plan) != OK) {
        out.error = str_dup(cx->arena, str_c(cx->err.text));
        err_clear(&cx->err);
    } else {
        out.warnings = (struct str_list){ words, analysis_warnings(out.plan, words) };
    }
    return respond(cx, rs, status_http(OK), plan_fields, &out);
}

const struct route analysis_routes[] = {
    { POST, "/api/v1/projects/{project}/issues/{issue}/db-analysis", SCOPE_ADMIN, NULL,
      analysis_fields, analysis_post, NULL,
      "The statements before the issue's newest event, by shape." },
    { POST, "/api/v1/projects/{project}/issues/{issue}/db-analysis/explain", SCOPE_ADMIN,
      explain_body, plan_fields, explain_post, NULL,
      "How the project's database would run one of them: EXPLAIN only, in a transaction that reads "
      "only, for 4 s at most." },
    { 0 },
};
