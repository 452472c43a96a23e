/* issue_event_find.h - which of an issue's stored events a filter finds.
 *
 * A filter is terms separated by blanks, all of which must hold: env:, release:, level:,
 * user: (its id, mail, name or address) and tags as tag:key:value or key:value; "!" before a
 * term turns it around, a comma means any of, a value with blanks stands in quotation
 * marks. Beside it a time of receipt, from and to.
 *
 * Nothing indexes events by these: the newest are looked through, at most FIND_ROWS by
 * their columns, or FIND_DOCUMENTS where a document must be unpacked for it. So the cost is
 * bounded, and an answer says how many were looked at. */
#ifndef FEATURE_ISSUE_ISSUE_EVENT_FIND_H
#define FEATURE_ISSUE_ISSUE_EVENT_FIND_H

#include "feature/event/event_store.h"

struct ctx;

enum { FIND_TERMS = 16, FIND_ROWS = 10000, FIND_DOCUMENTS = 2000 };

struct find_term {
    struct str key;    /* of a tag, or one of the columns' names */
    struct str values; /* between commas                         */
    bool is_negated;
    bool (*column)(const struct stored_event *ev, struct str value); /* NULL: in the document */
};
struct event_find {
    struct find_term terms[FIND_TERMS];
    size_t n_terms;
    int64_t since_ms; /* 0 = no bound */
    int64_t until_ms;
    bool needs_data;
};
/* E_INVALID code query with the place, as the query language. */
NODISCARD enum status event_find_parse(struct ctx *cx, struct str q, struct event_find *out);
bool event_find_is_all(const struct event_find *find);

struct event_finds {
    int64_t *ids; /* in the order of the walk     */
    size_t n;
    int64_t scanned;
    int64_t last_id;  /* where the walk stopped  */
    bool is_complete; /* there is nothing behind */
};
/* Walks as event_page does (range: limit, before_id or after_id, newest or oldest first).
 * limit may be as large as FIND_ROWS. */
NODISCARD enum status event_find_ids(struct ctx *cx, const struct event_range *range,
                                     const struct event_find *find, struct event_finds *out);

#endif
