/* mail.h - mails that the program writes: through the outbox, by SMTP.
 *
 * A mail is text and, mostly, HTML for one recipient. Everything in it may come from
 * strangers (names, titles, comments): whatever stands in a header is made harmless there
 * (mail_message.c), HTML is escaped by who makes it.
 *
 * Mails of one thread carry References to the same message id, so that mail programs show
 * them together; the message id of a mail is the id of its row in the outbox, so that a
 * mail delivered twice is recognised.
 *
 * Memory: cx->arena. Threads: any. */
#ifndef FEATURE_MAIL_MAIL_H
#define FEATURE_MAIL_MAIL_H

#include "core/feature.h"

enum { MAIL_TEXT = 60 << 10, MAIL_SUBJECT = 200 /* characters; longer ones are cut */ };

struct mail {
    struct str to;
    struct str to_name;     /* absent or "" = none                                */
    struct str subject;
    struct str text;
    struct str html;        /* absent = none                                      */
    struct str thread;      /* "issue-UUID"; absent = it stands alone             */
    struct str reply_to;    /* address; absent = the sender                       */
    struct str unsubscribe; /* address for List-Unsubscribe (RFC 8058); absent = none */
};

extern const struct feature feature_mail;

/* Is there a mail server (SMTP_HOST)? Without one nobody should queue anything. */
bool mail_is_on(void);

struct mail_order {
    const char *kind; /* "invite": what admins see in the outbox                    */
    int64_t due_ms;   /* 0 = now                                                    */
};
/* In the caller's transaction. E_INVALID when to can be no address. */
NODISCARD enum status mail_queue(struct ctx *cx, const struct mail_order *order,
                                 const struct mail *mail);

/* For channels of the outbox that write their mail when it is delivered. */
NODISCARD enum status mail_deliver(struct ctx *cx, const struct outbox_delivery *d,
                                   const struct mail *mail);

/* The page of HTML around paragraphs that are HTML already: one look for all mails.
 * foot: HTML in small type below; absent = none. */
struct str mail_page(struct ctx *cx, struct str title, struct str paragraphs, struct str foot);
/* BASE_URL without its last slash, and path behind it. */
struct str mail_link(struct ctx *cx, struct str path);

#endif
