/* Routes of priority rules, as GoSnag's clients know them (gosnag-api.md §12), and of what
 * they made of an issue. */
#include "base/base.h"
#include "feature/priority/priority_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/version.h"
#include "feature/priority/priority_sql.h"
#include "port/json.h"

enum { HTTP_CREATED = 201, HTTP_ACCEPTED = 202 };

/* --- bodies ------------------------------------------------------------------------------- */

struct rule_view {
    struct str id, project_id, name;
    struct priority_settings own;
    int64_t points, position, version;
    bool enabled, needs_ai;
    struct str conditions, tree, sentence, cost;
    int64_t created_ms, updated_ms;
};

#define OWN_FIELDS(T, flags)                                                                       \
    FIELD_STR("rule_type", T, own.rule_type, flags, LIMIT_NAME),                                   \
        FIELD_STR("pattern", T, own.pattern, 0, RULE_TEXT_BYTES),                                  \
        FIELD_STR("operator", T, own.operator, 0, LIMIT_NAME),                                     \
        FIELD_I64("threshold", T, own.threshold, 0), FIELD_I64("points", T, points, 0),            \
        FIELD_BOOL("enabled", T, enabled, 0)

static const struct field rule_fields[] = {
    FIELD_STR("id", struct rule_view, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_id", struct rule_view, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("name", struct rule_view, name, FIELD_REQUIRED, 0),
    OWN_FIELDS(struct rule_view, 0),
    FIELD_I64("position", struct rule_view, position, 0),
    FIELD_JSON("conditions", struct rule_view, conditions, 0, CONDITION_BYTES),
    FIELD_JSON("tree", struct rule_view, tree, 0, CONDITION_BYTES),
    FIELD_STR("sentence", struct rule_view, sentence, 0, 0),
    FIELD_STR("cost", struct rule_view, cost, 0, 0),
    FIELD_BOOL("needs_ai", struct rule_view, needs_ai, 0),
    FIELD_I64("version", struct rule_view, version, 0),
    FIELD_TIME("created_at", struct rule_view, created_ms, 0),
    FIELD_TIME("updated_at", struct rule_view, updated_ms, 0),
    FIELD_END,
};

struct rule_in {
    struct str name;
    struct priority_settings own;
    int64_t points;
    bool enabled;
    struct str conditions;
    struct opt_i64 version;
};
static const struct field rule_in_fields[] = {
    FIELD_STR("name", struct rule_in, name, FIELD_REQUIRED, RULE_NAME_BYTES),
    OWN_FIELDS(struct rule_in, FIELD_REQUIRED),
    FIELD_JSON("conditions", struct rule_in, conditions, 0, CONDITION_BYTES),
    FIELD_OPT_I64("version", struct rule_in, version, 0),
    FIELD_END,
};

struct status_out {
    struct str status;
};
static const struct field status_fields[] = {
    FIELD_STR("status", struct status_out, status, FIELD_REQUIRED, 0),
    FIELD_END,
};

struct recalc_out {
    int64_t recalculated;
    struct str job;
};
static const struct field recalc_fields[] = {
    FIELD_I64("recalculated", struct recalc_out, recalculated, FIELD_REQUIRED),
    FIELD_STR("job", struct recalc_out, job, FIELD_OMIT | FIELD_UUID, 0),
    FIELD_END,
};

struct order_in {
    struct str_list ids;
};
static const struct field order_fields[] = {
    FIELD_STR_LIST("ids", struct order_in, ids, FIELD_REQUIRED, RULES_MAX),
    FIELD_END,
};

struct reasons_out {
    int64_t priority, scored_ms;
    bool is_manual;
    struct field_list reasons;
};
static const struct field reasons_fields[] = {
    FIELD_I64("priority", struct reasons_out, priority, FIELD_REQUIRED),
    FIELD_BOOL("is_manual", struct reasons_out, is_manual, FIELD_REQUIRED),
    FIELD_TIME("scored_at", struct reasons_out, scored_ms, 0),
    FIELD_LIST("reasons", struct reasons_out, reasons, FIELD_REQUIRED, struct priority_reason,
               priority_reason_fields, 0),
    FIELD_END,
};

/* --- rules --------------------------------------------------------------------------------- */

static enum status read_own(struct ctx *cx, struct str settings, struct priority_settings *out)
{
    struct json_doc *doc;

    *out = (struct priority_settings){ 0 };
    TRY(json_parse(cx, settings, &doc, NULL));
    return field_decode(cx, priority_settings_fields, json_root(doc), out);
}

static struct str text_of(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

static enum status view_of(struct ctx *cx, const struct request *rq, const struct rule *rule,
                           struct rule_view *out)
{
    struct condition *c = NULL;

    *out = (struct rule_view){ .id = rule->uuid,
                               .project_id = rq->project_uuid,
                               .name = rule->name,
                               .points = rule->points,
                               .enabled = rule->is_enabled,
                               .position = rule->position,
                               .conditions = rule->conditions,
                               .version = rule->version,
                               .created_ms = rule->created_ms,
                               .updated_ms = rule->updated_ms };
    TRY(read_own(cx, rule->settings, &out->own));
    if (condition_parse(cx, rule->tree, &c) != OK)
        err_clear(&cx->err); /* of a newer program: shown without words */
    out->tree = rule_tree(rule);
    out->sentence = condition_sentence(cx, c);
    out->cost = str_c(condition_cost(c));
    out->needs_ai = rule->tree.len == 0 && str_eq(out->own.rule_type, S("ai_prompt"));
    return OK;
}

static enum status rules_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule *rules;
    size_t n;

    TRY(rules_read(cx, rq->project_id, priority_kind, &rules, &n));
    struct rule_view *list = arena_array(cx->arena, struct rule_view, n);
    for (size_t i = 0; i < n; i++)
        TRY(view_of(cx, rq, &rules[i], &list[i]));
    return respond_list(cx, rs, status_http(OK), rule_fields, FIELD_ITEMS(list, n));
}

static enum status put(struct ctx *cx, const struct request *rq, struct response *rs, int status)
{
    struct rule_in in = { 0 };
    struct rule_view out;

    TRY(request_read(cx, rq, rule_in_fields, &in));
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = priority_kind,
                                  .uuid = request_param(rq, "priority_rule"),
                                  .seen = in.version };
    in.own.pattern = text_of(in.own.pattern);
    in.own.operator = text_of(in.own.operator);
    struct rule rule = { .name = in.name,
                         .is_enabled = in.enabled,
                         .points = in.points,
                         .conditions = rule_conditions(cx, in.conditions) };
    TRY(rule_settings(cx, priority_settings_fields, &in.own, &rule.settings));
    rule.tree = rule.conditions;
    if (str_eq(in.own.rule_type, S("ai_prompt")))
        rule.tree = S("");
    else if (str_is_null(rule.conditions))
        TRY(priority_tree(cx, &in.own, &rule.tree));
    TRY(rule_put(cx, &change, &rule));
    TRY(view_of(cx, rq, &rule, &out));
    return respond(cx, rs, status, rule_fields, &out);
}

static enum status rules_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return put(cx, rq, rs, HTTP_CREATED);
}

static enum status rule_put_one(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return put(cx, rq, rs, status_http(OK));
}

static enum status rule_delete_one(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct status_out out = { S("deleted") };
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = priority_kind,
                                  .uuid = request_param(rq, "priority_rule") };

    TRY(version_of_query(cx, rq, &change.seen));
    TRY(rule_drop(cx, &change));
    return respond(cx, rs, status_http(OK), status_fields, &out);
}

static enum status order_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct order_in in = { 0 };

    TRY(request_read(cx, rq, order_fields, &in));
    TRY(rules_order(cx, rq->project_id, priority_kind, in.ids.items, in.ids.n));
    return rules_get(cx, rq, rs);
}

static enum status recalc_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct recalc_out out = { 0 };

    TRY(priority_recalculate(cx, rq->project_id, &out.recalculated, &out.job));
    return respond(cx, rs, str_is_null(out.job) ? status_http(OK) : HTTP_ACCEPTED, recalc_fields,
                   &out);
}

/* --- an issue's ------------------------------------------------------------------------------ */

struct reason_list {
    struct field_list reasons;
};
static const struct field reason_list_fields[] = {
    FIELD_LIST("reasons", struct reason_list, reasons, 0, struct priority_reason,
               priority_reason_fields, 0),
    FIELD_END,
};

static enum status read_reasons(struct ctx *cx, struct str text, struct field_list *out)
{
    struct reason_list list = { 0 };
    struct json_doc *doc;

    TRY(json_parse(cx, str_printf(cx->arena, "{\"reasons\":%.*s}", FMT(text)), &doc, NULL));
    TRY(field_decode(cx, reason_list_fields, json_root(doc), &list));
    *out = list.reasons;
    return OK;
}

static enum status reasons_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_priority_of_issue_row issue;
    struct q_priority_reasons_get_args args = { rq->project_id, rq->issue_id };
    struct q_priority_reasons_get_row row;
    struct reasons_out out = { 0 };
    bool found;

    TRY(q_priority_of_issue(cx, &(struct q_priority_of_issue_args){ rq->issue_id }, &issue,
                            &found));
    if (!found)
        return fail(cx, E_MISSING, "no such issue");
    out.priority = issue.priority;
    out.is_manual = issue.is_priority_manual;
    TRY(q_priority_reasons_get(cx, &args, &row, &found));
    if (found && !out.is_manual && row.score == out.priority) {
        out.scored_ms = row.scored_ms;
        TRY(read_reasons(cx, row.reasons, &out.reasons));
    }
    return respond(cx, rs, status_http(OK), reasons_fields, &out);
}

#define RULES "/api/v1/projects/{project}/priority-rules"

const struct route priority_routes[] = {
    { GET, RULES, SCOPE_READ, NULL, rule_fields, rules_get, NULL,
      "Rules that score a project's issues, in the order they are applied.", .flags = ROUTE_LIST },
    { POST, RULES, SCOPE_ADMIN, rule_in_fields, rule_fields, rules_post, NULL,
      "Adds a rule behind the others.", .flags = ROUTE_CREATED },
    { PUT, RULES "/order", SCOPE_ADMIN, order_fields, rule_fields, order_put, NULL,
      "Puts all rules into another order.", .flags = ROUTE_LIST },
    { POST, RULES "/recalc", SCOPE_ADMIN, NULL, recalc_fields, recalc_post, NULL,
      "Scores all issues anew: at once, or as a job when there are more than 50.",
      .flags = ROUTE_OK | ROUTE_ACCEPTED },
    { PUT, RULES "/{priority_rule}", SCOPE_ADMIN, rule_in_fields, rule_fields, rule_put_one, NULL,
      "Replaces a rule." },
    { DELETE, RULES "/{priority_rule}", SCOPE_ADMIN, NULL, status_fields, rule_delete_one, NULL,
      "Removes a rule, if it is there." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/priority", SCOPE_READ, NULL, reasons_fields,
      reasons_get, NULL, "An issue's priority, and which rules made it so." },
    { 0 },
};

const struct route_param priority_params[] = {
    { "priority_rule", NULL },
    { 0 },
};
