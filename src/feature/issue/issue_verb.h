/* issue_verb.h - what people do to one issue: the same verb alone and in bulk.
 *
 * All run in the caller's transaction, lock the issue's row, raise its version, write a
 * line of its history and note in `undo` how it was. Whoever acts on many locks them all
 * first, in order of id (issue_lock_rows): two who do so never wait in a circle.
 *
 * *is_changed false: there was nothing to do, or the issue is gone by now (deleted, merged
 * away); nothing was written. */
#ifndef FEATURE_ISSUE_ISSUE_VERB_H
#define FEATURE_ISSUE_ISSUE_VERB_H

#include "feature/issue/issue.h"

struct undo;

/* Rows in the order in which a batch of events takes them: the project's (unmerging and
 * restoring may make an issue), fingerprints, issues. */
NODISCARD enum status issue_lock_rows(struct ctx *cx, int64_t project_id, const int64_t *ids,
                                      size_t n);

struct issue_act {
    const struct issue_ref *issue;
    struct undo *undo;      /* NULL = it cannot be taken back                             */
    struct opt_i64 version; /* E_CONFLICT "stale" when it is another by now                */
};
NODISCARD enum status issue_act_status(struct ctx *cx, const struct issue_act *act,
                                       const struct issue_status_change *change, bool *is_changed);
struct issue_user {
    int64_t id; /* 0 = nobody */
    struct str uuid;
};
/* "" and absent are nobody; E_MISSING when there is no such user, or a disabled one. */
NODISCARD enum status issue_find_user(struct ctx *cx, struct str uuid, struct issue_user *out);
NODISCARD enum status issue_act_assign(struct ctx *cx, const struct issue_act *act,
                                       const struct issue_user *user, bool *is_changed);
/* Not set: rules may compute it again; the number stays until they do. */
NODISCARD enum status issue_act_priority(struct ctx *cx, const struct issue_act *act,
                                         struct opt_i64 priority, bool *is_changed);
NODISCARD enum status issue_act_tag(struct ctx *cx, const struct issue_act *act,
                                    const struct issue_label *label, bool is_on, bool *is_changed);
NODISCARD enum status issue_act_follow(struct ctx *cx, const struct issue_act *act, bool is_on,
                                       bool *is_changed);
/* A tombstone that releases its fingerprints: a later event makes a new issue. Undo brings
 * it back and merges the newer one into it; after a while it is purged. is_discarded: later events
 * of its fingerprints are dropped. The caller has locked the rows. */
NODISCARD enum status issue_act_delete(struct ctx *cx, const struct issue_act *act,
                                       bool is_discarded, bool *is_changed);

#endif
