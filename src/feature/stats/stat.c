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
#include "feature/stats/stat_delta.h"
#include "feature/stats/stat_merge.h"
#include "feature/stats/stat_sql.h"

enum {
    FINGERPRINTS_EXPECTED = 64,
    PAIRS_EXPECTED = 24, /* tags of an event, most of them the same for all */
    PAIR_BYTES = 4 * (LIMIT_TAG_KEY + LIMIT_TAG_VALUE) + 1, /* UTF-8, separator */
    NEWS_TAGS = 64,
    FOLD_STEP = 200, /* blobs a transaction */
    SEQ_PER_MS = 1024,
};

struct stat_batch {
    struct arena *arena;
    struct map by_id;
    struct stat_delta *first;
    size_t n;
    struct stat_position position;
};

/* Of the digest thread: the number given last, and the segment whose log it has seen. */
static int64_t last_seq, seen_segment;

struct stat_batch *stat_batch_new(struct arena *a)
{
    struct stat_batch *b = arena_new(a, struct stat_batch);

    b->arena = a;
    map_init(&b->by_id, a, FINGERPRINTS_EXPECTED);
    return b;
}

static struct stat_delta *delta_find(const struct stat_batch *b, int64_t fingerprint_id)
{
    return map_get(&b->by_id, str_make((const char *)&fingerprint_id, sizeof fingerprint_id));
}

static enum status delta_of(struct ctx *cx, struct stat_batch *b, const struct stat_event *ev,
                            struct stat_delta **out)
{
    struct stat_delta *d = delta_find(b, ev->fingerprint_id);

    if (d == NULL) {
        d = arena_new(b->arena, struct stat_delta);
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

/* Tags come in the same order, mostly with the value they had in the event before. */
static bool count_again(struct stat_delta *d, size_t place, const struct event_tag *tag)
{
    struct stat_pair *p = place < STAT_PLACES ? d->by_place[place] : NULL;

    if (p == NULL || !str_eq(p->value, tag->value) || !str_eq(p->key, tag->key))
        return false;
    p->count++;
    return true;
}

/* True when the value is new for the fingerprint and will find a place. */
static bool count_tag(struct arena *a, struct stat_delta *d, size_t place,
                      const struct event_tag *tag)
{
    char text[PAIR_BYTES];

    if (count_again(d, place, tag) || tag->key.len + 1 + tag->value.len > sizeof text)
        return false;
    memcpy(text, tag->key.p, tag->key.len);
    text[tag->key.len] = '\0';
    memcpy(text + tag->key.len + 1, tag->value.p, tag->value.len);
    struct str name = str_make(text, tag->key.len + 1 + tag->value.len);
    struct stat_pair *p = map_get(&d->pairs, name);
    if (p != NULL) {
        p->count++;
        d->by_place[place % STAT_PLACES] = p;
        return false;
    }
    name = str_dup(a, name);
    p = arena_new(a, struct stat_pair);
    *p = (struct stat_pair){ str_to(name, tag->key.len), str_from(name, tag->key.len + 1), 1,
                             d->first };
    d->first = p;
    d->n_pairs++;
    d->by_place[place % STAT_PLACES] = p;
    *map_at(&d->pairs, name) = p;
    return stat_blob_is_news(d->blob, p->key, p->value);
}

static bool count_user(struct arena *a, struct stat_delta *d, uint64_t hash)
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
    struct stat_delta *d;

    TRY(delta_of(cx, b, ev, &d));
    *news = (struct stat_news){ .new_user = count_user(b->arena, d, ev->user_hash) };
    for (size_t i = 0; i < ev->n_tags; i++) {
        if (count_tag(b->arena, d, i, &ev->tags[i]) && i < NEWS_TAGS)
            news->new_tags |= UINT64_C(1) << i;
    }
    return OK;
}

bool stat_batch_has_new_user(const struct stat_batch *b, int64_t fingerprint_id)
{
    const struct stat_delta *d = delta_find(b, fingerprint_id);

    return d != NULL && d->has_new_user;
}

enum status stat_batch_users(struct ctx *cx, struct stat_batch *b, const struct stat_set *set,
                             int64_t *out)
{
    struct sketch all = { 0 };

    for (size_t i = 0; i < set->n; i++) {
        const struct stat_delta *d = delta_find(b, set->fingerprint_ids[i]);
        struct stat_blob *blob;
        TRY(stat_cache_copy(cx, set->project_id, set->fingerprint_ids[i], &blob));
        sketch_merge(cx->arena, &all, &blob->users);
        if (d != NULL)
            sketch_merge(cx->arena, &all, &d->users);
    }
    *out = sketch_count(&all);
    return OK;
}

/* Time makes the numbers rise, but a clock may have been set back since the process before
 * wrote into this segment. */
static enum status next_seq(struct ctx *cx, int64_t segment)
{
    struct q_stat_log_newest_row newest;

    if (segment != seen_segment) {
        TRY(q_stat_log_newest(cx, &(struct q_stat_log_newest_args){ segment }, &newest));
        last_seq = newest.seq > last_seq ? newest.seq : last_seq;
        seen_segment = segment;
    }
    last_seq = last_seq + 1 > cx->now_ms * SEQ_PER_MS ? last_seq + 1 : cx->now_ms * SEQ_PER_MS;
    return OK;
}

enum status stat_batch_write(struct ctx *cx, struct stat_batch *b, int64_t segment)
{
    struct buf bytes;

    if (b->n == 0)
        return OK;
    TRY(stat_cache_make_room(cx));
    TRY(next_seq(cx, segment));
    b->position = (struct stat_position){ segment, last_seq };
    buf_init(&bytes, cx->arena, LIMIT_BATCH_ARENA);
    stat_put(&bytes, b->n);
    for (const struct stat_delta *d = b->first; d != NULL; d = d->next)
        stat_delta_encode(d, &bytes);
    return q_stat_log_add(cx, &(struct q_stat_log_add_args){ .segment = segment,
                                                             .seq = b->position.seq,
                                                             .deltas = buf_str(&bytes) });
}

/* Adds to a young blob; under the cache's lock. */
static void apply(struct stat_blob *s, const struct stat_delta *d, struct stat_position position)
{
    stat_delta_apply(stat_cache_arena(), d, s);
    s->folded = position;
    s->is_dirty = true;
}

void stat_batch_committed(struct stat_batch *b)
{
    stat_cache_lock();
    for (struct stat_delta *d = b->first; d != NULL; d = d->next)
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
    bool left = !stat_is_shared(cx); /* there the log is merged by a job */

    while (left)
        TRY(fold_step(cx, &left));
    return OK;
}

void stat_release(void)
{
    stat_cache_release();
    seen_segment = 0;
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
        struct stat_delta d;
        if (!stat_delta_decode(cx->arena, &deltas, &d)) {
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

    if (stat_is_shared(cx))
        return OK;
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

void stat_blob_keys(struct arena *a, const struct stat_blob *s, struct stat_key **keys,
                    size_t *n_keys)
{
    *keys = arena_array(a, struct stat_key, s->n_keys);
    *n_keys = s->n_keys;
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct stat_tag_key *k = &s->keys[i];
        struct stat_value *values = arena_array(a, struct stat_value, k->n_values);
        for (size_t j = 0; j < k->n_values; j++)
            values[j] = (struct stat_value){ k->values[j].value, k->values[j].count };
        qsort(values, k->n_values, sizeof *values, value_order);
        (*keys)[i] = (struct stat_key){ k->key, k->total, k->other, values, k->n_values };
    }
}

/* Tags and users of a set, of all processes. */
static enum status read_set(struct ctx *cx, const struct stat_set *set, struct stat_blob *all)
{
    *all = (struct stat_blob){ 0 };
    if (stat_is_shared(cx))
        return stat_merge_read(cx, set, all);
    for (size_t i = 0; i < set->n; i++) {
        struct stat_blob *one;
        TRY(stat_cache_copy(cx, set->project_id, set->fingerprint_ids[i], &one));
        stat_blob_merge(cx->arena, all, one);
    }
    return OK;
}

enum status stat_tags(struct ctx *cx, const struct stat_set *set, struct stat_key **keys,
                      size_t *n_keys)
{
    struct stat_blob all;

    TRY(read_set(cx, set, &all));
    stat_blob_keys(cx->arena, &all, keys, n_keys);
    return OK;
}

enum status stat_users(struct ctx *cx, const struct stat_set *set, int64_t *out)
{
    struct stat_blob all;

    TRY(read_set(cx, set, &all));
    *out = sketch_count(&all.users);
    return OK;
}
