#include "base/base.h"
#include "feature/route_rule/route_rule.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"

enum {
    STATIC_POINTS = 5, /* how much a segment says (gosnag-domain.md §17) */
    NUMBER_POINTS = 2,
    ANY_POINTS = 1,
    METHOD_POINTS = 2,
    CONVENTION_MIN = 2,  /* segments that CodeIgniter's convention needs   */
    CONVENTION_KEPT = 3, /* and those it keeps: folder, controller, method */
    PATH_BYTES = 8192,
};
static const double default_confidence = 0.5;

/* --- the section --------------------------------------------------------------------- */

#define TEXT(name, T, m) FIELD_STR(name, T, m, FIELD_OPTIONAL, ROUTE_TEXT_BYTES)
const struct field route_rule_fields[] = {
    FIELD_STR("id", struct route_rule, id, FIELD_UUID, 0),
    FIELD_STR("project_id", struct route_rule, project_id, FIELD_OPTIONAL, 0),
    TEXT("method", struct route_rule, method),
    TEXT("match_pattern", struct route_rule, match_pattern),
    TEXT("canonical_path", struct route_rule, canonical_path),
    TEXT("target", struct route_rule, target),
    TEXT("source", struct route_rule, source),
    FIELD_F64("confidence", struct route_rule, confidence, FIELD_OPTIONAL),
    FIELD_BOOL("enabled", struct route_rule, enabled, FIELD_OPTIONAL),
    TEXT("framework", struct route_rule, framework),
    TEXT("source_file", struct route_rule, source_file),
    TEXT("notes", struct route_rule, notes),
    FIELD_TIME("created_at", struct route_rule, created_ms, 0),
    FIELD_TIME("updated_at", struct route_rule, updated_ms, 0),
    FIELD_END,
};

static const struct field section_fields[] = {
    FIELD_LIST("rules", struct route_rules, rules, FIELD_OPTIONAL, struct route_rule,
               route_rule_fields, ROUTE_RULES_MAX),
    FIELD_OPT_I64("version", struct route_rules, version, FIELD_OPTIONAL),
    FIELD_END,
};

/* --- tidying ------------------------------------------------------------------------- */

static const struct {
    struct str name;
    int rank;
} sources[] = {
    { S("manual"), 120 },        { S("source_code"), 110 },  { S("framework_convention"), 90 },
    { S("observed_issue"), 70 }, { S("ai_suggestion"), 50 },
};

static int rank_of(struct str source)
{
    for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
        if (str_eq(source, sources[i].name))
            return sources[i].rank;
    }
    return 0;
}

static struct str tidy(struct str s)
{
    return str_is_null(s) ? S("") : str_trim(s);
}

enum status route_rule_settle(struct ctx *cx, struct route_rule *rule)
{
    rule->method = str_upper(cx->arena, tidy(rule->method));
    if (rule->method.len == 0)
        rule->method = S("*");
    rule->match_pattern = str_trim_char(tidy(rule->match_pattern), '/');
    if (rule->match_pattern.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "match_pattern" },
                       "match_pattern is required");
    rule->canonical_path = tidy(rule->canonical_path);
    if (rule->canonical_path.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "canonical_path" },
                       "canonical_path is required");
    if (rule->canonical_path.p[0] != '/')
        rule->canonical_path = str_printf(cx->arena, "/%.*s", FMT(rule->canonical_path));
    rule->source = tidy(rule->source);
    if (rank_of(rule->source) == 0)
        rule->source = S("manual");
    if (!(rule->confidence > 0))
        rule->confidence = default_confidence;
    rule->confidence = rule->confidence > 1 ? 1 : rule->confidence;
    rule->framework =
        str_eq(tidy(rule->framework), S("codeigniter")) ? S("codeigniter") : S("generic");
    rule->target = tidy(rule->target);
    rule->source_file = tidy(rule->source_file);
    rule->notes = tidy(rule->notes);
    return OK;
}

/* --- order --------------------------------------------------------------------------- */

static bool is_number_place(struct str segment)
{
    return str_eq(segment, S("(:num)"));
}

static bool is_place(struct str segment)
{
    return segment.len >= 2 && segment.p[0] == '(' && segment.p[segment.len - 1] == ')';
}

static int specificity(const struct route_rule *rule)
{
    struct str segment, rest = rule->match_pattern;
    int points = str_eq(rule->method, S("*")) ? 0 : METHOD_POINTS;

    while (str_split(&rest, '/', &segment)) {
        if (is_number_place(segment))
            points += NUMBER_POINTS;
        else
            points += is_place(segment) ? ANY_POINTS : STATIC_POINTS;
    }
    return points;
}

static int best_first(const void *a, const void *b)
{
    const struct route_rule *x = a, *y = b;
    int by_rank = rank_of(y->source) - rank_of(x->source);

    if (x->enabled != y->enabled)
        return x->enabled ? -1 : 1;
    if (by_rank != 0)
        return by_rank;
    if (x->confidence != y->confidence)
        return x->confidence > y->confidence ? -1 : 1;
    int by_points = specificity(y) - specificity(x);
    return by_points != 0 ? by_points
                          : (x->created_ms > y->created_ms) - (x->created_ms < y->created_ms);
}

static enum status ready(struct ctx *cx, void *value)
{
    struct route_rules *all = value;
    struct route_rule *rules = arena_array(cx->arena, struct route_rule, all->rules.n);

    if (all->rules.n > 0)
        memcpy(rules, all->rules.items, all->rules.n * sizeof *rules);
    qsort(rules, all->rules.n, sizeof *rules, best_first);
    all->rules = FIELD_ITEMS(rules, all->rules.n);
    return OK;
}

static const struct route_rules no_rules;
const struct section route_rules_section = {
    .name = { "route_rules", 11 },
    .fields = section_fields,
    .size = sizeof(struct route_rules),
    .defaults = &no_rules,
    .ready = ready,
};

/* --- matching ------------------------------------------------------------------------ */

static bool is_number(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.len > 0;
}

static bool segment_is(struct str pattern, struct str segment)
{
    if (is_number_place(pattern))
        return is_number(segment);
    return is_place(pattern) ? segment.len > 0 : str_eq(pattern, segment);
}

/* Both to their end. */
static bool path_is(struct str pattern, struct str path)
{
    struct str wanted, segment, rest = str_from(path, 1);

    while (str_split(&pattern, '/', &wanted)) {
        if (!str_split(&rest, '/', &segment) || !segment_is(wanted, segment))
            return false;
    }
    return str_is_null(rest);
}

static bool rule_is(const struct route_rule *rule, const struct route_place *place)
{
    bool is_method = str_eq(rule->method, S("*")) || str_eq(rule->method, place->method);

    return rule->enabled && is_method && path_is(rule->match_pattern, place->path);
}

/* Folder, controller and method stay; what follows are arguments. */
static struct str by_convention(struct ctx *cx, struct str pattern)
{
    struct str segment, rest = str_from(pattern, 1);
    struct buf b;
    size_t n = 0;

    buf_init(&b, cx->arena, PATH_BYTES);
    while (str_split(&rest, '/', &segment)) {
        bool is_kept =
            n++ < CONVENTION_KEPT || str_eq(segment, S(":int")) || str_eq(segment, S(":year"));
        buf_add_char(&b, '/');
        buf_add(&b, is_kept ? segment : S(":any"));
    }
    return n >= CONVENTION_MIN ? buf_str(&b) : (struct str){ 0 };
}

struct str route_canonical(struct ctx *cx, const struct route_rules *rules,
                           const struct route_place *place)
{
    const struct route_rule *list = rules != NULL ? rules->rules.items : NULL;

    for (size_t i = 0; list != NULL && i < rules->rules.n; i++) {
        if (rule_is(&list[i], place))
            return list[i].canonical_path;
    }
    return place->is_codeigniter ? by_convention(cx, place->pattern) : (struct str){ 0 };
}
