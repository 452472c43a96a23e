/* clock.h - time. Code takes now_ms from its ctx; only whoever starts a piece of
 * work reads a clock. All *_ms are milliseconds since 1970 UTC. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/base.h"

struct arena;
struct buf;

enum {
    MS_PER_SECOND = 1000,
    MS_PER_MINUTE = 60 * MS_PER_SECOND,
    MS_PER_HOUR   = 60 * MS_PER_MINUTE,
    MS_PER_DAY    = 24 * MS_PER_HOUR,
    NS_PER_MS     = 1000 * 1000,
};

int64_t clock_now_ms(void);        /* wall clock; GOSNAG_CLOCK_MS fixes it in API tests */
int64_t clock_monotonic_ms(void);  /* for durations and deadlines */
int64_t clock_monotonic_us(void);
/* Tests: 0 returns to the real clock. */
void clock_set_for_test(int64_t now_ms);

int64_t clock_day(int64_t ms);     /* days since 1970, UTC, floor  */
int64_t clock_hour(int64_t ms);    /* hours since 1970, UTC, floor */

/* The calendar; days count from 1970-01-01. */
struct date {
    int64_t year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};
struct date clock_date(int64_t days);
int64_t clock_day_of_date(struct date d);
int clock_weekday(int64_t days); /* 0 = Sunday */

/* RFC 3339 in UTC. T9 of the contract: milliseconds, trailing zeros trimmed
 * ("2026-11-24T10:00:00.5Z"); T0: whole seconds. */
void buf_add_time(struct buf *b, int64_t ms);
void buf_add_time0(struct buf *b, int64_t ms);
/* Any RFC 3339 form, any fraction length and offset; blank instead of T; naive
 * is UTC; a bare date is its midnight. False when it is none of these or lies
 * outside the years 1 to 9999. */
NODISCARD bool clock_parse(struct str s, int64_t *ms);
/* For the Date header: IMF-fixdate (RFC 9110 §5.6.7). */
struct str clock_http_date(struct arena *a, int64_t ms);

#endif
