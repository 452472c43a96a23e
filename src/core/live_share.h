/* core/live_share.h - the live stream across processes (PostgreSQL).
 *
 * A message goes through the table live_log: the process where it happened writes it, every
 * process hears the news, reads what is new and tells its own streams, so that all of them
 * see the same numbers and a browser may connect again anywhere. Only topics that some
 * stream of some process listens to, or did in the last ten minutes, are written: `process`
 * holds the list of each. Writing and reading are the cluster's thread's (core/cluster.h);
 * publishing never waits. What cannot be written is lost, and all streams are told to start
 * anew. */
#ifndef CORE_LIVE_SHARE_H
#define CORE_LIVE_SHARE_H

#include "base/base.h"

struct ctx;

#define LIVE_TOPIC     "live"   /* there are new messages               */
#define TOPICS_TOPIC   "topics" /* a process has another list of topics */
#define LIVE_RESET     "reset"  /* text of a message: fetch anew        */
#define LIVE_EVERYBODY "*"      /* its topic, when all are meant        */

/* --- for live.c; any thread ------------------------------------------------- */

/* Does anybody listen? Hashes as of map_hash. */
bool live_share_is_wanted(uint64_t topic, uint64_t family);
/* To be written. Copies both. */
void live_share_put(struct str topic, struct str text);
/* A stream of this process listens to it from now on. */
void live_share_listen(struct str topic);

/* --- for cluster.c; its thread, start and stop apart --------------------------- */

NODISCARD enum status live_share_start(struct ctx *cx);
void live_share_stop(void);
/* Readable when there is something to send. */
int live_share_fd(void);
void live_share_wake(void);
NODISCARD enum status live_share_send(struct ctx *cx);
NODISCARD enum status live_share_heard(struct ctx *cx, struct str argument, bool is_own);
NODISCARD enum status live_share_topics_heard(struct ctx *cx, struct str argument, bool is_own);
/* Old messages and old topics go. */
NODISCARD enum status live_share_forget(struct ctx *cx);

/* --- what live.c does for us ----------------------------------------------------- */

/* From now on messages come by live_deliver, and ids are of this epoch. */
void live_begin_shared(uint32_t epoch, uint64_t next_seq);
/* In order of seq; earlier ones are ignored. */
void live_deliver(uint64_t seq, struct str topic, struct str text);
/* Does a stream of this process listen to it? */
bool live_has_listener(uint64_t topic);

#endif
