/* issue_int.h - between the files of this folder: handlers of the routes that are listed
 * in issue_api.c and live beside it, each group in its own file. */
#ifndef FEATURE_ISSUE_ISSUE_INT_H
#define FEATURE_ISSUE_ISSUE_INT_H

#include "core/router.h"

/* issue_event_api.c */
extern const struct route_query issue_events_query[];
extern const struct field issue_events_out[], issue_event_out[];
route_handler issue_events_get, issue_event_get;

/* issue_figures_api.c */
extern const struct route_query issue_stats_query[];
extern const struct field issue_facets_out[], issue_stats_out[];
route_handler issue_facets_get, issue_stats_get;

/* issue_delete_api.c */
extern const struct field issue_ids_in[], issue_deleted_out[];
route_handler issues_delete;

#endif
