/* event_int.h - what the files of feature/event share; nobody else includes it.
 *
 * Normalising and scrubbing walk the document once each, in place. Both keep the
 * path of the value they look at (struct meta), so that a remark can be written to
 * `_meta` the moment something is cut, mended or hidden. Entering and leaving a
 * member costs a few stores; the tree is touched only when there is a remark. */
#ifndef FEATURE_EVENT_EVENT_INT_H
#define FEATURE_EVENT_EVENT_INT_H

#include "base/base.h"
#include "feature/event/event.h"
#include "port/json.h"

struct ctx;

/* --- _meta (sentry-ingest.md §10.8) --- */

enum {
    META_PATH_DEPTH = 24,   /* deeper values get no remark                      */
    META_REMARKS = 500,     /* per event: a hostile event must not grow         */
    META_SENT_NODES = 2000, /* members of an SDK's own `_meta`; more drops it   */
};

struct meta_step {
    struct str key; /* absent: an element of a list */
    size_t index;
};

struct meta {
    struct json_doc *doc;
    struct json *tree; /* `_meta`; NULL until there is something to say */
    size_t n_remarks;
    size_t depth;
    struct meta_step path[META_PATH_DEPTH];
};

/* Remarks join the event's `_meta`; one that did not exist enters the document with
 * meta_finish, when nobody walks the root any more. */
void meta_init(struct meta *m, struct json_doc *doc, struct json *root);
void meta_finish(struct meta *m, struct json *root);

static inline void meta_enter(struct meta *m, struct str key)
{
    if (m->depth < META_PATH_DEPTH)
        m->path[m->depth] = (struct meta_step){ .key = key };
    m->depth++;
}

static inline void meta_enter_at(struct meta *m, size_t index)
{
    if (m->depth < META_PATH_DEPTH)
        m->path[m->depth] = (struct meta_step){ .index = index };
    m->depth++;
}

static inline void meta_leave(struct meta *m)
{
    m->depth--;
}

/* Errors of the value at the path. kind is one of §10.8's words. The original is
 * kept when it is small and scalar; NULL = not known. */
void meta_error(struct meta *m, const char *kind, const struct json *original);
/* One more error with its own object of facts ("clock_drift"). */
void meta_error_data(struct meta *m, const char *kind, struct json *facts);
/* A change of text: rule ("!limit", "@password:filter"), what was done ("s", "x"),
 * the characters start..end of the new text, and the length it had before. */
struct meta_remark {
    const char *rule;
    const char *action;
    size_t start;
    size_t end;
    size_t old_len; /* characters, members or elements; 0 = not said */
};
void meta_remark(struct meta *m, const struct meta_remark *r);
/* Elements or members were left out: how many there had been. */
void meta_length(struct meta *m, size_t old_len);

/* --- normalising --- */

struct normal {
    struct ctx *cx;
    struct json_doc *doc;
    struct json *root;
    const struct event_input *in;
    struct event *ev;
    struct meta meta;
    int64_t drift_ms;    /* added to every time of the event; 0 = clocks agree */
    size_t unknown_left; /* bytes that keys nobody knows may still take        */
    bool has_level;
    bool has_timestamp;
};

/* Looks at v (never NULL, never null) and returns what stands there from now on:
 * v itself, another value, or NULL to remove the member. */
typedef struct json *(*normal_fn)(struct normal *n, struct json *v);

enum member_kind {
    MEMBER_TEXT,     /* string, scalars become one; limit in characters              */
    MEMBER_NAME,     /* the same without blanks around it and in one line            */
    MEMBER_ANY_TEXT, /* whatever it is becomes text (exception value)             */
    MEMBER_COUNT,    /* positive integer, also as text; 0 and below become null      */
    MEMBER_BOOL,
    MEMBER_LINES,  /* list of source lines; limit in characters of each            */
    MEMBER_FREE,   /* any JSON; limit in bytes                                     */
    MEMBER_MAP,    /* object of any JSON; limit in bytes                           */
    MEMBER_SCALAR, /* string, number or bool as it is: ids, addresses             */
    MEMBER_FN,
};

struct member {
    struct str key;
    enum member_kind kind;
    int limit;
    normal_fn fn;
};

struct member_table {
    const struct member *rows;
    size_t n;
};
#define MEMBER_TABLE(rows)                                                                         \
    {                                                                                              \
        rows, ARRAY_LEN(rows)                                                                      \
    }

/* Every member of the object by its row; members without one are kept, bounded. */
void normalize_members(struct normal *n, struct json *obj, const struct member_table *t);

/* The value becomes null and `_meta` says why. */
struct json *normalize_invalid(struct normal *n, const struct json *v, const char *kind);
/* [...], {"values": [...]} or one object → {"values": [...]} of objects only; calls
 * fn for each. Keeps at most limit, the newest and keep_old of the oldest. NULL when
 * v is none of these. */
struct values_rule {
    normal_fn fn;
    size_t limit;
    size_t keep_old;
};
struct json *normalize_values(struct normal *n, struct json *v, const struct values_rule *rule);
/* The list's elements that are objects, null and others removed; at most limit. */
void normalize_list(struct normal *n, struct json *list, const struct values_rule *rule);

/* --- trim.c: bounds of text and of free-form JSON (§10.4, §10.9) --- */

enum text_flag {
    TEXT_ONE_LINE = 1 << 0, /* trimmed, line breaks become blanks         */
    TEXT_ANY = 1 << 1,      /* objects and arrays become their JSON text  */
};
/* s with control characters gone and at most limit characters; s itself when fine. */
struct str text_bound(struct normal *n, struct str s, size_t limit, unsigned flags);
struct json *normalize_text(struct normal *n, struct json *v, size_t limit, unsigned flags);
/* Bounds v to so many levels and bytes: strings are cut, deeper parts become their
 * text, members beyond the bytes leave. Returns what is to stand there. */
struct json *trim_free(struct normal *n, struct json *v, size_t depth, size_t *bytes_left);
struct json *normalize_free(struct normal *n, struct json *v, size_t limit);

enum {
    FREE_DEPTH = 7,
    VARS_DEPTH = 6,
    KEY_BYTES = 1 << 10, /* a member with a longer name leaves with it */
};

/* --- one file per noun; all are normal_fn --- */

struct json *normalize_exception(struct normal *n, struct json *v);
struct json *normalize_stack(struct normal *n, struct json *v);
struct json *normalize_threads(struct normal *n, struct json *v);
struct json *normalize_breadcrumbs(struct normal *n, struct json *v);
struct json *normalize_request(struct normal *n, struct json *v);
struct json *normalize_user(struct normal *n, struct json *v);
struct json *normalize_contexts(struct normal *n, struct json *v);
struct json *normalize_tags(struct normal *n, struct json *v);
struct json *normalize_message(struct normal *n, struct json *v);
struct json *normalize_logentry(struct normal *n, struct json *v);
struct json *normalize_timestamp(struct normal *n, struct json *v);
struct json *normalize_time_value(struct normal *n, struct json *v); /* any other time */

/* Steps after the walk, in this order. */
void normalize_message_merge(struct normal *n);   /* `message` joins `logentry`             */
void normalize_stack_move(struct normal *n);      /* top-level stack → the single exception */
void normalize_time_finish(struct normal *n);     /* absent, future and past times          */
void normalize_user_finish(struct normal *n);     /* address, identity, hash                */
void normalize_contexts_finish(struct normal *n); /* browser, os, device from User-Agent   */
void normalize_tags_finish(struct normal *n);     /* server-added tags                      */

/* Value of a request header, any case; absent when it is not there. */
struct str event_request_header(const struct json *request, struct str name);
/* A v4 or v6 address. */
bool is_ip_address(struct str s);

/* The figures of struct event as the document has them now; after normalising and
 * again after scrubbing. */
void event_refresh(struct ctx *cx, struct event *ev);

/* --- scrub_key.c, scrub_text.c --- */

/* password, token, api_key … anywhere in the name (§11). */
bool scrub_key_is_secret(struct str key);
/* The name ends with such a word: "access_token", not "TokenError". */
bool scrub_key_ends_secret(struct str key);
/* Cookies that hold sessions or CSRF tokens. */
bool scrub_cookie_is_secret(struct str name);

enum { SCRUB_HITS = 8 }; /* remarks about one text; further changes are made, not listed */

struct scrub_hit {
    const char *rule;
    size_t start; /* of the replacement, characters of the new text */
    size_t end;
};
struct scrub_hits {
    struct scrub_hit hits[SCRUB_HITS];
    size_t n;
};
/* Text with secrets replaced, or s itself (same pointer) when there are none. One pass;
 * hits is written only when something was replaced. */
enum scrub_what {
    SCRUB_SECRETS = 1 << 0, /* the patterns of §11 */
    SCRUB_ADDRESSES = 1 << 1,
};
struct str scrub_text(struct ctx *cx, struct str s, unsigned what, struct scrub_hits *hits);

#endif
