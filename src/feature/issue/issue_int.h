/* issue_int.h - between the files of this folder: handlers of the routes that are listed
 * in issue_api.c and live beside it, each group in its own file. */
#ifndef FEATURE_ISSUE_ISSUE_INT_H
#define FEATURE_ISSUE_ISSUE_INT_H

#include "base/limits.h"
#include "core/router.h"
#include "feature/issue/issue.h"

struct request;
struct response;

/* issue_api.c: an issue of a list. */
extern const struct field issue_item_fields[];

/* issue_list_api.c */
extern const struct route_query issue_list_query[], issue_counts_query[];
extern const struct field issue_list_out[], issue_counts_out[];
route_handler issue_list_get, issue_counts_get, issue_releases_get;
struct issue_filter;
/* What the query of the address asks for; also of facets and exports. */
NODISCARD enum status issue_filter_read(struct ctx *cx, const struct request *rq,
                                        struct issue_filter *out);

/* issue_list_facets_api.c */
route_handler issue_list_facets_get;

/* issue_event_api.c */
extern const struct route_query issue_events_query[], issue_event_query[];
extern const struct field issue_events_out[], issue_event_out[];
route_handler issue_events_get, issue_event_get;
struct event_view;
/* An event as an address names it, with its document; E_MISSING code not_stored when that is
 * gone. */
NODISCARD enum status issue_event_take(struct ctx *cx, const struct request *rq, struct str text,
                                       struct event_view *out);

/* issue_export_api.c */
extern const struct route_query issue_export_query[];
route_handler issue_export_get;

/* issue_event_diff_api.c */
extern const struct field issue_event_diff_out[];
route_handler issue_event_diff_get;

/* issue_figures_api.c */
extern const struct route_query issue_stats_query[];
extern const struct field issue_stats_out[];
extern const struct field issue_release_info_out[], issue_suspects_out[];
route_handler issue_facets_get, issue_facet_get, issue_stats_get, issue_release_info_get,
    issue_suspects_get;

/* issue_verb_api.c */
extern const struct field issue_status_in[], issue_assign_in[], issue_followed_out[];
extern const struct field issue_tag_in[], issue_tag_out[], issue_tag_status_out[],
    project_tag_out[];
route_handler issue_put, issue_assign_put, issue_follow_post, issue_follow_delete, issue_tags_get,
    issue_tag_post, issue_tag_delete, project_tags_get;

/* What a change of status may carry, alone and in bulk; m: a struct issue_status_change. */
extern const struct field issue_rate_fields[];
#define ISSUE_STATUS_FIELDS(T, m, flags)                                                           \
    FIELD_WORD("status", T, m.status, flags, issue_status_words),                                  \
        FIELD_OPT_I64("cooldown_minutes", T, m.cooldown_minutes, 0),                               \
        FIELD_STR("resolved_in_release", T, m.resolved_in_release, 0, LIMIT_RELEASE),              \
        FIELD_JSON("resolve_in", T, m.resolve_in, 0, LIMIT_NAME),                                  \
        FIELD_OPT_I64("snooze_minutes", T, m.snooze_minutes, 0),                                   \
        FIELD_OPT_I64("snooze_event_threshold", T, m.snooze_event_threshold, 0),                   \
        FIELD_TIME("snooze_until", T, m.snooze_until_ms, 0),                                       \
        FIELD_OPT_I64("snooze_users", T, m.snooze_users, 0),                                       \
        FIELD_OBJECT("snooze_rate", T, m.snooze_rate, 0, struct issue_rate, issue_rate_fields),    \
        FIELD_BOOL("until_escalates", T, m.until_escalates, 0)

/* issue_bulk_api.c */
extern const struct field issue_bulk_in[], issue_bulk_out[];
route_handler issues_bulk_post;

/* issue_discard_api.c */
extern const struct field issue_discarded_in[], issue_discarded_out[];
route_handler issue_discarded_get, issue_discarded_put;

/* issue_delete_api.c */
extern const struct field issue_ids_in[], issue_deleted_out[];
route_handler issues_delete;

/* issue_suggest_api.c */
extern const struct route_query issue_suggest_query[];
extern const struct field issue_suggest_out[];
route_handler issue_suggest_get;

/* issue_merge_api.c */
extern const struct field issue_merge_in[], issue_unmerge_in[], issue_unmerge_out[];
route_handler issues_merge_post, issue_unmerge_post;

/* issue_hand_over.c: struct feature's hook. */
NODISCARD enum status issue_hand_over(struct ctx *cx, int64_t from, int64_t to);

/* issue_api.c */
extern const char *const issue_status_words[]; /* NULL-ended */
/* The issue as it is after a change, in the answer and on the stream. */
NODISCARD enum status issue_answer(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                   struct response *rs);

#endif
