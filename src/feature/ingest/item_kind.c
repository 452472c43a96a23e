#include "base/base.h"
#include "feature/ingest/item_kind.h"

#include "base/str.h"
#include "core/feature.h"
#include "feature/ingest/item_sink.h"

static const struct item_kind item_kinds[] = {
    { "event", "error", ITEM_EVENT, NULL },
    { "transaction", "transaction", ITEM_COUNT, NULL },
    { "feedback", "feedback", ITEM_COUNT, NULL },
    { "user_report_v2", "feedback", ITEM_COUNT, NULL },
    { "user_report", "error", ITEM_COUNT, NULL },
    { "attachment", "attachment", ITEM_COUNT, NULL },
    { "session", "session", ITEM_COUNT, NULL },
    { "sessions", "session", ITEM_COUNT, NULL },
    { "check_in", "monitor", ITEM_COUNT, NULL },
    { "client_report", "internal", ITEM_TOLD, NULL },
    { "security", "security", ITEM_REPORT, NULL },
    { "raw_security", "security", ITEM_REPORT, NULL },
    { "nel", "log_item", ITEM_COUNT, NULL },
    { "form_data", "default", ITEM_FORM, NULL },
    { "unreal_report", "error", ITEM_COUNT, NULL },
    { "profile", "profile", ITEM_COUNT, NULL },
    { "profile_chunk", "profile_chunk", ITEM_COUNT, NULL },
    { "profile_chunk_ui", "profile_chunk_ui", ITEM_COUNT, NULL },
    { "replay_event", "replay", ITEM_COUNT, NULL },
    { "replay_recording", "replay", ITEM_COUNT, NULL },
    { "replay_video", "replay_video", ITEM_COUNT, NULL },
    { "log", "log_item", ITEM_COUNT, NULL },
    { "trace_metric", "trace_metric", ITEM_COUNT, NULL },
    { "span", "span", ITEM_COUNT, NULL },
    { "otel_span", "span", ITEM_COUNT, NULL },
    { "otel_traces_data", "span", ITEM_COUNT, NULL },
    { "otel_logs_data", "log_item", ITEM_COUNT, NULL },
    { "statsd", "metric_bucket", ITEM_COUNT, NULL },
    { "metric_buckets", "metric_bucket", ITEM_COUNT, NULL },
    { "metric_meta", "metric_bucket", ITEM_COUNT, NULL },
    { "metric", "metric_bucket", ITEM_COUNT, NULL },
};
static const struct item_kind item_unknown = { "", "unknown", ITEM_COUNT, NULL };

/* Kinds that features keep; they stand before the table above. */
static struct item_kind kept[ITEM_SINKS + 1];

void item_kinds_init(void)
{
    size_t n = 0;

    for (size_t i = 0; feature_table[i] != NULL; i++) {
        const struct item_sink *sink = feature_table[i]->items;
        for (; sink != NULL && sink->type != NULL; sink++) {
            assert(n < ITEM_SINKS);
            kept[n++] = (struct item_kind){ sink->type, sink->category, ITEM_KEEP, sink };
        }
    }
    kept[n] = (struct item_kind){ 0 };
}

const struct item_kind *item_kind_of(struct str type)
{
    for (const struct item_kind *k = kept; k->type != NULL; k++) {
        if (str_eq(type, str_c(k->type)))
            return k;
    }
    for (size_t i = 0; i < ARRAY_LEN(item_kinds); i++) {
        if (str_eq(type, str_c(item_kinds[i].type)))
            return &item_kinds[i];
    }
    return &item_unknown;
}

const struct item_kind *item_kind_kept(size_t i)
{
    return i < ITEM_SINKS && kept[i].type != NULL ? &kept[i] : NULL;
}
