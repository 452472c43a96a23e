/* Times (sentry-ingest.md §5, §9): numbers of seconds or RFC 3339 texts, corrected by
 * the clock drift of the sender; what lies ahead or long past becomes the receipt. */
#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "port/json.h"

enum {
    FUTURE_MS = MS_PER_MINUTE,
    PAST_DAYS = 30,
    TIME_TEXT_BYTES = 64,
    SECONDS_MAX = INT32_MAX, /* times ten: far beyond any clock */
};

static bool time_of_seconds(double seconds, int64_t *ms)
{
    static const double max = 10.0 * SECONDS_MAX;
    if (!(seconds > 0 && seconds < max))
        return false;
    *ms = (int64_t)(seconds * MS_PER_SECOND);
    return true;
}

/* False when it is no time. is_plain: text that every reader takes as UTC. */
static bool time_read(const struct json *v, int64_t *ms, bool *is_plain)
{
    double seconds;
    *is_plain = true;
    if (json_type(v) == JSON_NUMBER)
        return json_f64(v, &seconds) && time_of_seconds(seconds, ms);
    struct str s = str_trim(json_str(v));
    if (s.len == 0 || s.len > TIME_TEXT_BYTES)
        return false;
    if (clock_parse(s, ms)) {
        /* Naive times are UTC for us, local ones for JavaScript. */
        char last = s.p[s.len - 1];
        size_t t = str_find_char(s, 'T');
        bool has_zone = last == 'Z' || str_find_char(str_from(s, t), '+') < s.len - t ||
                        str_find_char(str_from(s, t), '-') < s.len - t;
        *is_plain = t < s.len && has_zone;
        return true;
    }
    *is_plain = false;
    return str_f64(s, &seconds) && time_of_seconds(seconds, ms);
}

static struct json *time_text(struct normal *n, int64_t ms)
{
    struct buf b;
    buf_init(&b, n->cx->arena, TIME_TEXT_BYTES);
    buf_add_time(&b, ms);
    return json_new_str_ref(n->doc, buf_str(&b));
}

struct json *normalize_time_value(struct normal *n, struct json *v)
{
    int64_t ms = 0;
    bool is_plain = false;
    if (!time_read(v, &ms, &is_plain))
        return normalize_invalid(n, v, "invalid_data");
    if (is_plain && n->drift_ms == 0)
        return v;
    return time_text(n, ms + n->drift_ms);
}

static struct json *drift_facts(struct normal *n)
{
    struct json *facts = json_new_obj(n->doc);
    json_set(n->doc, facts, S("sdk_time"), time_text(n, n->in->sent_at_ms));
    json_set(n->doc, facts, S("server_time"), time_text(n, n->in->received_ms));
    return facts;
}

struct json *normalize_timestamp(struct normal *n, struct json *v)
{
    int64_t ms = 0;
    bool is_plain = false;
    if (!time_read(v, &ms, &is_plain))
        return normalize_invalid(n, v, "invalid_data");
    n->has_timestamp = true;
    n->ev->timestamp_ms = ms + n->drift_ms;
    if (n->drift_ms != 0)
        meta_error_data(&n->meta, "clock_drift", drift_facts(n));
    return is_plain && n->drift_ms == 0 ? v : time_text(n, n->ev->timestamp_ms);
}

void normalize_time_finish(struct normal *n)
{
    int64_t received = n->in->received_ms;
    const char *why = NULL;
    if (!n->has_timestamp)
        why = "";
    else if (n->ev->timestamp_ms > received + FUTURE_MS)
        why = "future_timestamp";
    else if (n->ev->timestamp_ms < received - (int64_t)PAST_DAYS * MS_PER_DAY)
        why = "past_timestamp";
    if (why != NULL) {
        n->ev->timestamp_ms = received;
        meta_enter(&n->meta, S("timestamp"));
        if (*why != '\0')
            meta_error(&n->meta, why, json_get(n->root, S("timestamp")));
        meta_leave(&n->meta);
        json_set(n->doc, n->root, S("timestamp"), time_text(n, received));
    }
    json_set(n->doc, n->root, S("received"), time_text(n, received));
}
