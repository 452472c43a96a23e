/* core/live.h - who is told when something changed (new-routes.md, "Stream").
 *
 * Features publish after commit; the stream route subscribes. Ids are "epoch-seq"
 * from a ring of the last ten minutes; `since` replays what the ring still holds,
 * an unknown one gets "reset". At most two messages a second per topic and
 * stream: later ones of the same object are folded into one. Messages carry plain
 * changed fields, never per-user ones.
 * Where several processes share a store the ring is filled from a log in the store, and
 * ids are the same in all of them (core/live_share.h).
 * Threads: publish from any thread; nothing blocks. */
#ifndef CORE_LIVE_H
#define CORE_LIVE_H

#include "base/base.h"

struct ctx;
struct request;
struct response;

struct live_message {
    const char *event;   /* "issue", "attempt", …                                 */
    struct str topic;    /* "issues:7" (numeric project id inside; uuid on wire)   */
    struct str id;       /* the object's uuid                                     */
    struct str project;  /* project uuid, absent = none                           */
    int64_t version;
    const char *op;      /* "new", "change", "gone"                               */
    struct str patch;    /* JSON object text                                      */
};

void live_init(void);
void live_publish(const struct live_message *m);
/* Opens the stream for these topics (already checked against the actor). */
NODISCARD enum status live_subscribe(struct ctx *cx, const struct request *rq, struct response *rs,
                                     const struct str *topics, size_t n, struct str since);
/* Streams that are open in this process. */
int64_t live_count(void);
void live_stop(void);

#endif
