/* issue_merge.h - several issues become one, and part again (storage.md §3).
 *
 * Only fingerprints move: their issue_id is pointed elsewhere and the figures of the
 * issues concerned are summed anew, so both ways are exact and take a few rows however
 * many events there are; no event is rewritten. What people added moves with them and
 * keeps its origin: history is pointed to the survivor, labels and follows are copied.
 * Later events of every fingerprint reach the survivor; the merged issue's ids lead to it
 * (issue_resolve).
 *
 * One transaction each, which takes rows in the digest's order. Events that arrive
 * meanwhile are counted before or after, never lost between: a batch that finds its
 * fingerprint pointed elsewhere is done again (issue_write_fingerprint). */
#ifndef FEATURE_ISSUE_ISSUE_MERGE_H
#define FEATURE_ISSUE_ISSUE_MERGE_H

#include "base/base.h"
#include "feature/issue/issue.h"

struct ctx;
struct undo;

enum { ISSUE_FINGERPRINTS_MAX = 200 };

struct issue_merge {
    int64_t project_id;
    struct str primary;   /* uuid of the survivor                       */
    struct str_list ids;  /* uuids of those that become part of it      */
};
/* E_INVALID: not uuids, none, the primary among them, of another project; E_MISSING: one
 * is gone or merged already; E_CONFLICT: more than ISSUE_FINGERPRINTS_MAX together. */
NODISCARD enum status issue_merge(struct ctx *cx, const struct issue_merge *in, struct undo *undo,
                                  struct issue_ref *primary);

struct issue_unmerge {
    int64_t project_id;
    int64_t issue_id;
    struct str_list fingerprints; /* hashes, hex                         */
};
/* Takes fingerprints out: back to the issue they came from, which lives again, or into a
 * new one when they were this issue's own. *restored = the issues they went to, each by
 * itself undoable: it is taken in again. E_INVALID: not hashes, or no fingerprint would be
 * left; E_MISSING: not of this issue. */
NODISCARD enum status issue_unmerge(struct ctx *cx, const struct issue_unmerge *in,
                                    struct undo *undo, struct issue_ref **restored,
                                    size_t *n_restored);

#endif
