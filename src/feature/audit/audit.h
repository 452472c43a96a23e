/* audit.h - the instance's log of what administrators did.
 *
 * Whoever writes an administrative change calls audit_note in the same transaction, so
 * that there is no change without its entry and no entry without its change. That every
 * ADMIN route which writes does so is checked by src/app/fault_test.c.
 *
 * Entries live AUDIT_DAYS; nothing changes or removes them before. They never hold
 * secrets, payloads of events, or what users of the customer's program did. */
#ifndef FEATURE_AUDIT_AUDIT_H
#define FEATURE_AUDIT_AUDIT_H

#include "core/feature.h"

enum {
    AUDIT_DAYS = 365,
    AUDIT_DETAIL_BYTES = 500, /* longer words are cut */
};

extern const struct feature feature_audit;

/* One entry, inside the caller's transaction (asserted). Who and from where is cx->actor.
 * action: constant, "noun.verb" ("project.delete"). kind: the object's noun ("project");
 * id: as the wire names it, "" when there is none. detail: words for people, as
 * "role viewer → admin"; "" when action and object say all. */
NODISCARD enum status audit_note(struct ctx *cx, const char *action, const char *kind,
                                 struct str id, struct str detail);

/* The job: entries older than AUDIT_DAYS go. */
NODISCARD enum status audit_expire(struct ctx *cx, struct str argument);

#endif
