/* stat_cache.h - hot statistics in memory; between stat_log and fingerprint_stat.
 *
 * Two generations of STAT_GENERATION_BYTES. What is used moves to the young one; when
 * that is full, what is dirty in the old one is written and the old one is dropped. All
 * that is not folded into the table yet is here: a reader asks here first.
 *
 * Only the digest thread changes anything (and may read without the lock); other
 * threads read through stat_cache_copy. */
#ifndef FEATURE_STATS_STAT_CACHE_H
#define FEATURE_STATS_STAT_CACHE_H

#include "base/lock.h"
#include "feature/stats/stat_blob.h"

struct ctx;

enum { STAT_GENERATION_BYTES = 4 << 20 };

/* Digest thread: the blob, from memory or from the store; never NULL. */
NODISCARD enum status stat_cache_get(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                                     struct stat_blob **out);
/* Any thread: a copy in cx->arena, from memory or from the store. */
NODISCARD enum status stat_cache_copy(struct ctx *cx, int64_t project_id, int64_t fingerprint_id,
                                      struct stat_blob **out);

/* Changing a blob: between these two other threads do not read. */
void stat_cache_lock(void) NO_LOCK_CHECK;
void stat_cache_unlock(void) NO_LOCK_CHECK;
/* Memory for what a change adds to a young blob; only under the lock. */
struct arena *stat_cache_arena(void);

void stat_cache_release(void);

/* Inside the batch's transaction: writes the old generation when the young one is full;
 * stat_cache_settle drops it after the commit (or keeps it, after a rollback). */
NODISCARD enum status stat_cache_make_room(struct ctx *cx);
void stat_cache_settle(bool is_committed);

/* Writes up to max dirty blobs; *left says whether there are more. In the caller's
 * transaction; stat_cache_clean marks them after the commit. */
NODISCARD enum status stat_cache_write_some(struct ctx *cx, size_t max, bool *left);
void stat_cache_clean(void);

#endif
