/* core/metrics.h - counters and gauges for /metrics (Prometheus text format 0.0.4).
 *
 * A metric is declared in its feature's table and counted with atomics: no locks on
 * hot paths. Names carry the prefix gosnag_ and the unit. */
#ifndef CORE_METRICS_H
#define CORE_METRICS_H

#include <stdatomic.h>

#include "base/base.h"

struct buf;
struct feature;

struct histogram;

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

struct metric {
    const char *name;                /* "gosnag_ingest_events_total"                     */
    enum metric_kind kind;
    const char *help;
    _Atomic int64_t *value;          /* NULL when read is given                          */
    int64_t (*read)(void);           /* computed at scrape time; no store access         */
    const char *labels;              /* "{reason=\"rate\"}" or NULL                       */
    struct histogram *histogram;     /* METRIC_HISTOGRAM; milliseconds                   */
};
#define METRIC_END { NULL, METRIC_COUNTER, NULL, NULL, NULL, NULL, NULL }

static inline void metric_add(_Atomic int64_t *m, int64_t n)
{
    atomic_fetch_add_explicit(m, n, memory_order_relaxed);
}
void metrics_write(struct buf *b, const struct feature *const *features);

#endif
