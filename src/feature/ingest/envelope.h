/* envelope.h - reads Sentry envelopes (sentry-ingest.md §5).
 *
 *   header LF { item header LF payload [LF] }
 *
 * Strict where a mistake would lose data (wrong length, item header that is not an
 * object, missing type: E_INVALID), lenient everywhere else: BOM, blank lines, CR
 * before LF in header lines, wrong types of optional members, missing final LF.
 * No payload is copied or parsed here.
 *
 * Memory: strings point into the body or cx->arena. */
#ifndef FEATURE_INGEST_ENVELOPE_H
#define FEATURE_INGEST_ENVELOPE_H

#include "base/base.h"
#include "base/id.h"

struct ctx;

struct envelope {
    struct str rest;          /* not read yet                          */
    struct str header;        /* its line, as it came, without the LF  */
    uint32_t n_items;         /* read so far                           */
    struct event_id event_id; /* of the header; has_event_id says so   */
    bool has_event_id;
    struct str dsn;      /* absent = none                         */
    int64_t sent_at_ms;  /* 0 = not sent, or not a time           */
    struct str sdk_name; /* absent = none                         */
    struct str sdk_version;
    struct str user_agent; /* of the sender, when somebody between us says so */
};

struct envelope_item {
    uint32_t index; /* from 0                                */
    struct str type;
    struct str content_type; /* absent = none                         */
    struct str filename;
    struct str attachment_type;
    struct str release; /* of reports, whose payload cannot say it */
    struct str environment;
    int64_t item_count; /* of containers; 0 = not said           */
    struct str payload;
    struct str whole; /* header line, LF, payload: as it came  */
};

/* Reads the header line. E_INVALID: empty, not an object. */
NODISCARD enum status envelope_open(struct ctx *cx, struct str body, struct envelope *out);
/* E_TOO_LARGE beyond LIMIT_ENVELOPE_ITEMS. */
NODISCARD enum status envelope_next(struct ctx *cx, struct envelope *e, struct envelope_item *out,
                                    bool *found);

#endif
