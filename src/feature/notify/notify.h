/* notify.h - who is told of what: the inbox, and mails about issues.
 *
 * A happening on an issue reaches whom it concerns: who is mentioned, who got it on their
 * desk, who follows it; what is about the program's own work reaches the admins. Each has an
 * inbox: one unread row per issue and kind, whose count
 * later happenings raise; read rows stay for NOTIFY_DAYS, NOTIFY_ROWS at most.
 *
 * With a mail server the same goes by mail, through the outbox (channel "notice"): the first
 * one OUTBOX_UNDO_MS after the happening, then at most one per issue and NOTIFY_GATHER_MS
 * with all that came meanwhile. It is written when it is delivered, so that what was undone
 * or is not true any more is left out. Quiet hours hold all but mentions. Whoever has
 * unsubscribed from an issue gets none about it until they follow it again.
 *
 * People choose by kind and channel in their preferences (notify_preferences.h).
 *
 * Memory: cx->arena. Threads: any; all state is in the store. */
#ifndef FEATURE_NOTIFY_NOTIFY_H
#define FEATURE_NOTIFY_NOTIFY_H

#include "core/feature.h"

enum {
    NOTIFY_DAYS = 90,
    NOTIFY_ROWS = 1000,        /* of a user's inbox */
    NOTIFY_GATHER_MS = 600000, /* ten minutes       */
    NOTIFY_WORDS = 2000,       /* characters of a comment that a mail quotes */
};

enum notify_kind {
    NOTIFY_MENTION,
    NOTIFY_ASSIGNED,
    NOTIFY_FOLLOWED, /* something happened on an issue that one follows */
    NOTIFY_REOPENED,
    NOTIFY_ALERT, /* admins: an alert does not get through */
    NOTIFY_KINDS
};

struct notify_happening {
    int64_t project_id;
    int64_t issue_id;
    enum notify_kind kind;
    const char *action;   /* as in the issue's history: "commented" */
    struct str old_value; /* absent = none                          */
    struct str new_value;
    struct str words;      /* of a comment; absent = none                */
    const int64_t *except; /* notify_watchers: users told otherwise */
    size_t n_except;
};

/* All in the caller's transaction; the live stream is told after its commit. The actor is
 * never told of what they did themselves.
 *
 * One user; reason: "mention", "assigned", "follow". Somebody who cannot sign in is passed
 * over. */
NODISCARD enum status notify_user(struct ctx *cx, const struct notify_happening *h, int64_t user_id,
                                  const char *reason);
/* Everybody who follows the issue, and who has it on their desk. */
NODISCARD enum status notify_watchers(struct ctx *cx, const struct notify_happening *h);
/* Every admin. */
NODISCARD enum status notify_admins(struct ctx *cx, const struct notify_happening *h);

extern const struct feature feature_notify;

#endif
