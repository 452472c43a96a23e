/* crash_switch.h - events that kill the digest or hold it up, for `make crash` alone.
 *
 * Only programs built with -Dcrash_switch=true have it: the process aborts when it
 * digests the event whose id stands in GOSNAG_CRASH_ON, and runs in circles on that of
 * GOSNAG_HANG_ON. */
#ifndef FEATURE_INGEST_CRASH_SWITCH_H
#define FEATURE_INGEST_CRASH_SWITCH_H

#include "base/id.h"
#include "base/str.h"

#ifdef GOSNAG_CRASH_SWITCH
static inline bool crash_switch_names(const char *variable, const struct event_id *id)
{
    struct event_id wanted;

    return event_id_parse(str_c(getenv(variable)), &wanted) &&
           memcmp(wanted.b, id->b, EVENT_ID_BYTES) == 0;
}

static inline void crash_switch(const struct event_id *id)
{
    volatile bool is_hanging = crash_switch_names("GOSNAG_HANG_ON", id);

    if (crash_switch_names("GOSNAG_CRASH_ON", id))
        abort();
    while (is_hanging) {
    }
}
#else
static inline void crash_switch(const struct event_id *id)
{
    (void)id;
}
#endif

#endif
