#include "base/base.h"

#include "core/feature.h"
#include "feature/regroup/regroup.h"
#include "feature/regroup/regroup_int.h"

static const struct route regroup_routes[] = {
    { GET, "/api/v1/projects/{project}/issues/{issue}/grouping", SCOPE_READ, NULL, why_out, why_get,
      "explain_grouping",
      "Why the events of an issue are together: what was hashed for each of its fingerprints, "
      "which frames were left out, and what today's rules would make of it." },
    { 0 },
};

const struct feature feature_regroup = {
    .name = "regroup",
    .routes = regroup_routes,
};
