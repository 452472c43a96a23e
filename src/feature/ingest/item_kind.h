/* item_kind.h - envelope item types, their rate-limit category and what we do with them
 * (sentry-ingest.md §6). Unknown types are counted, never an error. */
#ifndef FEATURE_INGEST_ITEM_KIND_H
#define FEATURE_INGEST_ITEM_KIND_H

#include "base/base.h"

enum item_use {
    ITEM_EVENT, /* spooled and digested              */
    ITEM_COUNT, /* counted by category, answered 200 */
};

struct item_kind {
    const char *type;
    const char *category; /* of X-Sentry-Rate-Limits and outcomes */
    enum item_use use;
};

/* Never NULL. */
const struct item_kind *item_kind_of(struct str type);

#endif
