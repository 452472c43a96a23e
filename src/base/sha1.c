#include "base/base.h"

#include "base/sha1.h"

#include "base/str.h"

enum {
    BLOCK_BYTES = 64,
    LENGTH_BYTES = 8,
    ROUNDS = 80,
    ROUNDS_OF_A_KIND = 20,
    WORDS = 5,
    BLOCK_WORDS = 16,
    PAD = 0x80,
    INNER = 0x36,
    OUTER = 0x5c,
};

struct sha1 {
    uint32_t h[WORDS];
    uint8_t block[BLOCK_BYTES];
    uint64_t bytes;
};

static uint32_t rotated(uint32_t x, unsigned n)
{
    return x << n | x >> (32 - n);
}

/* The function and constant of a round (FIPS 180-4 §4.1.1, §4.2.1). */
static uint32_t mixed(size_t round, const uint32_t v[WORDS])
{
    uint32_t b = v[1], c = v[2], d = v[3];

    switch (round / ROUNDS_OF_A_KIND) {
    case 0:
        return ((b & c) | (~b & d)) + 0x5a827999U;
    case 1:
        return (b ^ c ^ d) + 0x6ed9eba1U;
    case 2:
        return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
    default:
        return (b ^ c ^ d) + 0xca62c1d6U;
    }
}

static void take_block(struct sha1 *s)
{
    uint32_t w[ROUNDS], v[WORDS];

    for (size_t i = 0; i < BLOCK_WORDS; i++) {
        const uint8_t *p = s->block + 4 * i;
        w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    }
    for (size_t i = BLOCK_WORDS; i < ROUNDS; i++)
        w[i] = rotated(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(v, s->h, sizeof v);
    for (size_t i = 0; i < ROUNDS; i++) {
        uint32_t next = rotated(v[0], 5) + mixed(i, v) + v[4] + w[i];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = rotated(v[1], 30);
        v[1] = v[0];
        v[0] = next;
    }
    for (size_t i = 0; i < WORDS; i++)
        s->h[i] += v[i];
}

static void begin(struct sha1 *s)
{
    *s = (struct sha1){ .h = { 0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U } };
}

static void add(struct sha1 *s, struct str in)
{
    for (size_t i = 0; i < in.len; i++) {
        s->block[s->bytes++ % BLOCK_BYTES] = (uint8_t)in.p[i];
        if (s->bytes % BLOCK_BYTES == 0)
            take_block(s);
    }
}

static void end(struct sha1 *s, uint8_t out[SHA1_BYTES])
{
    uint64_t bits = s->bytes * 8;
    char pad = (char)PAD, length[LENGTH_BYTES];

    add(s, str_make(&pad, 1));
    pad = 0;
    while (s->bytes % BLOCK_BYTES != BLOCK_BYTES - LENGTH_BYTES)
        add(s, str_make(&pad, 1));
    for (size_t i = 0; i < LENGTH_BYTES; i++)
        length[i] = (char)(bits >> (56 - 8 * i));
    add(s, str_make(length, sizeof length));
    for (size_t i = 0; i < SHA1_BYTES; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void hmac_sha1(struct str key, struct str in, uint8_t out[SHA1_BYTES])
{
    char short_key[SHA1_BYTES], padded[BLOCK_BYTES];
    struct sha1 s;

    if (key.len > BLOCK_BYTES) {
        begin(&s);
        add(&s, key);
        end(&s, (uint8_t *)short_key);
        key = str_make(short_key, sizeof short_key);
    }
    for (size_t i = 0; i < BLOCK_BYTES; i++)
        padded[i] = (char)((i < key.len ? key.p[i] : 0) ^ INNER);
    begin(&s);
    add(&s, str_make(padded, sizeof padded));
    add(&s, in);
    end(&s, out);
    for (size_t i = 0; i < BLOCK_BYTES; i++)
        padded[i] ^= INNER ^ OUTER;
    begin(&s);
    add(&s, str_make(padded, sizeof padded));
    add(&s, str_make((const char *)out, SHA1_BYTES));
    end(&s, out);
}
