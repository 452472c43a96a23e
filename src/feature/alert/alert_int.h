/* alert_int.h - what the files of this folder share. */
#ifndef FEATURE_ALERT_ALERT_INT_H
#define FEATURE_ALERT_ALERT_INT_H

#include "core/router.h"
#include "feature/alert/alert.h"
#include "feature/rule/rule.h"
#include "port/httpc.h"

struct jsonw;

enum {
    ALERT_CONFIG_BYTES = 4 << 10, /* as JSON */
    ALERT_RECIPIENTS = 20,
    ALERT_SECRET_BYTES = 500,
    ALERT_THROTTLE_MIN = 30, /* unless said otherwise */
    ALERT_THROTTLE_MAX_MIN = 7 * 24 * 60,
    ALERT_ATTEMPTS = 12,      /* some ten hours */
    ALERT_KEEP_DAYS = 30,     /* of the log, and longer than any window */
    ALERT_ANSWER_BYTES = 500, /* of an answer that are kept */
};

extern const char alert_kind[]; /* of rules */
extern const struct route alert_routes[];
extern const struct route_param alert_params[];

/* --- settings (alert_config.c) --- */

/* An alert's own fields, as they stand in its rule. */
struct alert_settings {
    struct str alert_type, config_box, level_filter, title_pattern, exclude_pattern;
    int64_t min_events, min_velocity_1h, throttle_minutes;
};
extern const struct field alert_settings_fields[];
NODISCARD enum status alert_settings_read(struct ctx *cx, struct str settings,
                                          struct alert_settings *out);
/* The tree that the flat fields stand for. */
NODISCARD enum status alert_tree(struct ctx *cx, const struct alert_settings *s, struct str *out);

/* Where to; which of them a type has, its channel says. */
struct alert_config {
    struct str_list recipients;
    struct str webhook_url; /* "" of slack: the group's, else SLACK_WEBHOOK_URL */
    struct str channel, url, secret, token, chat_id, routing_key;
};
struct alert_channel;
/* json as sent, over what is stored (box; "" = nothing): secrets that are absent or "" stay.
 * E_INVALID names the field. */
NODISCARD enum status alert_config_merge(struct ctx *cx, int64_t project_id,
                                         const struct alert_channel *channel, struct str json,
                                         struct str *box);
NODISCARD enum status alert_config_open(struct ctx *cx, const struct alert_channel *channel,
                                        struct str box, struct alert_config *out);
/* Without secrets; "webhook_url_set": true says that there is one. */
NODISCARD enum status alert_config_show(struct ctx *cx, const struct alert_channel *channel,
                                        struct str box, struct str *out);
/* Slack's address when an alert has none: that of its project's group, else
 * SLACK_WEBHOOK_URL; "" = none. */
NODISCARD enum status alert_slack_default(struct ctx *cx, int64_t project_id, struct str *out);

extern const struct setting alert_own_settings[];

/* --- what is said --- */

struct alert_message {
    struct str delivery; /* uuid                                           */
    struct str reason;   /* new, reopened, regressed, threshold, test      */
    struct str alert_id, alert_name;
    struct str sentence; /* of the conditions: why it was sent             */
    struct str project_id, project_name, project_slug;
    struct str issue_id, short_id, title, level, status, culprit, location, platform;
    struct str first_release, last_release;
    struct str url;
    int64_t event_count, user_count, priority, first_seen_ms, last_seen_ms, sent_ms;
};
/* "New issue", for the reason. */
struct str alert_headline(const struct alert_message *m);

/* --- ways out (alert_channel.c) --- */

struct alert_channel {
    const char *name;           /* alert_type                        */
    const struct field *config; /* of struct alert_config            */
    const char *const *secrets; /* members that are never shown      */
    const char *needs;          /* the member it cannot do without   */
    /* The call that tells m; NULL: it is mail. */
    enum status (*write)(struct ctx *cx, const struct alert_config *to,
                         const struct alert_message *m, struct httpc_call *out);
};
extern const char *const alert_types[];                     /* their names            */
struct str alert_one_line(struct ctx *cx, struct str text); /* of an event's; not too long */
const struct alert_channel *alert_channel_named(struct str name);
/* The mail to one recipient (alert_mail.c). */
struct mail;
NODISCARD enum status alert_mail(struct ctx *cx, struct str to, const struct alert_message *m,
                                 struct mail *out);
/* Every recipient for the log: addresses, or the one host. */
NODISCARD enum status alert_recipients(struct ctx *cx, const struct alert_channel *channel,
                                       const struct alert_config *config, struct str_list *out);

/* --- ringing and delivering --- */

extern const struct rule_kind alert_kinds[];

/* What came back. */
struct alert_reply {
    struct str delivery; /* of the log */
    struct str recipient;
    struct str error;  /* "" = it was taken            */
    struct str answer; /* how it begins                */
    int64_t status;    /* of HTTP; 0 = none            */
    int64_t took_ms;   /* of a call; 0 = it is mail   */
};
extern const struct outbox_channel alert_outbox[];
/* At once and once, past the outbox: what its channel answered. OK also when that is no. */
struct alert_test {
    int64_t project_id, rule_id;
    struct str rule_uuid, rule_name, tree, settings;
};
NODISCARD enum status alert_test(struct ctx *cx, const struct alert_test *test,
                                 struct alert_reply *out);

#endif
