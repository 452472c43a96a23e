/* A parsed query becomes conditions: constant SQL, bound values. */
#include "base/base.h"
#include "feature/issue/issue_query.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/filter.h"
#include "feature/issue/issue_query_int.h"
#include "feature/issue/issue_query_sql.h"
#include "feature/issue/issue_word.h"
#include "feature/release/release.h"

static int64_t my_id(const struct ctx *cx)
{
    return cx->actor != NULL ? cx->actor->user_id : 0;
}

static bool has_star(const struct query_value *v)
{
    return !v->is_quoted &&
           (str_starts(v->text, S("*")) || (v->text.len > 1 && str_ends(v->text, S("*"))));
}

static void apply_text(struct ctx *cx, const struct query_term *t, const struct query_value *v,
                       struct filter *f)
{
    bool is_pattern = has_star(v);
    struct str text = is_pattern ? filter_glob(cx, v->text) : v->text;

    filter_any(f, is_pattern ? t->key->like : t->key->equal,
               (struct db_value[]){ FILTER_TEXT(text) }, 1);
}

/* A project without releases has no latest one: nothing is found. */
static enum status tag_value(struct ctx *cx, const struct issue_query *q,
                             const struct query_term *t, const struct query_value *v,
                             struct str *out)
{
    struct release_place latest = { S(""), 0 };
    bool found;

    *out = has_star(v) ? filter_glob(cx, v->text) : v->text;
    if (!query_is_latest(t, v))
        return OK;
    TRY(release_latest(cx, q->project_id, &latest, &found));
    *out = latest.version;
    return OK;
}

static enum status apply_tag(struct ctx *cx, const struct issue_query *q,
                             const struct query_term *t, const struct query_value *v,
                             struct filter *f)
{
    struct str key = t->key->tag != NULL ? str_c(t->key->tag) : t->tag, text;

    TRY(tag_value(cx, q, t, v, &text));
    filter_any(f, has_star(v) ? f_query_tag_like : f_query_tag,
               (struct db_value[]){ FILTER_I64(q->project_id), FILTER_TEXT(key), FILTER_TEXT(text),
                                    FILTER_TEXT(key), FILTER_TEXT(text) },
               5);
    return OK;
}

static void apply_compare(const struct query_term *t, const struct query_value *v, struct filter *f)
{
    bool is_time = t->key->type == QUERY_TIME;
    bool is_pair = v->op == QUERY_BETWEEN || (is_time && v->op == QUERY_EQ);

    filter_any(f, t->key->compare[v->op],
               (struct db_value[]){ FILTER_I64(v->low), FILTER_I64(v->high) }, is_pair ? 2 : 1);
}

static const struct query_word *word_of(const struct query_key *key, struct str text)
{
    for (const struct query_word *w = key->words; w->word != NULL; w++) {
        if (str_eq_fold(text, str_c(w->word)))
            return w;
    }
    return NULL;
}

static void apply_word(struct ctx *cx, const struct query_word *w, struct filter *f)
{
    struct db_value value = { 0 };

    switch (w->bind) {
    case BIND_TEXT:
        value = FILTER_TEXT(str_c(w->bound));
        break;
    case BIND_ME:
        value = FILTER_I64(my_id(cx));
        break;
    case BIND_DAY_AGO:
        value = FILTER_I64(cx->now_ms - MS_PER_DAY);
        break;
    case BIND_NONE:
        break;
    }
    filter_any(f, w->fragment, &value, w->bind == BIND_NONE ? 0 : 1);
}

static void apply_has(struct ctx *cx, const struct query_term *t, const struct query_value *v,
                      struct filter *f)
{
    const struct query_word *w = word_of(t->key, v->text);

    if (w != NULL)
        apply_word(cx, w, f);
    else
        filter_any(f, f_query_has_tag,
                   (struct db_value[]){ FILTER_TEXT(v->text), FILTER_TEXT(v->text) }, 2);
}

/* Nobody of that name: finds nothing, as an address that has left. */
static enum status apply_person(struct ctx *cx, const struct query_value *v, struct filter *f)
{
    struct q_query_person_args args = { str_fold(cx->arena, v->text) };
    struct q_query_person_row row = { 0 };
    bool found = false;

    if (!v->is_quoted && str_eq_fold(v->text, S("none"))) {
        filter_any(f, f_query_unassigned, NULL, 0);
        return OK;
    }
    if (!v->is_quoted && str_eq_fold(v->text, S("me")))
        row.id = my_id(cx);
    else
        TRY(q_query_person(cx, &args, &row, &found));
    filter_any(f, f_query_assignee, (struct db_value[]){ FILTER_I64(row.id) }, 1);
    return OK;
}

/* A bare word is the beginning of words; a quoted text must stand as it is, too. */
static void apply_bare(struct ctx *cx, const struct query_term *t, struct filter *f)
{
    const struct query_value *v = &t->values[0];
    struct str words = words_query(cx, v->text), pattern = filter_anywhere(cx, v->text);
    struct db_value all[] = { FILTER_TEXT(words), FILTER_TEXT(pattern), FILTER_TEXT(pattern) };
    void (*begin)(struct filter *) = t->is_negated ? filter_none_begin : filter_any_begin;

    begin(f);
    if (str_is_null(words))
        filter_any(f, f_query_substring, all + 1, 2);
    else if (v->is_quoted)
        filter_any(f, f_query_words_as_written, all, 3);
    else
        filter_any(f, f_query_words, all, 1);
    filter_any_end(f);
}

static enum status apply_value(struct ctx *cx, const struct issue_query *q,
                               const struct query_term *t, const struct query_value *v,
                               struct filter *f)
{
    switch (t->key->type) {
    case QUERY_TEXT:
        apply_text(cx, t, v, f);
        break;
    case QUERY_TAG:
        return apply_tag(cx, q, t, v, f);
    case QUERY_NUMBER:
    case QUERY_TIME:
        apply_compare(t, v, f);
        break;
    case QUERY_WORD:
        apply_word(cx, word_of(t->key, v->text), f);
        break;
    case QUERY_HAS:
        apply_has(cx, t, v, f);
        break;
    case QUERY_PERSON:
        return apply_person(cx, v, f);
    }
    return OK;
}

enum status issue_query_apply(struct ctx *cx, const struct issue_query *q, struct filter *f)
{
    for (size_t i = 0; i < q->n_terms; i++) {
        const struct query_term *t = &q->terms[i];
        if (t->key == NULL) {
            apply_bare(cx, t, f);
            continue;
        }
        if (t->is_negated)
            filter_none_begin(f);
        else
            filter_any_begin(f);
        for (size_t j = 0; j < t->n_values; j++)
            TRY(apply_value(cx, q, t, &t->values[j], f));
        filter_any_end(f);
    }
    return OK;
}
