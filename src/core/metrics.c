#include "base/base.h"

#include "core/metrics.h"

#include "base/buf.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/histogram.h"
#include "core/metrics_int.h"

static bool is_same(const char *a, const char *b)
{
    return str_eq(str_c(a), str_c(b));
}

static void write_histogram(struct buf *b, const struct metric *m)
{
    struct histogram_counts c;
    int64_t below = 0;
    histogram_read(m->histogram, &c);
    for (size_t i = 0; i + 1 < HISTOGRAM_BUCKETS; i++) {
        below += c.n[i];
        buf_printf(b, "%s_bucket{le=\"%lld\"} %lld\n", m->name, (long long)histogram_bound_ms(i),
                   (long long)below);
    }
    below += c.n[HISTOGRAM_BUCKETS - 1];
    int64_t sum = atomic_load_explicit(&m->histogram->sum_ms, memory_order_relaxed);
    buf_printf(b, "%s_bucket{le=\"+Inf\"} %lld\n%s_sum %lld\n%s_count %lld\n", m->name,
               (long long)below, m->name, (long long)sum, m->name, (long long)below);
}

/* Rows of one name follow each other in their table: HELP and TYPE come once. */
static void write_table(struct buf *b, const struct metric *table)
{
    for (const struct metric *m = table; m != NULL && m->name != NULL; m++) {
        if (m == table || !is_same(m->name, m[-1].name)) {
            static const char *const types[] = { "counter", "gauge", "histogram" };
            buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", m->name, m->help, m->name,
                       types[m->kind]);
        }
        if (m->kind == METRIC_HISTOGRAM) {
            write_histogram(b, m);
            continue;
        }
        int64_t v =
            m->read != NULL ? m->read() : atomic_load_explicit(m->value, memory_order_relaxed);
        buf_printf(b, "%s%s %lld\n", m->name, m->labels != NULL ? m->labels : "", (long long)v);
    }
}

void metrics_write(struct buf *b, const struct feature *const *features)
{
    write_table(b, core_metrics);
    for (; *features != NULL; features++)
        write_table(b, (*features)->metrics);
}
