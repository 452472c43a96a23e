#include "base/base.h"

#include "feature/event/event_filter.h"

#include "base/str.h"

#define OUTCOME(name) "filtered:" name
static const char *const outcomes[FILTER_COUNT] = {
    [FILTER_NONE] = "",
    [FILTER_ADDRESS] = OUTCOME("address"),
    [FILTER_USER_AGENT] = OUTCOME("user_agent"),
    [FILTER_RELEASE] = OUTCOME("release"),
    [FILTER_ENVIRONMENT] = OUTCOME("environment"),
    [FILTER_MESSAGE] = OUTCOME("message"),
    [FILTER_ERROR_TYPE] = OUTCOME("error_type"),
    [FILTER_BROWSER_EXTENSION] = OUTCOME("browser_extension"),
    [FILTER_LOCALHOST] = OUTCOME("localhost"),
    [FILTER_WEB_CRAWLER] = OUTCOME("web_crawler"),
    [FILTER_HEALTH_CHECK] = OUTCOME("health_check"),
    [FILTER_INFO_ISSUES] = OUTCOME("info_issues"),
    [FILTER_DISCARDED] = OUTCOME("discarded"),
};

enum { PLACES = 1 << 16 }; /* at the low end of 64 bits: fingerprints never get there */

const char *event_filter_name(int64_t filter)
{
    if (filter <= FILTER_NONE || filter >= FILTER_COUNT)
        return "unknown";
    return outcomes[filter] + sizeof OUTCOME("") - 1;
}

const char *event_filter_outcome(enum event_filter filter)
{
    assert(filter > FILTER_NONE && filter < FILTER_COUNT);
    return outcomes[filter];
}

int64_t event_filter_place(enum event_filter filter)
{
    assert(filter > FILTER_NONE && filter < FILTER_COUNT);
    return INT64_MIN + (int64_t)filter;
}

int64_t event_filter_of_place(int64_t place)
{
    return place < INT64_MIN + PLACES ? place - INT64_MIN : FILTER_NONE;
}
