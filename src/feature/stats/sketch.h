/* sketch.h - how many different users, without keeping all of them.
 *
 * Exact up to SKETCH_EXACT members (a hash set of 64-bit hashes), then HyperLogLog with
 * SKETCH_REGISTERS registers (Flajolet et al. 2007; standard error 1.04/√m = 1.6 %).
 * Memory comes from the arena given; growing leaves the smaller table behind. */
#ifndef FEATURE_STATS_SKETCH_H
#define FEATURE_STATS_SKETCH_H

#include "base/base.h"

struct arena;

enum { SKETCH_EXACT = 1000, SKETCH_REGISTERS = 4096 };

struct sketch {
    uint64_t *set;      /* open addressing, 0 = free; NULL = empty or registers in use */
    size_t cap;         /* a power of two */
    size_t n;           /* members of set */
    uint8_t *registers; /* NULL = still exact */
};

/* hash 0 is taken as 1. True when it was not in the exact set (always false after). */
bool sketch_add(struct arena *a, struct sketch *s, uint64_t hash);
/* Exact sets only; with registers the answer is true: nothing is new for sure. */
bool sketch_has(const struct sketch *s, uint64_t hash);
void sketch_merge(struct arena *a, struct sketch *into, const struct sketch *from);
int64_t sketch_count(const struct sketch *s);

#endif
