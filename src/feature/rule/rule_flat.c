/* The flat fields of rules of old as a tree. */
#include "base/base.h"
#include "feature/rule/rule.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/jsonw.h"

static void add_number(struct jsonw *w, const char *type, int64_t least)
{
    if (least <= 0)
        return;
    jsonw_obj(w);
    jsonw_key_str(w, "type", str_c(type));
    jsonw_key_str(w, "op", S("gte"));
    jsonw_key_i64(w, "value", least);
    jsonw_end(w);
}

static struct str title_leaf(struct ctx *cx, const char *op, struct str pattern)
{
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, RULE_SETTINGS_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "type", S("title"));
    jsonw_key_str(&w, "op", str_c(op));
    jsonw_key_str(&w, "value", pattern);
    jsonw_end(&w);
    return buf_str(&b);
}

struct title {
    const char *op, *flags;
    struct str pattern;
};

/* What is no pattern is looked for as it stands. */
static void add_title(struct ctx *cx, struct jsonw *w, const struct title *t)
{
    struct condition *c;

    if (str_trim(t->pattern).len == 0)
        return;
    struct str leaf =
        title_leaf(cx, t->op, str_printf(cx->arena, "%s%.*s", t->flags, FMT(t->pattern)));
    if (condition_parse(cx, leaf, &c) != OK) {
        err_clear(&cx->err);
        leaf =
            title_leaf(cx, t->op, str_printf(cx->arena, "%s\\Q%.*s\\E", t->flags, FMT(t->pattern)));
    }
    jsonw_raw(w, leaf);
}

static void add_levels(struct jsonw *w, struct str list)
{
    struct str part;

    if (str_trim(list).len == 0)
        return;
    jsonw_obj(w);
    jsonw_key_str(w, "type", S("level"));
    jsonw_key_str(w, "op", S("in"));
    jsonw_key_arr(w, "value");
    while (str_split(&list, ',', &part)) {
        if (str_trim(part).len > 0)
            jsonw_str(w, str_trim(part));
    }
    jsonw_end(w);
    jsonw_end(w);
}

struct str rule_flat_tree(struct ctx *cx, const struct rule_flat *flat)
{
    const char *flags = flat->is_case_blind ? "(?i)" : "";
    struct buf b;
    struct jsonw w;

    buf_init(&b, cx->arena, CONDITION_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "operator", S("and"));
    jsonw_key_arr(&w, "conditions");
    add_levels(&w, flat->level_filter);
    add_title(cx, &w, &(struct title){ "contains", flags, flat->title_pattern });
    add_title(cx, &w, &(struct title){ "not_contains", flags, flat->exclude_pattern });
    add_number(&w, "total_events", flat->min_events);
    add_number(&w, "user_count", flat->min_users);
    add_number(&w, "velocity_1h", flat->min_velocity_1h);
    jsonw_end(&w);
    jsonw_end(&w);
    return buf_str(&b);
}
