#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/msgpack.h"
#include "core/multipart.h"
#include "feature/minidump/minidump_feature.h"
#include "port/json.h"

enum {
    CHUNKS = 64,
    LEVELS = 8,
    CRUMBS = 200,
    EXTRA_FIELDS = 100,
    EXTRA_BYTES = 8 << 10,
};

static const struct str json_part = S("sentry");
static const struct str chunk_prefix = S("sentry__");
static const struct str bracket_prefix = S("sentry[");
static const struct str event_part = S("__sentry-event");
static const struct str crumb_prefix = S("__sentry-breadcrumb");

bool minidump_form_is_event(const struct multipart_part *part)
{
    return str_eq(part->name, event_part) || str_starts(part->name, crumb_prefix) ||
           str_eq(part->name, json_part);
}

/* The first part of that name; absent when there is none. */
static struct str part_of(const struct multipart_part *parts, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(parts[i].name, name))
            return parts[i].body;
    }
    return (struct str){ 0 };
}

/* sentry__1, sentry__2, … in order; a gap ends them. */
static struct str joined_chunks(struct ctx *cx, const struct multipart_part *parts, size_t n)
{
    struct buf b;

    buf_init(&b, cx->arena, LIMIT_EVENT_BYTES);
    for (int i = 1; i <= CHUNKS; i++) {
        struct str piece = part_of(parts, n, str_printf(cx->arena, "%.*s%d", FMT(chunk_prefix), i));
        if (str_is_null(piece))
            break;
        buf_add(&b, piece);
    }
    return b.len > 0 ? buf_str(&b) : (struct str){ 0 };
}

static struct str unpacked_event(struct ctx *cx, struct str packed)
{
    struct buf b;

    buf_init(&b, cx->arena, LIMIT_EVENT_BYTES);
    if (str_is_null(packed) || msgpack_to_json(cx, &packed, &b) != OK) {
        err_clear(&cx->err);
        return (struct str){ 0 };
    }
    return buf_str(&b);
}

/* The first of the forms that is an object; an empty event when none is. */
static struct json_doc *begin_event(struct ctx *cx, const struct multipart_part *parts, size_t n)
{
    const struct str forms[] = {
        unpacked_event(cx, part_of(parts, n, event_part)),
        part_of(parts, n, json_part),
        joined_chunks(cx, parts, n),
    };
    struct json_doc *doc;

    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        if (str_is_null(forms[i]) || forms[i].len > LIMIT_EVENT_BYTES)
            continue;
        if (json_parse(cx, forms[i], &doc, NULL) == OK && json_type(json_root(doc)) == JSON_OBJ)
            return doc;
        err_clear(&cx->err);
    }
    doc = json_doc_new(cx->arena);
    json_set_root(doc, json_new_obj(doc));
    return doc;
}

static struct json *object_in(struct json_doc *doc, struct json *parent, struct str key)
{
    if (json_type(json_get(parent, key)) != JSON_OBJ)
        json_set(doc, parent, key, json_new_obj(doc));
    return json_get(parent, key);
}

/* sentry[tags][a]=b */
static void set_bracketed(struct json_doc *doc, const struct multipart_part *part)
{
    struct str rest = str_from(part->name, bracket_prefix.len), key;
    struct json *at = json_root(doc);

    for (int level = 0; level < LEVELS; level++) {
        size_t end = str_find_char(rest, ']');
        if (end == rest.len)
            return;
        key = str_to(rest, end);
        rest = str_from(rest, end + 1);
        if (!str_starts(rest, S("["))) {
            json_set_str(doc, at, key, str_to(part->body, EXTRA_BYTES));
            return;
        }
        at = object_in(doc, at, key);
        rest = str_from(rest, 1);
    }
}

static void add_fields(struct json_doc *doc, const struct multipart_part *parts, size_t n)
{
    size_t n_extra = 0;

    for (size_t i = 0; i < n; i++) {
        const struct multipart_part *p = &parts[i];
        if (!str_is_null(p->filename) || p->name.len == 0)
            continue;
        if (str_starts(p->name, bracket_prefix)) {
            set_bracketed(doc, p);
            continue;
        }
        if (minidump_form_is_event(p) || str_starts(p->name, chunk_prefix) ||
            n_extra++ == EXTRA_FIELDS)
            continue;
        json_set_str(doc, object_in(doc, json_root(doc), S("extra")), p->name,
                     str_utf8_clip(p->body, EXTRA_BYTES));
    }
}

/* A stream of values, one a breadcrumb; what is cut off ends it. */
static void write_crumbs(struct ctx *cx, struct str packed, struct buf *b)
{
    for (int i = 0; i < CRUMBS && packed.len > 0; i++) {
        struct buf one;
        buf_init(&one, cx->arena, LIMIT_API_BODY_BYTES);
        if (msgpack_to_json(cx, &packed, &one) != OK) {
            err_clear(&cx->err);
            return;
        }
        if (b->len > 1)
            buf_add_char(b, ',');
        buf_add(b, buf_str(&one));
    }
}

static void add_crumbs(struct ctx *cx, struct json_doc *doc, const struct multipart_part *parts,
                       size_t n)
{
    struct buf b;
    struct json_doc *list;

    if (!json_is_null(json_get(json_root(doc), S("breadcrumbs"))))
        return;
    buf_init(&b, cx->arena, LIMIT_EVENT_BYTES);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < n; i++) {
        if (str_starts(parts[i].name, crumb_prefix))
            write_crumbs(cx, parts[i].body, &b);
    }
    buf_add_char(&b, ']');
    if (buf_is_full(&b) || json_parse(cx, buf_str(&b), &list, NULL) != OK) {
        err_clear(&cx->err);
        return;
    }
    if (json_length(json_root(list)) > 0)
        json_set(doc, json_root(doc), S("breadcrumbs"), json_root(list));
}

struct str minidump_form_event(struct ctx *cx, const struct multipart_part *parts, size_t n)
{
    struct json_doc *doc = begin_event(cx, parts, n);
    struct buf b;

    add_fields(doc, parts, n);
    add_crumbs(cx, doc, parts, n);
    buf_init(&b, cx->arena, LIMIT_EVENT_BYTES);
    json_write(json_root(doc), &b);
    return buf_is_full(&b) ? S("{}") : buf_str(&b);
}
