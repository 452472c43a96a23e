/* alert_int.h - what the files of this folder share. */
#ifndef FEATURE_ALERT_ALERT_INT_H
#define FEATURE_ALERT_ALERT_INT_H

#include "core/router.h"
#include "feature/alert/alert.h"
#include "feature/rule/rule.h"
#include "port/httpc.h"

struct issue_note;
struct jsonw;

enum {
    ALERT_CONFIG_BYTES = 12 << 10, /* as JSON */
    ALERT_TEMPLATE_BYTES = 4000,
    ALERT_RECIPIENTS = 20,
    ALERT_SECRET_BYTES = 500,
    ALERT_THROTTLE_MIN = 30, /* unless said otherwise */
    ALERT_THROTTLE_MAX_MIN = 7 * 24 * 60,
    ALERT_ATTEMPTS = 12,      /* some ten hours */
    ALERT_KEEP_DAYS = 30,     /* of the log, and longer than any window */
    ALERT_ANSWER_BYTES = 500, /* of an answer that are kept */
    ALERT_DIGEST_MAX_MIN = 24 * 60,
    ALERT_FAILING_MIN = 60, /* without success until it is marked */
    ALERT_LIST = 50,        /* issues that one message tells of */
};

extern const char alert_kind[]; /* of rules */
extern const struct route alert_routes[];
extern const struct route_param alert_params[];

/* --- settings (alert_config.c) --- */

/* When it keeps still: from one time of the day to another, on these weekdays, in a zone; what
 * rings meanwhile is told when that ends. No days = never. */
struct alert_mute {
    struct str_list days;   /* "mon" … "sun": on which it begins           */
    struct str from, until; /* "22:00"; until ≤ from lies in the next day  */
    struct str zone;        /* of the tz database; "" = UTC                */
};
extern const struct field alert_mute_fields[];
/* E_INVALID names the member; also a schedule that never ends. */
NODISCARD enum status alert_mute_check(struct ctx *cx, const struct alert_mute *mute);
/* When it may speak: at_ms, or later. */
int64_t alert_mute_end(struct ctx *cx, const struct alert_mute *mute, int64_t at_ms);

/* An alert's own fields, as they stand in its rule. */
struct alert_settings {
    struct str alert_type, config_box, level_filter, title_pattern, exclude_pattern;
    int64_t min_events, min_velocity_1h, throttle_minutes;
    int64_t digest_minutes; /* what rings in so many is one message; 0 = each is one */
    bool notify_resolved;   /* also tells that an issue it rang for was resolved     */
    struct alert_mute mute;
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
    struct str channel, url, secret, token, chat_id, routing_key; /* token of slack: a bot's */
    struct str format;   /* of a webhook: "" = ours, "sentry", "template"                     */
    struct str template; /* JSON with names in "{{…}}"                                       */
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
    struct str reason;   /* new, reopened, regressed, threshold, resolved, test; of several
                            issues: digest                                 */
    struct str alert_id, alert_name;
    struct str sentence; /* of the conditions: why it was sent             */
    struct str project_id, project_name, project_slug;
    struct str issue_id, short_id, title, level, status, culprit, location, platform;
    struct str first_release, last_release;
    struct str url;
    int64_t project_no, rule_no, issue_no; /* in the store; issue_no 0 = of none */
    struct str trend, tags;                /* of a mail: alert_look.c */
    struct str thread_ts; /* of the message that this one answers; absent = none   */
    int64_t event_count, user_count, priority, first_seen_ms, last_seen_ms, sent_ms;
    const struct alert_message *list; /* of a digest: one for each issue, then what stands   */
    size_t n_list;                    /* above of one issue is of the project; 0 = it is none */
    size_t n_more;                    /* issues beyond ALERT_LIST                            */
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
/* Jobs of that name tell that an issue was resolved. */
extern const char alert_resolved_job[];
NODISCARD enum status alert_resolved_later(struct ctx *cx, struct str argument);
NODISCARD enum status alert_after_note(struct ctx *cx, const struct issue_note *note);

/* What became of a try, in the caller's transaction: an alert fails since its first failure after
 * a success. */
struct alert_outcome {
    int64_t project_id, rule_id;
    enum status st;
    struct str error;
};
NODISCARD enum status alert_failing_note(struct ctx *cx, const struct alert_outcome *o);
/* One that fails since then or longer is marked. */
int64_t alert_failing_before(const struct ctx *cx);
/* Tells admins of those, once each. */
NODISCARD enum status alert_failing_tell(struct ctx *cx);

/* What rang and is told later with others: its rows of the log are in the batch 'next' until
 * the message is made. One row of the outbox waits for each alert and recipient. */
struct alert_batch {
    int64_t project_id, rule_id;
    struct str alert_type, recipient;
    int64_t due_ms;
};
NODISCARD enum status alert_batch_queue(struct ctx *cx, const struct alert_batch *batch);
#define ALERT_BATCH_KIND "alerts" /* of the outbox */
NODISCARD enum status alert_batch_deliver(struct ctx *cx, struct outbox_delivery *d);
/* Rows that nothing in the outbox waits for: they rang while the message before them went. */
NODISCARD enum status alert_batch_sweep(struct ctx *cx);

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
/* What a mail about one issue adds: m->trend and m->tags. It reads a whole event, so a digest's
 * issues go without. */
NODISCARD enum status alert_look(struct ctx *cx, const struct alert_test *of,
                                 struct alert_message *m);
/* m: of the alert and, unless issue_id is 0, its issue; delivery and reason are the caller's.
 * E_MISSING: project or issue is gone. */
NODISCARD enum status alert_message_write(struct ctx *cx, const struct alert_test *of,
                                          int64_t issue_id, struct alert_message *m);
/* The newest issue of the project, or one that stands for it: what tests and previews tell of. */
NODISCARD enum status alert_sample(struct ctx *cx, const struct alert_test *of,
                                   struct alert_message *m);
/* Where it goes as it stands now. */
NODISCARD enum status alert_open(struct ctx *cx, const struct alert_test *of,
                                 const struct alert_channel **channel, struct alert_config *out);
/* One try: reply has the recipient. */
NODISCARD enum status alert_tell(struct ctx *cx, const struct alert_channel *channel,
                                 const struct alert_config *config, const struct alert_message *m,
                                 struct alert_reply *reply);
/* What an answer's status says: OK, later (E_RATE, E_UPSTREAM) or never (E_INVALID). */
NODISCARD enum status alert_judge(struct ctx *cx, const struct httpc_answer *answer);
/* Slack with a bot's token: what comes later of an issue answers the first message about it, which
 * is brought up to date (alert_slack.c). */
NODISCARD enum status alert_slack_tell(struct ctx *cx, const struct alert_config *config,
                                       const struct alert_message *m, struct alert_reply *reply);
/* "sent", "waiting", "dead" after a try that ended so. */
const char *alert_state_after(enum status st, int64_t attempt);
/* Why it was not taken; "" = it was. */
struct str alert_words_of(struct ctx *cx, enum status st);
NODISCARD enum status alert_test(struct ctx *cx, const struct alert_test *test,
                                 struct alert_reply *out);

#endif
