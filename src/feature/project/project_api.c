#include "base/base.h"

#include "feature/project/project_api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/version.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/project/project_int.h"
#include "feature/project/project_key_sql.h"
#include "feature/project/project_slug.h"
#include "port/json.h"
#include "port/jsonw.h"

enum {
    HTTP_CREATED = 201,
    HTTP_NO_CONTENT = 204,
    HTTP_CONFLICT = 409,
    LIMIT_SETTING = 500,
    LIMIT_NOTES = 10000,
};

static void set_project(struct request *rq, int64_t id, struct str uuid, struct str slug)
{
    rq->project_id = id;
    rq->project_uuid = uuid;
    rq->project_slug = slug;
}

/* {project}: a number, a uuid, or a slug of today or before. */
static enum status project_resolve(struct ctx *cx, struct request *rq, struct str text)
{
    struct q_project_by_number_row by_number;
    struct q_project_by_uuid_row by_uuid;
    struct q_project_by_slug_row by_slug;
    struct str uuid;
    int64_t number;
    bool found;

    if (str_i64(text, &number)) {
        TRY(q_project_by_number(cx, &(struct q_project_by_number_args){ .id = number }, &by_number,
                                &found));
        if (found)
            set_project(rq, by_number.id, by_number.uuid, by_number.slug);
    } else if (uuid_parse(cx->arena, text, &uuid)) {
        TRY(q_project_by_uuid(cx, &(struct q_project_by_uuid_args){ .uuid = uuid }, &by_uuid,
                              &found));
        if (found)
            set_project(rq, by_uuid.id, by_uuid.uuid, by_uuid.slug);
    } else {
        struct str slug = str_lower(cx->arena, text);
        if (!slug_is_good(slug))
            return fail(cx, E_INVALID, "this is no project's uuid, number or slug");
        TRY(q_project_by_slug(cx, &(struct q_project_by_slug_args){ .slug = slug }, &by_slug,
                              &found));
        if (found)
            set_project(rq, by_slug.id, by_slug.uuid, by_slug.slug);
    }
    return found ? OK : fail(cx, E_MISSING, "no such project");
}

const struct route_param project_params[] = {
    { "project", project_resolve },
    { "group", NULL },
    { "key", NULL },
    { "loader_file", NULL },
    { 0 },
};

/* --- bodies ------------------------------------------------------------------------ */

static const struct field rules_body[] = {
    FIELD_STR("preset", struct stacktrace_rules, preset, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_STR_LIST("app_patterns", struct stacktrace_rules, app_patterns, 0, PATTERNS_MAX),
    FIELD_STR_LIST("framework_patterns", struct stacktrace_rules, framework_patterns, 0,
                   PATTERNS_MAX),
    FIELD_STR_LIST("external_patterns", struct stacktrace_rules, external_patterns, 0,
                   PATTERNS_MAX),
    FIELD_END,
};

/* clang-format off */
#define SET_TEXT(name) FIELD_STR(#name, struct project_in, set.name, FIELD_OPTIONAL, LIMIT_SETTING)
#define SET_BOOL(name) FIELD_OPT_BOOL(#name, struct project_in, set.name, FIELD_OPTIONAL)
#define SET_I64(name)  FIELD_OPT_I64(#name, struct project_in, set.name, FIELD_OPTIONAL)
#define SECRET(name)   FIELD_STR(#name, struct project_in, name, FIELD_SECRET, SECRET_TEXT_BYTES)
const struct field project_body[] = {
    FIELD_STR("name", struct project_in, set.name, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_STR("slug", struct project_in, set.slug, FIELD_OPTIONAL, LIMIT_SLUG),
    SET_TEXT(short_prefix), SET_TEXT(icon), SET_TEXT(color),
    FIELD_OPT_STR("group_id", struct project_in, group_id, FIELD_OPTIONAL, LIMIT_NAME),
    SET_I64(default_cooldown_minutes), SET_BOOL(warning_as_error), SET_I64(max_events_per_issue),
    SET_I64(max_info_issues), SET_TEXT(error_grouping_mode), SET_TEXT(warning_grouping_mode),
    SET_TEXT(info_grouping_mode), SET_TEXT(issue_display_mode), SET_TEXT(workflow_mode),
    SET_TEXT(framework), SET_BOOL(route_grouping_enabled),
    SET_TEXT(jira_base_url), SET_TEXT(jira_email), SECRET(jira_api_token),
    SET_TEXT(jira_project_key), SET_TEXT(jira_issue_type),
    SECRET(github_token), SET_TEXT(github_owner), SET_TEXT(github_repo), SET_TEXT(github_labels),
    SET_TEXT(repo_provider), SET_TEXT(repo_owner), SET_TEXT(repo_name),
    SET_TEXT(repo_default_branch), SECRET(repo_token), SET_TEXT(repo_path_strip),
    SET_BOOL(ai_enabled), SET_BOOL(ai_merge_suggestions), SET_BOOL(ai_auto_merge),
    SET_BOOL(ai_anomaly_detection), SET_BOOL(ai_ticket_description), SET_BOOL(ai_root_cause),
    SET_BOOL(ai_triage), SET_TEXT(ai_model),
    FIELD_OBJECT("stacktrace_rules", struct project_in, rules, FIELD_OPTIONAL,
                 struct stacktrace_rules, rules_body),
    SET_BOOL(analysis_db_enabled), SET_TEXT(analysis_db_driver), SECRET(analysis_db_dsn),
    SET_TEXT(analysis_db_name), SET_TEXT(analysis_db_schema),
    FIELD_STR("analysis_db_notes", struct project_in, set.analysis_db_notes, FIELD_OPTIONAL,
              LIMIT_NOTES),
    FIELD_STR_LIST("clear", struct project_in, clear, FIELD_OPTIONAL, 0),
    FIELD_OPT_I64("version", struct project_in, version, FIELD_OPTIONAL),
    FIELD_END,
};
/* clang-format on */

/* --- DSNs -------------------------------------------------------------------------- */

struct str project_dsn(struct ctx *cx, const struct request *rq, struct str key, struct str end)
{
    struct str scheme = rq->is_https ? S("https") : S("http");
    struct str proto = request_header(rq, "X-Forwarded-Proto");

    if (key.len == 0 || rq->host.len == 0)
        return (struct str){ 0 };
    if (str_eq_fold(proto, S("http")) || str_eq_fold(proto, S("https")))
        scheme = str_lower(cx->arena, proto);
    return str_printf(cx->arena, "%.*s://%.*s@%.*s%.*s/%.*s", FMT(scheme), FMT(key), FMT(rq->host),
                      FMT(router_prefix()), FMT(end));
}

static struct str number_text(struct ctx *cx, int64_t id)
{
    return str_printf(cx->arena, "%lld", (long long)id);
}

static enum status load(struct ctx *cx, int64_t id, struct project_view *out)
{
    bool found;

    TRY(project_load(cx, id, out, &found));
    return found ? OK : fail(cx, E_MISSING, "no such project");
}

static enum status answer_detail(struct ctx *cx, const struct request *rq, struct response *rs,
                                 int64_t id)
{
    struct q_project_key_list_row *keys;
    struct project_view v;
    size_t n;
    bool is_new = rq->method == HTTP_POST;

    TRY(load(cx, id, &v));
    TRY(q_project_key_list(cx, &(struct q_project_key_list_args){ id }, &keys, &n));
    if (n > 0) {
        v.dsn = project_dsn(cx, rq, keys[0].public_key, number_text(cx, id));
        v.legacy_dsn = project_dsn(cx, rq, keys[0].public_key, v.p.uuid);
    }
    return respond(cx, rs, is_new ? HTTP_CREATED : status_http(OK), project_detail_fields, &v);
}

/* --- handlers ---------------------------------------------------------------------- */

enum status projects_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct project_view *list;
    size_t n;

    (void)rq;
    TRY(project_list(cx, LIMIT_PROJECTS, &list, &n));
    TRY(project_figures(cx, list, n));
    return respond_list(cx, rs, status_http(OK), project_item_fields, FIELD_ITEMS(list, n));
}

enum status projects_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct project_in in = { 0 };
    int64_t id;

    TRY(request_read(cx, rq, project_body, &in));
    TRY(project_create(cx, &in, &id));
    return answer_detail(cx, rq, rs, id);
}

enum status project_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return answer_detail(cx, rq, rs, rq->project_id);
}

/* 409 {error, code:"stale", current}: what is there now, so that the page can merge. */
static enum status answer_stale(struct ctx *cx, struct response *rs, const struct project_view *v)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "error", S("somebody else changed this project meanwhile"));
    jsonw_key_str(&w, "code", S("stale"));
    jsonw_key_str(&w, "request_id", cx->request_id);
    jsonw_key(&w, S("current"));
    field_encode(&w, project_fields, v);
    jsonw_end(&w);
    buf_add_char(&b, '\n');
    return respond_json(rs, HTTP_CONFLICT, buf_str(&b));
}

enum status project_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct project_in in = { 0 };
    struct project_view v;
    bool is_stale;

    TRY(request_read(cx, rq, project_body, &in));
    in.names = request_body_names(cx, rq);
    TRY(project_change(cx, rq->project_id, &in, &is_stale));
    TRY(load(cx, rq->project_id, &v));
    return is_stale ? answer_stale(cx, rs, &v)
                    : respond(cx, rs, status_http(OK), project_fields, &v);
}

/* One that is gone, or never was, is deleted. */
enum status project_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct opt_i64 version;

    TRY(version_of_query(cx, rq, &version));
    if (rq->project_id != 0)
        TRY(project_remove(cx, rq->project_id, version));
    return respond_empty(rs, HTTP_NO_CONTENT);
}

/* --- PUT /projects/reorder: bad and unknown ids are passed over ----------------------- */

struct project_place {
    struct str id;
    int64_t position;
};
/* What the wire describes; read by hand, for an id of any type is passed over. */
const struct field project_place_body[] = {
    FIELD_STR("id", struct project_place, id, 0, 0),
    FIELD_I64("position", struct project_place, position, 0),
    FIELD_END,
};

static enum status place(struct ctx *cx, struct json *item)
{
    struct json *sent = json_get(item, S("position"));
    int64_t position = 0; /* when it is not sent */
    struct str uuid;

    if ((!json_is_null(sent) && !json_i64(sent, &position)) || position < INT32_MIN ||
        position > INT32_MAX)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "position" },
                       "position must be a whole number of 32 bits");
    if (!uuid_parse(cx->arena, json_str(json_get(item, S("id"))), &uuid))
        return OK;
    return q_project_set_position(
        cx, &(struct q_project_set_position_args){ uuid, position, cx->now_ms });
}

enum status projects_reorder_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct json_doc *doc;

    TRY(json_parse(cx, json_first(rq->body), &doc, NULL));
    struct json *list = json_root(doc);
    if (json_type(list) != JSON_ARR || json_length(list) > LIMIT_PROJECTS)
        return fail(cx, E_INVALID, "the body must be a list of at most %d {id, position}",
                    LIMIT_PROJECTS);
    TRY(tx_begin(cx, &tx));
    struct json_iter it = json_iter(list);
    while (json_next(&it))
        TRY(place(cx, it.value));
    TRY(audit_note(cx, "project.reorder", "project", S(""), S("")));
    TRY(tx_commit(&tx));
    return respond_empty(rs, HTTP_NO_CONTENT);
}
