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
/* fail() is ours (base/err.h); tests fail by an assertion or fail_msg. */
#undef fail
#undef fail_msg
#define fail_msg(...)                                                                              \
    do {                                                                                           \
        print_error("ERROR: " __VA_ARGS__);                                                        \
        _fail(__FILE__, __LINE__);                                                                 \
    } while (0)

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* The statement ends the process by abort (log_die, assert); it runs in a child. */
#define assert_dies(statement)                                                                     \
    do {                                                                                           \
        pid_t child_ = test_fork_silent();                                                         \
        if (child_ == 0) {                                                                         \
            statement;                                                                             \
            _exit(0);                                                                              \
        }                                                                                          \
        int how_ = 0;                                                                              \
        assert_int_equal(waitpid(child_, &how_, 0), child_);                                       \
        assert_true(WIFSIGNALED(how_) && WTERMSIG(how_) == SIGABRT);                               \
    } while (0)

static inline pid_t test_fork_silent(void)
{
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        (void)dup2(null, STDERR_FILENO);
        (void)signal(SIGABRT, SIG_DFL);
    }
    return child;
}

#endif
