#include "base/base.h"
#include "feature/issue/issue_window.h"

#include "base/clock.h"
#include "base/str.h"

void window_load(struct issue_window *w, struct str bytes)
{
    *w = (struct issue_window){ 0 };
    if (bytes.len == sizeof *w)
        memcpy(w, bytes.p, sizeof *w);
}

struct str window_bytes(const struct issue_window *w)
{
    return str_make((const char *)w, sizeof *w);
}

static int64_t bucket_minutes(int64_t minutes)
{
    return (minutes + WINDOW_BUCKETS - 1) / WINDOW_BUCKETS;
}

/* Also for a clock that stands before 1970. */
static uint32_t *bucket(struct issue_window *w, int64_t number)
{
    return &w->counts[(number % WINDOW_BUCKETS + WINDOW_BUCKETS) % WINDOW_BUCKETS];
}

/* Buckets between the newest so far and `now` were quiet. */
static void slide(struct issue_window *w, int64_t now)
{
    int64_t gone = now - w->last;

    for (int64_t i = 1; i <= gone && i <= WINDOW_BUCKETS; i++)
        *bucket(w, w->last + i) = 0;
    if (gone > 0)
        w->last = now;
}

int64_t window_add(struct issue_window *w, int64_t minutes, int64_t at_ms)
{
    int64_t width = bucket_minutes(minutes);
    int64_t now = at_ms / (width * MS_PER_MINUTE);
    int64_t sum = 0;

    slide(w, now);
    if (*bucket(w, w->last) < UINT32_MAX)
        *bucket(w, w->last) += 1;
    for (int64_t i = 0; i < (minutes + width - 1) / width; i++)
        sum += *bucket(w, w->last - i);
    return sum;
}
