/* Fingerprints whose events the digest drops: deleted with mode "discard". */
#include "base/base.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/grouping/grouping.h"
#include "feature/issue/issue_discard_sql.h"
#include "feature/issue/issue_int.h"

enum { REMOVE_MAX = 1000 };

struct discarded_view {
    struct str fingerprint;
    struct str title; /* of the issue it was deleted with */
    struct str discarded_by;
    int64_t discarded_ms;
};
static const struct field discarded_fields[] = {
    FIELD_STR("fingerprint", struct discarded_view, fingerprint, FIELD_REQUIRED, 0),
    FIELD_STR("title", struct discarded_view, title, FIELD_REQUIRED, 0),
    FIELD_STR("discarded_by", struct discarded_view, discarded_by, FIELD_UUID, 0),
    FIELD_TIME("discarded_at", struct discarded_view, discarded_ms, FIELD_REQUIRED),
    FIELD_END,
};
struct discarded_out {
    struct field_list items;
};
const struct field issue_discarded_out[] = {
    FIELD_LIST("items", struct discarded_out, items, 0, struct discarded_view, discarded_fields, 0),
    FIELD_END,
};
struct discarded_in {
    struct str_list remove; /* fingerprints that may come in again */
};
const struct field issue_discarded_in[] = {
    FIELD_STR_LIST("remove", struct discarded_in, remove, FIELD_REQUIRED, REMOVE_MAX),
    FIELD_END,
};

enum status issue_discarded_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct q_discard_list_row *rows;
    size_t n;

    TRY(q_discard_list(cx, &(struct q_discard_list_args){ rq->project_id }, &rows, &n));
    struct discarded_view *list = arena_array(cx->arena, struct discarded_view, n);
    for (size_t i = 0; i < n; i++) {
        struct str hash = rows[i].hash;
        list[i] = (struct discarded_view){ str_hex(cx->arena, (const uint8_t *)hash.p, hash.len),
                                           rows[i].title, rows[i].user_uuid, rows[i].created_ms };
    }
    struct discarded_out out = { FIELD_ITEMS(list, n) };
    return respond(cx, rs, status_http(OK), issue_discarded_out, &out);
}

static enum status let_in(struct ctx *cx, const struct request *rq, struct str hex)
{
    uint8_t *hash = arena_array(cx->arena, uint8_t, GROUPING_HASH_BYTES);
    int64_t changed = 0;

    if (!str_unhex(hex, hash, GROUPING_HASH_BYTES))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "remove" },
                       "a fingerprint is 32 hex digits");
    struct q_discard_remove_args args = { rq->project_id,
                                          str_make((const char *)hash, GROUPING_HASH_BYTES) };
    TRY(q_discard_remove(cx, &args, &changed));
    if (changed == 0)
        return fail(cx, E_MISSING, "%.*s is not discarded", FMT(hex));
    return audit_note(cx, "discarded.let_in", "fingerprint", hex,
                      str_printf(cx->arena, "project %.*s", FMT(rq->project_slug)));
}

enum status issue_discarded_put(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct discarded_in in = { 0 };

    TRY(request_read(cx, rq, issue_discarded_in, &in));
    TRY(tx_begin(cx, &tx));
    for (size_t i = 0; i < in.remove.n; i++)
        TRY(let_in(cx, rq, in.remove.items[i]));
    TRY(tx_commit(&tx));
    return issue_discarded_get(cx, rq, rs);
}
