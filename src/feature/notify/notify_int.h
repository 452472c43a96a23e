/* notify_int.h - between the files of this folder. */
#ifndef FEATURE_NOTIFY_NOTIFY_INT_H
#define FEATURE_NOTIFY_NOTIFY_INT_H

#include "feature/notify/notify.h"

/* Whose mail about which issue: the payload of an outbox row, and what a link to unsubscribe
 * stands for. */
struct notice_key {
    int64_t user_id;
    int64_t project_id;
    int64_t issue_id;
};

/* notify_mail.c: queues a notice; it goes when its time has come. */
struct notify_preferences;
NODISCARD enum status notice_add(struct ctx *cx, const struct notify_happening *h,
                                 const struct notice_key *key, const char *reason,
                                 const struct notify_preferences *preferences);
extern const struct outbox_channel notice_channels[];

/* unsubscribe_api.c: a link that works without signing in, for ever. */
struct str unsubscribe_token(struct ctx *cx, const struct notice_key *key);

/* notify_api.c, unsubscribe_api.c */
extern const struct route notify_routes[];
extern const struct field unsubscribe_out[];
route_handler unsubscribe_get, unsubscribe_post;

/* Tells the user's pages how many are unread; after commit. */
void notify_publish(struct ctx *cx, int64_t user_id, const char *op, struct str patch);

#endif
