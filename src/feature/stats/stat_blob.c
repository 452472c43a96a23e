#include "base/base.h"
#include "feature/stats/stat_blob.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { BLOB_VERSION = 1, USERS_EXACT = 0, USERS_REGISTERS = 1, FIRST_KEYS = 16, NUMBER_BITS = 7 };

void stat_put(struct buf *b, uint64_t v)
{
    enum { MORE = 0x80, LOW = 0x7f };

    while (v > LOW) {
        buf_add_char(b, (char)((v & LOW) | MORE));
        v >>= NUMBER_BITS;
    }
    buf_add_char(b, (char)v);
}

void stat_put_str(struct buf *b, struct str s)
{
    stat_put(b, s.len);
    buf_add(b, s);
}

bool stat_get(struct str *in, uint64_t *out)
{
    enum { MORE = 0x80, LOW = 0x7f, BITS = 64 };
    uint64_t v = 0;

    for (unsigned shift = 0; in->len > 0 && shift < BITS; shift += NUMBER_BITS) {
        uint8_t byte = (uint8_t)in->p[0];
        *in = str_from(*in, 1);
        v |= (uint64_t)(byte & LOW) << shift;
        if ((byte & MORE) == 0) {
            *out = v;
            return true;
        }
    }
    return false;
}

bool stat_get_str(struct str *in, struct str *out)
{
    uint64_t len;

    if (!stat_get(in, &len) || len > in->len)
        return false;
    *out = str_to(*in, (size_t)len);
    *in = str_from(*in, (size_t)len);
    return true;
}

/* FNV-1a: only to skip comparisons; equal hashes are compared in full. */
static uint32_t quick_hash(struct str s)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (uint8_t)s.p[i]) * 16777619u;
    return h;
}

static struct stat_tag_key *find_key(const struct stat_blob *s, struct str key)
{
    uint32_t hash = quick_hash(key);

    for (size_t i = 0; i < s->n_keys; i++) {
        if (s->keys[i].hash == hash && str_eq(s->keys[i].key, key))
            return &s->keys[i];
    }
    return NULL;
}

static struct stat_tag_value *find_value(const struct stat_tag_key *k, struct str value)
{
    uint32_t hash = quick_hash(value);

    for (size_t i = 0; i < k->n_values; i++) {
        if (k->values[i].hash == hash && str_eq(k->values[i].value, value))
            return &k->values[i];
    }
    return NULL;
}

/* Most issues show a handful of tags with one value each, and there may be many issues in
 * memory: room grows with what is there. */
static void keys_reserve(struct arena *a, struct stat_blob *s, size_t cap)
{
    struct stat_tag_key *keys = arena_array(a, struct stat_tag_key, cap);

    if (s->n_keys > 0)
        memcpy(keys, s->keys, s->n_keys * sizeof *keys);
    s->keys = keys;
    s->cap_keys = cap;
}

static void values_reserve(struct arena *a, struct stat_tag_key *k, size_t cap)
{
    struct stat_tag_value *values = arena_array(a, struct stat_tag_value, cap);

    if (k->n_values > 0)
        memcpy(values, k->values, k->n_values * sizeof *values);
    k->values = values;
    k->cap = cap;
}

static struct stat_tag_key *add_key(struct arena *a, struct stat_blob *s, struct str key)
{
    if (s->n_keys == STAT_KEYS)
        return NULL;
    if (s->n_keys == s->cap_keys)
        keys_reserve(a, s, s->cap_keys > 0 ? 2 * s->cap_keys : FIRST_KEYS);
    s->keys[s->n_keys] = (struct stat_tag_key){ .hash = quick_hash(key), .key = str_dup(a, key) };
    return &s->keys[s->n_keys++];
}

static struct stat_tag_value *add_value(struct arena *a, struct stat_tag_key *k, struct str value)
{
    if (k->n_values == STAT_VALUES)
        return NULL;
    if (k->n_values == k->cap)
        values_reserve(a, k, k->cap > 0 ? 2 * k->cap : 1);
    k->values[k->n_values] =
        (struct stat_tag_value){ .hash = quick_hash(value), .value = str_dup(a, value) };
    return &k->values[k->n_values++];
}

bool stat_blob_count(struct arena *a, struct stat_blob *s, struct str key, struct str value,
                     int64_t count)
{
    struct stat_tag_key *k = find_key(s, key);

    if (k == NULL)
        k = add_key(a, s, key);
    if (k == NULL)
        return false;
    k->total += count;
    struct stat_tag_value *v = find_value(k, value);
    if (v == NULL)
        v = add_value(a, k, value);
    if (v == NULL)
        k->other += count;
    else
        v->count += count;
    return v != NULL;
}

bool stat_blob_is_news(const struct stat_blob *s, struct str key, struct str value)
{
    const struct stat_tag_key *k = find_key(s, key);

    if (k == NULL)
        return s->n_keys < STAT_KEYS;
    return k->n_values < STAT_VALUES && find_value(k, value) == NULL;
}

void stat_blob_merge(struct arena *a, struct stat_blob *all, const struct stat_blob *one)
{
    sketch_merge(a, &all->users, &one->users);
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

struct stat_blob *stat_blob_copy(struct arena *a, const struct stat_blob *s)
{
    struct stat_blob *copy = arena_new(a, struct stat_blob);

    *copy = *s;
    copy->users = (struct sketch){ 0 };
    sketch_merge(a, &copy->users, &s->users);
    copy->keys = NULL;
    copy->n_keys = copy->cap_keys = 0;
    if (s->n_keys > 0)
        keys_reserve(a, copy, s->n_keys);
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct stat_tag_key *from = &s->keys[i];
        struct stat_tag_key *to = add_key(a, copy, from->key);
        to->total = from->total;
        to->other = from->other;
        if (from->n_values > 0)
            values_reserve(a, to, from->n_values);
        for (size_t j = 0; j < from->n_values; j++)
            add_value(a, to, from->values[j].value)->count = from->values[j].count;
    }
    return copy;
}

void stat_put_sketch(const struct sketch *s, struct buf *b)
{
    if (s->registers != NULL) {
        stat_put(b, USERS_REGISTERS);
        stat_put(b, SKETCH_REGISTERS);
        buf_add_bytes(b, s->registers, SKETCH_REGISTERS);
        return;
    }
    stat_put(b, USERS_EXACT);
    stat_put(b, s->n);
    for (size_t i = 0; i < s->cap; i++) {
        if (s->set[i] != 0)
            buf_add_bytes(b, &s->set[i], sizeof s->set[i]);
    }
}

bool stat_get_sketch(struct arena *a, struct str *in, struct sketch *out)
{
    uint64_t kind, n;

    if (!stat_get(in, &kind) || !stat_get(in, &n))
        return false;
    if (kind == USERS_REGISTERS) {
        if (n != SKETCH_REGISTERS || in->len < n)
            return false;
        out->registers = arena_array(a, uint8_t, SKETCH_REGISTERS);
        memcpy(out->registers, in->p, SKETCH_REGISTERS);
        *in = str_from(*in, SKETCH_REGISTERS);
        return true;
    }
    if (n > SKETCH_EXACT || in->len < n * sizeof(uint64_t))
        return false;
    for (size_t i = 0; i < n; i++) {
        uint64_t hash;
        memcpy(&hash, in->p + i * sizeof hash, sizeof hash);
        (void)sketch_add(a, out, hash);
    }
    *in = str_from(*in, (size_t)n * sizeof(uint64_t));
    return true;
}

void stat_blob_encode(const struct stat_blob *s, struct buf *b)
{
    stat_put(b, BLOB_VERSION);
    stat_put(b, (uint64_t)s->folded.segment);
    stat_put(b, (uint64_t)s->folded.seq);
    stat_put_sketch(&s->users, b);
    stat_put(b, s->n_keys);
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct stat_tag_key *k = &s->keys[i];
        stat_put_str(b, k->key);
        stat_put(b, (uint64_t)k->total);
        stat_put(b, (uint64_t)k->other);
        stat_put(b, k->n_values);
        for (size_t j = 0; j < k->n_values; j++) {
            stat_put_str(b, k->values[j].value);
            stat_put(b, (uint64_t)k->values[j].count);
        }
    }
}

static bool get_key(struct arena *a, struct str *in, struct stat_blob *out)
{
    struct str key, value;
    uint64_t total, other, n, count;

    if (!stat_get_str(in, &key) || !stat_get(in, &total) || !stat_get(in, &other) ||
        !stat_get(in, &n) || n > STAT_VALUES)
        return false;
    struct stat_tag_key *k = add_key(a, out, key);
    if (k == NULL)
        return false;
    k->total = (int64_t)total;
    k->other = (int64_t)other;
    for (uint64_t i = 0; i < n; i++) {
        if (!stat_get_str(in, &value) || !stat_get(in, &count))
            return false;
        add_value(a, k, value)->count = (int64_t)count;
    }
    return true;
}

bool stat_blob_decode(struct arena *a, struct str bytes, struct stat_blob *out)
{
    uint64_t version, segment, seq, n_keys;
    bool is_good = stat_get(&bytes, &version) && version == BLOB_VERSION &&
                   stat_get(&bytes, &segment) && stat_get(&bytes, &seq) &&
                   stat_get_sketch(a, &bytes, &out->users) && stat_get(&bytes, &n_keys) &&
                   n_keys <= STAT_KEYS;

    for (uint64_t i = 0; is_good && i < n_keys; i++)
        is_good = get_key(a, &bytes, out);
    if (is_good) {
        out->folded = (struct stat_position){ (int64_t)segment, (int64_t)seq };
        return true;
    }
    *out =
        (struct stat_blob){ .fingerprint_id = out->fingerprint_id, .project_id = out->project_id };
    return false;
}
