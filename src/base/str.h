/* str.h - slices: compare, split, trim, convert.
 *
 * Functions never write through a str and never allocate unless an arena is a
 * parameter. Case folding is ASCII unless said otherwise. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/base.h"

struct arena;

static inline struct str str_make(const char *p, size_t len)
{
    return (struct str){ p, len };
}
static inline bool str_is_null(struct str s)
{
    return s.p == NULL;
}
/* Of a NUL-terminated string; NULL gives the absent str. */
struct str str_c(const char *cz);

/* Of n bytes each. Names and values are short: two overlapping words instead of a call. */
static inline bool bytes_eq(const char *a, const char *b, size_t n)
{
    uint64_t a8, b8, a8_end, b8_end;
    uint32_t a4, b4, a4_end, b4_end;

    if (n > 2 * sizeof a8)
        return memcmp(a, b, n) == 0;
    if (n >= sizeof a8) {
        memcpy(&a8, a, sizeof a8);
        memcpy(&b8, b, sizeof b8);
        memcpy(&a8_end, a + n - sizeof a8, sizeof a8);
        memcpy(&b8_end, b + n - sizeof b8, sizeof b8);
        return ((a8 ^ b8) | (a8_end ^ b8_end)) == 0;
    }
    if (n >= sizeof a4) {
        memcpy(&a4, a, sizeof a4);
        memcpy(&b4, b, sizeof b4);
        memcpy(&a4_end, a + n - sizeof a4, sizeof a4);
        memcpy(&b4_end, b + n - sizeof b4, sizeof b4);
        return ((a4 ^ b4) | (a4_end ^ b4_end)) == 0;
    }
    return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}
bool str_eq(struct str a, struct str b);
bool str_eq_fold(struct str a, struct str b);
int str_cmp(struct str a, struct str b); /* bytewise, shorter first */
bool str_starts(struct str s, struct str prefix);
bool str_starts_fold(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_contains(struct str s, struct str needle);
bool str_contains_fold(struct str s, struct str needle);
/* Index of the first hit, or s.len. */
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
size_t str_rfind_char(struct str s, char c);

/* Slices clamp to the string, they never run over. */
struct str str_from(struct str s, size_t start);
struct str str_to(struct str s, size_t end);
struct str str_slice(struct str s, size_t start, size_t end);
struct str str_trim(struct str s); /* ASCII blanks and control */
struct str str_trim_char(struct str s, char c);

/* Cuts the part before the first sep off *rest and returns it; the separator is
 * dropped. At the end *rest becomes absent (p == NULL). A loop:
 * while (str_split(&rest, ',', &part)) … */
bool str_split(struct str *rest, char sep, struct str *part);
/* The first line without its LF (a CR stays). */
struct str str_first_line(struct str s);

/* Whole-string numbers: false on empty, garbage, overflow. */
NODISCARD bool str_i64(struct str s, int64_t *out);
NODISCARD bool str_u64(struct str s, uint64_t *out);
NODISCARD bool str_f64(struct str s, double *out); /* decimal, any locale */
NODISCARD bool str_bool(struct str s, bool *out);  /* true/false/1/0/yes/no/on/off */

/* Copies into the arena; absent stays absent. */
struct str str_dup(struct arena *a, struct str s);
struct str str_lower(struct arena *a, struct str s); /* ASCII */
struct str str_upper(struct arena *a, struct str s);
/* NUL-terminated copy for the edge of a C library. Bytes after an inner NUL are lost. */
const char *str_cz(struct arena *a, struct str s);
struct str str_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* UTF-8 (RFC 3629). */
bool str_is_utf8(struct str s);
size_t str_utf8_count(struct str s); /* code points */
/* At most n code points, never cutting one in the middle. */
struct str str_utf8_to(struct str s, size_t n);
/* At most n bytes, never cutting a code point. */
struct str str_utf8_clip(struct str s, size_t n_bytes);
/* Copy with bad sequences replaced by U+FFFD; s itself when it was clean. */
struct str str_utf8_repair(struct arena *a, struct str s);
/* Simple Unicode case folding for Latin, Greek and Cyrillic, ASCII for the rest: what search
 * columns hold. Arena copy. */
struct str str_fold(struct arena *a, struct str s);

/* Hex, lower case out, both cases in. */
struct str str_hex(struct arena *a, const uint8_t *bytes, size_t n);
NODISCARD bool str_unhex(struct str s, uint8_t *out, size_t n); /* s.len must be 2n */
/* Percent-decoding of one path segment or query value; '+' is a blank when
 * is_query. False on a broken escape or an encoded NUL. */
NODISCARD bool str_url_decode(struct arena *a, struct str s, bool is_query, struct str *out);
struct str str_url_encode(struct arena *a, struct str s);
NODISCARD bool str_base64_decode(struct arena *a, struct str s,
                                 struct str *out); /* both alphabets, padding optional */
struct str str_base64_encode(struct arena *a, struct str s);
/* Glob with * only, at most; case-insensitive; linear time. */
bool str_glob(struct str s, struct str pattern);

#endif
