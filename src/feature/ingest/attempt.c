#include "base/base.h"
#include "feature/ingest/attempt.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/str.h"

/* Rings are made on first use and taken over, never given back. */
enum { RINGS_BYTES = 8 << 20, TELL_EACH_MS = 500 };
static_assert(sizeof(struct attempt) * LIMIT_ATTEMPTS_KEPT * ATTEMPT_PROJECTS < RINGS_BYTES / 2,
              "all rings must fit");

/* The ring of one project; the slot of the project heard of longest ago is taken over. */
struct ring {
    int64_t project_id; /* 0 = free */
    uint64_t used_at;   /* tick of the last note */
    size_t n;           /* notes ever            */
    int64_t told_ms;    /* when one was told; monotonic */
    struct attempt *attempts;
};

static struct lock attempts_lock = LOCK_INIT(LOCK_ATTEMPTS);
static struct ring rings[ATTEMPT_PROJECTS] GUARDED_BY(attempts_lock);
static uint64_t tick GUARDED_BY(attempts_lock);
static struct arena ring_arena GUARDED_BY(attempts_lock);

void attempt_text(char *out, size_t size, struct str s)
{
    struct str cut = str_utf8_clip(s, size - 1);
    size_t n = 0;

    for (size_t i = 0; i < cut.len; i++) {
        if ((unsigned char)cut.p[i] >= ' ')
            out[n++] = cut.p[i];
    }
    out[n] = '\0';
}

static struct ring *ring_find(int64_t project_id) REQUIRES(attempts_lock);
static struct ring *ring_find(int64_t project_id)
{
    for (size_t i = 0; i < ATTEMPT_PROJECTS; i++) {
        if (rings[i].project_id == project_id)
            return &rings[i];
    }
    return NULL;
}

static struct ring *ring_take(int64_t project_id) REQUIRES(attempts_lock);
static struct ring *ring_take(int64_t project_id)
{
    struct ring *oldest = &rings[0];

    for (size_t i = 1; i < ATTEMPT_PROJECTS; i++) {
        if (rings[i].used_at < oldest->used_at)
            oldest = &rings[i];
    }
    if (ring_arena.name == NULL)
        arena_init(&ring_arena, "attempts", RINGS_BYTES);
    if (oldest->attempts == NULL)
        oldest->attempts = arena_array(&ring_arena, struct attempt, LIMIT_ATTEMPTS_KEPT);
    oldest->project_id = project_id;
    oldest->n = 0;
    oldest->told_ms = 0;
    return oldest;
}

bool attempt_note(int64_t project_id, const struct attempt *a)
{
    int64_t now_ms = clock_monotonic_ms();

    lock_take(&attempts_lock);
    struct ring *r = ring_find(project_id);
    if (r == NULL)
        r = ring_take(project_id);
    r->attempts[r->n++ % LIMIT_ATTEMPTS_KEPT] = *a;
    r->used_at = ++tick;
    bool may_tell = r->told_ms == 0 || now_ms - r->told_ms >= TELL_EACH_MS;
    if (may_tell)
        r->told_ms = now_ms;
    lock_give(&attempts_lock);
    return may_tell;
}

size_t attempt_list(struct ctx *cx, int64_t project_id, struct attempt **out)
{
    struct attempt *list = arena_array(cx->arena, struct attempt, LIMIT_ATTEMPTS_KEPT);
    size_t n = 0;

    lock_take(&attempts_lock);
    const struct ring *r = ring_find(project_id);
    if (r != NULL) {
        n = r->n < LIMIT_ATTEMPTS_KEPT ? r->n : LIMIT_ATTEMPTS_KEPT;
        for (size_t i = 0; i < n; i++)
            list[i] = r->attempts[(r->n - 1 - i) % LIMIT_ATTEMPTS_KEPT];
    }
    lock_give(&attempts_lock);
    *out = list;
    return n;
}

static const struct attempt *find_in(const struct ring *r, const char *event_id)
{
    size_t n = r->n < LIMIT_ATTEMPTS_KEPT ? r->n : LIMIT_ATTEMPTS_KEPT;

    for (size_t i = 0; i < n; i++) {
        const struct attempt *a = &r->attempts[(r->n - 1 - i) % LIMIT_ATTEMPTS_KEPT];
        if (strcmp(a->event_id, event_id) == 0)
            return a;
    }
    return NULL;
}

bool attempt_find(const char *event_id, int64_t *project_id, struct attempt *out)
{
    const struct attempt *newest = NULL;

    lock_take(&attempts_lock);
    for (size_t i = 0; i < ATTEMPT_PROJECTS; i++) {
        const struct attempt *a = rings[i].n > 0 ? find_in(&rings[i], event_id) : NULL;
        if (a == NULL || (newest != NULL && a->at_ms < newest->at_ms))
            continue;
        newest = a;
        *project_id = rings[i].project_id;
    }
    if (newest != NULL)
        *out = *newest;
    lock_give(&attempts_lock);
    return newest != NULL;
}
