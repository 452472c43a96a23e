#include "base/base.h"

#include "feature/ingest/event_reader.h"
#include "feature/ingest/item_sink.h"
#include "feature/query/query_int.h"

enum { TRANSACTIONS = 10, TRANSACTIONS_MOST = 1000, SLOW_MOST_MS = 3600 * 1000 };

static struct {
    int64_t item_bytes;
    int64_t per_envelope;
} config = { 1 << 20, TRANSACTIONS };

static const struct setting query_settings[] = {
    SETTING_I64("SLOW_QUERY_MS", &finding_slow_ms, "500", 1, SLOW_MOST_MS,
                "A database statement that takes so many milliseconds or longer is slow."),
    SETTING_I64("TRANSACTIONS_PER_ENVELOPE", &config.per_envelope, "10", 0, TRANSACTIONS_MOST,
                "Transactions of one envelope whose SQL spans are read; 0 leaves them unread."),
    SETTING_BYTES("TRANSACTION_MAX_BYTES", &config.item_bytes, "1MiB", 1 << 10, 1 << 20,
                  "Largest transaction that is read for its SQL spans; a larger one is counted."),
    SETTING_END,
};

static const struct event_reader reader = { query_read_event, query_store };

static const struct item_sink query_items[] = {
    { .type = "transaction",
      .category = "transaction",
      .item_bytes = &config.item_bytes,
      .per_envelope = &config.per_envelope,
      .wants = query_wants_transaction,
      .prepare = query_prepare_transaction,
      .store = query_store_items },
    { 0 },
};

const struct feature feature_query = {
    .name = "query",
    .settings = query_settings,
    .routes = query_routes,
    .params = query_params,
    .jobs = query_jobs,
    .items = query_items,
    .reads = &reader,
    .wants_event = finding_wants_event,
    .after_event = finding_after_event,
};
