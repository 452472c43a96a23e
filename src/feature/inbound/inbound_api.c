#include "base/base.h"

#include "feature/inbound/inbound_api.h"

#include "feature/inbound/inbound.h"
#include "feature/project/project_section_api.h"

static enum status filters_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_get(cx, rq, rs, &inbound_section);
}

static enum status filters_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_put(cx, rq, rs, &inbound_section);
}

const struct route inbound_routes[] = {
    { GET, "/api/v1/projects/{project}/settings/filters", SCOPE_READ, NULL, inbound_fields,
      filters_get, NULL, "What a project does not take." },
    { PUT, "/api/v1/projects/{project}/settings/filters", SCOPE_ADMIN, inbound_fields,
      inbound_fields, filters_put, NULL,
      "Changes what a project does not take; what is not sent stays. A stale version is refused "
      "with 409." },
    { 0 },
};
