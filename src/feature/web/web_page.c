#include "base/base.h"

#include "feature/web/web_page.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"

struct str web_page_nonce(struct ctx *cx)
{
    uint8_t bytes[WEB_NONCE_BYTES];
    random_bytes(bytes, sizeof(bytes));
    return str_hex(cx->arena, bytes, sizeof(bytes));
}

struct str web_page_policy(struct ctx *cx, struct str nonce)
{
    return str_printf(cx->arena,
                      "default-src 'none'; script-src 'self' 'nonce-%.*s'; style-src 'self' "
                      "'nonce-%.*s'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                      "manifest-src 'self'; form-action 'self'; base-uri 'none'; "
                      "frame-ancestors 'none'",
                      FMT(nonce), FMT(nonce));
}

/* JSON may stand in a script element when it holds no "<": "</script" and "<!--" are
 * the only words that end or change one. */
static void add_bootstrap(struct buf *b, struct str nonce, struct str json)
{
    buf_printf(b, "<script type=\"application/json\" id=\"bootstrap\" nonce=\"%.*s\">", FMT(nonce));
    for (struct str rest = str_trim(json); rest.len > 0;) {
        size_t n = str_find_char(rest, '<');
        buf_add(b, str_to(rest, n));
        if (n < rest.len)
            buf_add(b, S("\\u003c"));
        rest = str_from(rest, n + 1);
    }
    buf_add(b, S("</script>"));
}

struct str web_page_fill(struct ctx *cx, struct str html, struct str nonce, struct str bootstrap)
{
    const struct str nonce_mark = S("__CSP_NONCE__"), boot_mark = S("<!--BOOTSTRAP-->");
    struct buf b;
    buf_init(&b, cx->arena, LIMIT_RESPONSE_BYTES);
    while (html.len > 0) {
        size_t at_nonce = str_find(html, nonce_mark), at_boot = str_find(html, boot_mark);
        bool is_boot = at_boot < at_nonce;
        size_t at = is_boot ? at_boot : at_nonce;
        buf_add(&b, str_to(html, at));
        if (at == html.len)
            break;
        if (is_boot)
            add_bootstrap(&b, nonce, bootstrap);
        else
            buf_add(&b, nonce);
        html = str_from(html, at + (is_boot ? boot_mark.len : nonce_mark.len));
    }
    return buf_str(&b);
}
