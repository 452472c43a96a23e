#include "port/guard.c"

#include "base/test.h"

static struct arena arena;
static struct ctx cx;

static enum status resolve(bool allow_private, const char *host, struct str *out)
{
    arena_reset(&arena);
    cx = (struct ctx){ .arena = &arena };
    guard_init(allow_private);
    return guard_resolve(&cx, str_c(host), out);
}

TEST(a_host_is_judged_before_and_after_it_is_resolved)
{
    static const char *const refused[] = { "127.0.0.1", "10.1.2.3",  "169.254.169.254",
                                           "::1",       "localhost", "db.internal" };
    struct str address;

    arena_init(&arena, "test", 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        assert_int_equal(resolve(false, refused[i], &address), E_INVALID);
    assert_int_equal(resolve(true, "127.0.0.1", &address), OK);
    assert_str_equal(address, S("127.0.0.1"));
    assert_int_equal(resolve(false, "1.1.1.1", &address), OK);
    assert_str_equal(address, S("1.1.1.1"));
    assert_int_equal(resolve(true, "no such host.invalid", &address), E_UPSTREAM);
    guard_init(false);
    arena_release(&arena);
}

TEST(addresses_outside_the_public_internet_are_refused)
{
    static const char *const refused[] = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    };
    static const char *const good[] = {
        "1.1.1.1",         "93.184.216.34",  "172.15.0.1",       "172.32.0.1",
        "100.63.255.255",  "100.128.0.1",    "192.167.0.1",      "169.253.0.1",
        "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101",
    };
    uint8_t address[NETWORK_ADDRESS_BYTES];
    bool is_v4;

    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        assert_true(network_parse_address(str_c(refused[i]), address, &is_v4));
        if (address_is_public(address))
            fail_msg("%s is let through", refused[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_true(network_parse_address(str_c(good[i]), address, &is_v4));
        if (!address_is_public(address))
            fail_msg("%s is refused", good[i]);
    }
}
