#include "base/sha1.c"

#include "base/test.h"

#include "base/arena.h"

static struct str mac(struct arena *a, struct str key, struct str in)
{
    uint8_t out[SHA1_BYTES];
    hmac_sha1(key, in, out);
    return str_hex(a, out, sizeof out);
}

/* RFC 2202 §3. */
TEST(hmac_sha1_gives_what_the_rfc_says)
{
    struct arena a;
    arena_init(&a, "test", 1 << 20);
    char key[80];
    memset(key, 0xaa, sizeof key);
    assert_str_equal(mac(&a, S("Jefe"), S("what do ya want for nothing?")),
                     S("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
    assert_str_equal(mac(&a, str_make(key, sizeof key),
                         S("Test Using Larger Than Block-Size Key - Hash Key First")),
                     S("aa4ae5e15272d00e95705637ce8a3b55ed402112"));
    assert_str_equal(mac(&a, str_make(key, sizeof key),
                         S("Test Using Larger Than Block-Size Key and Larger Than One Block-Size"
                           " Data")),
                     S("e8e99d0f45237d786d6bbaa7965c7808bbff1a91"));
    arena_release(&a);
}
