/* release_version.h - which of two releases is the later one.
 *
 * By semantic version when both parse and belong to one package, else by first
 * appearance (decisions.md §5). "shop@2.4.1+77", "v2.4.1-rc.1" and "2.4" parse: an
 * optional package before '@', an optional v, two to four numbers, a pre-release after
 * '-' (semver.org §11: lower than the version itself). Builds after '+' have no order of
 * their own: first appearance decides between them. */
#ifndef FEATURE_RELEASE_RELEASE_VERSION_H
#define FEATURE_RELEASE_RELEASE_VERSION_H

#include "base/base.h"

struct release_place {
    struct str version;
    int64_t id; /* grows in order of first appearance; 0 = never seen: later than any */
};

/* < 0: a is the earlier one; 0: they are the same version; > 0: a is the later one. */
int release_compare(const struct release_place *a, const struct release_place *b);

#endif
