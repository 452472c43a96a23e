/* undo_int.h - between the files of this folder. */
#ifndef FEATURE_UNDO_UNDO_INT_H
#define FEATURE_UNDO_UNDO_INT_H

#include "feature/undo/undo.h"
#include "feature/work/work.h"

/* What came of it. */
struct undo_result {
    int64_t restored;
    struct undo_refusal *skipped;
    size_t n_skipped;
    struct str job; /* so many that it is done step by step (work.h); absent = it is done */
};
/* Takes the write back and forgets it. E_MISSING: no such token of this user, used, or too
 * old. With nothing to restore the result tells why, and nothing is changed. */
NODISCARD enum status undo_run(struct ctx *cx, struct str token, struct undo_result *out);

extern const struct route undo_routes[];
extern const struct route_param undo_params[];
extern const struct job undo_jobs[];
extern const struct work_kind undo_works[];

#endif
