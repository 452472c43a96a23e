#include "base/base.h"

#include "feature/system/system.h"

#include "base/ctx.h"
#include "base/err.h"
#include "base/str.h"
#include "port/db.h"
#include "port/jsonw.h"

static void add_reason(struct ctx *cx, struct jsonw *w, const char *part)
{
    if (w == NULL)
        return;
    jsonw_obj(w);
    jsonw_key_str(w, "part", str_c(part));
    jsonw_key_str(w, "reason", str_c(cx->err.text));
    jsonw_end(w);
}

bool system_is_ready(struct ctx *cx, struct jsonw *w)
{
    bool is_ready = true;
    enum status st = cx->db != NULL ? db_ping(cx) : fail(cx, E_BUSY, "it is away since the start");
    if (st != OK) {
        add_reason(cx, w, "store");
        is_ready = false;
    }
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        err_clear(&cx->err);
        if ((*f)->ready == NULL || (*f)->ready(cx) == OK)
            continue;
        add_reason(cx, w, (*f)->name);
        is_ready = false;
    }
    err_clear(&cx->err);
    return is_ready;
}

void system_notes(struct ctx *cx, struct jsonw *w)
{
    bool is_any = false;
    for (const struct feature *const *f = feature_table; *f != NULL; f++) {
        if ((*f)->note == NULL || (*f)->note(cx) == OK)
            continue;
        if (!is_any)
            jsonw_key_arr(w, "notes");
        is_any = true;
        add_reason(cx, w, (*f)->name);
        err_clear(&cx->err);
    }
    if (is_any)
        jsonw_end(w);
}
