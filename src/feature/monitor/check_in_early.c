/* SDKs send the beginning and the end of a run by two connections, and only the beginning
 * says when the job runs (sentry-ingest.md §16.7). The end of a monitor's very first run may
 * thus come before there is a monitor: it is held for a while, in memory. What is lost with
 * the process is the end of a first run. */
#include "base/base.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/monitor/monitor_int.h"

enum { EARLY_KEPT_MS = 30 * MS_PER_SECOND };

/* Strings of c lie in text. Digest thread only. */
static struct early {
    struct check_in c;
    char text[MONITOR_SLUG_BYTES + LIMIT_ENVIRONMENT + LIMIT_RELEASE];
} held[CHECK_IN_EARLY];
static size_t n_held; /* so many were held up to now: a ring */

static struct str copy(char **to, struct str s)
{
    char *p = *to;

    if (s.len > 0)
        memcpy(p, s.p, s.len);
    *to = p + s.len;
    return str_make(p, s.len);
}

void check_in_early_hold(const struct check_in *c)
{
    struct early *e = &held[n_held % CHECK_IN_EARLY];
    char *to = e->text;

    if (c->is_latest || str_eq(c->status, S("in_progress")) || c->slug.len > MONITOR_SLUG_BYTES ||
        c->environment.len > LIMIT_ENVIRONMENT || c->release.len > LIMIT_RELEASE)
        return;
    n_held++;
    e->c = *c;
    e->c.status = str_eq(c->status, S("ok")) ? S("ok") : S("error");
    e->c.slug = copy(&to, c->slug);
    e->c.environment = copy(&to, c->environment);
    e->c.release = copy(&to, c->release);
    e->c.config = NULL;
}

const struct check_in *check_in_early_at(size_t i, int64_t now_ms)
{
    const struct check_in *c = &held[i].c;

    return i < n_held && now_ms - c->received_ms < EARLY_KEPT_MS ? c : NULL;
}
