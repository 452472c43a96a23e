/* work.h - what takes longer than an answer: done in steps, with progress.
 *
 * A route starts it in its transaction and answers 202 with its id. The job queue runs it
 * step by step: a step is one transaction of some 50 ms that does a part, moves `done` and
 * leaves the rest to the next, so people's writes get between, and a program that dies goes
 * on where the last commit was: nothing is done twice. GET /jobs/{id} and the stream's
 * topic job:{id} tell how far it is; DELETE stops it between two steps. Both are for who
 * asked and for admins; a day after its end it is forgotten.
 *
 * A step acts as the user who asked (cx->actor). A failure other than E_BUSY ends the work:
 * what was done stays done. */
#ifndef FEATURE_WORK_WORK_H
#define FEATURE_WORK_WORK_H

#include "core/feature.h"

enum { WORK_STEP_MS = 50 }; /* a step looks at the clock and stops here */

struct work {
    int64_t id;
    struct str uuid;
    int64_t user_id;
    struct str argument; /* as given to work_start                         */
    struct str state;    /* "" at first; the step's own                    */
    int64_t done;        /* of total; equal: it is finished                */
    int64_t total;       /* a step that finds more to do may raise it      */
    int64_t affected;
    int64_t skipped;
    struct str undo;   /* token shown when it has ended; "" = none      */
    struct str result; /* JSON object: what the kind has to tell; "" = nothing */
};

/* ended by kind == NULL; struct feature, `works` */
struct work_kind {
    const char *kind;
    /* In the transaction, with the work locked. Moves done by one at least. */
    enum status (*step)(struct ctx *cx, struct work *w);
};

struct work_order {
    const char *kind;
    struct str argument; /* JSON */
    int64_t total;
};
/* In the caller's transaction; for cx->actor, who must be a person. */
NODISCARD enum status work_start(struct ctx *cx, const struct work_order *order, struct str *uuid);

extern const struct feature feature_work;

#endif
