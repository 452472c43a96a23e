/* issue_machine.h - the statuses of an issue and what moves it between them
 * (gosnag-domain.md §4, mended).
 *
 * One table of (status, happening) → (status, activity); people, the digest, timers and
 * later tickets all go through issue_move. Moving writes all status columns: what the
 * new status does not imply is cleared.
 *
 * When an event brings an issue back:
 *   resolved   while its cooldown runs it only counts. Resolved in a release, only a later
 *              release does (release_compare); resolved in the next one, that one is found
 *              when it appears. Otherwise the next event does.
 *   snoozed    until a time, so many more events or users, so many events within some
 *              minutes, or an hour that is much busier than before: whatever is set and
 *              comes first.
 *   ignored    never, or until such a busy hour.
 *
 * All in the caller's transaction. */
#ifndef FEATURE_ISSUE_ISSUE_MACHINE_H
#define FEATURE_ISSUE_ISSUE_MACHINE_H

#include "base/base.h"

struct ctx;
struct q_issue_for_digest_row;

enum issue_happening {
    ISSUE_SET,           /* a person or a program says so                */
    ISSUE_SEEN,          /* an event came that brings it back            */
    ISSUE_SNOOZE_OVER,   /* its time has come                            */
    ISSUE_COOLDOWN_OVER, /* the next event brings it back from now on    */
};

/* What a status brings with it; zero and absent = not set. */
struct issue_columns {
    int64_t resolved_ms;
    int64_t cooldown_until_ms;
    struct str resolved_in_release;
    struct str resolve_pending; /* "next", "commit:SHA"; "" or absent = no */
    int64_t resolve_base_release;
    int64_t snooze_until_ms;
    struct opt_i64 snooze_event_threshold;
    int64_t snooze_events_at_start;
    struct opt_i64 snooze_user_threshold;
    int64_t snooze_users_at_start;
    struct opt_i64 snooze_rate_events;
    struct opt_i64 snooze_rate_minutes;
    struct opt_i64 snooze_escalation;
};

struct issue_move {
    int64_t project_id;
    int64_t issue_id;
    struct str from;
    enum issue_happening happening;
    struct str wanted;            /* ISSUE_SET: the new status           */
    struct issue_columns columns; /* ISSUE_SET, ISSUE_COOLDOWN_OVER      */
};
/* Columns, version and a line in the history. *is_moved false, and nothing written: the
 * table has no row for this, or the issue has another status meanwhile. Locks its row. */
NODISCARD enum status issue_move(struct ctx *cx, const struct issue_move *move, bool *is_moved);

/* A line of the issue's history; the user is cx->actor's, or nobody. Absent texts are
 * null. */
struct issue_note {
    int64_t project_id;
    int64_t issue_id;
    const char *action;
    struct str old_value;
    struct str new_value;
    struct str metadata; /* JSON */
    bool is_of_event;    /* written for an event, in the digest's transaction */
};
/* Also hands it to the features that want to know (after_note), but for those of events. */
NODISCARD enum status issue_note(struct ctx *cx, const struct issue_note *note);

/* issue_return.c: does an event bring the issue back? The row is as read, its columns move
 * with the events; nothing is written before issue_sleep_write. */
struct issue_sight {
    int64_t project_id;
    int64_t issue_id;
    int64_t received_ms;
    struct str release; /* absent = none */
    int64_t release_id;
    int64_t events; /* of this batch so far, this one included */
};
NODISCARD enum status issue_comes_back(struct ctx *cx, struct q_issue_for_digest_row *row,
                                       const struct issue_sight *sight, bool *out);
/* The same for what is known only when a batch is written: users, this hour's events. */
NODISCARD enum status issue_comes_back_late(struct ctx *cx,
                                            const struct q_issue_for_digest_row *row,
                                            const struct issue_sight *sight, bool *out);
/* What the events of a batch changed of an issue that still sleeps: the release it turned
 * out to be resolved in, the window of its rate. */
NODISCARD enum status issue_sleep_write(struct ctx *cx, int64_t issue_id,
                                        const struct q_issue_for_digest_row *before,
                                        const struct q_issue_for_digest_row *row);
/* Events in an hour that end "ignored until it escalates": three times the hourly mean of
 * the seven days before, ten at least. */
NODISCARD enum status issue_escalation(struct ctx *cx, int64_t issue_id, int64_t *out);

#endif
