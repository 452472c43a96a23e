#include "base/base.h"
#include "feature/event/event_int.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "port/json.h"

enum {
    ELLIPSIS_CHARS = 3,
    FIRST_PRINTABLE = 0x20,
    DELETE_CHAR = 0x7F,
    FREE_TEXT_MIN = 16, /* a string is not cut below this many bytes */
    SCALAR_BYTES = 8,   /* what a number, bool or null counts for    */
    NUMBER_BYTES = 400, /* digits of the longest double, written out */
};

static bool is_control(unsigned char c, unsigned flags)
{
    if (c >= FIRST_PRINTABLE)
        return c == DELETE_CHAR;
    return (flags & TEXT_ONE_LINE) != 0 || (c != '\n' && c != '\t' && c != '\r');
}

/* Eight bytes at once: is one below 0x20, or 0x7F? */
static bool has_control_word(uint64_t word)
{
    static const uint64_t ones = 0x0101010101010101u;
    static const uint64_t tops = 0x8080808080808080u;
    uint64_t is_low = (word - ones * FIRST_PRINTABLE) & ~word & tops;
    uint64_t deleted = word ^ (ones * DELETE_CHAR);
    return (is_low | ((deleted - ones) & ~deleted & tops)) != 0;
}

static bool has_control(struct str s, unsigned flags)
{
    uint64_t word;
    size_t i = 0;
    while (i + sizeof(word) <= s.len) {
        memcpy(&word, s.p + i, sizeof(word));
        if (has_control_word(word))
            break;
        i += sizeof(word);
    }
    for (; i < s.len; i++) {
        if (is_control((unsigned char)s.p[i], flags))
            return true;
    }
    return false;
}

/* NUL leaves, the others become blanks. */
static struct str without_control(struct arena *a, struct str s, unsigned flags)
{
    char *p = arena_try(a, s.len + 1);
    if (p == NULL)
        return S("");
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (!is_control((unsigned char)c, flags))
            p[n++] = c;
        else if (c != '\0')
            p[n++] = ' ';
    }
    return str_make(p, n);
}

/* At most limit characters, the last three being dots. */
static struct str cut(struct normal *n, struct str s, size_t limit)
{
    size_t chars = str_utf8_count(s);
    if (chars <= limit)
        return s;
    struct str head = str_utf8_to(s, limit - ELLIPSIS_CHARS);
    char *p = arena_try(n->cx->arena, head.len + ELLIPSIS_CHARS);
    if (p == NULL)
        return head;
    memcpy(p, head.p, head.len);
    memcpy(p + head.len, "...", ELLIPSIS_CHARS);
    meta_remark(&n->meta,
                &(struct meta_remark){ "!limit", "s", limit - ELLIPSIS_CHARS, limit, chars });
    return str_make(p, head.len + ELLIPSIS_CHARS);
}

struct str text_bound(struct normal *n, struct str s, size_t limit, unsigned flags)
{
    if ((flags & TEXT_ONE_LINE) != 0)
        s = str_trim(s);
    if (has_control(s, flags))
        s = without_control(n->cx->arena, s, flags);
    return s.len > limit ? cut(n, s, limit) : s;
}

static struct str json_text(struct normal *n, const struct json *v, size_t ceiling)
{
    struct buf b;
    buf_init(&b, n->cx->arena, ceiling);
    json_write(v, &b);
    return buf_str(&b);
}

struct json *normalize_text(struct normal *n, struct json *v, size_t limit, unsigned flags)
{
    enum json_type type = json_type(v);
    struct str s = json_str(v);
    if (type == JSON_NUMBER || type == JSON_BOOL)
        s = json_scalar_text(v, true);
    else if (type != JSON_STR && (flags & TEXT_ANY) != 0)
        s = json_text(n, v, LIMIT_EVENT_BYTES * 2);
    else if (type != JSON_STR)
        return normalize_invalid(n, v, "invalid_data");
    struct str out = text_bound(n, s, limit, flags);
    bool is_same = type == JSON_STR && out.p == s.p && out.len == s.len;
    return is_same ? v : json_new_str_ref(n->doc, out);
}

static size_t take(size_t *left, size_t bytes)
{
    size_t taken = bytes < *left ? bytes : *left;
    *left -= taken;
    return taken;
}

/* A string that does not fit whole keeps what fits. */
static struct json *trim_string(struct normal *n, struct json *v, size_t *left)
{
    struct str s = json_str(v);
    if (s.len <= *left && !has_control(s, 0)) {
        *left -= s.len;
        return v;
    }
    size_t room = *left > FREE_TEXT_MIN ? *left : FREE_TEXT_MIN;
    struct str out = text_bound(n, s, room, 0);
    (void)take(left, out.len);
    return out.p == s.p && out.len == s.len ? v : json_new_str_ref(n->doc, out);
}

static void trim_members(struct normal *n, struct json *container, size_t depth, size_t *left)
{
    size_t before = json_length(container);
    size_t index = 0;
    struct json_iter it = json_iter(container);
    while (json_next(&it)) {
        if (*left == 0 || it.key.len > KEY_BYTES) {
            json_iter_remove(&it);
            continue;
        }
        if (str_is_null(it.key))
            meta_enter_at(&n->meta, index++);
        else
            meta_enter(&n->meta, it.key);
        (void)take(left, it.key.len);
        struct json *kept = trim_free(n, it.value, depth, left);
        if (kept != it.value)
            json_iter_replace(&it, kept);
        meta_leave(&n->meta);
    }
    if (json_length(container) < before)
        meta_length(&n->meta, before);
}

struct json *trim_free(struct normal *n, struct json *v, size_t depth, size_t *bytes_left)
{
    switch (json_type(v)) {
    case JSON_NULL:
    case JSON_BOOL:
        (void)take(bytes_left, SCALAR_BYTES);
        return v;
    case JSON_NUMBER:
        (void)take(bytes_left, SCALAR_BYTES);
        return json_number(v).len <= NUMBER_BYTES ? v : normalize_invalid(n, v, "value_too_long");
    case JSON_STR:
        return trim_string(n, v, bytes_left);
    case JSON_ARR:
    case JSON_OBJ:
        break;
    }
    (void)take(bytes_left, 2);
    if (json_length(v) == 0)
        return v;
    if (depth == 0)
        return trim_string(n, json_new_str_ref(n->doc, json_text(n, v, LIMIT_EVENT_BYTES * 2)),
                           bytes_left);
    trim_members(n, v, depth - 1, bytes_left);
    return v;
}

struct json *normalize_free(struct normal *n, struct json *v, size_t limit)
{
    size_t left = limit;
    return trim_free(n, v, FREE_DEPTH, &left);
}
