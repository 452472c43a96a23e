#include "base/base.h"
#include "feature/stats/sketch.h"

#include <math.h>

#include "base/arena.h"

enum { FIRST_CAP = 8, REGISTER_BITS = 12, HASH_BITS = 64 };

/* SplitMix64's finalizer: user hashes may be weak in single bits. */
static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    h = (h ^ h >> 27) * UINT64_C(0x94D049BB133111EB);
    return h ^ h >> 31;
}

static void register_add(struct sketch *s, uint64_t hash)
{
    uint64_t h = mix(hash);
    size_t i = (size_t)(h >> (HASH_BITS - REGISTER_BITS));
    uint64_t rest = h << REGISTER_BITS | UINT64_C(1) << (REGISTER_BITS - 1);
    uint8_t rank = (uint8_t)(__builtin_clzll(rest) + 1);

    if (rank > s->registers[i])
        s->registers[i] = rank;
}

static size_t slot_of(const uint64_t *set, size_t cap, uint64_t hash)
{
    size_t i = (size_t)mix(hash) & (cap - 1);

    while (set[i] != 0 && set[i] != hash)
        i = (i + 1) & (cap - 1);
    return i;
}

static void grow(struct arena *a, struct sketch *s)
{
    size_t cap = s->cap > 0 ? 2 * s->cap : FIRST_CAP;
    uint64_t *set = arena_array(a, uint64_t, cap);

    for (size_t i = 0; i < s->cap; i++) {
        if (s->set[i] != 0)
            set[slot_of(set, cap, s->set[i])] = s->set[i];
    }
    s->set = set;
    s->cap = cap;
}

static void become_registers(struct arena *a, struct sketch *s)
{
    s->registers = arena_array(a, uint8_t, SKETCH_REGISTERS);
    for (size_t i = 0; i < s->cap; i++) {
        if (s->set[i] != 0)
            register_add(s, s->set[i]);
    }
    s->set = NULL;
    s->cap = s->n = 0;
}

bool sketch_has(const struct sketch *s, uint64_t hash)
{
    hash = hash != 0 ? hash : 1;
    if (s->registers != NULL)
        return true;
    return s->cap > 0 && s->set[slot_of(s->set, s->cap, hash)] == hash;
}

bool sketch_add(struct arena *a, struct sketch *s, uint64_t hash)
{
    hash = hash != 0 ? hash : 1;
    if (s->registers == NULL && sketch_has(s, hash))
        return false;
    if (s->registers == NULL && s->n == SKETCH_EXACT)
        become_registers(a, s);
    if (s->registers != NULL) {
        register_add(s, hash);
        return false;
    }
    if (4 * (s->n + 1) > 3 * s->cap)
        grow(a, s);
    s->set[slot_of(s->set, s->cap, hash)] = hash;
    s->n++;
    return true;
}

void sketch_merge(struct arena *a, struct sketch *into, const struct sketch *from)
{
    for (size_t i = 0; i < from->cap; i++) {
        if (from->set[i] != 0)
            (void)sketch_add(a, into, from->set[i]);
    }
    if (from->registers == NULL)
        return;
    if (into->registers == NULL)
        become_registers(a, into);
    for (size_t i = 0; i < SKETCH_REGISTERS; i++) {
        if (from->registers[i] > into->registers[i])
            into->registers[i] = from->registers[i];
    }
}

/* The raw estimate, and linear counting while many registers are empty. */
int64_t sketch_count(const struct sketch *s)
{
    const double m = SKETCH_REGISTERS;
    const double alpha = 0.7213 / (1 + 1.079 / m);
    double sum = 0;
    int empty = 0;

    if (s->registers == NULL)
        return (int64_t)s->n;
    for (size_t i = 0; i < SKETCH_REGISTERS; i++) {
        sum += ldexp(1, -s->registers[i]);
        empty += s->registers[i] == 0;
    }
    double estimate = alpha * m * m / sum;
    if (estimate <= 2.5 * m && empty > 0)
        estimate = m * log(m / empty);
    return (int64_t)(estimate + 0.5);
}
