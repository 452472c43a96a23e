#include "base/base.h"
#include "feature/priority/priority_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/issue/issue_change.h"
#include "feature/priority/priority_sql.h"
#include "port/jsonw.h"

enum { REASONS_MAX = 50, REASONS_BYTES = 64 << 10 };

const char priority_kind[] = "priority";

const struct field priority_settings_fields[] = {
    FIELD_STR("rule_type", struct priority_settings, rule_type, 0, LIMIT_NAME),
    FIELD_STR("pattern", struct priority_settings, pattern, 0, RULE_TEXT_BYTES),
    FIELD_STR("operator", struct priority_settings, operator, 0, LIMIT_NAME),
    FIELD_I64("threshold", struct priority_settings, threshold, 0),
    FIELD_END,
};

const struct field priority_reason_fields[] = {
    FIELD_STR("rule_id", struct priority_reason, rule_id, FIELD_UUID, 0),
    FIELD_STR("name", struct priority_reason, name, 0, 0),
    FIELD_I64("points", struct priority_reason, points, 0),
    FIELD_STR("sentence", struct priority_reason, sentence, 0, 0),
    FIELD_END,
};

/* --- a rule's own fields as a tree ------------------------------------------------------ */

/* GoSnag's rule types: the leaf each stands for; op NULL: the rule's own. */
static const struct {
    struct str rule_type;
    const char *leaf; /* NULL = never holds */
    const char *op;
} types[] = {
    { S("velocity_1h"), "velocity_1h", NULL },
    { S("velocity_24h"), "velocity_24h", NULL },
    { S("total_events"), "total_events", NULL },
    { S("user_count"), "user_count", NULL },
    { S("title_contains"), "title", "contains" },
    { S("title_not_contains"), "title", "not_contains" },
    { S("level_is"), "level", "eq" },
    { S("platform_is"), "platform", "eq" },
    { S("ai_prompt"), NULL, NULL },
};

enum status priority_tree(struct ctx *cx, const struct priority_settings *s, struct str *out)
{
    struct buf b;
    struct jsonw w;
    size_t i = 0;

    while (i < ARRAY_LEN(types) && !str_eq(types[i].rule_type, s->rule_type))
        i++;
    if (i == ARRAY_LEN(types))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "rule_type" },
                       "without conditions rule_type says when it holds; there is no '%.*s'",
                       FMT(s->rule_type));
    *out = S("");
    bool is_text = types[i].op != NULL;
    if (types[i].leaf == NULL || (is_text && str_trim(s->pattern).len == 0))
        return OK; /* a blank pattern never matches */
    buf_init(&b, cx->arena, RULE_SETTINGS_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "type", str_c(types[i].leaf));
    jsonw_key_str(&w, "op", is_text ? str_c(types[i].op) : s->operator);
    if (is_text)
        jsonw_key_str(&w, "value", s->pattern);
    else
        jsonw_key_i64(&w, "value", s->threshold);
    jsonw_end(&w);
    *out = buf_str(&b);
    return OK;
}

/* --- scoring ------------------------------------------------------------------------------ */

static bool is_ours(const struct rule_entry *rule)
{
    return strcmp(rule->kind->name, priority_kind) == 0;
}

/* false: the project has no such rules. */
static bool add_up(const struct rule_verdict *v, int64_t *score)
{
    int64_t sum = PRIORITY_START;
    bool has_rules = false;

    for (size_t i = 0; i < v->book->n; i++) {
        if (!is_ours(&v->book->rules[i]))
            continue;
        has_rules = true;
        if (condition_bit(v->holds, i))
            sum += v->book->rules[i].points;
    }
    *score = sum < 0 ? 0 : sum > PRIORITY_MAX ? PRIORITY_MAX : sum;
    return has_rules;
}

static struct str write_reasons(struct ctx *cx, const struct rule_verdict *v)
{
    struct buf b;
    struct jsonw w;
    size_t n = 0;

    buf_init(&b, cx->arena, REASONS_BYTES);
    jsonw_init(&w, &b);
    jsonw_arr(&w);
    for (size_t i = 0; i < v->book->n && n < REASONS_MAX; i++) {
        const struct rule_entry *rule = &v->book->rules[i];
        if (!is_ours(rule) || !condition_bit(v->holds, i))
            continue;
        struct str sentence = condition_sentence(cx, rule->condition);
        struct priority_reason reason = { rule->uuid, rule->name,
                                          str_utf8_clip(sentence, RULE_TEXT_BYTES),
                                          rule->points };
        field_encode(&w, priority_reason_fields, &reason);
        n++;
    }
    jsonw_end(&w);
    return buf_is_full(&b) ? S("[]") : buf_str(&b);
}

static enum status reasons_differ(struct ctx *cx, const struct priority_issue *issue,
                                  struct str reasons, bool *out)
{
    struct q_priority_reasons_get_args args = { issue->project_id, issue->issue_id };
    struct q_priority_reasons_get_row row;
    bool found;

    TRY(q_priority_reasons_get(cx, &args, &row, &found));
    *out = !found || !str_eq(row.reasons, reasons);
    return OK;
}

enum status priority_write(struct ctx *cx, const struct priority_issue *issue,
                           const struct rule_verdict *v, int64_t *score)
{
    int64_t wanted, changed = 1;
    bool differs = true;

    if (issue->is_manual || !add_up(v, &wanted))
        return OK;
    if (wanted == *score && !v->is_whole)
        return OK;
    struct str reasons = write_reasons(cx, v);
    if (wanted == *score)
        TRY(reasons_differ(cx, issue, reasons, &differs));
    else
        TRY(q_priority_set(cx, &(struct q_priority_set_args){ issue->issue_id, wanted }, &changed));
    if (!differs || changed == 0)
        return OK;
    struct q_priority_reasons_set_args args = { issue->project_id, issue->issue_id, wanted, reasons,
                                                cx->now_ms };
    *score = wanted;
    return q_priority_reasons_set(cx, &args);
}

static enum status act(struct ctx *cx, struct issue_change *change, const struct rule_verdict *v)
{
    struct priority_issue issue = { change->project_id, change->issue_id,
                                    change->is_priority_manual };

    return priority_write(cx, &issue, v, &change->after.priority);
}

static const struct rule_kind kinds[] = {
    { priority_kind, act },
    { 0 },
};

const struct feature feature_priority = {
    .name = "priority",
    .routes = priority_routes,
    .params = priority_params,
    .works = priority_works,
    .rules = kinds,
};
