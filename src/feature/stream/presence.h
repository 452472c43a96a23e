/* presence.h - who looks at which issue (new-routes.md, "Stream").
 *
 * A person is present at an issue while a stream of theirs has its topic presence:{issue}.
 * Joining and leaving are told there, as messages of event "presence" whose id is the
 * person's; who joins is also told of those that are there already. Leaving is told three
 * seconds late, so that a page that opens its stream anew does not flicker; that a client
 * has left shows when something is written to it, which is every 15 s at least.
 *
 * Every process tells the others of its people (core/cluster.h) when they come and go, and
 * every 15 s besides; who was not heard of for 45 s is gone: his process has died. All of
 * it is in memory and looked after once a second. */
#ifndef FEATURE_STREAM_PRESENCE_H
#define FEATURE_STREAM_PRESENCE_H

#include "base/base.h"

struct ctx;

#define PRESENCE_TOPIC "presence" /* of cluster_tell */

/* Once a second, by the scheduler. */
void presence_tick(struct ctx *cx);
/* What another process tells. */
NODISCARD enum status presence_heard(struct ctx *cx, struct str argument, bool is_own);

#endif
