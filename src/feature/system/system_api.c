/* system_api.c - what probes and scrapers ask. */
#include "base/base.h"

#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/live.h"
#include "core/openapi.h"
#include "core/request.h"
#include "feature/system/figures_api.h"
#include "feature/system/load.h"
#include "feature/system/settings_accepted.h"
#include "feature/system/storage.h"
#include "feature/system/system.h"
#include "feature/system/worker_api.h"
#include "port/jsonw.h"

enum {
    HTTP_OK = 200,
    HTTP_UNAVAILABLE = 503,
    READY_BYTES = 16 << 10,
    METRICS_BYTES = 1 << 20,
    STATM_BYTES = 128,
    PULSE_TICKS = 2, /* seconds between messages of the topic `system` */
};

static int64_t started_ms;

static enum status health_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)cx;
    (void)rq;
    respond_header(rs, "Cache-Control", S("no-store"));
    return respond_text(rs, HTTP_OK, "text/plain; charset=utf-8", S("."));
}

static enum status ready_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)rq;
    struct buf b;
    struct jsonw w;
    buf_init(&b, cx->arena, READY_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_arr(&w, "reasons");
    bool is_ready = system_is_ready(cx, &w);
    jsonw_end(&w);
    system_notes(cx, &w);
    jsonw_key_bool(&w, "ready", is_ready);
    jsonw_end(&w);
    buf_add_char(&b, '\n');
    respond_header(rs, "Cache-Control", S("no-store"));
    return respond_json(rs, is_ready ? HTTP_OK : HTTP_UNAVAILABLE, buf_str(&b));
}

static enum status metrics_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)rq;
    struct buf b;
    buf_init(&b, cx->arena, METRICS_BYTES);
    metrics_write(&b, feature_table);
    return respond_text(rs, HTTP_OK, "text/plain; version=0.0.4; charset=utf-8", buf_str(&b));
}

/* Written once: a crowd that asks for it and reads slowly costs no memory each. */
static struct str openapi_text;

static void make_openapi_text(struct arena *process)
{
    struct arena scratch;
    struct buf b;
    arena_init(&scratch, "openapi", LIMIT_RESPONSE_BYTES);
    buf_init(&b, &scratch, LIMIT_RESPONSE_BYTES / 2);
    openapi_write(&scratch, &b);
    openapi_text = str_dup(process, buf_str(&b));
    arena_release(&scratch);
}

static enum status openapi_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    (void)cx, (void)rq;
    return respond_json(rs, HTTP_OK, openapi_text);
}

/* Pages of memory in use: the second number of /proc/self/statm (Linux); 0 elsewhere. */
static int64_t resident_bytes(void)
{
    char text[STATM_BYTES];
    FILE *f = fopen("/proc/self/statm", "re");
    if (f == NULL)
        return 0;
    size_t n = fread(text, 1, sizeof(text), f);
    (void)fclose(f);
    struct str rest = str_make(text, n), part;
    int64_t pages = 0;
    bool ok = str_split(&rest, ' ', &part) && str_split(&rest, ' ', &part) && str_i64(part, &pages);
    return ok ? pages * sysconf(_SC_PAGESIZE) : 0;
}

static int64_t start_time_s(void)
{
    return started_ms / MS_PER_SECOND;
}

static int64_t always_one(void)
{
    return 1;
}

static const struct metric system_metrics[] = {
    { "gosnag_build_info", METRIC_GAUGE, "Always 1; the version is a label.", NULL, always_one,
      "{version=\"" GOSNAG_VERSION "\"}" },
    { "gosnag_start_time_seconds", METRIC_GAUGE, "When the program started, seconds since 1970.",
      NULL, start_time_s, NULL },
    { "gosnag_streams", METRIC_GAUGE, "Live streams that are open.", NULL, live_count, NULL },
    { "gosnag_resident_memory_bytes", METRIC_GAUGE, "Memory in use.", NULL, resident_bytes, NULL },
    METRIC_END,
};

static const struct route system_routes[] = {
    { GET, "/health", SCOPE_PUBLIC, NULL, NULL, health_get, NULL, "Is the program alive?",
      ROUTE_ON_LOOP | ROUTE_ANY_CASE | ROUTE_HIDDEN, 0, NULL },
    { GET, "/ready", SCOPE_PUBLIC, NULL, NULL, ready_get, NULL,
      "Can it take and store events? 503 with reasons when not.", ROUTE_HIDDEN | ROUTE_EARLY, 0,
      NULL },
    { GET, "/_health", SCOPE_PUBLIC, NULL, NULL, health_get, NULL,
      "The same under the name that Sentry's probes use.", ROUTE_ON_LOOP | ROUTE_HIDDEN, 0, NULL },
    { GET, "/api/relay/healthcheck/live", SCOPE_PUBLIC, NULL, NULL, health_get, NULL,
      "The same under the name that probes of a Relay use.", ROUTE_ON_LOOP | ROUTE_HIDDEN, 0,
      NULL },
    { GET, "/api/relay/healthcheck/ready", SCOPE_PUBLIC, NULL, NULL, ready_get, NULL,
      "The same as /ready under the name that probes of a Relay use.", ROUTE_HIDDEN | ROUTE_EARLY,
      0, NULL },
    { GET, "/metrics", SCOPE_PUBLIC, NULL, NULL, metrics_get, NULL,
      "Figures in the text format of Prometheus.", ROUTE_HIDDEN | ROUTE_EARLY, 0, NULL },
    { GET, "/api/v1/system/summary", SCOPE_ADMIN, NULL, summary_fields, summary_get, NULL,
      "How the instance fares: what comes in, what is refused, what waits.", 0, 0, NULL },
    { GET, "/api/v1/system/rates", SCOPE_ADMIN, NULL, rates_fields, rates_get, NULL,
      "What came in over time, why some was refused, and who sends most.", 0, 0, rates_query },
    { GET, "/api/v1/system/storage", SCOPE_ADMIN, NULL, storage_fields, storage_get, NULL,
      "Bytes and rows by kind, how they grow, and when the disk is full.", 0, 0, NULL },
    { GET, "/api/v1/system/workers", SCOPE_ADMIN, NULL, workers_fields, workers_get, NULL,
      "Jobs on a clock: last and next run, how long, what went wrong, who has them.", 0, 0, NULL },
    { POST, "/api/v1/system/workers/{worker}/run", SCOPE_ADMIN, NULL, worker_asked_fields,
      worker_run_post, NULL, "Has a job run now.", ROUTE_ACCEPTED, 0, NULL },
    { GET, "/api/v1/system/config", SCOPE_ADMIN, NULL, settings_fields, settings_get, NULL,
      "Every setting, its value (secrets masked) and where it comes from.", 0, 0, NULL },
    { GET, "/api/v1/openapi.json", SCOPE_PUBLIC, NULL, NULL, openapi_get, NULL,
      "This description of the API.", 0, 0, NULL },
    { 0 },
};

static const struct command system_commands[] = {
    { "doctor", "", "Check configuration, disk, store, clock and features, and say what to do.",
      COMMAND_LOOK, system_doctor },
    { 0 },
};

static const struct job system_jobs[] = {
    { "storage.measure", storage_measure, .every_s = 3600, .timeout_s = 60 },
    { 0 },
};

static const struct route_param system_params[] = {
    { "worker", NULL },
    { 0 },
};

static enum status jobs_heard(struct ctx *cx, struct str argument, bool is_own)
{
    (void)cx, (void)argument, (void)is_own;
    job_look_again();
    return OK;
}

static const struct hearing system_hears[] = {
    { JOBS_TOPIC, jobs_heard },
    { 0 },
};

static void system_tick(struct ctx *cx)
{
    static unsigned n_ticks; /* of the scheduler's thread alone */
    load_note();
    if (n_ticks++ % PULSE_TICKS == 0)
        figures_pulse(cx);
}

static enum status system_start(struct ctx *cx)
{
    started_ms = cx->now_ms;
    figures_started(cx->now_ms);
    make_openapi_text(cx->arena);
    return OK;
}

const struct feature feature_system = {
    .name = "system",
    .settings = settings_accepted,
    .routes = system_routes,
    .params = system_params,
    .jobs = system_jobs,
    .hears = system_hears,
    .metrics = system_metrics,
    .commands = system_commands,
    .start = system_start,
    .tick = system_tick,
};
