/* tracker_int.h - what the files of this folder share. */
#ifndef FEATURE_TRACKER_TRACKER_INT_H
#define FEATURE_TRACKER_TRACKER_INT_H

#include "core/router.h"
#include "feature/rule/rule.h"
#include "feature/tracker/tracker.h"

enum {
    TRACKER_ATTEMPTS = 12,         /* some ten hours                                          */
    TRACKER_LEASE_MS = 60 * 1000,  /* making one: labels, look-up, call, each HTTPC_TIMEOUT_MS */
    TRACKER_SETTLE_MS = 30 * 1000, /* what came to be in the dark is shown by then           */
    TRACKER_FACTS_BYTES = 8 << 10,
    TRACKER_FRAMES = 10,
    TRACKER_FRAME_BYTES = 300,
    TRACKER_TITLE_BYTES = 200,
};

/* An issue's place in one tracker. */
struct tracker_spot {
    int64_t project_id, issue_id;
    const struct tracker *tracker;
};

/* --- settings (tracker_settings.c) --- */

/* What stands beside the project's columns, as JSON. */
extern const struct field tracker_own_fields[];
/* *is_set: there is all that the tracker needs. E_MISSING: the project is gone. */
NODISCARD enum status tracker_session_open(struct ctx *cx, int64_t project_id,
                                           const struct tracker *tracker,
                                           struct tracker_session *out, bool *is_set);
/* E_INVALID when it is not set up. */
NODISCARD enum status tracker_session_need(struct ctx *cx, int64_t project_id,
                                           const struct tracker *tracker,
                                           struct tracker_session *out);
/* The tracker that a route's path names. */
const struct tracker *tracker_of(const struct request *rq);

/* --- the text (tracker_text.c) --- */

/* From the issue and its newest stored event, as they are now. E_MISSING: it is gone. */
NODISCARD enum status tracker_ticket_write(struct ctx *cx, const struct tracker_spot *spot,
                                           struct str marker, struct tracker_ticket *out);

/* --- making it (tracker_make.c) --- */

/* In the caller's transaction: the intent, and the row of the outbox that sees to it (due_ms;
 * 0 = now). *is_new false: it was wanted before, or is there. */
struct tracker_wish {
    struct tracker_spot spot;
    const char *origin; /* person, rule */
    int64_t rule_id;
    int64_t due_ms;
    struct str title; /* of the ticket; "" = as it was asked for before, or the issue's */
};
NODISCARD enum status tracker_want(struct ctx *cx, const struct tracker_wish *wish, bool *is_new);
/* Makes what is wanted, or finds that it was made, and writes that down. E_CONFLICT: somebody
 * else does, or nothing is wanted (any more). Any other failure stands in the row; one that no
 * repetition mends ends the intent. */
NODISCARD enum status tracker_make(struct ctx *cx, struct tracker_session *s,
                                   const struct tracker_spot *spot, struct tracker_ref *out);
/* A job: rules' tickets that failed are wanted again when a project's settings are newer. */
NODISCARD enum status tracker_again(struct ctx *cx, struct str argument);
/* In the caller's transaction: what GoSnag's clients read of the issue (ref NULL = nothing), and
 * the line of its history. */
NODISCARD enum status tracker_note(struct ctx *cx, const struct tracker_spot *spot,
                                   const struct tracker_ref *ref);
/* Tells the live stream. Call after commit. */
NODISCARD enum status tracker_publish(struct ctx *cx, const struct tracker_spot *spot);

/* --- both ways (tracker_sync.c) --- */

/* What a tracker says of a ticket; is_asked: it was asked just now, else it said so by itself and
 * may say it late or twice. Closed by news, it resolves the issues that have it. */
NODISCARD enum status tracker_hear(struct ctx *cx, const struct tracker_session *s,
                                   int64_t project_id, const struct tracker_ref *ref,
                                   bool is_asked);
NODISCARD enum status tracker_poll(struct ctx *cx, struct str argument); /* a job */
/* Reopens the ticket when it is closed and its issue is not. */
NODISCARD enum status tracker_reopen(struct ctx *cx, struct tracker_session *s,
                                     const struct tracker_spot *spot, struct str key);
bool tracker_wants_event(const struct issue_change *change);
NODISCARD enum status tracker_after_event(struct ctx *cx, struct issue_change *change);
NODISCARD enum status tracker_after_note(struct ctx *cx, const struct issue_note *n);
route_handler tracker_webhook_post;

extern const struct outbox_channel tracker_outbox[];
extern const struct rule_kind tracker_kinds[];
extern const struct route tracker_routes[];
extern const struct route_param tracker_params[];
route_handler tracker_rules_get, tracker_rules_post, tracker_rule_put, tracker_rule_delete;
extern const struct field tracker_rule_fields[], tracker_rule_in_fields[];
route_handler tracker_settings_get, tracker_settings_put;
extern const struct field tracker_settings_out_fields[], tracker_settings_in_fields[];

#endif
