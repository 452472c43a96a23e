/* issue_merge_int.h - the pieces of merging, for those who take it back (issue_restore.c).
 * Rows are locked (issue_lock_rows). */
#ifndef FEATURE_ISSUE_ISSUE_MERGE_INT_H
#define FEATURE_ISSUE_ISSUE_MERGE_INT_H

#include "base/base.h"

struct ctx;

/* Fingerprints, history, labels, follows of `from` become `to`'s; then issue_sum_up. */
NODISCARD enum status issue_take_in(struct ctx *cx, int64_t project_id, int64_t to, int64_t from);
/* All of it but the fingerprints goes back to `home`, which lives again. */
NODISCARD enum status issue_give_back(struct ctx *cx, int64_t project_id, int64_t from,
                                      int64_t home);
/* The columns of an issue are the sums of its fingerprints. */
NODISCARD enum status issue_sum_up(struct ctx *cx, int64_t project_id, int64_t issue_id);
/* The same where events moved and nobody did anything: its version stays (decisions.md §3). */
NODISCARD enum status issue_count_up(struct ctx *cx, int64_t project_id, int64_t issue_id);
/* What an issue that lost fingerprints has ever shown: from the statistics of the others. */
NODISCARD enum status issue_list_tags(struct ctx *cx, int64_t project_id, int64_t issue_id);
/* Its texts are those of the newest event it is left with, as the digest would have them; of
 * an issue without any document they stay. */
NODISCARD enum status issue_describe_anew(struct ctx *cx, int64_t project_id, int64_t issue_id);

#endif
