/* stat.h - tag counts and distinct users per fingerprint, without a row per value
 * (storage.md §4).
 *
 * fingerprint_stat holds a blob per fingerprint: ≤ 64 tag keys × 100 values with
 * counts (the rest summed as "other"), and distinct users (exact to 1,000, then
 * HyperLogLog of 4,096 registers). Rewriting it per batch breaks the law (a random page
 * a fingerprint), so a batch appends one row of deltas to stat_log; hot blobs live in an
 * 8 MiB cache and are folded into the table when evicted, when a segment closes and at
 * shutdown. After a crash stat_replay folds what the log still holds; each blob knows
 * how far it was folded, so nothing counts twice. On PostgreSQL, where several processes
 * count, the log itself is merged into the table instead (stat_merge.h).
 *
 * Threads: the batch side is the digest's; readers may be any thread. */
#ifndef FEATURE_STATS_STAT_H
#define FEATURE_STATS_STAT_H

#include "base/base.h"

struct arena;
struct ctx;
struct event_tag;
struct feature;
struct stat_batch;

extern const struct feature feature_stats;

/* Collects in the batch arena; nothing is written until stat_batch_write. */
struct stat_batch *stat_batch_new(struct arena *a);
struct stat_event {
    int64_t project_id;
    int64_t fingerprint_id;
    int64_t received_ms;
    uint64_t user_hash; /* 0 = none */
    const struct event_tag *tags;
    size_t n_tags;
};
/* What this event showed for the first time in its fingerprint (bitmask per tag up
 * to 64, new_user): thinning keeps informative events, issue_tag gets a row. */
struct stat_news {
    uint64_t new_tags; /* bit i = tags[i] */
    bool new_user;
};
NODISCARD enum status stat_batch_add(struct ctx *cx, struct stat_batch *b,
                                     const struct stat_event *ev, struct stat_news *news);
/* In the digest's transaction: the stat_log row of this batch. */
NODISCARD enum status stat_batch_write(struct ctx *cx, struct stat_batch *b, int64_t segment);
/* After commit the cache takes the deltas; after a rollback they are dropped. */
void stat_batch_committed(struct stat_batch *b);
void stat_batch_dropped(struct stat_batch *b);
/* The fingerprints of an issue. */
struct stat_set {
    int64_t project_id;
    const int64_t *fingerprint_ids;
    size_t n;
};
/* Users of these fingerprints, those of this batch included. */
NODISCARD enum status stat_batch_users(struct ctx *cx, struct stat_batch *b,
                                       const struct stat_set *set, int64_t *out);
/* Did the batch bring this fingerprint a user it did not have? */
bool stat_batch_has_new_user(const struct stat_batch *b, int64_t fingerprint_id);

/* Digest thread. Folds everything into fingerprint_stat, in bounded transactions, and
 * empties the log: when a segment closes, at shutdown. */
NODISCARD enum status stat_fold(struct ctx *cx);
/* Once, before the first batch: what a killed process left in the log. */
NODISCARD enum status stat_replay(struct ctx *cx);

/* Events that were counted elsewhere and moved: into the table, in the caller's transaction.
 * All of one fingerprint, for which no digest counts; one event at least. */
NODISCARD enum status stat_add_moved(struct ctx *cx, const struct stat_event *events, size_t n);

struct stat_value {
    struct str value;
    int64_t count;
};
struct stat_key {
    struct str key;
    int64_t total;
    int64_t other;
    const struct stat_value *values; /* most frequent first */
    size_t n_values;
};
/* Distinct users over a set of fingerprints (an issue), any thread. */
NODISCARD enum status stat_users(struct ctx *cx, const struct stat_set *set, int64_t *out);
/* Gives the cache back; after stat_fold, when the digest ends. */
void stat_release(void);
/* Tag counts over a set of fingerprints, any thread. */
NODISCARD enum status stat_tags(struct ctx *cx, const struct stat_set *set, struct stat_key **keys,
                                size_t *n_keys);
/* What the project's issues showed when the job stats.project ran last (stat_project.c): the
 * baseline of lift. Before it ran (in two days), what the 200 fingerprints seen last show. */
NODISCARD enum status stat_project_tags(struct ctx *cx, int64_t project_id, struct stat_key **keys,
                                        size_t *n_keys);
/* The job, every STAT_PROJECT_S. */
enum { STAT_PROJECT_S = 3600 };
NODISCARD enum status stat_project_run(struct ctx *cx, struct str argument);

#endif
