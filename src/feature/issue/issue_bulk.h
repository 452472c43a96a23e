/* issue_bulk.h - one verb on many issues (decisions.md §3).
 *
 * Which: ids, or a query resolved once to what was first seen at or before `as_of`; 10,000
 * at most, and not when the number is more than a tenth off what the person saw. Up to
 * ISSUE_BULK_AT_ONCE are done in one transaction, more as work (feature/work/work.h), whose
 * steps lock, change and note their share together: a kill in the middle repeats nothing.
 * Either way one undo takes back all of it.
 *
 * Merged ids lead to their survivor, but for delete and merge, which leave them alone. */
#ifndef FEATURE_ISSUE_ISSUE_BULK_H
#define FEATURE_ISSUE_ISSUE_BULK_H

#include "feature/issue/issue.h"
#include "feature/undo/undo.h"
#include "feature/work/work.h"

enum { ISSUE_BULK_MAX = 10000, ISSUE_BULK_AT_ONCE = 500 };

struct issue_bulk_query {
    struct str q;
    int64_t as_of_ms;        /* 0 = now                    */
    struct opt_i64 expected; /* what the person was shown  */
};
/* Each verb reads its own. */
struct issue_bulk_values {
    struct issue_status_change change;
    struct str assigned_to;
    struct issue_label label;
    struct opt_i64 priority;
    struct str primary_id;    /* of a merge; absent = the one with most events */
    struct str mode;          /* "discard": later events are dropped, too      */
    struct opt_bool followed; /* false: follow no longer                       */
};
struct issue_bulk {
    int64_t project_id; /* 0 = any the actor sees */
    struct str_list ids;
    struct issue_bulk_query query; /* when there are no ids */
    bool has_query;
    struct str verb;
    struct str mode;
    struct issue_bulk_values values;
    bool follows_merges; /* of the verb: set by issue_bulk_run */
};

struct issue_bulk_skip {
    struct str id;
    struct str reason; /* missing, merged, gone, unchanged */
};
struct issue_bulk_result {
    int64_t affected;
    struct issue_bulk_skip *skipped;
    size_t n_skipped;
    struct undo undo;
    struct str job;         /* it goes on as work; absent = done */
    struct issue_ref *refs; /* what was done: for the stream     */
    size_t n_refs;
    bool is_gone; /* they are no longer there          */
};
/* E_INVALID names the field; E_CONFLICT "changed" with `matching`, the number of now. */
NODISCARD enum status issue_bulk_run(struct ctx *cx, struct issue_bulk *in,
                                     struct issue_bulk_result *out);

extern const struct field issue_bulk_values_in[];
extern const struct work_kind issue_works[];

/* issue_bulk_find.c: the issues that are meant, in order of project and id, each once; ids
 * that lead nowhere are in skipped. */
struct issue_bulk_targets {
    struct issue_ref *refs;
    size_t n;
    struct issue_bulk_skip *skipped;
    size_t n_skipped;
};
NODISCARD enum status issue_bulk_find(struct ctx *cx, const struct issue_bulk *in,
                                      struct issue_bulk_targets *out);

#endif
