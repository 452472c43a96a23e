/* project_section_api.h - GET and PUT /projects/{project}/settings/NAME: what the handlers
 * of every section call.
 *
 * A PUT keeps what it does not name; a body with a stale `version` is refused with 409
 * {code: "stale", current}. */
#ifndef FEATURE_PROJECT_PROJECT_SECTION_API_H
#define FEATURE_PROJECT_PROJECT_SECTION_API_H

#include "core/router.h"
#include "feature/project/project_section.h"

NODISCARD enum status project_section_get(struct ctx *cx, const struct request *rq,
                                          struct response *rs, const struct section *section);
NODISCARD enum status project_section_put(struct ctx *cx, const struct request *rq,
                                          struct response *rs, const struct section *section);

#endif
