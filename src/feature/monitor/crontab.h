/* crontab.h - the five fields of a crontab line: minute, hour, day of month, month, day of
 * week.
 *
 * Fields are lists of numbers, names (jan, mon), ranges and steps; day of week 0 and 7 are
 * Sunday. When both days are restricted, either one matches (crontab(5)); a field that
 * begins with a star restricts nothing. "L" is a month's last day, "5#2" its second Friday.
 * Nicknames: @yearly @annually @monthly @weekly @daily @midnight @hourly.
 *
 * Clocks that are put forward or back (as Debian's cron does it): a line with fixed hours
 * and minutes runs once, a run that falls into the hour left out is due right after it; a
 * line with a star in either runs by the time that passes. */
#ifndef FEATURE_MONITOR_CRONTAB_H
#define FEATURE_MONITOR_CRONTAB_H

#include "base/base.h"

struct zone;

struct crontab {
    uint64_t minutes; /* bit i = minute i */
    uint32_t hours;
    uint32_t days;    /* bits 1..31       */
    uint32_t months;  /* bits 1..12       */
    uint8_t weekdays; /* bit 0 = Sunday   */
    uint8_t nth[7];   /* per weekday: bit n = its nth in the month */
    bool is_last_day;
    bool is_any_day; /* the field begins with a star */
    bool is_any_weekday;
    bool is_by_elapsed; /* minute or hour begins with a star */
};

/* False when it is no crontab line, or one that never comes due (30 February). */
NODISCARD bool crontab_parse(struct str text, struct crontab *out);
/* The first run after this instant; seconds since 1970 UTC. z NULL is UTC. */
int64_t crontab_next(const struct crontab *c, const struct zone *z, int64_t after_s);

#endif
