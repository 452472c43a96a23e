/* tracker.h - tickets in trackers of others: Jira, GitHub, GitLab, Gitea (gosnag-domain.md §15).
 *
 * An issue has at most one ticket in each tracker. What is wanted is written first (a row of
 * issue_tracker and one of the outbox, in the transaction of the cause: a person's request, or a
 * rule that holds in the digest); then somebody takes the row's lease, notes that a call goes out,
 * calls, and writes what became of it. Whoever finds a row whose last call ended in the dark (a
 * kill, a timeout, an answer that made no sense) looks the ticket up by the marker in its text
 * before it may call again, and does so only when the tracker has had time to show it.
 *
 * A tracker is a row of the table `trackers`: its wire format and nothing else. Calls go through
 * the outgoing guard (port/httpc.h), in nobody's transaction. */
#ifndef FEATURE_TRACKER_TRACKER_H
#define FEATURE_TRACKER_TRACKER_H

#include "core/feature.h"
#include "port/httpc.h"

struct ctx;
struct json;
struct request;

extern const struct feature feature_tracker;

enum {
    TRACKER_SETTING_BYTES = 500,
    TRACKER_SECRET_BYTES = 1000,
    TRACKER_WORDS_BYTES = 160, /* of a tracker's own about a failure */
};

/* How a project reaches one. Which members count, its tracker says. */
struct tracker_settings {
    struct str base_url; /* without its last slash */
    struct str email;
    struct str project; /* Jira: a key; GitLab: a path or number */
    struct str issue_type;
    struct str owner, repo;
    struct str labels; /* by commas */
    struct str token;
    struct str webhook_secret; /* "" = they tell nothing                       */
    bool closed_resolves;      /* a ticket that is done resolves its issue     */
    bool reopen_reopens;       /* an issue that comes back reopens its ticket  */
    int64_t poll_minutes;      /* they are asked so often; 0 = never           */
    struct opt_i64 version;    /* of what stands beside the project's columns */
};

/* One conversation with a tracker. */
struct tracker;
struct tracker_session {
    const struct tracker *tracker;
    struct tracker_settings settings;
    bool is_unsure;        /* the last call may have done its work though it failed */
    int64_t not_before_ms; /* they asked to be left in peace until then; 0 = no     */
};

/* A ticket over there. */
struct tracker_ref {
    struct str key; /* SHOP-12, 12 */
    struct str url;
    bool is_closed;
    int64_t changed_ms; /* over there, by their clock; 0 = they do not say */
};

/* What a ticket says. Texts of events are as they came: a tracker escapes them. */
struct tracker_ticket {
    struct str title;  /* one line           */
    struct str facts;  /* lines              */
    struct str frames; /* lines; "" = none   */
    struct str url;    /* of the issue here  */
    struct str short_id;
    struct str marker; /* stands in its text; "" = it is only looked at */
};
/* A look-up of a marker among tickets made since then. */
struct tracker_look {
    struct str marker;
    int64_t since_ms;
};

struct tracker {
    const char *name;         /* in addresses and rows */
    const char *title;        /* for people            */
    bool has_number;          /* its keys are numbers  */
    const char *const *needs; /* settings it cannot do without, ended by NULL */
    struct str (*base)(const struct tracker_settings *s); /* where calls begin */
    void (*sign)(struct ctx *cx, const struct tracker_session *s, struct httpc_header *out);
    /* OK: the address, the account and the project are good. */
    enum status (*check)(struct ctx *cx, struct tracker_session *s);
    enum status (*create)(struct ctx *cx, struct tracker_session *s,
                          const struct tracker_ticket *ticket, struct tracker_ref *out);
    /* *out is written when it is found (key not absent). OK without: nobody made it. */
    enum status (*find)(struct ctx *cx, struct tracker_session *s, const struct tracker_look *look,
                        struct tracker_ref *out);
    enum status (*get)(struct ctx *cx, struct tracker_session *s, struct str key,
                       struct tracker_ref *out);
    enum status (*reopen)(struct ctx *cx, struct tracker_session *s, struct str key);
    /* What a call of its webhook tells of a ticket; key absent = nothing, or of another project. */
    void (*hear)(struct ctx *cx, const struct tracker_session *s, const struct json *body,
                 struct tracker_ref *out);
    /* The header that proves such a call: "sha256=" or whatever stands before it, and the HMAC of
     * the body in hex; has_plain_secret: the secret itself. */
    const char *hook_header, *hook_prefix;
    bool has_plain_secret;
};
/* Ended by NULL. */
extern const struct tracker *const trackers[];
extern const struct tracker tracker_jira, tracker_github, tracker_gitlab, tracker_gitea;
const struct tracker *tracker_named(struct str name);

/* --- for those who speak a wire format (tracker_call.c) --- */

struct tracker_call {
    const char *method;
    struct str path; /* behind base, with its query */
    struct str body; /* JSON; absent = none         */
    size_t body_max; /* of the answer; 0 = 1 MiB     */
};
/* OK: it was done, and the answer is JSON (NULL = there was none). Else, in words that say what
 * to do: E_RATE: later (not_before_ms); E_UPSTREAM: perhaps later; E_INVALID, E_MISSING: never so.
 * is_unsure says whether it may have been done. */
NODISCARD enum status tracker_call(struct ctx *cx, struct tracker_session *s,
                                   const struct tracker_call *call, struct json **out);
/* The answer of a call that may have made something does not say what. */
NODISCARD enum status tracker_puzzled(struct ctx *cx, struct tracker_session *s);
/* So many tickets were made there since that the one looked for may be behind those read. */
NODISCARD enum status tracker_lost_sight(struct ctx *cx, const struct tracker_session *s);

/* The ticket's text as Markdown: facts, link, frames in a details block, marker in a comment. */
struct str tracker_markdown(struct ctx *cx, const struct tracker_ticket *ticket);
/* A time as trackers write it ("2026-11-24T10:00:00.000+0000", "2026-11-24 10:00:00 UTC"); 0 = it
 * is none. */
int64_t tracker_time(struct ctx *cx, struct str text);
/* An address that may stand as a link. */
bool tracker_url_is_good(struct str url);
/* The labels of settings, trimmed. */
struct str_list tracker_labels(struct ctx *cx, const struct tracker_settings *s);

#endif
