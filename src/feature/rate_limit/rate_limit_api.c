#include "base/base.h"

#include "feature/rate_limit/rate_limit_api.h"

#include "feature/project/project_section_api.h"
#include "feature/rate_limit/rate_limit.h"

static enum status limits_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_get(cx, rq, rs, &rate_limit_section);
}

static enum status limits_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_put(cx, rq, rs, &rate_limit_section);
}

const struct route rate_limit_routes[] = {
    { GET, "/api/v1/projects/{project}/settings/limits", SCOPE_READ, NULL, rate_limit_fields,
      limits_get, NULL, "How much a project takes a minute, hour and day." },
    { PUT, "/api/v1/projects/{project}/settings/limits", SCOPE_ADMIN, rate_limit_fields,
      rate_limit_fields, limits_put, NULL,
      "Changes how much a project takes; what is not sent stays. A stale version is refused with "
      "409." },
    { 0 },
};
