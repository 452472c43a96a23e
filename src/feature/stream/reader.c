#include "base/base.h"

#include "feature/stream/reader.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/str.h"
#include "core/auth.h"

enum { CHECKED_AT_ONCE = 100 };

static struct lock readers_lock = LOCK_INIT(LOCK_READERS);
static struct reader readers[LIMIT_STREAMS] GUARDED_BY(readers_lock);
static uint64_t n_taken GUARDED_BY(readers_lock);
static size_t next_checked; /* the scheduler's alone */

static void closed(void *arg)
{
    struct reader *r = arg;
    lock_take(&readers_lock);
    *r = (struct reader){ 0 };
    lock_give(&readers_lock);
}

static void copy_text(char *out, size_t max, struct str s)
{
    struct str cut = str_utf8_clip(s, max);
    memcpy(out, cut.p != NULL ? cut.p : "", cut.len);
    out[cut.len] = '\0';
}

static void fill(struct reader *r, const struct actor *actor, const struct str *issues, size_t n)
{
    r->actor = *actor;
    copy_text(r->user, READER_UUID, actor->user_uuid);
    copy_text(r->name, READER_NAME, actor->user_name);
    r->actor.user_uuid = r->actor.user_name = r->actor.user_email = (struct str){ NULL, 0 };
    r->actor.visible = (struct str){ NULL, 0 }; /* strings of the request */
    r->n_issues = n < READER_ISSUES ? n : READER_ISSUES;
    for (size_t i = 0; i < r->n_issues; i++)
        copy_text(r->issues[i], READER_UUID, issues[i]);
}

enum status reader_take(struct ctx *cx, const struct str *issues, size_t n, struct live_owner *out)
{
    size_t i = 0;

    assert(cx->actor != NULL);
    lock_take(&readers_lock);
    while (i < LIMIT_STREAMS && readers[i].is_used)
        i++;
    if (i < LIMIT_STREAMS) {
        readers[i].is_used = true;
        readers[i].number = ++n_taken;
        fill(&readers[i], cx->actor, issues, n);
    }
    lock_give(&readers_lock);
    if (i == LIMIT_STREAMS)
        return fail(cx, E_BUSY, "no more live streams can be opened now");
    *out = (struct live_owner){ closed, &readers[i] };
    return OK;
}

void reader_give(struct live_owner *owner)
{
    closed(owner->arg);
}

size_t reader_list(struct ctx *cx, struct reader **out)
{
    size_t n = 0;
    lock_take(&readers_lock);
    for (size_t i = 0; i < LIMIT_STREAMS; i++)
        n += readers[i].is_used;
    *out = arena_array(cx->arena, struct reader, n + 1);
    n = 0;
    for (size_t i = 0; i < LIMIT_STREAMS; i++)
        if (readers[i].is_used)
            (*out)[n++] = readers[i];
    lock_give(&readers_lock);
    return n;
}

/* False: there is nobody at this place. */
static bool look_at(size_t place, struct reader *out)
{
    lock_take(&readers_lock);
    *out = readers[place];
    lock_give(&readers_lock);
    return out->is_used;
}

/* His place may be somebody else's by now: that one opens again and misses nothing. */
void reader_check(struct ctx *cx)
{
    size_t asked = 0;
    for (size_t i = 0; i < LIMIT_STREAMS && asked < CHECKED_AT_ONCE; i++) {
        size_t place = next_checked++ % LIMIT_STREAMS;
        struct reader r;
        bool is_good = true;
        if (!look_at(place, &r))
            continue;
        asked++;
        if (auth_still_holds(cx, &r.actor, &is_good) != OK)
            return; /* the store is away: nobody is judged */
        if (is_good)
            continue;
        LOG(INFO, "stream.revoked", K_I64("user", r.actor.user_id),
            K_I64("token", r.actor.token_id));
        live_end(&readers[place]);
    }
}
