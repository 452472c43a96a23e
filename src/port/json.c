#include "base/base.h"
#include "port/json_int.h"

#include <math.h>

#include "base/str.h"

enum {
    DECIMAL = 10,
    EXPONENT_CAP = 1000000, /* beyond it only zero is an integer in range */
    I64_TEXT_MAX = 18,      /* digits that always fit in an int64_t       */
};

struct json *json_root(struct json_doc *doc)
{
    return doc->root;
}

void json_set_root(struct json_doc *doc, struct json *v)
{
    assert(v == NULL || v->next == NULL);
    doc->root = v;
}

enum json_type json_type(const struct json *v)
{
    return v == NULL ? JSON_NULL : (enum json_type)v->type;
}

bool json_is_null(const struct json *v)
{
    return json_type(v) == JSON_NULL;
}

static inline bool is_named(const struct json *key, struct str name)
{
    /* Most keys of one length differ in their first byte: no call for them. */
    return key->n == name.len &&
           (name.len == 0 || (key->text[0] == name.p[0] && bytes_eq(key->text, name.p, name.len)));
}

struct json *json_get(const struct json *obj, struct str key)
{
    if (json_type(obj) != JSON_OBJ || obj->n == 0 || key.p == NULL)
        return NULL;
    struct json *found = NULL;
    struct json *k = obj->last;
    for (uint32_t i = 0; i < obj->n; i++) {
        k = k->next->next;
        if (is_named(k, key))
            found = k->next;
    }
    return found;
}

void json_get_all(const struct json *obj, const struct str *keys, struct json **out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = NULL;
    if (json_type(obj) != JSON_OBJ || obj->n == 0)
        return;
    struct json *k = obj->last;
    for (uint32_t left = obj->n; left > 0; left--) {
        k = k->next->next;
        for (size_t i = 0; i < n; i++) {
            if (is_named(k, keys[i]))
                out[i] = k->next;
        }
    }
}

struct json *json_get_path(const struct json *v, const char *dotted)
{
    struct str rest = str_c(dotted);
    struct str part;
    struct json *found = NULL;
    while (str_split(&rest, '.', &part)) {
        found = json_get(v, part);
        v = found;
    }
    return found;
}

struct str json_str(const struct json *v)
{
    return json_type(v) == JSON_STR ? json_text(v) : (struct str){ NULL, 0 };
}

struct str json_number(const struct json *v)
{
    return json_type(v) == JSON_NUMBER ? json_text(v) : (struct str){ NULL, 0 };
}

bool json_bool(const struct json *v, bool otherwise)
{
    return json_type(v) == JSON_BOOL ? v->is_true : otherwise;
}

/* A JSON number as digits × 10^exponent, without leading and trailing zeros. */
struct decimal {
    bool is_negative;
    bool is_long; /* more digits than a uint64_t holds */
    uint64_t digits;
    int64_t exponent;
};

static void decimal_add_digit(struct decimal *d, unsigned digit)
{
    if (__builtin_mul_overflow(d->digits, (uint64_t)DECIMAL, &d->digits) ||
        __builtin_add_overflow(d->digits, (uint64_t)digit, &d->digits))
        d->is_long = true;
}

static int64_t exponent_of(struct str s)
{
    if (str_starts(s, S("+")))
        s = str_from(s, 1);
    bool is_negative = str_starts(s, S("-"));
    int64_t e = 0;
    for (size_t i = is_negative ? 1 : 0; i < s.len && e < EXPONENT_CAP; i++)
        e = e * DECIMAL + (s.p[i] - '0');
    return is_negative ? -e : e;
}

/* text is a JSON number: the parser has seen to that. */
static struct decimal decimal_of(struct str text)
{
    struct decimal d = { .is_negative = str_starts(text, S("-")) };
    bool has_point = false;
    int64_t zeros = 0; /* seen, not yet known to be trailing */
    size_t at = d.is_negative ? 1 : 0;
    for (; at < text.len && text.p[at] != 'e' && text.p[at] != 'E'; at++) {
        char c = text.p[at];
        if (c == '.') {
            has_point = true;
            continue;
        }
        d.exponent -= has_point;
        zeros++;
        if (c == '0')
            continue;
        for (; zeros > 1 && d.digits > 0 && !d.is_long; zeros--)
            decimal_add_digit(&d, 0);
        decimal_add_digit(&d, (unsigned)(c - '0'));
        zeros = 0;
    }
    d.exponent += zeros + exponent_of(str_from(text, at + 1));
    return d;
}

/* 12.0, 1e3, and what is close to the ends of the range. */
static bool decimal_i64(struct decimal d, int64_t *out)
{
    if (d.digits == 0 && !d.is_long) {
        *out = 0;
        return true;
    }
    if (d.is_long || d.exponent < 0)
        return false;
    uint64_t v = d.digits;
    for (int64_t e = d.exponent; e > 0; e--) {
        if (__builtin_mul_overflow(v, (uint64_t)DECIMAL, &v))
            return false;
    }
    if (v > (uint64_t)INT64_MAX + d.is_negative)
        return false;
    *out = d.is_negative ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

bool json_i64(const struct json *v, int64_t *out)
{
    struct str text = json_number(v);
    if (text.len == 0)
        return false;
    if (text.len <= I64_TEXT_MAX && str_i64(text, out))
        return true;
    return decimal_i64(decimal_of(text), out);
}

bool json_f64(const struct json *v, double *out)
{
    double d;
    if (!str_f64(json_number(v), &d) || !isfinite(d))
        return false;
    *out = d;
    return true;
}

struct str json_scalar_text(const struct json *v, bool is_pythonic)
{
    switch (json_type(v)) {
    case JSON_STR:
    case JSON_NUMBER:
        return json_text(v);
    case JSON_BOOL:
        if (is_pythonic)
            return v->is_true ? S("True") : S("False");
        return v->is_true ? S("true") : S("false");
    default:
        return (struct str){ NULL, 0 };
    }
}

size_t json_length(const struct json *v)
{
    return v != NULL && json_is_container(v) ? v->n : 0;
}

struct json *json_at(const struct json *arr, size_t i)
{
    if (json_type(arr) != JSON_ARR || i >= arr->n)
        return NULL;
    struct json *v = arr->last->next;
    for (; i > 0; i--)
        v = v->next;
    return v;
}
