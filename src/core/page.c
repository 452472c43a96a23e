#include "base/base.h"

#include "core/page.h"

#include "base/ctx.h"
#include "base/str.h"
#include "port/crypto.h"

enum { CURSOR_BYTES_MAX = 128 };

/* Against typing errors and cursors of other lists, not against forgery: a cursor
 * gives no right to anything. */
static uint32_t check_of(struct str text)
{
    return (uint32_t)hash64(text);
}

struct str page_cursor(struct ctx *cx, char kind, struct page_key key)
{
    struct str text =
        str_printf(cx->arena, "%c.%lld.%lld", kind, (long long)key.sort, (long long)key.id);
    struct str whole = str_printf(cx->arena, "%.*s.%08x", FMT(text), check_of(text));
    return str_base64_encode(cx->arena, whole);
}

enum status page_parse(struct ctx *cx, char kind, struct str cursor, struct page_key *out)
{
    const struct err_where where = { "cursor", "cursor" };
    struct str whole, part;
    if (cursor.len > CURSOR_BYTES_MAX || !str_base64_decode(cx->arena, cursor, &whole))
        return fail_at(cx, E_INVALID, where, "cursor is not one of ours");
    size_t dot = str_rfind_char(whole, '.');
    struct str text = str_to(whole, dot);
    struct str check = str_printf(cx->arena, "%08x", check_of(text));
    if (!str_eq(str_from(whole, dot + 1), check))
        return fail_at(cx, E_INVALID, where, "cursor is not one of ours");
    struct page_key key;
    struct str rest = text;
    if (!str_split(&rest, '.', &part) || part.len != 1 || part.p[0] != kind ||
        !str_split(&rest, '.', &part) || !str_i64(part, &key.sort) || !str_i64(rest, &key.id))
        return fail_at(cx, E_INVALID, where, "cursor belongs to another list");
    *out = key;
    return OK;
}
