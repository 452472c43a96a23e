#include "base/base.h"
#include "feature/stats/stat_delta.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

void stat_delta_encode(const struct stat_delta *d, struct buf *b)
{
    stat_put(b, (uint64_t)d->fingerprint_id);
    stat_put(b, (uint64_t)d->project_id);
    stat_put(b, d->n_hashes);
    buf_add_bytes(b, d->hashes, d->n_hashes * sizeof *d->hashes);
    stat_put(b, d->n_pairs);
    for (const struct stat_pair *p = d->first; p != NULL; p = p->next) {
        stat_put_str(b, p->key);
        stat_put_str(b, p->value);
        stat_put(b, (uint64_t)p->count);
    }
}

static bool decode_users(struct arena *a, struct str *in, struct stat_delta *d)
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

bool stat_delta_decode(struct arena *a, struct str *in, struct stat_delta *d)
{
    uint64_t id, project, n, count;

    *d = (struct stat_delta){ 0 };
    if (!stat_get(in, &id) || !stat_get(in, &project) || !decode_users(a, in, d) ||
        !stat_get(in, &n))
        return false;
    d->fingerprint_id = (int64_t)id;
    d->project_id = (int64_t)project;
    for (uint64_t i = 0; i < n; i++) {
        struct stat_pair *p = arena_new(a, struct stat_pair);
        if (!stat_get_str(in, &p->key) || !stat_get_str(in, &p->value) || !stat_get(in, &count))
            return false;
        p->count = (int64_t)count;
        p->next = d->first;
        d->first = p;
    }
    return true;
}

bool stat_delta_apply(struct arena *a, const struct stat_delta *d, struct stat_blob *s)
{
    bool has_new_user = false;

    for (size_t i = 0; i < d->n_hashes; i++) {
        has_new_user |= s->users.registers != NULL;
        has_new_user |= sketch_add(a, &s->users, d->hashes[i]);
    }
    for (const struct stat_pair *p = d->first; p != NULL; p = p->next)
        (void)stat_blob_count(a, s, p->key, p->value, p->count);
    return has_new_user || (d->n_hashes > 0 && s->users.registers != NULL);
}
