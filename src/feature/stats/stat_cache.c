#include "base/base.h"
#include "feature/stats/stat_cache.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "feature/stats/stat_merge.h"
#include "feature/stats/stat_sql.h"

enum {
    EXPECTED = 256,
    GENERATION_LIMIT = 64 << 20, /* one batch may add to a full generation before it turns */
    BLOB_BYTES = 4 << 20,
};

struct generation {
    struct arena arena;
    struct map by_id; /* 8 bytes of fingerprint id → stat_blob */
};

/* State of a blob within the open transaction. */
static struct lock cache_lock = LOCK_INIT(LOCK_STAT_CACHE);
static struct generation generations[2];
static unsigned young;
static bool is_turning;            /* the old generation was written in this transaction */
static struct stat_blob **written; /* by stat_cache_write_some, until the commit        */
static size_t n_written;

static struct str id_key(const int64_t *id)
{
    return str_make((const char *)id, sizeof *id);
}

static void begin_generation(struct generation *g)
{
    if (g->arena.name == NULL)
        arena_init(&g->arena, "stats", GENERATION_LIMIT);
    arena_reset(&g->arena);
    map_init(&g->by_id, &g->arena, EXPECTED);
}

static void begin_once(void)
{
    if (generations[0].arena.name != NULL)
        return;
    begin_generation(&generations[0]);
    begin_generation(&generations[1]);
}

void stat_cache_lock(void)
{
    lock_take(&cache_lock);
}

void stat_cache_unlock(void)
{
    lock_give(&cache_lock);
}

void stat_cache_release(void)
{
    stat_cache_lock();
    for (unsigned g = 0; g < ARRAY_LEN(generations); g++) {
        arena_release(&generations[g].arena);
        generations[g] = (struct generation){ 0 };
    }
    stat_cache_unlock();
}

struct arena *stat_cache_arena(void)
{
    return &generations[young].arena;
}

static struct stat_blob *put_young(const struct stat_blob *s)
{
    struct generation *g = &generations[young];
    struct stat_blob *copy = stat_blob_copy(&g->arena, s);

    *map_at(&g->by_id, id_key(&copy->fingerprint_id)) = copy;
    return copy;
}

static enum status load(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                        struct stat_blob *out)
{
    struct q_stat_get_row row;
    bool found;

    *out = (struct stat_blob){ .fingerprint_id = fingerprint_id, .project_id = project_id };
    TRY(q_stat_get(cx, &(struct q_stat_get_args){ project_id, fingerprint_id }, &row, &found));
    if (found && !stat_blob_decode(cx->arena, row.stats, out))
        LOG(WARN, "stats.damaged", K_I64("fingerprint", fingerprint_id));
    return OK;
}

enum status stat_cache_get(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                           struct stat_blob **out)
{
    struct stat_blob loaded;

    begin_once();
    *out = map_get(&generations[young].by_id, id_key(&fingerprint_id));
    if (*out != NULL)
        return OK;
    struct stat_blob *old = map_get(&generations[1 - young].by_id, id_key(&fingerprint_id));
    if (old == NULL) {
        TRY(load(cx, project_id, fingerprint_id, &loaded));
    }
    stat_cache_lock();
    *out = put_young(old != NULL ? old : &loaded);
    if (old != NULL)
        old->is_dirty = false; /* the young copy carries the change on */
    stat_cache_unlock();
    return OK;
}

enum status stat_cache_copy(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                            struct stat_blob **out)
{
    struct stat_blob *found = NULL;

    stat_cache_lock();
    begin_once();
    for (unsigned i = 0; i < ARRAY_LEN(generations) && found == NULL; i++) {
        unsigned g = i == 0 ? young : 1 - young;
        found = map_get(&generations[g].by_id, id_key(&fingerprint_id));
    }
    if (found != NULL)
        *out = stat_blob_copy(cx->arena, found);
    stat_cache_unlock();
    if (found != NULL)
        return OK;
    *out = arena_new(cx->arena, struct stat_blob);
    return load(cx, project_id, fingerprint_id, *out);
}

static enum status write_blob(struct ctx *cx, const struct stat_blob *s)
{
    struct arena_mark mark = arena_mark(cx->arena);
    struct buf b;

    buf_init(&b, cx->arena, BLOB_BYTES);
    stat_blob_encode(s, &b);
    enum status st = q_stat_set(cx, &(struct q_stat_set_args){ .fingerprint_id = s->fingerprint_id,
                                                               .project_id = s->project_id,
                                                               .stats = buf_str(&b) });
    arena_rewind(cx->arena, mark);
    return st;
}

enum status stat_cache_make_room(struct ctx *cx)
{
    struct generation *old = &generations[1 - young];
    struct str key;
    void *value;
    size_t i = 0;

    begin_once();
    if (generations[young].arena.used < STAT_GENERATION_BYTES)
        return OK;
    is_turning = true;
    if (stat_is_shared(cx))
        return OK; /* all that is in it stands in the log, for all processes to merge */
    while (map_next(&old->by_id, &i, &key, &value)) {
        const struct stat_blob *s = value;
        if (s->is_dirty)
            TRY(write_blob(cx, s));
    }
    return OK;
}

void stat_cache_settle(bool is_committed)
{
    if (is_turning && is_committed) {
        stat_cache_lock();
        young = 1 - young;
        begin_generation(&generations[young]);
        stat_cache_unlock();
    }
    is_turning = false;
}

enum status stat_cache_write_some(struct ctx *cx, size_t max, bool *left)
{
    begin_once();
    written = arena_array(cx->arena, struct stat_blob *, max);
    n_written = 0;
    *left = false;
    for (unsigned g = 0; g < ARRAY_LEN(generations); g++) {
        struct str key;
        void *value;
        size_t i = 0;
        while (!*left && map_next(&generations[g].by_id, &i, &key, &value)) {
            struct stat_blob *s = value;
            if (!s->is_dirty)
                continue;
            *left = n_written == max;
            if (*left)
                break;
            TRY(write_blob(cx, s));
            written[n_written++] = s;
        }
    }
    return OK;
}

void stat_cache_clean(void)
{
    for (size_t i = 0; i < n_written; i++)
        written[i]->is_dirty = false;
    n_written = 0;
}
