#include "base/base.h"
#include "feature/ingest/digest_watch.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/str.h"
#include "port/restart.h"

static timer_t timer;
static bool has_timer;

static void on_expiry(int signal_number)
{
#define HANGS "a batch does not end: the program begins anew"
    static const struct str logfmt = S("level=error event=digest.hangs why=\"" HANGS "\"\n");
    static const struct str json =
        S("{\"level\":\"error\",\"event\":\"digest.hangs\",\"why\":\"" HANGS "\"}\n");
#undef HANGS

    (void)signal_number;
    log_write_raw(logfmt, json);
    restart_now();
}

void digest_watch_init(void)
{
    struct sigaction action = { .sa_handler = on_expiry };
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGVTALRM };

    has_timer = sigaction(SIGVTALRM, &action, NULL) == 0 &&
                timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0;
    if (!has_timer)
        LOG(WARN, "digest.unwatched", K_CZ("why", "no timer over a thread's processor time"));
}

/* 0 = never. */
static void set(int64_t ms)
{
    const struct itimerspec when = { .it_value = { .tv_sec = ms / MS_PER_SECOND,
                                                   .tv_nsec = ms % MS_PER_SECOND * NS_PER_MS } };

    if (has_timer)
        (void)timer_settime(timer, 0, &when, NULL);
}

void digest_watch_begin(void)
{
    set((int64_t)LIMIT_DIGEST_CPU_S * MS_PER_SECOND);
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
