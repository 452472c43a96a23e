/* The routes of route rules, as GoSnag's clients know them (gosnag-api.md §12). */
#include "base/base.h"
#include "feature/route_rule/route_rule_api.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/route_rule/route_rule.h"
#include "feature/route_rule/route_rule_sql.h"

enum { HTTP_CREATED = 201 };

struct import_in {
    struct str source, framework;
};
static const struct field import_in_fields[] = {
    FIELD_STR("source", struct import_in, source, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_STR("framework", struct import_in, framework, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_END,
};

struct import_out {
    struct str source;
    int64_t imported;
    struct field_list rules;
};
static const struct field import_out_fields[] = {
    FIELD_STR("source", struct import_out, source, 0, 0),
    FIELD_I64("imported", struct import_out, imported, 0),
    FIELD_LIST("rules", struct import_out, rules, 0, struct route_rule, route_rule_fields,
               ROUTE_RULES_MAX),
    FIELD_END,
};

struct deleted_out {
    struct str status;
};
static const struct field deleted_out_fields[] = {
    FIELD_STR("status", struct deleted_out, status, 0, 0),
    FIELD_END,
};

static enum status load(struct ctx *cx, const struct request *rq, struct field_list *out)
{
    TRY(route_rules_load(cx, rq->project_id, out));
    struct route_rule *list = arena_array(cx->arena, struct route_rule, out->n);
    for (size_t i = 0; i < out->n; i++) {
        list[i] = ((const struct route_rule *)out->items)[i];
        list[i].project_id = rq->project_uuid;
    }
    *out = FIELD_ITEMS(list, out->n);
    return OK;
}

static enum status rules_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct field_list list;

    TRY(load(cx, rq, &list));
    return respond_list(cx, rs, status_http(OK), route_rule_fields, list);
}

static enum status put(struct ctx *cx, const struct request *rq, struct response *rs, int status)
{
    struct route_rule rule = { 0 };

    TRY(request_read(cx, rq, route_rule_fields, &rule));
    rule.project_id = (struct str){ 0 };
    TRY(route_rule_put(cx, rq->project_id, request_param(rq, "route_rule"), &rule));
    rule.project_id = rq->project_uuid;
    return respond(cx, rs, status, route_rule_fields, &rule);
}

static enum status rules_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return put(cx, rq, rs, HTTP_CREATED);
}

static enum status rule_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return put(cx, rq, rs, status_http(OK));
}

static enum status rule_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct deleted_out out = { S("deleted") };

    TRY(route_rule_delete(cx, rq->project_id, request_param(rq, "route_rule")));
    return respond(cx, rs, status_http(OK), deleted_out_fields, &out);
}

/* Reading routes from the program's source waits for repositories to be connected. */
static enum status import_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct import_in in = { 0 };
    struct import_out out = { 0 };
    struct q_route_rule_framework_row project;
    bool found;
    size_t n;

    TRY(request_read(cx, rq, import_in_fields, &in));
    out.source = str_is_null(in.source) || in.source.len == 0 ? S("source_code") : in.source;
    TRY(q_route_rule_framework(cx, &(struct q_route_rule_framework_args){ rq->project_id },
                               &project, &found));
    if (!found || !str_eq(project.framework, S("codeigniter")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "framework" },
                       "routes are imported of the framework codeigniter only");
    if (str_eq(out.source, S("source_code")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "source" },
                       "the project has no source that routes could be read from");
    if (!str_eq(out.source, S("framework_convention")))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "source" },
                       "source is source_code or framework_convention");
    TRY(route_rules_import_convention(cx, rq->project_id, rq->project_uuid, &n));
    out.imported = (int64_t)n;
    TRY(load(cx, rq, &out.rules));
    return respond(cx, rs, status_http(OK), import_out_fields, &out);
}

#define RULES "/api/v1/projects/{project}/route-rules"

const struct route route_rule_routes[] = {
    { GET, RULES, SCOPE_READ, NULL, route_rule_fields, rules_get, NULL,
      "Canonical routes of a project, for grouping by URL.", .flags = ROUTE_LIST },
    { POST, RULES, SCOPE_ADMIN, route_rule_fields, route_rule_fields, rules_post, NULL,
      "Adds a canonical route.", .flags = ROUTE_CREATED },
    { POST, RULES "/import", SCOPE_ADMIN, import_in_fields, import_out_fields, import_post, NULL,
      "Imports the canonical routes of the framework's convention; those imported before go.",
      .flags = ROUTE_BODY_OPT },
    { PUT, RULES "/{route_rule}", SCOPE_ADMIN, route_rule_fields, route_rule_fields, rule_put, NULL,
      "Replaces a canonical route." },
    { DELETE, RULES "/{route_rule}", SCOPE_ADMIN, NULL, deleted_out_fields, rule_delete, NULL,
      "Removes a canonical route, if it is there." },
    { 0 },
};

const struct route_param route_rule_params[] = {
    { "route_rule", NULL },
    { 0 },
};
