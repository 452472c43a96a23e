#include "base/base.h"
#include "base/str.h"

#include <stdarg.h>
#include <strings.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/str_int.h"

enum {
    FOLD_NEEDLE_BYTES = 2 << 10, /* LIMIT_SEARCH_INPUT: nobody searches for more */
    FOLD_WINDOW_BYTES = 2 * FOLD_NEEDLE_BYTES,
    PRINTF_FIRST_BYTES = 256,
};

struct str str_c(const char *cz)
{
    return cz != NULL ? str_make(cz, strlen(cz)) : (struct str){ NULL, 0 };
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && bytes_eq(a.p, b.p, a.len);
}

static bool bytes_eq_fold(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i] != b[i] && ascii_lower(a[i]) != ascii_lower(b[i]))
            return false;
    }
    return true;
}

bool str_eq_fold(struct str a, struct str b)
{
    return a.len == b.len && bytes_eq_fold(a.p, b.p, a.len);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int diff = n > 0 ? memcmp(a.p, b.p, n) : 0;
    if (diff != 0)
        return diff;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_to(s, prefix.len), prefix);
}

bool str_starts_fold(struct str s, struct str prefix)
{
    return s.len >= prefix.len && bytes_eq_fold(s.p, prefix.p, prefix.len);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

bool str_contains(struct str s, struct str needle)
{
    return needle.len == 0 || str_find(s, needle) < s.len;
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    if (needle.len > s.len)
        return s.len;
    const char *hit = memmem(s.p, s.len, needle.p, needle.len);
    return hit != NULL ? (size_t)(hit - s.p) : s.len;
}

size_t str_find_char(struct str s, char c)
{
    const char *hit = s.len > 0 ? memchr(s.p, c, s.len) : NULL;
    return hit != NULL ? (size_t)(hit - s.p) : s.len;
}

size_t str_rfind_char(struct str s, char c)
{
    const char *hit = s.len > 0 ? memrchr(s.p, c, s.len) : NULL;
    return hit != NULL ? (size_t)(hit - s.p) : s.len;
}

static size_t find_fold_plain(struct str s, struct str needle)
{
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        if (bytes_eq_fold(s.p + i, needle.p, needle.len))
            return i;
    }
    return s.len;
}

/* Folds window by window and lets memmem search, which is linear; windows
 * overlap by less than a needle, so a byte is folded at most twice. */
static size_t find_fold(struct str s, struct str needle)
{
    char folded_needle[FOLD_NEEDLE_BYTES];
    char window[FOLD_WINDOW_BYTES];
    if (needle.len == 0)
        return 0;
    if (needle.len > sizeof(folded_needle))
        return find_fold_plain(s, needle);
    ascii_lower_into(folded_needle, needle.p, needle.len);
    for (size_t at = 0; at + needle.len <= s.len;) {
        size_t n = s.len - at < sizeof(window) ? s.len - at : sizeof(window);
        ascii_lower_into(window, s.p + at, n);
        const char *hit = memmem(window, n, folded_needle, needle.len);
        if (hit != NULL)
            return at + (size_t)(hit - window);
        at += n - needle.len + 1;
    }
    return s.len;
}

bool str_contains_fold(struct str s, struct str needle)
{
    return needle.len == 0 || find_fold(s, needle) < s.len;
}

struct str str_from(struct str s, size_t start)
{
    size_t n = start < s.len ? start : s.len;
    return n > 0 ? str_make(s.p + n, s.len - n) : s;
}

struct str str_to(struct str s, size_t end)
{
    return str_make(s.p, end < s.len ? end : s.len);
}

struct str str_slice(struct str s, size_t start, size_t end)
{
    return str_from(str_to(s, end), start);
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == '\x7f';
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && is_blank(s.p[s.len - 1]))
        s.len--;
    size_t start = 0;
    while (start < s.len && is_blank(s.p[start]))
        start++;
    return str_from(s, start);
}

struct str str_trim_char(struct str s, char c)
{
    while (s.len > 0 && s.p[s.len - 1] == c)
        s.len--;
    size_t start = 0;
    while (start < s.len && s.p[start] == c)
        start++;
    return str_from(s, start);
}

bool str_split(struct str *rest, char sep, struct str *part)
{
    if (str_is_null(*rest))
        return false;
    size_t at = str_find_char(*rest, sep);
    *part = str_to(*rest, at);
    *rest = at < rest->len ? str_from(*rest, at + 1) : (struct str){ NULL, 0 };
    return true;
}

struct str str_first_line(struct str s)
{
    return str_to(s, str_find_char(s, '\n'));
}

struct str str_dup(struct arena *a, struct str s)
{
    if (str_is_null(s))
        return s;
    char *p = arena_bytes(a, s.len);
    memcpy(p, s.p, s.len);
    return str_make(p, s.len);
}

struct str str_lower(struct arena *a, struct str s)
{
    if (str_is_null(s))
        return s;
    char *p = arena_bytes(a, s.len);
    ascii_lower_into(p, s.p, s.len);
    return str_make(p, s.len);
}

struct str str_upper(struct arena *a, struct str s)
{
    if (str_is_null(s))
        return s;
    char *p = arena_bytes(a, s.len);
    for (size_t i = 0; i < s.len; i++)
        p[i] = ascii_upper(s.p[i]);
    return str_make(p, s.len);
}

const char *str_cz(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.len + 1);
    if (s.len > 0)
        memcpy(p, s.p, s.len);
    return p;
}

struct str str_printf(struct arena *a, const char *fmt, ...)
{
    char first[PRINTF_FIRST_BYTES];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(first, sizeof(first), fmt, args);
    va_end(args);
    if (n < 0)
        log_die("str.format", fmt);
    size_t len = (size_t)n;
    if (len < sizeof(first))
        return str_dup(a, str_make(first, len));
    char *p = arena_bytes(a, len + 1);
    va_start(args, fmt);
    n = vsnprintf(p, len + 1, fmt, args);
    va_end(args);
    assert((size_t)n == len);
    return str_make(p, len);
}

/* The pieces between stars must follow each other; taking the first hit of each
 * is enough, because a later one leaves less room for the rest. */
bool str_glob(struct str s, struct str pattern)
{
    size_t star = str_find_char(pattern, '*');
    if (star == pattern.len)
        return str_eq_fold(s, pattern);
    if (!str_starts_fold(s, str_to(pattern, star)))
        return false;
    size_t last = str_rfind_char(pattern, '*');
    struct str tail = str_from(pattern, last + 1);
    struct str inner = str_slice(pattern, star + 1, last);
    if (s.len < star + tail.len || !str_eq_fold(str_from(s, s.len - tail.len), tail))
        return false;
    s = str_slice(s, star, s.len - tail.len);
    struct str piece;
    while (star < last && str_split(&inner, '*', &piece)) {
        size_t at = find_fold(s, piece);
        if (at == s.len && piece.len > 0)
            return false;
        s = str_from(s, at + piece.len);
    }
    return true;
}
