#include "base/base.h"

#include "base/clock.h"
#include "base/lock.h"
#include "feature/rate_limit/rate_limit_int.h"

enum {
    SENDERS = 1024, /* more at one time push each other out: errs to their favour */
    WINDOW_MS = 10 * 1000,
};

struct sender {
    int64_t project_id; /* 0 = free */
    int64_t window;
    int64_t n;      /* requests of this window  */
    int64_t before; /* of the window before     */
};

static struct lock spike_lock = LOCK_INIT(LOCK_SPIKE);
static struct sender senders[SENDERS] GUARDED_BY(spike_lock);
static struct sender all GUARDED_BY(spike_lock);

/* Who sent last, and who did before him that is somebody else: whether others are there is
 * asked for every request of a flood. */
static struct sent {
    int64_t project_id; /* 0 = nobody yet */
    int64_t ms;
} last GUARDED_BY(spike_lock), last_other GUARDED_BY(spike_lock);

static void turn(struct sender *s, int64_t now_ms)
{
    int64_t window = now_ms / WINDOW_MS;

    if (s->window == window)
        return;
    s->before = s->window == window - 1 ? s->n : 0;
    s->window = window;
    s->n = 0;
}

static void note_last(int64_t project_id, int64_t now_ms) REQUIRES(spike_lock);
static void note_last(int64_t project_id, int64_t now_ms)
{
    if (last.project_id != project_id)
        last_other = last;
    last = (struct sent){ project_id, now_ms };
}

static void count(struct sender *s, int64_t now_ms)
{
    turn(s, now_ms);
    s->n++;
}

void spike_note(int64_t project_id, int64_t now_ms)
{
    lock_take(&spike_lock);
    struct sender *s = &senders[(uint64_t)project_id % SENDERS];
    if (s->project_id != project_id)
        *s = (struct sender){ .project_id = project_id };
    count(s, now_ms);
    count(&all, now_ms);
    note_last(project_id, now_ms);
    lock_give(&spike_lock);
}

static bool are_others_there(int64_t project_id, int64_t now_ms) REQUIRES(spike_lock);
static bool are_others_there(int64_t project_id, int64_t now_ms)
{
    const struct sent *other = last.project_id == project_id ? &last_other : &last;

    return other->project_id != 0 && now_ms - other->ms < SPIKE_OTHERS_MS;
}

bool spike_is_flooding(int64_t project_id, int64_t now_ms)
{
    lock_take(&spike_lock);
    struct sender *s = &senders[(uint64_t)project_id % SENDERS];
    turn(s, now_ms);
    turn(&all, now_ms);
    bool is_most = s->project_id == project_id && 2 * (s->n + s->before) > all.n + all.before;
    bool is_flooding = is_most && are_others_there(project_id, now_ms);
    lock_give(&spike_lock);
    return is_flooding;
}
