/* Completion of the query language: what may stand where the cursor is. */
#include "base/base.h"
#include "feature/issue/issue_query.h"

#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "feature/issue/issue_query_int.h"
#include "feature/issue/issue_query_sql.h"

/* The term under the cursor, cut where the cursor stands. */
struct cursor {
    struct ctx *cx;
    int64_t project_id; /* 0 = all that the reader sees          */
    struct str before; /* "!" when it is negated                     */
    struct str key;    /* with its colon; "" = none yet              */
    struct str done;   /* values before, with their commas           */
    struct str begun;  /* what has been written of the key or value  */
    struct query_suggestions *out;
};

/* Blanks inside quotation marks do not end a term. */
static size_t term_start(struct str text, size_t at)
{
    size_t start = 0;
    bool is_quoted = false;

    for (size_t i = 0; i < at; i++) {
        if (text.p[i] == '"')
            is_quoted = !is_quoted;
        else if (text.p[i] == ' ' && !is_quoted)
            start = i + 1;
    }
    return start;
}

static void offer(struct cursor *c, struct str value, struct str detail)
{
    struct query_suggestions *out = c->out;
    bool is_bare = str_find_char(value, ' ') == value.len && str_find_char(value, ',') == value.len;
    const char *mark = is_bare ? "" : "\"";

    if (out->n == QUERY_VALUES)
        return;
    out->items[out->n++] = (struct query_suggestion){
        str_printf(c->cx->arena, "%.*s%.*s%.*s%s%.*s%s", FMT(c->before), FMT(c->key), FMT(c->done),
                   mark, FMT(value), mark),
        detail,
    };
}

static struct str begins_with(struct cursor *c)
{
    return filter_glob(c->cx, str_printf(c->cx->arena, "%.*s*", FMT(c->begun)));
}

static bool is_tag_key(struct str key)
{
    return query_key_of(key) == NULL;
}

static bool sees_all(const struct cursor *c)
{
    return c->cx->actor != NULL && c->cx->actor->sees_all;
}

static struct str visible(const struct cursor *c)
{
    bool is_some = c->cx->actor != NULL && c->cx->actor->visible.len > 0;

    return is_some ? c->cx->actor->visible : S("[]");
}

static void offer_tag_key(struct cursor *c, struct str key)
{
    if (is_tag_key(key))
        offer(c, str_printf(c->cx->arena, "%.*s:", FMT(key)), S("tag"));
}

static enum status offer_tag_keys(struct cursor *c)
{
    struct q_query_tag_keys_args one = { c->project_id, begins_with(c) };
    struct q_query_all_tag_keys_args all = { one.pattern, sees_all(c), visible(c) };
    struct q_query_tag_keys_row *rows;
    struct q_query_all_tag_keys_row *all_rows;
    size_t n = 0, n_all = 0;

    if (c->project_id != 0)
        TRY(q_query_tag_keys(c->cx, &one, &rows, &n));
    else
        TRY(q_query_all_tag_keys(c->cx, &all, &all_rows, &n_all));
    for (size_t i = 0; i < n; i++)
        offer_tag_key(c, rows[i].key);
    for (size_t i = 0; i < n_all; i++)
        offer_tag_key(c, all_rows[i].key);
    return OK;
}

/* Keys of ours, then tags that no key of ours hides; else what was perhaps meant. */
static enum status offer_keys(struct cursor *c)
{
    const struct query_key *k;

    for (size_t i = 0; (k = query_key_at(i)) != NULL; i++) {
        if (str_starts_fold(str_c(k->name), c->begun))
            offer(c, str_printf(c->cx->arena, "%s:", k->name), str_c(k->help));
    }
    if (c->begun.len == 0)
        return OK;
    TRY(offer_tag_keys(c));
    const char *near = c->out->n == 0 ? query_nearest_key(c->begun) : NULL;
    if (near != NULL)
        offer(c, str_printf(c->cx->arena, "%s:", near),
              str_printf(c->cx->arena, "did you mean %s?", near));
    return OK;
}

static enum status offer_tag(struct cursor *c, struct str tag)
{
    struct q_query_tag_values_args one = { c->project_id, tag, begins_with(c) };
    struct q_query_all_tag_values_args all = { tag, one.pattern, sees_all(c), visible(c) };
    struct q_query_tag_values_row *rows;
    struct q_query_all_tag_values_row *all_rows;
    size_t n = 0, n_all = 0;

    if (c->project_id != 0)
        TRY(q_query_tag_values(c->cx, &one, &rows, &n));
    else
        TRY(q_query_all_tag_values(c->cx, &all, &all_rows, &n_all));
    for (size_t i = 0; i < n; i++)
        offer(c, rows[i].value, (struct str){ 0 });
    for (size_t i = 0; i < n_all; i++)
        offer(c, all_rows[i].value, (struct str){ 0 });
    return OK;
}

/* Of several projects no order says which came first: all that were seen are offered. */
static enum status offer_all_releases(struct cursor *c)
{
    struct q_query_all_releases_args args = { begins_with(c), sees_all(c), visible(c) };
    struct q_query_all_releases_row *rows;
    size_t n;

    TRY(q_query_all_releases(c->cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++)
        offer(c, rows[i].version, (struct str){ 0 });
    return OK;
}

/* The latest first, which are asked for most. */
static enum status offer_releases(struct cursor *c, bool is_first)
{
    struct q_query_releases_args args = { c->project_id, begins_with(c), is_first };
    struct q_query_releases_row *rows;
    size_t n;

    if (c->project_id == 0)
        return offer_all_releases(c);
    if (!is_first && str_starts(S("latest"), c->begun))
        offer(c, S("latest"), S("the latest release"));
    TRY(q_query_releases(c->cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++)
        offer(c, rows[i].version, (struct str){ 0 });
    return OK;
}

static enum status offer_people(struct cursor *c)
{
    static const char *const words[] = { "me", "none" };
    struct q_query_people_row *rows;
    size_t n;

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_starts_fold(str_c(words[i]), c->begun))
            offer(c, str_c(words[i]), (struct str){ 0 });
    }
    c->begun = str_fold(c->cx->arena, c->begun);
    TRY(q_query_people(c->cx, &(struct q_query_people_args){ begins_with(c) }, &rows, &n));
    for (size_t i = 0; i < n; i++)
        offer(c, rows[i].email, rows[i].name);
    return OK;
}

static enum status offer_values(struct cursor *c, const struct query_key *key)
{
    for (const struct query_word *w = key->words; w != NULL && w->word != NULL; w++) {
        if (str_starts_fold(str_c(w->word), c->begun))
            offer(c, str_c(w->word), (struct str){ 0 });
    }
    if (key->type == QUERY_PERSON)
        return offer_people(c);
    if (key->is_release)
        return offer_releases(c, key->tag == NULL);
    if (key->tag != NULL)
        return offer_tag(c, str_c(key->tag));
    return OK;
}

/* Values of a tag; of the key that was perhaps meant when there is no such tag. */
static enum status offer_unknown(struct cursor *c, struct str name)
{
    TRY(offer_tag(c, name));
    const char *near = c->out->n == 0 ? query_nearest_key(name) : NULL;
    if (near == NULL)
        return OK;
    c->key = str_printf(c->cx->arena, "%s:", near);
    return offer_values(c, query_key_of(str_c(near)));
}

/* Cuts key and values off what was begun. */
static struct str take_key(struct cursor *c)
{
    size_t colon = str_find_char(c->begun, ':');
    struct str name = str_to(c->begun, colon);

    if (colon == c->begun.len)
        return (struct str){ 0 };
    if (str_eq_fold(name, S("tag"))) {
        struct str rest = str_from(c->begun, colon + 1);
        size_t inner = str_find_char(rest, ':');
        if (inner == rest.len)
            return (struct str){ 0 };
        name = str_to(rest, inner);
        colon += 1 + inner;
    }
    c->key = str_to(c->begun, colon + 1);
    c->begun = str_from(c->begun, colon + 1);
    size_t comma = str_rfind_char(c->begun, ',');
    if (comma < c->begun.len) {
        c->done = str_to(c->begun, comma + 1);
        c->begun = str_from(c->begun, comma + 1);
    }
    if (str_starts(c->begun, S("\"")))
        c->begun = str_from(c->begun, 1);
    return name;
}

enum status issue_query_suggest(struct ctx *cx, int64_t project_id, struct str text, size_t at,
                                struct query_suggestions *out)
{
    if (at > text.len)
        at = text.len;
    size_t start = term_start(text, at), end = at;
    while (end < text.len && text.p[end] != ' ')
        end++;
    *out = (struct query_suggestions){ .at = start, .len = end - start };
    struct cursor c = { .cx = cx,
                        .project_id = project_id,
                        .before = S(""),
                        .key = S(""),
                        .done = S(""),
                        .begun = str_slice(text, start, at),
                        .out = out };

    if (str_starts(c.begun, S("!"))) {
        c.before = str_to(c.begun, 1);
        c.begun = str_from(c.begun, 1);
    }
    struct str name = take_key(&c);
    if (str_is_null(name))
        return offer_keys(&c);
    bool is_tag = str_starts_fold(c.key, S("tag:"));
    const struct query_key *key = query_key_of(name);
    if (is_tag)
        return offer_tag(&c, name);
    return key != NULL ? offer_values(&c, key) : offer_unknown(&c, name);
}
