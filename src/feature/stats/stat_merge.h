/* stat_merge.h - statistics where several processes write them (PostgreSQL).
 *
 * No process's memory holds the whole there, so none writes its cached blobs. Each appends
 * its deltas to stat_log; a job, once in the cluster, adds the rows to the blobs of the
 * table and deletes them in the same transaction: nothing counts twice, whoever dies, and
 * rows of a killed process are merged like all others. Distinct users of issues are counted
 * from the merged sets; until then a process only raises the figure by what it knows.
 * Readers add the rows that are not merged yet to the table's blobs. The digest's cache is
 * a view: what this process has seen, good enough to say what is news. */
#ifndef FEATURE_STATS_STAT_MERGE_H
#define FEATURE_STATS_STAT_MERGE_H

#include "base/base.h"

struct ctx;
struct stat_blob;
struct stat_set;

/* How old a row may become before it is merged. */
enum { STAT_MERGE_S = 10 };

/* Does another process write statistics into this store? */
bool stat_is_shared(const struct ctx *cx);
/* Merges until the log is empty, or another process does. */
NODISCARD enum status stat_merge(struct ctx *cx);
/* Tags and users of a set of fingerprints, of all processes, added to *all. Rows of very large
 * batches are left to the next merge: *all is then at most STAT_MERGE_S old. */
NODISCARD enum status stat_merge_read(struct ctx *cx, const struct stat_set *set,
                                      struct stat_blob *all);

#endif
