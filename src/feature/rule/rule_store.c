/* Rules in the store. Each change counts the version of the project's section "rules", in its
 * transaction and under the project's row, so that every process hears of it. */
#include "base/base.h"
#include "feature/rule/rule_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/str.h"
#include "core/tx.h"
#include "core/version.h"
#include "feature/audit/audit.h"
#include "feature/project/project_key.h"
#include "feature/rule/rule_sql.h"
#include "port/json.h"
#include "port/jsonw.h"

static struct rule rule_of_row(const struct q_rule_list_row *row)
{
    return (struct rule){ .id = row->id,
                          .uuid = row->uuid,
                          .name = row->name,
                          .is_enabled = row->is_enabled,
                          .position = row->position,
                          .points = row->points,
                          .conditions = row->conditions.len > 0 ? row->conditions
                                                                : (struct str){ 0 },
                          .tree = row->tree,
                          .settings = row->settings,
                          .version = row->version,
                          .created_ms = row->created_ms,
                          .updated_ms = row->updated_ms };
}

enum status rules_read(struct ctx *cx, int64_t project_id, const char *kind, struct rule **list,
                       size_t *n)
{
    struct q_rule_list_row *rows;

    TRY(q_rule_list(cx, &(struct q_rule_list_args){ project_id, str_c(kind), RULES_BYTES }, &rows,
                    n));
    *list = arena_array(cx->arena, struct rule, *n);
    for (size_t i = 0; i < *n; i++)
        (*list)[i] = rule_of_row(&rows[i]);
    return OK;
}

enum status rule_settings(struct ctx *cx, const struct field *fields, const void *own,
                          struct str *out)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, RULE_SETTINGS_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, fields, own);
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "a rule's own fields may have %d bytes as JSON",
                    RULE_SETTINGS_BYTES);
    *out = buf_str(&b);
    return OK;
}

struct str rule_conditions(struct ctx *cx, struct str json)
{
    struct json_doc *doc;
    struct buf b;

    if (json.len == 0 || json_parse(cx, json, &doc, NULL) != OK) {
        err_clear(&cx->err);
        return json.len == 0 ? (struct str){ 0 } : json; /* what is wrong is said by its check */
    }
    struct json *root = json_root(doc);
    bool is_tree = json_type(root) != JSON_OBJ || !json_is_null(json_get(root, S("operator"))) ||
                   !json_is_null(json_get(root, S("conditions"))) ||
                   !json_is_null(json_get(root, S("type")));
    if (json_is_null(root) || !is_tree)
        return (struct str){ 0 };
    buf_init(&b, cx->arena, json.len * 2 + 1);
    json_write(root, &b);
    return buf_str(&b);
}

struct str rule_tree(const struct rule *rule)
{
    return rule->tree.len > 0 ? rule->tree : (struct str){ 0 };
}

/* --- the section ------------------------------------------------------------------------- */

/* Whoever changes a project's rules holds its row. */
static enum status hold(struct ctx *cx, int64_t project_id, struct project_section *out)
{
    return project_section_take(cx, project_id, &rules_section, out);
}

static void look_at(struct ctx *cx, struct str tree, struct rules_summary *summary,
                    struct condition_windows *windows)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct condition *c;

    if ((str_contains(tree, S("velocity")) || str_contains(tree, S("user_count"))) &&
        condition_parse(cx, tree, &c) == OK) {
        summary->wants_minutes |= condition_wants_minutes(c);
        (void)condition_windows_add(windows, c);
    }
    err_clear(&cx->err);
    arena_rewind(cx->arena, mark);
}

/* *windows: those of all enabled rules. */
static enum status count_change(struct ctx *cx, int64_t project_id,
                                const struct project_section *was,
                                struct condition_windows *windows)
{
    struct rules_summary summary = { 0 };
    struct q_rule_enabled_count_row count;
    struct q_rule_trees_row *rows;
    size_t n;

    TRY(q_rule_enabled_count(cx, &(struct q_rule_enabled_count_args){ project_id }, &count));
    TRY(q_rule_trees(cx, &(struct q_rule_trees_args){ project_id, RULES_BYTES }, &rows, &n));
    summary.n = count.n;
    *windows = (struct condition_windows){ 0 };
    for (size_t i = 0; i < n; i++)
        look_at(cx, rows[i].tree, &summary, windows);
    return project_section_save(cx, project_id, &rules_section, &summary, was->version + 1);
}

/* --- one rule ---------------------------------------------------------------------------- */

static enum status find(struct ctx *cx, const struct rule_change *change,
                        struct q_rule_get_row *row, bool *found)
{
    struct str uuid;

    if (!uuid_parse(cx->arena, change->uuid, &uuid))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL },
                       "a rule's id is a uuid");
    struct q_rule_get_args args = { change->project_id, str_c(change->kind), uuid };
    return q_rule_get(cx, &args, row, found);
}

/* What a rule takes of what a project may have. */
struct rule_size {
    int64_t data_patterns, memory_bytes, bytes;
};

static struct rule_size size_of(const struct rule *rule, const struct condition *c)
{
    size_t bytes = rule->conditions.len + rule->tree.len + rule->settings.len;

    return (struct rule_size){ (int64_t)condition_data_patterns(c), (int64_t)condition_bytes(c),
                               (int64_t)bytes };
}

/* More than there may be, and more than it was: what helps is taken. */
static bool is_over(int64_t others, int64_t own, int64_t was, int64_t max)
{
    return others + own > max && own > was;
}

static enum status check_sums(struct ctx *cx, const struct q_rule_sums_row *others,
                              const struct q_rule_get_row *was, const struct rule_size *own)
{
    const struct err_where large = { "rules_too_large", "conditions" };

    if (others->n >= RULES_MAX)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many_rules", NULL },
                       "a project may have %d rules", RULES_MAX);
    if (is_over(others->bytes, own->bytes, was->bytes, RULES_BYTES))
        return fail_at(cx, E_CONFLICT, large, "rules of a project may have %d bytes together",
                       RULES_BYTES);
    if (is_over(others->memory_bytes, own->memory_bytes, was->memory_bytes, RULES_MEMORY))
        return fail_at(cx, E_CONFLICT, large,
                       "rules of a project may take %d bytes of memory, their patterns included",
                       RULES_MEMORY);
    if (others->data_patterns + own->data_patterns > RULE_DATA_PATTERNS)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many_patterns", "conditions" },
                       "rules of a project may have %d patterns over events' data",
                       RULE_DATA_PATTERNS);
    return OK;
}

static enum status insert(struct ctx *cx, const struct rule_change *change, struct rule *rule,
                          const struct rule_size *size)
{
    struct q_rule_insert_row row;
    struct q_rule_insert_args args = { .uuid = uuid_new(cx->arena, cx->now_ms),
                                       .project_id = change->project_id,
                                       .kind = str_c(change->kind),
                                       .name = rule->name,
                                       .is_enabled = rule->is_enabled,
                                       .position = rule->position,
                                       .points = rule->points,
                                       .conditions = rule->conditions,
                                       .tree = rule->tree,
                                       .data_patterns = size->data_patterns,
                                       .memory_bytes = size->memory_bytes,
                                       .settings = rule->settings,
                                       .now_ms = cx->now_ms };
    if (str_is_null(args.conditions))
        args.conditions = S("");
    TRY(q_rule_insert(cx, &args, &row));
    rule->id = row.id;
    rule->uuid = args.uuid;
    rule->version = 1;
    rule->created_ms = rule->updated_ms = cx->now_ms;
    return OK;
}

static enum status update(struct ctx *cx, const struct q_rule_get_row *was, struct rule *rule,
                          const struct rule_size *size)
{
    struct q_rule_update_args args = { .id = was->id,
                                       .name = rule->name,
                                       .is_enabled = rule->is_enabled,
                                       .position = was->position,
                                       .points = rule->points,
                                       .conditions = rule->conditions,
                                       .tree = rule->tree,
                                       .data_patterns = size->data_patterns,
                                       .memory_bytes = size->memory_bytes,
                                       .settings = rule->settings,
                                       .now_ms = cx->now_ms };
    if (str_is_null(args.conditions))
        args.conditions = S("");
    rule->id = was->id;
    rule->position = was->position;
    rule->version = was->version + 1;
    rule->created_ms = was->created_ms;
    rule->updated_ms = cx->now_ms;
    return q_rule_update(cx, &args);
}

static enum status write(struct ctx *cx, const struct rule_change *change, struct rule *rule,
                         const struct rule_size *size)
{
    struct q_rule_sums_row others;
    struct q_rule_get_row was = { 0 };
    bool found = false;

    if (!str_is_null(change->uuid)) {
        TRY(find(cx, change, &was, &found));
        if (!found)
            return fail(cx, E_MISSING, "no such rule");
        TRY(version_check(cx, change->seen, was.version, "rule"));
        rule->uuid = was.uuid;
    }
    struct q_rule_sums_args sums = { change->project_id, was.id, str_c(change->kind) };
    TRY(q_rule_sums(cx, &sums, &others));
    TRY(check_sums(cx, &others, &was, size));
    if (found)
        return update(cx, &was, rule, size);
    rule->position = others.last_position + 1;
    return insert(cx, change, rule, size);
}

static enum status note(struct ctx *cx, const struct rule_change *change, const char *verb,
                        const struct rule *rule)
{
    struct str action = str_printf(cx->arena, "%s_rule.%s", change->kind, verb);
    struct str kind = str_printf(cx->arena, "%s_rule", change->kind);

    return audit_note(cx, str_cz(cx->arena, action), str_cz(cx->arena, kind), rule->uuid,
                      rule->name);
}

/* Rules without windows are none of it. */
static enum status check_windows(struct ctx *cx, const struct rule *rule,
                                 const struct condition *c,
                                 const struct condition_windows *of_all)
{
    struct condition_windows own = { 0 };

    if (!of_all->is_over || !rule->is_enabled || !condition_windows_add(&own, c))
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "too_many_windows", "conditions" },
                   "enabled rules of a project may count %d different windows of time",
                   CONDITION_WINDOWS);
}

enum status rule_put(struct ctx *cx, const struct rule_change *change, struct rule *rule)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct project_section section;
    struct condition_windows windows;
    struct condition *c = NULL;

    TRY(condition_check(cx, rule->tree, &c));
    TRY(tx_begin(cx, &tx));
    TRY(hold(cx, change->project_id, &section));
    struct rule_size size = size_of(rule, c);
    TRY(write(cx, change, rule, &size));
    TRY(note(cx, change, str_is_null(change->uuid) ? "add" : "change", rule));
    TRY(count_change(cx, change->project_id, &section, &windows));
    TRY(check_windows(cx, rule, c, &windows));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}

enum status rule_delete(struct ctx *cx, const struct rule_change *change, int64_t *id)
{
    struct project_section section;
    struct condition_windows windows;
    struct q_rule_get_row row;
    struct rule gone = { .uuid = change->uuid, .name = S("") };
    bool found;

    *id = 0;
    TRY(hold(cx, change->project_id, &section));
    TRY(find(cx, change, &row, &found));
    if (!found)
        return OK;
    TRY(version_check(cx, change->seen, row.version, "rule"));
    TRY(q_rule_remove(cx, &(struct q_rule_remove_args){ row.id }));
    TRY(note(cx, change, "delete", &gone));
    *id = row.id;
    return count_change(cx, change->project_id, &section, &windows);
}

enum status rule_drop(struct ctx *cx, const struct rule_change *change)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    int64_t id;

    TRY(tx_begin(cx, &tx));
    TRY(rule_delete(cx, change, &id));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}

/* --- order ------------------------------------------------------------------------------- */

/* The rule's place in the wanted order, n when it is not there. */
static size_t place_of(const struct rule *rule, const struct str *uuids, size_t n)
{
    size_t i = 0;

    while (i < n && !str_eq_fold(rule->uuid, uuids[i]))
        i++;
    return i;
}

static enum status place_all(struct ctx *cx, const struct rule *rules, const struct str *uuids,
                             size_t n)
{
    bool *is_taken = arena_array(cx->arena, bool, n);

    for (size_t i = 0; i < n; i++) {
        size_t at = place_of(&rules[i], uuids, n);
        if (at == n || is_taken[at])
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "ids" },
                           "ids are those of all rules, each once");
        is_taken[at] = true;
        TRY(q_rule_place(cx, &(struct q_rule_place_args){ rules[i].id, (int64_t)at }));
    }
    return OK;
}

enum status rules_order(struct ctx *cx, int64_t project_id, const char *kind,
                        const struct str *uuids, size_t n)
{
    const struct rule_change change = { .project_id = project_id, .kind = kind };
    const struct rule all = { .uuid = S(""), .name = S("") };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct project_section section;
    struct condition_windows windows;
    struct rule *rules;
    size_t n_rules;

    TRY(tx_begin(cx, &tx));
    TRY(hold(cx, project_id, &section));
    TRY(rules_read(cx, project_id, kind, &rules, &n_rules));
    if (n != n_rules)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "ids" },
                       "ids are those of all rules, each once");
    TRY(place_all(cx, rules, uuids, n));
    TRY(note(cx, &change, "order", &all));
    TRY(count_change(cx, project_id, &section, &windows));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return OK;
}
