/* audit_api.c - GET /system/audit: newest first, by cursor. */
#include "base/base.h"

#include "feature/audit/audit_api.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/filter.h"
#include "core/page.h"
#include "core/request.h"
#include "feature/audit/audit_sql.h"

enum { CURSOR_KIND = 'a' };

#define ENTRY struct l_audit_rows_row
static const struct field entry_fields[] = {
    FIELD_TIME("at", ENTRY, at_ms, 0),
    FIELD_STR("action", ENTRY, action, 0, 0),
    FIELD_STR("kind", ENTRY, object_kind, 0, 0),
    FIELD_STR("object", ENTRY, object_id, 0, 0),
    FIELD_STR("detail", ENTRY, detail, 0, 0),
    FIELD_STR("by", ENTRY, made_by, 0, 0),
    FIELD_STR("user_id", ENTRY, user_uuid, 0, 0),
    FIELD_STR("user_name", ENTRY, user_name, 0, 0),
    FIELD_STR("user_email", ENTRY, user_email, 0, 0),
    FIELD_STR("token_name", ENTRY, token_name, 0, 0),
    FIELD_STR("address", ENTRY, address, 0, 0),
    FIELD_END,
};

struct entries {
    struct field_list items;
    struct str next;
    int64_t total;
    bool total_capped;
};
static const struct field audit_out[] = {
    FIELD_LIST("items", struct entries, items, 0, struct l_audit_rows_row, entry_fields, 0),
    FIELD_STR("next", struct entries, next, 0, 0),
    FIELD_I64("total", struct entries, total, 0),
    FIELD_BOOL("total_capped", struct entries, total_capped, 0),
    FIELD_END,
};

/* --- filters ------------------------------------------------------------------ */

static const struct route_query audit_query[] = {
    { "user", "string", "Id of the person who did it." },
    { "action", "string", "As project.delete." },
    { "kind", "string", "Of the object: user, project, token…" },
    { "object", "string", "Id of the object." },
    { "since", "string", "RFC 3339." },
    { "until", "string", "RFC 3339." },
    { "limit", "integer", "Entries of one page, at most 100." },
    { "cursor", "string", "`next` of the page before." },
    { 0 },
};

static const struct text_filter {
    const char *name;
    const char *const *fragment;
    bool is_uuid;
} text_filters[] = {
    { "user", f_audit_of_user, true },
    { "object", f_audit_of_object, false },
    { "kind", f_audit_of_kind, false },
    { "action", f_audit_of_action, false },
};

static const struct time_filter {
    const char *name;
    const char *const *fragment;
} time_filters[] = {
    { "since", f_audit_since },
    { "until", f_audit_until },
};

static enum status add_text(struct ctx *cx, const struct request *rq, struct filter *f,
                            const struct text_filter *by)
{
    struct str text = request_query(rq, by->name);

    if (text.len == 0)
        return OK;
    if (by->is_uuid && !uuid_parse(cx->arena, text, &text))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", by->name },
                       "%s must be a uuid", by->name);
    filter_where(f, by->fragment, (struct db_value[]){ FILTER_TEXT(text) }, 1);
    return OK;
}

static enum status add_time(struct ctx *cx, const struct request *rq, struct filter *f,
                            const struct time_filter *by)
{
    struct str text = request_query(rq, by->name);
    int64_t ms;

    if (text.len == 0)
        return OK;
    if (!clock_parse(text, &ms))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", by->name },
                       "%s must be a time like 2026-11-24T10:00:00Z", by->name);
    filter_where(f, by->fragment, (struct db_value[]){ FILTER_I64(ms) }, 1);
    return OK;
}

static enum status add_filters(struct ctx *cx, const struct request *rq, struct filter *f)
{
    for (size_t i = 0; i < ARRAY_LEN(text_filters); i++)
        TRY(add_text(cx, rq, f, &text_filters[i]));
    for (size_t i = 0; i < ARRAY_LEN(time_filters); i++)
        TRY(add_time(cx, rq, f, &time_filters[i]));
    return OK;
}

/* --- reading ------------------------------------------------------------------ */

static void null_empty(ENTRY *e)
{
    struct str *const maybe[] = { &e->user_uuid,  &e->user_name, &e->user_email,
                                  &e->token_name, &e->address,   &e->object_id };

    for (size_t i = 0; i < ARRAY_LEN(maybe); i++)
        if (maybe[i]->len == 0)
            *maybe[i] = (struct str){ 0 };
}

static enum status fetch(struct ctx *cx, const struct request *rq, struct entries *out)
{
    const struct request_range range = { LIMIT_PAGE, 1, LIMIT_PAGE };
    size_t limit = (size_t)request_query_i64(rq, "limit", range), n = 0;
    struct str cursor = request_query(rq, "cursor");
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    ENTRY *items = arena_array(cx->arena, ENTRY, limit + 1);
    struct page_key key = { 0 };
    struct filter f;
    bool has = true;

    filter_init(cx, &f, &l_audit_rows, NULL, 0);
    TRY(add_filters(cx, rq, &f));
    if (cursor.len > 0) {
        TRY(page_parse(cx, CURSOR_KIND, cursor, &key));
        filter_where(&f, f_audit_before, (struct db_value[]){ FILTER_I64(key.id) }, 1);
    }
    filter_tail(&f, f_audit_newest, (struct db_value[]){ FILTER_I64((int64_t)limit + 1) }, 1);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has));
    for (; has; n++) {
        TRY(l_audit_rows_read(cx, rows.values, &items[n]));
        null_empty(&items[n]);
        TRY(db_step(cx, &rows, &has));
    }
    if (n > limit) {
        n = limit;
        out->next = page_cursor(cx, CURSOR_KIND, (struct page_key){ .id = items[n - 1].id });
    }
    out->items = FIELD_ITEMS(items, n);
    return OK;
}

static enum status count(struct ctx *cx, const struct request *rq, struct entries *out)
{
    struct db_rows rows SCOPED(db_rows_close) = { 0 };
    struct filter f;
    bool has = true;

    filter_init(cx, &f, &l_audit_number, NULL, 0);
    TRY(add_filters(cx, rq, &f));
    filter_tail(&f, f_audit_counted, (struct db_value[]){ FILTER_I64(LIMIT_COUNT_TOTAL + 1) }, 1);
    TRY(filter_open(cx, &f, &rows));
    TRY(db_step(cx, &rows, &has));
    for (; has; out->total++)
        TRY(db_step(cx, &rows, &has));
    out->total_capped = out->total > LIMIT_COUNT_TOTAL;
    if (out->total_capped)
        out->total = LIMIT_COUNT_TOTAL;
    return OK;
}

static enum status audit_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct entries out = { 0 };

    TRY(fetch(cx, rq, &out));
    TRY(count(cx, rq, &out));
    return respond(cx, rs, status_http(OK), audit_out, &out);
}

const struct route audit_routes[] = {
    { GET, "/api/v1/system/audit", SCOPE_ADMIN, NULL, audit_out, audit_get, NULL,
      "Who changed what and from where, newest first; kept for a year.", .query = audit_query },
    { 0 },
};
