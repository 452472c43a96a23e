/* issue_change.h - what one digest batch did to one issue: the argument of the
 * after_event hooks (decisions.md §9). Valid only during the hook. A hook that writes a
 * column of `after` changes it here too, for the hooks behind it and the live stream. */
#ifndef FEATURE_ISSUE_ISSUE_CHANGE_H
#define FEATURE_ISSUE_ISSUE_CHANGE_H

#include "base/base.h"

struct ctx;
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

/* The event that stands for those of the batch: the newest. */
struct change_event {
    struct str environment; /* absent = none */
    struct str release;
    const struct event_tag *tags;
    size_t n_tags;
    /* Its document, made when it is asked for; absent when it is not at hand any more. NULL
     * when the hook is run again later. */
    enum status (*read_document)(struct ctx *cx, const void *from, struct str *out);
    const void *from;
};

struct issue_change {
    int64_t project_id;
    struct str project_uuid;
    int64_t issue_id;
    struct str issue_uuid;
    int64_t version;
    struct issue_state before; /* zero when is_new */
    struct issue_state after;
    struct str type, culprit, platform, first_release;
    int64_t assigned_to; /* 0 = nobody       */
    int64_t first_seen_ms;
    bool is_priority_manual; /* a person has set it: rules leave it alone */
    int64_t n_events; /* of this batch    */
    bool is_new;
    bool is_reopened;
    const struct event_tag *new_tags; /* values this issue shows for the first time */
    size_t n_new_tags;
    struct change_event event;
};

#endif
