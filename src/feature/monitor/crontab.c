#include "base/base.h"
#include "feature/monitor/crontab.h"

#include "base/clock.h"
#include "base/str.h"
#include "base/zone.h"

enum {
    MINUTE_S = 60,
    DAY_S = 86400,
    HOUR_MINUTES = 60,
    DAY_MINUTES = 1440,
    HOURS = 24,
    WEEKDAYS = 7,
    NTH_MAX = 5,
    NAME_BYTES = 3,
    FIELDS = 5,
    /* 29 February on a given day of the week: every 28 years, but over 2100: forty. */
    SEARCH_DAYS = 40 * 366,
    CHANGES_MAX = 128, /* of a zone's offset on the way to the next run */
};

/* What a field may hold. */
struct field_rule {
    int min, max;
    const char *names; /* three letters each, from `first_name`; NULL = none */
    int first_name;
};
enum { MINUTE, HOUR, DAY, MONTH, WEEKDAY };
static const struct field_rule field_rules[FIELDS] = {
    [MINUTE] = { 0, 59, NULL, 0 },
    [HOUR] = { 0, 23, NULL, 0 },
    [DAY] = { 1, 31, NULL, 0 },
    [MONTH] = { 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec", 1 },
    [WEEKDAY] = { 0, 7, "sunmontuewedthufrisat", 0 },
};

static const struct {
    struct str name, line;
} nicknames[] = {
    { { "@yearly", 7 }, { "0 0 1 1 *", 9 } },  { { "@annually", 9 }, { "0 0 1 1 *", 9 } },
    { { "@monthly", 8 }, { "0 0 1 * *", 9 } }, { { "@weekly", 7 }, { "0 0 * * 0", 9 } },
    { { "@daily", 6 }, { "0 0 * * *", 9 } },   { { "@midnight", 9 }, { "0 0 * * *", 9 } },
    { { "@hourly", 7 }, { "0 * * * *", 9 } },
};

/* --- reading ------------------------------------------------------------------ */

static bool read_value(const struct field_rule *rule, struct str s, int *out)
{
    struct str names = str_c(rule->names);
    int64_t v;

    if (str_i64(s, &v) && s.p[0] != '-' && s.p[0] != '+') {
        *out = (int)v;
        return v >= rule->min && v <= rule->max;
    }
    for (size_t i = 0; s.len == NAME_BYTES && i < names.len; i += NAME_BYTES) {
        if (str_eq_fold(s, str_slice(names, i, i + NAME_BYTES))) {
            *out = rule->first_name + (int)(i / NAME_BYTES);
            return true;
        }
    }
    return false;
}

/* "*", "5", "mon-fri", "*\/10", "0-30/5"; "5/15" goes on to the end. */
static bool read_range(const struct field_rule *rule, struct str s, uint64_t *bits)
{
    struct str range, step_text = s;
    int low = rule->min, high = rule->max;
    int64_t step = 1;

    (void)str_split(&step_text, '/', &range);
    bool has_step = !str_is_null(step_text);
    if (has_step && (!str_i64(step_text, &step) || step < 1 || step > rule->max))
        return false;
    if (!str_eq(range, S("*"))) {
        struct str end = range, begin;
        (void)str_split(&end, '-', &begin);
        if (!read_value(rule, begin, &low))
            return false;
        if (!str_is_null(end) && !read_value(rule, end, &high))
            return false;
        if (str_is_null(end) && !has_step)
            high = low;
    }
    for (int v = low; v <= high; v += (int)step)
        *bits |= UINT64_C(1) << v;
    return low <= high;
}

/* "L" among days of the month, "5#2" among those of the week. */
static bool read_special(int field, struct str s, struct crontab *c)
{
    struct str nth = s, weekday;
    int day;
    int64_t n;

    if (field == DAY && str_eq_fold(s, S("L"))) {
        c->is_last_day = true;
        return true;
    }
    (void)str_split(&nth, '#', &weekday);
    if (field != WEEKDAY || str_is_null(nth) || !str_i64(nth, &n) || n < 1 || n > NTH_MAX ||
        !read_value(&field_rules[WEEKDAY], weekday, &day))
        return false;
    c->nth[day % WEEKDAYS] |= (uint8_t)(1 << n);
    return true;
}

static bool read_field(int field, struct str s, struct crontab *c, uint64_t *bits)
{
    struct str part;

    *bits = 0;
    if (s.len == 0)
        return false;
    while (str_split(&s, ',', &part)) {
        if (!read_special(field, part, c) && !read_range(&field_rules[field], part, bits))
            return false;
    }
    return true;
}

static size_t split_fields(struct str s, struct str out[FIELDS])
{
    size_t n = 0;

    for (s = str_trim(s); s.len > 0; s = str_trim(s)) {
        size_t end = 0;
        while (end < s.len && s.p[end] != ' ' && s.p[end] != '\t')
            end++;
        if (n == FIELDS)
            return n + 1;
        out[n++] = str_to(s, end);
        s = str_from(s, end);
    }
    return n;
}

static bool begins_with_star(struct str s)
{
    return str_starts(s, S("*"));
}

bool crontab_parse(struct str text, struct crontab *out)
{
    struct crontab c = { 0 };
    struct str fields[FIELDS];
    uint64_t bits[FIELDS];

    for (size_t i = 0; i < ARRAY_LEN(nicknames); i++) {
        if (str_eq_fold(str_trim(text), nicknames[i].name))
            text = nicknames[i].line;
    }
    if (split_fields(text, fields) != FIELDS)
        return false;
    for (int i = 0; i < FIELDS; i++) {
        if (!read_field(i, fields[i], &c, &bits[i]))
            return false;
    }
    c.minutes = bits[MINUTE];
    c.hours = (uint32_t)bits[HOUR];
    c.days = (uint32_t)bits[DAY];
    c.months = (uint32_t)bits[MONTH];
    c.weekdays = (uint8_t)((bits[WEEKDAY] | bits[WEEKDAY] >> WEEKDAYS) & ((1 << WEEKDAYS) - 1));
    c.is_any_day = begins_with_star(fields[DAY]);
    c.is_any_weekday = begins_with_star(fields[WEEKDAY]);
    c.is_by_elapsed = begins_with_star(fields[MINUTE]) || begins_with_star(fields[HOUR]);
    *out = c;
    return crontab_next(&c, NULL, 0) != INT64_MAX;
}

/* --- the next run ---------------------------------------------------------------- */

static bool month_day_matches(const struct crontab *c, struct date d, int64_t day)
{
    if ((c->days >> d.day & 1) != 0)
        return true;
    return c->is_last_day && clock_date(day + 1).month != d.month;
}

static bool weekday_matches(const struct crontab *c, struct date d, int64_t day)
{
    int weekday = clock_weekday(day);
    int nth = (d.day - 1) / WEEKDAYS + 1;

    return (c->weekdays >> weekday & 1) != 0 || (c->nth[weekday] >> nth & 1) != 0;
}

static bool day_matches(const struct crontab *c, int64_t day)
{
    struct date d = clock_date(day);

    if ((c->months >> d.month & 1) == 0)
        return false;
    bool month_day = month_day_matches(c, d, day);
    bool weekday = weekday_matches(c, d, day);
    return c->is_any_day || c->is_any_weekday ? month_day && weekday : month_day || weekday;
}

/* The first minute of a day, from this one on; DAY_MINUTES = none. */
static int minute_from(const struct crontab *c, int minute)
{
    for (int hour = minute / HOUR_MINUTES; hour < HOURS; hour++, minute = hour * HOUR_MINUTES) {
        if ((c->hours >> hour & 1) == 0)
            continue;
        uint64_t left = c->minutes >> (minute % HOUR_MINUTES);
        if (left != 0)
            return minute + __builtin_ctzll(left);
    }
    return DAY_MINUTES;
}

static int64_t floor_to(int64_t v, int64_t unit)
{
    return v - (v % unit + unit) % unit;
}

/* By the calendar on the wall: the first match at or after it; INT64_MAX = none. */
static int64_t wall_from(const struct crontab *c, int64_t local_s)
{
    int64_t day = floor_to(local_s, DAY_S) / DAY_S;
    int minute = (int)((local_s - day * DAY_S) / MINUTE_S);

    for (int i = 0; i < SEARCH_DAYS; i++, day++, minute = 0) {
        if (!day_matches(c, day))
            continue;
        minute = minute_from(c, minute);
        if (minute < DAY_MINUTES)
            return day * DAY_S + (int64_t)minute * MINUTE_S;
    }
    return INT64_MAX;
}

/* Stretch by stretch of the same offset: what the wall shows twice runs twice. */
static int64_t next_by_elapsed(const struct crontab *c, const struct zone *z, int64_t from_s)
{
    for (int i = 0; i < CHANGES_MAX; i++) {
        struct zone_period p = zone_at(z, from_s);
        int64_t wall = wall_from(c, from_s + p.offset_s);
        if (wall == INT64_MAX || wall - p.offset_s < p.end_s)
            return wall == INT64_MAX ? wall : wall - p.offset_s;
        from_s = p.end_s;
    }
    return INT64_MAX;
}

static int64_t next_by_wall(const struct crontab *c, const struct zone *z, int64_t after_s)
{
    int64_t wall = floor_to(zone_local(z, after_s), MINUTE_S) + MINUTE_S;

    for (;;) {
        wall = wall_from(c, wall);
        int64_t at = wall == INT64_MAX ? wall : zone_utc(z, wall);
        if (at > after_s)
            return at;
        wall += MINUTE_S; /* the wall shows it a second time */
    }
}

int64_t crontab_next(const struct crontab *c, const struct zone *z, int64_t after_s)
{
    int64_t from_s = floor_to(after_s, MINUTE_S) + MINUTE_S;

    if (z == NULL)
        return wall_from(c, from_s);
    return c->is_by_elapsed ? next_by_elapsed(c, z, from_s) : next_by_wall(c, z, after_s);
}
