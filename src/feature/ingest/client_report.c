#include "base/base.h"

#include "feature/ingest/client_report.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/ingest/outcome.h"
#include "feature/rate_limit/rate_limit.h"
#include "port/json.h"

enum { REASON_BYTES = 32, PROJECTS = 256 };

/* develop.sentry.dev "Client Reports", and what SDKs were seen to send. */
static const struct str known[] = {
    S("queue_overflow"),    S("cache_overflow"),  S("buffer_overflow"),
    S("ratelimit_backoff"), S("network_error"),   S("sample_rate"),
    S("before_send"),       S("event_processor"), S("internal_sdk_error"),
    S("insufficient_data"), S("backpressure"),    S("send_error"),
    S("too_big"),           S("no_parent_span"),  S("ignored"),
    S("invalid"),
};

/* Reasons of a project's hour that nobody documented, by hash. Two projects in one slot
 * push each other out, which only lets a few more reasons in. */
struct strangers {
    int64_t project_id;
    int64_t hour;
    size_t n;
    uint64_t hashes[REPORT_REASONS];
};
static struct lock reports_lock = LOCK_INIT(LOCK_REPORTS);
static struct strangers strangers[PROJECTS] GUARDED_BY(reports_lock);

static bool is_known(struct str reason)
{
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        if (str_eq(reason, known[i]))
            return true;
    }
    return false;
}

/* True: there is room for it, or it was there before. */
static bool is_let_in(int64_t project_id, int64_t hour, struct str reason)
{
    uint64_t hash = map_hash(reason);
    bool is_in = false;

    lock_take(&reports_lock);
    struct strangers *s = &strangers[(uint64_t)project_id % PROJECTS];
    if (s->project_id != project_id || s->hour != hour)
        *s = (struct strangers){ .project_id = project_id, .hour = hour };
    for (size_t i = 0; i < s->n && !is_in; i++)
        is_in = s->hashes[i] == hash;
    if (!is_in && s->n < REPORT_REASONS) {
        s->hashes[s->n++] = hash;
        is_in = true;
    }
    lock_give(&reports_lock);
    return is_in;
}

/* Small letters, digits and _; others become _. Empty gives "other". */
static void tidy(struct str reason, char out[REASON_BYTES])
{
    size_t n = reason.len < REASON_BYTES - 1 ? reason.len : REASON_BYTES - 1;

    for (size_t i = 0; i < n; i++) {
        char c = reason.p[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        out[i] = is_plain ? c : '_';
    }
    out[n] = '\0';
    if (n == 0)
        (void)snprintf(out, REASON_BYTES, "other");
}

static void count_entry(struct ctx *cx, int64_t project_id, struct json *entry)
{
    char reason[REASON_BYTES], text[OUTCOME_REASON_BYTES];
    int64_t quantity;
    struct str category = json_str(json_get(entry, S("category")));

    if (!json_i64(json_get(entry, S("quantity")), &quantity) || quantity <= 0)
        return;
    tidy(json_str(json_get(entry, S("reason"))), reason);
    if (!is_known(str_c(reason)) && !is_let_in(project_id, clock_hour(cx->now_ms), str_c(reason)))
        (void)snprintf(reason, sizeof reason, "other");
    (void)snprintf(text, sizeof text, "client_discard:%s", reason);
    outcome_count(project_id, cx->now_ms, rate_category(category), text,
                  quantity < REPORT_QUANTITY ? quantity : REPORT_QUANTITY);
}

void client_report_count(struct ctx *cx, int64_t project_id, struct str payload)
{
    static const struct str lists[] = { S("discarded_events"), S("rate_limited_events"),
                                        S("filtered_events"), S("filtered_sampling_events") };
    struct json_doc *doc;

    if (json_parse(cx, payload, &doc, NULL) != OK) {
        err_clear(&cx->err);
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        struct json_iter it = json_iter(json_get(json_root(doc), lists[i]));
        for (size_t n = 0; n < REPORT_ENTRIES && json_next(&it); n++)
            count_entry(cx, project_id, it.value);
    }
}
