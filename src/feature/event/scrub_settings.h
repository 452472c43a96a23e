/* scrub_settings.h - what a project wants scrubbed (sentry-ingest.md §11): the section
 * "scrubbing" of its settings. */
#ifndef FEATURE_EVENT_SCRUB_SETTINGS_H
#define FEATURE_EVENT_SCRUB_SETTINGS_H

#include "feature/event/event.h"
#include "feature/project/project_section.h"

/* The rules of the project, the defaults when it set none. Valid until the next call
 * with this cache. */
struct scrub_rules scrub_rules_of(struct section_cache *cache, int64_t project_id);

extern const struct field scrub_fields[];
extern const struct section scrub_section;

#endif
