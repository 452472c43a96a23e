/* search.h - what a pasted text means: POST /search, and issues similar to one.
 *
 * A short id, an event id, a DSN, a release, a URL of this server, a stack trace, or words:
 * one row each in the table of search.c, tried in that order; the first that finds
 * something answers.
 *
 * Memory: results live in cx->arena. Threads: any. */
#ifndef FEATURE_SEARCH_SEARCH_H
#define FEATURE_SEARCH_SEARCH_H

#include "core/field.h"

struct ctx;
struct feature;

extern const struct feature feature_search;

enum { SEARCH_BYTES = 64 << 10, SEARCH_ITEMS = 25 };

/* Why it is among the results, in words of the text. */
struct search_reason {
    struct str kind;
    struct str text;
};
struct search_item {
    struct str kind; /* issue, event, project, release */
    struct str id;   /* uuid; of an event its event id; of a release its version */
    struct str title;
    struct str project_id;
    struct str project_slug;
    struct str issue_id; /* of issues and events */
    struct str short_id;
    struct str status;
    struct str level;
    int64_t event_count;
    int64_t last_seen_ms;
    double score;          /* of ranked ones; higher is likelier */
    struct field_list why; /* struct search_reason               */
};
struct search_results {
    struct str kind; /* what the text was taken for; "none" = nothing was found */
    struct str language; /* of a stack trace */
    struct search_item items[SEARCH_ITEMS];
    size_t n;
};
/* host: by which the server was asked; a URL of that host is one of ours. */
NODISCARD enum status search_find(struct ctx *cx, struct str host, struct str text,
                                  struct search_results *out);

/* The issues of its project that share frames and words with the first stored event of an
 * issue, the likeliest first. */
NODISCARD enum status search_similar(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                     struct search_results *out);

#endif
