#include "base/base.h"
#include "feature/ingest/digest_watch.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "port/restart.h"

static timer_t timer;
static bool has_timer;

static void on_expiry(int signal_number)
{
    static const char words[] = "level=error msg=digest.hangs why=\"a batch does not end: the "
                                "program begins anew\"\n";

    (void)signal_number;
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    restart_now();
}

bool digest_watch_init(void)
{
    struct sigaction action = { .sa_handler = on_expiry };
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGVTALRM };

    has_timer = sigaction(SIGVTALRM, &action, NULL) == 0 &&
                timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0;
    if (!has_timer)
        LOG(WARN, "digest.unwatched", K_CZ("why", "no timer over a thread's processor time"));
    return has_timer;
}

static void set(time_t seconds)
{
    const struct itimerspec when = { .it_value = { .tv_sec = seconds } };

    if (has_timer)
        (void)timer_settime(timer, 0, &when, NULL);
}

void digest_watch_begin(void)
{
    set(LIMIT_DIGEST_CPU_S);
}

void digest_watch_end(void)
{
    set(0);
}

void digest_watch_release(void)
{
    if (has_timer)
        (void)timer_delete(timer);
    has_timer = false;
}
