/* feedback.h - what people wrote, about an error they met or about the program.
 *
 * It comes as an item of an envelope (`user_report`, `feedback`), by the older web API, or
 * from the report dialog; all take the way of envelopes. What names an event is linked to
 * the fingerprint of that event, and so to the issue that has it today, whether the event
 * came before or comes within FEEDBACK_LINK_DAYS. */
#ifndef FEATURE_FEEDBACK_FEEDBACK_H
#define FEATURE_FEEDBACK_FEEDBACK_H

#include "base/id.h"
#include "core/feature.h"

enum {
    FEEDBACK_LINK_DAYS = 7,
    FEEDBACK_NAME = 200, /* characters; longer texts are cut */
    FEEDBACK_EMAIL = 254,
    FEEDBACK_URL = 2048,
    FEEDBACK_TEXT = 8192,
};

/* For whoever deletes files of events that never came: does this id belong to feedback? */
NODISCARD enum status feedback_is_known(struct ctx *cx, int64_t project_id,
                                        const struct event_id *own_id, bool *out);

extern const struct feature feature_feedback;

#endif
