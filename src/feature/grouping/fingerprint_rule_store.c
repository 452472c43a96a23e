#include "base/base.h"
#include "feature/grouping/fingerprint_rule_store.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/project/project_key.h"

/* Rules of a project, in a list that may change. */
struct rule_list {
    struct fingerprint_rule *items;
    size_t n;
    int64_t version; /* of the section */
};

static enum status read_list(struct ctx *cx, const struct project_section *stored,
                             struct rule_list *out)
{
    struct fingerprint_rules rules;

    TRY(project_section_read(cx, &fingerprint_rules_section, stored->body, &rules));
    *out = (struct rule_list){
        .items = arena_array(cx->arena, struct fingerprint_rule, rules.rules.n + 1),
        .n = rules.rules.n,
        .version = stored->version,
    };
    if (out->n > 0)
        memcpy(out->items, rules.rules.items, out->n * sizeof *out->items);
    for (size_t i = 0; i < out->n; i++)
        out->items[i].position = (int64_t)i;
    return OK;
}

enum status fingerprint_rules_load(struct ctx *cx, int64_t project_id,
                                   struct fingerprint_rules *out)
{
    struct project_section stored;
    struct rule_list list;

    TRY(project_section_load(cx, project_id, &fingerprint_rules_section, &stored));
    TRY(read_list(cx, &stored, &list));
    *out = (struct fingerprint_rules){ .rules = FIELD_ITEMS(list.items, list.n),
                                       .version = { list.version, true } };
    return OK;
}

/* E_MISSING: there is none of that id. */
static enum status find(struct ctx *cx, const struct rule_list *list, struct str id, size_t *at)
{
    struct str uuid;

    if (!uuid_parse(cx->arena, id, &uuid))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                       "a rule's id is a uuid");
    for (*at = 0; *at < list->n; (*at)++) {
        if (str_eq(list->items[*at].id, uuid))
            return OK;
    }
    return fail(cx, E_MISSING, "no such rule");
}

static void take_out(struct rule_list *list, size_t at)
{
    list->n--;
    memmove(&list->items[at], &list->items[at + 1], (list->n - at) * sizeof *list->items);
}

static size_t put_in(struct rule_list *list, struct opt_i64 position, size_t otherwise,
                     const struct fingerprint_rule *rule)
{
    size_t at = otherwise;

    if (position.set)
        at = position.value < 0 ? 0 : (size_t)position.value;
    at = at < list->n ? at : list->n;
    memmove(&list->items[at + 1], &list->items[at], (list->n - at) * sizeof *list->items);
    list->items[at] = *rule;
    list->n++;
    return at;
}

static enum status save(struct ctx *cx, int64_t project_id, struct rule_list *list)
{
    struct fingerprint_rules rules = { .rules = FIELD_ITEMS(list->items, list->n) };

    for (size_t i = 0; i < list->n; i++)
        list->items[i].position = (int64_t)i;
    return project_section_save(cx, project_id, &fingerprint_rules_section, &rules,
                                list->version + 1);
}

static enum status take_list(struct ctx *cx, int64_t project_id, struct rule_list *list)
{
    struct project_section stored;

    TRY(project_section_take(cx, project_id, &fingerprint_rules_section, &stored));
    return read_list(cx, &stored, list);
}

/* The rule as it will be stored, and its place in the list without it. */
static enum status prepare(struct ctx *cx, const struct fingerprint_rule_change *c,
                           struct rule_list *list, struct fingerprint_rule *rule, size_t *at)
{
    rule->updated_ms = cx->now_ms;
    if (!str_is_null(c->id)) {
        rule->id = list->items[*at].id;
        rule->created_ms = list->items[*at].created_ms;
        rule->version = list->items[*at].version + 1;
        take_out(list, *at);
        return OK;
    }
    if (list->n >= FINGERPRINT_RULES_MAX)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many_rules", NULL },
                       "a project may have %d fingerprint rules", FINGERPRINT_RULES_MAX);
    rule->id = uuid_new(cx->arena, cx->now_ms);
    rule->created_ms = cx->now_ms;
    rule->version = 1;
    *at = list->n;
    return OK;
}

/* Where the rule stands, when there must be one. */
static enum status look_up(struct ctx *cx, const struct fingerprint_rule_change *c,
                           const struct rule_list *list, size_t *at, bool *is_stale)
{
    *is_stale = false;
    if (str_is_null(c->id))
        return OK;
    TRY(find(cx, list, c->id, at));
    *is_stale = c->version.set && c->version.value != list->items[*at].version;
    return OK;
}

enum status fingerprint_rule_put(struct ctx *cx, const struct fingerprint_rule_change *c,
                                 struct fingerprint_rule *rule, bool *is_stale)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct rule_list list;
    size_t at = 0;

    TRY(fingerprint_rule_settle(cx, rule));
    TRY(tx_begin(cx, &tx));
    TRY(take_list(cx, c->project_id, &list));
    TRY(look_up(cx, c, &list, &at, is_stale));
    if (*is_stale) {
        *rule = list.items[at];
        return OK;
    }
    TRY(prepare(cx, c, &list, rule, &at));
    at = put_in(&list, c->position, at, rule);
    TRY(save(cx, c->project_id, &list));
    *rule = list.items[at];
    TRY(audit_note(cx, str_is_null(c->id) ? "fingerprint_rule.add" : "fingerprint_rule.change",
                   "fingerprint_rule", rule->id, rule->name));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}

enum status fingerprint_rule_delete(struct ctx *cx, const struct fingerprint_rule_change *c,
                                    struct fingerprint_rule *rule, bool *is_stale)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct rule_list list;
    size_t at = 0;

    TRY(tx_begin(cx, &tx));
    TRY(take_list(cx, c->project_id, &list));
    TRY(look_up(cx, c, &list, &at, is_stale));
    *rule = list.items[at];
    if (*is_stale)
        return OK;
    take_out(&list, at);
    TRY(save(cx, c->project_id, &list));
    TRY(audit_note(cx, "fingerprint_rule.delete", "fingerprint_rule", rule->id, rule->name));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}
