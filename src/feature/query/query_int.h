/* query_int.h - what the files of this folder share. */
#ifndef FEATURE_QUERY_QUERY_INT_H
#define FEATURE_QUERY_QUERY_INT_H

#include "base/id.h"
#include "core/router.h"
#include "feature/query/query.h"
#include "feature/query/query_sql.h"

struct ctx;
struct event_reading;
struct issue_change;
struct issue_ref;
struct item_input;

enum {
    QUERY_SHAPES_MAX = 64, /* of one event; further ones are not counted */
    QUERY_HASH_BYTES = 64, /* what an agent sends; ours are 32 hex       */
    QUERY_TRANSACTION_CHARS = 200,
};

/* --- what one event tells (query_read.c) --- */

struct query_use {
    struct str hash; /* absent = of the shape */
    struct str shape;
    struct str table; /* "" = not known */
    int64_t count;
    int64_t timed;    /* of them, whose time is known */
    int64_t total_us; /* of those                     */
    int64_t max_us;
};
struct query_sight {
    int64_t project_id;
    int64_t received_ms;
    struct str transaction; /* "" = none */
    size_t n;
    struct query_use uses[];
};

/* struct event_reader: NULL = no SQL. */
void *query_read_event(struct ctx *cx, const struct event_reading *in);
/* struct item_sink of transactions. */
bool query_wants_transaction(struct str payload);
NODISCARD enum status query_prepare_transaction(struct ctx *cx, const struct item_input *in,
                                                void **out);

/* --- rows (query_store.c); in the digest's transaction --- */

NODISCARD enum status query_store(struct ctx *cx, void *const *sights, size_t n);
NODISCARD enum status query_store_items(struct ctx *cx, void *const *items, size_t n,
                                        const char **outcomes);

/* --- findings (finding.c) --- */

/* One fault that statements may show. */
struct finding_kind {
    const char *name;        /* in rows and on the wire      */
    const char *fingerprint; /* "n1:", then 29 hex           */
    const char *tag;         /* the key of the tag; the value is "detected" */
    const char *member;      /* of the event that reports it */
    const char *title;
    bool (*is_shown)(const struct query_use *use);
};
enum { FINDING_KINDS = 2 };
extern const struct finding_kind finding_kinds[FINDING_KINDS];
/* NULL = none of this name. */
const struct finding_kind *finding_kind_of(struct str name);
/* SLOW_QUERY_MS. */
extern int64_t finding_slow_ms;

/* Of the contract: "n1:" and 29 hex digits of SHA-256 (gosnag-domain.md §12). */
struct str finding_fingerprint(struct ctx *cx, const struct finding_kind *kind,
                               const struct q_query_pattern_get_row *pattern);
/* The job's argument of one finding. */
NODISCARD enum status finding_ask(struct ctx *cx, int64_t project_id, int64_t pattern_id,
                                  const struct finding_kind *kind);

/* --- a finding and its issue (finding_issue.c) --- */

struct finding {
    int64_t project_id;
    int64_t pattern_id;
    const struct finding_kind *kind;
    struct q_query_pattern_get_row pattern;
    struct q_query_finding_get_row row;
};
/* By its first three members. */
NODISCARD enum status finding_load(struct ctx *cx, struct finding *f, bool *found);
/* Of its last report: the same whenever that is asked for. */
struct event_id finding_event_id(const struct finding *f);
/* The issue learns of what was seen since, and comes back when people had resolved it. */
NODISCARD enum status finding_follow(struct ctx *cx, struct finding *f);
/* Nothing looks after it until an event shows it again. */
NODISCARD enum status finding_set_quiet(struct ctx *cx, const struct finding *f);
/* Call after commit. */
NODISCARD enum status finding_publish(struct ctx *cx, const struct issue_ref *issue);
/* Hooks of the plug: an issue learns which finding it is of. */
bool finding_wants_event(const struct issue_change *change);
NODISCARD enum status finding_after_event(struct ctx *cx, struct issue_change *change);

extern const struct job query_jobs[]; /* query_job.c */

/* --- HTTP (query_api.c) --- */

extern const struct route query_routes[];
extern const struct route_param query_params[];

#endif
