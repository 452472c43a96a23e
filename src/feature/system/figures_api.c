#include "base/base.h"

#include "feature/system/figures_api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/job.h"
#include "core/live.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/spool.h"
#include "feature/system/load.h"
#include "feature/system/storage.h"
#include "feature/system/system_sql.h"
#include "port/db.h"
#include "port/jsonw.h"

enum {
    RECENT_MS = MS_PER_MINUTE,     /* rates of the summary                 */
    TIMES_MS = 10 * MS_PER_MINUTE, /* its digest times                     */
    HOURS_PER_DAY = 24,
    MINUTES = 60,
    PULSE_BYTES = 4 << 10,
    P50 = 50,
    P99 = 99,
};

static int64_t started_ms;

void figures_started(int64_t now_ms)
{
    started_ms = now_ms;
}

/* --- who sent what --------------------------------------------------------- */

struct reason_out {
    struct str outcome, reason;
    int64_t quantity;
};
static const struct field reason_fields[] = {
    FIELD_STR("outcome", struct reason_out, outcome, 0, 0),
    FIELD_STR("reason", struct reason_out, reason, 0, 0),
    FIELD_I64("quantity", struct reason_out, quantity, 0),
    FIELD_END,
};
struct talker_out {
    struct str id, slug, name;
    int64_t accepted, filtered, refused;
};
static const struct field talker_fields[] = {
    FIELD_STR("project_id", struct talker_out, id, FIELD_UUID, 0),
    FIELD_STR("slug", struct talker_out, slug, 0, 0),
    FIELD_STR("name", struct talker_out, name, 0, 0),
    FIELD_I64("accepted", struct talker_out, accepted, 0),
    FIELD_I64("filtered", struct talker_out, filtered, 0),
    FIELD_I64("refused", struct talker_out, refused, 0),
    FIELD_END,
};
struct bucket_out {
    int64_t at_ms, accepted, filtered, refused;
};
static const struct field bucket_fields[] = {
    FIELD_TIME("at", struct bucket_out, at_ms, FIELD_WHOLE),
    FIELD_I64("accepted", struct bucket_out, accepted, 0),
    FIELD_I64("filtered", struct bucket_out, filtered, 0),
    FIELD_I64("refused", struct bucket_out, refused, 0),
    FIELD_END,
};
struct rates_out {
    struct str range;
    int64_t bucket_s;
    struct str scope;
    struct field_list buckets, reasons, projects;
};
const struct field rates_fields[] = {
    FIELD_STR("range", struct rates_out, range, 0, 0),
    FIELD_I64("bucket_s", struct rates_out, bucket_s, 0),
    FIELD_STR("scope", struct rates_out, scope, 0, 0),
    FIELD_LIST("buckets", struct rates_out, buckets, 0, struct bucket_out, bucket_fields, 0),
    FIELD_LIST("reasons", struct rates_out, reasons, 0, struct reason_out, reason_fields, 0),
    FIELD_LIST("projects", struct rates_out, projects, 0, struct talker_out, talker_fields, 0),
    FIELD_END,
};
const struct route_query rates_query[] = {
    { "range", "string",
      "1h (by the minute, of this process), 24h (default), 7d (by the hour) or 30d (by the day)." },
    { 0 },
};

static enum status read_reasons(struct ctx *cx, int64_t first, int64_t last, struct field_list *out)
{
    struct q_system_reasons_row *rows;
    size_t n;

    TRY(q_system_reasons(cx, &(struct q_system_reasons_args){ first, last }, &rows, &n));
    struct reason_out *items = arena_array(cx->arena, struct reason_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t colon = str_find_char(rows[i].reason, ':');
        items[i] =
            (struct reason_out){ str_to(rows[i].reason, colon), { NULL, 0 }, rows[i].quantity };
        if (colon < rows[i].reason.len)
            items[i].reason = str_from(rows[i].reason, colon + 1);
    }
    *out = FIELD_ITEMS(items, n);
    return OK;
}

static enum status read_talkers(struct ctx *cx, int64_t first, int64_t last, struct field_list *out)
{
    struct q_system_talkers_row *rows;
    size_t n, kept = 0;

    TRY(q_system_talkers(cx, &(struct q_system_talkers_args){ first, last }, &rows, &n));
    struct talker_out *items = arena_array(cx->arena, struct talker_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct q_system_project_row project;
        bool found;
        TRY(q_system_project(cx, &(struct q_system_project_args){ rows[i].project_id }, &project,
                             &found));
        if (!found)
            continue; /* deleted since */
        items[kept++] = (struct talker_out){ project.uuid,     project.slug,     project.name,
                                             rows[i].accepted, rows[i].filtered, rows[i].refused };
    }
    *out = FIELD_ITEMS(items, kept);
    return OK;
}

/* --- rates ----------------------------------------------------------------- */

static const struct range {
    const char *name;
    int64_t hours;
    int64_t width; /* hours of a bucket; 0 = minutes, from memory */
} ranges[] = {
    { "24h", HOURS_PER_DAY, 1 }, /* what is meant when nothing is said */
    { "1h", 1, 0 },
    { "7d", 7 * HOURS_PER_DAY, 1 },
    { "30d", 30 * HOURS_PER_DAY, HOURS_PER_DAY },
};

static enum status read_range(struct ctx *cx, const struct request *rq, const struct range **out)
{
    struct str name = request_query(rq, "range");

    *out = &ranges[0];
    for (size_t i = 0; name.len > 0 && i < ARRAY_LEN(ranges); i++) {
        *out = &ranges[i];
        if (str_eq(name, str_c(ranges[i].name)))
            return OK;
    }
    if (name.len == 0)
        return OK;
    return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "range" },
                   "range must be one of 1h, 24h, 7d, 30d");
}

/* An hour by the minute: what this process took, oldest first. Filters act later, in the
 * digest, and are only known by the hour. */
static struct field_list minutes(struct ctx *cx)
{
    struct bucket_out *items = arena_array(cx->arena, struct bucket_out, MINUTES);
    int64_t minute = cx->now_ms / MS_PER_MINUTE - MINUTES + 1;
    for (int64_t i = 0; i < MINUTES; i++) {
        struct load_sample from = { 0 }, to = { 0 };
        int64_t age_ms = cx->now_ms - (minute + i) * MS_PER_MINUTE;
        bool is_last = i == MINUTES - 1;
        (void)load_before(age_ms, &from);
        if (is_last)
            load_now(&to);
        else
            (void)load_before(age_ms - MS_PER_MINUTE, &to);
        items[i] = (struct bucket_out){ (minute + i) * MS_PER_MINUTE, to.accepted - from.accepted,
                                        0, to.refused - from.refused };
    }
    return FIELD_ITEMS(items, (size_t)MINUTES);
}

/* Hours without anything are not in the store; here they stand as zeros. */
static enum status hours(struct ctx *cx, const struct range *range, struct field_list *out)
{
    int64_t last = clock_hour(cx->now_ms);
    int64_t first = (last / range->width - range->hours / range->width + 1) * range->width;
    struct q_system_rates_row *rows;
    size_t n, at = 0, n_items = (size_t)(range->hours / range->width);

    TRY(q_system_rates(cx, &(struct q_system_rates_args){ first, last, range->width }, &rows, &n));
    struct bucket_out *items = arena_array(cx->arena, struct bucket_out, n_items);
    for (size_t i = 0; i < n_items; i++) {
        int64_t hour = first + (int64_t)i * range->width;
        items[i] = (struct bucket_out){ .at_ms = hour * MS_PER_HOUR };
        if (at == n || rows[at].hour != hour)
            continue;
        items[i].accepted = rows[at].accepted;
        items[i].filtered = rows[at].filtered;
        items[i].refused = rows[at].refused;
        at++;
    }
    *out = FIELD_ITEMS(items, n_items);
    return OK;
}

enum status rates_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    const struct range *range;
    int64_t last = clock_hour(cx->now_ms);

    TRY(read_range(cx, rq, &range));
    struct rates_out out = { .range = str_c(range->name), .scope = S("all") };
    if (range->width == 0) {
        out.scope = S("process");
        out.bucket_s = MS_PER_MINUTE / MS_PER_SECOND;
        out.buckets = minutes(cx);
    } else {
        out.bucket_s = range->width * MS_PER_HOUR / MS_PER_SECOND;
        TRY(hours(cx, range, &out.buckets));
    }
    TRY(read_reasons(cx, last - range->hours, last, &out.reasons));
    TRY(read_talkers(cx, last - range->hours, last, &out.projects));
    return respond(cx, rs, status_http(OK), rates_fields, &out);
}

/* --- the summary ----------------------------------------------------------- */

struct ingest_out {
    int64_t window_s;
    double requests, refused, accepted, digested;
};
static const struct field ingest_fields[] = {
    FIELD_I64("window_s", struct ingest_out, window_s, 0),
    FIELD_F64("requests_per_s", struct ingest_out, requests, 0),
    FIELD_F64("refused_per_s", struct ingest_out, refused, 0),
    FIELD_F64("accepted_per_s", struct ingest_out, accepted, 0),
    FIELD_F64("digested_per_s", struct ingest_out, digested, 0),
    FIELD_END,
};
struct queue_out {
    int64_t records, bytes, oldest_ms;
    bool is_full, is_failing;
};
static const struct field queue_fields[] = {
    FIELD_I64("records", struct queue_out, records, 0),
    FIELD_I64("bytes", struct queue_out, bytes, 0),
    FIELD_I64("oldest_age_ms", struct queue_out, oldest_ms, 0),
    FIELD_BOOL("full", struct queue_out, is_full, 0),
    FIELD_BOOL("failing", struct queue_out, is_failing, 0),
    FIELD_END,
};
struct digest_out {
    int64_t window_s, batches, p50_ms, p99_ms;
    struct str stuck;
};
static const struct field digest_fields[] = {
    FIELD_I64("window_s", struct digest_out, window_s, 0),
    FIELD_I64("batches", struct digest_out, batches, 0),
    FIELD_I64("p50_ms", struct digest_out, p50_ms, 0),
    FIELD_I64("p99_ms", struct digest_out, p99_ms, 0),
    FIELD_STR("stuck", struct digest_out, stuck, 0, 0),
    FIELD_END,
};
struct jobs_out {
    int64_t waiting, parked, oldest_ms, failing;
};
static const struct field jobs_fields[] = {
    FIELD_I64("waiting", struct jobs_out, waiting, 0),
    FIELD_I64("parked", struct jobs_out, parked, 0),
    FIELD_TIME("oldest_at", struct jobs_out, oldest_ms, 0),
    FIELD_I64("workers_failing", struct jobs_out, failing, 0),
    FIELD_END,
};
struct summary_out {
    struct str version, store;
    int64_t started_ms, processes, streams;
    struct ingest_out ingest;
    struct queue_out queue;
    struct digest_out digest;
    struct jobs_out jobs;
    struct field_list reasons, projects;
};
const struct field summary_fields[] = {
    FIELD_STR("version", struct summary_out, version, 0, 0),
    FIELD_STR("store", struct summary_out, store, 0, 0),
    FIELD_TIME("started_at", struct summary_out, started_ms, 0),
    FIELD_I64("processes", struct summary_out, processes, 0),
    FIELD_I64("streams", struct summary_out, streams, 0),
    FIELD_OBJECT("ingest", struct summary_out, ingest, 0, struct ingest_out, ingest_fields),
    FIELD_OBJECT("queue", struct summary_out, queue, 0, struct queue_out, queue_fields),
    FIELD_OBJECT("digest", struct summary_out, digest, 0, struct digest_out, digest_fields),
    FIELD_OBJECT("jobs", struct summary_out, jobs, 0, struct jobs_out, jobs_fields),
    FIELD_LIST("reasons", struct summary_out, reasons, 0, struct reason_out, reason_fields, 0),
    FIELD_LIST("projects", struct summary_out, projects, 0, struct talker_out, talker_fields, 0),
    FIELD_END,
};

static double per_second(int64_t n, int64_t ms)
{
    enum { HUNDREDTHS = 100 };
    int64_t hundredths = ms > 0 ? n * MS_PER_SECOND * HUNDREDTHS / ms : 0;
    return (double)hundredths / HUNDREDTHS;
}

static void fill_ingest(struct ingest_out *out)
{
    struct load_sample now, before;
    load_now(&now);
    if (!load_before(RECENT_MS, &before))
        before = now;
    int64_t ms = now.at_ms - before.at_ms;
    *out = (struct ingest_out){ .window_s = ms / MS_PER_SECOND,
                                .requests = per_second(now.requests - before.requests, ms),
                                .refused = per_second(now.refused - before.refused, ms),
                                .accepted = per_second(now.accepted - before.accepted, ms),
                                .digested = per_second(now.digested - before.digested, ms) };
}

static void fill_queue(const struct ctx *cx, struct queue_out *out)
{
    struct spool_figures spool = { 0 };
    if (ingest_spool() != NULL)
        spool_figures(ingest_spool(), &spool);
    *out = (struct queue_out){ .records = (int64_t)(spool.durable_seq - spool.digested_seq),
                               .bytes = spool.bytes,
                               .is_full = spool.is_full,
                               .is_failing = spool.is_failing };
    if (out->records > 0 && spool.oldest_ms > 0 && cx->now_ms > spool.oldest_ms)
        out->oldest_ms = cx->now_ms - spool.oldest_ms;
}

static void fill_digest(struct ctx *cx, struct digest_out *out)
{
    struct load_sample now, before;
    struct digest_figures digest;
    load_now(&now);
    if (!load_before(TIMES_MS, &before))
        before = now;
    struct histogram_counts recent = histogram_since(&now.batches, &before.batches);
    digest_figures(&digest);
    *out = (struct digest_out){ .window_s = (now.at_ms - before.at_ms) / MS_PER_SECOND,
                                .batches = histogram_total(&recent),
                                .p50_ms = histogram_percentile_ms(&recent, P50),
                                .p99_ms = histogram_percentile_ms(&recent, P99) };
    if (digest.is_stuck)
        out->stuck = str_dup(cx->arena, str_c(digest.why));
}

static enum status fill_jobs(struct ctx *cx, struct jobs_out *out)
{
    struct job_backlog backlog;
    struct job_view *views;
    size_t n;

    TRY(job_backlog(cx, &backlog));
    TRY(job_views(cx, &views, &n));
    *out = (struct jobs_out){ backlog.waiting, backlog.parked, backlog.oldest_ms, 0 };
    for (size_t i = 0; i < n; i++)
        out->failing += views[i].last_error.len > 0;
    return OK;
}

enum status summary_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    int64_t hour = clock_hour(cx->now_ms);
    struct summary_out out = {
        .version = S(GOSNAG_VERSION),
        .store = db_kind(cx->db) == DB_SQLITE ? S("sqlite") : S("postgres"),
        .started_ms = started_ms,
        .processes = cluster_size(),
        .streams = live_count(),
    };

    (void)rq;
    fill_ingest(&out.ingest);
    fill_queue(cx, &out.queue);
    fill_digest(cx, &out.digest);
    TRY(fill_jobs(cx, &out.jobs));
    TRY(read_reasons(cx, hour - 1, hour, &out.reasons));
    TRY(read_talkers(cx, hour - 1, hour, &out.projects));
    return respond(cx, rs, status_http(OK), summary_fields, &out);
}

/* --- the stream ------------------------------------------------------------ */

struct pulse_out {
    int64_t streams;
    struct ingest_out ingest;
    struct queue_out queue;
    struct digest_out digest;
};
static const struct field pulse_fields[] = {
    FIELD_I64("streams", struct pulse_out, streams, 0),
    FIELD_OBJECT("ingest", struct pulse_out, ingest, 0, struct ingest_out, ingest_fields),
    FIELD_OBJECT("queue", struct pulse_out, queue, 0, struct queue_out, queue_fields),
    FIELD_OBJECT("digest", struct pulse_out, digest, 0, struct digest_out, digest_fields),
    FIELD_END,
};

void figures_pulse(struct ctx *cx)
{
    struct pulse_out out = { .streams = live_count() };
    struct buf b;
    struct jsonw w;

    if (!live_is_wanted(S("system")))
        return;
    fill_ingest(&out.ingest);
    fill_queue(cx, &out.queue);
    fill_digest(cx, &out.digest);
    buf_init(&b, cx->arena, PULSE_BYTES);
    jsonw_init(&w, &b);
    field_encode(&w, pulse_fields, &out);
    live_publish(&(struct live_message){ .event = "system",
                                         .topic = S("system"),
                                         .id = str_c(cluster_self()),
                                         .op = "change",
                                         .patch = buf_str(&b) });
}

/* --- storage --------------------------------------------------------------- */

static const struct field kind_fields[] = {
    FIELD_STR("kind", struct storage_kind, kind, 0, 0),
    FIELD_I64("bytes", struct storage_kind, bytes, 0),
    FIELD_OPT_I64("rows", struct storage_kind, n_rows, 0),
    FIELD_OPT_I64("growth_bytes_per_day", struct storage_kind, growth_bytes, 0),
    FIELD_END,
};
struct storage_out {
    struct storage s;
    struct field_list kinds;
};
const struct field storage_fields[] = {
    FIELD_LIST("kinds", struct storage_out, kinds, 0, struct storage_kind, kind_fields, 0),
    FIELD_I64("bytes", struct storage_out, s.bytes, 0),
    FIELD_I64("disk_bytes", struct storage_out, s.disk_bytes, 0),
    FIELD_I64("disk_free_bytes", struct storage_out, s.disk_free_bytes, 0),
    FIELD_OPT_I64("growth_bytes_per_day", struct storage_out, s.growth_bytes, 0),
    FIELD_OPT_I64("full_in_days", struct storage_out, s.full_in_days, 0),
    FIELD_END,
};

enum status storage_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct storage_out out = { 0 };

    (void)rq;
    TRY(storage_read(cx, &out.s));
    out.kinds = FIELD_ITEMS(out.s.kinds, out.s.n);
    return respond(cx, rs, status_http(OK), storage_fields, &out);
}
