#include "base/base.h"
#include "feature/monitor/monitor_int.h"

#include "base/arena.h"
#include "base/str.h"
#include "port/json.h"

enum {
    MARGIN_DEFAULT_MIN = 1,
    RUNTIME_DEFAULT_MIN = 30,
    TIMEZONE_BYTES = 64,
    NOTE_TEXT_BYTES = 60, /* of what was sent, in a note */
};

struct str monitor_slug(struct arena *a, struct str name)
{
    struct str lower = str_lower(a, str_to(str_trim(name), MONITOR_SLUG_BYTES));
    char *p = arena_alloc(a, lower.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < lower.len; i++) {
        char c = lower.p[i];
        bool is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (is_good)
            p[n++] = c;
        else if (n > 0 && p[n - 1] != '-')
            p[n++] = '-';
    }
    while (n > 0 && p[n - 1] == '-')
        n--;
    return str_make(p, n);
}

static int64_t bounded(const struct json *v, int64_t otherwise, int64_t max)
{
    int64_t n;

    if (!json_i64(v, &n) || n < 1)
        return otherwise;
    return n < max ? n : max;
}

void monitor_config_schedule(struct arena *a, struct str kind, struct str schedule,
                             struct str zone_name, struct monitor_config *out)
{
    struct schedule parsed;
    struct str zone = str_utf8_clip(str_trim(zone_name), TIMEZONE_BYTES);
    struct str text = str_trim(schedule);

    if (zone.len == 0)
        zone = S("UTC");
    out->note = S("");
    out->schedule_kind = (struct str){ 0 };
    struct arena_mark mark = arena_mark(a);
    bool is_good = text.len <= SCHEDULE_TEXT_BYTES && schedule_parse(a, kind, text, zone, &parsed);
    arena_rewind(a, mark); /* the zone */
    if (!is_good) {
        out->note = str_printf(a, "The schedule that was sent is none: %.*s",
                               FMT(str_utf8_clip(text, NOTE_TEXT_BYTES)));
        return;
    }
    if (!parsed.is_zone_known)
        out->note =
            str_printf(a, "This machine knows no time zone %.*s: UTC stands in for it.", FMT(zone));
    out->schedule_kind = parsed.is_crontab ? S("crontab") : S("interval");
    out->schedule = str_dup(a, text);
    out->timezone = str_dup(a, zone);
}

void monitor_config_read(struct arena *a, struct json *v, struct monitor_config *out)
{
    const struct json *schedule = json_get(v, S("schedule"));
    struct str kind = json_str(json_get(schedule, S("type")));
    struct str text = json_scalar_text(json_get(schedule, S("value")), false);
    struct str unit = json_str(json_get(schedule, S("unit")));

    *out = (struct monitor_config){
        .margin_min =
            bounded(json_get(v, S("checkin_margin")), MARGIN_DEFAULT_MIN, MONITOR_MINUTES_MAX),
        .max_runtime_min =
            bounded(json_get(v, S("max_runtime")), RUNTIME_DEFAULT_MIN, MONITOR_MINUTES_MAX),
        .failure_threshold =
            bounded(json_get(v, S("failure_issue_threshold")), 1, MONITOR_THRESHOLD_MAX),
        .recovery_threshold =
            bounded(json_get(v, S("recovery_threshold")), 1, MONITOR_THRESHOLD_MAX),
    };
    if (str_eq(kind, S("interval")))
        text = str_printf(a, "%.*s %.*s", FMT(text), FMT(unit));
    monitor_config_schedule(a, kind, text, json_str(json_get(v, S("timezone"))), out);
}
