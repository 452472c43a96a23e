#include "base/base.h"

#include "feature/ingest/item_sink.h"
#include "feature/monitor/monitor_int.h"

enum { CHECK_INS = 100, CHECK_INS_MOST = 1000 }; /* one is what SDKs send */

static struct {
    int64_t item_bytes;
    int64_t per_envelope;
} config = { CHECK_IN_BYTES, CHECK_INS };

size_t check_in_bytes(void)
{
    return (size_t)config.item_bytes;
}

static const struct setting monitor_settings[] = {
    SETTING_BYTES("CHECK_IN_MAX_BYTES", &config.item_bytes, "100KiB", 1 << 10, CHECK_IN_BYTES,
                  "Largest check-in of a monitor; a larger item is dropped and counted, a larger "
                  "request refused with 413."),
    SETTING_I64("CHECK_INS_PER_ENVELOPE", &config.per_envelope, "100", 0, CHECK_INS_MOST,
                "Check-ins that are taken from one envelope."),
    SETTING_END,
};

static const struct item_sink monitor_items[] = {
    { .type = "check_in",
      .category = "monitor",
      .item_bytes = &config.item_bytes,
      .per_envelope = &config.per_envelope,
      .prepare = check_in_prepare,
      .store = check_in_store },
    { 0 },
};

const struct feature feature_monitor = {
    .name = "monitor",
    .settings = monitor_settings,
    .routes = monitor_routes,
    .params = monitor_params,
    .jobs = monitor_jobs,
    .items = monitor_items,
};
