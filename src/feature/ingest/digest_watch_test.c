#include "feature/ingest/digest_watch.c"

#include "base/test.h"

enum { ALLOWED_MS = 20 };

static void compute_ms(int64_t ms)
{
    struct timespec t;
    int64_t until = 0;

    do {
        (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        int64_t now = (int64_t)t.tv_sec * MS_PER_SECOND + t.tv_nsec / NS_PER_MS;
        until = until == 0 ? now + ms : until;
        ms = until - now;
    } while (ms > 0);
}

/* No way to begin anew is known here: restart_now() aborts. */
TEST(a_batch_that_computes_beyond_its_time_ends_the_process)
{
    assert_dies({
        digest_watch_init();
        set(ALLOWED_MS);
        compute_ms(100L * ALLOWED_MS);
    });
}

TEST(a_batch_that_has_ended_or_goes_on_after_a_wait_is_left_alone)
{
    digest_watch_init();
    assert_true(has_timer);
    set(ALLOWED_MS);
    digest_watch_end();
    compute_ms(5L * ALLOWED_MS);
    set(ALLOWED_MS);
    digest_watch_begin(); /* the time starts anew */
    compute_ms(5L * ALLOWED_MS);
    digest_watch_release();
}
