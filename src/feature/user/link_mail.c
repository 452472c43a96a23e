/* Mails with a link that works once. */
#include "base/base.h"

#include "feature/user/user_int.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "feature/mail/mail.h"

enum { HTML_BYTES = 16 << 10 };

static const struct link_words {
    const char *kind;
    const char *subject;
    const char *first; /* after the name of who caused it, when there is one */
    const char *alone; /* otherwise                                          */
    const char *button;
    int days;
} words[] = {
    [LINK_INVITE] = { "invite", "You are invited",
                      "invites you to see and sort the errors of your programs.",
                      "You are invited to see and sort the errors of your programs.",
                      "Accept the invitation", INVITE_DAYS },
    [LINK_RESET] = { "reset", "A new password", "made this link for you to choose a new password.",
                     "Somebody, likely you, asked for a new password. If it was not you, there is "
                     "nothing to do.",
                     "Choose a new password", RESET_DAYS },
};

static struct str first_sentence(struct ctx *cx, const struct link_words *w)
{
    bool has_name = cx->actor != NULL && cx->actor->user_name.len > 0;

    return has_name ? str_printf(cx->arena, "%.*s %s", FMT(cx->actor->user_name), w->first)
                    : str_c(w->alone);
}

enum status link_mail(struct ctx *cx, enum link_kind kind, const struct user *u, struct str token)
{
    const struct link_words *w = &words[kind];
    struct str link = link_address(cx, kind, token), first = first_sentence(cx, w);
    struct str last = str_printf(cx->arena, "The link works once, for %d day%s.", w->days,
                                 w->days == 1 ? "" : "s");
    struct buf html;

    if (!mail_is_on())
        return OK;
    buf_init(&html, cx->arena, HTML_BYTES);
    buf_add(&html, S("<p>"));
    buf_add_html(&html, first);
    buf_add(&html, S("</p>\n<p><a href=\""));
    buf_add_html(&html, link);
    buf_printf(&html, "\">%s</a></p>\n<p>%.*s</p>\n", w->button, FMT(last));
    const struct mail mail = {
        .to = u->email,
        .to_name = u->name,
        .subject = str_c(w->subject),
        .text = str_printf(cx->arena, "%.*s\n\n%.*s\n\n%.*s\n", FMT(first), FMT(link), FMT(last)),
        .html = mail_page(cx, str_c(w->subject), buf_str(&html), (struct str){ 0 }),
    };
    return mail_queue(cx, &(struct mail_order){ .kind = w->kind }, &mail);
}
