#include "base/base.h"
#include "feature/ingest/quota.h"

#include "base/clock.h"
#include "base/lock.h"
#include "base/map.h"

/* One slot per hash: two addresses that share one push each other out. */
struct slot {
    uint64_t address;
    int64_t minute;
    int64_t count;
};

static struct lock quota_lock = LOCK_INIT(LOCK_QUOTA);
static struct slot slots[QUOTA_ADDRESSES] GUARDED_BY(quota_lock);

bool quota_take(struct str address, int64_t now_ms, int64_t limit, int64_t *retry_s)
{
    int64_t minute = now_ms / MS_PER_MINUTE;
    uint64_t hash = map_hash(address);
    bool is_within;

    if (limit <= 0)
        return true;
    lock_take(&quota_lock);
    struct slot *s = &slots[hash % QUOTA_ADDRESSES];
    if (s->address != hash || s->minute != minute)
        *s = (struct slot){ .address = hash, .minute = minute };
    is_within = ++s->count <= limit;
    lock_give(&quota_lock);
    *retry_s = (MS_PER_MINUTE - now_ms % MS_PER_MINUTE + MS_PER_SECOND - 1) / MS_PER_SECOND;
    return is_within;
}
