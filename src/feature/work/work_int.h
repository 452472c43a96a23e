/* work_int.h - between the files of this folder. */
#ifndef FEATURE_WORK_WORK_INT_H
#define FEATURE_WORK_WORK_INT_H

#include "feature/work/work.h"

/* The work as its owner sees it. */
struct work_view {
    struct str id;
    struct str kind;
    struct str status;
    int64_t done;
    int64_t total;
    int64_t affected;
    int64_t skipped;
    struct str undo;  /* absent until the end, and when there is none */
    struct str error; /* absent = none                                */
    struct str result; /* absent = the kind tells nothing             */
    int64_t created_ms;
    int64_t updated_ms;
    int64_t ended_ms;
};
/* E_MISSING: there is none, or it is another's and the reader no admin. */
NODISCARD enum status work_read(struct ctx *cx, struct str uuid, struct work_view *out);
/* It takes no further step; nothing when it has ended. */
NODISCARD enum status work_stop(struct ctx *cx, struct str uuid);

extern const struct route work_routes[];
extern const struct route_param work_params[];
extern const struct job work_jobs[];

#endif
