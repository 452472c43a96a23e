/* ingest_auth.h - who sends: the DSN's public key (sentry-ingest.md §2).
 *
 * Sources in order: X-Sentry-Auth, Authorization: Sentry, query, Authorization:
 * Basic, then the envelope's dsn. The first that names a key counts; when another
 * names an existing key of another project, nobody is believed (401).
 * Secrets and versions are ignored. */
#ifndef FEATURE_INGEST_INGEST_AUTH_H
#define FEATURE_INGEST_INGEST_AUTH_H

#include "base/base.h"
#include "feature/project/project_key.h"

struct ctx;
struct request;

struct ingest_auth {
    struct project_key key;
    struct str client; /* sentry_client or User-Agent, absent = none */
};

/* dsn: of the envelope header, absent = none. E_UNAUTHENTICATED: no key sent;
 * E_INVALID: not a key, or the path names no project; E_DENIED: unknown, disabled,
 * of another project; E_BUSY: the key table is not fresh. */
NODISCARD enum status ingest_auth_check(struct ctx *cx, const struct request *rq, struct str dsn,
                                        struct ingest_auth *out);

/* The key inside a DSN: text between scheme:// and : or @. Absent when malformed. */
struct str dsn_public_key(struct str dsn);

#endif
