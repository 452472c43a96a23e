#include "base/base.h"
#include "feature/monitor/schedule.h"

#include "base/clock.h"
#include "base/str.h"
#include "base/zone.h"

enum { DAY_S = 86400, MONTHS = 12, SHORTEST_MONTH = 28 };

/* A unit is so many seconds, or days, or months. */
static const struct unit {
    struct str name;
    int64_t seconds;
    int days;
    int months;
} units[] = {
    { { "minute", 6 }, 60, 0, 0 }, { { "hour", 4 }, 3600, 0, 0 }, { { "day", 3 }, 0, 1, 0 },
    { { "week", 4 }, 0, 7, 0 },    { { "month", 5 }, 0, 0, 1 },   { { "year", 4 }, 0, 0, MONTHS },
};

static bool read_interval(struct str text, struct schedule *out)
{
    struct str unit = str_trim(text), number;

    (void)str_split(&unit, ' ', &number);
    if (!str_i64(number, &out->every) || out->every < 1 || out->every > INTERVAL_MAX)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (str_eq(str_trim(unit), units[i].name)) {
            out->unit = (int)i;
            return true;
        }
    }
    return false;
}

bool schedule_parse(struct arena *a, struct str kind, struct str text, struct str zone_name,
                    struct schedule *out)
{
    *out = (struct schedule){ .is_crontab = str_eq(kind, S("crontab")) };
    out->is_zone_known = zone_load(a, zone_name, &out->zone);
    if (!out->is_zone_known && !zone_load(a, S("UTC"), &out->zone))
        return false;
    if (out->is_crontab)
        return crontab_parse(text, &out->crontab);
    return str_eq(kind, S("interval")) && read_interval(text, out);
}

static int64_t add_months(int64_t day, int64_t months)
{
    struct date d = clock_date(day);
    int64_t count = d.year * MONTHS + (d.month - 1) + months;
    struct date to = { count / MONTHS, (int)(count % MONTHS) + 1, d.day };
    int64_t result = clock_day_of_date(to);

    while (clock_date(result).month != to.month && to.day > SHORTEST_MONTH) {
        to.day--;
        result = clock_day_of_date(to);
    }
    return result;
}

static int64_t next_interval(const struct schedule *s, int64_t after_s)
{
    const struct unit *u = &units[s->unit];

    if (u->seconds > 0)
        return after_s + s->every * u->seconds;
    int64_t local = zone_local(s->zone, after_s);
    int64_t day = clock_day(local * MS_PER_SECOND);
    int64_t of_day = local - day * DAY_S;
    day = u->months > 0 ? add_months(day, s->every * u->months) : day + s->every * u->days;
    return zone_utc(s->zone, day * DAY_S + of_day);
}

int64_t schedule_next(const struct schedule *s, int64_t after_ms)
{
    int64_t after_s = after_ms / MS_PER_SECOND;
    int64_t next =
        s->is_crontab ? crontab_next(&s->crontab, s->zone, after_s) : next_interval(s, after_s);

    return next == INT64_MAX ? INT64_MAX : next * MS_PER_SECOND;
}
