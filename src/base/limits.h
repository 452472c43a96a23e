/* limits.h - every bound: value, unit, reason. Sorted by who meets them.
 * A number that an operator may change is a setting, not a limit. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include "base/base.h"

enum {
    /* HTTP */
    LIMIT_API_BODY_BYTES    = 1 << 20,   /* JSON bodies of /api/v1; more is 413                    */
    LIMIT_BODY_BYTES        = 1 << 30,   /* BODY_MAX_BYTES may not be more: lengths are 32 bits    */
    LIMIT_BODY_MEMORY_BYTES = 1 << 20,   /* of an ingest body, as sent and inflated; beyond: files */
    LIMIT_DRAIN_BYTES       = 2 << 20,   /* read and thrown away before an early error is answered */
    LIMIT_INFLIGHT_BYTES    = 24 << 20,  /* all request bodies and inflated bytes at one time      */
    LIMIT_URI_BYTES         = 8 << 10,
    LIMIT_QUERY_PARAMS      = 64,
    LIMIT_PATH_SEGMENTS     = 16,
    LIMIT_PATH_PARAMS       = 4,
    LIMIT_CONNECTIONS       = 16384,
    LIMIT_STREAMS           = 1000,      /* live streams open at one time                          */
    LIMIT_STREAMS_BYTES     = 16 << 20,  /* messages waiting in all of them                        */
    LIMIT_STREAM_RING       = 256,       /* messages waiting per stream; more is a "reset"         */
    LIMIT_REQUEST_ARENA     = 64 << 20,  /* one API request, its answer included                   */
    LIMIT_INGEST_ARENA      = 64 << 20,  /* body + inflated + parse of one ingest request          */
    LIMIT_JOB_ARENA         = 64 << 20,
    LIMIT_RESPONSE_BYTES    = 32 << 20,
    LIMIT_REQUEST_QUEUE     = 1024,      /* requests waiting for a worker; more is 503             */
    LIMIT_FIELD_STR         = 64 << 10,  /* strings of a body whose row names no limit             */
    LIMIT_FIELD_LIST        = 1000,      /* elements of a list in a body whose row names no limit  */

    /* envelope and event (sentry-ingest.md §5, §7, §10.9) */
    LIMIT_ENVELOPE_HEADER   = 64 << 10,
    LIMIT_ENVELOPE_ITEMS    = 1000,      /* items looked at in one envelope                        */
    LIMIT_ENVELOPE_EVENTS   = 100,       /* event-like items in one envelope; more is 413          */
    LIMIT_EVENT_BYTES       = 1 << 20,   /* one event item after decompression                     */
    LIMIT_JSON_DEPTH        = 128,       /* deeper parts are cut and noted in _meta                */
    LIMIT_STACK_FRAMES      = 250,       /* kept per stack; 225 newest, 25 oldest                  */
    LIMIT_STACK_FRAMES_OLD  = 25,
    LIMIT_EXCEPTIONS        = 50,        /* per event; outermost and innermost kept                */
    LIMIT_BREADCRUMBS       = 500,       /* newest kept                                            */
    LIMIT_TAGS              = 200,       /* per event                                              */
    LIMIT_TAG_KEY           = 200,       /* characters                                             */
    LIMIT_TAG_VALUE         = 200,
    LIMIT_RELEASE           = 200,
    LIMIT_ENVIRONMENT       = 64,
    LIMIT_TITLE             = 512,
    LIMIT_CULPRIT           = 200,
    LIMIT_FINGERPRINT_PARTS = 50,
    LIMIT_SEARCH_INPUT      = 2 << 10,

    /* spool and digest (storage.md §2, §6) */
    LIMIT_SEGMENT_FILE_BYTES = 16 << 20, /* spool segment; a larger record gets a file of its own  */
    LIMIT_RECORD_BYTES       = 101 << 20,
    LIMIT_DISK_RESERVE       = 32 << 20, /* the spool leaves it to the store: a WAL fits           */
    LIMIT_SPOOL_BATCH        = 1024,     /* records in one writev                                  */
    LIMIT_DIGEST_EVENTS      = 10000,    /* events in one transaction                              */
    LIMIT_DIGEST_ROW_BYTES   = 8 << 20,
    LIMIT_DIGEST_MS          = 100,      /* 20 when a person waits for the write lock              */
    LIMIT_DIGEST_CPU_S       = 20,       /* processor time of one batch; beyond, it hangs          */
    LIMIT_SEGMENT_EVENTS     = 65536,    /* event.id = segment << 16 | ordinal                     */
    LIMIT_EVENT_SCRATCH      = 64 << 20, /* digest of one event                                    */
    LIMIT_BATCH_ARENA        = 256 << 20,

    /* lists */
    LIMIT_PAGE              = 100,       /* rows of one page                                       */
    LIMIT_COUNT_TOTAL       = 10000,     /* totals stop counting here                              */
    LIMIT_EVENTS_PAGE_BYTES = 8 << 20,   /* "data" of one page of events                           */

    /* people */
    LIMIT_NAME              = 200,
    LIMIT_EMAIL             = 254,       /* RFC 5321 §4.5.3.1.3                                    */
    LIMIT_SLUG              = 63,
    LIMIT_PASSWORD_MIN      = 8,
    LIMIT_PASSWORD          = 1024,
    LIMIT_TEXT              = 64 << 10,
    LIMIT_ATTEMPTS_KEPT     = 50,        /* ingest attempts shown per project                      */
};

static_assert(LIMIT_INGEST_ARENA > LIMIT_INFLIGHT_BYTES + 4 * LIMIT_BODY_MEMORY_BYTES,
              "bodies of one request must fit in its arena");

#endif
