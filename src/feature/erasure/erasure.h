/* erasure.h - an end user asks to be forgotten: an admin names them, and what a project
 * holds of them goes.
 *
 * Named by id, mail, user name, name or address, as `user` of an event says it, without
 * regard to case. What goes: documents of their events with the files that came with them,
 * what they wrote as feedback. What stays: that their events were counted (hours, tags,
 * distinct users as hashes), and titles and tags of issues, which are made of errors and
 * not of people. What comes afterwards is not touched: stop it at its source, or scrub it.
 *
 * A job works in steps of some ten milliseconds and can be interrupted anywhere. A
 * document that others are compressed with is no longer served by any route, and goes
 * EVENT_EXEMPLAR_DAYS after it came (feature/event/event_erase.h); until then the erasure
 * is `waiting`. The name is kept sealed, and forgotten with the last step. */
#ifndef FEATURE_ERASURE_ERASURE_H
#define FEATURE_ERASURE_ERASURE_H

#include "base/id.h"
#include "core/feature.h"

enum {
    ERASURE_VALUE_BYTES = 254,
    ERASURES_LISTED = 100,
};

extern const struct feature feature_erasure;
extern const struct route erasure_routes[];

/* In the caller's transaction. */
NODISCARD enum status erasure_begin(struct ctx *cx, int64_t project_id, struct str value,
                                    struct str *uuid);
/* The job: works on what is open for a while. */
NODISCARD enum status erasure_run(struct ctx *cx, struct str argument);

#endif
