/* core/live.h - who is told when something changed (new-routes.md, "Stream").
 *
 * Features publish after commit; the stream route subscribes. Ids are "epoch-seq"
 * from a ring of the last ten minutes; `since` replays what the ring still holds,
 * an unknown one gets "reset". At most two messages a second and topic (of each process
 * that publishes): what happens to one object meanwhile is folded, several objects go as
 * one message, the first as itself and the others in its list "more"; who would be told of
 * more than 256 objects gets "reset". Messages carry plain changed fields, never per-user
 * ones. A stream that does not read is told to start anew when its
 * ring is full, and ends when it is full again within a minute.
 * Where several processes share a store the ring is filled from a log in the store, and
 * ids are the same in all of them (core/live_share.h).
 * Threads: publish from any thread; nothing blocks. */
#ifndef CORE_LIVE_H
#define CORE_LIVE_H

#include "base/base.h"

struct arena;
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
/* Does anybody listen to it, here or in another process? For those whose messages cost
 * something to make. */
bool live_is_wanted(struct str topic);

/* Who looks after a stream. closed runs once, when it has ended or could not be opened, on
 * a thread that must not wait; no lock is held. */
struct live_owner {
    void (*closed)(void *arg);
    void *arg;
};
struct live_wish {
    const struct str *topics; /* already checked against the actor */
    size_t n;
    struct str since;
    struct live_owner owner;
};
/* Opens the stream. On failure the owner is not told. */
NODISCARD enum status live_subscribe(struct ctx *cx, const struct request *rq, struct response *rs,
                                     const struct live_wish *in);
/* Ends the streams of this owner; closed runs soon after. */
void live_end(const void *owner);
/* Id of the newest message; what is read from now on is not older. Empty when not running. */
struct str live_position(struct arena *arena);
/* Streams that are open in this process. */
int64_t live_count(void);
void live_stop(void);

#endif
