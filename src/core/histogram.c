#include "base/base.h"

#include "core/histogram.h"

#include <stdatomic.h>

static const int64_t bounds_ms[HISTOGRAM_BUCKETS - 1] = { 1,   2,   5,    10,   20,   50,   100,
                                                          200, 500, 1000, 2000, 5000, 10000 };

int64_t histogram_bound_ms(size_t bucket)
{
    return bounds_ms[bucket < ARRAY_LEN(bounds_ms) ? bucket : ARRAY_LEN(bounds_ms) - 1];
}

void histogram_note(struct histogram *h, int64_t ms)
{
    size_t i = 0;
    while (i < ARRAY_LEN(bounds_ms) && ms > bounds_ms[i])
        i++;
    atomic_fetch_add_explicit(&h->counts[i], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&h->sum_ms, ms, memory_order_relaxed);
}

void histogram_read(struct histogram *h, struct histogram_counts *out)
{
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        out->n[i] = atomic_load_explicit(&h->counts[i], memory_order_relaxed);
}

struct histogram_counts histogram_since(const struct histogram_counts *now,
                                        const struct histogram_counts *before)
{
    struct histogram_counts out;
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        out.n[i] = now->n[i] - before->n[i];
    return out;
}

int64_t histogram_total(const struct histogram_counts *c)
{
    int64_t total = 0;
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        total += c->n[i];
    return total;
}

int64_t histogram_percentile_ms(const struct histogram_counts *c, int per_cent)
{
    enum { WHOLE = 100 };
    int64_t total = histogram_total(c), seen = 0;
    int64_t wanted = (total * per_cent + WHOLE - 1) / WHOLE;
    if (total == 0)
        return 0;
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        seen += c->n[i];
        if (seen >= wanted)
            return histogram_bound_ms(i);
    }
    return histogram_bound_ms(HISTOGRAM_BUCKETS - 1);
}
