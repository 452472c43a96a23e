#include "base/base.h"
#include "base/str.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>

#include "base/log.h"
#include "base/str_int.h"

enum {
    DECIMAL = 10,
    F64_EXACT_TENS = 22,      /* 10^22 is the largest power of ten a double holds exactly    */
    F64_DIGITS_FAST = 15,     /* any 15 digits are exact in a double                         */
    F64_TEXT_BYTES = 1 << 10, /* longer numbers are refused; digits past 768 never matter */
};

#define F64_EXACT_END (1ull << 53) /* doubles hold every whole number up to here */

bool str_u64(struct str s, uint64_t *out)
{
    uint64_t v = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c < '0' || c > '9' || __builtin_mul_overflow(v, (uint64_t)DECIMAL, &v) ||
            __builtin_add_overflow(v, (uint64_t)(c - '0'), &v))
            return false;
    }
    *out = v;
    return true;
}

bool str_i64(struct str s, int64_t *out)
{
    bool is_negative = s.len > 0 && s.p[0] == '-';
    uint64_t v;
    if (!str_u64(is_negative ? str_from(s, 1) : s, &v))
        return false;
    if (v > (uint64_t)INT64_MAX + (is_negative ? 1 : 0))
        return false;
    *out = is_negative ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

/* A decimal number as JSON has it, plus a leading '+' and a bare point at either
 * end; what strtod knows beyond that (hex, inf, nan, blanks) is garbage here. */
struct decimal {
    uint64_t digits; /* the first F64_DIGITS_FAST of them              */
    int digits_n;    /* significant ones, those left out included      */
    int exponent;    /* of ten, for digits                             */
    bool is_negative;
    bool has_exponent_overflow;
};

static size_t scan_digits(struct str s, size_t at, struct decimal *d, bool is_fraction)
{
    size_t i = at;
    for (; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
        if (d->digits_n < F64_DIGITS_FAST) {
            d->digits = d->digits * DECIMAL + (uint64_t)(s.p[i] - '0');
            d->exponent -= is_fraction;
        } else {
            d->exponent += !is_fraction;
        }
        d->digits_n += d->digits_n > 0 || s.p[i] != '0';
    }
    return i;
}

static bool scan_exponent(struct str s, struct decimal *d)
{
    if (s.len > 0 && s.p[0] == '+' && (s.len == 1 || s.p[1] != '-'))
        s = str_from(s, 1);
    int64_t e;
    if (s.len == 0)
        return false;
    if (str_i64(s, &e) && e > -F64_TEXT_BYTES && e < F64_TEXT_BYTES) {
        d->exponent += (int)e;
        return true;
    }
    d->has_exponent_overflow = true;
    s = s.p[0] == '-' ? str_from(s, 1) : s;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.len > 0;
}

static bool scan_decimal(struct str s, struct decimal *d)
{
    size_t at = 0;
    d->is_negative = s.len > 0 && s.p[0] == '-';
    if (s.len > 0 && (s.p[0] == '-' || s.p[0] == '+'))
        at = 1;
    size_t whole_end = scan_digits(s, at, d, false);
    size_t fraction_end = whole_end;
    size_t digits_n = whole_end - at;
    if (whole_end < s.len && s.p[whole_end] == '.') {
        fraction_end = scan_digits(s, whole_end + 1, d, true);
        digits_n += fraction_end - whole_end - 1;
    }
    if (digits_n == 0)
        return false;
    if (fraction_end == s.len)
        return true;
    if (ascii_lower(s.p[fraction_end]) != 'e')
        return false;
    return scan_exponent(str_from(s, fraction_end + 1), d);
}

static locale_t c_locale;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        log_die("str.locale", "newlocale");
}

static bool parse_slow(struct str s, double *out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, make_c_locale);
    char text[F64_TEXT_BYTES];
    if (s.len >= sizeof(text))
        return false;
    memcpy(text, s.p, s.len);
    text[s.len] = '\0';
    char *end;
    double v = strtod_l(text, &end, c_locale);
    if (end != text + s.len || !isfinite(v))
        return false;
    *out = v;
    return true;
}

bool str_f64(struct str s, double *out)
{
    static const double tens[F64_EXACT_TENS + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    };
    struct decimal d = { 0 };
    if (!scan_decimal(s, &d))
        return false;
    bool is_exact = d.digits_n <= F64_DIGITS_FAST && d.digits <= F64_EXACT_END &&
                    !d.has_exponent_overflow && d.exponent >= -F64_EXACT_TENS &&
                    d.exponent <= F64_EXACT_TENS;
    if (!is_exact)
        return parse_slow(s, out);
    double v = (double)d.digits;
    v = d.exponent < 0 ? v / tens[-d.exponent] : v * tens[d.exponent];
    *out = d.is_negative ? -v : v;
    return true;
}

bool str_bool(struct str s, bool *out)
{
    static const struct str yes[] = { S("true"), S("1"), S("yes"), S("on") };
    static const struct str no[] = { S("false"), S("0"), S("no"), S("off") };
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (str_eq_fold(s, yes[i]) || str_eq_fold(s, no[i])) {
            *out = str_eq_fold(s, yes[i]);
            return true;
        }
    }
    return false;
}
