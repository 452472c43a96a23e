#include "base/base.h"
#include "core/multipart.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/spill.h"
#include "base/str.h"

enum { WINDOW_BYTES = 1 << 20 }; /* searched at once, then unloaded */

/* The end of a quoted string behind its first quote; a backslash hides what follows it. */
static size_t quoted_end(struct str s)
{
    size_t i = 0;

    while (i < s.len && s.p[i] != '"')
        i += s.p[i] == '\\' && i + 1 < s.len && s.p[i + 1] == '"' ? 2 : 1;
    return i < s.len ? i : s.len;
}

static struct str unquoted(struct ctx *cx, struct str s)
{
    char *p = arena_alloc(cx->arena, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '\\' && i + 1 < s.len && s.p[i + 1] == '"')
            i++;
        p[n++] = s.p[i];
    }
    return str_make(p, n);
}

/* One `; key=value` off *rest. False at the end. */
static bool next_param(struct ctx *cx, struct str *rest, struct str *key, struct str *value)
{
    size_t start = str_find_char(*rest, ';');

    if (start >= rest->len)
        return false;
    struct str s = str_from(*rest, start + 1);
    size_t eq = str_find_char(s, '='), semicolon = str_find_char(s, ';');
    if (semicolon < eq || eq == s.len) {
        *key = str_trim(str_to(s, semicolon));
        *value = S("");
        *rest = str_from(s, semicolon);
        return true;
    }
    *key = str_trim(str_to(s, eq));
    s = str_from(s, eq + 1);
    while (s.len > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_from(s, 1);
    if (s.len > 0 && s.p[0] == '"') {
        s = str_from(s, 1);
        size_t end = quoted_end(s);
        *value = unquoted(cx, str_to(s, end));
        *rest = str_from(s, end + 1);
    } else {
        *value = str_trim(str_to(s, str_find_char(s, ';')));
        *rest = str_from(s, str_find_char(s, ';'));
    }
    return true;
}

struct str multipart_param(struct ctx *cx, struct str header, struct str name)
{
    struct str key, value;

    while (next_param(cx, &header, &key, &value)) {
        if (str_eq_fold(key, name))
            return value;
    }
    return (struct str){ 0 };
}

enum status multipart_open(struct ctx *cx, struct str content_type, struct str body,
                           struct multipart *out)
{
    if (!str_starts_fold(content_type, S("multipart/")))
        return fail(cx, E_MEDIA, "the body must be multipart/form-data");
    struct str boundary =
        multipart_param(cx, str_to(content_type, MULTIPART_HEADER_BYTES), S("boundary"));
    if (boundary.len == 0 || boundary.len > MULTIPART_BOUNDARY)
        return fail(cx, E_INVALID, "the multipart body has no boundary");
    *out = (struct multipart){ .rest = body,
                               .delimiter = str_printf(cx->arena, "--%.*s", FMT(boundary)) };
    return OK;
}

/* Offset of the next delimiter at the beginning of a line; rest.len when there is none. */
static size_t find_delimiter(const struct multipart *m, struct str rest)
{
    size_t at = 0;

    while (at + m->delimiter.len <= rest.len) {
        struct str window = str_slice(rest, at, at + WINDOW_BYTES + m->delimiter.len);
        size_t hit = str_find(window, m->delimiter);
        if (hit < window.len) {
            if (at + hit == 0 || rest.p[at + hit - 1] == '\n')
                return at + hit;
            at += hit + 1;
            continue;
        }
        at += WINDOW_BYTES;
        if (m->file != NULL)
            spill_unload(m->file);
    }
    return rest.len;
}

/* Cuts the line end before a delimiter off. */
static struct str without_line_end(struct str s)
{
    if (str_ends(s, S("\r\n")))
        return str_to(s, s.len - 2);
    return str_ends(s, S("\n")) ? str_to(s, s.len - 1) : s;
}

/* Behind a delimiter: `--` ends all, else blanks to the end of the line. */
static enum status after_delimiter(struct ctx *cx, struct multipart *m)
{
    struct str line;

    m->is_over = str_starts(m->rest, S("--"));
    if (m->is_over)
        return OK;
    size_t end = str_find_char(str_to(m->rest, MULTIPART_HEADER_BYTES), '\n');
    line = str_to(m->rest, end);
    if (end >= m->rest.len || str_trim(line).len > 0)
        return fail(cx, E_INVALID, "the multipart body is broken after a boundary");
    m->rest = str_from(m->rest, end + 1);
    return OK;
}

static void read_header(struct ctx *cx, struct str line, struct multipart_part *out)
{
    size_t colon = str_find_char(line, ':');
    struct str name = str_trim(str_to(line, colon)), value = str_trim(str_from(line, colon + 1));

    if (str_eq_fold(name, S("Content-Type")))
        out->content_type = value;
    if (!str_eq_fold(name, S("Content-Disposition")))
        return;
    out->name = multipart_param(cx, value, S("name"));
    out->filename = multipart_param(cx, value, S("filename"));
}

static enum status read_headers(struct ctx *cx, struct multipart *m, struct multipart_part *out)
{
    size_t used = 0;

    for (;;) {
        struct str room = str_to(m->rest, MULTIPART_HEADER_BYTES - used);
        size_t end = str_find_char(room, '\n');
        if (end >= room.len)
            return fail(cx, E_INVALID, "the headers of a part have no end");
        struct str line = without_line_end(str_to(m->rest, end + 1));
        m->rest = str_from(m->rest, end + 1);
        used += end + 1;
        if (line.len == 0)
            return OK;
        read_header(cx, line, out);
    }
}

enum status multipart_next(struct ctx *cx, struct multipart *m, struct multipart_part *out,
                           bool *found)
{
    *out = (struct multipart_part){ 0 };
    if (m->n_parts == 0) { /* the preamble */
        size_t start = find_delimiter(m, m->rest);
        if (start >= m->rest.len)
            return fail(cx, E_INVALID, "the multipart body has no part");
        m->rest = str_from(m->rest, start + m->delimiter.len);
        TRY(after_delimiter(cx, m));
    }
    *found = !m->is_over;
    if (m->is_over)
        return OK;
    if (m->n_parts++ == MULTIPART_PARTS)
        return fail(cx, E_TOO_LARGE, "more than %d parts in one body", MULTIPART_PARTS);
    TRY(read_headers(cx, m, out));
    size_t end = find_delimiter(m, m->rest);
    if (end >= m->rest.len)
        return fail(cx, E_INVALID, "the multipart body is cut off");
    out->body = without_line_end(str_to(m->rest, end));
    m->rest = str_from(m->rest, end + m->delimiter.len);
    return after_delimiter(cx, m);
}
