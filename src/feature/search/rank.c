#include "base/base.h"
#include "feature/search/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_word.h"
#include "feature/search/search_sql.h"

enum {
    FRAMES_LOOKED_AT = 12,
    MESSAGE_WORDS = 10,
    CANDIDATES = LIMIT_PAGE, /* whose visibility is asked for */
    MESSAGE_BYTES = 400,
};

/* What kinds of words are worth. */
static const double TYPE_WORTH = 3, FUNCTION_WORTH = 4, FILE_WORTH = 3, MESSAGE_WORTH = 1;
/* How much less each farther frame counts. */
static const double FRAME_DECAY = 0.15;
/* Below this it is chance: one rare word of a message alone. */
static const double SCORE_LEAST = 0.6;

struct look_up {
    struct str word;
    struct str kind;
    struct str text; /* as the trace has it */
    double worth;
};
struct candidate {
    int64_t issue_id;
    double score;
    uint64_t words; /* bit i: it has words[i] */
};
static_assert(RANK_WORDS <= 64, "a bit for each word");
struct ranking {
    struct ctx *cx;
    struct look_up words[RANK_WORDS];
    size_t n_words;
    struct map by_issue; /* number as text → struct candidate */
    struct candidate **found;
    size_t n_found;
};

/* The longest of a text's words is the text itself, folded, when it is one name. */
static struct str longest_word(struct ctx *cx, struct str text)
{
    struct issue_words *w = arena_new(cx->arena, struct issue_words);
    struct str best = { 0 };

    words_add(cx->arena, w, text);
    for (size_t i = 0; i < w->n; i++) {
        if (w->words[i].len > best.len)
            best = w->words[i];
    }
    return best;
}

static void look_for(struct ranking *r, struct look_up l)
{
    if (l.word.len < 2 || r->n_words == RANK_WORDS)
        return;
    for (size_t i = 0; i < r->n_words; i++) {
        if (str_eq(r->words[i].word, l.word))
            return;
    }
    r->words[r->n_words++] = l;
}

static struct str base_name(struct str file)
{
    struct str name = file;
    size_t query = str_find_char(name, '?');

    name = str_to(name, query);
    for (size_t i = name.len; i > 0; i--) {
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
            return str_from(name, i);
    }
    return name;
}

static void collect_words(struct ranking *r, const struct trace *t)
{
    struct ctx *cx = r->cx;
    struct issue_words *message = arena_new(cx->arena, struct issue_words);

    look_for(r, (struct look_up){ longest_word(cx, t->type), S("type"), t->type, TYPE_WORTH });
    for (size_t i = 0; i < t->n && i < FRAMES_LOOKED_AT; i++) {
        const struct trace_frame *f = &t->frames[i];
        double nearness = 1 / (1 + FRAME_DECAY * (double)i);
        look_for(r, (struct look_up){ longest_word(cx, f->function), S("function"), f->function,
                                      FUNCTION_WORTH * nearness });
        struct str file = base_name(f->file);
        look_for(
            r, (struct look_up){ longest_word(cx, file), S("file"), file, FILE_WORTH * nearness });
    }
    words_add(cx->arena, message, str_utf8_clip(t->message, MESSAGE_BYTES));
    for (size_t i = 0; i < message->n && i < MESSAGE_WORDS; i++)
        look_for(r, (struct look_up){ message->words[i], S("message"), message->words[i],
                                      MESSAGE_WORTH });
}

static struct candidate *candidate_of(struct ranking *r, int64_t issue_id)
{
    struct str key = str_printf(r->cx->arena, "%lld", (long long)issue_id);
    void **place = map_at(&r->by_issue, key);

    if (*place == NULL) {
        struct candidate *c = arena_new(r->cx->arena, struct candidate);
        c->issue_id = issue_id;
        *place = c;
        r->found[r->n_found++] = c;
    }
    return *place;
}

static enum status look_up_words(struct ranking *r)
{
    for (size_t i = 0; i < r->n_words; i++) {
        struct q_search_word_args args = { words_exactly(r->cx, r->words[i].word) };
        struct q_search_word_row *rows;
        size_t n;
        TRY(q_search_word(r->cx, &args, &rows, &n));
        for (size_t j = 0; j < n; j++) {
            struct candidate *c = candidate_of(r, rows[j].issue_id);
            c->score += r->words[i].worth / log2(2 + (double)n);
            c->words |= 1ULL << i;
        }
    }
    return OK;
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = *(struct candidate *const *)a, *y = *(struct candidate *const *)b;

    if (x->score < y->score || x->score > y->score)
        return x->score < y->score ? 1 : -1;
    return x->issue_id < y->issue_id ? 1 : -1;
}

static void explain(const struct ranking *r, const struct candidate *c, struct rank_match *out)
{
    *out = (struct rank_match){ .issue_id = c->issue_id, .score = c->score };
    for (size_t i = 0; i < r->n_words && out->n_reasons < RANK_REASONS; i++) {
        if (c->words >> i & 1)
            out->reasons[out->n_reasons++] =
                (struct rank_reason){ r->words[i].kind, r->words[i].text };
    }
}

/* Those the reader may see, in their order. */
static enum status keep_visible(struct ranking *r, const struct rank_scope *scope,
                                struct rank_match **out, size_t *n)
{
    const struct candidate *best[CANDIDATES];
    int64_t ids[CANDIDATES], kept[CANDIDATES];
    size_t n_best = 0, n_kept;

    for (size_t i = 0; i < r->n_found && n_best < CANDIDATES; i++) {
        const struct candidate *c = r->found[i];
        if (c->score < SCORE_LEAST || c->issue_id == scope->except)
            continue;
        ids[n_best] = c->issue_id;
        best[n_best++] = c;
    }
    struct issue_filter visible = { .project_id = scope->project_id };
    TRY(issue_pick(r->cx, &visible, (struct i64_list){ ids, n_best }, kept, &n_kept));
    *out = arena_array(r->cx->arena, struct rank_match, RANK_FOUND);
    *n = 0;
    for (size_t i = 0; i < n_best && *n < RANK_FOUND; i++) {
        for (size_t j = 0; j < n_kept; j++) {
            if (kept[j] == best[i]->issue_id)
                explain(r, best[i], &(*out)[(*n)++]);
        }
    }
    return OK;
}

enum status rank_issues(struct ctx *cx, const struct trace *trace, const struct rank_scope *scope,
                        struct rank_match **out, size_t *n)
{
    struct ranking *r = arena_new(cx->arena, struct ranking);

    r->cx = cx;
    r->found = arena_array(cx->arena, struct candidate *, (size_t)RANK_WORDS * RANK_ISSUES);
    map_init(&r->by_issue, cx->arena, RANK_ISSUES);
    collect_words(r, trace);
    TRY(look_up_words(r));
    if (r->n_found > 1)
        qsort(r->found, r->n_found, sizeof(struct candidate *), by_score);
    return keep_visible(r, scope, out, n);
}
