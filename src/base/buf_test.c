#include "base/buf.c"

#include <inttypes.h>

#include "base/test.h"

enum { ROOMY = 4 << 20 };

static struct arena a;

static struct buf fresh(size_t ceiling)
{
    struct buf b;
    arena_release(&a);
    arena_init(&a, "test", ROOMY);
    buf_init(&b, &a, ceiling);
    return b;
}

TEST(bytes_are_appended)
{
    struct buf b = fresh(1000);
    assert_str_equal(buf_str(&b), S(""));
    buf_add(&b, S("ab"));
    buf_add_char(&b, 'c');
    buf_add_bytes(&b, "\0d", 2);
    buf_add(&b, (struct str){ NULL, 0 });
    assert_str_equal(buf_str(&b), S("abc\0d"));
    buf_clear(&b);
    assert_str_equal(buf_str(&b), S(""));
    assert_false(buf_is_full(&b));
}

TEST(past_the_ceiling_everything_is_swallowed)
{
    struct buf b = fresh(5);
    buf_add(&b, S("abc"));
    buf_add(&b, S("defg"));
    assert_true(buf_is_full(&b));
    buf_add_char(&b, 'x');
    buf_add_u64(&b, 1);
    buf_add_json_str(&b, S(""));
    buf_printf(&b, "%s", "y");
    buf_add_hex(&b, (const uint8_t *)"z", 1);
    buf_add_html(&b, S("<"));
    assert_str_equal(buf_str(&b), S("abc"));
    buf_clear(&b);
    buf_add(&b, S("12345"));
    assert_false(buf_is_full(&b));
    assert_str_equal(buf_str(&b), S("12345"));
}

TEST(room_is_given_whole_or_not_at_all)
{
    struct buf b = fresh(5);
    buf_add(&b, S("ab"));
    char *room = buf_extend(&b, 3);
    assert_non_null(room);
    memcpy(room, "cde", 3);
    assert_str_equal(buf_str(&b), S("abcde"));
    assert_null(buf_extend(&b, 1));
    assert_true(buf_is_full(&b));
    assert_str_equal(buf_str(&b), S("abcde"));
}

TEST(growth_keeps_the_bytes_also_when_others_allocate)
{
    struct buf b = fresh(1 << 20);
    for (int i = 0; i < 100000; i++) {
        buf_add_char(&b, (char)('a' + i % 26));
        if (i % 1000 == 0)
            (void)arena_alloc(&a, 1);
    }
    assert_false(buf_is_full(&b));
    assert_int_equal(b.len, 100000);
    for (size_t i = 0; i < b.len; i++)
        assert_int_equal(b.p[i], 'a' + (int)(i % 26));
}

TEST(an_arena_at_its_ceiling_makes_the_buf_full)
{
    struct arena small;
    struct buf b;
    arena_init(&small, "small", 2000);
    buf_init(&b, &small, 1 << 20);
    for (int i = 0; i < 5000; i++)
        buf_add_char(&b, 'x');
    assert_true(buf_is_full(&b));
    assert_true(b.len > 500);
    assert_false(small.is_exhausted);
    arena_release(&small);
}

TEST(a_fixed_buf_never_grows)
{
    char room[4];
    struct buf b;
    buf_init_fixed(&b, room, sizeof(room));
    buf_add(&b, S("1234"));
    assert_false(buf_is_full(&b));
    buf_add_char(&b, '5');
    assert_true(buf_is_full(&b));
    assert_str_equal(buf_str(&b), S("1234"));
    assert_ptr_equal(b.p, room);
}

TEST(integers)
{
    struct buf b = fresh(1000);
    buf_add_i64(&b, INT64_MIN);
    buf_add_char(&b, ' ');
    buf_add_i64(&b, INT64_MAX);
    buf_add_char(&b, ' ');
    buf_add_u64(&b, UINT64_MAX);
    buf_add_char(&b, ' ');
    buf_add_i64(&b, 0);
    buf_add_i64(&b, -7);
    assert_str_equal(buf_str(&b),
                     S("-9223372036854775808 9223372036854775807 18446744073709551615 0-7"));
}

static void assert_f64(double v, struct str want)
{
    struct buf b = fresh(100);
    buf_add_f64(&b, v);
    assert_str_equal(buf_str(&b), want);
}

TEST(doubles_are_short)
{
    assert_f64(0, S("0"));
    assert_f64(-0.0, S("-0"));
    assert_f64(1, S("1"));
    assert_f64(-3, S("-3"));
    assert_f64(0.1, S("0.1"));
    assert_f64(0.1 + 0.2, S("0.30000000000000004"));
    assert_f64(1e21, S("1e+21"));
    assert_f64(123456789012345680.0, S("1.2345678901234568e+17"));
    assert_f64(999999999999999.0, S("999999999999999"));
    assert_f64((double)NAN, S("null"));
    assert_f64((double)INFINITY, S("null"));
    assert_f64((double)-INFINITY, S("null"));
}

TEST(doubles_read_back_the_same)
{
    uint64_t seed = 3;
    for (int i = 0; i < 20000; i++) {
        double v, back = 0;
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        memcpy(&v, &seed, sizeof(v));
        if (!isfinite(v))
            continue;
        struct buf b = fresh(100);
        buf_add_f64(&b, v);
        assert_true(str_f64(buf_str(&b), &back));
        assert_memory_equal(&v, &back, sizeof(v));
    }
}

TEST(hex_and_printf)
{
    struct buf b = fresh(2000);
    buf_add_hex(&b, (const uint8_t *)"\x00\xFF\x1a", 3);
    buf_printf(&b, "-%d-%s", 5, "x");
    assert_str_equal(buf_str(&b), S("00ff1a-5-x"));
    char text[600];
    memset(text, 'q', sizeof(text));
    for (int n = BUF_FIRST_BYTES - 2; n < BUF_FIRST_BYTES + 3; n++) {
        buf_clear(&b);
        buf_printf(&b, "%.*s", n, text);
        assert_str_equal(buf_str(&b), str_make(text, (size_t)n));
    }
}

TEST(printf_that_does_not_fit_makes_the_buf_full)
{
    char room[300], text[400];
    struct buf b;
    memset(text, 'q', sizeof(text));
    buf_init_fixed(&b, room, sizeof(room));
    buf_printf(&b, "%.*s", (int)sizeof(text), text);
    assert_true(buf_is_full(&b));
    assert_int_equal(b.len, 0);
}

static void assert_json(struct str in, struct str want)
{
    struct buf b = fresh(1 << 20);
    buf_add_json_str(&b, in);
    assert_str_equal(buf_str(&b), want);
}

TEST(json_strings_are_escaped)
{
    assert_json(S(""), S("\"\""));
    assert_json((struct str){ NULL, 0 }, S("\"\""));
    assert_json(S("plain text, nothing to see"), S("\"plain text, nothing to see\""));
    assert_json(S("a\"b\\c"), S("\"a\\\"b\\\\c\""));
    assert_json(S("\b\f\n\r\t\x01\x1f\0"), S("\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u0000\""));
    assert_json(S("</script>&"), S("\"\\u003c/script\\u003e\\u0026\""));
    assert_json(S("\x7f'/"), S("\"\x7f'/\""));
    assert_json(S("gr\xC3\xBC\xC3\x9F\xF0\x9F\x98\x80\xE2\x82\xAC"),
                S("\"gr\xC3\xBC\xC3\x9F\xF0\x9F\x98\x80\xE2\x82\xAC\""));
}

TEST(json_strings_repair_utf8)
{
    assert_json(S("a\xFF"
                  "b"),
                S("\"a\xEF\xBF\xBD"
                  "b\""));
    assert_json(S("\xC3\xA4\xE2\x82"), S("\"\xC3\xA4\xEF\xBF\xBD\""));
    assert_json(S("\xED\xA0\x80"), S("\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""));
}

TEST(each_special_byte_is_found_at_each_place)
{
    char text[24], want[24 + 2 + JSON_ESCAPE_MAX];
    for (int c = 0; c < UTF8_ASCII_END; c++) {
        char escape[JSON_ESCAPE_MAX];
        size_t n = 1;
        escape[0] = (char)c;
        if (json_special[c])
            n = json_escape(escape, (char)c);
        bool must = c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&';
        assert_int_equal(json_special[c], must);
        for (size_t at = 0; at < sizeof(text); at++) {
            memset(text, '!', sizeof(text));
            text[at] = (char)c;
            size_t len = 0;
            want[len++] = '"';
            memset(want + len, '!', at);
            len += at;
            memcpy(want + len, escape, n);
            len += n;
            memset(want + len, '!', sizeof(text) - at - 1);
            len += sizeof(text) - at - 1;
            want[len++] = '"';
            assert_json(str_make(text, sizeof(text)), str_make(want, len));
        }
    }
}

/* One character at a time, the way the words of buf.h say it. */
static void add_json_slowly(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    while (s.len > 0) {
        int step = utf8_step(s.p, s.len);
        uint8_t c = (uint8_t)s.p[0];
        if (step < 0)
            buf_add(b, S(UTF8_REPLACEMENT_TEXT));
        else if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c >= '\b' && c <= '\r' && c != '\v')
            buf_printf(b, "\\%c", "btn?fr"[c - '\b']);
        else if (c < ' ' || c == '<' || c == '>' || c == '&')
            buf_printf(b, "\\u%04x", c);
        else
            buf_add_bytes(b, s.p, (size_t)step);
        s = str_from(s, (size_t)(step < 0 ? -step : step));
    }
    buf_add_char(b, '"');
}

TEST(fast_and_slow_json_agree_on_random_text)
{
    static const char alphabet[] = "abcdefgh\"\\<&\n\x01\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xFF";
    uint64_t seed = 11;
    char text[120];
    for (int round = 0; round < 20000; round++) {
        size_t plain = (size_t)round % 8; /* how rare the special ones are */
        for (size_t i = 0; i < sizeof(text); i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[i] = alphabet[(seed >> 33) % (plain * i % 3 > 1 ? 8 : sizeof(alphabet) - 1)];
        }
        char fast_room[800], slow_room[800];
        struct buf fast, slow;
        struct str s = str_make(text, (size_t)round % sizeof(text));
        buf_init_fixed(&slow, slow_room, sizeof(slow_room));
        add_json_slowly(&slow, s);
        buf_init_fixed(&fast, fast_room, round % 2 == 0 ? slow.len : sizeof(fast_room));
        buf_add_json_str(&fast, s);
        assert_false(buf_is_full(&fast));
        assert_str_equal(buf_str(&fast), buf_str(&slow));
        buf_init_fixed(&fast, fast_room, slow.len - 1);
        buf_add_json_str(&fast, s);
        assert_true(buf_is_full(&fast));
    }
}

TEST(html_is_escaped)
{
    struct buf b = fresh(1000);
    buf_add_html(&b, S("a<b>&\"'c"));
    buf_add_html(&b, (struct str){ NULL, 0 });
    assert_str_equal(buf_str(&b), S("a&lt;b&gt;&amp;&quot;&#39;c"));
    arena_release(&a);
}
