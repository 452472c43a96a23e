/* digest_names.h - the releases and environments that a batch names.
 *
 * Each is looked up, or made, once per batch, in order of project and name. */
#ifndef FEATURE_INGEST_DIGEST_NAMES_H
#define FEATURE_INGEST_DIGEST_NAMES_H

#include "base/map.h"
#include "feature/ingest/digest_batch.h"

struct digest_name;

/* Names of one kind. Events in a row mostly have the same: the last is kept at hand. */
struct digest_name_list {
    struct map by_text; /* number, text → name */
    struct digest_name *last;
};

struct digest_names {
    struct digest_name_list releases;
    struct digest_name_list environments;
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
