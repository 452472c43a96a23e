#include "base/base.h"

#include "core/feature.h"
#include "feature/regroup/apply.h"
#include "feature/regroup/regroup.h"
#include "feature/regroup/regroup_int.h"

static const struct route regroup_routes[] = {
    { GET, "/api/v1/projects/{project}/issues/{issue}/grouping", SCOPE_READ, NULL, why_out, why_get,
      "explain_grouping",
      "Why the events of an issue are together: what was hashed for each of its fingerprints, "
      "which frames were left out, and what today's rules would make of it." },
    { POST, "/api/v1/projects/{project}/grouping/preview", SCOPE_READ, preview_in, preview_out,
      preview_post, NULL,
      "What a fingerprint rule, or today's settings, would do to stored events: which issues "
      "would become one, which would part. Looks at the newest events of the issues seen last; "
      "complete says whether that was all.",
      ROUTE_BODY_OPT },
    { POST, "/api/v1/projects/{project}/grouping/apply", SCOPE_ADMIN, NULL, apply_out, apply_post,
      NULL,
      "Applies today's grouping to stored events, as a job: whole fingerprints change their "
      "issue, events of those that part are moved. The job's result says what was done and how "
      "many events were only counted and stayed; its undo takes it back.",
      ROUTE_ACCEPTED },
    { 0 },
};

const struct feature feature_regroup = {
    .name = "regroup",
    .routes = regroup_routes,
    .works = regroup_works,
    .undoes = regroup_undoes,
};
