#include "base/base.h"
#include "feature/ingest/store_coding.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/ingest/body.h"

static bool looks_like_json(struct str s)
{
    static const struct str utf8_bom = { "\xEF\xBB\xBF", 3 };

    if (str_starts(s, utf8_bom))
        s = str_from(s, utf8_bom.len);
    s = str_trim(s);
    return s.len > 0 && s.p[0] == '{';
}

/* The Content-Encoding that the bytes begin like: zlib's CMF (RFC 1950 §2.2), gzip's magic
 * (RFC 1952 §2.3.1). Absent: neither. */
static struct str sniff(struct str s)
{
    enum { GZIP_0 = 0x1f, GZIP_1 = 0x8b, CMF_DEFLATE = 0x78 };

    if (s.len > 1 && (uint8_t)s.p[0] == GZIP_0 && (uint8_t)s.p[1] == GZIP_1)
        return S("gzip");
    if (s.len > 1 && (uint8_t)s.p[0] == CMF_DEFLATE)
        return S("deflate");
    return (struct str){ 0 };
}

/* Some encoders break lines (RFC 2045 §6.8). */
static struct str without_blanks(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.len);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != ' ' && s.p[i] != '\t')
            p[n++] = s.p[i];
    }
    return str_make(p, n);
}

enum status store_decode(struct ctx *cx, struct str body, struct str *out)
{
    struct str coding = sniff(body), decoded;

    if (looks_like_json(body)) {
        *out = body;
        return OK;
    }
    if (!str_is_null(coding))
        return body_inflate(cx, coding, body, out);
    if (!str_base64_decode(cx->arena, without_blanks(cx->arena, body), &decoded))
        return fail(cx, E_INVALID, "the body is neither JSON nor base64");
    if (looks_like_json(decoded)) {
        *out = decoded;
        return OK;
    }
    coding = sniff(decoded);
    return body_inflate(cx, str_is_null(coding) ? S("deflate") : coding, decoded, out);
}
