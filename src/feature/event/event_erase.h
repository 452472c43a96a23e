/* event_erase.h - single documents are taken out of the store, for who asks to be forgotten.
 *
 * Only documents go: an event stays counted (hours, users, tags), and a look-up of its id
 * says so. Callers walk a project in bounded steps.
 *
 * An exemplar (what others are compressed with) may be in the memory of a digest for
 * EXEMPLAR_LIFE_DAYS: it must not be deleted before EVENT_EXEMPLAR_DAYS, and not while
 * events are bound to it (event_unbind). */
#ifndef FEATURE_EVENT_EVENT_ERASE_H
#define FEATURE_EVENT_EVENT_ERASE_H

#include "base/base.h"
#include "base/id.h"

struct ctx;

enum { EVENT_EXEMPLAR_DAYS = 35 };

/* A place in a project: behind the event with this ordinal. Zeroed with ordinal -1: the
 * beginning. */
struct event_walk {
    int64_t project_id;
    int64_t segment;
    int64_t fingerprint_id;
    int64_t ordinal;
};
struct event_ref {
    int64_t id;
    int64_t fingerprint_id;
};
/* The next stored events, at most max, and the place behind them. *n = 0: that was all. */
NODISCARD enum status event_walk_next(struct ctx *cx, struct event_walk *w, size_t max,
                                      struct event_ref **out, size_t *n);

/* Inside a transaction: the document goes. What is gone already is no failure. */
NODISCARD enum status event_erase(struct ctx *cx, int64_t project_id, const struct event_ref *ref,
                                  const struct event_id *event_id);

/* The document of an exemplar; *found = false: it is gone. */
NODISCARD enum status event_exemplar_text(struct ctx *cx, int64_t project_id, int64_t id,
                                          struct str *out, bool *found);
/* Inside a transaction: events bound to it are packed anew without it, at most max of them;
 * *n = 0: none is bound any more, and the exemplar has been deleted. */
struct event_exemplar_ref {
    int64_t project_id;
    int64_t id;
    int64_t fingerprint_id;
};
NODISCARD enum status event_unbind(struct ctx *cx, const struct event_exemplar_ref *exemplar,
                                   size_t max, size_t *n);

#endif
