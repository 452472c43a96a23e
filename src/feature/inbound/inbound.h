/* inbound.h - what a project does not want to have: its inbound filters.
 *
 * Settings are the section "filters" (project_section.h). Some rules look at the request
 * alone and act at accept, before anything is inflated: networks, and the origins that
 * pages may send from. The others look at the parsed event and act in the digest; the
 * client gets its 200 and the event is counted as filtered (event_filter.h).
 *
 * Globs have * only and compare without case (str_glob). Everything is off by default. */
#ifndef FEATURE_INBOUND_INBOUND_H
#define FEATURE_INBOUND_INBOUND_H

#include "base/base.h"
#include "feature/event/event_filter.h"
#include "feature/project/project_section.h"

struct event;
struct feature;

extern const struct feature feature_inbound;
extern const struct field inbound_fields[];
extern const struct section inbound_section;

/* --- accept: any thread --- */

/* FILTER_ADDRESS: nothing of this client is wanted. */
enum event_filter inbound_filter_address(int64_t project_id, struct str address);
/* origin: of the Origin header, absent when it was not sent (servers send none: allowed).
 * True unless the project lists origins and this is none of them. */
bool inbound_is_origin_allowed(int64_t project_id, struct str origin);
/* Are transactions of that name health checks that the project does not want? */
bool inbound_filters_health_checks(int64_t project_id);
bool inbound_is_health_check(struct str transaction);

/* --- digest: one thread per cache --- */

/* After normalising, before anything else. */
enum event_filter inbound_filter_event(struct section_cache *cache, int64_t project_id,
                                       const struct event *ev);

#endif
