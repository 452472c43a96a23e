#include "base/base.h"
#include "port/jsonw.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/str.h"

void jsonw_init(struct jsonw *w, struct buf *b)
{
    *w = (struct jsonw){ .buf = b };
}

/* Comma, and whether a value may stand here. */
static void before_value(struct jsonw *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    int inner = w->depth - 1;
    if (inner < 0)
        return;
    assert(!w->is_obj[inner]);
    if (w->has_member[inner])
        buf_add_char(w->buf, ',');
    w->has_member[inner] = true;
}

static void open_container(struct jsonw *w, bool is_obj)
{
    before_value(w);
    assert(w->depth < JSONW_DEPTH);
    w->is_obj[w->depth] = is_obj;
    w->has_member[w->depth] = false;
    w->depth++;
    buf_add_char(w->buf, is_obj ? '{' : '[');
}

void jsonw_obj(struct jsonw *w)
{
    open_container(w, true);
}

void jsonw_arr(struct jsonw *w)
{
    open_container(w, false);
}

void jsonw_end(struct jsonw *w)
{
    assert(w->depth > 0 && !w->after_key);
    w->depth--;
    buf_add_char(w->buf, w->is_obj[w->depth] ? '}' : ']');
}

void jsonw_key(struct jsonw *w, struct str key)
{
    int inner = w->depth - 1;
    assert(inner >= 0 && w->is_obj[inner] && !w->after_key);
    if (w->has_member[inner])
        buf_add_char(w->buf, ',');
    w->has_member[inner] = true;
    buf_add_json_str(w->buf, key);
    buf_add_char(w->buf, ':');
    w->after_key = true;
}

void jsonw_members(struct jsonw *w, struct str members)
{
    int inner = w->depth - 1;
    assert(inner >= 0 && w->is_obj[inner] && !w->after_key);
    if (members.len == 0)
        return;
    if (w->has_member[inner])
        buf_add_char(w->buf, ',');
    w->has_member[inner] = true;
    buf_add(w->buf, members);
}

void jsonw_null(struct jsonw *w)
{
    jsonw_raw(w, S("null"));
}

void jsonw_bool(struct jsonw *w, bool v)
{
    jsonw_raw(w, v ? S("true") : S("false"));
}

void jsonw_i64(struct jsonw *w, int64_t v)
{
    before_value(w);
    buf_add_i64(w->buf, v);
}

void jsonw_f64(struct jsonw *w, double v)
{
    before_value(w);
    buf_add_f64(w->buf, v);
}

void jsonw_str(struct jsonw *w, struct str v)
{
    if (str_is_null(v)) {
        jsonw_null(w);
        return;
    }
    before_value(w);
    buf_add_json_str(w->buf, v);
}

static void add_time(struct jsonw *w, int64_t ms, void (*add)(struct buf *, int64_t))
{
    if (ms == 0) {
        jsonw_null(w);
        return;
    }
    before_value(w);
    buf_add_char(w->buf, '"');
    add(w->buf, ms);
    buf_add_char(w->buf, '"');
}

void jsonw_time(struct jsonw *w, int64_t ms)
{
    add_time(w, ms, buf_add_time);
}

void jsonw_time0(struct jsonw *w, int64_t ms)
{
    add_time(w, ms, buf_add_time0);
}

void jsonw_raw(struct jsonw *w, struct str json)
{
    before_value(w);
    buf_add(w->buf, str_is_null(json) ? S("null") : json);
}

void jsonw_key_bool(struct jsonw *w, const char *key, bool v)
{
    jsonw_key(w, str_c(key));
    jsonw_bool(w, v);
}

void jsonw_key_i64(struct jsonw *w, const char *key, int64_t v)
{
    jsonw_key(w, str_c(key));
    jsonw_i64(w, v);
}

void jsonw_key_str(struct jsonw *w, const char *key, struct str v)
{
    jsonw_key(w, str_c(key));
    jsonw_str(w, v);
}

void jsonw_key_time(struct jsonw *w, const char *key, int64_t ms)
{
    jsonw_key(w, str_c(key));
    jsonw_time(w, ms);
}

void jsonw_key_raw(struct jsonw *w, const char *key, struct str json)
{
    jsonw_key(w, str_c(key));
    jsonw_raw(w, json);
}

void jsonw_key_obj(struct jsonw *w, const char *key)
{
    jsonw_key(w, str_c(key));
    jsonw_obj(w);
}

void jsonw_key_arr(struct jsonw *w, const char *key)
{
    jsonw_key(w, str_c(key));
    jsonw_arr(w);
}
