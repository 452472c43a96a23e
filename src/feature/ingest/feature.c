#include "base/base.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/spill.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/histogram.h"
#include "core/migrate.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/hook.h"
#include "feature/ingest/ingest.h"
#include "feature/ingest/item_kind.h"
#include "feature/ingest/item_limits.h"
#include "feature/ingest/outcome.h"
#include "feature/ingest/quarantine.h"
#include "feature/ingest/spool.h"
#include "feature/ingest/spool_check.h"
#include "feature/ingest/spool_command.h"
#include "feature/ingest/store_note.h"
#include "feature/project/project_key.h"

enum { REPORTS = 100, REPORTS_BYTES = 100 << 10 };

static struct ingest_config config;
/* As the settings are before they were read: unit tests. */
struct item_limits item_limits = { LIMIT_EVENT_BYTES, LIMIT_ENVELOPE_EVENTS, LIMIT_ENVELOPE_ITEMS,
                                   REPORTS, REPORTS_BYTES };
static struct spool *spool;
static struct str early_store_id; /* while the store is away since start */
struct ingest_metrics ingest_metrics;
struct histogram digest_times;

const struct ingest_config *ingest_config(void)
{
    return &config;
}

struct spool *ingest_spool(void)
{
    return spool;
}

static const struct setting ingest_settings[] = {
    SETTING_BYTES(
        "SPOOL_MAX_BYTES", &config.spool_max_bytes, "4GiB", 32 << 20, INT64_MAX,
        "Bytes of accepted events that may wait to be digested; beyond them SDKs get 503."),
    SETTING_I64("INGEST_RATE_LIMIT_PER_MIN", &config.rate_per_min, "0", 0, INT64_MAX,
                "Requests a minute from one address that SDKs may send; 0 is no limit."),
    SETTING_I64(
        "NEW_ISSUES_PER_HOUR", &config.new_issues_per_hour, "1000", 0, INT64_MAX,
        "New issues a project may get in an hour; further unknown errors join one issue per "
        "type. 0 is no limit."),
    SETTING_BYTES("EVENT_MAX_BYTES", &item_limits.event_bytes, "1MiB", 16 << 10, LIMIT_EVENT_BYTES,
                  "Largest event (report, feedback, form) after decompression; a larger one is "
                  "refused with 413. The program's memory is made for no more than the default."),
    SETTING_I64("ENVELOPE_EVENTS_MAX", &item_limits.events, "100", 1, LIMIT_ENVELOPE_EVENTS,
                "Events of one envelope; with more it is refused with 413."),
    SETTING_I64("ENVELOPE_ITEMS_MAX", &item_limits.items, "1000", 1, LIMIT_ENVELOPE_ITEMS,
                "Items of one envelope; with more it is refused with 413."),
    SETTING_I64("CLIENT_REPORTS_MAX", &item_limits.reports, "100", 0, LIMIT_ENVELOPE_ITEMS,
                "Reports of one envelope in which an SDK says what it dropped; further ones are "
                "not read."),
    SETTING_BYTES("CLIENT_REPORTS_MAX_BYTES", &item_limits.reports_bytes, "100KiB", 1 << 10,
                  LIMIT_EVENT_BYTES, "The same in bytes, together."),
    SETTING_END,
};

static const struct job ingest_jobs[] = {
    { "hook.retry", hook_retry, .timeout_s = HOOK_TIMEOUT_S, .attempts = HOOK_ATTEMPTS },
    { "quarantine.expire", quarantine_expire, .every_s = 3600, .timeout_s = 60, .forgets = true },
    { 0 },
};

static enum status open_spool(struct ctx *cx, struct str store_id, struct spool **out)
{
    struct spool_options options = {
        .dir = str_printf(cx->arena, "%.*s/spool", FMT(core_config()->data_dir)),
        .store_id = store_id,
        .max_bytes = config.spool_max_bytes,
    };

    item_kinds_init(); /* before anything is accepted or digested */
    TRY(spool_open(cx, &options, out));
    struct str blob = str_printf(cx->arena, "%.*s/blob", FMT(options.dir));
    enum status st = spill_open_folder(cx, str_cz(cx->arena, blob), options.max_bytes);
    if (st != OK)
        spool_close(*out);
    return st;
}

/* The store is away: events of the keys in the snapshot are accepted for the store that
 * this folder was used with last. */
static enum status ingest_start_early(struct ctx *cx)
{
    TRY(store_note_read(cx, &early_store_id));
    TRY(project_keys_restore(cx));
    TRY(open_spool(cx, early_store_id, &spool));
    spool_start(spool);
    return OK;
}

static enum status ingest_start(struct ctx *cx)
{
    struct str store_id;

    TRY(store_identity(cx, &store_id));
    if (spool != NULL && !str_eq(store_id, early_store_id))
        return fail(cx, E_CONFLICT,
                    "the store that came back is not the one whose events this folder holds: bring "
                    "them over with gosnag spool drain");
    TRY(project_keys_load(cx));
    if (spool == NULL)
        TRY(open_spool(cx, store_id, &spool));
    store_note_write(cx, store_id);
    return OK;
}

/* The digest gives items to features that start after this one. */
static enum status ingest_begin(struct ctx *cx)
{
    TRY(digest_start(cx, spool));
    spool_start(spool);
    return OK;
}

static void ingest_end(struct ctx *cx)
{
    (void)cx;
    digest_stop();
}

static void ingest_stop(struct ctx *cx)
{
    if (spool == NULL)
        return;
    struct spool *closing = spool;
    spool = NULL;
    if (cx->db != NULL && outcome_flush(cx, spool_id(closing)) != OK)
        LOG(WARN, "outcome.flush_failed", K_CZ("why", cx->err.text));
    spool_close(closing);
    spill_close_folder();
}

static enum status ingest_ready(struct ctx *cx)
{
    struct spool_figures figures;
    struct digest_figures digest;

    if (spool == NULL)
        return fail(cx, E_BUSY, "the spool is not open");
    spool_figures(spool, &figures);
    digest_figures(&digest);
    if (figures.is_failing)
        return fail(cx, E_BUSY, "the spool cannot be written: %s", figures.why);
    if (figures.is_full)
        return fail(cx, E_BUSY, "the spool is at its limit, SPOOL_MAX_BYTES=%lld",
                    (long long)config.spool_max_bytes);
    if (digest.is_stuck)
        return fail(cx, E_BUSY, "the store does not take events: %s", digest.why);
    return OK;
}

/* Damage is borne, and told until somebody has looked at it. */
static enum status ingest_note(struct ctx *cx)
{
    struct spool_figures figures = { 0 };

    if (spool != NULL)
        spool_figures(spool, &figures);
    if (figures.lost_records > 0)
        return fail(cx, E_CONFLICT,
                    "%lld acknowledged records were cut off the spool from outside; what is left "
                    "of their segment is kept as *.damaged",
                    (long long)figures.lost_records);
    if (figures.damaged_files > 0)
        return fail(cx, E_CONFLICT, "%d damaged segments of the spool are kept as *.damaged",
                    figures.damaged_files);
    return OK;
}

static int64_t read_spool_bytes(void)
{
    struct spool_figures figures = { 0 };

    if (spool != NULL)
        spool_figures(spool, &figures);
    return figures.bytes;
}

static int64_t read_spool_records(void)
{
    struct spool_figures figures = { 0 };

    if (spool != NULL)
        spool_figures(spool, &figures);
    return (int64_t)(figures.durable_seq - figures.digested_seq);
}

static int64_t read_damaged(void)
{
    struct spool_figures figures = { 0 };

    if (spool != NULL)
        spool_figures(spool, &figures);
    return figures.damaged_files;
}

static int64_t read_events(void)
{
    struct digest_figures figures;

    digest_figures(&figures);
    return figures.events;
}

static int64_t read_repeats(void)
{
    struct digest_figures figures;

    digest_figures(&figures);
    return figures.repeats;
}

static int64_t read_quarantined(void)
{
    struct digest_figures figures;

    digest_figures(&figures);
    return figures.quarantined;
}

static const struct metric ingest_metric_table[] = {
    { "gosnag_ingest_requests_total", METRIC_COUNTER, "Requests from SDKs.",
      &ingest_metrics.requests, NULL, NULL },
    { "gosnag_ingest_refused_total", METRIC_COUNTER, "Requests from SDKs that were refused.",
      &ingest_metrics.refused, NULL, NULL },
    { "gosnag_ingest_bytes_total", METRIC_COUNTER, "Body bytes received from SDKs.",
      &ingest_metrics.bytes_received, NULL, NULL },
    { "gosnag_ingest_events_total", METRIC_COUNTER, "Events acknowledged.",
      &ingest_metrics.events_accepted, NULL, NULL },
    { "gosnag_spool_bytes", METRIC_GAUGE, "Bytes of spool segments on disk.", NULL,
      read_spool_bytes, NULL },
    { "gosnag_spool_records", METRIC_GAUGE, "Records that wait to be digested.", NULL,
      read_spool_records, NULL },
    { "gosnag_spool_damaged_files", METRIC_GAUGE, "Spool segments kept aside as damaged.", NULL,
      read_damaged, NULL },
    { "gosnag_digest_events_total", METRIC_COUNTER, "Events digested into the store.", NULL,
      read_events, NULL },
    { "gosnag_digest_repeats_total", METRIC_COUNTER, "Repeats recognised and not counted again.",
      NULL, read_repeats, NULL },
    { "gosnag_digest_batch_milliseconds", METRIC_HISTOGRAM,
      "Time of a batch of the digest, from reading to the commit.", NULL, NULL, NULL,
      &digest_times },
    { "gosnag_quarantine_records_total", METRIC_COUNTER, "Records kept aside since start.", NULL,
      read_quarantined, NULL },
    METRIC_END,
};

static const struct command ingest_commands[] = {
    { "spool", "[show [DIR]] | drain DIR --into-this-store",
      "Records on disk, digested or not; drain brings those of another store here.", COMMAND_LOOK,
      spool_command },
    { "quarantine", "[list] | show ID | retry ID… | drop ID…",
      "What could not be digested: why, and its bytes; retry --all: all of it.", COMMAND_STORE,
      quarantine_command },
    { 0 },
};

/* The same under `gosnag debug`, where all that looks at one part is listed. */
static const struct debug_command ingest_debug[] = {
    { "spool", "[show [DIR]]", spool_command, COMMAND_LOOK },
    { "quarantine", "[list | show ID]", quarantine_command, COMMAND_STORE },
    { 0 },
};

const struct feature feature_ingest = {
    .name = "ingest",
    .settings = ingest_settings,
    .routes = ingest_routes,
    .jobs = ingest_jobs,
    .params = ingest_params,
    .metrics = ingest_metric_table,
    .commands = ingest_commands,
    .debug = ingest_debug,
    .start_early = ingest_start_early,
    .start = ingest_start,
    .begin = ingest_begin,
    .end = ingest_end,
    .stop = ingest_stop,
    .ready = ingest_ready,
    .note = ingest_note,
    .check = spool_check,
};
