/* apply.h - today's grouping applied to stored events, as work in steps (work.h).
 *
 * Fingerprint by fingerprint, oldest first. All its stored events go to one place: the
 * fingerprint changes its issue with everything it has counted, and of two issues the older
 * survives. Some stay, or they part: the events that leave are rewritten, a page at a time,
 * to a fingerprint of their own in the issue of their new hash, with their hours, tags and
 * users. Events of such a fingerprint that were only counted stay where they were counted
 * (`counted_only` says how many), and so do tags and users it has shown: neither can be told
 * from those of others. Event counters are exact after every step.
 *
 * A step judges until WORK_STEP_MS have passed, or changes one fingerprint, or one page of
 * its events: so it holds few rows, in the digest's order, and decides on what it has locked.
 * Events that arrive meanwhile are grouped by the same settings already; a fingerprint that
 * was counted for between judging and moving is judged again, three times at most.
 *
 * What every step has moved is noted for undo (undo.h), ten minutes from the end: each
 * fingerprint that is still where the work put it goes back to its issue, events that were
 * rewritten with the fingerprint they were given, and an issue that was made for them goes. */
#ifndef FEATURE_REGROUP_APPLY_H
#define FEATURE_REGROUP_APPLY_H

#include "feature/regroup/regroup_int.h"
#include "feature/undo/undo.h"
#include "feature/work/work.h"

struct issue_regroup;

/* What it has done: `result` of the work. */
struct apply_figures {
    int64_t fingerprints; /* looked at                                             */
    int64_t repointed;    /* whole ones that changed their issue                   */
    int64_t moved_events; /* of those that parted                                  */
    int64_t counted_only; /* without a document, of those that parted: they stayed */
    int64_t left;         /* fingerprints left alone, or what had not moved of them yet: the
                             issue is full, the hash is discarded, or events never stopped
                             coming                                                 */
    bool complete;        /* else there was more than can be taken back: run again */
};

enum apply_phase { APPLY_PICK, APPLY_JUDGE, APPLY_MOVE, APPLY_POINT };

/* Where it is, kept in the work between two steps. */
struct apply_state {
    int64_t cursor_id;   /* fingerprints up to here are done                 */
    int64_t current_id;  /* the one in hand                                  */
    int64_t phase;       /* enum apply_phase                                 */
    int64_t before_id;   /* its events from here on are judged, or moved     */
    int64_t event_count; /* of it when judging began                         */
    int64_t tries;
    bool stays;        /* events that stay were seen                       */
    bool parts;        /* events that go to different places               */
    struct str leaves; /* hex: where the newest that leaves goes; "" = none */
    struct str how;    /* that hash is made                                 */
    struct str undo;   /* undo_state                                       */
    struct apply_figures done;
};

struct apply {
    struct ctx *cx;
    struct grouping_settings settings;
    int64_t project_id;
    int64_t upto_id; /* the newest fingerprint when it began */
    struct apply_state s;
    struct undo undo;
    int64_t n_units; /* of this step: events judged, fingerprints done */
    bool has_written;
    bool is_over;
};

/* Is there room to take back what one more fingerprint may bring? */
bool apply_has_room(const struct apply *a);
/* Notes where a fingerprint was; from 0: it was not there at all. */
NODISCARD enum status apply_note(struct apply *a, const struct issue_regroup *move);
/* What the fingerprint in hand is by now; E_MISSING never: *found says so. */
NODISCARD enum status apply_current(struct apply *a, struct regroup_fingerprint *f, bool *found);
/* The fingerprint in hand is done. */
void apply_finish(struct apply *a);
/* It is judged from its newest event on. */
void apply_judge_anew(struct apply *a, const struct regroup_fingerprint *f);

/* apply_move.c: a page of leavers; or moves on to what follows. */
NODISCARD enum status apply_move(struct apply *a);
/* apply_point.c: the whole fingerprint. */
NODISCARD enum status apply_point(struct apply *a);
/* The issue of this event's hash, for events that leave; noted when it is made. In
 * cx->arena of the event. */
struct issue_event;
struct issue_place;
NODISCARD enum status apply_place_of(struct apply *a, struct ctx *cx, const struct issue_event *ev,
                                     struct issue_place *out);
/* As an issue sees a stored event that was judged; texts in cx->arena. */
struct issue_event apply_event_of(struct ctx *cx, const struct stored_event *stored,
                                  const struct regroup_verdict *v);

extern const struct work_kind regroup_works[];  /* apply.c */
extern const struct undo_kind regroup_undoes[]; /* apply_undo.c */
/* For cx->actor, in the caller's transaction. */
NODISCARD enum status apply_start(struct ctx *cx, int64_t project_id, struct str *job);

#endif
