#include "base/base.h"
#include "feature/issue/issue_api.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "feature/issue/issue.h"
#include "feature/issue/issue_bulk.h"
#include "feature/issue/issue_facet.h"
#include "feature/issue/issue_int.h"
#include "feature/issue/issue_job.h"
#include "feature/issue/issue_sql.h"
#include "feature/issue/issue_undo.h"
#include "feature/issue/issue_trend.h"

enum { LIST_DEFAULT = 50, ACTIVITIES_MAX = 200 };

const char *const issue_status_words[] = { "open",    "resolved", "reopened",
                                           "ignored", "snoozed",  NULL };

static const struct field label_fields[] = {
    FIELD_STR("key", struct issue_label, key, FIELD_REQUIRED, 0),
    FIELD_STR("value", struct issue_label, value, FIELD_REQUIRED, 0),
    FIELD_END,
};
static const struct field follower_fields[] = {
    FIELD_STR("id", struct issue_follower, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("name", struct issue_follower, name, FIELD_REQUIRED, 0),
    FIELD_STR("email", struct issue_follower, email, FIELD_REQUIRED, 0),
    FIELD_END,
};

static const struct field forecast_fields[] = {
    FIELD_STR("by", struct issue_forecast, by, FIELD_REQUIRED, 0),
    FIELD_TIME("ends_at", struct issue_forecast, ends_ms, 0),
    FIELD_I64("events_per_day", struct issue_forecast, events_per_day, 0),
    FIELD_END,
};

#define ISSUE_FIELDS                                                                               \
    FIELD_STR("id", struct issue_view, id, FIELD_REQUIRED | FIELD_UUID, 0),                        \
        FIELD_STR("project_id", struct issue_view, project_id, FIELD_REQUIRED | FIELD_UUID, 0),    \
        FIELD_STR("short_id", struct issue_view, short_id, FIELD_REQUIRED, 0),                     \
        FIELD_STR("title", struct issue_view, title, FIELD_REQUIRED, 0),                           \
        FIELD_STR("type", struct issue_view, type, FIELD_REQUIRED, 0),                             \
        FIELD_STR("fingerprint", struct issue_view, fingerprint, FIELD_REQUIRED, 0),               \
        FIELD_WORD("status", struct issue_view, status, FIELD_REQUIRED, issue_status_words),       \
        FIELD_STR("level", struct issue_view, level, FIELD_REQUIRED, 0),                           \
        FIELD_STR("platform", struct issue_view, platform, FIELD_REQUIRED, 0),                     \
        FIELD_STR("culprit", struct issue_view, culprit, FIELD_REQUIRED, 0),                       \
        FIELD_STR("location", struct issue_view, location, FIELD_REQUIRED, 0),                     \
        FIELD_TIME("first_seen", struct issue_view, first_seen_ms, FIELD_REQUIRED),                \
        FIELD_TIME("last_seen", struct issue_view, last_seen_ms, FIELD_REQUIRED),                  \
        FIELD_I64("event_count", struct issue_view, event_count, 0),                               \
        FIELD_I64("user_count", struct issue_view, user_count, 0),                                 \
        FIELD_STR("assigned_to", struct issue_view, assigned_to, FIELD_UUID, 0),                   \
        FIELD_TIME("resolved_at", struct issue_view, resolved_ms, 0),                              \
        FIELD_TIME("cooldown_until", struct issue_view, cooldown_until_ms, 0),                     \
        FIELD_STR("resolved_in_release", struct issue_view, resolved_in_release, 0, 0),            \
        FIELD_TIME("created_at", struct issue_view, created_ms, FIELD_REQUIRED),                   \
        FIELD_TIME("updated_at", struct issue_view, updated_ms, FIELD_REQUIRED),                   \
        FIELD_TIME("snooze_until", struct issue_view, snooze_until_ms, 0),                         \
        FIELD_OPT_I64("snooze_event_threshold", struct issue_view, snooze_event_threshold, 0),     \
        FIELD_I64("snooze_events_at_start", struct issue_view, snooze_events_at_start, 0),         \
        FIELD_JSON("resolve_in", struct issue_view, resolve_in, 0, 0),                             \
        FIELD_OPT_I64("snooze_users", struct issue_view, snooze_users, 0),                         \
        FIELD_JSON("snooze_rate", struct issue_view, snooze_rate, 0, 0),                           \
        FIELD_BOOL("until_escalates", struct issue_view, until_escalates, 0),                      \
        FIELD_STR("jira_ticket_key", struct issue_view, jira_ticket_key, 0, 0),                    \
        FIELD_STR("jira_ticket_url", struct issue_view, jira_ticket_url, 0, 0),                    \
        FIELD_OPT_I64("github_issue_number", struct issue_view, github_issue_number, 0),           \
        FIELD_STR("github_issue_url", struct issue_view, github_issue_url, 0, 0),                  \
        FIELD_I64("trend_percent", struct issue_view, trend_percent, 0),                           \
        FIELD_I64("priority", struct issue_view, priority, 0),                                     \
        FIELD_STR("first_release", struct issue_view, first_release, FIELD_REQUIRED, 0),           \
        FIELD_STR("last_release", struct issue_view, last_release, FIELD_REQUIRED, 0),             \
        FIELD_BOOL("is_unhandled", struct issue_view, is_unhandled, 0),                            \
        FIELD_OBJECT("forecast", struct issue_view, forecast, 0, struct issue_forecast,            \
                     forecast_fields),                                                             \
        FIELD_I64("version", struct issue_view, version, 0)

static const struct field issue_fields[] = {
    ISSUE_FIELDS,
    FIELD_OPT_BOOL("followed", struct issue_view, followed, FIELD_OMIT),
    FIELD_LIST("followers", struct issue_view, followers, FIELD_OMIT, struct issue_follower,
               follower_fields, 0),
    FIELD_STR("merged_from", struct issue_view, merged_from, FIELD_OMIT, 0),
    FIELD_END,
};
const struct field issue_item_fields[] = {
    ISSUE_FIELDS,
    FIELD_I64_LIST("trend", struct issue_view, trend, 0),
    FIELD_OPT_I64("window_events", struct issue_view, window_events, FIELD_OMIT),
    FIELD_LIST("tags", struct issue_view, tags, 0, struct issue_label, label_fields, 0),
    FIELD_BOOL("followed", struct issue_view, followed.value, 0),
    FIELD_END,
};

/* {issue}: a uuid or a short id; of the project in the path when there is one. */
static enum status issue_param(struct ctx *cx, struct request *rq, struct str text)
{
    struct issue_ref ref;

    TRY(issue_resolve(cx, rq->project_id, text, &ref));
    rq->issue_id = ref.id;
    rq->issue_uuid = ref.uuid;
    rq->merged_from_id = ref.merged_from;
    rq->project_id = ref.project_id;
    return OK;
}

enum status issue_answer(struct ctx *cx, int64_t project_id, int64_t issue_id, struct response *rs)
{
    struct issue_view view;
    bool found;

    TRY(issue_read(cx, project_id, issue_id, &view, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such issue");
    issue_publish(cx, &view);
    return respond(cx, rs, status_http(OK), issue_fields, &view);
}

static enum status issue_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct issue_view view;
    bool found;

    TRY(issue_read(cx, rq->project_id, rq->issue_id, &view, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such issue");
    if (rq->merged_from_id != 0)
        view.merged_from = request_param(rq, "issue");
    return respond(cx, rs, status_http(OK), issue_fields, &view);
}

struct activity_out {
    struct str id, issue_id, user_id, user_name, user_email, user_avatar, action, old_value,
        new_value, metadata;
    int64_t created_ms;
};
static const struct field activity_fields[] = {
    FIELD_STR("id", struct activity_out, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("issue_id", struct activity_out, issue_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("user_id", struct activity_out, user_id, 0, 0),
    FIELD_STR("user_name", struct activity_out, user_name, 0, 0),
    FIELD_STR("user_email", struct activity_out, user_email, 0, 0),
    FIELD_STR("user_avatar", struct activity_out, user_avatar, 0, 0),
    FIELD_STR("action", struct activity_out, action, FIELD_REQUIRED, 0),
    FIELD_STR("old_value", struct activity_out, old_value, 0, 0),
    FIELD_STR("new_value", struct activity_out, new_value, 0, 0),
    FIELD_JSON("metadata", struct activity_out, metadata, 0, 0),
    FIELD_TIME("created_at", struct activity_out, created_ms, FIELD_REQUIRED | FIELD_WHOLE),
    FIELD_END,
};
struct activities_out {
    struct field_list activities;
    int64_t total;
};
static const struct field activities_fields[] = {
    FIELD_LIST("activities", struct activities_out, activities, 0, struct activity_out,
               activity_fields, 0),
    FIELD_I64("total", struct activities_out, total, 0),
    FIELD_END,
};

static enum status activities_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct request_range limit = { LIST_DEFAULT, 1, ACTIVITIES_MAX };
    struct q_issue_activity_page_args args = {
        .issue_id = rq->issue_id,
        .max = request_query_i64(rq, "limit", limit),
        .skip = request_query_i64(rq, "offset", (struct request_range){ 0, 0, INT32_MAX }),
    };
    struct q_issue_activity_page_row *rows;
    struct q_issue_activity_count_row count;
    size_t n;

    TRY(q_issue_activity_page(cx, &args, &rows, &n));
    TRY(q_issue_activity_count(
        cx, &(struct q_issue_activity_count_args){ .issue_id = rq->issue_id }, &count));
    struct activity_out *list = arena_array(cx->arena, struct activity_out, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct activity_out){ rows[i].uuid,      rq->issue_uuid,     rows[i].user_uuid,
                                         rows[i].user_name, rows[i].user_email, rows[i].user_avatar,
                                         rows[i].action,    rows[i].old_value,  rows[i].new_value,
                                         rows[i].metadata,  rows[i].created_ms };
    struct activities_out out = { .activities = { list, n }, .total = count.n };
    return respond(cx, rs, status_http(OK), activities_fields, &out);
}

static const struct route_param issue_params[] = {
    { "issue", issue_param }, { "event", NULL }, { "other", NULL }, { 0 }
};

static const struct route issue_routes[] = {
    { GET, "/api/v1/projects/{project}/issues", SCOPE_READ, NULL, issue_list_out, issue_list_get,
      "list_issues", "Issues of a project.", .query = issue_list_query },
    { GET, "/api/v1/projects/{project}/issues/counts", SCOPE_READ, NULL, issue_counts_out,
      issue_counts_get, "get_issue_counts",
      "Issues of a project by status, and those of today and the reader.",
      .query = issue_counts_query },
    { GET, "/api/v1/projects/{project}/issues/facets", SCOPE_READ, NULL, facets_out_fields,
      issue_list_facets_get, NULL, "What the issues of a query have in common.",
      .query = issue_list_query },
    { GET, "/api/v1/projects/{project}/issues/export", SCOPE_READ, NULL, NULL, issue_export_get,
      NULL, "The issues of a query as a file, CSV or JSON; 10,000 at most.", .flags = ROUTE_FILE,
      .query = issue_export_query },
    { GET, "/api/v1/projects/{project}/issues/releases", SCOPE_READ, NULL, NULL, issue_releases_get,
      NULL, "Releases that issues of this project were first seen in." },
    { GET, "/api/v1/projects/{project}/issues/{issue}", SCOPE_READ, NULL, issue_fields, issue_get,
      "get_issue", "One issue." },
    { PUT, "/api/v1/projects/{project}/issues/{issue}", SCOPE_TRIAGE, issue_status_in, issue_fields,
      issue_put, "update_issue_status", "Changes the status of an issue." },
    { PUT, "/api/v1/projects/{project}/issues/{issue}/assign", SCOPE_TRIAGE, issue_assign_in,
      issue_fields, issue_assign_put, NULL, "Assigns an issue to a user, or to nobody." },
    { POST, "/api/v1/projects/{project}/issues/{issue}/follow", SCOPE_FOLLOW, NULL,
      issue_followed_out, issue_follow_post, NULL, "Follows an issue." },
    { DELETE, "/api/v1/projects/{project}/issues/{issue}/follow", SCOPE_FOLLOW, NULL,
      issue_followed_out, issue_follow_delete, NULL, "Follows it no longer." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/activities", SCOPE_READ, NULL,
      activities_fields, activities_get, NULL, "What happened to an issue, newest first." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/events", SCOPE_READ, NULL, issue_events_out,
      issue_events_get, "list_events", "Stored events, newest first.",
      .query = issue_events_query },
    { GET, "/api/v1/projects/{project}/issues/{issue}/events/{event}", SCOPE_READ, NULL,
      issue_event_out, issue_event_get, "get_event",
      "An event and its neighbours: latest, oldest, best, its id or event id.",
      .query = issue_event_query },
    { GET, "/api/v1/projects/{project}/issues/{issue}/events/{event}/diff/{other}", SCOPE_READ,
      NULL, issue_event_diff_out, issue_event_diff_get, "diff_events",
      "What two events differ in: frames, their locals, tags, contexts, and all else by path." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/facets", SCOPE_READ, NULL, facets_out_fields,
      issue_facets_get, NULL, "Tags of all its events, with counts." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/facets/{key}", SCOPE_READ, NULL,
      facets_out_fields, issue_facet_get, NULL, "All counted values of one tag." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/stats", SCOPE_READ, NULL, issue_stats_out,
      issue_stats_get, NULL, "Accepted events by time.", .query = issue_stats_query },
    { GET, "/api/v1/projects/{project}/issues/{issue}/release-info", SCOPE_READ, NULL,
      issue_release_info_out, issue_release_info_get, NULL,
      "The release it was first seen in: commit, deploy, and the one that appeared before." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/suspect-commits", SCOPE_READ, NULL,
      issue_suspects_out, issue_suspects_get, NULL,
      "Commits that touched its files; none while no repository is read." },
    { DELETE, "/api/v1/projects/{project}/issues", SCOPE_TRIAGE, issue_ids_in, issue_deleted_out,
      issues_delete, NULL, "Deletes issues; a later event of theirs makes a new one." },
    { POST, "/api/v1/projects/{project}/issues/merge", SCOPE_TRIAGE, issue_merge_in, issue_fields,
      issues_merge_post, "merge_issues",
      "Makes several issues one; their events and people follow." },
    { POST, "/api/v1/projects/{project}/issues/{issue}/unmerge", SCOPE_TRIAGE, issue_unmerge_in,
      issue_unmerge_out, issue_unmerge_post, NULL,
      "Takes fingerprints out again, to where they came from or into a new issue." },
    { GET, "/api/v1/projects/{project}/issues/{issue}/tags", SCOPE_READ, NULL, issue_tag_out,
      issue_tags_get, NULL, "What people and rules have put on an issue.", .flags = ROUTE_LIST },
    { POST, "/api/v1/projects/{project}/issues/{issue}/tags", SCOPE_TRIAGE, issue_tag_in,
      issue_tag_status_out, issue_tag_post, "add_issue_tag", "Puts a tag on an issue.",
      .flags = ROUTE_CREATED },
    { DELETE, "/api/v1/projects/{project}/issues/{issue}/tags", SCOPE_TRIAGE, issue_tag_in,
      issue_tag_status_out, issue_tag_delete, NULL, "Takes a tag off an issue." },
    { GET, "/api/v1/projects/{project}/tags", SCOPE_READ, NULL, project_tag_out, project_tags_get,
      NULL, "Tags that people and rules have put on issues of a project.", .flags = ROUTE_LIST },
    { POST, "/api/v1/projects/{project}/issues/bulk", SCOPE_TRIAGE, issue_bulk_in, issue_bulk_out,
      issues_bulk_post, "bulk_update_issues",
      "One verb on many issues of a project, by ids or by query; more than 500: 202, a job.",
      .flags = ROUTE_OK | ROUTE_ACCEPTED },
    { POST, "/api/v1/issues/bulk", SCOPE_TRIAGE, issue_bulk_in, issue_bulk_out, issues_bulk_post,
      NULL, "The same on issues of all projects.", .flags = ROUTE_OK | ROUTE_ACCEPTED },
    { GET, "/api/v1/projects/{project}/settings/discarded", SCOPE_READ, NULL, issue_discarded_out,
      issue_discarded_get, NULL, "Fingerprints whose events are dropped." },
    { PUT, "/api/v1/projects/{project}/settings/discarded", SCOPE_ADMIN, issue_discarded_in,
      issue_discarded_out, issue_discarded_put, NULL,
      "Lets events of some fingerprints in again." },
    { GET, "/api/v1/search/suggest", SCOPE_READ, NULL, issue_suggest_out, issue_suggest_get, NULL,
      "Completes a query of the issue list.", .query = issue_suggest_query },
    { GET, "/api/v1/issues", SCOPE_READ, NULL, issue_list_out, issue_list_get, NULL,
      "Issues of all projects.", .query = issue_list_query },
    { GET, "/api/v1/issues/counts", SCOPE_READ, NULL, issue_counts_out, issue_counts_get, NULL,
      "Issues of all projects by status.", .query = issue_counts_query },
    { GET, "/api/v1/issues/facets", SCOPE_READ, NULL, facets_out_fields, issue_list_facets_get,
      NULL, "What the issues of a query have in common, by project too.",
      .query = issue_list_query },
    { GET, "/api/v1/issues/export", SCOPE_READ, NULL, NULL, issue_export_get, NULL,
      "The issues of a query over all projects as a file.", .flags = ROUTE_FILE,
      .query = issue_export_query },
    { GET, "/api/v1/issues/{issue}", SCOPE_READ, NULL, issue_fields, issue_get, NULL,
      "One issue of any project." },
    { 0 },
};

static const struct job issue_jobs[] = {
    { "issue.timers", issue_timers_run, .every_s = ISSUE_TIMERS_S, .timeout_s = 30 },
    { "issue.trend", issue_trend_run, .every_s = TREND_EVERY_S, .timeout_s = 300 },
    { 0 },
};

const struct feature feature_issue = {
    .name = "issue",
    .routes = issue_routes,
    .jobs = issue_jobs,
    .hand_over = issue_hand_over,
    .params = issue_params,
    .undoes = issue_undoes,
    .works = issue_works,
};
