#include "base/base.h"
#include "base/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"

enum {
    ZONE_FILE_BYTES = 16 << 10, /* the largest of tzdata 2024 has 3.5 KB */
    ZONE_NAME_BYTES = 64,
    PATH_BYTES = 512,
    HEADER_BYTES = 44, /* RFC 9636 §3.1 */
    HEADER_COUNTS = 20,
    TYPE_BYTES = 6,
    LEAP_BYTES_1 = 8, /* a leap second record of each version */
    LEAP_BYTES_2 = 12,
    BYTE_BITS = 8,
    SECONDS_PER_MINUTE = 60,
    SECONDS_PER_HOUR = 3600,
    SECONDS_PER_DAY = 86400,
    RULE_HOURS_MAX = 167, /* RFC 9636 §3.3.1 */
    RULE_HOUR_DEFAULT = 2,
    WEEKS_MAX = 5,
    MONTHS = 12,
    WEEKDAYS = 7,
    FEBRUARY_28 = 59, /* day of year of the last day that every year has at this place */
    YEAR_DAYS = 366,
};

/* When summer time begins or ends in a year (POSIX TZ). */
struct change_rule {
    char kind; /* 'M' month.week.day, 'J' day 1..365 without 29 February, 'D' day 0..365 */
    int month, week, weekday, day;
    int64_t time_s; /* by the clock that holds before the change */
};

/* What holds after the last transition of the file. */
struct tail {
    bool is_there;
    bool has_dst;
    int64_t standard_s, summer_s; /* offsets */
    struct change_rule begin, end;
};

struct zone {
    size_t n;
    const int64_t *at;      /* n instants of change, ascending */
    const int64_t *offsets; /* n + 1: before the first, after each */
    struct tail tail;
};

/* --- the text after the tables: "CET-1CEST,M3.5.0,M10.5.0/3" ------------------ */

static bool take_char(struct str *s, char c)
{
    if (s->len == 0 || s->p[0] != c)
        return false;
    *s = str_from(*s, 1);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_number(struct str *s, int max, int *out)
{
    enum { DECIMAL = 10 };
    int v = 0;
    size_t n = 0;

    while (n < s->len && is_digit(s->p[n]) && v <= max)
        v = v * DECIMAL + (s->p[n++] - '0');
    *s = str_from(*s, n);
    *out = v;
    return n > 0 && v <= max;
}

/* [+-]hh[:mm[:ss]] */
static bool take_time(struct str *s, int64_t *out)
{
    bool is_negative = take_char(s, '-');
    int hours, minutes = 0, seconds = 0;

    if (!is_negative)
        (void)take_char(s, '+');
    if (!take_number(s, RULE_HOURS_MAX, &hours))
        return false;
    if (take_char(s, ':') && !take_number(s, SECONDS_PER_MINUTE - 1, &minutes))
        return false;
    if (take_char(s, ':') && !take_number(s, SECONDS_PER_MINUTE - 1, &seconds))
        return false;
    int64_t v = (int64_t)hours * SECONDS_PER_HOUR + (int64_t)minutes * SECONDS_PER_MINUTE + seconds;
    *out = is_negative ? -v : v;
    return true;
}

/* "CET" or "<+0330>" */
static bool take_name(struct str *s)
{
    size_t n = 0;

    if (take_char(s, '<')) {
        *s = str_from(*s, str_find_char(*s, '>'));
        return take_char(s, '>');
    }
    while (n < s->len && ((s->p[n] >= 'A' && s->p[n] <= 'Z') || (s->p[n] >= 'a' && s->p[n] <= 'z')))
        n++;
    *s = str_from(*s, n);
    return n > 0;
}

static bool take_day(struct str *s, struct change_rule *r)
{
    if (take_char(s, 'M')) {
        r->kind = 'M';
        return take_number(s, MONTHS, &r->month) && r->month > 0 && take_char(s, '.') &&
               take_number(s, WEEKS_MAX, &r->week) && r->week > 0 && take_char(s, '.') &&
               take_number(s, WEEKDAYS - 1, &r->weekday);
    }
    r->kind = take_char(s, 'J') ? 'J' : 'D';
    return take_number(s, YEAR_DAYS, &r->day);
}

static bool take_rule(struct str *s, struct change_rule *r)
{
    r->time_s = (int64_t)RULE_HOUR_DEFAULT * SECONDS_PER_HOUR;
    return take_char(s, ',') && take_day(s, r) && (!take_char(s, '/') || take_time(s, &r->time_s));
}

static bool read_tail(struct str s, struct tail *out)
{
    struct tail t = { .is_there = true };

    if (!take_name(&s) || !take_time(&s, &t.standard_s))
        return false;
    t.standard_s = -t.standard_s; /* POSIX counts to the west */
    t.summer_s = t.standard_s + SECONDS_PER_HOUR;
    if (s.len > 0) {
        t.has_dst = true;
        if (!take_name(&s))
            return false;
        if (s.len > 0 && s.p[0] != ',') {
            if (!take_time(&s, &t.summer_s))
                return false;
            t.summer_s = -t.summer_s;
        }
        if (!take_rule(&s, &t.begin) || !take_rule(&s, &t.end))
            return false;
    }
    *out = t;
    return s.len == 0;
}

static int64_t rule_day(const struct change_rule *r, int64_t year)
{
    int64_t new_year = clock_day_of_date((struct date){ year, 1, 1 });

    if (r->kind == 'D')
        return new_year + r->day;
    if (r->kind == 'J') {
        bool is_leap = clock_day_of_date((struct date){ year + 1, 1, 1 }) - new_year == YEAR_DAYS;
        return new_year + r->day - 1 + (is_leap && r->day > FEBRUARY_28);
    }
    int64_t first = clock_day_of_date((struct date){ year, r->month, 1 });
    int64_t day = first + (r->weekday - clock_weekday(first) + WEEKDAYS) % WEEKDAYS +
                  (int64_t)(r->week - 1) * WEEKDAYS;
    while (clock_date(day).month != r->month) /* the fifth means the last */
        day -= WEEKDAYS;
    return day;
}

/* Changes of three years around the time: enough for a stretch of any length. */
static struct zone_period tail_at(const struct tail *t, int64_t utc_s)
{
    struct zone_period p = { INT64_MIN, INT64_MAX, t->standard_s };

    if (!t->has_dst)
        return p;
    int64_t year = clock_date(clock_day(utc_s * MS_PER_SECOND)).year;
    for (int64_t y = year - 1; y <= year + 1; y++) {
        int64_t begin = rule_day(&t->begin, y) * SECONDS_PER_DAY + t->begin.time_s - t->standard_s;
        int64_t end = rule_day(&t->end, y) * SECONDS_PER_DAY + t->end.time_s - t->summer_s;
        if (begin <= utc_s && begin > p.start_s) {
            p.start_s = begin;
            p.offset_s = t->summer_s;
        }
        if (end <= utc_s && end > p.start_s) {
            p.start_s = end;
            p.offset_s = t->standard_s;
        }
        if (begin > utc_s && begin < p.end_s)
            p.end_s = begin;
        if (end > utc_s && end < p.end_s)
            p.end_s = end;
    }
    return p;
}

/* --- the file ------------------------------------------------------------------ */

static int64_t big_endian(const char *p, size_t n)
{
    uint64_t v = (uint8_t)p[0] >> (BYTE_BITS - 1) ? UINT64_MAX : 0;

    for (size_t i = 0; i < n; i++)
        v = v << BYTE_BITS | (uint8_t)p[i];
    return (int64_t)v;
}

/* Counts of one block's header (RFC 9636 §3.1). */
struct counts {
    size_t isut, isstd, leap, time, type, chars;
};

static bool read_header(struct str s, struct counts *c)
{
    size_t *const fields[] = { &c->isut, &c->isstd, &c->leap, &c->time, &c->type, &c->chars };

    if (s.len < HEADER_BYTES || !str_starts(s, S("TZif")))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        int64_t v = big_endian(s.p + HEADER_COUNTS + i * sizeof(uint32_t), sizeof(uint32_t));
        if (v < 0 || v > ZONE_FILE_BYTES)
            return false;
        *fields[i] = (size_t)v;
    }
    return c->type > 0;
}

static size_t block_bytes(const struct counts *c, size_t time_bytes, size_t leap_bytes)
{
    return c->time * (time_bytes + 1) + c->type * TYPE_BYTES + c->chars + c->leap * leap_bytes +
           c->isstd + c->isut;
}

static bool fill_zone(struct arena *a, struct str s, const struct counts *c, struct zone *z)
{
    const char *indexes = s.p + c->time * sizeof(int64_t);
    const char *types = indexes + c->time;
    int64_t *at = arena_array(a, int64_t, c->time + 1);
    int64_t *offsets = arena_array(a, int64_t, c->time + 1);

    offsets[0] = big_endian(types, sizeof(int32_t));
    for (size_t i = 0; i < c->time; i++) {
        size_t type = (uint8_t)indexes[i];
        at[i] = big_endian(s.p + i * sizeof(int64_t), sizeof(int64_t));
        if (type >= c->type || (i > 0 && at[i] <= at[i - 1]))
            return false;
        offsets[i + 1] = big_endian(types + type * TYPE_BYTES, sizeof(int32_t));
    }
    *z = (struct zone){ .n = c->time, .at = at, .offsets = offsets };
    return true;
}

/* The first block has 32-bit times and is passed over. */
static bool read_zone(struct arena *a, struct str s, struct zone *z)
{
    struct counts first, c;

    if (!read_header(s, &first))
        return false;
    s = str_from(s, HEADER_BYTES + block_bytes(&first, sizeof(int32_t), LEAP_BYTES_1));
    if (!read_header(s, &c))
        return false;
    s = str_from(s, HEADER_BYTES);
    size_t bytes = block_bytes(&c, sizeof(int64_t), LEAP_BYTES_2);
    if (s.len < bytes || !fill_zone(a, s, &c, z))
        return false;
    struct str footer = str_trim(str_from(s, bytes));
    return footer.len == 0 || read_tail(footer, &z->tail);
}

/* Names lead nowhere but into the database: "../../etc/passwd" is no zone. */
static bool is_zone_name(struct str name)
{
    static const struct str marks = S("/_-+");

    if (name.len == 0 || name.len > ZONE_NAME_BYTES || name.p[0] == '/')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c);
        if (!is_letter && str_find_char(marks, c) == marks.len)
            return false;
    }
    return true;
}

static bool read_file(struct str name, char bytes[ZONE_FILE_BYTES], struct str *out)
{
    const char *folder = getenv("TZDIR");
    char path[PATH_BYTES];
    int n = snprintf(path, sizeof path, "%s/%.*s", folder != NULL ? folder : "/usr/share/zoneinfo",
                     FMT(name));

    if (n < 0 || (size_t)n >= sizeof path)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    size_t used = 0;
    ssize_t got;
    while ((got = read(fd, bytes + used, ZONE_FILE_BYTES - used)) > 0 ||
           (got < 0 && errno == EINTR))
        used += got > 0 ? (size_t)got : 0;
    (void)close(fd);
    *out = str_make(bytes, used);
    return got == 0;
}

bool zone_load(struct arena *a, struct str name, const struct zone **out)
{
    struct zone *z = arena_new(a, struct zone);
    char bytes[ZONE_FILE_BYTES];
    struct str text;

    *out = z;
    if (str_eq(name, S("UTC")) || str_eq(name, S("Etc/UTC"))) {
        z->tail.is_there = true;
        return true;
    }
    return is_zone_name(name) && read_file(name, bytes, &text) && read_zone(a, text, z);
}

/* --- asking ---------------------------------------------------------------------- */

struct zone_period zone_at(const struct zone *z, int64_t utc_s)
{
    size_t low = 0, high = z->n; /* how many changes lie at or before utc_s */

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (z->at[middle] <= utc_s)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == z->n && z->tail.is_there)
        return tail_at(&z->tail, utc_s);
    return (struct zone_period){
        .start_s = low > 0 ? z->at[low - 1] : INT64_MIN,
        .end_s = low < z->n ? z->at[low] : INT64_MAX,
        .offset_s = z->offsets[low],
    };
}

int64_t zone_local(const struct zone *z, int64_t utc_s)
{
    return utc_s + zone_at(z, utc_s).offset_s;
}

int64_t zone_utc(const struct zone *z, int64_t local_s)
{
    struct zone_period p = zone_at(z, local_s - SECONDS_PER_DAY); /* before, in any zone */

    while (p.end_s != INT64_MAX && local_s >= p.end_s + p.offset_s)
        p = zone_at(z, p.end_s);
    int64_t utc_s = local_s - p.offset_s;
    return utc_s >= p.start_s ? utc_s : p.start_s;
}
