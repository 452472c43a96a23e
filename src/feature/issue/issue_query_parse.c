#include "base/base.h"
#include "feature/issue/issue_query.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/issue/issue_query_int.h"
#include "feature/issue/issue_query_sql.h"

enum {
    NEAR_BYTES = 16, /* of words that something near is suggested for */
    LONG_WORD = 5,
    SHORT_WORD = 3,
    MORE_BYTES = 120,
};

struct parser {
    struct ctx *cx;
    int64_t project_id;
    struct str text;
    size_t at; /* next byte */
    size_t n_values;
};

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters to add, drop, change or swap with the next one, of two short words
 * (optimal string alignment). */
static size_t edits(struct str a, struct str b)
{
    size_t d[NEAR_BYTES + 1][NEAR_BYTES + 1];

    if (a.len > NEAR_BYTES || b.len > NEAR_BYTES)
        return NEAR_BYTES;
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            d[i][j] = i + j;
            if (i == 0 || j == 0)
                continue;
            size_t changed = d[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
            d[i][j] = least_of(changed, least_of(d[i - 1][j], d[i][j - 1]) + 1);
            bool is_swap = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
            if (is_swap)
                d[i][j] = least_of(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.len][b.len];
}

/* "bad" is not nearly "has": of a short word one letter may be wrong, of a longer one two. */
static size_t near_enough(struct str text)
{
    return text.len < LONG_WORD ? 1 : 2;
}

static void take_nearer(struct str text, const char *word, const char **best, size_t *least)
{
    size_t n = edits(text, str_c(word));

    if (n < *least) {
        *least = n;
        *best = word;
    }
}

/* "lvl", "rlse": its first letter, then others of it in their order. */
static bool is_short_for(struct str text, struct str word)
{
    size_t at = 0;

    if (text.len < SHORT_WORD || text.p[0] != word.p[0])
        return false;
    for (size_t i = 0; i < word.len && at < text.len; i++)
        at += text.p[at] == word.p[i];
    return at == text.len;
}

const char *query_nearest_key(struct str text)
{
    const struct query_key *k;
    const char *best = NULL;
    size_t least = near_enough(text) + 1;

    for (size_t i = 0; (k = query_key_at(i)) != NULL; i++)
        take_nearer(text, k->name, &best, &least);
    for (size_t i = 0; best == NULL && (k = query_key_at(i)) != NULL; i++)
        best = is_short_for(text, str_c(k->name)) ? k->name : NULL;
    return best;
}

static const char *nearest_word(struct str text, const struct query_word *words)
{
    const char *best = NULL;
    size_t least = near_enough(text) + 1;

    for (; words != NULL && words->word != NULL; words++)
        take_nearer(text, words->word, &best, &least);
    return best;
}

/* Where in the query, and what was perhaps meant. */
static enum status refuse(struct ctx *cx, size_t at, size_t len, const char *suggest,
                          const char *words)
{
    enum status st = fail_at(cx, E_INVALID, (struct err_where){ "query", "q" }, "%s", words);
    struct str more =
        suggest != NULL
            ? str_printf(cx->arena, "\"at\":%zu,\"len\":%zu,\"suggest\":\"%s\"", at, len, suggest)
            : str_printf(cx->arena, "\"at\":%zu,\"len\":%zu,\"suggest\":null", at, len);

    err_more(&cx->err, more);
    return st;
}

static enum status refuse_term(struct parser *p, const struct query_term *t, const char *suggest,
                               const char *words)
{
    return refuse(p->cx, t->at, p->at - t->at, suggest, words);
}

static char peek(const struct parser *p)
{
    return p->at < p->text.len ? p->text.p[p->at] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* "…" with \" and \\. */
static enum status read_quoted(struct parser *p, struct str *out)
{
    char *to = arena_alloc(p->cx->arena, p->text.len - p->at);
    size_t start = p->at++, n = 0;

    while (p->at < p->text.len && p->text.p[p->at] != '"') {
        if (p->text.p[p->at] == '\\' && p->at + 1 < p->text.len)
            p->at++;
        to[n++] = p->text.p[p->at++];
    }
    if (p->at == p->text.len)
        return refuse(p->cx, start, p->at - start, NULL, "a quotation mark is not closed");
    p->at++;
    *out = str_make(to, n);
    return OK;
}

static struct str read_bare(struct parser *p, bool is_list)
{
    size_t start = p->at;

    while (p->at < p->text.len && !is_blank(peek(p)) && !(is_list && peek(p) == ','))
        p->at++;
    return str_slice(p->text, start, p->at);
}

/* --- values by type ------------------------------------------------------------- */

static const struct {
    struct str sign;
    enum query_op op;
} ops[] = {
    { { ">=", 2 }, QUERY_GE }, { { "<=", 2 }, QUERY_LE }, { { ">", 1 }, QUERY_GT },
    { { "<", 1 }, QUERY_LT },  { { "=", 1 }, QUERY_EQ },
};

static struct str take_op(struct query_value *v)
{
    v->op = QUERY_EQ;
    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        if (!str_starts(v->text, ops[i].sign))
            continue;
        v->op = ops[i].op;
        return str_from(v->text, ops[i].sign.len);
    }
    return v->text;
}

/* a..b */
static bool take_range(struct str text, struct str *low, struct str *high)
{
    size_t dots = str_find(text, S(".."));

    if (dots == text.len)
        return false;
    *low = str_to(text, dots);
    *high = str_from(text, dots + 2);
    return true;
}

static enum status read_number(struct parser *p, const struct query_term *t, struct query_value *v)
{
    struct str low, high, rest = take_op(v);
    bool is_good;

    if (v->op == QUERY_EQ && take_range(rest, &low, &high)) {
        v->op = QUERY_BETWEEN;
        is_good = str_i64(low, &v->low) && str_i64(high, &v->high);
    } else {
        is_good = str_i64(rest, &v->low);
    }
    return is_good ? OK : refuse_term(p, t, NULL, "this is no number, comparison or range");
}

/* "24h" → milliseconds */
static bool read_age(struct str text, int64_t *out)
{
    static const struct {
        char letter;
        int64_t ms;
    } units[] = { { 'm', MS_PER_MINUTE },
                  { 'h', MS_PER_HOUR },
                  { 'd', MS_PER_DAY },
                  { 'w', 7 * (int64_t)MS_PER_DAY } };
    int64_t n;

    if (text.len < 2 || !str_i64(str_to(text, text.len - 1), &n) || n < 0 || n > INT32_MAX)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (text.p[text.len - 1] == units[i].letter) {
            *out = n * units[i].ms;
            return true;
        }
    }
    return false;
}

/* A UTC date or a time: its first and last millisecond. */
static bool read_date(struct ctx *cx, struct str text, int64_t *first, int64_t *last)
{
    enum { DATE_BYTES = 10 };
    bool is_day = text.len == DATE_BYTES;
    struct str whole = is_day ? str_printf(cx->arena, "%.*sT00:00:00Z", FMT(text)) : text;

    if (!clock_parse(whole, first))
        return false;
    *last = is_day ? *first + MS_PER_DAY - 1 : *first;
    return true;
}

/* An age counts backwards: less than 24 hours ago is later than 24 hours before now. */
static void turn_age(struct query_value *v, int64_t now_ms, int64_t age_ms)
{
    static const enum query_op turned[] = {
        [QUERY_EQ] = QUERY_GE, [QUERY_GT] = QUERY_LT, [QUERY_GE] = QUERY_LE,
        [QUERY_LT] = QUERY_GT, [QUERY_LE] = QUERY_GE, [QUERY_BETWEEN] = QUERY_GE
    };

    v->op = turned[v->op];
    v->low = now_ms - age_ms;
}

static enum status read_time(struct parser *p, const struct query_term *t, struct query_value *v)
{
    struct str low, high, rest = take_op(v);
    int64_t age_ms, first, last, unused;

    if (read_age(rest, &age_ms)) {
        turn_age(v, p->cx->now_ms, age_ms);
        return OK;
    }
    if (v->op == QUERY_EQ && take_range(rest, &low, &high)) {
        v->op = QUERY_BETWEEN;
        if (read_date(p->cx, low, &v->low, &unused) && read_date(p->cx, high, &unused, &v->high))
            return OK;
    } else if (read_date(p->cx, rest, &first, &last)) {
        bool is_behind_day = v->op == QUERY_GT || v->op == QUERY_LE;
        v->low = is_behind_day ? last : first;
        v->high = last; /* QUERY_EQ: the whole day */
        return OK;
    }
    return refuse_term(p, t, NULL, "this is no age (24h, 7d) and no date (2026-11-01)");
}

static enum status read_word(struct parser *p, const struct query_term *t,
                             const struct query_value *v)
{
    for (const struct query_word *w = t->key->words; w->word != NULL; w++) {
        if (str_eq_fold(v->text, str_c(w->word)))
            return OK;
    }
    return refuse_term(p, t, nearest_word(v->text, t->key->words), "this key has no such value");
}

static bool has_inner_star(struct str text)
{
    for (size_t i = 1; i + 1 < text.len; i++) {
        if (text.p[i] == '*')
            return true;
    }
    return false;
}

/* release:latest */
bool query_is_latest(const struct query_term *t, const struct query_value *v)
{
    return t->key->tag != NULL && strcmp(t->key->tag, "release") == 0 && !v->is_quoted &&
           str_eq(v->text, S("latest"));
}

static enum status check_value(struct parser *p, const struct query_term *t, struct query_value *v)
{
    if (v->text.len == 0 && !v->is_quoted)
        return refuse_term(p, t, NULL, "a value is missing");
    if (!v->is_quoted && has_inner_star(v->text))
        return refuse_term(p, t, NULL, "* may stand at either end only");
    switch (t->key->type) {
    case QUERY_NUMBER:
        return read_number(p, t, v);
    case QUERY_TIME:
        return read_time(p, t, v);
    case QUERY_WORD:
        return read_word(p, t, v);
    case QUERY_TAG:
        if (query_is_latest(t, v) && p->project_id == 0)
            return refuse_term(p, t, NULL, "which release is the latest depends on the project");
        break;
    case QUERY_TEXT:
    case QUERY_PERSON:
    case QUERY_HAS:
        break;
    }
    return OK;
}

static enum status read_values(struct parser *p, struct query_term *t)
{
    bool is_more = true;

    while (is_more) {
        struct query_value *v = &t->values[t->n_values];
        if (t->n_values == QUERY_VALUES || p->n_values++ == QUERY_VALUES_ALL)
            return refuse_term(p, t, NULL, "more than 20 values of a term, or 40 of all");
        v->is_quoted = peek(p) == '"';
        if (v->is_quoted)
            TRY(read_quoted(p, &v->text));
        else
            v->text = read_bare(p, true);
        TRY(check_value(p, t, v));
        t->n_values++;
        is_more = peek(p) == ',';
        p->at += is_more;
    }
    if (p->at < p->text.len && !is_blank(peek(p)))
        return refuse_term(p, t, NULL, "a blank is missing behind the quotation mark");
    return OK;
}

/* --- terms ------------------------------------------------------------------------ */

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

/* "TypeError: x" and "https://x" are words: what stands before the colon is a key of ours,
 * or something follows at once. */
static bool is_word_with_colon(const struct parser *p, size_t colon)
{
    struct str rest = str_from(p->text, colon + 1);

    if (query_key_of(str_slice(p->text, p->at, colon)) != NULL)
        return false;
    return rest.len == 0 || is_blank(rest.p[0]) || str_starts(rest, S("//"));
}

/* The text before the next colon when it may be a key. */
static struct str peek_key(const struct parser *p)
{
    size_t end = p->at;

    while (end < p->text.len && is_key_char(p->text.p[end]))
        end++;
    bool is_key =
        end > p->at && end < p->text.len && p->text.p[end] == ':' && !is_word_with_colon(p, end);
    return is_key ? str_slice(p->text, p->at, end) : (struct str){ 0 };
}

static enum status read_tag_key(struct parser *p, struct query_term *t)
{
    t->tag = peek_key(p);
    if (str_is_null(t->tag)) {
        (void)read_bare(p, false);
        return refuse_term(p, t, NULL, "a tag is written tag:key:value");
    }
    p->at += t->tag.len + 1;
    return OK;
}

static enum status find_key(struct parser *p, struct query_term *t, struct str name)
{
    struct q_query_tag_is_known_args args = { p->project_id, name };
    struct q_query_tag_is_known_row row;
    bool is_known;

    t->key = query_key_of(name);
    p->at += name.len + 1;
    if (t->key == &query_tag_key)
        return read_tag_key(p, t);
    if (t->key != NULL)
        return OK;
    TRY(q_query_tag_is_known(p->cx, &args, &row, &is_known));
    if (!is_known)
        return refuse(p->cx, p->at - name.len - 1, name.len, query_nearest_key(name),
                      "there is no such key, and no such tag");
    t->key = &query_tag_key;
    t->tag = name;
    return OK;
}

static enum status read_term(struct parser *p, struct issue_query *q)
{
    struct query_term *t = &q->terms[q->n_terms];

    if (q->n_terms == QUERY_TERMS)
        return refuse(p->cx, p->at, p->text.len - p->at, NULL, "more than 32 terms");
    *t = (struct query_term){ .at = p->at };
    t->is_negated = peek(p) == '!';
    p->at += t->is_negated;
    struct str name = peek_key(p);
    if (!str_is_null(name)) {
        TRY(find_key(p, t, name));
        TRY(read_values(p, t));
    } else {
        if (p->n_values++ == QUERY_VALUES_ALL)
            return refuse_term(p, t, NULL, "more than 40 values and words");
        t->values[0].is_quoted = peek(p) == '"';
        t->n_values = 1;
        if (t->values[0].is_quoted)
            TRY(read_quoted(p, &t->values[0].text));
        else
            t->values[0].text = read_bare(p, false);
    }
    t->len = p->at - t->at;
    for (size_t i = 0; t->key != NULL && t->key->is_once && i < q->n_terms; i++) {
        if (q->terms[i].key == t->key)
            return refuse_term(p, t, NULL, "this key may stand once; join values with a comma");
    }
    q->n_terms++;
    return OK;
}

enum status issue_query_parse(struct ctx *cx, int64_t project_id, struct str text,
                              struct issue_query *out)
{
    struct parser p = { .cx = cx, .project_id = project_id, .text = text };

    *out = (struct issue_query){ .project_id = project_id };
    if (text.len > QUERY_BYTES)
        return refuse(cx, QUERY_BYTES, text.len - QUERY_BYTES, NULL,
                      "a query is at most 2048 bytes");
    while (p.at < text.len) {
        if (is_blank(peek(&p)))
            p.at++;
        else
            TRY(read_term(&p, out));
    }
    return OK;
}
