/* event.h - one error event on its way from an SDK's JSON to a row.
 *
 * Steps, in this order and by the digest alone (design.md §2):
 *   event_normalize   JSON → canonical document (sentry-ingest.md §9, §10), figures
 *   grouping_compute  fingerprint: may see secrets
 *   event_scrub       secrets leave the document (§11) and this struct's texts and
 *                     tags; user_hash stays as it was
 *   grouping_describe title, culprit: from scrubbed text
 *   event_write       the one document that is stored and served as `data`
 *
 * The canonical shape, beyond what §9 says: `exception`, `breadcrumbs` and `threads`
 * are {"values": […]}; `logentry` is {message?, formatted, params?} and takes the
 * place of `message`; `tags` is a map of strings and holds the server-added tags too
 * (GoSnag's page reads a map); request's `headers`, `cookies` and `query_string` are
 * lists of [name, value]; every frame has a string `filename` and an `in_app`;
 * `level`, `platform`, `type`, `timestamp`, `received`, `event_id` are always there.
 * Times are as sent (number of seconds or RFC 3339), naive ones get their Z. Keys of
 * our own are appended, unknown ones stay where they were.
 *
 * A wrong type never rejects an event: the member becomes null or is mended and
 * `_meta` says so. Only text that is not a JSON object fails (E_INVALID).
 *
 * Memory: everything in cx->arena (the digest's scratch), until it is rewound. */
#ifndef FEATURE_EVENT_EVENT_H
#define FEATURE_EVENT_EVENT_H

#include "base/base.h"
#include "base/id.h"

struct buf;
struct ctx;
struct feature;
struct json;
struct json_doc;
struct report_source;

extern const struct feature feature_event; /* `gosnag debug normalize FILE` */

enum event_level { LEVEL_DEBUG = 1, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVEL_FATAL };
const char *event_level_name(enum event_level level);
NODISCARD bool event_level_parse(struct str s,
                                 enum event_level *out); /* §10.3, aliases and numbers */

struct event_tag {
    struct str key;
    struct str value;
};

/* What the digest knows beside the payload. */
struct event_input {
    struct str text;    /* the event item, JSON                        */
    struct event_id id; /* chosen by accept                            */
    int64_t received_ms;
    int64_t sent_at_ms;        /* envelope's sent_at; 0 = not sent            */
    struct str client_address; /* for {{auto}}                                */
    struct str sdk_name;       /* envelope's or auth header's client; may be absent */
    /* Not NULL: text is a browser's report (report.h), or an event under its type. */
    const struct report_source *report;
    struct str minidump; /* the crash dump it came with (minidump.h); absent = none */
    struct str form;     /* the fields it came with (form_data.h); absent = none    */
};

struct event {
    struct json_doc *doc;
    struct json *root;
    struct event_id id;
    int64_t received_ms;
    int64_t timestamp_ms;
    enum event_level level;
    struct str type; /* error, default, csp, …; §10.1               */
    struct str platform;
    struct str release; /* absent = none                               */
    struct str environment;
    struct str transaction;
    struct str server_name;
    struct str logger;
    struct str user_identity; /* "id:42", absent = none (§9.7)               */
    uint64_t user_hash;       /* of the identity before scrubbing; 0 = none  */
    bool is_unhandled;        /* any mechanism says handled: false           */
    struct event_tag *tags;   /* sent and server-added (§10.5), for counting */
    size_t n_tags;
};

NODISCARD enum status event_normalize(struct ctx *cx, const struct event_input *in,
                                      struct event *out);

/* What is scrubbed (§11). A project's come from scrub_settings.h. */
struct scrub_rules {
    bool is_enabled;     /* names and patterns                               */
    bool is_own_only;    /* the sensitive fields alone, not what §11 lists   */
    bool is_ip_scrubbed; /* on its own, whether names are scrubbed or not    */
    const struct str *sensitive_fields;
    size_t n_sensitive;
    const struct str *safe_fields;
    size_t n_safe;
};
void event_scrub(struct ctx *cx, const struct scrub_rules *rules, struct event *ev);

/* The stored document. What would be larger than LIMIT_EVENT_BYTES * 2 (only bytes
 * that are no UTF-8 grow) loses its least telling members first; E_TOO_LARGE when
 * that was not enough. */
NODISCARD enum status event_write(struct ctx *cx, const struct event *ev, struct str *out);

/* A stored document again, for grouping anew: members that its JSON holds. user_hash is not
 * among them. E_INVALID: it is none. */
NODISCARD enum status event_reopen(struct ctx *cx, struct str document, struct event *out);

/* --- reading the document; NULL and 0 when there is nothing --- */

/* The User-Agent header of the event's request: of the person's browser, not of the SDK. */
struct str event_user_agent(const struct event *ev);
struct json *event_exceptions(const struct event *ev); /* exception.values, oldest cause first */
/* The exceptions that say what the error is: all of them, or of an exception group its
 * distinct children only (§12.1). The last is the main one. */
enum { EVENT_CHAIN_MAX = 50 }; /* LIMIT_EXCEPTIONS */
struct event_chain {
    struct json *exceptions[EVENT_CHAIN_MAX];
    size_t n;
};
void event_chain(const struct event *ev, struct event_chain *out);
struct json *event_main_exception(const struct event *ev);
/* Frames of an exception or thread; NULL when there are none. */
struct json *event_frames(const struct json *holder);
/* Frames that stand for the event: the main exception's, else that thread's, else the
 * legacy top-level stack; oldest call first. */
struct json *event_main_frames(const struct event *ev);

#endif
