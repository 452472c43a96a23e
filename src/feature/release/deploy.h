/* deploy.h - when a version went live, where, and made of which commit.
 *
 * A deploy is told by whoever deploys (contract gosnag-api.md §13). It makes its release
 * known when no event has named it yet. The newest 1,000 of a project are kept.
 *
 * Memory: results live in cx->arena. Threads: any; all state is in the store. */
#ifndef FEATURE_RELEASE_DEPLOY_H
#define FEATURE_RELEASE_DEPLOY_H

#include "base/base.h"
#include "core/feature.h"

struct ctx;

struct deploy {
    struct str uuid;
    struct str version;
    struct str commit_sha; /* absent = not said */
    struct str environment;
    struct str url; /* absent = not said */
    int64_t deployed_ms;
    int64_t created_ms;
};

/* Stores it with uuid and times of now, which it fills in. Ends its own transaction. */
NODISCARD enum status deploy_add(struct ctx *cx, int64_t project_id, struct deploy *d);
/* Newest first, at most max. */
NODISCARD enum status deploy_newest(struct ctx *cx, int64_t project_id, int64_t max,
                                    struct deploy **out, size_t *n);
/* Those that went live in [from_ms, until_ms), oldest first; the newest 200 of them. */
NODISCARD enum status deploy_between(struct ctx *cx, int64_t project_id, int64_t from_ms,
                                     int64_t until_ms, struct field_list *out);
/* An element of that list, as it stands in answers. */
struct deploy_mark {
    struct str version;
    struct str environment;
    int64_t at_ms;
};

/* What is known of a version beside its events. */
struct release_origin {
    struct str commit_sha;  /* absent = no deploy named one                                */
    struct str commit_url;  /* absent without a commit, or without the project's repository */
    struct str diff_url;    /* to the version before it; absent as above                    */
    int64_t deployed_ms;    /* its latest deploy; 0 = none                                  */
    struct str environment; /* … and where                                                  */
};
/* before: the version to compare with, absent = none. */
NODISCARD enum status release_origin(struct ctx *cx, int64_t project_id, struct str version,
                                     struct str before, struct release_origin *out);

extern const struct feature feature_release;
extern const struct route release_routes[];

#endif
