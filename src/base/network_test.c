#include "base/network.c"

#include "base/test.h"

static bool is_inside(const char *network, const char *address)
{
    struct network n;
    uint8_t bytes[NETWORK_ADDRESS_BYTES];
    bool is_v4;

    assert_true(network_parse(str_c(network), &n));
    assert_true(network_parse_address(str_c(address), bytes, &is_v4));
    return network_contains(&n, bytes);
}

TEST(network_of_v4_holds_its_addresses)
{
    assert_true(is_inside("10.0.0.0/8", "10.255.1.2"));
    assert_false(is_inside("10.0.0.0/8", "11.0.0.1"));
    assert_true(is_inside("192.168.7.128/25", "192.168.7.200"));
    assert_false(is_inside("192.168.7.128/25", "192.168.7.100"));
    assert_true(is_inside("0.0.0.0/0", "8.8.8.8"));
    assert_false(is_inside("0.0.0.0/0", "2001:db8::1"));
}

TEST(network_of_v6_holds_its_addresses)
{
    assert_true(is_inside("2001:db8::/33", "2001:db8:7fff::1"));
    assert_false(is_inside("2001:db8::/33", "2001:db8:8000::1"));
    assert_true(is_inside("::1", "[::1]:443"));
    assert_true(is_inside("10.0.0.1", "::ffff:10.0.0.1"));
}

TEST(network_refuses_what_is_none)
{
    static const char *const bad[] = { "",        "shop.test", "10.0.0.0/33",  "10.0.0.0/-1",
                                       "10.0.0.", "::/129",    "10.0.0.0/abc", "1.2.3.4/" };
    struct network n;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(network_parse(str_c(bad[i]), &n));
}
