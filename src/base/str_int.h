/* str_int.h - what the str_*.c, buf.c and log.c share; nobody else includes it. */
#ifndef BASE_STR_INT_H
#define BASE_STR_INT_H

#include "base/base.h"

enum {
    HEX_BASE = 16,
    UTF8_MAX_BYTES = 4,
    UTF8_ASCII_END = 0x80, /* first byte value that is not ASCII */
    UTF8_REPLACEMENT = 0xFFFD,
};

#define UTF8_REPLACEMENT_TEXT "\xEF\xBF\xBD"

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* 0..15, or -1. */
static inline int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char l = ascii_lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + ('9' - '0' + 1) : -1;
}

/* Lower case of eight ASCII letters at once; other bytes stay. */
static inline uint64_t ascii_lower_word(uint64_t word)
{
    const uint64_t each = 0x0101010101010101u, high = each << 7; /* bit 7 of every byte */
    uint64_t low7 = word & ~high;
    uint64_t from_a = low7 + each * (UTF8_ASCII_END - 'A'); /* bit 7: 'A' or above */
    uint64_t past_z = low7 + each * (UTF8_ASCII_END - 'Z' - 1);
    return word | ((from_a ^ past_z) & ~word & high) >> 2; /* bit 5 is the case */
}

/* Copies n bytes in ASCII lower case. */
static inline void ascii_lower_into(char *out, const char *p, size_t n)
{
    uint64_t word;
    size_t i = 0;
    for (; n - i >= sizeof(word); i += sizeof(word)) {
        memcpy(&word, p + i, sizeof(word));
        word = ascii_lower_word(word);
        memcpy(out + i, &word, sizeof(word));
    }
    for (; i < n; i++)
        out[i] = ascii_lower(p[i]);
}

/* Length of the code point at p (1..4), or minus the length of the ill-formed
 * piece that one U+FFFD stands for (Unicode §3.9, "maximal subpart"). n > 0. */
static inline int utf8_step(const char *p, size_t n);
/* The same for a first byte that is not ASCII, without the short cuts. */
int utf8_step_slow(const char *p, size_t n);
/* Value of the well-formed code point of that length. */
uint32_t utf8_decode(const char *p, int len);
/* Writes a code point below 0x110000, returns 1..4. */
int utf8_encode(uint32_t cp, char out[UTF8_MAX_BYTES]);
/* Number of ASCII bytes p starts with. */
size_t ascii_run(const char *p, size_t n);

static inline bool utf8_is_tail(char c)
{
    enum { TAIL_MASK = 0xC0, TAIL_BITS = 0x80 };
    return ((uint8_t)c & TAIL_MASK) == TAIL_BITS;
}

static inline int utf8_step(const char *p, size_t n)
{
    /* The two commonest shapes, where any tail byte will do. */
    enum { LEAD2_FIRST = 0xC2, LEAD2_LAST = 0xDF, LEAD3_FIRST = 0xE1, LEAD3_LAST = 0xEC };
    uint8_t first = (uint8_t)p[0];
    if (first < UTF8_ASCII_END)
        return 1;
    if (n >= 2 && first >= LEAD2_FIRST && first <= LEAD2_LAST && utf8_is_tail(p[1]))
        return 2;
    if (n >= 3 && first >= LEAD3_FIRST && first <= LEAD3_LAST && utf8_is_tail(p[1]) &&
        utf8_is_tail(p[2]))
        return 3;
    return utf8_step_slow(p, n);
}

#endif
