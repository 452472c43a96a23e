#include "feature/grouping/checksum.c"

#include "base/test.h"

TEST(a_reports_fingerprint_is_its_text_again)
{
    static const char *const texts[] = { "n1:0123456789abcdef0123456789abc",
                                         "sq:ffffffffffffffffffffffffffffe" };
    struct arena a;
    uint8_t hash[GROUPING_HASH_BYTES];

    arena_init(&a, "test", 1 << 16);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        checksum_hash(str_c(texts[i]), hash);
        struct str bytes = str_make((const char *)hash, sizeof hash);
        assert_str_equal(checksum_report_text(&a, bytes), str_c(texts[i]));
    }
    checksum_hash(S("00000000000000000000000000000001"), hash);
    assert_int_equal(hash[15], 1);
    assert_str_equal(checksum_report_text(&a, str_make((const char *)hash, sizeof hash)),
                     S("00000000000000000000000000000001"));
    checksum_hash(S("n1:no digits at all, and as long"), hash);
    assert_true(hash[0] != 0x4e || (hash[1] & 0xf0) != 0x10); /* hashed as any text */
    arena_release(&a);
}
