#include "port/delta.c"

#include "base/test.h"

enum { ROOM = 32 << 20 };

static struct arena a;

static void fresh(void)
{
    arena_release(&a);
    arena_init(&a, "test", ROOM);
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes, ranqd1 */
    return *seed >> 16;
}

/* The delta; absent when the texts are not alike. What was encoded must decode. */
static struct str differences(struct str text, struct str prefix)
{
    struct buf b;
    size_t n;
    buf_init(&b, &a, ROOM);
    if (!delta_encode(text, prefix, delta_index_new(&a, prefix), &b)) {
        assert_int_equal(b.len, 0);
        return (struct str){ 0 };
    }
    char *to = arena_alloc(&a, text.len + 1);
    assert_true(delta_length(buf_str(&b), &n));
    assert_int_equal(n, text.len);
    assert_true(delta_decode(buf_str(&b), prefix, to, n));
    assert_str_equal(str_make(to, n), text);
    return buf_str(&b);
}

static const char exemplar[] =
    "{\"event_id\":\"0123456789abcdef0123456789abcdef\",\"timestamp\":\"2026-11-24T10:00:00Z\","
    "\"platform\":\"python\",\"level\":\"error\",\"release\":\"shop@1.2.3\",\"environment\":"
    "\"production\",\"exception\":{\"values\":[{\"type\":\"ValueError\",\"value\":\"it broke\","
    "\"stacktrace\":{\"frames\":[{\"filename\":\"a.py\",\"function\":\"f\",\"lineno\":3}]}}]},"
    "\"contexts\":{\"os\":{\"name\":\"Linux\",\"version\":\"6.1\"}},\"user\":{\"id\":\"7\"}}";

static struct str with(struct str text, const char *old, const char *fresh_text)
{
    size_t at = str_find(text, str_c(old));
    assert_true(at < text.len);
    return str_printf(&a, "%.*s%s%.*s", FMT(str_to(text, at)), fresh_text,
                      FMT(str_from(text, at + strlen(old))));
}

TEST(an_event_with_another_id_is_little_more_than_that_id)
{
    fresh();
    struct str prefix = str_c(exemplar);
    assert_true(differences(prefix, prefix).len <= 12);
    struct str text =
        with(prefix, "0123456789abcdef0123456789abcdef", "fedcba98765432100123456789abcdef");
    assert_true(differences(text, prefix).len <= 12 + 16 + 4);
}

TEST(longer_and_shorter_values_are_found_behind)
{
    fresh();
    struct str prefix = str_c(exemplar);
    struct str text = with(prefix, "it broke", "it broke again and again");
    assert_true(differences(text, prefix).len <= 45);
    text = with(text, "\"platform\":\"python\",", "");
    assert_true(differences(text, prefix).len <= 50);
    text = with(text, "}}", "}},\"user\":{\"id\":\"7\"}");
    assert_true(differences(text, prefix).len <= 60);
}

TEST(texts_that_are_not_alike_are_refused)
{
    fresh();
    uint32_t seed = 1;
    char *noise = arena_alloc(&a, sizeof exemplar);
    for (size_t i = 0; i < sizeof exemplar; i++)
        noise[i] = (char)next(&seed);
    assert_true(str_is_null(differences(str_make(noise, sizeof exemplar), str_c(exemplar))));
    assert_true(str_is_null(differences(str_c(exemplar), S("short"))));
    assert_null(delta_index_new(&a, str_make(arena_alloc(&a, 70000), 70000)));
}

TEST(whatever_is_changed_comes_back)
{
    uint32_t seed = 2;
    for (unsigned round = 0; round < 2000; round++) {
        fresh();
        char text[2 * sizeof exemplar];
        size_t n = 0;
        for (size_t i = 0; i < sizeof exemplar; i++) {
            unsigned dice = next(&seed) % 100;
            if (dice == 0)
                i += next(&seed) % 20; /* left out */
            else if (dice == 1)
                text[n++] = (char)next(&seed); /* put in */
            else if (dice == 2)
                i = next(&seed) % sizeof exemplar; /* moved */
            if (i < sizeof exemplar && n < sizeof text)
                text[n++] = exemplar[i];
            if (n > sizeof text - 2)
                break;
        }
        (void)differences(str_make(text, n), str_c(exemplar));
    }
}

TEST(broken_deltas_are_refused)
{
    fresh();
    struct str prefix = str_c(exemplar);
    struct str good = str_dup(&a, differences(with(prefix, "ValueError", "OSError"), prefix));
    size_t n;
    assert_true(delta_length(good, &n));
    char *to = arena_alloc(&a, n), *right = arena_alloc(&a, n);
    assert_true(delta_decode(good, prefix, right, n));
    for (size_t len = 0; len < good.len; len++) {
        struct str cut = str_dup(&a, str_to(good, len)); /* ASan sees a byte too many */
        assert_false(delta_decode(cut, prefix, to, n));
    }
    char *changed = arena_alloc(&a, good.len);
    for (size_t i = 0; i < good.len; i++) {
        for (unsigned bit = 0; bit < BYTE_BITS; bit++) {
            memcpy(changed, good.p, good.len);
            changed[i] ^= (char)(1u << bit);
            bool is_taken = delta_decode(str_make(changed, good.len), prefix, to, n);
            if (is_taken && memcmp(to, right, n) != 0)
                fail_msg("byte %zu bit %u changed and not seen", i, bit);
        }
    }
    assert_false(delta_decode(good, str_to(prefix, prefix.len - 1), to, n));
    assert_false(delta_decode(good, prefix, to, n - 1));
    /* No step forward: length 1, sum, nothing written, nothing copied, for ever. */
    struct str still = S("\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    assert_false(delta_decode(still, prefix, to, 1));
}
