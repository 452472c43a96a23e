/* key_api.c - the DSN keys of a project: what SDKs send events with. */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/project/project_api.h"
#include "feature/project/project_int.h"
#include "feature/project/project_key.h"
#include "feature/project/project_key_sql.h"

enum { HTTP_CREATED = 201, HTTP_NO_CONTENT = 204 };

struct key_row {
    struct str uuid;
    struct str label;
    struct str public_key;
    struct str dsn;
    bool is_enabled;
    int64_t per_minute, per_hour, per_day;
    int64_t created_ms;
    int64_t last_used_ms;
};
const struct field key_fields[] = {
    FIELD_STR("id", struct key_row, uuid, FIELD_UUID, 0),
    FIELD_STR("label", struct key_row, label, 0, 0),
    FIELD_STR("public_key", struct key_row, public_key, 0, 0),
    FIELD_STR("dsn", struct key_row, dsn, FIELD_OMIT, 0),
    FIELD_BOOL("is_enabled", struct key_row, is_enabled, 0),
    FIELD_I64("per_minute", struct key_row, per_minute, 0),
    FIELD_I64("per_hour", struct key_row, per_hour, 0),
    FIELD_I64("per_day", struct key_row, per_day, 0),
    FIELD_TIME("created_at", struct key_row, created_ms, 0),
    FIELD_TIME("last_used_at", struct key_row, last_used_ms, 0),
    FIELD_END,
};
struct keys {
    struct field_list items;
};
const struct field keys_out[] = {
    FIELD_LIST("items", struct keys, items, 0, struct key_row, key_fields, 0),
    FIELD_END,
};

struct key_in {
    struct str label; /* "" keeps */
    struct opt_bool is_enabled;
    struct opt_i64 per_minute, per_hour, per_day; /* requests; 0 = no limit */
};
const struct field key_body[] = {
    FIELD_STR("label", struct key_in, label, FIELD_OPTIONAL, LIMIT_NAME),
    FIELD_OPT_BOOL("is_enabled", struct key_in, is_enabled, FIELD_OPTIONAL),
    FIELD_OPT_I64("per_minute", struct key_in, per_minute, FIELD_OPTIONAL),
    FIELD_OPT_I64("per_hour", struct key_in, per_hour, FIELD_OPTIONAL),
    FIELD_OPT_I64("per_day", struct key_in, per_day, FIELD_OPTIONAL),
    FIELD_END,
};

static enum status list(struct ctx *cx, const struct request *rq, struct key_row **out, size_t *n)
{
    struct str number = str_printf(cx->arena, "%lld", (long long)rq->project_id);
    struct q_project_key_list_row *rows;

    TRY(q_project_key_list(cx, &(struct q_project_key_list_args){ rq->project_id }, &rows, n));
    *out = arena_array(cx->arena, struct key_row, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct key_row){
            .uuid = rows[i].uuid,
            .label = rows[i].label,
            .public_key = rows[i].public_key,
            .dsn = project_dsn(cx, rq, rows[i].public_key, number),
            .is_enabled = rows[i].is_enabled,
            .per_minute = rows[i].per_minute,
            .per_hour = rows[i].per_hour,
            .per_day = rows[i].per_day,
            .created_ms = rows[i].created_ms,
            .last_used_ms = rows[i].last_used_ms,
        };
    return OK;
}

static enum status audit_key(struct ctx *cx, const struct request *rq, const char *action,
                             struct str uuid, struct str words)
{
    return audit_note(
        cx, action, "key", uuid,
        str_printf(cx->arena, "project %.*s: %.*s", FMT(rq->project_slug), FMT(words)));
}

static enum status answer_key(struct ctx *cx, const struct request *rq, struct response *rs,
                              struct str uuid)
{
    struct key_row *keys;
    size_t n;

    TRY(list(cx, rq, &keys, &n));
    for (size_t i = 0; i < n; i++)
        if (str_eq(keys[i].uuid, uuid))
            return respond(cx, rs, rq->method == HTTP_POST ? HTTP_CREATED : status_http(OK),
                           key_fields, &keys[i]);
    return fail(cx, E_MISSING, "no such key");
}

enum status project_keys_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct key_row *keys;
    size_t n;

    TRY(list(cx, rq, &keys, &n));
    return respond(cx, rs, status_http(OK), keys_out,
                   &(struct keys){ .items = FIELD_ITEMS(keys, n) });
}

static enum status read_body(struct ctx *cx, const struct request *rq, struct key_in *out)
{
    TRY(request_read(cx, rq, key_body, out));
    if (out->per_minute.value < 0 || out->per_hour.value < 0 || out->per_day.value < 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "per_minute" },
                       "a limit must not be negative; 0 is none");
    return OK;
}

enum status project_keys_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct key_in in = { 0 };
    struct key_row *keys;
    struct event_id key;
    size_t n;

    TRY(read_body(cx, rq, &in));
    event_id_random(&key);
    struct q_project_key_insert_args row = {
        .uuid = uuid_new(cx->arena, cx->now_ms),
        .project_id = rq->project_id,
        .public_key = event_id_text(cx->arena, &key),
        .label = str_trim(in.label).len > 0 ? str_trim(in.label) : S("Key"),
        .is_enabled = !in.is_enabled.set || in.is_enabled.value,
        .per_minute = in.per_minute.value,
        .per_hour = in.per_hour.value,
        .per_day = in.per_day.value,
        .now_ms = cx->now_ms,
    };
    TRY(tx_begin(cx, &tx));
    TRY(list(cx, rq, &keys, &n));
    if (n >= KEYS_MAX)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "too_many", NULL },
                       "a project may have %d keys", KEYS_MAX);
    TRY(q_project_key_insert(cx, &row));
    TRY(audit_key(cx, rq, "key.create", row.uuid, row.label));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return answer_key(cx, rq, rs, row.uuid);
}

static enum status key_uuid(struct ctx *cx, const struct request *rq, struct str *out)
{
    if (!uuid_parse(cx->arena, request_param(rq, "key"), out))
        return fail(cx, E_INVALID, "this is no key id");
    return OK;
}

enum status project_key_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct key_in in = { 0 };
    struct str uuid;
    int64_t changed = 0;

    TRY(read_body(cx, rq, &in));
    TRY(key_uuid(cx, rq, &uuid));
    struct str label = str_trim(in.label);
    struct q_project_key_update_args set = {
        .uuid = uuid,
        .project_id = rq->project_id,
        .label = label.len > 0 ? label : (struct str){ 0 },
        .is_enabled = in.is_enabled,
        .per_minute = in.per_minute,
        .per_hour = in.per_hour,
        .per_day = in.per_day,
    };
    TRY(tx_begin(cx, &tx));
    TRY(q_project_key_update(cx, &set, &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "no such key");
    TRY(audit_key(cx, rq, "key.update", uuid, request_body_names(cx, rq)));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return answer_key(cx, rq, rs, uuid);
}

enum status project_key_delete(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct key_row *keys;
    struct str uuid;
    int64_t changed = 0;
    size_t n;

    TRY(key_uuid(cx, rq, &uuid));
    TRY(tx_begin(cx, &tx));
    TRY(list(cx, rq, &keys, &n));
    TRY(q_project_key_delete(cx, &(struct q_project_key_delete_args){ uuid, rq->project_id },
                             &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "no such key");
    if (n == 1)
        return fail_at(cx, E_CONFLICT, (struct err_where){ "last_key", NULL },
                       "this is the project's only key: make another first");
    TRY(audit_key(cx, rq, "key.delete", uuid, S("removed")));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return respond_empty(rs, HTTP_NO_CONTENT);
}
