/* core/histogram.h - how long something takes, counted by length; lock-free.
 *
 * All histograms share one row of bounds, so that counts can be subtracted: percentiles of
 * the last minutes are those of the difference between now and then.
 * Threads: any. */
#ifndef CORE_HISTOGRAM_H
#define CORE_HISTOGRAM_H

#include "base/base.h"

enum { HISTOGRAM_BUCKETS = 14 }; /* the last one has no upper bound */

struct histogram {
    _Atomic int64_t counts[HISTOGRAM_BUCKETS];
    _Atomic int64_t sum_ms;
};
/* A histogram at one moment. */
struct histogram_counts {
    int64_t n[HISTOGRAM_BUCKETS];
};

void histogram_note(struct histogram *h, int64_t ms);
void histogram_read(struct histogram *h, struct histogram_counts *out);
/* Upper bound of a bucket; of the last one the largest bound there is. */
int64_t histogram_bound_ms(size_t bucket);
/* What was noted after `before`. */
struct histogram_counts histogram_since(const struct histogram_counts *now,
                                        const struct histogram_counts *before);
int64_t histogram_total(const struct histogram_counts *c);
/* The bound below which so many of a hundred lie; 0 when nothing was noted. */
int64_t histogram_percentile_ms(const struct histogram_counts *c, int per_cent);

#endif
