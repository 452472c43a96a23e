/* log.h - one line per happening, never payloads, never secrets.
 *
 *     LOG(INFO, "issue.created", K_I64("issue", id), K_STR("project", slug));
 *
 * Names are constant and dotted. logfmt by default, JSON lines with
 * LOG_FORMAT=json. The request id of the thread's current work is added by
 * itself (log_set_request). Values are escaped and cut at LOG_VALUE_BYTES.
 * Threads: any. Output: standard error. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/base.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum log_format { LOG_FORMAT_LOGFMT, LOG_FORMAT_JSON };

enum { LOG_VALUE_BYTES = 512 };

struct log_pair {
    const char *key;
    enum { LOG_KIND_STR, LOG_KIND_I64, LOG_KIND_F64 } kind;
    struct str s;
    int64_t i;
    double f;
};

#define K_STR(k, v) ((struct log_pair){ .key = (k), .kind = LOG_KIND_STR, .s = (v) })
#define K_CZ(k, v)  ((struct log_pair){ .key = (k), .kind = LOG_KIND_STR, .s = str_c(v) })
#define K_I64(k, v) ((struct log_pair){ .key = (k), .kind = LOG_KIND_I64, .i = (v) })
#define K_F64(k, v) ((struct log_pair){ .key = (k), .kind = LOG_KIND_F64, .f = (v) })

#define LOG(level, name, ...)                                                                      \
    log_write(LOG_##level, (name),                                                                 \
              (const struct log_pair[]){ { .key = NULL }, ##__VA_ARGS__, { .key = NULL } })

/* pairs: a first row that is skipped, then rows up to one with key == NULL. */
void log_write(enum log_level level, const char *name, const struct log_pair *pairs);
void log_set_level(enum log_level level);
void log_set_format(enum log_format format);
/* Request id printed by this thread's lines; "" or absent ends it. Borrowed. */
void log_set_request(struct str request_id);
/* One of two lines as they are, by format; "\n" included. All that a signal handler may do. */
void log_write_raw(struct str logfmt, struct str json);
/* Logs at ERROR and ends the process: our bug, or no memory. */
NORETURN void log_die(const char *name, const char *detail);

#endif
