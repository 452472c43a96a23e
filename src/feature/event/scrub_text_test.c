#include "feature/event/scrub_text.c"

#include "base/test.h"

enum { TEST_ARENA_BYTES = 64 << 20 };

struct pair {
    const char *in;
    const char *out; /* NULL = nothing to hide */
};

static void check(const struct pair *pairs, size_t n, unsigned what)
{
    struct arena a;
    arena_init(&a, "test", TEST_ARENA_BYTES);
    struct ctx cx = { .arena = &a };
    for (size_t i = 0; i < n; i++) {
        struct scrub_hits hits;
        struct str in = str_c(pairs[i].in);
        struct str out = scrub_text(&cx, in, what, &hits);
        assert_str_equal(out, str_c(pairs[i].out != NULL ? pairs[i].out : pairs[i].in));
        assert_true((out.p == in.p) == (pairs[i].out == NULL));
    }
    arena_release(&a);
}

TEST(names_with_values_are_filtered)
{
    static const struct pair pairs[] = {
        { "token=abc123 x", "token=[Filtered] x" },
        { "?user=1&api_key=s3cr3t&b=2", "?user=1&api_key=[Filtered]&b=2" },
        { "password: hunter2", "password: [Filtered]" },
        { "{\"password\": \"a b\", \"x\":1}", "{\"password\": \"[Filtered]\", \"x\":1}" },
        { "{\\\"secretKey\\\":\\\"v\\\"}", "{\\\"secretKey\\\":\\\"[Filtered]\\\"}" },
        { "'passwd' => 'x'", "'passwd' => '[Filtered]'" },
        { "Authorization: Basic dXNlcg== end", "Authorization: [Filtered] end" },
        { "DB_PASSWORD='open sesame'", "DB_PASSWORD='[Filtered]'" },
        { "auth=x;Auth-Token=y", "auth=[Filtered];Auth-Token=[Filtered]" },
        { "secret=\"never closed", "secret=\"[Filtered]" },
    };
    check(pairs, ARRAY_LEN(pairs), SCRUB_SECRETS);
}

TEST(words_about_secrets_stay)
{
    static const struct pair pairs[] = {
        { "Unexpected token: punc )", NULL },
        { "Unexpected token < in JSON at position 0", NULL },
        { "AuthError: something failed", NULL },
        { "if (token == null)", NULL },
        { "token: undefined", NULL },
        { "password=[Filtered]", NULL },
        { "a=b:c", NULL },
        { "token=", NULL },
        { "12:30 is a time, 4111 a number", NULL },
    };
    check(pairs, ARRAY_LEN(pairs), SCRUB_SECRETS);
}

TEST(secrets_with_a_shape_are_found)
{
    static const struct pair pairs[] = {
        { "sent Bearer abc.def.ghi ok", "sent Bearer [Filtered] ok" },
        { "forbearer x", NULL },
        { "postgres://bob:pw@host/db", "postgres://bob:[Filtered]@host/db" },
        { "https://host:8080/a@b", NULL },
        { "ftp://a:@host", NULL },
        { "redis://:pw@h", "redis://:[Filtered]@h" },
        { "card 4111 1111 1111 1111.", "card [creditcard]." },
        { "card 4111-1111-1111-1111", "card [creditcard]" },
        { "card 4111111111111112", NULL }, /* fails Luhn */
        { "card 378282246310005", "card [creditcard]" },
        { "id a4111111111111111", NULL },
        { "ssn 078-05-1120 x", "ssn [usssn] x" },
        { "tel 078-05-11203", NULL },
        { "iban DE89 3704 0044 0532 0130 00.", "iban [iban]." },
        { "iban DE88 3704 0044 0532 0130 00.", NULL },
        { "open /home/alice/x.txt", "open /home/[user]/x.txt" },
        { "open C:\\Users\\alice\\x", "open C:\\Users\\[user]\\x" },
        { "/home/alice", NULL },
        { "k -----BEGIN RSA PRIVATE KEY-----\nAAA\n-----END RSA PRIVATE KEY----- z",
          "k -----BEGIN RSA PRIVATE KEY-----[Filtered]-----END RSA PRIVATE KEY----- z" },
        { "203.0.113.7", NULL },
    };
    check(pairs, ARRAY_LEN(pairs), SCRUB_SECRETS);
}

TEST(addresses_go_when_asked_for)
{
    static const struct pair pairs[] = {
        { "from 203.0.113.7:80", "from [ip]:80" },
        { "from 2001:db8::1 now", "from [ip] now" },
        { "v1.2.3.4", NULL },
        { "12:30:10", NULL },
        { "999.1.1.1", NULL },
    };
    check(pairs, ARRAY_LEN(pairs), SCRUB_SECRETS | SCRUB_ADDRESSES);
}

TEST(addresses_go_alone_when_secrets_may_stay)
{
    static const struct pair pairs[] = {
        { "token=abc from 203.0.113.7:80", "token=abc from [ip]:80" },
        { "2001:db8::1 paid with 4111 1111 1111 1111", "[ip] paid with 4111 1111 1111 1111" },
        { "/home/alice/x.txt Bearer abc", NULL },
    };
    check(pairs, ARRAY_LEN(pairs), SCRUB_ADDRESSES);
}

TEST(remarks_count_characters)
{
    struct arena a;
    arena_init(&a, "test", TEST_ARENA_BYTES);
    struct ctx cx = { .arena = &a };
    struct scrub_hits hits;
    (void)scrub_text(&cx, S("é token=x token=y"), SCRUB_SECRETS, &hits);
    assert_int_equal(hits.n, 2);
    assert_int_equal(hits.hits[0].start, 8);
    assert_int_equal(hits.hits[0].end, 18);
    assert_int_equal(hits.hits[1].start, 25);
    assert_string_equal(hits.hits[0].rule, "@password:filter");
    arena_release(&a);
}

/* A trap costs a quadratic scanner minutes: the run's own time limit is the bound. */
TEST(hostile_text_takes_linear_time)
{
    static const char *const traps[] = {
        "token=[",  "token=\"[",   "token='",
        "token=",   "a:",          "://",
        "x://a:",   "x://a:b@",    "Bearer ",
        "bearer\t", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----",
        "1-",       "4 ",          "DE89",
        "AA00 ",    "/home/",      "\\Users\\",
        "/home/a",  "=\"",         "password\\\"",
        "12:",      "::",          "1.",
        "b",
    };
    enum { TRAP_BYTES = 1 << 20 };
    struct arena a;
    arena_init(&a, "test", TEST_ARENA_BYTES);
    struct ctx cx = { .arena = &a };
    for (size_t i = 0; i < ARRAY_LEN(traps); i++) {
        struct scrub_hits hits;
        struct str unit = str_c(traps[i]);
        char *p = arena_alloc(&a, TRAP_BYTES);
        for (size_t k = 0; k < TRAP_BYTES; k++)
            p[k] = unit.p[k % unit.len];
        struct str out =
            scrub_text(&cx, str_make(p, TRAP_BYTES), SCRUB_SECRETS | SCRUB_ADDRESSES, &hits);
        assert_true(str_is_utf8(out));
        arena_reset(&a);
    }
    arena_release(&a);
}
