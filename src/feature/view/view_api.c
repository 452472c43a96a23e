/* Saved views. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/actor.h"
#include "core/feature.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/issue/issue.h"
#include "feature/view/view.h"
#include "feature/view/view_int.h"
#include "feature/view/view_sql.h"

enum {
    VIEWS_OF_USER = 50,
    VIEWS_OF_PROJECT = 100, /* shared ones */
    QUERY_BYTES = 2 << 10,
    SINCE_BYTES = 40,
    COLUMNS_MAX = 20,
    COLUMNS_BYTES = 4 << 10,
};

static const char *const densities[] = { "comfortable", "compact", NULL };

/* --- on the wire --------------------------------------------------------------------- */

struct view_out {
    struct str id, name, project_id, owner_id;
    bool shared;
    struct str q, since, sort, columns, density;
    int64_t position;
    int64_t version;
};
static const struct field view_fields[] = {
    FIELD_STR("id", struct view_out, id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_STR("name", struct view_out, name, FIELD_REQUIRED, 0),
    FIELD_STR("project_id", struct view_out, project_id, FIELD_UUID, 0),
    FIELD_STR("owner_id", struct view_out, owner_id, FIELD_REQUIRED | FIELD_UUID, 0),
    FIELD_BOOL("shared", struct view_out, shared, 0),
    FIELD_STR("q", struct view_out, q, FIELD_REQUIRED, 0),
    FIELD_STR("since", struct view_out, since, FIELD_REQUIRED, 0),
    FIELD_STR("sort", struct view_out, sort, FIELD_REQUIRED, 0),
    FIELD_JSON("columns", struct view_out, columns, 0, 0),
    FIELD_WORD("density", struct view_out, density, FIELD_REQUIRED, densities),
    FIELD_I64("position", struct view_out, position, 0),
    FIELD_I64("version", struct view_out, version, 0),
    FIELD_END,
};
struct views_out {
    struct field_list items;
    struct str next; /* all fit one page: VIEWS_OF_USER and VIEWS_OF_PROJECT bound them */
    int64_t total;
    bool total_capped;
};
static const struct field views_fields[] = {
    FIELD_LIST("items", struct views_out, items, 0, struct view_out, view_fields, 0),
    FIELD_STR("next", struct views_out, next, 0, 0),
    FIELD_I64("total", struct views_out, total, 0),
    FIELD_BOOL("total_capped", struct views_out, total_capped, 0),
    FIELD_END,
};

/* Absent keeps what is there, or takes the default. */
struct view_in {
    struct str name, project_id;
    struct opt_bool shared;
    struct opt_str q, since, sort;
    struct str_list columns;
    struct str density;
    struct opt_i64 position;
    struct opt_i64 version;
};
static const struct field view_in_fields[] = {
    FIELD_STR("name", struct view_in, name, 0, LIMIT_NAME),
    FIELD_STR("project_id", struct view_in, project_id, FIELD_UUID, 0),
    FIELD_OPT_BOOL("shared", struct view_in, shared, 0),
    FIELD_OPT_STR("q", struct view_in, q, 0, QUERY_BYTES),
    FIELD_OPT_STR("since", struct view_in, since, 0, SINCE_BYTES),
    FIELD_OPT_STR("sort", struct view_in, sort, 0, LIMIT_NAME),
    FIELD_STR_LIST("columns", struct view_in, columns, 0, COLUMNS_MAX),
    FIELD_WORD("density", struct view_in, density, 0, densities),
    FIELD_OPT_I64("position", struct view_in, position, 0),
    FIELD_OPT_I64("version", struct view_in, version, 0),
    FIELD_END,
};

/* --- rules ------------------------------------------------------------------------------ */

/* A view as it is or will be: row, and what an answer shows. */
struct view {
    int64_t id;
    int64_t owner_id;
    struct opt_i64 project_id;
    struct view_out out;
};

static enum status find_view(struct ctx *cx, struct str uuid, struct view *out)
{
    struct q_view_get_args args = { str_lower(cx->arena, uuid) };
    struct q_view_get_row r;
    bool found;

    TRY(q_view_get(cx, &args, &r, &found));
    bool is_seen =
        found && (r.owner_id == cx->actor->user_id ||
                  (r.is_shared && (!r.project_id.set || actor_sees(cx, r.project_id.value))));
    if (!is_seen)
        return fail(cx, E_MISSING, "no such view");
    *out = (struct view){ r.id,
                          r.owner_id,
                          r.project_id,
                          { uuid, r.name, r.project_uuid, r.owner_uuid, r.is_shared, r.q, r.since,
                            r.sort, r.columns, r.density, r.position, r.version } };
    return OK;
}

/* Shared ones are everybody's list: who may not triage keeps views for themselves. */
static enum status allow_change(struct ctx *cx, const struct view *v)
{
    if (v->owner_id != cx->actor->user_id && cx->actor->role != ROLE_ADMIN)
        return fail(cx, E_DENIED, "only its owner or an admin changes a shared view");
    return v->out.shared ? actor_allow(cx, SCOPE_TRIAGE_USER, v->project_id.value, true) : OK;
}

static enum status check_stale(struct ctx *cx, struct opt_i64 version, const struct view *v)
{
    if (!version.set || version.value == v->out.version)
        return OK;
    enum status st = fail_at(cx, E_CONFLICT, (struct err_where){ "stale", "version" },
                             "somebody changed this view meanwhile");
    err_more(&cx->err, str_printf(cx->arena, "\"current\":%lld", (long long)v->out.version));
    return st;
}

static enum status check_limits(struct ctx *cx, const struct view *v, bool is_new, bool was_shared)
{
    struct q_view_numbers_args args = { v->owner_id, v->project_id.value };
    struct q_view_numbers_row n;

    TRY(q_view_numbers(cx, &args, &n));
    if (is_new && n.own >= VIEWS_OF_USER)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "limit", NULL },
                       "a user has at most %d views", VIEWS_OF_USER);
    if (v->out.shared && !was_shared && n.shared >= VIEWS_OF_PROJECT)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "limit", NULL },
                       "a project has at most %d shared views", VIEWS_OF_PROJECT);
    return OK;
}

static enum status columns_json(struct ctx *cx, const struct str_list *columns, struct str *out)
{
    struct buf b;

    buf_init(&b, cx->arena, COLUMNS_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < columns->n; i++) {
        if (i > 0)
            buf_add_char(&b, ',');
        buf_add_json_str(&b, columns->items[i]);
    }
    buf_add_char(&b, ']');
    if (buf_is_full(&b))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "columns" },
                       "names of columns are at most %d bytes together", COLUMNS_BYTES);
    *out = buf_str(&b);
    return OK;
}

static void set_text(struct str *to, const struct opt_str *from)
{
    if (from->set && !str_is_null(from->value))
        *to = from->value;
}

static enum status apply(struct ctx *cx, const struct view_in *in, struct view *v)
{
    enum issue_sort sort;

    if (in->name.len > 0)
        v->out.name = in->name;
    if (v->out.name.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "required", "name" },
                       "a view needs a name");
    if (in->shared.set)
        v->out.shared = in->shared.value;
    set_text(&v->out.q, &in->q);
    set_text(&v->out.since, &in->since);
    set_text(&v->out.sort, &in->sort);
    TRY(issue_sort_parse(cx, v->out.sort, &sort));
    if (in->columns.items != NULL)
        TRY(columns_json(cx, &in->columns, &v->out.columns));
    if (in->density.len > 0)
        v->out.density = in->density;
    if (in->position.set)
        v->out.position = in->position.value;
    return OK;
}

/* --- routes ------------------------------------------------------------------------------ */

static const struct route_query list_query[] = {
    { "project", "string", "Views of this project and those of all projects." },
    { NULL, NULL, NULL },
};

static enum status views_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct actor_sight sight = actor_sight(cx);
    struct request of = *rq; /* the project is named in the query, not in the path */
    struct q_view_list_row *rows;
    size_t n;

    if (request_query(rq, "project").len > 0)
        TRY(router_resolve(cx, &of, "project", request_query(rq, "project")));
    struct q_view_list_args args = { cx->actor->user_id, of.project_id, sight.sees_all,
                                     sight.visible };
    TRY(q_view_list(cx, &args, &rows, &n));
    struct view_out *items = arena_array(cx->arena, struct view_out, n);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct view_out){ rows[i].uuid,       rows[i].name,      rows[i].project_uuid,
                                      rows[i].owner_uuid, rows[i].is_shared, rows[i].q,
                                      rows[i].since,      rows[i].sort,      rows[i].columns,
                                      rows[i].density,    rows[i].position,  rows[i].version };
    struct views_out out = { .items = FIELD_ITEMS(items, n), .total = (int64_t)n };
    return respond(cx, rs, status_http(OK), views_fields, &out);
}

static enum status view_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    enum { CREATED = 201 };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct view_in in = { 0 };
    struct request of = *rq;
    struct view v = { .owner_id = cx->actor->user_id,
                      .out = { .id = uuid_new(cx->arena, cx->now_ms),
                               .owner_id = cx->actor->user_uuid,
                               .q = S(""),
                               .since = S(""),
                               .sort = S("last_seen"),
                               .columns = S("[]"),
                               .density = S("comfortable"),
                               .version = 1 } };

    TRY(request_read(cx, rq, view_in_fields, &in));
    if (in.project_id.len > 0) {
        TRY(router_resolve(cx, &of, "project", in.project_id));
        v.project_id = (struct opt_i64){ of.project_id, true };
        v.out.project_id = of.project_uuid;
    }
    TRY(apply(cx, &in, &v));
    TRY(allow_change(cx, &v));
    TRY(tx_begin(cx, &tx));
    TRY(check_limits(cx, &v, true, false));
    struct q_view_insert_args args = { v.out.id,      v.owner_id,    v.project_id,   v.out.shared,
                                       v.out.name,    v.out.q,       v.out.since,    v.out.sort,
                                       v.out.columns, v.out.density, v.out.position, cx->now_ms };
    TRY(q_view_insert(cx, &args));
    TRY(tx_commit(&tx));
    return respond(cx, rs, CREATED, view_fields, &v.out);
}

static enum status view_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct view_in in = { 0 };
    struct view v;

    TRY(request_read(cx, rq, view_in_fields, &in));
    TRY(tx_begin(cx, &tx));
    TRY(find_view(cx, request_param(rq, "view"), &v));
    TRY(allow_change(cx, &v));
    TRY(check_stale(cx, in.version, &v));
    bool was_shared = v.out.shared;
    TRY(apply(cx, &in, &v));
    TRY(allow_change(cx, &v));
    TRY(check_limits(cx, &v, false, was_shared));
    struct q_view_update_args args = { v.id,           v.out.shared, v.out.name,    v.out.q,
                                       v.out.since,    v.out.sort,   v.out.columns, v.out.density,
                                       v.out.position, cx->now_ms };
    TRY(q_view_update(cx, &args));
    TRY(tx_commit(&tx));
    v.out.version++;
    return respond(cx, rs, status_http(OK), view_fields, &v.out);
}

static enum status view_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    enum { EMPTY = 204 };
    struct tx tx SCOPED(tx_end) = { 0 };
    struct opt_i64 version = { 0 };
    struct view v;

    version.set = str_i64(request_query(rq, "version"), &version.value);
    TRY(tx_begin(cx, &tx));
    TRY(find_view(cx, request_param(rq, "view"), &v));
    TRY(allow_change(cx, &v));
    TRY(check_stale(cx, version, &v));
    TRY(q_view_delete(cx, &(struct q_view_delete_args){ v.id }));
    TRY(tx_commit(&tx));
    return respond_empty(rs, EMPTY);
}

static const struct route_query delete_query[] = {
    { "version", "integer", "Deletes only what has this version." },
    { NULL, NULL, NULL },
};

static const struct route view_routes[] = {
    { GET, "/api/v1/views", SCOPE_OWN, NULL, views_fields, views_get, "list_views",
      "Saved views: one's own and shared ones.", .query = list_query },
    { POST, "/api/v1/views", SCOPE_OWN, view_in_fields, view_fields, view_post, NULL,
      "Saves a view; a shared one takes the right to triage.", .flags = ROUTE_CREATED },
    { PUT, "/api/v1/views/{view}", SCOPE_OWN, view_in_fields, view_fields, view_put, NULL,
      "Changes a view; what is absent stays." },
    { DELETE, "/api/v1/views/{view}", SCOPE_OWN, NULL, NULL, view_delete, NULL, "Deletes a view.",
      .flags = ROUTE_NO_CONTENT, .query = delete_query },
    { PUT, "/api/v1/me/visits/{scope}", SCOPE_OWN, NULL, visit_out, visit_put, NULL,
      "Notes that the reader looks at a list now, and says when they did before." },
    { 0 },
};
static const struct route_param view_params[] = { { "view", NULL }, { "scope", NULL }, { 0 } };

const struct feature feature_view = { .name = "view",
                                      .routes = view_routes,
                                      .params = view_params };
