/* group_api.c - groups of projects, and favourites (gosnag-api.md §5). */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/project/group_sql.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"
#include "port/jsonw.h"

enum { HTTP_CREATED = 201 };

const struct field group_fields[] = {
    FIELD_STR("id", struct group, uuid, FIELD_UUID, 0),
    FIELD_STR("name", struct group, name, 0, 0),
    FIELD_I64("position", struct group, position, 0),
    FIELD_TIME("created_at", struct group, created_ms, FIELD_WHOLE),
    FIELD_BOOL("default_slack_webhook_url_set", struct group, has_webhook, 0),
    FIELD_END,
};

struct group_in {
    struct str name;
    struct opt_str webhook;
    bool is_cleared;
};
const struct field group_body[] = {
    FIELD_STR("name", struct group_in, name, FIELD_REQUIRED, LIMIT_NAME),
    FIELD_OPT_STR("default_slack_webhook_url", struct group_in, webhook, FIELD_SECRET,
                  SECRET_TEXT_BYTES),
    FIELD_BOOL("clear_default_slack_webhook_url", struct group_in, is_cleared, FIELD_OPTIONAL),
    FIELD_END,
};

struct group_status {
    struct str status;
};
const struct field group_status_out[] = {
    FIELD_STR("status", struct group_status, status, 0, 0),
    FIELD_END,
};

enum status group_rows(struct ctx *cx, struct field_list *out)
{
    struct q_group_list_row *rows;
    size_t n;

    TRY(q_group_list(cx, &rows, &n));
    struct group *list = arena_array(cx->arena, struct group, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct group){ rows[i].uuid, rows[i].name, rows[i].position, rows[i].created_ms,
                                  rows[i].slack_webhook_box.len > 0 };
    *out = FIELD_ITEMS(list, n);
    return OK;
}

enum status groups_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct field_list list;

    (void)rq;
    TRY(group_rows(cx, &list));
    return respond_list(cx, rs, status_http(OK), group_fields, list);
}

static enum status find(struct ctx *cx, struct str uuid, struct q_group_find_row *out, bool *found)
{
    return q_group_find(cx, &(struct q_group_find_args){ uuid }, out, found);
}

static enum status answer(struct ctx *cx, struct response *rs, int status, struct str uuid)
{
    struct q_group_find_row row;
    bool found;

    TRY(find(cx, uuid, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such group");
    struct group out = { row.uuid, row.name, row.position, row.created_ms,
                         row.slack_webhook_box.len > 0 };
    return respond(cx, rs, status, group_fields, &out);
}

static enum status check_name(struct ctx *cx, struct str name, int64_t own)
{
    struct q_group_by_name_row row;
    bool found;

    TRY(q_group_by_name(cx, &(struct q_group_by_name_args){ name }, &row, &found));
    if (found && row.id != own)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "name_taken", "name" },
                       "there is a group '%.*s'", FMT(name));
    return OK;
}

enum status groups_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct group_in in = { 0 };
    struct str uuid = uuid_new(cx->arena, cx->now_ms);

    TRY(request_read(cx, rq, group_body, &in));
    struct str box = project_secret_seal(cx, str_trim(in.webhook.value));
    TRY(tx_begin(cx, &tx));
    TRY(check_name(cx, in.name, 0));
    TRY(q_group_insert(cx, &(struct q_group_insert_args){ uuid, in.name, box, cx->now_ms }));
    TRY(audit_note(cx, "group.create", "group", uuid, in.name));
    TRY(tx_commit(&tx));
    return answer(cx, rs, HTTP_CREATED, uuid);
}

/* The group of the path; *found is false for an unknown one. */
static enum status group_of_path(struct ctx *cx, const struct request *rq,
                                 struct q_group_find_row *out, bool *found)
{
    struct str uuid;

    if (!uuid_parse(cx->arena, request_param(rq, "group"), &uuid))
        return fail(cx, E_INVALID, "this is no group id");
    return find(cx, uuid, out, found);
}

enum status group_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct group_in in = { 0 };
    struct q_group_find_row row;
    bool found;

    TRY(request_read(cx, rq, group_body, &in));
    TRY(tx_begin(cx, &tx));
    TRY(group_of_path(cx, rq, &row, &found));
    if (!found)
        return fail(cx, E_MISSING, "no such group");
    TRY(check_name(cx, in.name, row.id));
    struct str box = row.slack_webhook_box;
    bool is_sent = in.webhook.set && !str_is_null(in.webhook.value);
    if (in.is_cleared)
        box = S("");
    else if (is_sent)
        box = project_secret_seal(cx, str_trim(in.webhook.value));
    TRY(q_group_update(cx, &(struct q_group_update_args){ row.id, in.name, box }));
    TRY(audit_note(cx, "group.update", "group", row.uuid, in.name));
    TRY(tx_commit(&tx));
    return answer(cx, rs, status_http(OK), row.uuid);
}

static enum status answer_status(struct ctx *cx, struct response *rs, struct str status)
{
    return respond(cx, rs, status_http(OK), group_status_out, &(struct group_status){ status });
}

enum status group_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct q_group_find_row row;
    bool found;

    TRY(tx_begin(cx, &tx));
    TRY(group_of_path(cx, rq, &row, &found));
    if (found) {
        TRY(q_group_empty(cx, &(struct q_group_empty_args){ row.id }));
        TRY(q_group_delete(cx, &(struct q_group_delete_args){ row.id }));
        TRY(audit_note(cx, "group.delete", "group", row.uuid, row.name));
        TRY(tx_commit(&tx));
    }
    return answer_status(cx, rs, S("deleted"));
}

/* --- favourites ---------------------------------------------------------------------- */

static int64_t me(const struct ctx *cx)
{
    return cx->actor != NULL ? cx->actor->user_id : 0;
}

enum status favorite_uuids(struct ctx *cx, struct str_list *out)
{
    struct q_favorite_list_args by = { me(cx), true, S("[]") };
    struct q_favorite_list_row *rows;
    size_t n;

    if (cx->actor != NULL) {
        by.sees_all = cx->actor->sees_all;
        by.visible = cx->actor->visible;
    }
    TRY(q_favorite_list(cx, &by, &rows, &n));
    struct str *uuids = arena_array(cx->arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        uuids[i] = rows[i].uuid;
    *out = (struct str_list){ uuids, n };
    return OK;
}

enum status favorites_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct str_list list;
    struct buf b;
    struct jsonw w;

    (void)rq;
    TRY(favorite_uuids(cx, &list));
    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    jsonw_init(&w, &b);
    jsonw_arr(&w);
    for (size_t i = 0; i < list.n; i++)
        jsonw_str(&w, list.items[i]);
    jsonw_end(&w);
    return respond_json(rs, status_http(OK), buf_str(&b));
}

enum status favorite_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    TRY(q_favorite_add(cx, &(struct q_favorite_add_args){ me(cx), rq->project_id }));
    return answer_status(cx, rs, S("added"));
}

enum status favorite_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    TRY(q_favorite_remove(cx, &(struct q_favorite_remove_args){ me(cx), rq->project_id }));
    return answer_status(cx, rs, S("removed"));
}
