#include "base/base.h"
#include "base/map.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/str.h"

enum {
    MAP_MIN_SLOTS = 16,
    SIP_WORDS = 4,
    SIP_FINAL = 0xFF,
    SIP_ROUNDS_END = 3,
    BYTE_BITS = 8,
    LENGTH_SHIFT = 56,
};

struct map_slot {
    struct str key; /* p == NULL: free */
    uint64_t hash;
    void *value;
};

static uint64_t hash_key[2];

static void make_hash_key(void)
{
    random_bytes(hash_key, sizeof(hash_key));
}

static inline uint64_t rotate(uint64_t v, int bits)
{
    enum { WORD_BITS = 64 };
    return v << bits | v >> (WORD_BITS - bits);
}

/* The round of SipHash (Aumasson and Bernstein, 2012); its rotations are the
 * function's definition. */
static inline void sip_round(uint64_t v[SIP_WORDS])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static inline void sip_word(uint64_t v[SIP_WORDS], uint64_t word)
{
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

/* SipHash-1-3. */
static uint64_t sip_hash(struct str s, const uint64_t key[2])
{
    uint64_t v[SIP_WORDS] = {
        key[0] ^ 0x736f6d6570736575u, /* "somepseu" "dorandom" "lygenera" "tedbytes" */
        key[1] ^ 0x646f72616e646f6du,
        key[0] ^ 0x6c7967656e657261u,
        key[1] ^ 0x7465646279746573u,
    };
    uint64_t word;
    size_t at = 0;
    for (; s.len - at >= sizeof(word); at += sizeof(word)) {
        memcpy(&word, s.p + at, sizeof(word));
        sip_word(v, word);
    }
    word = (uint64_t)s.len << LENGTH_SHIFT;
    for (size_t i = 0; at + i < s.len; i++)
        word |= (uint64_t)(uint8_t)s.p[at + i] << (BYTE_BITS * i);
    sip_word(v, word);
    v[2] ^= SIP_FINAL;
    for (int i = 0; i < SIP_ROUNDS_END; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t map_hash(struct str key)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, make_hash_key);
    return sip_hash(key, hash_key);
}

void map_init(struct map *m, struct arena *a, size_t n_expected)
{
    size_t cap = MAP_MIN_SLOTS;
    while (cap / 4 * 3 < n_expected) /* three quarters full at most */
        cap *= 2;
    *m = (struct map){ .arena = a, .slots = arena_array(a, struct map_slot, cap), .cap = cap };
}

/* The slot of the key, or the free one where it belongs. */
static struct map_slot *find_slot(struct map_slot *slots, size_t cap, struct str key, uint64_t hash)
{
    size_t i = (size_t)hash & (cap - 1);
    while (slots[i].key.p != NULL && (slots[i].hash != hash || !str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

/* The absent key counts as the empty one. */
static struct str present(struct str key)
{
    return str_is_null(key) ? S("") : key;
}

void *map_get(const struct map *m, struct str key)
{
    if (m->n == 0)
        return NULL;
    key = present(key);
    return find_slot(m->slots, m->cap, key, map_hash(key))->value;
}

static void map_grow(struct map *m)
{
    size_t cap = m->cap * 2;
    struct map_slot *slots = arena_array(m->arena, struct map_slot, cap);
    for (size_t i = 0; i < m->cap; i++) {
        const struct map_slot *old = &m->slots[i];
        if (old->key.p != NULL)
            *find_slot(slots, cap, old->key, old->hash) = *old;
    }
    m->slots = slots;
    m->cap = cap;
}

void **map_at(struct map *m, struct str key)
{
    key = present(key);
    uint64_t hash = map_hash(key);
    struct map_slot *slot = find_slot(m->slots, m->cap, key, hash);
    if (slot->key.p == NULL && m->n >= m->cap / 4 * 3) {
        map_grow(m);
        slot = find_slot(m->slots, m->cap, key, hash);
    }
    if (slot->key.p == NULL) {
        *slot = (struct map_slot){ .key = key, .hash = hash };
        m->n++;
    }
    return &slot->value;
}

bool map_next(const struct map *m, size_t *i, struct str *key, void **value)
{
    while (*i < m->cap) {
        const struct map_slot *slot = &m->slots[(*i)++];
        if (slot->key.p == NULL)
            continue;
        *key = slot->key;
        *value = slot->value;
        return true;
    }
    return false;
}
