/* What messages are made of: words, and JSON on its way. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/jsonw.h"

enum {
    BODY_BYTES = 256 << 10,
    LIST_CHARACTERS = 80, /* of a title in a list                              */
    LIST_LINES = 15,
    LIST_BYTES = 2800, /* then no further line: Discord and Telegram take 4,096 in all */
};

/* --- words ------------------------------------------------------------------------------- */

struct str alert_headline(const struct alert_message *m)
{
    static const struct {
        const char *reason;
        struct str words;
    } all[] = {
        { "new", { "New issue", 9 } },
        { "reopened", { "Issue reopened", 14 } },
        { "regressed", { "Issue came back", 15 } },
        { "threshold", { "Issue crossed a threshold", 25 } },
        { "resolved", { "Issue resolved", 14 } },
        { "digest", { "Several issues", 14 } },
        { "test", { "Test of an alert", 16 } },
    };

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (str_eq(m->reason, str_c(all[i].reason)))
            return all[i].words;
    }
    return S("Issue");
}

struct str alert_figures(struct ctx *cx, const struct alert_message *m)
{
    return str_printf(cx->arena, "%.*s · %lld %s · %lld %s · priority %lld", FMT(m->level),
                      (long long)m->event_count, m->event_count == 1 ? "event" : "events",
                      (long long)m->user_count, m->user_count == 1 ? "user" : "users",
                      (long long)m->priority);
}

struct str alert_one_line(struct ctx *cx, struct str text)
{
    struct str line = str_utf8_to(text, ALERT_TITLE_CHARACTERS);
    struct buf b;

    buf_init(&b, cx->arena, line.len + 1);
    for (size_t i = 0; i < line.len; i++)
        buf_add_char(&b, (unsigned char)line.p[i] < ' ' ? ' ' : line.p[i]);
    return buf_str(&b);
}

struct str alert_slack_text(struct ctx *cx, struct str text)
{
    struct buf b;

    text = alert_one_line(cx, text);
    buf_init(&b, cx->arena, 5 * text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '&')
            buf_add(&b, S("&amp;"));
        else if (c == '<')
            buf_add(&b, S("&lt;"));
        else if (c == '>')
            buf_add(&b, S("&gt;"));
        else
            buf_add_char(&b, c);
    }
    return buf_str(&b);
}

struct str alert_markdown_text(struct ctx *cx, struct str text)
{
    struct buf b;

    text = alert_one_line(cx, text);
    buf_init(&b, cx->arena, 4 * text.len + 1);
    buf_add_markdown(&b, text);
    return buf_str(&b);
}

const char *alert_color(const struct alert_message *m)
{
    static const char *const colors[][2] = {
        { "warning", "#f39c12" },
        { "info", "#3498db" },
        { "debug", "#95a5a6" },
    };

    for (size_t i = 0; i < ARRAY_LEN(colors); i++) {
        if (str_eq(m->level, str_c(colors[i][0])))
            return colors[i][1];
    }
    return "#e74c3c";
}

/* --- bodies ------------------------------------------------------------------------------ */

static struct str chat_text(struct ctx *cx, enum alert_markup markup, struct str text)
{
    return markup == ALERT_SLACK      ? alert_slack_text(cx, text)
           : markup == ALERT_MARKDOWN ? alert_markdown_text(cx, text)
                                      : alert_one_line(cx, text);
}

static void add_line(struct ctx *cx, struct buf *b, enum alert_markup markup,
                     const struct alert_message *m)
{
    struct str title = chat_text(cx, markup, str_utf8_to(m->title, LIST_CHARACTERS));
    struct str head = alert_headline(m), figures = alert_figures(cx, m);

    if (markup == ALERT_SLACK)
        buf_printf(b, "• <%.*s|%.*s> · %.*s", FMT(m->url), FMT(title), FMT(figures));
    else if (markup == ALERT_MARKDOWN)
        buf_printf(b, "- [%.*s](%.*s) · %.*s", FMT(title), FMT(m->url), FMT(figures));
    else
        buf_printf(b, "- %.*s · %.*s\n  %.*s", FMT(title), FMT(figures), FMT(m->url));
    buf_printf(b, " · %.*s\n", FMT(head));
}

/* Figures and place of the one issue, or a line for each. */
struct str alert_chat_body(struct ctx *cx, const struct alert_message *m, enum alert_markup markup)
{
    size_t most = m->n_list < LIST_LINES ? m->n_list : LIST_LINES, shown = 0;
    struct buf b;

    buf_init(&b, cx->arena, BODY_BYTES);
    if (m->n_list == 0)
        buf_printf(&b, "%.*s\n%.*s\n", FMT(alert_figures(cx, m)),
                   FMT(chat_text(cx, markup, m->culprit)));
    while (shown < most && b.len < LIST_BYTES)
        add_line(cx, &b, markup, &m->list[shown++]);
    size_t n_more = m->n_list - shown + m->n_more;
    if (n_more > 0)
        buf_printf(&b, "and %zu more\n", n_more);
    return buf_str(&b);
}

/* --- calls --------------------------------------------------------------------------------- */

struct jsonw *alert_letter_begin(struct ctx *cx, struct alert_letter *l)
{
    buf_init(&l->b, cx->arena, BODY_BYTES);
    jsonw_init(&l->w, &l->b);
    jsonw_obj(&l->w);
    return &l->w;
}

enum status alert_letter_end(struct ctx *cx, struct alert_letter *l, struct str url,
                             struct httpc_call *out)
{
    jsonw_end(&l->w);
    if (buf_is_full(&l->b))
        return fail(cx, E_INVALID, "the message is too long");
    *out = (struct httpc_call){ .method = "POST",
                                .url = url,
                                .headers = { { "Content-Type", S("application/json"), false } },
                                .body = buf_str(&l->b) };
    return OK;
}
