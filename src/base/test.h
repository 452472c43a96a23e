/* test.h - TEST(name) over cmocka.
 *
 * x_test.c includes x.c (its statics are visible) and then holds tests:
 *     TEST(fingerprint_ignores_line_numbers) { assert_int_equal(…); }
 * tools/testlist.sh finds every TEST( in the file and writes the table that the
 * runner's main uses, so a test cannot be forgotten. */
#ifndef BASE_TEST_H
#define BASE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define TEST(name)                                                                                 \
    void test_##name(void **state);                                                                \
    void test_##name(void **state __attribute__((unused)))

/* str against literal or str. */
#define assert_str_equal(a, b)                                                                     \
    do {                                                                                           \
        struct str left_ = (a), right_ = (b);                                                      \
        if (!str_eq(left_, right_))                                                                \
            fail_msg("\"%.*s\" != \"%.*s\"", FMT(left_), FMT(right_));                             \
    } while (0)

#endif
