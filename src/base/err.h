/* err.h - the one way to make an error.
 *
 * enum status is for code, the text is for people: lower case, no full stop, it
 * names the thing and the bound, and never holds a secret, a payload or SQL.
 * Errors are logged where they are decided (router, job runner), once. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum {
    ERR_TEXT_BYTES  = 320, /* one sentence                              */
    ERR_FIELD_BYTES = 64,  /* JSON key or setting the error is about    */
    ERR_MORE_BYTES  = 160, /* further members of the answer             */
};

struct err {
    enum status status;
    const char *code;               /* literal for programs ("stale", "query"); NULL = none */
    char field[ERR_FIELD_BYTES];    /* "" = none                                            */
    char text[ERR_TEXT_BYTES];      /* cut with "..." when longer                           */
    char more[ERR_MORE_BYTES];      /* JSON members: "at":3,"len":4; "" = none              */
};

struct ctx;

/* Records the text in cx->err and returns st, so that `return fail(…)` reads well.
 * Field and code of an earlier failure are cleared. */
NODISCARD enum status fail(struct ctx *cx, enum status st, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* The same with a code (a literal, kept by pointer) and the field it is about
 * (either may be NULL). Answered as {"error","code","field","request_id"}. */
struct err_where {
    const char *code;
    const char *field;
};
NODISCARD enum status fail_at(struct ctx *cx, enum status st, struct err_where where,
                              const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Neither answers OK. clang's analyzer sees one file at a time and must be told. */
#ifdef __clang_analyzer__
#define ERR_NOT_OK(st, call)                                                                       \
    __extension__({                                                                                \
        enum status ignored_ = (call);                                                             \
        (void)ignored_;                                                                            \
        assert((st) != OK);                                                                        \
        (st);                                                                                      \
    })
#define fail(cx, st, ...)           ERR_NOT_OK(st, fail(cx, st, __VA_ARGS__))
#define fail_at(cx, st, where, ...) ERR_NOT_OK(st, fail_at(cx, st, where, __VA_ARGS__))
#endif

/* Adds members to the JSON answer of the failure just recorded; what does not fit is left
 * out whole. */
void err_more(struct err *err, struct str members);
/* Forgets a failure that was handled. */
void err_clear(struct err *err);

#endif
