/* issue.h - issues as people see them: lists, one, status, assignee.
 *
 * What the digest does to issues stands in issue_digest.h. A deleted issue is a
 * tombstone and found by nobody; a merged one leads to its survivor.
 *
 * Memory: results live in cx->arena. Threads: any; all state is in the store. */
#ifndef FEATURE_ISSUE_ISSUE_H
#define FEATURE_ISSUE_ISSUE_H

#include "base/base.h"
#include "core/field.h"
#include "core/page.h"

struct ctx;
struct issue_query;
struct undo;

enum {
    ISSUE_TREND_HOURS = 24,
    ISSUE_WINDOW_HOURS = 24 * 91, /* of include=window: a quarter */
};

struct issue_label {
    struct str key;
    struct str value;
};
struct issue_follower {
    struct str id;
    struct str name;
    struct str email;
};

/* An issue on the wire (gosnag-api.md §7, and our additions). */
struct issue_view {
    int64_t row_id;
    int64_t project_row;
    struct str id;
    struct str project_id;
    struct str short_id;
    struct str title;
    struct str type;
    struct str fingerprint;
    struct str status;
    struct str level;
    struct str platform;
    struct str culprit;
    struct str location;
    int64_t first_seen_ms;
    int64_t last_seen_ms;
    int64_t event_count;
    int64_t user_count;
    int64_t trend_percent; /* the last 24 hours against those before (issue_trend.h) */
    struct opt_i64 window_events; /* set when they were asked for */
    struct str assigned_to;
    int64_t resolved_ms;
    int64_t cooldown_until_ms;
    struct str resolved_in_release;
    int64_t snooze_until_ms;
    struct opt_i64 snooze_event_threshold;
    int64_t snooze_events_at_start;
    struct str resolve_in;          /* JSON: "next", {"commit": sha}; absent = no */
    struct opt_i64 snooze_users;    /* more users                                 */
    int64_t snooze_users_at_start;
    struct str snooze_rate;         /* JSON: {"events", "minutes"}; absent = no   */
    struct opt_i64 snooze_escalation; /* events in an hour */
    bool until_escalates;
    struct str jira_ticket_key;
    struct str jira_ticket_url;
    struct opt_i64 github_issue_number;
    struct str github_issue_url;
    int64_t priority;
    struct str first_release;
    struct str last_release;
    bool is_unhandled;
    int64_t version;
    int64_t created_ms;
    int64_t updated_ms;
    struct opt_bool followed; /* by the reader; unset: a project's token asks, nobody */
    struct i64_list trend;       /* ISSUE_TREND_HOURS, last = this hour */
    struct field_list tags;      /* struct issue_label                  */
    struct field_list followers; /* struct issue_follower              */
    struct issue_forecast {
        struct str by; /* time, events, users, cooldown, release, event; "" = nothing to wait for */
        int64_t ends_ms; /* when that is at today's rate; 0 = not to be foreseen          */
        int64_t events_per_day;
    } forecast;
    struct str merged_from;      /* absent = asked for by its own id    */
};

enum issue_sort {
    ISSUE_SORT_FOLLOWED, /* GoSnag's: followed first, then last seen */
    ISSUE_SORT_LAST_SEEN,
    ISSUE_SORT_FIRST_SEEN,
    ISSUE_SORT_EVENTS,
    ISSUE_SORT_USERS,
    ISSUE_SORT_PRIORITY,
    ISSUE_SORT_TREND,
};
/* "last_seen", "first_seen", "events", "users", "priority", "trend"; absent = followed
 * first. */
NODISCARD enum status issue_sort_parse(struct ctx *cx, struct str s, enum issue_sort *out);

/* Absent strings and zeros do not filter. */
struct issue_filter {
    int64_t project_id; /* 0 = all the actor sees             */
    struct str status;  /* one, or several by comma           */
    struct str level;   /* the contract's grammar             */
    struct str search;  /* substring of the title, case-blind */
    struct str release;
    struct str tag; /* key:value                          */
    int64_t first_since_ms;
    int64_t first_until_ms;
    int64_t last_since_ms;
    bool is_mine;
    bool is_assigned;
    bool with_window; /* events between last_since_ms and first_until_ms */
    struct str ids;   /* uuids by comma, ≤ LIMIT_PAGE       */
    const struct issue_query *query; /* NULL = none       */
    enum issue_sort sort;
    int64_t limit;
    int64_t offset;
    struct str cursor; /* "" = first page with a cursor      */
    bool is_capped;    /* totals end at LIMIT_COUNT_TOTAL    */
    bool without_total; /* nobody asks how many there are    */
};
/* Adds these conditions to a list over `issue i`: what the reader may see, of those that
 * are neither deleted nor merged. */
struct filter;
NODISCARD enum status issue_filter_apply(struct ctx *cx, const struct issue_filter *in,
                                         struct filter *f);

struct issue_page {
    struct issue_view *items;
    size_t n;
    int64_t total;
    bool is_capped; /* there are more than total */
    bool is_restarted; /* the cursor's trend was of an older run: this is the first page */
    struct str next;   /* absent = the end, or no cursor was asked for */
};
NODISCARD enum status issue_list(struct ctx *cx, const struct issue_filter *filter,
                                 struct issue_page *out);

/* From a uuid or a short id; project_id 0 = any. E_MISSING when it is none the project
 * has. merged_from: id of the issue asked for when it was merged into the one found. */
struct issue_ref {
    int64_t id;
    int64_t project_id;
    struct str uuid;
    int64_t merged_from;
};
NODISCARD enum status issue_resolve(struct ctx *cx, int64_t project_id, struct str text,
                                    struct issue_ref *out);

/* Which issues a filter finds, filter->limit at most, in order of id; total = all of them. */
NODISCARD enum status issue_find_all(struct ctx *cx, const struct issue_filter *filter,
                                     struct issue_ref **out, size_t *n, int64_t *total);

/* One issue with trend, tags, followers. found = false: gone, or of another project. */
NODISCARD enum status issue_read(struct ctx *cx, int64_t project_id, int64_t issue_id,
                                 struct issue_view *out, bool *found);

/* Those of at most LIMIT_PAGE issues (row ids) that a filter finds; out: room for all. */
NODISCARD enum status issue_pick(struct ctx *cx, const struct issue_filter *filter,
                                 struct i64_list ids, int64_t *out, size_t *n);

struct issue_counts {
    int64_t total;
    struct str by_status; /* JSON object */
    int64_t today;
    int64_t assigned_to_me;
    int64_t assigned_any;
};
NODISCARD enum status issue_count(struct ctx *cx, const struct issue_filter *filter,
                                  struct issue_counts *out);

/* The issues of a JSON list of row ids as they are shown, in that order; gone ones are left
 * out. items: room for n. */
NODISCARD enum status issue_views(struct ctx *cx, const int64_t *ids, size_t n,
                                  struct issue_view *items, size_t *n_items);

/* The issue that a fingerprint belongs to now; found = false: gone, or deleted. */
NODISCARD enum status issue_of_fingerprint(struct ctx *cx, int64_t project_id,
                                           int64_t fingerprint_id, struct issue_ref *out,
                                           bool *found);

/* A person's change of status (gosnag-api.md §7, new-routes.md): every status column is
 * written, what does not belong to the new status is ignored. */
struct issue_rate {
    int64_t events;
    int64_t minutes;
};
struct issue_status_change {
    struct str status;
    struct opt_i64 cooldown_minutes; /* resolved; absent = the project's, ≤ 0 = none       */
    struct str resolved_in_release;
    struct str resolve_in; /* JSON: "next", "latest", {"commit": sha}; instead of the one above */
    struct opt_i64 snooze_minutes;
    int64_t snooze_until_ms;
    struct opt_i64 snooze_event_threshold; /* more events */
    struct opt_i64 snooze_users;           /* more users  */
    struct issue_rate snooze_rate;         /* events 0 = not asked for                     */
    bool until_escalates;                  /* snoozed or ignored: until an hour is much busier */
    struct opt_i64 version; /* E_CONFLICT "stale" when it is not the issue's                */
};
/* E_INVALID: a time that is past, a release that is not there, … undo: see undo.h; NULL =
 * it cannot be taken back. Other verbs: issue_verb.h. */
NODISCARD enum status issue_set_status(struct ctx *cx, const struct issue_ref *issue,
                                       const struct issue_status_change *change,
                                       struct undo *undo);

/* When the present status is expected to end, from the view's own figures. */
struct issue_forecast issue_forecast(const struct issue_view *v, int64_t now_ms);
/* Tells the live stream that people changed it. Call after commit. */
void issue_publish(struct ctx *cx, const struct issue_view *issue);
/* The same of one that is no longer there by itself. */
void issue_publish_gone(struct ctx *cx, const struct issue_ref *issue, struct str project_uuid);
/* The same of many: changed, or gone. */
NODISCARD enum status issue_publish_all(struct ctx *cx, const struct issue_ref *issues, size_t n,
                                        bool is_gone);

#endif
