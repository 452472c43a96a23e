#include "base/base.h"

#include "feature/project/project_section_api.h"

#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "core/request.h"
#include "core/tx.h"
#include "feature/audit/audit.h"
#include "feature/project/project_int.h"
#include "feature/project/project_key.h"
#include "port/json.h"
#include "port/jsonw.h"

enum { HTTP_CONFLICT = 409 };

static const struct str version_key = S("version");

enum status project_section_get(struct ctx *cx, const struct request *rq, struct response *rs,
                                const struct section *section)
{
    struct project_section stored;
    void *value = arena_alloc(cx->arena, section->size);

    TRY(project_section_load(cx, rq->project_id, section, &stored));
    TRY(project_section_read(cx, section, stored.body, value));
    project_section_set_version(section, value, stored.version);
    return respond(cx, rs, status_http(OK), section->fields, value);
}

static enum status answer_stale(struct ctx *cx, struct response *rs, const struct section *section,
                                const struct project_section *stored)
{
    void *value = arena_alloc(cx->arena, section->size);
    struct buf b;
    struct jsonw w;

    TRY(project_section_read(cx, section, stored->body, value));
    project_section_set_version(section, value, stored->version);
    buf_init(&b, cx->arena, 2 * SECTION_BYTES);
    jsonw_init(&w, &b);
    jsonw_obj(&w);
    jsonw_key_str(&w, "error", S("somebody else changed these settings meanwhile"));
    jsonw_key_str(&w, "code", S("stale"));
    jsonw_key_str(&w, "request_id", cx->request_id);
    jsonw_key(&w, S("current"));
    field_encode(&w, section->fields, value);
    jsonw_end(&w);
    return respond_json(rs, HTTP_CONFLICT, buf_str(&b));
}

/* The version the body names; not set: last write wins. */
static enum status sent_version(struct ctx *cx, struct str body, struct opt_i64 *out)
{
    struct json_doc *doc;

    TRY(json_parse(cx, body, &doc, NULL));
    struct json *v = json_get(json_root(doc), version_key);
    *out = (struct opt_i64){ 0, !json_is_null(v) };
    if (out->set && !json_i64(v, &out->value))
        return fail_at(cx, E_INVALID, (struct err_where){ "invalid", "version" },
                       "version must be a whole number");
    return OK;
}

enum status project_section_put(struct ctx *cx, const struct request *rq, struct response *rs,
                                const struct section *section)
{
    struct tx tx SCOPED(tx_end) = { 0 };
    struct project_section stored;
    struct opt_i64 version;
    void *value = arena_alloc(cx->arena, section->size);

    struct str sent = json_first(rq->body);
    TRY(sent_version(cx, sent, &version));
    TRY(tx_begin(cx, &tx));
    TRY(project_section_take(cx, rq->project_id, section, &stored));
    if (version.set && version.value != stored.version)
        return answer_stale(cx, rs, section, &stored);
    TRY(project_section_merge(cx, section, (struct str[]){ stored.body, sent }, 2, value));
    if (section->settle != NULL)
        TRY(section->settle(cx, value));
    TRY(project_section_save(cx, rq->project_id, section, value, stored.version + 1));
    TRY(audit_note(cx, "project.settings", "project", rq->project_uuid,
                   str_printf(cx->arena, "%.*s, %.*s: %.*s", FMT(rq->project_slug),
                              FMT(section->name), FMT(request_body_names(cx, rq)))));
    TRY(tx_commit(&tx));
    project_keys_changed(cx);
    return respond(cx, rs, status_http(OK), section->fields, value);
}
