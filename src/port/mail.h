/* port/mail.h - one message to one recipient by SMTP (libcurl).
 *
 * Knows nothing of what a message says: that is made by feature/mail. Blocks; only for job
 * workers and the command line. Bounded by the server's timeout_s. Certificates are checked
 * against the system's authorities, or SSL_CERT_FILE / SSL_CERT_DIR.
 *
 * What the answer means for whoever tries again (RFC 5321 §4.2.1):
 *   OK          the server has taken responsibility for the message
 *   E_INVALID   it refused this message or recipient for good (5yz), or an address cannot
 *               be one
 *   E_UPSTREAM  not now (4yz: greylisting, a full mailbox), or it was cut off in the middle
 *   E_BUSY      the server is away, or refuses us as a client: no connection, a silent or
 *               unwilling greeting, no TLS, a wrong certificate or password, 421
 * cx->err has the server's own words, never a secret.
 *
 * Memory: nothing outlives the call. Threads: any. */
#ifndef PORT_MAIL_H
#define PORT_MAIL_H

#include "base/base.h"

struct ctx;

enum mail_security {
    MAIL_SECURITY_AUTO,     /* TLS from the start on port 465, else STARTTLS when offered, and
                             * demanded before a password goes to another machine           */
    MAIL_SECURITY_STARTTLS, /* demanded                                                      */
    MAIL_SECURITY_TLS,      /* from the start                                                */
    MAIL_SECURITY_NONE,
};

struct mail_server {
    struct str host;
    int64_t port;
    enum mail_security security;
    struct str user; /* empty = without AUTH; else PLAIN or LOGIN */
    struct str password;
    struct str helo;   /* our name in EHLO */
    int64_t timeout_s; /* of a silence; two of them are the most a message takes */
};

struct mail_letter {
    struct str from; /* addresses alone, without a name */
    struct str to;
    struct str data; /* the message as RFC 5322 has it; lines end in CR LF */
};

/* Once, before threads start. */
void mail_init(void);
NODISCARD enum status mail_send(struct ctx *cx, const struct mail_server *server,
                                const struct mail_letter *letter);
/* Connects, greets, signs in and leaves: is the server there, and does it take us? */
NODISCARD enum status mail_probe(struct ctx *cx, const struct mail_server *server);
/* Can this be an address that SMTP carries? Without blanks, control characters and brackets,
 * so that nothing can be put into a command or a header by it. */
bool mail_address_is_good(struct str address);

#endif
