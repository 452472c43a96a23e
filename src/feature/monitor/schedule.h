/* schedule.h - when a monitor's next run is expected: a crontab line or an interval, in a
 * time zone. */
#ifndef FEATURE_MONITOR_SCHEDULE_H
#define FEATURE_MONITOR_SCHEDULE_H

#include "base/base.h"
#include "feature/monitor/crontab.h"

struct arena;
struct zone;

enum { SCHEDULE_TEXT_BYTES = 100, INTERVAL_MAX = 1000 };

/* Words of the wire: "crontab" with "0 3 * * *"; "interval" with "5 minute" (unit:
 * minute, hour, day, week, month, year). */
struct schedule {
    bool is_crontab;
    struct crontab crontab;
    int64_t every; /* intervals: so many */
    int unit;      /* of these; schedule.c's table */
    const struct zone *zone;
    bool is_zone_known; /* else UTC stands in */
};

NODISCARD bool schedule_parse(struct arena *a, struct str kind, struct str text,
                              struct str timezone, struct schedule *out);
/* The first run expected after a time, in milliseconds. Intervals count from it: hours and
 * minutes by the time that passes, longer ones by the calendar on the wall (31 January
 * and a month is the last of February). */
int64_t schedule_next(const struct schedule *s, int64_t after_ms);

#endif
