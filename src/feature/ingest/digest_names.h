/* digest_names.h - the releases and environments that a batch names.
 *
 * Each is looked up, or made, once per batch, in order of project and name. */
#ifndef FEATURE_INGEST_DIGEST_NAMES_H
#define FEATURE_INGEST_DIGEST_NAMES_H

#include "base/map.h"
#include "feature/ingest/digest_batch.h"

struct digest_names {
    struct map releases;     /* number, version → name */
    struct map environments; /* number, name    → name */
};

void digest_names_init(struct ctx *cx, struct digest_names *names);
/* In the batch's transaction, for all events that are not dropped. */
NODISCARD enum status digest_names_find(struct ctx *cx, struct digest_names *names,
                                        const struct digest_batch *b);
/* Puts the numbers into the event. */
void digest_names_take(struct ctx *cx, struct digest_names *names, struct prepared_event *ev);
/* The releases were seen now; late in the transaction. */
NODISCARD enum status digest_names_saw(struct ctx *cx, const struct digest_names *names);

#endif
