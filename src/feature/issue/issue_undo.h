/* issue_undo.h - what an issue was before a person's verb, as undo keeps it (undo.h). */
#ifndef FEATURE_ISSUE_ISSUE_UNDO_H
#define FEATURE_ISSUE_ISSUE_UNDO_H

#include "feature/issue/issue.h"
#include "feature/issue/issue_machine.h"
#include "feature/undo/undo.h"

/* One that was merged into the issue, and the fingerprints it brought; of "unmerge": the
 * one that the issue was taken out of. */
struct issue_was_member {
    int64_t id;
    struct str fingerprints; /* JSON list of numbers */
};

/* Of all members only those of the verb are set. */
struct issue_was {
    struct str verb; /* a row of the table in issue_undo.c    */
    struct str status;
    struct issue_columns columns;
    struct str snooze_window; /* hex; absent = none           */
    struct opt_i64 assigned_to;
    struct opt_i64 priority;
    bool is_priority_manual;
    struct str key; /* of a label that was put on or taken off */
    struct str value;
    struct str label_uuid;
    struct str source;
    bool was_off;    /* it was put on after somebody had taken it off */
    int64_t rule_id; /* that has put it on; 0 = a person */
    int64_t created_ms;
    int64_t origin_issue_id;
    int64_t deleted_ms;
    struct str suffix; /* hex: what its hashes got               */
    struct field_list members; /* struct issue_was_member       */
};

/* version: as the verb leaves it. Does nothing when undo is NULL. */
/* From the JSON of an object. */
NODISCARD enum status issue_read_was(struct ctx *cx, const struct undo_object *o,
                                     struct issue_was *out);
NODISCARD enum status issue_note_was(struct ctx *cx, struct undo *undo,
                                     const struct issue_ref *issue, int64_t version,
                                     const struct issue_was *was);

extern const struct undo_kind issue_undoes[];

/* issue_restore.c: the rows of all that will be restored. */
NODISCARD enum status issue_undo_lock(struct ctx *cx, const struct undo_object *objects, size_t n);
/* Locked, of the right version, they turn merging, unmerging and burying round. */
NODISCARD enum status issue_restore_merged(struct ctx *cx, const struct undo_object *o,
                                           const struct issue_was *was);
NODISCARD enum status issue_restore_unmerged(struct ctx *cx, const struct undo_object *o,
                                             const struct issue_was *was);
/* Is the issue it came out of still there, with room for its fingerprints? */
NODISCARD enum status issue_may_take_in(struct ctx *cx, const struct undo_object *o,
                                        const struct issue_was *was, bool *out);
NODISCARD enum status issue_restore_deleted(struct ctx *cx, const struct undo_object *o,
                                            const struct issue_was *was);

#endif
