/* item_limits.h - how much one envelope may bring (sentry-ingest.md §7), as settings.
 *
 * What is kept by other features has its bounds in their settings (item_sink.h); what is only
 * counted is bounded by BODY_MAX_BYTES. A setting may lower these bounds, not raise them: the
 * memory of accept and digest is made for them. Frozen after config_load. */
#ifndef FEATURE_INGEST_ITEM_LIMITS_H
#define FEATURE_INGEST_ITEM_LIMITS_H

#include "base/base.h"

struct item_limits {
    int64_t event_bytes;   /* EVENT_MAX_BYTES: of an event-like item; more is 413       */
    int64_t events;        /* ENVELOPE_EVENTS_MAX: more is 413                          */
    int64_t items;         /* ENVELOPE_ITEMS_MAX: more is 413                           */
    int64_t reports;       /* CLIENT_REPORTS_MAX: further ones are left out and counted */
    int64_t reports_bytes; /* CLIENT_REPORTS_MAX_BYTES: of all of them together         */
};
extern struct item_limits item_limits;

#endif
