/* notify_preferences.h - how somebody wants to be told: what stands in their preferences.
 *
 *     { "notify": { "inbox": {"followed": false},
 *                   "mail":  {"all": true, "mention": true, "reopened": false} },
 *       "quiet_hours": {"from": "22:00", "to": "07:30"},
 *       "utc_offset_min": 60 }
 *
 * The page keeps other things in the same object; what is missing or makes no sense here is
 * as by default: everything on, no quiet hours, UTC. */
#ifndef FEATURE_NOTIFY_NOTIFY_PREFERENCES_H
#define FEATURE_NOTIFY_NOTIFY_PREFERENCES_H

#include "feature/notify/notify.h"

struct notify_preferences {
    bool inbox[NOTIFY_KINDS];
    bool mail[NOTIFY_KINDS];
    bool has_quiet_hours;
    int64_t quiet_from_min; /* of the user's day */
    int64_t quiet_to_min;
    int64_t utc_offset_min;
};

/* "mention", "assigned", …: the kind on the wire and in preferences. */
const char *notify_kind_name(enum notify_kind kind);
void notify_preferences_read(struct ctx *cx, struct str json, struct notify_preferences *out);
/* The same object with "notify.mail.all": false. */
NODISCARD enum status notify_preferences_without_mail(struct ctx *cx, struct str json,
                                                      struct str *out);
/* The earliest time from at on that is not in quiet hours. */
int64_t notify_after_quiet(const struct notify_preferences *p, int64_t at_ms);

#endif
