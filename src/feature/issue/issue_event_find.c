#include "base/base.h"
#include "feature/issue/issue_event_find.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

/* --- terms ------------------------------------------------------------------------------ */

static bool has_environment(const struct stored_event *ev, struct str value)
{
    return str_eq(ev->environment, value);
}

static bool has_release(const struct stored_event *ev, struct str value)
{
    return str_eq(ev->release, value);
}

static bool has_level(const struct stored_event *ev, struct str value)
{
    enum event_level level;

    return event_level_parse(value, &level) && (int64_t)level == ev->level;
}

static const struct {
    const char *key;
    bool (*has)(const struct stored_event *ev, struct str value);
} columns[] = {
    { "env", has_environment },
    { "environment", has_environment },
    { "release", has_release },
    { "level", has_level },
};

static enum status refuse(struct ctx *cx, size_t at, size_t len, const char *words)
{
    enum status st = fail_at(cx, E_INVALID, (struct err_where){ "query", "q" }, "%s", words);

    err_more(&cx->err, str_printf(cx->arena, "\"at\":%zu,\"len\":%zu,\"suggest\":null", at, len));
    return st;
}

/* Where a term ends: at a blank that is in no quotation marks. */
static size_t term_end(struct str q, size_t at)
{
    bool is_quoted = false;

    while (at < q.len && (is_quoted || q.p[at] != ' ')) {
        if (q.p[at] == '"')
            is_quoted = !is_quoted;
        at++;
    }
    return at;
}

static enum status parse_term(struct ctx *cx, struct str q, size_t at, size_t end,
                              struct event_find *out)
{
    struct str text = str_slice(q, at, end), values = text, key;
    struct find_term term = { .is_negated = str_starts(text, S("!")) };

    if (out->n_terms == FIND_TERMS)
        return refuse(cx, at, end - at, "more than 16 terms");
    if (term.is_negated)
        values = str_from(values, 1);
    if (!str_split(&values, ':', &key) || str_is_null(values) || key.len == 0)
        return refuse(cx, at, end - at, "events are filtered by key:value");
    if (str_eq(key, S("tag")) && (!str_split(&values, ':', &key) || str_is_null(values)))
        return refuse(cx, at, end - at, "a tag is written tag:key:value");
    if (values.len == 0)
        return refuse(cx, at, end - at, "a value is missing");
    term.key = key;
    term.values = values;
    bool is_column = !str_starts(str_from(text, term.is_negated), S("tag:"));
    for (size_t i = 0; is_column && i < ARRAY_LEN(columns); i++) {
        if (str_eq(key, str_c(columns[i].key)))
            term.column = columns[i].has;
    }
    out->needs_data = out->needs_data || term.column == NULL;
    out->terms[out->n_terms++] = term;
    return OK;
}

enum status event_find_parse(struct ctx *cx, struct str q, struct event_find *out)
{
    size_t at = 0;

    *out = (struct event_find){ 0 };
    if (q.len > LIMIT_SEARCH_INPUT)
        return refuse(cx, LIMIT_SEARCH_INPUT, q.len - LIMIT_SEARCH_INPUT,
                      "a filter is at most 2048 bytes");
    while (at < q.len) {
        size_t end = term_end(q, at);
        if (end > at)
            TRY(parse_term(cx, q, at, end, out));
        at = end + 1;
    }
    return OK;
}

bool event_find_is_all(const struct event_find *find)
{
    return find->n_terms == 0 && find->since_ms == 0 && find->until_ms == 0;
}

/* --- matching ----------------------------------------------------------------------------- */

static bool is_user(const struct json *user, struct str value)
{
    static const char *const keys[] = { "id", "email", "username", "ip_address" };

    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (str_eq(json_scalar_text(json_get(user, str_c(keys[i])), false), value))
            return true;
    }
    return false;
}

static bool has_value(const struct find_term *t, const struct stored_event *ev,
                      const struct json *root, struct str value)
{
    if (t->column != NULL)
        return t->column(ev, value);
    if (str_eq(t->key, S("user")) && is_user(json_get(root, S("user")), value))
        return true;
    return str_eq(json_str(json_get(json_get(root, S("tags")), t->key)), value);
}

static bool holds(const struct find_term *t, const struct stored_event *ev, const struct json *root)
{
    struct str values = t->values, value;
    bool is_quoted = str_starts(values, S("\"")) && str_ends(values, S("\"")) && values.len > 1;

    if (is_quoted)
        return has_value(t, ev, root, str_slice(values, 1, values.len - 1)) != t->is_negated;
    while (str_split(&values, ',', &value)) {
        if (has_value(t, ev, root, value))
            return !t->is_negated;
    }
    return t->is_negated;
}

static bool matches(struct ctx *cx, const struct event_find *find, const struct stored_event *ev)
{
    const struct json *root = NULL;
    struct json_doc *doc;

    if ((find->since_ms != 0 && ev->received_ms < find->since_ms) ||
        (find->until_ms != 0 && ev->received_ms > find->until_ms))
        return false;
    if (find->needs_data && !str_is_null(ev->data) && json_parse(cx, ev->data, &doc, NULL) == OK)
        root = json_root(doc);
    for (size_t i = 0; i < find->n_terms; i++) {
        if (!holds(&find->terms[i], ev, root))
            return false;
    }
    return true;
}

enum status event_find_ids(struct ctx *cx, const struct event_range *range,
                           const struct event_find *find, struct event_finds *out)
{
    int64_t max = find->needs_data ? FIND_DOCUMENTS : FIND_ROWS;
    struct event_range step = *range;
    struct stored_event *events;
    size_t n = 1;

    *out = (struct event_finds){ .ids = arena_array(cx->arena, int64_t, (size_t)range->limit) };
    step.limit = LIMIT_PAGE;
    step.with_data = find->needs_data;
    while (n > 0 && out->scanned < max && out->n < (size_t)range->limit) {
        struct arena_mark mark = arena_mark(cx->arena);
        TRY(event_page(cx, &step, &events, &n));
        for (size_t i = 0; i < n && out->n < (size_t)range->limit; i++) {
            out->scanned++;
            out->last_id = events[i].id;
            if (matches(cx, find, &events[i]))
                out->ids[out->n++] = events[i].id;
        }
        arena_rewind(cx->arena, mark);
        step.skip = 0;
        if (range->after_id != 0)
            step.after_id = out->last_id;
        else
            step.before_id = out->last_id;
    }
    out->is_complete = n == 0;
    return OK;
}
