/* The mail of an alert. */
#include "base/base.h"
#include "feature/alert/alert_write.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/mail/mail.h"

enum { HTML_BYTES = 128 << 10, TEXT_BYTES = 48 << 10 }; /* ALERT_LIST titles of the worst kind */

static struct str time_text(struct ctx *cx, int64_t ms)
{
    struct buf b;

    buf_init(&b, cx->arena, 64);
    buf_add_time0(&b, ms);
    return buf_str(&b);
}

/* Facts by name; an empty one is left out. */
struct line {
    const char *name;
    struct str value;
};

static struct str write_text(struct ctx *cx, const struct alert_message *m,
                             const struct line *lines, size_t n)
{
    struct str head = alert_headline(m);
    struct buf b;

    buf_init(&b, cx->arena, TEXT_BYTES);
    buf_printf(&b, "%.*s in %.*s\n\n%.*s\n\n", FMT(head), FMT(m->project_name),
               FMT(alert_one_line(cx, m->title)));
    for (size_t i = 0; i < n && m->n_list == 0; i++) {
        if (lines[i].value.len > 0)
            buf_printf(&b, "%s: %.*s\n", lines[i].name, FMT(lines[i].value));
    }
    for (size_t i = 0; i < m->n_list; i++) {
        const struct alert_message *one = &m->list[i];
        buf_printf(&b, "- %.*s: %.*s\n  %.*s\n  %.*s\n", FMT(alert_headline(one)),
                   FMT(alert_one_line(cx, one->title)), FMT(alert_figures(cx, one)), FMT(one->url));
    }
    if (m->n_more > 0)
        buf_printf(&b, "and %zu more\n", m->n_more);
    buf_printf(&b, "\n%.*s\n\nSent because %.*s.\n", FMT(m->url), FMT(m->sentence));
    return buf_str(&b);
}

static void add_list(struct ctx *cx, struct buf *b, const struct alert_message *m)
{
    buf_add(b, S("<ul>\n"));
    for (size_t i = 0; i < m->n_list; i++) {
        const struct alert_message *one = &m->list[i];
        buf_add(b, S("<li><a href=\""));
        buf_add_html(b, one->url);
        buf_add(b, S("\">"));
        buf_add_html(b, alert_one_line(cx, one->title));
        buf_add(b, S("</a><br>"));
        buf_add_html(b, alert_headline(one));
        buf_add(b, S(" · "));
        buf_add_html(b, alert_figures(cx, one));
        buf_add(b, S("</li>\n"));
    }
    buf_add(b, S("</ul>\n"));
    if (m->n_more > 0)
        buf_printf(b, "<p>and %zu more</p>\n", m->n_more);
}

static struct str write_html(struct ctx *cx, const struct alert_message *m,
                             const struct line *lines, size_t n)
{
    struct buf b;

    buf_init(&b, cx->arena, HTML_BYTES);
    buf_add(&b, S("<p>"));
    buf_add_html(&b, alert_headline(m));
    buf_add(&b, S(" in <b>"));
    buf_add_html(&b, m->project_name);
    buf_add(&b, S("</b></p>\n<p><a href=\""));
    buf_add_html(&b, m->url);
    buf_add(&b, S("\">"));
    buf_add_html(&b, alert_one_line(cx, m->title));
    buf_add(&b, S("</a></p>\n"));
    if (m->n_list > 0) {
        add_list(cx, &b, m);
        return buf_str(&b);
    }
    buf_add(&b, S("<p>"));
    for (size_t i = 0; i < n; i++) {
        if (lines[i].value.len == 0)
            continue;
        buf_printf(&b, "%s: ", lines[i].name);
        buf_add_html(&b, lines[i].value);
        buf_add(&b, S("<br>\n"));
    }
    buf_add(&b, S("</p>\n"));
    return buf_str(&b);
}

enum status alert_mail(struct ctx *cx, struct str to, const struct alert_message *m,
                       struct mail *out)
{
    const struct line lines[] = {
        { "Level", m->level },
        { "Status", m->status },
        { "Where", m->culprit },
        { "Top frame", m->location },
        { "Events", str_printf(cx->arena, "%lld", (long long)m->event_count) },
        { "Users", str_printf(cx->arena, "%lld", (long long)m->user_count) },
        { "Trend", m->trend },
        { "Tags", m->tags },
        { "Release", m->last_release },
        { "First seen", time_text(cx, m->first_seen_ms) },
        { "Last seen", time_text(cx, m->last_seen_ms) },
    };
    struct str head = alert_headline(m), title = alert_one_line(cx, m->title);
    struct buf foot;

    buf_init(&foot, cx->arena, HTML_BYTES);
    buf_add(&foot, S("Sent because "));
    buf_add_html(&foot, m->sentence);
    buf_add(&foot, S("."));
    *out = (struct mail){
        .to = to,
        .subject = str_printf(cx->arena, "[GoSnag] %.*s in %.*s: %.*s", FMT(head),
                              FMT(m->project_name), FMT(title)),
        .text = write_text(cx, m, lines, ARRAY_LEN(lines)),
        .html = mail_page(cx, head, write_html(cx, m, lines, ARRAY_LEN(lines)), buf_str(&foot)),
        .thread = m->n_list > 0 ? str_printf(cx->arena, "alert-%.*s", FMT(m->alert_id))
                                : str_printf(cx->arena, "issue-%.*s", FMT(m->issue_id)),
    };
    return OK;
}
