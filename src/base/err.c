#include "base/base.h"
#include "base/err.h"

#include <stdarg.h>

#include "base/ctx.h"
#include "base/str.h"

static const struct status_row {
    int http;
    const char *name;
} status_rows[] = {
    [OK] = { 200, "ok" },
    [E_INVALID] = { 400, "invalid" },
    [E_UNAUTHENTICATED] = { 401, "unauthenticated" },
    [E_DENIED] = { 403, "denied" },
    [E_MISSING] = { 404, "missing" },
    [E_METHOD] = { 405, "method" },
    [E_CONFLICT] = { 409, "conflict" },
    [E_TOO_LARGE] = { 413, "too_large" },
    [E_MEDIA] = { 415, "media" },
    [E_RATE] = { 429, "rate" },
    [E_INTERNAL] = { 500, "internal" },
    [E_UPSTREAM] = { 502, "upstream" },
    [E_BUSY] = { 503, "busy" },
};

int status_http(enum status st)
{
    assert((size_t)st < ARRAY_LEN(status_rows));
    return status_rows[st].http;
}

const char *status_name(enum status st)
{
    assert((size_t)st < ARRAY_LEN(status_rows));
    return status_rows[st].name;
}

static void err_set_text(struct err *err, const char *fmt, va_list args) PRINTF_LIKE(2, 0);

/* The cut never splits a code point: the text ends up in JSON. */
static void err_set_text(struct err *err, const char *fmt, va_list args)
{
    static const char dots[] = "...";
    int n = vsnprintf(err->text, sizeof(err->text), fmt, args);
    if (n < 0) {
        err->text[0] = '\0';
    } else if ((size_t)n >= sizeof(err->text)) {
        struct str whole = str_make(err->text, sizeof(err->text) - 1);
        struct str kept = str_utf8_clip(whole, sizeof(err->text) - sizeof(dots));
        memcpy(err->text + kept.len, dots, sizeof(dots));
    }
}

enum status(fail)(struct ctx *cx, enum status st, const char *fmt, ...)
{
    assert(cx != NULL && st != OK);
    va_list args;
    va_start(args, fmt);
    err_clear(&cx->err);
    cx->err.status = st;
    err_set_text(&cx->err, fmt, args);
    va_end(args);
    return st;
}

enum status(fail_at)(struct ctx *cx, enum status st, struct err_where where, const char *fmt, ...)
{
    assert(cx != NULL && st != OK);
    va_list args;
    va_start(args, fmt);
    err_clear(&cx->err);
    cx->err.status = st;
    cx->err.code = where.code;
    struct str field = str_utf8_clip(str_c(where.field), sizeof(cx->err.field) - 1);
    if (field.len > 0)
        memcpy(cx->err.field, field.p, field.len);
    cx->err.field[field.len] = '\0';
    err_set_text(&cx->err, fmt, args);
    va_end(args);
    return st;
}

void err_clear(struct err *err)
{
    err->status = OK;
    err->code = NULL;
    err->field[0] = '\0';
    err->text[0] = '\0';
    err->more[0] = '\0';
}

void err_more(struct err *err, struct str members)
{
    if (members.len >= sizeof(err->more))
        return;
    memcpy(err->more, members.p, members.len);
    err->more[members.len] = '\0';
}
