/* Route rules in the project's settings, changed as a whole under the project's row. */
#include "base/base.h"
#include "feature/route_rule/route_rule.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/project/project_key.h"

struct route_list {
    struct route_rule *items;
    size_t n;
    int64_t version;
};

enum { IMPORTED_MAX = 8 };

static enum status read_list(struct ctx *cx, const struct project_section *stored,
                             struct route_list *out)
{
    struct route_rules rules;

    TRY(project_section_read(cx, &route_rules_section, stored->body, &rules));
    *out = (struct route_list){
        .items = arena_array(cx->arena, struct route_rule, rules.rules.n + IMPORTED_MAX),
        .n = rules.rules.n,
        .version = stored->version,
    };
    if (out->n > 0)
        memcpy(out->items, rules.rules.items, out->n * sizeof *out->items);
    return OK;
}

static enum status take_list(struct ctx *cx, int64_t project_id, struct route_list *out)
{
    struct project_section stored;

    TRY(project_section_take(cx, project_id, &route_rules_section, &stored));
    return read_list(cx, &stored, out);
}

static enum status save(struct ctx *cx, int64_t project_id, const struct route_list *list)
{
    struct route_rules rules = { .rules = FIELD_ITEMS(list->items, list->n) };

    if (list->n > ROUTE_RULES_MAX)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many_rules", NULL },
                       "a project may have %d route rules", ROUTE_RULES_MAX);
    return project_section_save(cx, project_id, &route_rules_section, &rules, list->version + 1);
}

/* Enabled first, then by confidence, method, path, age. */
static int list_order(const void *a, const void *b)
{
    const struct route_rule *x = a, *y = b;
    int c;

    if (x->enabled != y->enabled)
        return x->enabled ? -1 : 1;
    if (x->confidence != y->confidence)
        return x->confidence > y->confidence ? -1 : 1;
    if ((c = str_cmp(x->method, y->method)) != 0)
        return c;
    if ((c = str_cmp(x->canonical_path, y->canonical_path)) != 0)
        return c;
    return (x->created_ms > y->created_ms) - (x->created_ms < y->created_ms);
}

enum status route_rules_load(struct ctx *cx, int64_t project_id, struct field_list *list)
{
    struct project_section stored;
    struct route_list rules;

    TRY(project_section_load(cx, project_id, &route_rules_section, &stored));
    TRY(read_list(cx, &stored, &rules));
    qsort(rules.items, rules.n, sizeof *rules.items, list_order);
    *list = FIELD_ITEMS(rules.items, rules.n);
    return OK;
}

/* Index of the rule, n when there is none. */
static size_t find(const struct route_list *list, struct str id)
{
    size_t at = 0;

    while (at < list->n && !str_eq(list->items[at].id, id))
        at++;
    return at;
}

static enum status find_uuid(struct ctx *cx, const struct route_list *list, struct str id,
                             size_t *at)
{
    struct str uuid;

    if (!uuid_parse(cx->arena, id, &uuid))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                       "a rule's id is a uuid");
    *at = find(list, uuid);
    return OK;
}

static bool is_same(const struct route_rule *a, const struct route_rule *b)
{
    return str_eq(a->method, b->method) && str_eq(a->match_pattern, b->match_pattern) &&
           str_eq(a->target, b->target);
}

static enum status put(struct ctx *cx, struct route_list *list, size_t at, struct route_rule *rule)
{
    for (size_t i = 0; i < list->n; i++) {
        if (i != at && is_same(&list->items[i], rule))
            return fail_at(cx, E_CONFLICT, (struct err_where){ "duplicate", "match_pattern" },
                           "there is a rule of this method, pattern and target");
    }
    bool is_new = at == list->n;
    rule->id = is_new ? uuid_new(cx->arena, cx->now_ms) : list->items[at].id;
    rule->created_ms = is_new ? cx->now_ms : list->items[at].created_ms;
    rule->updated_ms = cx->now_ms;
    list->n += is_new;
    list->items[at] = *rule;
    return OK;
}

enum status route_rule_put(struct ctx *cx, int64_t project_id, struct str id,
                           struct route_rule *rule)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct route_list list;

    TRY(route_rule_settle(cx, rule));
    TRY(tx_begin(cx, &tx));
    TRY(take_list(cx, project_id, &list));
    size_t at = list.n;
    if (!str_is_null(id)) {
        TRY(find_uuid(cx, &list, id, &at));
        if (at == list.n)
            return fail(cx, E_MISSING, "no such rule");
    }
    TRY(put(cx, &list, at, rule));
    TRY(save(cx, project_id, &list));
    TRY(audit_note(cx, str_is_null(id) ? "route_rule.add" : "route_rule.change", "route_rule",
                   rule->id, rule->match_pattern));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}

static void take_out(struct route_list *list, size_t at)
{
    list->n--;
    memmove(&list->items[at], &list->items[at + 1], (list->n - at) * sizeof *list->items);
}

enum status route_rule_delete(struct ctx *cx, int64_t project_id, struct str id)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct route_list list;
    size_t at;

    TRY(tx_begin(cx, &tx));
    TRY(take_list(cx, project_id, &list));
    TRY(find_uuid(cx, &list, id, &at));
    if (at == list.n)
        return OK; /* as the contract: gone is gone */
    struct route_rule gone = list.items[at];
    take_out(&list, at);
    TRY(save(cx, project_id, &list));
    TRY(audit_note(cx, "route_rule.delete", "route_rule", gone.id, gone.match_pattern));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}

/* Controller and method, then up to three arguments. */
static const struct {
    struct str pattern;
    struct str path;
    double confidence;
} convention[] = {
    { S("(:any)/(:any)"), S("/:any/:any"), 0.9 },
    { S("(:any)/(:any)/(:any)"), S("/:any/:any/:any"), 0.8 },
    { S("(:any)/(:any)/(:any)/(:any)"), S("/:any/:any/:any/:any"), 0.7 },
    { S("(:any)/(:any)/(:any)/(:any)/(:any)"), S("/:any/:any/:any/:any/:any"), 0.6 },
};
static_assert(ARRAY_LEN(convention) <= IMPORTED_MAX, "read_list makes room for an import");

static bool is_imported(const struct route_rule *rule)
{
    return str_eq(rule->source, S("framework_convention")) &&
           str_eq(rule->framework, S("codeigniter"));
}

enum status route_rules_import_convention(struct ctx *cx, int64_t project_id,
                                          struct str project_uuid, size_t *n)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct route_list list;

    TRY(tx_begin(cx, &tx));
    TRY(take_list(cx, project_id, &list));
    for (size_t i = list.n; i > 0; i--) {
        if (is_imported(&list.items[i - 1]))
            take_out(&list, i - 1);
    }
    for (*n = 0; *n < ARRAY_LEN(convention); (*n)++) {
        struct route_rule rule = { .method = S("*"),
                                   .match_pattern = convention[*n].pattern,
                                   .canonical_path = convention[*n].path,
                                   .target = S("convention"),
                                   .source = S("framework_convention"),
                                   .confidence = convention[*n].confidence,
                                   .enabled = true,
                                   .framework = S("codeigniter") };
        TRY(route_rule_settle(cx, &rule));
        TRY(put(cx, &list, list.n, &rule));
    }
    TRY(save(cx, project_id, &list));
    TRY(audit_note(cx, "route_rule.import", "project", project_uuid, S("framework_convention")));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}
