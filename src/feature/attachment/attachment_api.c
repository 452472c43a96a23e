/* Attachments on the wire: those of an event, one as bytes, and the old door that adds
 * some later (sentry-ingest.md §3). */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/cluster.h"
#include "core/multipart.h"
#include "core/request.h"
#include "feature/attachment/attachment_int.h"
#include "feature/ingest/door_api.h"
#include "feature/ingest/envelope_write.h"
#include "feature/issue/issue_event.h"

enum { DISPOSITION_BYTES = 4 * ATTACHMENT_NAME + 64, STATUS_CREATED = 201 };

struct attachment_view {
    struct str id;
    struct str event_id;
    struct str name;
    struct str content_type;
    struct str kind;
    int64_t size_bytes;
    bool is_image;
    struct str refused; /* absent = kept */
    int64_t created_ms;
};
static const struct field attachment_fields[] = {
    FIELD_STR("id", struct attachment_view, id, FIELD_UUID, 0),
    FIELD_STR("event_id", struct attachment_view, event_id, 0, 0),
    FIELD_STR("name", struct attachment_view, name, 0, 0),
    FIELD_STR("content_type", struct attachment_view, content_type, 0, 0),
    FIELD_STR("kind", struct attachment_view, kind, 0, 0),
    FIELD_I64("size_bytes", struct attachment_view, size_bytes, 0),
    FIELD_BOOL("is_image", struct attachment_view, is_image, 0),
    FIELD_STR("refused", struct attachment_view, refused, 0, 0),
    FIELD_TIME("created_at", struct attachment_view, created_ms, 0),
    FIELD_END,
};

static struct str uuid_of(struct ctx *cx, const struct event_id *id)
{
    struct str hex = event_id_text(cx->arena, id), uuid;

    return uuid_parse(cx->arena, hex, &uuid) ? uuid : hex;
}

static enum status find_all(struct ctx *cx, const struct request *rq, struct attachment **out,
                            size_t *n)
{
    struct event_id event_id;

    TRY(issue_event_id(cx, rq->project_id, rq->issue_id, request_param(rq, "event"), &event_id));
    return attachments_of_event(cx, rq->project_id, &event_id, out, n);
}

static enum status attachments_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct attachment *found;
    size_t n;

    TRY(find_all(cx, rq, &found, &n));
    struct attachment_view *views = arena_array(cx->arena, struct attachment_view, n);
    for (size_t i = 0; i < n; i++)
        views[i] = (struct attachment_view){
            .id = uuid_of(cx, &found[i].key.id),
            .event_id = event_id_text(cx->arena, &found[i].key.event_id),
            .name = found[i].name,
            .content_type = found[i].content_type,
            .kind = found[i].kind,
            .size_bytes = found[i].size,
            .is_image = attachment_is_image(found[i].content_type),
            .refused = found[i].refused.len > 0 ? found[i].refused : (struct str){ 0 },
            .created_ms = found[i].received_ms,
        };
    return respond_list(cx, rs, status_http(OK), attachment_fields, FIELD_ITEMS(views, n));
}

/* Quotes and what is not ASCII would end the plain form; RFC 6266 has another for it. */
static struct str disposition(struct ctx *cx, const struct attachment *a, bool is_inline)
{
    struct buf b;

    buf_init(&b, cx->arena, DISPOSITION_BYTES);
    buf_add(&b, is_inline ? S("inline; filename=\"") : S("attachment; filename=\""));
    for (size_t i = 0; i < a->name.len; i++) {
        char c = a->name.p[i];
        bool is_plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '%' && c != ';';
        buf_add_char(&b, is_plain ? c : '_');
    }
    struct str encoded = str_url_encode(cx->arena, a->name);
    buf_printf(&b, "\"; filename*=UTF-8''%.*s", FMT(encoded));
    return buf_str(&b);
}

/* Only images are shown in the page; all else is for saving. Neither may run anything. */
static enum status send_file(struct ctx *cx, struct response *rs, const struct attachment *a,
                             bool is_download)
{
    bool is_inline = !is_download && attachment_is_image(a->content_type);
    uint64_t len;
    int fd;

    if (a->refused.len > 0)
        return fail_at(cx, E_MISSING, (struct err_where){ "not_stored", NULL },
                       "this file was too large to be kept");
    enum status st = file_store()->open(cx, &a->key, &fd, &len);
    if (st == E_MISSING && cluster_size() > 1)
        return fail_at(cx, E_MISSING, (struct err_where){ "elsewhere", NULL },
                       "this file lies with the process that digested it: let ATTACHMENT_DIR be a "
                       "folder that all processes share");
    TRY(st);
    respond_header(rs, "Content-Disposition", disposition(cx, a, is_inline));
    respond_header(rs, "Content-Security-Policy", S("default-src 'none'; sandbox"));
    respond_header(rs, "Cache-Control", S("private, max-age=3600, immutable"));
    respond_header(rs, "Content-Encoding", S("identity"));
    return respond_file(cx, rs,
                        is_inline ? str_cz(cx->arena, a->content_type) : "application/octet-stream",
                        fd, len);
}

static enum status attachment_get(struct ctx *cx, const struct request *rq, struct response *rs)
{
    struct attachment *found;
    struct event_id id;
    size_t n;

    TRY(find_all(cx, rq, &found, &n));
    bool is_id = event_id_parse(request_param(rq, "attachment"), &id);
    for (size_t i = 0; is_id && i < n; i++) {
        if (memcmp(found[i].key.id.b, id.b, EVENT_ID_BYTES) == 0)
            return send_file(cx, rs, &found[i], request_query_bool(rq, "download"));
    }
    return fail(cx, E_MISSING, "no such file of this event");
}

/* --- the door --------------------------------------------------------------- */

static enum status add_parts(struct ctx *cx, struct multipart *form, struct envelope_writer *w)
{
    struct multipart_part part;
    bool found;

    for (;;) {
        TRY(multipart_next(cx, form, &part, &found));
        if (!found)
            return OK;
        struct envelope_item item = { .type = S("attachment"),
                                      .filename = part.filename,
                                      .content_type = part.content_type,
                                      .payload = part.body };
        if (!str_is_null(part.filename))
            TRY(envelope_write_item(cx, w, &item, form->file));
    }
}

static enum status later_accept(struct ctx *cx, struct ingest_request *ir)
{
    struct envelope_writer *w = arena_new(cx->arena, struct envelope_writer);
    struct multipart form;
    struct event_id event_id;
    struct str text;
    struct spill *file;

    if (!event_id_parse(request_param(ir->rq, "event_id"), &event_id))
        return fail(cx, E_INVALID, "the address names no event id");
    TRY(multipart_open(cx, request_header(ir->rq, "Content-Type"), ir->body.text, &form));
    form.file = ir->body.file;
    TRY(envelope_write_begin(cx, w, &event_id, ir->body.file != NULL));
    TRY(add_parts(cx, &form, w));
    TRY(envelope_write_end(cx, w, &text, &file));
    ir->accepted.file = file;
    return accept_envelope(cx, text, ir->auth.key.project_id, &ir->accepted);
}

static enum status later_answer(struct ctx *cx, const struct ingest_request *ir)
{
    (void)cx;
    return respond_empty(ir->rs, STATUS_CREATED);
}

static enum status later_post(struct ctx *cx, const struct request *rq, struct response *rs)
{
    static const struct ingest_door door = { later_accept, later_answer, .is_envelope = false };

    return ingest_take(cx, rq, rs, &door);
}

static const struct route_query download_query[] = {
    { "download", "boolean", "true: for saving, also when it is an image." },
    { NULL, NULL, NULL },
};

const struct route_param attachment_params[] = { { "attachment", NULL },
                                                 { "event_id", NULL },
                                                 { 0 } };

const struct route attachment_routes[] = {
    { GET, "/api/v1/projects/{project}/issues/{issue}/events/{event}/attachments", SCOPE_READ, NULL,
      attachment_fields, attachments_get, "list_event_attachments",
      "Files that came with an event.", .flags = ROUTE_LIST },
    { GET, "/api/v1/projects/{project}/issues/{issue}/events/{event}/attachments/{attachment}",
      SCOPE_READ, NULL, NULL, attachment_get, NULL, "One of them, as it was sent.",
      .flags = ROUTE_FILE, .query = download_query },
    { POST, "/api/{dsn_project}/events/{event_id}/attachments", SCOPE_PUBLIC, NULL, NULL,
      later_post, NULL, "Adds files to an event that was sent before.", .flags = INGEST_ROUTE },
    { 0 },
};
