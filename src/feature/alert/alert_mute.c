/* When an alert keeps still: by weekdays and hours of a zone. */
#include "base/base.h"
#include "feature/alert/alert_int.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/zone.h"

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400,
    WEEK = 7,
    FIRST_MONDAY = 3,       /* days before 1970-01-01 */
    WINDOWS_MAX = 2 * WEEK, /* one behind the other: more never end */
};

static const char *const day_words[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };

const struct field alert_mute_fields[] = {
    FIELD_STR_LIST("days", struct alert_mute, days, 0, WEEK),
    FIELD_STR("from", struct alert_mute, from, 0, LIMIT_NAME),
    FIELD_STR("until", struct alert_mute, until, 0, LIMIT_NAME),
    FIELD_STR("zone", struct alert_mute, zone, 0, LIMIT_NAME),
    FIELD_END,
};

/* As it is looked at: seconds of a day, a bit for each weekday. */
struct schedule {
    const struct zone *zone;
    int64_t from_s, until_s; /* until_s > from_s; it may lie in the next day */
    bool days[WEEK];
};

static bool read_clock(struct str text, int64_t *out)
{
    int64_t hours, minutes;

    if (text.len != 5 || text.p[2] != ':' || !str_i64(str_to(text, 2), &hours) ||
        !str_i64(str_from(text, 3), &minutes))
        return false;
    *out = hours * HOUR_S + minutes * MINUTE_S;
    return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

static bool read_day(struct str word, bool days[WEEK])
{
    for (size_t i = 0; day_words[i] != NULL; i++) {
        if (str_eq(word, str_c(day_words[i])))
            return days[i] = true;
    }
    return false;
}

/* NULL, or the member that makes no sense. */
static const char *read_schedule(struct ctx *cx, const struct alert_mute *mute,
                                 struct schedule *out)
{
    *out = (struct schedule){ 0 };
    for (size_t i = 0; i < mute->days.n; i++) {
        if (!read_day(mute->days.items[i], out->days))
            return "mute.days";
    }
    if (!read_clock(mute->from, &out->from_s))
        return "mute.from";
    if (!read_clock(mute->until, &out->until_s))
        return "mute.until";
    if (!zone_load(cx->arena, mute->zone.len > 0 ? mute->zone : S("UTC"), &out->zone))
        return "mute.zone";
    if (out->until_s <= out->from_s)
        out->until_s += DAY_S;
    return NULL;
}

/* The end of the window that t lies in; t when it lies in none. A window belongs to the day on
 * which it begins. */
static int64_t window_end(const struct schedule *s, int64_t t_s)
{
    int64_t wall = zone_local(s->zone, t_s), today = wall / DAY_S;

    for (int64_t day = today - 1; day <= today; day++) {
        int64_t begin = day * DAY_S;
        if (s->days[(day + FIRST_MONDAY) % WEEK] && wall >= begin + s->from_s &&
            wall < begin + s->until_s)
            return zone_utc(s->zone, begin + s->until_s);
    }
    return t_s;
}

/* Behind all windows that follow each other without a gap; false: they never end. */
static bool quiet_end(const struct schedule *s, int64_t *t_s)
{
    for (int i = 0; i < WINDOWS_MAX; i++) {
        int64_t end = window_end(s, *t_s);
        if (end <= *t_s)
            return true;
        *t_s = end;
    }
    return false;
}

static const char *words_of(const char *member)
{
    static const char *const words[][2] = {
        { "mute.days", "weekdays are mon, tue, … sun" },
        { "mute.from", "it begins at an hour and minute: 22:00" },
        { "mute.until", "it ends at an hour and minute: 07:00" },
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (strcmp(words[i][0], member) == 0)
            return words[i][1];
    }
    return "this is no time zone that the server knows";
}

enum status alert_mute_check(struct ctx *cx, const struct alert_mute *mute)
{
    struct schedule s;
    int64_t t_s = cx->now_ms / MS_PER_SECOND;

    if (mute->days.n == 0)
        return OK;
    const char *wrong = read_schedule(cx, mute, &s);
    if (wrong != NULL)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", wrong }, "%s",
                       words_of(wrong));
    if (!quiet_end(&s, &t_s))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "mute.days" },
                       "this keeps still for ever; turn the alert off instead");
    return OK;
}

/* A zone that the machine does not know any more mutes nothing. */
int64_t alert_mute_end(struct ctx *cx, const struct alert_mute *mute, int64_t at_ms)
{
    struct schedule s;
    int64_t t_s = at_ms / MS_PER_SECOND, was_s = t_s;

    if (mute->days.n == 0 || read_schedule(cx, mute, &s) != NULL || !quiet_end(&s, &t_s))
        return at_ms;
    return t_s == was_s ? at_ms : t_s * MS_PER_SECOND;
}
