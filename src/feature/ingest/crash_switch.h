/* crash_switch.h - an event that kills the digest, for `make crash` alone.
 *
 * Only programs built with -Dcrash_switch=true have it: the process aborts when it
 * digests the event whose id stands in GOSNAG_CRASH_ON. */
#ifndef FEATURE_INGEST_CRASH_SWITCH_H
#define FEATURE_INGEST_CRASH_SWITCH_H

#include "base/id.h"
#include "base/str.h"

#ifdef GOSNAG_CRASH_SWITCH
static inline void crash_switch(const struct event_id *id)
{
    struct event_id wanted;

    if (event_id_parse(str_c(getenv("GOSNAG_CRASH_ON")), &wanted) &&
        memcmp(wanted.b, id->b, EVENT_ID_BYTES) == 0)
        abort();
}
#else
static inline void crash_switch(const struct event_id *id)
{
    (void)id;
}
#endif

#endif
