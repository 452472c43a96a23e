/* user_agent.h - browser, system and device of a User-Agent header, by tables.
 *
 * Knows what most visitors use and names nothing else: an empty name is better than
 * a wrong one. Slices point into the header or at literals. Linear. */
#ifndef FEATURE_EVENT_USER_AGENT_H
#define FEATURE_EVENT_USER_AGENT_H

#include "base/base.h"

struct ua_part {
    struct str name;    /* "" = not recognised */
    struct str version; /* "" = none; "120.0.6099", "16_5" */
};

struct user_agent {
    struct ua_part browser;
    struct ua_part os;
    struct str device; /* family: "iPhone", "Mac", "Pixel 7", "Spider"; "" = not told */
};

void user_agent_parse(struct str header, struct user_agent *out);

#endif
