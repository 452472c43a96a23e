#include "base/base.h"
#include "feature/tag_rule/tag_rule_int.h"

#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/issue/issue_change.h"
#include "feature/tag_rule/tag_rule_sql.h"
#include "port/json.h"

const char tag_kind[] = "tag";

const struct field tag_settings_fields[] = {
    FIELD_STR("rule_type", struct tag_settings, rule_type, 0, LIMIT_NAME),
    FIELD_STR("pattern", struct tag_settings, pattern, 0, RULE_TEXT_BYTES),
    FIELD_STR("tag_key", struct tag_settings, tag_key, 0, LIMIT_TAG_KEY),
    FIELD_STR("tag_value", struct tag_settings, tag_value, 0, LIMIT_TAG_VALUE),
    FIELD_I64("threshold", struct tag_settings, threshold, 0),
    FIELD_END,
};

enum status tag_settings_read(struct ctx *cx, struct str settings, struct tag_settings *out)
{
    struct json_doc *doc;

    *out = (struct tag_settings){ 0 };
    TRY(json_parse(cx, settings, &doc, NULL));
    return field_decode(cx, tag_settings_fields, json_root(doc), out);
}

static enum status put_on(struct ctx *cx, int64_t issue_id, const struct rule_entry *rule)
{
    struct tag_settings own;
    int64_t changed;

    TRY(tag_settings_read(cx, rule->settings, &own));
    struct q_tag_rule_label_args args = { .issue_id = issue_id,
                                          .key = own.tag_key,
                                          .value = own.tag_value,
                                          .uuid = uuid_new(cx->arena, cx->now_ms),
                                          .rule_id = rule->id,
                                          .now_ms = cx->now_ms };
    return q_tag_rule_label(cx, &args, &changed);
}

static enum status act(struct ctx *cx, struct issue_change *change, const struct rule_verdict *v)
{
    for (size_t i = 0; i < v->book->n; i++) {
        const struct rule_entry *rule = &v->book->rules[i];
        if (condition_bit(v->risen, i) && strcmp(rule->kind->name, tag_kind) == 0)
            TRY(put_on(cx, change->issue_id, rule));
    }
    return OK;
}

/* --- labels of a rule that was removed ---------------------------------------------------- */

enum { UNLABEL_STEP = 1000, UNLABEL_TIMEOUT_S = 60, UNLABEL_ATTEMPTS = 8 };

static const char unlabel_job[] = "tag_rule.unlabel";

enum status tag_rule_unlabel(struct ctx *cx, int64_t rule_id)
{
    struct q_tag_rule_unlabel_args args = { rule_id, UNLABEL_STEP };
    int64_t changed;

    TRY(q_tag_rule_unlabel(cx, &args, &changed));
    if (changed < UNLABEL_STEP)
        return OK;
    return job_enqueue(cx, unlabel_job,
                       str_printf(cx->arena, "{\"rule\":%lld}", (long long)rule_id), cx->now_ms);
}

static enum status unlabel(struct ctx *cx, struct str argument)
{
    struct q_tag_rule_unlabel_args args = { .max = UNLABEL_STEP };
    struct json_doc *doc;
    int64_t changed;

    TRY(json_parse(cx, argument, &doc, NULL));
    if (!json_i64(json_get(json_root(doc), S("rule")), &args.rule_id))
        return fail(cx, E_INVALID, "the job's argument names no rule");
    do
        TRY(q_tag_rule_unlabel(cx, &args, &changed));
    while (changed == UNLABEL_STEP);
    return OK;
}

static const struct job jobs[] = {
    { unlabel_job, unlabel, .timeout_s = UNLABEL_TIMEOUT_S, .attempts = UNLABEL_ATTEMPTS },
    { 0 },
};

static const struct rule_kind kinds[] = {
    { tag_kind, act },
    { 0 },
};

const struct feature feature_tag_rule = {
    .name = "tag_rule",
    .routes = tag_rule_routes,
    .params = tag_rule_params,
    .jobs = jobs,
    .rules = kinds,
};
