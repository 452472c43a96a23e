/* map.h - str → pointer, open addressing, in an arena.
 *
 * Keys are kept by reference: they must live as long as the map. Grows by
 * doubling inside the arena (the old table is left behind, so give a good n). */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/base.h"

struct arena;
struct map_slot;

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t n;   /* entries */
    size_t cap; /* slots, a power of two */
};

void map_init(struct map *m, struct arena *a, size_t n_expected);
void *map_get(const struct map *m, struct str key); /* NULL = not there */
/* Where the value of key stands; a new key starts with NULL. */
void **map_at(struct map *m, struct str key);
/* Hash used by the map: SipHash-like with a per-process key, so that an outsider
 * cannot choose collisions. */
uint64_t map_hash(struct str key);
/* Walks in no order: size_t i = 0; while (map_next(&m, &i, &key, &value)) … */
bool map_next(const struct map *m, size_t *i, struct str *key, void **value);

#endif
