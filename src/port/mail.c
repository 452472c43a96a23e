#include "base/base.h"

#include "port/mail.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"

enum {
    SMTPS_PORT = 465,
    REPLY_BYTES = 200, /* of the server's last words that people get to see */
    TIMEOUTS = 2,      /* the whole may take so many silences               */
    CODE_AWAY = 421,   /* RFC 5321 §3.8: closing the channel                */
    CODE_DIGITS = 3,
    CODE_CLASS = 100,
    CLASS_NEVER = 5,
};

/* What went over the wire of one attempt. */
struct talk {
    struct str rest; /* of the message, not yet sent            */
    char reply[REPLY_BYTES];
    size_t reply_len;
    bool is_begun; /* MAIL FROM was said: the server knows us */
};

void mail_init(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort(); /* no randomness or no memory at start */
}

bool mail_address_is_good(struct str address)
{
    size_t at = str_rfind_char(address, '@');

    if (at == 0 || at + 1 >= address.len || address.len > LIMIT_EMAIL || !str_is_utf8(address))
        return false;
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.p[i];
        if (c <= ' ' || c == 0x7f || strchr("<>()[]\\,;:\"", c) != NULL)
            return false;
    }
    return true;
}

static size_t give(char *to, size_t size, size_t n, void *arg)
{
    struct talk *talk = arg;
    size_t len = size * n < talk->rest.len ? size * n : talk->rest.len;

    if (len > 0)
        memcpy(to, talk->rest.p, len);
    talk->rest = str_from(talk->rest, len);
    return len;
}

static size_t ignore(char *p, size_t size, size_t n, void *arg)
{
    (void)p, (void)arg;
    return size * n;
}

static bool is_refusal(const struct talk *talk)
{
    return talk->reply_len > 0 && (talk->reply[0] == '4' || talk->reply[0] == '5');
}

/* Keeps what the server said last, or refused with (it says good-bye after that); of what we say
 * only how far we came, for it may be a password. */
static int listen_in(CURL *curl, curl_infotype type, char *p, size_t n, void *arg)
{
    static const char mail_from[] = "MAIL FROM";
    struct talk *talk = arg;

    (void)curl;
    if (type == CURLINFO_HEADER_OUT && n >= sizeof mail_from - 1 &&
        memcmp(p, mail_from, sizeof mail_from - 1) == 0)
        talk->is_begun = true;
    if (type == CURLINFO_HEADER_IN && (!is_refusal(talk) || *p == '4' || *p == '5')) {
        talk->reply_len = n < REPLY_BYTES ? n : REPLY_BYTES;
        memcpy(talk->reply, p, talk->reply_len);
    }
    return 0;
}

static bool is_this_machine(struct str host)
{
    return str_eq(host, S("localhost")) || str_eq(host, S("127.0.0.1")) || str_eq(host, S("::1"));
}

static bool is_tls_from_start(const struct mail_server *s)
{
    return s->security == MAIL_SECURITY_TLS ||
           (s->security == MAIL_SECURITY_AUTO && s->port == SMTPS_PORT);
}

static long starttls(const struct mail_server *s)
{
    bool has_secret = s->user.len > 0 && !is_this_machine(s->host);

    if (s->security == MAIL_SECURITY_NONE)
        return CURLUSESSL_NONE;
    return s->security == MAIL_SECURITY_STARTTLS || has_secret ? CURLUSESSL_ALL : CURLUSESSL_TRY;
}

static void set_server(struct ctx *cx, CURL *curl, const struct mail_server *s)
{
    bool is_v6 = str_find_char(s->host, ':') < s->host.len;
    struct str url = str_printf(cx->arena, "%s://%s%.*s%s:%lld/%.*s",
                                is_tls_from_start(s) ? "smtps" : "smtp", is_v6 ? "[" : "",
                                FMT(s->host), is_v6 ? "]" : "", (long long)s->port, FMT(s->helo));

    (void)curl_easy_setopt(curl, CURLOPT_URL, str_cz(cx->arena, url));
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)s->timeout_s);
    (void)curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)s->timeout_s);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)s->timeout_s * TIMEOUTS);
    (void)curl_easy_setopt(curl, CURLOPT_USE_SSL, starttls(s));
    if (getenv("SSL_CERT_FILE") != NULL)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
    if (getenv("SSL_CERT_DIR") != NULL)
        (void)curl_easy_setopt(curl, CURLOPT_CAPATH, getenv("SSL_CERT_DIR"));
    if (s->user.len > 0) {
        (void)curl_easy_setopt(curl, CURLOPT_USERNAME, str_cz(cx->arena, s->user));
        (void)curl_easy_setopt(curl, CURLOPT_PASSWORD, str_cz(cx->arena, s->password));
        (void)curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    }
}

/* The server's words, or libcurl's where it said nothing worth repeating. */
static enum status fail_with(struct ctx *cx, enum status st, CURLcode rc, const struct talk *talk)
{
    struct str reply = str_trim(str_make(talk->reply, talk->reply_len));

    if (is_refusal(talk) && str_is_utf8(reply))
        return fail(cx, st, "the mail server said: %.*s", FMT(str_first_line(reply)));
    return fail(cx, st, "mail server: %s", curl_easy_strerror(rc));
}

/* 5yz to commands that are about us and not about the message: RFC 4954 §6, RFC 3207 §4. */
static bool is_about_us(int64_t code)
{
    static const int64_t codes[] = { 530, 534, 535, 538 };

    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

static enum status judge(struct ctx *cx, CURLcode rc, const struct talk *talk)
{
    int64_t code = 0;

    if (rc == CURLE_OK)
        return OK;
    if (is_refusal(talk) && !str_i64(str_make(talk->reply, CODE_DIGITS), &code))
        code = 0; /* no SMTP */
    if (!talk->is_begun || code == CODE_AWAY || is_about_us(code))
        return fail_with(cx, E_BUSY, rc, talk);
    return fail_with(cx, code / CODE_CLASS == CLASS_NEVER ? E_INVALID : E_UPSTREAM, rc, talk);
}

static enum status perform(struct ctx *cx, CURL *curl, struct talk *talk)
{
    (void)curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen_in);
    (void)curl_easy_setopt(curl, CURLOPT_DEBUGDATA, talk);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    return judge(cx, curl_easy_perform(curl), talk);
}

static enum status open_curl(struct ctx *cx, const struct mail_server *server, CURL **out)
{
    if (server->host.len == 0)
        return fail(cx, E_BUSY, "no mail server is configured (SMTP_HOST)");
    *out = curl_easy_init();
    if (*out == NULL)
        return fail(cx, E_BUSY, "no memory for a connection");
    set_server(cx, *out, server);
    return OK;
}

enum status mail_send(struct ctx *cx, const struct mail_server *server,
                      const struct mail_letter *letter)
{
    struct talk talk = { .rest = letter->data };
    CURL *curl;

    if (!mail_address_is_good(letter->to) || !mail_address_is_good(letter->from))
        return fail(cx, E_INVALID, "'%.*s' is no mail address",
                    FMT(mail_address_is_good(letter->from) ? letter->to : letter->from));
    TRY(open_curl(cx, server, &curl));
    struct str from = str_printf(cx->arena, "<%.*s>", FMT(letter->from));
    struct str to = str_printf(cx->arena, "<%.*s>", FMT(letter->to));
    struct curl_slist *recipients = curl_slist_append(NULL, str_cz(cx->arena, to));
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_cz(cx->arena, from));
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    (void)curl_easy_setopt(curl, CURLOPT_READDATA, &talk);
    (void)curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)letter->data.len);
    enum status st = perform(cx, curl, &talk);
    curl_slist_free_all(recipients);
    curl_easy_cleanup(curl);
    return st;
}

enum status mail_probe(struct ctx *cx, const struct mail_server *server)
{
    struct talk talk = { 0 };
    CURL *curl;

    TRY(open_curl(cx, server, &curl));
    (void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    (void)curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    enum status st = perform(cx, curl, &talk);
    curl_easy_cleanup(curl);
    return st;
}
