/* str - every parser and writer of base over one input: nothing may read past it,
 * and what was written must read back. The first byte splits the rest in two. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_ARENA_BYTES = 64 << 20, FUZZ_TEXT_BYTES = 16 << 20 };

/* Ends the run whatever NDEBUG says. */
static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_numbers(struct arena *a, struct str s)
{
    int64_t i;
    double d, again;
    bool b;
    if (str_i64(s, &i))
        must(str_f64(s, &d));
    (void)!str_bool(s, &b);
    if (str_f64(s, &d)) {
        struct buf text;
        buf_init(&text, a, FUZZ_TEXT_BYTES);
        buf_add_f64(&text, d);
        must(str_f64(buf_str(&text), &again) && memcmp(&d, &again, sizeof(d)) == 0);
    }
}

static void check_times_and_ids(struct arena *a, struct str s)
{
    int64_t ms, again;
    struct event_id id;
    struct str uuid;
    if (clock_parse(s, &ms)) {
        struct buf text;
        buf_init(&text, a, FUZZ_TEXT_BYTES);
        buf_add_time(&text, ms);
        must(clock_parse(buf_str(&text), &again) && again == ms);
    }
    if (event_id_parse(s, &id))
        must(uuid_parse(a, event_id_text(a, &id), &uuid));
    if (uuid_to_row_id(s, &ms))
        must(uuid_to_row_id(uuid_from_row_id(a, ms), &again) && again == ms);
}

static void check_text(struct arena *a, struct str s)
{
    struct str clean = str_utf8_repair(a, s), out;
    must(str_is_utf8(clean) && str_is_utf8(s) == str_eq(clean, s));
    must(str_is_utf8(str_utf8_clip(clean, s.len / 2)) &&
         str_is_utf8(str_utf8_to(clean, s.len / 2)));
    must(str_utf8_count(str_utf8_to(clean, s.len / 2)) <= s.len / 2);
    must(str_is_utf8(str_fold(a, clean)));
    must(str_base64_decode(a, str_base64_encode(a, s), &out) && str_eq(out, s));
    if (str_find_char(s, '\0') == s.len)
        must(str_url_decode(a, str_url_encode(a, s), true, &out) && str_eq(out, s));
    (void)!str_url_decode(a, s, true, &out);
    (void)!str_base64_decode(a, s, &out);

    /* The same text whether it was repaired before or by the writer. */
    struct buf one, two;
    buf_init(&one, a, FUZZ_TEXT_BYTES);
    buf_add_json_str(&one, s);
    buf_init(&two, a, FUZZ_TEXT_BYTES);
    buf_add_json_str(&two, clean);
    must(str_eq(buf_str(&one), buf_str(&two)) && str_is_utf8(buf_str(&one)));
    buf_add_html(&one, s);
}

static void check_search(struct arena *a, struct str s, struct str needle)
{
    bool found = str_contains(str_lower(a, s), str_lower(a, needle));
    must(str_contains_fold(s, needle) == found);
    if (str_find_char(needle, '*') == needle.len) {
        struct str around = str_printf(a, "*%.*s*", FMT(needle));
        if (str_find_char(needle, '\0') == needle.len)
            must(str_glob(s, around) == found);
    }
    (void)str_glob(s, needle);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena a;
    arena_init(&a, "fuzz", FUZZ_ARENA_BYTES);
    struct str all = str_make((const char *)data + 1, size - 1);
    struct str s = str_dup(&a, str_to(all, data[0]));
    struct str needle = str_dup(&a, str_from(all, data[0]));
    check_numbers(&a, s);
    check_times_and_ids(&a, s);
    check_text(&a, s);
    check_search(&a, s, needle);
    check_search(&a, needle, s);
    arena_release(&a);
    return 0;
}
