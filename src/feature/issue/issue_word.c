#include "base/base.h"
#include "feature/issue/issue_word.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "feature/issue/issue_word_sql.h"
#include "port/db.h"
#include "port/json.h"

enum {
    TEXT_BYTES = 2 << 10, /* looked at of one text    */
    FRAMES_MAX = 30,      /* nearest to the crash     */
    LINE_BYTES = WORDS_MAX * (WORD_BYTES + 1),
};

enum char_class { CLASS_NONE, CLASS_LOWER, CLASS_UPPER, CLASS_DIGIT };

/* Bytes of UTF-8 above ASCII are letters without case: folding has the say about them. */
static enum char_class class_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return CLASS_UPPER;
    if (c >= '0' && c <= '9')
        return CLASS_DIGIT;
    if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80)
        return CLASS_LOWER;
    return CLASS_NONE;
}

static void add_word(struct arena *a, struct issue_words *w, struct str word)
{
    if (word.len < 2 || w->n == WORDS_MAX)
        return;
    struct str folded = str_fold(a, str_utf8_clip(word, WORD_BYTES));
    folded = str_utf8_clip(folded, WORD_BYTES);
    for (size_t i = 0; i < w->n; i++) {
        if (str_eq(w->words[i], folded))
            return;
    }
    w->words[w->n++] = folded;
}

/* fooBar → foo, bar; HTTPServer → http, server */
static bool is_break(struct str run, size_t i)
{
    enum char_class before = class_of(run.p[i - 1]), here = class_of(run.p[i]);
    bool is_next_lower = i + 1 < run.len && class_of(run.p[i + 1]) == CLASS_LOWER;

    return (before == CLASS_LOWER && here == CLASS_UPPER) ||
           (before == CLASS_UPPER && here == CLASS_UPPER && is_next_lower);
}

static void add_parts(struct arena *a, struct issue_words *w, struct str run)
{
    size_t start = 0;

    for (size_t i = 1; i < run.len; i++) {
        if (!is_break(run, i))
            continue;
        add_word(a, w, str_slice(run, start, i));
        start = i;
    }
    if (start > 0)
        add_word(a, w, str_from(run, start));
}

/* "checkout/cart.ts" is findable as it is written, and as "cart.ts", not only by its parts. */
static bool joins(char c)
{
    return strchr("/._-:", c) != NULL && c != '\0';
}

static void add_unsplit(struct arena *a, struct issue_words *w, struct str text)
{
    size_t start = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && (class_of(text.p[i]) != CLASS_NONE || joins(text.p[i])))
            continue;
        struct str word = str_slice(text, start, i);
        while (word.len > 0 && class_of(word.p[word.len - 1]) == CLASS_NONE)
            word = str_to(word, word.len - 1);
        while (word.len > 0 && class_of(word.p[0]) == CLASS_NONE)
            word = str_from(word, 1);
        add_word(a, w, word);
        add_word(a, w, str_from(word, str_rfind_char(word, '/') + 1));
        start = i + 1;
    }
}

void words_add(struct arena *a, struct issue_words *w, struct str text)
{
    size_t start = 0;

    text = str_utf8_clip(text, TEXT_BYTES);
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && class_of(text.p[i]) != CLASS_NONE)
            continue;
        struct str run = str_slice(text, start, i);
        add_word(a, w, run);
        add_parts(a, w, run);
        start = i + 1;
    }
    add_unsplit(a, w, text);
}

static struct str join(struct ctx *cx, const struct issue_words *w)
{
    struct buf b;

    buf_init(&b, cx->arena, LINE_BYTES);
    for (size_t i = 0; i < w->n; i++) {
        if (i > 0)
            buf_add_char(&b, ' ');
        buf_add(&b, w->words[i]);
    }
    return buf_str(&b);
}

struct str words_of_event(struct ctx *cx, const struct event *ev, struct str type, struct str title,
                          struct str culprit)
{
    struct issue_words *w = arena_new(cx->arena, struct issue_words);
    struct json *frames = event_main_frames(ev);
    size_t n = json_length(frames);

    words_add(cx->arena, w, type);
    words_add(cx->arena, w, title);
    words_add(cx->arena, w, culprit);
    for (size_t i = 0; i < n && i < FRAMES_MAX; i++) {
        const struct json *frame = json_at(frames, n - 1 - i);
        words_add(cx->arena, w, json_str(json_get(frame, S("function"))));
        words_add(cx->arena, w, json_str(json_get(frame, S("filename"))));
    }
    return join(cx, w);
}

enum status issue_words_write(struct ctx *cx, const struct words_of_issue *issues, size_t n)
{
    struct q_issue_word_add_row *rows = arena_array(cx->arena, struct q_issue_word_add_row, n);
    size_t n_rows = 0;

    for (size_t i = 0; i < n; i++) {
        const struct words_of_issue *w = &issues[i];
        if (w->words.len > 0)
            rows[n_rows++] =
                (struct q_issue_word_add_row){ w->project_id, w->issue_id, w->words };
    }
    return q_issue_word_add(cx, rows, n_rows);
}

/* Quoted for the store: our words hold no quotation mark of either kind, only letters,
 * digits and what joins them. */
static void add_prefix(struct buf *b, enum db_kind kind, struct str word)
{
    if (kind == DB_SQLITE)
        buf_printf(b, "\"%.*s\"*", FMT(word));
    else
        buf_printf(b, "'%.*s':*", FMT(word));
}

struct str words_query(struct ctx *cx, struct str text)
{
    struct issue_words *w = arena_new(cx->arena, struct issue_words);
    enum db_kind kind = db_kind(cx->db);
    struct str rest = str_utf8_clip(text, TEXT_BYTES), part;
    struct buf b;

    while (str_split(&rest, ' ', &part))
        add_unsplit(cx->arena, w, part);
    if (w->n == 0)
        return (struct str){ 0 };
    buf_init(&b, cx->arena, LINE_BYTES * 2);
    for (size_t i = 0; i < w->n; i++) {
        if (i > 0)
            buf_add(&b, kind == DB_SQLITE ? S(" AND ") : S(" & "));
        add_prefix(&b, kind, w->words[i]);
    }
    return buf_str(&b);
}

struct str words_exactly(struct ctx *cx, struct str word)
{
    const char *mark = db_kind(cx->db) == DB_SQLITE ? "\"" : "'";

    return str_printf(cx->arena, "%s%.*s%s", mark, FMT(word), mark);
}
