/* alert_write.h - messages of alerts: what their ways out share, and the ways out. */
#ifndef FEATURE_ALERT_ALERT_WRITE_H
#define FEATURE_ALERT_ALERT_WRITE_H

#include "base/buf.h"
#include "feature/alert/alert_int.h"
#include "port/jsonw.h"

enum {
    ALERT_TITLE_CHARACTERS = 300, /* of what comes from events */
};

/* --- words (alert_write.c) --- */

/* "error · 12 events · 3 users · priority 50" */
struct str alert_figures(struct ctx *cx, const struct alert_message *m);
/* Slack's three (docs "Formatting text"): with them no mention, link or entity can be made. */
struct str alert_slack_text(struct ctx *cx, struct str text);
struct str alert_markdown_text(struct ctx *cx, struct str text);
/* Its figures and its place; of a digest a line for each issue. Ends its lines. */
enum alert_markup { ALERT_SLACK, ALERT_MARKDOWN, ALERT_PLAIN };
struct str alert_chat_body(struct ctx *cx, const struct alert_message *m, enum alert_markup markup);
/* "#f39c12", for the level. */
const char *alert_color(const struct alert_message *m);

/* A call whose body is one JSON object. */
struct alert_letter {
    struct buf b;
    struct jsonw w;
};
struct jsonw *alert_letter_begin(struct ctx *cx, struct alert_letter *l);
/* E_INVALID: it is too long. */
NODISCARD enum status alert_letter_end(struct ctx *cx, struct alert_letter *l, struct str url,
                                       struct httpc_call *out);

/* values: JSON that names in "{{…}}" stand in. E_INVALID at config.template: it is no JSON object,
 * or has a name that is none. */
NODISCARD enum status alert_template_fill(struct ctx *cx, struct str template, struct str values,
                                          struct str *out);

/* --- calls (alert_chat.c, alert_hook.c) --- */

typedef enum status alert_writer(struct ctx *cx, const struct alert_config *to,
                                 const struct alert_message *m, struct httpc_call *out);
alert_writer alert_write_slack, alert_write_mattermost, alert_write_discord, alert_write_teams;
/* The message there becomes this one. */
struct alert_spot {
    struct str channel, ts;
};
NODISCARD enum status alert_write_slack_change(struct ctx *cx, const struct alert_config *to,
                                               const struct alert_message *m,
                                               const struct alert_spot *spot,
                                               struct httpc_call *out);
alert_writer alert_write_telegram, alert_write_webhook, alert_write_pagerduty;

#endif
