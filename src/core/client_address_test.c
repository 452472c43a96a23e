#include "core/client_address.c"

#include "base/test.h"

static struct arena arena;

static enum status trust(const char *list)
{
    arena_release(&arena);
    arena_init(&arena, "test", 1 << 16);
    struct ctx cx = { .arena = &arena };
    return client_address_init(&cx, str_c(list));
}

static void assert_client(const char *peer, const char *forwarded, const char *want)
{
    assert_str_equal(client_address(&arena, str_c(peer), str_c(forwarded)), str_c(want));
}

TEST(client_address_believes_nobody_by_default)
{
    assert_int_equal(trust(""), OK);
    assert_client("10.0.0.1", "1.2.3.4", "10.0.0.1");
}

TEST(client_address_believes_a_trusted_proxy)
{
    assert_int_equal(trust("10.0.0.0/8, ::1"), OK);
    assert_client("10.9.9.9", "1.2.3.4", "1.2.3.4");
    assert_client("::1", "2001:db8::1", "2001:db8::1");
    assert_client("11.0.0.1", "1.2.3.4", "11.0.0.1");
}

TEST(client_address_stops_at_the_first_stranger_from_the_right)
{
    assert_int_equal(trust("10.0.0.0/8"), OK);
    assert_client("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4");
    assert_client("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3");
}

TEST(client_address_ignores_garbage_and_ports)
{
    assert_int_equal(trust("10.0.0.0/8"), OK);
    assert_client("10.0.0.1", "unknown", "10.0.0.1");
    assert_client("10.0.0.1", "<script>, 10.0.0.2", "10.0.0.2");
    assert_client("10.0.0.1", "1.2.3.4:5678", "1.2.3.4");
    assert_client("10.0.0.1", "[2001:db8::2]:443", "2001:db8::2");
    assert_client("10.0.0.1", "", "10.0.0.1");
}

TEST(client_address_compares_networks_bit_by_bit)
{
    assert_int_equal(trust("192.168.4.0/22"), OK);
    assert_client("192.168.7.255", "1.2.3.4", "1.2.3.4");
    assert_client("192.168.8.0", "1.2.3.4", "192.168.8.0");
}

TEST(client_address_refuses_a_bad_list)
{
    assert_int_equal(trust("10.0.0.0/33"), E_INVALID);
    assert_int_equal(trust("example.com"), E_INVALID);
    assert_int_equal(trust("10.0.0.1,,"), OK);
}
