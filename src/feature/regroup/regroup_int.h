/* regroup_int.h - what the files of this folder share. */
#ifndef FEATURE_REGROUP_REGROUP_INT_H
#define FEATURE_REGROUP_REGROUP_INT_H

#include "core/router.h"
#include "feature/event/event.h"
#include "feature/event/event_store.h"
#include "feature/grouping/grouping.h"

/* --- routes ---------------------------------------------------------------------------- */

extern const struct field why_out[]; /* GET …/issues/{issue}/grouping (why_api.c) */
route_handler why_get;
extern const struct field preview_in[], preview_out[]; /* preview_api.c */
route_handler preview_post;
extern const struct field apply_out[]; /* POST …/grouping/apply (apply_api.c) */
route_handler apply_post;

/* --- judging stored events (judge.c) --------------------------------------------------- */

/* `how` of a fingerprint that holds moved events: no event's hash finds it (apply.h). */
#define REGROUP_HOW "regrouped"

struct regroup_fingerprint {
    int64_t id;
    int64_t project_id;
    int64_t issue_id;
    uint8_t hash[GROUPING_HASH_BYTES];
    struct str how; /* made by; "" = not known */
    int64_t event_count;
    int64_t stored_count;
};

/* What one stored event would be. */
struct regroup_verdict {
    bool stays;
    uint8_t hash[GROUPING_HASH_BYTES]; /* where it goes, or where it is */
    struct grouping grouping;          /* texts in cx->arena of the call */
    struct event event;
};

/* An event goes elsewhere when today's settings say so: a rule or mode of the project, or
 * none of them any more where one has made the fingerprint, or other in_app. A document that
 * was scrubbed may hash otherwise than the event did: that alone moves nothing. E_INVALID:
 * it is no event. */
NODISCARD enum status regroup_judge(struct ctx *cx, const struct grouping_settings *settings,
                                    const struct regroup_fingerprint *f, struct str document,
                                    struct regroup_verdict *out);

enum {
    REGROUP_PAGE = 50,
    REGROUP_SCRATCH_BYTES = 64 << 20, /* a page of documents, then the tree of one */
};
/* Stored events of a fingerprint, newest first; begins as { .limit }. before_id moves on;
 * documents that do not fit come with the next page, one that is gone is passed over. */
struct regroup_page {
    int64_t limit;
    int64_t before_id;
    struct stored_event *events;
    size_t n;
    bool is_end; /* there are none below */
};
NODISCARD enum status regroup_page(struct ctx *scratch, const struct regroup_fingerprint *f,
                                   struct regroup_page *page);

/* Stored events of a fingerprint by where they go. */
enum { REGROUP_GROUPS_MAX = 50 };
struct regroup_group {
    uint8_t hash[GROUPING_HASH_BYTES];
    bool stays;
    int64_t n;
    struct str title;    /* of its newest event */
    struct event_id example;
    struct str how;
};
struct regroup_groups {
    struct regroup_group list[REGROUP_GROUPS_MAX]; /* in order of appearance, newest first */
    size_t n;
    int64_t n_judged;
    bool is_whole; /* all stored events were judged */
};
struct regroup_bound {
    int64_t max_events;
    int64_t deadline_ms; /* clock_monotonic_ms */
};
NODISCARD enum status regroup_count(struct ctx *cx, const struct grouping_settings *settings,
                                    const struct regroup_fingerprint *f,
                                    const struct regroup_bound *bound, struct regroup_groups *out);

#endif
