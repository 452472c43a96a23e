/* A mail as text of the wire: headers (RFC 5322, 2047), two parts (RFC 2046) in
 * quoted-printable (RFC 2045). */
#include "base/base.h"

#include "feature/mail/mail_int.h"

#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"

enum {
    MESSAGE_BYTES = 1 << 20,
    DATE_BYTES = 64,
    QP_LINE = 75,      /* characters before "=" (RFC 2045 §6.7)        */
    WORD_BYTES = 60,   /* of an encoded word inside =?UTF-8?Q? and ?=  */
    PLAIN_HEADER = 70, /* longer ones are folded: as encoded words     */
    HEX_BYTES = 3,     /* "=C3"                                        */
};

static const char hex_digits[] = "0123456789ABCDEF";

static void add_hex(struct buf *b, unsigned char c)
{
    const char text[] = { '=', hex_digits[c >> 4], hex_digits[c & 15] };

    buf_add_bytes(b, text, sizeof text);
}

/* --- headers ---------------------------------------------------------------- */

static bool is_visible(unsigned char c)
{
    return c > ' ' && c < 0x7f;
}

/* Whatever could end a header or begin another one is a blank from here on. */
static struct str harmless(struct ctx *cx, struct str text)
{
    struct str fine = str_utf8_repair(cx->arena, str_utf8_to(text, MAIL_SUBJECT));
    char *p = arena_bytes(cx->arena, fine.len + 1);

    for (size_t i = 0; i < fine.len; i++) {
        unsigned char c = (unsigned char)fine.p[i];
        p[i] = c < ' ' || c == 0x7f ? ' ' : fine.p[i];
    }
    return str_trim(str_make(p, fine.len));
}

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != ' ' && !is_visible((unsigned char)text.p[i]))
            return false;
    }
    return text.len <= PLAIN_HEADER && !str_contains(text, S("=?"));
}

static size_t utf8_len(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* RFC 2047 §4.2, §5: letters and digits stand for themselves everywhere. */
static void add_q(struct buf *b, unsigned char c)
{
    bool is_alnum = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');

    if (c == ' ')
        buf_add_char(b, '_');
    else if (is_alnum)
        buf_add_char(b, (char)c);
    else
        add_hex(b, c);
}

static void add_encoded_words(struct buf *b, struct str text)
{
    size_t used = 0;

    buf_add(b, S("=?UTF-8?Q?"));
    for (size_t i = 0; i < text.len;) {
        size_t n = utf8_len((unsigned char)text.p[i]);
        if (used + n * HEX_BYTES > WORD_BYTES) {
            buf_add(b, S("?=\r\n =?UTF-8?Q?"));
            used = 0;
        }
        size_t before = b->len;
        for (size_t k = 0; k < n && i < text.len; k++)
            add_q(b, (unsigned char)text.p[i++]);
        used += b->len - before;
    }
    buf_add(b, S("?="));
}

static void add_text_header(struct buf *b, const char *name, struct str text)
{
    buf_printf(b, "%s: ", name);
    if (is_plain(text))
        buf_add(b, text);
    else
        add_encoded_words(b, text);
    buf_add(b, S("\r\n"));
}

/* A name in front of an address: quoted, or as encoded words. */
static void add_address_header(struct ctx *cx, struct buf *b, const char *header, struct str name,
                               struct str address)
{
    struct str fine = harmless(cx, name);

    buf_printf(b, "%s: ", header);
    if (fine.len > 0 && is_plain(fine)) {
        buf_add_char(b, '"');
        for (size_t i = 0; i < fine.len; i++) {
            if (fine.p[i] == '"' || fine.p[i] == '\\')
                buf_add_char(b, '\\');
            buf_add_char(b, fine.p[i]);
        }
        buf_add(b, S("\"\r\n "));
    } else if (fine.len > 0) {
        add_encoded_words(b, fine);
        buf_add(b, S("\r\n "));
    }
    buf_printf(b, "<%.*s>\r\n", FMT(address));
}

static void add_date(struct buf *b, int64_t ms)
{
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    time_t seconds = (time_t)(ms / MS_PER_SECOND);
    struct tm t;

    if (gmtime_r(&seconds, &t) == NULL)
        return;
    buf_printf(b, "Date: %s, %02d %s %d %02d:%02d:%02d +0000\r\n", days[t.tm_wday], t.tm_mday,
               months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

static void add_headers(struct ctx *cx, struct buf *b, const struct mail *m,
                        const struct mail_stamp *s)
{
    add_date(b, s->sent_ms);
    add_address_header(cx, b, "From", s->from_name, s->from);
    add_address_header(cx, b, "To", m->to_name, m->to);
    if (m->reply_to.len > 0)
        add_address_header(cx, b, "Reply-To", (struct str){ 0 }, m->reply_to);
    add_text_header(b, "Subject", harmless(cx, m->subject));
    buf_printf(b, "Message-ID: <%.*s@%.*s>\r\n", FMT(s->uuid), FMT(s->host));
    if (m->thread.len > 0)
        buf_printf(b, "In-Reply-To: <%.*s@%.*s>\r\nReferences: <%.*s@%.*s>\r\n", FMT(m->thread),
                   FMT(s->host), FMT(m->thread), FMT(s->host));
    if (m->unsubscribe.len > 0)
        buf_printf(b,
                   "List-Unsubscribe:\r\n <%.*s>\r\n"
                   "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                   FMT(m->unsubscribe));
    buf_add(b, S("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"));
}

/* --- bodies ----------------------------------------------------------------- */

/* One line of the text, folded with "=" at the end where it is long; a blank at its end would
 * be lost on the way and is written as hex. */
static void add_qp_line(struct buf *b, struct str line)
{
    size_t used = 0;

    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.p[i];
        bool is_last = i + 1 == line.len;
        bool is_raw = (is_visible(c) && c != '=') || ((c == ' ' || c == '\t') && !is_last);
        size_t n = is_raw ? 1 : HEX_BYTES;
        if (used + n > QP_LINE) {
            buf_add(b, S("=\r\n"));
            used = 0;
        }
        used += n;
        if (is_raw)
            buf_add_char(b, (char)c);
        else
            add_hex(b, c);
    }
    buf_add(b, S("\r\n"));
}

static void add_part(struct ctx *cx, struct buf *b, const char *type, struct str text)
{
    struct str rest = str_utf8_repair(cx->arena, text), line;

    buf_printf(b,
               "Content-Type: %s; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
               type);
    while (str_split(&rest, '\n', &line)) {
        if (str_ends(line, S("\r")))
            line = str_to(line, line.len - 1);
        add_qp_line(b, line);
    }
}

enum status mail_message(struct ctx *cx, const struct mail *m, const struct mail_stamp *s,
                         struct str *out)
{
    struct buf b;

    buf_init(&b, cx->arena, MESSAGE_BYTES);
    add_headers(cx, &b, m, s);
    if (m->html.len == 0) {
        add_part(cx, &b, "text/plain", m->text);
    } else {
        buf_printf(&b,
                   "Content-Type: multipart/alternative; boundary=\"=_%.*s\"\r\n\r\n"
                   "--=_%.*s\r\n",
                   FMT(s->uuid), FMT(s->uuid)); /* "=_" never stands in quoted-printable */
        add_part(cx, &b, "text/plain", m->text);
        buf_printf(&b, "--=_%.*s\r\n", FMT(s->uuid));
        add_part(cx, &b, "text/html", m->html);
        buf_printf(&b, "--=_%.*s--\r\n", FMT(s->uuid));
    }
    if (buf_is_full(&b))
        return fail(cx, E_TOO_LARGE, "a mail may have %d bytes", MESSAGE_BYTES);
    *out = buf_str(&b);
    return OK;
}

void mail_split_address(struct str text, struct str *name, struct str *address)
{
    size_t open = str_rfind_char(text, '<');

    *name = S("");
    *address = str_trim(text);
    if (open == text.len || !str_ends(*address, S(">")))
        return;
    *name = str_trim_char(str_trim(str_to(text, open)), '"');
    *address = str_trim(str_slice(text, open + 1, str_rfind_char(text, '>')));
}
