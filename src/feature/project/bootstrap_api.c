/* bootstrap_api.c - all the page needs to paint, in one answer; inlined in index.html.
 *
 * At most 60 KB (decisions.md §7): projects with the keys that lists and navigation show,
 * not their settings; as many of the first 200 as fit. projects_total says whether there
 * are more. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/feature.h"
#include "core/live.h"
#include "core/request.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"
#include "feature/project/project_sql.h"
#include "feature/user/user.h"
#include "port/jsonw.h"

enum {
    BOOTSTRAP_BYTES = 60 << 10,
    BOOTSTRAP_PROJECTS_MIN = 20, /* also when preferences and favourites fill the rest */
    FEATURES_MAX = 64,
};

static const struct field brief_fields[] = {
    FIELD_STR("id", struct project_view, p.uuid, FIELD_UUID, 0),
    FIELD_STR("name", struct project_view, p.name, 0, 0),
    FIELD_STR("slug", struct project_view, p.slug, 0, 0),
    FIELD_STR("short_prefix", struct project_view, p.short_prefix, 0, 0),
    FIELD_I64("numeric_id", struct project_view, p.id, 0),
    FIELD_STR("icon", struct project_view, p.icon, 0, 0),
    FIELD_STR("color", struct project_view, p.color, 0, 0),
    FIELD_I64("position", struct project_view, p.position, 0),
    FIELD_STR("group_id", struct project_view, p.group_uuid, FIELD_UUID, 0),
    FIELD_STR("group_name", struct project_view, p.group_name, FIELD_OMIT, 0),
    FIELD_STR("framework", struct project_view, p.framework, 0, 0),
    FIELD_TIME("created_at", struct project_view, p.created_ms, 0),
    FIELD_I64("total_issues", struct project_view, total_issues, 0),
    FIELD_I64("open_issues", struct project_view, open_issues, 0),
    FIELD_I64("reopened", struct project_view, reopened, 0),
    FIELD_I64("mine", struct project_view, mine, 0),
    FIELD_I64("new_today", struct project_view, new_today, 0),
    FIELD_I64_LIST("trend", struct project_view, trend, 0),
    FIELD_I64("errors_this_week", struct project_view, errors_this_week, 0),
    FIELD_I64("errors_last_week", struct project_view, errors_last_week, 0),
    FIELD_TIME("last_event_at", struct project_view, latest_event_ms, 0),
    FIELD_TIME("silent_since", struct project_view, silent_since_ms, 0),
    FIELD_STR("latest_release", struct project_view, latest_release, FIELD_OMIT, 0),
    FIELD_END,
};

struct bootstrap {
    struct user user;
    struct str role;
    struct field_list projects;
    int64_t projects_total;
    struct str_list favorites;
    struct field_list groups;
    int64_t unread;
    struct str_list features;
    struct str preferences;
    int64_t server_ms;
    struct str version;
    struct str stream_at; /* where the live stream stood before any of it was read */
};
const struct field bootstrap_out[] = {
    FIELD_OBJECT("user", struct bootstrap, user, 0, struct user, user_fields),
    FIELD_STR("role", struct bootstrap, role, 0, 0),
    FIELD_LIST("projects", struct bootstrap, projects, 0, struct project_view, brief_fields, 0),
    FIELD_I64("projects_total", struct bootstrap, projects_total, 0),
    FIELD_STR_LIST("favorites", struct bootstrap, favorites, 0, 0),
    FIELD_LIST("groups", struct bootstrap, groups, 0, struct group, group_fields, 0),
    FIELD_I64("unread", struct bootstrap, unread, 0),
    FIELD_STR_LIST("features", struct bootstrap, features, 0, 0),
    FIELD_JSON("preferences", struct bootstrap, preferences, 0, 0),
    FIELD_TIME("server_time", struct bootstrap, server_ms, 0),
    FIELD_STR("version", struct bootstrap, version, 0, 0),
    FIELD_STR("stream_at", struct bootstrap, stream_at, 0, 0),
    FIELD_END,
};

static struct str_list feature_names(struct ctx *cx)
{
    struct str *names = arena_array(cx->arena, struct str, FEATURES_MAX);
    size_t n = 0;

    for (; feature_table[n] != NULL && n < FEATURES_MAX; n++)
        names[n] = str_c(feature_table[n]->name);
    return (struct str_list){ names, n };
}

static size_t text_bytes(struct ctx *cx, const struct bootstrap *b)
{
    struct buf text;
    struct jsonw w;

    buf_init(&text, cx->arena, LIMIT_RESPONSE_BYTES);
    jsonw_init(&w, &text);
    field_encode(&w, bootstrap_out, b);
    return text.len;
}

/* As many projects as leave the whole below its limit. */
static void fit(struct ctx *cx, struct bootstrap *b)
{
    if (b->projects.n > BOOTSTRAP_PROJECTS)
        b->projects.n = BOOTSTRAP_PROJECTS;
    while (b->projects.n > BOOTSTRAP_PROJECTS_MIN) {
        struct arena_mark mark = arena_mark(cx->arena);
        size_t bytes = text_bytes(cx, b);
        arena_rewind(cx->arena, mark);
        if (bytes < BOOTSTRAP_BYTES)
            return;
        size_t fewer = b->projects.n * BOOTSTRAP_BYTES / bytes;
        b->projects.n = fewer < b->projects.n ? fewer : b->projects.n - 1;
    }
}

enum status bootstrap_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct bootstrap out = { .features = feature_names(cx),
                             .server_ms = cx->now_ms,
                             .version = S(GOSNAG_VERSION),
                             .stream_at = live_position(cx->arena) };
    int64_t me = cx->actor != NULL ? cx->actor->user_id : 0;
    struct q_bootstrap_unread_row inbox;
    struct project_view *list;
    size_t n;
    bool found;

    (void)rq;
    TRY(user_by_id(cx, me, &out.user, &found));
    if (!found)
        return fail(cx, E_UNAUTHENTICATED, "sign in first");
    out.role = out.user.role;
    TRY(project_list(cx, LIMIT_PROJECTS, &list, &n));
    TRY(project_figures(cx, list, n));
    out.projects = FIELD_ITEMS(list, n);
    out.projects_total = (int64_t)n;
    TRY(favorite_uuids(cx, &out.favorites));
    TRY(group_rows(cx, &out.groups));
    TRY(user_preferences(cx, me, &out.preferences));
    TRY(q_bootstrap_unread(cx, &(struct q_bootstrap_unread_args){ me }, &inbox));
    out.unread = inbox.n;
    fit(cx, &out);
    return respond(cx, rs, status_http(OK), bootstrap_out, &out);
}
