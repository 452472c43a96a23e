#include "base/base.h"

#include "feature/audit/audit.h"

#include "base/clock.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/actor.h"
#include "feature/audit/audit_sql.h"
#include "port/db.h"

enum {
    EXPIRE_STEP = 1000,
    JUMP_MS = MS_PER_DAY, /* off for longer, or the clock has jumped: nothing goes at once */
};

static const char *const made_by[] = {
    [ACTOR_ANONYMOUS] = "link", /* a link that works once is the only way without credentials */
    [ACTOR_SESSION] = "session",
    [ACTOR_TOKEN] = "token",
    [ACTOR_PROJECT_TOKEN] = "project_token",
};

static struct str text(struct str s)
{
    return str_is_null(s) ? S("") : s;
}

enum status audit_note(struct ctx *cx, const char *action, const char *kind, struct str id,
                       struct str detail)
{
    const struct actor nobody = { 0 };
    const struct actor *who = cx->actor != NULL ? cx->actor : &nobody;

    assert(db_in_tx(cx->db));
    return q_audit_insert(cx,
                          &(struct q_audit_insert_args){
                              .now_ms = cx->now_ms,
                              .made_by = str_c(cx->actor != NULL ? made_by[who->kind] : "program"),
                              .user_uuid = text(who->user_uuid),
                              .user_name = text(who->user_name),
                              .user_email = text(who->user_email),
                              .token_id = who->token_id,
                              .address = text(who->address),
                              .action = str_c(action),
                              .object_kind = str_c(kind),
                              .object_id = text(id),
                              .detail = str_utf8_clip(text(detail), AUDIT_DETAIL_BYTES) });
}

enum status audit_expire(struct ctx *cx, struct str argument)
{
    struct q_audit_expire_args args = { .before_ms = cx->now_ms - (int64_t)AUDIT_DAYS * MS_PER_DAY,
                                        .max = EXPIRE_STEP };
    struct q_audit_expired_row last = { 0 };
    int64_t changed = EXPIRE_STEP;
    bool found;

    (void)argument;
    TRY(q_audit_expired(cx, &last, &found));
    if (found && last.last_end_ms > 0 && cx->now_ms - last.last_end_ms > JUMP_MS)
        return OK;
    while (changed == EXPIRE_STEP)
        TRY(q_audit_expire(cx, &args, &changed));
    return OK;
}
