/* issue_change.h - what one digest batch did to one issue: the argument of the
 * after_event hooks (decisions.md §9). Valid only during the hook. */
#ifndef FEATURE_ISSUE_ISSUE_CHANGE_H
#define FEATURE_ISSUE_ISSUE_CHANGE_H

#include "base/base.h"

struct event_tag;

/* The columns hooks may look at. */
struct issue_state {
    struct str status;
    struct str title;
    struct str level;
    int64_t event_count;
    int64_t user_count;
    int64_t priority;
    int64_t last_seen_ms;
};

struct issue_change {
    int64_t project_id;
    struct str project_uuid;
    int64_t issue_id;
    struct str issue_uuid;
    int64_t version;
    struct issue_state before; /* zero when is_new */
    struct issue_state after;
    int64_t n_events; /* of this batch    */
    bool is_new;
    bool is_reopened;
    const struct event_tag *new_tags; /* values this issue shows for the first time */
    size_t n_new_tags;
};

#endif
