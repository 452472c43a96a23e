/* demo_int.h - what the files of the demonstration share. */
#ifndef FEATURE_DEMO_DEMO_INT_H
#define FEATURE_DEMO_DEMO_INT_H

#include "base/base.h"
#include "base/id.h"

struct arena;

/* The next number of a sequence that `state` determines (splitmix64). */
uint64_t demo_random(uint64_t *state);

struct demo_project {
    const char *name;
    const char *platform;
};
/* What project no is called and written in; no < DEMO_PROJECTS. */
enum { DEMO_PROJECTS = 12 };
const struct demo_project *demo_project(size_t no);

/* How many issues a project can have that the grouping tells apart. */
size_t demo_issues_max(size_t project);

struct demo_event {
    size_t project; /* of demo_project        */
    size_t issue;   /* < demo_issues_max      */
    int64_t at_ms;
    uint64_t salt; /* what differs from one event of the issue to the next */
    struct event_id id;
};
/* The event as JSON, in a. The same again for the same e. */
struct str demo_event_json(struct arena *a, const struct demo_event *e);

#endif
