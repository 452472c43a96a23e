/* issue_regroup.h - fingerprints that go to another issue because grouping was changed.
 *
 * All in the caller's transaction, which holds the rows of both issues (issue_lock_rows).
 * Figures of both are summed anew, so they are exact. An issue that loses its last
 * fingerprint becomes part of the other as by merging; when one comes back it lives again. */
#ifndef FEATURE_ISSUE_ISSUE_REGROUP_H
#define FEATURE_ISSUE_ISSUE_REGROUP_H

#include "base/base.h"

struct ctx;
struct issue_event;

struct issue_regroup {
    int64_t project_id;
    int64_t fingerprint_id;
    int64_t from; /* issue */
    int64_t to;
};
/* Has it ISSUE_FINGERPRINTS_MAX? Who makes one more in it asks before. */
NODISCARD enum status issue_is_full(struct ctx *cx, int64_t issue_id, bool *out);
/* Do people want no events of this hash? */
NODISCARD enum status issue_is_discarded(struct ctx *cx, int64_t project_id, struct str hash,
                                         bool *out);
/* *is_full: nothing was done, the other issue has ISSUE_FINGERPRINTS_MAX already. */
NODISCARD enum status issue_regroup(struct ctx *cx, const struct issue_regroup *in, bool *is_full);
/* All fingerprints of `from`; fingerprint_id is not asked for. */
NODISCARD enum status issue_regroup_all(struct ctx *cx, const struct issue_regroup *in,
                                        bool *is_full);
NODISCARD enum status issue_is_of_one(struct ctx *cx, int64_t issue_id, bool *out);
/* The figures of an issue whose fingerprints got or lost events; its version stays. */
NODISCARD enum status issue_figures_anew(struct ctx *cx, int64_t project_id, int64_t issue_id);

/* The fingerprint of this event's hash and its issue, found or made; nothing is counted.
 * Holds the project's row. fingerprint_id 0: the hash is discarded, or its issue deleted. */
struct issue_place {
    int64_t fingerprint_id;
    int64_t issue_id;
    bool is_made;
};
NODISCARD enum status issue_place_of(struct ctx *cx, const struct issue_event *ev,
                                     struct issue_place *out);

/* --- and back: `from` is where it is now, `to` where it was ------------------------------ */

/* May a fingerprint go (back) there? Neither deleted nor part of an issue other than from. */
NODISCARD enum status issue_takes_back(struct ctx *cx, const struct issue_regroup *in, bool *out);
NODISCARD enum status issue_regroup_back(struct ctx *cx, const struct issue_regroup *in);
/* A fingerprint that regrouping made goes while nothing was counted for it, and with the last
 * one its issue, unless people have been at it. *is_gone: it has. */
NODISCARD enum status issue_regroup_unmake(struct ctx *cx, const struct issue_regroup *in,
                                           bool *is_gone);

#endif
