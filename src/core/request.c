#include "base/base.h"

#include "core/request.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/router_int.h"
#include "port/httpd.h"
#include "port/json.h"

static struct str find(const struct str *names, const struct str *values, size_t n,
                       const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], str_c(name)))
            return values[i];
    return (struct str){ NULL, 0 };
}

struct str request_param(const struct request *rq, const char *name)
{
    return find(rq->param_names, rq->param_values, rq->n_params, name);
}

struct str request_query(const struct request *rq, const char *name)
{
    return find(rq->query_names, rq->query_values, rq->n_query, name);
}

bool request_query_bool(const struct request *rq, const char *name)
{
    bool v;
    return str_bool(request_query(rq, name), &v) && v;
}

int64_t request_query_i64(const struct request *rq, const char *name, struct request_range range)
{
    int64_t v;
    if (!str_i64(request_query(rq, name), &v))
        return range.otherwise;
    if (v < range.min)
        return range.min;
    return v > range.max ? range.max : v;
}

struct str request_header(const struct request *rq, const char *name)
{
    return rq->http != NULL ? httpd_header(rq->http, name) : (struct str){ NULL, 0 };
}

enum status request_read(struct ctx *cx, const struct request *rq, const struct field *table,
                         void *out)
{
    struct str body = str_trim(rq->body);
    struct json_doc *doc;
    if (body.len == 0 && (rq->route->flags & ROUTE_BODY_OPT) != 0)
        return OK;
    if (body.len == 0)
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", NULL }, "the body is empty");
    TRY(json_parse(cx, json_first(body), &doc, NULL));
    return field_decode(cx, table, json_root(doc), out);
}

struct str request_body_names(struct ctx *cx, const struct request *rq)
{
    struct json_doc *doc;
    struct buf b;

    buf_init(&b, cx->arena, LIMIT_NAME);
    if (json_parse(cx, json_first(rq->body), &doc, NULL) != OK) {
        err_clear(&cx->err);
        return S("");
    }
    for (const struct field *row = rq->route->in; row->kind != FIELD_KIND_END; row++) {
        struct json_iter it = json_iter(json_root(doc));
        while (json_next(&it))
            if (str_eq_fold(it.key, str_c(row->name)))
                buf_printf(&b, "%s%s", buf_str(&b).len > 0 ? ", " : "", row->name);
    }
    return buf_str(&b);
}

bool request_is_https(struct str forwarded_proto)
{
    struct str first = str_trim(str_to(forwarded_proto, str_find_char(forwarded_proto, ',')));
    return str_eq_fold(first, S("https"));
}

void request_defer(const struct request *rq, struct response *rs)
{
    assert((rq->route->flags & ROUTE_ON_LOOP) != 0 && (!rs->is_deferred || rq->http->is_aside));
    if (!rs->is_deferred) /* aside it is set, and the loop may be reading it */
        rs->is_deferred = true;
    httpd_suspend(rq->http);
}
