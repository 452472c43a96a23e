/* regroup_int.h - what the files of this folder share. */
#ifndef FEATURE_REGROUP_REGROUP_INT_H
#define FEATURE_REGROUP_REGROUP_INT_H

#include "core/router.h"
#include "feature/event/event.h"
#include "feature/grouping/grouping.h"

/* GET …/issues/{issue}/grouping (why_api.c) */
extern const struct field why_out[];
route_handler why_get;

/* A stored document under these settings: frames judged anew, then hashed. explained may be
 * NULL. E_INVALID: it is no event. */
NODISCARD enum status regroup_document(struct ctx *cx, const struct grouping_settings *settings,
                                       struct str document, struct event *ev,
                                       struct grouping *out);

#endif
