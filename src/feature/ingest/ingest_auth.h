/* ingest_auth.h - who sends: the DSN's public key (sentry-ingest.md §2).
 *
 * Sources in order: X-Sentry-Auth, Authorization: Sentry, query, path, Authorization:
 * Basic, then the envelope's dsn, which is looked at alone only when no other was sent.
 * The first that names a key counts; when another names an existing key of another
 * project, nobody is believed (401; a dsn: 400). Secrets and versions are ignored. */
#ifndef FEATURE_INGEST_INGEST_AUTH_H
#define FEATURE_INGEST_INGEST_AUTH_H

#include "base/base.h"
#include "feature/project/project_key.h"

struct ctx;

/* Where a key may stand; all absent when not sent. */
struct ingest_credentials {
    struct str x_sentry_auth;
    struct str authorization;
    struct str query_key;
    struct str query_client;
    struct str path_key;
    struct str dsn; /* of the envelope's header                   */
    struct str user_agent;
    struct str path_project; /* number or uuid in the path; absent = none */
};

struct ingest_auth {
    struct project_key key;
    struct str client; /* sentry_client or User-Agent, absent = none */
};

/* E_UNAUTHENTICATED: no key sent; E_INVALID: not a key, or the path names no project;
 * E_DENIED: unknown, disabled, of another project; E_BUSY: the key table is not fresh. */
NODISCARD enum status ingest_auth_check(struct ctx *cx, const struct ingest_credentials *in,
                                        struct ingest_auth *out);

/* Is a key sent, whatever it is worth? */
bool ingest_auth_is_sent(struct ctx *cx, const struct ingest_credentials *in);
/* An envelope's dsn beside another source: E_INVALID when its key is another project's
 * (§16.6: host, secret and project number never refuse). */
NODISCARD enum status ingest_auth_check_dsn(struct ctx *cx, const struct ingest_auth *auth,
                                            struct str dsn);

#endif
