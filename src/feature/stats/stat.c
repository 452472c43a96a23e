#include "base/base.h"
#include "feature/stats/stat.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/str.h"
#include "core/tx.h"
#include "feature/event/event.h"
#include "feature/stats/stat_blob.h"
#include "feature/stats/stat_cache.h"
#include "feature/stats/stat_sql.h"

enum {
    FINGERPRINTS_EXPECTED = 64,
    PAIRS_EXPECTED = 64,
    PAIR_BYTES = 4 * (LIMIT_TAG_KEY + LIMIT_TAG_VALUE) + 1, /* UTF-8, separator */
    NEWS_TAGS = 64,
    FOLD_STEP = 200, /* blobs a transaction */
    SEQ_PER_MS = 1024,
};

/* What a batch adds to one fingerprint. */
struct pair {
    struct str key;
    struct str value;
    int64_t count;
    struct pair *next;
};
struct delta {
    int64_t fingerprint_id;
    int64_t project_id;
    struct stat_blob *blob; /* as it was before the batch */
    struct map pairs;       /* key NUL value → pair       */
    struct pair *first;
    size_t n_pairs;
    struct sketch users; /* of this batch              */
    uint64_t *hashes;
    size_t n_hashes;
    size_t cap_hashes;
    bool has_new_user;
    struct delta *next;
};
struct stat_batch {
    struct arena *arena;
    struct map by_id;
    struct delta *first;
    size_t n;
    struct stat_position position;
};

static int64_t last_seq; /* digest thread */

struct stat_batch *stat_batch_new(struct arena *a)
{
    struct stat_batch *b = arena_new(a, struct stat_batch);

    b->arena = a;
    map_init(&b->by_id, a, FINGERPRINTS_EXPECTED);
    return b;
}

static struct delta *delta_find(const struct stat_batch *b, int64_t fingerprint_id)
{
    return map_get(&b->by_id, str_make((const char *)&fingerprint_id, sizeof fingerprint_id));
}

static enum status delta_of(struct ctx *cx, struct stat_batch *b, const struct stat_event *ev,
                            struct delta **out)
{
    struct delta *d = delta_find(b, ev->fingerprint_id);

    if (d == NULL) {
        d = arena_new(b->arena, struct delta);
        TRY(stat_cache_get(cx, ev->project_id, ev->fingerprint_id, &d->blob));
        d->fingerprint_id = ev->fingerprint_id;
        d->project_id = ev->project_id;
        map_init(&d->pairs, b->arena, PAIRS_EXPECTED);
        d->next = b->first;
        b->first = d;
        b->n++;
        *map_at(&b->by_id, str_make((const char *)&d->fingerprint_id, sizeof d->fingerprint_id)) =
            d;
    }
    *out = d;
    return OK;
}

/* True when the value is new for the fingerprint and will find a place. */
static bool count_tag(struct arena *a, struct delta *d, const struct event_tag *tag)
{
    char text[PAIR_BYTES];

    if (tag->key.len + 1 + tag->value.len > sizeof text)
        return false;
    memcpy(text, tag->key.p, tag->key.len);
    text[tag->key.len] = '\0';
    memcpy(text + tag->key.len + 1, tag->value.p, tag->value.len);
    struct str name = str_make(text, tag->key.len + 1 + tag->value.len);
    struct pair *p = map_get(&d->pairs, name);
    if (p != NULL) {
        p->count++;
        return false;
    }
    name = str_dup(a, name);
    p = arena_new(a, struct pair);
    *p = (struct pair){ str_to(name, tag->key.len), str_from(name, tag->key.len + 1), 1, d->first };
    d->first = p;
    d->n_pairs++;
    *map_at(&d->pairs, name) = p;
    return stat_blob_is_news(d->blob, p->key, p->value);
}

static bool count_user(struct arena *a, struct delta *d, uint64_t hash)
{
    enum { FIRST_HASHES = 16 };

    if (hash == 0 || (d->users.registers == NULL && sketch_has(&d->users, hash)))
        return false;
    (void)sketch_add(a, &d->users, hash);
    if (d->n_hashes == d->cap_hashes) {
        d->cap_hashes = d->cap_hashes > 0 ? 2 * d->cap_hashes : FIRST_HASHES;
        uint64_t *hashes = arena_array(a, uint64_t, d->cap_hashes);
        if (d->n_hashes > 0)
            memcpy(hashes, d->hashes, d->n_hashes * sizeof *hashes);
        d->hashes = hashes;
    }
    d->hashes[d->n_hashes++] = hash;
    bool is_new = !sketch_has(&d->blob->users, hash);
    d->has_new_user |= is_new || d->blob->users.registers != NULL;
    return is_new;
}

enum status stat_batch_add(struct ctx *cx, struct stat_batch *b, const struct stat_event *ev,
                           struct stat_news *news)
{
    struct delta *d;

    TRY(delta_of(cx, b, ev, &d));
    *news = (struct stat_news){ .new_user = count_user(b->arena, d, ev->user_hash) };
    for (size_t i = 0; i < ev->n_tags; i++) {
        if (count_tag(b->arena, d, &ev->tags[i]) && i < NEWS_TAGS)
            news->new_tags |= UINT64_C(1) << i;
    }
    return OK;
}

bool stat_batch_has_new_user(const struct stat_batch *b, int64_t fingerprint_id)
{
    const struct delta *d = delta_find(b, fingerprint_id);

    return d != NULL && d->has_new_user;
}

enum status stat_batch_users(struct ctx *cx, struct stat_batch *b, const int64_t *fingerprint_ids,
                             size_t n, int64_t *out)
{
    struct sketch all = { 0 };

    for (size_t i = 0; i < n; i++) {
        const struct delta *d = delta_find(b, fingerprint_ids[i]);
        struct stat_blob *blob;
        TRY(stat_cache_copy(cx, fingerprint_ids[i], &blob));
        sketch_merge(cx->arena, &all, &blob->users);
        if (d != NULL)
            sketch_merge(cx->arena, &all, &d->users);
    }
    *out = sketch_count(&all);
    return OK;
}

/* n fingerprints, each: n id, n project, n users and 8 bytes each, n pairs, each: key,
 * value, n count. */
static void encode_delta(const struct delta *d, struct buf *b)
{
    stat_put(b, (uint64_t)d->fingerprint_id);
    stat_put(b, (uint64_t)d->project_id);
    stat_put(b, d->n_hashes);
    buf_add_bytes(b, d->hashes, d->n_hashes * sizeof *d->hashes);
    stat_put(b, d->n_pairs);
    for (const struct pair *p = d->first; p != NULL; p = p->next) {
        stat_put_str(b, p->key);
        stat_put_str(b, p->value);
        stat_put(b, (uint64_t)p->count);
    }
}

enum status stat_batch_write(struct ctx *cx, struct stat_batch *b, int64_t segment)
{
    struct buf bytes;

    if (b->n == 0)
        return OK;
    TRY(stat_cache_make_room(cx));
    last_seq = last_seq + 1 > cx->now_ms * SEQ_PER_MS ? last_seq + 1 : cx->now_ms * SEQ_PER_MS;
    b->position = (struct stat_position){ segment, last_seq };
    buf_init(&bytes, cx->arena, LIMIT_BATCH_ARENA);
    stat_put(&bytes, b->n);
    for (const struct delta *d = b->first; d != NULL; d = d->next)
        encode_delta(d, &bytes);
    return q_stat_log_add(cx, &(struct q_stat_log_add_args){ .segment = segment,
                                                             .seq = b->position.seq,
                                                             .deltas = buf_str(&bytes) });
}

/* Adds to a young blob; under the cache's lock. */
static void apply(struct stat_blob *s, const struct delta *d, struct stat_position position)
{
    struct arena *a = stat_cache_arena();

    for (size_t i = 0; i < d->n_hashes; i++)
        (void)sketch_add(a, &s->users, d->hashes[i]);
    for (const struct pair *p = d->first; p != NULL; p = p->next)
        (void)stat_blob_count(a, s, p->key, p->value, p->count);
    s->folded = position;
    s->is_dirty = true;
}

void stat_batch_committed(struct stat_batch *b)
{
    stat_cache_lock();
    for (struct delta *d = b->first; d != NULL; d = d->next)
        apply(d->blob, d, b->position);
    stat_cache_unlock();
    stat_cache_settle(true);
}

void stat_batch_dropped(struct stat_batch *b)
{
    (void)b;
    stat_cache_settle(false);
}

static enum status fold_step(struct ctx *cx, bool *left)
{
    struct tx tx SCOPED(tx_end) = { 0 };

    TRY(tx_begin(cx, &tx));
    TRY(stat_cache_write_some(cx, FOLD_STEP, left));
    if (!*left)
        TRY(q_stat_log_clear(
            cx, &(struct q_stat_log_clear_args){ .segment = INT64_MAX, .seq = INT64_MAX }));
    TRY(tx_commit(&tx));
    stat_cache_clean();
    return OK;
}

enum status stat_fold(struct ctx *cx)
{
    bool left = true;

    while (left)
        TRY(fold_step(cx, &left));
    return OK;
}

void stat_release(void)
{
    stat_cache_release();
}

static bool decode_users(struct arena *a, struct str *in, struct delta *d)
{
    uint64_t n;

    if (!stat_get(in, &n) || n > in->len / sizeof(uint64_t))
        return false;
    d->hashes = arena_array(a, uint64_t, (size_t)n);
    d->n_hashes = (size_t)n;
    memcpy(d->hashes, in->p, (size_t)n * sizeof(uint64_t));
    *in = str_from(*in, (size_t)n * sizeof(uint64_t));
    return true;
}

static bool decode_delta(struct arena *a, struct str *in, struct delta *d)
{
    uint64_t id, project, n, count;

    *d = (struct delta){ 0 };
    if (!stat_get(in, &id) || !stat_get(in, &project) || !decode_users(a, in, d) ||
        !stat_get(in, &n))
        return false;
    d->fingerprint_id = (int64_t)id;
    d->project_id = (int64_t)project;
    for (uint64_t i = 0; i < n; i++) {
        struct pair *p = arena_new(a, struct pair);
        if (!stat_get_str(in, &p->key) || !stat_get_str(in, &p->value) || !stat_get(in, &count))
            return false;
        p->count = (int64_t)count;
        p->next = d->first;
        d->first = p;
    }
    return true;
}

static bool is_behind(struct stat_position a, struct stat_position b)
{
    return a.segment != b.segment ? a.segment < b.segment : a.seq < b.seq;
}

static enum status replay_row(struct ctx *cx, struct str deltas, struct stat_position position)
{
    uint64_t n = 0;

    (void)stat_get(&deltas, &n);
    for (uint64_t i = 0; i < n; i++) {
        struct delta d;
        if (!decode_delta(cx->arena, &deltas, &d)) {
            LOG(WARN, "stats.log_damaged", K_I64("segment", position.segment));
            return OK;
        }
        TRY(stat_cache_get(cx, d.project_id, d.fingerprint_id, &d.blob));
        if (!is_behind(d.blob->folded, position))
            continue;
        stat_cache_lock();
        apply(d.blob, &d, position);
        stat_cache_unlock();
    }
    return OK;
}

enum status stat_replay(struct ctx *cx)
{
    struct stat_position at = { 0 };
    struct q_stat_log_after_row *rows;
    size_t n;

    do {
        struct arena_mark mark = arena_mark(cx->arena);
        struct q_stat_log_after_args args = { .segment = at.segment, .seq = at.seq };
        TRY(q_stat_log_after(cx, &args, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            at = (struct stat_position){ rows[i].segment, rows[i].seq };
            TRY(replay_row(cx, rows[i].deltas, at));
        }
        if (at.seq > last_seq)
            last_seq = at.seq;
        arena_rewind(cx->arena, mark);
    } while (n > 0);
    return at.seq > 0 ? stat_fold(cx) : OK;
}

static int value_order(const void *a, const void *b)
{
    const struct stat_value *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_cmp(x->value, y->value);
}

static void merge_blob(struct arena *a, struct stat_blob *all, const struct stat_blob *one)
{
    for (size_t i = 0; i < one->n_keys; i++) {
        const struct stat_tag_key *k = &one->keys[i];
        for (size_t j = 0; j < k->n_values; j++)
            (void)stat_blob_count(a, all, k->key, k->values[j].value, k->values[j].count);
        for (size_t j = 0; j < all->n_keys && k->other > 0; j++) {
            if (!str_eq(all->keys[j].key, k->key))
                continue;
            all->keys[j].total += k->other;
            all->keys[j].other += k->other;
        }
    }
}

enum status stat_tags(struct ctx *cx, const int64_t *fingerprint_ids, size_t n,
                      struct stat_key **keys, size_t *n_keys)
{
    struct stat_blob all = { 0 };

    for (size_t i = 0; i < n; i++) {
        struct stat_blob *one;
        TRY(stat_cache_copy(cx, fingerprint_ids[i], &one));
        merge_blob(cx->arena, &all, one);
    }
    *keys = arena_array(cx->arena, struct stat_key, all.n_keys);
    *n_keys = all.n_keys;
    for (size_t i = 0; i < all.n_keys; i++) {
        const struct stat_tag_key *k = &all.keys[i];
        struct stat_value *values = arena_array(cx->arena, struct stat_value, k->n_values);
        for (size_t j = 0; j < k->n_values; j++)
            values[j] = (struct stat_value){ k->values[j].value, k->values[j].count };
        qsort(values, k->n_values, sizeof *values, value_order);
        (*keys)[i] = (struct stat_key){ k->key, k->total, k->other, values, k->n_values };
    }
    return OK;
}
