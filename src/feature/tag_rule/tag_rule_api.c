/* Routes of auto-tag rules, as GoSnag's clients know them (gosnag-api.md §12). */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/project/project_key.h"
#include "feature/tag_rule/tag_rule_int.h"
#include "port/jsonw.h"

enum { HTTP_CREATED = 201 };

static const char *const rule_types[] = { "pattern", "ai_prompt", "", NULL };

struct rule_view {
    struct str id, project_id, name;
    struct tag_settings own;
    int64_t version;
    bool enabled, needs_ai;
    struct str conditions, tree, sentence, cost;
    int64_t created_ms, updated_ms;
};
static const struct field rule_fields[] = {
    FIELD_STR("id", struct rule_view, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_id", struct rule_view, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("name", struct rule_view, name, FIELD_REQUIRED, 0),
    FIELD_STR("pattern", struct rule_view, own.pattern, 0, 0),
    FIELD_STR("tag_key", struct rule_view, own.tag_key, 0, 0),
    FIELD_STR("tag_value", struct rule_view, own.tag_value, 0, 0),
    FIELD_BOOL("enabled", struct rule_view, enabled, 0),
    FIELD_STR("rule_type", struct rule_view, own.rule_type, 0, 0),
    FIELD_I64("threshold", struct rule_view, own.threshold, 0),
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
    struct tag_settings own;
    bool enabled;
    struct str conditions;
    struct opt_i64 version;
};
static const struct field rule_in_fields[] = {
    FIELD_STR("name", struct rule_in, name, FIELD_REQUIRED, RULE_NAME_BYTES),
    FIELD_STR("pattern", struct rule_in, own.pattern, 0, RULE_TEXT_BYTES),
    FIELD_STR("tag_key", struct rule_in, own.tag_key, FIELD_REQUIRED, LIMIT_TAG_KEY),
    FIELD_STR("tag_value", struct rule_in, own.tag_value, FIELD_REQUIRED, LIMIT_TAG_VALUE),
    FIELD_BOOL("enabled", struct rule_in, enabled, 0),
    FIELD_WORD("rule_type", struct rule_in, own.rule_type, 0, rule_types),
    FIELD_I64("threshold", struct rule_in, own.threshold, 0),
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

static enum status view_of(struct ctx *cx, const struct request *rq, const struct rule *rule,
                           struct rule_view *out)
{
    struct condition *c = NULL;

    *out = (struct rule_view){ .id = rule->uuid,
                               .project_id = rq->project_uuid,
                               .name = rule->name,
                               .enabled = rule->is_enabled,
                               .conditions = rule->conditions,
                               .version = rule->version,
                               .created_ms = rule->created_ms,
                               .updated_ms = rule->updated_ms };
    TRY(tag_settings_read(cx, rule->settings, &out->own));
    if (condition_parse(cx, rule->tree, &c) != OK)
        err_clear(&cx->err); /* of a newer program: shown without words */
    out->tree = rule_tree(rule);
    out->sentence = condition_sentence(cx, c);
    out->cost = str_c(condition_cost(c));
    out->needs_ai = str_eq(out->own.rule_type, S("ai_prompt"));
    return OK;
}

static enum status rules_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule *rules;
    size_t n;

    TRY(rules_read(cx, rq->project_id, tag_kind, &rules, &n));
    struct rule_view *list = arena_array(cx->arena, struct rule_view, n);
    for (size_t i = 0; i < n; i++)
        TRY(view_of(cx, rq, &rules[i], &list[i]));
    return respond_list(cx, rs, status_http(OK), rule_fields, FIELD_ITEMS(list, n));
}

/* What is judged when there are no conditions. */
static enum status tree_of(struct ctx *cx, const struct tag_settings *own, struct str *out)
{
    struct buf b;
    struct jsonw w;

    if (str_is_null(own->pattern) || str_trim(own->pattern).len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "pattern" },
                       "a pattern, or conditions, say when the rule holds");
    buf_init(&b, cx->arena, RULE_SETTINGS_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "type", S("event_data"));
    jsonw_key_str(&w, "op", S("contains"));
    jsonw_key_str(&w, "value", own->pattern);
    jsonw_end(&w);
    *out = buf_str(&b);
    return OK;
}

static void settle(struct tag_settings *own)
{
    if (str_is_null(own->rule_type) || own->rule_type.len == 0)
        own->rule_type = S("pattern");
    if (str_is_null(own->pattern))
        own->pattern = S("");
}

static enum status put(struct ctx *cx, const struct request *rq, struct response *rs, int status)
{
    struct rule_in in = { 0 };
    struct rule_view out;

    TRY(request_read(cx, rq, rule_in_fields, &in));
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = tag_kind,
                                  .uuid = request_param(rq, "tag_rule"),
                                  .seen = in.version };
    settle(&in.own);
    struct rule rule = { .name = in.name,
                         .is_enabled = in.enabled,
                         .conditions = rule_conditions(cx, in.conditions),
                         .tree = S("") };
    TRY(rule_settings(cx, tag_settings_fields, &in.own, &rule.settings));
    if (!str_eq(in.own.rule_type, S("ai_prompt"))) {
        rule.tree = rule.conditions;
        if (str_is_null(rule.conditions))
            TRY(tree_of(cx, &in.own, &rule.tree));
    }
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
    struct tx tx SCOPED(tx_end) = { 0 };
    struct status_out out = { S("deleted") };
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = tag_kind,
                                  .uuid = request_param(rq, "tag_rule") };
    int64_t id;

    TRY(version_of_query(cx, rq, &change.seen));
    TRY(tx_begin(cx, &tx));
    TRY(rule_delete(cx, &change, &id));
    if (id != 0 && request_query_bool(rq, "remove_tags"))
        TRY(tag_rule_unlabel(cx, id));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return respond(cx, rs, status_http(OK), status_fields, &out);
}

#define RULES "/api/v1/projects/{project}/tag-rules"

static const struct route_query delete_query[] = {
    { "remove_tags", "boolean", "Also takes off what the rule has put on; labels of people stay." },
    { "version", "integer", "What the caller saw; another one is refused with 409." },
    { 0 },
};

const struct route tag_rule_routes[] = {
    { GET, RULES, SCOPE_READ, NULL, rule_fields, rules_get, NULL,
      "Rules that label a project's issues, oldest first.", .flags = ROUTE_LIST },
    { POST, RULES, SCOPE_ADMIN, rule_in_fields, rule_fields, rules_post, NULL, "Adds a rule.",
      .flags = ROUTE_CREATED },
    { PUT, RULES "/{tag_rule}", SCOPE_ADMIN, rule_in_fields, rule_fields, rule_put_one, NULL,
      "Replaces a rule." },
    { DELETE, RULES "/{tag_rule}", SCOPE_ADMIN, NULL, status_fields, rule_delete_one, NULL,
      "Removes a rule, if it is there.", .query = delete_query },
    { 0 },
};

const struct route_param tag_rule_params[] = {
    { "tag_rule", NULL },
    { 0 },
};
