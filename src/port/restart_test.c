#include "port/restart.c"

#include "base/test.h"

enum { BEGAN_ANEW = 42 };

static const char *const began_mark = "GOSNAG_TEST_RESTARTED";

/* In the program that began anew: nothing of the one before is left. */
static void look_around(int fd)
{
    sigset_t mask;

    (void)pthread_sigmask(SIG_SETMASK, NULL, &mask);
    bool is_clean = sigismember(&mask, SIGUSR1) == 0 && fcntl(fd, F_GETFD) == -1;
    _exit(is_clean ? BEGAN_ANEW : 1);
}

TEST(restart_runs_main_again_with_its_arguments_and_nothing_else)
{
    static char name[] = "test", chosen[] = "restart_runs_main_again";
    char *argv[] = { name, chosen, NULL };
    const char *was = getenv(began_mark);
    int how = 0;

    if (was != NULL)
        look_around((int)strtol(was, NULL, 10));
    pid_t child = test_fork_silent();
    if (child == 0) {
        char text[16];
        sigset_t one;
        (void)snprintf(text, sizeof text, "%d", dup(STDERR_FILENO));
        (void)setenv(began_mark, text, 1);
        (void)sigemptyset(&one);
        (void)sigaddset(&one, SIGUSR1);
        (void)pthread_sigmask(SIG_BLOCK, &one, NULL);
        restart_init(argv);
        restart_now();
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), BEGAN_ANEW);
}

TEST(restart_that_nobody_prepared_aborts)
{
    assert_dies({
        restart_init(NULL);
        restart_now();
    });
}
