#include "base/base.h"
#include "feature/ingest/item_kind.h"

#include "base/str.h"

static const struct item_kind item_kinds[] = {
    { "event", "error", ITEM_EVENT },
    { "transaction", "transaction", ITEM_COUNT },
    { "feedback", "feedback", ITEM_COUNT },
    { "user_report_v2", "feedback", ITEM_COUNT },
    { "user_report", "error", ITEM_COUNT },
    { "attachment", "attachment", ITEM_COUNT },
    { "session", "session", ITEM_COUNT },
    { "sessions", "session", ITEM_COUNT },
    { "check_in", "monitor", ITEM_COUNT },
    { "client_report", "internal", ITEM_COUNT },
    { "security", "security", ITEM_COUNT },
    { "raw_security", "security", ITEM_COUNT },
    { "nel", "log_item", ITEM_COUNT },
    { "form_data", "default", ITEM_COUNT },
    { "unreal_report", "error", ITEM_COUNT },
    { "profile", "profile", ITEM_COUNT },
    { "profile_chunk", "profile_chunk", ITEM_COUNT },
    { "profile_chunk_ui", "profile_chunk_ui", ITEM_COUNT },
    { "replay_event", "replay", ITEM_COUNT },
    { "replay_recording", "replay", ITEM_COUNT },
    { "replay_video", "replay_video", ITEM_COUNT },
    { "log", "log_item", ITEM_COUNT },
    { "trace_metric", "trace_metric", ITEM_COUNT },
    { "span", "span", ITEM_COUNT },
    { "otel_span", "span", ITEM_COUNT },
    { "otel_traces_data", "span", ITEM_COUNT },
    { "otel_logs_data", "log_item", ITEM_COUNT },
    { "statsd", "metric_bucket", ITEM_COUNT },
    { "metric_buckets", "metric_bucket", ITEM_COUNT },
    { "metric_meta", "metric_bucket", ITEM_COUNT },
    { "metric", "metric_bucket", ITEM_COUNT },
};
static const struct item_kind item_unknown = { "", "unknown", ITEM_COUNT };

const struct item_kind *item_kind_of(struct str type)
{
    for (size_t i = 0; i < ARRAY_LEN(item_kinds); i++) {
        if (str_eq(type, str_c(item_kinds[i].type)))
            return &item_kinds[i];
    }
    return &item_unknown;
}
