/* base.h - first include of every .c: the words the whole program is written in.
 *
 * struct str is the only string type: a slice, by value, not NUL-terminated,
 * never owning. p == NULL means "absent", which is not the same as "". */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/banned.h"

#define NODISCARD         __attribute__((warn_unused_result))
#define SCOPED(fn)        __attribute__((cleanup(fn)))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define NORETURN          __attribute__((noreturn))
#define NEVER_NULL        __attribute__((returns_nonnull))
#define ARRAY_LEN(a)      (sizeof(a) / sizeof((a)[0]))

/* Outcome of everything that can fail. The set is closed: each value means one
 * HTTP answer and one decision of the job runner (status_http, status_is_retry). */
enum status {
    OK = 0,
    E_INVALID,         /* 400: the caller's data is wrong                        */
    E_UNAUTHENTICATED, /* 401: nobody is signed in                               */
    E_DENIED,          /* 403: signed in, not allowed                            */
    E_MISSING,         /* 404                                                    */
    E_METHOD,          /* 405                                                    */
    E_CONFLICT,        /* 409                                                    */
    E_TOO_LARGE,       /* 413: over a bound                                      */
    E_MEDIA,           /* 415                                                    */
    E_RATE,            /* 429: later                                             */
    E_INTERNAL,        /* 500: our bug or our environment; words hidden          */
    E_UPSTREAM,        /* 502: a service we called failed; later, with backoff   */
    E_BUSY,            /* 503 + Retry-After: full queue, locked store, no disk   */
};

/* Passes a failure up. Safe because arenas and SCOPED clean up. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        enum status try_status_ = (call);                                                          \
        if (try_status_ != OK)                                                                     \
            return try_status_;                                                                    \
    } while (0)

struct str {
    const char *p;
    size_t len;
};

#define S(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define FMT(s)     (int)(s).len, (s).p /* for "%.*s" */

/* Values that may be absent: JSON input that was not sent, nullable columns. */
struct opt_i64 {
    int64_t value;
    bool set;
};
struct opt_bool {
    bool value;
    bool set;
};
/* set with value.p == NULL is an explicit null. */
struct opt_str {
    struct str value;
    bool set;
};

/* HTTP status of a failure (style: the table in base.h's enum). OK is 200. */
int status_http(enum status st);
/* Short constant name for logs: "invalid", "busy", … */
const char *status_name(enum status st);

#endif
