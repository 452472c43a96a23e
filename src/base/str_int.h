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

/* Length of the code point at p (1..4), or minus the length of the ill-formed
 * piece that one U+FFFD stands for (Unicode §3.9, "maximal subpart"). n > 0. */
int utf8_step(const char *p, size_t n);
/* Value of the well-formed code point of that length. */
uint32_t utf8_decode(const char *p, int len);
/* Writes a code point below 0x110000, returns 1..4. */
int utf8_encode(uint32_t cp, char out[UTF8_MAX_BYTES]);
/* Number of ASCII bytes p starts with. */
size_t ascii_run(const char *p, size_t n);

#endif
