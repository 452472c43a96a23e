/* mail_int.h - between the files of this folder. */
#ifndef FEATURE_MAIL_MAIL_INT_H
#define FEATURE_MAIL_MAIL_INT_H

#include "feature/mail/mail.h"

/* What a message needs beside the mail itself. */
struct mail_stamp {
    struct str uuid;      /* of the delivery                   */
    struct str host;      /* behind the @ of message ids       */
    struct str from;      /* address                           */
    struct str from_name; /* absent or "" = none               */
    int64_t sent_ms;
};
/* The message as RFC 5322 has it, lines end in CR LF (mail_message.c). */
NODISCARD enum status mail_message(struct ctx *cx, const struct mail *mail,
                                   const struct mail_stamp *stamp, struct str *out);

/* "Name <a@b>" or "a@b" into its parts. */
void mail_split_address(struct str text, struct str *name, struct str *address);

#endif
