/* What a project wants scrubbed. */
#include "base/base.h"
#include "feature/event/event_api.h"

#include "feature/event/scrub_settings.h"
#include "feature/project/project_section_api.h"

static enum status scrubbing_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_get(cx, rq, rs, &scrub_section);
}

static enum status scrubbing_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    return project_section_put(cx, rq, rs, &scrub_section);
}

const struct route event_routes[] = {
    { GET, "/api/v1/projects/{project}/settings/scrubbing", SCOPE_READ, NULL, scrub_fields,
      scrubbing_get, NULL, "What leaves events before they are stored." },
    { PUT, "/api/v1/projects/{project}/settings/scrubbing", SCOPE_ADMIN, scrub_fields, scrub_fields,
      scrubbing_put, NULL,
      "Changes what leaves events; what is not sent stays. A stale version is refused with 409." },
    { 0 },
};
