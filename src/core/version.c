#include "base/base.h"

#include "core/version.h"

#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"

enum status version_of_query(struct ctx *cx, const struct request *rq, struct opt_i64 *out)
{
    struct str text = request_query(rq, "version");

    *out = (struct opt_i64){ 0, text.len > 0 };
    if (out->set && !str_i64(text, &out->value))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "version" },
                       "version must be a whole number");
    return OK;
}

enum status version_check(struct ctx *cx, struct opt_i64 sent, int64_t current, const char *what)
{
    if (!sent.set || sent.value == current)
        return OK;
    enum status st = fail_at(cx, E_CONFLICT, (struct err_where){ "stale", "version" },
                             "somebody changed this %s meanwhile", what);
    err_more(&cx->err, str_printf(cx->arena, "\"current\":%lld", (long long)current));
    return st;
}
