/* zone.h - time zones by their IANA names: which offset from UTC holds when.
 *
 * Read from the machine's tz database (TZif files, RFC 9636, in TZDIR or
 * /usr/share/zoneinfo), at each zone_load: some ten microseconds, and an update of
 * the database counts at once. libc's own reader works on one zone a process (TZ), so it
 * serves no program with threads and several zones.
 *
 * Times are seconds since 1970 UTC. Memory: the arena given. Threads: any. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/base.h"

struct arena;
struct zone;

/* False when the machine knows no such zone. "UTC" is known without a database. */
NODISCARD bool zone_load(struct arena *a, struct str name, const struct zone **out);

/* A stretch of time with one offset: start_s ≤ t < end_s. Stretches follow each other
 * without a gap; the last one has no end (INT64_MAX). */
struct zone_period {
    int64_t start_s;
    int64_t end_s;
    int64_t offset_s; /* east of Greenwich is positive */
};
struct zone_period zone_at(const struct zone *z, int64_t utc_s);

/* What clocks on the wall show, as seconds since 1970-01-01 00:00 on the same wall. */
int64_t zone_local(const struct zone *z, int64_t utc_s);
/* The first instant at which the wall shows this; when clocks jump over it, the
 * instant of the jump. */
int64_t zone_utc(const struct zone *z, int64_t local_s);

#endif
