#include "base/base.h"

#include "feature/system/load.h"

#include "base/clock.h"
#include "base/lock.h"
#include "feature/ingest/digest.h"
#include "feature/ingest/ingest.h"

static struct lock load_lock = LOCK_INIT(LOCK_LOAD);
static struct load_sample samples[LOAD_SAMPLES] GUARDED_BY(load_lock);
static size_t n_taken GUARDED_BY(load_lock); /* ever; samples[n % LOAD_SAMPLES] is the next */

void load_now(struct load_sample *out)
{
    struct digest_figures digest;
    digest_figures(&digest);
    *out = (struct load_sample){ .at_ms = clock_monotonic_ms(),
                                 .requests = atomic_load(&ingest_metrics.requests),
                                 .refused = atomic_load(&ingest_metrics.refused),
                                 .accepted = atomic_load(&ingest_metrics.events_accepted),
                                 .digested = digest.events };
    histogram_read(&digest_times, &out->batches);
}

void load_note(void)
{
    struct load_sample now;
    load_now(&now);
    lock_take(&load_lock);
    const struct load_sample *last = &samples[(n_taken + LOAD_SAMPLES - 1) % LOAD_SAMPLES];
    if (n_taken == 0 || now.at_ms - last->at_ms >= (int64_t)LOAD_STEP_S * MS_PER_SECOND)
        samples[n_taken++ % LOAD_SAMPLES] = now;
    lock_give(&load_lock);
}

bool load_before(int64_t age_ms, struct load_sample *out)
{
    int64_t wanted_ms = clock_monotonic_ms() - age_ms;
    lock_take(&load_lock);
    size_t n = n_taken < LOAD_SAMPLES ? n_taken : LOAD_SAMPLES;
    for (size_t i = 1; i <= n; i++) {
        *out = samples[(n_taken - i) % LOAD_SAMPLES];
        if (out->at_ms <= wanted_ms)
            break;
    }
    lock_give(&load_lock);
    return n > 0;
}
