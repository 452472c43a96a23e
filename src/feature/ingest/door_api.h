/* door_api.h - one request of an SDK from its credentials to its answer.
 *
 * Every door for SDKs (envelope, store, security reports, minidumps, cron URLs, …) is a
 * route row and a struct ingest_door; the steps between are the same for all and stand
 * in door_api.c:
 *
 *   limits of the address → key, from headers, query or path → filters and limits of
 *   project and key (admit_api.h); a large body goes to disk from here on → inflate (bounded) → the
 * door makes a record of the body → spool → fdatasync → the door answers
 *
 * A door outside this folder belongs to a feature below ingest in the feature table; it
 * makes an envelope of what came and calls accept_envelope. Its route row: SCOPE_PUBLIC,
 * INGEST_ROUTE, and {dsn_project}, {dsn_key} as names of parameters. Doors wait for
 * nothing: they run on the HTTP loop, unless the body lies in a file: then on a thread
 * that may wait for the disk. */
#ifndef FEATURE_INGEST_DOOR_API_H
#define FEATURE_INGEST_DOOR_API_H

#include "core/request.h"
#include "feature/ingest/accept.h"
#include "feature/ingest/body.h"
#include "feature/ingest/ingest_auth.h"

enum {
    INGEST_ROUTE =
        ROUTE_BODY_FILE | ROUTE_ON_LOOP | ROUTE_ANY_ORIGIN | ROUTE_HIDDEN | ROUTE_BODY_RAW
};

/* Lives in the request's arena. */
struct ingest_request {
    const struct request *rq;
    struct response *rs;
    const struct ingest_door *door;
    struct body body; /* inflated                                      */
    struct ingest_auth auth;
    struct accepted accepted; /* filled by the door                             */
    const char *dropped;      /* the outcome, when nothing of it is wanted      */
    struct spool_entry entry;
    int64_t now_ms;
    struct str request_id;
    bool is_checked; /* … its headers                                    */
    bool is_known;   /* auth was checked before the body was opened      */
};

struct ingest_door {
    /* Fills ir->accepted from ir->body.text, mostly by accept_envelope or accept_store.
     * E_INVALID, E_TOO_LARGE, E_MEDIA: refused with these words. */
    enum status (*accept)(struct ctx *cx, struct ingest_request *ir);
    /* After the record is on disk, or at once when there is none; may run on the spool
     * writer's thread. NULL: 200 {"id":"…"}, or {} when nothing has an id (§8.1). */
    enum status (*answer)(struct ctx *cx, const struct ingest_request *ir);
    const char *category; /* of what it brings (item_kind.h); NULL = what is inside says    */
    bool is_envelope;     /* the body's header may hold the only key (§2.1)         */
    /* What is over a limit is dropped and answered as if it were not: crash handlers
     * would try again, or delete the dump (§8.3). */
    bool is_never_429;
    bool needs_disk; /* accept always runs on a thread that may wait for the disk */
};

/* A route's handler calls this and returns what it returns. */
NODISCARD enum status ingest_take(struct ctx *cx, const struct request *rq, struct response *rs,
                                  const struct ingest_door *door);

#endif
