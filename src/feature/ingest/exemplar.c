#include "base/base.h"
#include "feature/ingest/exemplar.h"

#include "base/clock.h"
#include "base/str.h"
#include "feature/grouping/grouping.h"
#include "port/delta.h"

enum {
    KEY_BYTES = 8 + GROUPING_HASH_BYTES,
    GENERATION_BYTES = EXEMPLAR_CACHE_BYTES / 2,
    EXPECTED = 256,
};

static void begin_generation(struct exemplar_cache *c, unsigned i)
{
    arena_reset(&c->arenas[i]);
    map_init(&c->maps[i], &c->arenas[i], EXPECTED);
}

void exemplar_cache_init(struct exemplar_cache *c)
{
    *c = (struct exemplar_cache){ 0 };
    for (unsigned i = 0; i < ARRAY_LEN(c->arenas); i++) {
        arena_init(&c->arenas[i], "exemplars", EXEMPLAR_CACHE_BYTES);
        begin_generation(c, i);
    }
}

void exemplar_cache_release(struct exemplar_cache *c)
{
    for (unsigned i = 0; i < ARRAY_LEN(c->arenas); i++)
        arena_release(&c->arenas[i]);
}

void exemplar_cache_clear(struct exemplar_cache *c)
{
    exemplar_cache_release(c);
    exemplar_cache_init(c);
}

static void make_key(char key[KEY_BYTES], int64_t project_id, const uint8_t *hash)
{
    memcpy(key, &project_id, sizeof project_id);
    memcpy(key + sizeof project_id, hash, GROUPING_HASH_BYTES);
}

struct exemplar *exemplar_put(struct exemplar_cache *c, int64_t project_id, const uint8_t *hash,
                              const struct exemplar *e)
{
    char key[KEY_BYTES];

    make_key(key, project_id, hash);
    if (c->arenas[c->young].used + 2 * e->text.len > GENERATION_BYTES) {
        c->young = 1 - c->young;
        begin_generation(c, c->young);
    }
    struct arena *a = &c->arenas[c->young];
    struct map *m = &c->maps[c->young];
    struct exemplar *copy = arena_new(a, struct exemplar);
    *copy = *e;
    copy->text = str_dup(a, e->text);
    copy->index = delta_index_new(a, copy->text);
    void **slot = map_get(m, str_make(key, KEY_BYTES)) != NULL
                      ? map_at(m, str_make(key, KEY_BYTES))
                      : map_at(m, str_dup(a, str_make(key, KEY_BYTES)));
    *slot = copy;
    return copy;
}

static bool is_too_old(const struct exemplar *e, int64_t now_ms)
{
    return e->created_ms < now_ms - (int64_t)EXEMPLAR_LIFE_DAYS * MS_PER_DAY;
}

/* Too old ones are none: retention may have removed them. */
struct exemplar *exemplar_get(struct exemplar_cache *c, int64_t now_ms, int64_t project_id,
                              const uint8_t *hash)
{
    char key[KEY_BYTES];
    struct exemplar *e;

    make_key(key, project_id, hash);
    e = map_get(&c->maps[c->young], str_make(key, KEY_BYTES));
    if (e != NULL)
        return is_too_old(e, now_ms) ? NULL : e;
    /* Found in the old generation: it may be dropped, so what is used is copied over. The
     * copy is taken out first, for putting may begin a new generation in its place. */
    e = map_get(&c->maps[1 - c->young], str_make(key, KEY_BYTES));
    if (e == NULL || is_too_old(e, now_ms))
        return NULL;
    if (c->arenas[c->young].used + 2 * e->text.len > GENERATION_BYTES)
        return e;
    return exemplar_put(c, project_id, hash, e);
}
