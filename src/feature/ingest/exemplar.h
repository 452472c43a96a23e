/* exemplar.h - the event a fingerprint's others are compressed with (storage.md §5).
 *
 * A cache of EXEMPLAR_CACHE_BYTES in two generations: what is used moves to the young
 * one; when that is full the old one is dropped whole. Keyed by project and hash, so
 * that an event can be packed before its fingerprint's row is read.
 * Owned by the digest thread. */
#ifndef FEATURE_INGEST_EXEMPLAR_H
#define FEATURE_INGEST_EXEMPLAR_H

#include "base/arena.h"
#include "base/base.h"
#include "base/map.h"

enum {
    EXEMPLAR_CACHE_BYTES = 8 << 20,
    EXEMPLAR_LIFE_DAYS = 30,         /* then a fingerprint starts a new one         */
    EXEMPLAR_RATIO = 4,              /* below this compression too                  */
    EXEMPLAR_TEXT_BYTES = 256 << 10, /* larger documents are no prefix for others */
};

struct delta_index;

struct exemplar {
    int64_t id;
    int64_t created_ms;
    int64_t last_segment; /* as the store has it */
    struct str text;
    const struct delta_index *index; /* of the text; the cache makes it */
};

struct exemplar_cache {
    struct arena arenas[2];
    struct map maps[2];
    unsigned young;
};

void exemplar_cache_init(struct exemplar_cache *c);
void exemplar_cache_release(struct exemplar_cache *c);
/* NULL = not there. Valid until the next put. */
struct exemplar *exemplar_get(struct exemplar_cache *c, int64_t now_ms, int64_t project_id,
                              const uint8_t *hash);
/* Copies. */
struct exemplar *exemplar_put(struct exemplar_cache *c, int64_t project_id, const uint8_t *hash,
                              const struct exemplar *e);
/* A transaction that made exemplars was rolled back. */
void exemplar_cache_clear(struct exemplar_cache *c);

#endif
