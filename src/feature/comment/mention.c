/* Who is meant by a text. */
#include "base/base.h"

#include "feature/comment/comment.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/str.h"

static bool is_word(char c)
{
    unsigned char u = (unsigned char)c;

    return (u >= '0' && u <= '9') || ((u | 32) >= 'a' && (u | 32) <= 'z') || u == '_' || u >= 0x80;
}

static bool is_token(char c)
{
    return is_word(c) || c == '.' || c == '@' || c == '+' || c == '-';
}

static size_t count_ticks(struct str s)
{
    size_t n = 0;

    while (n < s.len && s.p[n] == '`')
        n++;
    return n;
}

/* Bytes of the code that begins here: as many backticks end it (CommonMark §6.1, and fences
 * alike). Without an end they are just backticks. */
static size_t code_bytes(struct str s)
{
    size_t n = count_ticks(s);

    for (size_t i = n; i < s.len;) {
        size_t k = count_ticks(str_from(s, i));
        if (k == n)
            return i + k;
        i += k > 0 ? k : 1;
    }
    return n;
}

/* `@[Name](user:UUID)` at the beginning of s: its length, or 0. */
static size_t read_link(struct str s, struct str *name, struct str *uuid)
{
    static const struct str middle = { "](user:", 7 };
    size_t at = str_find(s, middle);

    if (!str_starts(s, S("@[")) || at == s.len || at > LIMIT_NAME * 4 ||
        str_find_char(str_to(s, at), '\n') < at)
        return 0;
    struct str rest = str_from(s, at + middle.len);
    size_t end = str_find_char(rest, ')');
    if (end == rest.len || end > UUID_TEXT_BYTES)
        return 0;
    *name = str_slice(s, 2, at);
    *uuid = str_to(rest, end);
    return at + middle.len + end + 1;
}

static size_t read_word(struct str s, struct str *word)
{
    size_t n = 1;

    while (n < s.len && is_token(s.p[n]))
        n++;
    *word = str_slice(s, 1, n);
    while (word->len > 0 && (str_ends(*word, S(".")) || str_ends(*word, S("-"))))
        *word = str_to(*word, word->len - 1);
    return n;
}

static void keep(struct mention *all, size_t *n, struct str token, bool is_uuid)
{
    for (size_t i = 0; i < *n; i++) {
        if (str_eq(all[i].token, token))
            return;
    }
    if (token.len > 0 && token.len <= LIMIT_EMAIL && *n < COMMENT_MENTIONS)
        all[(*n)++] = (struct mention){ token, is_uuid };
}

size_t mention_find(struct ctx *cx, struct str body, struct mention *out)
{
    struct str name, token, uuid;
    size_t n = 0;

    for (size_t i = 0; i < body.len;) {
        struct str here = str_from(body, i);
        if (body.p[i] == '`') {
            i += code_bytes(here);
            continue;
        }
        if (body.p[i] != '@' || (i > 0 && is_word(body.p[i - 1]))) {
            i++;
            continue;
        }
        size_t len = read_link(here, &name, &token);
        if (len > 0 && uuid_parse(cx->arena, token, &uuid))
            keep(out, &n, uuid, true);
        if (len == 0) {
            len = read_word(here, &token);
            keep(out, &n, token, false);
        }
        i += len;
    }
    return n;
}

struct str mention_plain(struct ctx *cx, struct str body)
{
    struct str name, uuid;
    struct buf b;

    buf_init(&b, cx->arena, body.len + 1);
    for (size_t i = 0; i < body.len;) {
        size_t len = body.p[i] == '@' ? read_link(str_from(body, i), &name, &uuid) : 0;
        if (len > 0) {
            buf_add_char(&b, '@');
            buf_add(&b, name);
        } else {
            buf_add_char(&b, body.p[i]);
        }
        i += len > 0 ? len : 1;
    }
    return buf_str(&b);
}
