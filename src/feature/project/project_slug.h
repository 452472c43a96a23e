/* project_slug.h - the names a project has in addresses.
 *
 * A slug is [a-z][a-z0-9-]{0,62}, no uuid, and none of the words that stand in the same
 * place of a path. A short prefix (SHOP of SHOP-42) is [A-Z][A-Z0-9]{0,9}. Both are
 * unique over all projects and their former names (project_alias). */
#ifndef FEATURE_PROJECT_PROJECT_SLUG_H
#define FEATURE_PROJECT_PROJECT_SLUG_H

#include "base/base.h"

struct arena;

enum { PREFIX_BYTES = 10 };

bool slug_is_good(struct str s);
/* From a name: letters and digits in lower case, all else one hyphen; always good. */
struct str slug_of_name(struct arena *a, struct str name);
bool prefix_is_good(struct str s);
/* From a good slug; n > 1 gives further candidates (SHOP2, SHOP3, …). */
struct str prefix_of_slug(struct arena *a, struct str slug, unsigned n);

#endif
