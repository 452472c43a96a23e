#include "base/base.h"
#include "feature/grouping/grouping_api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/grouping/fingerprint_rule_store.h"
#include "port/jsonw.h"

enum { HTTP_CREATED = 201, HTTP_NO_CONTENT = 204, HTTP_CONFLICT = 409 };

/* --- bodies -------------------------------------------------------------------------- */

struct rules_out {
    struct field_list items;
    struct str next; /* always absent: all are listed */
    int64_t total;
    bool total_capped;
};

static const struct field rules_out_fields[] = {
    FIELD_LIST("items", struct rules_out, items, 0, struct fingerprint_rule,
               fingerprint_rule_fields, FINGERPRINT_RULES_MAX),
    FIELD_STR("next", struct rules_out, next, 0, 0),
    FIELD_I64("total", struct rules_out, total, 0),
    FIELD_BOOL("total_capped", struct rules_out, total_capped, 0),
    FIELD_END,
};

/* 409 {error, code: "stale", current}. */
static enum status answer_stale(struct ctx *cx, struct response *rs,
                                const struct fingerprint_rule *rule)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, SECTION_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "error", S("somebody else changed this rule meanwhile"));
    jsonw_key_str(&w, "code", S("stale"));
    jsonw_key_str(&w, "request_id", cx->request_id);
    jsonw_key(&w, S("current"));
    field_encode(&w, fingerprint_rule_fields, rule);
    jsonw_end(&w);
    return respond_json(rs, HTTP_CONFLICT, buf_str(&b));
}

/* --- handlers ------------------------------------------------------------------------ */

static enum status rules_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct fingerprint_rules rules;

    TRY(fingerprint_rules_load(cx, rq->project_id, &rules));
    struct rules_out out = { .items = rules.rules, .total = (int64_t)rules.rules.n };
    return respond(cx, rs, status_http(OK), rules_out_fields, &out);
}

static enum status rules_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct fingerprint_rule_in in = { 0 };
    bool is_stale;

    TRY(request_read(cx, rq, fingerprint_rule_in_fields, &in));
    struct fingerprint_rule_change change = { .project_id = rq->project_id,
                                              .position = in.position };
    struct fingerprint_rule rule = fingerprint_rule_of(&in);
    TRY(fingerprint_rule_put(cx, &change, &rule, &is_stale));
    return respond(cx, rs, HTTP_CREATED, fingerprint_rule_fields, &rule);
}

static enum status rule_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct fingerprint_rule_in in = { 0 };
    bool is_stale;

    TRY(request_read(cx, rq, fingerprint_rule_in_fields, &in));
    struct fingerprint_rule_change change = { .project_id = rq->project_id,
                                              .id = request_param(rq, "grouping_rule"),
                                              .position = in.position,
                                              .version = in.version };
    struct fingerprint_rule rule = fingerprint_rule_of(&in);
    TRY(fingerprint_rule_put(cx, &change, &rule, &is_stale));
    return is_stale ? answer_stale(cx, rs, &rule)
                    : respond(cx, rs, status_http(OK), fingerprint_rule_fields, &rule);
}

static enum status rule_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct fingerprint_rule rule;
    bool is_stale;
    struct fingerprint_rule_change change = { .project_id = rq->project_id,
                                              .id = request_param(rq, "grouping_rule") };

    change.version.set = str_i64(request_query(rq, "version"), &change.version.value);
    TRY(fingerprint_rule_delete(cx, &change, &rule, &is_stale));
    return is_stale ? answer_stale(cx, rs, &rule) : respond_empty(rs, HTTP_NO_CONTENT);
}

#define RULES "/api/v1/projects/{project}/grouping/rules"

static const struct route_query version_query[] = {
    { "version", "integer", "What the caller saw; another one is refused with 409." },
    { 0 },
};

const struct route grouping_routes[] = {
    { GET, RULES, SCOPE_ADMIN, NULL, rules_out_fields, rules_get, NULL,
      "Fingerprint rules of a project, in the order they are tried." },
    { POST, RULES, SCOPE_ADMIN, fingerprint_rule_in_fields, fingerprint_rule_fields, rules_post,
      NULL,
      "Adds a fingerprint rule: events that match all matchers are one issue for each value of "
      "the fingerprint. It acts on later events.",
      ROUTE_CREATED },
    { PUT, RULES "/{grouping_rule}", SCOPE_ADMIN, fingerprint_rule_in_fields,
      fingerprint_rule_fields, rule_put, NULL,
      "Replaces a fingerprint rule. A stale version is refused with 409." },
    { DELETE, RULES "/{grouping_rule}", SCOPE_ADMIN, NULL, NULL, rule_delete, NULL,
      "Removes a fingerprint rule; issues it made stay.", ROUTE_NO_CONTENT,
      .query = version_query },
    { 0 },
};

const struct route_param grouping_params[] = {
    { "grouping_rule", NULL },
    { 0 },
};
