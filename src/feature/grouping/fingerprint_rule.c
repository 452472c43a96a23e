#include "base/base.h"
#include "feature/grouping/fingerprint_rule.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/grouping/grouping_int.h"
#include "port/json.h"

enum {
    FRAMES_MAX = 1000, /* looked at; the newest of each stack first come */
    ERRORS_MAX = EVENT_CHAIN_MAX + 1,
    FIELD_NAME_BYTES = 64,
};

/* --- the section --------------------------------------------------------------------- */

static const struct field rule_matcher_fields[] = {
    FIELD_STR("key", struct rule_matcher, key, FIELD_REQUIRED, RULE_TEXT_BYTES),
    FIELD_STR("pattern", struct rule_matcher, pattern, FIELD_REQUIRED, RULE_TEXT_BYTES),
    FIELD_BOOL("negate", struct rule_matcher, negate, FIELD_OPTIONAL),
    FIELD_END,
};

const struct field fingerprint_rule_fields[] = {
    FIELD_STR("id", struct fingerprint_rule, id, FIELD_UUID, 0),
    FIELD_STR("name", struct fingerprint_rule, name, 0, LIMIT_NAME),
    FIELD_BOOL("enabled", struct fingerprint_rule, enabled, 0),
    FIELD_LIST("matchers", struct fingerprint_rule, matchers, 0, struct rule_matcher,
               rule_matcher_fields, RULE_MATCHERS_MAX),
    FIELD_STR_LIST("fingerprint", struct fingerprint_rule, fingerprint, 0, RULE_PARTS_MAX),
    FIELD_STR("title", struct fingerprint_rule, title, 0, RULE_TEXT_BYTES),
    FIELD_I64("position", struct fingerprint_rule, position, 0),
    FIELD_I64("version", struct fingerprint_rule, version, 0),
    FIELD_TIME("created_at", struct fingerprint_rule, created_ms, 0),
    FIELD_TIME("updated_at", struct fingerprint_rule, updated_ms, 0),
    FIELD_END,
};

static const struct field section_fields[] = {
    FIELD_LIST("rules", struct fingerprint_rules, rules, FIELD_OPTIONAL, struct fingerprint_rule,
               fingerprint_rule_fields, FINGERPRINT_RULES_MAX),
    FIELD_OPT_I64("version", struct fingerprint_rules, version, FIELD_OPTIONAL),
    FIELD_END,
};

const struct field fingerprint_rule_in_fields[] = {
    FIELD_STR("name", struct fingerprint_rule_in, name, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_OPT_BOOL("enabled", struct fingerprint_rule_in, enabled, FIELD_OPTIONAL),
    FIELD_LIST("matchers", struct fingerprint_rule_in, matchers, FIELD_REQUIRED,
               struct rule_matcher, rule_matcher_fields, RULE_MATCHERS_MAX),
    FIELD_STR_LIST("fingerprint", struct fingerprint_rule_in, fingerprint, FIELD_REQUIRED,
                   RULE_PARTS_MAX),
    FIELD_STR("title", struct fingerprint_rule_in, title, FIELD_OPTIONAL, RULE_TEXT_BYTES),
    FIELD_OPT_I64("position", struct fingerprint_rule_in, position, FIELD_OPTIONAL),
    FIELD_OPT_I64("version", struct fingerprint_rule_in, version, FIELD_OPTIONAL),
    FIELD_END,
};

struct fingerprint_rule fingerprint_rule_of(const struct fingerprint_rule_in *in)
{
    return (struct fingerprint_rule){ .name = in->name,
                                      .enabled = !in->enabled.set || in->enabled.value,
                                      .matchers = in->matchers,
                                      .fingerprint = in->fingerprint,
                                      .title = in->title };
}

/* --- keys ---------------------------------------------------------------------------- */

/* What a matcher looks at; in three groups. */
enum rule_source {
    OF_LEVEL,
    OF_LOGGER,
    OF_RELEASE,
    OF_ENVIRONMENT,
    OF_TAG,
    OF_TYPE, /* from here: of an exception */
    OF_MESSAGE,
    OF_PATH, /* from here: of a frame */
    OF_FUNCTION,
    OF_MODULE,
    OF_NOTHING,
};

static const struct {
    struct str key;
    enum rule_source source;
} keys[] = {
    { S("level"), OF_LEVEL },     { S("logger"), OF_LOGGER },
    { S("release"), OF_RELEASE }, { S("environment"), OF_ENVIRONMENT },
    { S("type"), OF_TYPE },       { S("message"), OF_MESSAGE },
    { S("path"), OF_PATH },       { S("function"), OF_FUNCTION },
    { S("module"), OF_MODULE },
};
static const struct str tag_prefix = S("tags.");

static enum rule_source source_of(struct str key)
{
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (str_eq(key, keys[i].key))
            return keys[i].source;
    }
    return str_starts(key, tag_prefix) && key.len > tag_prefix.len ? OF_TAG : OF_NOTHING;
}

/* --- checking ------------------------------------------------------------------------ */

static enum status invalid(struct ctx *cx, struct str field, const char *words)
{
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", str_cz(cx->arena, field) },
                   "%.*s: %s", FMT(field), words);
}

static enum status settle_matcher(struct ctx *cx, struct rule_matcher *m, size_t i)
{
    m->key = str_trim(m->key);
    m->pattern = str_trim(m->pattern);
    m->source = source_of(m->key);
    if (m->source == OF_NOTHING)
        return invalid(cx, str_printf(cx->arena, "matchers[%zu].key", i),
                       "it is one of type, message, path, function, module, level, logger, "
                       "release, environment, tags.NAME");
    if (m->pattern.len == 0)
        return invalid(cx, str_printf(cx->arena, "matchers[%zu].pattern", i), "it is empty");
    return OK;
}

static enum status settle_text(struct ctx *cx, struct str field, struct str text, bool is_part)
{
    size_t at;

    if (text.len > RULE_TEXT_BYTES)
        return invalid(cx, field, "it is too long");
    if (fingerprint_template_is_known(text, is_part, &at))
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", str_cz(cx->arena, field) },
                   "%.*s: there is no such variable at %zu", FMT(field), at);
}

enum status fingerprint_rule_settle(struct ctx *cx, struct fingerprint_rule *rule)
{
    struct rule_matcher *matchers = arena_array(cx->arena, struct rule_matcher, rule->matchers.n);

    rule->name = str_trim(str_is_null(rule->name) ? S("") : rule->name);
    rule->title = str_trim(str_is_null(rule->title) ? S("") : rule->title);
    if (rule->matchers.n == 0)
        return invalid(cx, S("matchers"), "at least one must say what the rule is for");
    if (rule->fingerprint.n == 0)
        return invalid(cx, S("fingerprint"), "it needs one part at least");
    memcpy(matchers, rule->matchers.items, rule->matchers.n * sizeof *matchers);
    for (size_t i = 0; i < rule->matchers.n; i++)
        TRY(settle_matcher(cx, &matchers[i], i));
    rule->matchers = FIELD_ITEMS(matchers, rule->matchers.n);
    for (size_t i = 0; i < rule->fingerprint.n; i++) {
        if (str_trim(rule->fingerprint.items[i]).len == 0)
            return invalid(cx, str_printf(cx->arena, "fingerprint[%zu]", i), "it is empty");
        TRY(settle_text(cx, str_printf(cx->arena, "fingerprint[%zu]", i),
                        rule->fingerprint.items[i], true));
    }
    return settle_text(cx, S("title"), rule->title, false);
}

/* Sources are found once; rules of a newer program that are not understood are off. */
static enum status ready(struct ctx *cx, void *value)
{
    struct fingerprint_rules *all = value;
    struct fingerprint_rule *rules = arena_array(cx->arena, struct fingerprint_rule, all->rules.n);

    if (all->rules.n > 0)
        memcpy(rules, all->rules.items, all->rules.n * sizeof *rules);
    for (size_t i = 0; i < all->rules.n; i++) {
        if (fingerprint_rule_settle(cx, &rules[i]) != OK)
            rules[i].enabled = false;
        err_clear(&cx->err);
    }
    all->rules = FIELD_ITEMS(rules, all->rules.n);
    return OK;
}

struct fingerprint_rules *fingerprint_rules_with(struct ctx *cx,
                                                 const struct fingerprint_rules *before,
                                                 struct str id, struct opt_i64 position,
                                                 const struct fingerprint_rule *rule)
{
    size_t n = before != NULL ? before->rules.n : 0, at = n;
    struct fingerprint_rule *list = arena_array(cx->arena, struct fingerprint_rule, n + 1);
    struct fingerprint_rules *out = arena_new(cx->arena, struct fingerprint_rules);

    if (n > 0)
        memcpy(list, before->rules.items, n * sizeof *list);
    for (size_t i = 0; i < n && !str_is_null(id); i++)
        at = str_eq(list[i].id, id) ? i : at;
    if (at < n) { /* it leaves its place, and stays there unless told otherwise */
        n--;
        memmove(&list[at], &list[at + 1], (n - at) * sizeof *list);
    }
    if (position.set)
        at = position.value < 0 ? 0 : (size_t)position.value;
    at = at < n ? at : n;
    memmove(&list[at + 1], &list[at], (n - at) * sizeof *list);
    list[at] = *rule;
    out->rules = FIELD_ITEMS(list, n + 1);
    return out;
}

static const struct fingerprint_rules no_rules;
const struct section fingerprint_rules_section = {
    .name = { "fingerprint_rules", 17 },
    .fields = section_fields,
    .size = sizeof(struct fingerprint_rules),
    .defaults = &no_rules,
    .ready = ready,
};

/* --- what an event shows ------------------------------------------------------------- */

struct error_text {
    struct str type;
    struct str message;
};
struct frame_text {
    struct str path;
    struct str filename;
    struct str function;
    struct str module;
};

/* Gathered when a rule first asks. */
struct facts {
    struct ctx *cx;
    const struct event *ev;
    struct error_text *errors;
    size_t n_errors;
    struct frame_text *frames;
    size_t n_frames;
};

static void gather_errors(struct facts *f)
{
    struct event_chain chain;

    f->errors = arena_array(f->cx->arena, struct error_text, ERRORS_MAX);
    event_chain(f->ev, &chain);
    for (size_t i = 0; i < chain.n; i++)
        f->errors[f->n_errors++] =
            (struct error_text){ json_str(json_get(chain.exceptions[i], S("type"))),
                                 json_str(json_get(chain.exceptions[i], S("value"))) };
    struct str message = message_of(f->ev, false);
    if (message.len > 0)
        f->errors[f->n_errors++] = (struct error_text){ S(""), message };
}

static void gather_stack(struct facts *f, struct json *frames)
{
    static const struct str members[] = { S("abs_path"), S("filename"), S("function"),
                                          S("module") };
    struct json_iter it = json_iter(frames);

    while (f->n_frames < FRAMES_MAX && json_next(&it)) {
        struct json *found[ARRAY_LEN(members)];
        struct frame_text *out = &f->frames[f->n_frames++];
        json_get_all(it.value, members, found, ARRAY_LEN(members));
        *out = (struct frame_text){ json_str(found[0]), json_str(found[1]), json_str(found[2]),
                                    json_str(found[3]) };
        if (str_eq(out->path, out->filename)) /* as often: looked at once */
            out->path = (struct str){ 0 };
    }
}

static void gather_frames(struct facts *f)
{
    struct event_chain chain;

    f->frames = arena_bytes(f->cx->arena, FRAMES_MAX * sizeof *f->frames);
    event_chain(f->ev, &chain);
    for (size_t i = chain.n; i > 0; i--)
        gather_stack(f, event_frames(chain.exceptions[i - 1]));
    if (f->n_frames == 0)
        gather_stack(f, event_main_frames(f->ev));
}

/* --- matching ------------------------------------------------------------------------ */

static bool is_like(struct str text, struct str pattern)
{
    return !str_is_null(text) && str_glob(text, pattern);
}

static struct str tag_of(const struct event *ev, struct str name)
{
    for (size_t i = 0; i < ev->n_tags; i++) {
        if (str_eq(ev->tags[i].key, name))
            return ev->tags[i].value;
    }
    return (struct str){ 0 };
}

static bool event_is(const struct event *ev, const struct rule_matcher *m)
{
    switch (m->source) {
    case OF_LEVEL:
        return is_like(str_c(event_level_name(ev->level)), m->pattern);
    case OF_LOGGER:
        return is_like(ev->logger, m->pattern);
    case OF_RELEASE:
        return is_like(ev->release, m->pattern);
    case OF_ENVIRONMENT:
        return is_like(ev->environment, m->pattern);
    default:
        return is_like(tag_of(ev, str_from(m->key, tag_prefix.len)), m->pattern);
    }
}

static bool error_is(const struct error_text *e, const struct rule_matcher *m)
{
    return is_like(m->source == OF_TYPE ? e->type : e->message, m->pattern);
}

static bool frame_is(const struct frame_text *f, const struct rule_matcher *m)
{
    if (m->source == OF_FUNCTION)
        return is_like(f->function, m->pattern);
    if (m->source == OF_MODULE)
        return is_like(f->module, m->pattern);
    return is_like(f->filename, m->pattern) || is_like(f->path, m->pattern);
}

/* The matchers of a rule that look at one kind of thing. */
struct group {
    const struct rule_matcher *matchers;
    size_t n;
    int first, last; /* sources */
};

static bool is_of(const struct group *g, size_t i)
{
    return g->matchers[i].source >= g->first && g->matchers[i].source <= g->last;
}

/* One thing: all that must hold do (1), some do not (0); -1: it has what none may have. */
static int judge(const struct group *g, const struct facts *f, size_t thing)
{
    bool holds = true;

    for (size_t i = 0; i < g->n; i++) {
        const struct rule_matcher *m = &g->matchers[i];
        if (!is_of(g, i))
            continue;
        bool is =
            g->first == OF_PATH ? frame_is(&f->frames[thing], m) : error_is(&f->errors[thing], m);
        if (is && m->negate)
            return -1;
        holds &= is || m->negate;
    }
    return holds;
}

static bool group_holds(const struct group *g, const struct facts *f, size_t n_things)
{
    bool is_asked = false, is_wanted = false, holds = false;

    for (size_t i = 0; i < g->n; i++) {
        is_asked |= is_of(g, i);
        is_wanted |= is_of(g, i) && !g->matchers[i].negate;
    }
    for (size_t i = 0; is_asked && i < n_things; i++) {
        int verdict = judge(g, f, i);
        if (verdict < 0)
            return false;
        holds |= verdict > 0;
    }
    return !is_wanted || holds;
}

static bool event_holds(const struct rule_matcher *matchers, size_t n, const struct event *ev)
{
    for (size_t i = 0; i < n; i++) {
        if (matchers[i].source <= OF_TAG && event_is(ev, &matchers[i]) == matchers[i].negate)
            return false;
    }
    return true;
}

static bool has_source(const struct rule_matcher *matchers, size_t n, int first, int last)
{
    for (size_t i = 0; i < n; i++) {
        if (matchers[i].source >= first && matchers[i].source <= last)
            return true;
    }
    return false;
}

static bool rule_matches(const struct fingerprint_rule *rule, struct facts *f)
{
    const struct rule_matcher *matchers = rule->matchers.items;
    size_t n = rule->matchers.n;
    const struct group errors = { matchers, n, OF_TYPE, OF_MESSAGE };
    const struct group frames = { matchers, n, OF_PATH, OF_MODULE };

    if (!event_holds(matchers, n, f->ev))
        return false;
    if (f->errors == NULL)
        gather_errors(f);
    if (!group_holds(&errors, f, f->n_errors))
        return false;
    if (f->frames == NULL && has_source(matchers, n, OF_PATH, OF_MODULE))
        gather_frames(f);
    return group_holds(&frames, f, f->n_frames);
}

const struct fingerprint_rule *fingerprint_rule_find(struct ctx *cx,
                                                     const struct fingerprint_rules *rules,
                                                     const struct event *ev)
{
    struct facts facts = { .cx = cx, .ev = ev };
    const struct fingerprint_rule *list = rules != NULL ? rules->rules.items : NULL;

    for (size_t i = 0; rules != NULL && i < rules->rules.n; i++) {
        if (list[i].enabled && rule_matches(&list[i], &facts))
            return &list[i];
    }
    return NULL;
}
