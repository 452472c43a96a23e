/* issue_event.h - a stored event as people see it. */
#ifndef FEATURE_ISSUE_ISSUE_EVENT_H
#define FEATURE_ISSUE_ISSUE_EVENT_H

#include "core/field.h"
#include "feature/event/event_store.h"

/* gosnag-api.md §7. `data` is the stored document, spliced without parsing. */
struct event_view {
    struct str id; /* uuid of the row; of an event that was only counted, its event id's */
    struct str issue_id;
    struct str project_id;
    struct str event_id; /* 32 hex */
    int64_t received_ms;
    int64_t occurred_ms; /* as the client's clock said */
    struct str platform;
    struct str level;
    struct str message; /* the title it gives an issue */
    struct str release;
    struct str environment;
    struct str server_name;
    struct str user_identifier;
    struct str data;
    struct opt_bool data_truncated; /* set when the page had no room for data */
};
extern const struct field event_view_fields[];

/* Whose events these are, as uuids. */
struct event_owner {
    struct str issue_uuid;
    struct str project_uuid;
};
/* All events of an issue, for event_store.h to walk: the fingerprints it is made of. */
NODISCARD enum status issue_range(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                  struct event_range *out);
/* Reads what stands in the documents alone; an event without one keeps what its row
 * says. */
NODISCARD enum status event_views(struct ctx *cx, const struct event_owner *owner,
                                  const struct stored_event *events, size_t n,
                                  struct event_view **out);

/* What {event} of an address means, a row's uuid or an event id, as the event id of one of
 * this issue's events: stored or only counted. E_MISSING, E_INVALID. */
NODISCARD enum status issue_event_id(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                     struct str text, struct event_id *out);

#endif
