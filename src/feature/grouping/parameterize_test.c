#include "feature/grouping/parameterize.c"

#include "base/test.h"

enum { TEST_ARENA_BYTES = 64 << 20 };

struct pair {
    const char *in;
    const char *out;
};

static void check(const struct pair *pairs, size_t n)
{
    struct arena a;
    arena_init(&a, "test", TEST_ARENA_BYTES);
    struct ctx cx = { .arena = &a };
    for (size_t i = 0; i < n; i++)
        assert_str_equal(grouping_parameterize(&cx, str_c(pairs[i].in)), str_c(pairs[i].out));
    arena_release(&a);
}

TEST(the_contracts_examples_hold)
{
    static const struct pair pairs[] = {
        { "0.0.0.0:80", "<ip>:<int>" },
        { "Option::unwrap()", "Option::unwrap()" },
        { "b='1'", "b=<quoted_str>" },
        { "b = '1'", "b = '<int>'" },
        { "a=True", "a=<bool>" },
        { "commit a93c7d2", "commit <git_sha>" },
        { "11:21PM", "<date>" },
        { "31:21", "<int>:<int>" },
        { "2006-01-40", "<int>-<int>-<int>" },
        { "10s", "<duration>" },
        { "0.100s", "<duration>" },
        { "4,150,908", "<int>,<int>,<int>" },
        { "abc1-67891233-abcdef012345678912345678", "<hex>-<hex>-<hex>" },
        { "utf-8", "utf-<int>" },
        { "maisey-908", "maisey-<int>" },
        { "9af8", "<hex>" },
    };
    check(pairs, ARRAY_LEN(pairs));
}

TEST(addresses_and_ids_vanish)
{
    static const struct pair pairs[] = {
        { "mail to bob.smith+x@example.com failed", "mail to <email> failed" },
        { "GET https://example.com/a/1?b=2 failed", "GET <url> failed" },
        { "cannot reach db1.internal:5432", "cannot reach <hostname>:<int>" },
        { "host api.example.com is down", "host <hostname> is down" },
        { "from fe80::1ff:fe23:4567:890a port", "from <ip> port" },
        { "at ::1 now", "at <ip> now" },
        { "12:31:99", "<int>:<int>:<int>" },
        { "A::b failed", "A::b failed" },
        { "trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 lost",
          "trace <traceparent> lost" },
        { "order 6ba7b810-9dad-11d1-80b4-00c04fd430c8 missing", "order <uuid> missing" },
        { "blob da39a3ee5e6b4b0d3255bfef95601890afd80709", "blob <sha1>" },
        { "etag d41d8cd98f00b204e9800998ecf8427e", "etag <md5>" },
        { "ptr 0x7ffeA0 bad", "ptr <hex> bad" },
        { "user 1234567890 gone", "user <hex> gone" },
        { "user -12345678 gone", "user <hex> gone" },
        { "t was -5 of 3.25", "t was <int> of <float>" },
        { "txn tx274a77a8975c4a66aeb24-0052d95365 done", "txn <swift_txn_id> done" },
        { "took 12ms and 3.5s", "took <duration> and <duration>" },
    };
    check(pairs, ARRAY_LEN(pairs));
}

TEST(dates_in_many_forms_vanish)
{
    static const struct pair pairs[] = {
        { "at 2024-02-23T09:12:33.123Z it broke", "at <date> it broke" },
        { "at 2024-02-23 09:12:33,123 it broke", "at <date> it broke" },
        { "on 2024-02-23 it broke", "on <date> it broke" },
        { "2024-02-23T09:12:33+02:00", "<date>" },
        { "Mon, 02 Jan 2006 15:04:05 GMT", "<date>" },
        { "Monday, 02-Jan-06 15:04:05 MST", "<date>" },
        { "Mon Jan 02 2006 15:04:05 GMT+0000", "<date>" },
        { "Mon Jan  2 15:04:05 2006", "<date>" },
        { "02 Jan 06 15:04 MST", "<date>" },
        { "is datetime.datetime(2024, 2, 3, 4, 5) late", "is <date> late" },
        { "13:00:01", "<date>" },
        { "3:04 pm sharp", "<date> sharp" },
        { "money may be lost", "money may be lost" },
        { "march on", "march on" },
    };
    check(pairs, ARRAY_LEN(pairs));
}

TEST(words_stay)
{
    static const struct pair pairs[] = {
        { "undefined is not a function", "undefined is not a function" },
        { "this.props.at is bad", "this.props.at is bad" },
        { "file.py line", "file.py line" },
        { "python3 md5sum x86_64", "python3 md5sum x86_64" },
        { "deadbeat added facade", "deadbeat added facade" },
        { "naïve café", "naïve café" },
        { "", "" },
    };
    check(pairs, ARRAY_LEN(pairs));
}

TEST(only_two_lines_count)
{
    static const struct pair pairs[] = {
        { "\n\n  first 1 \n\nsecond\nthird", "first <int>\nsecond..." },
        { "first\nsecond", "first\nsecond" },
        { "one\n", "one" },
    };
    check(pairs, ARRAY_LEN(pairs));
}

/* A trap costs a quadratic matcher minutes: the run's own time limit is the bound. */
TEST(hostile_text_takes_linear_time)
{
    static const char *const traps[] = {
        "a.",  "a-",          "a@",    "1.",      "1:",         "a.com",
        "='",  "=\"",         "0x",    "::",      "f:",         "00-",
        "1-",  "Mon ",        "a.a@b", "http://", "https://a ", "datetime.datetime(",
        "a.-", "2006-01-02T", "é1 ",
    };
    enum { TRAP_BYTES = 1 << 20 };
    struct arena a;
    arena_init(&a, "test", TEST_ARENA_BYTES);
    struct ctx cx = { .arena = &a };
    for (size_t i = 0; i < ARRAY_LEN(traps); i++) {
        struct str unit = str_c(traps[i]);
        char *p = arena_alloc(&a, TRAP_BYTES);
        for (size_t k = 0; k < TRAP_BYTES; k++)
            p[k] = unit.p[k % unit.len];
        struct str out = grouping_parameterize(&cx, str_make(p, TRAP_BYTES));
        assert_true(out.len <= OUTPUT_BYTES);
        arena_reset(&a);
    }
    arena_release(&a);
}
