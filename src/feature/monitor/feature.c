#include "base/base.h"

#include "feature/ingest/item_sink.h"
#include "feature/monitor/monitor_int.h"

static const struct item_sink monitor_items[] = {
    { .type = "check_in",
      .category = "monitor",
      .item_bytes = CHECK_IN_BYTES,
      .per_envelope = 100, /* one is what SDKs send */
      .prepare = check_in_prepare,
      .store = check_in_store },
    { 0 },
};

const struct feature feature_monitor = {
    .name = "monitor",
    .routes = monitor_routes,
    .params = monitor_params,
    .jobs = monitor_jobs,
    .items = monitor_items,
};
