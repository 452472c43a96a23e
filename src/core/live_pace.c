#include "base/base.h"

#include "core/live_pace.h"

enum { RECENT_TOPICS = 1024, PROBES = 8 };

static struct recent {
    uint64_t topic; /* 0 = free */
    int64_t at_ms;
} recent[RECENT_TOPICS];

/* The topic's place, else one that is free; NULL when there is neither. */
static struct recent *place_of(uint64_t topic, int64_t now_ms)
{
    struct recent *free_one = NULL;

    for (size_t i = 0; i < PROBES; i++) {
        struct recent *r = &recent[(topic + i) % RECENT_TOPICS];
        if (r->topic == topic)
            return r;
        if (free_one == NULL && (r->topic == 0 || now_ms - r->at_ms >= LIVE_TICK_MS))
            free_one = r;
    }
    return free_one;
}

bool live_pace_is_early(uint64_t topic, int64_t now_ms)
{
    const struct recent *r = place_of(topic, now_ms);

    return r == NULL || (r->topic == topic && now_ms - r->at_ms < LIVE_TICK_MS);
}

void live_pace_note(uint64_t topic, int64_t now_ms)
{
    struct recent *r = place_of(topic, now_ms);

    if (r == NULL)
        r = &recent[topic % RECENT_TOPICS];
    *r = (struct recent){ topic, now_ms };
}

void live_pace_reset(void)
{
    memset(recent, 0, sizeof recent);
}
