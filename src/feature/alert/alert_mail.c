/* The mail of an alert. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/mail/mail.h"

enum { HTML_BYTES = 16 << 10, TEXT_BYTES = 8 << 10 };

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
    for (size_t i = 0; i < n; i++) {
        if (lines[i].value.len > 0)
            buf_printf(&b, "%s: %.*s\n", lines[i].name, FMT(lines[i].value));
    }
    buf_printf(&b, "\n%.*s\n\nSent because %.*s.\n", FMT(m->url), FMT(m->sentence));
    return buf_str(&b);
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
    buf_add(&b, S("</a></p>\n<p>"));
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
        .thread = str_printf(cx->arena, "issue-%.*s", FMT(m->issue_id)),
    };
    return OK;
}
