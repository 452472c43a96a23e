#include "base/base.h"
#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/str.h"

enum {
    LOG_LINE_BYTES = PIPE_BUF, /* one write up to here is never torn (POSIX), so no lock */
    LOG_TAIL_BYTES = 2,        /* closing brace and line feed */
};

static const char *const level_names[] = { "debug", "info", "warn", "error" };

static _Atomic(enum log_level) log_level = LOG_INFO;
static _Atomic(enum log_format) log_format = LOG_FORMAT_LOGFMT;
static _Thread_local struct str log_request;

void log_set_level(enum log_level level)
{
    log_level = level;
}

void log_set_format(enum log_format format)
{
    log_format = format;
}

void log_set_request(struct str request_id)
{
    log_request = request_id;
}

/* logfmt leaves a value bare unless a reader could take it for something else. */
static bool is_bare(struct str s)
{
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == '\x7f')
            return false;
    }
    return true;
}

/* Quoted with JSON's escapes in both formats. A value that does not fit any more
 * is left out; the line stays whole. */
static void add_str(struct buf *line, struct str s, enum log_format format)
{
    s = str_utf8_clip(s, LOG_VALUE_BYTES);
    if (format == LOG_FORMAT_LOGFMT && is_bare(s))
        buf_add(line, s);
    else
        buf_add_json_str(line, s);
}

static void add_key(struct buf *line, const char *key, enum log_format format)
{
    if (format == LOG_FORMAT_LOGFMT) {
        buf_printf(line, "%s%s=", line->len > 0 ? " " : "", key);
        return;
    }
    buf_printf(line, "%c\"%s\":", line->len > 0 ? ',' : '{', key);
}

static void add_value(struct buf *line, const struct log_pair *pair, enum log_format format)
{
    switch (pair->kind) {
    case LOG_KIND_STR:
        add_str(line, pair->s, format);
        break;
    case LOG_KIND_I64:
        buf_add_i64(line, pair->i);
        break;
    case LOG_KIND_F64:
        buf_add_f64(line, pair->f);
        break;
    }
}

/* All of key=value or nothing of it. */
static void add_pair(struct buf *line, const struct log_pair *pair, enum log_format format)
{
    size_t before = line->len;
    add_key(line, pair->key, format);
    add_value(line, pair, format);
    if (buf_is_full(line)) {
        line->len = before;
        line->is_full = false;
    }
}

static void add_time(struct buf *line, enum log_format format)
{
    enum { TIME_BYTES = 40 };
    char text[TIME_BYTES];
    struct buf time;
    buf_init_fixed(&time, text, sizeof(text));
    buf_add_time(&time, clock_now_ms());
    add_pair(line, &K_STR("time", buf_str(&time)), format);
}

/* A log that cannot be written is no reason to stop; there is nobody to tell. */
static void write_line(struct str line)
{
    while (line.len > 0) {
        ssize_t n = write(STDERR_FILENO, line.p, line.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        line = str_from(line, (size_t)n);
    }
}

void log_write_raw(struct str logfmt, struct str json)
{
    write_line(log_format == LOG_FORMAT_JSON ? json : logfmt);
}

void log_write(enum log_level level, const char *name, const struct log_pair *pairs)
{
    assert((size_t)level < ARRAY_LEN(level_names));
    if (level < log_level)
        return;
    assert(pairs != NULL);
    int saved_errno = errno;
    enum log_format format = log_format;
    char text[LOG_LINE_BYTES];
    struct buf line;
    buf_init_fixed(&line, text, sizeof(text) - LOG_TAIL_BYTES);
    add_time(&line, format);
    add_pair(&line, &K_CZ("level", level_names[level]), format);
    add_pair(&line, &K_CZ("event", name), format);
    if (log_request.len > 0)
        add_pair(&line, &K_STR("request", log_request), format);
    for (const struct log_pair *pair = pairs + 1; pair->key != NULL; pair++)
        add_pair(&line, pair, format);
    if (format == LOG_FORMAT_JSON)
        text[line.len++] = '}';
    text[line.len++] = '\n';
    write_line(buf_str(&line));
    errno = saved_errno;
}

void log_die(const char *name, const char *detail)
{
    LOG(ERROR, name, K_CZ("detail", detail));
    abort();
}
