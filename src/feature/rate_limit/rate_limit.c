#include "base/base.h"

#include "feature/rate_limit/rate_limit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/str.h"
#include "feature/rate_limit/rate_limit_int.h"
#include "feature/rate_limit/rate_limit_sql.h"

enum { HEADER_BYTES = 4 << 10 };

/* sentry-ingest.md §8.3; [0] is everything else. */
static const char *const category_names[] = {
    "unknown",
    "default",
    "error",
    "transaction",
    "security",
    "attachment",
    "attachment_item",
    "session",
    "profile",
    "profile_indexed",
    "profile_chunk",
    "profile_chunk_ui",
    "profile_duration",
    "profile_duration_ui",
    "replay",
    "replay_video",
    "monitor",
    "monitor_seat",
    "span",
    "span_indexed",
    "feedback",
    "metric_bucket",
    "metric_second",
    "log_item",
    "log_byte",
    "trace_metric",
    "trace_metric_byte",
    "uptime",
    "internal",
    NULL,
};
enum { CATEGORIES = ARRAY_LEN(category_names) - 1 };

/* Number of a category, 0 = unknown. */
static unsigned rate_category_number(struct str name)
{
    for (unsigned i = 1; i < CATEGORIES; i++) {
        if (str_eq(name, str_c(category_names[i])))
            return i;
    }
    return 0;
}

const char *rate_category(struct str name)
{
    return category_names[rate_category_number(name)];
}

/* --- settings ---------------------------------------------------------------------------- */

struct category_limit {
    struct str category;
    int64_t per_minute, per_hour, per_day;
};
struct limit_settings {
    int64_t per_minute, per_hour, per_day; /* requests; 0 = no limit */
    struct field_list categories;
    bool has_spike_protection;
    struct opt_i64 version;
};

static const struct field category_fields[] = {
    FIELD_WORD("category", struct category_limit, category, FIELD_REQUIRED, category_names),
    FIELD_I64("per_minute", struct category_limit, per_minute, FIELD_OPTIONAL),
    FIELD_I64("per_hour", struct category_limit, per_hour, FIELD_OPTIONAL),
    FIELD_I64("per_day", struct category_limit, per_day, FIELD_OPTIONAL),
    FIELD_END,
};
const struct field rate_limit_fields[] = {
    FIELD_I64("per_minute", struct limit_settings, per_minute, FIELD_OPTIONAL),
    FIELD_I64("per_hour", struct limit_settings, per_hour, FIELD_OPTIONAL),
    FIELD_I64("per_day", struct limit_settings, per_day, FIELD_OPTIONAL),
    FIELD_LIST("categories", struct limit_settings, categories, FIELD_OPTIONAL,
               struct category_limit, category_fields, CATEGORIES),
    FIELD_BOOL("spike_protection", struct limit_settings, has_spike_protection, FIELD_OPTIONAL),
    FIELD_OPT_I64("version", struct limit_settings, version, FIELD_OPTIONAL),
    FIELD_END,
};

static const struct limit_settings defaults = { .has_spike_protection = true };

static bool is_negative(int64_t per_minute, int64_t per_hour, int64_t per_day)
{
    return per_minute < 0 || per_hour < 0 || per_day < 0;
}

static bool is_named_before(const struct category_limit *list, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (str_eq(list[k].category, list[i].category))
            return true;
    }
    return false;
}

static enum status settle(struct ctx *cx, void *value)
{
    const struct limit_settings *s = value;
    const struct category_limit *c = s->categories.items;
    bool is_bad = is_negative(s->per_minute, s->per_hour, s->per_day);

    for (size_t i = 0; i < s->categories.n; i++) {
        is_bad = is_bad || is_negative(c[i].per_minute, c[i].per_hour, c[i].per_day);
        if (is_named_before(c, i))
            return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "categories" },
                           "the category %.*s stands there twice", FMT(c[i].category));
    }
    return is_bad ? fail_at(cx, E_INVALID, (struct err_where){ "invalid", "per_minute" },
                            "a limit must not be negative; 0 is none")
                  : OK;
}

const struct section rate_limit_section = {
    .name = { "limits", 6 },
    .fields = rate_limit_fields,
    .size = sizeof(struct limit_settings),
    .defaults = &defaults,
    .settle = settle,
};

static uint32_t rate_of(int64_t limit)
{
    return limit < UINT32_MAX ? (uint32_t)limit : UINT32_MAX;
}

static struct rates rates_of(int64_t per_minute, int64_t per_hour, int64_t per_day)
{
    return (struct rates){ rate_of(per_minute), rate_of(per_hour), rate_of(per_day) };
}

static struct lock limits_lock = LOCK_INIT(LOCK_RATE_LIMITS);
static struct section_cache limits_cache GUARDED_BY(limits_lock);

/* What a request asks: the project's own limits, and its spike protection. */
static struct rates project_rates(int64_t project_id, bool *has_spike_protection)
{
    lock_take(&limits_lock);
    const struct limit_settings *s =
        section_cache_get(&limits_cache, &rate_limit_section, project_id);
    if (s == NULL)
        s = &defaults;
    struct rates rates = rates_of(s->per_minute, s->per_hour, s->per_day);
    *has_spike_protection = s->has_spike_protection;
    lock_give(&limits_lock);
    return rates;
}

static struct rates category_rates(int64_t project_id, const char *category)
{
    struct rates rates = { 0 };

    lock_take(&limits_lock);
    const struct limit_settings *s =
        section_cache_get(&limits_cache, &rate_limit_section, project_id);
    const struct category_limit *c = s != NULL ? s->categories.items : NULL;
    for (size_t i = 0; s != NULL && i < s->categories.n; i++) {
        if (str_eq(c[i].category, str_c(category)))
            rates = rates_of(c[i].per_minute, c[i].per_hour, c[i].per_day);
    }
    lock_give(&limits_lock);
    return rates;
}

void rate_limit_release(void)
{
    lock_take(&limits_lock);
    section_cache_release(&limits_cache);
    lock_give(&limits_lock);
}

/* --- hits ---------------------------------------------------------------------------------- */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

void rate_hits_add(struct rate_hits *hits, const struct rate_hit *hit)
{
    for (size_t i = 0; i < hits->n; i++) {
        const struct rate_hit *h = &hits->hits[i];
        if (is_same_text(h->category, hit->category) && is_same_text(h->reason, hit->reason))
            return;
    }
    if (hits->n < RATE_HITS_MAX)
        hits->hits[hits->n++] = *hit;
}

struct str rate_hits_header(struct arena *a, const struct rate_hits *hits)
{
    struct buf b;

    buf_init(&b, a, HEADER_BYTES);
    for (size_t i = 0; i < hits->n; i++) {
        const struct rate_hit *h = &hits->hits[i];
        buf_printf(&b, "%s%lld:%s:%s:%s", i > 0 ? ", " : "", (long long)h->retry_s,
                   h->category != NULL ? h->category : "", h->scope, h->reason);
    }
    return buf_str(&b);
}

int64_t rate_hits_retry_s(const struct rate_hits *hits)
{
    int64_t longest = 0;

    for (size_t i = 0; i < hits->n; i++)
        longest = hits->hits[i].retry_s > longest ? hits->hits[i].retry_s : longest;
    return longest;
}

/* --- asking ---------------------------------------------------------------------------------- */

bool rate_limit_request(const struct rate_request *rq, struct rate_hits *hits)
{
    const struct rate_counted project = { RATE_OF_PROJECT, rq->project_id, 0 };
    const struct rate_counted key = { RATE_OF_KEY, rq->key_id, 0 };
    bool has_spike_protection;
    struct rates rates = project_rates(rq->project_id, &has_spike_protection);
    int64_t project_s = rate_window_wait(&project, &rates, rq->now_ms);
    int64_t key_s = rate_window_wait(&key, &rq->key_rates, rq->now_ms);
    bool is_free = project_s == 0 && key_s == 0;
    bool is_flood = is_free && has_spike_protection && rq->lag_ms > SPIKE_LAG_MS &&
                    spike_is_flooding(rq->project_id, rq->now_ms);

    if (project_s > 0)
        rate_hits_add(hits, &(struct rate_hit){ project_s, NULL, "project", "project_rate_limit" });
    if (key_s > 0)
        rate_hits_add(hits, &(struct rate_hit){ key_s, NULL, "key", "key_rate_limit" });
    if (is_flood)
        rate_hits_add(hits, &(struct rate_hit){ SPIKE_RETRY_S, NULL, "project", "spike" });
    if (!is_free || is_flood)
        return false;
    spike_note(rq->project_id, rq->now_ms);
    if (rates.per_minute != 0 || rates.per_hour != 0 || rates.per_day != 0)
        rate_window_add(&project, 1, rq->now_ms);
    rates = rq->key_rates;
    if (rates.per_minute != 0 || rates.per_hour != 0 || rates.per_day != 0)
        rate_window_add(&key, 1, rq->now_ms);
    return true;
}

bool rate_limit_item(int64_t project_id, const char *category, int64_t now_ms,
                     struct rate_hits *hits)
{
    struct rates rates = category_rates(project_id, category);

    if (rates.per_minute == 0 && rates.per_hour == 0 && rates.per_day == 0)
        return true;
    const struct rate_counted what = { RATE_OF_CATEGORY, project_id,
                                       rate_category_number(str_c(category)) };
    int64_t wait_s = rate_window_wait(&what, &rates, now_ms);
    if (wait_s > 0) {
        rate_hits_add(hits,
                      &(struct rate_hit){ wait_s, category, "project", "category_rate_limit" });
        return false;
    }
    rate_window_add(&what, 1, now_ms);
    return true;
}

void rate_limit_item_back(int64_t project_id, const char *category, int64_t now_ms)
{
    struct rates rates = category_rates(project_id, category);
    const struct rate_counted what = { RATE_OF_CATEGORY, project_id,
                                       rate_category_number(str_c(category)) };

    if (rates.per_minute != 0 || rates.per_hour != 0 || rates.per_day != 0)
        rate_window_add(&what, -1, now_ms);
}

enum status rate_limit_seed(struct ctx *cx)
{
    int64_t day = cx->now_ms / MS_PER_DAY;
    struct q_rate_limit_today_args args = { .first_hour = clock_hour(day * MS_PER_DAY),
                                            .this_hour = clock_hour(cx->now_ms) };
    struct q_rate_limit_today_row *rows;
    size_t n;
    int64_t in_hour = 0, in_day = 0;

    TRY(q_rate_limit_today(cx, &args, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        int64_t id = rows[i].project_id;
        rate_window_seed(
            &(struct rate_counted){ RATE_OF_CATEGORY, id, rate_category_number(rows[i].category) },
            rows[i].in_hour, rows[i].in_day, cx->now_ms);
        in_hour += rows[i].in_hour;
        in_day += rows[i].in_day;
        if (i + 1 < n && rows[i + 1].project_id == id)
            continue;
        rate_window_seed(&(struct rate_counted){ RATE_OF_PROJECT, id, 0 }, in_hour, in_day,
                         cx->now_ms);
        in_hour = in_day = 0;
    }
    return OK;
}
