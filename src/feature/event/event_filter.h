/* event_filter.h - why an accepted event was not kept although nothing was wrong with it.
 *
 * The number stands in event_key (event_store.h, "place"), so that a look-up by id says
 * which rule it was: numbers are never used again, new ones come at the end. */
#ifndef FEATURE_EVENT_EVENT_FILTER_H
#define FEATURE_EVENT_EVENT_FILTER_H

#include "base/base.h"

enum event_filter {
    FILTER_NONE,
    FILTER_ADDRESS,
    FILTER_USER_AGENT,
    FILTER_RELEASE,
    FILTER_ENVIRONMENT,
    FILTER_MESSAGE,
    FILTER_ERROR_TYPE,
    FILTER_BROWSER_EXTENSION,
    FILTER_LOCALHOST,
    FILTER_WEB_CRAWLER,
    FILTER_HEALTH_CHECK,
    FILTER_INFO_ISSUES, /* the project has as many issues of level info as it may */
    FILTER_DISCARDED, /* its fingerprint was deleted for good */
    FILTER_COUNT,
};

/* "web_crawler"; numbers that are no filter give "unknown". */
const char *event_filter_name(int64_t filter);
/* The outcome: "filtered:web_crawler". */
const char *event_filter_outcome(enum event_filter filter);

/* event_key.place of a filtered event, far below those of fingerprints, and back:
 * FILTER_NONE when the place says something else. */
int64_t event_filter_place(enum event_filter filter);
int64_t event_filter_of_place(int64_t place);

#endif
