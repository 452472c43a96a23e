/* Routes of rules that make tickets, as GoSnag's clients know them (gosnag-api.md §12). */
#include "base/base.h"
#include "feature/tracker/tracker_int.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/version.h"
#include "port/json.h"

enum { HTTP_CREATED = 201 };

/* A rule's own fields, as they stand in it. */
struct rule_own {
    struct str level_filter, title_pattern;
    int64_t min_events, min_users;
};
static const struct field own_fields[] = {
    FIELD_STR("level_filter", struct rule_own, level_filter, 0, LIMIT_NAME),
    FIELD_STR("title_pattern", struct rule_own, title_pattern, 0, RULE_TEXT_BYTES),
    FIELD_I64("min_events", struct rule_own, min_events, 0),
    FIELD_I64("min_users", struct rule_own, min_users, 0),
    FIELD_END,
};

struct rule_view {
    struct str id, project_id, name, conditions, tree, sentence, cost;
    struct rule_own own;
    bool enabled;
    int64_t version, created_ms, updated_ms;
};
const struct field tracker_rule_fields[] = {
    FIELD_STR("id", struct rule_view, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("project_id", struct rule_view, project_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("name", struct rule_view, name, FIELD_REQUIRED, 0),
    FIELD_BOOL("enabled", struct rule_view, enabled, FIELD_REQUIRED),
    FIELD_STR("level_filter", struct rule_view, own.level_filter, FIELD_REQUIRED, 0),
    FIELD_I64("min_events", struct rule_view, own.min_events, FIELD_REQUIRED),
    FIELD_I64("min_users", struct rule_view, own.min_users, FIELD_REQUIRED),
    FIELD_STR("title_pattern", struct rule_view, own.title_pattern, FIELD_REQUIRED, 0),
    FIELD_JSON("conditions", struct rule_view, conditions, 0, CONDITION_BYTES),
    FIELD_JSON("tree", struct rule_view, tree, 0, CONDITION_BYTES),
    FIELD_STR("sentence", struct rule_view, sentence, 0, 0),
    FIELD_STR("cost", struct rule_view, cost, 0, 0),
    FIELD_I64("version", struct rule_view, version, 0),
    FIELD_TIME("created_at", struct rule_view, created_ms, 0),
    FIELD_TIME("updated_at", struct rule_view, updated_ms, 0),
    FIELD_END,
};

struct rule_in {
    struct str name, conditions;
    struct rule_own own;
    bool enabled;
    struct opt_i64 version;
};
const struct field tracker_rule_in_fields[] = {
    FIELD_STR("name", struct rule_in, name, 0, RULE_NAME_BYTES),
    FIELD_BOOL("enabled", struct rule_in, enabled, 0),
    FIELD_STR("level_filter", struct rule_in, own.level_filter, 0, LIMIT_NAME),
    FIELD_I64("min_events", struct rule_in, own.min_events, 0),
    FIELD_I64("min_users", struct rule_in, own.min_users, 0),
    FIELD_STR("title_pattern", struct rule_in, own.title_pattern, 0, RULE_TEXT_BYTES),
    FIELD_JSON("conditions", struct rule_in, conditions, 0, CONDITION_BYTES),
    FIELD_OPT_I64("version", struct rule_in, version, 0),
    FIELD_END,
};

static enum status view_of(struct ctx *cx, const struct request *rq, const struct rule *rule,
                           struct rule_view *out)
{
    struct condition *c = NULL;
    struct json_doc *doc;

    *out = (struct rule_view){ .id = rule->uuid,
                               .project_id = rq->project_uuid,
                               .name = rule->name,
                               .enabled = rule->is_enabled,
                               .conditions = rule->conditions,
                               .tree = rule_tree(rule),
                               .version = rule->version,
                               .created_ms = rule->created_ms,
                               .updated_ms = rule->updated_ms };
    TRY(json_parse(cx, rule->settings, &doc, NULL));
    TRY(field_decode(cx, own_fields, json_root(doc), &out->own));
    if (condition_parse(cx, rule->tree, &c) != OK)
        err_clear(&cx->err); /* of a newer program: shown without words */
    out->sentence = condition_sentence(cx, c);
    out->cost = str_c(condition_cost(c));
    return OK;
}

enum status tracker_rules_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule *rules;
    size_t n;

    TRY(rules_read(cx, rq->project_id, tracker_of(rq)->name, &rules, &n));
    struct rule_view *list = arena_array(cx->arena, struct rule_view, n);
    for (size_t i = 0; i < n; i++)
        TRY(view_of(cx, rq, &rules[i], &list[i]));
    return respond_list(cx, rs, status_http(OK), tracker_rule_fields, FIELD_ITEMS(list, n));
}

static struct str text_of(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

static enum status put(struct ctx *cx, const struct request *rq, struct response *rs,
                       struct rule_in *in)
{
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = tracker_of(rq)->name,
                                  .uuid = request_param(rq, "tracker_rule"),
                                  .seen = in->version };
    struct rule rule = { .name = text_of(in->name),
                         .is_enabled = in->enabled,
                         .conditions = rule_conditions(cx, in->conditions) };
    struct rule_view out;

    in->own.level_filter = text_of(in->own.level_filter);
    in->own.title_pattern = text_of(in->own.title_pattern);
    TRY(rule_settings(cx, own_fields, &in->own, &rule.settings));
    rule.tree = rule.conditions;
    if (str_is_null(rule.conditions))
        rule.tree = rule_flat_tree(cx, &(struct rule_flat){ .level_filter = in->own.level_filter,
                                                            .title_pattern = in->own.title_pattern,
                                                            .min_events = in->own.min_events,
                                                            .min_users = in->own.min_users });
    TRY(rule_put(cx, &change, &rule));
    TRY(view_of(cx, rq, &rule, &out));
    int status = str_is_null(change.uuid) ? HTTP_CREATED : status_http(OK);
    return respond(cx, rs, status, tracker_rule_fields, &out);
}

enum status tracker_rules_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule_in in = { 0 };

    TRY(request_read(cx, rq, tracker_rule_in_fields, &in));
    if (str_trim(in.name).len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "name" }, "a rule has a name");
    return put(cx, rq, rs, &in);
}

enum status tracker_rule_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule_in in = { 0 };

    TRY(request_read(cx, rq, tracker_rule_in_fields, &in));
    return put(cx, rq, rs, &in);
}

enum status tracker_rule_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct rule_change change = { .project_id = rq->project_id,
                                  .kind = tracker_of(rq)->name,
                                  .uuid = request_param(rq, "tracker_rule") };

    TRY(version_of_query(cx, rq, &change.seen));
    TRY(rule_drop(cx, &change));
    return respond_json(rs, status_http(OK), S("{\"status\":\"deleted\"}"));
}
