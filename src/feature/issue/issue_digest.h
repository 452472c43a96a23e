/* issue_digest.h - what the digest does to issues, inside its transaction.
 *
 * A target is a fingerprint with its issue, as it stands in this batch. Several
 * fingerprints may share one issue; the issue is read once and written once per batch.
 * Status transitions are computed in event order (issue_see), one table of rules. */
#ifndef FEATURE_ISSUE_ISSUE_DIGEST_H
#define FEATURE_ISSUE_ISSUE_DIGEST_H

#include "base/base.h"
#include "feature/event/event.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_change.h"

struct ctx;
struct stat_batch;

/* One event, as far as issues look at it. Strings live in the batch. */
struct issue_event {
    int64_t project_id;
    int64_t received_ms;
    struct grouping grouping;
    struct str level;
    struct str platform;
    struct str release; /* absent = none */
    int64_t release_id; /* 0 = none; numbers grow in order of first appearance */
    int64_t release_first_ms;
    bool is_unhandled;
    int64_t info_limit; /* issues of level info and debug its project may have; 0 = any number,
                           or this is none of them */
    struct str words; /* for search, of an event that may make an issue; absent = it does not */
};

struct issue_target; /* an issue in this batch  */
struct fingerprint_target {
    int64_t id;
    int64_t project_id;
    int64_t exemplar_id; /* the one new events are packed against; 0 = none yet */
    int64_t events;      /* of this batch */
    int64_t stored;
    int64_t last_seen_ms;
    bool is_new;
    bool is_discarded; /* there is none, and people want none: its events are dropped */
    struct issue_target *issue;
};

struct issue_batch;
struct issue_batch *issue_batch_new(struct ctx *cx);

/* Finds the fingerprints of these events and their issues; id 0 = there is none. events: one
 * of each project and hash, in order of project, then of receipt. */
NODISCARD enum status issue_targets_find(struct ctx *cx, struct issue_batch *b,
                                         const struct issue_event *const *events, size_t n,
                                         struct fingerprint_target *const *out);
/* Makes what was not found (uuid, short id, activity first_seen); call in the order above.
 * Who makes an issue holds its project's row until the end of the transaction, so that
 * short numbers have no gaps and no two processes make the same. */
NODISCARD enum status issue_target_make(struct ctx *cx, struct issue_batch *b,
                                        const struct issue_event *ev,
                                        struct fingerprint_target *out);
/* Issues of the project first seen in that hour, counted up to max. */
NODISCARD enum status issue_count_new(struct ctx *cx, int64_t project_id, int64_t hour, int64_t max,
                                      int64_t *out);
/* Issues of level info and debug that the project has, counted up to max. */
NODISCARD enum status issue_count_info(struct ctx *cx, int64_t project_id, int64_t max,
                                       int64_t *out);
/* Counts one event: status rules (issue_machine.h), latest texts. Reads only. *is_cause:
 * this event brings the issue back, so it is kept whatever the cap says. */
NODISCARD enum status issue_see(struct ctx *cx, struct fingerprint_target *t,
                                const struct issue_event *ev, bool *is_cause);
/* Rows of event kept so far, this batch included: what the cap compares with. */
int64_t issue_stored(const struct issue_target *issue);
void issue_note_stored(struct fingerprint_target *t);
/* A tag value this issue shows for the first time. */
void issue_note_tag(struct ctx *cx, struct issue_batch *b, const struct fingerprint_target *t,
                    const struct event_tag *tag);

/* Writes the counters of a fingerprint; then, once, those of all issues and what happened
 * to them (stats: the batch's, for distinct users). Rows are locked in order of key. */
NODISCARD enum status issue_write_fingerprint(struct ctx *cx, const struct fingerprint_target *t);
NODISCARD enum status issue_write_all(struct ctx *cx, struct issue_batch *b,
                                      struct stat_batch *stats);

/* The changes for hooks and the live stream, in order of issue id. */
size_t issue_changes(struct ctx *cx, struct issue_batch *b, struct issue_change **out);

#endif
