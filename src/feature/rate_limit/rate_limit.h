/* rate_limit.h - how much a project and each of its keys may send.
 *
 * Fixed windows: the whole minutes, hours and days of UTC. Limits over all categories count
 * requests and are asked on the headers, before anything is inflated; limits of a category
 * count items, after the envelope was split. What is refused does not count.
 *
 * A project's limits are the section "limits" of its settings (project_section.h), a key's
 * stand in its row (project_key.h). Counters are in memory, per process: with k processes
 * each enforces a k-th. At start the counters of projects go on from today's outcomes, in
 * which a request with n items counts n times; those of keys begin at nothing.
 *
 * Spike protection: when the digest falls behind, whoever sends most of it is refused
 * until it has caught up, but only while somebody else has sent within SPIKE_OTHERS_MS:
 * who is alone delays nobody. A flooded fingerprint was thinned to counts long before
 * (max_events_per_issue).
 *
 * Threads: any. */
#ifndef FEATURE_RATE_LIMIT_RATE_LIMIT_H
#define FEATURE_RATE_LIMIT_RATE_LIMIT_H

#include "base/base.h"
#include "feature/project/project_key.h"
#include "feature/project/project_section.h"

struct arena;
struct feature;

enum {
    RATE_HITS_MAX = 32,
    SPIKE_LAG_MS = 1000, /* another project's new issue may wait for 2 s */
    SPIKE_OTHERS_MS = 600000,
    SPIKE_RETRY_S = 5,
};

extern const struct feature feature_rate_limit;
extern const struct field rate_limit_fields[];
extern const struct section rate_limit_section;

/* How many processes take events for this store; each enforces its part of every limit,
 * rounded up. 1 until somebody says otherwise. */
void rate_limit_share(int64_t processes);

/* A limit that was met, as X-Sentry-Rate-Limits names it (sentry-ingest.md §8.3). */
struct rate_hit {
    int64_t retry_s;
    const char *category; /* NULL = all                      */
    const char *scope;    /* organization, project, key      */
    const char *reason;   /* "project_rate_limit"            */
};
struct rate_hits {
    struct rate_hit hits[RATE_HITS_MAX];
    size_t n;
};
/* The same limit twice stands once. */
void rate_hits_add(struct rate_hits *hits, const struct rate_hit *hit);
/* "60:error:project:category_rate_limit, 2700::key:key_rate_limit" */
struct str rate_hits_header(struct arena *a, const struct rate_hits *hits);
/* The longest of them. */
int64_t rate_hits_retry_s(const struct rate_hits *hits);

struct rate_request {
    int64_t project_id;
    int64_t key_id;
    struct rates key_rates;
    int64_t now_ms;
    int64_t lag_ms; /* how far the digest is behind */
};
/* True: it may come, and was counted. False: hits say why not. */
bool rate_limit_request(const struct rate_request *rq, struct rate_hits *hits);
/* One item of a category. */
bool rate_limit_item(int64_t project_id, const char *category, int64_t now_ms,
                     struct rate_hits *hits);

/* The envelope of an item that might come is refused after all. */
void rate_limit_item_back(int64_t project_id, const char *category, int64_t now_ms);

/* Categories of §8.3; anything else is "unknown". */
const char *rate_category(struct str name);

#endif
