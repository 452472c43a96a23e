/* Items `session` and `sessions` → what they add to which hour. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/ingest/envelope.h"
#include "feature/ingest/item_sink.h"
#include "feature/session/session_int.h"
#include "port/crypto.h"
#include "port/json.h"

enum {
    DRIFT_MIN_MS = 55 * MS_PER_MINUTE, /* §5 */
    FUTURE_MS = MS_PER_MINUTE,
    SUM_MAX = 1000000000,
    SECONDS_MAX = INT32_MAX,
};

static const char category[] = "session";

/* 0 = nothing. Only figures suffer when somebody makes two ids collide. */
static uint64_t hash_of(struct str s)
{
    uint64_t h = s.len > 0 ? hash64(s) : 0;

    return s.len > 0 && h == 0 ? 1 : h;
}

static bool read_time(const struct json *v, int64_t *ms)
{
    double seconds;

    if (json_type(v) == JSON_STR)
        return clock_parse(str_trim(json_str(v)), ms);
    if (!json_f64(v, &seconds) || !(seconds > 0 && seconds < SECONDS_MAX))
        return false;
    *ms = (int64_t)(seconds * MS_PER_SECOND);
    return true;
}

/* The hour a session belongs to. False: it is too long ago. A client whose clock is far off
 * is corrected by what it says the time is (§5). */
static bool hour_of(const struct item_input *in, int64_t started_ms, int64_t *hour)
{
    int64_t drift = in->sent_at_ms != 0 ? in->received_ms - in->sent_at_ms : 0;

    if (drift >= DRIFT_MIN_MS || drift <= -DRIFT_MIN_MS)
        started_ms += drift;
    if (started_ms > in->received_ms + FUTURE_MS)
        started_ms = in->received_ms;
    *hour = clock_hour(started_ms);
    return started_ms >= in->received_ms - (int64_t)SESSION_PAST_DAYS * MS_PER_DAY;
}

/* NULL: without a release nothing is kept. */
static struct session_item *item_new(const struct item_input *in, const struct json *root, size_t n)
{
    struct json *attrs = json_get(root, S("attrs"));
    struct str release = str_trim(json_str(json_get(attrs, S("release"))));
    struct str environment = str_trim(json_str(json_get(attrs, S("environment"))));

    if (release.len == 0 || release.len > LIMIT_RELEASE) {
        item_count(in, category, "no_release", 1);
        return NULL;
    }
    struct session_item *item =
        arena_alloc(in->kept, sizeof *item + n * sizeof(struct session_sum));
    item->project_id = in->project_id;
    item->received_ms = in->received_ms;
    item->release = str_dup(in->kept, release);
    item->environment = environment.len > 0
                            ? str_dup(in->kept, str_utf8_clip(environment, LIMIT_ENVIRONMENT))
                            : S("");
    return item;
}

/* How a session ended, by the words of the wire. "ok", "exited" and unknown ones end well. */
static const struct ending {
    struct str word;
    size_t counter; /* offset in struct session_sum; 0 = errored, which has none */
} endings[] = {
    { { "crashed", 7 }, offsetof(struct session_sum, crashed) },
    { { "abnormal", 8 }, offsetof(struct session_sum, abnormal) },
    { { "unhandled", 9 }, offsetof(struct session_sum, unhandled) },
    { { "errored", 7 }, 0 },
};

static int64_t *counter_of(struct session_sum *sum, const struct ending *e)
{
    return e->counter == 0 ? NULL : (int64_t *)(void *)((char *)sum + e->counter);
}

static bool note_status(struct str status, struct session_sum *sum)
{
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (!str_eq(status, endings[i].word))
            continue;
        int64_t *counter = counter_of(sum, &endings[i]);
        if (counter != NULL)
            *counter = 1;
        return true;
    }
    return false;
}

enum { SID, DID, INIT, STARTED, STATUS, ERRORS, MEMBERS };

enum status session_prepare(struct ctx *cx, const struct item_input *in, void **out)
{
    static const struct str keys[MEMBERS] = {
        [SID] = { "sid", 3 },         [DID] = { "did", 3 },       [INIT] = { "init", 4 },
        [STARTED] = { "started", 7 }, [STATUS] = { "status", 6 }, [ERRORS] = { "errors", 6 },
    };
    struct json *v[MEMBERS];
    struct json_doc *doc;
    struct session_sum sum = { 0 };
    int64_t started_ms, errors = 0;

    TRY(json_parse(cx, in->item->payload, &doc, NULL));
    json_get_all(json_root(doc), keys, v, MEMBERS);
    if (!read_time(v[STARTED], &started_ms))
        return fail(cx, E_INVALID, "a session without the time when it began");
    if (!hour_of(in, started_ms, &sum.hour)) {
        item_count(in, category, "too_old", 1);
        return OK;
    }
    struct session_item *item = item_new(in, json_root(doc), 1);
    if (item == NULL)
        return OK;
    sum.started = json_bool(v[INIT], false);
    sum.user = hash_of(json_scalar_text(v[DID], false));
    bool is_bad = note_status(json_str(v[STATUS]), &sum);
    if (is_bad || (json_i64(v[ERRORS], &errors) && errors > 0)) {
        sum.bad_id = hash_of(json_str(v[SID]));
        sum.bad = sum.bad_id == 0;
    }
    item->n = 1;
    item->sums[0] = sum;
    *out = item;
    return OK;
}

/* A number of sessions; what is none is 0. */
static int64_t read_sum(const struct json *v)
{
    int64_t n;

    if (!json_i64(v, &n) || n < 0)
        return 0;
    return n < SUM_MAX ? n : SUM_MAX;
}

static void read_aggregate(const struct json *v, struct session_sum *sum)
{
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        int64_t n = read_sum(json_get(v, endings[i].word));
        int64_t *counter = counter_of(sum, &endings[i]);
        if (counter != NULL)
            *counter = n;
        sum->bad += n;
    }
    sum->started = sum->bad + read_sum(json_get(v, S("exited")));
    sum->user = hash_of(json_scalar_text(json_get(v, S("did")), false));
}

enum status sessions_prepare(struct ctx *cx, const struct item_input *in, void **out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, in->item->payload, &doc, NULL));
    struct json *list = json_get(json_root(doc), S("aggregates"));
    size_t n = json_type(list) == JSON_ARR ? json_length(list) : 0;
    size_t kept = n < SESSION_SUMS ? n : SESSION_SUMS;
    if (n == 0)
        return fail(cx, E_INVALID, "sessions without aggregates");
    if (n > kept)
        item_count(in, category, "too_many", (int64_t)(n - kept));
    struct session_item *item = item_new(in, json_root(doc), kept);
    if (item == NULL)
        return OK;
    struct json_iter it = json_iter(list);
    for (size_t i = 0; i < kept && json_next(&it); i++) {
        struct session_sum *sum = &item->sums[item->n];
        int64_t started_ms;
        if (!read_time(json_get(it.value, S("started")), &started_ms))
            item_count(in, category, "invalid", 1);
        else if (!hour_of(in, started_ms, &sum->hour))
            item_count(in, category, "too_old", 1);
        else
            read_aggregate(it.value, &item->sums[item->n++]);
    }
    *out = item->n > 0 ? item : NULL;
    return OK;
}
