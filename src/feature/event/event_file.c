#include "base/base.h"
#include "feature/event/event_file.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "feature/event/event.h"
#include "port/json.h"

static void file_close(FILE **f)
{
    if (*f != NULL && *f != stdin)
        (void)fclose(*f);
}

enum status event_file_read(struct ctx *cx, struct str path, struct str *out)
{
    bool is_stdin = str_eq(path, S("-"));
    FILE *f SCOPED(file_close) = is_stdin ? stdin : fopen(str_cz(cx->arena, path), "rb");
    if (f == NULL)
        return fail(cx, E_MISSING, "cannot read '%.*s'", FMT(path));
    char *p = arena_try(cx->arena, LIMIT_EVENT_BYTES + 1);
    if (p == NULL)
        return fail(cx, E_TOO_LARGE, "no memory for '%.*s'", FMT(path));
    size_t n = fread(p, 1, LIMIT_EVENT_BYTES + 1, f);
    if (n > LIMIT_EVENT_BYTES)
        return fail(cx, E_TOO_LARGE, "'%.*s' is larger than %d bytes", FMT(path),
                    LIMIT_EVENT_BYTES);
    *out = str_make(p, n);
    return OK;
}

enum status event_file_normalize(struct ctx *cx, struct str path, struct event *out)
{
    struct event_input in = { .received_ms = cx->now_ms, .client_address = S("203.0.113.9") };
    TRY(event_file_read(cx, path, &in.text));
    struct str id_key = S("event_id");
    struct str id_text;
    struct event_id fixed = { .b = { 0xFE, 0xED } };
    TRY(json_peek(cx, in.text, &id_key, &id_text, 1));
    if (!event_id_parse(id_text, &in.id))
        in.id = fixed;
    return event_normalize(cx, &in, out);
}
